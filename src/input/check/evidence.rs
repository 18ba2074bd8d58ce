//! What a manifest of evidence means.

use std::collections::BTreeSet;

use super::{known, problem, twice};
use crate::date::{Date, Instant};
use crate::error::{Code, Error, Problem, shown};
use crate::input::content::Content;
use crate::input::manifest::{Entry, Manifest};

/// The rules for a manifest on its own.
pub(in crate::input) fn manifest(manifest: &Manifest, content: &Content) -> Vec<Problem> {
    let mut found = Vec::new();
    if let Some(window) = manifest.window {
        found.extend(order("/window/end", window.start, window.end));
    }
    found.extend(evidence(&manifest.evidence, content, "/evidence"));
    found
}

/// The rules for manifest entries, wherever they come from.
pub(super) fn evidence(entries: &[Entry], content: &Content, at: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let controls = || {
        content
            .catalogue
            .controls
            .iter()
            .map(|(_, c)| c.id.as_str())
    };
    // What the catalogue once had is kept, and counts nowhere.
    let retired = |id: &str| content.catalogue.retired.iter().any(|r| r.id == id);
    for (i, entry) in entries.iter().enumerate() {
        let at = format!("{at}/{i}");
        let listed = entry.controls.iter().enumerate();
        for (j, control) in listed.filter(|(_, id)| !retired(id)) {
            let at = format!("{at}/controls/{j}");
            found.extend(known(
                at,
                Code::UnknownControl,
                "a control",
                control,
                controls(),
            ));
        }
        found.extend(days(entry, &at));
        for (j, paper) in entry.workpapers.iter().enumerate() {
            let at = format!("{at}/workpapers/{j}");
            if !retired(&paper.control) {
                found.extend(known(
                    format!("{at}/control"),
                    Code::UnknownControl,
                    "a control",
                    &paper.control,
                    controls(),
                ));
            }
            let deviations = paper.deviation_count();
            if deviations > paper.tested || paper.tested > paper.population {
                let message = format!(
                    "{deviations} deviations in {} tested of {}; each is at most the next",
                    paper.tested, paper.population
                );
                found.push(problem(at, Code::OutOfRange, message));
            }
        }
    }
    found.extend(twice(
        at,
        "id",
        "the evidence",
        entries.iter().map(|e| e.id.as_str()),
    ));
    found.extend(waiting(entries, at));
    found
}

/// Days that cannot be, or stand in the wrong order.
fn days(entry: &Entry, at: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let exported = entry
        .exported_at
        .iter()
        .map(|t| (t, "exportedAt".to_owned()));
    let reviewed = entry.reviewer.iter().filter_map(|r| r.at.as_ref());
    let reviewed = reviewed.map(|t| (t, "reviewer/at".to_owned()));
    let attested = entry.attestations.iter().enumerate();
    let attested = attested.map(|(i, a)| (&a.at, format!("attestations/{i}/at")));
    for (text, key) in exported.chain(reviewed).chain(attested) {
        if text.parse::<Date>().is_err() && Instant::parse(text).is_none() {
            let message = format!(
                "`{}` is no day and no time; they are written 2026-11-21 and 2026-11-21T09:30:00+01:00",
                shown(text)
            );
            let at = format!("{at}/{key}");
            found.push(problem(at, Code::ImpossibleDate, message));
        }
    }
    let covers = entry.covers.iter();
    for span in covers.clone().filter_map(|c| c.stated.as_ref()) {
        let at = format!("{at}/covers/stated/end");
        found.extend(order(&at, span.start, span.end));
    }
    for span in covers.filter_map(|c| c.found.as_ref()) {
        let at = format!("{at}/covers/found/end");
        found.extend(order(&at, span.start, span.end));
    }
    found
}

fn order(at: &str, start: Date, end: Date) -> Option<Problem> {
    (end < start).then(|| {
        let message = format!("{end} is before the first day, {start}");
        problem(at, Code::DateOrder, message)
    })
}

/// Whether something in it takes the place of itself, by way of others.
///
/// # Errors
///
/// One problem for each entry that does.
pub(in crate::input) fn waits(entries: &[Entry]) -> Result<(), Error> {
    match waiting(entries, "/evidence") {
        none if none.is_empty() => Ok(()),
        some => Err(Error::Input(some)),
    }
}

fn waiting(entries: &[Entry], at: &str) -> Vec<Problem> {
    let next = |id: &str| {
        let entry = entries.iter().find(|e| e.id == id);
        entry.and_then(|e| e.supersedes.as_deref())
    };
    let mut found = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let mut seen = BTreeSet::new();
        let mut now = entry.supersedes.as_deref();
        while let Some(id) = now.filter(|id| *id != entry.id && seen.insert(*id)) {
            now = next(id);
        }
        if now == Some(&entry.id) {
            let message = format!(
                "`{}` takes the place of itself, at once or by way of others",
                shown(&entry.id)
            );
            found.push(problem(
                format!("{at}/{i}/supersedes"),
                Code::Cycle,
                message,
            ));
        }
    }
    found
}
