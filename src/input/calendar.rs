//! When a periodic control is due: its cadence, its days of grace, and the periods as test procedures take them.

use super::answers::Profile;
use super::catalogue::Catalogue;
use super::control::{Cadence, Control};
use super::engagement::{Sourced, policy_value};
use super::periods::periods;
use crate::evidence::DuePeriod;
use crate::evidence::workpaper::Basis;

/// Days after the end of a period in which its performance still counts as on time.
const GRACE: &str = "review-grace-days";

/// How often a periodic control is due by the company's own rules, or by the default, marked.
pub(super) fn cadence(profile: &Profile, control: &Control) -> (Cadence, Basis) {
    match profile.cadences.iter().find(|c| c.control == control.id) {
        Some(stated) => (stated.cadence, Basis::Stated),
        None => (control.cadence.unwrap_or(Cadence::Annual), Basis::Assumed),
    }
}

/// Days of grace after a period of this cadence.
pub(super) fn grace(profile: &Profile, catalogue: &Catalogue, cadence: Cadence) -> Option<Sourced> {
    match cadence {
        // Two weeks of grace for something that is due every week would be no cadence at all.
        Cadence::Daily | Cadence::Weekly => None,
        _ => policy_value(profile, catalogue, GRACE),
    }
}

/// The periods in which a control is due in the window.
pub(super) fn due(profile: &Profile, catalogue: &Catalogue, control: &Control) -> Vec<DuePeriod> {
    let (cadence, _) = cadence(profile, control);
    let grace = grace(profile, catalogue, cadence).map_or(0, |g| i64::from(g.value));
    let due = periods(cadence, profile.window).into_iter();
    due.map(|period| DuePeriod {
        id: period.id(),
        label: period.label(),
        start: period.start,
        end: period.end,
        due: period.end.plus_days(grace),
    })
    .collect()
}
