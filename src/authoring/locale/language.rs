//! Which language a locale is in, and which of its words are not used.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Files, LOCALE_FORMAT, LOCALE_VERSION, start};
use crate::authoring::located::{Located, problem};
use crate::authoring::{shape, text};
use crate::error::{Code, Problem, shown};
use crate::input::locale::{Direction, PluralFile};

/// The language of a locale: its `language.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Language {
    /// Tag of the language, as in `lang` of HTML; the name of the folder too.
    pub tag: String,
    /// The language's name for itself.
    pub name: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// Words that no text has, whatever case they are written in. A star at the end stands for any ending.
    #[serde(default)]
    pub forbidden_words: Vec<String>,
    /// Which counts have which form in the sentences of the report; without it, 1 has `one` and any other count `other`.
    #[serde(default)]
    pub plurals: Option<Vec<PluralFile>>,
}

impl Language {
    /// A compiled locale without words.
    pub(super) fn head(&self) -> Value {
        self.document(None, Vec::new())
    }

    /// A compiled locale with the words of a catalogue and of questionnaires.
    pub(super) fn document(&self, catalogue: Option<Value>, questionnaires: Vec<Value>) -> Value {
        let mut document = json!({
            "format": LOCALE_FORMAT, "version": LOCALE_VERSION, "tag": self.tag, "name": self.name,
            "direction": self.direction, "questionnaires": questionnaires,
        });
        if let (Value::Object(map), Some(catalogue)) = (&mut document, catalogue) {
            map.insert("catalogue".to_owned(), catalogue);
        }
        document
    }

    /// The forms that a sentence with a count has.
    pub(super) fn forms(&self) -> Vec<&str> {
        let own = self.plurals.as_ref();
        let mut forms: Vec<&str> = match own {
            Some(rules) => rules.iter().map(|rule| rule.form.as_str()).collect(),
            None => vec!["one"],
        };
        forms.push("other");
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// What is wrong with a text that has a forbidden word.
    pub(super) fn refused(&self, text: &str) -> Option<Problem> {
        let word = self.forbidden(text)?;
        let message =
            format!("the text has `{word}`, which is among the forbidden words of the language");
        let found = problem("", Code::ForbiddenWord, message);
        Some(found.help("`forbiddenWords` of language.yaml lists them."))
    }

    /// The first of the forbidden words that a text has.
    pub(super) fn forbidden(&self, text: &str) -> Option<&str> {
        let text = spaced(text);
        let mut words = self.forbidden_words.iter().map(String::as_str);
        words.find(|word| match word.strip_suffix('*') {
            Some(beginning) => text.contains(spaced(beginning).trim_end()),
            None => text.contains(&spaced(word)),
        })
    }
}

/// The words of a text in small letters, with one blank around each.
fn spaced(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            out.push_str(&word.to_lowercase());
            out.push(' ');
        }
    }
    out
}

/// The language of a locale; one that forbids nothing where its file cannot be used.
pub(super) fn read_in(files: &Files, problems: &mut Vec<Located>) -> Language {
    let unknown = Language {
        tag: files.folder.clone(),
        name: files.folder.clone(),
        direction: Direction::Ltr,
        forbidden_words: Vec::new(),
        plurals: None,
    };
    let node = match text::read(&files.language) {
        Ok(node) => node,
        Err(found) => {
            problems.extend(found);
            return unknown;
        }
    };
    if let Some(found) = shape::whole::<Language>(&node) {
        problems.push(found);
        return unknown;
    }
    let Ok(language) = serde_json::from_value::<Language>(node.value()) else {
        return unknown;
    };
    let place = |at: &str| {
        node.place(at, false)
            .unwrap_or_else(|| start(&files.language.name))
    };
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if language.tag.is_empty() || !language.tag.chars().all(letters) {
        let message = format!(
            "`{}` is no tag of a language; expected one such as `de` or `pt-BR`",
            shown(&language.tag)
        );
        problems.push(Located::at(
            place("/tag"),
            problem("/tag", Code::WrongShape, message),
        ));
    } else if language.tag != files.folder {
        let message = format!(
            "the tag is `{}`, and the folder is called `{}`",
            shown(&language.tag),
            shown(&files.folder)
        );
        problems.push(Located::at(
            place("/tag"),
            problem("/tag", Code::UnknownName, message),
        ));
    }
    let empty = |word: &str| spaced(word).trim().is_empty();
    for (i, _) in language
        .forbidden_words
        .iter()
        .enumerate()
        .filter(|(_, word)| empty(word))
    {
        let at = format!("/forbiddenWords/{i}");
        let found = problem(&at, Code::MissingText, "a forbidden word has letters");
        problems.push(Located::at(place(&at), found));
    }
    if empty(&language.name) {
        let found = problem("/name", Code::MissingText, "`name` says nothing");
        problems.push(Located::at(place("/name"), found));
    }
    language
}

#[cfg(test)]
mod tests {
    use super::Language;
    use crate::input::locale::Direction;

    #[test]
    fn a_forbidden_word_is_a_whole_word_unless_it_has_a_star() {
        let language = Language {
            tag: "de".to_owned(),
            name: "Deutsch".to_owned(),
            direction: Direction::Ltr,
            forbidden_words: ["bestanden", "konform*", "in Ordnung"]
                .map(str::to_owned)
                .into(),
            plurals: None,
        };
        for (text, found) in [
            ("Alles Bestanden.", Some("bestanden")),
            (
                "Der Bestand wurde gezählt; Bestandenes gibt es nicht.",
                None,
            ),
            ("eine konforme Lösung", Some("konform*")),
            ("unkonform", None),
            ("Das ist in\n Ordnung, sagt er", Some("in Ordnung")),
            ("", None),
        ] {
            assert_eq!(language.forbidden(text), found, "{text}");
        }
    }
}
