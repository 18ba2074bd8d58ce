//! What test procedures did for a control in this window.

use serde::{Deserialize, Serialize};

use crate::assessment::ControlAssessment;
use crate::evidence::workpaper::{PeriodState, Workpaper};
use crate::input::Engagement;
use crate::input::manifest::{Entry, Shows, superseding};

/// The workpapers that decided something of the control in the window, each with the evidence that it is about.
pub(super) fn papers<'e>(
    engagement: &'e Engagement<'_>,
    control: &ControlAssessment,
) -> Vec<(&'e Entry, &'e Workpaper)> {
    let counts = |entry: &Entry| {
        let occurrences = &control.occurrences;
        let listed = occurrences.listed.iter();
        let tested = listed.filter(|o| o.tested && o.state.is_decided());
        let decided = tested
            .filter_map(|o| o.evidence.as_deref())
            .any(|id| id == entry.id);
        let left = occurrences
            .not_counted
            .iter()
            .any(|n| n.evidence == entry.id);
        // Of events no occurrence is listed: what was not left out counted.
        decided || (!left && occurrences.listed.is_empty())
    };
    let entries = engagement.evidence.iter();
    let entries = entries.filter(|e| {
        e.shows != Some(Shows::Assurance)
            && superseding(&engagement.evidence, &e.id).is_none()
            && counts(e)
    });
    entries
        .flat_map(|entry| entry.workpapers.iter().map(move |paper| (entry, paper)))
        .filter(|(_, paper)| paper.control == control.id && !paper.observation && decides(paper))
        .collect()
}

fn decides(paper: &Workpaper) -> bool {
    let told = |p: &crate::evidence::workpaper::PeriodFound| p.state != PeriodState::Undecided;
    paper.tested > 0 || paper.periods.iter().any(told)
}

/// What a test says of a control as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verdict {
    /// Everything that was due so far was tested, and nothing deviates.
    Held,
    /// A test found a deviation.
    Deviated,
    /// Part of it was tested: no finding either way.
    Open,
}

/// The verdict over a control; nothing where nothing of it was tested in this window.
pub(super) fn verdict(
    control: &ControlAssessment,
    papers: &[(&Entry, &Workpaper)],
) -> Option<Verdict> {
    let occurrences = &control.occurrences;
    if papers.is_empty() || occurrences.shown.decided == 0 {
        return None;
    }
    let listed = &occurrences.listed;
    let found = listed.iter().any(|o| o.tested && o.state.deviates());
    let events = listed.is_empty() && occurrences.shown.deviations > 0;
    if found || events {
        return Some(Verdict::Deviated);
    }
    let only_tested = listed.iter().all(|o| !o.state.is_decided() || o.tested);
    let undecided = papers.iter().any(|(_, paper)| paper.undecided_count() > 0);
    let shown = occurrences.shown;
    let whole = occurrences.due_so_far > 0
        && shown.decided >= occurrences.due_so_far
        && shown.due >= occurrences.due_so_far
        && occurrences.deviations == 0
        && !occurrences.size_open
        && occurrences.disputed.is_empty()
        && only_tested
        && !undecided;
    Some(if whole { Verdict::Held } else { Verdict::Open })
}
