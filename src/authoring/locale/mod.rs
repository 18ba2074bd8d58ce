//! Locales: the words of authored files in another language, looked through and compiled.

mod compare;
mod language;
mod overlays;
mod placeholders;
mod report;
mod templates;
pub mod words;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::document::{Draft, Opened, part_of};
use super::located::{Located, problem, sorted};
use super::node::{Data, Mark, Node};
use super::overlay::OVERLAY_FORMAT;
use super::text::{Source, read};
use crate::error::{Code, Error};
use crate::input::digest::sha256;
use crate::input::locale::{LOCALE_FORMAT, LOCALE_VERSION, put};
pub use language::Language;

/// The folder of a locale that holds the words of the report.
pub const REPORT: &str = "report";

/// Name of the file that says which language a locale is in, without its ending.
pub const LANGUAGE: &str = "language";

/// The files of a locale: a folder that mirrors the one with the authored files.
#[derive(Clone, Debug)]
pub struct Files {
    /// Name of its folder, which is the tag of the language.
    pub folder: String,
    /// Its `language.yaml`.
    pub language: Source,
    /// Every authored file and every file of the locale, by its path from the two folders.
    pub pairs: BTreeMap<String, Pair>,
    /// The files of the folder `report`, by name: sentences and templates.
    pub report: BTreeMap<String, Source>,
    /// The file that is meant, if not all are.
    pub meant: Option<String>,
}

/// An authored file, and its words in the locale.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// The authored file.
    pub original: Option<Source>,
    /// Its words.
    pub words: Option<Source>,
}

/// What an authored file is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Questionnaire,
    Overlay,
    /// A file of a catalogue.
    Catalogue,
}

/// An authored file with its words, both read.
struct Translated {
    path: String,
    role: Role,
    original: Node,
    words: Option<Node>,
}

/// The compiled locales that the files make: one of the questionnaires and the catalogue, and one of each overlay.
///
/// * `library`: the content that comes with the library, as a document.
/// * `open`: opens what an overlay names.
///
/// # Errors
///
/// Only if what comes with the library is wrong.
pub(super) fn drafts(files: &Files, library: &Node, open: Opened<'_>) -> Result<Vec<Draft>, Error> {
    let mut problems = Vec::new();
    let language = language::read_in(files, &mut problems);
    let found = pairs(files, &mut problems);
    for one in &found {
        match &one.words {
            Some(words) => problems.extend(compare::compare(&one.original, words, &language)),
            None if words::any(&one.original, false) => {
                let message = format!("the words of `{}` are missing", one.path);
                let mark = start(&files.language.name);
                problems.push(Located::at(mark, problem("", Code::MissingText, message)));
            }
            None => {}
        }
    }
    let report = report::words(files, &language, &mut problems);
    let whole = problems.iter().all(Located::is_advice);
    let mut drafts = Vec::new();
    let plain: Vec<&Translated> = found.iter().filter(|t| t.role != Role::Overlay).collect();
    if !plain.is_empty() || found.is_empty() || report.is_some() || !whole {
        let mut document = if whole {
            assembled(&plain, &language).unwrap_or_else(|more| {
                problems.extend(more);
                language.head()
            })
        } else {
            language.head()
        };
        if let (Value::Object(map), Some(report)) = (&mut document, report) {
            map.insert("report".to_owned(), report);
        }
        drafts.push(drafted(document, std::mem::take(&mut problems)));
    }
    for one in found.iter().filter(|t| t.role == Role::Overlay && whole) {
        let Some(words) = &one.words else { continue };
        let (document, more) = overlays::locale(&one.original, words, &language, library, open)?;
        problems.extend(more);
        let draft = drafted(document, std::mem::take(&mut problems));
        if files.meant.is_some() && files.meant == words.mark.as_ref().map(|m| m.file.to_string()) {
            return Ok(vec![draft]);
        }
        drafts.push(draft);
    }
    if let Some(meant) = &files.meant {
        for draft in &mut drafts {
            draft.partial = true;
            let of_it = |found: &Located| found.mark.as_ref().is_none_or(|m| &*m.file == meant);
            draft.problems.retain(of_it);
        }
    }
    Ok(drafts)
}

fn drafted(document: Value, problems: Vec<Located>) -> Draft {
    Draft {
        document: document.into(),
        problems: sorted(problems),
        notes: Vec::new(),
        partial: false,
    }
}

/// The first place of a file.
fn start(file: &str) -> Mark {
    Mark {
        file: file.into(),
        line: 1,
        column: 1,
    }
}

/// Every authored file whose words people read, with its words.
fn pairs(files: &Files, problems: &mut Vec<Located>) -> Vec<Translated> {
    let mut found = Vec::new();
    for (path, pair) in &files.pairs {
        let words = pair.words.as_ref().map(read);
        let Some(original) = &pair.original else {
            if let Some(Source { name, .. }) = &pair.words {
                let message = format!("there is no `{path}` in the original whose words these are");
                let here = Located::at(start(name), problem("", Code::UnknownName, message));
                problems.push(here);
            }
            continue;
        };
        let original = match read(original) {
            Ok(node) => node,
            Err(more) => {
                problems.extend(more);
                continue;
            }
        };
        let Some(role) = role(path, &original) else {
            continue;
        };
        let words = match words.transpose() {
            Ok(words) => words,
            Err(more) => {
                problems.extend(more);
                continue;
            }
        };
        found.push(Translated {
            path: path.clone(),
            role,
            original,
            words,
        });
    }
    found
}

/// What an authored file is; nothing for compiled content and saved work, which have no words of their own.
fn role(path: &str, original: &Node) -> Option<Role> {
    match original.text_at("format") {
        Some(OVERLAY_FORMAT) => return Some(Role::Overlay),
        Some(_) => return None,
        None => {}
    }
    // Schemas for editors are named as what they describe.
    if original.get("$schema").is_some() {
        return None;
    }
    let questionnaire = original.get("questions").is_some();
    match (questionnaire, path.contains('/')) {
        (true, _) => Some(Role::Questionnaire),
        (false, true) => Some(Role::Catalogue),
        (false, false) => None,
    }
}

/// The compiled locale of questionnaires and a catalogue.
fn assembled(found: &[&Translated], language: &Language) -> Result<Value, Vec<Located>> {
    let mut catalogue = None;
    let mut questionnaires = Vec::new();
    for one in found.iter().filter(|t| t.role == Role::Questionnaire) {
        if let Some(words) = &one.words {
            questionnaires.push(part(&one.original, words)?);
        }
    }
    let files: Vec<&Translated> = found
        .iter()
        .filter(|t| t.role == Role::Catalogue)
        .copied()
        .collect();
    if let Some(first) = files.first() {
        let root = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let another = files.iter().find(|t| root(&t.path) != root(&first.path));
        if let Some(another) = another {
            let message = "a second catalogue; one is read at a time";
            let again = problem("", Code::Duplicate, message);
            return Err(vec![Located::within(&another.original, again)]);
        }
        let original = files.iter().map(|t| (t.path.as_str(), Some(&t.original)));
        let words = files.iter().map(|t| (t.path.as_str(), t.words.as_ref()));
        catalogue = Some(part(&gathered(original), &gathered(words))?);
    }
    Ok(language.document(catalogue, questionnaires))
}

/// A part of a compiled locale: the words of one document, under its id and its digest.
fn part(original: &Node, words: &Node) -> Result<Value, Vec<Located>> {
    let (mut document, said) = (original.value(), words.value());
    put(&mut document, &said, false).map_err(|misfit| {
        let found = problem(misfit.at, misfit.code, misfit.message);
        vec![Located::within(words, found)]
    })?;
    Ok(entry(&original.value(), said))
}

/// The words of a document, under its id and its digest.
fn entry(original: &Value, words: Value) -> Value {
    let framework = original.get("framework");
    let id = framework.unwrap_or(original).get("id");
    json!({ "id": id, "sha256": sha256(original), "words": words })
}

/// The files of a catalogue's folder as one document; nothing for those that are not there.
fn gathered<'n>(files: impl Iterator<Item = (&'n str, Option<&'n Node>)>) -> Node {
    let mut catalogue = Node::from(Data::Map(BTreeMap::new()));
    let mut groups = Vec::new();
    for (path, node) in files {
        let part = part_of(path);
        match (part.as_str(), node) {
            ("controls", Some(node)) => match &node.data {
                Data::List(several) => groups.extend(several.iter().cloned()),
                _ => groups.push(node.clone()),
            },
            ("controls", None) => groups.push(Data::Map(BTreeMap::new()).into()),
            (part, Some(node)) => catalogue.set(part, node.clone()),
            (_, None) => {}
        }
    }
    catalogue.set("controls", Data::List(groups).into());
    catalogue
}
