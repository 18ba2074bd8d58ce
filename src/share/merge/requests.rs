//! The auditor's requests as one list: each that somebody has, with what everybody put down for it.
//!
//! A request is told by its id and its text. Two texts under one id are two requests: both stay, one of them under another id.

use std::cmp::Reverse;

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

/// A request, and who has it.
struct Group<'a> {
    id: String,
    text: &'a str,
    /// Places of files, each with the request as it is there.
    records: Vec<(usize, &'a AuditorRequest)>,
    /// Its place in the longest list; the last for one that is not in it.
    place: usize,
    /// The id that an earlier merge gave it, where another file has it so.
    before: Option<String>,
}

/// The requests in the order of the longest list, then those that are not in it, by their ids.
pub(super) fn merged(all: &[Respondent]) -> Requests {
    let lists = || all.iter().map(|r| &r.file.auditor_requests);
    let longest = lists().max_by_key(|list| (list.len(), text_of(list)));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (file, request) in (0..)
        .zip(lists())
        .flat_map(|(f, list)| list.iter().map(move |r| (f, r)))
    {
        let is_same = |g: &&mut Group<'_>| g.id == request.id && g.text == request.request;
        match groups.iter_mut().find(is_same) {
            Some(group) => group.records.push((file, request)),
            None => {
                let mut listed = longest.into_iter().flatten();
                let place = listed.position(|l| l.id == request.id && l.request == request.request);
                groups.push(Group {
                    id: request.id.clone(),
                    text: &request.request,
                    records: vec![(file, request)],
                    place: place.unwrap_or(usize::MAX),
                    before: None,
                });
            }
        }
    }
    let remarks = apart(&mut groups);
    groups.in_order_by(|a, b| (a.place, &a.id).cmp(&(b.place, &b.id)));
    let (mut list, mut conflicts) = (Vec::new(), Vec::new());
    for group in &groups {
        let (request, is_open) = one(group);
        if is_open {
            conflicts.push(Conflict {
                question: None,
                profile: Some(format!("{REQUESTS}{}", request.id)),
                said: said(group, all),
                kept: None,
                whole: Vec::new(),
            });
        }
        list.push(request);
    }
    Requests {
        list,
        conflicts,
        remarks,
    }
}

/// Gives each of several texts under one id an id of its own; the one that most files have keeps it.
fn apart(groups: &mut Vec<Group<'_>>) -> Vec<String> {
    // What was put apart in an earlier merge goes there again.
    let known: Vec<Option<String>> = groups.iter().map(|g| before(groups, g)).collect();
    for (group, known) in groups.iter_mut().zip(known) {
        group.before = known;
    }
    groups.in_order_by(|a, b| {
        let key = |g: &Group<'_>| (g.before.is_some(), Reverse(g.records.len()));
        (&a.id, key(a), a.text).cmp(&(&b.id, key(b), b.text))
    });
    let mut taken: Vec<String> = groups.iter().map(|g| g.id.clone()).collect();
    let mut remarks = Vec::new();
    let mut found: Vec<Group<'_>> = Vec::new();
    let mut last = String::new();
    for mut group in groups.drain(..) {
        if group.id != last {
            last.clone_from(&group.id);
        } else {
            let new = group.before.take();
            group.id =
                new.unwrap_or_else(|| numbered(&last, |id| !taken.iter().any(|t| t == id)).0);
            taken.push(group.id.clone());
            remarks.push(format!(
                "Several requests are called {last}: all of them are kept, and \"{}\" is called {} here.",
                group.text, group.id
            ));
        }
        found.push(group);
    }
    for group in found {
        let is_same = |g: &&mut Group<'_>| g.id == group.id && g.text == group.text;
        match groups.iter_mut().find(is_same) {
            Some(same) => {
                same.records.extend(group.records);
                same.place = same.place.min(group.place);
            }
            None => groups.push(group),
        }
    }
    remarks
}

/// The id that an earlier merge gave a request that has its id with another now, if another file has it so.
fn before(groups: &[Group<'_>], group: &Group<'_>) -> Option<String> {
    groups
        .iter()
        .find(|g| g.id == group.id && g.text != group.text)?;
    let is_numbered = |other: &str| {
        let behind = other.strip_prefix(&group.id);
        let behind = behind.and_then(|rest| rest.strip_prefix(" (")?.strip_suffix(')'));
        behind.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
    };
    let has = |g: &Group<'_>, file: usize| g.records.iter().any(|(f, _)| *f == file);
    let found = groups.iter().find(|g| {
        let apart = !group.records.iter().any(|(file, _)| has(g, *file));
        g.text == group.text && apart && is_numbered(&g.id)
    });
    found.map(|g| g.id.clone())
}

/// A request as all have it, and whether two put something down differently: that is left out, and controls are a suggestion again.
fn one(group: &Group<'_>) -> (AuditorRequest, bool) {
    let records = || group.records.iter().map(|(_, r)| *r);
    let stated = |of: &dyn Fn(&AuditorRequest) -> Option<String>| agreed(group, of);
    let (due, dues) = stated(&|r| r.due.map(|day| day.to_string()));
    let (owner, owners) = stated(&|r| r.owner.clone());
    let (status, states) = stated(&|r| r.status.clone());
    let (confirmed, agree) = stated(&|r| {
        let mut controls = r.controls.clone();
        controls.in_order_by(|a, b| a.cmp(b));
        r.confirmed.then(|| controls.join(" "))
    });
    let mut controls: Vec<String> = Vec::new();
    // What nobody confirmed counts where nobody confirmed anything.
    let any = records().any(|r| r.confirmed);
    let lists = records()
        .filter(|r| r.confirmed == any)
        .map(|r| &r.controls);
    for control in lists.flatten() {
        if !controls.contains(control) {
            controls.push(control.clone());
        }
    }
    let request = AuditorRequest {
        id: group.id.clone(),
        request: group.text.to_owned(),
        due: due.and_then(|r| r.due),
        owner: owner.and_then(|r| r.owner.clone()),
        status: status.and_then(|r| r.status.clone()),
        controls,
        confirmed: confirmed.is_some(),
    };
    (request, !(dues && owners && states && agree))
}

/// A record that states something, if all that state it agree; and whether they do.
fn agreed<'a>(
    group: &Group<'a>,
    of: &dyn Fn(&AuditorRequest) -> Option<String>,
) -> (Option<&'a AuditorRequest>, bool) {
    let mut found: Option<(String, &AuditorRequest)> = None;
    for (_, record) in &group.records {
        match (of(record), &found) {
            (Some(stated), None) => found = Some((stated, record)),
            (Some(stated), Some((known, _))) if stated != *known => return (None, false),
            _ => {}
        }
    }
    (found.map(|(_, record)| record), true)
}

/// What is said of it, each once, and by whom.
fn said(group: &Group<'_>, all: &[Respondent]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    for (file, record) in &group.records {
        let mut record = (*record).clone();
        record.id.clone_from(&group.id);
        let says = serde_json::to_value(record).unwrap_or_default();
        let name = all.get(*file).map_or_else(String::new, |r| r.name.clone());
        match found.iter_mut().find(|s| s.says == says) {
            Some(same) if same.by.contains(&name) => {}
            Some(same) => same.by.push(name),
            None => found.push(Said {
                by: vec![name],
                says,
            }),
        }
    }
    found
}
