//! The forecast as a whole: every control looked at, the domains, and the opinion.

use serde::Serialize;

/// What an auditor would find at the end of the window, as far as answers and evidence say.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// The headline under other correlations.
    pub other_correlations: Vec<AtCorrelation>,
}

/// One control.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Below the lower bound of the priors' bands.
    Low,
    /// Between the bounds.
    Elevated,
    /// From the upper bound.
    High,
}

/// The whole examination; the four chances add up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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

/// The headline under another correlation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtCorrelation {
    /// ρ.
    pub correlation: f64,
    /// The outlook.
    pub outlook: Outlook,
}
