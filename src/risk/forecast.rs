//! The forecast as a whole: every control looked at, the domains, and the opinion.

use serde::Serialize;

use super::examination::Examination;
use super::{ExceptionRisk, OpinionForecast};
use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::input::policy::Bands;

/// What an auditor would find at the end of the window, as far as answers and evidence say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// Controls with at least one occurrence in the window, in catalogue order.
    pub controls: Vec<ControlForecast>,
    /// Controls looked at without an occurrence in the window: neither credit nor blame.
    pub untested: Vec<String>,
    /// Domains with such controls, in order.
    pub domains: Vec<DomainForecast>,
    /// The headline: claims weighed against what is shown.
    pub headline: Outlook,
    /// If every answer holds.
    pub if_claims_hold: Outlook,
    /// If only what is shown counts.
    pub only_what_is_shown: Outlook,
}

/// One control.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ControlForecast {
    /// The control.
    pub id: String,
    /// Its domain.
    pub domain: String,
    /// Required occurrences in the window: N.
    pub population: u32,
    /// Items the auditor tests: n.
    pub sample: u32,
    /// Chance that at least one deviation is in the sample.
    pub noted: Ends,
    /// Chance that the control is judged ineffective.
    pub ineffective: f64,
    /// Expected deviations in the sample.
    pub expected_deviations: f64,
}

/// A probability, with its value if every answer holds and if only what is shown counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Ends {
    /// The headline.
    pub headline: f64,
    /// If every answer holds.
    pub if_claims_hold: f64,
    /// If only what is shown counts.
    pub only_what_is_shown: f64,
}

/// One domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DomainForecast {
    /// The domain.
    pub id: String,
    /// Controls forecast.
    pub controls: u32,
    /// Expected number of controls noted.
    pub expected: f64,
    /// Chance that at least one control is noted.
    pub at_least_one: Ends,
    /// Chance that at least three are.
    pub at_least_three: f64,
    /// Chance that exceptions in it are pervasive.
    pub pervasive: f64,
    /// In words.
    pub band: Band,
}

/// A domain's chance of an exception in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Below the lower bound of the priors' bands.
    Low,
    /// Between the bounds.
    Elevated,
    /// From the upper bound.
    High,
}

impl Band {
    /// The band of a chance.
    #[must_use]
    pub fn of(p: f64, bands: Bands) -> Self {
        if p < bands.elevated {
            Self::Low
        } else if p < bands.high {
            Self::Elevated
        } else {
            Self::High
        }
    }
}

/// The whole examination; the four chances add up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// Nothing noted.
    pub clean: f64,
    /// Exceptions, and an unmodified opinion.
    pub unmodified_with_exceptions: f64,
    /// A qualified opinion.
    pub qualified: f64,
    /// An adverse opinion.
    pub adverse: f64,
    /// Expected number of controls noted.
    pub expected: f64,
    /// With at least 80 % probability the number lies from here …
    pub low: u32,
    /// … to here.
    pub high: u32,
}

/// The forecast for an assessment. Cannot fail.
///
/// A control without an occurrence in the window is untested and enters no chance.
#[must_use]
pub fn forecast(engagement: &Engagement<'_>, assessment: &Assessment) -> Forecast {
    forecast_of(&Examination::new(engagement, assessment))
}

/// The forecast of an examination under the assumptions of its engagement.
pub(crate) fn forecast_of(examination: &Examination<'_>) -> Forecast {
    let priors = examination.priors;
    let assumed = examination.assumed;
    let risks = examination.risks_at([assumed.trust_in_claims, 1.0, 0.0]);
    let end = |i: usize, rho: f64| {
        let risks: Vec<ExceptionRisk> = risks.iter().filter_map(|r| r.get(i).copied()).collect();
        examination.opinion(&risks, rho)
    };
    let rho = assumed.correlation;
    let (headline, holds, shown) = (end(0, rho), end(1, rho), end(2, rho));
    let controls = examination
        .controls
        .iter()
        .zip(&risks)
        .map(|(examined, [headline, holds, shown])| ControlForecast {
            id: examined.control.id.clone(),
            domain: examined.domain.to_owned(),
            population: examined.facts.population,
            sample: examined.facts.sample,
            noted: Ends {
                headline: headline.p_noted,
                if_claims_hold: holds.p_noted,
                only_what_is_shown: shown.p_noted,
            },
            ineffective: headline.p_ineffective,
            expected_deviations: headline.expected_deviations,
        })
        .collect();
    let domains = examination
        .domains()
        .zip(
            headline
                .domains
                .iter()
                .zip(holds.domains.iter().zip(&shown.domains)),
        )
        .map(|(domain, (headline, (holds, shown)))| DomainForecast {
            id: domain.id.to_owned(),
            controls: u32::try_from(domain.controls).unwrap_or(u32::MAX),
            expected: headline
                .noted
                .iter()
                .zip(0_u32..)
                .map(|(p, k)| p * f64::from(k))
                .sum(),
            at_least_one: Ends {
                headline: headline.at_least_1,
                if_claims_hold: holds.at_least_1,
                only_what_is_shown: shown.at_least_1,
            },
            at_least_three: headline.at_least_3,
            pervasive: headline.pervasive,
            band: Band::of(headline.at_least_1, priors.bands),
        })
        .collect();
    Forecast {
        controls,
        untested: examination.untested.clone(),
        domains,
        headline: Outlook::from(&headline),
        if_claims_hold: Outlook::from(&holds),
        only_what_is_shown: Outlook::from(&shown),
    }
}

impl Outlook {
    /// Chance of a qualified or an adverse opinion.
    #[must_use]
    pub fn qualified_or_adverse(&self) -> f64 {
        crate::stats::probability(self.qualified + self.adverse)
    }
}

impl From<&OpinionForecast> for Outlook {
    fn from(forecast: &OpinionForecast) -> Self {
        let [low, high] = forecast.interval_80;
        Self {
            clean: forecast.clean,
            unmodified_with_exceptions: forecast.unmodified_with_exceptions,
            qualified: forecast.qualified,
            adverse: forecast.adverse,
            expected: forecast.expected_noted,
            low: u32::try_from(low).unwrap_or(u32::MAX),
            high: u32::try_from(high).unwrap_or(u32::MAX),
        }
    }
}
