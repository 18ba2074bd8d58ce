//! The beta distribution: a belief about a rate, and the complete beta function.

use serde::Serialize;

/// Half the logarithm of 2π.
pub(super) const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
/// From here on Stirling's series is exact to double precision.
const STIRLING_FROM: f64 = 10.0;

/// A belief about a rate between 0 and 1: the distribution with density
/// proportional to `x^(α − 1) (1 − x)^(β − 1)`.
///
/// # Example
///
/// ```
/// use tickmark::stats::Beta;
///
/// let rate = Beta::new(1.0, 19.0).unwrap();
/// assert!((rate.mean() - 0.05).abs() < 1e-15);
/// assert!(Beta::new(0.0, 19.0).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Beta {
    alpha: f64,
    beta: f64,
}

impl Beta {
    /// The largest parameter: beyond it a rate is a number, not a belief.
    pub const MAX_PARAMETER: f64 = 1e12;
    /// The smallest parameter: below it a rate is 0 or 1 for certain, within
    /// the range of a double.
    pub const MIN_PARAMETER: f64 = 1e-300;

    /// A rate that is 1 but for rounding.
    pub const ALMOST_ONE: Self = Self {
        alpha: 1.0,
        beta: Self::MIN_PARAMETER,
    };

    /// The distribution with these parameters; `None` unless both are within
    /// [`MIN_PARAMETER`](Self::MIN_PARAMETER) and [`MAX_PARAMETER`](Self::MAX_PARAMETER).
    #[must_use]
    pub fn new(alpha: f64, beta: f64) -> Option<Self> {
        let allowed = Self::MIN_PARAMETER..=Self::MAX_PARAMETER;
        (allowed.contains(&alpha) && allowed.contains(&beta)).then_some(Self { alpha, beta })
    }

    /// The exponent of `x`, plus one; positive.
    #[must_use]
    pub fn alpha(self) -> f64 {
        self.alpha
    }

    /// The exponent of `1 − x`, plus one; positive.
    #[must_use]
    pub fn beta(self) -> f64 {
        self.beta
    }

    /// The mean `α / (α + β)`, between 0 and 1.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The belief after `marked` items that have the mark and `clean` items that do not.
    ///
    /// `Beta(α + marked, β + clean)`: the beta distribution is conjugate to
    /// independent draws (Gelman et al., *Bayesian Data Analysis*, §2.4).
    #[must_use]
    pub fn after(self, marked: u32, clean: u32) -> Self {
        Self {
            alpha: self.alpha + f64::from(marked),
            beta: self.beta + f64::from(clean),
        }
    }

    /// Probability of at least one marked item among `n`.
    ///
    /// ```text
    /// 1 − B(α, β + n) / B(α, β) = 1 − ∏ (β + i) / (α + β + i),   i = 0 … n − 1
    /// ```
    ///
    /// * `n`: items; any value.
    /// * returns: a probability, 0 for no items, growing with `n`. Relative
    ///   error below 1e-13 for `n ≤ 1000`. Takes `O(n)`.
    ///
    /// # Example
    ///
    /// ```
    /// use tickmark::stats::Beta;
    ///
    /// let p = Beta::new(1.0, 19.0).unwrap().at_least_one_in(25);
    /// assert!((p - 25.0 / 44.0).abs() < 1e-15);
    /// ```
    ///
    /// # Source
    ///
    /// Skellam (1948), *J. Royal Statistical Society B* 10(2), 257–261.
    #[must_use]
    pub fn at_least_one_in(self, n: u32) -> f64 {
        let total = self.alpha + self.beta;
        // A sum of logarithms: one minus a product loses all digits near 0.
        let ln_none: f64 = (0..n)
            .map(|i| libm::log1p(-self.alpha / (total + f64::from(i))))
            .sum();
        super::probability(-libm::expm1(ln_none))
    }
}

/// The logarithm of the complete beta function `B(a, b) = Γ(a) Γ(b) / Γ(a + b)`.
///
/// * `a`, `b`: positive and finite; otherwise the result is NaN or infinite.
/// * returns: any real number. The error is a few units in the last place of
///   the result or of 1, whichever is larger, also where `a` or `b` is in the
///   millions and a difference of log-gammas would have lost nine digits.
///
/// # Source
///
/// Didonato & Morris (1992), *ACM Trans. Math. Software* 18(3), Algorithm 708:
/// Stirling's formula with its leading terms cancelled by hand.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a <= b { (a, b) } else { (b, a) };
    let sum = small + large;
    if large < STIRLING_FROM {
        return libm::lgamma(small) + libm::lgamma(large) - libm::lgamma(sum);
    }
    let remainder = stirling_remainder(large) - stirling_remainder(sum);
    if small < STIRLING_FROM {
        libm::lgamma(small) - (large - 0.5) * libm::log1p(small / large)
            + small * (1.0 - libm::log(sum))
            + remainder
    } else {
        (small - 0.5) * libm::log(small / sum) - large * libm::log1p(small / large)
            + (HALF_LN_TAU - 0.5 * libm::log(large))
            + (stirling_remainder(small) + remainder)
    }
}

/// `ln Γ(x) − (x − ½) ln x + x − ½ ln 2π` for positive `x`: the error of Stirling's formula.
pub(super) fn stirling_error(x: f64) -> f64 {
    if x < STIRLING_FROM {
        libm::lgamma(x) - (x - 0.5) * libm::log(x) + x - HALF_LN_TAU
    } else {
        stirling_remainder(x)
    }
}

/// [`stirling_error`] for `x ≥ 10`, to double precision.
///
/// The asymptotic series with Bernoulli numbers (Abramowitz & Stegun 6.1.40);
/// the first term left out is below 1e-17 at 10.
fn stirling_remainder(x: f64) -> f64 {
    const SERIES: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1_260.0,
        -1.0 / 1_680.0,
        1.0 / 1_188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
        -3_617.0 / 122_400.0,
    ];
    let square = x * x;
    SERIES
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum / square + term)
        / x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_checked() {
        for (alpha, beta) in [
            (0.0, 1.0),
            (1.0, -1.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
            (1e13, 1.0),
        ] {
            assert!(Beta::new(alpha, beta).is_none(), "{alpha} {beta}");
        }
    }

    #[test]
    fn ln_beta_has_the_closed_forms() {
        // B(1, b) = 1 / b and B(2, b) = 1 / (b (b + 1)).
        for b in [1e-6, 0.3, 1.0, 9.99, 10.0, 25.5, 1e3, 1e7] {
            let one = -libm::log(b);
            assert!(
                (ln_beta(1.0, b) - one).abs() <= 4e-15 * one.abs().max(1.0),
                "{b}"
            );
            let two = -libm::log(b) - libm::log1p(b);
            assert!(
                (ln_beta(b, 2.0) - two).abs() <= 4e-15 * two.abs().max(1.0),
                "{b}"
            );
        }
    }

    #[test]
    fn ln_beta_is_continuous_where_its_formula_changes() {
        for other in [0.01, 1.0, 5.0, 9.0, 12.0, 1e6] {
            let below = ln_beta(other, 10.0 - 1e-9);
            let above = ln_beta(other, 10.0 + 1e-9);
            let slope = 2e-9 * (1.0 + libm::log(other.max(10.0)));
            assert!((below - above).abs() < slope + 1e-13, "{other}");
        }
    }

    #[test]
    fn a_rare_mark_keeps_its_digits() {
        let p = Beta::new(1e-12, 8.0).unwrap().at_least_one_in(1);
        assert!((p / (1e-12 / (8.0 + 1e-12)) - 1.0).abs() < 1e-14);
    }
}
