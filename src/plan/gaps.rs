//! The gaps, in the order in which to close them.

use serde::{Deserialize, Serialize};

use crate::assessment::level::Level;
use crate::assessment::{Assessment, ClaimKind, ControlAssessment, views};
use crate::input::Engagement;
use crate::risk::forecast::Forecast;
use crate::sorting::Sorting;

/// A difference between what is required and what is known.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    /// The control; also the id of the gap.
    pub control: String,
    /// What kind of gap.
    pub kind: GapKind,
    /// Chance that an exception is noted.
    pub noted: f64,
    /// Chance times the weight of the control's severity: the order.
    pub weighted: f64,
}

/// Kinds of gap, by what closes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// Deviations in the window are known, shown by evidence or said.
    Deviation,
    /// The answer says that it is not in place.
    Design,
    /// It is in place, and proof is patchy or not on file.
    Evidence,
    /// Nobody here knows.
    Unknown,
}

/// Every control that deviates, or was answered for and is not certainly supported to the level
/// that the examination asks: 2 for Type 1, 3 for Type 2.
///
/// Ordered by expected severity-weighted exceptions, the largest first; equal
/// ones by severity, then in catalogue order.
#[must_use]
pub fn gaps(engagement: &Engagement<'_>, assessment: &Assessment, forecast: &Forecast) -> Vec<Gap> {
    let asked = views::asks(engagement.profile.report_type);
    let mut found: Vec<Gap> = assessment
        .controls
        .iter()
        .filter(|c| is_gap(c, asked))
        .map(|c| gap(engagement, c, forecast))
        .collect();
    // A stable sort: what compares equal stays in catalogue order.
    found.in_order_by(|a, b| b.weighted.total_cmp(&a.weighted));
    found
}

/// An unanswered question is no gap yet, unless evidence has already shown one.
fn is_gap(control: &ControlAssessment, asked: Level) -> bool {
    let open = control.claim.kind == ClaimKind::Open;
    control.occurrences.deviations > 0 || (!open && control.supported.low < asked)
}

fn gap(engagement: &Engagement<'_>, control: &ControlAssessment, forecast: &Forecast) -> Gap {
    let noted = forecast
        .controls
        .iter()
        .find(|f| f.id == control.id)
        .map_or(0.0, |f| f.noted.headline);
    let weights = &engagement.catalogue.priors.severity_weights;
    let weight = engagement
        .catalogue
        .control(&control.id)
        .and_then(|c| weights.get(&c.severity))
        .copied()
        .unwrap_or(1.0);
    let kind = if control.occurrences.deviations > 0 {
        GapKind::Deviation
    } else if control.claim.kind != ClaimKind::Level {
        GapKind::Unknown
    } else if control.claimed.high < Level::DESIGNED {
        GapKind::Design
    } else {
        GapKind::Evidence
    };
    Gap {
        control: control.id.clone(),
        kind,
        noted,
        weighted: noted * weight,
    }
}
