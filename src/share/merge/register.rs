//! Exception registers as one: what one says, or all that speak say alike; what they say differently is left out and told.

use std::collections::BTreeMap;

use super::settle::REGISTER;
use super::{Conflict, Respondent, Said, text_of};
use crate::input::register::RegisterEntry;

/// The entries, in the order of controls, and what contradicts itself.
pub(super) fn merged(all: &[Respondent]) -> (Vec<RegisterEntry>, Vec<Conflict>) {
    let mut by_control: BTreeMap<&str, BTreeMap<String, (&RegisterEntry, Vec<String>)>> =
        BTreeMap::new();
    for one in all {
        for entry in &one.file.register {
            let said = by_control.entry(&entry.control).or_default();
            let new = || (entry, Vec::new());
            let (_, by) = said.entry(text_of(entry)).or_insert_with(new);
            if !by.contains(&one.name) {
                by.push(one.name.clone());
            }
        }
    }
    let (mut entries, mut conflicts) = (Vec::new(), Vec::new());
    for (control, said) in by_control {
        let mut each = said.into_values();
        match (each.next(), each.len()) {
            (Some((entry, _)), 0) => entries.push(entry.clone()),
            (first, _) => conflicts.push(Conflict {
                question: None,
                profile: Some(format!("{REGISTER}{control}")),
                said: first
                    .into_iter()
                    .chain(each)
                    .map(|(entry, by)| Said {
                        by,
                        says: serde_json::to_value(entry).unwrap_or_default(),
                    })
                    .collect(),
                kept: None,
                whole: Vec::new(),
            }),
        }
    }
    (entries, conflicts)
}
