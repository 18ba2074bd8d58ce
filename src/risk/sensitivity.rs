//! How the headline moves with what nobody has measured: one assumption at a time.

use serde::Serialize;

use super::examination::{Assumptions, Examination};
use super::forecast::{Band, Outlook};
use super::{ExceptionRisk, OpinionForecast};
use crate::input::policy::{Bands, SamplingPolicy};

/// The base hazard is halved and doubled (J): the published shares come from one study of 193 reports
/// and leave about that much room.
pub const HAZARD_FACTORS: [f64; 2] = [0.5, 2.0];
/// The two ends of the weight of claims: only what is shown, and every answer holds.
pub const TRUST_ENDS: [f64; 2] = [0.0, 1.0];

/// A chance that moves by less is the same to a reader, who is shown two digits.
pub(crate) const VISIBLE_CHANCE: f64 = 0.01;
/// A number of exceptions that moves by less is the same to a reader.
pub(crate) const VISIBLE_EXCEPTIONS: f64 = 0.1;

/// The headline under other assumptions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sensitivity {
    /// The chance of a qualified or adverse opinion at the headline, in words.
    pub band: Band,
    /// One after the other; every other assumption stays as it is.
    pub variations: Vec<Variation>,
    /// Whose variations lie furthest apart in the chance of a qualified or adverse opinion; where no chance
    /// moves by a point or more, in expected exceptions; nothing if none moves those by a tenth.
    pub moves_most: Option<Assumption>,
}

/// What is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// τ, the weight of what is said against what is shown.
    TrustInClaims,
    /// ρ, how much controls fail together.
    Correlation,
    /// How many items the auditor tests.
    SamplingPolicy,
    /// The base hazards of all controls.
    Hazard,
}

/// The headline under one other value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Variation {
    /// What is varied.
    pub assumption: Assumption,
    /// To what.
    pub value: Value,
    /// The headline then.
    pub outlook: Outlook,
    /// Its chance of a qualified or adverse opinion, in words.
    pub band: Band,
}

/// The value of an assumption.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// τ, ρ, or what hazards are multiplied by.
    Number(f64),
    /// The id of a sampling policy.
    Policy(String),
}

/// The headline under other assumptions. Cannot fail.
///
/// * `headline`: as forecast, under the assumptions of the examination.
/// * `policies`: the sampling policies that there are; the one assumed is left out.
#[must_use]
pub fn sensitivity<'c>(
    examination: &Examination<'c>,
    headline: &Outlook,
    policies: &'c [SamplingPolicy],
) -> Sensitivity {
    let assumed = examination.assumed;
    let priors = examination.priors;
    let other = |changed: Assumptions<'c>| {
        let other = examination.under(changed);
        opinion(&other, &other.risks())
    };
    let mut found = Collected {
        bands: priors.bands,
        variations: Vec::new(),
    };
    for trust_in_claims in TRUST_ENDS {
        let changed = Assumptions {
            trust_in_claims,
            ..assumed
        };
        let value = Value::Number(trust_in_claims);
        found.add(Assumption::TrustInClaims, value, &other(changed));
    }
    let risks = examination.risks();
    for &rho in &priors.correlation_shown {
        let opinion = examination.opinion(&risks, rho);
        found.add(Assumption::Correlation, Value::Number(rho), &opinion);
    }
    for policy in policies.iter().filter(|p| **p != *assumed.sampling_policy) {
        let changed = Assumptions {
            sampling_policy: policy,
            ..assumed
        };
        let value = Value::Policy(policy.id.clone());
        found.add(Assumption::SamplingPolicy, value, &other(changed));
    }
    for hazard in HAZARD_FACTORS {
        let changed = Assumptions {
            hazard: assumed.hazard * hazard,
            ..assumed
        };
        found.add(Assumption::Hazard, Value::Number(hazard), &other(changed));
    }
    Sensitivity {
        band: Band::of(headline.qualified_or_adverse(), priors.bands),
        moves_most: moves_most(headline, &found.variations),
        variations: found.variations,
    }
}

fn opinion(examination: &Examination<'_>, risks: &[ExceptionRisk]) -> OpinionForecast {
    examination.opinion(risks, examination.assumed.correlation)
}

struct Collected {
    bands: Bands,
    variations: Vec<Variation>,
}

impl Collected {
    fn add(&mut self, assumption: Assumption, value: Value, found: &OpinionForecast) {
        let outlook = Outlook::from(found);
        self.variations.push(Variation {
            assumption,
            value,
            band: Band::of(outlook.qualified_or_adverse(), self.bands),
            outlook,
        });
    }
}

fn moves_most(headline: &Outlook, variations: &[Variation]) -> Option<Assumption> {
    let spread = |assumption: Assumption, of: fn(&Outlook) -> f64, visible: f64| {
        let here = of(headline);
        let values = variations.iter().filter(|v| v.assumption == assumption);
        let ends = values.fold((here, here), |(low, high), v| {
            let value = of(&v.outlook);
            (f64::min(low, value), f64::max(high, value))
        });
        let found = ends.1 - ends.0;
        if found < visible { 0.0 } else { found }
    };
    let key = |a: Assumption| {
        [
            spread(a, Outlook::qualified_or_adverse, VISIBLE_CHANCE),
            spread(a, |o| o.expected, VISIBLE_EXCEPTIONS),
        ]
    };
    let mut most: Option<(Assumption, [f64; 2])> = None;
    for variation in variations {
        let found = key(variation.assumption);
        let moves = found.iter().any(|s| *s > 0.0);
        if moves && most.is_none_or(|(_, best)| found > best) {
            most = Some((variation.assumption, found));
        }
    }
    most.map(|(assumption, _)| assumption)
}
