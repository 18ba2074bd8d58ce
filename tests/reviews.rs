//! Reviews, training and simulations in dropped files, and what they decide of a saved assessment.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use serde_json::{Value, json};
use tickmark::input::answers::AssessmentFile;
use tickmark::{evaluate, input};

const REVIEWS: &str = "\
Campaign,System,Period,User,Reviewer,Decision,Decided,Applied
okta 2026-Q2,okta,2026-Q2,a@x.example,b@x.example,Approve,2026-06-10,
okta 2026-Q2,okta,2026-Q2,c@x.example,b@x.example,Revoke,2026-06-10,2026-06-12
okta 2026-Q3,okta,2026-Q3,a@x.example,b@x.example,Approve,2026-10-16,
";

fn saved(answers: &Value) -> Value {
    json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-10",
        "questionnaire": { "id": "full", "version": "1.0.0" },
        "profile": { "type": 2, "categories": ["security"], "timeZone": "Europe/Berlin",
            "window": { "start": "2026-05-01", "end": "2026-10-31" } },
        "answers": answers, "evidence": [],
    })
}

fn file(value: Value) -> AssessmentFile {
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

fn drop_file(file: &mut AssessmentFile, name: &str, text: &str) {
    let day = Some("2026-11-01".parse().unwrap());
    let content = input::content().unwrap();
    let received = input::receive(name, text.as_bytes(), file, day, content).unwrap();
    file.evidence = received.evidence;
}

/// The occurrences of a control.
fn occurrences(file: &AssessmentFile, control: &str) -> Value {
    let content = input::content().unwrap();
    let engagement = input::engagement(file.clone(), content).unwrap();
    let all = serde_json::to_value(evaluate(&engagement).assessment).unwrap();
    let all = all["controls"].as_array().unwrap();
    let found = all.iter().find(|c| c["id"] == control).unwrap();
    found["occurrences"].clone()
}

/// Label, state and source of each listed occurrence.
fn listed(file: &AssessmentFile, control: &str) -> Vec<String> {
    let found = occurrences(file, control);
    let all = found["listed"].as_array().unwrap().iter();
    all.map(|o| {
        let word = |key: &str| o[key].as_str().unwrap().to_owned();
        format!("{} {} {}", word("label"), word("state"), word("source"))
    })
    .collect()
}

/// The question that asks of each period of AC-04, and an answer to it.
fn answer(states: [&str; 2]) -> Value {
    let content = input::content().unwrap();
    let engagement = input::engagement(file(saved(&json!([]))), content).unwrap();
    let questions = &engagement.questionnaire.questions;
    let grid = questions.iter().find(|q| {
        q.controls.first().is_some_and(|c| c == "AC-04")
            && matches!(q.kind, tickmark::input::questionnaire::QuestionKind::Grid)
    });
    let periods: Vec<Value> = ["2026-q2", "2026-q3"]
        .iter()
        .zip(states)
        .map(|(period, state)| json!({ "period": period, "state": state }))
        .collect();
    json!([{ "question": grid.unwrap().id, "rev": grid.unwrap().rev, "periods": periods }])
}

#[test]
fn reviews_decide_the_quarters_and_beat_what_was_said() {
    let seen = ["2026-Q2 on-time observed", "2026-Q3 late observed"];
    for answers in [json!([]), answer(["missed", "on-time"])] {
        let mut file = file(saved(&answers));
        drop_file(&mut file, "reviews.csv", REVIEWS);
        assert_eq!(listed(&file, "AC-04"), seen);
        let found = occurrences(&file, "AC-04");
        assert_eq!(
            found["shown"],
            json!({"decided": 2, "deviations": 1, "due": 2})
        );
        // It speaks for a quarter of which the company says that it was missed.
        let disputed = found["disputed"].as_array().map_or(0, Vec::len);
        assert_eq!(disputed, usize::from(answers != json!([])));
        assert_eq!(found["notCounted"], json!([]));
        // The one revocation was carried out.
        let followed = occurrences(&file, "AC-05");
        assert_eq!(
            followed["shown"],
            json!({"decided": 1, "deviations": 0, "due": 1})
        );
    }
}

#[test]
fn a_quarter_without_a_review_is_missed_and_one_that_the_file_does_not_reach_is_open() {
    let mut missed = file(saved(&json!([])));
    let only_second: String = REVIEWS.lines().take(3).map(|l| format!("{l}\n")).collect();
    drop_file(&mut missed, "reviews.csv", &only_second);
    assert_eq!(
        listed(&missed, "AC-04"),
        ["2026-Q2 on-time observed", "2026-Q3 missed observed"]
    );
    let paper = missed.evidence[0]
        .workpapers
        .iter()
        .find(|w| w.procedure == "access-review-coverage")
        .unwrap();
    assert_eq!(
        paper.deviations[0].finding,
        "okta 2026-Q3: no review was finished from 2026-07-01 to 2026-10-15"
    );
    let mut open = file(saved(&answer(["missed", "unknown"])));
    let only_third: String = [0, 3]
        .iter()
        .map(|i| format!("{}\n", REVIEWS.lines().nth(*i).unwrap()))
        .collect();
    drop_file(&mut open, "reviews.csv", &only_third);
    assert_eq!(
        listed(&open, "AC-04"),
        ["2026-Q2 missed stated", "2026-Q3 late observed"]
    );
}

#[test]
fn other_days_of_grace_set_the_verdicts_aside() {
    let mut file = file(saved(&json!([])));
    drop_file(&mut file, "reviews.csv", REVIEWS);
    let mut value = serde_json::to_value(&file).unwrap();
    value["profile"]["policies"] = json!([{ "id": "review-grace-days", "value": 30 }]);
    let mut file = self::file(value);
    let found = occurrences(&file, "AC-04");
    assert_eq!(found["shown"]["decided"], 0);
    assert_eq!(found["notCounted"][0]["reason"], "other-policy");
    file.evidence.clear();
    drop_file(&mut file, "reviews.csv", REVIEWS);
    assert_eq!(
        listed(&file, "AC-04"),
        ["2026-Q2 on-time observed", "2026-Q3 on-time observed"]
    );
}

#[test]
fn files_of_several_systems_count_together() {
    let mut file = file(saved(&json!([])));
    drop_file(&mut file, "okta.csv", REVIEWS);
    let other = REVIEWS
        .replace("okta", "aws")
        .replace("2026-10-16", "2026-09-10");
    drop_file(&mut file, "aws.csv", &other);
    // What one file shows late is late, whatever another one shows on time.
    assert_eq!(
        listed(&file, "AC-04"),
        ["2026-Q2 on-time observed", "2026-Q3 late observed"]
    );
}

#[test]
fn an_observation_decides_nothing() {
    let mut seen = file(saved(&json!([])));
    drop_file(&mut seen, "reviews.csv", REVIEWS);
    for paper in &mut seen.evidence[0].workpapers {
        paper.observation = true;
    }
    for control in ["AC-04", "AC-05"] {
        let found = occurrences(&seen, control);
        assert_eq!(found["shown"]["decided"], 0, "{control}");
        assert_eq!(found["notCounted"], json!([]), "{control}");
    }
}

#[test]
fn simulations_that_arrived_decide_their_quarter() {
    let mut file = file(saved(&json!([])));
    let tests = r#"[
        {"pst_id": 1, "status": "Closed", "started_at": "2026-05-12T08:00:00Z", "scheduled_count": 9, "delivered_count": 9},
        {"pst_id": 2, "status": "Error", "started_at": "2026-08-12T08:00:00Z", "scheduled_count": null, "delivered_count": null},
        {"pst_id": 3, "status": "Closed", "started_at": "2026-10-20T08:00:00Z", "scheduled_count": 9, "delivered_count": 9}
    ]"#;
    drop_file(&mut file, "psts.json", tests);
    assert_eq!(
        listed(&file, "HR-05"),
        ["2026-Q2 on-time observed", "2026-Q3 missed observed"]
    );
}

/// The workpaper of a procedure in a file of its own.
fn paper(name: &str, text: &str, procedure: &str) -> (Vec<String>, Vec<(u32, String)>, Vec<u32>) {
    let mut file = file(saved(&json!([])));
    let day = Some("2026-11-01".parse().unwrap());
    let content = input::content().unwrap();
    let received = input::receive(name, text.as_bytes(), &file, day, content).unwrap();
    file.evidence = received.evidence;
    let paper = file.evidence[0]
        .workpapers
        .iter()
        .find(|w| w.procedure == procedure);
    let paper = paper.unwrap();
    assert!(!serde_json::to_string(paper).unwrap().contains("x.example"));
    (
        received.questions,
        paper
            .deviations
            .iter()
            .map(|d| (d.row, d.finding.clone()))
            .collect(),
        paper.undecided.iter().map(|u| u.row).collect(),
    )
}

#[test]
fn misspelt_columns_are_asked_about_and_not_read() {
    let text = "Revies_id,User_ID,Applicaton,Application Name,Reviewed By,Decision,Review date\n\
                R1,a@x.example,x,okta,a@x.example,Approve,2026-08-03\n\
                R1,b@x.example,x,okta,a@x.example,,\n\
                R1,c@x.example,x,okta,a@x.example,Remove,2026-08-03\n\
                R1,d@x.example,x,okta,,Keep,2026-08-03\n\
                R1,e@x.example,x,okta,a@x.example,perhaps,2026-08-03\n";
    let (questions, deviations, open) = paper("sheet.csv", text, "access-review-quality");
    let asked = questions.iter().filter(|q| q.starts_with("Is the column"));
    assert_eq!(asked.count(), 1, "{questions:?}");
    assert!(questions[0].contains("`Revies_id`"), "{questions:?}");
    let found: Vec<_> = deviations
        .iter()
        .map(|(row, text)| (*row, text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (2, "the person decided on their own access"),
            (3, "no decision was made"),
        ]
    );
    // Without a column for it, whether access was removed is not known; nor who decided, nor what.
    assert_eq!(open, [5, 6]);
    let (_, none, open) = paper("sheet.csv", text, "review-follow-through");
    assert_eq!((none, open), (vec![], vec![4]));
}

#[test]
fn okta_campaigns_are_read_with_the_names_that_the_vendor_writes() {
    let text = "campaign.id,campaign.name,reviewItem.principalUserd,reviewItem.principalUserEmail,reviewItem.resourceName,\
                reviewItem.reviewerEmail,reviewItem.decision,reviewItem.decisionDate,reviewItem.remediationDate\n\
                c1,Q3,00u1,a@x.example,Salesforce,b@x.example,APPROVE,2026-08-03T10:00:00Z,\n\
                c1,Q3,00u2,c@x.example,Salesforce,b@x.example,REVOKE,2026-08-03T10:01:00Z,\n";
    let (_, deviations, _) = paper("okta.csv", text, "access-review-quality");
    assert_eq!(deviations.len(), 1);
    assert_eq!(deviations[0].0, 3);
    let (_, late, _) = paper("okta.csv", text, "review-follow-through");
    assert_eq!(
        late[0].1,
        "no removal is recorded 14 days after the decision"
    );
}

#[test]
fn decision_items_of_graph_are_read() {
    let item = |who: &str, decision: &str, result: &str, applied: &str| {
        json!({ "id": who, "accessReviewId": "r1", "decision": decision,
            "reviewedDateTime": "2026-08-03T10:00:00Z", "appliedDateTime": applied, "applyResult": result,
            "principal": { "displayName": who, "userPrincipalName": format!("{who}@x.example") },
            "reviewedBy": { "displayName": "b", "userPrincipalName": "b@x.example" },
            "resource": { "id": "g1", "displayName": "sg-finance", "type": "group" } })
    };
    let value = json!({ "@odata.context": "x", "value": [
        item("a", "Approve", "AppliedSuccessfully", "2026-08-20T00:00:00Z"),
        item("b", "Approve", "AppliedSuccessfully", "2026-08-20T00:00:00Z"),
        item("c", "Deny", "New", ""),
        item("d", "Deny", "AppliedSuccessfully", "2026-08-17T21:00:00Z"),
    ]});
    let (_, deviations, open) = paper("items.json", &value.to_string(), "access-review-quality");
    let rows: Vec<u32> = deviations.iter().map(|d| d.0).collect();
    assert_eq!((rows, open), (vec![2, 3], vec![]));
    let (_, late, _) = paper("items.json", &value.to_string(), "review-follow-through");
    assert_eq!(late.len(), 1);
}

/// What training procedures say of each row of a roster: deviating and open rows, and rows left out.
fn trained(
    roster: &str,
    courses: &str,
    day: Option<&str>,
    procedure: &str,
) -> (Vec<(u32, String)>, Vec<u32>, u32) {
    use tickmark::evidence::{Basis, Binder, Choices, Intake, Parameter, Terms};
    let day_of = |text: &str| text.parse().unwrap();
    let mut binder = Binder::new();
    for (name, text) in [("hr.csv", roster), ("lms.csv", courses)] {
        let choices = Choices {
            as_of: day.map(day_of),
            ..Choices::default()
        };
        let mut intake = Intake::new(name, choices);
        intake.push(text.as_bytes());
        binder.add(intake).unwrap();
    }
    let terms = Terms {
        controls: [(procedure.to_owned(), vec!["HR".to_owned()])].into(),
        as_of: day_of("2026-11-10"),
        window_start: day_of("2026-05-01"),
        window_end: day_of("2026-10-31"),
        policies: vec![Parameter {
            id: "training-new-hire-days".to_owned(),
            value: 30,
            basis: Basis::Stated,
        }],
        time_zone: None,
        periods: std::collections::BTreeMap::new(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    };
    let seen = binder.results(&terms);
    let paper = &seen[0].workpapers[0];
    assert!(!serde_json::to_string(paper).unwrap().contains("x.example"));
    let open: u32 = paper.undecided.len().try_into().unwrap();
    let left: u32 = paper.excluded.iter().map(|e| e.count).sum();
    assert_eq!(paper.population, paper.tested + open + left);
    (
        paper
            .deviations
            .iter()
            .map(|d| (d.row, d.finding.clone()))
            .collect(),
        paper.undecided.iter().map(|u| u.row).collect(),
        left,
    )
}

const ROSTER: &str = "Work Email,Employee #,Status,Hire Date,Termination Date\n\
    old@x.example,1,Active,2020-01-01,\n\
    new@x.example,2,Active,2026-06-01,\n\
    late@x.example,3,Active,2026-06-01,\n\
    recent@x.example,4,Active,2026-10-20,\n\
    short@x.example,5,Inactive,2026-06-01,2026-06-20\n\
    left@x.example,6,Inactive,2020-01-01,2026-07-31\n\
    none@x.example,7,Active,2020-01-01,\n\
    undated@x.example,8,Active,2020-01-01,\n\
    edge@x.example,9,Active,2026-06-01,\n";
const COURSES: &str = "Email,Course,Assigned,Completed,Status\n\
    old@x.example,Basics,2026-01-01,2026-01-20,Completed\n\
    new@x.example,Basics,2026-06-01,2026-07-01,Completed\n\
    late@x.example,Basics,2026-06-01,2026-07-02,Completed\n\
    left@x.example,Basics,2026-08-01,2026-08-02,Completed\n\
    left@x.example,Basics,2025-06-01,2025-07-02,Completed\n\
    undated@x.example,Basics,2026-01-01,,Completed\n\
    edge@x.example,Basics,2026-06-01,2026-07-01T23:30:00Z,Completed\n";

#[test]
fn joiners_are_those_of_the_roster() {
    let (deviations, open, left) =
        trained(ROSTER, COURSES, Some("2026-11-05"), "training-new-hire");
    assert_eq!(
        deviations,
        [(
            4,
            "the course was completed on 2026-07-02, 1 day after it was due".to_owned()
        )]
    );
    // Whether 23:30 in UTC is still the last day depends on where the company is.
    assert_eq!((open, left), (vec![10], 2));
}

#[test]
fn everybody_is_trained_once_a_year_until_they_leave() {
    let (deviations, open, left) = trained(ROSTER, COURSES, Some("2026-11-05"), "training-annual");
    let rows: Vec<u32> = deviations.iter().map(|d| d.0).collect();
    // Who left was trained more than a year before, and again only after the last day.
    assert_eq!(rows, [7, 8]);
    assert!(
        deviations[0].1.ends_with("the last one was on 2025-07-02"),
        "{deviations:?}"
    );
    assert!(
        deviations[1].1.ends_with("and none was assigned"),
        "{deviations:?}"
    );
    assert_eq!((open, left), (vec![9], 2));
}

#[test]
fn a_training_file_of_an_unknown_day_shows_no_gap() {
    let (deviations, open, _) = trained(ROSTER, COURSES, None, "training-annual");
    // Nobody said that the file was made after the end of the window: its last course is of August.
    assert_eq!(deviations.iter().map(|d| d.0).collect::<Vec<_>>(), [7]);
    assert_eq!(open, [8, 9]);
}

/// Measured against a limit that the company never gave, a late leaver is a deviation and obliges nobody to disclose it.
#[test]
fn a_deviation_from_a_default_obliges_nobody() {
    let content = tickmark::input::content().unwrap();
    let known = |assumed: bool| {
        let text = std::fs::read_to_string("examples/acme/quick.json").unwrap();
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["answers"] = json!([]);
        value["evidence"] = json!([{
            "id": "roster", "title": "Roster", "kind": "roster", "asOf": "2026-11-20", "controls": ["AC-06"],
            "file": { "name": "roster.csv", "sha256": "00".repeat(32), "bytes": 1 },
            "workpapers": [{
                "procedure": "leaver-access", "control": "AC-06", "objective": "…", "system": "x",
                "asOf": "2026-11-20", "population": 2, "tested": 2,
                "deviations": [{ "row": 2, "finding": "late", "assumed": assumed, "cells": [] }]
            }]
        }]);
        let file = tickmark::input::assessment_file(value, content).unwrap();
        let outcome = tickmark::evaluate(&tickmark::input::engagement(file, content).unwrap());
        let mut controls = outcome.assessment.controls.into_iter();
        let o = controls.find(|c| c.id == "AC-06").unwrap().occurrences;
        (o.decided, o.deviations, o.known)
    };
    assert_eq!(known(false), (2, 1, true));
    assert_eq!(known(true), (2, 1, false));
}
