//! Laws of levels, score, forecast and report that hold for any answers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::report::Format;
use tickmark::{Outcome, evaluate, input};

const QUESTIONS: [&str; 6] = [
    "access-changes",
    "policies-training",
    "incident-response",
    "vendors",
    "changes",
    "scope",
];
const CHOICES: [&str; 6] = [
    "absent", "informal", "set-up", "proven", "checked", "enforced",
];

/// 0 to 5: a rung. 6: don't know. 7: not answered. 8: does not apply, where that is allowed.
type Given = [u8; 6];

fn given() -> impl Strategy<Value = Given> {
    prop::array::uniform6(0_u8..9)
}

/// A workpaper of the credential report, inside the window or before it.
#[derive(Clone, Copy, Debug)]
struct Paper {
    control: &'static str,
    tested: u32,
    deviations: u32,
    inside: bool,
}

fn papers() -> impl Strategy<Value = Vec<Paper>> {
    let paper =
        (0_u8..3, 0_u32..9, 0_u32..9, any::<bool>()).prop_map(|(c, tested, k, inside)| Paper {
            control: ["AC-02", "AC-08", "AC-10"][usize::from(c)],
            tested,
            deviations: k.min(tested),
            inside,
        });
    prop::collection::vec(paper, 0..4)
}

fn answer(question: usize, given: u8) -> Option<Value> {
    let question = QUESTIONS[question];
    match given {
        0..=5 => {
            Some(json!({ "question": question, "rev": 1, "choice": CHOICES[usize::from(given)] }))
        }
        8 if question != "scope" => Some(
            json!({ "question": question, "rev": 1, "notApplicable": { "reason": "we use none" } }),
        ),
        7 => None,
        _ => Some(json!({ "question": question, "rev": 1, "unknown": {} })),
    }
}

fn evidence(papers: &[Paper]) -> Vec<Value> {
    let entry = |(i, p): (usize, &Paper)| {
        let deviation = |row: u32| json!({ "row": row + 2, "finding": "x", "cells": [] });
        json!({
            "id": format!("e{i}"), "title": "t", "kind": "credential-report", "controls": [p.control],
            "workpapers": [{
                "procedure": "x", "control": p.control, "objective": "x.", "system": format!("aws-{i}"),
                "asOf": if p.inside { "2026-11-10" } else { "2026-02-10" },
                "population": p.tested, "tested": p.tested,
                "deviations": (0..p.deviations).map(deviation).collect::<Vec<_>>(),
            }],
        })
    };
    // A policy that is listed bears on a control that a question speaks for.
    let listed = |(i, p): (usize, &Paper)| {
        json!({
            "id": format!("p{i}"), "title": "t", "kind": "policy", "controls": ["GV-05", "IR-01"],
            "file": { "name": "p.md", "sha256": format!("{i:064}") },
            "asOf": if p.inside { "2026-08-10" } else { "2024-08-10" },
        })
    };
    let tested = papers.iter().enumerate().map(entry);
    tested
        .chain(papers.iter().enumerate().map(listed))
        .collect()
}

fn document(given: Given, papers: &[Paper], organisation: &str) -> Value {
    json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-21",
        "questionnaire": { "id": "red-flags", "version": "1.0.0" },
        "profile": {
            "organisation": organisation, "type": 2, "categories": ["security"], "headcount": 25,
            "window": { "start": "2026-09-15", "end": "2027-03-14" },
        },
        "answers": given.iter().enumerate().filter_map(|(i, g)| answer(i, *g)).collect::<Vec<_>>(),
        "evidence": evidence(papers),
    })
}

fn outcome(given: Given, papers: &[Paper]) -> Outcome {
    let file =
        input::assessment_file(document(given, papers, "Acme"), input::content().unwrap()).unwrap();
    evaluate(&input::engagement(file, input::content().unwrap()).unwrap())
}

/// Smallest difference of points that is one.
const POINT: f64 = 1e-9;

// Each of these writes a report, or two.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(32)))]

    #[test]
    fn any_name_yields_a_page_without_a_tag_of_its_own(name in "\\PC{0,60}", reason in "\\PC{1,60}") {
        prop_assume!(!reason.trim().is_empty());
        let mut value = document([0, 1, 2, 8, 4, 6], &[], &name);
        value["answers"][3]["notApplicable"]["reason"] = json!(reason);
        let engagement = input::engagement(input::assessment_file(value, input::content().unwrap()).unwrap(), input::content().unwrap()).unwrap();
        let html = evaluate(&engagement).report(&engagement, Format::Fragment).unwrap();
        // Nothing that a reader enters stands in a picture.
        let mut outside = String::new();
        for (place, part) in html.split("<svg ").enumerate() {
            let after = if place == 0 { Some(part) } else { part.split_once("</svg>").map(|(_, after)| after) };
            outside += after.unwrap();
        }
        // Ids of controls, which hold capital letters and digits alone.
        let outside = outside.replace("<span class=\"tm-id\">", "").replace("</span>", "");
        let tags = outside.split('<').skip(1).map(|rest| {
            rest.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>()
        });
        let ours = ["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "div", "table", "thead", "tbody", "tr", "th", "td", "code"];
        for tag in tags {
            prop_assert!(ours.contains(&tag.as_str()), "<{tag}>");
        }
    }

    #[test]
    fn identical_input_gives_identical_bytes(given in given(), papers in papers()) {
        let report = || {
            let file = input::assessment_file(document(given, &papers, "Acme"), input::content().unwrap()).unwrap();
            let engagement = input::engagement(file, input::content().unwrap()).unwrap();
            evaluate(&engagement).report(&engagement, Format::Html).unwrap()
        };
        prop_assert_eq!(report(), report());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn a_better_answer_never_lowers_a_level_or_the_score(
        given in given(), papers in papers(), question in 0_usize..6,
        (low, high) in (0_u8..5).prop_flat_map(|low| (Just(low), low + 1..6)),
    ) {
        let mut worse = given;
        worse[question] = low;
        let mut better = worse;
        better[question] = high;
        let (worse, better) = (outcome(worse, &papers), outcome(better, &papers));
        for (w, b) in worse.assessment.controls.iter().zip(&better.assessment.controls) {
            prop_assert!(b.claimed.low >= w.claimed.low && b.claimed.high >= w.claimed.high);
            prop_assert!(b.supported.low >= w.supported.low && b.supported.high >= w.supported.high);
        }
        for (w, b) in worse.assessment.domains.iter().zip(&better.assessment.domains) {
            prop_assert!(b.supported.low >= w.supported.low && b.supported.high >= w.supported.high);
        }
        let (w, b) = (worse.assessment.score, better.assessment.score);
        prop_assert!(b.supported.low >= w.supported.low - POINT && b.supported.high >= w.supported.high - POINT);
        prop_assert!(b.claimed.low >= w.claimed.low - POINT && b.claimed.high >= w.claimed.high - POINT);
    }

    #[test]
    fn the_range_holds_the_score_of_every_completion(
        open in given(), filled in prop::array::uniform6(0_u8..6), papers in papers(),
    ) {
        let mut complete = open;
        for (answer, fill) in complete.iter_mut().zip(filled) {
            if *answer == 6 || *answer == 7 {
                *answer = fill;
            }
        }
        // "Does not apply" where it is not allowed was turned into "don't know".
        for (i, answer) in complete.iter_mut().enumerate() {
            if *answer == 8 && QUESTIONS[i] == "scope" {
                *answer = filled[i];
            }
        }
        let (open, complete) = (outcome(open, &papers).assessment.score, outcome(complete, &papers).assessment.score);
        for (range, point) in [(open.supported, complete.supported), (open.claimed, complete.claimed)] {
            prop_assert!(range.low <= point.low + POINT && point.high <= range.high + POINT,
                "{range:?} does not hold {point:?}");
        }
    }

    #[test]
    fn what_does_not_apply_leaves_every_count(given in given(), papers in papers()) {
        let mut without = given;
        without[3] = 8;
        let result = outcome(without, &papers);
        prop_assert!(result.assessment.controls.iter().all(|c| !c.id.starts_with("VN-")));
        prop_assert!(result.forecast.controls.iter().all(|c| !c.id.starts_with("VN-")));
        prop_assert!(result.assessment.exclusions.iter().any(|e| e.question == "vendors"));
    }

    #[test]
    fn one_deviation_more_never_lowers_a_risk(
        given in given(), control in 0_usize..3,
        (tested, k) in (1_u32..9).prop_flat_map(|tested| (Just(tested), 0..tested)),
    ) {
        let control = ["AC-02", "AC-08", "AC-10"][control];
        let at = |deviations| {
            let paper = Paper { control, tested, deviations, inside: true };
            outcome(given, &[paper]).forecast
        };
        let (fewer, more) = (at(k), at(k + 1));
        for (f, m) in fewer.controls.iter().zip(&more.controls) {
            prop_assert!(m.noted.headline >= f.noted.headline - 1e-12, "{}", f.id);
        }
        prop_assert!(more.headline.clean <= fewer.headline.clean + 1e-12);
    }

    #[test]
    fn chances_are_chances(given in given(), papers in papers()) {
        let forecast = outcome(given, &papers).forecast;
        for o in [forecast.headline, forecast.if_claims_hold, forecast.only_what_is_shown] {
            let sum = o.clean + o.unmodified_with_exceptions + o.qualified + o.adverse;
            prop_assert!((sum - 1.0).abs() < 1e-12, "{sum}");
            prop_assert!(o.low <= o.high);
        }
        for c in &forecast.controls {
            prop_assert!((0.0..=1.0).contains(&c.noted.headline));
            prop_assert!(c.ineffective <= c.noted.headline + 1e-12);
            prop_assert!(c.sample <= c.population);
        }
    }

    #[test]
    fn no_json_makes_the_reader_panic(text in "\\PC{0,200}") {
        if let Ok(value) = input::read::json(&text, tickmark::error::Document::Assessment) {
            let _ = input::problems(value, input::content().unwrap());
        }
    }

    /// A valid document with one value anywhere replaced: told or taken, never a panic.
    #[test]
    fn one_wrong_value_anywhere_is_told(place in 0_usize..60, kind in 0_usize..7) {
        let mut value = document([2, 3, 4, 8, 5, 6], &[Paper { control: "AC-02", tested: 3, deviations: 1, inside: true }], "Acme");
        let wrong = [json!(null), json!(-1), json!(1e300), json!("x"), json!([]), json!({}), json!(true)];
        let mut left = place;
        replace(&mut value, &mut left, &wrong[kind]);
        for problem in input::problems(value, input::content().unwrap()) {
            prop_assert!(!problem.message.is_empty());
        }
    }
}

/// Replaces the leaf or branch number `left` in the order of reading.
fn replace(value: &mut Value, left: &mut usize, by: &Value) {
    if *left == 0 {
        *value = by.clone();
        *left = usize::MAX;
        return;
    }
    *left -= 1;
    let parts: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(map) => map.values_mut().collect(),
        _ => Vec::new(),
    };
    for part in parts {
        if *left == usize::MAX {
            return;
        }
        replace(part, left, by);
    }
}
