//! One control: from its levels and its occurrences to the chance of an exception.

use serde::Serialize;

use crate::stats::{Beta, BetaBinomial, Stratum, falls, marked_in_sample};

use super::mixture::{LEVELS, LevelWeights, Levels, posterior_weights, prior_weights};
use super::prior::{Hazard, Judgement, level_priors};
use super::sample::{Decided, MAX_SAMPLE, SampleForecast};
use crate::input::control::Kind;

/// The level that a control runs at after a fix, unless it is higher already.
const LEVEL_AFTER_FIX: usize = 4;

/// What is known of one control in one observation window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlFacts {
    /// How its occurrences come about; decides when it is ineffective.
    pub kind: Kind,
    /// Its base hazard.
    pub hazard: Hazard,
    /// The customary sample that the prior is anchored to, in occurrences; belongs
    /// to the control and not to the window.
    pub reference_sample: u32,
    /// The level that the answers claim.
    pub claimed: Levels,
    /// The level that the evidence bears out.
    pub supported: Levels,
    /// Occurrences in the window, decided or not. Fewer than are decided counts
    /// as all decided.
    pub population: u32,
    /// Occurrences that the auditor draws. More than the population counts as
    /// all of it, more than [`MAX_SAMPLE`] as that.
    pub sample: u32,
    /// The occurrences that evidence decided, whatever it found: they speak of the rest.
    pub decided: Decided,
    /// Deviations beyond those that are known because the company says so. They are in the population
    /// and can be drawn; but nobody says which occurrences went well, so they are no sample, and say
    /// nothing of the rate of the rest.
    pub said: u32,
    /// How many of the undecided ones come after a fix that is planned; 0
    /// without one. More than are undecided counts as all of them.
    pub after_fix: u32,
    /// Whether a nonconformity of a configuration control is known in the
    /// window and has to be disclosed. Read for that kind only.
    pub known_nonconformity: bool,
}

impl ControlFacts {
    /// Chance that an exception is noted because of what has deviated already, whatever becomes of the rest.
    ///
    /// What nothing can take back: a known nonconformity of a configuration control is 1, else that
    /// the sample holds one of the known deviations; 0 to 1, never above what is noted in all.
    #[must_use]
    pub fn sunk(&self) -> f64 {
        if self.kind == Kind::Configuration && self.known_nonconformity {
            return 1.0;
        }
        let known = self.decided.and_deviations(self.said);
        let all = self.population.max(known.tested());
        let clean = all - known.deviations();
        // Without replacement: each item drawn leaves one clean item less.
        let missed = |i| f64::from(clean.saturating_sub(i)) / f64::from(all - i);
        let none: f64 = (0..self.sample.min(MAX_SAMPLE).min(all))
            .map(missed)
            .product();
        1.0 - none
    }
}

/// What an auditor finds at one control.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExceptionRisk {
    /// Probability that an exception is noted: a deviation in the sample.
    pub p_noted: f64,
    /// Probability that the control is ineffective; never more than `p_noted`.
    pub p_ineffective: f64,
    /// Mean number of deviations in the sample.
    pub expected_deviations: f64,
    /// The weight of each level, 0 to 5, after what was decided.
    pub levels: LevelWeights,
}

/// The forecast for one control.
///
/// * `trust`: the weight of the claimed level; 1 if every answer holds, 0 for
///   only what is shown. Clamped to `[0, 1]`.
///
/// A configuration control with a known nonconformity is noted with probability
/// 1: the company must disclose it. Whether the control is ineffective is still
/// the auditor's finding, so that chance comes from the sample. A control without
/// occurrences or sample has probability 0; whether it is untested is for the
/// caller to say.
///
/// After a fix the control runs at level 4, or as before where that is at
/// least as good; so a fix never raises `p_noted`.
///
/// Exact but for rounding. Takes a fraction of a millisecond for a sample of 60.
#[must_use]
pub fn exception_risk(facts: &ControlFacts, judgement: &Judgement, trust: f64) -> ExceptionRisk {
    let priors = level_priors(facts.hazard, facts.reference_sample, judgement);
    let [risk] = exception_risks(facts, &priors, [trust]);
    risk
}

/// [`exception_risk`] at several weights of the claimed level; what they share is worked out once.
///
/// * `priors`: the [`level_priors`] of the control's hazard and reference sample.
#[must_use]
pub fn exception_risks<const N: usize>(
    facts: &ControlFacts,
    priors: &[Beta; LEVELS],
    trusts: [f64; N],
) -> [ExceptionRisk; N] {
    let (tested, deviations) = (facts.decided.tested(), facts.decided.deviations());
    let weights = trusts.map(|trust| {
        let prior = prior_weights(facts.claimed, facts.supported, trust);
        posterior_weights(prior, priors, tested, deviations)
    });
    let undecided = facts
        .population
        .saturating_sub(tested.saturating_add(facts.said));
    let sample = facts.sample.min(MAX_SAMPLE);

    // One level is shared by all groups, so the groups join level by level, and what is found mixes.
    let known = facts.decided.and_deviations(facts.said);
    if known.tested() == 0 && facts.after_fix == 0 {
        return weights.map(|levels| {
            let drawn = sample.min(undecided);
            risk(
                facts,
                &undecided_only(facts.kind, drawn, priors, &levels),
                levels,
            )
        });
    }
    // Whatever the level, the sample falls on known and other occurrences in the same way.
    let share = falls(undecided, known.tested(), sample);
    let known = known.stratum(sample);
    let fix = Fix {
        count: facts.after_fix.min(undecided),
        rate: priors.get(LEVEL_AFTER_FIX).copied(),
    };
    let mut level = 0;
    let found = priors.map(|prior| {
        let at = level;
        level += 1;
        let matters = weights.iter().any(|w| w.get(at).is_some_and(|w| *w > 0.0));
        matters.then(|| {
            let rate = prior.after(deviations, tested - deviations);
            let with_known = |lot: &Stratum| match &known {
                Some(known) => lot.found_with(known, &share),
                None => marked_in_sample(std::slice::from_ref(lot), sample),
            };
            let today = with_known(&Stratum::uncertain(undecided, rate, sample));
            let fixed = fix.applied(at, undecided, rate, sample);
            match fixed.map(|lot| with_known(&lot)) {
                // A fix never makes a control worse: the chance of no deviation decides.
                Some(fixed) if fixed.first() > today.first() => fixed,
                _ => today,
            }
        })
    });
    weights.map(|levels| {
        let mut mixed = vec![0.0; found.iter().flatten().map(Vec::len).max().unwrap_or(1)];
        for (weight, found) in levels.iter().zip(&found).filter(|(w, _)| **w > 0.0) {
            for (p, q) in mixed.iter_mut().zip(found.iter().flatten()) {
                *p += weight * q;
            }
        }
        risk(facts, &SampleForecast::new(facts.kind, mixed), levels)
    })
}

/// What a sample shows when nothing is decided and no fix divides the population: only its own size matters.
fn undecided_only(
    kind: Kind,
    sample: u32,
    priors: &[Beta; LEVELS],
    levels: &LevelWeights,
) -> SampleForecast {
    let mut mixed = vec![0.0; usize::try_from(sample).unwrap_or(0) + 1];
    for (weight, prior) in levels.iter().zip(priors).filter(|(w, _)| **w > 0.0) {
        for (p, q) in mixed.iter_mut().zip(BetaBinomial::new(*prior).pmf(sample)) {
            *p += weight * q;
        }
    }
    SampleForecast::new(kind, mixed)
}

/// What the sample shows, and what has to be disclosed in any case.
fn risk(facts: &ControlFacts, found: &SampleForecast, levels: LevelWeights) -> ExceptionRisk {
    let disclosed = facts.kind == Kind::Configuration && facts.known_nonconformity;
    if disclosed {
        return ExceptionRisk {
            p_noted: 1.0,
            p_ineffective: found.p_ineffective,
            expected_deviations: found.mean_deviations.max(1.0),
            levels,
        };
    }
    ExceptionRisk {
        p_noted: found.p_noted,
        p_ineffective: found.p_ineffective.min(found.p_noted),
        expected_deviations: found.mean_deviations,
        levels,
    }
}

/// A planned fix: the occurrences after it and the belief about their rate.
struct Fix {
    count: u32,
    rate: Option<Beta>,
}

impl Fix {
    /// The undecided occurrences of a control at `level`, of which those after
    /// the fix have its rate; `None` when the fix changes nothing.
    fn applied(&self, level: usize, undecided: u32, rate: Beta, sample: u32) -> Option<Stratum> {
        if self.count == 0 || level >= LEVEL_AFTER_FIX {
            return None;
        }
        let before = Stratum::uncertain(undecided - self.count, rate, sample);
        let after = Stratum::uncertain(self.count, self.rate?, sample);
        Some(before.join(&after, sample))
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::*;

    fn at(facts: &ControlFacts, trust: f64) -> ExceptionRisk {
        let priors = &crate::input::content().unwrap().catalogue.priors;
        exception_risk(facts, &Judgement::from(priors), trust)
    }

    fn facts() -> ControlFacts {
        ControlFacts {
            kind: Kind::Occurrence,
            hazard: Hazard::share(0.127, 4).unwrap(),
            reference_sample: 25,
            claimed: Levels::only(3).unwrap(),
            supported: Levels::only(2).unwrap(),
            population: 40,
            sample: 25,
            decided: Decided::new(10, 0).unwrap(),
            said: 0,
            after_fix: 0,
            known_nonconformity: false,
        }
    }

    #[test]
    fn the_reference_sample_gives_the_reference_probability() {
        let facts = ControlFacts {
            supported: Levels::only(3).unwrap(),
            decided: Decided::default(),
            ..facts()
        };
        let p_ref = -libm::expm1(-1.5 * facts.hazard.value());
        let found = at(&facts, 0.6);
        assert!((found.p_noted / p_ref - 1.0).abs() < 1e-12);
    }

    #[test]
    fn when_all_is_decided_the_level_does_not_matter() {
        let facts = ControlFacts {
            population: 25,
            sample: 5,
            decided: Decided::new(25, 1).unwrap(),
            ..facts()
        };
        for trust in [0.0, 0.6, 1.0] {
            assert!((at(&facts, trust).p_noted - 0.2).abs() < 1e-14);
        }
    }

    #[test]
    fn a_known_nonconformity_of_a_configuration_is_certainly_noted() {
        let known = ControlFacts {
            known_nonconformity: true,
            ..facts()
        };
        assert!(at(&known, 0.6).p_noted < 1.0);
        let configuration = ControlFacts {
            kind: Kind::Configuration,
            ..known
        };
        let found = at(&configuration, 0.6);
        assert_eq!(found.p_noted, 1.0);
        assert!(found.p_ineffective < 1.0, "the sample may miss it");
        let measured_against_a_default = ControlFacts {
            known_nonconformity: false,
            decided: Decided::new(10, 1).unwrap(),
            ..configuration
        };
        assert!(at(&measured_against_a_default, 0.6).p_noted < 1.0);
    }

    #[test]
    fn deviations_that_are_said_can_be_drawn_and_say_nothing_of_the_rest() {
        let before = ControlFacts {
            population: 7_500,
            decided: Decided::default(),
            ..facts()
        };
        let said = ControlFacts { said: 41, ..before };
        let (before, after) = (at(&before, 0.6), at(&said, 0.6));
        assert_eq!(before.levels, after.levels);
        // 41 of 7,500 in a sample of 25: 13 in 100 hold at least one.
        let one_of_them = 1.0 - libm::pow(1.0 - 41.0 / 7_500.0, 25.0);
        let either = 1.0 - (1.0 - before.p_noted) * (1.0 - one_of_them);
        assert!((after.p_noted - either).abs() < 1e-3);
        let all = ControlFacts {
            population: 4,
            sample: 2,
            said: 4,
            decided: Decided::default(),
            ..facts()
        };
        assert_eq!(at(&all, 0.6).p_noted, 1.0);
    }

    #[test]
    fn claims_that_hold_are_better_than_what_is_shown() {
        let noted = |trust| at(&facts(), trust).p_noted;
        assert!(noted(1.0) < noted(0.6) && noted(0.6) < noted(0.0));
    }

    #[test]
    fn a_fix_never_raises_the_risk() {
        for decided in [(0, 0), (10, 0), (10, 3), (39, 0), (40, 0)] {
            let today = ControlFacts {
                decided: Decided::new(decided.0, decided.1).unwrap(),
                ..facts()
            };
            let mut before = at(&today, 0.6).p_noted;
            let fixed = ControlFacts {
                after_fix: 30,
                ..today
            };
            let after = at(&fixed, 0.6).p_noted;
            assert!(after <= before + 1e-14, "{decided:?}");
            before = after;
            assert!((0.0..=1.0).contains(&before));
        }
    }

    #[test]
    fn no_occurrences_or_no_sample_is_no_risk() {
        let untested = ControlFacts {
            population: 0,
            decided: Decided::default(),
            ..facts()
        };
        assert_eq!(at(&untested, 0.6).p_noted, 0.0);
        let unlooked = ControlFacts {
            sample: 0,
            ..facts()
        };
        assert_eq!(at(&unlooked, 0.6).p_noted, 0.0);
    }

    #[test]
    fn weights_cover_the_six_levels() {
        let found = at(&facts(), 0.6);
        assert_eq!(found.levels.len(), super::super::mixture::LEVELS);
        assert!((found.levels.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        // Ten clean occurrences speak for the higher of the two levels.
        assert!(found.levels[3] > 0.6);
    }
}
