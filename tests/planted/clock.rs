//! Days and seconds: the window, the zone, and how each vendor writes a time.

use tickmark::date::{Date, month_name};

/// Seconds since 1970-01-01T00:00:00Z.
pub(crate) type Seconds = i64;

pub(crate) const HOUR: Seconds = 3600;
pub(crate) const DAY: Seconds = 24 * HOUR;
pub(crate) const WINDOW_START: &str = "2026-05-01";
pub(crate) const WINDOW_END: &str = "2026-10-31";
pub(crate) const AS_OF: &str = "2026-11-10";
pub(crate) const AS_OF_INSTANT: &str = "2026-11-10T09:00:00+00:00";
/// The Okta log holds nothing older, as if it had been kept for 90 days.
pub(crate) const LOG_START: &str = "2026-08-12";

/// The day that is written so.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A time of a day, in UTC.
pub(crate) fn utc(day: Date, seconds: Seconds) -> Seconds {
    day.days_since_epoch() * DAY + seconds
}

/// Noon UTC, which is the same day in the company's zone.
pub(crate) fn noon(text: &str) -> Seconds {
    utc(day(text), 12 * HOUR)
}

/// The UTC day of a moment.
pub(crate) fn day_of(at: Seconds) -> Date {
    day("1970-01-01").plus_days(at.div_euclid(DAY))
}

fn last_sunday(year: i64, month: i64) -> Date {
    let last = Date::new(year, month, 31).unwrap();
    last.plus_days(-(last.weekday() % 7))
}

/// Midnight at the start of a day in Europe/Berlin: summer time from the last Sunday of March to
/// that of October, changing at 01:00 UTC.
pub(crate) fn berlin_midnight(day: Date) -> Seconds {
    let (year, ..) = day.parts();
    let summer = day > last_sunday(year, 3) && day <= last_sunday(year, 10);
    utc(day, 0) - HOUR * (1 + i64::from(summer))
}

/// The last moment at which access of somebody whose last day is `end` is removed in time.
pub(crate) fn deadline(end: Date) -> Seconds {
    berlin_midnight(end.plus_days(1)) + 24 * HOUR
}

fn clock(at: Seconds) -> (i64, i64, i64) {
    let s = at.rem_euclid(DAY);
    (s / HOUR, s / 60 % 60, s % 60)
}

fn with(at: Seconds, between: char, end: &str) -> String {
    let (h, m, s) = clock(at);
    format!("{}{between}{h:02}:{m:02}:{s:02}{end}", day_of(at))
}

/// `2026-08-27T01:21:25Z`.
pub(crate) fn iso(at: Seconds) -> String {
    with(at, 'T', "Z")
}

/// `2026-08-27T01:21:25.000Z`.
pub(crate) fn iso_millis(at: Seconds) -> String {
    with(at, 'T', ".000Z")
}

/// `2026-08-27T01:21:25.000000Z`.
pub(crate) fn iso_micros(at: Seconds) -> String {
    with(at, 'T', ".000000Z")
}

/// `2026-08-27T01:21:25+00:00`.
pub(crate) fn iso_offset(at: Seconds) -> String {
    with(at, 'T', "+00:00")
}

/// `2026-08-27 01:21`, no zone.
pub(crate) fn minute(at: Seconds) -> String {
    let (h, m, _) = clock(at);
    format!("{} {h:02}:{m:02}", day_of(at))
}

/// `2026/08/27 01:21:25`, no zone.
pub(crate) fn google(at: Seconds) -> String {
    let (y, mo, d) = day_of(at).parts();
    let (h, m, s) = clock(at);
    format!("{y}/{mo:02}/{d:02} {h:02}:{m:02}:{s:02}")
}

fn half_day(h: i64) -> (i64, &'static str) {
    ((h + 11) % 12 + 1, if h < 12 { "AM" } else { "PM" })
}

/// `8/27/2026 1:21:25 AM`, no zone.
pub(crate) fn entra(at: Seconds) -> String {
    let (y, mo, d) = day_of(at).parts();
    let (h, m, s) = clock(at);
    let (h, half) = half_day(h);
    format!("{mo}/{d}/{y} {h}:{m:02}:{s:02} {half}")
}

/// `27/Aug/26 1:21 AM`, no zone.
pub(crate) fn jira(at: Seconds) -> String {
    let (y, mo, d) = day_of(at).parts();
    let (h, m, _) = clock(at);
    let (h, half) = half_day(h);
    format!(
        "{d:02}/{}/{:02} {h}:{m:02} {half}",
        &month_name(mo)[..3],
        y % 100
    )
}
