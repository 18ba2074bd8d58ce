//! Accounts of a system that its access review left out (TP-05): an observation beside the control.
//!
//! A review is compared with a snapshot of the same system that was made about the same time. What may have come or
//! gone between the two is open, never a deviation.

mod listed;
mod systems;

use std::collections::BTreeSet;

use super::audit::{Audit, Source};
use super::humans::Humans;
use super::orphan_accounts::not_a_person;
use super::reviews::{Finished, Review, reviews};
use crate::date::Date;
use crate::evidence::canonical::Account;
use crate::evidence::decode::times::Time;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use listed::{Listed, On};

/// Id of the procedure.
pub(super) const ID: &str = "review-population";

/// Days between a review and a snapshot that is about its day (J).
const ABOUT_DAYS: i64 = 31;
/// Days before a review began in which the list that is reviewed may have been drawn (J).
const DRAWN_DAYS: i64 = 7;

/// A snapshot with the reviews of its system about its day.
pub(super) struct Pair<'a> {
    snapshot: Source<'a>,
    as_of: Date,
    /// First day on which one of them began, as far as it is known.
    begun: Date,
    /// Last day on which one of them was finished.
    finished: Date,
    reviews: Vec<Review<'a>>,
}

impl Pair<'_> {
    /// Whether a file holds rows of the reviews.
    pub(super) fn holds(&self, file: usize) -> bool {
        let mut rows = self.reviews.iter().flat_map(|r| &r.rows);
        rows.any(|(source, _)| source.file == file)
    }
}

/// Whether a review of a system that somebody wrote is one of the system of a snapshot, by its several names.
pub(super) fn is_same_system(written: &str, system: &str, all: &BTreeSet<&str>) -> bool {
    systems::same(written, system, all)
}

/// Every snapshot that can be compared with a review.
pub(super) fn pairs<'a>(audit: &Audit<'a>) -> Vec<Pair<'a>> {
    let snapshots: Vec<Source<'a>> = audit
        .sources()
        .filter(|s| !s.records.accounts.is_empty() && s.about.shows_a_day)
        .collect();
    let all: BTreeSet<&str> = snapshots.iter().map(|s| s.system).collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    if snapshots.is_empty() {
        return pairs;
    }
    for snapshot in snapshots {
        let Some(as_of) = snapshot.as_of else {
            continue;
        };
        let mut pair = Pair {
            snapshot,
            as_of,
            begun: Date::EPOCH,
            finished: Date::EPOCH,
            reviews: Vec::new(),
        };
        for (system, list) in reviews(audit) {
            if !systems::same(&system, snapshot.system, &all) {
                continue;
            }
            for review in list {
                let Finished::On(_, finished) = review.finished else {
                    continue;
                };
                let begun = begun(audit, &review).unwrap_or(finished);
                let near = begun.plus_days(-ABOUT_DAYS) <= as_of
                    && as_of <= finished.plus_days(ABOUT_DAYS);
                if near {
                    let first = pair.reviews.is_empty();
                    pair.begun = if first { begun } else { begun.min(pair.begun) };
                    pair.finished = pair.finished.max(finished);
                    pair.reviews.push(review);
                }
            }
        }
        if !pair.reviews.is_empty() {
            pairs.push(pair);
        }
    }
    pairs
}

/// The first day that stands with a review.
fn begun(audit: &Audit<'_>, review: &Review<'_>) -> Option<Date> {
    let stamps = review.rows.iter().flat_map(|(_, d)| [d.started, d.decided]);
    let days = stamps.filter_map(|stamp| stamp.time.days(&audit.zone));
    days.map(|(first, _)| first).min()
}

/// One observation for each snapshot that can be compared with a review.
pub(super) fn run<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    pairs: &[Pair<'a>],
) -> Vec<Draft<'a>> {
    pairs.iter().map(|p| of_pair(audit, humans, p)).collect()
}

fn of_pair<'a>(audit: &Audit<'a>, humans: &Humans<'a>, pair: &Pair<'a>) -> Draft<'a> {
    let (system, source) = (pair.snapshot.system, pair.snapshot);
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether the access review of {system} from {} to {} held every account that could be used then.",
            pair.begun, pair.finished
        ),
        format!(
            "Every account of a person that the user export of {} shows as usable, and that was there when the review \
             began, stands among the rows of the review.",
            pair.as_of
        ),
    );
    draft.observation = true;
    system.clone_into(&mut draft.system);
    draft.as_of = Some(pair.as_of);
    let listed = Listed::new(humans, pair.reviews.iter().flat_map(|r| &r.rows));
    let accounts = &source.records.accounts;
    let counted = accounts.iter().filter(|a| out(audit, pair, a).is_none());
    let (mut on, mut all) = (0_usize, 0_usize);
    for account in counted {
        all += 1;
        on += usize::from(listed.has(humans, account) == On::Yes);
    }
    // Of a review of a part nothing is missing.
    let of_a_part = on * 2 < all;
    for account in accounts {
        if let Some(reason) = out(audit, pair, account) {
            draft.leave_out(reason);
            continue;
        }
        let item = Item::named(account.at.row, None, account.login.clone());
        let on = listed.has(humans, account);
        let why = match on {
            On::Yes => {
                draft.in_order(item);
                continue;
            }
            On::ByName => Some(
                "A row of the review bears the same name and no login; the logins of those reviewed would decide.",
            ),
            On::No if of_a_part => Some(
                "The review has fewer than half of the accounts, so it may have been of a part of the system; what it \
                 was to cover would decide.",
            ),
            On::No => doubt(audit, pair, account),
        };
        let found = Found {
            row: account.at.row,
            text: why.map_or_else(
                || {
                    format!(
                        "usable, and not in the access review from {} to {}",
                        pair.begun, pair.finished
                    )
                },
                str::to_owned,
            ),
            assumed: false,
            cites: vec![Cite::Record {
                file: source.file,
                at: &account.at,
            }],
        };
        match why {
            Some(_) => draft.open(item, found),
            None => draft.deviates(item, found),
        }
    }
    draft.limit(
        "Accounts are matched with the rows of the review by address, login and person. Access inside the system, such as \
         its groups and roles, was not compared.",
    );
    draft
}

/// Why an account had to stand in no review.
fn out(audit: &Audit<'_>, pair: &Pair<'_>, account: &Account) -> Option<&'static str> {
    if account.state.is_enabled() == Some(false) {
        return Some("cannot be used: suspended or deactivated");
    }
    if let Some(reason) = not_a_person(account) {
        return Some(reason);
    }
    let begun = audit.day_span(pair.begun);
    let created = audit.span(account.created)?;
    (created.0 > begun.1).then_some("made after the review began")
}

/// Why it is open whether an account was to be reviewed, and what would decide it.
fn doubt(audit: &Audit<'_>, pair: &Pair<'_>, account: &Account) -> Option<&'static str> {
    let before = |stamp, day| {
        let span = audit.span(stamp);
        span.map(|span| span.1 < audit.day_span(day).0)
    };
    if account.state.is_enabled().is_none() {
        return Some(
            "The export does not say whether the account can be used; a fresh export would decide.",
        );
    }
    if pair.as_of < pair.begun {
        return Some(
            "The export is older than the review, so the account may have been gone by then; an export of the days of \
             the review would decide.",
        );
    }
    let drawn = pair.begun.plus_days(-DRAWN_DAYS);
    match before(account.created, drawn) {
        // On a day of the review it was there.
        None if pair.as_of <= pair.begun => {}
        None => {
            return Some(
                "When the account was made is not in the export, so it may be younger than the review; the day on which \
                 it was made would decide.",
            );
        }
        Some(false) => {
            return Some(
                "The account was made in the week before the review began; the day on which the list to review was drawn \
                 would decide.",
            );
        }
        Some(true) => {}
    }
    // Since when it is on is told by few; where it is told, it may have been off during the review.
    match account.changed.time {
        Time::Nothing => None,
        _ if before(account.changed, pair.begun) == Some(true) => None,
        _ => Some(
            "The state of the account changed after the review began, so it may have been off at the time; the log of the \
             system would decide.",
        ),
    }
}

#[cfg(test)]
mod tests;
