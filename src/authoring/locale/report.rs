//! The words of the report in another language: every sentence of the code, and every template.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::language::Language;
use super::placeholders::{named, told};
use super::{Files, start, templates};
use crate::authoring::lint;
use crate::authoring::located::{Located, problem};
use crate::authoring::node::{Data, Entry, Mark, Node};
use crate::authoring::text::{Source, read};
use crate::error::{Code, Problem, did_you_mean, shown};
use crate::report::language::BASIS;

/// The file of the sentences, within the folder of the report.
const SENTENCES: &str = "sentences.yaml";
/// The template whose lines say what a report was worked out from.
const METHOD: &str = "method.md";
/// Every sentence of the code.
const ENGLISH: &str = include_str!("../../../templates/sentences.yaml");
/// The form that every sentence with a count has.
const OTHER: &str = "other";
/// A sentence of fewer words may be the same in two languages (J).
const SEVERAL_WORDS: usize = 4;

/// The words of the report for a compiled locale; nothing where the locale has no folder for them.
pub(super) fn words(
    files: &Files,
    language: &Language,
    problems: &mut Vec<Located>,
) -> Option<Value> {
    if files.report.is_empty() {
        return None;
    }
    let mut found = Map::new();
    if let Some(plurals) = &language.plurals {
        found.insert("plurals".to_owned(), json!(plurals));
    }
    let mut said = BTreeMap::new();
    match files.report.get(SENTENCES) {
        Some(source) => said = sentences(source, language, problems),
        None => {
            let message = format!("`report/{SENTENCES}` is missing");
            let mark = start(&files.language.name);
            problems.push(Located::at(mark, problem("", Code::MissingText, message)));
        }
    }
    let texts = templates::compare(files, language, problems);
    if let (Some(method), Some(source)) = (texts.get(METHOD), files.report.get(METHOD)) {
        problems.extend(basis(&said, method, source));
    }
    found.insert("sentences".to_owned(), json!(said));
    found.insert("templates".to_owned(), json!(texts));
    Some(Value::Object(found))
}

/// The sentences of the code: each with whether it has a count.
fn english() -> BTreeMap<String, bool> {
    let source = Source {
        name: format!("templates/{SENTENCES}"),
        bytes: ENGLISH.as_bytes().to_vec(),
    };
    let list = match read(&source).map(|node| node.data) {
        Ok(Data::List(list)) => list,
        // A test of the library reads it.
        _ => Vec::new(),
    };
    let sentence = |node: &Node| match node.as_text() {
        Some(text) => Some((text.to_owned(), false)),
        None => Some((node.text_at(OTHER)?.to_owned(), true)),
    };
    list.iter().filter_map(sentence).collect()
}

/// What the sentences are in the language, each looked at.
fn sentences(
    source: &Source,
    language: &Language,
    problems: &mut Vec<Located>,
) -> BTreeMap<String, Value> {
    let node = match read(source) {
        Ok(node) => node,
        Err(found) => {
            problems.extend(found);
            return BTreeMap::new();
        }
    };
    for found in lint::texts(&node) {
        problems.push(Located::within(&node, found));
    }
    let mut tell = |mark: Option<&Mark>, found: Problem| {
        let mark = mark.cloned().unwrap_or_else(|| start(&source.name));
        problems.push(Located::at(mark, found));
    };
    let Data::Map(said) = &node.data else {
        let message =
            "expected an object: the English sentences, and what they are in the language";
        tell(None, problem("", Code::WrongShape, message));
        return BTreeMap::new();
    };
    let english = english();
    for (sentence, counts) in &english {
        let Some(Entry { value, .. }) = said.get(sentence) else {
            let message = format!("`{}` has no words here", shown(sentence));
            let found = problem("", Code::MissingText, message)
                .help(format!("templates/{SENTENCES} lists every sentence."));
            tell(None, found);
            continue;
        };
        let mark = value.mark.as_ref();
        for found in forms(sentence, *counts, value, language) {
            tell(mark, found);
        }
    }
    for (sentence, entry) in said {
        if !english.contains_key(sentence) {
            let message = format!("the report does not say `{}`", shown(sentence));
            let help = did_you_mean(sentence, english.keys().map(String::as_str));
            let found = problem("", Code::UnknownKey, message);
            tell(entry.key.as_ref(), Problem { help, ..found });
        }
    }
    let values = said.iter();
    values
        .map(|(sentence, entry)| (sentence.clone(), entry.value.value()))
        .collect()
}

/// What is wrong with one sentence, in all its forms.
fn forms(english: &str, counts: bool, said: &Node, language: &Language) -> Vec<Problem> {
    let allowed = language.forms();
    let mut found = Vec::new();
    match (&said.data, counts) {
        (Data::Text(said), false) => found.extend(sentence(english, said, false, language)),
        (Data::Map(forms), true) => {
            if !forms.contains_key(OTHER) {
                let message = "the form `other` is missing";
                found.push(problem("", Code::MissingText, message));
            }
            for (form, entry) in forms {
                if !allowed.contains(&form.as_str()) {
                    let message = format!(
                        "`{}` is no form of the language; known: {}",
                        shown(form),
                        allowed.join(", ")
                    );
                    found.push(problem("", Code::UnknownKey, message));
                }
                match entry.value.as_text() {
                    Some(said) => {
                        found.extend(sentence(english, said, form != OTHER, language));
                    }
                    None => {
                        let message = format!("`{}` is no text", shown(form));
                        found.push(problem("", Code::WrongShape, message));
                    }
                }
            }
            for form in &allowed {
                if !forms.contains_key(*form) && *form != OTHER {
                    let message = format!("the form `{form}` is missing");
                    found.push(problem("", Code::MissingText, message));
                }
            }
        }
        (_, true) => {
            let message = format!(
                "the sentence has a count; expected an object with: {}",
                allowed.join(", ")
            );
            found.push(problem("", Code::WrongShape, message));
        }
        (_, false) => {
            let message = "the sentence has no count; expected a text";
            found.push(problem("", Code::WrongShape, message));
        }
    }
    found
}

/// * `some`: whether the form is one of a few counts, which may leave the number out.
fn sentence(english: &str, said: &str, some: bool, language: &Language) -> Vec<Problem> {
    let mut found = Vec::new();
    let (mut names, mut expected) = (named(said), named(english));
    if some {
        names.retain(|name| *name != "count");
        expected.retain(|name| *name != "count");
    }
    if names != expected {
        let message = format!(
            "found in braces: {}; the original has: {}",
            told(&names),
            told(&expected)
        );
        let help = "What stands in braces is not translated: values take its place.";
        found.push(problem("", Code::Placeholder, message).help(help));
    }
    let count = english.split_whitespace().count();
    if count >= SEVERAL_WORDS && english == said {
        let message = format!("the text is the same as in English, which has {count} words");
        found.push(problem("", Code::Untranslated, message));
    }
    found.extend(language.refused(said));
    found
}

/// The sentences that `verify` looks for stand at the start of lines of the method.
fn basis(said: &BTreeMap<String, Value>, method: &str, source: &Source) -> Vec<Located> {
    let begins = BASIS.iter().filter_map(|key| said.get(*key)?.as_str());
    let missing = begins.filter(|begin| {
        let line = format!("- {}", begin.trim_end());
        !method.lines().any(|l| l.starts_with(&line))
    });
    let found = missing.map(|begin| {
        let message = format!(
            "no line begins with `- {}`, as sentences.yaml has it",
            shown(begin.trim_end())
        );
        let help = "`tickmark verify` finds by it what a report was worked out from.";
        let found = problem("", Code::MissingText, message).help(help);
        Located::at(start(&source.name), found)
    });
    found.collect()
}
