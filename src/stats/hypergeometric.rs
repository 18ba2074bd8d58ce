//! The hypergeometric distribution: marked items in a sample drawn without replacement.

use super::strata::urn;

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
        self.rows(n).pop().unwrap_or_default()
    }

    /// [`pmf`](Self::pmf) for samples of 0, 1 … `n`, in that order.
    #[must_use]
    pub fn rows(self, n: u32) -> Vec<Vec<f64>> {
        let clean = self.size - self.marked;
        urn(
            f64::from(self.marked),
            f64::from(clean),
            -1.0,
            n.min(self.size),
        )
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
