//! Red flags and contradictions: what they name exists, and what they count stands before them.

use std::collections::BTreeSet;

use super::{data, figures, ids, known, problem, text};
use crate::error::{Code, Problem, shown};
use crate::input::catalogue::CatalogueFile;
use crate::input::rules::Test;

pub(super) fn rules(file: &CatalogueFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let controls: BTreeSet<&str> = file
        .controls
        .iter()
        .flat_map(|d| d.controls.iter().map(|c| c.id.as_str()))
        .collect();
    let check = |at: &str, named: &[String], test: Option<&Test>| -> Vec<Problem> {
        let mut problems = Vec::new();
        for (i, id) in named.iter().enumerate() {
            let at = format!("{at}/controls/{i}");
            let known = known(at, Code::UnknownControl, "a control", id, controls.clone());
            problems.extend(known);
        }
        let Some(test) = test else {
            return problems;
        };
        for id in test.controls() {
            let at = format!("{at}/when");
            let known = known(at, Code::UnknownControl, "a control", id, controls.clone());
            problems.extend(known);
        }
        problems.extend(meaning(&format!("{at}/when"), test));
        problems
    };
    let flags = &file.red_flags;
    let names = flags.iter().map(|f| f.id.as_str());
    problems.extend(ids("/catalogue/redFlags", "the red flag", names, &[]));
    for (i, flag) in flags.iter().enumerate() {
        let at = format!("/catalogue/redFlags/{i}");
        problems.extend(check(&at, &flag.controls, Some(&flag.when)));
        problems.extend(text(format!("{at}/found"), "what is found", &flag.found));
        problems.extend(figures::lead(&at, flag.lead_weeks));
        problems.extend(figures::named(&at, "keep", &flag.keep));
        for id in flag.when.flags_named() {
            if !flags.iter().take(i).any(|f| f.id == id) {
                let message = format!(
                    "`{}` is not a red flag that stands before this one",
                    shown(id)
                );
                problems.push(problem(format!("{at}/when"), Code::Dangling, message));
            }
        }
    }
    let found = &file.contradictions;
    let names = found.iter().map(|f| f.id.as_str());
    problems.extend(ids(
        "/catalogue/contradictions",
        "the contradiction",
        names,
        &[],
    ));
    for (i, rule) in found.iter().enumerate() {
        let at = format!("/catalogue/contradictions/{i}");
        problems.extend(check(&at, &rule.controls, rule.when.as_ref()));
        problems.extend(text(format!("{at}/found"), "what disagrees", &rule.found));
        for id in rule.when.iter().flat_map(Test::flags_named) {
            if !flags.iter().any(|f| f.id == id) {
                let message = format!("`{}` is not a red flag", shown(id));
                problems.push(problem(format!("{at}/when"), Code::Dangling, message));
            }
        }
    }
    problems.extend(data::against(file));
    problems
}

/// A test says something, its keys belong together, and its levels exist.
fn meaning(at: &str, test: &Test) -> Vec<Problem> {
    let mut problems = Vec::new();
    let about_control = test.claimed_at_most.is_some()
        || test.claimed_at_least.is_some()
        || test.rung_at_least.is_some()
        || test.supported_at_most.is_some()
        || test.unknown.is_some()
        || test.deviations_at_least.is_some()
        || test.late_at_least.is_some()
        || test.missed_at_least.is_some()
        || test.conforming_below_percent.is_some();
    if about_control != test.control.is_some() {
        let message = match test.control {
            Some(_) => "a control is named, and nothing is asked about it",
            None => "something is asked of a control, and no control is named",
        };
        problems.push(problem(at, Code::MissingText, message));
    }
    if *test == Test::default() {
        problems.push(problem(at, Code::MissingText, "the test is empty"));
    }
    problems.extend(bounds(at, test));
    let parts = [
        ("all", test.all.as_ref()),
        ("any", test.any.as_ref()),
        ("atLeast/of", test.at_least.as_ref().map(|a| &a.of)),
    ];
    for (key, list) in parts {
        for (i, part) in list.into_iter().flatten().enumerate() {
            problems.extend(meaning(&format!("{at}/{key}/{i}"), part));
        }
    }
    problems
}

/// Longest time before the end of the window that a test may speak of, in days (J): ten years.
const LONGEST_DAYS: u32 = 3660;

/// Bounds that can hold, that say something, and that do not exclude each other.
fn bounds(at: &str, test: &Test) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut range = |key: &str, value: Option<u32>, low: u32, high: u32| {
        let Some(found) = value.filter(|v| !(low..=high).contains(v)) else {
            return;
        };
        let message = if high == u32::MAX {
            format!("found {found}; allowed: {low} or more")
        } else {
            format!("found {found}; allowed: {low} to {high}")
        };
        problems.push(problem(format!("{at}/{key}"), Code::OutOfRange, message));
    };
    range("claimedAtMost", test.claimed_at_most.map(u32::from), 0, 5);
    range("claimedAtLeast", test.claimed_at_least.map(u32::from), 1, 5);
    range("rungAtLeast", test.rung_at_least.map(u32::from), 1, 5);
    range(
        "supportedAtMost",
        test.supported_at_most.map(u32::from),
        0,
        5,
    );
    range("deviationsAtLeast", test.deviations_at_least, 1, u32::MAX);
    range("lateAtLeast", test.late_at_least, 1, u32::MAX);
    range("missedAtLeast", test.missed_at_least, 1, u32::MAX);
    range(
        "conformingBelowPercent",
        test.conforming_below_percent,
        1,
        100,
    );
    range(
        "windowEndsWithinDays",
        test.window_ends_within_days,
        0,
        LONGEST_DAYS,
    );
    if let Some(same) = test.same_domain {
        range("sameDomain/count", Some(same.count), 1, u32::MAX);
        let level = u32::from(same.claimed_at_most);
        range("sameDomain/claimedAtMost", Some(level), 0, 5);
    }
    let several = test.at_least.as_ref();
    let counted = [
        ("atLeast", several.map(|a| (a.count, a.of.len()))),
        ("flags", test.flags.as_ref().map(|f| (f.count, f.of.len()))),
    ];
    for (key, found) in counted {
        if let Some((count, given @ 1..)) = found {
            let most = u32::try_from(given).unwrap_or(u32::MAX);
            range(&format!("{key}/count"), Some(count), 1, most);
        }
    }
    let lists = [
        ("all", test.all.as_ref().map(Vec::len)),
        ("any", test.any.as_ref().map(Vec::len)),
        ("atLeast/of", several.map(|a| a.of.len())),
        ("flags/of", test.flags.as_ref().map(|f| f.of.len())),
    ];
    for (key, _) in lists.iter().filter(|(_, length)| *length == Some(0)) {
        let message = "the list is empty: nothing is tested";
        problems.push(problem(format!("{at}/{key}"), Code::MissingText, message));
    }
    if let (Some(most), Some(least)) = (test.claimed_at_most, test.claimed_at_least)
        && most < least
    {
        let message = format!("at most {most} and at least {least} cannot hold together");
        let at = format!("{at}/claimedAtMost");
        problems.push(problem(at, Code::Unreachable, message));
    }
    problems
}
