//! A report that is worked out again: the same, or where it first differs and why.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tickmark::input::digest::{Identity, sha256};
use tickmark::plan::fixes::Limits;
use tickmark::report::{Format, Reader};
use tickmark::share::verify::{Cause, Difference, verify};
use tickmark::{evaluate, input};

const ACME: &str = "examples/acme/assessment.json";
const EVIDENCE: [&str; 2] = [
    "examples/acme/evidence/aws-credential-report.json",
    "examples/acme/evidence/manifest.json",
];

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

fn said(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).unwrap() + std::str::from_utf8(&out.stderr).unwrap()
}

/// A file of this test, gone at its end.
struct Scrap(PathBuf);

impl Scrap {
    fn new(name: &str, text: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("tickmark-verify-{}-{name}", std::process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn engagement(value: Value) -> input::Engagement<'static> {
    let content = input::content().unwrap();
    input::engagement(input::assessment_file(value, content).unwrap(), content).unwrap()
}

fn acme() -> Value {
    serde_json::from_str(&fs::read_to_string("examples/acme/full.json").unwrap()).unwrap()
}

#[test]
fn a_report_in_each_format_is_the_same_on_the_command_line() {
    for (format, ending) in [("md", "md"), ("html", "html"), ("json", "json")] {
        let made = tickmark(&["assess", ACME, EVIDENCE[0], EVIDENCE[1], "--format", format]);
        let text = String::from_utf8(made.stdout).unwrap();
        let report = Scrap::new(&format!("report.{ending}"), &text);
        let out = tickmark(&["verify", report.path(), ACME, EVIDENCE[0], EVIDENCE[1]]);
        assert_eq!(out.status.code(), Some(0), "{format}: {}", said(&out));
        assert!(said(&out).starts_with("The same: "), "{}", said(&out));
        // Without its evidence the report is another one.
        let out = tickmark(&["verify", report.path(), ACME]);
        assert_eq!(out.status.code(), Some(1), "{format}: {}", said(&out));
        assert!(said(&out).contains("other inputs"), "{}", said(&out));
        assert!(said(&out).contains("First difference"), "{}", said(&out));
        // Nor is line ends' being changed a difference.
        let carried = Scrap::new(&format!("carried.{ending}"), &text.replace('\n', "\r\n"));
        let out = tickmark(&["verify", carried.path(), ACME, EVIDENCE[0], EVIDENCE[1]]);
        assert_eq!(out.status.code(), Some(0), "{format}: {}", said(&out));
    }
}

#[test]
fn options_count_and_what_is_no_report_is_unusable() {
    let made = tickmark(&["assess", ACME, "--days", "5", "--as-of", "2026-12-24"]);
    let report = Scrap::new("days.md", &String::from_utf8(made.stdout).unwrap());
    let day = ["--as-of", "2026-12-24"];
    let out = tickmark(&["verify", report.path(), ACME, day[0], day[1], "--days", "5"]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    let out = tickmark(&["verify", report.path(), ACME, day[0], day[1]]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        said(&out).contains("made with other options"),
        "{}",
        said(&out)
    );
    for other in [ACME, EVIDENCE[0], "tests/www/harness.mjs"] {
        let out = tickmark(&["verify", other, ACME]);
        assert_eq!(out.status.code(), Some(2), "{other}");
        assert!(said(&out).contains("this is no report"), "{}", said(&out));
    }
    assert_eq!(tickmark(&["verify", ACME]).status.code(), Some(2));
}

#[test]
fn the_digest_is_over_inputs_engine_and_content() {
    let file = acme();
    let engagement = engagement(file);
    let identity = Identity::of(&engagement);
    let mut read = serde_json::to_value(&*engagement.source).unwrap();
    let answers = read["answers"].as_array_mut().unwrap();
    answers.sort_by_key(|a| a["question"].as_str().unwrap().to_owned());
    let evidence = read["evidence"].as_array_mut().unwrap();
    evidence.sort_by_key(|e| e["id"].as_str().unwrap().to_owned());
    let content = input::content().unwrap();
    let published = content.questionnaire("full").unwrap();
    let by_hand = sha256(&json!({
        "assessment": read,
        "engine": env!("CARGO_PKG_VERSION"),
        "content": {
            "questionnaire": { "id": "full", "version": "1.0.0", "sha256": published.sha256 },
            "catalogue": content.catalogue.sha256,
        },
    }));
    assert_eq!(identity.sha256, by_hand);
    assert!(identity.sha256.starts_with(&identity.id) && identity.id.len() == 12);
    // A page writes the digest of the questionnaire into the file; a person need not.
    let mut written = acme();
    written["questionnaire"]["sha256"] = json!(published.sha256);
    assert_eq!(
        Identity::of(&self::engagement(written)).sha256,
        identity.sha256
    );
    let mut other = acme();
    other["questionnaire"]["sha256"] = json!("0".repeat(64));
    assert_ne!(
        Identity::of(&self::engagement(other)).sha256,
        identity.sha256
    );
    let document = input::builtin::document().unwrap();
    assert_eq!(content.catalogue.sha256, sha256(&document["catalogue"]));
    assert_eq!(published.sha256, sha256(&document["questionnaires"][0]));
    // Read as content of somebody's own it has the same digests.
    let own = input::content::Content::read(document, &content.catalogue).unwrap();
    assert_eq!(own.catalogue.sha256, content.catalogue.sha256);
    assert_eq!(own.questionnaire("full").unwrap().sha256, published.sha256);
}

#[test]
fn every_part_of_the_saved_assessment_is_in_the_digest() {
    let of = |value: Value| Identity::of(&engagement(value)).sha256;
    let mut seen = vec![of(acme())];
    let changes: [fn(&mut Value); 5] = [
        |v| v["asOf"] = json!("2026-11-22"),
        |v| v["profile"]["organisation"] = json!("Acme B"),
        |v| v["answers"][0]["note"] = json!("a note"),
        |v| v["answers"][1] = json!({ "question": "gv-02", "rev": 1, "later": true }),
        |v| v["evidence"] = json!([{ "id": "a", "title": "A", "kind": "document", "ours": 1.5 }]),
    ];
    for change in changes {
        let mut value = acme();
        change(&mut value);
        seen.push(of(value));
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all);
    // Neither how it was written counts nor in which order it was answered.
    let mut turned = acme();
    turned["answers"].as_array_mut().unwrap().reverse();
    assert_eq!(of(turned), of(acme()));
    let mut explicit = acme();
    explicit["evidence"] = json!([]);
    assert_eq!(of(explicit), of(acme()));
}

#[test]
fn what_differs_is_named_apart() {
    let engagement = engagement(acme());
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Limits::default());
    let json = serde_json::to_string(&outcome.with(&engagement, &advice)).unwrap();
    let markdown = outcome.report(&engagement, Format::Markdown).unwrap();
    let html = outcome.report(&engagement, Format::Html).unwrap();
    let look =
        |text: &str| verify(text, &engagement, Limits::default(), &Reader::default()).unwrap();
    let identity = Identity::of(&engagement);
    let of_a_past = |engine: &str| {
        let mut past = identity.clone();
        past.engine = engine.to_owned();
        past.digest_of(&engagement)
    };
    for text in [&json, &markdown, &html] {
        assert!(look(text).is_same());
        // An earlier engine that gave the same figures.
        let past = of_a_past("0.0.9");
        let engine = text
            .replace("Engine: Tickmark 0.1.0", "Engine: Tickmark 0.0.9")
            .replace("\"engine\":\"0.1.0\"", "\"engine\":\"0.0.9\"")
            .replace(&identity.sha256, &past);
        assert_eq!(look(&engine).causes, [Cause::Engine("0.0.9".to_owned())]);
        let other = "0".repeat(64);
        let inputs = text.replace(&identity.sha256, &other);
        assert_eq!(look(&inputs).causes, [Cause::Inputs]);
        assert_eq!(look(&inputs).stated, Some(other.clone()));
        let both = text
            .replace(&identity.catalogue, &other)
            .replace(&identity.sha256, &other);
        assert_eq!(
            look(&both).causes,
            [Cause::Inputs, Cause::Catalogue(other.clone())]
        );
        let questionnaire = identity.questionnaire.sha256.clone().unwrap();
        let mut past = identity.clone();
        past.questionnaire.sha256 = Some(other.clone());
        past.questionnaire.version = "0.9.0".to_owned();
        let text = text
            .replace(&questionnaire, &other)
            .replace(" 1.0.0, SHA-256", " 0.9.0, SHA-256")
            .replace("\"version\":\"1.0.0\"", "\"version\":\"0.9.0\"")
            .replace(&identity.sha256, &past.digest_of(&engagement));
        assert_eq!(look(&text).causes, [Cause::Questionnaire(other)]);
    }
    // A report that somebody touched up, its digest left as it was.
    let changed = json.replacen("\"noted\":", "\"notedx\":", 1);
    let found = look(&changed);
    assert!(found.causes.is_empty() && found.stated.is_some());
    assert!(matches!(found.first, Some(Difference::Value { ref at, .. }) if at.starts_with("/")));
    let at = markdown
        .lines()
        .position(|l| l.starts_with("## Disclaimer"))
        .unwrap();
    let mut lines: Vec<&str> = markdown.lines().collect();
    lines[at + 2] = "This report gives assurance.";
    let found = look(&lines.join("\n"));
    let Some(Difference::Line {
        line,
        section,
        report,
        worked_out,
    }) = found.first
    else {
        panic!("a line differs")
    };
    assert_eq!((line as usize, section.as_str()), (at + 3, "Disclaimer"));
    assert_eq!(report.as_deref(), Some("This report gives assurance."));
    assert!(
        worked_out
            .unwrap()
            .starts_with("This report is a self-assessment")
    );
    let cut = markdown.get(..markdown.len() - 30).unwrap();
    assert!(!look(cut).is_same());
}

#[test]
fn a_value_is_told_by_its_pointer() {
    let engagement = engagement(acme());
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Limits::default());
    let mut value = serde_json::to_value(outcome.with(&engagement, &advice)).unwrap();
    let was = value["plan"]["gaps"][2]["weighted"].clone();
    value["plan"]["gaps"][2]["weighted"] = json!(0.5);
    let found = verify(
        &value.to_string(),
        &engagement,
        Limits::default(),
        &Reader::default(),
    )
    .unwrap();
    let Some(Difference::Value {
        at,
        report,
        worked_out,
    }) = found.first
    else {
        panic!("a value differs")
    };
    assert_eq!(at, "/plan/gaps/2/weighted");
    assert_eq!(report, Some(json!(0.5)));
    let worked_out = worked_out.and_then(|v| v.as_f64()).unwrap();
    assert!((worked_out - was.as_f64().unwrap()).abs() < 1e-12);
}

#[test]
fn neither_the_order_of_answers_nor_that_of_evidence_changes_a_report() {
    let whole = engagement(acme());
    let mut turned = serde_json::to_value(&*whole.source).unwrap();
    let evidence: Value =
        serde_json::from_str(&fs::read_to_string("tests/cases/acme/evidence.json").unwrap())
            .unwrap();
    turned["evidence"] = evidence;
    let report = |file: &Value| {
        let engagement = engagement(file.clone());
        let report = evaluate(&engagement).report(&engagement, Format::Html);
        (Identity::of(&engagement), report.unwrap())
    };
    let before = report(&turned);
    for list in ["answers", "evidence"] {
        let all = turned[list].as_array_mut().unwrap();
        assert!(all.len() > 3);
        all.reverse();
    }
    assert_eq!(report(&turned), before);
}
