//! Periods that test procedures decided.

use super::bearing::other_values;
use super::periodic::Calendar;
use super::{NotCountedReason, Occurrence, Occurrences, Source, State, operating};
use crate::evidence::workpaper::{PeriodFound, PeriodState, Workpaper};
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::manifest::Entry;

/// Puts what workpapers found of each period into its place.
///
/// Where several speak of one period, each may have looked at other systems: what is missing in one is missing, and
/// what one leaves open stays open.
///
/// * `closed`: the periods of which the company says that they were missed or late.
pub(super) fn observe(
    engagement: &Engagement<'_>,
    control: &Control,
    calendar: &Calendar,
    closed: &[bool],
    known: &mut [Option<Occurrence>],
    all: &mut Occurrences,
) {
    let mut found: Vec<(&Entry, &Workpaper)> = Vec::new();
    for (entry, papers) in operating(engagement, control) {
        for paper in papers {
            let reason = if other_values(engagement, paper) {
                NotCountedReason::OtherPolicy
            } else if paper.as_of.is_some_and(|day| day > engagement.as_of) {
                NotCountedReason::AfterAssessment
            } else if paper.periods.is_empty() {
                NotCountedReason::NothingToTest
            } else {
                found.push((entry, paper));
                continue;
            };
            all.leave_out(entry, reason, paper.as_of);
        }
    }
    for ((period, slot), closed) in calendar.periods.iter().zip(known).zip(closed) {
        let id = period.id();
        let here = found.iter().flat_map(|(entry, paper)| {
            let periods = paper.periods.iter().filter(|p| p.period == id);
            periods.map(move |p| (*entry, *paper, p))
        });
        // What was done after the day of the assessment is not known on it; nor is anything missed before its time.
        let known_by_then = |p: &PeriodFound| match p.state {
            PeriodState::Missed => calendar.is_due(period),
            _ => p.done.is_none_or(|day| day <= engagement.as_of),
        };
        let worst = here
            .filter(|(_, _, p)| known_by_then(p))
            .min_by_key(|(_, _, p)| p.state.rank());
        let Some((entry, paper, at)) = worst else {
            continue;
        };
        let state = match at.state {
            PeriodState::OnTime => State::OnTime,
            PeriodState::Late => State::Late,
            PeriodState::Missed => State::Missed,
            PeriodState::Undecided => continue,
        };
        if *closed && !state.deviates() {
            all.disputed.push(entry.id.clone());
        }
        let by_default = calendar.assumed
            || (!paper.deviations.is_empty() && paper.deviations.iter().all(|d| d.assumed));
        *slot = Some(Occurrence {
            label: period.label(),
            state,
            source: Source::Observed,
            evidence: Some(entry.id.clone()),
            tested: true,
            assumed: state.deviates() && by_default,
            place: None,
        });
    }
}

impl PeriodState {
    /// What weighs more than what, where several files speak of one period.
    fn rank(self) -> u8 {
        match self {
            Self::Missed => 0,
            Self::Late => 1,
            Self::Undecided => 2,
            Self::OnTime => 3,
        }
    }
}
