//! A sample drawn without replacement from a lot that consists of several strata.

use super::beta::Beta;
use super::beta_binomial::BetaBinomial;
use super::hypergeometric::Hypergeometric;
use super::rows::Rows;

/// Shares of a sample below this cannot change any digit of a result.
const NEGLIGIBLE: f64 = 1e-40;

/// A part of a lot: its size, and how many marked items a draw from it finds.
///
/// Two kinds exist: a stratum whose marked items are counted, and one whose
/// items are marked with an uncertain rate. Strata join to larger ones. In all of them the items are exchangeable.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    size: u32,
    /// Row `s`, place `k`: probability of `k` marked among `s` drawn, for `s = 0 … min(n, size)`.
    rows: Rows,
}

impl Stratum {
    /// A stratum with exactly `marked` marked items among `size`, for samples up to `n`;
    /// `None` when `marked > size`.
    #[must_use]
    pub fn counted(size: u32, marked: u32, n: u32) -> Option<Self> {
        let rows = Hypergeometric::new(size, marked)?.rows(n);
        Some(Self { size, rows })
    }

    /// A stratum of `size` items marked with a rate of which only a belief is held, for
    /// samples up to `n`.
    #[must_use]
    pub fn uncertain(size: u32, rate: Beta, n: u32) -> Self {
        let rows = BetaBinomial::new(rate).rows(n.min(size));
        Self { size, rows }
    }

    /// The two strata as one, for samples up to `n`.
    ///
    /// A sample of `s` falls on the two by the hypergeometric distribution;
    /// given that, their marks are independent. Takes `O(n⁴)` at worst.
    #[must_use]
    pub fn join(&self, other: &Self, n: u32) -> Self {
        let size = self.size.saturating_add(other.size);
        let shares = shares(self.size, other.size, n);
        let mut rows = Rows::new(shares.len());
        for drawn in 1..shares.len() {
            let share = shares.get(drawn).unwrap_or_default();
            rows.push(&self.row_of_both(other, drawn, share));
        }
        Self { size, rows }
    }

    /// Probabilities of 0, 1 … `n` marked items among `n` drawn from this stratum
    /// and `other` together; only this sample size is worked out.
    pub(crate) fn found_with(&self, other: &Self, n: u32) -> Vec<f64> {
        let drawn = n.min(self.size.saturating_add(other.size));
        let share = urn_row(f64::from(self.size), f64::from(other.size), -1.0, drawn);
        self.row_of_both(other, to_index(drawn), &share)
    }

    /// Marked items among `drawn`, of which `i` fall on `self` with probability `share[i]`.
    fn row_of_both(&self, other: &Self, drawn: usize, share: &[f64]) -> Vec<f64> {
        let mut row = vec![0.0; drawn + 1];
        for (i, &weight) in share.iter().enumerate() {
            if weight < NEGLIGIBLE {
                continue;
            }
            let (Some(here), Some(there)) = (self.rows.get(i), other.rows.get(drawn - i)) else {
                continue;
            };
            // A few counted marks leave most of a row at 0. The shorter of the two goes round the longer.
            let filled = there.iter().rposition(|q| *q > 0.0).map_or(0, |k| k + 1);
            let there = there.get(..filled).unwrap_or_default();
            let (few, many) = if there.len() < here.len() {
                (there, here)
            } else {
                (here, there)
            };
            for (k, &p) in few.iter().enumerate().filter(|(_, p)| **p > 0.0) {
                let part = weight * p;
                for (sum, q) in row.iter_mut().skip(k).zip(many) {
                    *sum += part * q;
                }
            }
        }
        row
    }
}

/// Probabilities of 0, 1 … `n` marked items in a sample of `n` drawn without
/// replacement from all the strata together.
///
/// The sample falls on the strata by the multivariate hypergeometric
/// distribution; given that, their marks are independent.
///
/// * `n`: items drawn; more than there are counts as all.
/// * returns: `n + 1` probabilities that sum to 1; relative error below 1e-11
///   for `n ≤ 250`. Takes `O(n³)` for two strata, `O(n⁴)` for more, with
///   small constants; the size of the lot does not matter.
#[must_use]
pub fn marked_in_sample(strata: &[Stratum], n: u32) -> Vec<f64> {
    let Some((last, rest)) = strata.split_last() else {
        return vec![1.0];
    };
    let mut rest = rest.iter();
    match rest.next() {
        None => last
            .rows
            .get(to_index(n.min(last.size)))
            .map_or_else(|| vec![1.0], <[f64]>::to_vec),
        Some(first) => rest
            .fold(first.clone(), |lot, stratum| lot.join(stratum, n))
            .found_with(last, n),
    }
}

/// How a sample of 0, 1 … `n` falls on the first of two strata of these sizes.
fn shares(first: u32, second: u32, n: u32) -> Rows {
    let n = n.min(first.saturating_add(second));
    urn(f64::from(first), f64::from(second), -1.0, n)
}

/// Draws from an urn: row `s` has the probabilities of 0 … `s` marked items in `s` draws.
///
/// The urn starts with a mass of `marked` and `clean`; each draw changes the
/// mass of its kind by `change`: −1 without replacement (hypergeometric), +1
/// with reinforcement (Pólya, beta-binomial). Every step adds non-negative
/// numbers, so the relative error grows by five roundings a draw at most.
pub(super) fn urn(marked: f64, clean: f64, change: f64, draws: u32) -> Rows {
    let mut rows = Rows::new(to_index(draws));
    for drawn in 0..draws {
        let each = 1.0 / (marked + clean + change * f64::from(drawn));
        rows.grow(
            |k| ((clean + change * f64::from(drawn - k)) * each).max(0.0),
            |k| ((marked + change * f64::from(k)) * each).max(0.0),
        );
    }
    rows
}

/// The last row of [`urn`], without those before it.
pub(super) fn urn_row(marked: f64, clean: f64, change: f64, draws: u32) -> Vec<f64> {
    let mut row = Vec::with_capacity(to_index(draws) + 1);
    row.push(1.0);
    for drawn in 0..draws {
        let each = 1.0 / (marked + clean + change * f64::from(drawn));
        row.push(0.0);
        let mut from_below = 0.0;
        for (k, p) in (0_u32..).zip(&mut row) {
            let here = *p;
            let clean_left = clean + change * f64::from(drawn.saturating_sub(k));
            let marked_left = marked + change * f64::from(k);
            *p = from_below + here * (clean_left * each).max(0.0);
            from_below = here * (marked_left * each).max(0.0);
        }
    }
    row
}

/// A count as an index; counts here never exceed the length of a vector.
fn to_index(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: &[f64], b: &[f64]) {
        assert_eq!(a.len(), b.len());
        for (x, y) in a.iter().zip(b) {
            assert!((x - y).abs() < 1e-13, "{a:?} {b:?}");
        }
    }

    #[test]
    fn parts_of_a_counted_lot_are_the_lot() {
        let whole = Stratum::counted(52, 5, 10).unwrap();
        // Two parts whose marks are split evenly at random would be the whole;
        // with fixed marks in the parts the total is still hypergeometric.
        let parts = [
            Stratum::counted(20, 2, 10).unwrap(),
            Stratum::counted(32, 3, 10).unwrap(),
        ];
        close(
            &marked_in_sample(&parts, 10),
            &marked_in_sample(&[whole], 10),
        );
    }

    #[test]
    fn three_strata_in_any_order_give_one_answer() {
        let known = Stratum::counted(9, 1, 8).unwrap();
        let today = Stratum::uncertain(7, Beta::new(0.4, 3.0).unwrap(), 8);
        let fixed = Stratum::uncertain(3, Beta::new(0.01, 8.0).unwrap(), 8);
        let one = marked_in_sample(&[known.clone(), today.clone(), fixed.clone()], 8);
        let two = marked_in_sample(&[fixed, known, today], 8);
        close(&one, &two);
        assert!((one.iter().sum::<f64>() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn the_last_row_alone_is_the_last_row() {
        for (marked, clean, change) in [(0.3, 7.7, 1.0), (5.0, 47.0, -1.0), (2.0, 3.0, -1.0)] {
            for draws in [0, 1, 5, 25] {
                let draws = if change < 0.0 { draws.min(5) } else { draws };
                let rows = urn(marked, clean, change, draws);
                assert_eq!(rows.last(), urn_row(marked, clean, change, draws));
            }
        }
    }

    #[test]
    fn an_empty_lot_has_no_marks() {
        assert_eq!(marked_in_sample(&[], 5), [1.0]);
        assert_eq!(
            marked_in_sample(&[Stratum::counted(0, 0, 5).unwrap()], 5),
            [1.0]
        );
    }
}
