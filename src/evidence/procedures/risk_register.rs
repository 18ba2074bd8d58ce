//! The risk register: looked at in every quarter, and complete (TP-23).

use super::audit::{Audit, Source};
use super::cited::{absent, days, due_periods, found, is_blank};
use super::due::{Claim, Done, Outcome, outcomes};
use crate::date::Date;
use crate::evidence::canonical::Risk;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "risk-register";

/// Two workpapers: the quarters, which decide the control; and the rows, an observation.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let registers: Vec<Source<'a>> = audit
        .sources()
        .filter(|s| !s.records.risks.is_empty())
        .collect();
    let Some(first) = registers.first() else {
        return Vec::new();
    };
    let mut drafts = vec![quarters(audit, *first, &registers)];
    drafts.extend(registers.iter().map(|s| rows(audit, *s)));
    drafts
}

fn quarters<'a>(audit: &Audit<'a>, first: Source<'a>, registers: &[Source<'a>]) -> Draft<'a> {
    let mut draft = Draft::new(
        ID,
        first.file,
        "Whether the risk register was looked at in every quarter.",
        "One risk at least was last reviewed on a day of the quarter or of its days of grace; no day serves two quarters.",
    );
    first.system.clone_into(&mut draft.system);
    draft.window = Some(audit.window());
    draft.as_of = registers.iter().filter_map(|s| s.as_of).max();
    let all = registers
        .iter()
        .flat_map(|s| s.records.risks.iter().map(|risk| (*s, risk.reviewed)));
    let mut reviewed: Vec<(Date, Date)> = all
        .filter(|(source, stamp)| !audit.is_to_come(*source, *stamp))
        .filter_map(|(_, stamp)| days(audit, stamp))
        .collect();
    reviewed.sort_unstable();
    // Risks that were looked at on one day were looked at together.
    reviewed.dedup();
    let periods = due_periods(audit.terms, ID);
    let done: Vec<Done> = reviewed
        .iter()
        .map(|days| Done {
            days: *days,
            claim: Claim::None,
        })
        .collect();
    let outcomes = outcomes(periods, &done, audit.terms.as_of);
    if periods.is_empty() {
        draft.limit("No quarter of the window has ended, or the control has no quarters; nothing was tested.");
    }
    for (period, outcome) in periods.iter().zip(outcomes) {
        // No review serves two quarters.
        let inside = match outcome {
            Outcome::OnTime(place) => reviewed.get(place),
            _ => None,
        };
        let after = reviewed.iter().any(|d| d.1 > period.due);
        let item = Item::named(0, None, period.id.clone());
        let label = &period.label;
        let state = match inside {
            Some(_) => {
                draft.in_order(item);
                PeriodState::OnTime
            }
            None if matches!(outcome, Outcome::Unsure(_)) => {
                let text = format!(
                    "{label}: whether a review was in it depends on the time zone; the company's zone would decide."
                );
                draft.open(item, absent(text));
                PeriodState::Undecided
            }
            None if draft.as_of.is_none_or(|day| day < period.end) => {
                let text = format!(
                    "{label}: on which day the register was made is not known, or it is before the end of the quarter; a later register would decide."
                );
                draft.open(item, absent(text));
                PeriodState::Undecided
            }
            // The register keeps the last review of each risk alone.
            None if after => {
                let text = format!(
                    "{label}: every risk was reviewed again later, so a review in it is not shown; minutes or an earlier version would decide."
                );
                draft.open(item, absent(text));
                PeriodState::Undecided
            }
            None => {
                draft.deviates(
                    item,
                    absent(format!("{label}: no risk was reviewed in it or since")),
                );
                PeriodState::Missed
            }
        };
        draft.periods.push(PeriodFound {
            period: period.id.clone(),
            state,
            done: inside.map(|d| d.0),
        });
    }
    draft.limit("The register shows the last review of each risk, not those before it.");
    draft
}

fn rows<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let mut draft = Draft::new(
        ID,
        source.file,
        "Whether each risk has an owner, a rating and a treatment, and was reviewed in the last 12 months.",
        "All four are written in its row.",
    );
    draft.observation = true;
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    for risk in &source.records.risks {
        let (missing, open) = lacks(audit, source, risk);
        let item = Item::named(risk.at.row, None, risk.id.clone());
        if !missing.is_empty() {
            draft.deviates(item, found(source.file, &risk.at, missing.join("; ")));
        } else if let Some(text) = open {
            draft.open(item, found(source.file, &risk.at, text));
        } else {
            draft.in_order(item);
        }
    }
    let risks = source.records.risks.iter();
    let reviewed: Vec<_> = risks
        .filter_map(|risk| days(audit, risk.reviewed))
        .collect();
    let same = reviewed
        .first()
        .is_some_and(|one| reviewed.iter().all(|d| d == one));
    if same && reviewed.len() > 1 {
        draft.limit("Every risk was last reviewed on one and the same day: between two such days the register stands still.");
    }
    draft
}

fn lacks(
    audit: &Audit<'_>,
    source: Source<'_>,
    risk: &Risk,
) -> (Vec<&'static str>, Option<&'static str>) {
    let mut missing = Vec::new();
    let columns = [
        (risk.owned, "no owner"),
        (risk.rated, "no rating"),
        (risk.treated, "no treatment"),
    ];
    missing.extend(
        columns
            .iter()
            .filter(|(flag, _)| *flag == Flag::No)
            .map(|(_, text)| *text),
    );
    let mut open = columns
        .iter()
        .any(|(flag, _)| *flag == Flag::Unknown)
        .then_some("The register has no column for the owner, the rating or the treatment; a fuller one would decide.");
    let day = source.as_of.unwrap_or(audit.terms.as_of);
    match days(audit, risk.reviewed) {
        Some(_) if audit.is_to_come(source, risk.reviewed) => {
            open = Some(
                "The last review is dated after the day of the register, so it has not been done; its minutes would decide.",
            );
        }
        _ if is_blank(risk.reviewed) => missing.push("no review is recorded"),
        Some((_, last)) if last < day.plus_months(-12) => {
            missing.push("not reviewed for more than 12 months")
        }
        Some(_) => {}
        None => {
            open = Some("When it was last reviewed is not said; a fuller register would decide.")
        }
    }
    (missing, open)
}
