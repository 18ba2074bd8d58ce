//! Judgement as data: sampling policies, default populations, company policy values, and priors.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::control::{Cadence, Kind, Severity};

/// How many items an auditor tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SamplingPolicy {
    /// `low`, `customary`, `high`, or an auditor's own.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where the figures come from.
    pub source: String,
    /// How far the source is trusted: `P`, `A`, `B`, `C`, `V` or `J`.
    pub trust: String,
    /// Items by cadence, for periodic controls.
    pub periodic: BTreeMap<Cadence, u32>,
    /// Items by population, for controls with an occurrence per event.
    pub occurrence: Vec<Tier>,
    /// Items by population, for documents.
    pub document: Vec<Tier>,
    /// Items by population, for configuration.
    pub configuration: Vec<Tier>,
}

/// Most items an auditor's sample holds, whatever the policy says (J): larger
/// samples are a full-population test, which is forecast as such.
pub const LARGEST_SAMPLE: u32 = 250;

/// The size that applies to populations from `from` items up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tier {
    /// Smallest population it applies to.
    pub from: u32,
    /// That many items …
    #[serde(default)]
    pub size: Option<u32>,
    /// … or this percentage of the population, rounded up …
    #[serde(default)]
    pub percent: Option<u32>,
    /// … and at least this many.
    #[serde(default)]
    pub at_least: Option<u32>,
}

impl SamplingPolicy {
    /// Items the auditor tests: at most `population` and [`LARGEST_SAMPLE`].
    #[must_use]
    pub fn sample(&self, kind: Kind, cadence: Option<Cadence>, population: u32) -> u32 {
        let wanted = match kind {
            Kind::Periodic => cadence
                .and_then(|c| self.periodic.get(&c))
                .copied()
                .unwrap_or(population),
            Kind::Occurrence => tier(&self.occurrence, population),
            Kind::Document => tier(&self.document, population),
            Kind::Configuration => tier(&self.configuration, population),
        };
        wanted.min(population).min(LARGEST_SAMPLE)
    }
}

fn tier(tiers: &[Tier], population: u32) -> u32 {
    let Some(tier) = tiers.iter().rev().find(|t| t.from <= population) else {
        return population;
    };
    let share = tier
        .percent
        .map(|p| (u64::from(population) * u64::from(p)).div_ceil(100));
    let share = share.map(|s| u32::try_from(s).unwrap_or(u32::MAX));
    tier.size
        .or(share)
        .unwrap_or(population)
        .max(tier.at_least.unwrap_or(0))
}

/// How many items there are when nobody has said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Population {
    /// Slug, such as `leavers`.
    pub id: String,
    /// Name for people, in the plural.
    pub name: String,
    /// Whether it accrues over time or is simply there.
    pub unit: PopulationUnit,
    /// Default for each head of staff (a year, where it accrues).
    pub per_head: f64,
    /// Smallest default.
    pub at_least: u32,
    /// Why this default.
    pub reason: String,
}

/// How a population grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PopulationUnit {
    /// So many a year.
    PerYear,
    /// So many at any time.
    Stock,
}

/// A value of the company's own policy that tests rest on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyValue {
    /// Slug that ends with its unit, such as `leaver-sla-hours`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Used when the company gave none.
    pub default: u32,
    /// Smallest value allowed.
    pub min: u32,
    /// Largest value allowed.
    pub max: u32,
    /// Why this default.
    pub reason: String,
}

/// The judgement that the forecast rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Priors {
    /// What the judgement is anchored to, as it goes on after "are judgement,"; empty if nothing.
    #[serde(default)]
    pub anchor: String,
    /// Published chance of an exception by area.
    pub areas: Vec<Area>,
    /// How a level moves that chance, for levels 0 to 5 in order.
    pub levels: [LevelPrior; 6],
    /// α + β of the prior of a deviation rate.
    pub strength: f64,
    /// Weight of the claimed level against the supported one, 0 to 1.
    pub trust_in_claims: f64,
    /// Correlation of controls through the organisation's discipline, 0 to 1.
    pub correlation: f64,
    /// Other correlations shown beside it.
    pub correlation_shown: Vec<f64>,
    /// Bounds of the bands for a domain's chance of an exception.
    pub bands: Bands,
    /// Bounds of the readiness states for the chance of a qualified or adverse opinion.
    pub state_limits: StateLimits,
    /// Weeks from the end of a window to the report, fieldwork and writing together; not said where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_weeks: Option<u32>,
    /// Weight of an expected exception by severity, for the order of gaps.
    pub severity_weights: BTreeMap<Severity, f64>,
    /// Why each of the values above is what it is, by key.
    #[serde(flatten)]
    pub reasons: BTreeMap<String, String>,
}

/// An area of the published figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Area {
    /// Slug, such as `leavers`.
    pub id: String,
    /// Chance that a report shows an exception in the area, 0 to 1.
    pub exception: f64,
    /// Where the figure comes from.
    pub source: String,
    /// How far the source is trusted.
    pub trust: String,
}

/// What a level does to the chance of an exception: `1 − exp(−(factor·λ + shift))`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LevelPrior {
    /// 0 to 5.
    pub level: u8,
    /// Multiplies the control's base hazard.
    pub factor: f64,
    /// Added to it.
    pub shift: f64,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Bounds of the bands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bands {
    /// From here up: elevated.
    pub elevated: f64,
    /// From here up: high.
    pub high: f64,
}

/// Bounds of the readiness states.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StateLimits {
    /// Largest chance, if the claims hold, with which a window may begin.
    pub window_ready: f64,
    /// Largest chance with which fieldwork may begin.
    pub fieldwork_ready: f64,
}
