//! Bytes to text, text to JSON or to a table, cells to values.

pub(super) mod archive;
pub(super) mod binary;
mod clock;
pub(super) mod columns;
pub(super) mod elements;
pub(super) mod flat;
pub(super) mod head;
pub(super) mod json;
pub(super) mod line_ends;
mod marks;
mod months;
pub(super) mod order;
pub(super) mod rows;
pub(super) mod sheet;
pub(super) mod stream;
pub(super) mod times;
pub(super) mod values;
pub(super) mod whole;
mod words;
pub(super) mod written;
pub(super) mod zone;

use crate::error::{Code, Document, Problem};

/// A problem with an evidence file as a whole.
pub(super) fn refused(code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Evidence, "", code, message)
}
