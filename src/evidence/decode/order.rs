//! Whether day or month comes first in a column: what its cells say together.

use super::times::Time;
use super::written::{Written, day};
use crate::date::Date;

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

impl Order {
    /// The day of two numbers and a year in this order; `None` where there is no such day.
    pub(super) fn day(self, first: u8, second: u8, year: u16) -> Option<Date> {
        match self {
            Self::DayFirst => day(year, second, first),
            Self::MonthFirst => day(year, first, second),
        }
    }
}

/// What the cells of one column say about the order of day and month.
///
/// A cell with a first number above 12 says day first, one with a second
/// number above 12 month first; the others fit both.
///
/// Never ask the cells of two columns together: exporters differ per column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Orders {
    day_first: bool,
    month_first: bool,
    open: bool,
}

/// The order of a whole column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderVerdict {
    /// Some cell says so, and none says the opposite.
    Known(Order),
    /// Some cells say day first and some month first: two hands wrote the column.
    Mixed,
    /// No cell says it, and some cells mean two days: somebody has to say it.
    Open,
    /// No cell has need of an order.
    None,
}

impl Orders {
    /// Takes a cell into account, as [`Time::parse`] gave it.
    pub(in crate::evidence) fn note(&mut self, time: &Time) {
        if let Time::Slashed { first, second, .. } = *time {
            self.note_numbers(first, second);
        }
    }

    /// Takes a cell into account, as [`in_cell`](super::written::in_cell) gave it.
    pub(crate) fn note_day(&mut self, written: Written) {
        if let Written::Open { first, second, .. } = written {
            self.note_numbers(first, second);
        }
    }

    fn note_numbers(&mut self, first: u8, second: u8) {
        match (first > 12, second > 12) {
            (true, false) => self.day_first = true,
            (false, true) => self.month_first = true,
            // Both above 12 is no day; equal parts are the same in either order.
            (true, true) => {}
            (false, false) => self.open |= first != second,
        }
    }

    /// What the cells noted say together.
    pub(crate) fn verdict(self) -> OrderVerdict {
        match (self.day_first, self.month_first, self.open) {
            (true, true, _) => OrderVerdict::Mixed,
            (true, false, _) => OrderVerdict::Known(Order::DayFirst),
            (false, true, _) => OrderVerdict::Known(Order::MonthFirst),
            (false, false, true) => OrderVerdict::Open,
            (false, false, false) => OrderVerdict::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::decode::times::Dialect;

    fn verdict(cells: &[&str]) -> OrderVerdict {
        let mut orders = Orders::default();
        for cell in cells {
            orders.note(&Time::parse(cell, &Dialect::PLAIN));
        }
        orders.verdict()
    }

    #[test]
    fn a_column_decides_its_order() {
        let (day, month) = (Order::DayFirst, Order::MonthFirst);
        assert_eq!(
            verdict(&["12/02/2025", "23/11/2009"]),
            OrderVerdict::Known(day)
        );
        assert_eq!(
            verdict(&["8/19/2021 1:25:31 PM", "3/12/2025"]),
            OrderVerdict::Known(month)
        );
        assert_eq!(
            verdict(&["23/11/2009", "11/23/2009", "1/2/2025"]),
            OrderVerdict::Mixed
        );
        assert_eq!(
            verdict(&["12/02/2025", "05/05/2025", "N/A"]),
            OrderVerdict::Open
        );
        assert_eq!(
            verdict(&[
                "05/05/2025",
                "13.02.2026",
                "2026-01-02",
                "Feb 03, 2026",
                "",
                "31/31/2026"
            ]),
            OrderVerdict::None
        );
    }
}
