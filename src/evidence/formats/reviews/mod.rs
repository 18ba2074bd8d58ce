//! Access reviews: a sheet that somebody keeps, Entra's history of reviews, Okta's past campaigns.

mod entra;
mod entra_json;
mod generic;
mod okta;

pub(super) use entra::FORMAT as ENTRA_CSV;
pub(super) use entra_json::FORMAT as ENTRA_JSON;
pub(super) use generic::{FORMAT as GENERIC, KIND};
pub(super) use okta::FORMAT as OKTA;

use super::synonyms::key;
use crate::evidence::canonical::Decision;
use crate::evidence::decode::values::Flag;

/// The procedures that read reviews.
const PROCEDURES: &[&str] = &[
    "access-review-coverage",
    "access-review-quality",
    "review-follow-through",
];

/// Words of decisions, letters alone.
const APPROVE: &[&str] = &[
    "approve",
    "approved",
    "keep",
    "kept",
    "retain",
    "retained",
    "certify",
    "certified",
    "maintain",
    "maintained",
    "ok",
    "accept",
    "accepted",
    "confirm",
    "confirmed",
    "allow",
    "allowed",
    "nochange",
    "appropriate",
    "grant",
    "continue",
];
const REVOKE: &[&str] = &[
    "revoke",
    "revoked",
    "deny",
    "denied",
    "remove",
    "removed",
    "reject",
    "rejected",
    "terminate",
    "terminated",
    "delete",
    "deleted",
    "disable",
    "disabled",
    "deprovision",
    "deprovisioned",
    "withdraw",
    "withdrawn",
    "inappropriate",
];
const MODIFY: &[&str] = &[
    "modify",
    "modified",
    "change",
    "changed",
    "reduce",
    "reduced",
    "downgrade",
    "downgraded",
];
/// Nothing was decided, and nobody will.
const CLOSED: &[&str] = &[
    "notreviewed",
    "unreviewed",
    "nodecision",
    "noresponse",
    "dontknow",
    "notdecided",
    "expired",
];
/// Nothing has been decided yet.
const OPEN: &[&str] = &[
    "pending",
    "open",
    "inprogress",
    "notstarted",
    "todo",
    "none",
    "na",
    "null",
];

/// What a word says, and whether the item is closed.
fn decision(word: &str) -> (Decision, Flag) {
    let word = key(word);
    let is = |words: &[&str]| words.contains(&word.as_str());
    if word.is_empty() {
        (Decision::Nothing, Flag::Unknown)
    } else if is(APPROVE) {
        (Decision::Approve, Flag::Yes)
    } else if is(REVOKE) {
        (Decision::Revoke, Flag::Yes)
    } else if is(MODIFY) {
        (Decision::Modify, Flag::Yes)
    } else if is(CLOSED) {
        (Decision::Nothing, Flag::Yes)
    } else if is(OPEN) {
        (Decision::Nothing, Flag::No)
    } else {
        (Decision::Unknown, Flag::Unknown)
    }
}

/// Whether a review of this state is closed.
fn closed(state: &str) -> Flag {
    match key(state).as_str() {
        "completed" | "complete" | "closed" | "done" | "applied" | "finished" | "ended"
        | "autoreviewed" => Flag::Yes,
        "inprogress" | "notstarted" | "open" | "active" | "initializing" | "starting"
        | "scheduled" | "launched" | "pending" | "completing" | "applying" | "autoreviewing" => {
            Flag::No
        }
        _ => Flag::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_decisions() {
        assert_eq!(decision("Approve").0, Decision::Approve);
        assert_eq!(decision("DENY").0, Decision::Revoke);
        assert_eq!(decision("Don't know"), (Decision::Nothing, Flag::Yes));
        assert_eq!(decision("Not reviewed"), (Decision::Nothing, Flag::Yes));
        assert_eq!(decision("not_started"), (Decision::Nothing, Flag::No));
        assert_eq!(decision(" "), (Decision::Nothing, Flag::Unknown));
        assert_eq!(decision("perhaps"), (Decision::Unknown, Flag::Unknown));
        assert_eq!(closed("InProgress"), Flag::No);
        assert_eq!(closed("Completed"), Flag::Yes);
    }
}
