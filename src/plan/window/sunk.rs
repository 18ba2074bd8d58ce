//! What can no longer be had in a window, and what can still be put right before it begins.

use super::LostAt;
use crate::assessment::{ControlAssessment, controls_alone};
use crate::input::Engagement;
use crate::input::answers::Window;
use crate::input::control::{Control, Kind};
use crate::input::policy::PopulationUnit;

/// Known deviations of a window.
pub(super) struct Sunk {
    /// They lie in the window: it holds them for good.
    pub(super) lost: Vec<LostAt>,
    /// They are as things stand today, and the window has not begun.
    pub(super) to_put_right: Vec<LostAt>,
}

/// What was found to deviate in the year before the assessment and stays as it is until somebody changes it,
/// in catalogue order: settings, and items of a stock, such as a vendor never reviewed. A later start of the
/// window does not put it right; whether it was changed since is for the company to show before the
/// window begins.
pub(super) fn standing(engagement: &Engagement<'_>) -> Vec<LostAt> {
    let year = Window {
        start: engagement.as_of.plus_months(-12).plus_days(1),
        end: engagement.as_of,
    };
    let Some(year) = engagement.with_window(year) else {
        return Vec::new();
    };
    let found = deviations(&controls_alone(&year));
    let stays = |at: &LostAt| {
        let control = engagement.catalogue.control(&at.control);
        control.is_some_and(|c| stays(engagement, c))
    };
    found.into_iter().filter(stays).collect()
}

/// Whether what deviates at a control goes on deviating until it is put right: unlike a missed period or a late
/// leaver, which are over and done.
fn stays(engagement: &Engagement<'_>, control: &Control) -> bool {
    let population = control.population.as_deref();
    let population = population.and_then(|id| engagement.catalogue.population(id));
    let stock = population.is_some_and(|p| p.unit == PopulationUnit::Stock);
    stock || matches!(control.kind, Kind::Document | Kind::Configuration)
}

/// The controls with a deviation that is known, in the order given.
fn deviations(controls: &[ControlAssessment]) -> Vec<LostAt> {
    let all = controls.iter().map(|c| LostAt {
        control: c.id.clone(),
        count: c.occurrences.deviations,
    });
    all.filter(|at| at.count > 0).collect()
}

/// The known deviations of an engagement's window, by control in catalogue order.
///
/// What stays as it is deviates in every window that is not over: it is lost to one that has begun, and can
/// be put right before one that has not.
///
/// * `standing`: what stays as it is, as far as is known.
pub(super) fn sunk(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    standing: &[LostAt],
) -> Sunk {
    let Window { start, end } = engagement.window();
    let ahead = start > engagement.as_of;
    let over = end < engagement.as_of;
    let here = deviations(controls);
    let count = |list: &[LostAt], id: &str| {
        let found = list.iter().find(|at| at.control == id);
        found.map_or(0, |at| at.count)
    };
    let mut sunk = Sunk {
        lost: Vec::new(),
        to_put_right: Vec::new(),
    };
    for (_, control) in &engagement.catalogue.controls {
        let still = if over {
            0
        } else {
            count(standing, &control.id)
        };
        let at = LostAt {
            control: control.id.clone(),
            count: count(&here, &control.id).max(still),
        };
        match at.count {
            0 => {}
            _ if ahead && stays(engagement, control) => sunk.to_put_right.push(at),
            _ => sunk.lost.push(at),
        }
    }
    sunk
}
