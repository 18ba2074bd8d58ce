//! Criteria and control domains: the two lists that everything is grouped by.

use serde::{Deserialize, Serialize};

/// One of the 61 trust services criteria, by id and a label of our own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Criterion {
    /// The AICPA's id, such as `CC6.1`.
    pub id: String,
    /// Our words for it; never the criterion's text.
    pub label: String,
}

/// A group of controls that is judged as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Domain {
    /// Slug, such as `access`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What belongs to it: a sentence.
    pub about: String,
}
