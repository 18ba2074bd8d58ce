//! What the procedures over registers and findings have in common: one row cited, the periods that are due, days.

use super::audit::Audit;
use crate::date::Date;
use crate::evidence::canonical::{At, Stamp};
use crate::evidence::decode::times::Time;
use crate::evidence::draft::{Cite, Found};
use crate::evidence::terms::{DuePeriod, Terms};

/// What was found of one row, with its cells.
pub(super) fn found(file: usize, at: &At, text: impl Into<String>) -> Found<'_> {
    Found {
        row: at.row,
        text: text.into(),
        assumed: false,
        cites: vec![Cite::Record { file, at }],
    }
}

/// What was found of something that stands in no row.
pub(super) fn absent<'a>(text: impl Into<String>) -> Found<'a> {
    Found {
        row: 0,
        text: text.into(),
        assumed: false,
        cites: Vec::new(),
    }
}

/// The periods in which the first control that a procedure decides is due.
pub(super) fn due_periods<'t>(terms: &'t Terms, procedure: &str) -> &'t [DuePeriod] {
    let mut controls = terms.decided_by(procedure).iter();
    let periods = controls.find_map(|control| terms.periods.get(control));
    periods.map_or(&[], Vec::as_slice)
}

/// First and last day that a time may mean.
pub(super) fn days(audit: &Audit<'_>, stamp: Stamp) -> Option<(Date, Date)> {
    stamp.time.days(&audit.zone)
}

/// Whether a column is there and the cell holds nothing.
pub(super) fn is_blank(stamp: Stamp) -> bool {
    stamp.time == Time::Nothing && stamp.column != u16::MAX
}

/// Whether a file has no such column.
pub(super) fn is_untold(stamp: Stamp) -> bool {
    stamp.column == u16::MAX
}

/// Fewest and most days from one time to another.
pub(super) fn between(from: (Date, Date), to: (Date, Date)) -> (i64, i64) {
    (to.0.days_after(from.1), to.1.days_after(from.0))
}

/// Whether a count of days that is known within limits is within what is allowed; nothing where it depends on the zone.
pub(super) fn within(age: (i64, i64), allowed: u32) -> Option<bool> {
    let allowed = i64::from(allowed);
    if age.1 <= allowed {
        Some(true)
    } else if age.0 > allowed {
        Some(false)
    } else {
        None
    }
}
