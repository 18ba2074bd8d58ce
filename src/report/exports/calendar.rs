//! What is due until the window ends, as events for a calendar program.
//!
//! Each period is an event of its own, with an id made of the control and the period: read again, it takes the place of
//! itself. One event that recurs could not say which of its periods is done, and its first day would move with every export.

use super::gap::gaps;
use super::ics::{Event, calendar};
use super::input::{ControlTold, DayBefore, ExportInput, TaskTold};
use super::text::{id, title};
use crate::date::Date;
use crate::input::register::Status;
use crate::plan::calendar::TaskState;
use crate::sorting::Sorting;

/// The calendar of a result.
pub(super) fn ics(input: &ExportInput) -> Vec<u8> {
    let framework = &input.framework;
    let owner = format!("{}\n{}", input.organisation, framework.id);
    let uid = |kind: &str, name: &str| format!("{}@tickmark", id(&owner, kind, name));
    let mut events = tasks(input, &uid);
    events.extend(register(input, &uid));
    events.extend(milestones(input, &uid));
    events.extend(asked_for(input, &uid));
    let gone = no_longer(input, &uid, &events);
    events.extend(gone);
    // A stable sort: what is on one day stays in this order.
    events.in_order_of(|event| event.day);
    let organisation = match input.organisation.as_str() {
        "" => String::new(),
        name => format!(": {name}"),
    };
    let name = title(&format!("{} readiness{organisation}", framework.name), 120);
    calendar(&name, &framework.name, input.as_of, &events).into_bytes()
}

/// The days by which an item of the auditor's own list is asked for.
fn asked_for(input: &ExportInput, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let as_of = input.as_of;
    let all = input.asked_for.iter();
    all.filter_map(|request| {
        let day = request.due?;
        let mut lines = vec![format!("Asked for: {}", request.request)];
        lines.extend(request.owner.as_ref().map(|o| format!("Owner: {o}")));
        if !request.controls.is_empty() {
            let what = match request.suggested {
                true => "Controls, suggested by words",
                false => "Controls",
            };
            lines.push(format!("{what}: {}", request.controls.join(", ")));
        }
        lines.push(said_on(as_of));
        Some(Event {
            uid: uid("request", &request.id),
            day,
            summary: title(&format!("request {}: {}", request.id, request.request), 200),
            description: lines.join("\n"),
            reminds: day >= as_of,
            cancelled: false,
        })
    })
    .collect()
}

fn tasks(input: &ExportInput, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let all = input.tasks.iter();
    all.filter_map(|task| {
        let control = input.control(&task.control)?;
        let what = task.label.as_deref().unwrap_or_default();
        let what = if what.is_empty() {
            String::new()
        } else {
            format!(" ({what})")
        };
        let (id, name) = (&control.id, &control.name);
        let summary = format!("{}{id} {name}{what}", mark(task.state));
        Some(Event {
            uid: uid("task", &task.id),
            day: task.due,
            summary: title(&summary, 200),
            description: told(task, control, input.as_of),
            reminds: task.state == TaskState::Open,
            cancelled: false,
        })
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

fn told(task: &TaskTold, control: &ControlTold, as_of: Date) -> String {
    let mut lines = vec![format!(
        "For {} to {}; due {}.",
        task.start, task.end, task.due
    )];
    if task.assumed {
        lines.push(
            "△ How often, or the days of grace, are a default of ours, not your rule.".to_owned(),
        );
    }
    if let Some(owner) = &task.owner {
        lines.push(format!("Owner: {owner}"));
    }
    lines.push(format!("Evidence to keep: {}.", control.keep.join("; ")));
    lines.push(said_on(as_of));
    lines.join("\n")
}

fn said_on(as_of: Date) -> String {
    format!("From a self-assessment as of {as_of}, not an attestation.")
}

/// The days by which gaps are to be closed, and on which an acceptance ends.
fn register(input: &ExportInput, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let as_of = input.as_of;
    let mut events = Vec::new();
    for gap in gaps(input) {
        if let Some(day) = gap.line.due {
            let late = if gap.line.overdue {
                "✗ overdue: "
            } else {
                ""
            };
            let mut lines = vec![format!("Status: {}.", gap.gap.status)];
            lines.extend(gap.line.owner.as_ref().map(|o| format!("Owner: {o}")));
            lines.push(format!("Now: {}", gap.gap.fix_now));
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
                description: format!("{}\n{}", gap.gap.accepted, said_on(as_of)),
                reminds: accepted.holds,
                cancelled: false,
            });
        }
    }
    events
}

/// Days of the register of the assessment before that have no event any more.
fn no_longer(
    input: &ExportInput,
    uid: &dyn Fn(&str, &str) -> String,
    events: &[Event],
) -> Vec<Event> {
    let gone = |kind: &str, before: &DayBefore, day: Option<Date>, what: &str| {
        let uid = uid(kind, &before.control);
        let day = day.filter(|_| !events.iter().any(|e| e.uid == uid))?;
        Some(Event {
            uid,
            day,
            summary: title(&format!("{what} {}", before.named), 200),
            description: said_on(input.as_of),
            reminds: false,
            cancelled: true,
        })
    };
    let each = input.days_before.iter();
    each.flat_map(|before| {
        [
            gone("gap", before, before.due, "close the gap"),
            gone(
                "acceptance",
                before,
                before.accepted_until,
                "last day of the accepted risk of",
            ),
        ]
    })
    .flatten()
    .collect()
}

/// The window, and the mock audit before what follows it.
fn milestones(input: &ExportInput, uid: &dyn Fn(&str, &str) -> String) -> Vec<Event> {
    let framework = &input.framework;
    let as_of = input.as_of;
    let said = || said_on(as_of);
    let mut events = Vec::new();
    if input.report_type != 1 {
        let window = input.window;
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
    for (place, audit) in input.steps.iter().enumerate() {
        let late = if audit.late {
            "✗ should have been done by now. "
        } else {
            ""
        };
        let what = &audit.what;
        events.push(Event {
            uid: uid("mock-audit", &place.to_string()),
            day: audit.day,
            summary: title(
                &format!("{} mock audit: {}", framework.name, short(what)),
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
