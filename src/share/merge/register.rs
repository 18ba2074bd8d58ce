//! Exception registers as one: what one says, or all that speak say alike; what they say differently is left out and told.

use std::collections::BTreeMap;

use super::settle::REGISTER;
use super::{Conflict, Respondent, Said, text_of};
use crate::input::register::RegisterEntry;
use crate::input::requested::AuditorRequest;
use crate::sorting::Sorting;

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

/// The requests of the auditor: each once, by its id; of several that differ what somebody confirmed, else the one that
/// comes first in the order of texts, whatever the order of files.
pub(super) fn requests(all: &[Respondent]) -> Vec<AuditorRequest> {
    let longest = all.iter().map(|r| &r.file.auditor_requests);
    let Some(longest) = longest.max_by_key(|list| (list.len(), text_of(list))) else {
        return Vec::new();
    };
    let others = || all.iter().flat_map(|r| &r.file.auditor_requests);
    let rest = others().filter(|r| !longest.iter().any(|l| l.id == r.id));
    let mut rest: Vec<&AuditorRequest> = rest.collect();
    rest.in_order_of(|r| (r.id.clone(), text_of(r)));
    rest.dedup_by(|a, b| a.id == b.id);
    let best = |one: &AuditorRequest| {
        let same = others().filter(|r| r.id == one.id);
        same.min_by_key(|r| (!r.confirmed, text_of(r))).cloned()
    };
    let each = longest.iter().chain(rest);
    each.filter_map(best).collect()
}
