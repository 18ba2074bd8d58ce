//! Civil dates and instants: the calendar arithmetic that every stage shares.
//!
//! Written here rather than taken from `jiff`, which costs 48 KB of brotli in
//! the browser's module against 1.6 KB for this. Time zones, which do need a
//! library, are not handled here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Days in 400 Gregorian years, after which the calendar repeats.
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_SHIFT: i64 = 719_468;

/// A day of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31.
///
/// Ordered by time. Written and read as `YYYY-MM-DD` (ISO 8601).
///
/// # Example
///
/// ```
/// use tickmark::date::Date;
///
/// let start: Date = "2026-09-15".parse().unwrap();
/// assert_eq!(start.plus_months(6).plus_days(-1).to_string(), "2027-03-14");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01; negative before.
    days: i64,
}

/// Why a text is not a date: a sentence part, such as "February 2026 has 28 days".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(pub String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotADate {}

impl Date {
    /// 1970-01-01.
    pub(crate) const EPOCH: Self = Self { days: 0 };

    /// The day with this year (1–9999), month (1–12) and day of the month.
    ///
    /// # Errors
    ///
    /// [`NotADate`] when there is no such day; the text names the part that is
    /// out of range and what is allowed.
    pub fn new(year: i64, month: i64, day: i64) -> Result<Self, NotADate> {
        if !(1..=9999).contains(&year) {
            return Err(NotADate(format!("the year {year} is outside 0001 to 9999")));
        }
        if !(1..=12).contains(&month) {
            return Err(NotADate(format!(
                "there is no month {month}; months are 01 to 12"
            )));
        }
        let last = days_in_month(year, month);
        if !(1..=last).contains(&day) {
            return Err(NotADate(format!(
                "{} {year} has {last} days, not {day}",
                month_name(month)
            )));
        }
        let small = |number: i64| u32::try_from(number).unwrap_or(0);
        Ok(Self {
            days: days_from_march_0000(small(year), small(month), small(day)) - EPOCH_SHIFT,
        })
    }

    /// Year, month (1–12) and day of the month (1–31).
    #[must_use]
    pub fn parts(self) -> (i64, i64, i64) {
        let z = self.days + EPOCH_SHIFT;
        let era = z.div_euclid(DAYS_PER_ERA);
        let day_of_era = z.rem_euclid(DAYS_PER_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn days_since_epoch(self) -> i64 {
        self.days
    }

    /// The day this many days later (earlier if negative), held inside the years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self {
            days: self.days.saturating_add(days).clamp(MIN_DAYS, MAX_DAYS),
        }
    }

    /// The same day of the month this many months later; the last day of that
    /// month where it is shorter. Held inside the years 1 to 9999.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = self.parts();
        let index = year
            .saturating_mul(12)
            .saturating_add(month - 1)
            .saturating_add(months);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let day = day.min(days_in_month(year, month));
        Self::new(year, month, day).unwrap_or(Self {
            days: if months < 0 { MIN_DAYS } else { MAX_DAYS },
        })
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    #[must_use]
    pub fn days_after(self, earlier: Self) -> i64 {
        self.days - earlier.days
    }

    /// Day of the week, 1 (Monday) to 7 (Sunday), as in ISO 8601.
    #[must_use]
    pub fn weekday(self) -> i64 {
        (self.days + 3).rem_euclid(7) + 1
    }
}

const MIN_DAYS: i64 = -719_162;
const MAX_DAYS: i64 = 2_932_896;

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Howard Hinnant's `days_from_civil`: years start in March, so that the leap day is the last of its year.
///
/// In 32 bits: a module for browsers divides 64 by a constant ten times as slowly, and there may be a million dates.
fn days_from_march_0000(year: u32, month: u32, day: u32) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (y / 400, y % 400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::from(era) * DAYS_PER_ERA + i64::from(day_of_era)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// English name of a month, 1 to 12; "month" outside.
#[must_use]
pub fn month_name(month: i64) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        12 => "December",
        _ => "month",
    }
}

/// The number in `text` if it is exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Option<i64> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let fields = (parts.next(), parts.next(), parts.next(), parts.next());
        let (Some(y), Some(m), Some(d), None) = fields else {
            return Err(NotADate(
                "a date is written YYYY-MM-DD, as in 2026-09-15".into(),
            ));
        };
        match (digits(y, 4), digits(m, 2), digits(d, 2)) {
            (Some(y), Some(m), Some(d)) => Self::new(y, m, d),
            _ => Err(NotADate(
                "a date is written YYYY-MM-DD, as in 2026-09-15".into(),
            )),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|why| {
            serde::de::Error::custom(format!(
                "{IMPOSSIBLE_DATE}`{}` is not a date: {why}",
                crate::error::shown(&text)
            ))
        })
    }
}

/// Start of every message about a date that cannot be, so that the reader of
/// documents can tell it from other problems of shape.
pub(crate) const IMPOSSIBLE_DATE: &str = "impossible date: ";

/// A moment, to the second, with its offset from UTC applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
}

impl Instant {
    /// Reads RFC 3339 (`2016-10-06T15:47:11+00:00`, `2025-01-28T17:25:12Z`);
    /// fractions of a second are dropped. `None` when the text is anything
    /// else, a time without offset among them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date: Date = text.get(..10)?.parse().ok()?;
        if !matches!(text.get(10..11)?, "T" | "t" | " ") {
            return None;
        }
        let time = text.get(11..19)?;
        let (h, m, s) = (
            digits(time.get(..2)?, 2)?,
            digits(time.get(3..5)?, 2)?,
            digits(time.get(6..8)?, 2)?,
        );
        if time.get(2..3)? != ":" || time.get(5..6)? != ":" || h > 23 || m > 59 || s > 60 {
            return None;
        }
        let rest = text.get(19..)?;
        let rest = match rest.strip_prefix('.') {
            Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => rest,
        };
        let offset = match rest {
            "Z" | "z" => 0,
            _ => {
                let sign = match rest.get(..1)? {
                    "+" => 1,
                    "-" => -1,
                    _ => return None,
                };
                let hours = digits(rest.get(1..3)?, 2)?;
                let minutes = digits(rest.get(3..)?.trim_start_matches(':'), 2)?;
                if hours > 23 || minutes > 59 {
                    return None;
                }
                sign * (hours * 3600 + minutes * 60)
            }
        };
        Some(Self {
            seconds: date.days * 86_400 + h * 3600 + m * 60 + s - offset,
        })
    }

    /// The day in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        Date {
            days: self.seconds.div_euclid(86_400),
        }
    }

    /// Whole days from `earlier` to this moment, rounded down; negative when `earlier` is later.
    #[must_use]
    pub fn whole_days_after(self, earlier: Self) -> i64 {
        (self.seconds - earlier.seconds).div_euclid(86_400)
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "description": "A day, as YYYY-MM-DD."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_centuries_round_trips() {
        let mut day = Date::new(1600, 1, 1).unwrap();
        for _ in 0..800 * 365 {
            let (y, m, d) = day.parts();
            assert_eq!(Date::new(y, m, d).unwrap(), day);
            assert_eq!(day.to_string().parse::<Date>().unwrap(), day);
            day = day.plus_days(1);
        }
    }

    #[test]
    fn the_calendar_ends_are_where_they_are_said_to_be() {
        assert_eq!(Date::new(1, 1, 1).unwrap().days, MIN_DAYS);
        assert_eq!(Date::new(9999, 12, 31).unwrap().days, MAX_DAYS);
        assert_eq!(Date::new(9999, 12, 31).unwrap().plus_days(1).days, MAX_DAYS);
        assert_eq!(
            Date::new(9999, 12, 31).unwrap().plus_months(1).days,
            MAX_DAYS
        );
    }

    #[test]
    fn weekdays_match_the_calendar() {
        assert_eq!("2026-11-21".parse::<Date>().unwrap().weekday(), 6);
        assert_eq!("1970-01-01".parse::<Date>().unwrap().weekday(), 4);
    }

    #[test]
    fn months_stop_at_the_end_of_a_shorter_one() {
        let january: Date = "2027-01-31".parse().unwrap();
        assert_eq!(january.plus_months(1).to_string(), "2027-02-28");
        assert_eq!(january.plus_months(-2).to_string(), "2026-11-30");
    }

    #[test]
    fn instants_apply_their_offset() {
        let utc = Instant::parse("2016-10-06T15:47:11+00:00").unwrap();
        assert_eq!(
            utc,
            Instant::parse("2016-10-06T17:47:11.250+02:00").unwrap()
        );
        assert_eq!(utc, Instant::parse("2016-10-06T15:47:11Z").unwrap());
        assert_eq!(Instant::parse("2016-10-06T15:47:11"), None);
        assert_eq!(Instant::parse("N/A"), None);
        assert_eq!(Instant::parse("2016-10-06T15:47:11+é0:0"), None);
    }
}
