//! A phishing simulation in every period in which one is due (TP-14).

use super::audit::Audit;
use super::due::{Claim, Done, Outcome, outcomes};
use crate::date::Date;
use crate::evidence::canonical::{PhishingTest, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "phishing-cadence";

/// One item for each period.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Option<Draft<'a>> {
    let sent = |s: &super::audit::Source<'_>| !s.records.phishing_tests.is_empty();
    let home = audit
        .sources()
        .filter(sent)
        .min_by_key(|s| audit.name(*s))?;
    let periods = audit.periods(ID);
    let (first, last) = (periods.first()?, periods.last()?);
    let mut draft = Draft::new(
        ID,
        home.file,
        format!(
            "Whether a phishing simulation was sent in each period in which one is due, from {} to {}.",
            first.label, last.label
        ),
        "Messages of a simulation arrived in the period or its days of grace; no simulation serves two periods.",
    );
    let mut assumed = false;
    if periods.iter().any(|p| p.due > p.end) {
        let grace = audit.terms.policy_or("review-grace-days", 15);
        assumed = grace.basis == Basis::Assumed;
        draft.parameters = vec![grace];
    }
    let (mut done, mut doubtful) = (Vec::new(), Vec::new());
    let (mut from, mut until): (Option<Date>, Option<Date>) = (None, None);
    let mut latest: Option<(Date, usize, &PhishingTest)> = None;
    for source in audit.sources() {
        for test in &source.records.phishing_tests {
            let days = test.started.time.days(&audit.zone);
            if let Some((low, high)) = days {
                from = Some(from.map_or(low, |f| f.min(low)));
                until = until.max(Some(source.as_of.unwrap_or(high)));
                if latest.is_none_or(|(day, ..)| high > day) {
                    latest = Some((high, source.file, test));
                }
                let arrived = match (test.failed, test.delivered) {
                    (Flag::Yes, _) | (_, Some(0)) => continue,
                    (_, Some(_)) => &mut done,
                    (_, None) => &mut doubtful,
                };
                arrived.push(Done {
                    days: (low, high),
                    claim: Claim::None,
                });
            }
        }
    }
    let found = outcomes(periods, &done, audit.terms.as_of);
    for (period, outcome) in periods.iter().zip(found) {
        let item = Item::named(1, None, period.id.clone());
        let cites = latest.map(|(_, file, test)| Cite::Cell {
            file,
            row: test.at.row,
            column: "started_at",
            text: test.started.time.words(),
            show: Show::Text,
        });
        let row = latest.filter(|l| l.1 == home.file);
        let row = row.map_or(1, |(_, _, test)| test.at.row);
        let make = |text: String, assumed| Found {
            row,
            text: format!("{}: {text}", period.label),
            assumed,
            cites: cites.into_iter().collect(),
        };
        let may_be = |d: &Done| d.days.1 >= period.start && d.days.0 <= period.due;
        let (state, day) = match outcome {
            Outcome::OnTime(i) => {
                draft.in_order(item);
                (PeriodState::OnTime, done.get(i).map(|d| d.days.1))
            }
            Outcome::NotOver => {
                draft.leave_out("period and grace are not over");
                continue;
            }
            Outcome::Missed if doubtful.iter().any(may_be) => {
                let text = "How many messages of a simulation arrived is not recorded; that number would decide.";
                draft.open(item, make(text.to_owned(), false));
                (PeriodState::Undecided, None)
            }
            Outcome::Missed if from.is_none_or(|day| day > period.end) => {
                let text = format!(
                    "No file reaches back to it; an export from {} on would decide.",
                    period.start
                );
                draft.open(item, make(text, false));
                continue;
            }
            Outcome::Missed if until.is_none_or(|day| day <= period.due) => {
                let text = format!(
                    "No file is known to be made after {}; an export made later would decide.",
                    period.due
                );
                draft.open(item, make(text, false));
                continue;
            }
            Outcome::Missed | Outcome::Late(_) => {
                let text = format!(
                    "no simulation arrived from {} to {}",
                    period.start, period.due
                );
                draft.deviates(item, make(text, assumed));
                (PeriodState::Missed, None)
            }
            Outcome::Unsure(_) => {
                let text = "Whether the simulation was sent in time depends on the time zone; the company's zone would \
                            decide.";
                draft.open(item, make(text.to_owned(), false));
                (PeriodState::Undecided, None)
            }
        };
        draft.periods.push(PeriodFound {
            period: period.id.clone(),
            state,
            done: day,
        });
    }
    Some(draft)
}
