//! Bytes to text, text to JSON or to a table, cells to values.

mod clock;
pub(super) mod json;
mod months;
#[allow(
    dead_code,
    reason = "the formats with times of their own are on their way"
)]
pub(super) mod order;
pub(super) mod table;
pub(super) mod text;
#[allow(
    dead_code,
    reason = "the formats with times of their own are on their way"
)]
pub(super) mod times;
pub(super) mod values;
mod words;
mod written;
#[allow(
    dead_code,
    reason = "the formats with times of their own are on their way"
)]
pub(super) mod zone;

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
