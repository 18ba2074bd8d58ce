//! Chance by seed: the same seed gives the same companies on every machine. No clock, no environment.

use rand::{RngExt, SeedableRng, seq::index};
use rand_distr::{Binomial, Distribution, StandardNormal};
use rand_pcg::Pcg64;

use crate::stats::Beta;

/// Up to so many occurrences are drawn one by one; of more, their number of deviations is drawn at once.
const ONE_BY_ONE: u32 = 1_000;

/// A source of chance: PCG XSL RR 128/64 (LCG).
///
/// # Source
///
/// O'Neill (2014), "PCG: A family of simple fast space-efficient statistically good algorithms for random
/// number generation", Harvey Mudd College HMC-CS-2014-0905.
pub(super) struct Dice(Pcg64);

impl Dice {
    /// The source that `seed` begins.
    pub(super) fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// A number from 0 up to, not including, 1.
    pub(super) fn uniform(&mut self) -> f64 {
        self.0.random()
    }

    /// Whether something of probability `p` happens.
    pub(super) fn happens(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// A whole number from `low` to `high`, both included; `low` if it is the larger.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0.random_range(low..=high.max(low))
    }

    /// One of a list; `None` if it is empty.
    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(list.len()).ok()?.checked_sub(1)?;
        list.get(usize::try_from(self.between(0, last)).ok()?)
    }

    /// A place in a list of probabilities that sum to 1.
    pub(super) fn place(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform();
        for (i, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return i;
            }
        }
        // Rounding left something over: the last that can be.
        weights.iter().rposition(|w| *w > 0.0).unwrap_or(0)
    }

    /// A standard normal number.
    pub(super) fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// A rate out of a belief about it; the mean where the belief is too narrow to draw from.
    pub(super) fn rate(&mut self, belief: Beta) -> f64 {
        match rand_distr::Beta::new(belief.alpha(), belief.beta()) {
            Ok(beta) => beta.sample(&mut self.0),
            Err(_) => belief.mean(),
        }
    }

    /// How many of `count` occurrences are deviations, each at `rate`.
    pub(super) fn deviations(&mut self, count: u32, rate: f64) -> u32 {
        if count <= ONE_BY_ONE {
            return (0..count).map(|_| u32::from(self.happens(rate))).sum();
        }
        match Binomial::new(u64::from(count), rate) {
            Ok(number) => u32::try_from(number.sample(&mut self.0)).unwrap_or(count),
            Err(_) => 0,
        }
    }

    /// `amount` different places out of 0 to `size − 1`; all of them if `amount` is larger.
    pub(super) fn drawn(&mut self, size: u32, amount: u32) -> Vec<u32> {
        let whole = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        index::sample(&mut self.0, whole(size), whole(amount.min(size)))
            .into_iter()
            .filter_map(|i| u32::try_from(i).ok())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_sequence() {
        let draws = |seed| {
            let mut dice = Dice::new(seed);
            (dice.between(0, 1_000_000), dice.drawn(50, 5))
        };
        assert_eq!(draws(7), draws(7));
        assert_ne!(draws(7), draws(8));
        // The same on every machine and after every update of the generator's crate.
        assert_eq!(Dice::new(1).between(0, 1_000_000), 140_719);
    }

    #[test]
    fn rates_and_numbers_have_their_means() {
        let mut dice = Dice::new(3);
        for (alpha, beta) in [(0.02, 7.98), (0.4, 7.6), (6.0, 2.0)] {
            let belief = Beta::new(alpha, beta).unwrap();
            let draws = 40_000;
            let (mut rates, mut few, mut many) = (0.0, 0.0, 0.0);
            for _ in 0..draws {
                let rate = dice.rate(belief);
                rates += rate;
                few += f64::from(dice.deviations(10, rate)) / 10.0;
                many += f64::from(dice.deviations(5_000, rate)) / 5_000.0;
            }
            // The mean rate has a variance of mean × (1 − mean) / 9.
            let mean = belief.mean();
            let error = libm::sqrt(mean * (1.0 - mean) / f64::from(draws));
            for found in [rates, few, many] {
                let off = found / f64::from(draws) - mean;
                assert!(off.abs() < 4.0 * error, "{alpha}, {beta}: {off}");
            }
        }
    }

    #[test]
    fn what_is_drawn_is_different_and_within() {
        let mut dice = Dice::new(5);
        let mut drawn = dice.drawn(40, 25);
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 25);
        assert!(drawn.iter().all(|i| *i < 40));
        assert_eq!(dice.drawn(3, 25).len(), 3);
        assert_eq!(dice.place(&[0.0, 1.0, 0.0]), 1);
        assert_eq!(dice.between(9, 3), 9);
        assert!(dice.one_of::<u8>(&[]).is_none());
    }
}
