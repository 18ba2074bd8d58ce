//! What is said about fixes: structured, in numbers and dates; words are for the report.

use serde::Serialize;

use crate::date::Date;

/// What to fix first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fixes {
    /// The day on which work can start: the day of the assessment.
    pub from: Date,
    /// The last day on which a fix may end.
    pub until: Date,
    /// The person-days that were asked for; absent for as many as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<u32>,
    /// Expected exceptions times the weight of their severity, as things are.
    pub expected: f64,
    /// The fixes that help in this window, and those that they need, by id.
    pub fixes: Vec<Fix>,
    /// The best set within the budget.
    pub chosen: Chosen,
    /// The most that can be removed, by budget, from 0 person-days up to all that help.
    pub front: Vec<Point>,
    /// Wanted fixes that help nothing in this window, by id.
    pub too_late: Vec<TooLate>,
    /// Controls whose fix waits for itself, by id: a mistake of the catalogue.
    pub waits_for_itself: Vec<String>,
}

/// One fix.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// The control; also the id of the fix.
    pub control: String,
    /// Person-days of this fix alone.
    pub effort_days: u32,
    /// Weeks of its own lead time.
    pub lead_weeks: u32,
    /// The fixes that it needs, transitively, by id.
    pub prerequisites: Vec<String>,
    /// The day on which its own lead time starts, when all that it needs has ended.
    pub start: Date,
    /// The day on which it has ended.
    pub end: Date,
    /// Days from the assessment until it has ended, with what it needs.
    pub days_until_end: u32,
    /// The last day on which the work, with what it needs, can start and help as much as today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_by: Option<Date>,
    /// The last day on which it can start and help at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_start: Option<Date>,
    /// Required occurrences in the window: N; 0 for a control that is not tested.
    pub population: u32,
    /// Of these, not decided.
    pub undecided: u32,
    /// Of these, after the end of the fix.
    pub still_due: u32,
    /// Chance that an exception is noted, as things are, 0 to 1.
    pub noted: f64,
    /// The same once it is fixed; never more.
    pub noted_after: f64,
    /// The part of it that comes from what has deviated already, and that no fix removes.
    pub sunk: f64,
    /// Weight of the control's severity.
    pub weight: f64,
    /// Expected exceptions that it removes, times the weight; 0 or more.
    pub removed: f64,
    /// Whether it is here only because another fix needs it.
    pub only_needed: bool,
}

/// A set of fixes within the budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    /// Person-days of the set.
    pub person_days: u32,
    /// Weighted expected exceptions that it removes.
    pub removed: f64,
    /// By how much a better set could at most exceed it; 0 where it is proven that none does.
    pub gap: f64,
    /// Whether it is proven that no set within the budget removes more.
    pub proven: bool,
    /// The fixes in the order to start them, each with the reasons why it comes before the next.
    pub order: Vec<Step>,
    /// What they do to the chance of a qualified or an adverse opinion.
    pub opinion: OpinionEffect,
}

/// A budget at which more can be removed than at any smaller one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// The budget.
    pub person_days: u32,
    /// Weighted expected exceptions removed.
    pub removed: f64,
    /// The set, by id.
    pub fixes: Vec<String>,
    /// By how much a better set could at most exceed it, at any budget below that of the next point.
    pub gap: f64,
    /// Whether it is proven that none does.
    pub proven: bool,
}

/// A fix in the order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The fix.
    pub control: String,
    /// Why it comes before the next one, the deciding reason first; empty for the last.
    pub before_next: Vec<Reason>,
}

/// Why a fix comes before the next. The first of the four decides the order; the others go with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Reason {
    /// The next one needs it.
    Prerequisite,
    /// A later one needs both; this one ends earlier, or as early.
    BothFor {
        /// The later one.
        fix: String,
    },
    /// With what else it needs, or is needed for, it removes more per person-day.
    MoreRemovedPerDay {
        /// What it belongs to.
        first: Rate,
        /// What the next one belongs to.
        then: Rate,
    },
    /// As much per person-day, for no more person-days.
    AsMuchRemovedPerDay {
        /// What it belongs to.
        first: Rate,
        /// What the next one belongs to.
        then: Rate,
    },
    /// More occurrences come after its end.
    MoreStillDue {
        /// After this one.
        first: Due,
        /// After the next one.
        then: Due,
    },
    /// It cannot wait as long.
    LessTime {
        /// The last day on which it can start and help as much as today.
        start_by: Date,
        /// The last day on which it can start and help at all.
        last_start: Date,
        /// The same of the next one.
        then_last_start: Date,
        /// Days that it takes, with what it needs.
        days_until_end: u32,
    },
}

/// What fixes remove, and for how much work.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// Weighted expected exceptions.
    pub removed: f64,
    /// Person-days.
    pub person_days: u32,
    /// The fixes, in the order to start them.
    pub fixes: Vec<String>,
}

/// Occurrences that a fix can still help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// Undecided ones after its end.
    pub still_due: u32,
    /// In the window.
    pub population: u32,
}

/// What a set of fixes does to the chance of a qualified or an adverse opinion.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpinionEffect {
    /// The chance as things are, 0 to 1.
    pub today: f64,
    /// The chance with all fixes of the set.
    pub fixed: f64,
    /// Whether the shares are exact, or estimated from random orders.
    pub exact: bool,
    /// The fixes, in the order of the set.
    pub fixes: Vec<OpinionShare>,
}

/// By how much one fix lowers the chance. A fix may well raise one of these: where exceptions are certain in any
/// case, little is left to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpinionShare {
    /// The fix.
    pub control: String,
    /// Alone, with what it needs.
    pub alone: f64,
    /// After all the others: what is lost without it, and without what needs it.
    pub last: f64,
    /// Its Shapley share; over the set they add up to `today − fixed`.
    pub share: f64,
    /// Standard error of the share where it is estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
}

/// A wanted fix that removes nothing in this window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TooLate {
    /// The control.
    pub control: String,
    /// Why.
    pub why: Why,
    /// The day on which it would have ended.
    pub end: Date,
    /// Chance that an exception is noted.
    pub noted: f64,
    /// The part of it that comes from what has deviated already.
    pub sunk: f64,
    /// Chance that the control is ineffective.
    pub ineffective: f64,
    /// The same once it is fixed: what is noted in any case can still weigh less.
    pub ineffective_after: f64,
}

/// Why a fix removes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It ends on the last day of the window or later.
    EndsAfterWindow,
    /// It ends after the day that was given as the last one.
    EndsAfterLimit,
    /// It ends in time, and no undecided occurrence comes after it.
    NothingDueAfter,
    /// What is left after it changes nothing: an exception is noted in any case, or it runs as well already.
    Sunk,
}
