//! The hypergeometric distribution: marked items in a sample drawn without replacement.

use super::incomplete_beta::ln_binomial_term;
use super::rows::Rows;
use super::strata::urn;

/// What is left of a sum once its terms are this small beside it changes no digit.
const NEGLIGIBLE: f64 = 1e-17;

/// Marked items among those drawn without replacement from `size` items of which
/// `marked` are marked.
///
/// ```text
/// P(K = k) = C(marked, k) · C(size − marked, n − k) / C(size, n)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hypergeometric {
    size: u32,
    marked: u32,
}

impl Hypergeometric {
    /// The distribution for this lot; `None` when more items are marked than there are.
    #[must_use]
    pub fn new(size: u32, marked: u32) -> Option<Self> {
        (marked <= size).then_some(Self { size, marked })
    }

    /// Probabilities of 0, 1 … marked items in a sample of `n`.
    ///
    /// * `n`: items drawn; more than there are counts as all.
    /// * returns: `n + 1` probabilities. Relative error of each below 1e-12 for
    ///   `n ≤ 250`, whatever the size of the lot. Takes `O(n²)`.
    ///
    /// # Example
    ///
    /// One late among 25, of whom 15 are looked at:
    ///
    /// ```
    /// use tickmark::stats::Hypergeometric;
    ///
    /// let found = Hypergeometric::new(25, 1).unwrap().pmf(15);
    /// assert!((found[1] - 0.6).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn pmf(self, n: u32) -> Vec<f64> {
        self.rows(n).last().to_vec()
    }

    /// [`pmf`](Self::pmf) for samples of 0, 1 … `n`, in that order.
    pub(super) fn rows(self, n: u32) -> Rows {
        let clean = self.size - self.marked;
        urn(
            f64::from(self.marked),
            f64::from(clean),
            -1.0,
            n.min(self.size),
        )
    }

    /// Probability of at most `k` marked items in a sample of `n`.
    ///
    /// * `n`: items drawn; more than there are counts as all.
    /// * `k`: a count; `n` or more gives 1.
    /// * returns: a probability that falls as `n`, or the marked items, grow. For lots up to 10⁷ its
    ///   relative error is below 1e-10 wherever it exceeds 1e-300. Takes `O(√n)`.
    ///
    /// # Example
    ///
    /// ```
    /// use tickmark::stats::Hypergeometric;
    ///
    /// // 1 − 2/12: two looks at a monthly check miss its one lapse.
    /// let found = Hypergeometric::new(12, 1).unwrap();
    /// assert!((found.cdf(2, 0) - 10.0 / 12.0).abs() < 1e-14);
    /// ```
    ///
    /// # Source
    ///
    /// The term for `k` as three binomial terms, after Loader (2000), "Fast and accurate computation of
    /// binomial probabilities"; the others by their ratios.
    #[must_use]
    pub fn cdf(self, n: u32, k: u32) -> f64 {
        let n = n.min(self.size);
        super::probability(if k >= n.min(self.marked) {
            1.0
        } else if self.is_low(n, k) {
            self.lower_sum(n, k)
        } else {
            1.0 - self.others().lower_sum(n, n - k - 1)
        })
    }

    /// Probability of at least `k` marked items in a sample of `n`; 1 for `k = 0`. As exact as
    /// [`cdf`](Self::cdf).
    #[must_use]
    pub fn tail(self, n: u32, k: u32) -> f64 {
        let n = n.min(self.size);
        if k == 0 {
            return 1.0;
        }
        match n.checked_sub(k) {
            Some(clean) => self.others().cdf(n, clean),
            None => 0.0,
        }
    }

    /// The lot with marked and other items exchanged.
    fn others(self) -> Self {
        Self {
            size: self.size,
            marked: self.size - self.marked,
        }
    }

    /// Whether `k` is no more than the mean.
    fn is_low(self, n: u32, k: u32) -> bool {
        u64::from(k) * u64::from(self.size) <= u64::from(n) * u64::from(self.marked)
    }

    /// The terms from `k` down; `k < min(n, marked)`, best not above the mean.
    fn lower_sum(self, n: u32, k: u32) -> f64 {
        let fewest = n.saturating_sub(self.size - self.marked);
        if k < fewest {
            return 0.0;
        }
        let mut term = 1.0;
        let mut sum = 1.0;
        for i in (fewest + 1..=k).rev() {
            let up = f64::from(i) * f64::from(self.size - self.marked - (n - i));
            let down = f64::from(self.marked - i + 1) * f64::from(n - i + 1);
            term *= up / down;
            sum += term;
            if term < NEGLIGIBLE * sum {
                break;
            }
        }
        libm::exp(self.ln_term(n, k)) * sum
    }

    /// The logarithm of the probability of exactly `k`, which is possible.
    fn ln_term(self, n: u32, k: u32) -> f64 {
        let drawn = f64::from(n) / f64::from(self.size);
        let left = f64::from(self.size - n) / f64::from(self.size);
        let part = |all: u32, drawn_of_it: u32| {
            let all_of_it = f64::from(all);
            ln_binomial_term(
                f64::from(drawn_of_it),
                f64::from(all - drawn_of_it),
                all_of_it * drawn,
                all_of_it * left,
            )
        };
        part(self.marked, k) + part(self.size - self.marked, n - k) - part(self.size, n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_lot_holds_exactly_its_marks() {
        assert_eq!(
            Hypergeometric::new(4, 2).unwrap().pmf(9),
            [0.0, 0.0, 1.0, 0.0, 0.0]
        );
        assert_eq!(Hypergeometric::new(0, 0).unwrap().pmf(9), [1.0]);
        assert!(Hypergeometric::new(3, 4).is_none());
    }

    #[test]
    fn both_ends_of_a_small_lot() {
        // Twelve items, three marked, five drawn: C(9, 5), C(9, 4)·3, C(9, 3)·3, C(9, 2) of C(12, 5).
        let lot = Hypergeometric::new(12, 3).unwrap();
        let ways = [126.0, 378.0, 252.0, 36.0];
        let mut below = 0.0;
        for (k, way) in (0..).zip(ways) {
            assert!((lot.tail(5, k) - (1.0 - below)).abs() < 1e-14, "{k}");
            below += way / 792.0;
            assert!((lot.cdf(5, k) - below).abs() < 1e-14, "{k}");
        }
        assert!(lot.tail(5, 4) < 1e-300 && lot.tail(5, 6) < 1e-300 && lot.cdf(99, 2) < 1e-300);
        let empty = Hypergeometric::new(0, 0).unwrap();
        assert!((empty.cdf(0, 0) - 1.0).abs() < 1e-300 && empty.tail(3, 1) < 1e-300);
    }

    #[test]
    fn ten_million_items_are_no_slower_than_ten() {
        let pmf = Hypergeometric::new(10_000_000, 400_000).unwrap().pmf(250);
        assert!((pmf.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // P(none) = ∏ (1 − 400 000 / (10⁷ − i)).
        let ln_none: f64 = (0..250)
            .map(|i| libm::log1p(-4e5 / (1e7 - f64::from(i))))
            .sum();
        assert!((pmf[0] / libm::exp(ln_none) - 1.0).abs() < 1e-12);
    }
}
