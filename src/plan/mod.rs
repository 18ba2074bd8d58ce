//! Assessment and forecast to [`Plan`]: what to do, in which order.
//!
//! Beside it, each asked for on its own, since a change of one answer needs none of them: the windows to
//! choose from ([`window::windows`]), what recurs ([`calendar::calendar`]), and the rehearsal of a sample
//! ([`rehearsal::rehearsal`]).

pub mod advice;
pub mod asked;
pub mod calendar;
pub mod committee;
pub mod fixes;
pub mod gaps;
pub mod mock_audit;
pub mod register;
pub mod rehearsal;
pub mod requests;
pub mod state;
pub mod unknowns;
pub mod window;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::risk::forecast::Forecast;

/// What to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Where the company stands.
    pub readiness: state::Readiness,
    /// The gaps, the one to close first at the front.
    pub gaps: Vec<gaps::Gap>,
    /// The exception register: each gap with what management says of it.
    pub register: Vec<register::RegisterLine>,
    /// What a committee asks, as counts.
    pub committee: committee::Committee,
}

/// The plan that follows from assessment and forecast.
#[must_use]
pub fn plan(engagement: &Engagement<'_>, assessment: &Assessment, forecast: &Forecast) -> Plan {
    let gaps = gaps::gaps(engagement, assessment, forecast);
    let register = register::register(engagement, assessment, &gaps);
    Plan {
        readiness: state::readiness(engagement, assessment, forecast),
        committee: committee::committee(assessment, forecast, &register),
        gaps,
        register,
    }
}
