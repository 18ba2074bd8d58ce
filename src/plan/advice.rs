//! What follows from the results and takes longer to work out: done when somebody is about to read it.

use serde::Serialize;

use super::calendar::{Calendar, calendar};
use super::fixes::{Fixes, Limits, fixes};
use super::mock_audit::{MockAudit, mock_audit};
use super::requests::{Request, requests};
use super::unknowns::{UnknownAnswer, unknowns};
use super::window::{Windows, windows};
use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::risk::Examination;
use crate::risk::forecast::Forecast;
use crate::risk::sensitivity::{Sensitivity, sensitivity};

/// Everything beside the results.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Advice<'c> {
    /// How the headline moves with what is assumed.
    pub sensitivity: Sensitivity,
    /// What each open or unknown answer is worth; what to ask first at the front.
    pub unknowns: Vec<UnknownAnswer>,
    /// What to fix first.
    pub fixes: Fixes,
    /// The windows that an examination could have.
    pub windows: Windows,
    /// What recurs until the window ends.
    pub calendar: Calendar<'c>,
    /// What an auditor will ask for.
    pub requests: Vec<Request<'c>>,
    /// What an auditor will do, done before.
    pub mock_audit: MockAudit,
}

/// The advice that goes with an assessment and its forecast. Cannot fail.
///
/// * `limits`: what there is to spend on fixes.
#[must_use]
pub fn advise<'c>(
    engagement: &Engagement<'c>,
    assessment: &Assessment,
    forecast: &Forecast,
    limits: Limits,
) -> Advice<'c> {
    let examination = Examination::new(engagement, assessment);
    let policies = &engagement.catalogue.sampling_policies;
    Advice {
        sensitivity: sensitivity(&examination, &forecast.headline, policies),
        unknowns: unknowns(assessment, &examination),
        fixes: fixes(engagement, assessment, &examination, limits),
        windows: windows(engagement),
        calendar: calendar(engagement, assessment),
        requests: requests(engagement, assessment, forecast),
        mock_audit: mock_audit(engagement, forecast),
    }
}
