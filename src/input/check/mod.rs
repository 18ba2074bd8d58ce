//! What a document means: one function a rule, each finding all of its problems.

mod answers;
mod evidence;
mod profile;
mod register;
mod requested;
mod sampling;

use std::collections::BTreeSet;

pub(in crate::input) use evidence::{manifest, waits};
pub(in crate::input) use profile::window_is_usable;

use super::answers::AssessmentFile;
use super::content::{Content, Published};
use super::questionnaire::Questionnaire;
use crate::error::{Code, Document, Problem, shown};

/// Every problem of the document, in its order.
pub(super) fn problems(file: &AssessmentFile, content: &Content) -> Vec<Problem> {
    let mut found = Vec::new();
    found.extend(profile::profile(file, content));
    found.extend(sampling::sampling(file, content));
    match questionnaire(file, content) {
        Ok(published) => found.extend(answers::answers(file, &published.questionnaire)),
        Err(problem) => found.push(problem),
    }
    found.extend(evidence::evidence(&file.evidence, content, "/evidence"));
    found.extend(register::register(file));
    found.extend(requested::requested(file));
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
