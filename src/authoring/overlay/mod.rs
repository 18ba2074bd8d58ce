//! Overlays: a consultant's changes to content that exists, applied to give content that stands alone.

mod changes;
mod consequences;
mod form;

use super::document::{Draft, Opened, around, content};
use super::located::{Located, Note, problem};
use super::node::{Data, Mark, Node};
use super::{shape, text};
use crate::error::{Code, Document, Problem, did_you_mean, shown};
use crate::input::read as documents;
pub use form::{OVERLAY_FORMAT, OVERLAY_VERSION, OverlayFile};

/// The content that an overlay changes, on its way.
struct Work {
    catalogue: Node,
    questionnaire: Node,
    /// Version of the result, for what is retired.
    version: String,
    problems: Vec<Located>,
    notes: Vec<Note>,
}

impl Work {
    fn problem(&mut self, mark: Option<&Mark>, found: Problem) {
        self.problems.push(Located {
            mark: mark.cloned(),
            problem: found,
        });
    }

    fn note(&mut self, mark: Option<&Mark>, message: String) {
        self.notes.push(Note {
            mark: mark.cloned(),
            message,
        });
    }
}

/// The content that an overlay makes.
///
/// * `library`: the content that comes with the library, as a document.
/// * `open`: opens the file that `baseContent` names.
#[must_use]
pub fn applied(overlay: Node, library: &Node, open: Opened<'_>) -> Draft {
    let outcome = form::checked(&overlay)
        .and_then(|form| base(&overlay, &form, library, open).map(|found| (form, found)));
    let (form, (catalogue, questionnaire)) = match outcome {
        Ok(found) => found,
        Err(problems) => {
            return Draft {
                document: overlay,
                problems,
                notes: Vec::new(),
                partial: false,
            };
        }
    };
    let mut work = Work {
        catalogue,
        questionnaire,
        version: form.questionnaire.version,
        problems: Vec::new(),
        notes: Vec::new(),
    };
    if let Some(own) = overlay.get("questionnaire") {
        let found = falls(&work.questionnaire, own);
        work.problems.extend(found);
    }
    if let (Some(before), Some(own)) = (work.catalogue.get("framework"), overlay.get("framework")) {
        let found = falls(before, own);
        work.problems.extend(found);
    }
    for key in ["id", "version", "title", "about", "minutes"] {
        if let Some(own) = overlay.get("questionnaire").and_then(|q| q.get(key)) {
            work.questionnaire.set(key, own.clone());
        }
    }
    if let (Some(own), Some(framework)) = (
        overlay.get("framework"),
        work.catalogue.get_mut("framework"),
    ) {
        changes::merge(framework, own);
    }
    if let (Some(own), Some(priors)) = (overlay.get("priors"), work.catalogue.get_mut("priors")) {
        changes::merge(priors, own);
    }
    for section in &changes::SECTIONS {
        if let Some(found) = overlay.get(section.key) {
            changes::apply(&mut work, section, found);
        }
    }
    let mut document = around(Some(work.catalogue), vec![work.questionnaire]);
    document.mark = overlay.mark;
    Draft {
        document,
        problems: work.problems,
        notes: work.notes,
        partial: false,
    }
}

/// The catalogue and the questionnaire that an overlay begins with.
fn base(
    overlay: &Node,
    form: &OverlayFile,
    library: &Node,
    open: Opened<'_>,
) -> Result<(Node, Node), Vec<Located>> {
    let own = match &form.base_content {
        Some(name) => Some(opened(overlay, name, open)?),
        None => None,
    };
    let document = own.as_ref().unwrap_or(library);
    let (catalogue, questionnaires) = content(document)?;
    // Content without a catalogue stands on the library's.
    let catalogue = catalogue.or_else(|| library.get("catalogue").cloned());
    if own.is_some() {
        let mut found: Vec<Located> = catalogue.iter().flat_map(shape::catalogue).collect();
        found.extend(questionnaires.iter().flat_map(shape::questionnaire));
        if !found.is_empty() {
            return Err(found);
        }
    }
    let ids = || questionnaires.iter().filter_map(|q| q.text_at("id"));
    let chosen = match (&form.base, questionnaires.as_slice()) {
        (Some(id), all) => all.iter().find(|q| q.text_at("id") == Some(id)),
        (None, [only]) if form.base_content.is_some() => Some(only),
        _ => None,
    };
    let wrong = |at: &str, code, message, help| {
        let found = problem(at, code, message);
        vec![Located::within(overlay, Problem { help, ..found })]
    };
    match (catalogue, chosen, &form.base) {
        (Some(catalogue), Some(chosen), _) => Ok((catalogue, chosen.clone())),
        (_, _, Some(id)) => {
            let known: Vec<&str> = ids().collect();
            let message = format!(
                "`{}` is not a questionnaire of the base; known: {}",
                shown(id),
                known.join(", ")
            );
            let help = did_you_mean(id, ids());
            Err(wrong("/base", Code::UnknownQuestionnaire, message, help))
        }
        _ => {
            let message = "which questionnaire is changed? `base` is missing".to_owned();
            let known: Vec<&str> = ids().collect();
            let help = Some(format!("`base` is one of: {}.", known.join(", ")));
            Err(wrong("/base", Code::MissingText, message, help))
        }
    }
}

/// The content in the file that `baseContent` names.
fn opened(overlay: &Node, name: &str, open: Opened<'_>) -> Result<Node, Vec<Located>> {
    let from = overlay.mark.as_ref().map_or("", |m| &m.file);
    let source = open(from, name).map_err(|why| {
        let message = format!("the base cannot be opened: {why}");
        let found = problem("/baseContent", Code::UnknownName, message);
        vec![Located::within(overlay, found)]
    })?;
    text::read(&source)
}

/// The header of an overlay.
fn header(overlay: &Node) -> Result<(), Located> {
    documents::header(
        &overlay.value(),
        OVERLAY_FORMAT,
        OVERLAY_VERSION,
        Document::Questionnaire,
    )
    .map_err(|found| Located::within(overlay, found))
}

/// The problem of a version below that of the base, where both have one id.
fn falls(before: &Node, own: &Node) -> Option<Located> {
    if own.get("id").is_some() && own.text_at("id") != before.text_at("id") {
        return None;
    }
    let numbers = |text: &str| -> Option<Vec<u32>> {
        text.split('.').map(|part| part.parse().ok()).collect()
    };
    let (old, new) = (before.text_at("version")?, own.text_at("version")?);
    (numbers(new)? < numbers(old)?).then(|| {
        let message = format!(
            "version {} comes after version {} of the base; versions go up",
            shown(new),
            shown(old)
        );
        let help = "Raise the version, or give it an id of its own.";
        let found = problem("/version", Code::OutOfRange, message).help(help);
        Located::within(own, found)
    })
}

/// The id of an element.
fn id_of(node: &Node) -> &str {
    node.text_at("id").unwrap_or_default()
}

/// Whether a node is one of these texts.
fn is_one_of(node: &Node, names: &std::collections::BTreeSet<String>) -> bool {
    matches!(&node.data, Data::Text(text) if names.contains(text))
}
