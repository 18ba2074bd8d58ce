//! What can be wrong with a document of cases.

use crate::error::{Code, Document, Problem, did_you_mean, shown};

/// A problem with a document of cases.
pub(super) fn problem(at: &str, code: Code, message: &str) -> Problem {
    Problem::new(Document::Cases, at, code, message)
}

/// A value outside what its field allows.
pub(super) fn outside(at: &str, field: &str, value: impl ToString, allowed: &str) -> Problem {
    let message = format!(
        "{} is outside its range: {allowed}",
        shown(&value.to_string())
    );
    problem(&format!("{at}/{field}"), Code::OutOfRange, &message)
}

/// A word that is none of those allowed.
pub(super) fn unknown_name(at: &str, found: &str, what: &str, allowed: &[&str]) -> Problem {
    let message = format!(
        "`{}` is not a {what}; there are {}",
        shown(found),
        allowed.join(", ")
    );
    let unknown = problem(at, Code::UnknownName, &message);
    match did_you_mean(found, allowed.iter().copied()) {
        Some(help) => unknown.help(help),
        None => unknown,
    }
}
