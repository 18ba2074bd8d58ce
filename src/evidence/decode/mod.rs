//! Bytes to text, text to JSON or to a table, cells to values.

#[allow(dead_code, reason = "nothing reads archives yet")]
pub(super) mod archive;
#[allow(dead_code, reason = "the formats still read one JSON value")]
pub(super) mod elements;
pub(super) mod json;
#[allow(dead_code, reason = "nothing reads spreadsheets yet")]
pub(super) mod sheet;
#[allow(dead_code, reason = "files are still read as a whole")]
pub(super) mod stream;
pub(super) mod table;
pub(super) mod text;
pub(super) mod values;

use sha2::{Digest, Sha256};

use crate::error::{Code, Document, Problem};

/// A problem with an evidence file as a whole.
pub(super) fn refused(code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Evidence, "", code, message)
}

/// SHA-256 of the bytes, in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
