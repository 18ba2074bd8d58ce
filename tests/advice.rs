//! How the headline moves with what is assumed, and with what is not known: against the forecast itself, and
//! against the whole path with other content or other answers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::sync::OnceLock;

use serde_json::{Value, json};
use tickmark::input::content::Content;
use tickmark::plan::advice::Advice;
use tickmark::plan::fixes::Limits;
use tickmark::risk::forecast::Outlook;
use tickmark::risk::sensitivity::{Assumption, HAZARD_FACTORS, Value as To};
use tickmark::{evaluate, input};

const STORIES: [&str; 4] = [
    "acme/quick",
    "acme/assessment",
    "scaleup/quick",
    "scaleup/full",
];

fn saved(story: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{story}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn outlook(value: &Value, content: &Content) -> Outlook {
    let file = input::assessment_file(value.clone(), content).unwrap();
    evaluate(&input::engagement(file, content).unwrap())
        .forecast
        .headline
}

/// A story with all that is advised, which takes long to work out.
struct Told {
    value: Value,
    outcome: &'static tickmark::Outcome,
    advice: Advice<'static>,
}

fn told(value: Value) -> Told {
    let content = input::content().unwrap();
    let file = input::assessment_file(value.clone(), content).unwrap();
    let engagement = Box::leak(Box::new(input::engagement(file, content).unwrap()));
    let outcome = Box::leak(Box::new(evaluate(engagement)));
    let advice = outcome.advice(engagement, Limits::default());
    Told {
        value,
        outcome,
        advice,
    }
}

/// Each story is worked out once for all tests here.
fn stories() -> impl Iterator<Item = (&'static str, &'static Told)> {
    static TOLD: [OnceLock<Told>; STORIES.len()] = [const { OnceLock::new() }; STORIES.len()];
    let all = STORIES.into_iter().zip(&TOLD);
    all.map(|(story, cell)| (story, cell.get_or_init(|| told(saved(story)))))
}

fn at(advice: &Advice<'_>, assumption: Assumption, value: &To) -> Outlook {
    let variations = advice.sensitivity.variations.iter();
    let mut found = variations.filter(|v| v.assumption == assumption && v.value == *value);
    found.next().unwrap().outlook
}

#[test]
fn the_ends_of_trust_are_those_of_the_forecast() {
    for (story, told) in stories() {
        let end = |trust| at(&told.advice, Assumption::TrustInClaims, &To::Number(trust));
        let forecast = &told.outcome.forecast;
        assert_eq!(end(1.0), forecast.if_claims_hold, "{story}");
        assert_eq!(end(0.0), forecast.only_what_is_shown, "{story}");
    }
}

/// Each figure is that of the whole path under content, or a profile, that says the other value.
#[test]
fn a_variation_is_the_whole_path_under_that_assumption() {
    for (story, Told { value, advice, .. }) in stories() {
        for policy in ["low", "high"] {
            let mut other = value.clone();
            other["profile"]["samplingPolicy"] = json!(policy);
            let found = at(
                advice,
                Assumption::SamplingPolicy,
                &To::Policy(policy.into()),
            );
            assert_eq!(found, outlook(&other, input::content().unwrap()), "{story}");
        }
        for rho in [0.0, 0.4] {
            let mut content = input::content().unwrap().clone();
            content.catalogue.priors.correlation = rho;
            let found = at(advice, Assumption::Correlation, &To::Number(rho));
            assert_eq!(found, outlook(value, &content), "{story}");
        }
        for factor in HAZARD_FACTORS {
            let mut content = input::content().unwrap().clone();
            for area in &mut content.catalogue.priors.areas {
                area.exception = 1.0 - libm::pow(1.0 - area.exception, factor);
            }
            let found = at(advice, Assumption::Hazard, &To::Number(factor));
            let whole = outlook(value, &content);
            assert!((found.expected - whole.expected).abs() < 1e-9, "{story}");
            let chances = [found, whole].map(|o| o.qualified_or_adverse());
            assert!((chances[0] - chances[1]).abs() < 1e-9, "{story}");
        }
    }
}

#[test]
fn the_assumption_named_is_the_one_that_moves_the_headline_most() {
    let mut named = 0;
    for (story, told) in stories() {
        let (outcome, advice) = (told.outcome, &told.advice);
        let headline = outcome.forecast.headline;
        let spread = |assumption: Assumption, of: &dyn Fn(&Outlook) -> f64| {
            let variations = advice.sensitivity.variations.iter();
            let mine = variations.filter(|v| v.assumption == assumption);
            let mut all: Vec<f64> = mine.map(|v| of(&v.outlook)).collect();
            all.push(of(&headline));
            all.sort_by(f64::total_cmp);
            all[all.len() - 1] - all[0]
        };
        let all = [
            Assumption::TrustInClaims,
            Assumption::Correlation,
            Assumption::SamplingPolicy,
            Assumption::Hazard,
        ];
        let most = advice.sensitivity.moves_most.unwrap();
        let chance = |a| spread(a, &Outlook::qualified_or_adverse);
        let widest = all.into_iter().map(chance).fold(0.0, f64::max);
        if widest >= 0.01 {
            assert!((chance(most) - widest).abs() < 1e-15, "{story}");
            named += 1;
        } else {
            let expected = |a| spread(a, &|o: &Outlook| o.expected);
            let widest = all.into_iter().map(expected).fold(0.0, f64::max);
            assert!((expected(most) - widest).abs() < 1e-12, "{story}");
        }
    }
    assert!(
        named > 0 && named < STORIES.len(),
        "both rules are seen: {named}"
    );
}

#[test]
fn the_headline_lies_between_the_best_and_the_worst_answer() {
    let mut value = saved("acme/assessment");
    // Three of six are open: nothing is on file that could hide what they are worth.
    let answers = value["answers"].as_array_mut().unwrap();
    answers.truncate(3);
    let Told {
        outcome, advice, ..
    } = told(value);
    let headline = outcome.forecast.headline;
    assert_eq!(advice.unknowns.len(), 3);
    for unknown in &advice.unknowns {
        let (span, here) = (unknown.expected, headline.expected);
        assert!(span.best < here && here < span.worst, "{unknown:?} {here}");
        // One domain alone may be too small to change the opinion.
        let (span, here) = (
            unknown.qualified_or_adverse,
            headline.qualified_or_adverse(),
        );
        assert!(
            span.best <= here && here <= span.worst,
            "{unknown:?} {here}"
        );
    }
    let width = |i: usize| {
        let span = advice.unknowns[i].qualified_or_adverse;
        span.worst - span.best
    };
    assert!(
        width(0) >= width(1) && width(1) >= width(2),
        "the most telling first"
    );
}

#[test]
fn what_an_answer_was_worth_is_what_it_then_changes() {
    // The worst answer is the lowest rung, which says that nobody does it; nothing else is known of the control.
    let mut value = saved("acme/assessment");
    value["answers"].as_array_mut().unwrap().truncate(3);
    let content = input::content().unwrap();
    let questions = &content.questionnaire("red-flags").unwrap().questionnaire;
    let Told { value, advice, .. } = told(value);
    for unknown in &advice.unknowns {
        let question = questions
            .questions
            .iter()
            .find(|q| q.id == unknown.question);
        let question = question.unwrap();
        let mut answered = value.clone();
        answered["answers"].as_array_mut().unwrap().push(json!({
            "question": question.id, "rev": question.rev, "choice": question.choices[0].id,
        }));
        let found = outlook(&answered, content);
        assert!(
            (found.expected - unknown.expected.worst).abs() < 1e-9,
            "{unknown:?}"
        );
        let chance = unknown.qualified_or_adverse.worst;
        assert!(
            (found.qualified_or_adverse() - chance).abs() < 1e-9,
            "{unknown:?}"
        );
    }
}

#[test]
fn where_everything_is_known_nothing_is_asked() {
    let mut value = saved("acme/assessment");
    value["answers"] = json!([]);
    let content = input::content().unwrap();
    let questions = &content.questionnaire("red-flags").unwrap().questionnaire;
    for q in &questions.questions {
        value["answers"].as_array_mut().unwrap().push(json!({
            "question": q.id, "rev": q.rev, "choice": q.choices[0].id,
        }));
    }
    assert!(told(value).advice.unknowns.is_empty());
}
