//! Days as lists of requests write them. What can be two days is none, unless the rest of its column settles it.

use crate::date::Date;
use crate::evidence::month;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A day.
    Day(Date),
    /// Two numbers and a year, either of which can be the month.
    Either(u32, u32, i64),
    /// No day.
    Nothing,
}

/// Reads a cell.
pub(super) fn said(cell: &str) -> Said {
    let cell = cell.trim();
    // A time of day behind it says nothing of the day.
    let whole = cell.split(['T', ' ']).next().unwrap_or(cell);
    if let Ok(day) = whole.parse() {
        return Said::Day(day);
    }
    let parts: Vec<&str> = cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b, c] = parts.as_slice() else {
        return Said::Nothing;
    };
    let number = |text: &str| {
        text.trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<u32>()
            .ok()
    };
    let Some(year) = c.parse::<i64>().ok().filter(|y| (2000..=2099).contains(y)) else {
        return Said::Nothing;
    };
    let found = match (month(a), month(b)) {
        (Some(month), None) => number(b).and_then(|day| date(year, month, day)),
        (None, Some(month)) => number(a).and_then(|day| date(year, month, day)),
        _ => {
            let (Ok(first), Ok(second)) = (a.parse::<u32>(), b.parse::<u32>()) else {
                return Said::Nothing;
            };
            match (date(year, second, first), date(year, first, second)) {
                // Between full stops the day stands first.
                (Some(day), _) if cell.contains('.') => Some(day),
                (Some(day), Some(other)) if day != other => {
                    return Said::Either(first, second, year);
                }
                (day_first, month_first) => day_first.or(month_first),
            }
        }
    };
    found.map_or(Said::Nothing, Said::Day)
}

/// Whether the day stands first in a column, where its cells settle it: some cannot be read otherwise, and none
/// contradicts.
pub(super) fn day_first(cells: &[&str]) -> Option<bool> {
    let (mut day, mut month) = (false, false);
    for cell in cells {
        let numbers: Vec<u32> = cell
            .split('/')
            .filter_map(|n| n.trim().parse().ok())
            .collect();
        if let [first, second, _] = numbers.as_slice() {
            day |= *first > 12;
            month |= *second > 12;
        }
    }
    (day != month).then_some(day)
}

/// The day of two numbers whose order is known.
pub(super) fn settled((first, second, year): (u32, u32, i64), day_first: bool) -> Option<Date> {
    match day_first {
        true => date(year, second, first),
        false => date(year, first, second),
    }
}

fn date(year: i64, month: impl Into<u32>, day: u32) -> Option<Date> {
    let month: u32 = month.into();
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_can_be_two_is_none() {
        let day = |text: &str| Said::Day(text.parse().unwrap_or(Date::EPOCH));
        for (cell, expected) in [
            ("2026-10-02", day("2026-10-02")),
            ("2026-10-02T09:00:00Z", day("2026-10-02")),
            ("2.10.2026", day("2026-10-02")),
            ("2 October 2026", day("2026-10-02")),
            ("Oct 2nd, 2026", day("2026-10-02")),
            ("10/13/2026", day("2026-10-13")),
            ("13/10/2026", day("2026-10-13")),
            ("2. Oktober 2026", day("2026-10-02")),
            ("31 Dez 2026", day("2026-12-31")),
            ("3. März 2026", day("2026-03-03")),
            ("Marketing 2, 2026", Said::Nothing),
            ("10/10/2026", day("2026-10-10")),
            ("10/2/2026", Said::Either(10, 2, 2026)),
            ("10/2/26", Said::Nothing),
            ("31/31/2026", Said::Nothing),
            ("as soon as you can", Said::Nothing),
            ("", Said::Nothing),
        ] {
            assert_eq!(said(cell), expected, "{cell}");
        }
        assert_eq!(day_first(&["10/2/2026", "10/13/2026"]), Some(false));
        assert_eq!(day_first(&["2/10/2026", "13/10/2026"]), Some(true));
        assert_eq!(day_first(&["2/10/2026"]), None);
        assert_eq!(day_first(&["10/13/2026", "13/10/2026"]), None);
    }
}
