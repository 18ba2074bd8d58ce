//! The saved assessment: who, which window, what was answered, what evidence is listed.

use serde::{Deserialize, Serialize};

use super::control::Cadence;
use super::manifest::Entry;
use super::register::RegisterEntry;
use super::requested::AuditorRequest;
use super::sampling::AuditorSampling;
use super::scoping::StatedFact;
use crate::date::Date;

/// The `format` of a saved assessment.
pub const ASSESSMENT_FORMAT: &str = "tickmark-assessment";
/// The newest `version` of that format that is read.
pub const ASSESSMENT_VERSION: u32 = 1;

/// The file that people keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// The exception register: what management says of gaps, at most one entry a control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub register: Vec<RegisterEntry>,
    /// What the auditor has asked for, in the order of the auditor's list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub auditor_requests: Vec<AuditorRequest>,
}

/// Which questionnaire the answers belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// The day that a Type 1 examination describes; the day of the assessment unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examination_day: Option<Date>,
    /// Which sampling policy the forecast assumes.
    #[serde(default = "customary")]
    pub sampling_policy: String,
    /// The sizes that the auditor has said to test; over the sampling policy that is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auditor_sampling: Option<AuditorSampling>,
    /// The company's own policy values.
    #[serde(default)]
    pub policies: Vec<StatedValue>,
    /// How often the company's own rules ask for a periodic control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<StatedCadence>,
    /// Scoping facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<StatedFact>,
    /// Systems in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<System>,
    /// Sizes of populations that the company knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub populations: Vec<StatedPopulation>,
    /// Who sees to which control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<StatedOwner>,
}

fn customary() -> String {
    "customary".to_owned()
}

/// Days from start to end, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedValue {
    /// Id of the policy value.
    pub id: String,
    /// In the unit that the id ends with.
    pub value: u32,
}

/// How often the company's own rules ask for a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedCadence {
    /// A periodic control.
    pub control: String,
    /// How often.
    pub cadence: Cadence,
}

/// Who sees to a control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedOwner {
    /// The control.
    pub control: String,
    /// A role rather than a person: reports name it.
    pub owner: String,
}

/// A system in scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedPopulation {
    /// Id of the population.
    pub id: String,
    /// How many; a year, where it accrues.
    pub count: u32,
}

/// One answer. Either what is so (a `choice`, and the data part of the question's kind), or one of
/// `unknown`, `not_applicable` and `later`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// The revision of the question that was answered.
    pub rev: u32,
    /// The id of a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// For a grid: what happened in each period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<PeriodAnswer>,
    /// For a population: how many, and how many of them went as they should.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Counted>,
    /// For a fact: the day on which somebody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// For a date: when it was last done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
    /// For systems: how each of them is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<SystemAnswer>,
    /// "I don't know".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Unknown>,
    /// "Does not apply".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<NotApplicable>,
    /// "I'll come back to it": counted as not answered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub later: bool,
    /// The reader's own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

impl Answer {
    /// Whether it says anything about what is so.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.choice.is_some()
            || !self.periods.is_empty()
            || self.population.is_some()
            || self.as_of.is_some()
            || self.last.is_some()
            || !self.systems.is_empty()
    }
}

/// What was said about one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodAnswer {
    /// Id of the period, such as `2026-q3`.
    pub period: String,
    /// What happened.
    pub state: SaidState,
}

/// What can be said about a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SaidState {
    /// Not done, and the period is over.
    Missed,
    /// Done after the period and its grace.
    Late,
    /// Done in time; there is nothing to show.
    Claimed,
    /// Done in time, with a dated record.
    OnTime,
    /// Nobody here knows.
    Unknown,
}

/// So many items between two days, and how many went as they should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Counted {
    /// First day counted.
    pub since: Date,
    /// Last day counted.
    pub until: Date,
    /// How many there were.
    pub total: u32,
    /// How many of them went as they should; absent when nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conforming: Option<u32>,
}

/// When something was last done: a day, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Last {
    /// On this day.
    On(Date),
    /// It has not been done yet; always `true`.
    Never(bool),
}

/// What was said about one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SystemAnswer {
    /// Id of an item of the question.
    pub system: String,
    /// How it is.
    pub state: SystemState,
}

/// What can be said about a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SystemState {
    /// As it should be.
    Conforms,
    /// Not as it should be.
    DoesNot,
    /// Nobody here knows.
    Unknown,
    /// There is none here.
    NotHere,
}

/// Who would know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unknown {
    /// A person or role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
}

/// Why something does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotApplicable {
    /// Never empty in a checked document.
    pub reason: String,
}
