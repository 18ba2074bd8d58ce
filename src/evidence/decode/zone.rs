//! The zone that a company works in, and the moments that a time may mean in it.
//!
//! The rules of all zones are `jiff`'s, bundled (see `Cargo.toml`): this module
//! is the only one that uses it, so that it stays out of the page's module.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::clock::DAY;
use super::times::Time;
use crate::date::Date;

/// The zone west of all others is at UTC−12:00, in milliseconds.
const WESTMOST: i64 = -12 * 3_600_000;
/// The zone east of all others is at UTC+14:00.
const EASTMOST: i64 = 14 * 3_600_000;

/// Where a company's clocks are.
#[derive(Clone, Debug)]
pub(in crate::evidence) enum Zone {
    /// Not said: anywhere from UTC−12:00 to UTC+14:00.
    Unknown,
    /// A zone with its changes of clock.
    Known(TimeZone),
}

/// Offsets from UTC at which a clock may show a time, in milliseconds.
enum Shown {
    /// Once, or at two moments of which the first has the first offset.
    At(i64, i64),
    /// Never: clocks are put forward over it, at this moment.
    Skipped(i64),
}

impl Zone {
    /// The zone of the IANA time zone database with this name, in any case
    /// (`Europe/Berlin`, `UTC`); `None` when there is none.
    pub(in crate::evidence) fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name.trim()).ok()?;
        Some(Self::Known(zone))
    }

    /// When a clock shows `local`; `None` when the zone is not known, or for a day at the ends of time.
    fn shown(&self, local: i64) -> Option<Shown> {
        let Self::Known(zone) = self else { return None };
        let offsets = match zone.to_ambiguous_timestamp(civil(local)?).offset() {
            AmbiguousOffset::Unambiguous { offset } => (offset, offset),
            AmbiguousOffset::Fold { before, after } => (before, after),
            AmbiguousOffset::Gap { before, .. } => {
                let inside = local - i64::from(before.seconds()) * 1000;
                let just_after = timestamp(inside.checked_add(1)?)?;
                let change = zone.preceding(just_after).next()?;
                return Some(Shown::Skipped(change.timestamp().as_millisecond()));
            }
        };
        let ms = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1000;
        Some(Shown::At(ms(offsets.0), ms(offsets.1)))
    }

    /// The earliest and the latest moment at which a clock shows `local`; over a gap, the moment of the change.
    fn moments(&self, local: i64) -> (i64, i64) {
        match self.shown(local) {
            Some(Shown::At(first, second)) => {
                (local.saturating_sub(first), local.saturating_sub(second))
            }
            Some(Shown::Skipped(change)) => (change, change),
            None => (
                local.saturating_sub(EASTMOST),
                local.saturating_sub(WESTMOST),
            ),
        }
    }

    /// The earliest and the latest day that a clock may show at a moment.
    fn days_at(&self, instant: i64) -> (Date, Date) {
        let known = match self {
            Self::Known(zone) => timestamp(instant).map(|t| zone.to_offset(t)),
            Self::Unknown => None,
        };
        let (west, east) = known.map_or((WESTMOST, EASTMOST), |offset| {
            let ms = i64::from(offset.seconds()) * 1000;
            (ms, ms)
        });
        (
            date(instant.saturating_add(west)),
            date(instant.saturating_add(east)),
        )
    }
}

impl Time {
    /// The earliest and the latest moment that this may mean, in milliseconds
    /// since 1970-01-01T00:00:00Z.
    ///
    /// * A moment is itself, whatever the zone.
    /// * A time without zone is what the clocks of `zone` show: one moment,
    ///   two an hour apart where clocks are put back, 26 hours where the zone
    ///   is not known. A time over which clocks were put forward is the moment
    ///   of the change.
    /// * A day lasts from its start to its last millisecond.
    /// * `None` for all else; settle an open order first.
    pub(in crate::evidence) fn span(self, zone: &Zone) -> Option<(i64, i64)> {
        match self {
            Self::Instant(ms) => Some((ms, ms)),
            Self::Local(ms) => Some(zone.moments(ms)),
            Self::Day(day) => {
                let start = day.days_since_epoch() * DAY;
                let (earliest, _) = zone.moments(start);
                let (_, end) = zone.moments(start + DAY);
                Some((earliest, end - 1))
            }
            Self::Nothing | Self::Unreadable | Self::Slashed { .. } => None,
        }
    }

    /// The earliest and the latest moment at which the day of this time may
    /// end: the midnight after it, on the clocks of `zone`. A deadline counts
    /// from there.
    ///
    /// Where the zone is not known, the day after `D` begins between `D`+1
    /// 00:00 UTC − 14 h and + 12 h, and the day of a moment ends within 24 h
    /// after it. `None` as for [`Time::span`].
    pub(in crate::evidence) fn end_of_day_span(self, zone: &Zone) -> Option<(i64, i64)> {
        let end = |day: Date| zone.moments((day.days_since_epoch() + 1) * DAY);
        match (self, zone) {
            (Self::Instant(ms), Zone::Unknown) => Some((ms, ms.saturating_add(DAY))),
            (Self::Instant(ms), Zone::Known(_)) => {
                let (first, last) = zone.days_at(ms);
                // Clocks put back over midnight show the end of the day twice.
                Some((end(first).0.max(ms), end(last).1))
            }
            _ => {
                let (first, last) = self.days(zone)?;
                Some((end(first).0, end(last).1))
            }
        }
    }

    /// The earliest and the latest day, on the calendar of `zone`, that this may
    /// fall on. A day, or a time without zone, is on the day it says. `None` as
    /// for [`Time::span`].
    pub(in crate::evidence) fn days(self, zone: &Zone) -> Option<(Date, Date)> {
        match self {
            Self::Instant(ms) => Some(zone.days_at(ms)),
            Self::Local(ms) => Some((date(ms), date(ms))),
            Self::Day(day) => Some((day, day)),
            Self::Nothing | Self::Unreadable | Self::Slashed { .. } => None,
        }
    }
}

/// The day of these milliseconds, held inside the years 1 to 9999.
fn date(ms: i64) -> Date {
    Date::EPOCH.plus_days(ms.div_euclid(DAY))
}

fn timestamp(ms: i64) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond(ms).ok()
}

/// What a clock shows; `None` outside the years 1 to 9999.
fn civil(local: i64) -> Option<DateTime> {
    let days = local.div_euclid(DAY);
    let date = date(local);
    (date.days_since_epoch() == days).then_some(())?;
    let (year, month, day) = date.parts();
    let of_day = local.rem_euclid(DAY);
    let part = |unit: i64, count: i64| i8::try_from(of_day / unit % count).ok();
    DateTime::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
        part(3_600_000, 24)?,
        part(60_000, 60)?,
        part(1000, 60)?,
        i32::try_from(of_day % 1000 * 1_000_000).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::decode::times::Dialect;

    const HOUR: i64 = 3_600_000;

    fn time(text: &str) -> Time {
        Time::parse(text, &Dialect::PLAIN)
    }

    fn at(text: &str) -> i64 {
        match time(text) {
            Time::Instant(ms) => ms,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    #[test]
    fn zones_have_names() {
        for name in ["Europe/Berlin", "america/new_york", "UTC", " Asia/Kolkata "] {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        for name in ["", "Berlin", "../etc/passwd", "Europe/"] {
            assert!(Zone::named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn an_unknown_zone_is_twenty_six_hours_wide() {
        let unknown = Zone::Unknown;
        assert_eq!(
            time("2026-03-05 12:00").span(&unknown),
            Some((at("2026-03-04T22:00Z"), at("2026-03-06T00:00Z")))
        );
        assert_eq!(
            time("2026-03-05").span(&unknown),
            Some((at("2026-03-04T10:00Z"), at("2026-03-06T12:00Z") - 1))
        );
        assert_eq!(
            time("2026-03-05").end_of_day_span(&unknown),
            Some((at("2026-03-05T10:00Z"), at("2026-03-06T12:00Z")))
        );
        let noon = time("2026-03-05T12:00Z");
        let noon_ms = at("2026-03-05T12:00Z");
        assert_eq!(noon.span(&unknown), Some((noon_ms, noon_ms)));
        assert_eq!(
            noon.end_of_day_span(&unknown),
            Some((noon_ms, noon_ms + 24 * HOUR))
        );
        let days = |text: &str| time(text).days(&unknown).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(days("2026-03-05T12:00Z").unwrap(), "2026-03-05 2026-03-06");
        assert_eq!(days("2026-03-05T11:00Z").unwrap(), "2026-03-04 2026-03-06");
        assert_eq!(days("2026-03-05T11:00").unwrap(), "2026-03-05 2026-03-05");
    }

    #[test]
    fn clocks_that_change_are_followed() {
        let berlin = zone("Europe/Berlin");
        for (text, first, last) in [
            ("2026-01-05 12:00", "2026-01-05T11:00Z", "2026-01-05T11:00Z"),
            ("2026-07-05 12:00", "2026-07-05T10:00Z", "2026-07-05T10:00Z"),
            ("2026-10-25 02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("2026-03-29 02:30", "2026-03-29T01:00Z", "2026-03-29T01:00Z"),
            ("2026-03-29 03:00", "2026-03-29T01:00Z", "2026-03-29T01:00Z"),
        ] {
            assert_eq!(
                time(text).span(&berlin),
                Some((at(first), at(last))),
                "{text}"
            );
        }
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)] {
            let (first, last) = time(day).span(&berlin).unwrap();
            assert_eq!(last + 1 - first, hours * HOUR, "{day}");
        }
        let end = Some((at("2026-10-25T23:00Z"), at("2026-10-25T23:00Z")));
        for text in ["2026-10-25", "2026-10-25 02:30", "2026-10-25T22:59:59Z"] {
            assert_eq!(time(text).end_of_day_span(&berlin), end, "{text}");
        }
        let late = time("2026-10-25T23:00Z").days(&berlin).unwrap();
        assert_eq!(late, ("2026-10-26".parse().unwrap(), late.0));
    }

    #[test]
    fn clocks_that_change_at_midnight_are_followed() {
        // São Paulo put its clocks forward at midnight in November 2018, and
        // back to 23:00 at midnight in February 2018; Havana back from 01:00 to 00:00.
        let sao_paulo = zone("America/Sao_Paulo");
        assert_eq!(
            time("2018-11-04").span(&sao_paulo),
            Some((at("2018-11-04T03:00Z"), at("2018-11-05T02:00Z") - 1))
        );
        assert_eq!(
            time("2018-02-17").end_of_day_span(&sao_paulo),
            Some((at("2018-02-18T03:00Z"), at("2018-02-18T03:00Z")))
        );
        assert_eq!(
            time("2018-11-04 00:00").span(&zone("America/Havana")),
            Some((at("2018-11-04T04:00Z"), at("2018-11-04T05:00Z")))
        );
        // Samoa had no 2011-12-30.
        let (first, last) = time("2011-12-30").span(&zone("Pacific/Apia")).unwrap();
        assert_eq!((first, last + 1), (at("2011-12-30T10:00Z"), first));
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        for zone in [Zone::Unknown, zone("UTC"), zone("Pacific/Apia")] {
            for text in ["9999-12-31", "0001-01-02", "9999-12-31 23:59:59.999"] {
                let (first, last) = time(text).span(&zone).unwrap();
                assert!(first <= last, "{text}");
                assert!(time(text).end_of_day_span(&zone).is_some());
            }
            for ms in [i64::MIN, i64::MAX] {
                for time in [Time::Instant(ms), Time::Local(ms)] {
                    assert!(time.days(&zone).is_some());
                    assert!(time.span(&zone).is_some());
                    assert!(time.end_of_day_span(&zone).is_some());
                }
            }
            for time in [Time::Nothing, Time::Unreadable, time("1/2/2026")] {
                assert_eq!(time.span(&zone), None);
                assert_eq!(time.days(&zone), None);
                assert_eq!(time.end_of_day_span(&zone), None);
            }
        }
    }
}
