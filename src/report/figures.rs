//! Figures as the report writes them: chances, numbers of exceptions, points, shares.

use super::language::{Language, said};

impl Language<'_> {
    /// A chance with two significant digits; the ends are told apart from 0 and 1.
    /// The blank before the sign does not break.
    ///
    /// Rounding is decimal and half up on the fraction's own digits, so the same
    /// figure gives the same text everywhere.
    pub(super) fn percent(self, p: f64) -> String {
        let hundredths = libm::floor(p * 10_000.0 + 0.5) as i64;
        let number = match hundredths {
            _ if p <= 0.0 => "0".to_owned(),
            _ if p >= 1.0 => "100".to_owned(),
            ..50 => return said!(self, "under {chance}", chance = self.sign(&self.tenths(5))),
            50..1_000 => self.tenths(libm::floor(p * 1_000.0 + 0.5) as i64),
            1_000..9_950 => (libm::floor(p * 100.0 + 0.5) as i64).to_string(),
            _ => return said!(self, "over {chance}", chance = self.sign("99")),
        };
        self.sign(&number)
    }

    /// The chance of an exception. Never none: a record that counts may not show what its title says, and others look elsewhere.
    pub(super) fn chance(self, p: f64) -> String {
        self.percent(p.max(f64::MIN_POSITIVE))
    }

    /// The chance of an opinion. Never certain: somebody else gives it, by criterion.
    pub(super) fn opinion(self, p: f64) -> String {
        self.percent(p.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON))
    }

    fn sign(self, number: &str) -> String {
        said!(self, "{number}\u{a0}%", number = number)
    }

    /// A number of tenths, with the sign of decimals.
    fn tenths(self, tenths: i64) -> String {
        self.decimal(&format!("{}.{}", tenths / 10, tenths % 10))
    }

    /// A number with its own sign of decimals.
    pub(super) fn decimal(self, number: &str) -> String {
        match number.split_once('.') {
            Some((whole, fraction)) => {
                said!(
                    self,
                    "{whole}.{fraction}",
                    whole = whole,
                    fraction = fraction
                )
            }
            None => number.to_owned(),
        }
    }

    /// A number of exceptions: whole from 10 up, else one decimal.
    pub(super) fn expected(self, n: f64) -> String {
        let tenths = libm::floor(n * 10.0 + 0.5) as i64;
        if tenths >= 100 {
            format!("{}", libm::floor(n + 0.5) as i64)
        } else {
            self.tenths(tenths)
        }
    }

    /// A part of a number of exceptions and what is left of it, written so that they add up to it.
    pub(super) fn parted(self, part: f64, all: f64) -> (String, String) {
        let tenths = |n: f64| libm::floor(n * 10.0 + 0.5) as i64;
        let whole = |n: f64| libm::floor(n + 0.5) as i64;
        if tenths(all) >= 100 {
            let part = whole(part);
            (part.to_string(), (whole(all) - part).to_string())
        } else {
            let part = tenths(part);
            (self.tenths(part), self.tenths(tenths(all) - part))
        }
    }

    /// A range of points, whole.
    pub(super) fn points(self, low: f64, high: f64) -> String {
        let (low, high) = (
            libm::floor(low + 0.5) as i64,
            libm::floor(high + 0.5) as i64,
        );
        if low == high {
            format!("{low}")
        } else {
            self.range(&low, &high)
        }
    }

    /// "1 to 3", and whatever else goes from one to another.
    pub(super) fn range(self, from: &dyn std::fmt::Display, to: &dyn std::fmt::Display) -> String {
        said!(self, "{from} to {to}", from = from, to = to)
    }

    /// "2 of 6 ■■□□□": how many of so many, and the share in fifths, any and all of them told apart from none.
    pub(super) fn share(self, n: u32, of: u32) -> String {
        if of == 0 {
            return "–".to_owned();
        }
        let fifths = match n {
            0 => 0,
            n if n >= of => 5,
            n => (5 * n / of).clamp(1, 4),
        };
        let squares = (1..=5).map(|i| if i <= fifths { '■' } else { '□' });
        let of = self.of(n, of);
        format!("{of} {}", squares.collect::<String>())
    }

    /// "2 of 6".
    pub(super) fn of(self, n: u32, all: impl std::fmt::Display) -> String {
        said!(self, "{n} of {all}", n = n, all = all)
    }
}

#[cfg(test)]
mod tests {
    use crate::report::language::ENGLISH;

    #[test]
    fn chances_have_two_significant_digits_and_honest_ends() {
        let cases = [
            (0.0, "0\u{a0}%"),
            (1e-9, "under 0.5\u{a0}%"),
            (0.00499, "0.5\u{a0}%"),
            (0.0432, "4.3\u{a0}%"),
            (0.0996, "10.0\u{a0}%"),
            (0.1, "10\u{a0}%"),
            (0.537, "54\u{a0}%"),
            (0.994, "99\u{a0}%"),
            (0.9996, "over 99\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ];
        for (p, text) in cases {
            assert_eq!(ENGLISH.percent(p), text, "{p}");
        }
    }

    #[test]
    fn an_opinion_is_never_certain() {
        let cases = [
            (0.0, "under 0.5\u{a0}%"),
            (0.25, "25\u{a0}%"),
            (1.0, "over 99\u{a0}%"),
            (1.0 + 1e-12, "over 99\u{a0}%"),
        ];
        for (p, text) in cases {
            assert_eq!(ENGLISH.opinion(p), text, "{p}");
        }
        assert_eq!(ENGLISH.chance(0.0), "under 0.5\u{a0}%");
        assert_eq!(ENGLISH.chance(1.0), "100\u{a0}%");
    }

    #[test]
    fn parts_add_up_to_what_is_written() {
        let cases = [
            (25.4, 38.8, "25", "14"),
            (9.6, 22.0, "10", "12"),
            (0.04, 9.94, "0.0", "9.9"),
            (1.25, 3.5, "1.3", "2.2"),
        ];
        for (part, all, is, rest) in cases {
            assert_eq!(ENGLISH.parted(part, all), (is.into(), rest.into()), "{all}");
        }
    }
}
