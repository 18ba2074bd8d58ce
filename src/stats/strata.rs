//! A sample drawn without replacement from a lot that consists of several strata.

use super::beta::Beta;
use super::beta_binomial::BetaBinomial;
use super::hypergeometric::Hypergeometric;
use super::rows::{Rows, one_more};

/// Shares of a sample below this cannot change any digit of a result.
const NEGLIGIBLE: f64 = 1e-40;

/// A part of a lot: its size, and how many marked items a draw from it finds.
///
/// Two kinds exist: a stratum whose marked items are counted, and one whose
/// items are marked with an uncertain rate. Strata join to larger ones. In all of them the items are exchangeable.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    size: u32,
    /// The most marked items that can be found in it.
    most: u32,
    /// Row `s`, place `k`: probability of `k` marked among `s` drawn, for `s = 0 … min(n, size)`.
    rows: Rows,
}

impl Stratum {
    /// A stratum with exactly `marked` marked items among `size`, for samples up to `n`;
    /// `None` when `marked > size`.
    #[must_use]
    pub fn counted(size: u32, marked: u32, n: u32) -> Option<Self> {
        let rows = Hypergeometric::new(size, marked)?.rows(n);
        Some(Self {
            size,
            most: marked,
            rows,
        })
    }

    /// A stratum of `size` items marked with a rate of which only a belief is held, for
    /// samples up to `n`.
    #[must_use]
    pub fn uncertain(size: u32, rate: Beta, n: u32) -> Self {
        let rows = BetaBinomial::new(rate).rows(n.min(size));
        Self {
            size,
            most: size,
            rows,
        }
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
        let most = self.most.saturating_add(other.most);
        Self { size, most, rows }
    }

    /// Probabilities of 0, 1 … marked items in one sample drawn from this stratum and `other` together.
    ///
    /// * `share`: how that sample [falls](falls) on the two, this one first.
    pub(crate) fn found_with(&self, other: &Self, share: &[f64]) -> Vec<f64> {
        self.row_of_both(other, share.len().saturating_sub(1), share)
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
            let most = there.len().min(to_index(other.most) + 1);
            let there = there.get(..most).unwrap_or_default();
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
        Some(first) => {
            let lot = rest.fold(first.clone(), |lot, stratum| lot.join(stratum, n));
            lot.found_with(last, &falls(lot.size, last.size, n))
        }
    }
}

/// Probabilities that 0, 1 … of a sample of `n` fall on the first of two strata of these sizes; a larger
/// sample counts as both.
pub(crate) fn falls(first: u32, second: u32, n: u32) -> Vec<f64> {
    let drawn = n.min(first.saturating_add(second));
    urn_row(f64::from(first), f64::from(second), -1.0, drawn)
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
    let masses = Masses::new(marked, clean, change, draws);
    for (stays, moves, each) in masses.by_draw() {
        rows.grow(stays, moves, each);
    }
    rows
}

/// The last row of [`urn`], without those before it.
pub(super) fn urn_row(marked: f64, clean: f64, change: f64, draws: u32) -> Vec<f64> {
    let mut row = vec![0.0; to_index(draws) + 1];
    let mut next = row.clone();
    if let Some(nothing) = row.first_mut() {
        *nothing = 1.0;
    }
    let masses = Masses::new(marked, clean, change, draws);
    for (i, (stays, moves, each)) in masses.by_draw().enumerate() {
        let last = row.get(..=i).unwrap_or_default();
        let longer = next.get_mut(..=i + 1).unwrap_or_default();
        one_more(last, longer, stays, moves, each);
        std::mem::swap(&mut row, &mut next);
    }
    row
}

/// What is in an urn, draw by draw.
struct Masses {
    /// Of the marked items once 0, 1 … of them are drawn.
    marked: Vec<f64>,
    /// Of the others, from the most drawn down to 0, so that both can be read in one direction.
    clean: Vec<f64>,
    /// Of both together, before any draw.
    all: f64,
    change: f64,
}

impl Masses {
    fn new(marked: f64, clean: f64, change: f64, draws: u32) -> Self {
        let after = |mass: f64, drawn: u32| (mass + change * f64::from(drawn)).max(0.0);
        Self {
            marked: (0..draws).map(|k| after(marked, k)).collect(),
            clean: (0..draws).rev().map(|k| after(clean, k)).collect(),
            all: marked + clean,
            change,
        }
    }

    /// For each draw, by the number of marked items among those before it: the mass of the others, that of
    /// the marked ones, and what divides both.
    fn by_draw(&self) -> impl Iterator<Item = (&[f64], &[f64], f64)> {
        let draws = self.clean.len();
        (0_u32..).zip(1..=draws).map(move |(drawn, places)| {
            (
                self.clean.get(draws - places..).unwrap_or_default(),
                self.marked.get(..places).unwrap_or_default(),
                1.0 / (self.all + self.change * f64::from(drawn)),
            )
        })
    }
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
