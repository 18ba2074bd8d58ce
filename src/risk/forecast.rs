//! The forecast as a whole: every control looked at, the domains, and the opinion.

use serde::Serialize;

use super::mixture::LEVELS;
use super::{
    ControlFacts, ControlRisk, Correlation, Decided, Hazard, Judgement, Levels, OpinionForecast,
    exception_risks, level_priors, opinion,
};
use crate::assessment::level::LevelRange;
use crate::assessment::{Assessment, ControlAssessment};
use crate::input::Engagement;
use crate::input::control::{Cadence, Control, Kind, Severity};
use crate::input::policy::Bands;
use crate::stats::Beta;

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

/// The forecast for an assessment. Cannot fail.
///
/// A control without an occurrence in the window is untested and enters no chance.
#[must_use]
pub fn forecast(engagement: &Engagement<'_>, assessment: &Assessment) -> Forecast {
    let priors = &engagement.catalogue.priors;
    let mut controls = Vec::new();
    let mut untested = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let judgement = Judgement::from(priors);
    let mut beliefs = Beliefs::default();
    for assessed in &assessment.controls {
        let Some((control, facts)) = facts(engagement, assessed) else {
            continue;
        };
        if facts.population == 0 {
            untested.push(assessed.id.clone());
            continue;
        }
        let beliefs = beliefs.of(&facts, &judgement);
        let risks = exception_risks(&facts, &beliefs, [priors.trust_in_claims, 1.0, 0.0]);
        let [headline, holds, shown] = risks;
        controls.push(ControlForecast {
            id: assessed.id.clone(),
            domain: assessed.domain.clone(),
            population: facts.population,
            sample: facts.sample,
            noted: Ends {
                headline: headline.p_noted,
                if_claims_hold: holds.p_noted,
                only_what_is_shown: shown.p_noted,
            },
            ineffective: headline.p_ineffective,
            expected_deviations: headline.expected_deviations,
        });
        let key = control.severity == Severity::Critical;
        if groups.last().is_none_or(|g| g.domain != assessed.domain) {
            groups.push(Group {
                domain: assessed.domain.clone(),
                risks: Default::default(),
            });
        }
        if let Some(group) = groups.last_mut() {
            for (list, risk) in group.risks.iter_mut().zip(risks) {
                list.extend(ControlRisk::new(risk.p_noted, risk.p_ineffective, key));
            }
        }
    }
    let end = |i: usize, rho: f64| {
        let domains: Vec<Vec<ControlRisk>> = groups
            .iter()
            .map(|g| g.risks.get(i).cloned().unwrap_or_default())
            .collect();
        opinion(&domains, Correlation::new(rho).unwrap_or(Correlation::NONE))
    };
    let rho = priors.correlation;
    let (headline, holds, shown) = (end(0, rho), end(1, rho), end(2, rho));
    let domains = groups
        .iter()
        .zip(
            headline
                .domains
                .iter()
                .zip(holds.domains.iter().zip(&shown.domains)),
        )
        .map(|(group, (headline, (holds, shown)))| DomainForecast {
            id: group.domain.clone(),
            controls: u32::try_from(group.risks.first().map_or(0, Vec::len)).unwrap_or(u32::MAX),
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
        untested,
        domains,
        headline: outlook(&headline),
        if_claims_hold: outlook(&holds),
        only_what_is_shown: outlook(&shown),
        other_correlations: priors
            .correlation_shown
            .iter()
            .map(|&correlation| AtCorrelation {
                correlation,
                outlook: outlook(&end(0, correlation)),
            })
            .collect(),
    }
}

/// The priors by hazard and reference sample, of which there are few: controls of an area share them.
#[derive(Default)]
struct Beliefs(Vec<((Hazard, u32), [Beta; LEVELS])>);

impl Beliefs {
    fn of(&mut self, facts: &ControlFacts, judgement: &Judgement) -> [Beta; LEVELS] {
        let key = (facts.hazard, facts.reference_sample);
        if let Some((_, known)) = self.0.iter().find(|(k, _)| *k == key) {
            return *known;
        }
        let new = level_priors(facts.hazard, facts.reference_sample, judgement);
        self.0.push((key, new));
        new
    }
}

/// The controls of a domain: at the headline, if claims hold, only what is shown.
struct Group {
    domain: String,
    risks: [Vec<ControlRisk>; 3],
}

/// What the model needs to know of a control; `None` if it is not in the catalogue.
fn facts<'c>(
    engagement: &Engagement<'c>,
    assessed: &ControlAssessment,
) -> Option<(&'c Control, ControlFacts)> {
    let catalogue = engagement.catalogue;
    let control = catalogue.control(&assessed.id)?;
    let area = catalogue
        .priors
        .areas
        .iter()
        .find(|a| a.id == control.area)?;
    let sharing = u32::try_from(catalogue.core_controls_in_area(&area.id)).ok()?;
    let occurrences = &assessed.occurrences;
    let population = occurrences.population;
    let sample = match engagement.profile.report_type {
        1 if control.kind != Kind::Document => population.min(1),
        _ => engagement.sampling_policy.sample(
            control.kind,
            cadence(engagement, control),
            population,
        ),
    };
    let facts = ControlFacts {
        kind: control.kind,
        hazard: Hazard::share(area.exception, sharing)?,
        // On one day the design is walked through once, and the chance of the level holds as it stands.
        reference_sample: match engagement.profile.report_type {
            1 => sample,
            _ => control.sample.customary,
        },
        claimed: levels(allowed(assessed))?,
        supported: levels(assessed.supported)?,
        population,
        sample,
        decided: Decided::new(occurrences.shown.decided, occurrences.shown.deviations)?,
        said: occurrences
            .deviations
            .saturating_sub(occurrences.shown.deviations),
        after_fix: 0,
        known_nonconformity: occurrences.known,
    };
    Some((control, facts))
}

/// How often a periodic control is due, by the company's own rules where it has one.
fn cadence(engagement: &Engagement<'_>, control: &Control) -> Option<Cadence> {
    (control.kind == Kind::Periodic).then(|| engagement.cadence(control).0)
}

/// What the claimed level can be: where nobody has said, the levels that other facts allow.
fn allowed(assessed: &ControlAssessment) -> LevelRange {
    let claimed = assessed.claimed;
    if claimed.is_known() {
        claimed
    } else {
        LevelRange {
            low: claimed.low.max(assessed.supported.low),
            high: claimed.high,
        }
    }
}

fn levels(range: LevelRange) -> Option<Levels> {
    Levels::new(range.low.number(), range.high.number())
}

fn outlook(forecast: &OpinionForecast) -> Outlook {
    let [low, high] = forecast.interval_80;
    Outlook {
        clean: forecast.clean,
        unmodified_with_exceptions: forecast.unmodified_with_exceptions,
        qualified: forecast.qualified,
        adverse: forecast.adverse,
        expected: forecast.expected_noted,
        low: u32::try_from(low).unwrap_or(u32::MAX),
        high: u32::try_from(high).unwrap_or(u32::MAX),
    }
}
