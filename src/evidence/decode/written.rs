//! The day in a cell, in the shapes that exports and people write.

use super::clock::{behind, two_digits};
use super::months::month;
use super::order::Order;
use super::words::Folded;
use crate::date::Date;

/// A day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// One day.
    Day(Date),
    /// Two numbers of which one is the day and one the month, and a year.
    Open { first: u8, second: u8, year: u16 },
}

impl Written {
    /// The day, where no order is needed or this one gives one.
    pub(crate) fn day(self, order: Option<Order>) -> Option<Date> {
        let (first, second, year) = match self {
            Self::Day(date) => return Some(date),
            Self::Open {
                first,
                second,
                year,
            } => (first, second, year),
        };
        let in_order = |order: Order| order.day(first, second, year);
        match (in_order(Order::DayFirst), in_order(Order::MonthFirst)) {
            (Some(one), Some(other)) if one != other => order.and_then(in_order),
            (one, other) => one.or(other),
        }
    }
}

/// The day that a cell bears, and nothing beside it but a clock, which says nothing of the day.
pub(crate) fn in_cell(cell: &str) -> Option<Written> {
    let cell = cell.trim();
    let (written, rest) = match iso(cell.as_bytes()) {
        Some((date, rest)) => (Written::Day(date), std::str::from_utf8(rest).ok()?),
        None => date(cell)?,
    };
    behind(rest)?;
    let can_be_a_day = [Order::DayFirst, Order::MonthFirst]
        .into_iter()
        .any(|order| written.day(Some(order)).is_some());
    can_be_a_day.then_some(written)
}

/// The day with these numbers, without the text of [`Date::new`] that says why there is none.
pub(super) fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    if year == 0 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Date::new(year.into(), month.into(), day.into()).ok()
}

/// `2026-02-13`, `2026/02/13` or `2026.02.13` at the start, and what follows. Allocates nothing
/// unless there is no such day.
pub(super) fn iso(text: &[u8]) -> Option<(Date, &[u8])> {
    let [c, y, s1, s2, dash, m1, m2, also, d1, d2, rest @ ..] = text else {
        return None;
    };
    if !matches!(dash, b'-' | b'/' | b'.') || dash != also {
        return None;
    }
    let year = two_digits(*c, *y)? * 100 + two_digits(*s1, *s2)?;
    let (month, number) = (two_digits(*m1, *m2)?, two_digits(*d1, *d2)?);
    let date = day(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(number).ok()?,
    )?;
    Some((date, rest))
}

/// `20260115`, of the years 1900 to 2199: other numbers of eight digits are no days.
pub(super) fn compact(text: &str) -> Option<Date> {
    let &[c, y, s1, s2, m1, m2, d1, d2] = text.as_bytes() else {
        return None;
    };
    let dashed = [c, y, s1, s2, b'-', m1, m2, b'-', d1, d2];
    let (date, _) = iso(&dashed)?;
    (1900..2200).contains(&date.parts().0).then_some(date)
}

/// The day at the start of `text`, and what follows it.
///
/// Two numbers before the year are open in their order, unless dots stand
/// between them: those are day first in every language that writes them. A
/// month by name needs no order. Two digits are the year 19xx from 69, else
/// 20xx.
pub(super) fn date(text: &str) -> Option<(Written, &str)> {
    let text = after_weekday(text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return month_day_year(text);
    }
    let (first, width, rest) = number(text)?;
    match width {
        4 => year_month_day(first, rest),
        1 | 2 => {
            let first = u8::try_from(first).ok()?;
            numbers(first, rest).or_else(|| day_month_year(first, rest))
        }
        _ => None,
    }
}

fn year_month_day(year: u16, text: &str) -> Option<(Written, &str)> {
    let separator = separator(text)?;
    let text = text.strip_prefix(separator)?;
    let (month, text) = match number(text) {
        Some((number, 1 | 2, rest)) => (u8::try_from(number).ok()?, rest),
        Some(_) => return None,
        None => named(text)?,
    };
    let (number, text) = small(text.strip_prefix(separator)?)?;
    Some((Written::Day(day(year, month, number)?), text))
}

fn numbers(first: u8, text: &str) -> Option<(Written, &str)> {
    let separator = separator(text).filter(|c| *c != ' ')?;
    let next = |text: &'_ str| -> Option<usize> {
        let rest = text.strip_prefix(separator)?;
        Some(if separator == '.' {
            rest.trim_start_matches(' ').len()
        } else {
            rest.len()
        })
    };
    let (second, text) = small(tail(text, next(text)?)?)?;
    let (year, text) = year(tail(text, next(text)?)?)?;
    let written = if separator == '.' {
        Written::Day(day(year, second, first)?)
    } else {
        Written::Open {
            first,
            second,
            year,
        }
    };
    Some((written, text))
}

fn day_month_year(number: u8, text: &str) -> Option<(Written, &str)> {
    let (month, text) = named(after_glue(text))?;
    let (year, text) = year(after_glue(text))?;
    Some((Written::Day(day(year, month, number)?), text))
}

fn month_day_year(text: &str) -> Option<(Written, &str)> {
    let (month, text) = named(text)?;
    let (number_of_day, text) = small(after_glue(text))?;
    let (year, 4, text) = number(after_glue(text))? else {
        return None;
    };
    Some((Written::Day(day(year, month, number_of_day)?), text))
}

fn separator(text: &str) -> Option<char> {
    text.chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.' | ' '))
}

/// The last `length` bytes.
fn tail(text: &str, length: usize) -> Option<&str> {
    text.get(text.len().checked_sub(length)?..)
}

/// A number of at most four digits, how many it has, and what follows.
fn number(text: &str) -> Option<(u16, usize, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    (digits.len() <= 4).then_some(())?;
    Some((digits.parse().ok()?, digits.len(), rest))
}

fn small(text: &str) -> Option<(u8, &str)> {
    match number(text)? {
        (value, 1 | 2, rest) => Some((u8::try_from(value).ok()?, rest)),
        _ => None,
    }
}

fn year(text: &str) -> Option<(u16, &str)> {
    match number(text)? {
        (year, 4, rest) => Some((year, rest)),
        (year @ 69.., 2, rest) => Some((1900 + year, rest)),
        (year, 2, rest) => Some((2000 + year, rest)),
        _ => None,
    }
}

fn named(text: &str) -> Option<(u8, &str)> {
    let (word, rest) = word(text);
    Some((month(word)?, rest.strip_prefix('.').unwrap_or(rest)))
}

fn word(text: &str) -> (&str, &str) {
    let rest =
        text.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}'));
    (text.strip_suffix(rest).unwrap_or_default(), rest)
}

/// What follows the signs and small words between a day, a month's name and a year.
fn after_glue(text: &str) -> &str {
    let mut text = text;
    loop {
        let next = text.trim_start_matches([' ', '.', ',', '-', '/', 'º', 'ª', '°']);
        let (word, rest) = word(next);
        let glue = ["de", "del", "of", "st", "nd", "rd", "th", "er"];
        if !Folded::new(word).is_some_and(|word| word.is_any(&glue)) {
            return next;
        }
        text = rest;
    }
}

/// What follows an English weekday, if one stands first.
fn after_weekday(text: &str) -> &str {
    let (word, rest) = word(text);
    let days = [
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    if Folded::new(word).is_some_and(|word| word.is_any(&days)) {
        rest.trim_start_matches(['.', ',', ' '])
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_can_be_two_days_waits_for_its_column() {
        for (cell, day_first, month_first) in [
            ("2026-10-02", "2026-10-02", "2026-10-02"),
            ("2026-10-02T09:00:00Z", "2026-10-02", "2026-10-02"),
            ("2.10.2026", "2026-10-02", "2026-10-02"),
            ("2 October 2026", "2026-10-02", "2026-10-02"),
            ("Friday, 2 October 2026, 9 am", "2026-10-02", "2026-10-02"),
            ("Oct 2nd, 2026", "2026-10-02", "2026-10-02"),
            ("2. Oktober 2026 um 12:00", "2026-10-02", "2026-10-02"),
            ("31 Dez 2026", "2026-12-31", "2026-12-31"),
            ("3. März 2026", "2026-03-03", "2026-03-03"),
            ("10/10/2026", "2026-10-10", "2026-10-10"),
            ("10/13/2026", "2026-10-13", "2026-10-13"),
            ("13/10/2026 17:00", "2026-10-13", "2026-10-13"),
            ("10/2/2026", "2026-02-10", "2026-10-02"),
            ("10/2/26", "2026-02-10", "2026-10-02"),
        ] {
            let written = in_cell(cell);
            let in_order = |order| written.and_then(|w| w.day(order)).map(|d| d.to_string());
            for (order, day) in [
                (Order::DayFirst, day_first),
                (Order::MonthFirst, month_first),
            ] {
                assert_eq!(in_order(Some(order)).as_deref(), Some(day), "{cell}");
            }
            assert_eq!(in_order(None).is_some(), day_first == month_first, "{cell}");
        }
        for cell in [
            "",
            "20261002",
            "31/31/2026",
            "29.2.2026",
            "Marketing 2, 2026",
            "2 October 2026 or so",
            "2026-10-02, 2026-11-02",
            "as soon as you can",
        ] {
            assert_eq!(in_cell(cell), None, "{cell}");
        }
    }
}
