//! How long a change of one answer takes, natively: levels, forecast, plan, and the report; and that
//! memory stays flat.
//!
//! Prints medians of many rounds in one process; compare figures of one run only. Stops with an error
//! where a bound of the project does not hold.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is wrong"
)]

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use common::median;
use serde_json::{Value, json};
use tickmark::input::content::Content;
use tickmark::report::Format;
use tickmark::{evaluate, input};

/// The whole questionnaire after one changed answer: an eighth of a frame.
const FULL: Duration = Duration::from_millis(2);
/// The windows to choose from, once a report.
const WINDOWS: Duration = Duration::from_millis(60);
/// A questionnaire of 5,000 questions.
const HUGE: Duration = Duration::from_secs(1);
/// Growth over 10,000 evaluations, in kilobytes: less than a byte in 100 of one result.
const GROWTH: u64 = 2_048;

fn main() {
    let content = input::content().unwrap();
    for (name, text) in [
        (
            "red-flags",
            include_str!("../examples/scaleup/assessment.json"),
        ),
        ("quick", include_str!("../examples/scaleup/quick.json")),
        ("full", include_str!("../examples/scaleup/full.json")),
    ] {
        let took = questionnaire(name, text, content);
        assert!(took <= FULL, "{name}: {took:?}, allowed {FULL:?}");
    }
    flat(content);
    huge();
}

fn questionnaire(name: &str, text: &str, content: &Content) -> Duration {
    let value = serde_json::from_str(text).unwrap();
    let mut file = input::assessment_file(value, content).unwrap();
    let evidence: [(&str, &[u8]); 2] = [
        (
            "00-manifest.json",
            include_bytes!("../examples/scaleup/evidence/00-manifest.json"),
        ),
        (
            "credential_report.csv",
            include_bytes!("../examples/scaleup/evidence/credential_report.csv"),
        ),
    ];
    for (name, bytes) in evidence {
        let received = input::receive(name, bytes, &file, None, content).unwrap();
        file.evidence = received.evidence;
    }
    let engagement = input::engagement(file.clone(), content).unwrap();
    let outcome = evaluate(&engagement);
    let checked = median(200, || {
        drop(black_box(input::engagement(file.clone(), content)));
    });
    let assessed = median(200, || {
        drop(black_box(tickmark::assessment::assess(&engagement)));
    });
    let evaluated = median(200, || drop(black_box(evaluate(&engagement))));
    println!("{name}: check and resolve {checked:?}");
    println!("{name}: levels {assessed:?}; with forecast and plan {evaluated:?}");
    let planned = median(20, || {
        drop(black_box(tickmark::plan::window::windows(&engagement)));
    });
    println!("{name}: windows to choose from {planned:?}");
    assert!(
        planned <= WINDOWS,
        "{name}: {planned:?}, allowed {WINDOWS:?}"
    );
    for (word, format) in [("Markdown", Format::Markdown), ("HTML", Format::Html)] {
        let took = median(50, || {
            drop(black_box(outcome.report(&engagement, format)));
        });
        println!("{name}: report as {word} {took:?}");
    }
    evaluated
}

/// 10,000 evaluations do not make the process grow.
fn flat(content: &Content) {
    let value = serde_json::from_str(include_str!("../examples/scaleup/full.json")).unwrap();
    let file = input::assessment_file(value, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let run = |n: usize| {
        for _ in 0..n {
            drop(black_box(evaluate(&engagement)));
        }
    };
    run(500);
    let before = resident();
    run(10_000);
    let grown = resident().saturating_sub(before);
    println!("10,000 evaluations of full: resident memory grew by {grown} KB");
    assert!(grown <= GROWTH, "{grown} KB, allowed {GROWTH}");
}

/// Resident memory in kilobytes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().nth(1));
    kilobytes.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// 5,000 questions over the shipped catalogue, each with a changed answer.
fn huge() {
    let mut document = input::builtin::document().unwrap();
    let full = document
        .pointer("/questionnaires")
        .and_then(Value::as_array)
        .and_then(|all| all.iter().find(|q| q.get("id") == Some(&json!("full"))))
        .cloned()
        .unwrap();
    let questions = full.get("questions").and_then(Value::as_array).unwrap();
    let many: Vec<Value> = questions
        .iter()
        .cycle()
        .take(5_000)
        .enumerate()
        .map(|(i, q)| {
            let mut q = q.clone();
            if let Some(id) = q.get_mut("id") {
                *id = json!(format!("question-{i}"));
            }
            q
        })
        .collect();
    let answers: Vec<Value> = many
        .iter()
        .map(|q| {
            let choice = q.pointer("/options/3/id").cloned();
            json!({ "question": q.get("id"), "rev": 1, "choice": choice })
        })
        .collect();
    let mut made = full.clone();
    if let Some(map) = made.as_object_mut() {
        map.insert("id".to_owned(), json!("huge"));
        map.insert("questions".to_owned(), json!(many));
    }
    if let Some(map) = document.as_object_mut() {
        map.insert("questionnaires".to_owned(), json!([made]));
    }
    let base = &input::content().unwrap().catalogue;
    let start = Instant::now();
    let content = Content::read(document, base).unwrap();
    println!("5,000 questions: read and linted in {:?}", start.elapsed());
    let saved = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-21",
        "questionnaire": { "id": "huge", "version": "1.0.0" },
        "profile": {
            "type": 2, "categories": ["security"],
            "window": { "start": "2026-06-01", "end": "2027-05-31" },
        },
        "answers": answers,
    });
    let took = median(5, || {
        let file = input::assessment_file(saved.clone(), &content).unwrap();
        let engagement = input::engagement(file, &content).unwrap();
        drop(black_box(evaluate(&engagement)));
    });
    println!("5,000 questions: read, checked and evaluated in {took:?}");
    assert!(took <= HUGE, "{took:?}, allowed {HUGE:?}");
}
