//! Colours and how they stand out from each other, as WCAG 2.2 reckons it.

use std::fmt;

/// How much text has to stand out from what is behind it (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

/// A colour of the screen, `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    pub(super) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// The colour written so; `None` for anything but `#` and six hexadecimal digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Light that it gives, 0 to 1 (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                libm::pow((part + 0.055) / 1.055, 2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How much the two stand out from each other: 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour, or the nearest one that text can have on this paper: darker on light paper, lighter on dark.
    pub(super) fn readable_on(self, paper: Self) -> Self {
        let end = if paper.luminance() > 0.5 { 0.0 } else { 255.0 };
        (0..=100)
            .map(|step| {
                let share = f64::from(step) / 100.0;
                Self(self.0.map(|part| {
                    let part = f64::from(part);
                    // Between 0 and 255 by its making.
                    libm::round(part + (end - part) * share) as u8
                }))
            })
            .find(|colour| colour.contrast(paper) >= READABLE)
            .unwrap_or(self)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_wcag_says_it_is() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        // The grey that WCAG's own examples give as the lightest on white for text.
        let grey = Colour::read("#767676").unwrap();
        assert!((4.5..4.6).contains(&grey.contrast(white)));
    }

    #[test]
    fn every_colour_can_be_read_on_both_papers() {
        for paper in [Colour::new(0xfd, 0xfc, 0xf8), Colour::new(0x16, 0x16, 0x14)] {
            for value in (0..0x00ff_ffff_u32).step_by(4_801) {
                let [_, r, g, b] = value.to_be_bytes();
                let colour = Colour::new(r, g, b);
                let readable = colour.readable_on(paper);
                assert!(readable.contrast(paper) >= READABLE, "{colour} on {paper}");
                if colour.contrast(paper) >= READABLE {
                    assert_eq!(readable, colour);
                }
            }
        }
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::read("#1F4e79").unwrap().to_string(), "#1f4e79");
        for text in [
            "",
            "#fff",
            "1f4e79",
            "#1f4e7",
            "#1f4e79ff",
            "#1f4e7é",
            "red",
            "#+12345",
        ] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }
}
