//! Document controls: one occurrence a document, current or overdue, as a file or as a row of a list that was tested.

use super::bearing::unusable_paper;
use super::{NotCountedReason, Occurrence, Occurrences, Source, State, count, operating};
use crate::assessment::asked::Asked;
use crate::evidence::workpaper::{Basis, Workpaper};
use crate::input::Engagement;
use crate::input::answers::Last;
use crate::input::control::Control;
use crate::input::engagement::Data;
use crate::input::manifest::Entry;

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
    let mut rows = Rows::default();
    for (entry, papers) in operating(engagement, control) {
        if !papers.is_empty() {
            rows.take(engagement, entry, &papers, all);
            continue;
        }
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
    rows.count(all);
    let overdue_shown = rows.deviations > 0 || all.listed.iter().any(|o| o.state.deviates());
    for data in asked.data(control) {
        if matches!(data, Data::Last(Last::Never(_))) {
            let current = all.listed.iter().filter(|o| !o.state.deviates());
            all.disputed
                .extend(current.filter_map(|o| o.evidence.clone()));
            all.disputed.append(&mut rows.in_order);
        }
        let state = match data {
            Data::Last(Last::On(day)) if day.plus_days(review_days) >= engagement.as_of => {
                if rows.tested >= all.population {
                    // Every document was tested: no claim is left.
                    continue;
                }
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

/// What lists of documents show, row by row.
#[derive(Default)]
struct Rows {
    tested: u32,
    deviations: u32,
    /// Ids of the lists in which all was in order.
    in_order: Vec<String>,
}

impl Rows {
    /// Takes what was tested of one list.
    fn take(
        &mut self,
        engagement: &Engagement<'_>,
        entry: &Entry,
        papers: &[&Workpaper],
        all: &mut Occurrences,
    ) {
        // Several procedures over one file test the same rows: the most that any of them decided and found counts.
        let (mut tested, mut deviations, mut open) = (0_u32, 0_u32, 0_u32);
        for paper in papers {
            let reason = match unusable_paper(engagement, paper) {
                None if paper.tested == 0 => Some(NotCountedReason::NothingToTest),
                reason => reason,
            };
            if let Some(reason) = reason {
                all.leave_out(entry, reason, paper.as_of);
                continue;
            }
            tested = tested.max(paper.tested);
            deviations = deviations.max(paper.deviation_count());
            open = open.max(paper.undecided_count());
            // A deviation from a default of ours obliges nobody to disclose it.
            all.known |= paper.deviations.iter().any(|d| !d.assumed);
        }
        if tested > 0 && deviations == 0 && open == 0 {
            self.in_order.push(entry.id.clone());
        }
        self.tested = self.tested.saturating_add(tested);
        self.deviations = self.deviations.saturating_add(deviations);
    }

    /// Counts them beside the documents that are on file themselves, which the lists have too: none counts twice.
    fn count(&self, all: &mut Occurrences) {
        let conforming = self.tested.saturating_sub(self.deviations);
        all.items.tested = all.items.tested.saturating_add(self.tested);
        all.items.conforming = all.items.conforming.saturating_add(conforming);
        let overdue = all.listed.iter().filter(|o| o.state.deviates()).count();
        let overdue = count(overdue);
        let current = count(all.listed.len()).saturating_sub(overdue);
        let deviations = self.deviations.saturating_sub(overdue);
        let conforming = conforming.saturating_sub(current);
        let decided = conforming.saturating_add(deviations);
        all.decided = all.decided.saturating_add(decided);
        all.deviations = all.deviations.saturating_add(deviations);
        all.shown.decided = all.shown.decided.saturating_add(decided);
        all.shown.due = all.shown.due.saturating_add(decided);
        all.shown.deviations = all.shown.deviations.saturating_add(deviations);
        all.add(State::DoesNot, deviations);
        all.add(State::Conforms, conforming);
    }
}
