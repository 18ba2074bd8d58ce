//! Document controls: one occurrence a document, current or overdue.

use super::{NotCountedReason, Occurrence, Occurrences, Source, State, operating};
use crate::assessment::asked::Asked;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::answers::Last;
use crate::input::control::Control;
use crate::input::engagement::Data;

/// How often documents are due for review, in days; [`USUAL_REVIEW`] where the catalogue has no such value.
pub(crate) const DOCUMENT_REVIEW: &str = "policy-review-days";
/// Once a year is usual.
const USUAL_REVIEW: i64 = 365;

/// Days between reviews of a document, and whether that is a default.
pub(crate) fn review_days(engagement: &Engagement<'_>) -> (i64, bool) {
    let review = engagement.policy_value(DOCUMENT_REVIEW);
    let days = review.map_or(USUAL_REVIEW, |v| i64::from(v.value));
    (days, review.is_none_or(|v| v.basis == Basis::Assumed))
}

pub(super) fn documents(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    all: &mut Occurrences,
) {
    let (review_days, assumed) = review_days(engagement);
    let population = control
        .population
        .as_deref()
        .and_then(|id| engagement.population(id));
    all.population = population.map_or(1, |p| p.value);
    all.basis = population.map_or(Basis::Assumed, |p| p.basis);
    all.due_so_far = all.population;
    let mut digests: Vec<&str> = Vec::new();
    for (entry, _) in operating(engagement, control) {
        let digest = entry.file.as_ref().and_then(|f| f.sha256.as_deref());
        let (Some(day), Some(digest)) = (entry.as_of, digest) else {
            let reason = match entry.as_of {
                None => NotCountedReason::NoDate,
                Some(_) => NotCountedReason::NoFile,
            };
            all.leave_out(entry, reason, entry.as_of);
            continue;
        };
        let due_again = day.plus_days(review_days);
        if day > engagement.as_of {
            all.leave_out(entry, NotCountedReason::AfterAssessment, Some(day));
        } else if digests.contains(&digest) {
            all.leave_out(entry, NotCountedReason::SameFile, Some(day));
        } else if due_again >= engagement.as_of && due_again < engagement.window().end {
            all.leave_out(entry, NotCountedReason::ReviewDueInWindow, Some(day));
        } else {
            let conforms = due_again >= engagement.as_of;
            digests.push(digest);
            all.listed.push(Occurrence {
                label: entry.title.clone(),
                state: if conforms {
                    State::Conforms
                } else {
                    State::DoesNot
                },
                source: Source::Observed,
                evidence: Some(entry.id.clone()),
                tested: false,
                assumed,
                place: None,
            });
        }
    }
    // The answer speaks of the document that was looked at longest ago.
    let overdue_shown = all.listed.iter().any(|o| o.state.deviates());
    for data in asked.data(control) {
        if matches!(data, Data::Last(Last::Never(_))) {
            let current = all.listed.iter().filter(|o| !o.state.deviates());
            all.disputed
                .extend(current.filter_map(|o| o.evidence.clone()));
        }
        let state = match data {
            Data::Last(Last::On(day)) if day.plus_days(review_days) >= engagement.as_of => {
                State::Claimed
            }
            Data::Last(_) if !overdue_shown => State::DoesNot,
            _ => continue,
        };
        all.listed.push(Occurrence {
            label: "the one approved longest ago, by your answer".to_owned(),
            state,
            source: Source::Stated,
            evidence: None,
            tested: false,
            assumed: state.deviates() && assumed,
            place: None,
        });
    }
    all.tally();
    all.count_states();
}
