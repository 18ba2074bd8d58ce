//! What is due until the window ends, as events for a calendar program.
//!
//! Each period is an event of its own, with an id made of the control and the period: read again, it takes the place of
//! itself. One event that recurs could not say which of its periods is done, and its first day would move with every export.

use super::gap::gaps;
use super::ics::{Event, calendar};
use super::text::{id, title};
use crate::comparison::trend::Trend;
use crate::date::Date;
use crate::input::register::{RegisterEntry, Status};
use crate::plan::calendar::{Task, TaskState};
use crate::report::Material;
use crate::report::view::requests::step;
use crate::report::view::scene::Scene;

/// The calendar of a result.
pub(super) fn ics(material: &Material<'_>) -> Vec<u8> {
    let engagement = material.engagement;
    let framework = &engagement.catalogue.framework;
    let owner = format!(
        "{}\n{}",
        engagement.profile.organisation.trim(),
        framework.id
    );
    let uid = |kind: &str, name: &str| format!("{}@tickmark", id(&owner, kind, name));
    let mut events = tasks(material, &uid);
    events.extend(register(material, &uid));
    events.extend(milestones(material, &uid));
    let gone = no_longer(material, &uid, &events);
    events.extend(gone);
    // A stable sort: what is on one day stays in this order.
    events.sort_by_key(|event| event.day);
    let organisation = match engagement.profile.organisation.trim() {
        "" => String::new(),
        name => format!(": {name}"),
    };
    let name = title(&format!("{} readiness{organisation}", framework.name), 120);
    calendar(&name, &framework.name, engagement.as_of, &events).into_bytes()
}

fn tasks(material: &Material<'_>, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let scene = Scene::of(material);
    let calendar = &material.advice.calendar;
    let all = calendar.overdue.iter().chain(&calendar.tasks);
    all.map(|task| {
        let what = task.period.label.as_deref().unwrap_or_default();
        let what = if what.is_empty() {
            String::new()
        } else {
            format!(" ({what})")
        };
        let summary = format!("{}{}{what}", mark(task.state), scene.named(task.control));
        Event {
            uid: uid("task", &task.id),
            day: task.due,
            summary: title(&summary, 200),
            description: told(task, material.engagement.as_of),
            reminds: task.state == TaskState::Open,
            cancelled: false,
        }
    })
    .collect()
}

/// What is known of a task, as the report marks it.
fn mark(state: TaskState) -> &'static str {
    match state {
        TaskState::Done => "✓ done: ",
        TaskState::Late => "✗ done late: ",
        TaskState::Claimed => "○ done, as you say: ",
        TaskState::Open => "",
        TaskState::Missed => "✗ missed: ",
        TaskState::Unknown => "? not known: ",
    }
}

fn told(task: &Task<'_>, as_of: Date) -> String {
    let mut lines = vec![format!(
        "For {} to {}; due {}.",
        task.period.start, task.period.end, task.due
    )];
    if task.assumed {
        lines.push(
            "△ How often, or the days of grace, are a default of ours, not your rule.".to_owned(),
        );
    }
    if let Some(owner) = &task.owner {
        lines.push(format!("Owner: {owner}"));
    }
    lines.push(format!("Evidence to keep: {}.", task.keep.join("; ")));
    lines.push(said_on(as_of));
    lines.join("\n")
}

fn said_on(as_of: Date) -> String {
    format!("From a self-assessment as of {as_of}, not an attestation.")
}

/// The days by which gaps are to be closed, and on which an acceptance ends.
fn register(material: &Material<'_>, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let as_of = material.engagement.as_of;
    let mut events = Vec::new();
    for gap in gaps(material) {
        if let Some(day) = gap.line.due {
            let late = if gap.line.overdue {
                "✗ overdue: "
            } else {
                ""
            };
            let mut lines = vec![format!("Status: {}.", gap.status)];
            lines.extend(gap.line.owner.as_ref().map(|o| format!("Owner: {o}")));
            lines.push(format!("Now: {}", gap.view.fix_now));
            lines.push(format!(
                "Evidence to keep: {}.",
                gap.control.keep.join("; ")
            ));
            lines.push(said_on(as_of));
            events.push(Event {
                uid: uid("gap", &gap.control.id),
                day,
                summary: title(&format!("{late}close the gap {}", gap.title()), 200),
                description: lines.join("\n"),
                reminds: day >= as_of && gap.line.status != Status::Closed && !gap.is_accepted(),
                cancelled: false,
            });
        }
        if let Some(accepted) = &gap.line.accepted {
            events.push(Event {
                uid: uid("acceptance", &gap.control.id),
                day: accepted.until,
                summary: title(
                    &format!("last day of the accepted risk of {}", gap.title()),
                    200,
                ),
                description: format!("{}\n{}", gap.accepted, said_on(as_of)),
                reminds: accepted.holds,
                cancelled: false,
            });
        }
    }
    events
}

/// Days of the register of the assessment before that have no event any more.
fn no_longer(
    material: &Material<'_>,
    uid: &dyn Fn(&str, &str) -> String,
    events: &[Event],
) -> Vec<Event> {
    let Some(before) = material.trend.and_then(Trend::before) else {
        return Vec::new();
    };
    let scene = Scene::of(material);
    let gone = |kind: &str, entry: &RegisterEntry, day: Date, what: &str| {
        let uid = uid(kind, &entry.control);
        let summary = format!("{what} {}", scene.named(&entry.control));
        (!events.iter().any(|e| e.uid == uid)).then(|| Event {
            uid,
            day,
            summary: title(&summary, 200),
            description: said_on(material.engagement.as_of),
            reminds: false,
            cancelled: true,
        })
    };
    let had = before
        .register
        .iter()
        .filter(|e| before.has_gap(&e.control));
    had.flat_map(|entry| {
        let due = entry
            .due
            .and_then(|day| gone("gap", entry, day, "close the gap"));
        let accepted = entry.accepted.as_ref().and_then(|a| {
            gone(
                "acceptance",
                entry,
                a.until,
                "last day of the accepted risk of",
            )
        });
        due.into_iter().chain(accepted)
    })
    .collect()
}

/// The window, and the mock audit before what follows it.
fn milestones(material: &Material<'_>, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let engagement = material.engagement;
    let framework = &engagement.catalogue.framework;
    let as_of = engagement.as_of;
    let said = || said_on(as_of);
    let mut events = Vec::new();
    if engagement.profile.report_type != 1 {
        let window = engagement.window();
        for (name, day, what) in [
            ("start", window.start, "the window begins"),
            ("end", window.end, "the window ends"),
        ] {
            events.push(Event {
                uid: uid("window", name),
                day,
                summary: format!("{}: {what}", framework.name),
                description: said(),
                reminds: day >= as_of,
                cancelled: false,
            });
        }
    }
    for (place, audit) in material.advice.mock_audit.steps.iter().enumerate() {
        let late = if audit.late {
            "✗ should have been done by now. "
        } else {
            ""
        };
        let what = step(audit.what, &framework.words.examiner);
        events.push(Event {
            uid: uid("mock-audit", &place.to_string()),
            day: audit.day,
            summary: title(
                &format!("{} mock audit: {}", framework.name, short(&what)),
                200,
            ),
            description: format!("{late}{what}\n{}", said()),
            reminds: audit.day >= as_of,
            cancelled: false,
        });
    }
    events
}

/// A sentence up to its colon, without its stop.
fn short(sentence: &str) -> &str {
    let head = sentence.split(':').next().unwrap_or(sentence);
    head.trim_end_matches('.')
}
