//! Whether the templates of a language say what the English ones say: the same tags, values, headings and tables.

use std::collections::BTreeMap;

use serde_json::Value;

use super::language::Language;
use super::{Files, start};
use crate::authoring::located::{Located, problem};
use crate::authoring::node::Mark;
use crate::error::{Code, Problem, did_you_mean, shown};
use crate::input::framework::Words;
use crate::report::templates::ours;

/// The framework's own words, of which a language needs others and elsewhere.
const FREE: &str = "{{ words.";

/// A part of a template that is not words for people, and its line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    text: String,
    line: usize,
}

/// What of a template has to be as in English.
struct Frame {
    /// Tags, in order.
    tags: Vec<Part>,
    /// Values, in any order, for sentences have another one.
    values: Vec<Part>,
    /// Headings and rules of tables, in order.
    lines: Vec<Part>,
    /// The framework's own words.
    words: Vec<Part>,
}

/// The templates of a locale, each looked at.
pub(super) fn compare(
    files: &Files,
    language: &Language,
    problems: &mut Vec<Located>,
) -> BTreeMap<String, String> {
    // What has nothing but a title has no template.
    let english: BTreeMap<String, &str> = ours().filter(|(_, text)| !text.is_empty()).collect();
    let words = words();
    let mut found = BTreeMap::new();
    for (name, original) in &english {
        let Some(source) = files.report.get(name) else {
            let message = format!("`report/{name}` is missing");
            let mark = start(&files.language.name);
            problems.push(Located::at(mark, problem("", Code::MissingText, message)));
            continue;
        };
        let at = |line: usize, found: Problem| {
            let mark = Mark {
                line,
                ..start(&source.name)
            };
            Located::at(mark, found)
        };
        let Ok(text) = String::from_utf8(source.bytes.clone()) else {
            let message = "this is not UTF-8 text";
            problems.push(at(1, problem("", Code::NotText, message)));
            continue;
        };
        let (ours, theirs) = (Frame::of(original), Frame::of(&text));
        for (ours, theirs) in [(&ours.tags, &theirs.tags), (&ours.lines, &theirs.lines)] {
            problems.extend(in_order(name, ours, theirs).map(|(line, found)| at(line, found)));
        }
        for (line, found) in in_any_order(name, &ours.values, &theirs.values) {
            problems.push(at(line, found));
        }
        for part in theirs
            .words
            .iter()
            .filter(|part| !is_word(&part.text, &words))
        {
            let message = format!("`{}` is no word of a framework", part.text);
            let found = problem("", Code::UnknownName, message);
            let help = format!(
                "There are: {}; each also with `| capitalize`.",
                words.join(", ")
            );
            problems.push(at(part.line, found.help(help)));
        }
        for (line, words) in (1..).zip(text.lines()) {
            let found = language.refused(&plain(words));
            problems.extend(found.into_iter().map(|found| at(line, found)));
        }
        found.insert(name.clone(), text);
    }
    for (name, source) in &files.report {
        let known = name == "sentences.yaml" || english.contains_key(name);
        if !known {
            let message = format!("`{}` is no template of the report", shown(name));
            let help = did_you_mean(name, english.keys().map(String::as_str));
            let found = problem("", Code::UnknownName, message);
            problems.push(Located::at(start(&source.name), Problem { help, ..found }));
        }
    }
    found
}

/// The names of a framework's own words.
fn words() -> Vec<String> {
    match serde_json::to_value(Words::default()) {
        Ok(Value::Object(words)) => words.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// Whether a value is one of these words, as it is or with a capital.
fn is_word(text: &str, words: &[String]) -> bool {
    let inner = text.strip_prefix(FREE).and_then(|t| t.strip_suffix("}}"));
    let (name, filter) = match inner.map(str::trim) {
        Some(inner) => inner.split_once('|').unwrap_or((inner, "capitalize")),
        None => return false,
    };
    filter.trim() == "capitalize" && words.iter().any(|word| word == name.trim())
}

impl Frame {
    fn of(text: &str) -> Self {
        let mut frame = Self {
            tags: Vec::new(),
            values: Vec::new(),
            lines: Vec::new(),
            words: Vec::new(),
        };
        for (line, words) in (1..).zip(text.lines()) {
            let mut rest = words;
            while let Some((_, after)) = rest.split_once('{') {
                let (end, kind) = match after.chars().next() {
                    Some('%') => ("%}", &mut frame.tags),
                    Some('#') => ("#}", &mut frame.tags),
                    Some('{') => ("}}", &mut frame.values),
                    _ => {
                        rest = after;
                        continue;
                    }
                };
                let (inner, behind) = after.split_once(end).unwrap_or((after, ""));
                let inner = inner.get(1..).unwrap_or_default();
                let inner: Vec<&str> = inner.trim_matches('-').split_whitespace().collect();
                let opens = end.chars().rev().map(|c| if c == '}' { '{' } else { c });
                let text = format!("{} {} {end}", opens.collect::<String>(), inner.join(" "));
                let kind = match text.starts_with(FREE) {
                    true => &mut frame.words,
                    false => kind,
                };
                kind.push(Part { text, line });
                rest = behind;
            }
            let hashes = words.trim_start_matches('#');
            let level = words.len() - hashes.len();
            if level > 0 && hashes.starts_with(' ') {
                let text = "#".repeat(level);
                frame.lines.push(Part { text, line });
            } else if words.starts_with("|---") || words.starts_with("```") {
                let text = plain(words);
                frame.lines.push(Part { text, line });
            }
        }
        frame
    }
}

/// A line without its tags and values.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let end = match after.chars().next() {
            Some('%') => "%}",
            Some('#') => "#}",
            _ => "}}",
        };
        rest = after.split_once(end).map_or("", |(_, behind)| behind);
    }
    text + rest
}

/// The first place where what has to be in order differs.
fn in_order<'p>(
    name: &'p str,
    ours: &'p [Part],
    theirs: &'p [Part],
) -> impl Iterator<Item = (usize, Problem)> + 'p {
    let (most, last) = (ours.len().max(theirs.len()), theirs.last());
    let pairs = (0..most).map(|i| (ours.get(i), theirs.get(i)));
    let differs = pairs
        .filter(|(a, b)| a.map(|part| &part.text) != b.map(|part| &part.text))
        .take(1);
    differs.map(move |(ours, theirs)| {
        let line = theirs.or(last).map_or(1, |part| part.line);
        let of = |part: Option<&Part>| match part {
            Some(part) => format!("`{}`", part.text),
            None => "nothing".to_owned(),
        };
        let message = format!(
            "found {}; the English template has {}",
            of(theirs),
            of(ours)
        );
        let found = problem("", Code::Placeholder, message);
        (line, with_place(found, name, ours))
    })
}

/// Values that there are more or fewer of than in English.
fn in_any_order(name: &str, ours: &[Part], theirs: &[Part]) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    let mut left: Vec<&Part> = theirs.iter().collect();
    for part in ours {
        match left.iter().position(|known| known.text == part.text) {
            Some(at) => {
                left.remove(at);
            }
            None => {
                let message = format!("`{}` of the English template is missing", part.text);
                let missing = problem("", Code::Placeholder, message);
                found.push((1, with_place(missing, name, Some(part))));
            }
        }
    }
    for part in left {
        let message = format!("the English template has no further `{}`", part.text);
        found.push((part.line, problem("", Code::Placeholder, message)));
    }
    found
}

/// Where the original stands, as a sentence of help.
fn with_place(found: Problem, name: &str, part: Option<&Part>) -> Problem {
    match part {
        Some(part) => found.help(format!("It stands at templates/{name}:{}.", part.line)),
        None => found,
    }
}
