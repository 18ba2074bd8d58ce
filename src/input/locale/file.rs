//! A compiled locale as a document, for those who write one and look through it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A compiled locale as a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocaleFile {
    /// Always `tickmark-locale`.
    pub format: String,
    /// At most the newest that is read.
    pub version: u32,
    /// Tag of the language, as in `lang` of HTML: `de`.
    pub tag: String,
    /// The language's name for itself.
    pub name: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// Words of a catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<WordsFile>,
    /// Words of questionnaires.
    #[serde(default)]
    pub questionnaires: Vec<WordsFile>,
    /// Words of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportFile>,
}

/// The words of the report in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportFile {
    /// Which counts have which form; without it, 1 has the form `one`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plurals: Option<Vec<PluralFile>>,
    /// What the report's sentences are in the language, by the English ones: a text, or an object of texts by form of plural.
    pub sentences: BTreeMap<String, SentenceFile>,
    /// Templates in the place of those in English, by the name of their file.
    pub templates: BTreeMap<String, String>,
}

/// A sentence of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum SentenceFile {
    /// As it is.
    Text(String),
    /// With a count: its forms, `other` among them.
    Forms(BTreeMap<String, String>),
}

/// A form of plurals, and the counts that have it. The first that fits holds; counts that none fits have `other`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PluralFile {
    /// Its name: `zero`, `one`, `two`, `few` or `many`, as in CLDR.
    pub form: String,
    /// How the counts end that have it, in digits. A count has two of them at least: 5 is `05`.
    pub ends: Vec<String>,
    /// How those among them end that do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
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
pub struct WordsFile {
    /// Id of the questionnaire, or of the catalogue's framework.
    pub id: String,
    /// SHA-256, in hexadecimal, of the canonical JSON of the document whose words these are.
    pub sha256: String,
    /// The document with its words and ids alone.
    pub words: Value,
}
