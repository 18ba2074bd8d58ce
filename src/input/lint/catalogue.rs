//! The catalogue: ids, references, and figures in their ranges.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{at_most, conditions, cycle, figures, ids, known, problem, rules, text, version};
use crate::error::{Code, Problem, shown};
use crate::input::catalogue::CatalogueFile;
use crate::input::control::{CORE, Control, Kind};
use crate::input::framework::Words;
use crate::input::policy::Priors;

/// Most words in the label of a criterion: a reminder, not its text.
const LABEL_WORDS: usize = 12;
/// Most controls of a catalogue (J): the library has 122, and the forecast weighs each against the others.
const MOST_CONTROLS: usize = 1000;

/// Every problem of a catalogue, with places in the compiled document.
#[must_use]
pub fn catalogue(file: &CatalogueFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(version(
        "/catalogue/framework/version",
        &file.framework.version,
    ));
    problems.extend(words(&file.framework.words));
    problems.extend(lists(file));
    for (i, criterion) in file.criteria.iter().enumerate() {
        let at = format!("/catalogue/criteria/{i}");
        let names = file.framework.categories.iter().map(|c| c.id.as_str());
        let place = format!("{at}/category");
        problems.extend(known(
            place,
            Code::UnknownName,
            "a category",
            &criterion.category,
            names,
        ));
        let words = criterion.label.split_whitespace().count();
        if words > LABEL_WORDS {
            let message = format!("the label has {words} words; allowed: {LABEL_WORDS}");
            problems.push(problem(format!("{at}/label"), Code::CriteriaProse, message));
        }
    }
    for (i, fact) in file.scoping.iter().enumerate() {
        let at = format!("/catalogue/scoping/{i}");
        let names = fact.options.iter().map(|o| o.id.as_str());
        problems.extend(ids(&format!("{at}/options"), "the value", names, &[]));
        problems.extend(conditions(&at, &fact.when, &file.scoping));
    }
    let facts: BTreeMap<&str, Vec<&str>> = file
        .scoping
        .iter()
        .map(|f| {
            (
                f.id.as_str(),
                f.when.iter().map(|c| c.fact.as_str()).collect(),
            )
        })
        .collect();
    let place = |id: &str| {
        let found = file.scoping.iter().position(|f| f.id == id);
        found.map_or_else(
            || "/catalogue/scoping".to_owned(),
            |i| format!("/catalogue/scoping/{i}/when"),
        )
    };
    problems.extend(cycle(place, "scoping facts wait for each other", &facts));
    let criteria: BTreeSet<&str> = file.criteria.iter().map(|c| c.id.as_str()).collect();
    let all: BTreeSet<&str> = controls(file).map(|(_, c)| c.id.as_str()).collect();
    let count = controls(file).count();
    problems.extend(at_most(
        "/catalogue/controls",
        "controls",
        count,
        MOST_CONTROLS,
    ));
    for (at, found) in controls(file) {
        problems.extend(control(&at, found, file, &criteria, &all));
    }
    let fixes: BTreeMap<&str, Vec<&str>> = controls(file)
        .map(|(_, c)| {
            (
                c.id.as_str(),
                c.depends_on.iter().map(String::as_str).collect(),
            )
        })
        .collect();
    let place = |id: &str| {
        let found = controls(file).find(|(_, c)| c.id == id);
        found.map_or_else(
            || "/catalogue/controls".to_owned(),
            |(at, _)| format!("{at}/dependsOn"),
        )
    };
    problems.extend(cycle(place, "fixes depend on each other", &fixes));
    problems.extend(figures::figures(file));
    problems.extend(priors(&file.priors));
    problems.extend(rules::rules(file));
    problems
}

/// The framework's own words: the report has a gap where one is empty.
fn words(words: &Words) -> Vec<Problem> {
    let Ok(Value::Object(words)) = serde_json::to_value(words) else {
        return Vec::new();
    };
    words
        .iter()
        .filter_map(|(key, word)| {
            let at = format!("/catalogue/framework/words/{key}");
            text(at, &format!("`{key}`"), word.as_str().unwrap_or_default())
        })
        .collect()
}

/// Every control with its place.
fn controls(file: &CatalogueFile) -> impl Iterator<Item = (String, &Control)> {
    file.controls.iter().enumerate().flat_map(|(i, d)| {
        let at = format!("/catalogue/controls/{i}/controls");
        d.controls
            .iter()
            .enumerate()
            .map(move |(j, c)| (format!("{at}/{j}"), c))
    })
}

fn lists(file: &CatalogueFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut list = |key: &str, what: &str, names: Vec<&str>| {
        problems.extend(ids(&format!("/catalogue/{key}"), what, names, &[]));
    };
    let categories = &file.framework.categories;
    list(
        "framework/categories",
        "the category",
        categories.iter().map(|c| c.id.as_str()).collect(),
    );
    list(
        "criteria",
        "the criterion",
        file.criteria.iter().map(|c| c.id.as_str()).collect(),
    );
    list(
        "domains",
        "the domain",
        file.domains.iter().map(|d| d.id.as_str()).collect(),
    );
    list(
        "scoping",
        "the fact",
        file.scoping.iter().map(|f| f.id.as_str()).collect(),
    );
    list(
        "populations",
        "the population",
        file.populations.iter().map(|p| p.id.as_str()).collect(),
    );
    list(
        "samplingPolicies",
        "the policy",
        file.sampling_policies
            .iter()
            .map(|p| p.id.as_str())
            .collect(),
    );
    list(
        "policyValues",
        "the value",
        file.policy_values.iter().map(|p| p.id.as_str()).collect(),
    );
    if file.sampling_policies.is_empty() {
        let message = "there is no sampling policy; a forecast needs one";
        problems.push(problem(
            "/catalogue/samplingPolicies",
            Code::MissingText,
            message,
        ));
    }
    let mut seen = BTreeSet::new();
    for (i, group) in file.controls.iter().enumerate() {
        let at = format!("/catalogue/controls/{i}");
        let names = file.domains.iter().map(|d| d.id.as_str());
        let place = format!("{at}/domain");
        problems.extend(known(
            place,
            Code::UnknownName,
            "a control domain",
            &group.domain,
            names,
        ));
        if !group.controls.is_empty() && !group.controls.iter().any(|c| c.domain_key) {
            let message = format!(
                "no control decides the level of the domain `{}`",
                shown(&group.domain)
            );
            problems.push(
                problem(&at, Code::MissingText, message)
                    .help("Give `domainKey: true` to at least one of them."),
            );
        }
        let place = format!("{at}/controls");
        let names = group.controls.iter().map(|c| c.id.as_str());
        problems.extend(ids(&place, "the control", names, &file.retired));
        for (j, control) in group.controls.iter().enumerate() {
            if !seen.insert(control.id.as_str())
                && !group.controls.iter().take(j).any(|c| c.id == control.id)
            {
                let message = format!(
                    "the control `{}` stands in another domain already",
                    control.id
                );
                problems.push(problem(format!("{place}/{j}/id"), Code::Duplicate, message));
            }
        }
    }
    problems
}

fn control(
    at: &str,
    control: &Control,
    file: &CatalogueFile,
    criteria: &BTreeSet<&str>,
    all: &BTreeSet<&str>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let served = std::iter::once(("primary".to_owned(), &control.primary)).chain(
        control
            .secondary
            .iter()
            .enumerate()
            .map(|(i, c)| (format!("secondary/{i}"), c)),
    );
    for (key, id) in served {
        if !criteria.contains(id.as_str()) {
            let names = criteria.iter().copied();
            let place = format!("{at}/{key}");
            problems.extend(known(
                place,
                Code::UnknownCriterion,
                "a criterion",
                id,
                names,
            ));
        }
    }
    let categories = file.framework.categories.iter().map(|c| c.id.as_str());
    let scopes = std::iter::once(CORE).chain(categories);
    problems.extend(known(
        format!("{at}/scope"),
        Code::UnknownName,
        "a scope",
        &control.scope,
        scopes,
    ));
    match (control.kind, control.cadence, control.population.as_deref()) {
        (Kind::Periodic, None, _) => {
            let message = "a periodic control needs a cadence";
            problems.push(problem(format!("{at}/cadence"), Code::MissingText, message));
        }
        (Kind::Periodic, Some(_), _) => {}
        (_, Some(_), _) => {
            let message = format!("a control of kind {} has no cadence", control.kind.as_str());
            problems.push(problem(
                format!("{at}/cadence"),
                Code::KindMismatch,
                message,
            ));
        }
        (_, None, None) => {
            let message = "what is counted for it? a population is missing";
            problems.push(problem(
                format!("{at}/population"),
                Code::MissingText,
                message,
            ));
        }
        (_, None, Some(id)) => {
            let names = file.populations.iter().map(|p| p.id.as_str());
            let place = format!("{at}/population");
            problems.extend(known(place, Code::UnknownName, "a population", id, names));
        }
    }
    let areas = file.priors.areas.iter().map(|a| a.id.as_str());
    let place = format!("{at}/area");
    problems.extend(known(
        place,
        Code::UnknownName,
        "an area of the priors",
        &control.area,
        areas,
    ));
    problems.extend(figures::control(at, control));
    for (i, id) in control.depends_on.iter().enumerate() {
        if !all.contains(id.as_str()) {
            let place = format!("{at}/dependsOn/{i}");
            let names = all.iter().copied();
            problems.extend(known(place, Code::UnknownControl, "a control", id, names));
        }
    }
    problems.extend(conditions(at, &control.when, &file.scoping));
    let texts = [
        ("name", &control.name),
        ("deviation", &control.deviation),
        ("usual", &control.usual),
        ("why", &control.why),
        ("fixNow", &control.fix_now),
        ("fixProperly", &control.fix_properly),
    ];
    for (key, found) in texts {
        problems.extend(text(format!("{at}/{key}"), &format!("`{key}`"), found));
    }
    problems
}

fn priors(priors: &Priors) -> Vec<Problem> {
    let at = "/catalogue/priors";
    let mut problems: Vec<Problem> = priors
        .levels
        .iter()
        .enumerate()
        .filter(|(i, level)| usize::from(level.level) != *i)
        .map(|(i, level)| {
            let message = format!("levels stand in order from 0; found {}", level.level);
            problem(format!("{at}/levels/{i}/level"), Code::NotMonotone, message)
        })
        .collect();
    let mut range = |key: &str, value: f64, low: f64, high: f64| {
        if !(value >= low && value <= high) {
            let message = format!("found {value}; allowed: {low} to {high}");
            problems.push(problem(format!("{at}/{key}"), Code::OutOfRange, message));
        }
    };
    range("strength", priors.strength, 0.1, 1000.0);
    if let Some(weeks) = priors.report_weeks {
        range("reportWeeks", f64::from(weeks), 0.0, 520.0);
    }
    range("trustInClaims", priors.trust_in_claims, 0.0, 1.0);
    range("correlation", priors.correlation, 0.0, 0.99);
    for (i, rho) in priors.correlation_shown.iter().enumerate() {
        range(&format!("correlationShown/{i}"), *rho, 0.0, 0.99);
    }
    range("bands/elevated", priors.bands.elevated, 0.0, 1.0);
    range(
        "bands/high",
        priors.bands.high,
        priors.bands.elevated.clamp(0.0, 1.0),
        1.0,
    );
    for (i, area) in priors.areas.iter().enumerate() {
        range(&format!("areas/{i}/exception"), area.exception, 0.0, 0.99);
    }
    for (i, level) in priors.levels.iter().enumerate() {
        range(&format!("levels/{i}/factor"), level.factor, 0.0, 1000.0);
        range(&format!("levels/{i}/shift"), level.shift, 0.0, 1000.0);
    }
    problems
}
