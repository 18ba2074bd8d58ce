//! Backups that were restored once in each period, system by system (TP-17).

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use super::cited::{absent, days, due_periods, found, is_blank};
use crate::date::Date;
use crate::evidence::canonical::RestoreTest;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::terms::DuePeriod;
use crate::evidence::workpaper::{PeriodFound, PeriodState};

/// Id of the procedure.
pub(super) const ID: &str = "restore-test";

type Test<'a> = (Source<'a>, &'a RestoreTest);

/// What was found of one system in one period.
struct Shown<'a> {
    state: PeriodState,
    done: Option<Date>,
    /// Empty where it is in order.
    text: String,
    test: Option<Test<'a>>,
}

/// One workpaper over all files; its items are systems, in each period.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Option<Draft<'a>> {
    let mut tests = audit
        .sources()
        .flat_map(|s| s.records.restores.iter().map(move |test| (s, test)))
        .peekable();
    let first = tests.peek()?.0;
    let mut draft = Draft::new(
        ID,
        first.file,
        "Whether a backup of each system was restored in the period, and what came back was looked at.",
        "The record of a restore in the period, or in its days of grace, says that it worked and that the data was checked.",
    );
    first.system.clone_into(&mut draft.system);
    draft.window = Some(audit.window());
    let mut systems: BTreeMap<String, Vec<Test<'a>>> = BTreeMap::new();
    for (source, test) in tests {
        draft.as_of = draft.as_of.max(source.as_of);
        let tests = systems
            .entry(test.system.trim().to_lowercase())
            .or_default();
        tests.push((source, test));
    }
    for tests in systems.values_mut() {
        tests.sort_by_key(|(s, t)| (s.name, t.at.row));
    }
    for period in &periods(audit, &mut draft) {
        let mut worst: Option<PeriodFound> = None;
        for (name, tests) in &systems {
            let shown = look(audit, period, tests, draft.as_of);
            worst = Some(worse(worst, period, &shown));
            note(name, period, tests, shown, &mut draft);
        }
        draft.periods.extend(worst);
    }
    slow(audit, &mut draft);
    draft.limit("Systems that stand in no row are not in the population; compare the file with the list of systems that hold data.");
    Some(draft)
}

/// The periods of the control; where it has none, the days of the cadence that end with the window.
fn periods(audit: &Audit<'_>, draft: &mut Draft<'_>) -> Vec<DuePeriod> {
    let due = due_periods(audit.terms, ID);
    if !due.is_empty() {
        return due.to_vec();
    }
    let cadence = audit.terms.policy_or("restore-cadence-days", 365);
    let end = audit.terms.window_end;
    let start = end.plus_days(1 - i64::from(cadence.value));
    draft.parameters.push(cadence);
    vec![DuePeriod {
        id: format!("days-to-{end}"),
        label: format!("days to {end}"),
        start,
        end,
        due: end,
    }]
}

/// What the files show of one system in one period.
///
/// * `newest`: the day of the newest file with restores, where one has a day.
fn look<'a>(
    audit: &Audit<'a>,
    period: &DuePeriod,
    tests: &[Test<'a>],
    newest: Option<Date>,
) -> Shown<'a> {
    let dated = |(s, t): &Test<'a>| Some(((*s, *t), days(audit, t.started)?));
    let to_come = |(s, t): &&Test<'a>| audit.is_to_come(*s, t.started);
    let done = tests.iter().filter(|test| !to_come(test));
    let mut inside: Vec<(Test<'a>, (Date, Date))> = done.filter_map(dated).collect();
    inside.sort_by_key(|(_, days)| *days);
    let of_period: Vec<_> = inside
        .iter()
        .filter(|(_, days)| period.start <= days.0 && days.1 <= period.due)
        .collect();
    let shown = |state, done, text: &str, test| Shown {
        state,
        done,
        text: text.to_owned(),
        test,
    };
    let good = of_period.iter().find(|((_, t), _)| {
        t.succeeded == Flag::Yes && t.validated == Flag::Yes && reason(audit, t).is_none()
    });
    if let Some((test, days)) = good {
        return shown(PeriodState::OnTime, Some(days.0), "", Some(*test));
    }
    let half = of_period.iter().find(|((_, t), _)| t.succeeded != Flag::No);
    if let Some((test, _)) = half {
        let text = reason(audit, test.1).unwrap_or("A restore worked; whether the data that came back was checked is not said, and a record of that check would decide.");
        return shown(PeriodState::Undecided, None, text, Some(*test));
    }
    let late = inside.iter().find(|((_, t), days)| {
        days.0 > period.due && t.succeeded == Flag::Yes && t.validated == Flag::Yes
    });
    if let Some((test, days)) = late {
        return shown(
            PeriodState::Late,
            Some(days.0),
            "restored only after the period and its days of grace",
            Some(*test),
        );
    }
    if let Some((test, _)) = of_period.last() {
        return shown(
            PeriodState::Missed,
            None,
            "no restore in the period worked",
            Some(*test),
        );
    }
    if inside
        .iter()
        .any(|(_, days)| days.0 <= period.due && period.start <= days.1)
    {
        return shown(
            PeriodState::Undecided,
            None,
            "Whether the restore was in the period depends on the time zone; the company's zone would decide.",
            inside.last().map(|(test, _)| *test),
        );
    }
    let undated = tests
        .iter()
        .find(|(_, t)| days(audit, t.started).is_none() && !is_blank(t.started));
    if let Some(test) = undated {
        return shown(
            PeriodState::Undecided,
            None,
            "The day of the restore cannot be read; its record would decide.",
            Some(*test),
        );
    }
    if let Some(test) = tests.iter().find(to_come) {
        return shown(
            PeriodState::Undecided,
            None,
            "The restore is dated after the day of the file, so it has not been done; its record would decide.",
            Some(*test),
        );
    }
    // A file can tell of the period only where it was made after it, and a newer one tells of what it leaves out.
    let own = tests.iter().map(|(s, _)| audit.latest(*s)).max();
    let latest = own.max(newest);
    if latest.is_some_and(|day| day < period.due.min(period.end)) {
        return shown(
            PeriodState::Undecided,
            None,
            "The period was not over on the day of the file; a restore until its end, in a later file, would decide.",
            tests.last().copied(),
        );
    }
    let before = inside.iter().rev().find(|(_, days)| days.1 < period.start);
    match before {
        Some((test, _)) => shown(
            PeriodState::Missed,
            None,
            "last restored before the period",
            Some(*test),
        ),
        None => shown(
            PeriodState::Missed,
            None,
            "no restore is recorded",
            tests.first().copied(),
        ),
    }
}

/// Why a restore that worked does not count yet.
fn reason(audit: &Audit<'_>, test: &RestoreTest) -> Option<&'static str> {
    if test.succeeded != Flag::Yes {
        return Some("Whether the restore worked is not said; its record would decide.");
    }
    let before = |first, then| {
        let (Some(first), Some(then)) = (audit.span(first), audit.span(then)) else {
            return false;
        };
        then.1 < first.0
    };
    if before(test.started, test.ended) {
        return Some(
            "The restore ended before it began, which cannot be; its record would decide.",
        );
    }
    if before(test.recovery_point, test.started) {
        return Some(
            "The backup is younger than the restore of it, which cannot be; its record would decide.",
        );
    }
    (test.validated == Flag::No)
        .then_some("A restore worked, and its data was not checked or the check did not go well; a record of a later check would decide.")
}

/// What holds of the period as a whole: the worst of its systems; the last day of them where all were in time.
fn worse(known: Option<PeriodFound>, period: &DuePeriod, shown: &Shown<'_>) -> PeriodFound {
    let weight = |state: PeriodState| match state {
        PeriodState::OnTime => 0,
        PeriodState::Undecided => 1,
        PeriodState::Late => 2,
        PeriodState::Missed => 3,
    };
    let new = PeriodFound {
        period: period.id.clone(),
        state: shown.state,
        done: shown.done,
    };
    match known {
        None => new,
        Some(old) if weight(old.state) > weight(new.state) => old,
        Some(old) if weight(old.state) == weight(new.state) => PeriodFound {
            done: old.done.max(new.done),
            ..old
        },
        Some(_) => new,
    }
}

fn note<'a>(
    name: &str,
    period: &DuePeriod,
    tests: &[Test<'a>],
    shown: Shown<'a>,
    draft: &mut Draft<'a>,
) {
    let own = |test: &Test<'a>| test.0.file == draft.file;
    let row = shown.test.filter(own).map_or(0, |(_, t)| t.at.row);
    let item = Item::named(row, None, format!("{name} {}", period.id));
    let found = match shown.test.or(tests.first().copied()) {
        Some((source, test)) => Found {
            row,
            ..found(source.file, &test.at, shown.text.clone())
        },
        None => absent(shown.text.clone()),
    };
    // Every failed restore of the period is looked at, not the last alone.
    let others = tests.iter().filter(|(s, t)| {
        let days = t.started.time;
        shown.state == PeriodState::Missed
            && t.at.row != row
            && s.file == draft.file
            && days != crate::evidence::decode::times::Time::Nothing
    });
    let mut found = found;
    found.cites.extend(others.map(|(s, t)| Cite::Record {
        file: s.file,
        at: &t.at,
    }));
    match shown.state {
        PeriodState::OnTime => draft.in_order(item),
        PeriodState::Undecided => draft.open(item, found),
        PeriodState::Late | PeriodState::Missed => draft.deviates(item, found),
    }
}

/// Restores that took longer than the register says they may: they count, and it is said.
fn slow<'a>(audit: &Audit<'a>, draft: &mut Draft<'a>) {
    let tests = audit.sources().flat_map(|s| &s.records.restores);
    let over = tests.filter(|test| {
        let (Some(start), Some(end)) = (audit.span(test.started), audit.span(test.ended)) else {
            return false;
        };
        // Both move together where the zone is not known.
        let minutes = (end.0 - start.0) / 60_000;
        test.target_minutes
            .is_some_and(|target| minutes > i64::from(target))
    });
    let count = over.count();
    if count > 0 {
        draft.limit(format!(
            "Restores that took longer than their target, counted and not judged: {count}."
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tried::{counts, paper};
    use super::*;

    #[test]
    fn a_system_that_the_newer_register_leaves_out_is_missed() {
        let header = "System,Started,Ended,Result,Recovery point,Validated,Owner,Target minutes\n";
        let old = format!("{header}db,2025-06-01,2025-06-01,Success,2025-05-31,Yes,it,60\n");
        let new = format!("{header}web,2026-09-01,2026-09-01,Success,2026-08-31,Yes,it,60\n");
        // The period ends on 31 October.
        let alone = paper("restore-test", &[("2026-06-01", &old)]);
        assert_eq!(counts(&alone), (0, 0, 1, 0));
        for files in [
            [("2026-06-01", old.as_str()), ("2026-11-05", new.as_str())],
            [("2026-11-05", new.as_str()), ("2026-06-01", old.as_str())],
        ] {
            let both = paper("restore-test", &files);
            assert_eq!(counts(&both), (2, 1, 0, 0), "{both:?}");
            assert_eq!(both.periods[0].state, PeriodState::Missed);
        }
        // A newer register that was made before the end of the period says nothing of it.
        let early = paper(
            "restore-test",
            &[("2026-06-01", &old), ("2026-10-05", &new)],
        );
        assert_eq!(counts(&early), (1, 0, 1, 0));
        // A file without a day is judged on that of the assessment.
        let none = paper("restore-test", &[("", &old), ("2026-10-05", &new)]);
        assert_eq!(counts(&none), (2, 1, 0, 0));
    }

    #[test]
    fn the_worst_system_stands_for_the_period() {
        let day: Date = "2026-05-01".parse().unwrap();
        let period = DuePeriod {
            id: "p".to_owned(),
            label: String::new(),
            start: day,
            end: day,
            due: day,
        };
        let shown = |state, done| Shown {
            state,
            done,
            text: String::new(),
            test: None,
        };
        let first = worse(None, &period, &shown(PeriodState::OnTime, Some(day)));
        let later = worse(
            Some(first),
            &period,
            &shown(PeriodState::OnTime, Some(day.plus_days(2))),
        );
        assert_eq!(later.done, Some(day.plus_days(2)));
        let open = worse(Some(later), &period, &shown(PeriodState::Undecided, None));
        let missed = worse(Some(open), &period, &shown(PeriodState::Missed, None));
        let still = worse(Some(missed), &period, &shown(PeriodState::Late, Some(day)));
        assert_eq!((still.state, still.done), (PeriodState::Missed, None));
    }
}
