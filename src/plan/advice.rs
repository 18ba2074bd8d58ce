//! What follows from the results and takes longer to work out: done when somebody is about to read it.

use serde::Serialize;

use super::asked::{AskedFor, asked_for};
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
    /// What the auditor has asked for, where the assessment has the auditor's list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked_for: Vec<AskedFor>,
    /// What an auditor will do, done before.
    pub mock_audit: MockAudit,
}

impl<'c> Advice<'c> {
    /// What is usually asked for, of controls that no request of the auditor's list is about, as far as somebody confirmed
    /// that: a suggestion takes nothing out of a list that evidence is gathered by.
    pub fn not_asked_for(&self) -> impl Iterator<Item = &Request<'c>> {
        let is = |r: &&Request<'c>| {
            let confirmed = self.asked_for.iter().filter(|a| !a.suggested);
            !confirmed
                .flat_map(|a| &a.controls)
                .any(|id| id == r.control)
        };
        self.requests.iter().filter(is)
    }
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
    let requests = requests(engagement, assessment, forecast);
    Advice {
        sensitivity: sensitivity(&examination, &forecast.headline, policies),
        unknowns: unknowns(assessment, &examination),
        fixes: fixes(engagement, assessment, &examination, limits),
        windows: windows(engagement),
        calendar: calendar(engagement, assessment),
        asked_for: asked_for(engagement, &requests),
        requests,
        mock_audit: mock_audit(engagement, assessment, forecast),
    }
}
