//! Controls with an occurrence for each event: hires, leavers, changes …

use super::bearing::unusable_paper;
use super::counted::{Falls, falls};
use super::{NotCountedReason, Occurrences, Shown, State, operating};
use crate::assessment::asked::Asked;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::answers::Counted;
use crate::input::control::Control;
use crate::input::engagement::{Data, ENOUGH_DAYS};
use crate::input::policy::PopulationUnit;

pub(super) fn events(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    all: &mut Occurrences,
) {
    let window = engagement.window();
    let counted = counted(engagement, asked, control);
    let inside = counted.and_then(|c| falls(c, window, is_stock(engagement, control)));
    let (total, basis) = size(engagement, control, counted, inside);
    all.population = total;
    all.basis = basis;
    let elapsed = (engagement.as_of.min(window.end).days_after(window.start) + 1).max(0);
    let elapsed = u64::try_from(elapsed).unwrap_or(0);
    let due = u64::from(all.population) * elapsed / u64::from(window.days().max(1));
    let due = u32::try_from(due).unwrap_or(u32::MAX);
    all.due_so_far = inside.map_or(due, |c| due.max(c.total));
    for (entry, papers) in operating(engagement, control) {
        if papers.is_empty() {
            all.leave_out(entry, NotCountedReason::NotTested, entry.as_of);
        }
        // Several procedures over one file test the same items: the most that any of them decided and found counts,
        // so that nothing counts twice.
        let (mut tested, mut deviations) = (0_u32, 0_u32);
        for paper in papers {
            if let Some(reason) = unusable_paper(engagement, paper) {
                all.leave_out(entry, reason, paper.as_of);
                continue;
            }
            tested = tested.max(paper.tested);
            deviations = deviations.max(paper.deviation_count());
            // A deviation from a default of ours obliges nobody to disclose it.
            all.known |= paper.deviations.iter().any(|d| !d.assumed);
        }
        all.decided = all.decided.saturating_add(tested);
        all.deviations = all.deviations.saturating_add(deviations);
        all.items.tested = all.items.tested.saturating_add(tested);
        all.items.conforming = all
            .items
            .conforming
            .saturating_add(tested.saturating_sub(deviations));
    }
    all.shown = Shown {
        decided: all.decided,
        deviations: all.deviations,
        due: all.decided,
    };
    all.add(State::Breached, all.deviations);
    all.add(State::Met, all.decided.saturating_sub(all.deviations));
    let mut claimed = 0;
    if let Some(said) = inside {
        // Breaches beyond those that evidence shows.
        let more = said.deviations.saturating_sub(all.deviations);
        let more = more.min(all.population.saturating_sub(all.decided));
        all.add(State::Breached, more);
        all.decided = all.decided.saturating_add(more);
        all.deviations = all.deviations.saturating_add(more);
        // A share of a count is no deviation that anybody knows of.
        all.known |= more > 0 && said.whole;
        all.shared |= more > 0 && !said.whole;
        if said.judged {
            claimed = said.total.saturating_sub(all.decided);
        }
    }
    all.add(State::Claimed, claimed);
    all.fill();
}

/// The count that an answer gives, the largest where several do.
fn counted<'e>(
    engagement: &Engagement<'_>,
    asked: &Asked<'e, '_>,
    control: &Control,
) -> Option<&'e Counted> {
    let counts = asked.data(control).filter_map(|data| match data {
        Data::Population(counted) if counted.until <= engagement.as_of => Some(counted),
        _ => None,
    });
    counts.max_by_key(|c| c.total)
}

/// N: what was stated for a year, else the rate that was counted, else the default by headcount.
fn size(
    engagement: &Engagement<'_>,
    control: &Control,
    counted: Option<&Counted>,
    inside: Option<Falls>,
) -> (u32, Basis) {
    let known = control
        .population
        .as_deref()
        .and_then(|id| engagement.population(id));
    let so_far = inside.map_or(0, |c| c.total);
    let (size, basis) = match (known, counted) {
        (Some(known), _) if known.basis == Basis::Stated => (known.value, Basis::Stated),
        // Nothing so far says little about what is to come: the default stands for the days that are left.
        (Some(known), Some(counted)) if counted.total == 0 => {
            let (days, left) = (engagement.window().days(), days_left(engagement));
            let to_come =
                (u64::from(known.value) * u64::from(left)).div_ceil(u64::from(days.max(1)));
            (u32::try_from(to_come).unwrap_or(u32::MAX), known.basis)
        }
        // A few days say nothing about a year.
        (Some(known), Some(counted)) if days(counted) < ENOUGH_DAYS => (known.value, known.basis),
        (_, Some(counted)) => (observed(engagement, control, counted), Basis::Stated),
        (Some(known), None) => (known.value, known.basis),
        (None, None) => (0, Basis::Assumed),
    };
    (size.max(so_far), basis)
}

/// Days of the window after the day of the assessment.
fn days_left(engagement: &Engagement<'_>) -> u32 {
    let window = engagement.window();
    let left = window
        .end
        .days_after(engagement.as_of.max(window.start.plus_days(-1)));
    u32::try_from(left.max(0)).unwrap_or(0)
}

/// Days that were counted.
fn days(counted: &Counted) -> i64 {
    counted.until.days_after(counted.since) + 1
}

/// What was counted, carried over the window: as it stands for a stock, at the same rate for events.
fn observed(engagement: &Engagement<'_>, control: &Control, counted: &Counted) -> u32 {
    if is_stock(engagement, control) {
        return counted.total;
    }
    let days = u64::try_from(days(counted)).unwrap_or(1).max(1);
    let over = u64::from(engagement.window().days());
    let n = (u64::from(counted.total) * over).div_ceil(days);
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether the control is about what is as it stands on a day, such as people or vendors.
fn is_stock(engagement: &Engagement<'_>, control: &Control) -> bool {
    let population = control.population.as_deref();
    let population = population.and_then(|id| engagement.catalogue.population(id));
    population.is_some_and(|p| p.unit == PopulationUnit::Stock)
}
