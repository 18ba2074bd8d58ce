//! What reviewers decided to remove or reduce, carried out in time.

mod listed;

#[cfg(test)]
mod tests;

use super::audit::{Audit, HOUR, Lies, Ordered, Source, TOLERANCE, before};
use super::humans::Humans;
use crate::evidence::canonical::{Decision, ReviewDecision, Stamp};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "review-follow-through";

/// Days until a removal is carried out (J): ten business days are usual.
const USUAL_DAYS: u32 = 14;
/// Rows in order that are told apart.
const NAMED: usize = 5;

/// What is to be said of one decision.
enum Verdict {
    InTime,
    Deviates(String),
    Open(String),
    NotOver,
}

/// Until when a decision had to be carried out.
struct Due {
    /// First and last instant at which the day of the decision may end.
    decided: (i64, i64),
    /// First and last instant that the deadline may be.
    deadline: (i64, i64),
    /// Days allowed.
    days: u32,
    /// What the days run from.
    since: &'static str,
}

/// One workpaper for each file with decisions.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let sources = audit.sources();
    let reviewed = sources.filter(|s| !s.records.review_decisions.is_empty());
    let reviewed: Vec<Source<'a>> = reviewed.collect();
    if reviewed.is_empty() {
        return Vec::new();
    }
    let accounts = listed::Accounts::new(audit, humans);
    let drafts = reviewed.into_iter();
    drafts
        .map(|s| of_file(audit, humans, &accounts, s))
        .collect()
}

fn of_file<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    accounts: &listed::Accounts<'a>,
    source: Source<'a>,
) -> Draft<'a> {
    let limit = audit.terms.policy_or("review-removal-days", USUAL_DAYS);
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether access that a review from {} to {} decided to remove or reduce was removed within {} days.",
            window.start, window.end, limit.value
        ),
        "The file, or a list of the system's accounts beside it, shows when the decision was carried out, and that is in \
         time; no list shows the access afterwards.",
    );
    draft.window = Some(window);
    draft.parameters = vec![limit.clone()];
    let last = super::reviews::reach(audit, source).map(|reach| audit.day_span(reach.1).1);
    let mut shown = Vec::new();
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
        let due = due(audit, decision, &limit);
        let listed = due
            .as_ref()
            .and_then(|due| accounts.judge(audit, humans, (source, decision), due));
        let (verdict, rows) = listed.unwrap_or_else(|| {
            let verdict = judge(audit, decision, due.as_ref(), last);
            (verdict, Vec::new())
        });
        let found = |text: String, assumed| Found {
            row,
            text,
            assumed,
            cites: [(source.file, &decision.at)]
                .into_iter()
                .chain(rows.iter().map(|(s, a)| (s.file, &a.at)))
                .map(|(file, at)| Cite::Record { file, at })
                .collect(),
        };
        match verdict {
            Verdict::InTime => {
                draft.in_order(item);
                if !rows.is_empty() {
                    shown.push(format!("row {row} by {}", listed::named(&rows)));
                }
            }
            Verdict::Deviates(text) => {
                draft.deviates(item, found(text, limit.basis == Basis::Assumed));
            }
            Verdict::Open(text) => draft.open(item, found(text, false)),
            Verdict::NotOver => draft.leave_out("not carried out so far, and there is time"),
        }
    }
    if !shown.is_empty() {
        let more = shown.len().saturating_sub(NAMED);
        shown.truncate(NAMED);
        if more > 0 {
            shown.push(format!("{more} more"));
        }
        draft.limit(format!(
            "Lists of accounts show the access gone in time: {}.",
            shown.join(", ")
        ));
    }
    draft.limit("The file shows what the review tool recorded; the system's own log would show that access is gone.");
    draft
}

/// Until when it had to be carried out; nothing where nobody says when it was decided.
fn due(audit: &Audit<'_>, decision: &ReviewDecision, limit: &Parameter) -> Option<Due> {
    let decided = audit.end_of_day(decision.decided)?;
    // A campaign carries out what was decided in it when it closes: until then a decision can still change.
    let (end, since) = match audit.end_of_day(decision.ended) {
        Some(closed) if closed.0 > decided.0 => (closed, "the end of the review"),
        _ => (decided, "the decision"),
    };
    let added = i64::from(limit.value) * 24 * HOUR;
    Some(Due {
        decided,
        deadline: (end.0 + added, end.1 + added),
        days: limit.value,
        since,
    })
}

/// What the file itself says.
///
/// * `last`: the last moment of which the file speaks.
fn judge(
    audit: &Audit<'_>,
    decision: &ReviewDecision,
    due: Option<&Due>,
    last: Option<i64>,
) -> Verdict {
    let open = |text: &str| Verdict::Open(text.to_owned());
    let Some(Due {
        deadline,
        days,
        since,
        ..
    }) = due
    else {
        return open("No day stands with the decision; the day would decide.");
    };
    let deadline = *deadline;
    if let (Some(applied), Some(decided)) =
        (audit.span(decision.applied), audit.span(decision.decided))
        && applied.1 < decided.0 - TOLERANCE
    {
        return open(
            "The day on which it was carried out lies before the decision, so one of the two is wrong; the system's log would \
             decide.",
        );
    }
    if let Some(applied) = audit.span(decision.applied) {
        return match before(applied, deadline) {
            Ordered::InTime => Verdict::InTime,
            Ordered::Late => {
                Verdict::Deviates(format!("carried out later than {days} days after {since}"))
            }
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
        _ => Verdict::Deviates(format!("no removal is recorded {days} days after {since}")),
    }
}
