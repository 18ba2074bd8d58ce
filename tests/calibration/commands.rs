//! `simulate` and `calibrate` on the command line: tables, overlay, refusals.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("calibration-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// What is said of this document of past engagements, which cannot be used.
fn refused(name: &str, document: &Value) -> String {
    let path = folder(name).join("past.json");
    fs::write(&path, document.to_string()).unwrap();
    let out = tickmark(&["calibrate", path.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2), "{}", text(&out.stdout));
    assert!(out.stdout.is_empty());
    text(&out.stderr)
}

fn document(engagements: Value) -> Value {
    json!({ "format": "tickmark-engagements", "version": 1, "engagements": engagements })
}

const EXAMPLE: &str = "examples/engagements.json";

#[test]
fn simulate_says_what_came_true() {
    let out = tickmark(&["simulate", "--companies", "20", "--seed", "3"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let said = text(&out.stdout);
    assert!(said.starts_with("20 companies drawn from the model with seed 3"));
    assert!(said.contains("came true within the error"), "{said}");
    let out = tickmark(&["simulate", "--companies", "20", "--format", "json"]);
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(found["companies"], 20);
    assert_eq!(found["itemByItem"][0]["what"], "noted");
    assert!(found["commonFactor"][0]["probability"]["brier"]["score"].is_f64());
}

#[test]
fn words_that_make_no_sense_are_refused() {
    let none = ["simulate", "--companies", "0"];
    let letters = ["simulate", "--seed", "abc"];
    let file = ["simulate", EXAMPLE];
    let nothing = ["calibrate"];
    let format = ["calibrate", EXAMPLE, "--format", "pdf"];
    let base = ["calibrate", EXAMPLE, "--base", "fast"];
    let cases: [&[&str]; 6] = [&none, &letters, &file, &nothing, &format, &base];
    for words in cases {
        let out = tickmark(words);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{words:?}: {said}");
        assert!(
            out.stdout.is_empty() && said.len() > 20,
            "{words:?}: {said}"
        );
    }
}

#[test]
fn the_example_gives_a_table_and_an_overlay_that_compiles() {
    let folder = folder("example");
    let rates = folder.join("rates.yaml");
    let rates = rates.to_str().unwrap();
    let out = tickmark(&["calibrate", EXAMPLE, "--base", "quick", "-o", rates]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let said = text(&out.stdout);
    for words in [
        "3 engagements, ",
        "Brier ",
        "What this can show",
        "So few are a record, not a test",
        "Qualified or adverse: 0.3 of 1 expected",
        "base rates by area",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let out = tickmark(&["calibrate", EXAMPLE, "--base", "quick"]);
    let written = fs::read_to_string(rates).unwrap();
    assert!(text(&out.stdout).ends_with(&format!("\n---\n{written}")));

    let content = folder.join("content.json");
    let content = content.to_str().unwrap();
    let out = tickmark(&["compile", rates, "-o", content]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let own: Value = serde_json::from_str(&fs::read_to_string(content).unwrap()).unwrap();
    let library = tickmark::input::builtin::document().unwrap();
    only_rates_differ(&own["catalogue"], &library["catalogue"]);

    // Once more, over the content that was compiled.
    let again = folder.join("again.yaml");
    let again = again.to_str().unwrap();
    let out = tickmark(&["calibrate", EXAMPLE, "--content", content, "-o", again]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let out = tickmark(&["compile", again]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
}

/// The areas have other rates and say where they come from; the priors say so too; nothing else is another.
fn only_rates_differ(own: &Value, library: &Value) {
    let (mut own, mut library) = (own.clone(), library.clone());
    let areas = |content: &mut Value| content["priors"]["areas"].take();
    let (mine, theirs) = (areas(&mut own), areas(&mut library));
    let mut moved = 0;
    for (mine, theirs) in mine
        .as_array()
        .unwrap()
        .iter()
        .zip(theirs.as_array().unwrap())
    {
        assert_eq!(mine["id"], theirs["id"]);
        if mine["exception"] != theirs["exception"] {
            moved += 1;
            assert_eq!(mine["trust"], "J");
            let source = mine["source"].as_str().unwrap();
            assert!(source.contains("of our own"), "{source}");
        }
    }
    assert!(moved > 0);
    let anchor = own["priors"]["anchor"].take();
    let before = library["priors"]["anchor"].take();
    let (anchor, before) = (anchor.as_str().unwrap(), before.as_str().unwrap());
    assert!(anchor.starts_with(before) && anchor.ends_with("3 engagements of our own"));
    assert_eq!(own, library);
}

#[test]
fn rates_that_are_there_are_never_overwritten() {
    let priors = "questionnaires/soc2/priors.yaml";
    let before = fs::read_to_string(priors).unwrap();
    let out = tickmark(&["calibrate", EXAMPLE, "-o", priors]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert!(said.contains("its rates are never overwritten"), "{said}");
    assert_eq!(fs::read_to_string(priors).unwrap(), before);
    let inside = "questionnaires/soc2/controls/own.yaml";
    let out = tickmark(&["calibrate", EXAMPLE, "-o", inside]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!fs::exists(inside).unwrap());

    let path = folder("there").join("mine.yaml");
    fs::write(&path, "mine").unwrap();
    let out = tickmark(&["calibrate", EXAMPLE, "-o", path.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("there is a file already"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn the_forecast_that_assess_writes_is_read() {
    let out = tickmark(&[
        "assess",
        "examples/acme/assessment.json",
        "--format",
        "json",
    ]);
    let outcome: Value = serde_json::from_slice(&out.stdout).unwrap();
    let controls = outcome["forecast"]["controls"].as_array().unwrap();
    let stated: Vec<Value> = controls
        .iter()
        .map(|c| json!({ "control": c["id"], "noted": c["noted"]["headline"] }))
        .collect();
    let folder = folder("assess");
    let noted = json!([controls[0]["id"]]);
    let calibrated = |name: &str, engagement: Value| -> Value {
        let path = folder.join(name);
        fs::write(&path, document(json!([engagement])).to_string()).unwrap();
        let path = path.to_str().unwrap();
        let out = tickmark(&["calibrate", path, "--format", "json"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let compact = calibrated(
        "compact.json",
        json!({ "id": "acme", "stated": stated, "noted": noted }),
    );
    let whole = calibrated(
        "whole.json",
        json!({ "id": "acme", "forecast": outcome["forecast"], "noted": noted }),
    );
    assert_eq!(compact, whole);
    assert_eq!(whole["calibration"]["noted"]["cases"], controls.len());
    assert!(
        whole["overlay"]
            .as_str()
            .unwrap()
            .contains("tickmark-overlay")
    );
}

#[test]
fn what_cannot_be_used_is_refused_at_its_place() {
    let one = |engagement: Value| document(json!([engagement]));
    let stated =
        json!([{ "control": "AC-04", "noted": 0.2 }, { "control": "AC-06", "noted": 0.1 }]);
    let cases = [
        (
            "empty",
            document(json!([])),
            "/engagements: there is no engagement in the list; one at least is needed [missing-text]",
        ),
        (
            "unknown",
            one(
                json!({ "id": "a", "stated": [{ "control": "AC-99", "noted": 0.2 }], "noted": [] }),
            ),
            "/engagements/0/stated/0/control: `AC-99` is not a control",
        ),
        (
            "percent",
            one(json!({ "id": "a", "stated": [{ "control": "AC-04", "noted": 21 }], "noted": [] })),
            "/engagements/0/stated/0/noted: found 21; a chance is 0 to 1 [out-of-range]\nhelp: Write a percentage as a fraction: 21 % is 0.21.",
        ),
        (
            "below",
            one(
                json!({ "id": "a", "forecast": { "controls": [{ "id": "AC-04", "noted": { "headline": -0.1 } }] }, "noted": [] }),
            ),
            "/engagements/0/forecast/controls/0/noted/headline: found -0.1; a chance is 0 to 1",
        ),
        (
            "untested",
            one(json!({ "id": "a", "stated": stated, "noted": ["AC-04"], "tested": ["AC-06"] })),
            "/engagements/0/noted/0: `AC-04` is noted and not among the tested [dangling]",
        ),
        (
            "unstated",
            one(json!({ "id": "a", "stated": stated, "noted": ["AC-01"] })),
            "/engagements/0/noted/0: `AC-01` is noted, and no chance was stated of it [dangling]",
        ),
        (
            "twice",
            document(json!([
                { "id": "a", "stated": stated, "noted": [] }, { "id": "a", "stated": stated, "noted": [] }
            ])),
            "/engagements/1/id: the engagement `a` is there twice; an id is given once [duplicate]",
        ),
        (
            "control-twice",
            one(
                json!({ "id": "a", "stated": [stated[0], stated[0]], "noted": ["AC-04", "AC-04"] }),
            ),
            "/engagements/0/stated/1/control: `AC-04` has a stated chance already [duplicate]",
        ),
        (
            "nothing",
            one(json!({ "id": "a", "noted": [] })),
            "/engagements/0: nothing was stated: there is neither `stated` nor `forecast` [missing-text]",
        ),
        (
            "both",
            one(
                json!({ "id": "a", "stated": stated, "forecast": { "controls": [] }, "noted": [] }),
            ),
            "/engagements/0/stated: both `stated` and `forecast` are given; one of them is allowed",
        ),
        (
            "none-compared",
            one(json!({ "id": "a", "stated": stated, "noted": [], "tested": ["AC-01"] })),
            "/engagements/0/tested: of no tested control a chance was stated [missing-text]",
        ),
        (
            "no-noted",
            one(json!({ "id": "a", "stated": stated })),
            "/engagements/0: the key `noted` is missing",
        ),
        (
            "key",
            one(json!({ "id": "a", "stated": stated, "notd": [] })),
            "/engagements/0/notd: there is no key `notd` here",
        ),
        (
            "other",
            json!({ "format": "tickmark-assessment" }),
            "/format: this is a document of format `tickmark-assessment`; expected `tickmark-engagements`",
        ),
    ];
    for (name, document, expected) in cases {
        let said = refused(name, &document);
        assert!(said.contains(expected), "{name}: {said}");
    }
}
