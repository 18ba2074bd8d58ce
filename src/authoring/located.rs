//! A problem with the file, line and column of its place.

use std::fmt;

use super::node::{Mark, Node};
use crate::error::{Code, Document, Problem};

/// A problem and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The place; absent for what was written in no file.
    pub mark: Option<Mark>,
    /// What is wrong there.
    pub problem: Problem,
}

impl Located {
    /// A problem at a known place.
    #[must_use]
    pub fn at(mark: Mark, problem: Problem) -> Self {
        Self {
            mark: Some(mark),
            problem,
        }
    }

    /// A problem whose JSON Pointer leads into `document`.
    #[must_use]
    pub fn within(document: &Node, problem: Problem) -> Self {
        let key = problem.code == Code::UnknownKey;
        Self {
            mark: document.place(&problem.at, key),
            problem,
        }
    }

    /// Whether a result is not wrong for it.
    #[must_use]
    pub fn is_advice(&self) -> bool {
        self.problem.code.is_advice()
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.mark {
            Some(mark) => write!(f, "{}:{}:{}", mark.file, mark.line, mark.column)?,
            None => write!(f, "{}", self.problem.at)?,
        }
        writeln!(f, ": {} [{}]", self.problem.message, self.problem.code)?;
        match &self.problem.help {
            Some(help) => writeln!(f, "help: {help}"),
            None => Ok(()),
        }
    }
}

/// Something that was done on the author's behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What brought it about.
    pub mark: Option<Mark>,
    /// What was done: lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(mark) = &self.mark {
            write!(f, "{}:{}:{}: ", mark.file, mark.line, mark.column)?;
        }
        writeln!(f, "note: {}", self.message)
    }
}

/// In the order of the files, of their lines, and each once.
#[must_use]
pub fn sorted(mut found: Vec<Located>) -> Vec<Located> {
    found.sort_by(|a, b| a.mark.cmp(&b.mark));
    found.dedup();
    found
}

pub(super) fn problem(at: impl Into<String>, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Questionnaire, at, code, message)
}
