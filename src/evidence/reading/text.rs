//! A text in chunks: what it is, and on to the reader of its kind.

use super::lines::Lines;
use super::rows::Rows;
use super::whole::whole;
use super::{Choices, FileRead, MOST_HELD};
use crate::error::{Code, Error, Problem};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::head::{Head, head};
use crate::evidence::decode::stream::TextStream;
use crate::evidence::decode::{elements, json, refused};
use crate::evidence::formats::registry::{self, About, ReadRows};
use crate::evidence::formats::{self, unknown_table};
use crate::evidence::inspection::FileFacts;

/// Text by which a file is recognised, in bytes: the widest header and fifty rows of it.
const BEGINNING: usize = 256 * 1024;

/// A text file that is being read.
pub(super) struct Text {
    stream: TextStream,
    /// Whether a carriage return was the last character.
    after_return: bool,
    state: State,
}

enum State {
    /// What it is has not been told.
    Beginning(String),
    /// A JSON document or a credential report, held whole.
    Held(String),
    Rows(Box<Rows>),
    Lines(Box<Lines>),
    /// Nothing more is taken.
    Refused(Problem),
}

pub(super) fn is_known(columns: &Columns) -> bool {
    registry::table(columns).is_some() || formats::is_credential_report(columns)
}

impl Text {
    /// A text before its first byte.
    pub(super) fn new() -> Self {
        Self {
            stream: TextStream::new(),
            after_return: false,
            state: State::Beginning(String::new()),
        }
    }

    /// A file of which nothing is read.
    pub(super) fn refused(problem: Problem) -> Self {
        Self {
            state: State::Refused(problem),
            ..Self::new()
        }
    }

    /// Whether nothing more is taken.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self.state, State::Refused(_))
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        let (state, after_return) = (&mut self.state, &mut self.after_return);
        self.stream.push(chunk, &mut |text| {
            line_ends(text, after_return, &mut |part| state.take(part))
        });
    }

    pub(super) fn finish(mut self, facts: FileFacts, choices: Choices) -> Result<FileRead, Error> {
        let (state, after_return) = (&mut self.state, &mut self.after_return);
        let text = self
            .stream
            .finish(&mut |text| line_ends(text, after_return, &mut |part| state.take(part)));
        if text.had_nul {
            return Err(refused(
                Code::NotText,
                "the file has zero bytes inside, so it is not text",
            )
            .into());
        }
        self.state.begin(true);
        match self.state {
            State::Beginning(_) => Err(refused(Code::EmptyFile, "the file is empty").into()),
            State::Refused(problem) => Err(problem.into()),
            State::Held(document) => whole(&document, &text, facts, choices),
            State::Rows(rows) => rows.finish(&text, facts, choices),
            State::Lines(lines) => lines.finish(&text, facts, choices),
        }
    }
}

/// Hands text on with `\n` as its only line end.
fn line_ends(text: &str, after_return: &mut bool, sink: &mut dyn FnMut(&str)) {
    if text.is_empty() {
        return;
    }
    let mut rest = text;
    if std::mem::take(after_return) {
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    while let Some(at) = rest.find('\r') {
        let (line, after) = rest.split_at(at);
        sink(line);
        sink("\n");
        let after = after.get(1..).unwrap_or_default();
        rest = after.strip_prefix('\n').unwrap_or(after);
        *after_return = after.is_empty();
    }
    sink(rest);
}

impl State {
    fn take(&mut self, text: &str) {
        match self {
            Self::Beginning(held) => {
                held.push_str(text);
                if held.len() >= BEGINNING {
                    self.begin(false);
                }
            }
            Self::Held(held) => {
                if held.len() + text.len() > MOST_HELD {
                    let message = format!(
                        "a single JSON document of more than {MOST_HELD} bytes; at most so many are read"
                    );
                    *self = Self::Refused(refused(Code::TooLarge, message).help(
                        "Export fewer days at a time, or one JSON value a line (NDJSON), which may be of any size.",
                    ));
                } else {
                    held.push_str(text);
                }
            }
            Self::Rows(rows) => {
                if let Err(problem) = rows.push(text) {
                    *self = Self::Refused(problem);
                }
            }
            Self::Lines(lines) => {
                if let Err(problem) = lines.push(text) {
                    *self = Self::Refused(problem);
                }
            }
            Self::Refused(_) => {}
        }
    }

    /// Tells what the file is from its beginning, or from the whole of a short one.
    fn begin(&mut self, complete: bool) {
        let Self::Beginning(held) = self else {
            return;
        };
        if held.trim().is_empty() && !complete {
            return;
        }
        let held = std::mem::take(held);
        *self = match recognise(&held, complete) {
            Ok(Known::Rows(head, about, mapping)) => {
                let mut rows = Box::new(Rows::new(&head, about, mapping));
                match rows.push(held.get(head.body..).unwrap_or_default()) {
                    Ok(()) => Self::Rows(rows),
                    Err(problem) => Self::Refused(problem),
                }
            }
            Ok(Known::Lines) => {
                let mut lines = Box::new(Lines::new());
                match lines.push(&held) {
                    Ok(()) => Self::Lines(lines),
                    Err(problem) => Self::Refused(problem),
                }
            }
            Ok(Known::Held) => Self::Held(held),
            Err(problem) => Self::Refused(problem),
        };
    }
}

enum Known {
    Rows(Head, &'static About, Box<dyn ReadRows>),
    Lines,
    /// Has to be read as a whole.
    Held,
}

fn recognise(beginning: &str, complete: bool) -> Result<Known, Problem> {
    if json::looks_like(beginning) {
        return Ok(if elements::is_lines(beginning) {
            Known::Lines
        } else {
            Known::Held
        });
    }
    let Some(head) = head(beginning, is_known) else {
        // What a short text is instead is told by the readers of whole files.
        return match complete {
            true => Ok(Known::Held),
            false => Err(formats::unknown("text")),
        };
    };
    let Some(format) = registry::table(&head.columns) else {
        return match formats::is_credential_report(&head.columns) {
            true => Ok(Known::Held),
            false => unknown_table(beginning, &head.columns).map(|()| Known::Held),
        };
    };
    let mapping = (format.open)(&head.columns)?;
    Ok(Known::Rows(head, format.about, mapping))
}
