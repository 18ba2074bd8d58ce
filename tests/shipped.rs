//! The content that comes with the library polices itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;

use tickmark::input::content;
use tickmark::input::control::{Kind, Scope};

#[test]
fn every_document_reads() {
    content().unwrap();
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
    let ids: BTreeSet<&str> = catalogue
        .controls
        .iter()
        .map(|(_, c)| c.id.as_str())
        .collect();
    assert_eq!(ids.len(), 64, "ids are unique");
    let mut covered = BTreeSet::new();
    for (domain, control) in &catalogue.controls {
        let id = &control.id;
        assert!(
            catalogue.domains.iter().any(|d| d.id == *domain),
            "{id}: domain {domain}"
        );
        for criterion in std::iter::once(&control.primary).chain(&control.secondary) {
            assert!(
                criteria.contains(criterion.as_str()),
                "{id}: criterion {criterion}"
            );
            covered.insert(criterion.as_str());
        }
        for other in &control.depends_on {
            assert!(ids.contains(other.as_str()), "{id}: depends on {other}");
        }
        assert_eq!(
            control.kind == Kind::Periodic,
            control.cadence.is_some(),
            "{id}: cadence"
        );
        assert_eq!(
            control.kind == Kind::Periodic,
            control.population.is_none(),
            "{id}: population"
        );
        if let Some(population) = &control.population {
            assert!(
                catalogue.population(population).is_some(),
                "{id}: population {population}"
            );
        }
        assert!(control.reference_sample > 0, "{id}: reference sample");
        assert!(control.weight > 0.0, "{id}: weight");
        assert!(
            catalogue.priors.areas.iter().any(|a| a.id == control.area),
            "{id}: area"
        );
    }
    assert_eq!(covered, criteria, "every criterion has a control");
    for domain in &catalogue.domains {
        let key = catalogue
            .controls
            .iter()
            .any(|(d, c)| *d == domain.id && c.domain_key);
        assert!(key, "{}: no domain-key control", domain.id);
    }
    for area in &catalogue.priors.areas {
        assert!(
            catalogue.core_controls_in_area(&area.id) > 0,
            "{}: no core control",
            area.id
        );
    }
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
fn questionnaires_climb_the_ladder_and_name_what_exists() {
    let content = content().unwrap();
    assert!(content.questionnaire("red-flags").is_some());
    for published in &content.questionnaires {
        let questionnaire = &published.questionnaire;
        let mut controls = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for question in &questionnaire.questions {
            assert!(ids.insert(&question.id), "{} twice", question.id);
            let levels: Vec<u8> = question.choices.iter().map(|c| c.level).collect();
            assert_eq!(
                levels,
                [0, 1, 2, 3, 4, 5],
                "{}: one statement for each level",
                question.id
            );
            for control in &question.controls {
                assert!(content.catalogue.control(control).is_some(), "{control}");
                assert!(controls.insert(control), "{control} is spoken for twice");
            }
        }
    }
}

#[test]
fn the_words_that_belong_to_auditors_are_not_used() {
    let content = content().unwrap();
    let mut texts: Vec<(String, &str)> = Vec::new();
    for (_, c) in &content.catalogue.controls {
        for text in [
            &c.name,
            &c.deviation,
            &c.usual,
            &c.why,
            &c.fix_now,
            &c.fix_properly,
        ] {
            texts.push((c.id.clone(), text));
        }
        texts.extend(c.keep.iter().map(|t| (c.id.clone(), t.as_str())));
    }
    for published in &content.questionnaires {
        for q in &published.questionnaire.questions {
            let help = [
                &q.text,
                &q.help.why,
                &q.help.good_looks_like,
                &q.help.goes_wrong,
            ];
            texts.extend(help.into_iter().map(|t| (q.id.clone(), t.as_str())));
            texts.extend(
                q.help
                    .auditor_asks
                    .iter()
                    .map(|t| (q.id.clone(), t.as_str())),
            );
            texts.extend(q.choices.iter().map(|c| (q.id.clone(), c.text.as_str())));
        }
    }
    for (id, text) in texts {
        for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            let taken = [
                "pass",
                "passes",
                "passed",
                "fail",
                "fails",
                "failed",
                "compliant",
                "certified",
                "satisfied",
            ];
            assert!(!taken.contains(&word), "{id}: \"{word}\" in: {text}");
        }
    }
}

#[test]
fn core_is_the_larger_part() {
    let catalogue = &content().unwrap().catalogue;
    assert_eq!(
        catalogue
            .controls
            .iter()
            .filter(|(_, c)| c.scope == Scope::Core)
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
    for line in view.lines().filter(|l| l.contains(": ")) {
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
    for id in ["key-max-age-days", "unused-days", "policy-review-days"] {
        assert!(catalogue.policy_value(id).is_some(), "{id}");
    }
    for id in ["systems", "people"] {
        assert!(catalogue.population(id).is_some(), "{id}");
    }
    for id in tickmark::evidence::CONTROLS_TESTED {
        assert!(catalogue.control(id).is_some(), "{id}");
    }
    assert!(catalogue.priors.strength > 0.0);
    let levels: Vec<u8> = catalogue.priors.levels.iter().map(|l| l.level).collect();
    assert_eq!(levels, [0, 1, 2, 3, 4, 5], "in order");
}
