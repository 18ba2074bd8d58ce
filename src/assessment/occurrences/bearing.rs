//! Which evidence bears on a control, and why some of it cannot be used.

use super::NotCountedReason;
use crate::date::Date;
use crate::evidence::workpaper::{Span, Workpaper};
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::manifest::{Entry, Shows, superseding};

/// Evidence entries that name the control, with the workpapers in them that decide something of it.
///
/// A file that only gave rise to an observation decides nothing: it does not bear on the control.
/// Nor does one that another takes the place of.
pub(super) fn bearing<'e>(
    engagement: &'e Engagement<'_>,
    control: &'e Control,
) -> impl Iterator<Item = (&'e Entry, Vec<&'e Workpaper>)> {
    naming(engagement, control)
        .filter(|(entry, _)| superseding(&engagement.evidence, &entry.id).is_none())
}

/// Evidence entries that would bear on the control, were they not superseded.
pub(super) fn superseded<'e>(
    engagement: &'e Engagement<'_>,
    control: &'e Control,
) -> impl Iterator<Item = &'e Entry> {
    naming(engagement, control)
        .map(|(entry, _)| entry)
        .filter(|entry| superseding(&engagement.evidence, &entry.id).is_some())
}

fn naming<'e>(
    engagement: &'e Engagement<'_>,
    control: &'e Control,
) -> impl Iterator<Item = (&'e Entry, Vec<&'e Workpaper>)> {
    engagement.evidence.iter().filter_map(|entry| {
        let papers: Vec<&Workpaper> = entry
            .workpapers
            .iter()
            .filter(|w| w.control == control.id && !w.observation)
            .collect();
        let observed = |w: &Workpaper| w.control == control.id && w.observation;
        let listed = entry.controls.contains(&control.id) && !entry.workpapers.iter().any(observed);
        (!papers.is_empty() || listed).then_some((entry, papers))
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

pub(in crate::assessment) fn has_digest(entry: &Entry) -> bool {
    entry.file.as_ref().is_some_and(|f| f.sha256.is_some())
}

/// Whether a paper rests on a policy value, or a window, that is no longer the company's.
pub(super) fn other_policy(engagement: &Engagement<'_>, paper: &Workpaper) -> bool {
    let window = engagement.window();
    let moved = |w: &Span| (w.start, w.end) != (window.start, window.end);
    if paper.window.as_ref().is_some_and(moved) {
        return true;
    }
    other_values(engagement, paper)
}

/// Whether a paper rests on a policy value that is no longer the company's.
pub(super) fn other_values(engagement: &Engagement<'_>, paper: &Workpaper) -> bool {
    paper.parameters.iter().any(|p| {
        engagement
            .policy_value(&p.id)
            .is_some_and(|now| now.value != p.value)
    })
}

/// Why a paper about items of the window cannot be used, if it cannot: by the day of its file, or by the window that
/// it was done for.
pub(super) fn unusable_paper(
    engagement: &Engagement<'_>,
    paper: &Workpaper,
) -> Option<NotCountedReason> {
    let window = engagement.window();
    match (&paper.window, paper.as_of) {
        (Some(_), day) if day.is_none_or(|day| day <= engagement.as_of) => {
            other_policy(engagement, paper).then_some(NotCountedReason::OtherPolicy)
        }
        (_, day) => unusable(day, window.start, window.end, engagement),
    }
}
