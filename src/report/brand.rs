//! Whose report it looks like: name, logo, colour, words. What it says of itself stays.
//!
//! ```json
//! { "format": "tickmark-brand", "version": 1, "name": "Harbour Advisory", "accent": "#0a7d55",
//!   "preparedFor": "Audit committee of Acme", "confidentiality": "Confidential" }
//! ```

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::colour::Colour;
use crate::error::{Code, Document, Error, Problem, shown};
use crate::input::framework::Words;
use crate::input::read::{header, typed};

/// The `format` of a brand.
pub const BRAND_FORMAT: &str = "tickmark-brand";
/// The newest `version` of it that is read.
pub const BRAND_VERSION: u32 = 1;

/// Longest line of a brand, in characters.
const LONGEST_LINE: usize = 200;
/// Longest additional disclaimer, in characters.
const LONGEST_TEXT: usize = 3_000;
/// Longest logo, in bytes of its data address: a report stays below 300 KB with it.
const LONGEST_LOGO: usize = 150_000;

/// Whose report it looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Brand {
    /// Always [`BRAND_FORMAT`].
    pub format: String,
    /// At most [`BRAND_VERSION`].
    pub version: u32,
    /// Who hands out the report.
    #[serde(default)]
    pub name: String,
    /// Title in place of ours; the organisation stands behind it.
    #[serde(default)]
    pub report_title: String,
    /// Who made it, a person or a role.
    #[serde(default)]
    pub prepared_by: String,
    /// For whom.
    #[serde(default)]
    pub prepared_for: String,
    /// Such as "Confidential".
    #[serde(default)]
    pub confidentiality: String,
    /// How to reach whoever hands it out.
    #[serde(default)]
    pub contact: Contact,
    /// The last line of the document.
    #[serde(default)]
    pub footer: String,
    /// A paragraph after the disclaimer, which stays.
    #[serde(default)]
    pub extra_disclaimer: String,
    /// A picture as a data address: `data:image/png;base64,…` or `data:image/svg+xml;base64,…`.
    #[serde(default)]
    pub logo: String,
    /// Colour of links and marks, as `#rrggbb`. Where it would be hard to read it is made darker, or lighter on dark.
    #[serde(default)]
    pub accent: String,
    /// Words of the framework that are called otherwise, such as `examiner`.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

/// How to reach somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contact {
    /// Who.
    #[serde(default)]
    pub name: String,
    /// A page, `https:`.
    #[serde(default)]
    pub url: String,
    /// An address.
    #[serde(default)]
    pub email: String,
}

impl Brand {
    /// A brand from its document.
    ///
    /// # Errors
    ///
    /// The first problem of shape, or every problem of meaning.
    pub fn read(value: Value) -> Result<Self, Error> {
        header(&value, BRAND_FORMAT, BRAND_VERSION, Document::Brand)?;
        let brand: Self = typed(value, Document::Brand)?;
        let problems = brand.problems();
        if problems.is_empty() {
            Ok(brand)
        } else {
            Err(Error::Input(problems))
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        for (at, text, longest) in [
            ("/name", &self.name, LONGEST_LINE),
            ("/reportTitle", &self.report_title, LONGEST_LINE),
            ("/preparedBy", &self.prepared_by, LONGEST_LINE),
            ("/preparedFor", &self.prepared_for, LONGEST_LINE),
            ("/confidentiality", &self.confidentiality, LONGEST_LINE),
            ("/contact/name", &self.contact.name, LONGEST_LINE),
            ("/contact/url", &self.contact.url, LONGEST_LINE),
            ("/contact/email", &self.contact.email, LONGEST_LINE),
            ("/footer", &self.footer, LONGEST_LINE),
            ("/extraDisclaimer", &self.extra_disclaimer, LONGEST_TEXT),
        ] {
            let length = text.chars().count();
            if length > longest {
                let message = format!("found {length} characters; allowed: {longest}");
                found.push(problem(at, Code::OutOfRange, message));
            }
        }
        if !self.accent.is_empty() && Colour::read(&self.accent).is_none() {
            let message = format!(
                "`{}` is not a colour; a colour is written #1f4e79",
                shown(&self.accent)
            );
            found.push(problem("/accent", Code::WrongShape, message));
        }
        if !self.contact.url.is_empty() && !self.contact.url.starts_with("https://") {
            let message = format!(
                "`{}` does not begin with https://",
                shown(&self.contact.url)
            );
            found.push(problem("/contact/url", Code::WrongShape, message));
        }
        if !self.contact.email.is_empty() && !is_address(&self.contact.email) {
            let message = format!("`{}` is not an address", shown(&self.contact.email));
            found.push(problem("/contact/email", Code::WrongShape, message));
        }
        found.extend(self.logo_problem());
        for (word, text) in &self.words {
            let length = text.chars().count();
            if length > LONGEST_LINE {
                let message = format!("found {length} characters; allowed: {LONGEST_LINE}");
                found.push(problem(
                    &format!("/words/{word}"),
                    Code::OutOfRange,
                    message,
                ));
            }
            let known = known_words();
            let names = known.keys().map(String::as_str);
            let at = format!("/words/{word}");
            found.extend(Problem::not_among(
                Document::Brand,
                at,
                Code::UnknownName,
                "a word that a brand can change",
                word,
                names,
            ));
        }
        found
    }

    fn logo_problem(&self) -> Option<Problem> {
        if self.logo.is_empty() {
            return None;
        }
        if self.logo.len() > LONGEST_LOGO {
            let message = format!("found {} bytes; allowed: {LONGEST_LOGO}", self.logo.len());
            return Some(problem("/logo", Code::TooLarge, message));
        }
        let wrong = |message: &str| Some(problem("/logo", Code::WrongShape, message));
        let png = self.logo.strip_prefix("data:image/png;base64,");
        let svg = self.logo.strip_prefix("data:image/svg+xml;base64,");
        let Some(text) = png.or(svg) else {
            return wrong(
                "a logo begins with `data:image/png;base64,` or `data:image/svg+xml;base64,`",
            );
        };
        let Ok(bytes) = STANDARD.decode(text) else {
            return wrong("what follows the comma is not base64");
        };
        let is_it = match png {
            Some(_) => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            None => String::from_utf8_lossy(&bytes).contains("<svg"),
        };
        (!is_it).then(|| {
            problem(
                "/logo",
                Code::WrongShape,
                "the picture is of another kind than it says",
            )
        })
    }

    /// The framework's words with this brand's in their place.
    pub(super) fn said(&self, words: &Words) -> Words {
        if self.words.is_empty() {
            return words.clone();
        }
        let Ok(Value::Object(mut all)) = serde_json::to_value(words) else {
            return words.clone();
        };
        for (word, text) in &self.words {
            all.insert(word.clone(), Value::String(text.clone()));
        }
        serde_json::from_value(Value::Object(all)).unwrap_or_else(|_| words.clone())
    }

    /// What was changed of it, so that the report can be read: sentences.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let Some(accent) = Colour::read(&self.accent) else {
            return Vec::new();
        };
        let on = [(PAPER, "light"), (NIGHT, "dark")];
        on.into_iter()
            .filter_map(|(paper, name)| {
                let readable = accent.readable_on(paper);
                (readable != accent).then(|| {
                    format!(
                        "The accent {accent} stands out {:.1} : 1 on {name} paper, and text needs 4.5 : 1: {readable} is used there.",
                        (accent.contrast(paper) * 10.0).floor() / 10.0
                    )
                })
            })
            .collect()
    }

    /// The rule of a style sheet that gives the accent; empty without one.
    pub(super) fn style(&self) -> String {
        Colour::read(&self.accent).map_or_else(String::new, |accent| {
            format!(
                "\n:root {{ --accent: light-dark({}, {}); }}",
                accent.readable_on(PAPER),
                accent.readable_on(NIGHT)
            )
        })
    }
}

/// Paper in the light and in the dark, as in `templates/page.css`.
const PAPER: Colour = Colour::new(0xfd, 0xfc, 0xf8);
const NIGHT: Colour = Colour::new(0x16, 0x16, 0x14);

fn known_words() -> serde_json::Map<String, Value> {
    match serde_json::to_value(Words::default()) {
        Ok(Value::Object(words)) => words,
        _ => serde_json::Map::new(),
    }
}

fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
    text.chars().all(plain)
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
}

fn problem(at: &str, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Brand, at, code, message)
}
