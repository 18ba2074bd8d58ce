//! Assessment and forecast to [`Plan`]: what to do, in which order.

pub mod gaps;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::risk::forecast::Forecast;

/// What to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The gaps, the one to close first at the front.
    pub gaps: Vec<gaps::Gap>,
}

/// The plan that follows from assessment and forecast.
#[must_use]
pub fn plan(engagement: &Engagement<'_>, assessment: &Assessment, forecast: &Forecast) -> Plan {
    Plan { gaps: gaps::gaps(engagement, assessment, forecast) }
}
