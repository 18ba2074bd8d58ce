//! What a test procedure hands over: the whole of what it did, so that another
//! person with the same file can do it again and see the same.

use super::identity::{numbers, pseudonym};
use serde::{Deserialize, Serialize};

use crate::date::Date;

/// The record of one procedure run over one file.
///
/// It names no person: rows are cited by number, with the cells that decided.
/// It is saved with the assessment, so that a report can be made again without
/// the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workpaper {
    /// Which procedure: `mfa`, `key-age`, `root-use` …
    pub procedure: String,
    /// The control it tests, such as `AC-02`.
    pub control: String,
    /// Whether it is an observation beside the control: it decides no occurrence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub observation: bool,
    /// What the procedure set out to see: a sentence.
    pub objective: String,
    /// What counts as in order: a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub criteria: String,
    /// Names of the other files that it was done with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Of a control that is due by the period: what was found of each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<PeriodFound>,
    /// What was tested: a system id such as `aws-8196`.
    pub system: String,
    /// The day the file shows, in UTC; absent when neither the file nor the user says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The company's own values that the verdicts rest on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The window that the verdicts rest on, where they rest on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Span>,
    /// Items in the file that the procedure is about, before exclusions.
    pub population: u32,
    /// Items left out, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Excluded>,
    /// Items for which a verdict was reached.
    pub tested: u32,
    /// Items that deviate, in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Deviation>,
    /// Deviations beyond those cited.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_deviations: u32,
    /// Items that could not be decided, in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
    /// Undecided items beyond those cited.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_undecided: u32,
    /// What this procedure cannot show: sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
}

/// Rows that a workpaper cites of each kind (J): whoever has more to put right starts from the file, and the
/// saved assessment has to stay small enough to keep.
const CITED: usize = 200;

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Workpaper {
    /// All deviations, cited or not.
    #[must_use]
    pub fn deviation_count(&self) -> u32 {
        count(self.deviations.len()).saturating_add(self.more_deviations)
    }

    /// Every cell that it cites, with the row of the finding.
    pub fn cited(&self) -> impl Iterator<Item = (u32, &Cell)> {
        let deviations = self.deviations.iter().map(|d| (d.row, &d.cells));
        let undecided = self.undecided.iter().map(|u| (u.row, &u.cells));
        deviations
            .chain(undecided)
            .flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)))
    }

    /// The pseudonyms in its cells, one for every time.
    pub fn pseudonyms(&self) -> impl Iterator<Item = String> {
        self.pseudonym_numbers().map(pseudonym)
    }

    /// The largest number of a pseudonym in its cells; nothing where nobody is cited.
    #[must_use]
    pub fn last_pseudonym(&self) -> Option<u32> {
        self.pseudonym_numbers().max()
    }

    fn pseudonym_numbers(&self) -> impl Iterator<Item = u32> {
        self.cited().flat_map(|(_, cell)| numbers(&cell.value))
    }

    /// All undecided items, cited or not.
    #[must_use]
    pub fn undecided_count(&self) -> u32 {
        count(self.undecided.len()).saturating_add(self.more_undecided)
    }

    /// The same paper with at most the first [`CITED`] rows of each kind cited, and the rest counted.
    #[must_use]
    pub(super) fn abridged(mut self) -> Self {
        self.more_deviations += count(self.deviations.len().saturating_sub(CITED));
        self.deviations.truncate(CITED);
        self.more_undecided += count(self.undecided.len().saturating_sub(CITED));
        self.undecided.truncate(CITED);
        self
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Days from start to end, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Span {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// A value of the company's own policy that a verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameter {
    /// The policy value's id, such as `key-max-age-days`.
    pub id: String,
    /// Its value, in the unit that the id ends with.
    pub value: u32,
    /// Whether the company gave it or a default stands in.
    pub basis: Basis,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The company gave it.
    Stated,
    /// A default, because none was given.
    Assumed,
}

/// A group of items left out of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Excluded {
    /// Why, as a noun phrase: "no password, so no sign-in to protect".
    pub reason: String,
    /// How many.
    pub count: u32,
}

/// One item that deviates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deviation {
    /// Line of the table in the file; the header is row 1.
    pub row: u32,
    /// What was found: a sentence part, such as "password without a second factor".
    pub finding: String,
    /// Whether every finding rests on a default that stands in for the company's own value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    /// The cells that decided, as they stand in the file.
    pub cells: Vec<Cell>,
}

/// One item that could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Undecided {
    /// Line of the table in the file; the header is row 1.
    pub row: u32,
    /// Why it is open and what would decide it: a sentence.
    pub reason: String,
    /// The cells that were looked at, as they stand in the file.
    pub cells: Vec<Cell>,
}

/// What was found of one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeriodFound {
    /// Id of the period, such as `2026-q3`.
    pub period: String,
    /// What was found.
    pub state: PeriodState,
    /// The day on which it was done, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
}

/// What a file shows of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PeriodState {
    /// Done in the period or its grace.
    OnTime,
    /// Done after it.
    Late,
    /// Not in a file that covers the period.
    Missed,
    /// The file does not decide it.
    Undecided,
}

/// A cell cited from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cell {
    /// Name of the file, where it is another than the one that the workpaper stands with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its row there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column name as in the file.
    pub column: String,
    /// Text as in the file, cut at 40 characters; a pseudonym where it names a person.
    pub value: String,
}

impl Cell {
    /// A cell of the file that the workpaper stands with, in the row of its finding.
    pub(super) fn here(column: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            file: None,
            row: None,
            column: column.into(),
            value: value.into(),
        }
    }
}
