//! An exercise of the plan for incidents in every period in which one is due (TP-18).

use super::audit::{Audit, Source};
use super::cited::{absent, days, due_periods, found};
use crate::date::Date;
use crate::evidence::canonical::Exercise;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::terms::DuePeriod;
use crate::evidence::workpaper::{PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "incident-exercise";

/// One workpaper over every list of exercises and every incident log that tells them from incidents.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Option<Draft<'a>> {
    let tells = |s: &Source<'_>| {
        let incidents = s.records.incidents.iter();
        !s.records.exercises.is_empty() || incidents.clone().any(|i| i.exercise != Flag::Unknown)
    };
    let files: Vec<Source<'a>> = audit.sources().filter(tells).collect();
    // The same file whatever the order in which they were dropped.
    let listing = |s: &&Source<'a>| s.records.exercises.is_empty();
    let home = files.iter().min_by_key(|s| (listing(s), audit.name(**s)))?;
    let periods = due_periods(audit.terms, ID);
    let (first, last) = (periods.first()?, periods.last()?);
    let mut draft = Draft::new(
        ID,
        home.file,
        format!(
            "Whether the plan for incidents was exercised in each period in which that is due, from {} to {}.",
            first.start, last.end
        ),
        "The files have an exercise that was held in the period or its days of grace.",
    );
    home.system.clone_into(&mut draft.system);
    draft.window = Some(audit.window());
    draft.as_of = files.iter().filter_map(|s| s.as_of).max();
    let mut held: Vec<(Source<'a>, &Exercise)> = files
        .iter()
        .flat_map(|s| s.records.exercises.iter().map(move |e| (*s, e)))
        .collect();
    held.sort_by_cached_key(|(source, e)| (days(audit, e.held), source.name, e.at.row));
    for period in periods {
        one(audit, period, &held, home.file, &mut draft);
    }
    draft.limit(
        "A row shows that an exercise was held; who took part, what was played and what came of it is in its record.",
    );
    Some(draft)
}

fn one<'a>(
    audit: &Audit<'a>,
    period: &DuePeriod,
    held: &[(Source<'a>, &'a Exercise)],
    home: usize,
    draft: &mut Draft<'a>,
) {
    let label = &period.label;
    let lies = |days: (Date, Date)| match (
        period.start <= days.0 && days.1 <= period.due,
        period.start <= days.1 && days.0 <= period.due,
    ) {
        (true, _) => Some(true),
        (_, true) => None,
        _ => Some(false),
    };
    let dated = |e: &Exercise| days(audit, e.held);
    let inside = held
        .iter()
        .find(|(_, e)| dated(e).and_then(lies) == Some(true));
    let doubt = held
        .iter()
        .find(|(_, e)| dated(e).is_none_or(|days| lies(days).is_none()));
    let (row, cited) = match inside.or(doubt).or(held.last()) {
        Some((source, e)) => (
            if source.file == home { e.at.row } else { 1 },
            found(source.file, &e.at, "").cites,
        ),
        None => (1, Vec::new()),
    };
    let item = Item::named(row, None, period.id.clone());
    let put = |text: String| {
        let mut found = absent(text);
        found.row = row;
        found.cites.clone_from(&cited);
        found
    };
    let state = if inside.is_some() {
        draft.in_order(item);
        PeriodState::OnTime
    } else if doubt.is_some() {
        draft.open(
            item,
            put(format!(
                "{label}: on which day an exercise was held cannot be told from the file; its record would decide."
            )),
        );
        PeriodState::Undecided
    } else if held.is_empty() {
        draft.open(
            item,
            put(format!(
                "{label}: the incident log marks no row as an exercise, and exercises may be kept elsewhere; the record of \
                 one would decide."
            )),
        );
        PeriodState::Undecided
    } else if draft.as_of.is_none_or(|day| day < period.end) {
        draft.open(
            item,
            put(format!(
                "{label}: on which day the file was made is not known, or it is before the end of the period; a later file \
                 would decide."
            )),
        );
        PeriodState::Undecided
    } else {
        draft.deviates(item, put(format!("{label}: no exercise was held in it")));
        PeriodState::Missed
    };
    draft.periods.push(PeriodFound {
        period: period.id.clone(),
        state,
        done: inside.and_then(|(_, e)| Some(dated(e)?.1)),
    });
}

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{counts, papers, terms};
    use crate::evidence::terms::DuePeriod;

    const LIST: &str = "Exercise,Date,Scenario,Participants\n";

    fn of(files: &[(&str, &str)]) -> Vec<(u32, usize, usize, u32)> {
        let mut terms = terms();
        let day = |text: &str| text.parse().unwrap();
        let year = DuePeriod {
            id: "year".to_owned(),
            label: "12 months to 2026-10-31".to_owned(),
            start: day("2025-11-01"),
            end: day("2026-10-31"),
            due: day("2026-10-31"),
        };
        terms.periods.insert(super::ID.to_owned(), vec![year]);
        papers(super::ID, &terms, files)
            .iter()
            .map(counts)
            .collect()
    }

    #[test]
    fn one_in_the_period_is_enough() {
        let list = |dates: &[&str]| {
            let rows = dates.iter().map(|d| format!("Ransomware,{d},x,y\n"));
            format!("{LIST}{}", rows.collect::<String>())
        };
        let case = |dates: &[&str], day: &str| of(&[(day, &list(dates))])[0];
        assert_eq!(
            case(&["2025-11-01"], "2026-11-10"),
            (1, 0, 0, 0),
            "the first day"
        );
        assert_eq!(
            case(&["2025-10-31"], "2026-11-10"),
            (1, 1, 0, 0),
            "the day before"
        );
        assert_eq!(
            case(&["2026-11-01"], "2026-11-10"),
            (1, 1, 0, 0),
            "the day after"
        );
        assert_eq!(
            case(&["2024-01-01", "2026-06-01"], "2026-11-10"),
            (1, 0, 0, 0)
        );
        assert_eq!(case(&["soon"], "2026-11-10"), (0, 0, 1, 0));
        assert_eq!(
            case(&["2025-01-01"], "2026-10-01"),
            (0, 0, 1, 0),
            "not over yet"
        );
    }

    #[test]
    fn the_incident_log_may_hold_it() {
        let log = |kind: &str, row: &str| {
            format!("ID,Title,Opened,Resolved,Severity,Owner,Postmortem{kind}\n{row}\n")
        };
        let of = |text: &str| of(&[("2026-11-10", text)]);
        let tabletop = log(",Type", "7,Play,2026-06-01,,,,,Tabletop");
        assert_eq!(of(&tabletop), [(1, 0, 0, 0)]);
        let named = log("", "7,Yearly table-top exercise,2026-06-01,,,,");
        assert_eq!(of(&named), [(1, 0, 0, 0)]);
        let none = log(",Type", "7,Outage,2026-06-01,2026-06-01,SEV-3,ann,,Outage");
        assert_eq!(of(&none), [(0, 0, 1, 0)], "kept elsewhere, perhaps");
        let untold = log("", "7,Outage,2026-06-01,2026-06-01,SEV-3,ann,");
        assert!(of(&untold).is_empty());
        // It is no incident without severity and owner.
        let papers = papers("incident-handling", &terms(), &[("2026-11-10", &tabletop)]);
        assert_eq!(counts(&papers[0]), (0, 0, 0, 1));
    }
}
