//! Content in other languages: words that stand in for those of a document, and change nothing else.
//!
//! A locale is data beside the content. It can hold words only where the content has words for people, and is paired with
//! the content by its digest; ids, revisions, numbers, conditions and digests stay what they are.

#[cfg(feature = "lint")]
mod file;

#[cfg(feature = "lint")]
pub use file::{Direction, LocaleFile, PluralFile, ReportFile, SentenceFile, WordsFile};

use std::fmt::{Display, Write as _};
use std::rc::Rc;

use serde_json::Value;

use super::catalogue::{Catalogue, CatalogueFile};
use super::content::{Content, Published};
use super::read;
use crate::error::{Code, Document, Error, Problem, shown};

/// The `format` of a compiled locale.
pub const LOCALE_FORMAT: &str = "tickmark-locale";
/// The newest `version` of that format that is read.
pub const LOCALE_VERSION: u32 = 1;

/// Keys of content whose values are words for people, with everything in them; and so is each that ends with `Reason`.
pub const WORDS: [&str; 26] = [
    "about",
    "anchor",
    "ask",
    "auditorAsks",
    "conformingText",
    "countText",
    "deviation",
    "disclaimer",
    "fixNow",
    "fixProperly",
    "found",
    "goesWrong",
    "goodLooksLike",
    "hint",
    "keep",
    "label",
    "lastText",
    "name",
    "reason",
    "request",
    "source",
    "text",
    "title",
    "usual",
    "why",
    "words",
];

/// Whether the value of a key is words for people.
#[must_use]
pub fn is_words(key: &str) -> bool {
    WORDS.contains(&key) || key.ends_with("Reason")
}

/// Says a sentence of the code in a language: the English one, with the values of the names in braces.
pub type Say<'s> = &'s dyn Fn(&str, &[(&'static str, &dyn Display)]) -> String;

/// A sentence with values in the place of the names in braces; what has no value goes.
#[must_use]
pub fn filled(sentence: &str, values: &[(&'static str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            // Writing into a text does not fail.
            let _ = write!(text, "{value}");
        }
        rest = behind;
    }
    text + rest
}

/// Words of one language for content, as compiled from its authored files.
///
/// Held as the document it is: types of its own for it would make the browser's module 4 KB larger on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Locale {
    document: Value,
}

/// The words of one document, within a locale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words<'l> {
    /// Whether they are those of a catalogue.
    pub of_catalogue: bool,
    /// Its place among the questionnaires.
    place: usize,
    /// Id of the questionnaire, or of the catalogue's framework.
    pub id: &'l str,
    /// Digest of the document whose words these are.
    pub sha256: &'l str,
    /// The document with its words and ids alone.
    pub words: &'l Value,
}

impl Locale {
    /// A compiled locale.
    ///
    /// # Errors
    ///
    /// The first problem of shape.
    pub fn read(document: Value) -> Result<Self, Error> {
        read::header(&document, LOCALE_FORMAT, LOCALE_VERSION, Document::Locale)?;
        // The browser's module is given what somebody has compiled, and had looked through.
        #[cfg(feature = "lint")]
        let _: LocaleFile = read::typed(document.clone(), Document::Locale)?;
        Ok(Self { document })
    }

    /// Tag of the language.
    #[must_use]
    pub fn tag(&self) -> &str {
        text(&self.document, "tag")
    }

    /// In which direction it is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &str {
        text(&self.document, "direction")
    }

    /// The words of the report, if there are any: its sentences and templates.
    #[must_use]
    pub fn report(&self) -> Option<&Value> {
        self.document.get("report")
    }

    /// The words of each document: those of the catalogue first.
    #[must_use]
    pub fn words(&self) -> Vec<Words<'_>> {
        let questionnaires = self
            .document
            .get("questionnaires")
            .and_then(Value::as_array);
        let catalogue = self.document.get("catalogue");
        let mut found = Vec::new();
        for (i, part) in catalogue
            .into_iter()
            .chain(questionnaires.into_iter().flatten())
            .enumerate()
        {
            let before = usize::from(catalogue.is_some());
            found.push(Words {
                of_catalogue: i < before,
                place: i.saturating_sub(before),
                id: text(part, "id"),
                sha256: text(part, "sha256"),
                words: part.get("words").unwrap_or(&Value::Null),
            });
        }
        found
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

impl Words<'_> {
    /// A problem at a place in them.
    fn problem(&self, at: &str, code: Code, message: String) -> Problem {
        let at = if self.of_catalogue {
            format!("/catalogue{at}")
        } else {
            format!("/questionnaires/{}{at}", self.place)
        };
        Problem::new(Document::Locale, at, code, message)
    }
}

/// The words of one language, from one document or several.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// The latest last.
    locales: Vec<Rc<Locale>>,
}

impl Spoken {
    /// Takes further words; those of another language, and those of the same documents, go.
    ///
    /// * `known`: content at hand.
    ///
    /// # Errors
    ///
    /// Words of another text of a document that is at hand. Words of documents that are not at hand may wait for them.
    pub fn add(&mut self, locale: Locale, known: &[&Content]) -> Result<(), Error> {
        let said = locale.words();
        // Ids and digests of what is at hand.
        let (mut ids, mut digests) = (Vec::new(), Vec::new());
        for content in known {
            digests.push(&content.catalogue.sha256);
            for published in &content.questionnaires {
                ids.push(&published.questionnaire.id);
                digests.push(&published.sha256);
            }
        }
        let waits =
            |words: &Words<'_>| !words.of_catalogue && !ids.iter().any(|id| *id == words.id);
        let any_waits = said.iter().any(waits);
        for words in &said {
            let may_wait = if words.of_catalogue {
                any_waits
            } else {
                waits(words)
            };
            if !may_wait && !digests.iter().any(|digest| *digest == words.sha256) {
                let id = shown(words.id);
                let message =
                    format!("these are the words of another text of `{id}` than the one here");
                let problem = words.problem("/sha256", Code::WrongDocument, message);
                let help = "Take both from the same release, or compile both again.";
                return Err(problem.help(help).into());
            }
        }
        self.locales.retain(|before| {
            let again = |w: &Words<'_>| said.iter().any(|words| words.sha256 == w.sha256);
            let all_again = before.words().iter().all(again)
                && (before.report().is_none() || locale.report().is_some());
            before.tag() == locale.tag() && !all_again
        });
        self.locales.push(Rc::new(locale));
        Ok(())
    }

    /// Whether there are words of another language.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !self.locales.is_empty()
    }

    /// The latest words of the report.
    #[must_use]
    pub fn report(&self) -> Option<Rc<Locale>> {
        let mut latest = self.locales.iter().rev();
        latest.find(|locale| locale.report().is_some()).cloned()
    }

    /// Content with these words; what has none keeps its own. Digests are those of the content.
    ///
    /// * `document`: the content as a document.
    /// * `content`: the same, read.
    /// * `base`: the catalogue, in these words, if the document has none.
    ///
    /// # Errors
    ///
    /// Words that do not fit: another id, no words there, a list of another length.
    pub fn content(
        &self,
        mut document: Value,
        content: &Content,
        base: Option<&Catalogue>,
    ) -> Result<Content, Error> {
        let sha256 = &content.catalogue.sha256;
        let own = document.get_mut("catalogue").map(Value::take);
        let mut catalogue = match (own, base) {
            (None, Some(base)) => base.clone(),
            (own, _) => {
                let own = self.said(own.unwrap_or_default(), sha256)?;
                read::typed::<CatalogueFile>(own, Document::Questionnaire)?.into()
            }
        };
        catalogue.sha256.clone_from(sha256);
        let mut questionnaires = Vec::new();
        let all = document
            .get_mut("questionnaires")
            .and_then(Value::as_array_mut);
        for (own, published) in all.into_iter().flatten().zip(&content.questionnaires) {
            let own = self.said(own.take(), &published.sha256)?;
            let own = read::typed(own, Document::Questionnaire)?;
            let mut spoken = Published::new(own, "", &catalogue);
            spoken.sha256.clone_from(&published.sha256);
            questionnaires.push(spoken);
        }
        Ok(Content {
            catalogue,
            questionnaires,
        })
    }

    /// A document of this digest in the latest words for it.
    fn said(&self, mut document: Value, sha256: &str) -> Result<Value, Problem> {
        for locale in self.locales.iter().rev() {
            for words in locale.words() {
                if words.sha256 == sha256 {
                    return match put(&mut document, words.words, false) {
                        Ok(()) => Ok(document),
                        Err(found) => {
                            let at = format!("/words{}", found.at);
                            Err(words.problem(&at, found.code, found.message))
                        }
                    };
                }
            }
        }
        Ok(document)
    }
}

/// Words that do not fit where they stand.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// JSON Pointer into the words.
    pub(crate) at: String,
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// Puts words in the place of those of a document.
///
/// * `readable`: whether what stands here is words for people.
pub(crate) fn put(document: &mut Value, words: &Value, readable: bool) -> Result<(), Misfit> {
    let (code, message) = match (document, words) {
        (Value::String(text), Value::String(said)) if readable && !said.trim().is_empty() => {
            text.clone_from(said);
            return Ok(());
        }
        (Value::Array(all), Value::Array(said)) if all.len() == said.len() => {
            for (i, (part, said)) in all.iter_mut().zip(said).enumerate() {
                put(part, said, readable).map_err(|found| found.under(&i.to_string()))?;
            }
            return Ok(());
        }
        (Value::Object(all), Value::Object(said)) => {
            for (key, said) in said {
                one(all.get_mut(key), key, said, readable).map_err(|found| found.under(key))?;
            }
            return Ok(());
        }
        _ => (
            Code::WrongShape,
            "words go where the content has words, a list of them with as many parts".to_owned(),
        ),
    };
    Err(Misfit::new(code, message))
}

/// Puts the words of a key in their place.
fn one(part: Option<&mut Value>, key: &str, said: &Value, readable: bool) -> Result<(), Misfit> {
    let Some(part) = part else {
        let message = format!("there is no key `{}` in the content here", shown(key));
        return Err(Misfit::new(Code::UnknownKey, message));
    };
    if key != "id" {
        return put(part, said, readable || is_words(key));
    }
    let id = |value: &Value| shown(value.as_str().unwrap_or_default());
    if part == said {
        return Ok(());
    }
    let message = format!("`{}` stands where the content has `{}`", id(said), id(part));
    Err(Misfit::new(Code::UnknownName, message))
}

impl Misfit {
    fn new(code: Code, message: String) -> Self {
        Self {
            at: String::new(),
            code,
            message,
        }
    }

    fn under(mut self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        self.at = format!("/{key}{}", self.at);
        self
    }
}
