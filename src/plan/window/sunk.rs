//! What can no longer be had in a window, and what can still be put right before it begins.

use super::LostAt;
use crate::assessment::{ControlAssessment, controls_alone};
use crate::input::Engagement;
use crate::input::answers::Window;
use crate::input::control::Kind;

/// Known deviations of a window.
pub(super) struct Sunk {
    /// They lie in the window: it holds them for good.
    pub(super) lost: Vec<LostAt>,
    /// They are as things stand today, and the window has not begun.
    pub(super) to_put_right: Vec<LostAt>,
}

/// Settings that were found to deviate in the year before the assessment. A setting stays as it is until
/// somebody changes it, so a later start of the window does not put it right; whether it was changed since is
/// for the company to say, with a look at it before the window begins.
pub(super) fn standing(engagement: &Engagement<'_>) -> Vec<LostAt> {
    let year = Window {
        start: engagement.as_of.plus_months(-12).plus_days(1),
        end: engagement.as_of,
    };
    let Some(year) = engagement.with_window(year) else {
        return Vec::new();
    };
    let is_setting = |id: &str| {
        let control = engagement.catalogue.control(id);
        control.is_some_and(|c| c.kind == Kind::Configuration)
    };
    controls_alone(&year)
        .iter()
        .filter(|c| c.occurrences.deviations > 0 && is_setting(&c.id))
        .map(|c| LostAt {
            control: c.id.clone(),
            count: c.occurrences.deviations,
        })
        .collect()
}

/// The known deviations of an engagement's window, by control in catalogue order.
///
/// A document or a setting is as it is today, whatever the window: what deviates is lost to a window that has
/// begun, and can be put right before one that has not.
///
/// * `standing`: the settings that deviate as far as is known.
pub(super) fn sunk(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    standing: &[LostAt],
) -> Sunk {
    let Window { start, end } = engagement.window();
    let ahead = start > engagement.as_of;
    let over = end < engagement.as_of;
    let mut sunk = Sunk {
        lost: Vec::new(),
        to_put_right: Vec::new(),
    };
    let mut known: Vec<LostAt> = controls
        .iter()
        .map(|c| LostAt {
            control: c.id.clone(),
            count: c.occurrences.deviations,
        })
        .collect();
    // A setting that only a file from before the window speaks of is not looked at in it, and is as it is.
    for still in standing.iter().filter(|_| !over) {
        match known.iter_mut().find(|at| at.control == still.control) {
            Some(at) => at.count = at.count.max(still.count),
            None => known.push(still.clone()),
        }
    }
    for at in known.into_iter().filter(|at| at.count > 0) {
        let kind = engagement.catalogue.control(&at.control).map(|c| c.kind);
        if ahead && matches!(kind, Some(Kind::Document | Kind::Configuration)) {
            sunk.to_put_right.push(at);
        } else {
            sunk.lost.push(at);
        }
    }
    sunk
}
