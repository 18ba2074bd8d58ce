//! The belief about a control's deviation rate that its readiness level gives.

use crate::stats::Beta;

use super::mixture::LEVELS;

/// How far the base hazard applies at each level, 0 to 5.
///
/// A judgement. Level 3 (operated) and 4 (monitored) lie on either side of the
/// published rate, which is that of companies that went through with an audit;
/// level 2 (designed, proof patchy) is a multiple of it; level 5 (enforced)
/// leaves what configuration cannot prevent. At 0 and 1 the shift decides.
pub const FACTOR: [f64; LEVELS] = [1.0, 1.0, 4.0, 1.5, 0.6, 0.15];

/// What is added to the hazard at each level, 0 to 5, whatever the control.
///
/// A judgement. A control that is absent (0) or done when remembered (1) is
/// noted almost surely in any area: `1 − e^−4 = .98`, `1 − e^−1.9 = .85`. One
/// that is designed but not proven (2) is noted in three cases of ten at least.
pub const SHIFT: [f64; LEVELS] = [4.0, 1.9, 0.35, 0.0, 0.0, 0.0];

/// How many items the belief about a rate is worth: `α + β`.
///
/// A judgement. Controls of one level differ; with 8 the evidence of a dozen
/// occurrences outweighs the level.
pub const PRIOR_ITEMS: f64 = 8.0;

/// The base hazard of a control: `−ln(1 − p)`, where `p` is the chance that an
/// exception is noted at it in a customary audit.
///
/// Hazards of the controls of an area add up to the hazard of the area.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Hazard(f64);

impl Hazard {
    /// The smallest and the largest hazard; the largest is `p = .9997`.
    pub const RANGE: std::ops::RangeInclusive<f64> = 1e-9..=8.0;

    /// The hazard `value`; `None` outside [`RANGE`](Self::RANGE).
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        Self::RANGE.contains(&value).then_some(Self(value))
    }

    /// An equal share of the hazard of an area.
    ///
    /// * `area`: chance that an exception is noted somewhere in the area.
    /// * `controls`: how many core controls share it.
    /// * returns: `−ln(1 − area) / controls`; `None` for no controls, for what is
    ///   not a probability, or outside [`RANGE`](Self::RANGE).
    ///
    /// # Example
    ///
    /// ```
    /// use tickmark::risk::Hazard;
    ///
    /// let each = Hazard::share(0.127, 4).unwrap();
    /// assert!((each.value() - 0.033_954_93).abs() < 1e-8);
    /// ```
    #[must_use]
    pub fn share(area: f64, controls: u32) -> Option<Self> {
        Self::new(-libm::log1p(-area) / f64::from(controls))
    }

    /// The value, within [`RANGE`](Self::RANGE).
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// The hazard at each level, 0 to 5: `f·λ + h`; positive.
    fn at_levels(self) -> [f64; LEVELS] {
        let mut hazards = SHIFT;
        for (hazard, factor) in hazards.iter_mut().zip(FACTOR) {
            *hazard += factor * self.0;
        }
        hazards
    }
}

/// The chance at each level, 0 to 5, that an exception is noted in the reference sample.
///
/// `p_ref = 1 − e^−(f·λ + h)`, with [`FACTOR`] and [`SHIFT`]; between 0 and 1.
#[must_use]
pub fn reference_probability(hazard: Hazard) -> [f64; LEVELS] {
    hazard.at_levels().map(|h| -libm::expm1(-h))
}

/// The belief about the deviation rate at each level, 0 to 5.
///
/// `Beta(m·s, (1 − m)·s)` with `s` = [`PRIOR_ITEMS`] and the mean `m` for which
/// a sample of `reference_sample` items shows a deviation with the
/// [`reference_probability`].
///
/// * `reference_sample`: the items an auditor customarily tests; 0 counts as 1.
#[must_use]
pub fn level_priors(hazard: Hazard, reference_sample: u32) -> [Beta; LEVELS] {
    hazard.at_levels().map(|h| {
        let mean = mean_rate(h, reference_sample.max(1));
        // Within the range of a `Beta`, because the range of `Hazard` keeps
        // the mean inside 1e-13 to 1 − 1e-15.
        Beta::new(mean * PRIOR_ITEMS, (1.0 - mean) * PRIOR_ITEMS).unwrap_or(CERTAIN)
    })
}

/// Stands where the mean rounds to 1: a deviation at every occurrence.
const CERTAIN: Beta = Beta::ALMOST_ONE;

/// The mean `m` with `1 − B(ms, (1 − m)s + n) / B(ms, (1 − m)s) = 1 − e^−hazard`,
/// `s` = [`PRIOR_ITEMS`], to the last digits.
///
/// With the product form of the beta functions this is
///
/// ```text
/// g(m) = Σ −ln(1 − m·s / (s + i)) = hazard,   i = 0 … n − 1
/// ```
///
/// The function g rises and is convex, and `g(m) ≥ −ln(1 − m)`; so
/// `m = 1 − e^−hazard` is on the right of the root, and Newton's steps from
/// there fall towards it and never cross it.
fn mean_rate(hazard: f64, n: u32) -> f64 {
    let mut mean = -libm::expm1(-hazard);
    loop {
        let (mut g, mut slope) = (0.0, 0.0);
        for i in 0..n {
            let share = PRIOR_ITEMS / (PRIOR_ITEMS + f64::from(i));
            g -= libm::log1p(-mean * share);
            slope += share / (1.0 - mean * share);
        }
        let next = mean - (g - hazard) / slope;
        // Falls by whole doubles until rounding stops it; never below 0.
        if next > 0.0 && next < mean {
            mean = next;
        } else {
            return mean;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, solved the slow way.
    fn by_bisection(p: f64, n: u32) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        loop {
            let mid: f64 = 0.5 * (low + high);
            if mid <= low || mid >= high {
                return mid;
            }
            let rate = Beta::new(mid * PRIOR_ITEMS, (1.0 - mid) * PRIOR_ITEMS);
            match rate {
                Some(rate) if rate.at_least_one_in(n) < p => low = mid,
                _ => high = mid,
            }
        }
    }

    #[test]
    fn the_mean_solves_its_definition_at_every_level() {
        for area in [0.127, 0.16, 0.247, 0.9] {
            for controls in [1, 4, 20] {
                let hazard = Hazard::share(area, controls).unwrap();
                for n in [1, 2, 5, 25, 60, 250] {
                    let priors = level_priors(hazard, n);
                    for (prior, p) in priors.into_iter().zip(reference_probability(hazard)) {
                        assert!((prior.at_least_one_in(n) / p - 1.0).abs() < 1e-13);
                        assert!((prior.mean() - by_bisection(p, n)).abs() < 1e-13);
                        assert!((prior.alpha() + prior.beta() - PRIOR_ITEMS).abs() < 1e-14);
                    }
                }
            }
        }
    }

    #[test]
    fn the_method_page_has_the_same_table() {
        let row = |name: &str| -> Vec<f64> {
            include_str!("method.md")
                .lines()
                .filter_map(|line| line.strip_prefix(name))
                .flat_map(str::split_whitespace)
                .map(|number| number.parse().unwrap())
                .collect()
        };
        assert_eq!(row("f_L  "), FACTOR);
        assert_eq!(row("h_L  "), SHIFT);
    }

    #[test]
    fn one_item_shows_the_rate_itself() {
        let hazard = Hazard::new(0.2).unwrap();
        let means = level_priors(hazard, 1).map(Beta::mean);
        for (mean, p) in means.into_iter().zip(reference_probability(hazard)) {
            assert!((mean - p).abs() < 1e-15);
        }
    }

    #[test]
    fn hazards_outside_their_range_do_not_exist() {
        for value in [0.0, -1.0, 9.0, f64::NAN, f64::INFINITY] {
            assert!(Hazard::new(value).is_none());
        }
        assert!(Hazard::share(0.1, 0).is_none());
        assert!(Hazard::share(1.0, 3).is_none());
        assert!(Hazard::share(1.5, 3).is_none());
    }

    #[test]
    fn the_ends_of_the_range_have_beliefs() {
        for value in [1e-9, 8.0] {
            for n in [0, 1, 250] {
                for prior in level_priors(Hazard::new(value).unwrap(), n) {
                    assert!(prior.mean() > 0.0 && prior.mean() < 1.0);
                }
            }
        }
    }
}
