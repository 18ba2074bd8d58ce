//! What a sample is drawn from, and whether few marked items in it are unlikely enough.

use std::cmp::Ordering;

use super::binomial::Binomial;
use super::hypergeometric::Hypergeometric;
use super::rate::Rate;
use super::wide::Wide;

/// Probabilities this close to each other, relative, are compared with more digits: ten times the error
/// that the distributions may have.
const CLOSE: f64 = 1e-9;
/// What is left of a sum of thirty digits once its terms are this small beside it.
const NEGLIGIBLE: f64 = 1e-33;

/// A lot, at the rate of marked items that is asked about.
#[derive(Clone, Copy)]
pub(super) enum Lot {
    /// Without end: items are marked independently, with this rate.
    Endless(Rate),
    /// So many items, of which so many are marked.
    Finite { size: u32, marked: u32 },
}

impl Lot {
    /// Whether at most `k` marked items among `n` are as unlikely as `risk`, or more so.
    ///
    /// Decided exactly but for probabilities that agree with the risk in 22 digits, which count as equal
    /// to it.
    pub(super) fn refutes(self, n: u32, k: u32, risk: Rate) -> bool {
        let (p, allowed) = (self.at_most(n, k), risk.value());
        if (p - allowed).abs() > CLOSE * allowed {
            p < allowed
        } else {
            self.at_most_wide(n, k).compared(risk.parts()) != Ordering::Greater
        }
    }

    fn at_most(self, n: u32, k: u32) -> f64 {
        match self {
            Self::Endless(rate) => Binomial::new(n, rate.value()).map_or(1.0, |d| d.cdf(k)),
            Self::Finite { size, marked } => {
                Hypergeometric::new(size, marked).map_or(1.0, |d| d.cdf(n, k))
            }
        }
    }

    /// [`at_most`](Self::at_most) with thirty digits, for a probability that is not far from a risk.
    fn at_most_wide(self, n: u32, k: u32) -> Wide {
        let mut term = self.exactly(n, k);
        let mut sum = term;
        for i in (1..=k).rev() {
            let [one, two] = self.step_down(n, i);
            term = term.scaled(one).scaled(two);
            sum = sum.plus(term);
            if term.value() < NEGLIGIBLE * sum.value() {
                break;
            }
        }
        sum
    }

    /// The probability of exactly `k` among `n`: a product in an order that stays within the range of a
    /// double, as long as the result does.
    fn exactly(self, n: u32, k: u32) -> Wide {
        let mut up = (0..k).flat_map(|i| self.marked_factors(n, i));
        let mut down = (0..n - k.min(n)).map(|j| self.other_factor(k, j));
        let mut product = Wide::ONE;
        loop {
            let next = if product.value() < 1.0 {
                up.next().or_else(|| down.next())
            } else {
                down.next().or_else(|| up.next())
            };
            match next {
                Some(factor) => product = product.scaled(factor),
                None => return product,
            }
        }
    }

    /// What the `i`-th marked item contributes, the number of orders included.
    fn marked_factors(self, n: u32, i: u32) -> [(f64, f64); 2] {
        let orders = (whole(n, i), f64::from(i) + 1.0);
        match self {
            Self::Endless(rate) => [orders, rate.parts()],
            Self::Finite { size, marked } => [orders, (whole(marked, i), whole(size, i))],
        }
    }

    /// What the `j`-th other item contributes after `k` marked ones.
    fn other_factor(self, k: u32, j: u32) -> (f64, f64) {
        match self {
            Self::Endless(rate) => {
                let (marked, all) = rate.parts();
                (all - marked, all)
            }
            Self::Finite { size, marked } => {
                let left = whole(size, k);
                (whole(size - marked, j), left - f64::from(j))
            }
        }
    }

    /// The probability of `i − 1` over that of `i`.
    fn step_down(self, n: u32, i: u32) -> [(f64, f64); 2] {
        let drawn = whole(n, i) + 1.0;
        match self {
            Self::Endless(rate) => {
                let (marked, all) = rate.parts();
                [(f64::from(i), drawn), (all - marked, marked)]
            }
            Self::Finite { size, marked } => {
                let others_left = f64::from(size - marked) - whole(n, i);
                [
                    (f64::from(i), whole(marked, i) + 1.0),
                    (others_left.max(0.0), drawn),
                ]
            }
        }
    }
}

/// `a − b`, which is not negative.
fn whole(a: u32, b: u32) -> f64 {
    f64::from(a.saturating_sub(b))
}
