//! What to fix first: the fixes that remove most expected exceptions within a budget of person-days.
//!
//! A fix of a control takes effort, in person-days, and lead time, in weeks, from the day of the assessment. Once
//! it has ended, the control runs at level 4, or at its own where that is higher; until then as
//! today. What has deviated is sunk, and nothing gets worse by fixing.
//!
//! Lead times run side by side, and a fix starts when those that it needs have ended. A set of fixes must hold
//! what they need, as far as that does not run already ([`CARRIES_FROM`]). Therefore the day on which a fix
//! ends follows from the dependencies alone: it starts when the last of what it needs has ended, all
//! of that is in every set that it is in, and by induction those days are the same in every set. So
//! is the number of undecided occurrences after that day, and with it what the fix removes. What is
//! left to choose is a knapsack with constant values and prerequisites, which [`knapsack`] solves.
//!
//! What a fix removes is the chance that an exception is noted at its control, today less after the fix, times
//! the weight of the control's severity. Chances are those of the [`Examination`] that is given.
//!
//! # Which fixes are looked at
//!
//! Those of controls that deviate, or were answered for and are not certainly claimed at level 4: at a
//! control that runs at 4 by the answers the work is to show it, and not to fix it. Beside them what
//! they need, asked about or not; a control that nobody asked about counts as not running.

mod benefit;
mod due;
pub mod knapsack;
mod order;
mod outcome;
mod schedule;
mod shares;

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::date::Date;
use crate::input::Engagement;
use crate::risk::Examination;
use crate::sorting::Gathering;
use benefit::Effect;
use schedule::Node;

pub use outcome::{
    Chosen, Due, Fix, Fixes, OpinionEffect, OpinionShare, Point, Rate, Reason, Step, TooLate, Why,
};
pub use schedule::CARRIES_FROM;
pub use shares::{EXACT_UP_TO, PAIRS, SEED};

/// What there is to spend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Person-days in all; `None` for as many as it takes.
    pub person_days: Option<u32>,
    /// The last day on which a fix may end; `None` for the last day of the window.
    pub until: Option<Date>,
}

/// What to fix first. Cannot fail.
///
/// Takes some milliseconds, most of it for the shares of the opinion; not for every keystroke.
///
/// * `examination`: of the same engagement and assessment, under any assumptions.
#[must_use]
pub fn fixes(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    examination: &Examination<'_>,
    limits: Limits,
) -> Fixes {
    let until = limits.until.unwrap_or(engagement.window().end);
    let nodes = schedule::schedule(engagement, assessment);
    let effects = benefit::effects(engagement, examination, &nodes, until);
    let fixes = listed(engagement.as_of, &nodes, &effects);
    let place: BTreeMap<&str, usize> = fixes
        .iter()
        .enumerate()
        .map(|(i, f)| (f.control.as_str(), i))
        .keyed();
    let examined: BTreeMap<&str, &Effect> = nodes
        .iter()
        .zip(&effects)
        .filter_map(|(n, e)| Some((n.control.id.as_str(), e.as_ref()?)))
        .keyed();
    let places = |ids: &[String]| -> Vec<usize> {
        ids.iter()
            .filter_map(|id| place.get(id.as_str()).copied())
            .collect()
    };
    let items: Vec<knapsack::Item> = fixes
        .iter()
        .map(|fix| knapsack::Item {
            effort: fix.effort_days,
            value: examined.get(fix.control.as_str()).map_or(0, |e| e.units()),
            needs: places(&fix.prerequisites),
        })
        .collect();
    let front = knapsack::front(&items, knapsack::WORK);
    let budget = limits.person_days.unwrap_or(u32::MAX);
    let set: Vec<&Fix> = front.at(budget).map_or_else(Vec::new, |(point, _)| {
        point.items.iter().filter_map(|i| fixes.get(*i)).collect()
    });
    let gap = front.at(budget).map_or(0.0, |(point, bound)| {
        benefit::exceptions(bound - point.value)
    });
    let order = order::order(&set);
    let players: Vec<shares::Player<'_>> = order
        .iter()
        .filter_map(|step| fixes.get(*place.get(step.control.as_str())?))
        .map(|fix| shares::Player {
            id: &fix.control,
            change: examined
                .get(fix.control.as_str())
                .map(|e| (e.examined, e.fixed)),
            above: order
                .iter()
                .enumerate()
                .filter(|(_, step)| fix.prerequisites.contains(&step.control))
                .map(|(i, _)| i)
                .collect(),
        })
        .collect();
    let opinion = shares::effect(examination, &players);
    let points = front.points.iter().map(|point| Point {
        person_days: point.effort,
        removed: removed(point.items.iter().filter_map(|i| fixes.get(*i))),
        fixes: point
            .items
            .iter()
            .filter_map(|i| Some(fixes.get(*i)?.control.clone()))
            .collect(),
        gap: benefit::exceptions(point.bound_until_next - point.value),
        proven: point.bound_until_next == point.value,
    });
    Fixes {
        from: engagement.as_of,
        until,
        budget: limits.person_days,
        expected: benefit::expected(examination),
        front: points.collect(),
        chosen: Chosen {
            person_days: set.iter().map(|f| f.effort_days).sum(),
            removed: removed(set.iter().copied()),
            gap,
            proven: gap <= 0.0,
            order,
            opinion,
        },
        too_late: benefit::too_late(&nodes, &effects),
        waits_for_itself: nodes
            .iter()
            .filter(|n| n.span.is_none())
            .map(|n| n.control.id.clone())
            .collect(),
        fixes,
    }
}

/// What fixes remove together. From 0 up: a sum of nothing would be −0.
fn removed<'f>(fixes: impl Iterator<Item = &'f Fix>) -> f64 {
    fixes.fold(0.0, |sum, fix| sum + fix.removed)
}

/// The wanted fixes that help, and what they need.
fn listed(from: Date, nodes: &[Node<'_>], effects: &[Option<Effect>]) -> Vec<Fix> {
    let mut helps = vec![false; nodes.len()];
    let mut needed = vec![false; nodes.len()];
    for (i, (node, effect)) in nodes.iter().zip(effects).enumerate() {
        if effect
            .as_ref()
            .is_some_and(|e| e.wanted && e.in_vain.is_none())
        {
            if let Some(slot) = helps.get_mut(i) {
                *slot = true;
            }
            for above in &node.above {
                if let Some(slot) = needed.get_mut(*above) {
                    *slot = true;
                }
            }
        }
    }
    let listed = nodes.iter().zip(effects).zip(helps.iter().zip(&needed));
    let listed = listed.filter(|(_, (helps, needed))| **helps || **needed);
    let fix = |((node, effect), (helps, _)): ((&Node<'_>, &Option<Effect>), (&bool, _))| {
        let (start, end) = node.span?;
        let takes = end.days_after(from);
        let effect = effect.as_ref();
        // As far as the end can be put off, so can the start.
        let last_ends = effect.and_then(|e| e.last_ends);
        let starts = last_ends.map(|(full, any)| (full.plus_days(-takes), any.plus_days(-takes)));
        let ids = node.above.iter().filter_map(|i| nodes.get(*i));
        Some(Fix {
            control: node.control.id.clone(),
            effort_days: node.control.effort_days,
            lead_weeks: node.control.lead_weeks,
            prerequisites: ids.map(|n| n.control.id.clone()).collect(),
            start,
            end,
            days_until_end: u32::try_from(takes).unwrap_or(0),
            start_by: starts.map(|(full, _)| full),
            last_start: starts.map(|(_, any)| any),
            population: effect.map_or(0, |e| e.population),
            undecided: effect.map_or(0, |e| e.undecided),
            still_due: effect.map_or(0, |e| e.still_due),
            noted: effect.map_or(0.0, |e| e.today.p_noted),
            noted_after: effect.map_or(0.0, |e| e.fixed.p_noted),
            sunk: effect.map_or(0.0, |e| e.sunk),
            weight: effect.map_or(0.0, |e| e.weight),
            removed: effect.map_or(0.0, Effect::removed),
            only_needed: !helps,
        })
    };
    listed.filter_map(fix).collect()
}
