//! The exception register: what management says of each gap. It moves no level and no chance: only answers and evidence do.

use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
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

/// What management says, by the controls of a catalogue where it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The entries, at most one a control, in the order in which they were made.
    pub entries: Vec<RegisterEntry>,
    /// Those that were made for controls which others have taken the place of.
    pub moved: Vec<Moved>,
}

/// An entry whose control another one has taken the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The control that it was entered for.
    pub from: String,
    /// The one that it stands at now.
    pub to: String,
}

impl Register {
    /// The entries by the controls of a catalogue.
    ///
    /// An entry of a control that is gone goes where the catalogue says that it went, if that is one control and has no
    /// entry yet. Every other stays as it is: nothing that management said is lost.
    #[must_use]
    pub fn of(entries: &[RegisterEntry], catalogue: &Catalogue) -> Self {
        let mut entries = entries.to_vec();
        let mut moved: Vec<Moved> = Vec::new();
        for i in 0..entries.len() {
            let heir = entries.get(i).and_then(|e| heir(&e.control, catalogue));
            let Some(to) = heir.filter(|to| !entries.iter().any(|e| e.control == **to)) else {
                continue;
            };
            if let Some(entry) = entries.get_mut(i) {
                let from = std::mem::replace(&mut entry.control, to.clone());
                let to = to.clone();
                moved.push(Moved { from, to });
            }
        }
        Self { entries, moved }
    }
}

/// The control that has taken the place of one that is gone, by way of others that are gone as well.
fn heir<'c>(gone: &str, catalogue: &'c Catalogue) -> Option<&'c String> {
    if catalogue.control(gone).is_some() {
        return None;
    }
    let retired = |id: &str| catalogue.retired.iter().find(|r| r.id == id);
    let mut now = gone;
    // No way is longer than there are ids on it: a circle ends there.
    for _ in &catalogue.retired {
        let [next] = retired(now)?.replaced_by.as_slice() else {
            return None;
        };
        if catalogue.control(next).is_some() {
            return Some(next);
        }
        now = next;
    }
    None
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
