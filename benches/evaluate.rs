//! How long a change of one answer takes, natively: levels, forecast, plan, and the report.
//!
//! Prints medians of many rounds in one process; compare figures of one run only.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tickmark::report::Format;
use tickmark::{evaluate, input};

const ROUNDS: usize = 200;

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn main() {
    let content = input::content().unwrap();
    let mut file = input::assessment_file(
        serde_json::from_str(include_str!("../examples/scaleup/assessment.json")).unwrap(),
        content,
    )
    .unwrap();
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
        file.evidence = input::receive(name, bytes, &file, None, content)
            .unwrap()
            .evidence;
    }
    let engagement = input::engagement(file.clone(), content).unwrap();
    let outcome = evaluate(&engagement);
    println!(
        "check and resolve    {:?}",
        median(|| drop(black_box(input::engagement(file.clone(), content))))
    );
    println!(
        "levels, forecast, plan {:?}",
        median(|| drop(black_box(evaluate(&engagement))))
    );
    for (name, format) in [("Markdown", Format::Markdown), ("HTML", Format::Html)] {
        println!(
            "report as {name:9}  {:?}",
            median(|| drop(black_box(outcome.report(&engagement, format))))
        );
    }
}
