//! People and their training.

use super::{At, Stamp};
use crate::evidence::decode::values::Flag;

/// One row about a person: one spell of employment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Person {
    pub(in crate::evidence) at: At,
    /// Work address, normalised ([`crate::evidence::identity::normal`]).
    pub(in crate::evidence) email: Option<String>,
    /// Further addresses, normalised.
    pub(in crate::evidence) aliases: Vec<String>,
    /// Number in the personnel system.
    pub(in crate::evidence) number: Option<String>,
    pub(in crate::evidence) name: Option<String>,
    pub(in crate::evidence) employment: Employment,
    /// Whether the status says that the person works here.
    pub(in crate::evidence) active: Flag,
    /// Whether the status says that the person is on long leave.
    pub(in crate::evidence) on_leave: Flag,
    /// First day.
    pub(in crate::evidence) start: Stamp,
    /// Last day.
    pub(in crate::evidence) end: Stamp,
    /// When the row was last changed.
    pub(in crate::evidence) changed: Stamp,
}

/// How somebody is employed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum Employment {
    Employee,
    Contractor,
    Intern,
    #[default]
    Unknown,
}

/// One course that was assigned to, or taken by, a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct TrainingItem {
    pub(in crate::evidence) at: At,
    /// Address, normalised; none where the person was deleted.
    pub(in crate::evidence) person: Option<String>,
    pub(in crate::evidence) course: String,
    pub(in crate::evidence) assigned: Stamp,
    pub(in crate::evidence) due: Stamp,
    pub(in crate::evidence) completed: Stamp,
    pub(in crate::evidence) state: TrainingState,
    /// Whether somebody else marked it as done.
    pub(in crate::evidence) by_admin: Flag,
    /// Whether the file itself says that it was in time.
    pub(in crate::evidence) said_in_time: Flag,
}

/// What the source says of a course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum TrainingState {
    Done,
    /// Begun or not, and not done.
    Open,
    Overdue,
    #[default]
    Unknown,
}

/// One mailing of a phishing simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct PhishingTest {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) started: Stamp,
    /// How many messages arrived.
    pub(in crate::evidence) delivered: Option<u64>,
    /// Whether the source says that it went wrong.
    pub(in crate::evidence) failed: Flag,
}
