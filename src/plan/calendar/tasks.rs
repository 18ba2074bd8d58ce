//! The tasks of one control: its periods, the quarters in which its setting is looked at, its reviews.

use super::{Frequency, Seen, Task, TaskPeriod, TaskState};
use crate::assessment::occurrences::{
    NotCountedReason, Occurrence, Occurrences, Source, State, review_days,
};
use crate::date::Date;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::answers::Last;
use crate::input::control::{Cadence, Control, Kind};
use crate::input::engagement::{Data, Response};
use crate::input::periods::{periods, quarters};
use crate::sorting::Sorting;

/// Every task of a control in the window, over or not, in the order of its days.
///
/// * `known`: what is known of its occurrences; none if nobody was asked.
pub(super) fn of<'c>(
    engagement: &Engagement<'c>,
    control: &'c Control,
    known: Option<&Occurrences>,
) -> Vec<Task<'c>> {
    match control.kind {
        Kind::Periodic => periodic(engagement, control, known),
        Kind::Configuration => configuration(engagement, control, known),
        Kind::Document => documents(engagement, control, known),
        // It comes when it comes.
        Kind::Occurrence => Vec::new(),
    }
}

/// A task in which nothing is known yet.
fn open<'c>(
    engagement: &Engagement<'_>,
    control: &'c Control,
    frequency: Frequency,
    period: TaskPeriod,
    grace_days: i64,
) -> Task<'c> {
    // Whether grace after the end of a window is accepted is for the auditor to say; the calendar does not rely on it.
    let window_end = engagement.window().end;
    let due = period
        .end
        .plus_days(grace_days)
        .min(window_end.max(period.end));
    let owner = engagement.owner(&control.id);
    Task {
        id: format!("{}/{}", control.id, period.id),
        control: &control.id,
        kind: control.kind,
        frequency,
        assumed: false,
        period,
        grace_days,
        due,
        state: if due < engagement.as_of {
            TaskState::Unknown
        } else {
            TaskState::Open
        },
        evidence: None,
        seen: None,
        keep: &control.keep,
        owner: owner.map(str::to_owned),
    }
}

fn periodic<'c>(
    engagement: &Engagement<'c>,
    control: &'c Control,
    known: Option<&Occurrences>,
) -> Vec<Task<'c>> {
    let (cadence, basis) = engagement.cadence(control);
    let grace = engagement.grace(cadence);
    let grace_days = grace.map_or(0, |g| i64::from(g.value));
    let assumed = basis == Basis::Assumed || grace.is_some_and(|g| g.basis == Basis::Assumed);
    let all = periods(cadence, engagement.window()).into_iter();
    let tasks = all.enumerate().filter_map(|(place, period)| {
        let period = TaskPeriod {
            id: period.id(),
            label: Some(period.label()),
            start: period.start,
            end: period.end,
        };
        let frequency = Frequency::Cadence(cadence);
        let mut task = open(engagement, control, frequency, period, grace_days);
        task.assumed = assumed;
        match at(known, place).next() {
            Some(occurrence) => {
                task.evidence.clone_from(&occurrence.evidence);
                task.state = match occurrence.state {
                    State::OnTime => TaskState::Done,
                    State::Late => TaskState::Late,
                    State::Missed => TaskState::Missed,
                    State::Claimed => TaskState::Claimed,
                    _ => task.state,
                };
            }
            // Counted, or too many to tell apart: which of them is not done cannot be said.
            None if known.is_some() && task.state == TaskState::Unknown => return None,
            None => {}
        }
        Some(task)
    });
    tasks.collect()
}

/// What is known of the occurrences at a place of the window.
fn at(known: Option<&Occurrences>, place: usize) -> impl Iterator<Item = &Occurrence> {
    let all = known.into_iter().flat_map(|o| &o.listed);
    all.filter(move |o| o.place == Some(place))
}

/// A look at the setting in each quarter: done when evidence shows every system in it, whatever it shows.
fn configuration<'c>(
    engagement: &Engagement<'c>,
    control: &'c Control,
    known: Option<&Occurrences>,
) -> Vec<Task<'c>> {
    let quarters = quarters(engagement.window());
    let pieces = u32::try_from(quarters.len()).unwrap_or(u32::MAX).max(1);
    let systems = known.map_or(1, |o| o.population.div_ceil(pieces)).max(1);
    let systems = usize::try_from(systems).unwrap_or(usize::MAX);
    let looks = quarters.into_iter().enumerate().map(|(place, quarter)| {
        let period = TaskPeriod {
            id: format!("quarter-to-{}", quarter.end),
            label: None,
            start: quarter.start,
            end: quarter.end,
        };
        let frequency = Frequency::Cadence(Cadence::Quarterly);
        let mut task = open(engagement, control, frequency, period, 0);
        let seen: Vec<&Occurrence> = at(known, place)
            .filter(|o| o.source == Source::Observed)
            .collect();
        if seen.len() >= systems {
            task.state = TaskState::Done;
            task.evidence = seen.last().and_then(|o| o.evidence.clone());
        } else if at(known, place).count() >= systems {
            task.state = TaskState::Claimed;
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        task.seen = (!seen.is_empty() && seen.len() < systems).then(|| Seen {
            systems: count(seen.len()),
            of: count(systems),
        });
        task
    });
    looks.collect()
}

/// The next review of each document that is known, as far as the window goes.
fn documents<'c>(
    engagement: &Engagement<'c>,
    control: &'c Control,
    known: Option<&Occurrences>,
) -> Vec<Task<'c>> {
    let (interval, assumed) = review_days(engagement);
    let window = engagement.window();
    let frequency = Frequency::Days(interval);
    let mut found = Vec::new();
    let mut add = |prefix: String, label: Option<String>, start: Date, due: Date| {
        if due > window.end {
            return;
        }
        let period = TaskPeriod {
            id: format!("{prefix}review-by-{due}"),
            label,
            start,
            end: due,
        };
        let mut task = open(engagement, control, frequency, period, 0);
        task.assumed = assumed;
        if task.state == TaskState::Unknown {
            // The day of the last review is known, so this one was not done.
            task.state = TaskState::Missed;
        }
        found.push(task);
    };
    let mut spoken_of = false;
    for id in known.into_iter().flat_map(on_file) {
        let entry = engagement.evidence.iter().find(|e| e.id == id);
        if let Some((entry, day)) = entry.and_then(|e| Some((e, e.as_of?))) {
            let due = day.plus_days(interval);
            let label = Some(entry.title.clone());
            add(format!("{id}/"), label, day.plus_days(1), due);
            spoken_of = true;
        }
    }
    let mut never = false;
    for last in lasts(engagement, control) {
        spoken_of = true;
        match last {
            Last::On(day) => {
                let due = day.plus_days(interval);
                add(String::new(), None, day.plus_days(1), due);
            }
            Last::Never(_) => never = true,
        }
    }
    if never || !spoken_of {
        let end = if never { engagement.as_of } else { window.end };
        let period = TaskPeriod {
            id: "first-review".to_owned(),
            label: None,
            start: window.start.min(end),
            end,
        };
        let mut task = open(engagement, control, frequency, period, 0);
        task.assumed = assumed;
        if never {
            task.state = TaskState::Missed;
        }
        found.push(task);
    }
    found.in_order_of(|task| task.due);
    // Two answers may name the same day.
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// Documents on file whose last review is known: those that count, and those due again in the window.
fn on_file(known: &Occurrences) -> Vec<&str> {
    let counted = known.listed.iter().filter_map(|o| o.evidence.as_deref());
    let due_again = known.not_counted.iter().filter_map(|n| {
        let again = n.reason == NotCountedReason::ReviewDueInWindow;
        again.then_some(n.evidence.as_str())
    });
    counted.chain(due_again).collect()
}

/// When the company says that the control was last performed.
fn lasts(engagement: &Engagement<'_>, control: &Control) -> Vec<Last> {
    let answers = engagement.answers.iter();
    let lasts = answers.filter_map(|answered| match &answered.response {
        Response::Given(given) if answered.question.deciding() == control.id => match given.data {
            Data::Last(last) => Some(last),
            _ => None,
        },
        _ => None,
    });
    lasts.collect()
}
