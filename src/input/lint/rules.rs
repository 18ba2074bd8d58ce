//! Red flags and contradictions: what they name exists, and what they count stands before them.

use std::collections::BTreeSet;

use super::{ids, known, problem, text};
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
    let check = |at: &str, named: &[String], test: &Test| -> Vec<Problem> {
        let mut problems = Vec::new();
        for (i, id) in named.iter().enumerate() {
            let at = format!("{at}/controls/{i}");
            let known = known(at, Code::UnknownControl, "a control", id, controls.clone());
            problems.extend(known);
        }
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
        problems.extend(check(&at, &flag.controls, &flag.when));
        problems.extend(text(format!("{at}/found"), "what is found", &flag.found));
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
        problems.extend(check(&at, &rule.controls, &rule.when));
        problems.extend(text(format!("{at}/found"), "what disagrees", &rule.found));
        for id in rule.when.flags_named() {
            if !flags.iter().any(|f| f.id == id) {
                let message = format!("`{}` is not a red flag", shown(id));
                problems.push(problem(format!("{at}/when"), Code::Dangling, message));
            }
        }
    }
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
    let levels = [
        test.claimed_at_most,
        test.claimed_at_least,
        test.rung_at_least,
        test.supported_at_most,
    ];
    if let Some(level) = levels.into_iter().flatten().find(|l| *l > 5) {
        let message = format!("levels are 0 to 5; found {level}");
        problems.push(problem(at, Code::OutOfRange, message));
    }
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
