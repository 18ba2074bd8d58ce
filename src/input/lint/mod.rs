//! What is wrong with authored content: everything that would make a result wrong, and advice on the rest.
//!
//! Places are JSON Pointers into the compiled document. [`Code::is_advice`] tells the two apart.

mod catalogue;
mod data;
mod figures;
mod questionnaire;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

pub use catalogue::catalogue;
pub use questionnaire::questionnaire;

use super::catalogue::Catalogue;
use super::framework::Retired;
use super::scoping::{Condition, Fact};
use crate::error::{Code, Document, Problem, shown};

/// Longest text of authored content, in characters (J): a page of help is about 3,000.
pub(crate) const LONGEST_TEXT: usize = 20_000;

fn problem(at: impl Into<String>, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Questionnaire, at, code, message)
}

/// The problem of a figure outside its bounds.
fn within(at: String, found: f64, low: f64, high: f64) -> Option<Problem> {
    let message = format!("found {found}; allowed: {low} to {high}");
    let fine = found >= low && found <= high;
    (!fine).then(|| problem(at, Code::OutOfRange, message))
}

/// The problem of a list that is longer than is read.
fn at_most(at: &str, what: &str, found: usize, most: usize) -> Option<Problem> {
    let message = format!("found {found} {what}; allowed: {most}");
    (found > most).then(|| problem(at, Code::OutOfRange, message))
}

/// The problem of a name that is none of `allowed`.
fn known<'a>(
    at: String,
    code: Code,
    what: &str,
    found: &str,
    allowed: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<Problem> {
    Problem::not_among(Document::Questionnaire, at, code, what, found, allowed)
}

/// Ids of one list: well formed, unique, and none that was retired.
fn ids<'a>(
    at: &str,
    what: &str,
    found: impl IntoIterator<Item = &'a str>,
    retired: &[Retired],
) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (i, id) in found.into_iter().enumerate() {
        let at = format!("{at}/{i}/id");
        problems.extend(slug(&at, id));
        if !seen.insert(id) {
            let message = format!("{what} `{}` is there twice; an id is given once", shown(id));
            problems.push(problem(at, Code::Duplicate, message));
        } else if let Some(old) = retired.iter().find(|r| r.id == id) {
            let message = format!(
                "the id `{}` was retired in version {} and is never given again",
                shown(id),
                shown(&old.since)
            );
            problems.push(
                problem(at, Code::RecycledId, message)
                    .help("Answers saved long ago still carry the old meaning; choose a new id."),
            );
        }
    }
    problems
}

/// An id is what files, links and messages carry: short, and plain in every writing system.
fn slug(at: &str, id: &str) -> Option<Problem> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let fine = (1..=64).contains(&id.len()) && id.chars().all(plain);
    (!fine).then(|| {
        let message = format!(
            "`{}` is not an id; an id is 1 to 64 letters a to z, digits, hyphens, dots",
            shown(id)
        );
        problem(at, Code::WrongShape, message)
    })
}

/// Conditions: facts and values that exist, and together possible.
fn conditions(at: &str, when: &[Condition], facts: &[Fact]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut left: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (i, condition) in when.iter().enumerate() {
        let at = format!("{at}/when/{i}");
        let names = facts.iter().map(|f| f.id.as_str());
        problems.extend(known(
            format!("{at}/fact"),
            Code::UnknownName,
            "a scoping fact",
            &condition.fact,
            names,
        ));
        let Some(fact) = facts.iter().find(|f| f.id == condition.fact) else {
            continue;
        };
        for (j, value) in condition.is.iter().enumerate() {
            let values = fact.options.iter().map(|o| o.id.as_str());
            problems.extend(known(
                format!("{at}/is/{j}"),
                Code::UnknownName,
                &format!("a value of `{}`", fact.id),
                value,
                values,
            ));
        }
        let asked: BTreeSet<&str> = condition.is.iter().map(String::as_str).collect();
        let rest = left
            .entry(fact.id.as_str())
            .or_insert_with(|| asked.clone());
        rest.retain(|v| asked.contains(v));
        if rest.is_empty() && !fact.several {
            let message = format!("no value of `{}` makes all conditions hold", fact.id);
            problems.push(problem(at, Code::Unreachable, message));
        }
    }
    problems
}

/// The first circle in `edges`, as the ids along it.
fn circle<'a>(edges: &BTreeMap<&'a str, Vec<&'a str>>) -> Option<Vec<&'a str>> {
    // Remove what nothing unresolved depends on, again and again: what is left holds every circle.
    let mut open: BTreeMap<&str, usize> = edges
        .iter()
        .map(|(id, to)| (*id, to.iter().filter(|t| edges.contains_key(*t)).count()))
        .collect();
    let mut back: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in edges {
        for target in to {
            back.entry(target).or_default().push(from);
        }
    }
    let mut free: Vec<&str> = open
        .iter()
        .filter(|(_, n)| **n == 0)
        .map(|(id, _)| *id)
        .collect();
    while let Some(id) = free.pop() {
        open.remove(id);
        for from in back.get(id).into_iter().flatten() {
            if let Some(n) = open.get_mut(from) {
                *n = n.saturating_sub(1);
                if *n == 0 {
                    free.push(from);
                }
            }
        }
    }
    let mut at = *open.keys().next()?;
    let mut path = Vec::new();
    while !path.contains(&at) {
        path.push(at);
        at = edges.get(at)?.iter().find(|t| open.contains_key(*t))?;
    }
    let start = path.iter().position(|id| *id == at)?;
    let mut round = path.split_off(start);
    round.push(at);
    Some(round)
}

/// The problem of a circle, at the place of the first id along it.
fn cycle<'a>(
    place: impl Fn(&str) -> String,
    what: &str,
    edges: &BTreeMap<&'a str, Vec<&'a str>>,
) -> Option<Problem> {
    let round = circle(edges)?;
    let at = place(round.first()?);
    let names: Vec<String> = round.iter().take(8).map(|id| shown(id)).collect();
    let message = format!("{what} in a circle: {}", names.join(" → "));
    Some(problem(at, Code::Cycle, message))
}

/// `1.0.0`, as three numbers.
fn version(at: &str, version: &str) -> Option<Problem> {
    let parts: Vec<&str> = version.split('.').collect();
    let fine = parts.len() == 3 && parts.iter().all(|p| p.parse::<u32>().is_ok());
    (!fine).then(|| {
        let message = format!(
            "`{}` is not a version; a version is written 1.0.0",
            shown(version)
        );
        problem(at, Code::WrongShape, message)
    })
}

/// What should be said and is not.
fn text(at: String, what: &str, text: &str) -> Option<Problem> {
    let characters = text.chars().count();
    if text.trim().is_empty() {
        Some(problem(at, Code::MissingText, format!("{what} is empty")))
    } else if characters > LONGEST_TEXT {
        let message = format!("{what} has {characters} characters; allowed: {LONGEST_TEXT}");
        Some(problem(at, Code::OutOfRange, message))
    } else {
        prose(at, what, text)
    }
}

/// Openings typical of the published criteria, whose text is not ours to print.
const TYPICAL_OF_CRITERIA: [&str; 5] = [
    "the entity ",
    "the organization demonstrates",
    "the board of directors demonstrates",
    "coso principle",
    "to meet the entity's objectives",
];

fn prose(at: String, what: &str, text: &str) -> Option<Problem> {
    let lower = text.to_lowercase();
    let found = TYPICAL_OF_CRITERIA.iter().find(|p| lower.contains(**p))?;
    let message = format!("{what} reads like the text of the criteria (\"{found}\")");
    Some(
        problem(at, Code::CriteriaProse, message)
            .help("Criteria are named by id; say it in your own words."),
    )
}

/// Ids of the controls, for suggestions.
fn control_ids(catalogue: &Catalogue) -> impl Iterator<Item = &str> + Clone {
    catalogue.controls.iter().map(|(_, c)| c.id.as_str())
}
