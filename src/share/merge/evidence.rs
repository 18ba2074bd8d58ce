//! Lists of evidence as one: the same entry once, and two of one id under two.

use std::collections::{BTreeMap, BTreeSet};

use super::{Respondent, problem, text_of};
use crate::error::Problem;
use crate::evidence::workpaper::Workpaper;
use crate::input::digest::sha256;
use crate::input::manifest::Entry;

/// Every entry, in the order of ids.
///
/// # Errors
///
/// Where people are cited under two numberings: one pseudonym would stand for two people.
pub(super) fn merged(all: &[Respondent]) -> Result<Vec<Entry>, Problem> {
    let mut numberings: BTreeMap<&str, &str> = BTreeMap::new();
    for one in all {
        for entry in &one.file.evidence {
            let cites = entry
                .workpapers
                .iter()
                .flat_map(Workpaper::pseudonyms)
                .next();
            if let (Some(_), Some(numbering)) = (cites, entry.numbering.as_deref()) {
                numberings.entry(numbering).or_insert(&one.name);
            }
        }
    }
    let mut by = numberings.values();
    if let (Some(one), Some(other)) = (by.next(), by.next()) {
        let message = format!(
            "in {one} and in {other} people have pseudonyms of their own numbering: person-001 would stand for two people"
        );
        return Err(problem(message).help(
            "Merge files without evidence, and read the evidence once into what comes out.",
        ));
    }
    // What each id stands for; two things of one id get one each.
    let mut contents: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in all.iter().flat_map(|r| &r.file.evidence) {
        contents
            .entry(&entry.id)
            .or_default()
            .insert(text_of(entry));
    }
    let mut found: BTreeMap<String, Entry> = BTreeMap::new();
    for one in all {
        let ids: BTreeMap<&str, String> = one
            .file
            .evidence
            .iter()
            .map(|entry| (entry.id.as_str(), id_of(entry, &contents)))
            .collect();
        let new = |old: &String| ids.get(old.as_str()).unwrap_or(old).clone();
        for entry in &one.file.evidence {
            let mut entry = entry.clone();
            entry.id = new(&entry.id);
            entry.supersedes = entry.supersedes.as_ref().map(new);
            if let Some(completeness) = &mut entry.completeness {
                completeness.screenshot = completeness.screenshot.as_ref().map(new);
            }
            found.insert(entry.id.clone(), entry);
        }
    }
    Ok(found.into_values().collect())
}

/// The id of an entry, with the beginning of its digest where another thing has the same.
fn id_of(entry: &Entry, contents: &BTreeMap<&str, BTreeSet<String>>) -> String {
    let shared = contents.get(entry.id.as_str()).is_some_and(|c| c.len() > 1);
    if !shared {
        return entry.id.clone();
    }
    let digest = sha256(&serde_json::to_value(entry).unwrap_or_default());
    format!("{}-{}", entry.id, digest.get(..8).unwrap_or_default())
}
