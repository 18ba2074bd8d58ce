//! What the tests of formats share: a text read as a dropped file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop where they are wrong, as tests do"
)]

use crate::error::Error;
use crate::evidence::reading::{Choices, FileRead, Intake};

/// The file, as the binder would have it.
pub(in crate::evidence) fn read(text: &str) -> Result<FileRead, Error> {
    let mut intake = Intake::new("file", Choices::default());
    intake.push(text.as_bytes());
    intake.finish()
}

/// Id of the format, with what was read by it.
pub(in crate::evidence) fn known(text: &str) -> (&'static str, FileRead) {
    let read = read(text).unwrap();
    let id = read.reading().0.id;
    (id, read)
}

/// What was read of a text that is of this format.
pub(in crate::evidence) fn of(id: &str, text: &str) -> FileRead {
    let (found, read) = known(text);
    assert_eq!(found, id);
    read
}

/// The records of a file.
pub(in crate::evidence) fn records(read: &FileRead) -> &crate::evidence::canonical::Records {
    &read.reading().1.records
}

/// Milliseconds of a moment.
pub(in crate::evidence) fn moment(text: &str) -> crate::evidence::decode::times::Time {
    use crate::evidence::decode::times::{Dialect, Time};
    Time::parse(text, &Dialect::PLAIN)
}
