//! Another framework altogether, the food safety of a restaurant kitchen: everything that is asked or told is data.
//!
//! A changed golden is accepted with `UPDATE_EXPECT=1` and read as text before it is committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use expect_test::expect_file;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::{Content, ContentFile};
use tickmark::input::{self, Engagement, lint};
use tickmark::report::Format;
use tickmark::{Outcome, evaluate};

const KITCHEN: &str = "tests/frameworks/kitchen";

fn yaml(name: &str) -> Value {
    let path = Path::new(KITCHEN).join(format!("{name}.yaml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The compiled content, as a consultant would hand it over.
fn document() -> Value {
    let parts = [
        "framework",
        "criteria",
        "domains",
        "controls",
        "scoping",
        "populations",
        "samplingPolicies",
        "policyValues",
        "priors",
        "redFlags",
        "contradictions",
    ];
    let catalogue: Map<String, Value> = parts.iter().map(|p| ((*p).to_owned(), yaml(p))).collect();
    json!({
        "format": "tickmark-content", "version": 1,
        "catalogue": catalogue, "questionnaires": [yaml("questionnaire")],
    })
}

fn kitchen() -> Content {
    Content::read(document(), &input::content().unwrap().catalogue).unwrap()
}

/// The saved assessment with the manifest dropped into it.
fn blue_spoon(content: &Content) -> AssessmentFile {
    let read = |name: &str| fs::read(Path::new(KITCHEN).join(name)).unwrap();
    let value = serde_json::from_slice(&read("assessment.json")).unwrap();
    let mut file = input::assessment_file(value, content).unwrap();
    let received = input::receive(
        "evidence.json",
        &read("evidence.json"),
        &file,
        None,
        content,
    );
    file.evidence = received.unwrap().evidence;
    file
}

fn report(engagement: &Engagement<'_>, outcome: &Outcome) -> String {
    outcome.report(engagement, Format::Markdown).unwrap()
}

fn json_text(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

#[test]
fn a_kitchen_is_worked_out_like_any_other_company() {
    let content = kitchen();
    let engagement = input::engagement(blue_spoon(&content), &content).unwrap();
    let outcome = evaluate(&engagement);
    let golden = |file: &str| expect_file![format!("./frameworks/kitchen/expected/{file}")];
    golden("assessment.json").assert_eq(&json_text(&outcome.assessment));
    golden("forecast.json").assert_eq(&json_text(&outcome.forecast));
    golden("plan.json").assert_eq(&json_text(&outcome.plan));
    golden("report.md").assert_eq(&report(&engagement, &outcome));
}

#[test]
fn the_linter_finds_nothing_in_it() {
    let file: ContentFile = serde_json::from_value(document()).unwrap();
    let mut problems = lint::catalogue(&file.catalogue.unwrap());
    let catalogue = kitchen().catalogue;
    for questionnaire in &file.questionnaires {
        problems.extend(lint::questionnaire(questionnaire, &catalogue, ""));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn it_uses_every_kind_of_control_and_of_question() {
    let content = kitchen();
    let kinds: BTreeSet<_> = content
        .catalogue
        .controls
        .iter()
        .map(|(_, c)| c.kind.as_str())
        .collect();
    assert_eq!(kinds.len(), 4);
    let questions = &content.questionnaires[0].questionnaire.questions;
    let kinds: BTreeSet<_> = questions.iter().map(|q| q.kind.as_str()).collect();
    assert_eq!(kinds.len(), 6);
}

/// What only the other framework says. In a report of the kitchen each would be a word of ours that is not data.
#[test]
fn nothing_of_soc_2_is_in_its_report() {
    let content = kitchen();
    let engagement = input::engagement(blue_spoon(&content), &content).unwrap();
    let outcome = evaluate(&engagement);
    let markdown = report(&engagement, &outcome);
    let html = outcome.report(&engagement, Format::Html).unwrap();
    let soc2 = &input::content().unwrap().catalogue;
    let mut words = vec![
        "SOC",
        "AICPA",
        "CPA",
        "trust services",
        "Trust services",
        "CBIZ",
        "Type 1",
        "Type 2",
        "auditor",
        "Auditor",
        "qualified",
        "adverse",
        "opinion,",
        "management response",
    ];
    words.extend(soc2.controls.iter().map(|(_, c)| c.id.as_str()));
    let criteria = soc2.criteria.iter().map(|c| c.id.as_str());
    words.extend(criteria.filter(|id| id.len() > 4));
    for word in words {
        assert!(
            !markdown.contains(word),
            "{word:?} is in the report:\n{}",
            around(&markdown, word)
        );
        assert!(
            !html.contains(word),
            "{word:?} is in the page:\n{}",
            around(&html, word)
        );
    }
}

fn around<'t>(text: &'t str, word: &str) -> &'t str {
    text.lines()
        .find(|line| line.contains(word))
        .unwrap_or_default()
}
