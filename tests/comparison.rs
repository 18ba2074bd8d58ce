//! Two assessments of one company: what moved each figure, and that the parts are the whole.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::comparison::{Cause, Comparison, Figures, Side, compare};
use tickmark::error::{Code, Error};
use tickmark::input;

fn saved(path: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{path}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn compared(before: &Value, after: &Value) -> Result<Comparison, Error> {
    let content = input::content()?;
    let before = input::assessment_file(before.clone(), content)?;
    let after = input::assessment_file(after.clone(), content)?;
    let side = |file| Side { file, content };
    compare(side(&before), side(&after))
}

fn answer<'a>(file: &'a mut Value, question: &str) -> &'a mut Value {
    let answers = file["answers"].as_array_mut().unwrap();
    answers
        .iter_mut()
        .find(|a| a["question"] == question)
        .unwrap()
}

fn record(control: &str, day: &str) -> Value {
    json!({
        "id": format!("{control}-{day}"), "title": "Record", "kind": "document", "controls": [control],
        "asOf": day, "file": { "name": "r.pdf", "sha256": "0".repeat(64) },
    })
}

/// Every figure of `a` and `b` differs by less than rounding.
fn same(a: Figures, b: Figures) -> bool {
    let d = a - b;
    [
        d.claimed_low,
        d.claimed_high,
        d.supported_low,
        d.supported_high,
        d.expected,
        d.clean,
        d.qualified_or_adverse,
    ]
    .iter()
    .all(|x| x.abs() < 1e-9)
}

fn sum<'a>(changes: impl Iterator<Item = &'a Figures>) -> Figures {
    changes.fold(Figures::default(), |sum, c| sum + *c)
}

fn part(found: &Comparison, cause: Cause) -> Figures {
    let part = found.parts.iter().find(|p| p.causes.contains(&cause));
    part.unwrap().change
}

fn adds_up(found: &Comparison) {
    let whole = found.after - found.before;
    assert!(same(sum(found.parts.iter().map(|p| &p.change)), whole));
    if !found.answers.is_empty() {
        let answers = sum(found.answers.iter().map(|m| &m.change));
        assert!(
            same(answers, part(found, Cause::Answers)),
            "{:?}",
            found.answers
        );
    }
    if !found.evidence.is_empty() {
        let evidence = sum(found.evidence.iter().map(|m| &m.change));
        assert!(same(evidence, part(found, Cause::Evidence)));
    }
}

#[test]
fn a_company_compared_with_itself_has_not_moved() {
    for name in ["acme/full", "scaleup/quick"] {
        let file = saved(name);
        let found = compared(&file, &file).unwrap();
        assert_eq!(found.before, found.after);
        assert!(
            found.parts.iter().all(|p| p.change.is_zero()),
            "{:?}",
            found.parts
        );
        assert!(found.controls.is_empty() && found.closed.is_empty() && found.opened.is_empty());
        assert!(found.answers.is_empty() && found.evidence.is_empty());
    }
}

#[test]
fn a_quarter_later_each_part_has_its_own_cause() {
    let before = saved("acme/full");
    let mut after = before.clone();
    after["asOf"] = json!("2027-02-01");
    after["profile"]["headcount"] = json!(40);
    *answer(&mut after, "gv-04") = json!({ "question": "gv-04", "rev": 1, "choice": "proven" });
    after["evidence"] = json!([record("RA-01", "2026-12-01"), record("IR-01", "2026-12-02")]);
    let found = match compared(&before, &after) {
        Ok(found) => found,
        Err(why) => panic!("{why:?}"),
    };
    adds_up(&found);
    let causes: Vec<Cause> = found.parts.iter().flat_map(|p| p.causes.clone()).collect();
    assert_eq!(
        causes,
        [
            Cause::Content,
            Cause::Time,
            Cause::Profile,
            Cause::Answers,
            Cause::Evidence
        ]
    );
    assert!(part(&found, Cause::Content).is_zero());
    assert!(
        part(&found, Cause::Time).supported_low <= 0.0,
        "days that pass prove nothing"
    );
    assert!(part(&found, Cause::Answers).claimed_low > 0.0);
    assert!(part(&found, Cause::Answers).supported_low >= 0.0);
    assert!(part(&found, Cause::Evidence).supported_low > 0.0);
    assert!(
        part(&found, Cause::Evidence).claimed_low.abs() < 1e-12,
        "files claim nothing"
    );
    assert_eq!(found.answers.len(), 1);
    assert_eq!(found.evidence.len(), 2);
    assert!(!found.controls.is_empty());
}

#[test]
fn only_what_changed_has_a_part() {
    let before = saved("scaleup/full");
    let mut after = before.clone();
    answer(&mut after, "ac-08")["choice"] = json!("informal");
    let found = compared(&before, &after).unwrap();
    adds_up(&found);
    for cause in [Cause::Content, Cause::Time, Cause::Profile, Cause::Evidence] {
        assert!(part(&found, cause).is_zero(), "{cause:?}");
    }
    assert_eq!(found.answers.len(), 1);
    assert_eq!(found.answers[0].id, "ac-08");
    assert_eq!(found.controls.len(), 1);
    assert_eq!(found.controls[0].id, "AC-08");
}

#[test]
fn a_step_that_cannot_stand_alone_is_one_with_the_next() {
    // Of the quick questionnaire to the full one: the answers of one mean nothing to the other.
    let mut before = saved("acme/quick");
    let after = saved("acme/full");
    before["asOf"] = after["asOf"].clone();
    let found = compared(&before, &after).unwrap();
    adds_up(&found);
    assert!(found.answers.is_empty(), "the questions are others");
    assert!(!part(&found, Cause::Answers).is_zero());
}

#[test]
fn the_later_one_first_is_refused() {
    let before = saved("acme/full");
    let mut after = before.clone();
    after["asOf"] = json!("2026-10-01");
    // What was looked at after that day would be refused by itself.
    after["answers"] = json!([]);
    after["evidence"] = json!([]);
    let Err(Error::Input(problems)) = compared(&before, &after) else {
        panic!("the order is wrong");
    };
    assert_eq!(problems[0].code, Code::DateOrder);
    assert!(
        problems[0].message.contains("name the earlier one first"),
        "{}",
        problems[0].message
    );
}

#[test]
fn another_version_of_the_questions_is_told() {
    let mut before = saved("acme/full");
    before["questionnaire"]["sha256"] = json!("0".repeat(64));
    let found = compared(&before, &saved("acme/full")).unwrap();
    assert_eq!(found.answered_with.unwrap().id, "full");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Any set of answers changed, in any order of the document.
    #[test]
    fn the_parts_are_the_whole(
        picks in prop::collection::vec((0usize..1000, 0usize..6), 1..6),
        turned in any::<bool>(),
    ) {
        let before = saved("acme/full");
        let mut after = before.clone();
        let full = input::content().unwrap().questionnaire("full").unwrap();
        let questions = &full.questionnaire.questions;
        for (pick, level) in picks {
            let answers = after["answers"].as_array_mut().unwrap();
            let at = pick % answers.len();
            let id = answers[at]["question"].as_str().unwrap().to_owned();
            let question = questions.iter().find(|q| q.id == id).unwrap();
            let choice = &question.choices[level % question.choices.len()].id;
            answers[at] = json!({ "question": id, "rev": question.rev, "choice": choice });
        }
        if turned {
            after["answers"].as_array_mut().unwrap().reverse();
        }
        let found = compared(&before, &after).unwrap();
        adds_up(&found);
    }
}
