//! Laws of `model` §3 on random questionnaires, answers and evidence.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test says what went wrong by stopping"
)]

#[path = "questionnaires/dice.rs"]
mod dice;
#[path = "questionnaires/perfect.rs"]
mod perfect;
#[path = "questionnaires/random.rs"]
mod random;
#[path = "questionnaires/states.rs"]
mod states;

use dice::Dice;
use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::assessment::Assessment;
use tickmark::input::content::Content;
use tickmark::report::Format;
use tickmark::{Outcome, evaluate, input};

fn read(content: &Value) -> Content {
    let base = &input::content().unwrap().catalogue;
    Content::read(content.clone(), base).unwrap_or_else(|why| panic!("{why:?}\n{content:#}"))
}

fn outcome(document: &Value, content: &Content) -> Outcome {
    let file = input::assessment_file(document.clone(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap_or_else(|why| panic!("{why:?}"));
    evaluate(&engagement)
}

fn made_up(dice: &mut Dice) -> (Content, Value) {
    let content = read(&random::content(dice, 8));
    let evidence = random::evidence(dice, &content, false);
    let document = random::assessment(dice, &content, evidence);
    (content, document)
}

/// Asserts that every range of `part` lies inside the same range of `whole`.
fn holds(whole: &Assessment, part: &Assessment) -> Result<(), TestCaseError> {
    let slack = 1e-9;
    for (w, p) in [
        (whole.score.claimed, part.score.claimed),
        (whole.score.supported, part.score.supported),
    ] {
        prop_assert!(
            w.low <= p.low + slack && p.high <= w.high + slack,
            "{w:?} {p:?}"
        );
    }
    for p in &part.controls {
        let Some(w) = whole.controls.iter().find(|c| c.id == p.id) else {
            continue;
        };
        for (wr, pr) in [(w.claimed, p.claimed), (w.supported, p.supported)] {
            prop_assert!(wr.low <= pr.low && pr.high <= wr.high, "{w:?}\n{p:?}");
        }
    }
    for p in &part.domains {
        let w = whole.domains.iter().find(|d| d.id == p.id).unwrap();
        let (w, p) = (w.supported, p.supported);
        prop_assert!(w.low <= p.low && p.high <= w.high, "{w:?} {p:?}");
    }
    Ok(())
}

/// Asserts that nothing in `after` is lower than in `before`.
fn not_lower(before: &Assessment, after: &Assessment) -> Result<(), TestCaseError> {
    let slack = 1e-9;
    for (b, a) in [
        (before.score.claimed, after.score.claimed),
        (before.score.supported, after.score.supported),
    ] {
        prop_assert!(
            b.low <= a.low + slack && b.high <= a.high + slack,
            "{b:?} {a:?}"
        );
    }
    for (b, a) in before.controls.iter().zip(&after.controls) {
        prop_assert_eq!(&b.id, &a.id);
        for (b, a) in [(b.claimed, a.claimed), (b.supported, a.supported)] {
            prop_assert!(b.low <= a.low && b.high <= a.high, "{b:?} {a:?}");
        }
    }
    for (b, a) in before.domains.iter().zip(&after.domains) {
        let (b, a) = (b.supported, a.supported);
        prop_assert!(b.low <= a.low && b.high <= a.high, "{b:?} {a:?}");
    }
    Ok(())
}

/// The same answers with every unknown answered somehow, though not by "does not apply".
fn completed(dice: &mut Dice, document: &Value, content: &Content) -> Value {
    let mut done = document.clone();
    let answers = document["answers"].as_array().unwrap();
    let questions = &content.questionnaires[0].questionnaire.questions;
    let all: Vec<Value> = questions
        .iter()
        .map(|q| {
            let answer = answers.iter().find(|a| a["question"] == q.id);
            let open =
                answer.is_none_or(|a| a.get("unknown").is_some() || a.get("later").is_some());
            match answer {
                Some(answer) if !open => decided(dice, answer.clone()),
                _ => random::given(dice, q, content),
            }
        })
        .collect();
    done["answers"] = json!(all);
    done
}

/// An answer whose data part knows everything.
fn decided(dice: &mut Dice, mut answer: Value) -> Value {
    for period in answer
        .get_mut("periods")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if period["state"] == "unknown" {
            period["state"] = json!(dice.one(&["missed", "late", "claimed", "on-time"]));
        }
    }
    for system in answer
        .get_mut("systems")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if system["state"] == "unknown" {
            system["state"] = json!(dice.one(&["conforms", "does-not"]));
        }
    }
    if let Some(counted) = answer
        .get_mut("population")
        .filter(|c| c.get("conforming").is_none())
    {
        let total = counted["total"].as_u64().unwrap();
        counted["conforming"] = json!(dice.below(total + 1));
    }
    answer
}

/// One answer made better by one step; `None` where it is at its best.
fn better(dice: &mut Dice, answer: &Value, content: &Content) -> Option<Value> {
    let questions = &content.questionnaires[0].questionnaire.questions;
    let question = questions.iter().find(|q| answer["question"] == q.id)?;
    let mut better = answer.clone();
    let up = |state: &str| match state {
        "missed" => Some("late"),
        "late" => Some("claimed"),
        "claimed" => Some("on-time"),
        _ => None,
    };
    match dice.below(2) {
        0 => {
            let id = answer.get("choice")?.as_str()?;
            let at = question.choices.iter().position(|c| c.id == id)?;
            better["choice"] = json!(question.choices.get(at + 1)?.id);
        }
        _ if answer.get("periods").is_some() => {
            let periods = better["periods"].as_array_mut()?;
            let i = dice.below(periods.len() as u64) as usize;
            let state = periods.get(i)?["state"].as_str()?.to_owned();
            periods.get_mut(i)?["state"] = json!(up(&state)?);
        }
        _ if answer.get("population").is_some() => {
            let fine = answer["population"].get("conforming")?.as_u64()?;
            if fine == answer["population"]["total"].as_u64()? {
                return None;
            }
            better["population"]["conforming"] = json!(fine + 1);
        }
        _ if answer.get("systems").is_some() => {
            let systems = better["systems"].as_array_mut()?;
            let wrong = systems.iter_mut().find(|s| s["state"] == "does-not")?;
            wrong["state"] = json!("conforms");
        }
        _ if answer.get("last").is_some() => {
            better["last"] = json!({ "on": "2026-09-29" });
        }
        _ => return None,
    }
    Some(better)
}

// Three reports a time.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(24)))]

    #[test]
    fn the_same_input_gives_the_same_bytes_in_any_order_of_answers(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let text = |document: &Value| {
            let file = input::assessment_file(document.clone(), &content).unwrap();
            let engagement = input::engagement(file, &content).unwrap();
            let outcome = evaluate(&engagement);
            let report = outcome.report(&engagement, Format::Markdown).unwrap();
            (serde_json::to_string(&outcome).unwrap(), report)
        };
        let mut turned = document.clone();
        turned["answers"].as_array_mut().unwrap().reverse();
        let first = text(&document);
        prop_assert_eq!(&first, &text(&document));
        prop_assert_eq!(&first, &text(&turned));
        prop_assert_eq!(crate::pipeline::run_on(&first.1), [""; 0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(96)))]

    #[test]
    fn a_range_holds_every_completion(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let whole = outcome(&document, &content).assessment;
        for _ in 0..4 {
            let done = completed(&mut dice, &document, &content);
            holds(&whole, &outcome(&done, &content).assessment)?;
        }
    }

    #[test]
    fn a_better_answer_lowers_nothing(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let before = outcome(&document, &content).assessment;
        for i in 0..document["answers"].as_array().unwrap().len() {
            if let Some(answer) = better(&mut dice, &document["answers"][i], &content) {
                let mut changed = document.clone();
                changed["answers"][i] = answer;
                let after = outcome(&changed, &content).assessment;
                not_lower(&before, &after)
                    .map_err(|why| TestCaseError::fail(format!("{why} by {}", changed["answers"][i])))?;
            }
        }
    }

    #[test]
    fn the_same_occurrence_decided_better_lowers_nothing(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let before = outcome(&document, &content).assessment;
        for i in 0..document["evidence"].as_array().unwrap().len() {
            let mut changed = document.clone();
            let Some(paper) = changed["evidence"][i].get_mut("workpapers") else { continue };
            let Some(_) = paper[0]["deviations"].as_array_mut().unwrap().pop() else { continue };
            not_lower(&before, &outcome(&changed, &content).assessment)?;
        }
    }

    #[test]
    fn what_does_not_apply_leaves_every_denominator(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let made = random::content(&mut dice, 8);
        let content = read(&made);
        let mut document = random::assessment(&mut dice, &content, Vec::new());
        let questions = &content.questionnaires[0].questionnaire.questions;
        let Some(left_out) = questions.iter().find(|q| q.not_applicable) else { return Ok(()) };
        let id = left_out.id.clone();
        document["answers"].as_array_mut().unwrap().retain(|a| a["question"] != id.as_str());
        let mut without = made.clone();
        without["questionnaires"][0]["questions"].as_array_mut().unwrap().retain(|q| q["id"] != id.as_str());
        let without = outcome(&document, &read(&without)).assessment;
        document["answers"].as_array_mut().unwrap().push(
            json!({ "question": id, "rev": 1, "notApplicable": { "reason": "there is none" } }),
        );
        let said = outcome(&document, &content).assessment;
        prop_assert_eq!(without.score, said.score);
        prop_assert_eq!(without.controls, said.controls);
        prop_assert_eq!(without.domains.len(), said.domains.len());
        for (without, said) in without.domains.iter().zip(&said.domains) {
            prop_assert_eq!(without.supported, said.supported);
            prop_assert_eq!(without.claimed, said.claimed);
        }
    }

    #[test]
    fn hidden_questions_count_nowhere(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let file = input::assessment_file(document.clone(), &content).unwrap();
        let hidden: Vec<String> =
            input::engagement(file, &content).unwrap().hidden.iter().map(|q| q.id.clone()).collect();
        let mut silent = document.clone();
        silent["answers"].as_array_mut().unwrap().retain(|a| !hidden.iter().any(|h| a["question"] == h.as_str()));
        prop_assert_eq!(outcome(&document, &content), outcome(&silent, &content));
    }

    #[test]
    fn weights_of_one_change_nothing_and_neither_does_their_scale(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let mut made = random::content(&mut dice, 8);
        let weigh = |made: &mut Value, weight: Option<f64>| {
            for group in made["catalogue"]["controls"].as_array_mut().unwrap() {
                for control in group["controls"].as_array_mut().unwrap() {
                    let control = control.as_object_mut().unwrap();
                    control.remove("weight");
                    control.extend(weight.map(|w| ("weight".to_owned(), json!(w))));
                }
            }
        };
        weigh(&mut made, None);
        let content = read(&made);
        let document = random::assessment(&mut dice, &content, Vec::new());
        let plain = outcome(&document, &content);
        weigh(&mut made, Some(1.0));
        prop_assert_eq!(&plain, &outcome(&document, &read(&made)));
        weigh(&mut made, Some(4.0));
        prop_assert_eq!(plain.assessment.score, outcome(&document, &read(&made)).assessment.score);
    }

    #[test]
    fn the_points_of_the_controls_add_up_to_the_score(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        let found = outcome(&document, &content).assessment;
        let parts: Vec<_> = found.controls.iter().filter_map(|c| c.points).collect();
        if parts.is_empty() {
            return Ok(());
        }
        let sum = |part: &dyn Fn(&tickmark::assessment::score::Score) -> f64| {
            parts.iter().map(part).sum::<f64>()
        };
        for (whole, parts) in [
            (found.score.claimed.low, sum(&|p| p.claimed.low)),
            (found.score.claimed.high, sum(&|p| p.claimed.high)),
            (found.score.supported.low, sum(&|p| p.supported.low)),
            (found.score.supported.high, sum(&|p| p.supported.high)),
        ] {
            prop_assert!((whole - parts).abs() < 1e-9);
        }
    }

    #[test]
    fn states_add_up_to_the_population(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (content, document) = made_up(&mut dice);
        for control in outcome(&document, &content).assessment.controls {
            let o = control.occurrences;
            let sum: u32 = o.states.iter().map(|s| s.count).sum();
            prop_assert_eq!(sum, o.population, "{:?}", o);
            let decided: u32 = o.states.iter().filter(|s| s.state.is_decided()).map(|s| s.count).sum();
            let off: u32 = o.states.iter().filter(|s| s.state.deviates()).map(|s| s.count).sum();
            prop_assert_eq!((decided, off), (o.decided, o.deviations));
            prop_assert!(o.shown.decided <= o.decided && o.due_so_far <= o.population.max(o.decided));
        }
    }

    #[test]
    fn perfect_answers_with_complete_evidence_leave_no_gap(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let content = read(&random::content(&mut dice, 8));
        let questions = &content.questionnaires[0].questionnaire.questions;
        let answers: Vec<Value> = questions.iter().map(|q| perfect::answer(q, &content)).collect();
        let evidence = random::evidence(&mut dice, &content, true);
        let document =
            random::document("2026-12-31", answers, Vec::new(), json!(["base", "more"]), evidence);
        let outcome = outcome(&document, &content);
        // What nobody was asked about stays unknown, whatever is on file.
        let asked = |id: &str| questions.iter().any(|q| q.controls.iter().any(|c| c == id));
        let gaps: Vec<_> = outcome.plan.gaps.iter().filter(|g| asked(&g.control)).collect();
        prop_assert!(gaps.is_empty(), "{gaps:?}");
        prop_assert!(outcome.assessment.contradictions.is_empty());
        prop_assert!(outcome.assessment.flagged_answers.is_empty());
        for control in outcome.assessment.controls.iter().filter(|c| asked(&c.id)) {
            prop_assert!(control.supported.low.number() >= 3, "{control:?}");
        }
    }
}

#[test]
fn two_questions_with_weights_one_and_three_give_25_75_and_100() {
    let mut dice = Dice::new(1);
    let mut made = random::content(&mut dice, 1);
    let control = |id: &str, weight: f64, template: &Value| {
        let mut control = template.clone();
        control["id"] = json!(id);
        control["weight"] = json!(weight);
        control["scope"] = json!("core");
        control["when"] = json!([]);
        control["domainKey"] = json!(true);
        control
    };
    let template = made["catalogue"]["controls"][0]["controls"][0].clone();
    made["catalogue"]["controls"] = json!([{
        "domain": "domain-0",
        "controls": [control("A", 1.0, &template), control("B", 3.0, &template)],
    }]);
    made["catalogue"]["domains"] = json!([{ "id": "domain-0", "name": "All", "about": "All." }]);
    let question = |id: &str, control: &str| {
        json!({
            "id": id, "rev": 1, "text": "Is it so?", "controls": [control], "notApplicable": false,
            "redFlagBelow": 2,
            "help": { "goodLooksLike": { "at10": "x", "at50": "x", "at200": "x" } },
            "options": [
                { "id": "no", "level": 0, "text": "No." }, { "id": "yes", "level": 5, "text": "Yes." },
            ],
        })
    };
    made["questionnaires"][0]["questions"] =
        json!([question("first", "A"), question("second", "B")]);
    let content = read(&made);
    for (first, second, points) in [
        ("no", "no", 0.0),
        ("yes", "no", 25.0),
        ("no", "yes", 75.0),
        ("yes", "yes", 100.0),
    ] {
        let answers = vec![
            json!({ "question": "first", "rev": 1, "choice": first }),
            json!({ "question": "second", "rev": 1, "choice": second }),
        ];
        let document = random::document(
            "2026-09-30",
            answers,
            Vec::new(),
            json!(["base"]),
            Vec::new(),
        );
        let score = outcome(&document, &content).assessment.score.claimed;
        assert!(
            (score.low - points).abs() < 1e-12 && (score.high - points).abs() < 1e-12,
            "{score:?}"
        );
    }
}
