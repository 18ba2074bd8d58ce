//! What can no longer be had in a window, and what can still be put right before it begins.

use super::LostAt;
use crate::assessment::ControlAssessment;
use crate::input::Engagement;
use crate::input::control::Kind;

/// Known deviations of a window.
pub(super) struct Sunk {
    /// They lie in the window: it holds them for good.
    pub(super) lost: Vec<LostAt>,
    /// They are as things stand today, and the window has not begun.
    pub(super) to_put_right: Vec<LostAt>,
}

/// The known deviations of an engagement's window, by control in catalogue order.
///
/// A document is as it is today, whatever the window: one that is overdue is lost to a window that has
/// begun, and can be approved anew before one that has not.
pub(super) fn sunk(engagement: &Engagement<'_>, controls: &[ControlAssessment]) -> Sunk {
    let ahead = engagement.window().start > engagement.as_of;
    let mut sunk = Sunk {
        lost: Vec::new(),
        to_put_right: Vec::new(),
    };
    for control in controls {
        let count = control.occurrences.deviations;
        if count == 0 {
            continue;
        }
        let kind = engagement.catalogue.control(&control.id).map(|c| c.kind);
        let at = LostAt {
            control: control.id.clone(),
            count,
        };
        if ahead && kind == Some(Kind::Document) {
            sunk.to_put_right.push(at);
        } else {
            sunk.lost.push(at);
        }
    }
    sunk
}
