//! The windows to compare: from when, and for how long.

use crate::date::Date;
use crate::input::answers::Window;

/// Lengths that are offered, in months.
pub const LENGTHS: [i64; 4] = [3, 6, 9, 12];
/// How far ahead a start is looked at, in months.
const AHEAD: i64 = 12;
/// How far back, in months (J): from an earlier day the shortest window would be over.
const BACK: i64 = 3;

/// The days on which a window could start, in order, each once.
///
/// - the first day of the window as planned;
/// - the day of the assessment;
/// - each first of a month after the planned start, but at most three months before the day of the
///   assessment, and up to twelve months after it.
///
/// At most 18 days: 2, and the firsts of 15 months and of the one in which the twelve end.
pub(super) fn starts(planned: Date, as_of: Date) -> Vec<Date> {
    let from = planned.min(as_of).max(as_of.plus_months(-BACK));
    let until = as_of.plus_months(AHEAD);
    let (year, month, _) = from.parts();
    let first = Date::new(year, month, 1).unwrap_or(from);
    let mut found: Vec<Date> = (1..=AHEAD + BACK + 1)
        .map(|i| first.plus_months(i))
        .chain([first])
        .filter(|day| from <= *day && *day <= until)
        .chain([planned, as_of])
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The window of so many months from a day.
pub(super) fn months_from(start: Date, months: i64) -> Window {
    Window {
        start,
        end: start.plus_months(months).plus_days(-1),
    }
}

/// The offered length, in months, that is nearest to a window's own; the longer of two.
pub(super) fn nearest(window: Window) -> i64 {
    let distance = |months: i64| {
        let end = months_from(window.start, months).end;
        end.days_after(window.end).abs()
    };
    let nearest = LENGTHS
        .into_iter()
        .min_by_key(|&months| (distance(months), -months));
    nearest.unwrap_or(AHEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn firsts_of_months_with_the_planned_start_and_today() {
        let found = starts(day("2026-09-15"), day("2026-11-21"));
        let texts: Vec<String> = found.iter().map(Date::to_string).collect();
        assert_eq!(texts.len(), 16, "{texts:?}");
        assert_eq!(
            texts[..4],
            ["2026-09-15", "2026-10-01", "2026-11-01", "2026-11-21"]
        );
        assert_eq!(texts[15], "2027-11-01");
    }

    #[test]
    fn there_are_never_more_than_eighteen() {
        for planned in [
            "1970-01-01",
            "2026-01-31",
            "2026-05-21",
            "2026-05-01",
            "2030-02-28",
        ] {
            for as_of in ["2026-11-01", "2026-11-30", "2028-02-29", "2200-12-31"] {
                let found = starts(day(planned), day(as_of));
                assert!(found.len() <= 18, "{planned} {as_of}: {}", found.len());
                assert!(found.contains(&day(planned)) && found.contains(&day(as_of)));
                assert!(found.windows(2).all(|w| w[0] < w[1]));
            }
        }
        assert_eq!(starts(day("2026-05-01"), day("2026-11-01")).len(), 17);
    }

    #[test]
    fn a_length_of_ones_own_is_compared_with_the_nearest() {
        let window = |start: &str, end: &str| Window {
            start: day(start),
            end: day(end),
        };
        assert_eq!(nearest(window("2026-09-15", "2027-03-14")), 6);
        assert_eq!(nearest(window("2026-01-01", "2026-01-01")), 3);
        assert_eq!(nearest(window("2026-01-01", "2027-12-31")), 12);
    }
}
