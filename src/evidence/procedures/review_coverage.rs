//! Access reviews of every system in every period in which one is due (TP-04).

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use super::days;
use super::due::{Claim, Done, Outcome, claim, outcomes};
use super::reviews::{Finished, Review, reach, reviews};
use crate::date::Date;
use crate::evidence::canonical::Show;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::terms::DuePeriod;
use crate::evidence::workpaper::{Basis, PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "access-review-coverage";

/// What was found of one system in one period.
struct Verdict {
    state: PeriodState,
    done: Option<Date>,
    /// Why, where it is not on time.
    text: String,
    /// Whether the files say nothing of the period.
    silent: bool,
}

/// One item for each system in the review files and each period in which a review is due.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Option<Draft<'a>> {
    let reviewed = |s: &Source<'_>| !s.records.review_decisions.is_empty();
    // The same file whatever the order in which they were dropped.
    let home = audit
        .sources()
        .filter(reviewed)
        .min_by_key(|s| audit.name(*s))?;
    let periods = audit.periods(ID);
    let (first, last) = (periods.first()?, periods.last()?);
    let mut draft = Draft::new(
        ID,
        home.file,
        format!(
            "Whether the access to each system in the files was reviewed in each period in which that is due, from {} \
             to {}.",
            first.label, last.label
        ),
        "A review of the system was finished in the period or its days of grace; no review serves two periods.",
    );
    let mut assumed = false;
    if periods.iter().any(|p| p.due > p.end) {
        let grace = audit.terms.policy_or("review-grace-days", 15);
        assumed = grace.basis == Basis::Assumed;
        draft.parameters = vec![grace];
    }
    let mut by_period: Vec<Vec<Verdict>> = periods.iter().map(|_| Vec::new()).collect();
    for (system, reviews) in reviews(audit) {
        let verdicts = judge(audit, periods, &reviews);
        let last = reviews.iter().filter_map(|r| Some((r, r.last()?)));
        let last = last.max_by_key(|(_, (source, d))| {
            let days = d.decided.time.days(&audit.zone);
            (days, source.name, d.at.row)
        });
        for (period, (verdict, list)) in
            periods.iter().zip(verdicts.into_iter().zip(&mut by_period))
        {
            let Some(verdict) = verdict else {
                draft.leave_out("period and grace are not over");
                continue;
            };
            let here = last
                .as_ref()
                .map(|(_, (source, d))| (source.file, d.at.row));
            let row = here.filter(|h| h.0 == home.file).map_or(1, |h| h.1);
            let item = Item::named(row, None, format!("{system}|{}", period.id));
            let cites = last.as_ref().map(|(_, (source, d))| Cite::Cell {
                file: source.file,
                row: d.at.row,
                column: "last decision",
                text: d.decided.time.words(),
                show: Show::Text,
            });
            let found = Found {
                row,
                text: format!("{system} {}: {}", period.label, verdict.text),
                assumed,
                cites: cites.into_iter().collect(),
            };
            match verdict.state {
                PeriodState::OnTime => draft.in_order(item),
                PeriodState::Late | PeriodState::Missed => draft.deviates(item, found),
                PeriodState::Undecided => draft.open(
                    item,
                    Found {
                        assumed: false,
                        ..found
                    },
                ),
            }
            list.push(verdict);
        }
    }
    let sum = periods.iter().zip(&by_period);
    draft.periods = sum.filter_map(|(p, all)| together(p, all)).collect();
    draft.limit("A system that no review file names is not in the population: the list of systems in scope would show it.");
    Some(draft)
}

/// What the systems show of a period together; nothing where no file speaks of it, or it is not over for one of them.
fn together(period: &DuePeriod, all: &[Verdict]) -> Option<PeriodFound> {
    let has = |state| all.iter().any(|v| v.state == state);
    let state = [
        PeriodState::Missed,
        PeriodState::Late,
        PeriodState::Undecided,
    ];
    let state = state.into_iter().find(|s| has(*s));
    if all.iter().all(|v| v.silent) {
        return None;
    }
    let state = state.unwrap_or(PeriodState::OnTime);
    let done = match state {
        PeriodState::OnTime | PeriodState::Late => all.iter().filter_map(|v| v.done).max(),
        PeriodState::Missed | PeriodState::Undecided => None,
    };
    Some(PeriodFound {
        period: period.id.clone(),
        state,
        done,
    })
}

/// A verdict on each period; none where it is not over and nothing was done so far.
fn judge(audit: &Audit<'_>, periods: &[DuePeriod], reviews: &[Review<'_>]) -> Vec<Option<Verdict>> {
    let mut done = Vec::new();
    for review in reviews {
        if let Finished::On(low, high) = review.finished {
            done.push(Done {
                days: (low, high),
                claim: claim(periods, review.label),
            });
        }
    }
    let mut reaches: BTreeMap<usize, (Date, Date)> = BTreeMap::new();
    for (source, _) in reviews.iter().flat_map(|r| &r.rows) {
        if !reaches.contains_key(&source.file)
            && let Some(reach) = reach(audit, *source)
        {
            reaches.insert(source.file, reach);
        }
    }
    let from = reaches.values().map(|r| r.0).min();
    let until = reaches.values().map(|r| r.1).max();
    let outcomes = outcomes(periods, &done, audit.terms.as_of);
    let all = periods.iter().enumerate().zip(outcomes);
    all.map(|((place, period), outcome)| {
        let on = |i: usize| done.get(i).map(|d| d.days.1);
        let open = |text: String, silent| Verdict {
            state: PeriodState::Undecided,
            done: None,
            text,
            silent,
        };
        Some(match outcome {
            Outcome::OnTime(i) => Verdict {
                state: PeriodState::OnTime,
                done: on(i),
                text: String::new(),
                silent: false,
            },
            Outcome::Late(i) => Verdict {
                state: PeriodState::Late,
                done: on(i),
                text: on(i).map_or_else(String::new, |day| {
                    let late = days(day.days_after(period.due));
                    format!("the review was finished on {day}, {late} after it was due")
                }),
                silent: false,
            },
            Outcome::Unsure(_) => open(
                "Whether the review was finished in time depends on the time zone; the company's zone would decide."
                    .to_owned(),
                false,
            ),
            Outcome::NotOver => return None,
            Outcome::Missed => {
                if let Some(why) = doubt(reviews, periods, place) {
                    open(why, false)
                } else if from.is_none_or(|from| from > period.end) {
                    open(
                        format!(
                            "No file with this system reaches back to the period; an export from {} on would decide.",
                            period.start
                        ),
                        true,
                    )
                } else if until.is_none_or(|until| until <= period.due) {
                    open(
                        format!(
                            "No file with this system is known to be made after {}; an export made later would decide.",
                            period.due
                        ),
                        true,
                    )
                } else {
                    Verdict {
                        state: PeriodState::Missed,
                        done: None,
                        text: format!("no review was finished from {} to {}", period.start, period.due),
                        silent: false,
                    }
                }
            }
        })
    })
    .collect()
}

/// Why a review that cannot be placed may be that of the period.
fn doubt(reviews: &[Review<'_>], periods: &[DuePeriod], place: usize) -> Option<String> {
    let may_be = |r: &&Review<'_>| match claim(periods, r.label) {
        Claim::Of(of) => of == place,
        Claim::None => true,
        Claim::Other => false,
    };
    reviews
        .iter()
        .filter(may_be)
        .find_map(|review| match review.finished {
            Finished::On(..) => None,
            Finished::Open(1) => Some(
                "One row of a review has no decision, and nothing says that the review is closed; a fresh export \
                 would decide."
                    .to_owned(),
            ),
            Finished::Open(n) => Some(format!(
                "{n} rows of a review have no decision, and nothing says that the review is closed; a fresh export \
                 would decide."
            )),
            Finished::Undated => Some(
                "A review has no day that could be read; the days of its decisions would decide.".to_owned(),
            ),
            Finished::Spread(first, last) => Some(format!(
                "One review has decisions from {first} to {last}; the period that each was made for would decide."
            )),
        })
}
