//! The exception register: every gap with what management says of it, and what it says of gaps that are none any more.

use serde::{Deserialize, Serialize};

use super::gaps::Gap;
use crate::assessment::Assessment;
use crate::date::Date;
use crate::input::Engagement;
use crate::input::register::{RegisterEntry, Status};

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RegisterLine {
    /// The control; also the id of the gap.
    pub control: String,
    /// Its place among the gaps, from 1; absent where there is no gap today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// How far its closing is, as management says.
    pub status: Status,
    /// Who closes it: the owner in the register, else that of the control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day by which it is to be closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether that day is over, it is still a gap and its risk is not accepted.
    pub overdue: bool,
    /// The day on which it was first known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<Date>,
    /// That its risk is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
    /// Whether management calls it closed and it is still a gap: nothing that was given shows that it is closed.
    pub not_shown_closed: bool,
    /// What management answers to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// Why nothing can be said of a gap; absent where the control was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aside: Option<Aside>,
    /// The control that it was entered for, where this one has taken its place since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Of a control that is gone: what does the same now, where the catalogue says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<String>,
}

/// Why an entry of the register stands beside what was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aside {
    /// No question that was asked speaks of its control, and nothing on file decides it.
    NotLookedAt,
    /// Its control was said not to apply.
    NotApplicable,
    /// The examination does not cover its control, or a scoping fact takes it out.
    OutOfScope,
    /// The catalogue has no such control, or no longer.
    Gone,
}

/// An accepted risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Why it is borne.
    pub reason: String,
    /// The last day for which that holds.
    pub until: Date,
    /// Whether it holds on the day of the assessment.
    pub holds: bool,
    /// Who decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The register: the gaps in their order, then what was entered for controls that are no gap today.
#[must_use]
pub fn register(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    gaps: &[Gap],
) -> Vec<RegisterLine> {
    let entry = |control: &str| {
        engagement
            .register
            .entries
            .iter()
            .find(|e| e.control == control)
    };
    let of_gaps = gaps.iter().enumerate().map(|(i, gap)| {
        let (control, entry) = (gap.control.as_str(), entry(&gap.control));
        line(engagement, control, Some(i + 1), entry)
    });
    let is_gap = |control: &str| gaps.iter().any(|g| g.control == control);
    let others = engagement
        .register
        .entries
        .iter()
        .filter(|e| !is_gap(&e.control));
    let others = others.map(|e| {
        let gone = engagement.catalogue.retired.iter();
        let gone = gone.filter(|r| r.id == e.control);
        RegisterLine {
            aside: aside(engagement, assessment, &e.control),
            replaced_by: gone.flat_map(|r| r.replaced_by.clone()).collect(),
            ..line(engagement, &e.control, None, Some(e))
        }
    });
    of_gaps.chain(others).collect()
}

fn aside(engagement: &Engagement<'_>, assessment: &Assessment, id: &str) -> Option<Aside> {
    let Some(control) = engagement.catalogue.control(id) else {
        return Some(Aside::Gone);
    };
    if !engagement.in_scope(control) {
        return Some(Aside::OutOfScope);
    }
    if assessment.controls.iter().any(|c| c.id == id) {
        return None;
    }
    let mut excluded = assessment.exclusions.iter().flat_map(|e| &e.controls);
    Some(match excluded.any(|c| c == id) {
        true => Aside::NotApplicable,
        false => Aside::NotLookedAt,
    })
}

fn line(
    engagement: &Engagement<'_>,
    control: &str,
    number: Option<usize>,
    entry: Option<&RegisterEntry>,
) -> RegisterLine {
    let today = engagement.as_of;
    let status = entry.map(|e| e.status).unwrap_or_default();
    let due = entry.and_then(|e| e.due);
    let accepted = entry.and_then(|e| e.accepted.as_ref()).map(|a| Accepted {
        reason: a.reason.clone(),
        until: a.until,
        holds: a.holds(today),
        by: a.by.clone(),
    });
    let borne = accepted.as_ref().is_some_and(|a| a.holds);
    let is_gap = number.is_some();
    RegisterLine {
        control: control.to_owned(),
        number,
        status,
        owner: entry
            .and_then(|e| e.owner.clone())
            .or_else(|| engagement.owner(control).map(str::to_owned)),
        due,
        overdue: is_gap && !borne && due.is_some_and(|day| day < today),
        opened: entry.and_then(|e| e.opened),
        accepted,
        not_shown_closed: is_gap && status == Status::Closed,
        response: entry.and_then(|e| e.response.clone()),
        aside: None,
        from: engagement
            .register
            .moved
            .iter()
            .find(|m| m.to == control)
            .map(|m| m.from.clone()),
        replaced_by: Vec::new(),
    }
}
