//! How much of a count between two days falls in the window.

use crate::input::answers::{Counted, Window};

/// What a count says about a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Falls {
    /// Items in the window.
    pub(super) total: u32,
    /// Of these, the ones that did not go as they should.
    pub(super) deviations: u32,
    /// Whether somebody said how they went.
    pub(super) judged: bool,
    /// Whether all days that were counted lie in the window, so that no share was taken.
    pub(super) whole: bool,
}

/// What falls in the window; nothing if no counted day lies in it.
///
/// Which items of a count fall on which day nobody has said. Where only some of its days lie in the window, the share
/// of those days is taken, rounded up: of something that went wrong at least one counts in every window that
/// may hold it, and a window that begins a day later never gains one. What is as it stands on a day, such as
/// people or vendors, falls whole in the window that holds the last day.
pub(super) fn falls(counted: &Counted, window: Window, as_it_stands: bool) -> Option<Falls> {
    let conforming = counted.conforming.unwrap_or(counted.total);
    let all = Falls {
        total: counted.total,
        deviations: counted.total.saturating_sub(conforming),
        judged: counted.conforming.is_some(),
        whole: true,
    };
    if as_it_stands {
        return window.holds(counted.until).then_some(all);
    }
    let both = Window {
        start: window.start.max(counted.since),
        end: window.end.min(counted.until),
    };
    if both.end < both.start {
        return None;
    }
    let counted_days = Window {
        start: counted.since,
        end: counted.until,
    };
    let (days, of) = (u64::from(both.days()), u64::from(counted_days.days()));
    // At most the count itself, so it fits.
    let share = |n: u32| u32::try_from((u64::from(n) * days).div_ceil(of.max(1))).unwrap_or(n);
    Some(Falls {
        total: share(all.total),
        deviations: share(all.deviations),
        whole: days == of,
        ..all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(start: &str, end: &str) -> Window {
        Window {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        }
    }

    /// Twenty days, 10 items, 3 of them late.
    fn count() -> Counted {
        let Window { start, end } = window("2026-03-01", "2026-03-20");
        Counted {
            since: start,
            until: end,
            total: 10,
            conforming: Some(7),
        }
    }

    #[test]
    fn a_later_start_loses_them_little_by_little() {
        let in_window = |start: &str| {
            let found = falls(&count(), window(start, "2026-12-31"), false);
            found.map(|f| (f.total, f.deviations, f.whole))
        };
        assert_eq!(in_window("2026-01-01"), Some((10, 3, true)));
        assert_eq!(in_window("2026-03-01"), Some((10, 3, true)));
        assert_eq!(in_window("2026-03-02"), Some((10, 3, false)));
        assert_eq!(in_window("2026-03-11"), Some((5, 2, false)));
        assert_eq!(in_window("2026-03-20"), Some((1, 1, false)));
        assert_eq!(in_window("2026-03-21"), None);
    }

    #[test]
    fn a_window_that_ended_before_the_last_day_holds_its_share() {
        let found = falls(&count(), window("2025-10-01", "2026-03-10"), false).unwrap();
        assert_eq!((found.total, found.deviations, found.whole), (5, 2, false));
        assert_eq!(
            falls(&count(), window("2025-10-01", "2026-03-10"), true),
            None
        );
        assert_eq!(
            falls(&count(), window("2025-10-01", "2026-02-28"), false),
            None
        );
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let counted = Counted {
            total: u32::MAX,
            conforming: None,
            ..count()
        };
        let found = falls(&counted, window("2026-03-01", "2026-03-19"), false).unwrap();
        assert_eq!(found.total, 4_080_218_931);
        assert_eq!((found.deviations, found.judged), (0, false));
    }
}
