//! The exception register: what management says of each gap. It moves no level and no chance: only answers and evidence do.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// What management says of the gap of one control. A gap has the id of its control, so that what is said of it in
/// one quarter is found again in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterEntry {
    /// The control.
    pub control: String,
    /// How far its closing is.
    #[serde(default, skip_serializing_if = "Status::is_open")]
    pub status: Status,
    /// Who closes it, a role rather than a person: reports name it. The owner of the control where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which it is to be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The day on which it was first known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// What management answers to it, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// That its risk is borne for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// How far the closing of a gap is, as management says.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has begun.
    #[default]
    Open,
    /// Somebody is at it.
    InProgress,
    /// Done, and to be looked at again.
    ReadyForRetest,
    /// Done and looked at.
    Closed,
}

impl Status {
    /// Its name in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::ReadyForRetest => "ready-for-retest",
            Self::Closed => "closed",
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference"
    )]
    fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// A risk that management bears knowingly. An auditor still notes the exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acceptance {
    /// Why it is borne.
    pub reason: String,
    /// The last day for which that holds; after it the gap is open again.
    pub until: Date,
    /// Who decided it, a role rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

impl Acceptance {
    /// Whether it still holds on the day.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        day <= self.until
    }
}
