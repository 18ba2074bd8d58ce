//! Which controls a request is about, as a suggestion: ids that it names, then words that it has in common with what we
//! would ask for. The same list always gives the same suggestions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Told;
use crate::sorting::Sorting;

/// Most controls suggested for a request (J): one that fits more is about none of them in particular.
const MOST: usize = 3;
/// What a word weighs that stands with one control alone; one that stands with n weighs an n-th of it.
const WHOLE: u32 = 1000;
/// What the words in common have to weigh (J): one that is found with two controls, or two that are found with four each.
const LEAST: u32 = 500;
/// Of what the best weighs, in percent: a control whose words weigh less is not suggested beside it (J).
const BESIDE: u32 = 75;
/// A request of so few words may have one alone in common with a control (J).
const FEW: usize = 2;
/// Words that say nothing of a control, as they are compared.
const EMPTY: &[&str] = &[
    "about",
    "anything",
    "same",
    "than",
    "these",
    "this",
    "those",
    "through",
    "walk",
    "when",
    "where",
    "which",
    "who",
    "all",
    "and",
    "any",
    "are",
    "audit",
    "been",
    "company",
    "complete",
    "control",
    "copy",
    "date",
    "document",
    "documentation",
    "during",
    "each",
    "etc",
    "evidence",
    "example",
    "for",
    "from",
    "has",
    "have",
    "how",
    "including",
    "into",
    "item",
    "its",
    "list",
    "listing",
    "most",
    "not",
    "one",
    "other",
    "our",
    "per",
    "period",
    "please",
    "process",
    "provide",
    "recent",
    "record",
    "related",
    "relevant",
    "report",
    "request",
    "sample",
    "screenshot",
    "selected",
    "show",
    "showing",
    "such",
    "that",
    "the",
    "their",
    "used",
    "was",
    "were",
    "with",
    "your",
];

/// A control that a request may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The control.
    pub control: String,
    /// Why.
    pub why: Why,
    /// What the request has that led there: ids, or words.
    pub by: Vec<String>,
}

/// What led to a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Its id is named.
    Control,
    /// A criterion that it is for is named.
    Criterion,
    /// Words in common.
    Words,
}

/// A control with what speaks for it: the weight of its words, whether what it is for above all is named, these words, and
/// the criteria that are named.
type Weighed<'c> = (u32, bool, &'c Told, Vec<String>, Vec<String>);

/// The words of the controls in scope.
pub(super) struct Matcher<'c> {
    controls: Vec<(&'c Told, BTreeSet<String>)>,
    /// With how many controls a word stands.
    common: BTreeMap<String, u32>,
}

impl<'c> Matcher<'c> {
    pub(super) fn new(controls: &'c [Told]) -> Self {
        let of = |told: &'c Told| {
            let texts = told.asked.iter().chain([&told.name]);
            (told, texts.flat_map(|text| words(text)).collect())
        };
        let controls: Vec<(&Told, BTreeSet<String>)> = controls.iter().map(of).collect();
        let mut common = BTreeMap::new();
        for word in controls.iter().flat_map(|(_, words)| words) {
            *common.entry(word.clone()).or_insert(0) += 1;
        }
        Self { controls, common }
    }

    /// The controls that a request is likely about, the likeliest first; none where nothing speaks for one.
    ///
    /// * `hints`: what other columns of the list name.
    pub(super) fn suggest(&self, request: &str, hints: &str) -> Vec<Suggestion> {
        let ids = ids(&format!("{request} {hints}"));
        let all = self.controls.iter().map(|(c, _)| *c);
        let named = all.filter(|c| ids.contains(&c.control.to_lowercase()));
        let named: Vec<Suggestion> = named
            .map(|c| suggestion(c, Why::Control, vec![c.control.clone()]))
            .collect();
        if !named.is_empty() {
            return named;
        }
        let said = words(request);
        let is_named = |id: &&String| ids.contains(&id.to_lowercase());
        let of = |c: &Told| c.criteria.iter().filter(is_named).cloned().collect();
        let mut weighed: Vec<Weighed<'_>> = self
            .controls
            .iter()
            .map(|(control, known)| {
                let shared: Vec<String> = known.intersection(&said).cloned().collect();
                let weight = shared
                    .iter()
                    .map(|w| WHOLE / self.common.get(w).copied().unwrap_or(1).max(1))
                    .sum();
                let first = control.criteria.first().is_some_and(|c| is_named(&c));
                (weight, first, *control, shared, of(control))
            })
            .collect();
        // One word in common is chance, where there are more to have.
        let few = said.len() <= FEW;
        let in_words =
            |(weight, _, _, shared, _): &Weighed<'_>| *weight >= LEAST && (few || shared.len() > 1);
        // A criterion none of whose controls is spoken of says less than words that speak of one.
        let by_criterion = weighed
            .iter()
            .any(|(weight, .., criteria)| *weight > 0 && !criteria.is_empty())
            || !weighed.iter().any(in_words);
        match by_criterion {
            true => weighed.retain(|(.., criteria)| !criteria.is_empty()),
            false => weighed.retain(in_words),
        }
        // A stable sort: alike ones stay in the order of the catalogue.
        weighed.in_order_of(|(weight, first, ..)| std::cmp::Reverse((*weight, *first)));
        let best = weighed.first().map_or(0, |(weight, ..)| *weight);
        let found = weighed
            .into_iter()
            .filter(|(weight, first, ..)| match best {
                0 => *first,
                best => weight * 100 >= best * BESIDE,
            });
        let found = found
            .take(MOST)
            .map(|(_, _, control, shared, criteria)| match by_criterion {
                true => suggestion(control, Why::Criterion, [criteria, shared].concat()),
                false => suggestion(control, Why::Words, shared),
            });
        found.collect()
    }
}

fn suggestion(told: &Told, why: Why, by: Vec<String>) -> Suggestion {
    Suggestion {
        control: told.control.clone(),
        why,
        by,
    }
}

/// The words of a text that say something, as they are compared: small, in the singular.
fn words(text: &str) -> BTreeSet<String> {
    let all = text.split(|c: char| !c.is_alphanumeric());
    let all = all.filter(|w| w.chars().count() > 2 && !w.chars().all(|c| c.is_ascii_digit()));
    all.map(|w| singular(&w.to_lowercase()))
        .filter(|w| !EMPTY.contains(&w.as_str()))
        .collect()
}

/// "policies" as "policy", "leavers" as "leaver"; "access" stays.
fn singular(word: &str) -> String {
    match word {
        w if w.chars().count() < 4 || w.ends_with("ss") || w.ends_with("us") => w.to_owned(),
        w => match (w.strip_suffix("ies"), w.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            (None, None) => w.to_owned(),
        },
    }
}

/// What could be an id in a text: "CC6.1", "AC-04".
fn ids(text: &str) -> BTreeSet<String> {
    let all = text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'));
    all.map(|id| id.trim_matches(['.', '-']).to_lowercase())
        .filter(|id| !id.is_empty())
        .collect()
}
