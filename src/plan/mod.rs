//! Assessment and forecast to [`Plan`]: what to do, in which order.
//!
//! Beside it, each asked for on its own, since a change of one answer needs none of them: the windows to
//! choose from ([`window::windows`]), what recurs ([`calendar::calendar`]), and the rehearsal of a sample
//! ([`rehearsal::rehearsal`]).

pub mod advice;
pub mod calendar;
pub mod fixes;
pub mod gaps;
pub mod rehearsal;
pub mod state;
pub mod unknowns;
pub mod window;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::risk::forecast::Forecast;

/// What to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Where the company stands.
    pub readiness: state::Readiness,
    /// The gaps, the one to close first at the front.
    pub gaps: Vec<gaps::Gap>,
}

/// The plan that follows from assessment and forecast.
#[must_use]
pub fn plan(engagement: &Engagement<'_>, assessment: &Assessment, forecast: &Forecast) -> Plan {
    Plan {
        readiness: state::readiness(engagement, assessment, forecast),
        gaps: gaps::gaps(engagement, assessment, forecast),
    }
}
