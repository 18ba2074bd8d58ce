//! An examination as the model sees it: the controls that would be tested, and what is assumed beside
//! answers and evidence.

use super::mixture::LEVELS;
use super::{
    ControlFacts, ControlRisk, Correlation, Decided, ExceptionRisk, Hazard, Judgement, Levels,
    OpinionForecast, exception_risks, level_priors, opinion,
};
use crate::assessment::level::LevelRange;
use crate::assessment::{Assessment, ControlAssessment};
use crate::input::Engagement;
use crate::input::control::{Cadence, Control, Kind, Severity};
use crate::input::policy::{Priors, SamplingPolicy};
use crate::stats::Beta;

/// What the forecast assumes and nobody has measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions<'c> {
    /// τ: weight of the claimed level against the supported one, 0 to 1.
    pub trust_in_claims: f64,
    /// ρ: how much controls fail together, 0 to 0.95.
    pub correlation: f64,
    /// Multiplies the base hazard of every control; 1 as published.
    pub hazard: f64,
    /// How many items the auditor tests.
    pub sampling_policy: &'c SamplingPolicy,
}

/// A control that the auditor would test.
#[derive(Clone, Copy, Debug)]
pub struct Examined<'c> {
    /// The control.
    pub control: &'c Control,
    /// Its domain.
    pub domain: &'c str,
    /// How often it is due, where it is periodic.
    pub cadence: Option<Cadence>,
    /// What the model needs to know of it, under the assumptions of the engagement.
    pub facts: ControlFacts,
}

/// The controls of a domain that would be tested stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExaminedDomain<'c> {
    /// The domain.
    pub id: &'c str,
    /// How many of its controls would be tested; at least 1.
    pub controls: usize,
}

/// What would be examined, and under which assumptions.
#[derive(Clone, Debug)]
pub struct Examination<'c> {
    /// Controls with at least one occurrence in the window, in catalogue order.
    pub controls: Vec<Examined<'c>>,
    /// Controls looked at without an occurrence in the window: neither credit nor blame.
    pub untested: Vec<String>,
    /// What is assumed.
    pub assumed: Assumptions<'c>,
    /// The judgement behind it.
    pub priors: &'c Priors,
    /// 1 or 2.
    report_type: u8,
}

impl<'c> Examination<'c> {
    /// What an assessment gives an auditor to examine. Cannot fail.
    #[must_use]
    pub fn new(engagement: &'c Engagement<'_>, assessment: &Assessment) -> Self {
        Self::of(
            engagement,
            &engagement.sampling_policy,
            &assessment.controls,
        )
    }

    /// What assessed controls give an auditor to examine who samples by this policy, which can outlive the
    /// engagement.
    pub(crate) fn of(
        engagement: &Engagement<'c>,
        policy: &'c SamplingPolicy,
        controls: &[ControlAssessment],
    ) -> Self {
        let priors = &engagement.catalogue.priors;
        let mut found = Self {
            controls: Vec::new(),
            untested: Vec::new(),
            assumed: Assumptions {
                trust_in_claims: priors.trust_in_claims,
                correlation: priors.correlation,
                hazard: 1.0,
                sampling_policy: policy,
            },
            priors,
            report_type: engagement.profile.report_type,
        };
        for assessed in controls {
            let Some(examined) = found.examined(engagement, assessed) else {
                continue;
            };
            if examined.facts.population == 0 {
                found.untested.push(assessed.id.clone());
            } else {
                found.controls.push(examined);
            }
        }
        found
    }

    /// The same examination under other assumptions.
    #[must_use]
    pub fn under(&self, assumed: Assumptions<'c>) -> Self {
        let mut other = self.clone();
        let factor = assumed.hazard / self.assumed.hazard;
        other.assumed = assumed;
        for one in &mut other.controls {
            one.facts.hazard = one.facts.hazard.times(factor);
            one.facts.sample = sample(
                self.report_type,
                assumed.sampling_policy,
                one.control.kind,
                one.cadence,
                one.facts.population,
            );
        }
        other
    }

    /// The risk of each control under the assumptions, in order.
    #[must_use]
    pub fn risks(&self) -> Vec<ExceptionRisk> {
        let risks = self.risks_at([self.assumed.trust_in_claims]);
        risks.into_iter().map(|[risk]| risk).collect()
    }

    /// The risk of each control at several weights of the claimed level.
    pub(crate) fn risks_at<const N: usize>(&self, trusts: [f64; N]) -> Vec<[ExceptionRisk; N]> {
        let mut beliefs = Beliefs::new(self.priors);
        let one = |c: &Examined<'_>| exception_risks(&c.facts, &beliefs.of(&c.facts), trusts);
        self.controls.iter().map(one).collect()
    }

    /// Items that would be tested of a population of the control's kind: at most all of them, and 250.
    #[must_use]
    pub fn items(&self, examined: &Examined<'_>, population: u32) -> u32 {
        let policy = self.assumed.sampling_policy;
        let (kind, cadence) = (examined.control.kind, examined.cadence);
        sample(self.report_type, policy, kind, cadence, population)
    }

    /// The domains of the controls, in order.
    pub fn domains(&self) -> impl Iterator<Item = ExaminedDomain<'c>> {
        let chunks = self.controls.chunk_by(|a, b| a.domain == b.domain);
        chunks.filter_map(|group| {
            Some(ExaminedDomain {
                id: group.first()?.domain,
                controls: group.len(),
            })
        })
    }

    /// What these risks come to.
    ///
    /// * `risks`: one for each control, in order; more are not looked at.
    /// * `rho`: how much controls fail together; outside 0 to 0.95 counts as 0.
    #[must_use]
    pub fn opinion(&self, risks: &[ExceptionRisk], rho: f64) -> OpinionForecast {
        let mut rest = self.controls.iter().zip(risks);
        let domains: Vec<Vec<ControlRisk>> = self
            .domains()
            .map(|domain| {
                let here = rest.by_ref().take(domain.controls);
                here.filter_map(|(one, risk)| {
                    let key = one.control.severity == Severity::Critical;
                    ControlRisk::new(risk.p_noted, risk.p_ineffective, key)
                })
                .collect()
            })
            .collect();
        opinion(&domains, Correlation::new(rho).unwrap_or(Correlation::NONE))
    }

    /// What the model needs to know of a control; `None` if it is not in the catalogue.
    fn examined(
        &self,
        engagement: &Engagement<'c>,
        assessed: &ControlAssessment,
    ) -> Option<Examined<'c>> {
        let catalogue = engagement.catalogue;
        let (domain, control) = catalogue
            .controls
            .iter()
            .find(|(_, control)| control.id == assessed.id)?;
        let areas = &self.priors.areas;
        let area = areas.iter().find(|a| a.id == control.area)?;
        let sharing = u32::try_from(catalogue.core_controls_in_area(&area.id)).ok()?;
        let occurrences = &assessed.occurrences;
        let cadence = (control.kind == Kind::Periodic).then(|| engagement.cadence(control).0);
        let policy = self.assumed.sampling_policy;
        let population = occurrences.population;
        let sample = sample(self.report_type, policy, control.kind, cadence, population);
        let facts = ControlFacts {
            kind: control.kind,
            hazard: Hazard::share(area.exception, sharing)?,
            // On one day the design is walked through once, and the chance of the level holds as it stands.
            reference_sample: match self.report_type {
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
        Some(Examined {
            control,
            domain,
            cadence,
            facts,
        })
    }
}

/// Items that the auditor tests: on one day one of everything but documents.
fn sample(
    report_type: u8,
    policy: &SamplingPolicy,
    kind: Kind,
    cadence: Option<Cadence>,
    population: u32,
) -> u32 {
    match report_type {
        1 if kind != Kind::Document => population.min(1),
        _ => policy.sample(kind, cadence, population),
    }
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

/// The priors by hazard and reference sample, of which there are few: controls of an area share them.
pub(crate) struct Beliefs {
    judgement: Judgement,
    known: Vec<((Hazard, u32), [Beta; LEVELS])>,
}

impl Beliefs {
    pub(crate) fn new(priors: &Priors) -> Self {
        Self {
            judgement: Judgement::from(priors),
            known: Vec::new(),
        }
    }

    /// The belief at each level about a control's rate.
    pub(crate) fn of(&mut self, facts: &ControlFacts) -> [Beta; LEVELS] {
        let key = (facts.hazard, facts.reference_sample);
        if let Some((_, known)) = self.known.iter().find(|(k, _)| *k == key) {
            return *known;
        }
        let new = level_priors(facts.hazard, facts.reference_sample, &self.judgement);
        self.known.push((key, new));
        new
    }
}
