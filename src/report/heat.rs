//! Shades of cells: the stronger, the more is missing or the likelier an exception. What a cell says stands in it as well.
//!
//! A template puts a mark at the start of a cell, code that begins with [`MARK`], and only where the report becomes HTML;
//! there the cell has a class in its place. No value of a reader makes one: its own backticks are escaped.

use pulldown_cmark::Event;

use crate::assessment::level::{Level, LevelRange};
use crate::risk::forecast::Band;

/// What the class of a shaded cell begins with, and the code in a template that asks for it.
pub(super) const MARK: &str = "tm-heat-";

/// Shades, with none at all as the first.
pub(super) const STEPS: u8 = 5;

/// The marks by shade as a template has them, with a blank behind; empty where there is no shading.
pub(super) fn marks(shaded: bool) -> Vec<String> {
    let mark = |step| match step {
        1.. if shaded => format!("`{MARK}{step}` "),
        _ => String::new(),
    };
    (0..STEPS).map(mark).collect()
}

/// The start of a table's cell with the shade that a mark asks for; nothing where it asks for none that there is.
pub(super) fn cell(mark: &Event<'_>) -> Option<String> {
    let Event::Code(code) = mark else { return None };
    let step: u8 = code.strip_prefix(MARK)?.parse().ok()?;
    (1..STEPS)
        .contains(&step)
        .then(|| format!("<td class=\"{MARK}{step}\">"))
}

/// How much of all is not so: 0 where everything is, or where there is nothing.
pub(super) fn missing(those: u32, all: u32) -> u8 {
    some(all.saturating_sub(those), all)
}

/// How much of all is so: 0 for none, and more than that for one.
pub(super) fn some(those: u32, all: u32) -> u8 {
    let top = u64::from(STEPS - 1);
    let step = (u64::from(those) * top).div_ceil(u64::from(all.max(1)));
    u8::try_from(step.min(top)).unwrap_or(STEPS - 1)
}

/// How far a level is, at worst, below the one that the examination asks for.
pub(super) fn below(level: LevelRange, asked: Level) -> u8 {
    match asked.number().saturating_sub(level.low.number()) {
        0 => 0,
        steps => (steps + 1).min(STEPS - 1),
    }
}

/// A band of chances.
pub(super) fn band(band: Band) -> u8 {
    match band {
        Band::Low => 0,
        Band::Elevated => 2,
        Band::High => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many_is_seen_and_nothing_is_not() {
        assert_eq!([0, 1, 3, 6].map(|n| some(n, 6)), [0, 1, 2, 4]);
        assert_eq!([0, 1, 5, 6].map(|n| missing(n, 6)), [4, 4, 1, 0]);
        assert_eq!((some(0, 0), missing(0, 0)), (0, 0));
        assert_eq!(some(u32::MAX, u32::MAX), 4);
    }

    #[test]
    fn a_level_is_shaded_from_below_what_is_asked_for() {
        let below = |low| {
            below(
                LevelRange {
                    low,
                    high: Level::new(5),
                },
                Level::OPERATED,
            )
        };
        assert_eq!(
            [
                Level::new(5),
                Level::OPERATED,
                Level::DESIGNED,
                Level::INFORMAL,
                Level::ABSENT
            ]
            .map(below),
            [0, 0, 2, 3, 4]
        );
    }

    #[test]
    fn only_a_mark_of_a_shade_that_there_is_makes_one() {
        let code = |text: &'static str| cell(&Event::Code(text.into()));
        assert_eq!(code("tm-heat-3").unwrap(), "<td class=\"tm-heat-3\">");
        for other in [
            "tm-heat-0",
            "tm-heat-5",
            "tm-heat-",
            "tm-heat-3 x",
            "heat-3",
            "tm-heat--1",
        ] {
            assert_eq!(code(other), None, "{other}");
        }
        assert_eq!(cell(&Event::Text("tm-heat-3".into())), None);
    }
}
