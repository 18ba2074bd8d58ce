//! Decisions put together: which rows of which files are one review of one system, and when it was finished.

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use crate::date::Date;
use crate::evidence::canonical::{Decision, ReviewDecision};
use crate::evidence::decode::values::Flag;

/// Decisions further apart than this are no one review (J): a quarter and its grace.
const LONGEST_DAYS: i64 = 110;

/// One review of one system.
pub(in crate::evidence) struct Review<'a> {
    /// Its rows.
    pub(in crate::evidence) rows: Vec<(Source<'a>, &'a ReviewDecision)>,
    /// The period that it says it is for.
    pub(in crate::evidence) label: Option<&'a str>,
    /// When it was finished.
    pub(in crate::evidence) finished: Finished,
}

/// When a review was finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Finished {
    /// First and last day that it may have been.
    On(Date, Date),
    /// So many rows have no decision, and nothing says that it is closed.
    Open(usize),
    /// No time stands with it that could be read.
    Undated,
    /// Its decisions lie too far apart to be one review.
    Spread(Date, Date),
}

impl Review<'_> {
    /// Its latest row, by the day of its decision.
    pub(in crate::evidence) fn last(&self) -> Option<&(Source<'_>, &ReviewDecision)> {
        self.rows.last()
    }
}

/// The name of a system as it is compared: `Okta ` and `okta` are one.
pub(in crate::evidence) fn system(source: Source<'_>, decision: &ReviewDecision) -> String {
    let named = [&decision.system, source.system, decision.campaign.as_str()]
        .into_iter()
        .find(|name| !name.trim().is_empty());
    named
        .unwrap_or("a system without a name")
        .trim()
        .to_lowercase()
}

/// Every review, by system.
pub(in crate::evidence) fn reviews<'a>(audit: &Audit<'a>) -> BTreeMap<String, Vec<Review<'a>>> {
    type Key<'k> = (String, &'k str, Option<&'k str>, String);
    let mut groups: BTreeMap<Key<'a>, Vec<(Source<'a>, &'a ReviewDecision)>> = BTreeMap::new();
    for source in audit.sources() {
        for decision in &source.records.review_decisions {
            let key = (
                system(source, decision),
                decision.campaign.as_str(),
                decision.period.as_deref(),
                decision.started.time.words(),
            );
            groups.entry(key).or_default().push((source, decision));
        }
    }
    let mut found: BTreeMap<String, Vec<Review<'a>>> = BTreeMap::new();
    for ((system, _, label, _), mut rows) in groups {
        rows.sort_by_key(|(source, d)| {
            let days = d.decided.time.days(&audit.zone);
            (days.map(|d| d.1), source.name, d.at.row)
        });
        let finished = finished(audit, &rows, label);
        found.entry(system).or_default().push(Review {
            rows,
            label,
            finished,
        });
    }
    found
}

fn finished(
    audit: &Audit<'_>,
    rows: &[(Source<'_>, &ReviewDecision)],
    label: Option<&str>,
) -> Finished {
    let as_of = audit.terms.as_of;
    let ended = |d: &ReviewDecision| d.ended.time.days(&audit.zone);
    let is_open = |d: &ReviewDecision| match d.closed {
        Flag::No => true,
        Flag::Yes => false,
        _ => d.decision == Decision::Nothing && ended(d).is_none_or(|(_, last)| last >= as_of),
    };
    let open = rows.iter().filter(|(_, d)| is_open(d)).count();
    if open > 0 {
        return Finished::Open(open);
    }
    let decided = rows
        .iter()
        .filter_map(|(_, d)| d.decided.time.days(&audit.zone));
    let mut decided: Vec<(Date, Date)> = decided.collect();
    if decided.is_empty() {
        decided.extend(rows.iter().filter_map(|(_, d)| ended(d)));
    }
    let earliest = decided.iter().map(|d| d.1).min();
    let latest = decided.iter().copied().max_by_key(|d| (d.1, d.0));
    match (earliest, latest) {
        (Some(first), Some((low, high))) => {
            if label.is_none() && low.days_after(first) > LONGEST_DAYS {
                Finished::Spread(first, low)
            } else {
                Finished::On(low, high)
            }
        }
        _ => Finished::Undated,
    }
}

/// First day of a record of reviews in a file, and the day up to which the file speaks.
///
/// That is the day on which it was made; where nobody said it, that of its last record.
pub(in crate::evidence) fn reach(audit: &Audit<'_>, source: Source<'_>) -> Option<(Date, Date)> {
    let decisions = source.records.review_decisions.iter();
    let days = decisions.flat_map(|d| [d.started, d.decided, d.applied]);
    let days: Vec<(Date, Date)> = days.filter_map(|s| s.time.days(&audit.zone)).collect();
    let first = days.iter().map(|d| d.0).min()?;
    let last = days.iter().map(|d| d.1).max()?;
    Some((first, source.as_of.unwrap_or(last)))
}
