//! The calendar of a window: the periods in which a control is due, and the quarters of the window itself.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::answers::Window;
use super::control::Cadence;
use crate::date::Date;

/// A period of a periodic control. Its words are made when they are asked for: a year has 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    cadence: Cadence,
    /// First day.
    pub start: Date,
    /// The day it is due.
    pub end: Date,
}

impl Period {
    /// Id in answers and evidence, such as `2026-q3`.
    #[must_use]
    pub fn id(&self) -> String {
        match self.cadence {
            Cadence::Annual => format!("12-months-to-{}", self.end),
            Cadence::SemiAnnual => format!("6-months-to-{}", self.end),
            Cadence::Weekly => format!("week-to-{}", self.end),
            _ => self.label().to_lowercase(),
        }
    }

    /// For people, such as `2026-Q3`.
    #[must_use]
    pub fn label(&self) -> String {
        let (year, month, _) = self.start.parts();
        match self.cadence {
            Cadence::Annual => format!("12 months to {}", self.end),
            Cadence::SemiAnnual => format!("6 months to {}", self.end),
            Cadence::Quarterly => format!("{year}-Q{}", (month + 2) / 3),
            Cadence::Monthly => format!("{year}-{month:02}"),
            Cadence::Weekly => format!("week to {}", self.end),
            Cadence::Daily => self.end.to_string(),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut period = serializer.serialize_struct("Period", 4)?;
        period.serialize_field("id", &self.id())?;
        period.serialize_field("label", &self.label())?;
        period.serialize_field("start", &self.start)?;
        period.serialize_field("end", &self.end)?;
        period.end()
    }
}

/// The periods whose due date lies in the window.
///
/// Annual and semi-annual ones are counted back from the end of the window, so
/// that a shorter window still holds the one that was due in the 12 (6) months
/// ending with it. The others follow the calendar.
#[must_use]
pub fn periods(cadence: Cadence, window: Window) -> Vec<Period> {
    let back = |months: i64| {
        let mut found: Vec<Period> = Vec::new();
        let mut i = 0;
        loop {
            let end = window
                .end
                .plus_days(1)
                .plus_months(-months * i)
                .plus_days(-1);
            // The calendar has a first day, at which going back stands still.
            if found
                .last()
                .is_some_and(|p| end < window.start || end >= p.end)
            {
                break;
            }
            let start = window.end.plus_days(1).plus_months(-months * (i + 1));
            found.push(Period {
                cadence,
                start,
                end,
            });
            i += 1;
        }
        found.reverse();
        found
    };
    let calendar = |months: i64| {
        let (year, month, _) = window.start.parts();
        let first = (month - 1) / months * months + 1;
        let mut found = Vec::new();
        let Ok(mut start) = Date::new(year, first, 1) else {
            return found;
        };
        loop {
            let next = start.plus_months(months);
            let end = next.plus_days(-1);
            if end > window.end || next <= start {
                return found;
            }
            found.push(Period {
                cadence,
                start,
                end,
            });
            start = next;
        }
    };
    match cadence {
        Cadence::Annual => back(12),
        Cadence::SemiAnnual => back(6),
        Cadence::Quarterly => calendar(3),
        Cadence::Monthly => calendar(1),
        Cadence::Weekly => {
            let first_sunday = window.start.plus_days(7 - window.start.weekday());
            steps(first_sunday, 7, window.end)
                .map(|end| Period {
                    cadence,
                    start: end.plus_days(-6),
                    end,
                })
                .collect()
        }
        Cadence::Daily => steps(window.start, 1, window.end)
            .map(|day| Period {
                cadence,
                start: day,
                end: day,
            })
            .collect(),
    }
}

fn steps(first: Date, days: i64, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), move |d| {
        Some(d.plus_days(days)).filter(|next| next > d)
    })
    .take_while(move |d| *d <= last)
}

/// The quarters of the window: pieces of three months from its first day.
#[must_use]
pub fn quarters(window: Window) -> Vec<Window> {
    let mut found = Vec::new();
    for i in 0.. {
        let start = window.start.plus_months(3 * i);
        // A rest of less than half a quarter belongs to the one before it, so
        // that 181 days are two quarters and not three.
        if i > 0 && window.end.days_after(start) < 45 {
            break;
        }
        found.push(Window {
            start,
            end: window.start.plus_months(3 * (i + 1)).plus_days(-1),
        });
    }
    if let Some(last) = found.last_mut() {
        last.end = window.end;
    }
    found
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

    fn labels(cadence: Cadence, window: Window) -> Vec<String> {
        periods(cadence, window)
            .into_iter()
            .map(|p| p.label())
            .collect()
    }

    #[test]
    fn an_annual_control_is_due_once_in_the_twelve_months_that_end_with_the_window() {
        let found = periods(Cadence::Annual, window("2026-09-15", "2027-03-14"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].start.to_string(), "2026-03-15");
        assert_eq!(found[0].end.to_string(), "2027-03-14");
        assert_eq!(
            periods(Cadence::Annual, window("2026-01-01", "2026-12-31")).len(),
            1
        );
        assert_eq!(
            periods(Cadence::SemiAnnual, window("2026-01-01", "2026-12-31")).len(),
            2
        );
    }

    #[test]
    fn calendar_periods_count_when_their_last_day_lies_in_the_window() {
        let six_months = window("2026-09-15", "2027-03-14");
        assert_eq!(
            labels(Cadence::Quarterly, six_months),
            ["2026-Q3", "2026-Q4"]
        );
        assert_eq!(labels(Cadence::Monthly, six_months).len(), 6);
        assert_eq!(labels(Cadence::Weekly, six_months).len(), 26);
        assert_eq!(labels(Cadence::Daily, six_months).len(), 181);
        assert!(labels(Cadence::Quarterly, window("2026-10-05", "2026-12-20")).is_empty());
    }

    #[test]
    fn quarters_of_the_window_cover_it_without_gaps() {
        for (start, end, expected) in [
            ("2026-09-15", "2027-03-14", 2),
            ("2026-01-01", "2026-12-31", 4),
            ("2026-01-01", "2026-01-01", 1),
            ("2025-11-30", "2026-11-29", 4),
        ] {
            let window = window(start, end);
            let found = quarters(window);
            assert_eq!(found.len(), expected, "{start}");
            assert_eq!(found[0].start, window.start);
            assert_eq!(found[found.len() - 1].end, window.end);
            for pair in found.windows(2) {
                assert_eq!(pair[0].end.plus_days(1), pair[1].start);
            }
        }
    }
}
