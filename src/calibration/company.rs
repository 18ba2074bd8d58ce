//! A company and its audit, drawn from the model itself and not from the forecast's formulas.

use super::dice::Dice;
use crate::input::catalogue::Catalogue;
use crate::input::control::{CORE, Cadence, Control, Kind, Severity};
use crate::input::policy::{PopulationUnit, Priors, SamplingPolicy};
use crate::risk::{
    ControlFacts, Decided, Hazard, Judgement, LEVELS, Levels, ineffective_from, level_priors,
    prior_weights,
};
use crate::stats::Beta;

/// One control of a drawn company: what the forecast is told, and what the audit found.
pub(super) struct Audited {
    /// Its id.
    pub(super) id: String,
    /// Its area and its share of the area's hazard are looked up here.
    pub(super) area: String,
    /// Whether its being ineffective makes its domain pervasive.
    pub(super) key: bool,
    /// What is known before the audit, with the hazard of the truth.
    pub(super) facts: ControlFacts,
    /// What the auditor found, item by item.
    pub(super) found: Found,
}

/// What an auditor found at one control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// A deviation was in the sample, or had to be disclosed.
    pub(super) noted: bool,
    /// There were too many of them.
    pub(super) ineffective: bool,
}

/// What the controls of a company have in common.
struct Setting<'c> {
    catalogue: &'c Catalogue,
    judgement: Judgement,
    policy: &'c SamplingPolicy,
    headcount: f64,
    systems: u32,
    days: u32,
    /// The chance of each level, 0 to 5, to be claimed: some companies are orderly and some are not.
    claimed: [f64; LEVELS],
    /// The chance that what is claimed is also shown.
    shown: f64,
    /// The chance that deviations are said which nothing shows.
    says: f64,
}

/// Draws a company with its audit: the controls of each domain.
///
/// Window, headcount, systems, categories, sampling policy, populations, claimed and supported levels and the
/// number of occurrences that evidence decides are drawn at will. Then, for each control, as the model says
/// things are:
///
/// 1. the true level, out of the claimed and the supported one by their weights;
/// 2. the deviation rate, out of the belief that belongs to the level;
/// 3. each occurrence, a deviation with that rate (the number of them, in large populations);
/// 4. the decided ones are seen, and what was seen is what the forecast is told;
/// 5. the auditor's sample, item by item and without replacement, out of the occurrences themselves.
///
/// Given what the forecast is told, controls are independent here. `None` for a catalogue without policies.
pub(super) fn company(dice: &mut Dice, catalogue: &Catalogue) -> Option<Vec<Vec<Audited>>> {
    let setting = Setting {
        catalogue,
        judgement: Judgement::from(&catalogue.priors),
        policy: dice.one_of(&catalogue.sampling_policies)?,
        headcount: 5.0 * libm::pow(120.0, dice.uniform()),
        systems: dice.between(1, 12),
        days: *dice.one_of(&[90, 181, 273, 365])?,
        claimed: around(1.5 + 5.0 * dice.uniform()),
        shown: 0.3 + 0.7 * dice.uniform(),
        says: 0.06 * dice.uniform(),
    };
    let categories = &catalogue.framework.categories;
    let examined: Vec<&str> = categories
        .iter()
        .filter(|c| c.always || dice.happens(0.4))
        .map(|c| c.id.as_str())
        .collect();
    // Small examinations and large ones.
    let applies = 0.15 + 0.85 * dice.uniform();
    let mut domains = Vec::new();
    for domain in &catalogue.domains {
        let controls = catalogue.controls.iter().filter(|(d, _)| *d == domain.id);
        let audited: Vec<Audited> = controls
            .filter(|(_, c)| c.scope == CORE || examined.contains(&c.scope.as_str()))
            .filter_map(|(_, c)| {
                let is_there = dice.happens(applies);
                is_there.then(|| audited(dice, &setting, c)).flatten()
            })
            .collect();
        if !audited.is_empty() {
            domains.push(audited);
        }
    }
    Some(domains)
}

/// Chances of the levels 0 to 5 that centre on a place of their scale.
fn around(centre: f64) -> [f64; LEVELS] {
    let mut level = -1.0;
    let weights = [(); LEVELS].map(|()| {
        level += 1.0;
        libm::exp(-(level - centre) * (level - centre))
    });
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| weight / sum)
}

/// The share of a control in the hazard of its area, as `priors` have it.
pub(super) fn hazard(catalogue: &Catalogue, priors: &Priors, area: &str) -> Option<Hazard> {
    let rate = priors.areas.iter().find(|a| a.id == area)?.exception;
    let sharing = u32::try_from(catalogue.core_controls_in_area(area)).ok()?;
    Hazard::share(rate, sharing)
}

/// One control; `None` without an occurrence in the window.
fn audited(dice: &mut Dice, setting: &Setting<'_>, control: &Control) -> Option<Audited> {
    let cadence = match control.cadence {
        Some(_) if dice.happens(0.2) => dice.one_of(Cadence::ALL).copied(),
        own => own,
    };
    let population = population(dice, setting, control, cadence)?;
    if population == 0 {
        return None;
    }
    let hazard = hazard(setting.catalogue, &setting.catalogue.priors, &control.area)?;
    let (claimed, supported) = levels(dice, setting)?;

    let priors = level_priors(hazard, control.sample.customary, &setting.judgement);
    let trust = setting.catalogue.priors.trust_in_claims;
    let level = dice.place(&prior_weights(claimed, supported, trust));
    let rate: &Beta = priors.get(level)?;
    let rate = dice.rate(*rate);

    let tested = decided(dice, population);
    let seen = dice.deviations(tested, rate);
    // Said by the company beyond what is shown: in the population, and no sample of it.
    let said = match population - tested {
        left if left > 0 && dice.happens(setting.says) => dice.between(1, left.div_ceil(10)),
        _ => 0,
    };
    let known_nonconformity =
        control.kind == Kind::Configuration && seen + said > 0 && dice.happens(0.5);
    let facts = ControlFacts {
        kind: control.kind,
        hazard,
        reference_sample: control.sample.customary,
        claimed,
        supported,
        population,
        sample: setting.policy.sample(control.kind, cadence, population),
        decided: Decided::new(tested, seen)?,
        said,
        after_fix: 0,
        known_nonconformity,
    };
    Some(Audited {
        id: control.id.clone(),
        area: control.area.clone(),
        key: control.severity == Severity::Critical,
        found: audit(dice, &facts, rate),
        facts,
    })
}

/// The audit: the rest of the population comes about, then the sample is drawn from all of it.
fn audit(dice: &mut Dice, facts: &ControlFacts, rate: f64) -> Found {
    let known = facts.decided.deviations() + facts.said;
    let open = facts.population - facts.decided.tested() - facts.said;
    // The items are numbered: deviations first. A sample by number does not care.
    let deviations = known + dice.deviations(open, rate);
    let sample = dice.drawn(facts.population, facts.sample);
    let hits = sample.iter().filter(|item| **item < deviations).count();
    let hits = u32::try_from(hits).unwrap_or(u32::MAX);
    let size = u32::try_from(sample.len()).unwrap_or(u32::MAX);
    Found {
        noted: hits > 0 || facts.known_nonconformity,
        ineffective: hits >= ineffective_from(facts.kind, size),
    }
}

/// What is claimed, now and then a "don't know", and what is shown.
fn levels(dice: &mut Dice, setting: &Setting<'_>) -> Option<(Levels, Levels)> {
    let said = u8::try_from(dice.place(&setting.claimed)).ok()?;
    let shown = match dice.uniform() {
        u if u < setting.shown => said,
        u if u < 0.5 + 0.5 * setting.shown => said.min(2),
        _ => u8::try_from(dice.between(0, u32::from(said))).ok()?,
    };
    let claimed = match dice.uniform() {
        u if u < 0.12 => Levels::new(shown, 5)?,
        _ => Levels::only(said)?,
    };
    Some((claimed, Levels::only(shown)?))
}

/// How many occurrences evidence decides: none, some, or all.
fn decided(dice: &mut Dice, population: u32) -> u32 {
    match dice.uniform() {
        u if u < 0.4 => 0,
        u if u < 0.5 => population,
        _ => dice.between(0, population),
    }
}

/// How many occurrences the window has.
fn population(
    dice: &mut Dice,
    setting: &Setting<'_>,
    control: &Control,
    cadence: Option<Cadence>,
) -> Option<u32> {
    let days = setting.days;
    Some(match control.kind {
        Kind::Periodic => match cadence? {
            Cadence::Daily => days,
            Cadence::Weekly => days / 7,
            Cadence::Monthly => days / 30,
            Cadence::Quarterly => days / 90,
            Cadence::SemiAnnual => days.div_ceil(182),
            Cadence::Annual => 1,
        },
        Kind::Configuration => setting.systems * (days / 90),
        Kind::Occurrence | Kind::Document => {
            let counted = setting.catalogue.population(control.population.as_ref()?)?;
            let usual = (setting.headcount * counted.per_head).max(f64::from(counted.at_least));
            let span = match counted.unit {
                PopulationUnit::PerYear => f64::from(days) / 365.0,
                PopulationUnit::Stock => 1.0,
            };
            // From a third to three times the usual number.
            let number = usual * span * libm::pow(9.0, dice.uniform() - 0.5);
            whole(number)
        }
    })
}

/// The nearest whole number, up to a million.
fn whole(number: f64) -> u32 {
    const MOST: f64 = 1e6;
    // Within the range of `u32` after the clamp.
    number.round().clamp(0.0, MOST) as u32
}
