//! One file, taken in chunks: what it is, and its records.
//!
//! A table or lines of JSON stream through; a single JSON document and a spreadsheet are small enough to be held whole.

mod lines;
mod outcome;
mod rows;
mod seen;
mod text;
mod whole;

use super::decode::binary::known_binary;
use super::decode::{archive, refused};
use super::digest::FileDigest;
use super::formats::registry::{About, Reading};
use super::inspection::{FileFacts, RowCounts};
use super::mapping::Mapping;
use crate::date::Date;
use crate::error::{Code, Error};

use text::Text;
use whole::held;

/// Most bytes of a file that has to be held whole (`evidence-formats` §3.1).
const MOST_HELD: usize = 200_000_000;
/// Bytes that tell an archive or an image from a text.
const TELLING: usize = 512;

/// What the reader says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The day that it shows; a day in the file itself wins.
    pub as_of: Option<Date>,
    /// Whether the day stands before the month, where the file does not tell.
    pub day_first: Option<bool>,
    /// What its columns are, where somebody said so of this very file: nothing else is tried.
    pub mapping: Option<Mapping>,
    /// What was said of other files: read by that where no format recognises the table and its columns are there.
    pub known: Vec<Mapping>,
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
    pub(super) recorded: Box<Recorded>,
}

/// The records of a file, and what they were read by.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) about: &'static About,
    /// Names of columns, or of the places that a JSON format cites.
    pub(super) columns: Vec<String>,
    /// Names of the columns that nothing read.
    pub(super) ignored: Vec<String>,
    /// Columns in which the order of day and month is open.
    pub(super) open_orders: Vec<String>,
    pub(super) reading: Reading,
}

impl FileRead {
    /// The name of a column, or of a place that a JSON format cites.
    pub(super) fn column(&self, place: u16) -> &str {
        let columns = &self.recorded.columns;
        columns.get(usize::from(place)).map_or("", String::as_str)
    }

    /// What the file is, and what was read of it.
    pub(super) fn reading(&self) -> (&'static About, &Reading) {
        (self.recorded.about, &self.recorded.reading)
    }

    /// The day that it shows: what stands in it, else what the reader said.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.recorded.reading.as_of.or(self.choices.as_of)
    }
}

/// A file that is being read.
pub struct Intake {
    name: String,
    choices: Choices,
    digest: Digest,
    bytes: u64,
    body: Body,
}

/// Who makes the digest of a file.
enum Digest {
    Here(FileDigest),
    /// Somebody else, beside this: what they say; empty until they have.
    Beside(String),
}

enum Body {
    /// Fewer bytes than tell a container.
    First(Vec<u8>),
    /// An archive or spreadsheet.
    Held(Vec<u8>),
    Text(Box<Text>),
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
            digest: Digest::Here(FileDigest::default()),
            bytes: 0,
            body: Body::First(Vec::new()),
        }
    }

    /// A file whose digest is made beside the reading of it, where two cores can share the work.
    #[must_use]
    pub fn digested_beside(name: &str, choices: Choices) -> Self {
        Self {
            digest: Digest::Beside(String::new()),
            ..Self::new(name, choices)
        }
    }

    /// Takes the digest that was made beside: SHA-256 of all bytes.
    ///
    /// # Errors
    ///
    /// `wrong-shape` for anything but 64 hexadecimal digits in lower case.
    pub fn digested(&mut self, sha256: &str) -> Result<(), Error> {
        let is_digit = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if sha256.len() != 64 || !sha256.bytes().all(is_digit) {
            let message = "a digest is 64 hexadecimal digits in lower case";
            return Err(refused(Code::WrongShape, message).into());
        }
        self.digest = Digest::Beside(sha256.to_owned());
        Ok(())
    }

    /// Takes the next bytes. A refusal comes out when the file is added to a binder; how bytes are cut into chunks changes nothing.
    pub fn push(&mut self, chunk: &[u8]) {
        if let Digest::Here(digest) = &mut self.digest {
            digest.push(chunk);
        }
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
        matches!(&self.body, Body::Text(text) if text.is_refused())
    }

    fn begin(&mut self) {
        let Body::First(held) = &mut self.body else {
            return;
        };
        let held = std::mem::take(held);
        self.body = if archive::is_zip(&held) {
            Body::Held(held)
        } else if let Some((what, help)) = known_binary(&held) {
            let problem =
                refused(Code::NotText, format!("the file is {what}, not text")).help(help);
            Body::Text(Box::new(Text::refused(problem)))
        } else {
            let mut text = Box::new(Text::new(&self.choices));
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
        // What is refused already needs none.
        let is_wanted = !self.is_over();
        let facts = FileFacts {
            name: self.name,
            sha256: match self.digest {
                Digest::Here(digest) => digest.finish(),
                Digest::Beside(said) if said.is_empty() && is_wanted => {
                    let message = "the digest of the file is not there";
                    return Err(refused(Code::WrongShape, message).into());
                }
                Digest::Beside(said) => said,
            },
            bytes: self.bytes,
        };
        match self.body {
            Body::Text(text) => text.finish(facts, self.choices),
            Body::Held(bytes) => held(&bytes, facts, self.choices),
            Body::First(_) => Err(refused(Code::EmptyFile, "the file is empty").into()),
        }
    }
}
