//! The binomial distribution: marked items among independent ones.

use super::beta::Beta;

/// Marked items among `n`, each marked with the same probability, independently.
///
/// ```text
/// P(K = k) = C(n, k) p^k (1 − p)^(n − k)
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binomial {
    n: u32,
    p: f64,
}

impl Binomial {
    /// The distribution; `None` unless `p` is a probability.
    #[must_use]
    pub fn new(n: u32, p: f64) -> Option<Self> {
        (0.0..=1.0).contains(&p).then_some(Self { n, p })
    }

    /// Probability of at most `k` marked items.
    ///
    /// * `k`: a count; `n` or more gives 1.
    /// * returns: a probability that falls with `p` and with `n`. For `n` up to 10⁷ its relative error is
    ///   below 1e-10 wherever it exceeds 1e-300. Takes `O(√n)`.
    ///
    /// # Example
    ///
    /// ```
    /// use tickmark::stats::Binomial;
    ///
    /// let found = Binomial::new(29, 0.1).unwrap();
    /// assert!((found.cdf(0) / 0.9_f64.powi(29) - 1.0).abs() < 1e-14);
    /// ```
    ///
    /// # Source
    ///
    /// `P(K ≤ k)` is the chance that a `Beta(k + 1, n − k)` exceeds `p`: *NIST Digital Library of
    /// Mathematical Functions*, 8.17.5.
    #[must_use]
    pub fn cdf(self, k: u32) -> f64 {
        match self.at_most(k) {
            Some(belief) => belief.tail(self.p),
            None => 1.0,
        }
    }

    /// Probability of at least `k` marked items; 1 for `k = 0`. As exact as [`cdf`](Self::cdf).
    #[must_use]
    pub fn tail(self, k: u32) -> f64 {
        match k.checked_sub(1).map(|below| self.at_most(below)) {
            Some(Some(belief)) => belief.cdf(self.p),
            Some(None) => 0.0,
            None => 1.0,
        }
    }

    /// `Beta(k + 1, n − k)`; `None` from `k = n` on.
    fn at_most(self, k: u32) -> Option<Beta> {
        let clean = self.n.checked_sub(k)?;
        Beta::new(f64::from(k) + 1.0, f64::from(clean))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fair_coin() {
        let coin = Binomial::new(2, 0.5).unwrap();
        for (k, cdf, tail) in [
            (0, 0.25, 1.0),
            (1, 0.75, 0.75),
            (2, 1.0, 0.25),
            (3, 1.0, 0.0),
        ] {
            assert!((coin.cdf(k) - cdf).abs() < 1e-15, "{k}");
            assert!((coin.tail(k) - tail).abs() < 1e-15, "{k}");
        }
    }

    #[test]
    fn ends_are_certain() {
        assert!(Binomial::new(3, -0.1).is_none() && Binomial::new(3, f64::NAN).is_none());
        let never = Binomial::new(3, 0.0).unwrap();
        let always = Binomial::new(3, 1.0).unwrap();
        let nothing = Binomial::new(0, 0.5).unwrap();
        for (found, expected) in [
            (never.cdf(0), 1.0),
            (never.tail(1), 0.0),
            (always.cdf(2), 0.0),
            (always.tail(3), 1.0),
            (nothing.cdf(0), 1.0),
            (nothing.tail(1), 0.0),
        ] {
            assert!((found - expected).abs() < 1e-300);
        }
    }
}
