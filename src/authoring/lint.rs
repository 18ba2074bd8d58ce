//! Everything that is wrong with content, with its place: what `input::lint` finds, and what only authors need.

use std::collections::{BTreeMap, BTreeSet};

use super::located::{Located, problem};
use super::node::Node;
use super::shape;
use crate::error::{Code, Document, Problem, shown};
use crate::input::catalogue::Catalogue;
use crate::input::content::{Content, ContentFile};
use crate::input::questionnaire::{Question, Questionnaire};
use crate::input::scoping::Condition;
use crate::input::{lint, read};

/// Every problem of shape of compiled content.
#[must_use]
pub fn shapes(document: &Node) -> Vec<Located> {
    let mut found = document
        .get("catalogue")
        .map(shape::catalogue)
        .unwrap_or_default();
    for questionnaire in document.list_at("questionnaires") {
        found.extend(shape::questionnaire(questionnaire));
    }
    found
}

/// Every problem of compiled content; those of meaning only if it has none of shape.
///
/// * `base`: whose catalogue is used when the document has none.
#[must_use]
pub fn content(document: &Node, base: &Content) -> Vec<Located> {
    let found = shapes(document);
    if !found.is_empty() {
        return found;
    }
    let file: ContentFile = match read::typed(document.value(), Document::Questionnaire) {
        Ok(file) => file,
        Err(problem) => return vec![Located::within(document, problem)],
    };
    let mut problems = file
        .catalogue
        .as_ref()
        .map(lint::catalogue)
        .unwrap_or_default();
    let own = file.catalogue.map(Catalogue::from);
    let catalogue = own.as_ref().unwrap_or(&base.catalogue);
    let mut seen = BTreeSet::new();
    for (i, questionnaire) in file.questionnaires.iter().enumerate() {
        let at = format!("/questionnaires/{i}");
        problems.extend(lint::questionnaire(questionnaire, catalogue, &at));
        problems.extend(questions(questionnaire, catalogue, &at));
        if !seen.insert(&questionnaire.id) {
            let message = format!(
                "the questionnaire `{}` is there twice",
                shown(&questionnaire.id)
            );
            problems.push(problem(format!("{at}/id"), Code::Duplicate, message));
        }
    }
    let told: BTreeSet<String> = problems.iter().map(|p| p.at.clone()).collect();
    problems.extend(
        texts(document)
            .into_iter()
            .filter(|p| !told.contains(&p.at)),
    );
    problems
        .into_iter()
        .map(|found| Located::within(document, found))
        .collect()
}

fn questions(found: &Questionnaire, catalogue: &Catalogue, at: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if found.questions.is_empty() {
        let message = "a questionnaire asks at least one question";
        let at = format!("{at}/questions");
        problems.push(problem(at, Code::MissingText, message));
    }
    let retired: BTreeMap<&str, &str> = found
        .retired
        .iter()
        .map(|r| (r.id.as_str(), r.since.as_str()))
        .collect();
    for (i, question) in found.questions.iter().enumerate() {
        let at = format!("{at}/questions/{i}");
        for (j, alias) in question.aliases.iter().enumerate() {
            if let Some(since) = retired.get(alias.as_str()) {
                let message = format!(
                    "`{}` was retired in version {}: answers to it cannot count here too",
                    shown(alias),
                    shown(since)
                );
                let at = format!("{at}/aliases/{j}");
                problems.push(problem(at, Code::RecycledId, message));
            }
        }
        problems.extend(never(&at, question, catalogue));
    }
    problems
}

/// A question that is asked only where none of its controls exists.
fn never(at: &str, question: &Question, catalogue: &Catalogue) -> Option<Problem> {
    let mut controls = question
        .controls
        .iter()
        .filter_map(|id| catalogue.control(id))
        .peekable();
    controls.peek()?;
    let apart = |a: &Condition, b: &Condition| {
        let one_value = catalogue.fact(&a.fact).is_some_and(|f| !f.several);
        a.fact == b.fact && one_value && !a.is.iter().any(|value| b.is.contains(value))
    };
    let excluded = controls.all(|control| {
        let when = &control.when;
        when.iter()
            .any(|a| question.when.iter().any(|b| apart(a, b)))
    });
    excluded.then(|| {
        let message = "where this is asked, none of its controls exists";
        problem(format!("{at}/when"), Code::Unreachable, message)
            .help("Its own conditions and those of its controls cannot hold together.")
    })
}

/// Texts that say nothing, say too much, or hide something from the eye.
pub(super) fn texts(document: &Node) -> Vec<Problem> {
    let mut problems = Vec::new();
    document.texts("", &mut |at, text| {
        let key = at.rsplit('/').next().unwrap_or_default();
        if text.trim().is_empty() {
            let message = format!("`{}` says nothing", shown(key));
            problems.push(problem(at, Code::MissingText, message));
            return;
        }
        let characters = text.chars().count();
        if characters > lint::LONGEST_TEXT {
            let message = format!(
                "found a text of {characters} characters; allowed: {}",
                lint::LONGEST_TEXT
            );
            problems.push(problem(at, Code::OutOfRange, message));
        }
        if let Some(found) = text.chars().find(|c| hides(*c)) {
            let message = format!(
                "the text has the control character U+{:04X}",
                u32::from(found)
            );
            problems.push(
                problem(at, Code::WrongShape, message)
                    .help("Readers would see another text than the file has."),
            );
        }
    });
    problems
}

/// Control characters, and those that turn the direction of what stands around them.
fn hides(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
