//! Assessment and forecast to [`Plan`]: what to do, in which order.

pub mod fixes;
pub mod gaps;
pub mod state;

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
