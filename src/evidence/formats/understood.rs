//! Helpers of tests: what a text is read as.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they are wrong, as tests do"
)]

use super::registry::Reading;
use crate::evidence::reading::{Choices, Intake};

/// The id of the format and what was read; panics where nothing can be.
pub(super) fn read(text: &str) -> (&'static str, Reading) {
    let mut intake = Intake::new("a", Choices::default());
    intake.push(text.as_bytes());
    let read = intake.finish().unwrap();
    (read.recorded.about.id, read.recorded.reading)
}

/// The same, of a table.
pub(super) fn table(text: &str) -> (&'static str, Reading) {
    read(text)
}

/// The same, of JSON.
pub(super) fn json(text: &str) -> (&'static str, Reading) {
    read(text)
}
