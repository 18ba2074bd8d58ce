//! The exception register: one entry a control, reasons that say something, dates in order.
//!
//! A control that the catalogue does not have is no problem: a later version may have taken it out, and what management
//! said of it is kept and told.

use super::{problem, twice};
use crate::error::{Code, Problem};
use crate::input::answers::AssessmentFile;

pub(super) fn register(file: &AssessmentFile) -> Vec<Problem> {
    let mut found = Vec::new();
    for (i, entry) in file.register.iter().enumerate() {
        let at = |key: &str| format!("/register/{i}/{key}");
        if entry.owner.as_ref().is_some_and(|o| o.trim().is_empty()) {
            let message = "an owner has a name or a role; found an empty text";
            found.push(problem(at("owner"), Code::MissingText, message));
        }
        let Some(accepted) = &entry.accepted else {
            continue;
        };
        if accepted.reason.trim().is_empty() {
            let message = "whoever bears a risk says why; found an empty text";
            found.push(problem(at("accepted/reason"), Code::MissingText, message));
        }
        if let Some(on) = accepted.on.filter(|on| *on > accepted.until) {
            let message = format!(
                "it ends on {} before it was decided on {on}",
                accepted.until
            );
            found.push(problem(at("accepted/until"), Code::DateOrder, message));
        }
    }
    let controls = file.register.iter().map(|e| e.control.as_str());
    found.extend(twice("/register", "control", "the gap of", controls));
    found
}
