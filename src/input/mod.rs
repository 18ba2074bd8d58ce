//! Documents to [`Engagement`]: read, checked and resolved once, so that the stages after it cannot fail.
//!
//! A saved assessment comes as text (the CLI) or as a JSON value (the browser);
//! both go through the same reader and give the same problems.

pub mod answers;
pub mod builtin;
mod calendar;
pub mod canonical;
pub mod catalogue;
mod check;
pub mod content;
pub mod control;
pub mod digest;
pub mod engagement;
pub mod form;
pub mod framework;
#[cfg(feature = "lint")]
pub mod lint;
pub mod locale;
pub mod manifest;
pub mod migration;
#[cfg(feature = "cli")]
pub mod past;
pub mod periods;
mod placed;
pub mod policy;
pub mod questionnaire;
pub mod read;
pub mod receive;
pub mod register;
pub mod requested;
pub mod rules;
pub mod sampling;
pub mod scoping;
mod unique;

use serde_json::Value;

pub use engagement::Engagement;
pub use receive::{
    Received, file_results, inspections, known_mappings, listed_day, mapping_of, receive,
    receive_manifest, terms,
};

use crate::error::{Code, Document, Error, Problem};
use crate::evidence::listing;
use answers::{ASSESSMENT_FORMAT, ASSESSMENT_VERSION, AssessmentFile};
use content::Content;
use manifest::{Entry, MANIFEST_FORMAT, MANIFEST_VERSION, Manifest, StatedTerms, lifted, table};

/// The content that comes with the library.
///
/// # Errors
///
/// Only if the authored content is wrong, which a test of this library excludes.
pub fn content() -> Result<&'static Content, Error> {
    builtin::content().map_err(Error::from)
}

/// A saved assessment as a typed document, of the right shape but not yet checked.
///
/// # Errors
///
/// The first problem of shape.
pub fn assessment_file(value: Value, content: &Content) -> Result<AssessmentFile, Error> {
    read::header(
        &value,
        ASSESSMENT_FORMAT,
        ASSESSMENT_VERSION,
        Document::Assessment,
    )?;
    newer_questionnaire(&value, content)?;
    Ok(read::typed(value, Document::Assessment)?)
}

/// Checks and resolves a saved assessment against the content.
///
/// # Errors
///
/// Every problem of meaning, in the order of the document.
///
/// # Example
///
/// ```
/// let text = include_str!("../../examples/acme/assessment.json");
/// let content = tickmark::input::content()?;
/// let file = tickmark::input::assessment_file(serde_json::from_str(text)?, content)?;
/// let engagement = tickmark::input::engagement(file, content)?;
/// assert_eq!(engagement.window().days(), 181);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn engagement(file: AssessmentFile, content: &Content) -> Result<Engagement<'_>, Error> {
    let problems = check::problems(&file, content);
    if !problems.is_empty() {
        return Err(Error::Input(problems));
    }
    let published = check::questionnaire(&file, content)?;
    Engagement::resolve(file, content, published).ok_or_else(|| Error::Input(Vec::new()))
}

/// The problems of a saved assessment; empty when it can be worked out.
#[must_use]
pub fn problems(value: Value, content: &Content) -> Vec<Problem> {
    let outcome =
        assessment_file(value, content).and_then(|file| engagement(file, content).map(|_| ()));
    match outcome {
        Ok(()) => Vec::new(),
        Err(Error::Input(problems)) => problems,
        Err(Error::Template(text)) => vec![Problem::new(
            Document::Assessment,
            "",
            crate::error::Code::WrongDocument,
            text,
        )],
    }
}

/// The entries of an evidence manifest, checked. What it states of the whole stands at the first.
///
/// # Errors
///
/// The first problem of shape, or every problem of meaning.
pub fn manifest_entries(value: Value, content: &Content) -> Result<Vec<Entry>, Error> {
    read::header(
        &value,
        MANIFEST_FORMAT,
        MANIFEST_VERSION,
        Document::Evidence,
    )?;
    let manifest: Manifest = read::typed(lifted(value), Document::Evidence)?;
    checked(manifest, content).map_err(Error::Input)
}

/// The same of a file: JSON, or a table with the same names for its columns.
///
/// # Errors
///
/// As [`manifest_entries`]; in a table by row and column.
pub fn manifest_file(bytes: &[u8], content: &Content) -> Result<Vec<Entry>, Error> {
    let text = listing::text(bytes).ok_or_else(|| {
        let message = "a list of evidence is text, and some of these bytes are none";
        Problem::new(Document::Evidence, "", Code::NotText, message)
            .help("A spreadsheet saves a table as \"CSV UTF-8\".")
    })?;
    if listing::delimiter(&text).is_none() {
        return manifest_entries(read::json(&text, Document::Evidence)?, content);
    }
    let listed = table::listed(&text)?;
    checked(listed.manifest.clone(), content)
        .map_err(|all| Error::Input(all.into_iter().map(|p| listed.placed(p)).collect()))
}

fn checked(manifest: Manifest, content: &Content) -> Result<Vec<Entry>, Vec<Problem>> {
    let mut problems = check::manifest(&manifest, content);
    for problem in &mut problems {
        problem.document = Document::Evidence;
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let terms = StatedTerms {
        organisation: manifest.organisation,
        window: manifest.window,
        time_zone: manifest.time_zone,
        policies: manifest.policies,
        cadences: manifest.cadences,
        scope: manifest.scope,
        extra: manifest.extra,
    };
    let mut entries = manifest.evidence;
    if let Some(first) = entries.first_mut()
        && terms != StatedTerms::default()
    {
        first.terms = Some(terms);
    }
    Ok(entries)
}

/// Answers to a later major version of a known questionnaire may have another
/// shape altogether, so that is said before the shape is looked at.
fn newer_questionnaire(value: &Value, content: &Content) -> Result<(), Error> {
    let reference = value.get("questionnaire");
    let text = |key: &str| reference.and_then(|r| r.get(key)).and_then(Value::as_str);
    let (Some(id), Some(version)) = (text("id"), text("version")) else {
        return Ok(());
    };
    let Some(published) = content.questionnaire(id) else {
        return Ok(());
    };
    match check::version(version, &published.questionnaire) {
        Some(problem) if problem.code == Code::NewerVersion => Err(problem.into()),
        _ => Ok(()),
    }
}
