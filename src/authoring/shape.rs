//! Whether a tree has the shape of what it is meant to be: every element of a list is tried on its own.

use serde::de::DeserializeOwned;

use super::located::{Located, problem};
use super::node::{Data, Node};
use crate::error::{Code, Document, Problem, did_you_mean, shown};
use crate::input::catalogue::{CatalogueFile, DomainControls};
use crate::input::content::ContentFile;
use crate::input::control::Control;
use crate::input::framework::{Criterion, Domain, Framework, Retired};
use crate::input::policy::{PolicyValue, Population, Priors, SamplingPolicy};
use crate::input::questionnaire::{Question, Questionnaire};
use crate::input::read;
use crate::input::rules::{ContradictionRule, RedFlagRule};
use crate::input::scoping::Fact;

/// The keys of a catalogue: also the names of its authored files, `controls` apart, which is a folder.
pub const PARTS: [&str; 12] = [
    "contradictions",
    "controls",
    "criteria",
    "domains",
    "framework",
    "policyValues",
    "populations",
    "priors",
    "redFlags",
    "retired",
    "samplingPolicies",
    "scoping",
];

/// The problems of shape of a questionnaire.
#[must_use]
pub fn questionnaire(node: &Node) -> Vec<Located> {
    let mut problems = each::<Question>(node, "questions");
    let mut rest = node.clone();
    hollow(&mut rest, "questions");
    problems.extend(whole::<Questionnaire>(&rest));
    problems
}

/// The problems of shape of one part of a catalogue; `name` is one of [`PARTS`].
#[must_use]
pub fn part(name: &str, node: &Node) -> Vec<Located> {
    match name {
        "contradictions" => elements::<ContradictionRule>(node),
        "controls" => group_list(node),
        "criteria" => elements::<Criterion>(node),
        "domains" => elements::<Domain>(node),
        "framework" => whole::<Framework>(node).into_iter().collect(),
        "policyValues" => elements::<PolicyValue>(node),
        "populations" => elements::<Population>(node),
        "priors" => whole::<Priors>(node).into_iter().collect(),
        "redFlags" => elements::<RedFlagRule>(node),
        "retired" => elements::<Retired>(node),
        "samplingPolicies" => elements::<SamplingPolicy>(node),
        "scoping" => elements::<Fact>(node),
        other => {
            let message = format!("`{}` is no part of a catalogue", shown(other));
            let found = problem("", Code::UnknownKey, message);
            let help = did_you_mean(other, PARTS);
            vec![Located::within(node, Problem { help, ..found })]
        }
    }
}

/// The problems of shape of a file of controls.
#[must_use]
pub fn group(node: &Node) -> Vec<Located> {
    let mut problems = each::<Control>(node, "controls");
    let mut rest = node.clone();
    hollow(&mut rest, "controls");
    problems.extend(whole::<DomainControls>(&rest));
    problems
}

/// The problems of shape of a catalogue.
#[must_use]
pub fn catalogue(node: &Node) -> Vec<Located> {
    let mut problems = Vec::new();
    if let Data::Map(map) = &node.data {
        for (name, entry) in map {
            if PARTS.contains(&name.as_str()) {
                problems.extend(part(name, &entry.value));
            }
        }
    }
    if problems.is_empty() {
        problems.extend(whole::<CatalogueFile>(node));
    }
    problems
}

/// The problem of shape of compiled content around its parts, which are looked at each on its own.
pub(super) fn around(mut content: Node) -> Option<Located> {
    content.take("catalogue");
    hollow(&mut content, "questionnaires");
    whole::<ContentFile>(&content)
}

fn group_list(node: &Node) -> Vec<Located> {
    match &node.data {
        Data::List(list) => list.iter().flat_map(group).collect(),
        _ => elements::<DomainControls>(node),
    }
}

/// The problem of shape of a whole tree, if it has one.
pub(super) fn whole<T: DeserializeOwned>(node: &Node) -> Option<Located> {
    let found = read::typed::<T>(node.value(), Document::Questionnaire).err()?;
    Some(Located::within(node, told(node, found)))
}

fn elements<T: DeserializeOwned>(node: &Node) -> Vec<Located> {
    match &node.data {
        Data::List(list) => list.iter().filter_map(whole::<T>).collect(),
        _ => whole::<Vec<T>>(node).into_iter().collect(),
    }
}

fn each<T: DeserializeOwned>(node: &Node, key: &str) -> Vec<Located> {
    node.list_at(key).iter().filter_map(whole::<T>).collect()
}

/// Empties a list, so that what is around it can be looked at alone.
fn hollow(node: &mut Node, key: &str) {
    if let Some(Data::List(list)) = node.get_mut(key).map(|n| &mut n.data) {
        list.clear();
    }
}

/// The words that YAML 1.1 took for true and false.
const ONCE_TRUE_OR_FALSE: [&str; 8] = ["yes", "no", "on", "off", "y", "n", "Yes", "No"];

/// Help with what YAML takes a word for.
fn told(node: &Node, mut found: Problem) -> Problem {
    if found.code != Code::WrongShape || found.help.is_some() {
        return found;
    }
    match node.at(&found.at).map(|n| &n.data) {
        Some(Data::Number(_) | Data::Bool(_)) if found.message.ends_with("expected a text") => {
            found.help =
                Some("Put it in quotes: a number, `true` and `false` are no texts.".to_owned());
        }
        Some(Data::Text(word))
            if found.message.ends_with("true or false")
                && ONCE_TRUE_OR_FALSE.contains(&word.as_str()) =>
        {
            found.help = Some("Write `true` or `false`; other words are texts.".to_owned());
        }
        _ => {}
    }
    found
}
