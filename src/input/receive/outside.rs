//! What is asked about a file of another time than the window.

use crate::evidence::{AsOfBasis, Inspection, Workpaper};
use crate::input::answers::AssessmentFile;

/// The question that a file of another time raises.
///
/// - What lists events is of the days of its events, whenever it was made: it is asked about where none of them lies in
///   the window and nothing in it was tested. A part that lies in the window is tested; whether more is missing,
///   the test of completeness asks.
/// - What shows a day is asked about where that lies outside the window, unless all that was tested in it is of
///   the window: who had left in it, say, a list of accounts shows that was made after it.
pub(super) fn question(seen: &Inspection, file: &AssessmentFile) -> Option<String> {
    let window = file.profile.window;
    let between = format!("your window of {} to {}", window.start, window.end);
    let deciding = || seen.workpapers.iter().filter(|p| !p.observation);
    let shows_a_day = seen.asks_day || seen.as_of_basis == AsOfBasis::InFile;
    if !shows_a_day {
        let (first, last) = seen.period?;
        let outside = last < window.start || first > window.end;
        let tested = deciding().any(|p| p.tested > 0);
        return (outside && !tested).then(|| {
            format!(
                "What is in this file happened from {first} to {last}, outside {between}. Is there an export of the window?"
            )
        });
    }
    let day = seen.as_of.filter(|day| !window.holds(*day))?;
    let of_window = |p: &&Workpaper| p.window.is_some() || !p.periods.is_empty();
    let counts = day > window.end && day <= file.as_of;
    let (all, some) = (
        deciding().all(|p| of_window(&p)),
        deciding().any(|p| of_window(&p)),
    );
    match counts && some {
        true if all => None,
        true => Some(format!(
            "This file shows {day}, after {between}: how things stood on that day counts for nothing, and what it shows of \
             the window itself counts. Is there an export from inside the window as well?"
        )),
        false => Some(format!(
            "This file shows {day}, outside {between}: the report lists it and counts nothing in it. Is there an export \
             from inside the window?"
        )),
    }
}
