//! Every readiness state is one that a company can reach.

use serde_json::{Value, json};
use tickmark::input;
use tickmark::input::content::Content;
use tickmark::plan::state::{Gate, State};

use super::{Dice, outcome, perfect, random, read};

/// A company that answers every question of the full questionnaire with the rung of a level, with
/// figures as they should be.
fn all_at(content: &Content, level: u8) -> Value {
    let full = &content.questionnaire("full").unwrap().questionnaire;
    let answers: Vec<Value> = full
        .questions
        .iter()
        .map(|q| {
            let mut answer = perfect::answer(q, content);
            let rung = q.choices.iter().find(|c| c.level == level).unwrap();
            answer["choice"] = json!(rung.id);
            answer
        })
        .collect();
    let mut document = random::document(
        "2026-12-31",
        answers,
        Vec::new(),
        json!(["security"]),
        Vec::new(),
    );
    document["questionnaire"] = json!({ "id": "full", "version": full.version });
    document
}

#[test]
fn a_company_climbs_from_not_started_to_window_ready_by_its_answers() {
    let content = input::content().unwrap();
    for (level, state) in [
        (0, State::NotStarted),
        (1, State::Building),
        (2, State::DesignReady),
        (3, State::WindowReady),
        (5, State::WindowReady),
    ] {
        let readiness = outcome(&all_at(content, level), content).plan.readiness;
        assert_eq!(
            (readiness.low, readiness.high),
            (state, state),
            "level {level}: {:?}",
            readiness.missing
        );
        assert!(
            !readiness.missing.is_empty(),
            "what stands before the next state is named"
        );
    }
}

#[test]
fn one_key_control_or_one_open_answer_holds_the_window_back() {
    let content = input::content().unwrap();
    let mut document = all_at(content, 3);
    let answers = document["answers"].as_array_mut().unwrap();
    let slot = answers
        .iter_mut()
        .find(|a| a["question"] == "ac-04")
        .unwrap();
    slot["choice"] = json!("set-up");
    let readiness = outcome(&document, content).plan.readiness;
    assert_eq!(
        (readiness.low, readiness.high),
        (State::DesignReady, State::DesignReady)
    );
    let below = |g: &Gate| matches!(g, Gate::Claims { below, .. } if below == &["AC-04"]);
    assert!(
        readiness.missing.iter().any(below),
        "{:?}",
        readiness.missing
    );
    // Left open, it may be there or not.
    let answers = document["answers"].as_array_mut().unwrap();
    answers.retain(|a| a["question"] != "ac-04");
    let readiness = outcome(&document, content).plan.readiness;
    assert_eq!(
        (readiness.low, readiness.high),
        (State::Building, State::WindowReady)
    );
}

#[test]
fn fieldwork_waits_for_evidence() {
    let mut reached = 0;
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let content = read(&random::content(&mut dice, 8));
        let questions = &content.questionnaires[0].questionnaire.questions;
        let answers: Vec<Value> = questions
            .iter()
            .map(|q| perfect::answer(q, &content))
            .collect();
        let asked = |id: &str| questions.iter().any(|q| q.controls.iter().any(|c| c == id));
        if !content.catalogue.controls.iter().all(|(_, c)| asked(&c.id)) {
            continue;
        }
        let evidence = random::evidence(&mut dice, &content, true);
        let with = |evidence| {
            let scope = json!(["base", "more"]);
            let document =
                random::document("2026-12-31", answers.clone(), Vec::new(), scope, evidence);
            outcome(&document, &content).plan.readiness
        };
        let (shown, said) = (with(evidence), with(Vec::new()));
        assert!(
            said.low < State::FieldworkReady,
            "seed {seed}: answers alone show nothing"
        );
        if shown.low == State::FieldworkReady {
            assert!(shown.missing.is_empty());
            reached += 1;
        }
    }
    assert!(
        reached > 0,
        "perfect answers with complete evidence reach the last state"
    );
}
