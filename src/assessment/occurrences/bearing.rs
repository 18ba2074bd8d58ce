//! Which evidence bears on a control, and why some of it cannot be used.

use super::NotCountedReason;
use crate::date::Date;
use crate::evidence::workpaper::{Span, Workpaper};
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::manifest::{Entry, Shows};

/// Evidence entries that name the control, with its workpapers in them.
pub(super) fn bearing<'e>(
    engagement: &'e Engagement<'_>,
    control: &'e Control,
) -> impl Iterator<Item = (&'e Entry, Vec<&'e Workpaper>)> {
    engagement.evidence.iter().filter_map(|entry| {
        let papers: Vec<&Workpaper> = entry
            .workpapers
            .iter()
            .filter(|w| w.control == control.id)
            .collect();
        (!papers.is_empty() || entry.controls.contains(&control.id)).then_some((entry, papers))
    })
}

/// Whether something on file, dated in the window (or the twelve months that end with it), shows that
/// the company checks the control and acts on misses, or that a system enforces it.
pub(super) fn assured(engagement: &Engagement<'_>, control: &Control) -> bool {
    let from = engagement
        .window()
        .end
        .plus_months(-12)
        .min(engagement.window().start);
    bearing(engagement, control).any(|(entry, _)| {
        entry.shows == Some(Shows::Assurance)
            && has_digest(entry)
            && unusable(entry.as_of, from, engagement.window().end, engagement).is_none()
    })
}

/// Why a record of this day cannot be used, if it cannot.
pub(super) fn unusable(
    day: Option<Date>,
    from: Date,
    until: Date,
    engagement: &Engagement<'_>,
) -> Option<NotCountedReason> {
    match day {
        None => Some(NotCountedReason::NoDate),
        Some(day) if day > engagement.as_of => Some(NotCountedReason::AfterAssessment),
        Some(day) if day < from || day > until => Some(NotCountedReason::OutsideWindow),
        Some(_) => None,
    }
}

pub(super) fn has_digest(entry: &Entry) -> bool {
    entry.file.as_ref().is_some_and(|f| f.sha256.is_some())
}

/// Whether a paper rests on a policy value, or a window, that is no longer the company's.
pub(super) fn other_policy(engagement: &Engagement<'_>, paper: &Workpaper) -> bool {
    let window = engagement.window();
    let moved = |w: &Span| (w.start, w.end) != (window.start, window.end);
    if paper.window.as_ref().is_some_and(moved) {
        return true;
    }
    paper.parameters.iter().any(|p| {
        engagement
            .policy_value(&p.id)
            .is_some_and(|now| now.value != p.value)
    })
}
