//! The incomplete beta function: how much of a belief about a rate lies below a value, and the inverse.

use super::beta::{Beta, HALF_LN_TAU, stirling_error};

/// Steps of the continued fraction at most; parameters of 10¹² need fewer.
const STEPS: u32 = 20_000_000;

impl Beta {
    /// Probability of a rate of at most `x`: the regularized incomplete beta function `I_x(α, β)`.
    ///
    /// * `x`: any value; 0 or less, and NaN, give 0; 1 or more gives 1.
    /// * returns: a probability that grows with `x`. For parameters from 0.05 to 10⁷ its relative error
    ///   is below 1e-10 wherever it exceeds 1e-300. Takes `O(√max(α, β))`.
    ///
    /// # Example
    ///
    /// ```
    /// use tickmark::stats::Beta;
    ///
    /// let rate = Beta::new(1.0, 25.0).unwrap();
    /// assert!((rate.cdf(0.112_928) - 0.95).abs() < 1e-5);
    /// ```
    ///
    /// # Source
    ///
    /// Didonato & Morris (1992), *ACM Trans. Math. Software* 18(3), Algorithm 708: its continued fraction,
    /// which does not cancel where one parameter is much larger than the other; the factor in the form of
    /// Loader (2000), "Fast and accurate computation of binomial probabilities".
    #[must_use]
    pub fn cdf(self, x: f64) -> f64 {
        let y = 1.0 - x;
        super::probability(if x <= 0.0 || x.is_nan() {
            0.0
        } else if y <= 0.0 {
            1.0
        } else if x <= self.mean() {
            below(self.alpha(), self.beta(), x, y)
        } else {
            1.0 - below(self.beta(), self.alpha(), y, x)
        })
    }

    /// Probability of a rate above `x`: `1 − I_x(α, β)`, with all its digits where that is small.
    ///
    /// The same bounds as [`cdf`](Self::cdf); NaN gives 1.
    #[must_use]
    pub fn tail(self, x: f64) -> f64 {
        let y = 1.0 - x;
        super::probability(if x <= 0.0 || x.is_nan() {
            1.0
        } else if y <= 0.0 {
            0.0
        } else if x <= self.mean() {
            1.0 - below(self.alpha(), self.beta(), x, y)
        } else {
            below(self.beta(), self.alpha(), y, x)
        })
    }

    /// The rate that is not exceeded with probability `p`: the inverse of [`cdf`](Self::cdf).
    ///
    /// * `p`: a probability; 0 or less, and NaN, give 0; 1 or more gives 1.
    /// * returns: the lowest double in `[0, 1]` at which `cdf` reaches `p`.
    #[must_use]
    pub fn quantile(self, p: f64) -> f64 {
        if p >= 1.0 {
            1.0
        } else if p > 0.0 {
            lowest(|x| self.cdf(x) >= p)
        } else {
            0.0
        }
    }

    /// The rate that is exceeded with probability `p`: the inverse of [`tail`](Self::tail).
    ///
    /// * `p`: a probability; 0 or less, and NaN, give 1; 1 or more gives 0.
    /// * returns: the lowest double in `[0, 1]` at which `tail` has come down to `p`.
    #[must_use]
    pub fn upper_quantile(self, p: f64) -> f64 {
        if p >= 1.0 {
            0.0
        } else if p > 0.0 {
            lowest(|x| self.tail(x) <= p)
        } else {
            1.0
        }
    }
}

/// The lowest double in `[0, 1]` from which on `reached` holds; 1 if it holds nowhere before.
///
/// Halves the doubles, not the interval: positive doubles are ordered as their bits are, so 62 halvings
/// find the last bit of any of them, however small.
fn lowest(reached: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0, 1.0_f64.to_bits());
    while low < high {
        let middle = low + (high - low) / 2;
        if reached(f64::from_bits(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    f64::from_bits(low)
}

/// `I_x(a, b)` for `x` up to the mean `a / (a + b)`, where the fraction converges fast; `y` is `1 − x`.
fn below(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // How far the mean lies above x, times n: from the smaller of the two products, which is the more exact.
    let above = if a > b { n * y - b } else { a - n * x };
    let first = 1.0 + above;
    // The last two convergents as numerator and denominator, scaled so that the later denominator is 1.
    let (mut earlier, mut earlier_below) = (0.0, 1.0);
    let (mut later, mut later_below) = (1.0, first / (1.0 + 1.0 / a));
    let mut fraction = later / later_below;
    for step in 1..STEPS {
        let m = f64::from(step);
        let odd = a + 2.0 * m - 1.0;
        let w = m * (b - m) * x;
        let alpha = (a + m - 1.0) * (n + m - 1.0) / (odd * odd) * (w * x);
        let beta = m + w / odd + (a + m) / (odd + 2.0) * (first + m * (1.0 + y));
        (earlier, later) = (later, alpha * earlier + beta * later);
        (earlier_below, later_below) = (later_below, alpha * earlier_below + beta * later_below);
        let before = fraction;
        fraction = later / later_below;
        if (fraction - before).abs() <= f64::EPSILON * fraction {
            break;
        }
        earlier /= later_below;
        earlier_below /= later_below;
        (later, later_below) = (fraction, 1.0);
    }
    // x^a y^b / B(a, b), by way of the binomial term of a among a + b.
    a * (b / n) * libm::exp(ln_binomial_term(a, b, n * x, n * y)) * fraction
}

/// The logarithm of `Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · p^a q^b`: the binomial probability of `a`
/// marked and `b` other items when `expected_a = (a + b) p` and `expected_b = (a + b) q` are expected.
///
/// All parts of the sum that can be large are negative, so none cancels: where the term exceeds 1e-300
/// the error of its logarithm is a few hundred units of 1e-16, and of `|a − expected_a|` such units.
///
/// # Source
///
/// Loader (2000), "Fast and accurate computation of binomial probabilities".
pub(super) fn ln_binomial_term(a: f64, b: f64, expected_a: f64, expected_b: f64) -> f64 {
    let n = a + b;
    if a <= 0.0 || b <= 0.0 {
        // One kind only: n times the logarithm of its probability.
        let (all, other) = if a <= 0.0 {
            (expected_b, expected_a)
        } else {
            (expected_a, expected_b)
        };
        return match (n > 0.0, other < all) {
            (false, _) => 0.0,
            (true, true) => n * libm::log1p(-other / n),
            (true, false) => n * libm::log(all / n),
        };
    }
    (stirling_error(n) - stirling_error(a) - stirling_error(b))
        - deviance(a, expected_a)
        - deviance(b, expected_b)
        - (HALF_LN_TAU + 0.5 * libm::log(a * (b / n)))
}

/// `x ln(x / m) + m − x` for positive `x` and `m`: 0 at `x = m`, where it keeps its digits.
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) - difference;
    }
    // The logarithm as a series in v = (x − m) / (x + m), which is below 0.1.
    let v = difference / (x + m);
    let mut sum = difference * v;
    let mut power = 2.0 * x * v;
    let mut odd = 1.0;
    for _ in 0..12 {
        power *= v * v;
        odd += 2.0;
        sum += power / odd;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms() {
        // I_x(1, b) = 1 − (1 − x)^b and I_x(a, 1) = x^a.
        for b in [0.3, 1.0, 25.0, 1e4] {
            for x in [1e-12, 0.003, 0.5, 0.97] {
                let belief = Beta::new(1.0, b).unwrap();
                let expected = -libm::expm1(b * libm::log1p(-x));
                assert!((belief.cdf(x) / expected - 1.0).abs() < 1e-12, "{b} {x}");
                let belief = Beta::new(b, 1.0).unwrap();
                let expected = libm::pow(x, b);
                if expected > 1e-300 {
                    assert!((belief.cdf(x) / expected - 1.0).abs() < 1e-12, "{b} {x}");
                }
            }
        }
    }

    #[test]
    fn ends_are_certain() {
        let belief = Beta::new(3.0, 0.2).unwrap();
        for (x, p) in [
            (-1.0, 0.0),
            (0.0, 0.0),
            (f64::NAN, 0.0),
            (1.0, 1.0),
            (9.0, 1.0),
        ] {
            assert!(
                (belief.cdf(x) - p).abs() < 1e-300 && (belief.tail(x) - (1.0 - p)).abs() < 1e-300
            );
            assert!((belief.quantile(p) - p).abs() < 1e-300);
            assert!((belief.upper_quantile(p) - (1.0 - p)).abs() < 1e-300);
        }
    }

    #[test]
    fn quantiles_are_the_inverse() {
        for (a, b) in [(0.5, 0.5), (1.0, 25.0), (126.0, 595.0), (4e5, 9.6e6)] {
            let belief = Beta::new(a, b).unwrap();
            for p in [1e-100, 1e-12, 0.05, 0.5, 0.999] {
                let x = belief.quantile(p);
                assert!((belief.cdf(x) / p - 1.0).abs() < 1e-9, "{a} {b} {p}: {x}");
                let x = belief.upper_quantile(p);
                // Close to 1 the next double is far away in terms of the tail.
                let off = belief.tail(x) / p - 1.0;
                assert!(x > 0.99 || off.abs() < 1e-9, "{a} {b} {p}: {x}");
            }
        }
    }
}
