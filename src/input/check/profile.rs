//! The company and the examination: names that exist, figures in range, dates in order.

use super::{known, out_of_range, problem, twice};
use crate::date::Date;
use crate::error::{Code, Problem, shown};
use crate::input::answers::{AssessmentFile, Window};
use crate::input::content::Content;
use crate::input::control::Kind;

/// Years in which an examination can lie: far enough from both ends of the calendar for every period.
const YEARS: std::ops::RangeInclusive<i64> = 1970..=2200;
/// Longest window, in days: an examination covers at most a little over a year;
/// two leave room for unusual ones, and anything longer is a slip of the pen.
const LONGEST_WINDOW: i64 = 731;
/// Largest headcount and stated population; larger ones are slips.
const LARGEST_COUNT: u32 = 10_000_000;

/// Whether a window has at least one day, is not too long, and lies in the years that can be.
pub(in crate::input) fn window_is_usable(window: Window) -> bool {
    let days = window.end.days_after(window.start) + 1;
    let in_years = |day: Date| YEARS.contains(&day.parts().0);
    (1..=LONGEST_WINDOW).contains(&days) && in_years(window.start) && in_years(window.end)
}

pub(super) fn profile(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let profile = &file.profile;
    let catalogue = &content.catalogue;
    let mut found = Vec::new();
    if !(1..=2).contains(&profile.report_type) {
        let message = format!("found type {}; allowed: 1 and 2", profile.report_type);
        found.push(problem("/profile/type", Code::OutOfRange, message));
    }
    let names = catalogue.framework.categories.iter().map(|c| c.id.as_str());
    for (i, category) in profile.categories.iter().enumerate() {
        let at = format!("/profile/categories/{i}");
        found.extend(known(
            at,
            Code::UnknownName,
            "a category",
            category,
            names.clone(),
        ));
    }
    for always in catalogue.framework.categories.iter().filter(|c| c.always) {
        if !profile.categories.contains(&always.id) {
            let message = format!(
                "the category `{}` is missing; every examination has it",
                always.id
            );
            found.push(
                problem("/profile/categories", Code::UnknownName, message)
                    .help(format!("Add \"{}\" to the list.", always.id)),
            );
        }
    }
    found.extend(
        profile
            .headcount
            .and_then(|n| out_of_range("/profile/headcount", n, 1, LARGEST_COUNT)),
    );
    let window = profile.window;
    let days = window.end.days_after(window.start) + 1;
    for (at, day) in [
        ("/profile/window/start", window.start),
        ("/profile/window/end", window.end),
        ("/asOf", file.as_of),
    ] {
        let (year, _, _) = day.parts();
        if !YEARS.contains(&year) {
            let message = format!(
                "found the year {year}; allowed: {} to {}",
                YEARS.start(),
                YEARS.end()
            );
            found.push(problem(at, Code::DateOrder, message));
        }
    }
    if days < 1 {
        let message = format!(
            "the window ends on {} before it starts on {}",
            window.end, window.start
        );
        found.push(problem("/profile/window/end", Code::DateOrder, message));
    } else if days > LONGEST_WINDOW {
        let message = format!("the window has {days} days; allowed: 1 to {LONGEST_WINDOW}");
        found.push(problem("/profile/window/end", Code::DateOrder, message));
    }
    let policies = catalogue.sampling_policies.iter().map(|p| p.id.as_str());
    let at = "/profile/samplingPolicy".to_owned();
    found.extend(known(
        at,
        Code::UnknownName,
        "a sampling policy",
        &profile.sampling_policy,
        policies,
    ));
    for (i, value) in profile.policies.iter().enumerate() {
        let ids = catalogue.policy_values.iter().map(|p| p.id.as_str());
        let at = format!("/profile/policies/{i}");
        match catalogue.policy_value(&value.id) {
            Some(p) => found.extend(out_of_range(
                format!("{at}/value"),
                value.value,
                p.min,
                p.max,
            )),
            None => found.extend(known(
                format!("{at}/id"),
                Code::UnknownName,
                "a policy value",
                &value.id,
                ids,
            )),
        }
    }
    found.extend(twice(
        "/profile/policies",
        "id",
        "the policy value",
        profile.policies.iter().map(|p| p.id.as_str()),
    ));
    found.extend(twice(
        "/profile/systems",
        "id",
        "the system",
        profile.systems.iter().map(|s| s.id.as_str()),
    ));
    for (i, stated) in profile.populations.iter().enumerate() {
        let ids = catalogue.populations.iter().map(|p| p.id.as_str());
        let at = format!("/profile/populations/{i}");
        found.extend(known(
            format!("{at}/id"),
            Code::UnknownName,
            "a population",
            &stated.id,
            ids,
        ));
        found.extend(out_of_range(
            format!("{at}/count"),
            stated.count,
            0,
            LARGEST_COUNT,
        ));
    }
    found.extend(twice(
        "/profile/populations",
        "id",
        "the population",
        profile.populations.iter().map(|p| p.id.as_str()),
    ));
    found.extend(facts(file, content));
    found.extend(cadences(file, content));
    found.extend(owners(file, content));
    found
}

/// Scoping facts: known, with values that exist, one where one is allowed.
fn facts(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let stated = &file.profile.facts;
    let catalogue = &content.catalogue;
    let mut found = Vec::new();
    for (i, stated) in stated.iter().enumerate() {
        let at = format!("/profile/facts/{i}");
        let Some(fact) = catalogue.fact(&stated.fact) else {
            let names = catalogue.scoping.iter().map(|f| f.id.as_str());
            let at = format!("{at}/fact");
            found.extend(known(
                at,
                Code::UnknownName,
                "a scoping fact",
                &stated.fact,
                names,
            ));
            continue;
        };
        let what = format!("a value of `{}`", fact.id);
        for (j, value) in stated.values.iter().enumerate() {
            let values = fact.options.iter().map(|o| o.id.as_str());
            let at = format!("{at}/values/{j}");
            found.extend(known(at, Code::UnknownName, &what, value, values));
        }
        if !fact.several && stated.values.len() != 1 {
            let message = format!(
                "found {} values of `{}`; exactly one is allowed",
                stated.values.len(),
                fact.id
            );
            found.push(
                problem(format!("{at}/values"), Code::UnclearAnswer, message)
                    .help("Leave the fact out if nobody knows it: then it hides nothing."),
            );
        }
    }
    let names = stated.iter().map(|f| f.fact.as_str());
    found.extend(twice("/profile/facts", "fact", "the fact", names));
    found
}

/// The problem of an id that no control has or had.
fn unknown_control(content: &Content, at: String, found: &str) -> Option<Problem> {
    let catalogue = &content.catalogue;
    // What the catalogue once had is kept, and counts nowhere.
    if catalogue.retired.iter().any(|r| r.id == found) {
        return None;
    }
    let names = catalogue.controls.iter().map(|(_, c)| c.id.as_str());
    known(at, Code::UnknownControl, "a control", found, names)
}

/// Owners: of controls that exist, one for each, and named.
fn owners(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let stated = &file.profile.owners;
    let mut found = Vec::new();
    for (i, stated) in stated.iter().enumerate() {
        let at = |key: &str| format!("/profile/owners/{i}/{key}");
        if content.catalogue.control(&stated.control).is_none() {
            found.extend(unknown_control(content, at("control"), &stated.control));
        }
        if stated.owner.trim().is_empty() {
            let message = "an owner has a name or a role; found an empty text".to_owned();
            found.push(problem(at("owner"), Code::MissingText, message));
        }
    }
    let names = stated.iter().map(|o| o.control.as_str());
    found.extend(twice("/profile/owners", "control", "the owner of", names));
    found
}

/// Cadences: of periodic controls only.
fn cadences(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let stated = &file.profile.cadences;
    let catalogue = &content.catalogue;
    let mut found = Vec::new();
    for (i, stated) in stated.iter().enumerate() {
        let at = format!("/profile/cadences/{i}/control");
        match catalogue.control(&stated.control) {
            // What the catalogue once had is kept, and counts nowhere.
            None => found.extend(unknown_control(content, at, &stated.control)),
            Some(control) if control.kind != Kind::Periodic => {
                let message = format!(
                    "`{}` is no periodic control; it happens for each {}",
                    shown(&control.id),
                    control.kind.as_str()
                );
                found.push(problem(at, Code::KindMismatch, message));
            }
            Some(_) => {}
        }
    }
    let names = stated.iter().map(|c| c.control.as_str());
    found.extend(twice(
        "/profile/cadences",
        "control",
        "the cadence of",
        names,
    ));
    found
}
