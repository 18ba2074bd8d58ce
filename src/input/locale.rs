//! Content in other languages: words that stand in for those of a document, and change nothing else.
//!
//! A locale is data beside the content. It can hold words only where the content has words for people, and is paired with
//! the content by its digest; ids, revisions, numbers, conditions and digests stay what they are.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::{Catalogue, CatalogueFile};
use super::content::{Content, Published};
use super::questionnaire::Questionnaire;
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

/// Words of one language for content, as compiled from its authored files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Locale {
    /// Always [`LOCALE_FORMAT`].
    pub format: String,
    /// At most [`LOCALE_VERSION`].
    pub version: u32,
    /// Tag of the language, as in `lang` of HTML: `de`.
    pub tag: String,
    /// The language's name for itself.
    pub name: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// Words of a catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<Words>,
    /// Words of questionnaires.
    #[serde(default)]
    pub questionnaires: Vec<Words>,
}

/// In which direction a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// The words of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Words {
    /// Id of the questionnaire, or of the catalogue's framework.
    pub id: String,
    /// SHA-256, in hexadecimal, of the canonical JSON of the document whose words these are.
    pub sha256: String,
    /// The document with its words and ids alone.
    pub words: Value,
}

impl Locale {
    /// A compiled locale.
    ///
    /// # Errors
    ///
    /// The first problem of shape.
    pub fn read(value: Value) -> Result<Self, Error> {
        read::header(&value, LOCALE_FORMAT, LOCALE_VERSION, Document::Locale)?;
        Ok(read::typed(value, Document::Locale)?)
    }

    /// The words of each document.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        self.catalogue.iter().chain(&self.questionnaires)
    }

    /// Its parts, each with its place: the catalogue's words, then those of questionnaires.
    fn parts(&self) -> impl Iterator<Item = (String, &Words)> {
        let catalogue = self.catalogue.iter().map(|w| ("/catalogue".to_owned(), w));
        let questionnaires = self.questionnaires.iter().enumerate();
        catalogue.chain(questionnaires.map(|(i, w)| (format!("/questionnaires/{i}"), w)))
    }
}

/// The words of one language, from one document or several.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// The latest last.
    locales: Vec<Locale>,
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
        let texts = || known.iter().flat_map(|c| &c.questionnaires);
        let is_here = |words: &Words| {
            known.iter().any(|c| c.catalogue.sha256 == words.sha256)
                || texts().any(|p| p.sha256 == words.sha256)
        };
        let waits = |words: &Words| !texts().any(|p| p.questionnaire.id == words.id);
        let all_here = !locale.questionnaires.iter().any(waits);
        let mut parts = locale.parts();
        let stale = parts.find(|(at, words)| {
            let other = if at == "/catalogue" {
                all_here
            } else {
                !waits(words)
            };
            other && !is_here(words)
        });
        if let Some((at, words)) = stale {
            let message = format!(
                "these are the words of another text of `{}` than the one here",
                shown(&words.id)
            );
            let at = format!("{at}/sha256");
            return Err(
                Problem::new(Document::Locale, at, Code::WrongDocument, message)
                    .help("Take both from the same release, or compile both again.")
                    .into(),
            );
        }
        drop(parts);
        let again = |words: &Words| locale.parts().any(|(_, w)| w.sha256 == words.sha256);
        self.locales
            .retain(|l| l.tag == locale.tag && !l.parts().all(|(_, words)| again(words)));
        self.locales.push(locale);
        Ok(())
    }

    /// Whether there are words of another language.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !self.locales.is_empty()
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
        let mut said = |at: &str, sha256: &str| {
            let mut own = document
                .pointer_mut(at)
                .map(Value::take)
                .unwrap_or_default();
            let found = self.locales.iter().rev().flat_map(Locale::parts);
            for (place, words) in found.filter(|(_, w)| w.sha256 == sha256).take(1) {
                put(&mut own, &words.words, false).map_err(|misfit| {
                    let at = format!("{place}/words{}", misfit.at);
                    Problem::new(Document::Locale, at, misfit.code, misfit.message)
                })?;
            }
            Ok::<Value, Problem>(own)
        };
        let sha256 = &content.catalogue.sha256;
        let mut catalogue = match (said("/catalogue", sha256)?, base) {
            (Value::Null, Some(base)) => base.clone(),
            (own, _) => read::typed::<CatalogueFile>(own, Document::Locale)?.into(),
        };
        catalogue.sha256.clone_from(sha256);
        let mut questionnaires = Vec::new();
        for (i, published) in content.questionnaires.iter().enumerate() {
            let own = said(&format!("/questionnaires/{i}"), &published.sha256)?;
            let own: Questionnaire = read::typed(own, Document::Locale)?;
            questionnaires.push(Published {
                sha256: published.sha256.clone(),
                ..Published::new(own, "", &catalogue)
            });
        }
        Ok(Content {
            catalogue,
            questionnaires,
        })
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
    let misfit = |code, message| Misfit {
        at: String::new(),
        code,
        message,
    };
    match (document, words) {
        (Value::String(text), Value::String(said)) if readable && !said.trim().is_empty() => {
            text.clone_from(said);
            Ok(())
        }
        (Value::Array(all), Value::Array(said)) if all.len() == said.len() => {
            for (i, (part, said)) in all.iter_mut().zip(said).enumerate() {
                put(part, said, readable).map_err(|found| found.under(&i.to_string()))?;
            }
            Ok(())
        }
        (Value::Object(all), Value::Object(said)) => {
            for (key, said) in said {
                let Some(part) = all.get_mut(key) else {
                    let message = format!("there is no key `{}` in the content here", shown(key));
                    return Err(misfit(Code::UnknownKey, message).under(key));
                };
                if key != "id" {
                    put(part, said, readable || is_words(key)).map_err(|found| found.under(key))?;
                } else if part != said {
                    let id = |value: &Value| shown(value.as_str().unwrap_or_default());
                    let message =
                        format!("`{}` stands where the content has `{}`", id(said), id(part));
                    return Err(misfit(Code::UnknownName, message).under(key));
                }
            }
            Ok(())
        }
        _ => {
            let message = "words go where the content has words, a list of them with as many parts";
            Err(misfit(Code::WrongShape, message.to_owned()))
        }
    }
}

impl Misfit {
    fn under(mut self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        self.at = format!("/{key}{}", self.at);
        self
    }
}
