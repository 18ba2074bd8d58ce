//! The saved assessment: who, which window, what was answered, what evidence is listed.

use serde::{Deserialize, Serialize};

use super::manifest::Entry;
use crate::date::Date;

/// The `format` of a saved assessment.
pub const ASSESSMENT_FORMAT: &str = "tickmark-assessment";
/// The newest `version` of that format that is read.
pub const ASSESSMENT_VERSION: u32 = 1;

/// The file that people keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssessmentFile {
    /// Always [`ASSESSMENT_FORMAT`].
    pub format: String,
    /// At most [`ASSESSMENT_VERSION`].
    pub version: u32,
    /// The day of the assessment: nothing after it is known.
    pub as_of: Date,
    /// What was asked.
    pub questionnaire: QuestionnaireRef,
    /// Who, and under which terms.
    pub profile: Profile,
    /// Answers, at most one a question.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The evidence manifest.
    #[serde(default)]
    pub evidence: Vec<Entry>,
}

/// Which questionnaire the answers belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionnaireRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its canonical JSON, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The company and the examination it prepares for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// Name of the organisation; may be empty.
    #[serde(default)]
    pub organisation: String,
    /// 1: design on one day. 2: operation through the window.
    #[serde(rename = "type")]
    pub report_type: u8,
    /// Trust services categories in scope.
    pub categories: Vec<String>,
    /// IANA name of the company's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// People employed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    /// The observation window.
    pub window: Window,
    /// Which sampling policy the forecast assumes.
    #[serde(default = "customary")]
    pub sampling_policy: String,
    /// The company's own policy values.
    #[serde(default)]
    pub policies: Vec<StatedValue>,
    /// Systems in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<System>,
    /// Sizes of populations that the company knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub populations: Vec<StatedPopulation>,
}

fn customary() -> String {
    "customary".to_owned()
}

/// Days from start to end, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Window {
    /// Number of days, at least 1 in a checked window.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from(self.end.days_after(self.start) + 1).unwrap_or(0)
    }

    /// Whether the day lies in the window.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }
}

/// A policy value that the company gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedValue {
    /// Id of the policy value.
    pub id: String,
    /// In the unit that the id ends with.
    pub value: u32,
}

/// A system in scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct System {
    /// Slug.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The size of a population that the company gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedPopulation {
    /// Id of the population.
    pub id: String,
    /// How many; a year, where it accrues.
    pub count: u32,
}

/// One answer: exactly one of `choice`, `unknown` and `not_applicable`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// The revision of the question that was answered.
    pub rev: u32,
    /// The id of a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// "I don't know".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Unknown>,
    /// "Does not apply".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicable>,
    /// The reader's own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who would know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unknown {
    /// A person or role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
}

/// Why something does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotApplicable {
    /// Never empty in a checked document.
    pub reason: String,
}
