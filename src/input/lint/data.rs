//! Contradictions by what files show: each can hold, tells figures that it has, and every red flag has one.

use std::collections::BTreeSet;

use super::{known, problem};
use crate::error::{Code, Problem, shown};
use crate::evidence::PROCEDURES;
use crate::input::catalogue::CatalogueFile;
use crate::input::control::{Control, Kind};
use crate::input::rules::{ContradictionRule, Shown};

/// Longest time before an assessment that a rule may speak of, in days (J): a year.
const LONGEST_DAYS: u32 = 366;

pub(super) fn against(file: &CatalogueFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let flags: BTreeSet<&str> = file.red_flags.iter().map(|f| f.id.as_str()).collect();
    let controls = file.controls.iter().flat_map(|d| &d.controls);
    let controls: Vec<&Control> = controls.collect();
    let mut spoken_of: BTreeSet<&str> = BTreeSet::new();
    for (i, rule) in file.contradictions.iter().enumerate() {
        let at = format!("/catalogue/contradictions/{i}");
        for (j, id) in rule.against.iter().enumerate() {
            let at = format!("{at}/against/{j}");
            let known = known(at, Code::Dangling, "a red flag", id, flags.clone());
            problems.extend(known);
        }
        match &rule.shown {
            Some(shown) => {
                spoken_of.extend(rule.against.iter().map(String::as_str));
                problems.extend(meaning(&at, rule, shown, &controls));
            }
            None if rule.when.is_none() => {
                let message = "neither `when` nor `shown` says when it is raised";
                problems.push(problem(&at, Code::MissingText, message));
            }
            None if !rule.against.is_empty() => {
                let message = "it is against red flags, and `shown` does not say what files show";
                problems.push(problem(format!("{at}/against"), Code::MissingText, message));
            }
            None => {}
        }
    }
    for (i, flag) in file.red_flags.iter().enumerate() {
        if !spoken_of.contains(flag.id.as_str()) {
            let at = format!("/catalogue/redFlags/{i}/id");
            let message = format!(
                "no contradiction with `shown` is against the red flag `{}`: nothing on file could speak against the \
                 answer that keeps it down",
                shown(&flag.id)
            );
            let help = "Name it in `against` of a contradiction that says what files would show.";
            problems.push(problem(at, Code::Dangling, message).help(help));
        }
    }
    problems
}

/// One thing is looked for, of controls that can show it, and against an answer; the sentence has its figures.
fn meaning(
    at: &str,
    rule: &ContradictionRule,
    test: &Shown,
    controls: &[&Control],
) -> Vec<Problem> {
    let at = format!("{at}/shown");
    let mut problems = bounds(&at, rule, test);
    let mut wrong = |place: &str, message: String| {
        problems.push(problem(format!("{at}{place}"), Code::MissingText, message));
    };
    let looks_for = test.looks_for();
    let [(key, figures)] = looks_for.as_slice() else {
        let message = format!("found {} things to look for; allowed: 1", looks_for.len());
        wrong("", message);
        return problems;
    };
    if rule.when.is_none() && test.claimed_at_least.is_none() {
        let message = "neither `when` nor `claimedAtLeast` says against which answer it speaks";
        wrong("", message.to_owned());
    }
    if test.same_domain && test.at_least.is_none() {
        let message = "`sameDomain` goes with `atLeast`: one control is always of one domain";
        wrong("/sameDomain", message.to_owned());
    }
    let by_procedure = matches!(*key, "openAtLeast" | "beyondCount");
    let counted = matches!(*key, "deviationsAtLeast" | "conformingBelowPercent");
    if by_procedure == test.procedures.is_empty() && !counted {
        let needs = if by_procedure {
            "needs"
        } else {
            "is not about"
        };
        wrong("", format!("`{key}` {needs} `procedures`"));
    }
    for (i, id) in test.procedures.iter().enumerate() {
        let all: BTreeSet<&str> = PROCEDURES.iter().copied().collect();
        let place = format!("{at}/procedures/{i}");
        problems.extend(known(place, Code::Dangling, "a procedure", id, all));
    }
    for id in &rule.controls {
        let control = controls.iter().find(|c| c.id == *id);
        if control.is_some_and(|c| !can_show(key, c.kind)) {
            let message = format!("`{key}` says nothing about `{}`, by its kind", shown(id));
            problems.push(problem(&at, Code::Unreachable, message));
        }
    }
    for name in rule.names() {
        if name != "controls" && !figures.contains(&name) {
            let message = format!(
                "`{{{}}}` is no figure of `{key}`; allowed: controls, {}",
                shown(name),
                figures.join(", ")
            );
            problems.push(problem(
                at.replace("/shown", "/found"),
                Code::Dangling,
                message,
            ));
        }
    }
    problems
}

/// Whether such a control can show what is looked for.
fn can_show(key: &str, kind: Kind) -> bool {
    match key {
        "missingAtLeast" | "oneFileForPeriods" => kind == Kind::Periodic,
        "overdue" => matches!(kind, Kind::Periodic | Kind::Configuration),
        "allWithinDays" => matches!(kind, Kind::Periodic | Kind::Occurrence),
        "beyondCount" => kind == Kind::Occurrence,
        _ => true,
    }
}

fn bounds(at: &str, rule: &ContradictionRule, test: &Shown) -> Vec<Problem> {
    let most = match rule.controls.len() {
        0 => u32::MAX,
        n => u32::try_from(n).unwrap_or(u32::MAX),
    };
    let claimed = test.claimed_at_least.map(u32::from);
    let figures = [
        ("claimedAtLeast", claimed, 1, 5),
        ("atLeast", test.at_least, 2, most),
        ("deviationsAtLeast", test.deviations_at_least, 1, u32::MAX),
        (
            "conformingBelowPercent",
            test.conforming_below_percent,
            1,
            100,
        ),
        ("openAtLeast", test.open_at_least, 1, u32::MAX),
        ("missingAtLeast", test.missing_at_least, 1, u32::MAX),
        ("allWithinDays", test.all_within_days, 1, LONGEST_DAYS),
        ("oneFileForPeriods", test.one_file_for_periods, 2, u32::MAX),
        ("beyondCount", test.beyond_count, 1, u32::MAX),
    ];
    let outside = figures.into_iter().filter_map(|(key, found, low, high)| {
        let found = found.filter(|f| !(low..=high).contains(f))?;
        let message = match high {
            u32::MAX => format!("found {found}; allowed: {low} or more"),
            high => format!("found {found}; allowed: {low} to {high}"),
        };
        Some(problem(format!("{at}/{key}"), Code::OutOfRange, message))
    });
    outside.collect()
}
