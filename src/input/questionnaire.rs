//! A questionnaire: questions in order, the controls each speaks for, and the answers it allows.

use serde::{Deserialize, Serialize};

use super::framework::Retired;
use super::scoping::Condition;

/// A questionnaire over the control catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// Ids that questions once had; answers to them are kept.
    #[serde(default)]
    pub retired: Vec<Retired>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// Permanent slug.
    pub id: String,
    /// Earlier slugs of the same question; answers to them are answers to this one.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Raised when the meaning changes.
    pub rev: u32,
    /// What is asked beside the rungs.
    #[serde(default)]
    pub kind: QuestionKind,
    /// The question.
    pub text: String,
    /// A line under it.
    #[serde(default)]
    pub hint: Option<String>,
    /// The controls it speaks for.
    pub controls: Vec<String>,
    /// The control whose occurrences the data part is about; the first one unless said otherwise.
    #[serde(default)]
    pub decides: Option<String>,
    /// Asked only while these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Whether "does not apply" is an answer.
    pub not_applicable: bool,
    /// A claimed level below this is a red flag; so is "don't know".
    pub red_flag_below: u8,
    /// The help panel.
    pub help: Help,
    /// Its answers, from the lowest rung up.
    #[serde(default, rename = "options")]
    pub choices: Vec<Choice>,
    /// For a population: how many were there?
    #[serde(default)]
    pub count_text: Option<String>,
    /// For a population: how many of them went as they should?
    #[serde(default)]
    pub conforming_text: Option<String>,
    /// For a date: when was it last done?
    #[serde(default)]
    pub last_text: Option<String>,
    /// For systems: what is asked one by one.
    #[serde(default)]
    pub items: Vec<Item>,
}

impl Question {
    /// The control whose occurrences the data part is about.
    #[must_use]
    pub fn deciding(&self) -> &str {
        let first = self.controls.first().map_or("", String::as_str);
        self.decides.as_deref().unwrap_or(first)
    }

    /// The choice with this id.
    #[must_use]
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|c| c.id == id)
    }
}

/// What a question asks beside its rungs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Nothing: the rungs are the answer.
    #[default]
    Ladder,
    /// Each period of the window: done, late, missed.
    Grid,
    /// How many there were, and how many of them went as they should.
    Population,
    /// On which day somebody last looked at the setting.
    Fact,
    /// On which day it was last done.
    Date,
    /// Several systems, one by one.
    Systems,
}

impl QuestionKind {
    /// The word as written in documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ladder => "ladder",
            Self::Grid => "grid",
            Self::Population => "population",
            Self::Fact => "fact",
            Self::Date => "date",
            Self::Systems => "systems",
        }
    }
}

/// Something that a question about systems asks one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Slug within the question.
    pub id: String,
    /// What it is.
    pub text: String,
}

/// What the help panel of a question says. What is left out is taken from the first control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Help {
    /// Why it matters; else the control's `why`.
    #[serde(default)]
    pub why: String,
    /// What the auditor will ask for; else the control's `request`.
    #[serde(default)]
    pub auditor_asks: Vec<String>,
    /// What good looks like at several sizes of company.
    pub good_looks_like: GoodLooksLike,
    /// How it usually goes wrong; else the control's `usual`.
    #[serde(default)]
    pub goes_wrong: String,
}

/// What good looks like, by size of company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoodLooksLike {
    /// At 10 people.
    pub at10: String,
    /// At 50 people.
    pub at50: String,
    /// At 200 people.
    pub at200: String,
}

/// One answer of a question: a statement about behaviour that claims a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    /// Slug within the question.
    pub id: String,
    /// The readiness level it claims for each of the question's controls, 0 to 5.
    pub level: u8,
    /// The statement.
    pub text: String,
    /// For a fact: whether it says that the setting is not as required somewhere today.
    #[serde(default)]
    pub nonconforming: bool,
}
