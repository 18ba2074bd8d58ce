//! Entries of a manifest that speak against an answer, that are in order, or that leave everything open.

use std::fmt;

use serde_json::{Value, json};
use tickmark::input::content;
use tickmark::input::control::{Cadence, Kind};
use tickmark::input::manifest::Entry;
use tickmark::input::periods::{Period, periods};

/// Day of the assessment and the window of the answers.
const AS_OF: &str = "2026-11-21";

/// What is on file.
#[derive(Clone, Copy)]
pub(crate) enum Files {
    /// A workpaper of a procedure about a control: 1 of 10 deviates.
    Paper(&'static str, &'static str),
    /// The same, and all 10 deviate.
    AllWrong(&'static str, &'static str),
    /// Questions about records of the control.
    Questions(&'static str),
    /// A file that lists more items than were counted.
    Longer(&'static str, &'static str),
    /// Records of all periods but the first.
    Gap(&'static str),
    /// One record, older than the interval.
    Old(&'static str),
    /// Records that are all new.
    New(&'static str),
    /// One file for two periods.
    Twice(&'static str),
    /// A document past its review.
    Stale(&'static str),
}

impl fmt::Display for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paper(procedure, control) => {
                write!(f, "`{procedure}` of {control}: 1 of 10 deviates")
            }
            Self::AllWrong(procedure, control) => {
                write!(f, "`{procedure}` of {control}: 10 of 10 deviate")
            }
            Self::Questions(control) => write!(f, "`record-signals` of {control}: 2 questions"),
            Self::Longer(procedure, control) => {
                write!(f, "`{procedure}` of {control}: 45 items, 40 counted")
            }
            Self::Gap(control) => write!(f, "{control}: a record of each period but the first"),
            Self::Old(control) => write!(f, "{control}: the newest record is past its interval"),
            Self::New(control) => write!(f, "{control}: three records of the last 20 days alone"),
            Self::Twice(control) => write!(f, "{control}: one file as the record of two periods"),
            Self::Stale(control) => write!(f, "{control}: one of two documents is 500 days old"),
        }
    }
}

pub(crate) fn against(all: &[Files]) -> Vec<Entry> {
    all.iter().flat_map(one_against).map(entry).collect()
}

pub(crate) fn in_order(all: &[Files]) -> Vec<Entry> {
    all.iter().flat_map(one_in_order).map(entry).collect()
}

pub(crate) fn open(all: &[Files]) -> Vec<Entry> {
    all.iter().flat_map(one_open).map(entry).collect()
}

/// Records of named periods.
pub(crate) fn of(control: &str, days: &[(&str, &str)]) -> Vec<Entry> {
    let all = days
        .iter()
        .map(|(day, period)| listed(control, day, Some(period), period));
    all.map(entry).collect()
}

fn one_against(files: &Files) -> Vec<Value> {
    match *files {
        Files::Paper(procedure, control) => vec![read(procedure, control, 10, 1, 0)],
        Files::AllWrong(procedure, control) => vec![read(procedure, control, 10, 10, 0)],
        Files::Questions(control) => vec![read("record-signals", control, 0, 0, 2)],
        Files::Longer(procedure, control) => vec![read(procedure, control, 45, 0, 0)],
        Files::Gap(control) => by_period(control).split_off(1),
        Files::Old(control) => vec![listed(control, "2025-08-20", None, "old")],
        Files::New(control) if is_periodic(control) => {
            let mut new = due(control);
            let days = ["2026-11-01", "2026-11-08", "2026-11-15"];
            let of = new.drain(..).zip(days);
            of.map(|(p, day)| listed(control, day, Some(&p.id()), day))
                .collect()
        }
        Files::New(control) => {
            let days = ["2026-11-01", "2026-11-08", "2026-11-15"];
            days.iter()
                .map(|day| listed(control, day, None, day))
                .collect()
        }
        Files::Twice(control) => {
            let mut all = by_period(control);
            let digest = all[0]["file"]["sha256"].clone();
            all[1]["file"]["sha256"] = digest;
            all
        }
        Files::Stale(control) => vec![
            listed(control, "2026-10-20", None, "new"),
            listed(control, "2025-07-09", None, "old"),
        ],
    }
}

fn one_in_order(files: &Files) -> Vec<Value> {
    match *files {
        Files::Paper(procedure, control) | Files::AllWrong(procedure, control) => {
            vec![read(procedure, control, 10, 0, 0)]
        }
        Files::Questions(control) => vec![read("record-signals", control, 0, 0, 0)],
        Files::Longer(procedure, control) => vec![read(procedure, control, 40, 0, 0)],
        Files::Gap(control) | Files::Twice(control) => by_period(control),
        Files::Old(control) => vec![listed(control, "2026-10-20", None, "new")],
        Files::New(control) if is_periodic(control) => by_period(control),
        Files::New(control) => {
            let days = ["2026-03-01", "2026-06-08", "2026-11-15"];
            days.iter()
                .map(|day| listed(control, day, None, day))
                .collect()
        }
        Files::Stale(control) => vec![listed(control, "2026-10-20", None, "new")],
    }
}

/// What was read decides nothing; what is listed has no day.
fn one_open(files: &Files) -> Vec<Value> {
    match *files {
        Files::Paper(procedure, control)
        | Files::AllWrong(procedure, control)
        | Files::Longer(procedure, control) => vec![read(procedure, control, 0, 0, 10)],
        Files::Questions(control) => vec![read("record-signals", control, 0, 0, 0)],
        _ => {
            let mut all = one_against(files);
            for one in &mut all {
                one.as_object_mut().unwrap().remove("asOf");
            }
            all
        }
    }
}

fn entry(value: Value) -> Entry {
    serde_json::from_value(value).unwrap()
}

fn is_periodic(control: &str) -> bool {
    let control = content().unwrap().catalogue.control(control).unwrap();
    control.kind == Kind::Periodic
}

/// The periods that are over, with every grace.
fn due(control: &str) -> Vec<Period> {
    let control = content().unwrap().catalogue.control(control).unwrap();
    let window = json!({ "start": "2026-01-01", "end": "2026-12-31" });
    let all = periods(
        control.cadence.unwrap_or(Cadence::Quarterly),
        serde_json::from_value(window).unwrap(),
    );
    let until = AS_OF.parse().unwrap();
    all.into_iter().filter(|p| p.end < until).collect()
}

/// A record of each period, made on its last day.
fn by_period(control: &str) -> Vec<Value> {
    let due = due(control);
    let all = due.iter().map(|p| {
        let day = p.end.to_string();
        listed(control, &day, Some(&p.id()), &p.id())
    });
    all.collect()
}

/// A file that is listed.
fn listed(control: &str, day: &str, period: Option<&str>, name: &str) -> Value {
    let id = format!("{}-{name}", control.to_lowercase());
    let mut value = json!({
        "id": id, "title": "Record", "kind": "document", "asOf": day, "asOfBasis": "stated",
        "file": { "name": format!("{id}.pdf"), "sha256": digest(&id) }, "controls": [control],
    });
    if let Some(period) = period {
        value["period"] = json!(period);
    }
    value
}

/// A file that was read, with what a procedure found.
fn read(procedure: &str, control: &str, tested: u32, deviations: u32, open: u32) -> Value {
    let id = format!("{procedure}-{}", control.to_lowercase());
    let observation = matches!(procedure, "record-signals" | "access-review-quality");
    let rows = |n: u32, key: &str| -> Vec<Value> {
        let row = |i: u32| json!({ "row": i + 2, key: "What was found.", "cells": [] });
        (0..n).map(row).collect()
    };
    json!({
        "id": id, "title": "Export", "kind": "document", "asOf": "2026-11-10", "asOfBasis": "stated",
        "file": { "name": format!("{id}.csv"), "sha256": digest(&id) },
        "format": { "id": "generic", "name": "Export", "container": "CSV", "trust": "seen" },
        "controls": [control],
        "workpapers": [{
            "procedure": procedure, "control": control, "observation": observation, "objective": "To see.",
            "system": "it", "asOf": "2026-11-10", "population": tested + open, "tested": tested,
            "deviations": rows(deviations, "finding"), "undecided": rows(open, "reason"),
        }],
    })
}

/// Another digest for each name.
fn digest(name: &str) -> String {
    let sum = |seed: u64| {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed, step)
    };
    (0..4).map(|seed| format!("{:016x}", sum(seed))).collect()
}
