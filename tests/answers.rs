//! What an answer does, and what it cannot do: each of these was once otherwise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use serde_json::{Value, json};
use tickmark::assessment::ControlAssessment;
use tickmark::assessment::explanation::Step;
use tickmark::{Outcome, evaluate, input};

fn saved(company: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{company}/full.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn answer<'a>(file: &'a mut Value, question: &str) -> &'a mut Value {
    let answers = file["answers"].as_array_mut().unwrap();
    answers
        .iter_mut()
        .find(|a| a["question"] == question)
        .unwrap()
}

fn set(file: &mut Value, question: &str, answer_: Value) {
    let slot = answer(file, question);
    *slot = answer_;
    slot["question"] = json!(question);
    slot["rev"] = json!(1);
}

fn record(file: &mut Value, control: &str, day: &str, period: Option<&str>) {
    let mut entry = json!({
        "id": format!("r-{day}"), "title": "Record", "kind": "document", "controls": [control], "asOf": day,
        "file": { "name": "r.pdf", "sha256": "0".repeat(64) },
    });
    if let Some(period) = period {
        entry["period"] = json!(period);
    }
    file["evidence"].as_array_mut().unwrap().push(entry);
}

fn outcome(file: &Value) -> Outcome {
    let content = input::content().unwrap();
    let file = input::assessment_file(file.clone(), content).unwrap();
    evaluate(&input::engagement(file, content).unwrap_or_else(|why| panic!("{why:?}")))
}

fn control<'a>(outcome: &'a Outcome, id: &str) -> &'a ControlAssessment {
    outcome
        .assessment
        .controls
        .iter()
        .find(|c| c.id == id)
        .unwrap()
}

fn noted(outcome: &Outcome, id: &str) -> f64 {
    let found = outcome.forecast.controls.iter().find(|c| c.id == id);
    found.unwrap().noted.headline
}

#[test]
fn a_file_does_not_erase_a_miss_that_was_admitted() {
    // Scale-up says that the third quarter was missed. A file from its days of grace is early work for the fourth.
    let mut file = saved("scaleup");
    record(&mut file, "AC-04", "2026-10-12", None);
    let after = outcome(&file);
    let o = &control(&after, "AC-04").occurrences;
    assert_eq!((o.deviations, o.shown.decided, o.shown.due), (1, 1, 0));
    assert!(noted(&after, "AC-04") > 0.5);
    // A file from the quarter itself does not name it: the miss stays, and the disagreement is told.
    let mut file = saved("scaleup");
    let before = noted(&outcome(&file), "AC-04");
    record(&mut file, "AC-04", "2026-09-20", None);
    let after = outcome(&file);
    assert_eq!(control(&after, "AC-04").occurrences.deviations, 1);
    assert!((noted(&after, "AC-04") - before).abs() < 1e-12);
    let told = &after.assessment.contradictions;
    assert!(
        told.iter()
            .any(|c| c.controls == ["AC-04"] && c.evidence == ["r-2026-09-20"])
    );
    // A file that names the period is its record: it decides, and the disagreement is told.
    let mut named = saved("scaleup");
    record(&mut named, "AC-04", "2026-09-30", Some("2026-q3"));
    let named = outcome(&named);
    assert_eq!(control(&named, "AC-04").occurrences.deviations, 0);
    assert!(!named.assessment.contradictions.is_empty());
}

#[test]
fn counting_from_a_day_early_hides_no_breach() {
    let mut file = saved("scaleup");
    let breaches = |f: &Value| control(&outcome(f), "AC-06").occurrences.deviations;
    assert_eq!(breaches(&file), 3);
    answer(&mut file, "ac-06")["population"]["since"] = json!("2026-05-20");
    assert_eq!(breaches(&file), 3);
}

#[test]
fn a_few_days_of_counting_do_not_make_a_year() {
    let mut file = saved("acme");
    let counted = &mut answer(&mut file, "ac-06")["population"];
    counted["since"] = json!("2026-11-20");
    counted["total"] = json!(2);
    counted["conforming"] = json!(2);
    assert!(control(&outcome(&file), "AC-06").occurrences.population < 10);
}

#[test]
fn a_type_1_looks_at_the_design_and_a_better_answer_is_never_worse() {
    let mut file = saved("scaleup");
    file["profile"]["type"] = json!(1);
    let as_answered = outcome(&file);
    for id in ["CM-01", "AC-06", "EP-01"] {
        let o = &control(&as_answered, id).occurrences;
        assert_eq!((o.population, o.deviations), (1, 0), "{id}");
    }
    for (question, id) in [("cm-01", "CM-01"), ("ac-06", "AC-06"), ("ep-01", "EP-01")] {
        let mut absent = file.clone();
        answer(&mut absent, question)["choice"] = json!("absent");
        let absent = noted(&outcome(&absent), id);
        assert!(
            absent > 0.9 && absent > noted(&as_answered, id),
            "{id}: {absent}"
        );
    }
    // One policy of fifteen on file is not the library.
    assert!(control(&as_answered, "GV-05").occurrences.population > 1);
}

#[test]
fn numbers_left_blank_are_not_known() {
    let mut file = saved("acme");
    set(&mut file, "ac-04", json!({ "choice": "proven" }));
    let blank = outcome(&file);
    let found = control(&blank, "AC-04").claimed;
    assert_eq!((found.low.number(), found.high.number()), (1, 3));
    assert!(
        blank
            .assessment
            .narrowing
            .iter()
            .any(|n| n.question == "ac-04")
    );
}

#[test]
fn only_the_lowest_rung_says_that_nobody_does_it() {
    let mut file = saved("acme");
    set(
        &mut file,
        "ra-01",
        json!({ "choice": "set-up", "last": { "never": true } }),
    );
    set(
        &mut file,
        "ac-04",
        json!({ "choice": "set-up", "periods": [{ "period": "2026-q3", "state": "missed" }] }),
    );
    let found = outcome(&file);
    for id in ["RA-01", "AC-04"] {
        assert_eq!(control(&found, id).claimed.high.number(), 1, "{id}");
    }
}

#[test]
fn work_of_a_period_that_is_not_over_stands_for_no_other() {
    // The third quarter is due and has nothing; the fourth is done early.
    let mut file = saved("acme");
    set(
        &mut file,
        "ac-04",
        json!({ "choice": "proven", "periods": [{ "period": "2026-q3", "state": "on-time" }] }),
    );
    record(&mut file, "AC-04", "2026-11-20", None);
    let found = outcome(&file);
    assert_eq!(control(&found, "AC-04").supported.high.number(), 2);
}

#[test]
fn a_quarterly_review_before_the_window_is_not_counted() {
    let mut file = saved("acme");
    record(&mut file, "AC-04", "2026-07-02", None);
    let found = outcome(&file);
    let o = &control(&found, "AC-04").occurrences;
    assert_eq!(o.shown.decided, 0);
    assert_eq!(o.not_counted.len(), 1);
}

#[test]
fn the_last_period_of_a_window_has_its_days_of_grace_too() {
    let mut file = saved("acme");
    file["profile"]["window"] = json!({ "start": "2025-10-01", "end": "2026-09-30" });
    set(&mut file, "ac-04", json!({ "unknown": {} }));
    record(&mut file, "AC-04", "2026-10-08", None);
    assert_eq!(
        control(&outcome(&file), "AC-04").occurrences.shown.decided,
        1
    );
}

#[test]
fn the_ends_of_the_calendar_are_refused_and_not_walked() {
    for (start, end) in [("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")] {
        let mut file = saved("acme");
        file["profile"]["window"] = json!({ "start": start, "end": end });
        let problems = input::problems(file, input::content().unwrap());
        assert!(
            problems.iter().any(|p| p.at == "/profile/window/start"),
            "{start}"
        );
    }
    // The calendar itself ends in any case.
    let window = input::answers::Window {
        start: "9999-01-01".parse().unwrap(),
        end: "9999-12-31".parse().unwrap(),
    };
    for cadence in input::control::Cadence::ALL {
        assert!(input::periods::periods(*cadence, window).len() <= 366);
    }
    let first = input::answers::Window {
        start: "0001-01-01".parse().unwrap(),
        end: "0001-06-30".parse().unwrap(),
    };
    for cadence in input::control::Cadence::ALL {
        assert!(input::periods::periods(*cadence, first).len() <= 366);
    }
}

#[test]
fn answers_for_periods_that_are_no_longer_due_are_told() {
    let mut file = saved("acme");
    set(
        &mut file,
        "ac-04",
        json!({ "choice": "set-up", "periods": [{ "period": "2026-q1", "state": "missed" }] }),
    );
    let content = input::content().unwrap();
    let file = input::assessment_file(file, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let report = evaluate(&engagement)
        .report(&engagement, tickmark::report::Format::Markdown)
        .unwrap();
    assert!(report.contains("Also answered for 1 period not due"));
}

#[test]
fn jobs_counted_from_before_the_window_hide_no_breach() {
    let mut file = saved("scaleup");
    let breaches = |f: &Value| control(&outcome(f), "BC-01").occurrences.deviations;
    let counted = |since: &str, until: &str| {
        json!({
            "choice": "set-up",
            "population": { "since": since, "until": until, "total": 70, "conforming": 66 },
        })
    };
    set(&mut file, "bc-01", counted("2026-05-21", "2026-11-21"));
    assert_eq!(breaches(&file), 4);
    set(&mut file, "bc-01", counted("2026-05-20", "2026-11-21"));
    assert_eq!(breaches(&file), 4);
    // What ended before the window began is of another examination.
    set(&mut file, "bc-01", counted("2026-04-01", "2026-05-20"));
    assert_eq!(breaches(&file), 0);
}

#[test]
fn a_setting_is_of_the_day_on_which_somebody_looked() {
    let mut file = saved("scaleup");
    let labels = |f: &Value| -> Vec<String> {
        let found = outcome(f);
        let listed = &control(&found, "CR-03").occurrences.listed;
        listed.iter().map(|o| o.label.clone()).collect()
    };
    for (day, label) in [
        ("2026-11-12", "by your answer, quarter 2 of the window"),
        ("2026-06-01", "by your answer, quarter 1 of the window"),
    ] {
        answer(&mut file, "cr-03")["asOf"] = json!(day);
        assert_eq!(labels(&file), [label]);
    }
    answer(&mut file, "cr-03")["asOf"] = json!("2026-05-20");
    assert!(labels(&file).is_empty(), "the day before the window began");
}

#[test]
fn a_type_1_takes_of_each_system_what_was_seen_last() {
    let mut file = saved("scaleup");
    file["profile"]["type"] = json!(1);
    let paper = |system: &str, day: &str, deviations: u64| {
        let rows: Vec<Value> = (0..deviations)
            .map(|row| json!({ "row": row + 2, "finding": "no second factor", "cells": [] }))
            .collect();
        json!({
            "id": format!("{system}-{day}"), "title": "Export", "kind": "accounts", "controls": ["AC-01"],
            "workpapers": [{
                "procedure": "x", "control": "AC-01", "objective": "x.", "system": system, "asOf": day,
                "population": 30, "tested": 30, "deviations": rows,
            }],
        })
    };
    file["evidence"] = json!([
        paper("cloud", "2026-06-01", 2),
        paper("cloud", "2026-11-12", 0),
        paper("code host", "2026-06-01", 0),
    ]);
    let found = outcome(&file);
    let shown: Vec<_> = control(&found, "AC-01").occurrences.listed.clone();
    assert!(shown.iter().all(|o| !o.state.deviates()), "{shown:?}");
    // What was seen last counts, also when it is worse.
    file["evidence"][1] = paper("cloud", "2026-11-12", 1);
    let found = outcome(&file);
    let listed = &control(&found, "AC-01").occurrences.listed;
    assert_eq!(listed.iter().filter(|o| o.state.deviates()).count(), 1);
}

#[test]
fn who_left_a_figure_blank_is_asked_for_the_figure_first() {
    let mut file = saved("acme");
    set(&mut file, "ac-04", json!({ "choice": "proven" }));
    let blank = outcome(&file);
    let next = control(&blank, "AC-04").next.as_ref().unwrap();
    let asks = |s: &Step| matches!(s, Step::Answer { question } if question == "ac-04");
    assert!(next.steps.iter().any(asks), "{next:?}");
    // A question that left nothing open narrows nothing, whatever another one left open.
    let told = &blank.assessment.narrowing;
    assert!(told.iter().any(|n| n.question == "ac-04"));
    let closed = file["answers"].as_array().unwrap();
    let closed = closed.iter().find(|a| a["question"] == "ac-05").unwrap();
    assert!(closed.get("unknown").is_none());
    assert!(!told.iter().any(|n| n.question == "ac-05"));
}

#[test]
fn a_question_of_a_category_that_is_not_examined_is_hidden_everywhere() {
    let mut file = saved("scaleup");
    let hidden = |file: &Value| -> Vec<String> {
        let content = input::content().unwrap();
        let file = input::assessment_file(file.clone(), content).unwrap();
        let engagement = input::engagement(file, content).unwrap();
        assert!(engagement.answers.iter().all(|a| {
            let controls = a.question.controls.iter();
            controls
                .filter_map(|id| content.catalogue.control(id))
                .any(|c| engagement.in_scope(c))
        }));
        engagement.hidden.iter().map(|q| q.id.clone()).collect()
    };
    assert!(hidden(&file).contains(&"pr-01".to_owned()));
    file["profile"]["categories"] = json!(["security", "availability", "privacy"]);
    assert!(!hidden(&file).contains(&"pr-01".to_owned()));
}
