//! One file, taken in chunks: what it is, and its records.
//!
//! A table or lines of JSON stream through; a single JSON document, a spreadsheet and a credential report are small
//! enough to be held whole.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::decode::columns::Columns;
use super::decode::elements::{self, LineReader};
use super::decode::head::{Head, head};
use super::decode::order::{Order, OrderVerdict};
use super::decode::rows::{Row, RowReader};
use super::decode::stream::{TextFacts, TextStream};
use super::decode::text::known_binary;
use super::decode::{hex, refused};
use super::formats::registry::{self, About, ReadElements, ReadRows, Reading};
use super::formats::{self, GeneratedTime, Report, unknown_table};
use super::inspection::{FileFacts, RowCounts};
use crate::date::Date;
use crate::error::{Code, Error, Problem};

/// Text by which a file is recognised, in bytes: the widest header and fifty rows of it.
const BEGINNING: usize = 256 * 1024;
/// Most bytes of a file that has to be held whole (`evidence-formats` §3.1).
const MOST_HELD: usize = 200_000_000;
/// Bytes that tell an archive or an image from a text.
const TELLING: usize = 512;
/// Rows that could not be used, by number, that are kept to be named.
const NAMED: usize = 20;

/// What the reader says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The day that it shows; a day in the file itself wins.
    pub as_of: Option<Date>,
    /// Whether the day stands before the month, where the file does not tell.
    pub day_first: Option<bool>,
}

/// A file that has been read.
#[derive(Debug)]
pub(super) struct FileRead {
    pub(super) facts: FileFacts,
    pub(super) encoding: &'static str,
    pub(super) container: &'static str,
    pub(super) rows: RowCounts,
    /// Rows that could not be used, the first of them.
    pub(super) rejected: Vec<u32>,
    pub(super) choices: Choices,
    pub(super) content: Content,
}

/// What was in a file.
#[derive(Debug)]
pub(super) enum Content {
    /// Records of a format.
    Records(Box<Recorded>),
    /// A credential report, which has a reader and procedures of its own.
    Credentials(Box<Report>, Box<Recorded>),
}

/// The records of a file, and what they were read by.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) about: &'static About,
    /// Names of columns, or of the places that a JSON format cites.
    pub(super) columns: Vec<String>,
    /// Columns in which the order of day and month is open.
    pub(super) open_orders: Vec<String>,
    pub(super) reading: Reading,
}

impl FileRead {
    /// The name of a column, or of a place that a JSON format cites.
    pub(super) fn column(&self, place: u16) -> &str {
        match &self.content {
            Content::Records(read) | Content::Credentials(_, read) => read
                .columns
                .get(usize::from(place))
                .map_or("", String::as_str),
        }
    }

    /// What was read, where the file has canonical records.
    pub(super) fn reading(&self) -> Option<(&'static About, &Reading)> {
        match &self.content {
            Content::Records(read) | Content::Credentials(_, read) => {
                Some((read.about, &read.reading))
            }
        }
    }

    /// The day that it shows: what stands in it, else what the reader said.
    pub(super) fn as_of(&self) -> Option<Date> {
        let inside = self.reading().and_then(|(_, reading)| reading.as_of);
        inside.or(self.choices.as_of)
    }
}

/// A file that is being read.
pub struct Intake {
    name: String,
    choices: Choices,
    digest: Sha256,
    bytes: u64,
    body: Body,
}

enum Body {
    /// Fewer bytes than tell a container.
    First(Vec<u8>),
    /// An archive or spreadsheet.
    Held(Vec<u8>),
    Text(Box<Text>),
}

/// A text file that is being read.
struct Text {
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

struct Rows {
    about: &'static About,
    reader: RowReader,
    mapping: Box<dyn ReadRows>,
    columns: Columns,
    counts: Counts,
    reading: Reading,
    /// Fewest cells of a row but the last; the last row's number and cells.
    narrowest: usize,
    last: Option<(u32, usize)>,
}

struct Lines {
    reader: LineReader,
    counts: Counts,
    reading: Reading,
    /// The format, once the first line has told it.
    format: Option<(&'static registry::JsonFormat, Box<dyn ReadElements>)>,
    unknown: bool,
}

/// Hashes of a fixed kind: the same everywhere.
type Fixed = BuildHasherDefault<std::hash::DefaultHasher>;

/// What became of rows.
#[derive(Default)]
struct Counts {
    parsed: u32,
    duplicates: u32,
    rejected: u32,
    named: Vec<u32>,
    seen: HashSet<u64, Fixed>,
}

impl Counts {
    /// Whether a row is the same as an earlier one. Rows are told apart by 64 bits of them: among a million rows two
    /// that differ are taken for one with a chance of one in 37 million.
    fn repeats(&mut self, row: impl std::hash::Hash) -> bool {
        let hash = Fixed::default().hash_one(row);
        let repeats = !self.seen.insert(hash);
        self.duplicates += u32::from(repeats);
        repeats
    }

    fn note(&mut self, number: u32, used: bool) {
        if used {
            self.parsed = self.parsed.saturating_add(1);
        } else {
            self.reject(number);
        }
    }

    fn reject(&mut self, number: u32) {
        self.rejected = self.rejected.saturating_add(1);
        if self.named.len() < NAMED {
            self.named.push(number);
        }
    }
}

impl Intake {
    /// A file before its first byte.
    ///
    /// * `name`: for display; it decides nothing.
    #[must_use]
    pub fn new(name: &str, choices: Choices) -> Self {
        Self {
            name: name.to_owned(),
            choices,
            digest: Sha256::new(),
            bytes: 0,
            body: Body::First(Vec::new()),
        }
    }

    /// Takes the next bytes. A refusal is given by [`Self::finish`]; how bytes are cut into chunks changes nothing.
    pub fn push(&mut self, chunk: &[u8]) {
        self.digest.update(chunk);
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(length);
        match &mut self.body {
            Body::First(held) => {
                held.extend_from_slice(chunk);
                if held.len() >= TELLING {
                    self.begin();
                }
            }
            Body::Held(held) => {
                if held.len() <= MOST_HELD {
                    held.extend_from_slice(chunk);
                }
            }
            Body::Text(text) => text.push(chunk),
        }
    }

    /// Whether nothing more of the file is needed: it is refused already.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(&self.body, Body::Text(text) if matches!(text.state, State::Refused(_)))
    }

    fn begin(&mut self) {
        let Body::First(held) = &mut self.body else {
            return;
        };
        let held = std::mem::take(held);
        self.body = if super::decode::archive::is_zip(&held) {
            Body::Held(held)
        } else if let Some((what, help)) = known_binary(&held) {
            let problem =
                refused(Code::NotText, format!("the file is {what}, not text")).help(help);
            Body::Text(Box::new(Text {
                stream: TextStream::new(),
                after_return: false,
                state: State::Refused(problem),
            }))
        } else {
            let mut text = Box::new(Text {
                stream: TextStream::new(),
                after_return: false,
                state: State::Beginning(String::new()),
            });
            text.push(&held);
            Body::Text(text)
        };
    }

    /// The end of the file.
    ///
    /// # Errors
    ///
    /// As [`super::inspect`].
    pub(super) fn finish(mut self) -> Result<FileRead, Error> {
        if self.bytes == 0 {
            return Err(refused(Code::EmptyFile, "the file is empty").into());
        }
        if matches!(self.body, Body::First(_)) {
            self.begin();
        }
        let facts = FileFacts {
            name: self.name,
            sha256: hex(&self.digest.finalize()),
            bytes: self.bytes,
        };
        match self.body {
            Body::Text(text) => text.finish(facts, self.choices),
            Body::Held(bytes) => held(&bytes, facts, self.choices),
            Body::First(_) => Err(refused(Code::EmptyFile, "the file is empty").into()),
        }
    }
}

/// A spreadsheet: its sheets are tried in their order, the visible ones first.
fn held(bytes: &[u8], facts: FileFacts, choices: Choices) -> Result<FileRead, Error> {
    if bytes.len() > MOST_HELD {
        let message = format!(
            "the file has {} bytes; at most {MOST_HELD} of an archive or spreadsheet are read",
            facts.bytes
        );
        return Err(refused(Code::TooLarge, message)
            .help("Save the sheet as CSV: a CSV file may be of any size.")
            .into());
    }
    if !super::decode::sheet::is_xlsx(bytes) {
        return Err(refused(Code::NotText, "the file is an archive")
            .help("Unpack it and drop the files that are in it.")
            .into());
    }
    let workbook = super::decode::sheet::sheets(bytes)?;
    let mut sheets: Vec<_> = workbook.sheets.iter().collect();
    sheets.sort_by_key(|sheet| sheet.hidden);
    let mut csv = String::new();
    let mut found = None;
    for sheet in &sheets {
        let text = super::decode::sheet::as_csv(&sheet.rows);
        let known = head(&text, is_known);
        if known.is_some_and(|h| is_known(&h.columns)) {
            found = Some(*sheet);
            csv = text;
            break;
        }
        if csv.is_empty() {
            csv = text;
        }
    }
    let mut text = Text {
        stream: TextStream::new(),
        after_return: false,
        state: State::Beginning(String::new()),
    };
    text.push(csv.as_bytes());
    let mut read = text.finish(facts, choices)?;
    read.container = "spreadsheet";
    if let (Content::Records(recorded), Some(sheet)) = (&mut read.content, found) {
        if sheet.hidden {
            recorded.reading.questions.push(
                "What was read stands in a hidden sheet of the workbook. Is that the list you meant?".to_owned(),
            );
        }
    }
    Ok(read)
}

fn is_known(columns: &Columns) -> bool {
    registry::table(columns).is_some() || formats::is_credential_report(columns)
}

impl Text {
    fn push(&mut self, chunk: &[u8]) {
        let (state, after_return) = (&mut self.state, &mut self.after_return);
        self.stream.push(chunk, &mut |text| {
            line_ends(text, after_return, &mut |part| state.take(part))
        });
    }

    fn finish(mut self, facts: FileFacts, choices: Choices) -> Result<FileRead, Error> {
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
                let mut rows = Box::new(Rows {
                    about,
                    reader: RowReader::new(head.delimiter, head.lines),
                    mapping,
                    columns: head.columns,
                    counts: Counts::default(),
                    reading: Reading::default(),
                    narrowest: usize::MAX,
                    last: None,
                });
                match rows.push(held.get(head.body..).unwrap_or_default()) {
                    Ok(()) => Self::Rows(rows),
                    Err(problem) => Self::Refused(problem),
                }
            }
            Ok(Known::Lines) => {
                let mut lines = Box::new(Lines {
                    reader: LineReader::new(),
                    counts: Counts::default(),
                    reading: Reading::default(),
                    format: None,
                    unknown: false,
                });
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
    if super::decode::json::looks_like(beginning) {
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

impl Rows {
    fn push(&mut self, text: &str) -> Result<(), Problem> {
        let width = self.columns.len();
        let (mapping, counts, reading) = (&mut self.mapping, &mut self.counts, &mut self.reading);
        let (narrowest, last) = (&mut self.narrowest, &mut self.last);
        self.reader.push(text, &mut |row| {
            one_row(
                row,
                width,
                mapping.as_mut(),
                counts,
                reading,
                narrowest,
                last,
            );
        })
    }

    fn finish(
        mut self,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let width = self.columns.len();
        let (mapping, counts, reading) = (&mut self.mapping, &mut self.counts, &mut self.reading);
        let (narrowest, last) = (&mut self.narrowest, &mut self.last);
        let unclosed = self.reader.finish(&mut |row| {
            one_row(
                row,
                width,
                mapping.as_mut(),
                counts,
                reading,
                narrowest,
                last,
            );
        })?;
        if let (true, Some((row, cells))) = (unclosed, self.last) {
            // Some exports write every row short; the last alone is a cut.
            if cells < width && cells < self.narrowest {
                let message = format!("the file ends in row {row}, after {cells} of {width} cells");
                return Err(refused(Code::Truncated, message)
                    .help("Export the file again: the end of it is missing.")
                    .into());
            }
        }
        if self.counts.parsed == 0 && self.counts.rejected == 0 {
            return Err(refused(
                Code::IncompleteFormat,
                format!("{} without a single row", self.about.name),
            )
            .help("The export is empty. Was it filtered?")
            .into());
        }
        self.mapping.end(&mut self.reading);
        let columns = self.columns.names().to_vec();
        Ok(done(
            facts,
            "CSV",
            text,
            choices,
            self.about,
            columns,
            self.reading,
            self.counts,
        ))
    }
}

fn one_row(
    row: Row<'_>,
    width: usize,
    mapping: &mut dyn ReadRows,
    counts: &mut Counts,
    reading: &mut Reading,
    narrowest: &mut usize,
    last: &mut Option<(u32, usize)>,
) {
    if row.is_blank() {
        return;
    }
    if let Some((_, cells)) = last.replace((row.number, row.len())) {
        *narrowest = cells.min(*narrowest);
    }
    // Cells beyond the header may be blank; else which of them is in its place cannot be told.
    let beyond = (width..row.len()).any(|place| !row.cell(place).is_empty());
    if beyond {
        counts.reject(row.number);
        return;
    }
    if counts.repeats(row.whole()) {
        return;
    }
    let used = mapping.row(&row, reading);
    counts.note(row.number, used);
}

impl Lines {
    fn push(&mut self, text: &str) -> Result<(), Problem> {
        let Self {
            reader,
            counts,
            reading,
            format,
            unknown,
        } = self;
        reader.push(text, &mut |line, value| {
            one_line(line, &value, counts, reading, format, unknown)
        })
    }

    fn finish(
        mut self,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let Self {
            reader,
            counts,
            reading,
            format,
            unknown,
        } = &mut self;
        let reader = std::mem::take(reader);
        reader
            .finish(&mut |line, value| one_line(line, &value, counts, reading, format, unknown))?;
        let Some((format, mut mapping)) = self.format else {
            return Err(formats::unknown("lines of JSON").into());
        };
        mapping.end(&mut self.reading);
        let columns = format.keys.iter().map(|k| (*k).to_owned()).collect();
        Ok(done(
            facts,
            "lines of JSON",
            text,
            choices,
            format.about,
            columns,
            self.reading,
            self.counts,
        ))
    }
}

fn one_line(
    line: u32,
    value: &Value,
    counts: &mut Counts,
    reading: &mut Reading,
    format: &mut Option<(&'static registry::JsonFormat, Box<dyn ReadElements>)>,
    unknown: &mut bool,
) {
    if *unknown {
        return;
    }
    if format.is_none() {
        *format = registry::json(None, value).map(|f| (f, (f.open)()));
        *unknown = format.is_none();
    }
    let Some((_, mapping)) = format else { return };
    if counts.repeats(value.to_string()) {
        return;
    }
    let used = mapping.element(line, value, reading);
    counts.note(line, used);
}

/// A JSON document, or a text that no table format knows.
fn whole(
    document: &str,
    text: &TextFacts,
    facts: FileFacts,
    choices: Choices,
) -> Result<FileRead, Error> {
    if super::decode::json::looks_like(document) {
        let read = elements::read_text(document)?;
        let first = read.elements.first().map(|(_, value)| value);
        let format = first.and_then(|value| registry::json(read.shape.wrapper.as_deref(), value));
        if let Some(format) = format {
            let mut mapping = (format.open)();
            let (mut counts, mut reading) = (Counts::default(), Reading::default());
            for (place, (_, value)) in read.elements.iter().enumerate() {
                let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
                if !counts.repeats(value.to_string()) {
                    let used = mapping.element(number, value, &mut reading);
                    counts.note(number, used);
                }
            }
            mapping.end(&mut reading);
            if let Some(hint) = &read.shape.truncated_hint {
                reading.questions.push(format!(
                    "The file is not everything: {hint}. Can you export the rest and drop all of it together?"
                ));
            }
            let columns = format.keys.iter().map(|k| (*k).to_owned()).collect();
            return Ok(done(
                facts,
                "JSON",
                text,
                choices,
                format.about,
                columns,
                reading,
                counts,
            ));
        }
    }
    let report = formats::read(document)?;
    if text.replaced > 0 {
        let line = text.first_replaced_line.unwrap_or(1);
        let message = format!(
            "{} bytes are no text, the first of them in line {line}",
            text.replaced
        );
        return Err(refused(Code::NotText, message)
            .help("Export the file again, and do not open it in between.")
            .into());
    }
    let rows = RowCounts {
        parsed: u32::try_from(report.accounts.len()).unwrap_or(u32::MAX),
        duplicates: report.duplicates,
        rejected: u32::try_from(report.rejected.len()).unwrap_or(u32::MAX),
    };
    let recorded = Recorded {
        about: &formats::AWS_ACCOUNTS,
        columns: formats::AWS_COLUMNS.map(str::to_owned).to_vec(),
        open_orders: Vec::new(),
        reading: Reading {
            records: formats::records_of(&report),
            as_of: match report.generated {
                GeneratedTime::On(day) => Some(day),
                GeneratedTime::Absent | GeneratedTime::Unreadable => None,
            },
            system: Some(formats::system_of(&report)),
            ..Reading::default()
        },
    };
    Ok(FileRead {
        facts,
        encoding: text.encoding,
        container: report.container.words(),
        rows,
        rejected: report.rejected.clone(),
        choices,
        content: Content::Credentials(Box::new(report), Box::new(recorded)),
    })
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call puts together what three readers have"
)]
fn done(
    facts: FileFacts,
    container: &'static str,
    text: &TextFacts,
    choices: Choices,
    about: &'static About,
    columns: Vec<String>,
    mut reading: Reading,
    counts: Counts,
) -> FileRead {
    let mut open_orders = Vec::new();
    let mut settled = Vec::new();
    for (column, order) in &reading.orders {
        let name = columns
            .get(usize::from(*column))
            .cloned()
            .unwrap_or_default();
        match (order.verdict(), choices.day_first) {
            (OrderVerdict::Known(order), _) => settled.push((*column, order)),
            (OrderVerdict::Open, Some(true)) => settled.push((*column, Order::DayFirst)),
            (OrderVerdict::Open, Some(false)) => settled.push((*column, Order::MonthFirst)),
            (OrderVerdict::Open, None) => open_orders.push(name),
            (OrderVerdict::Mixed, _) => reading.questions.push(format!(
                "The dates of the column `{name}` are written with the day first in some rows and the month first in \
                 others, so none of them is used. Was the file edited after the export?"
            )),
            (OrderVerdict::None, _) => {}
        }
    }
    let mut happened = Vec::new();
    reading.records.each_stamp(&mut |stamp| {
        if let Some((_, order)) = settled.iter().find(|(column, _)| *column == stamp.column) {
            let before = stamp.time;
            stamp.time = before.settle(*order);
            if before != stamp.time {
                happened.push(*stamp);
            }
        }
    });
    if !about.shows_a_day {
        for stamp in happened {
            reading.happened(stamp);
        }
    }
    if text.replaced > 0 {
        let line = text.first_replaced_line.unwrap_or(1);
        reading.questions.push(format!(
            "{} characters could not be read, the first in line {line}. Was the file saved in two encodings?",
            text.replaced
        ));
    }
    FileRead {
        facts,
        encoding: text.encoding,
        container,
        rows: RowCounts {
            parsed: counts.parsed,
            duplicates: counts.duplicates,
            rejected: counts.rejected,
        },
        rejected: counts.named,
        choices,
        content: Content::Records(Box::new(Recorded {
            about,
            columns,
            open_orders,
            reading,
        })),
    }
}
