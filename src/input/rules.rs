//! Rules over the finished levels and occurrences: red flags and contradictions, as data.

use serde::{Deserialize, Serialize};

use super::control::Severity;

/// A pattern that auditors stop at, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RedFlagRule {
    /// Permanent slug.
    pub id: String,
    /// Where it comes from: rows of the list of known patterns.
    #[serde(default)]
    pub rows: Vec<String>,
    /// How heavily buyers take it.
    pub severity: Severity,
    /// The controls that it is about.
    pub controls: Vec<String>,
    /// What is found: a sentence to the company.
    pub found: String,
    /// Why an auditor flags it: a sentence.
    pub why: String,
    /// What to do this week.
    pub fix_now: String,
    /// The lasting fix.
    pub fix_properly: String,
    /// Evidence to keep: noun phrases.
    pub keep: Vec<String>,
    /// Weeks until the lasting fix works; judgement.
    pub lead_weeks: u32,
    /// When it is raised.
    pub when: Test,
}

/// Two statements, or a statement and what files show, that are hardly both true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContradictionRule {
    /// Permanent slug.
    pub id: String,
    /// How much hangs on it.
    pub severity: Severity,
    /// The controls that it is about; those whose files are looked at, with `shown`.
    pub controls: Vec<String>,
    /// Ids of the red flags that such answers keep down, and against which the files speak.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// What disagrees, with the innocent explanation; with `shown`, its figures stand in braces.
    pub found: String,
    /// What would settle it.
    pub ask: String,
    /// What was answered; with `shown`, of other controls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// What files show against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
}

/// What files show of the controls of a rule, each by itself; of all in scope if it names none. One key says what is
/// looked for; the others, of what and how often.
///
/// What is not known shows nothing, and neither does what the company's own answer tells already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Shown {
    /// Each is claimed at least at this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at_least: Option<u8>,
    /// Workpapers of these procedures alone; else everything that decided the control.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<String>,
    /// It is so of so many of the controls together; without it, each is told by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// These controls belong to one domain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_domain: bool,
    /// So many deviations, and more than the answer tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviations_at_least: Option<u32>,
    /// Of what was tested, less than this percentage is as it should be, and the answer tells fewer deviations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conforming_below_percent: Option<u32>,
    /// So many items that the procedures leave open as questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_at_least: Option<u32>,
    /// Of the periods that are over and said to have a record, so many have none on file, while others have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_at_least: Option<u32>,
    /// The newest dated record is older than the interval of the control: its cadence with the grace; a
    /// quarter for a setting.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// Several records, all dated within so many days before the assessment, of a longer time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_within_days: Option<u32>,
    /// One and the same file, by its digest, is the record of so many periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_file_for_periods: Option<u32>,
    /// A file holds so many items more than the answer counted over at least the same days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond_count: Option<u32>,
}

/// A test over the assessment. Every key that is given must hold.
///
/// About levels it holds only if it is certain; a control that nobody was asked about, and that
/// nothing was shown about, makes it false.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Test {
    /// The control that the keys below speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// Its claimed level is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at_most: Option<u8>,
    /// Its claimed level is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at_least: Option<u8>,
    /// The rung chosen for it is at least this, whatever the data beside the rung allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rung_at_least: Option<u8>,
    /// Its supported level is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported_at_most: Option<u8>,
    /// It was answered with "don't know", as a whole or for some of its occurrences (or, if false, it was not).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<bool>,
    /// So many deviations in the window are known, said or shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviations_at_least: Option<u32>,
    /// So many occurrences were late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_at_least: Option<u32>,
    /// So many occurrences were missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_at_least: Option<u32>,
    /// Less than this percentage of its decided occurrences are as they should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conforming_below_percent: Option<u32>,
    /// All of these hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Test>>,
    /// One of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Test>>,
    /// So many of these hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<AtLeast>,
    /// So many of these red flags, which stand before this one, are raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<FlagCount>,
    /// So many controls of one domain are claimed at most at a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_domain: Option<SameDomain>,
    /// A deviation inside the window is known (or, if false, none is).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation_in_window: Option<bool>,
    /// The window ends in at most so many days, or has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_ends_within_days: Option<u32>,
}

/// So many of several tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AtLeast {
    /// How many.
    pub count: u32,
    /// The tests.
    pub of: Vec<Test>,
}

/// So many of several red flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlagCount {
    /// How many.
    pub count: u32,
    /// Ids of red flags.
    pub of: Vec<String>,
}

/// So many weak controls in one domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SameDomain {
    /// How many.
    pub count: u32,
    /// Claimed at most at this level.
    pub claimed_at_most: u8,
}

impl ContradictionRule {
    /// The figures that the sentence names in braces, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let parts = self.found.split('{').skip(1);
        let named = parts.filter_map(|part| part.split_once('}'));
        named.map(|(name, _)| name).collect()
    }
}

impl Shown {
    /// What is looked for: the key, with the figures that a sentence may name.
    #[must_use]
    pub fn looks_for(&self) -> Vec<(&'static str, &'static [&'static str])> {
        const COUNTED: &[&str] = &["deviations", "tested"];
        let keys: [(bool, &'static str, &'static [&'static str]); 8] = [
            (
                self.deviations_at_least.is_some(),
                "deviationsAtLeast",
                COUNTED,
            ),
            (
                self.conforming_below_percent.is_some(),
                "conformingBelowPercent",
                COUNTED,
            ),
            (self.open_at_least.is_some(), "openAtLeast", &["open"]),
            (
                self.missing_at_least.is_some(),
                "missingAtLeast",
                &["found", "due", "missing", "latest", "days"],
            ),
            (self.overdue, "overdue", &["latest", "days"]),
            (
                self.all_within_days.is_some(),
                "allWithinDays",
                &["found", "latest", "days"],
            ),
            (
                self.one_file_for_periods.is_some(),
                "oneFileForPeriods",
                &["found"],
            ),
            (
                self.beyond_count.is_some(),
                "beyondCount",
                &["counted", "found"],
            ),
        ];
        let given = keys.into_iter().filter(|(given, ..)| *given);
        given.map(|(_, key, figures)| (key, figures)).collect()
    }
}

impl Test {
    /// The controls that it names, itself or in its parts.
    #[must_use]
    pub fn controls(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self.control.as_deref().into_iter().collect();
        for part in self.parts() {
            found.extend(part.controls());
        }
        found
    }

    /// The red flags that it counts, itself or in its parts.
    #[must_use]
    pub fn flags_named(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self
            .flags
            .iter()
            .flat_map(|f| f.of.iter().map(String::as_str))
            .collect();
        for part in self.parts() {
            found.extend(part.flags_named());
        }
        found
    }

    /// The tests that it is made of.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Self> {
        let all = self.all.iter().flatten();
        let any = self.any.iter().flatten();
        all.chain(any)
            .chain(self.at_least.iter().flat_map(|a| &a.of))
    }
}
