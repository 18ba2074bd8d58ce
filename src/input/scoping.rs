//! Scoping facts: what is asked first, and the conditions that rest on the answers.
//!
//! A fact that nobody stated hides nothing: unknown is never "no".

use serde::{Deserialize, Serialize};

/// A fact about the company that decides which questions and controls apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fact {
    /// Permanent slug, such as `hosting`.
    pub id: String,
    /// The question.
    pub text: String,
    /// A line under it.
    #[serde(default)]
    pub hint: Option<String>,
    /// What the answer changes: a sentence.
    pub why: String,
    /// Whether more than one value may be given.
    #[serde(default)]
    pub several: bool,
    /// Asked only while these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// The values.
    pub options: Vec<FactOption>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FactOption {
    /// Slug within the fact.
    pub id: String,
    /// The answer in words.
    pub text: String,
}

/// Holds unless the fact was stated with other values only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Condition {
    /// The fact.
    pub fact: String,
    /// The values with one of which it holds.
    pub is: Vec<String>,
}

/// A fact as the company stated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedFact {
    /// The fact.
    pub fact: String,
    /// Its values: one, or several where that is allowed.
    pub values: Vec<String>,
}

/// The first condition that the stated facts contradict, if one does.
#[must_use]
pub fn contradicted<'c>(when: &'c [Condition], stated: &[StatedFact]) -> Option<&'c Condition> {
    when.iter().find(|condition| {
        stated
            .iter()
            .find(|s| s.fact == condition.fact)
            .is_some_and(|s| !s.values.iter().any(|v| condition.is.contains(v)))
    })
}
