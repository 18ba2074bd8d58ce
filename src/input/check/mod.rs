//! What a document means: one function a rule, each finding all of its problems.

mod answers;
mod profile;

use std::collections::BTreeSet;

pub(in crate::input) use profile::window_is_usable;

use super::answers::AssessmentFile;
use super::content::{Content, Published};
use super::manifest::Entry;
use super::questionnaire::Questionnaire;
use crate::error::{Code, Document, Problem, shown};
use crate::evidence::check_mapping;

/// Every problem of the document, in its order.
pub(super) fn problems(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let mut found = Vec::new();
    found.extend(profile::profile(file, content));
    match questionnaire(file, content) {
        Ok(published) => found.extend(answers::answers(file, &published.questionnaire)),
        Err(problem) => found.push(problem),
    }
    found.extend(evidence(&file.evidence, content, "/evidence"));
    found
}

fn problem(at: impl Into<String>, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Assessment, at, code, message)
}

/// A name that must be one of a list.
fn known<'a>(
    at: String,
    code: Code,
    what: &str,
    found: &str,
    allowed: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<Problem> {
    Problem::not_among(Document::Assessment, at, code, what, found, allowed)
}

/// Ids that occur twice, each reported where it stands the second time.
fn twice<'a>(
    at: &str,
    key: &str,
    what: &str,
    ids: impl IntoIterator<Item = &'a str>,
) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (i, id) in ids.into_iter().enumerate() {
        if !seen.insert(id) {
            let message = format!("{what} `{}` is there twice; once is allowed", shown(id));
            found.push(problem(format!("{at}/{i}/{key}"), Code::Duplicate, message));
        }
    }
    found
}

fn out_of_range(at: impl Into<String>, value: u32, min: u32, max: u32) -> Option<Problem> {
    (!(min..=max).contains(&value)).then(|| {
        problem(
            at,
            Code::OutOfRange,
            format!("found {value}; allowed: {min} to {max}"),
        )
    })
}

/// The questionnaire that the document names.
pub(super) fn questionnaire<'c>(
    file: &AssessmentFile,
    content: &'c Content,
) -> Result<&'c Published, Problem> {
    let wanted = &file.questionnaire;
    let Some(published) = content.questionnaire(&wanted.id) else {
        let ids = content
            .questionnaires
            .iter()
            .map(|p| p.questionnaire.id.as_str());
        let at = "/questionnaire/id".to_owned();
        return Err(known(
            at,
            Code::UnknownQuestionnaire,
            "a questionnaire",
            &wanted.id,
            ids,
        )
        .unwrap_or_else(|| problem("/questionnaire/id", Code::UnknownQuestionnaire, "unknown")));
    };
    match version(&wanted.version, &published.questionnaire) {
        Some(problem) => Err(problem),
        None => Ok(published),
    }
}

/// What is wrong with the version of the questionnaire that answers name.
pub(super) fn version(wanted: &str, ours: &Questionnaire) -> Option<Problem> {
    let at = "/questionnaire/version";
    let major = |version: &str| {
        version
            .split('.')
            .next()
            .and_then(|m| m.parse::<u32>().ok())
    };
    let Some(theirs) = major(wanted) else {
        let message = format!(
            "`{}` is not a version; a version is written 1.0.0",
            shown(wanted)
        );
        return Some(problem(at, Code::WrongShape, message));
    };
    (major(&ours.version) < Some(theirs)).then(|| {
        let message = format!(
            "the answers are to version {} of `{}`; this release has {}",
            shown(wanted),
            ours.id,
            ours.version
        );
        problem(at, Code::NewerVersion, message)
            .help("Open it with a release that has that version; nothing of it was changed.")
    })
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
        if let Some(mapping) = entry.format.as_ref().and_then(|f| f.mapping.as_ref()) {
            let mut wrong = check_mapping(mapping, &format!("{at}/format/mapping"));
            wrong
                .iter_mut()
                .for_each(|one| one.document = Document::Assessment);
            found.extend(wrong);
        }
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
    found
}
