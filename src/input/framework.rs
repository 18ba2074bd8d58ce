//! The framework that a catalogue serves: its name, its categories, its criteria and control domains.

use serde::{Deserialize, Serialize};

/// What the catalogue is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Framework {
    /// Slug, such as `soc2`.
    pub id: String,
    /// `major.minor.patch` of the catalogue.
    pub version: String,
    /// Name for people, such as `SOC 2`.
    pub name: String,
    /// What the report calls the examination, who holds it and what comes of it.
    #[serde(default)]
    pub words: Words,
    /// The categories that an examination may cover.
    pub categories: Vec<Category>,
    /// Names of families of criteria, in our words. A family without one is called by its id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<CriteriaFamily>,
    /// What this report is not, and who gives the real one: two or three sentences.
    pub disclaimer: String,
}

/// A family of criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CriteriaFamily {
    /// What the ids of its criteria begin with, before the dot.
    pub id: String,
    /// Name for people, in our words.
    pub name: String,
}

/// The framework's own words, each as it stands within a sentence. What is left out is said neutrally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Words {
    /// Who examines, without an article, such as `auditor`.
    pub examiner: String,
    /// Several of them, such as `auditors`.
    pub examiners: String,
    /// One with its article, such as `an auditor`.
    pub an_examiner: String,
    /// What is held, with its article, such as `an examination`.
    pub an_examination: String,
    /// Who reads the results, such as `buyers`.
    pub buyers: String,
    /// What a report may reveal something about, such as `security`.
    pub subject: String,
    /// What such examinations found, such as `audit results`.
    pub results: String,
    /// Name of the examination of one day: `type` 1 of a saved assessment.
    pub one_day: String,
    /// Name of the examination of a window: `type` 2.
    pub through_window: String,
    /// What the examiner gives in the end, such as `opinion`.
    pub opinion: String,
    /// The opinion when nothing weighs heavily.
    pub unmodified: String,
    /// The opinion when one or two domains are seriously affected.
    pub qualified: String,
    /// The same with its article.
    pub a_qualified: String,
    /// The opinion when three or more domains are.
    pub adverse: String,
    /// The same with its article.
    pub an_adverse: String,
    /// What the company answers to an exception, with its article.
    pub a_response: String,
}

impl Default for Words {
    fn default() -> Self {
        let word = str::to_owned;
        Self {
            examiner: word("examiner"),
            examiners: word("examiners"),
            an_examiner: word("an examiner"),
            an_examination: word("an examination"),
            buyers: word("readers"),
            subject: word("organisation"),
            results: word("results of examinations"),
            one_day: word("One-day"),
            through_window: word("Whole-window"),
            opinion: word("result"),
            unmodified: word("good"),
            qualified: word("fair"),
            a_qualified: word("a fair"),
            adverse: word("poor"),
            an_adverse: word("a poor"),
            a_response: word("a response"),
        }
    }
}

impl Words {
    /// The name of the examination of this type.
    #[must_use]
    pub fn examination(&self, report_type: u8) -> &str {
        match report_type {
            1 => &self.one_day,
            _ => &self.through_window,
        }
    }
}

/// A category of criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Category {
    /// Slug, such as `availability`; a control names it as its scope.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Whether every examination covers it; controls of these are the core.
    #[serde(default)]
    pub always: bool,
}

/// One criterion of the framework, by id and a label of our own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Criterion {
    /// The framework's own id, such as `CC6.1`.
    pub id: String,
    /// The category that it belongs to.
    pub category: String,
    /// Our words for it, at most twelve; never the criterion's text.
    pub label: String,
}

/// A group of controls that is judged as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Domain {
    /// Slug, such as `access`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What belongs to it: a sentence.
    pub about: String,
}

/// An id that is no longer used, kept so that it is never given to anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Retired {
    /// The id.
    pub id: String,
    /// The version that no longer has it.
    pub since: String,
    /// What asks or does the same now: none, one, or several after a split.
    #[serde(default)]
    pub replaced_by: Vec<String>,
}
