//! What the reviews of one change come to at the moment of its merge.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Changes;
use super::last_commit::Last;
use crate::evidence::canonical::{Approval, ApprovalState, AuthorKind, Change};
use crate::evidence::procedures::audit::{Audit, Ordered, Source, TOLERANCE, before};

/// A review with its file.
pub(super) type Review<'a> = (Source<'a>, &'a Approval);

/// What the reviews come to.
pub(super) enum Outcome {
    InOrder,
    /// A sentence part.
    Deviates(String),
    /// A sentence.
    Open(String),
}

/// What is to be said against approvals that are enough by number.
#[derive(Clone, Copy, Default)]
pub(super) struct Doubt {
    /// Without those on an earlier commit than the last one there are too few.
    pub(super) stale: bool,
    /// Without those by who wrote the last commit there are too few.
    pub(super) own: bool,
}

/// Who approved, by what kind of reviewer and when.
#[derive(Default)]
struct Tally {
    /// People other than the author, before the merge.
    independent: usize,
    /// Approvals that may count: of somebody unknown, or at a time that is not told.
    maybe: Vec<&'static str>,
    /// Why it is open whether a request for changes was outstanding.
    maybe_outstanding: Option<&'static str>,
    by_author: bool,
    by_bot: bool,
    after: bool,
    dismissed: bool,
    /// Somebody asked for changes and had not approved since.
    outstanding: bool,
    /// Of those people, who looked at the last commit.
    on_last: usize,
    /// Of those people, who had not written the last commit.
    not_own: usize,
    /// Who did neither approve an earlier commit nor write the last one.
    sound: usize,
}

const UNKNOWN_REVIEWER: &str = "The account of a reviewer who approved is not told, so it cannot be told apart from the author's; the records of \
     the code host would decide.";
const UNKNOWN_REQUEST: &str = "The account of a reviewer who requested changes is not told, so neither is whether they were content in the end; the \
     records of the code host would decide.";
const UNTIMED: &str = "When the change was approved is not told; the reviews with their times would decide whether it was before the merge.";
const ZONE: &str = "Whether the approval came before the merge depends on the time zone; the company's zone would decide.";
const AUTHOR: &str = "The author is not told (the account was deleted, or is a program), so an approval by the author cannot be ruled out; \
     the author's login would decide.";

/// What the reviews of a change come to.
///
/// * `required`: how many people other than the author have to approve.
///
/// Gives the outcome, and where that is in order what the last commit says against it.
pub(super) fn weigh(
    audit: &Audit<'_>,
    changes: &Changes<'_>,
    change: &Change,
    reviews: &[Review<'_>],
    last: &Last<'_>,
    required: usize,
) -> (Outcome, Doubt) {
    let tally = tally(audit, changes, change, reviews, last);
    let outcome = conclude(&tally, change, required);
    // Of people who approved at most one is the author.
    let unknown = usize::from(change.author.is_none());
    let too_few = |of: usize| of.saturating_sub(unknown) < required;
    let stale = tally.on_last < tally.independent;
    let doubt = match (&outcome, too_few(tally.sound)) {
        (Outcome::InOrder, true) => Doubt {
            stale: stale && (too_few(tally.on_last) || !too_few(tally.not_own)),
            own: too_few(tally.not_own) || !stale,
        },
        _ => Doubt::default(),
    };
    (outcome, doubt)
}

fn conclude(tally: &Tally, change: &Change, required: usize) -> Outcome {
    // Of people who approved at most one is the author.
    let certain = match change.author {
        Some(_) => tally.independent,
        None => tally.independent.saturating_sub(1),
    };
    if certain >= required {
        return match (tally.outstanding, tally.maybe_outstanding) {
            (true, _) => Outcome::Deviates(
                "merged while a reviewer's request for changes was outstanding".to_owned(),
            ),
            (false, Some(why)) => Outcome::Open(why.to_owned()),
            (false, None) => Outcome::InOrder,
        };
    }
    if tally.independent >= required {
        return Outcome::Open(AUTHOR.to_owned());
    }
    if tally.independent + tally.maybe.len() >= required
        && let Some(why) = tally.maybe.first()
    {
        return Outcome::Open((*why).to_owned());
    }
    let text = if tally.independent > 0 {
        return Outcome::Deviates(format!(
            "merged with {} of {required} approvals by people other than the author",
            tally.independent
        ));
    } else if tally.after {
        "approved only after the merge"
    } else if tally.by_author {
        "approved by the author alone"
    } else if tally.by_bot {
        "approved by a program alone"
    } else if tally.dismissed {
        "merged without an approval: the one that was given was dismissed"
    } else if tally.outstanding {
        "merged without an approval, while a request for changes was outstanding"
    } else {
        "merged without an approval"
    };
    Outcome::Deviates(text.to_owned())
}

/// Where a review stands to the merge.
fn order(audit: &Audit<'_>, change: &Change, review: &Approval) -> Option<Ordered> {
    let given = audit.span(review.submitted)?;
    let merged = audit.span(change.merged)?;
    Some(before(
        given,
        (
            merged.0.saturating_add(TOLERANCE),
            merged.1.saturating_add(TOLERANCE),
        ),
    ))
}

fn tally(
    audit: &Audit<'_>,
    changes: &Changes<'_>,
    change: &Change,
    reviews: &[Review<'_>],
    by_commit: &Last<'_>,
) -> Tally {
    let mut tally = Tally::default();
    // What each reviewer said last, before the merge; of one moment the less favourable.
    let mut last: BTreeMap<&str, &Approval> = BTreeMap::new();
    // Of GitLab one file has the approvals and another their times.
    let timed: BTreeSet<&str> = reviews
        .iter()
        .filter(|(_, review)| audit.span(review.submitted).is_some())
        .filter_map(|(_, review)| review.reviewer.as_deref())
        .collect();
    let mut uncertain: BTreeSet<&str> = BTreeSet::new();
    for (_, review) in reviews {
        let says = matches!(
            review.state,
            ApprovalState::Approved | ApprovalState::ChangesRequested | ApprovalState::Dismissed
        );
        if !says {
            continue;
        }
        let approves = review.state == ApprovalState::Approved;
        match (&review.reviewer, order(audit, change, review)) {
            (_, Some(Ordered::Late)) => {
                let own = review.reviewer.is_some() && review.reviewer == change.author;
                let bot = is_bot(changes, review);
                tally.after |= approves && !own && !bot;
            }
            (None, _) => match review.state {
                ApprovalState::Approved => tally.maybe.push(UNKNOWN_REVIEWER),
                ApprovalState::Dismissed => tally.dismissed = true,
                _ => tally.maybe_outstanding = Some(UNKNOWN_REQUEST),
            },
            (Some(reviewer), None) if timed.contains(reviewer.as_str()) => {}
            (Some(_), when) if when != Some(Ordered::InTime) && !approves => {
                if review.state == ApprovalState::ChangesRequested {
                    tally.maybe_outstanding = Some(if when.is_none() { UNTIMED } else { ZONE });
                }
            }
            (Some(reviewer), when) if when != Some(Ordered::InTime) => {
                if Some(reviewer) == change.author.as_ref() {
                    tally.by_author = true;
                } else if is_bot(changes, review) {
                    tally.by_bot = true;
                } else if uncertain.insert(reviewer) {
                    tally
                        .maybe
                        .push(if when.is_none() { UNTIMED } else { ZONE });
                }
            }
            (Some(reviewer), _) => {
                let rank =
                    |r: &Approval| (audit.span(r.submitted), r.state != ApprovalState::Approved);
                let place = last.entry(reviewer.as_str()).or_insert(review);
                if rank(review) > rank(place) {
                    *place = review;
                }
            }
        }
    }
    for (reviewer, review) in last {
        let bot = is_bot(changes, review);
        let own = change.author.as_deref() == Some(reviewer);
        match review.state {
            ApprovalState::Approved if own => tally.by_author = true,
            ApprovalState::Approved if bot => tally.by_bot = true,
            ApprovalState::Approved => {
                let (stale, own) = (by_commit.is_after(review), by_commit.is_by(reviewer));
                tally.independent += 1;
                tally.on_last += usize::from(!stale);
                tally.not_own += usize::from(!own);
                tally.sound += usize::from(!stale && !own);
            }
            ApprovalState::Dismissed => tally.dismissed = true,
            ApprovalState::ChangesRequested if !own && !bot => tally.outstanding = true,
            _ => {}
        }
    }
    tally
}

fn is_bot(changes: &Changes<'_>, review: &Approval) -> bool {
    review.reviewer_kind == AuthorKind::Bot
        || review
            .reviewer
            .as_deref()
            .is_some_and(|login| changes.is_bot(login))
}
