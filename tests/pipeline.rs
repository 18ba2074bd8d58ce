//! Whole stories: the inputs of `examples/` and the results in `tests/cases/`, byte for byte.
//!
//! A changed golden is accepted with `UPDATE_EXPECT=1` and read as text before it is committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::manifest::EvidenceKind;
use tickmark::plan::fixes::Limits;
use tickmark::report::Format;
use tickmark::{Outcome, evaluate, input};

/// A story is a folder of `examples/`; after a hyphen, the questionnaire that was answered there.
pub(crate) fn story(name: &str) -> AssessmentFile {
    let (company, answers) = name.split_once('-').unwrap_or((name, "assessment"));
    let folder = Path::new("examples").join(company);
    let text = fs::read_to_string(folder.join(format!("{answers}.json"))).unwrap();
    let mut file = input::assessment_file(
        serde_json::from_str(&text).unwrap(),
        input::content().unwrap(),
    )
    .unwrap();
    let files = |folder: PathBuf| {
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        files
    };
    let mut evidence = files(folder.join("evidence"));
    assert!(!evidence.is_empty());
    // What the platform collected belongs to the longer questionnaires.
    if company != name {
        evidence.extend(files(folder.join("platform")));
    }
    for path in evidence {
        let name = path.file_name().unwrap().to_str().unwrap();
        let received = input::receive(
            name,
            &fs::read(&path).unwrap(),
            &file,
            None,
            input::content().unwrap(),
        );
        file.evidence = received
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
            .evidence;
    }
    file
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

/// The points of lists that run into what comes after them: no template breaks a line inside a point.
pub(crate) fn run_on(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut point = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Item) => {
                depth += 1;
                point.clear();
            }
            Event::End(TagEnd::Item) => depth -= 1,
            Event::Text(text) => point.push_str(&text),
            Event::SoftBreak if depth > 0 => found.push(point.clone()),
            _ => {}
        }
    }
    found
}

fn golden(name: &str) -> Outcome {
    let file = story(name);
    let engagement = input::engagement(file.clone(), input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let golden = |file: &str| expect_file![format!("./cases/{name}/{file}")];
    golden("evidence.json").assert_eq(&json(&file.evidence));
    golden("assessment.json").assert_eq(&json(&outcome.assessment));
    golden("forecast.json").assert_eq(&json(&outcome.forecast));
    golden("plan.json").assert_eq(&json(&outcome.plan));
    golden("advice.json").assert_eq(&json(&advice(&outcome, &engagement)));
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    assert_eq!(run_on(&report), [""; 0]);
    golden("report.md").assert_eq(&report);
    golden("report.html").assert_eq(&outcome.report(&engagement, Format::Html).unwrap());
    outcome
}

/// The advice without its long lists, which have tests of their own and stand in the report.
fn advice(outcome: &Outcome, engagement: &input::Engagement<'_>) -> serde_json::Value {
    let advice = outcome.advice(engagement, Limits::default());
    serde_json::json!({
        "sensitivity": advice.sensitivity,
        "unknowns": advice.unknowns,
        "chosen": advice.fixes.chosen,
        "choice": advice.windows.choice,
        "oneDay": advice.windows.one_day,
    })
}

#[test]
fn acme_in_week_ten() {
    golden("acme");
}

#[test]
fn a_company_of_six_hundred_half_a_year_in() {
    golden("scaleup");
}

/// The story of examples/scaleup: a mock audit made eleven observations. Its ten-minute answers, and what its
/// platform has on file, are held against that number, at the day of the mock audit and at the end of the
/// window. The credential report is left out: the mock audit saw none, and what it shows was put in by us.
#[test]
fn eleven_observations_lie_in_the_interval_of_the_scale_up() {
    let content = input::content().unwrap();
    let mut file = story("scaleup-quick");
    let given = file.evidence.len();
    file.evidence
        .retain(|entry| entry.kind != EvidenceKind::CredentialReport);
    assert_eq!(file.evidence.len(), given - 1);
    let outlook = |file: &AssessmentFile| {
        let engagement = input::engagement(file.clone(), content).unwrap();
        evaluate(&engagement).forecast.headline
    };
    let at_the_end = outlook(&file);
    file.profile.window.end = file.as_of;
    let today = outlook(&file);
    for found in [today, at_the_end] {
        assert!((found.low..=found.high).contains(&11), "{found:?}");
    }
    // Most of the window is still to come, so that there is no less to find in it.
    assert!(today.expected <= at_the_end.expected);
}

/// The longer questionnaires: what is worked out, and the report as Markdown.
fn golden_report(name: &str) -> Outcome {
    let engagement = input::engagement(story(name), input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let golden = |file: &str| expect_file![format!("./cases/{name}/{file}")];
    golden("assessment.json").assert_eq(&json(&outcome.assessment));
    golden("forecast.json").assert_eq(&json(&outcome.forecast));
    golden("plan.json").assert_eq(&json(&outcome.plan));
    golden("advice.json").assert_eq(&json(&advice(&outcome, &engagement)));
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    assert_eq!(run_on(&report), [""; 0]);
    golden("report.md").assert_eq(&report);
    outcome
}

#[test]
fn both_companies_answered_the_quick_questionnaire() {
    for name in ["acme-quick", "scaleup-quick"] {
        let outcome = golden_report(name);
        assert!(outcome.assessment.controls.len() >= 40, "{name}");
    }
}

#[test]
fn both_companies_answered_for_every_control() {
    for name in ["acme-full", "scaleup-full"] {
        let outcome = golden_report(name);
        assert!(outcome.assessment.not_looked_at.is_empty(), "{name}");
    }
}

#[test]
fn the_saved_file_gives_the_same_report_without_the_evidence_files() {
    let file = story("acme");
    let saved = serde_json::to_string(&file).unwrap();
    let opened = input::assessment_file(
        serde_json::from_str(&saved).unwrap(),
        input::content().unwrap(),
    )
    .unwrap();
    assert_eq!(opened, file);
    let report = |file| {
        let engagement = input::engagement(file, input::content().unwrap()).unwrap();
        evaluate(&engagement)
            .report(&engagement, Format::Markdown)
            .unwrap()
    };
    assert_eq!(report(opened), report(file));
}

#[test]
fn no_account_name_of_the_evidence_is_in_a_report() {
    let file = story("acme");
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let html = outcome.report(&engagement, Format::Html).unwrap();
    for name in [
        "noor",
        "tomasz",
        "amelie",
        "javier",
        "contractor-lin",
        "metrics-export",
        "418027615531",
    ] {
        assert!(!html.contains(name), "{name} is in the report");
        assert!(!json(&outcome).contains(name), "{name} is in the results");
    }
}

#[test]
fn a_file_of_another_time_is_listed_and_counts_for_nothing() {
    let mut file = story("acme");
    file.profile.window.start = "2026-11-15".parse().unwrap();
    file.profile.window.end = "2027-05-14".parse().unwrap();
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    assert!(
        outcome
            .assessment
            .not_looked_at
            .contains(&"AC-02".to_owned())
    );
    assert!(outcome.forecast.controls.iter().all(|c| c.id != "AC-02"));
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    let paper = report.split("### Workpaper: AC-02").nth(1).unwrap();
    let paper = paper.split("###").next().unwrap();
    assert!(
        paper.contains("Not counted in this window: its day lies outside the window"),
        "{paper}"
    );
    assert!(
        paper.contains("Deviations: 1"),
        "what was found is still told: {paper}"
    );
}

#[test]
fn a_file_tested_against_another_policy_is_not_counted() {
    let mut file = story("acme");
    file.profile.policies[0].value = 365;
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let aside: Vec<_> = outcome
        .assessment
        .set_aside
        .iter()
        .filter(|s| s.control == "AC-10")
        .collect();
    assert_eq!(aside.len(), 1, "the keys were tested against 180 days");
    assert!(outcome.forecast.controls.iter().all(|c| c.id != "AC-10"));
}

#[test]
fn a_long_list_of_deviations_is_counted_whole_and_cited_in_part() {
    let mut csv = String::from(
        "user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active,\
         access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated\n",
    );
    for i in 0..1000 {
        csv.push_str(&format!(
            "u{i},arn:aws:iam::111122223333:user/u{i},true,no_information,false,false,N/A,false,N/A\n"
        ));
    }
    let mut file = story("acme");
    let day = Some("2026-11-12".parse().unwrap());
    file.evidence = input::receive(
        "many.csv",
        csv.as_bytes(),
        &file,
        day,
        input::content().unwrap(),
    )
    .unwrap()
    .evidence;
    let paper = &file.evidence.last().unwrap().workpapers[0];
    assert_eq!(
        (paper.deviations.len(), paper.deviation_count()),
        (200, 1000)
    );
    assert!(
        serde_json::to_string(&file).unwrap().len() < 200_000,
        "small enough to keep"
    );
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    assert!(report.contains("Deviations: 1000."));
    assert!(report.contains("800 more rows are counted and not cited"));
}

#[test]
fn without_an_answer_there_is_no_figure_and_no_advice() {
    let mut file = story("acme");
    file.answers.clear();
    file.evidence.clear();
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    assert!(
        outcome.plan.gaps.is_empty(),
        "an unanswered question is no gap"
    );
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    assert!(report.contains("Nothing to say yet"));
    for word in ["What to do first", "of 100", "exceptions**", "### 1."] {
        assert!(!report.contains(word), "{word}");
    }
}

#[test]
fn evidence_against_an_answer_is_told_on_the_first_page() {
    let mut file = story("acme");
    file.answers[1].choice = Some("proven".to_owned());
    let policy = file
        .evidence
        .iter_mut()
        .find(|e| e.id == "policy-access")
        .unwrap();
    policy.as_of = Some("2025-03-01".parse().unwrap());
    let engagement = input::engagement(file, input::content().unwrap()).unwrap();
    let outcome = evaluate(&engagement);
    let found: Vec<&str> = outcome
        .assessment
        .contradictions
        .iter()
        .map(|c| c.controls[0].as_str())
        .collect();
    assert_eq!(found, ["GV-05"]);
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    let first_page = report.split("## Readiness by domain").next().unwrap();
    assert!(
        first_page.contains("### Where an auditor would start"),
        "{first_page}"
    );
    assert!(
        first_page.contains("the dates here show it otherwise for 1 of 1")
            && first_page.contains("On file: access-control-policy.md."),
        "{first_page}"
    );
}
