//! The auditor's requests as one list: each that somebody has, with what everybody put down for it.
//!
//! A request is told by its id and its text. Two texts under one id are two requests: both stay, one of them under another id.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Conflict, Respondent, Said, text_of};
use crate::input::requested::{AuditorRequest, numbered};
use crate::sorting::Sorting;

/// How a conflict over a request is called, before its id.
pub(super) const REQUESTS: &str = "requests/";

/// The requests of several files.
pub(super) struct Requests {
    pub(super) list: Vec<AuditorRequest>,
    pub(super) conflicts: Vec<Conflict>,
    /// Which requests have another id here, a sentence each.
    pub(super) remarks: Vec<String>,
}

/// Requests by id and text, with the places of the files that have them.
type Groups<'a> = BTreeMap<(String, &'a str), Vec<(usize, &'a AuditorRequest)>>;

/// The requests in the order of the longest list, then those that are not in it, by their ids.
pub(super) fn merged(all: &[Respondent]) -> Requests {
    let mut groups = Groups::new();
    for (file, one) in all.iter().enumerate() {
        for request in &one.file.auditor_requests {
            let key = (request.id.clone(), request.request.as_str());
            groups.entry(key).or_default().push((file, request));
        }
    }
    let remarks = apart(&mut groups);
    let lists = all.iter().map(|r| &r.file.auditor_requests);
    let longest = lists.max_by_key(|list| (list.len(), text_of(list)));
    let place = |records: &[(usize, &AuditorRequest)]| {
        let mut listed = longest.into_iter().flatten();
        listed.position(|l| records.iter().any(|(_, r)| r.id == l.id && r.request == l.request))
    };
    let mut placed: Vec<_> = groups
        .into_iter()
        .map(|((id, _), records)| ((place(&records).unwrap_or(usize::MAX), id), records))
        .collect();
    placed.in_order_by(|(a, _), (b, _)| a.cmp(b));
    let (mut list, mut conflicts) = (Vec::new(), Vec::new());
    for ((_, id), records) in placed {
        let said = records.iter().map(|(file, request)| {
            let name = all.get(*file).map_or("", |r| r.name.as_str());
            let id = id.clone();
            (name, AuditorRequest { id, ..(*request).clone() })
        });
        let (request, conflict) = one(said.collect());
        list.push(request);
        conflicts.extend(conflict);
    }
    Requests {
        list,
        conflicts,
        remarks,
    }
}

/// Gives each of several texts under one id an id of its own; the one that most files have keeps it.
fn apart(groups: &mut Groups<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut taken: BTreeSet<String> = groups.keys().map(|(id, _)| id.clone()).collect();
    for id in taken.clone() {
        let same = groups.iter().filter(|((other, _), _)| *other == id);
        let mut texts: Vec<(Reverse<usize>, &str)> =
            same.map(|((_, text), records)| (Reverse(records.len()), *text)).collect();
        if texts.len() < 2 {
            continue;
        }
        texts.in_order_by(|a, b| a.cmp(b));
        // What was put apart in an earlier merge goes there again.
        let known: Vec<Option<String>> =
            texts.iter().map(|(_, text)| before(groups, &id, text)).collect();
        let keeps = known.iter().position(Option::is_none).unwrap_or(0);
        for (at, ((_, text), known)) in texts.iter().zip(known).enumerate() {
            if at == keeps {
                continue;
            }
            let new = known.unwrap_or_else(|| numbered(&id, |id| !taken.contains(id)).0);
            let records = groups.remove(&(id.clone(), *text)).unwrap_or_default();
            remarks.push(format!(
                "Several requests are called {id}: all of them are kept, and \"{text}\" is called {new} here."
            ));
            taken.insert(new.clone());
            groups.entry((new, *text)).or_default().extend(records);
        }
    }
    remarks
}

/// The id that an earlier merge gave a request, if another file has it so.
fn before(groups: &Groups<'_>, id: &str, text: &str) -> Option<String> {
    let here = groups.iter().find(|((i, t), _)| i == id && *t == text)?.1;
    let is_numbered = |other: &str| {
        let behind = other.strip_prefix(id).and_then(|rest| rest.strip_prefix(" ("));
        let number = behind.and_then(|rest| rest.strip_suffix(')'));
        number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    };
    let found = groups.iter().find(|((other, t), records)| {
        let files = || records.iter().map(|(file, _)| file);
        *t == text && is_numbered(other) && here.iter().all(|(file, _)| files().all(|f| f != file))
    });
    found.map(|((other, _), _)| other.clone())
}

/// A request as all have it. What two put down differently is left out of it, or a suggestion again, and told.
fn one(said: Vec<(&str, AuditorRequest)>) -> (AuditorRequest, Option<Conflict>) {
    let due = agreed(said.iter().map(|(_, r)| r.due));
    let owner = agreed(said.iter().map(|(_, r)| r.owner.clone()));
    let status = agreed(said.iter().map(|(_, r)| r.status.clone()));
    let confirmed = agreed(said.iter().map(|(_, r)| {
        let mut controls = r.controls.clone();
        controls.sort();
        r.confirmed.then_some(controls)
    }));
    let is_open = [due.is_err(), owner.is_err(), status.is_err(), confirmed.is_err()];
    let is_open = is_open.contains(&true);
    let mut request = said.first().map(|(_, r)| r.clone()).unwrap_or_default();
    let lists = said.iter().filter(|(_, r)| r.confirmed == !matches!(confirmed, Ok(None)));
    let mut lists: Vec<&Vec<String>> = lists.map(|(_, r)| &r.controls).collect();
    lists.in_order_by(|a, b| a.cmp(b));
    request.confirmed = matches!(confirmed, Ok(Some(_)));
    request.controls = match request.confirmed {
        // Confirmed alike but for the order.
        true => lists.first().map(|c| (*c).clone()).unwrap_or_default(),
        false => together(&lists),
    };
    request.due = due.unwrap_or_default();
    request.owner = owner.unwrap_or_default();
    request.status = status.unwrap_or_default();
    let conflict = is_open.then(|| Conflict {
        question: None,
        profile: Some(format!("{REQUESTS}{}", request.id)),
        said: different(said),
        kept: None,
        whole: Vec::new(),
    });
    (request, conflict)
}

/// What all state alike who state it.
///
/// # Errors
///
/// Two state it differently.
fn agreed<T: PartialEq>(all: impl Iterator<Item = Option<T>>) -> Result<Option<T>, ()> {
    let mut found = None;
    for one in all.flatten() {
        match &found {
            None => found = Some(one),
            Some(known) if *known == one => {}
            Some(_) => return Err(()),
        }
    }
    Ok(found)
}

/// The controls of several lists, each once.
fn together(lists: &[&Vec<String>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for control in lists.iter().copied().flatten() {
        if !found.contains(control) {
            found.push(control.clone());
        }
    }
    found
}

/// What is said, each once, and by whom.
fn different<T: Serialize>(said: Vec<(&str, T)>) -> Vec<Said> {
    let mut found: BTreeMap<String, (T, BTreeSet<String>)> = BTreeMap::new();
    for (name, value) in said {
        let new = (text_of(&value), value);
        let known = found.entry(new.0).or_insert_with(|| (new.1, BTreeSet::new()));
        known.1.insert(name.to_owned());
    }
    let each = found.into_values();
    each.map(|(value, by)| Said {
        by: by.into_iter().collect(),
        says: serde_json::to_value(value).unwrap_or_default(),
    })
    .collect()
}
