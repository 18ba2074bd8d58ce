//! The three things that an audit committee asks: did controls run through the window, was it found before somebody
//! else found it, is it followed to its end.

use serde::Serialize;

use super::register::{Aside, RegisterLine};
use crate::assessment::level::Level;
use crate::assessment::occurrences::Occurrences;
use crate::assessment::{Assessment, ClaimKind, ControlAssessment};
use crate::input::register::Status;
use crate::risk::forecast::Forecast;

/// What a committee asks, as counts. Each control that was looked at is in exactly one count of [`Operation`], and
/// each gap in exactly one of the first four of [`Closure`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Committee {
    /// Whether controls ran through the window so far.
    pub operation: Operation,
    /// What was found before an auditor came.
    pub found: Found,
    /// Whether gaps are followed to their end.
    pub closure: Closure,
}

/// How many controls ran so far, and how that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Something deviated, as evidence shows or the company says.
    pub deviated: u32,
    /// Everything that was due so far is shown by evidence, without a deviation.
    pub shown: u32,
    /// Part of it is.
    pub partly_shown: u32,
    /// The company says that it is done, level 3 or above; evidence shows nothing of it.
    pub stated: u32,
    /// Nothing was due so far.
    pub not_due: u32,
    /// Not in place, not known, or below level 3 by the company's own answer.
    pub not_running: u32,
}

/// Exceptions expected, by whether the deviation behind them is known today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Deviations known today, in so many controls.
    pub controls: u32,
    /// Deviations that evidence shows.
    pub shown: u32,
    /// Deviations that only the company's answers say.
    pub said: u32,
    /// Expected exceptions of the controls with a known deviation; 0 or more.
    pub expected_known: f64,
    /// Expected exceptions of all others: what nobody has found yet; 0 or more.
    pub expected_unknown: f64,
}

/// How gaps are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Closure {
    /// Gaps that nobody has begun with.
    pub open: u32,
    /// Gaps that somebody is at.
    pub in_progress: u32,
    /// Gaps that are done, and are still gaps by what was given: to be looked at again.
    pub to_look_at_again: u32,
    /// Gaps whose risk is accepted today.
    pub accepted: u32,
    /// Of the first three: without an owner.
    pub without_owner: u32,
    /// Of the first three: without a day by which they are to be closed.
    pub without_day: u32,
    /// Of the first three: that day is over.
    pub overdue: u32,
    /// Gaps whose acceptance has run out.
    pub acceptance_over: u32,
    /// What the register calls closed, and is no gap any more.
    pub closed: u32,
}

impl Closure {
    /// Gaps that are not accepted.
    #[must_use]
    pub fn to_close(&self) -> u32 {
        self.open + self.in_progress + self.to_look_at_again
    }
}

/// The counts of an assessment, its forecast and its register.
#[must_use]
pub fn committee(
    assessment: &Assessment,
    forecast: &Forecast,
    register: &[RegisterLine],
) -> Committee {
    Committee {
        operation: operation(&assessment.controls),
        found: found(&assessment.controls, forecast),
        closure: closure(register),
    }
}

fn operation(controls: &[ControlAssessment]) -> Operation {
    let mut counts = Operation::default();
    for control in controls {
        let o = &control.occurrences;
        let place = if o.deviations > 0 {
            &mut counts.deviated
        } else if o.shown.decided > 0 && o.shown.due >= o.due_so_far && !o.size_open {
            &mut counts.shown
        } else if o.shown.decided > 0 {
            &mut counts.partly_shown
        } else if is_said_to_run(control) {
            if nothing_due(o) {
                &mut counts.not_due
            } else {
                &mut counts.stated
            }
        } else {
            &mut counts.not_running
        };
        *place += 1;
    }
    counts
}

fn nothing_due(o: &Occurrences) -> bool {
    o.due_so_far == 0 && !o.size_open
}

fn is_said_to_run(control: &ControlAssessment) -> bool {
    control.claim.kind == ClaimKind::Level && control.claimed.low >= Level::OPERATED
}

fn found(controls: &[ControlAssessment], forecast: &Forecast) -> Found {
    let mut found = Found::default();
    for control in controls {
        let o = &control.occurrences;
        let noted = forecast.controls.iter().find(|f| f.id == control.id);
        let noted = noted.map_or(0.0, |f| f.noted.headline);
        if o.deviations == 0 {
            found.expected_unknown += noted;
            continue;
        }
        found.controls += 1;
        found.shown += o.shown.deviations;
        found.said += o.deviations.saturating_sub(o.shown.deviations);
        found.expected_known += noted;
    }
    found
}

fn closure(register: &[RegisterLine]) -> Closure {
    let mut counts = Closure::default();
    for line in register {
        if line.number.is_none() {
            // What nobody can look at again is not counted as closed.
            let gone = line.aside == Some(Aside::Gone);
            counts.closed += u32::from(line.status == Status::Closed && !gone);
            continue;
        }
        match &line.accepted {
            Some(accepted) if accepted.holds => {
                counts.accepted += 1;
                continue;
            }
            Some(_) => counts.acceptance_over += 1,
            None => {}
        }
        match line.status {
            Status::Open => counts.open += 1,
            Status::InProgress => counts.in_progress += 1,
            Status::ReadyForRetest | Status::Closed => counts.to_look_at_again += 1,
        }
        counts.without_owner += u32::from(line.owner.is_none());
        counts.without_day += u32::from(line.due.is_none());
        counts.overdue += u32::from(line.overdue);
    }
    counts
}
