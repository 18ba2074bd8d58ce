//! A rate as it was written: an exact fraction, so that no rounding decides a count.

use std::fmt;
use std::str::FromStr;

/// Digits of a number.
const DIGITS: usize = 9;
/// The largest denominator: products with a count stay within 64 bits.
const FINEST: u64 = 1_000_000_000;

/// A fraction of two whole numbers, in lowest terms; 0 or more.
///
/// Reads `5%`, `0.05` and `1/20`, which are one rate. A number has up to nine digits, and what
/// it is a part of is up to 10⁹: `0.0000001%` is read, a tenth of it is not.
///
/// # Example
///
/// ```
/// use tickmark::stats::Rate;
///
/// let rate: Rate = "7%".parse().unwrap();
/// assert_eq!(rate, "0.07".parse().unwrap());
/// assert_eq!(rate, "7/100".parse().unwrap());
/// // In floating point 0.07 · 200 is 14.000000000000002, which rounds up to 15.
/// assert_eq!(rate.of_rounded_up(200), 14);
/// assert!("seven".parse::<Rate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    numerator: u64,
    denominator: u64,
}

/// The text is no rate: the error of [`Rate`]'s `FromStr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARate;

impl fmt::Display for NotARate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("allowed: a percentage, a decimal or a fraction, such as 5%, 0.05 or 1/20")
    }
}

impl std::error::Error for NotARate {}

impl Rate {
    /// The rate 0.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let (mut a, mut b) = (numerator, denominator);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let reduced = |n: u64| n.checked_div(a);
        (1..=FINEST).contains(&denominator).then_some(Self {
            numerator: reduced(numerator)?,
            denominator: reduced(denominator)?,
        })
    }

    /// Whether the rate is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether the rate lies above 0 and below 1.
    #[must_use]
    pub fn is_proper(self) -> bool {
        0 < self.numerator && self.numerator < self.denominator
    }

    /// Whether this rate is lower than the other, exactly.
    #[must_use]
    pub fn is_below(self, other: Self) -> bool {
        self.numerator * other.denominator < other.numerator * self.denominator
    }

    /// The double closest to the rate.
    #[must_use]
    pub fn value(self) -> f64 {
        let (numerator, denominator) = self.parts();
        numerator / denominator
    }

    /// Numerator and denominator, exactly.
    pub(super) fn parts(self) -> (f64, f64) {
        #[expect(clippy::cast_precision_loss, reason = "both are 10⁹ at most")]
        let parts = (self.numerator as f64, self.denominator as f64);
        parts
    }

    /// `n` times the rate, rounded up to a whole number: ⌈n · rate⌉. A rate above 1 counts as 1.
    #[must_use]
    pub fn of_rounded_up(self, n: u32) -> u32 {
        let marked = (u64::from(n) * self.numerator).div_ceil(self.denominator);
        u32::try_from(marked).map_or(n, |marked| marked.min(n))
    }

    /// The largest count of which the rate makes no more than `marked`, rounded up: ⌊marked / rate⌋;
    /// the largest `u32` where there is no such bound.
    #[must_use]
    pub fn largest_with(self, marked: u32) -> u32 {
        (u64::from(marked) * self.denominator)
            .checked_div(self.numerator)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(u32::MAX)
    }
}

/// As a percentage where it has one of a few digits, else as a fraction.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let denominator = self.denominator;
        let hundredths = self.numerator * 100;
        let (whole, mut rest) = (hundredths / denominator, hundredths % denominator);
        let mut digits = String::new();
        while rest > 0 && digits.len() < DIGITS {
            rest *= 10;
            digits.push_str(&(rest / denominator).to_string());
            rest %= denominator;
        }
        match (rest, digits.is_empty()) {
            (0, true) => write!(f, "{whole}%"),
            (0, false) => write!(f, "{whole}.{digits}%"),
            _ => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

impl FromStr for Rate {
    type Err = NotARate;

    fn from_str(text: &str) -> Result<Self, NotARate> {
        let text = text.trim();
        let (text, hundredth) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), 100),
            None => (text, 1),
        };
        let rate = match text.split_once('/') {
            Some((above, below)) if hundredth == 1 => whole(above)
                .zip(whole(below))
                .and_then(|(above, below)| Self::new(above, below)),
            Some(_) => None,
            None => {
                let (before, after) = text.split_once('.').unwrap_or((text, ""));
                if after.starts_with(char::is_whitespace) {
                    return Err(NotARate);
                }
                let mut denominator = hundredth;
                for _ in 0..after.len().min(DIGITS) {
                    denominator *= 10;
                }
                whole(&[before, after].concat()).and_then(|digits| Self::new(digits, denominator))
            }
        };
        rate.ok_or(NotARate)
    }
}

/// Up to nine digits, and nothing else but blanks around them, as a number.
pub(crate) fn whole(digits: &str) -> Option<u64> {
    let digits = digits.trim();
    let plain = digits.len() <= DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_one_rate() {
        for text in [
            "5%", " 5 % ", "5.0%", "0.05", ".05", "0.050", "1/20", "5 / 100",
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!((rate.numerator, rate.denominator), (1, 20), "{text}");
        }
        for text in ["0", "0%", "0/3", "0.000"] {
            assert_eq!(text.parse::<Rate>(), Ok(Rate::ZERO), "{text}");
        }
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in [
            "",
            "%",
            ".",
            "5,5%",
            "-5%",
            "+5%",
            "1e-2",
            "5%%",
            "1/0",
            "1/20%",
            "1/2/3",
            "NaN",
            "inf",
            "0x5",
            "five",
            "5 0%",
            "1.2.3",
            ". 5",
            "0. 5",
            "0.0000000001",
            "1234567890",
            "٥%",
        ] {
            assert_eq!(text.parse::<Rate>(), Err(NotARate), "{text}");
        }
    }

    #[test]
    fn a_rate_is_written_as_a_percentage_if_it_can_be() {
        for (text, written) in [
            ("0", "0%"),
            ("1/20", "5%"),
            ("0.00255", "0.255%"),
            ("12", "1200%"),
            ("1/3", "1/3"),
            ("99999.9999", "9999999.99%"),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.to_string(), written);
            if rate.value() < 1e6 {
                assert_eq!(written.parse::<Rate>(), Ok(rate));
            }
        }
    }

    #[test]
    fn counts_are_exact() {
        let rate = |text: &str| text.parse::<Rate>().unwrap();
        assert_eq!(rate("7%").of_rounded_up(200), 14);
        assert_eq!(rate("1/3").of_rounded_up(10_000_000), 3_333_334);
        assert_eq!(rate("999999999").of_rounded_up(7), 7);
        assert_eq!(rate("7%").largest_with(14), 200);
        assert_eq!(rate("7%").largest_with(15), 214);
        assert_eq!(Rate::ZERO.largest_with(3), u32::MAX);
        assert!(rate("4.9%").is_below(rate("1/20")));
        assert!(!rate("5%").is_below(rate("1/20")));
    }
}
