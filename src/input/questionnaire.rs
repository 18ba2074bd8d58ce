//! A questionnaire: questions in order, the controls each speaks for, and the answers it allows.

use serde::{Deserialize, Serialize};

/// A questionnaire over the control catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Questionnaire {
    /// Slug, such as `red-flags`.
    pub id: String,
    /// `major.minor.patch`; a new major cannot be read by an older release.
    pub version: String,
    /// Title for people.
    pub title: String,
    /// What it is: a sentence or two.
    pub about: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The questions, in the order asked.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// Permanent slug.
    pub id: String,
    /// Raised when the meaning changes.
    pub rev: u32,
    /// The question.
    pub text: String,
    /// A line under it.
    #[serde(default)]
    pub hint: Option<String>,
    /// The controls it speaks for.
    pub controls: Vec<String>,
    /// Whether "does not apply" is an answer.
    pub not_applicable: bool,
    /// A claimed level below this is a red flag; so is "don't know".
    pub red_flag_below: u8,
    /// The help panel.
    pub help: Help,
    /// Its answers, from the lowest rung up.
    #[serde(rename = "options")]
    pub choices: Vec<Choice>,
}

/// What the help panel of a question says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Help {
    /// Why it matters.
    pub why: String,
    /// What the auditor will ask for.
    pub auditor_asks: Vec<String>,
    /// What good looks like at several sizes of company.
    pub good_looks_like: String,
    /// How it usually goes wrong.
    pub goes_wrong: String,
}

/// One answer of a question: a statement about behaviour that claims a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    /// Slug within the question.
    pub id: String,
    /// The readiness level it claims for each of the question's controls, 0 to 5.
    pub level: u8,
    /// The statement.
    pub text: String,
}
