//! Small files for the tests of formats: text in, records out.

use crate::error::Problem;
use crate::evidence::canonical::Records;
use crate::evidence::reading::{Choices, FileRead, Intake};

/// The file that this text is.
pub(in crate::evidence) fn file(text: &str) -> FileRead {
    match tried(text) {
        Ok(file) => file,
        Err(problem) => panic!("{}", problem.message),
    }
}

/// Why this text is refused.
pub(in crate::evidence) fn refusal(text: &str) -> Problem {
    match tried(text) {
        Ok(file) => panic!("read as {}", file.reading().0.id),
        Err(problem) => problem,
    }
}

fn tried(text: &str) -> Result<FileRead, Problem> {
    let mut intake = Intake::new("sample", Choices::default());
    intake.push(text.as_bytes());
    intake.finish().map_err(|error| match error {
        crate::error::Error::Input(mut problems) => problems.remove(0),
        other => panic!("{other}"),
    })
}

/// The format of a file.
pub(in crate::evidence) fn format(file: &FileRead) -> &'static str {
    file.reading().0.id
}

/// The records of a file.
pub(in crate::evidence) fn records(file: &FileRead) -> &Records {
    &file.reading().1.records
}

/// The questions that a file raises.
pub(in crate::evidence) fn questions(file: &FileRead) -> &[String] {
    &file.reading().1.questions
}
