//! The belief about a control's deviation rate that its readiness level gives.

use crate::input::policy::Priors;
use crate::stats::Beta;

use super::mixture::LEVELS;

/// The judgement that turns a level into a belief, out of `priors.yaml`, where
/// each value has its reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// f: how far the base hazard applies at each level, 0 to 5.
    pub factor: [f64; LEVELS],
    /// h: what is added to the hazard at each level, 0 to 5, whatever the control.
    pub shift: [f64; LEVELS],
    /// s: how many items the belief about a rate is worth, `α + β`; above 0.
    pub strength: f64,
}

impl From<&Priors> for Judgement {
    fn from(priors: &Priors) -> Self {
        Self {
            factor: priors.levels.each_ref().map(|l| l.factor),
            shift: priors.levels.each_ref().map(|l| l.shift),
            strength: priors.strength,
        }
    }
}

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

    /// The hazard times `factor`, kept within [`RANGE`](Self::RANGE); NaN changes nothing.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (low, high) = (*Self::RANGE.start(), *Self::RANGE.end());
        Self::new((self.0 * factor).clamp(low, high)).unwrap_or(self)
    }

    /// The hazard at each level, 0 to 5: `f·λ + h`.
    fn at_levels(self, judgement: &Judgement) -> [f64; LEVELS] {
        let mut hazards = judgement.shift;
        for (hazard, factor) in hazards.iter_mut().zip(judgement.factor) {
            *hazard += factor * self.0;
        }
        hazards
    }
}

/// The chance at each level, 0 to 5, that an exception is noted in the reference sample.
///
/// `p_ref = 1 − e^−(f·λ + h)`; between 0 and 1.
#[must_use]
pub fn reference_probability(hazard: Hazard, judgement: &Judgement) -> [f64; LEVELS] {
    hazard.at_levels(judgement).map(|h| -libm::expm1(-h))
}

/// The belief about the deviation rate at each level, 0 to 5.
///
/// `Beta(m·s, (1 − m)·s)` with the mean `m` for which a sample of
/// `reference_sample` items shows a deviation with the [`reference_probability`].
///
/// * `reference_sample`: the items an auditor customarily tests; 0 counts as 1.
#[must_use]
pub fn level_priors(
    hazard: Hazard,
    reference_sample: u32,
    judgement: &Judgement,
) -> [Beta; LEVELS] {
    let strength = judgement.strength;
    hazard.at_levels(judgement).map(|h| {
        let mean = mean_rate(h, reference_sample.max(1), strength);
        // Within the range of a `Beta`, because the range of `Hazard` keeps
        // the mean inside 1e-13 to 1 − 1e-15.
        Beta::new(mean * strength, (1.0 - mean) * strength).unwrap_or(CERTAIN)
    })
}

/// Stands where the mean rounds to 1: a deviation at every occurrence.
const CERTAIN: Beta = Beta::ALMOST_ONE;

/// The mean `m` with `1 − B(ms, (1 − m)s + n) / B(ms, (1 − m)s) = 1 − e^−hazard`,
/// `s` = `strength`, to the last digits.
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
fn mean_rate(hazard: f64, n: u32, strength: f64) -> f64 {
    let mut mean = -libm::expm1(-hazard);
    loop {
        let (mut g, mut slope) = (0.0, 0.0);
        for i in 0..n {
            let share = strength / (strength + f64::from(i));
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

    fn published() -> Judgement {
        Judgement::from(&crate::input::content().unwrap().catalogue.priors)
    }

    /// The definition, solved the slow way.
    fn by_bisection(p: f64, n: u32) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        loop {
            let mid: f64 = 0.5 * (low + high);
            if mid <= low || mid >= high {
                return mid;
            }
            let rate = Beta::new(
                mid * published().strength,
                (1.0 - mid) * published().strength,
            );
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
                    let priors = level_priors(hazard, n, &published());
                    for (prior, p) in priors
                        .into_iter()
                        .zip(reference_probability(hazard, &published()))
                    {
                        assert!((prior.at_least_one_in(n) / p - 1.0).abs() < 1e-13);
                        assert!((prior.mean() - by_bisection(p, n)).abs() < 1e-13);
                        assert!(
                            (prior.alpha() + prior.beta() - published().strength).abs() < 1e-14
                        );
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
        assert_eq!(row("f_L  "), published().factor);
        assert_eq!(row("h_L  "), published().shift);
    }

    #[test]
    fn one_item_shows_the_rate_itself() {
        let hazard = Hazard::new(0.2).unwrap();
        let means = level_priors(hazard, 1, &published()).map(Beta::mean);
        for (mean, p) in means
            .into_iter()
            .zip(reference_probability(hazard, &published()))
        {
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
                for prior in level_priors(Hazard::new(value).unwrap(), n, &published()) {
                    assert!(prior.mean() > 0.0 && prior.mean() < 1.0);
                }
            }
        }
    }
}
