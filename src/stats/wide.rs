//! Numbers of thirty digits, for the few comparisons that sixteen do not decide.

use std::cmp::Ordering;

/// Two numbers agree that differ by less than this part of them.
///
/// A product of 10⁷ factors is exact to 1e-24. Where numerator and denominator of both are small enough
/// for two different fractions to be told apart, they differ by more.
const AGREE: f64 = 1e-22;
/// Splits a double into two halves of its digits (Dekker).
const SPLIT: f64 = 134_217_729.0;

/// The unevaluated sum of two doubles: 106 bits.
///
/// # Source
///
/// Dekker (1971), "A floating-point technique for extending the available precision", *Numerische
/// Mathematik* 18, 224–242.
#[derive(Clone, Copy)]
pub(super) struct Wide {
    high: f64,
    low: f64,
}

impl Wide {
    /// The number 1.
    pub(super) const ONE: Self = Self {
        high: 1.0,
        low: 0.0,
    };

    /// The double closest to it.
    pub(super) fn value(self) -> f64 {
        self.high
    }

    /// Times `up / down`, both exact in a double.
    pub(super) fn scaled(self, (up, down): (f64, f64)) -> Self {
        let (product, error) = exact_product(self.high, up);
        let product = normal(product, error + self.low * up);
        let quotient = product.high / down;
        let (back, error) = exact_product(quotient, down);
        let rest = (product.high - back) - error + product.low;
        normal(quotient, rest / down)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let sum = self.high + other.high;
        let part = sum - self.high;
        let error = (self.high - (sum - part)) + (other.high - part);
        normal(sum, error + self.low + other.low)
    }

    /// How it compares with `up / down`, both exact in a double.
    pub(super) fn compared(self, (up, down): (f64, f64)) -> Ordering {
        let scaled = self.scaled((down, 1.0));
        let difference = (scaled.high - up) + scaled.low;
        if difference.abs() <= AGREE * up {
            Ordering::Equal
        } else {
            difference.total_cmp(&0.0)
        }
    }
}

/// The sum of two doubles of which the first is the larger.
fn normal(high: f64, low: f64) -> Wide {
    let sum = high + low;
    Wide {
        high: sum,
        low: low - (sum - high),
    }
}

/// The product, and what its rounding left out.
fn exact_product(a: f64, b: f64) -> (f64, f64) {
    let halves = |x: f64| {
        let high = SPLIT * x - (SPLIT * x - x);
        (high, x - high)
    };
    let product = a * b;
    let ((a, a_low), (b, b_low)) = (halves(a), halves(b));
    let error = ((a * b - product) + a * b_low + a_low * b) + a_low * b_low;
    (product, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_way_there_and_back() {
        let mut number = Wide::ONE;
        for n in 1..=1_000_000 {
            number = number.scaled((f64::from(n) + 7.0, f64::from(n) + 11.0));
        }
        // The product telescopes: 8 · 9 · 10 · 11 of 1000008 · … · 1000011.
        let expected = [
            (8.0, 1_000_008.0),
            (9.0, 1_000_009.0),
            (10.0, 1_000_010.0),
            (11.0, 1_000_011.0),
        ];
        let left = expected
            .iter()
            .fold(number, |n, (up, down)| n.scaled((*down, *up)));
        assert_eq!(left.compared((1.0, 1.0)), Ordering::Equal);
        assert_eq!(left.compared((1e15 + 1.0, 1e15)), Ordering::Less);
    }

    #[test]
    fn a_third_three_times_is_one() {
        let third = Wide::ONE.scaled((1.0, 3.0));
        assert_eq!(third.compared((1.0, 3.0)), Ordering::Equal);
        assert_eq!(
            third.plus(third).plus(third).compared((1.0, 1.0)),
            Ordering::Equal
        );
        assert_eq!(third.compared((1e15 - 1.0, 3e15)), Ordering::Greater);
    }
}
