//! Times of three precisions, and the order of day and month that a column decides.
//!
//! A cell is a moment, a date and time without zone, or a day; it is never made
//! more precise than it is. Where day and month could change places the cell
//! stays open until its whole column has been seen.

use super::clock::{self, Clock, DAY};
use super::order::Order;
use super::values::no_time;
use super::written::{self, Written, day};
use crate::date::Date;

/// The time in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Time {
    /// Blank, or a word or a date that stands for nothing.
    Nothing,
    /// Something stands there that is no time.
    Unreadable,
    /// A moment: milliseconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// A date and time without zone: its milliseconds, as if it were UTC.
    Local(i64),
    /// A day alone.
    Day(Date),
    /// A day whose parts may change places; [`Time::settle`] decides.
    Slashed {
        /// The first number.
        first: u8,
        /// The second number.
        second: u8,
        /// The year, in full.
        year: u16,
        /// Milliseconds since midnight; [`NO_CLOCK`] where there is a day alone.
        of_day: u32,
        /// Minutes east of UTC, where the cell or its header says them.
        offset: Option<i16>,
    },
}

/// A million rows hold several times each.
const _: () = assert!(size_of::<Time>() <= 16);

/// The `of_day` of a day without a time.
pub(in crate::evidence) const NO_CLOCK: u32 = u32::MAX;

/// What a number that counts from 1970-01-01T00:00:00Z counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Epoch {
    /// Seconds, with or without a decimal fraction.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// What a format, or the header of a column, says about its times.
///
/// `Dialect { utc: true, ..Dialect::PLAIN }` is a constant.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct Dialect {
    /// Cells that stand for nothing here, beside [`NULLS`](super::values::NULLS).
    pub(in crate::evidence) nulls: &'static [&'static str],
    /// The order that the exporter always writes.
    pub(in crate::evidence) order: Option<Order>,
    /// Numbers count from 1970.
    pub(in crate::evidence) epoch: Option<Epoch>,
    /// Numbers from 20000 to 60000 are days of a spreadsheet, counted from 1899-12-30.
    pub(in crate::evidence) serials: bool,
    /// Times without zone are UTC. A day alone stays a day.
    pub(in crate::evidence) utc: bool,
}

impl Dialect {
    /// Nothing is known beside what the cells say.
    pub(in crate::evidence) const PLAIN: Self = Self {
        nulls: &[],
        order: None,
        epoch: None,
        serials: false,
        utc: false,
    };

    /// The dialect of a column with this name: `TimeGenerated [UTC]` and `Date (UTC)` are in UTC.
    pub(in crate::evidence) fn headed(self, name: &str) -> Self {
        let name = name.trim_end().as_bytes();
        let says_utc = name
            .len()
            .checked_sub("[UTC]".len())
            .and_then(|start| name.get(start..))
            .is_some_and(|end| {
                end.eq_ignore_ascii_case(b"[UTC]") || end.eq_ignore_ascii_case(b"(UTC)")
            });
        Self {
            utc: self.utc || says_utc,
            ..self
        }
    }
}

/// Milliseconds since 1970 as `2026-10-01T09:30:00`.
fn clock_words(ms: i64) -> String {
    let day = Date::EPOCH.plus_days(ms.div_euclid(DAY));
    let seconds = ms.rem_euclid(DAY) / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{day}T{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

impl Time {
    /// As it would be written in ISO 8601: a moment in UTC, a time without zone, a day.
    pub(in crate::evidence) fn words(self) -> String {
        match self {
            Self::Instant(ms) => format!("{}Z", clock_words(ms)),
            Self::Local(ms) => clock_words(ms),
            Self::Day(day) => day.to_string(),
            Self::Nothing => "no time".to_owned(),
            Self::Unreadable | Self::Slashed { .. } => "a time that cannot be read".to_owned(),
        }
    }

    /// The time in a cell.
    ///
    /// Any text is read, none panics. ISO shapes allocate nothing.
    ///
    /// A date that no evidence bears stands for nothing: 1970-01-01T00:00:00 and
    /// 0001-01-01T00:00:00, in UTC, without zone, or as a day.
    pub(in crate::evidence) fn parse(text: &str, dialect: &Dialect) -> Self {
        let text = text.trim();
        if text.is_empty() || dialect.nulls.iter().any(|n| n.eq_ignore_ascii_case(text)) {
            return Self::Nothing;
        }
        let time = if let Some(time) = iso(text.as_bytes(), dialect) {
            time
        } else if no_time(text, &[]).is_some() {
            Self::Nothing
        } else if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            number(text, dialect)
                .or_else(|| in_words(text, dialect))
                .unwrap_or(Self::Unreadable)
        } else {
            in_words(&plain_spaces(text), dialect).unwrap_or(Self::Unreadable)
        };
        if time.is_placeholder() {
            Self::Nothing
        } else {
            time
        }
    }

    /// The time with its order decided: `Slashed` becomes a day, a time or a
    /// moment, or `Unreadable` when that order gives no day. Others stay.
    #[must_use]
    pub(in crate::evidence) fn settle(self, order: Order) -> Self {
        let Self::Slashed {
            first,
            second,
            year,
            of_day,
            offset,
        } = self
        else {
            return self;
        };
        let date = order.day(first, second, year);
        let of_day = (of_day != NO_CLOCK).then_some(of_day);
        date.map_or(Self::Unreadable, |date| Self::at(date, of_day, offset))
    }

    fn at(date: Date, of_day: Option<u32>, offset: Option<i16>) -> Self {
        let Some(of_day) = of_day else {
            return Self::Day(date);
        };
        let local = date.days_since_epoch() * DAY + i64::from(of_day);
        match offset {
            Some(minutes) => Self::Instant(local - i64::from(minutes) * 60_000),
            None => Self::Local(local),
        }
    }

    fn is_placeholder(self) -> bool {
        /// 0001-01-01, the first day that several languages know.
        const FIRST: i64 = -719_162;
        match self {
            Self::Instant(ms) | Self::Local(ms) => ms == 0 || ms == FIRST * DAY,
            Self::Day(date) => matches!(date.days_since_epoch(), 0 | FIRST),
            _ => false,
        }
    }
}

fn iso(text: &[u8], dialect: &Dialect) -> Option<Time> {
    let (date, rest) = written::iso(text)?;
    match rest {
        [] => Some(Time::Day(date)),
        [b'T' | b't' | b' ', rest @ ..] => Some(timed(date, clock::clock(rest)?, dialect)),
        _ => None,
    }
}

fn timed(date: Date, clock: Clock, dialect: &Dialect) -> Time {
    Time::at(date, Some(clock.of_day), offset(clock, dialect))
}

fn offset(clock: Clock, dialect: &Dialect) -> Option<i16> {
    clock.offset.or(dialect.utc.then_some(0))
}

fn in_words(text: &str, dialect: &Dialect) -> Option<Time> {
    let (written, rest) = written::date(text)?;
    let clock = clock::behind(rest)?;
    match (written, clock) {
        (Written::Day(date), None) => Some(Time::Day(date)),
        (Written::Day(date), Some(clock)) => Some(timed(date, clock, dialect)),
        (
            Written::Open {
                first,
                second,
                year,
            },
            clock,
        ) => {
            let slashed = Time::Slashed {
                first,
                second,
                year,
                of_day: clock.map_or(NO_CLOCK, |clock| clock.of_day),
                offset: clock.and_then(|clock| offset(clock, dialect)),
            };
            // Equal parts are the same day in either order.
            match dialect
                .order
                .or((first == second).then_some(Order::DayFirst))
            {
                Some(order) => Some(slashed.settle(order)),
                None => (day(year, first, second).is_some() || day(year, second, first).is_some())
                    .then_some(slashed),
            }
        }
    }
}

/// Times as numbers. A count from 1970 must fall in the years 1990 to 2099, so
/// that seconds are not read as milliseconds, nor the reverse.
fn number(text: &str, dialect: &Dialect) -> Option<Time> {
    const PLAUSIBLE: std::ops::Range<i64> = 631_152_000_000..4_102_444_800_000;
    const FIRST_SERIAL: i64 = -25_569;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || fraction.contains('.') || whole.len() > 13 {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    if dialect.serials && (20_000..=60_000).contains(&count) {
        let day = FIRST_SERIAL + count;
        return Some(match (of_fraction(fraction, DAY)?, dialect.utc) {
            (0, _) => Time::Day(Date::EPOCH.plus_days(day)),
            (of_day, true) => Time::Instant(day * DAY + of_day),
            (of_day, false) => Time::Local(day * DAY + of_day),
        });
    }
    let ms = match dialect.epoch {
        Some(Epoch::Seconds) => count * 1000 + of_fraction(fraction, 1000)?,
        Some(Epoch::Milliseconds) => count,
        None => return written::compact(text).map(Time::Day),
    };
    if ms == 0 {
        return Some(Time::Nothing);
    }
    PLAUSIBLE.contains(&ms).then_some(Time::Instant(ms))
}

/// The part of `unit` that these decimals are, rounded to the nearest whole.
fn of_fraction(digits: &str, unit: i64) -> Option<i64> {
    // Eleven decimals of a day are below a microsecond, and the product fits.
    let digits = digits.get(..digits.len().min(11))?;
    let scale = 10_i64.checked_pow(u32::try_from(digits.len()).ok()?)?;
    let product = digits.parse::<i64>().ok()?.checked_mul(unit)?;
    Some((product + scale / 2) / scale)
}

/// Blanks of every kind as spaces, runs of them as one, marks of direction left out.
fn plain_spaces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200e}' | '\u{200f}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests;
