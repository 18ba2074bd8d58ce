//! Whether the words of a locale are those of the original: none missing, none more, in its order.

use std::collections::{BTreeMap, BTreeSet};

use super::language::Language;
use super::placeholders::{named, told};
use super::words;
use crate::authoring::lint;
use crate::authoring::located::{Located, problem};
use crate::authoring::node::{Data, Mark, Node};
use crate::error::{Code, Problem, did_you_mean, shown};
use crate::input::locale::is_words;

/// A text of fewer words may be the same in two languages (J); so may a name, whose words all begin with capitals.
const SEVERAL_WORDS: usize = 3;

/// Everything that is wrong with the words of a document.
pub(super) fn compare(original: &Node, words: &Node, language: &Language) -> Vec<Located> {
    let mut comparing = Comparing {
        language,
        problems: Vec::new(),
    };
    let mark = words.mark.clone();
    comparing.node(original, words, false, mark.as_ref());
    for found in lint::texts(words) {
        comparing.problems.push(Located::within(words, found));
    }
    comparing.problems
}

struct Comparing<'l> {
    language: &'l Language,
    problems: Vec<Located>,
}

impl Comparing<'_> {
    fn tell(&mut self, mark: Option<&Mark>, found: Problem) {
        self.problems.push(Located {
            mark: mark.cloned(),
            problem: found,
        });
    }

    /// * `readable`: whether the texts here are words for people.
    /// * `around`: the place of what the words stand in.
    fn node(&mut self, original: &Node, words: &Node, readable: bool, around: Option<&Mark>) {
        let mark = words.mark.as_ref().or(around);
        match (&original.data, &words.data) {
            (Data::Text(original), Data::Text(said)) => self.text(original, said, mark),
            (Data::List(all), Data::List(said)) if all.iter().any(|n| id(n).is_some()) => {
                self.by_id(all, said, readable, mark);
            }
            (Data::List(all), Data::List(said)) if all.len() != said.len() => {
                let message = format!(
                    "found a list of {}; the original has {}",
                    said.len(),
                    all.len()
                );
                let found = problem("", Code::WrongShape, message).help(place_of(original));
                self.tell(mark, found);
            }
            (Data::List(all), Data::List(said)) => {
                for (original, said) in all.iter().zip(said) {
                    self.node(original, said, readable, mark);
                }
            }
            (Data::Map(_), Data::Map(_)) => self.map(original, words, readable, mark),
            (expected, found) => {
                let message = format!("found {}, expected {}", kind(found), kind(expected));
                let found = problem("", Code::WrongShape, message).help(place_of(original));
                self.tell(mark, found);
            }
        }
    }

    fn map(&mut self, original: &Node, words: &Node, readable: bool, around: Option<&Mark>) {
        let (Data::Map(all), Data::Map(said)) = (&original.data, &words.data) else {
            return;
        };
        let has_words = |key: &str, value: &Node| {
            words::is_read(key) && words::any(value, readable || is_words(key))
        };
        let expected: BTreeMap<&str, &Node> = all
            .iter()
            .filter(|(key, entry)| has_words(key, &entry.value))
            .map(|(key, entry)| (key.as_str(), &entry.value))
            .collect();
        for (key, original) in &expected {
            match said.get(*key) {
                Some(entry) => {
                    let at = entry.key.as_ref().or(around);
                    self.node(original, &entry.value, readable || is_words(key), at);
                }
                None => {
                    let message = format!("`{}` has no words here", shown(key));
                    let found = problem("", Code::MissingText, message).help(place_of(original));
                    self.tell(around, found);
                }
            }
        }
        for (key, entry) in said {
            if expected.contains_key(key.as_str()) {
                continue;
            }
            let at = entry.key.as_ref().or(around);
            match all.get(key) {
                Some(id) if key == "id" => {
                    if id.value.value() != entry.value.value() {
                        let text = |node: &Node| shown(node.as_text().unwrap_or_default());
                        let message = format!(
                            "`{}` stands where the original has `{}`",
                            text(&entry.value),
                            text(&id.value)
                        );
                        self.tell(at, problem("", Code::UnknownName, message));
                    }
                }
                Some(_) => {
                    let message = format!(
                        "`{}` is nothing that people read; words and ids stand here alone",
                        shown(key)
                    );
                    self.tell(at, problem("", Code::UnknownKey, message));
                }
                None => {
                    let message = format!("the original has no `{}` here", shown(key));
                    let help = did_you_mean(key, expected.keys().copied());
                    self.tell(
                        at,
                        Problem {
                            help,
                            ..problem("", Code::UnknownKey, message)
                        },
                    );
                }
            }
        }
    }

    /// Elements that have ids: each once, all of them, in order.
    fn by_id(&mut self, all: &[Node], said: &[Node], readable: bool, around: Option<&Mark>) {
        let place: BTreeMap<&str, usize> = all
            .iter()
            .enumerate()
            .filter_map(|(i, n)| Some((id(n)?, i)))
            .collect();
        let mut seen = BTreeSet::new();
        // Id and place of the last element that is in order.
        let mut last: Option<(&str, usize)> = None;
        for element in said {
            let mark = element.mark.as_ref().or(around);
            let Some(name) = id(element) else {
                let message = "the element has no `id`, which says whose words these are";
                self.tell(mark, problem("", Code::WrongShape, message));
                continue;
            };
            let Some(at) = place.get(name).copied() else {
                let message = format!("`{}` is no id of the original here", shown(name));
                let help = did_you_mean(name, place.keys().copied());
                self.tell(
                    mark,
                    Problem {
                        help,
                        ..problem("", Code::UnknownName, message)
                    },
                );
                continue;
            };
            if !seen.insert(name) {
                let message = format!("`{}` is there twice", shown(name));
                self.tell(mark, problem("", Code::Duplicate, message));
                continue;
            }
            match last {
                Some((before, place)) if place > at => {
                    let message = format!(
                        "`{}` stands after `{}`; in the original it stands before it",
                        shown(name),
                        shown(before)
                    );
                    self.tell(mark, problem("", Code::WrongShape, message));
                }
                _ => last = Some((name, at)),
            }
            if let Some(original) = all.get(at) {
                self.node(original, element, readable, mark);
            }
        }
        for original in all {
            if let Some(name) = id(original).filter(|name| !seen.contains(name)) {
                let message = format!("`{}` has no words here", shown(name));
                let found = problem("", Code::MissingText, message).help(place_of(original));
                self.tell(around, found);
            }
        }
    }

    fn text(&mut self, original: &str, said: &str, mark: Option<&Mark>) {
        let count = original.split_whitespace().count();
        let mut words = original.split_whitespace();
        let is_name = words.all(|word| !word.starts_with(char::is_lowercase));
        if count >= SEVERAL_WORDS && !is_name && original.trim() == said.trim() {
            let message =
                format!("the text is the same as in the original, which has {count} words");
            self.tell(mark, problem("", Code::Untranslated, message));
        }
        if let Some(found) = self.language.refused(said) {
            self.tell(mark, found);
        }
        let (names, expected) = (named(said), named(original));
        if names != expected {
            let message = format!(
                "found in braces: {}; the original has: {}",
                told(&names),
                told(&expected)
            );
            let found = problem("", Code::Placeholder, message)
                .help("What stands in braces is not translated: figures take its place.");
            self.tell(mark, found);
        }
    }
}

fn id(node: &Node) -> Option<&str> {
    node.text_at("id")
}

/// Where the original stands, as a sentence of help.
fn place_of(original: &Node) -> String {
    match &original.mark {
        Some(Mark { file, line, .. }) => format!("The original stands at {file}:{line}."),
        None => "The original stands in no file.".to_owned(),
    }
}

fn kind(data: &Data) -> &'static str {
    match data {
        Data::Null => "nothing",
        Data::Bool(_) => "true or false",
        Data::Number(_) => "a number",
        Data::Text(_) => "a text",
        Data::List(_) => "a list",
        Data::Map(_) => "an object",
    }
}
