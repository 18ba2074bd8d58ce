//! Configuration controls: one occurrence for each system and quarter of the window.

use std::collections::{BTreeMap, BTreeSet};

use super::bearing::{other_policy, unusable};
use super::{NotCountedReason, Occurrence, Occurrences, Source, State, count, operating};
use crate::assessment::asked::Asked;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::answers::{SystemState, Window};
use crate::input::control::Control;
use crate::input::engagement::{Data, Sourced};
use crate::input::periods::quarters;

/// How the label of an occurrence in a quarter ends, the first quarter being 0.
pub(crate) fn of_quarter(i: usize) -> String {
    format!(", quarter {} of the window", i + 1)
}

pub(super) fn configuration(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    all: &mut Occurrences,
) {
    let quarters = quarters(engagement.window());
    // The latest state by system and quarter; a nonconformity anywhere in the
    // quarter stays one, since it has to be disclosed.
    let mut decided: BTreeMap<(String, usize), Occurrence> = BTreeMap::new();
    for (entry, papers) in operating(engagement, control) {
        if papers.is_empty() {
            all.leave_out(entry, NotCountedReason::NotTested, entry.as_of);
        }
        for paper in papers {
            let day = paper.as_of;
            if let Some(reason) = unusable(
                day,
                engagement.window().start,
                engagement.window().end,
                engagement,
            ) {
                all.leave_out(entry, reason, day);
            } else if other_policy(engagement, paper) {
                all.leave_out(entry, NotCountedReason::OtherPolicy, day);
            } else if paper.tested == 0 {
                all.leave_out(entry, NotCountedReason::NothingToTest, day);
            } else if paper.deviation_count() == 0 && paper.undecided_count() > 0 {
                all.leave_out(entry, NotCountedReason::SomeUndecided, day);
            } else if let Some(i) = day.and_then(|d| quarters.iter().position(|q| q.holds(d))) {
                let deviations = paper.deviation_count();
                all.items.tested = all.items.tested.saturating_add(paper.tested);
                all.items.conforming = all
                    .items
                    .conforming
                    .saturating_add(paper.tested.saturating_sub(deviations));
                let state = if deviations == 0 {
                    State::Conforms
                } else {
                    State::DoesNot
                };
                let occurrence = Occurrence {
                    label: format!("{}{}", paper.system, of_quarter(i)),
                    state,
                    source: Source::Observed,
                    evidence: Some(entry.id.clone()),
                    tested: true,
                    assumed: deviations > 0 && paper.deviations.iter().all(|d| d.assumed),
                    place: Some(i),
                };
                let known = decided
                    .entry((paper.system.clone(), i))
                    .or_insert(occurrence.clone());
                if state.deviates() && (known.assumed || !known.state.deviates()) {
                    *known = occurrence;
                }
            }
        }
    }
    let seen: BTreeSet<&String> = decided.keys().map(|(s, _)| s).collect();
    let named = named_systems(asked, control);
    let systems = match named {
        Some(n) => Some(Sourced {
            value: n,
            basis: Basis::Stated,
        }),
        None => control
            .population
            .as_deref()
            .and_then(|id| engagement.population(id)),
    };
    let stated = systems.map_or(1, |s| s.value).max(1);
    let systems_count = stated.max(count(seen.len()));
    all.basis = systems.map_or(Basis::Assumed, |s| s.basis);
    all.population = systems_count.saturating_mul(count(quarters.len()));
    let begun = quarters
        .iter()
        .filter(|q| q.start <= engagement.as_of)
        .count();
    all.due_so_far = systems_count.saturating_mul(count(begun));
    if engagement.profile.report_type == 1 {
        // One day is examined: of each system, only what was seen last.
        let last = decided.clone();
        decided.retain(|(system, i), _| !last.keys().any(|(s, j)| s == system && j > i));
    }
    all.listed = decided.into_values().collect();
    say(engagement, control, asked, &quarters, all);
    // Several questions may name more systems than the company counted.
    let named = count(all.listed.len());
    all.population = all.population.max(named);
    all.due_so_far = all.due_so_far.max(named);
    all.tally();
    all.count_states();
}

/// Systems in scope of the control, where a question names them one by one.
fn named_systems(asked: &Asked<'_, '_>, control: &Control) -> Option<u32> {
    let counts = asked.data(control).filter_map(|data| match data {
        Data::Systems(said) => {
            let here = said.iter().filter(|s| s.state != SystemState::NotHere);
            Some(count(here.count()))
        }
        _ => None,
    });
    counts.max().filter(|n| *n > 0)
}

/// What was said about the settings, each in the quarter of the day on which somebody looked: not as
/// required, or claimed to be. Whoever gave no day speaks of the day of the assessment.
fn say(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    quarters: &[Window],
    all: &mut Occurrences,
) {
    let shown_wrong = all.listed.iter().any(|o| o.state.deviates());
    for (answered, given) in asked.deciding(control) {
        let day = match given.data {
            Data::AsOf(day) => day,
            _ => engagement.as_of,
        };
        let Some(i) = quarters.iter().position(|q| q.holds(day)) else {
            continue;
        };
        let mut told = |what: &str, state: State| {
            all.listed.push(Occurrence {
                label: format!("{what}{}", of_quarter(i)),
                state,
                source: Source::Stated,
                evidence: None,
                tested: false,
                assumed: false,
                place: Some(i),
            });
        };
        match &given.data {
            Data::Systems(said) => {
                for item in &answered.question.items {
                    let state = said.iter().find(|s| s.system == item.id).map(|s| s.state);
                    match state {
                        Some(SystemState::Conforms) => told(&item.text, State::Claimed),
                        Some(SystemState::DoesNot) => told(&item.text, State::DoesNot),
                        _ => {}
                    }
                }
            }
            // Evidence of a nonconformity already says what the answer says.
            _ if given.choice.is_some_and(|c| c.nonconforming) && !shown_wrong => {
                told("by your answer", State::DoesNot);
            }
            _ => {}
        }
    }
}
