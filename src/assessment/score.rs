//! The score: levels as points, once as claimed and once as supported.

use serde::Serialize;

use super::level::{Level, LevelRange};
use super::{ClaimKind, ControlAssessment};

/// Points from 0 to 100, as ranges over what is not known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// From supported levels: the headline.
    pub supported: Points,
    /// From claimed levels.
    pub claimed: Points,
}

/// A range of points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Points {
    /// If every unknown turns out worst.
    pub low: f64,
    /// If every unknown turns out best.
    pub high: f64,
}

/// The score of these controls.
pub(super) fn score(controls: &[ControlAssessment]) -> Score {
    Score {
        supported: points(controls, |c| c.supported),
        claimed: points(controls, |c| c.claimed),
    }
}

/// Gives every control its part of the score: the parts add up to it.
pub(super) fn share(controls: &mut [ControlAssessment]) {
    let asked = |c: &ControlAssessment| c.claim.kind != ClaimKind::NotAsked;
    let total: f64 = controls.iter().filter(|c| asked(c)).map(|c| c.weight).sum();
    for control in controls.iter_mut().filter(|c| asked(c) && total > 0.0) {
        let points = |level: Level| control.weight * 20.0 * f64::from(level.number()) / total;
        let range = |range: LevelRange| Points {
            low: points(range.low),
            high: points(range.high),
        };
        control.points = Some(Score {
            supported: range(control.supported),
            claimed: range(control.claimed),
        });
    }
}

/// Σ w · 100 · level / 5 / Σ w over the controls that questions speak for; 0 to 100 where there is none.
///
/// What only evidence speaks for claims nothing, so it has no place in a score
/// that sets what is claimed beside what is supported.
fn points(
    controls: &[ControlAssessment],
    level: impl Fn(&ControlAssessment) -> LevelRange,
) -> Points {
    let asked = || {
        controls
            .iter()
            .filter(|c| c.claim.kind != ClaimKind::NotAsked)
    };
    let total: f64 = asked().map(|c| c.weight).sum();
    if total <= 0.0 {
        return Points {
            low: 0.0,
            high: 100.0,
        };
    }
    let sum = |end: &dyn Fn(LevelRange) -> Level| -> f64 {
        asked()
            .map(|c| c.weight * 20.0 * f64::from(end(level(c)).number()))
            .sum()
    };
    Points {
        low: sum(&|r| r.low) / total,
        high: sum(&|r| r.high) / total,
    }
}
