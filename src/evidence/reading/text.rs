//! A text in chunks: what it is, and on to the reader of its kind.

use super::lines::Lines;
use super::rows::Rows;
use super::whole::whole;
use super::{Choices, FileRead, MOST_HELD};
use crate::error::{Code, Error, Problem};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::head::{Head, head};
use crate::evidence::decode::line_ends::LineEnds;
use crate::evidence::decode::stream::{TextFacts, TextStream};
use crate::evidence::decode::{elements, json, refused};
use crate::evidence::formats;
use crate::evidence::formats::kinds::kind_of;
use crate::evidence::formats::registry::{self, About, ReadRows};
use crate::evidence::inspection::FileFacts;
use crate::evidence::mapper;
use crate::evidence::mapping::{Mapping, slug};

/// Text by which a file is recognised, in bytes: the widest header and fifty rows of it.
const BEGINNING: usize = 256 * 1024;

/// A text file that is being read.
pub(super) struct Text {
    stream: TextStream,
    ends: LineEnds,
    state: State,
    /// What was said of this file, and of others.
    said: Said,
}

/// What was said of the columns of files.
#[derive(Clone, Default)]
struct Said {
    mapping: Option<Mapping>,
    known: Vec<Mapping>,
}

enum State {
    /// What it is has not been told.
    Beginning(String),
    /// A JSON document, held whole.
    Held(String),
    Rows(Box<Rows>, Option<Mapping>),
    Lines(Box<Lines>),
    /// Nothing more is taken.
    Refused(Error),
}

pub(super) fn is_known(columns: &Columns) -> bool {
    registry::table(columns).is_some()
}

impl Text {
    /// A text before its first byte.
    pub(super) fn new(choices: &Choices) -> Self {
        Self {
            stream: TextStream::new(),
            ends: LineEnds::default(),
            state: State::Beginning(String::new()),
            said: Said {
                mapping: choices.mapping.clone(),
                known: choices.known.clone(),
            },
        }
    }

    /// A file of which nothing is read.
    pub(super) fn refused(problem: Problem) -> Self {
        Self {
            state: State::Refused(problem.into()),
            ..Self::new(&Choices::default())
        }
    }

    /// Whether nothing more is taken.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self.state, State::Refused(_))
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        let (state, ends, said) = (&mut self.state, &mut self.ends, &self.said);
        self.stream
            .push(chunk, &mut |text| state.take(ends.unified(text), said));
    }

    pub(super) fn finish(mut self, facts: FileFacts, choices: Choices) -> Result<FileRead, Error> {
        let (state, ends, said) = (&mut self.state, &mut self.ends, &self.said);
        let text = self
            .stream
            .finish(&mut |text| state.take(ends.unified(text), said));
        self.state.begin(true, said);
        // Before what was refused already nothing is looked at, so that it makes no difference when somebody stops.
        if text.had_nul && !matches!(self.state, State::Refused(_)) {
            return Err(not_text().into());
        }
        match self.state {
            State::Beginning(_) => Err(refused(Code::EmptyFile, "the file is empty").into()),
            State::Refused(why) => Err(why),
            State::Held(document) => whole(&document, &text, facts, choices),
            State::Rows(rows, None) => rows.finish(&text, facts, choices),
            State::Rows(rows, Some(mapping)) => by_mapping(*rows, mapping, &text, facts, choices),
            State::Lines(lines) => lines.finish(&text, facts, choices),
        }
    }
}

fn not_text() -> Problem {
    refused(
        Code::NotText,
        "the file has zero bytes inside, so it is not text",
    )
}

impl State {
    fn take(&mut self, text: &str, said: &Said) {
        match self {
            Self::Beginning(held) => {
                // No more than a beginning is looked at, however long the chunk is: chunks change nothing.
                let missing = BEGINNING.saturating_sub(held.len()).min(text.len());
                let end = (missing..=text.len()).find(|at| text.is_char_boundary(*at));
                let (now, later) = text
                    .split_at_checked(end.unwrap_or(text.len()))
                    .unwrap_or((text, ""));
                held.push_str(now);
                if held.len() >= BEGINNING {
                    self.begin(false, said);
                    if !later.is_empty() {
                        self.take(later, said);
                    }
                }
            }
            Self::Held(held) => {
                if held.len() + text.len() > MOST_HELD {
                    let message = format!(
                        "a single JSON document of more than {MOST_HELD} bytes; at most so many are read"
                    );
                    *self = Self::Refused(refused(Code::TooLarge, message).help(
                        "Export fewer days at a time, or one JSON value a line (NDJSON), which may be of any size.",
                    ).into());
                } else {
                    held.push_str(text);
                }
            }
            Self::Rows(rows, _) => {
                if let Err(problem) = rows.push(text) {
                    *self = Self::Refused(problem.into());
                }
            }
            Self::Lines(lines) => {
                if let Err(problem) = lines.push(text) {
                    *self = Self::Refused(problem.into());
                }
            }
            Self::Refused(_) => {}
        }
    }

    /// Tells what the file is from its beginning, or from the whole of a short one.
    fn begin(&mut self, complete: bool, said: &Said) {
        let Self::Beginning(held) = self else {
            return;
        };
        let held = std::mem::take(held);
        if held.contains('\0') {
            *self = Self::Refused(not_text().into());
            return;
        }
        if held.trim().is_empty() && !complete {
            let found = "a text that begins with blanks, more of them than are looked at";
            *self = Self::Refused(formats::unknown(found).into());
            return;
        }
        *self = match recognise(&held, said) {
            Ok(Known::Rows(head, about, reader, by)) => {
                let mut rows = Box::new(Rows::new(&head, about, reader));
                match rows.push(held.get(head.body..).unwrap_or_default()) {
                    Ok(()) => Self::Rows(rows, by),
                    Err(problem) => Self::Refused(problem.into()),
                }
            }
            Ok(Known::Lines) => {
                let mut lines = Box::new(Lines::new());
                match lines.push(&held) {
                    Ok(()) => Self::Lines(lines),
                    Err(problem) => Self::Refused(problem.into()),
                }
            }
            Ok(Known::Held) => Self::Held(held),
            Err(why) => Self::Refused(why),
        };
    }
}

/// A table that was read by what somebody said of it: what was said stays with it.
pub(super) fn by_mapping(
    rows: Rows,
    mut mapping: Mapping,
    text: &TextFacts,
    facts: FileFacts,
    mut choices: Choices,
) -> Result<FileRead, Error> {
    choices.day_first = choices.day_first.or(mapping.day_first);
    mapping.day_first = choices.day_first;
    // A list of accounts that does not say of which system it is: two of them are not taken for one system.
    let unnamed = format!("list-{}", facts.sha256.get(..6).unwrap_or_default());
    let was_said_of_another = choices.mapping.is_none();
    let mut read = rows.finish(text, facts, choices)?;
    let reading = &mut read.recorded.reading;
    if read.recorded.about.system.is_empty() && !reading.records.accounts.is_empty() {
        let said = mapping.system.as_deref().map(slug);
        if let Some(system) = said.as_deref().filter(|_| was_said_of_another) {
            reading.questions.push(format!(
                "It is taken for a list of {system}, as another file with these columns was said to be. Is it one? If \
                 not, change how it is read."
            ));
        }
        reading.system.get_or_insert(said.unwrap_or(unnamed));
    }
    reading.mapped = Some(mapping);
    Ok(read)
}

/// Whether no format recognises the first of several JSON values.
fn is_strange(beginning: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(beginning).into_iter();
    let first = values.next().and_then(Result::ok);
    first.is_some_and(|first| registry::json(None, &first).is_none())
}

enum Known {
    Rows(
        Box<Head>,
        &'static About,
        Box<dyn ReadRows>,
        Option<Mapping>,
    ),
    Lines,
    /// Has to be read as a whole.
    Held,
}

fn recognise(beginning: &str, said: &Said) -> Result<Known, Error> {
    if json::looks_like(beginning) {
        // The columns of flat JSON are known once all of it was seen.
        let mapped = said.mapping.is_some() || (!said.known.is_empty() && is_strange(beginning));
        return Ok(if elements::is_lines(beginning) && !mapped {
            Known::Lines
        } else {
            Known::Held
        });
    }
    let wanted = |columns: &Columns| match &said.mapping {
        Some(mapping) => mapper::fits(mapping, columns),
        None => is_known(columns) || said.known.iter().any(|m| mapper::fits(m, columns)),
    };
    let Some(head) = head(beginning, wanted) else {
        return Err(formats::unknown_text(beginning, 0).into());
    };
    let format = registry::table(&head.columns);
    let mapping = match (&said.mapping, format) {
        (Some(mapping), _) => Some(mapping),
        (None, None) => mapper::remembered(&said.known, &head.columns, None),
        (None, Some(format)) => kind_of(format.about)
            .and_then(|kind| mapper::remembered(&said.known, &head.columns, Some(kind))),
    };
    if let Some(mapping) = mapping {
        let (about, reader) = mapper::open(mapping, &head.columns).map_err(Error::Input)?;
        return Ok(Known::Rows(
            Box::new(head),
            about,
            reader,
            Some(mapping.clone()),
        ));
    }
    let Some(format) = format else {
        return Err(formats::unknown_text(beginning, head.columns.len()).into());
    };
    head.columns.forget();
    let reader = (format.open)(&head.columns)?;
    Ok(Known::Rows(Box::new(head), format.about, reader, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::reading::Intake;

    /// What comes of the bytes in chunks of this length, told by somebody who stops once nothing more is wanted.
    fn read(bytes: &[u8], length: usize) -> Result<&'static str, Error> {
        let mut intake = Intake::new("file", Choices::default());
        for chunk in bytes.chunks(length) {
            intake.push(chunk);
            if intake.is_over() {
                break;
            }
        }
        intake.finish().map(|read| read.container)
    }

    fn is_the_same_in_any_chunks(bytes: &[u8]) {
        let whole = read(bytes, bytes.len());
        for length in [1000, 4096, 65_536, 300_000] {
            assert_eq!(read(bytes, length), whole, "in chunks of {length}");
        }
    }

    #[test]
    fn chunks_change_nothing_of_a_long_first_line() {
        let long = "x".repeat(400_000);
        let line =
            format!("{{\"@timestamp\":1,\"action\":\"repo.access\",\"actor\":\"{long}\"}}\n");
        is_the_same_in_any_chunks(line.repeat(2).as_bytes());
        let rows = format!("a;b,c\n\"{long}\";2,3\n{}", "1;2;3;4\n".repeat(60));
        is_the_same_in_any_chunks(rows.as_bytes());
        let blank = format!(
            "{}Email,Hire Date,Termination Date\na@b.example,2020-01-02,\n",
            "\n".repeat(300_000)
        );
        is_the_same_in_any_chunks(blank.as_bytes());
    }

    #[test]
    fn chunks_change_nothing_of_which_refusal_is_told() {
        let wide = ",".repeat(30_000);
        let text = format!(
            "Email,Hire Date,Termination Date\n{wide}\n{}\0",
            "a@b.example,2020-01-02,\n".repeat(20_000)
        );
        is_the_same_in_any_chunks(text.as_bytes());
        is_the_same_in_any_chunks(format!("\0{text}").as_bytes());
    }
}
