//! The mock audit: what an auditor will do, done by the company some weeks before.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::date::Date;
use crate::input::Engagement;
use crate::risk::forecast::Forecast;
use crate::sorting::Sorting;

/// Days before fieldwork on which it begins (S3 in the sources of failures: a mock audit 30 to 60 days before).
const BEGINS: i64 = 60;
/// Days before fieldwork on which samples are drawn and looked at: the middle.
const SAMPLES: i64 = 45;
/// Days before fieldwork on which every exception found is closed or has a day.
const CLOSES: i64 = 30;
/// Controls named (J): as many as two people get through in a week.
const NAMED: usize = 10;

/// The plan of a mock audit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MockAudit {
    /// The first day on which the auditor can begin: the day after the window, or that of a Type 1 examination.
    pub fieldwork: Date,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// Controls to begin with, among those that are sampled: those without a known deviation first, for of the others it is
    /// known what a sample would find; of each the most likely to be noted first.
    pub controls: Vec<Sampled>,
}

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What is done.
    pub what: What,
    /// On which day; that of the assessment where it would lie before it.
    pub day: Date,
    /// Whether it should have been done before the day of the assessment.
    pub late: bool,
}

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Each owner shows the control from its beginning to its record.
    Walkthrough,
    /// Samples are drawn from complete lists, and each item is looked at.
    Sample,
    /// What was found is closed, or has an owner and a day.
    Close,
    /// The auditor begins.
    Fieldwork,
}

/// A control to sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sampled {
    /// The control.
    pub control: String,
    /// Items to draw.
    pub sample: u32,
    /// Items to draw from.
    pub population: u32,
}

/// The plan, from the forecast's order.
#[must_use]
pub fn mock_audit(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    forecast: &Forecast,
) -> MockAudit {
    let profile = &engagement.profile;
    let fieldwork = match profile.report_type {
        1 => profile.examination_day.unwrap_or(engagement.as_of),
        _ => profile.window.end.plus_days(1),
    };
    let today = engagement.as_of;
    let step = |what, before: i64| {
        let day = fieldwork.plus_days(-before);
        Step {
            what,
            day: day.max(today),
            late: day < today,
        }
    };
    let mut controls: Vec<_> = forecast.controls.iter().filter(|c| c.sample > 0).collect();
    let known = |id: &str| {
        let assessed = assessment.controls.iter().find(|c| c.id == id);
        assessed.is_some_and(|c| c.occurrences.deviations > 0)
    };
    // A stable sort: what compares equal stays in catalogue order.
    controls.in_order_by(|a, b| {
        let by_chance = b.noted.headline.total_cmp(&a.noted.headline);
        known(&a.id).cmp(&known(&b.id)).then(by_chance)
    });
    MockAudit {
        fieldwork,
        steps: vec![
            step(What::Walkthrough, BEGINS),
            step(What::Sample, SAMPLES),
            step(What::Close, CLOSES),
            step(What::Fieldwork, 0),
        ],
        controls: controls
            .into_iter()
            .take(NAMED)
            .map(|c| Sampled {
                control: c.id.clone(),
                sample: c.sample,
                population: c.population,
            })
            .collect(),
    }
}
