//! The beta-binomial distribution: marked items among some drawn, when the rate is a belief.

use super::beta::{Beta, ln_beta};
use super::rows::Rows;
use super::strata::{urn, urn_row};

/// Marked items among those drawn, each marked with a common rate that follows a [`Beta`].
///
/// ```text
/// P(K = k) = C(n, k) · B(α + k, β + n − k) / B(α, β),   k = 0 … n
/// ```
///
/// Drawing without replacement from a larger lot of such items gives the same
/// distribution, because the items are exchangeable.
///
/// # Source
///
/// Skellam (1948), *J. Royal Statistical Society B* 10(2), 257–261.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaBinomial {
    rate: Beta,
}

impl BetaBinomial {
    /// The distribution for this belief about the rate.
    #[must_use]
    pub fn new(rate: Beta) -> Self {
        Self { rate }
    }

    /// Probabilities of 0, 1 … `n` marked items among `n`.
    ///
    /// Relative error of each below 1e-12 for `n ≤ 250`, also when a
    /// parameter is tiny. Takes `O(n²)`.
    #[must_use]
    pub fn pmf(self, n: u32) -> Vec<f64> {
        urn_row(self.rate.alpha(), self.rate.beta(), 1.0, n)
    }

    /// [`pmf`](Self::pmf) for 0, 1 … `n` items drawn, in that order.
    ///
    /// Pólya's urn: each marked item drawn adds one to `α`, each other one to
    /// `β`. It adds positive numbers only, so nothing cancels.
    pub(super) fn rows(self, n: u32) -> Rows {
        urn(self.rate.alpha(), self.rate.beta(), 1.0, n)
    }

    /// The logarithm of the probability of `marked` marked items among
    /// `n`, without the factor `C(n, marked)`; 0 or less.
    ///
    /// The likelihood of one given sequence, for comparing beliefs. `marked`
    /// above `n` counts as `n`. Takes `O(1)`.
    #[must_use]
    pub fn ln_likelihood(self, marked: u32, n: u32) -> f64 {
        if n == 0 {
            return 0.0;
        }
        let marked = marked.min(n);
        let after = self.rate.after(marked, n - marked);
        ln_beta(after.alpha(), after.beta()) - ln_beta(self.rate.alpha(), self.rate.beta())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distribution(alpha: f64, beta: f64) -> BetaBinomial {
        BetaBinomial::new(Beta::new(alpha, beta).unwrap())
    }

    #[test]
    fn a_uniform_rate_makes_every_count_equally_likely() {
        for n in [0, 1, 25, 250] {
            for p in distribution(1.0, 1.0).pmf(n) {
                assert!((p * f64::from(n + 1) - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_tiny_alpha_keeps_its_digits() {
        // P(K = 1), n = 1: α / (α + β).
        let p = distribution(1e-15, 2.0).pmf(1)[1];
        assert!((p / 5e-16 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_likelihood_is_the_pmf_without_its_count_of_orders() {
        let d = distribution(0.7, 7.3);
        let pmf = d.pmf(5);
        for (k, orders) in [1.0, 5.0, 10.0, 10.0, 5.0, 1.0].into_iter().enumerate() {
            let p = orders * libm::exp(d.ln_likelihood(u32::try_from(k).unwrap(), 5));
            assert!((p / pmf[k] - 1.0).abs() < 1e-12);
        }
    }
}
