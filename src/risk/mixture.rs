//! A belief about which level a control is at: a weight for each of the six.

use crate::stats::{Beta, BetaBinomial};

/// How many readiness levels there are: 0 (absent) to 5 (enforced).
pub const LEVELS: usize = 6;

/// The weight of each level, 0 to 5: probabilities that sum to 1.
pub type LevelWeights = [f64; LEVELS];

/// The levels a control may be at, from the lowest to the highest, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    low: u8,
    high: u8,
}

impl Levels {
    /// The levels `low` to `high`; `None` when `low` is above `high` or `high` above 5.
    #[must_use]
    pub fn new(low: u8, high: u8) -> Option<Self> {
        (low <= high && usize::from(high) < LEVELS).then_some(Self { low, high })
    }

    /// The one level `level`; `None` above 5.
    #[must_use]
    pub fn only(level: u8) -> Option<Self> {
        Self::new(level, level)
    }

    /// The lowest level.
    #[must_use]
    pub fn low(self) -> u8 {
        self.low
    }

    /// The highest level.
    #[must_use]
    pub fn high(self) -> u8 {
        self.high
    }

    /// `weight` spread equally over the levels.
    fn spread(self, weight: f64) -> LevelWeights {
        let each = weight / f64::from(self.high - self.low + 1);
        let mut weights = [0.0; LEVELS];
        for (level, slot) in (0..).zip(&mut weights) {
            if self.low <= level && level <= self.high {
                *slot = each;
            }
        }
        weights
    }
}

/// The belief before evidence: what is said with weight `trust`, what is shown with the rest.
///
/// * `claimed`: the level that the answers claim; a range where they say "don't know".
/// * `supported`: the level that the evidence bears out.
/// * `trust`: the weight of the claimed level, clamped to `[0, 1]`; NaN counts as 0.
#[must_use]
pub fn prior_weights(claimed: Levels, supported: Levels, trust: f64) -> LevelWeights {
    let trust = crate::stats::probability(trust);
    let mut weights = claimed.spread(trust);
    for (weight, more) in weights.iter_mut().zip(supported.spread(1.0 - trust)) {
        *weight += more;
    }
    weights
}

/// The belief after `deviations` among `tested` occurrences: weight × likelihood.
///
/// The likelihood at a level is beta-binomial. Its factor `C(tested,
/// deviations)` is the same at all levels and left out. A level of weight 0 stays at 0.
///
/// * `deviations`: above `tested` counts as `tested`.
#[must_use]
pub fn posterior_weights(
    weights: LevelWeights,
    priors: &[Beta; LEVELS],
    tested: u32,
    deviations: u32,
) -> LevelWeights {
    let mut ln_likelihoods =
        priors.map(|rate| BetaBinomial::new(rate).ln_likelihood(deviations, tested));
    // Relative to the likeliest level that has a weight, so that one survives.
    let best = ln_likelihoods
        .iter()
        .zip(weights)
        .filter(|(_, weight)| *weight > 0.0)
        .fold(f64::NEG_INFINITY, |best, (ln, _)| best.max(*ln));
    let mut sum = 0.0;
    for (ln, weight) in ln_likelihoods.iter_mut().zip(weights) {
        *ln = if weight > 0.0 {
            weight * libm::exp(*ln - best)
        } else {
            0.0
        };
        sum += *ln;
    }
    ln_likelihoods.map(|weight| weight / sum)
}

#[cfg(test)]
mod tests {
    use super::super::prior::{Hazard, level_priors};
    use super::*;

    fn levels(low: u8, high: u8) -> Levels {
        Levels::new(low, high).unwrap()
    }

    #[test]
    fn claims_and_evidence_share_the_weight() {
        let weights = prior_weights(levels(3, 4), levels(2, 2), 0.6);
        let expected = [0.0, 0.0, 0.4, 0.3, 0.3, 0.0];
        for (weight, expected) in weights.into_iter().zip(expected) {
            assert!((weight - expected).abs() < 1e-15);
        }
        assert!(Levels::new(3, 2).is_none());
        assert!(Levels::new(3, 6).is_none());
    }

    #[test]
    fn nothing_decided_changes_nothing() {
        let weights = prior_weights(levels(0, 5), levels(2, 2), 0.6);
        let priors = level_priors(Hazard::new(0.05).unwrap(), 25);
        let after = posterior_weights(weights, &priors, 0, 0);
        for (before, after) in weights.into_iter().zip(after) {
            assert!((before - after).abs() < 1e-15);
        }
    }

    #[test]
    fn millions_of_occurrences_decide_and_stay_finite() {
        let weights = prior_weights(levels(0, 5), levels(2, 2), 0.6);
        let priors = level_priors(Hazard::new(0.05).unwrap(), 25);
        for deviations in [0, 1, 5_000_000, 10_000_000] {
            let after = posterior_weights(weights, &priors, 10_000_000, deviations);
            assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(after.iter().all(|weight| (0.0..=1.0).contains(weight)));
        }
        let clean = posterior_weights(weights, &priors, 10_000_000, 0);
        assert!(clean[5] > weights[5] && clean[2] < 0.5 * weights[2]);
    }
}
