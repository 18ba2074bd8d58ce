//! Training: a sheet of courses, and KnowBe4's enrolments and phishing simulations.

mod generic;
mod knowbe4;

pub(super) use generic::{FORMAT as GENERIC, KIND};
pub(super) use knowbe4::{ENROLLMENTS, PHISHING};

use super::synonyms::key;
use crate::evidence::canonical::TrainingState;

/// The procedures that read courses.
const PROCEDURES: &[&str] = &["training-new-hire", "training-annual"];

/// What a status says. A test that was passed is a course that was done.
fn state(word: &str) -> TrainingState {
    match key(word).as_str() {
        "completed" | "complete" | "done" | "finished" | "passed" | "pass" | "attended" => {
            TrainingState::Done
        }
        "notstarted" | "inprogress" | "started" | "assigned" | "enrolled" | "pending" | "open"
        | "incomplete" | "notcompleted" | "failed" | "notattempted" => TrainingState::Open,
        "pastdue" | "overdue" | "late" | "expired" => TrainingState::Overdue,
        _ => TrainingState::Unknown,
    }
}
