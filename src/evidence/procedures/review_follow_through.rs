//! What reviewers decided to remove or reduce, carried out in time.

use super::audit::{Audit, HOUR, Lies, Ordered, Source, before};
use crate::evidence::canonical::{Decision, ReviewDecision, Stamp};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "review-follow-through";

/// Days until a removal is carried out (J): ten business days are usual.
const USUAL_DAYS: u32 = 14;

enum Verdict {
    InTime,
    Deviates(String),
    Open(String),
    NotOver,
}

/// One workpaper for each file with decisions.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let sources = audit.sources();
    let reviewed = sources.filter(|s| !s.records.review_decisions.is_empty());
    reviewed.map(|s| of_file(audit, s)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let limit = audit.terms.policy_or("review-removal-days", USUAL_DAYS);
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether access that a review from {} to {} decided to remove or reduce was removed within {} days.",
            window.start, window.end, limit.value
        ),
        "The file shows when the decision was carried out, and that is in time.",
    );
    draft.window = Some(window);
    draft.parameters = vec![limit.clone()];
    let last = super::reviews::reach(audit, source).map(|reach| audit.day_span(reach.1).1);
    for decision in &source.records.review_decisions {
        if !matches!(decision.decision, Decision::Revoke | Decision::Modify) {
            continue;
        }
        if audit.in_window(decision.decided) == Lies::Outside {
            draft.leave_out("decided outside the window");
            continue;
        }
        let row = decision.at.row;
        let item = Item::named(row, None, row.to_string());
        let found = |text: String, assumed| Found {
            row,
            text,
            assumed,
            cites: vec![Cite::Record {
                file: source.file,
                at: &decision.at,
            }],
        };
        match judge(audit, decision, &limit, last) {
            Verdict::InTime => draft.in_order(item),
            Verdict::Deviates(text) => {
                draft.deviates(item, found(text, limit.basis == Basis::Assumed));
            }
            Verdict::Open(text) => draft.open(item, found(text, false)),
            Verdict::NotOver => draft.leave_out("not carried out so far, and there is time"),
        }
    }
    draft.limit("The file shows what the review tool recorded; the system's own log would show that access is gone.");
    draft
}

/// * `last`: the last moment of which the file speaks.
fn judge(
    audit: &Audit<'_>,
    decision: &ReviewDecision,
    limit: &Parameter,
    last: Option<i64>,
) -> Verdict {
    let open = |text: &str| Verdict::Open(text.to_owned());
    let Some(end) = audit.end_of_day(decision.decided) else {
        return open("No day stands with the decision; the day would decide.");
    };
    // A campaign carries out what was decided in it when it closes: until then a decision can still change.
    let (end, since) = match audit.end_of_day(decision.ended) {
        Some(closed) if closed.0 > end.0 => (closed, "the end of the review"),
        _ => (end, "the decision"),
    };
    let added = i64::from(limit.value) * 24 * HOUR;
    let deadline = (end.0 + added, end.1 + added);
    if let Some(applied) = audit.span(decision.applied) {
        return match before(applied, deadline) {
            Ordered::InTime => Verdict::InTime,
            Ordered::Late => Verdict::Deviates(format!(
                "carried out later than {} days after {since}",
                limit.value
            )),
            Ordered::DependsOnZone => open(
                "Whether it was carried out in time depends on the time zone; the company's zone would decide.",
            ),
        };
    }
    if decision.applied.time != Stamp::NONE.time {
        return open(
            "The time at which it was carried out cannot be read; that time would decide.",
        );
    }
    match decision.is_applied {
        Flag::Yes => open(
            "It was carried out, and when is not evidenced; a removal ticket or the system's log would decide.",
        ),
        Flag::Unknown if !decision.tells_applied => open(
            "The file has no place for when it was carried out; removal tickets or the system's log would decide.",
        ),
        _ if audit.day_span(audit.terms.as_of).1 <= deadline.0 => Verdict::NotOver,
        _ if last.is_none_or(|last| last <= deadline.1) => open(
            "No removal is recorded, and the file is not known to be made after the time allowed; a later export \
             would decide.",
        ),
        _ => Verdict::Deviates(format!(
            "no removal is recorded {} days after {since}",
            limit.value
        )),
    }
}
