//! Logs and alerts looked at in every week, by somebody, with a result (TP-20).

use super::audit::{Audit, Source};
use super::cited::{absent, days, due_periods, found};
use crate::date::Date;
use crate::evidence::canonical::LogReview;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::terms::DuePeriod;
use crate::evidence::workpaper::{PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "log-review";

struct Entry<'a> {
    source: Source<'a>,
    review: &'a LogReview,
    days: (Date, Date),
}

/// One workpaper over all registers; its items are the periods in which a review is due, weeks as a rule.
///
/// A review counts for the week in which it was done. Days of grace do not shift it: with a review in every week each
/// would else count for two.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Option<Draft<'a>> {
    let mut files = audit
        .sources()
        .filter(|s| !s.records.log_reviews.is_empty());
    let first = files.next()?;
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        first.file,
        "Whether logs and alerts were looked at in every week of the window.",
        "The register has a review on a day of the week, with who did it and what came of it.",
    );
    first.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    let (mut unread, mut to_come) = (0_u32, 0_u32);
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for source in std::iter::once(first).chain(files) {
        draft.as_of = draft.as_of.max(source.as_of);
        for review in &source.records.log_reviews {
            match days(audit, review.reviewed) {
                Some(_) if audit.is_to_come(source, review.reviewed) => to_come += 1,
                Some(days) => entries.push(Entry {
                    source,
                    review,
                    days,
                }),
                None => unread += 1,
            }
        }
    }
    if unread > 0 {
        draft.limit(format!(
            "Entries without a day that can be read count for no week: {unread}."
        ));
    }
    if to_come > 0 {
        draft.limit(format!(
            "Entries dated after the day of the file, which cannot be of reviews that were done, count for no week: {to_come}."
        ));
    }
    let covered = covered(&entries, draft.as_of);
    let periods = due_periods(audit.terms, ID);
    if periods.is_empty() {
        draft.limit(
            "No week of the window has ended, or the control has no weeks; nothing was tested.",
        );
    }
    for period in periods {
        one(period, &entries, covered, &mut draft);
    }
    Some(draft)
}

/// The days of which the registers can tell: from their first entry to the day on which they were made, or else to the last
/// entry.
fn covered(entries: &[Entry<'_>], as_of: Option<Date>) -> Option<(Date, Date)> {
    let first = entries.iter().map(|e| e.days.0).min()?;
    let last = entries.iter().map(|e| e.days.1).max()?;
    Some((first, as_of.unwrap_or(last)))
}

fn one<'a>(
    period: &DuePeriod,
    entries: &[Entry<'a>],
    covered: Option<(Date, Date)>,
    draft: &mut Draft<'a>,
) {
    let inside = |e: &&Entry<'a>| period.start <= e.days.0 && e.days.1 <= period.end;
    let touches = |e: &&Entry<'a>| period.start <= e.days.1 && e.days.0 <= period.end;
    let whole = |e: &&Entry<'a>| e.review.reviewer != Flag::No && e.review.result != Flag::No;
    let mut own: Vec<&Entry<'a>> = entries.iter().filter(inside).collect();
    own.sort_by_key(|e| (e.days, e.source.name, e.review.at.row));
    let week = format!("week of {}", period.start);
    let item = |row| Item::named(row, None, period.id.clone());
    let (state, done) = if let Some(entry) = own.iter().find(|e| whole(e)) {
        let in_own_file = entry.source.file == draft.file;
        draft.in_order(item(if in_own_file { entry.review.at.row } else { 0 }));
        (PeriodState::OnTime, Some(entry.days.0))
    } else if let Some(entry) = own.first() {
        let what = match entry.review.reviewer {
            Flag::No => "who did it",
            _ => "what came of it",
        };
        let mut cited = found(
            entry.source.file,
            &entry.review.at,
            format!("{week}: a review that does not say {what}"),
        );
        if entry.source.file != draft.file {
            cited.row = 0;
        }
        draft.deviates(item(cited.row), cited);
        (PeriodState::Missed, None)
    } else if entries.iter().any(|e| touches(&e)) {
        let text = format!(
            "{}: whether a review was in it depends on the time zone; the company's zone would decide.",
            super::capital(&week)
        );
        draft.open(item(0), absent(text));
        (PeriodState::Undecided, None)
    } else if covered.is_some_and(|(first, last)| first <= period.start && period.end <= last) {
        draft.deviates(item(0), absent(format!("{week}: no review is recorded")));
        (PeriodState::Missed, None)
    } else {
        let text = format!(
            "{}: the register does not reach over it; an earlier or later part of it would decide.",
            super::capital(&week)
        );
        draft.open(item(0), absent(text));
        (PeriodState::Undecided, None)
    };
    draft.periods.push(PeriodFound {
        period: period.id.clone(),
        state,
        done,
    });
}
