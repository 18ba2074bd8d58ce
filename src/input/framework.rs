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
    /// The categories that an examination may cover.
    pub categories: Vec<Category>,
    /// What this report is not, and who gives the real one: two or three sentences.
    pub disclaimer: String,
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
