//! The content that comes with the library polices itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;

use tickmark::input::builtin;
use tickmark::input::content;
use tickmark::input::content::ContentFile;
use tickmark::input::control::{CORE, Kind};
use tickmark::input::lint;

#[test]
fn every_document_reads() {
    content().unwrap();
}

#[test]
fn the_linter_finds_nothing() {
    let file: ContentFile = serde_json::from_value(builtin::document().unwrap()).unwrap();
    let mut problems = lint::catalogue(&file.catalogue.unwrap());
    for (i, questionnaire) in file.questionnaires.iter().enumerate() {
        let at = format!("/questionnaires/{i}");
        problems.extend(lint::questionnaire(
            questionnaire,
            &content().unwrap().catalogue,
            &at,
        ));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_catalogue_is_consistent() {
    let catalogue = &content().unwrap().catalogue;
    let criteria: BTreeSet<&str> = catalogue.criteria.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(
        criteria.len(),
        61,
        "33 common, 3 availability, 2 confidentiality, 5 processing integrity, 18 privacy"
    );
    assert_eq!(catalogue.controls.len(), 64);
    let mut covered = BTreeSet::new();
    for (_, control) in &catalogue.controls {
        covered.insert(control.primary.as_str());
        covered.extend(control.secondary.iter().map(String::as_str));
    }
    assert_eq!(covered, criteria, "every criterion has a control");
    for area in &catalogue.priors.areas {
        assert!(
            catalogue.core_controls_in_area(&area.id) > 0,
            "{}: no core control",
            area.id
        );
    }
}

#[test]
fn limits_in_sentences_are_policy_values() {
    let catalogue = &content().unwrap().catalogue;
    let mut named = 0;
    for (_, control) in &catalogue.controls {
        for part in control.deviation.split('{').skip(1) {
            let (id, _) = part.split_once('}').expect("a closed brace");
            assert!(catalogue.policy_value(id).is_some(), "{}: {id}", control.id);
            named += 1;
        }
    }
    assert!(named > 0, "no sentence names a limit");
}

#[test]
fn samples_never_shrink_as_the_population_grows() {
    let catalogue = &content().unwrap().catalogue;
    assert_eq!(catalogue.sampling_policies.len(), 3);
    for kind in [Kind::Occurrence, Kind::Document, Kind::Configuration] {
        for pair in catalogue.sampling_policies.windows(2) {
            for n in 0..2_000 {
                let (less, more) = (pair[0].sample(kind, None, n), pair[1].sample(kind, None, n));
                assert!(less <= more && more <= n, "{kind:?} at {n}: {less}, {more}");
                assert!(pair[0].sample(kind, None, n + 1) >= less, "{kind:?} at {n}");
                assert!(pair[1].sample(kind, None, n + 1) >= more, "{kind:?} at {n}");
            }
        }
    }
    for (_, control) in catalogue
        .controls
        .iter()
        .filter(|(_, c)| c.kind == Kind::Periodic)
    {
        for policy in &catalogue.sampling_policies {
            assert!(
                policy.periodic.contains_key(&control.cadence.unwrap()),
                "{}",
                policy.id
            );
        }
    }
}

#[test]
fn three_questionnaires_from_two_minutes_to_every_control() {
    let content = content().unwrap();
    let of = |id: &str| &content.questionnaire(id).unwrap().questionnaire;
    assert_eq!(of("red-flags").questions.len(), 6);
    assert!((20..=24).contains(&of("quick").questions.len()));
    assert!(of("quick").minutes <= 10);
    let asked: BTreeSet<&String> = of("full")
        .questions
        .iter()
        .flat_map(|q| &q.controls)
        .collect();
    let all: BTreeSet<&String> = content
        .catalogue
        .controls
        .iter()
        .map(|(_, c)| &c.id)
        .collect();
    assert_eq!(
        asked, all,
        "the full questionnaire asks about every control"
    );
    for question in of("red-flags")
        .questions
        .iter()
        .chain(&of("full").questions)
    {
        let levels: Vec<u8> = question.choices.iter().map(|c| c.level).collect();
        assert_eq!(
            levels,
            [0, 1, 2, 3, 4, 5],
            "{}: one statement for each level",
            question.id
        );
    }
    // Every kind of question is asked somewhere.
    let kinds: BTreeSet<&str> = content
        .questionnaires
        .iter()
        .flat_map(|p| p.questionnaire.questions.iter().map(|q| q.kind.as_str()))
        .collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    for published in &content.questionnaires {
        for q in &published.questionnaire.questions {
            assert!(
                !q.help.why.is_empty() && !q.help.goes_wrong.is_empty(),
                "{}",
                q.id
            );
            assert!(!q.help.auditor_asks.is_empty(), "{}", q.id);
        }
    }
}

#[test]
fn the_words_that_belong_to_auditors_are_not_used() {
    let mut texts = Vec::new();
    let document = builtin::document().unwrap();
    collect(&document, "", &mut texts);
    assert!(texts.len() > 3_000, "{}", texts.len());
    for (id, text) in texts {
        for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            let taken = [
                "pass",
                "passes",
                "passed",
                "terminated",
                "fail",
                "fails",
                "failed",
                "failure",
                "compliant",
                "certified",
                "satisfied",
            ];
            assert!(!taken.contains(&word), "{id}: \"{word}\" in: {text}");
        }
    }
}

/// Every text of a document with its place.
fn collect(value: &serde_json::Value, at: &str, texts: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match value {
        Value::String(text) => texts.push((at.to_owned(), text.clone())),
        Value::Array(list) => {
            for (i, item) in list.iter().enumerate() {
                collect(item, &format!("{at}/{i}"), texts);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                collect(item, &format!("{at}/{key}"), texts);
            }
        }
        _ => {}
    }
}

#[test]
fn core_is_the_larger_part() {
    let catalogue = &content().unwrap().catalogue;
    assert_eq!(
        catalogue
            .controls
            .iter()
            .filter(|(_, c)| c.scope == CORE)
            .count(),
        58
    );
}

#[test]
fn everything_that_a_template_sees_is_described() {
    let source = std::fs::read_to_string("src/report/view/mod.rs").unwrap();
    let view = source
        .split("pub struct View {")
        .nth(1)
        .unwrap()
        .split("\n}")
        .next()
        .unwrap();
    let readme = std::fs::read_to_string("templates/README.md").unwrap();
    let is_field = |line: &&str| line.contains(": ") && !line.trim_start().starts_with("//");
    for line in view.lines().filter(is_field) {
        let field = line
            .trim()
            .trim_start_matches("pub(super) ")
            .split(':')
            .next()
            .unwrap();
        let mut name = String::new();
        for (i, word) in field.split('_').enumerate() {
            let (first, rest) = word.split_at(1);
            let first = if i == 0 {
                first.to_owned()
            } else {
                first.to_uppercase()
            };
            name.push_str(&first);
            name.push_str(rest);
        }
        let told = [format!("`{name}`"), format!("`{name}[]`")];
        assert!(
            told.iter().any(|t| readme.contains(t)),
            "{name} is not described"
        );
    }
}

#[test]
fn what_the_code_asks_the_catalogue_for_is_there() {
    let catalogue = &content().unwrap().catalogue;
    for id in [
        "key-max-age-days",
        "unused-days",
        "policy-review-days",
        "review-grace-days",
    ] {
        assert!(catalogue.policy_value(id).is_some(), "{id}");
    }
    for id in ["systems", "people"] {
        assert!(catalogue.population(id).is_some(), "{id}");
    }
    for id in tickmark::evidence::PROCEDURES {
        assert!(catalogue.tested_by(id).count() > 0, "{id}");
    }
    assert!(catalogue.priors.strength > 0.0);
    let levels: Vec<u8> = catalogue.priors.levels.iter().map(|l| l.level).collect();
    assert_eq!(levels, [0, 1, 2, 3, 4, 5], "in order");
}
