//! The calendar: what is to be done again and again until the window ends, and what is behind today.
//!
//! There is no clock: "today" is the day of the assessment. One task as JSON:
//!
//! ```json
//! { "id": "AC-04/2026-q4", "control": "AC-04", "kind": "periodic",
//!   "frequency": { "cadence": "quarterly" }, "assumed": true,
//!   "period": { "id": "2026-q4", "label": "2026-Q4", "start": "2026-10-01", "end": "2026-12-31" },
//!   "graceDays": 15, "due": "2027-01-15", "state": "open", "keep": ["…"] }
//! ```
//!
//! `period.label` and `evidence` are left out where there is none. The id of a task is made of the
//! control's id and the period's alone, so that a calendar program that reads the same task again knows
//! it. Nobody is named as the owner of a task: no document says who that is.

mod tasks;

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::assessment::occurrences::State as Known;
use crate::date::Date;
use crate::input::Engagement;
use crate::input::control::{Cadence, Control, Kind};
use crate::sorting::Sorting;

/// What recurs until the end of the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Calendar<'c> {
    /// The day of the assessment.
    pub as_of: Date,
    /// The last day of the window; grace may end after it.
    pub until: Date,
    /// Tasks that are due on the day of the assessment or later, by due day, then in catalogue order.
    pub tasks: Vec<Task<'c>>,
    /// Tasks that are missed, or whose due day is over and of which nobody has said, in the same order.
    pub overdue: Vec<Task<'c>>,
    /// Periods that are over and were not told apart, by control in catalogue order.
    pub behind: Vec<Behind<'c>>,
}

/// Something to do once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Task<'c> {
    /// The control's id, a slash, and the id of the period.
    pub id: String,
    /// The control.
    pub control: &'c str,
    /// What one occurrence of it is: `periodic`, `configuration` or `document`.
    pub kind: Kind,
    /// How often it comes back.
    pub frequency: Frequency,
    /// Whether frequency or grace is a default that stands in for the company's own rule.
    pub assumed: bool,
    /// What it is done for.
    pub period: TaskPeriod,
    /// Days of grace after the period; 0 or more.
    pub grace_days: i64,
    /// The last day on which it is in time: the end of the period and the days of grace, the end of the window
    /// at the latest.
    pub due: Date,
    /// What is known of it.
    pub state: TaskState,
    /// Id of the evidence on file, of what is done or late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Of a setting that more than one system has: in how many of them it was looked at, where that is some and
    /// not all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// What to keep of it: noun phrases.
    pub keep: &'c [String],
    /// Who sees to it, where the profile says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// Systems in which a setting was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// Looked at; at least 1.
    pub systems: u32,
    /// Of so many; more than were looked at.
    pub of: u32,
}

/// How often a task comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Frequency {
    /// By the calendar. Looks at settings are quarterly, by the quarters of the window.
    Cadence(Cadence),
    /// So many days after the last time; at least 1.
    Days(i64),
}

/// The days that a task is done for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TaskPeriod {
    /// Id, such as `2026-q4`, `quarter-to-2027-03-14`, `policy-4/review-by-2027-06-30`
    /// (the id of the evidence first, where a document is on file) or `first-review`.
    pub id: String,
    /// For people: the period, or the title of the document. Absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// What is known of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// Done, with evidence on file.
    Done,
    /// Done after its due day.
    Late,
    /// Said to be done; nothing on file shows it.
    Claimed,
    /// There is time.
    Open,
    /// Its due day is over, and it was not done.
    Missed,
    /// Its due day is over, and nobody has said.
    Unknown,
}

impl TaskState {
    fn is_behind(self) -> bool {
        matches!(self, Self::Missed | Self::Unknown)
    }
}

/// Periods of a control that are over and were counted, or are too many to list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Behind<'c> {
    /// The control.
    pub control: &'c str,
    /// How often it is due.
    pub cadence: Cadence,
    /// How many were missed, beyond those in [`Calendar::overdue`].
    pub missed: u32,
    /// Of how many nobody has said, beyond those in [`Calendar::overdue`].
    pub unknown: u32,
}

/// The calendar of an engagement. Cannot fail.
///
/// Of each control in scope that does not count as excluded:
///
/// - periodic: the periods due in the window, by the company's own cadence where it stated one. A period
///   that ends after the window is not required in it, and is left out;
/// - a document: its next review, where that is due before the window ends. What was never approved is
///   due on the day of the assessment, and what nobody spoke of by the end of the window;
/// - a setting: a look at it in each quarter of the window.
///
/// Of a control that nobody was asked about only what is still to come is listed. What is over and was
/// done, or is said to have been, is in no list.
#[must_use]
pub fn calendar<'c>(engagement: &Engagement<'c>, assessment: &Assessment) -> Calendar<'c> {
    let mut found = Calendar {
        as_of: engagement.as_of,
        until: engagement.window().end,
        tasks: Vec::new(),
        overdue: Vec::new(),
        behind: Vec::new(),
    };
    for (_, control) in &engagement.catalogue.controls {
        let assessed = assessment.controls.iter().find(|c| c.id == control.id);
        if assessed.is_none() && !assessment.not_looked_at.contains(&control.id) {
            continue;
        }
        let occurrences = assessed.map(|a| &a.occurrences);
        for task in tasks::of(engagement, control, occurrences) {
            if task.state.is_behind() {
                found.overdue.extend(assessed.map(|_| task));
            } else if task.due >= engagement.as_of {
                found.tasks.push(task);
            }
        }
        let listed = |state: Known| {
            let all = occurrences.map_or(&[][..], |o| &o.listed);
            let count = all.iter().filter(|o| o.state == state).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        let counted = |state: Known| {
            let all = occurrences.map_or(&[][..], |o| &o.states);
            let all = all.iter().find(|s| s.state == state).map_or(0, |s| s.count);
            all.saturating_sub(listed(state))
        };
        let (missed, unknown) = (counted(Known::Missed), counted(Known::Unknown));
        // An examination of one day counts no periods.
        let counts = control.kind == Kind::Periodic && engagement.profile.report_type != 1;
        if counts && missed.saturating_add(unknown) > 0 {
            found
                .behind
                .push(behind(engagement, control, missed, unknown));
        }
    }
    // A stable sort: what is due on one day stays in catalogue order.
    found.tasks.in_order_of(|task| task.due);
    found.overdue.in_order_of(|task| task.due);
    found
}

fn behind<'c>(
    engagement: &Engagement<'c>,
    control: &'c Control,
    missed: u32,
    unknown: u32,
) -> Behind<'c> {
    Behind {
        control: &control.id,
        cadence: engagement.cadence(control).0,
        missed,
        unknown,
    }
}
