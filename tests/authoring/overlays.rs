//! Overlays: changes with their consequences, refusals at their place, and content that stands alone.

use std::fs;

use serde_json::{Value, json};
use tickmark::authoring::document::{Draft, Given, draft};
use tickmark::authoring::{Source, text};
use tickmark::input::{self, content::Content};

use super::drafted;

const HEAD: &str = "format: tickmark-overlay
version: 1
base: quick
questionnaire: { id: own, version: 1.0.0, title: Ours }
";

fn overlay(rest: &str) -> Draft {
    drafted("own.yaml", &format!("{HEAD}{rest}"))
}

fn told(draft: &Draft) -> String {
    draft.problems.iter().map(ToString::to_string).collect()
}

fn notes(draft: &Draft) -> String {
    draft.notes.iter().map(ToString::to_string).collect()
}

/// The content of a sound draft, as the rest of the library reads it.
fn content(draft: &Draft) -> Content {
    assert!(draft.is_sound(), "{}", told(draft));
    let base = &input::content().unwrap().catalogue;
    Content::read(draft.document.value(), base).unwrap()
}

#[test]
fn an_overlay_without_changes_is_its_base_under_another_name() {
    let own = content(&overlay(""));
    let library = input::content().unwrap();
    assert_eq!(own.catalogue, library.catalogue);
    let mut expected = library
        .questionnaire("quick")
        .unwrap()
        .questionnaire
        .clone();
    expected.id = "own".to_owned();
    expected.title = "Ours".to_owned();
    assert_eq!(own.questionnaires.len(), 1);
    assert_eq!(own.questionnaires[0].questionnaire, expected);
}

#[test]
fn a_removed_control_leaves_nothing_that_names_it() {
    let mut controls: Vec<String> = Vec::new();
    for (_, control) in &input::content().unwrap().catalogue.controls {
        controls.push(control.id.clone());
    }
    for id in controls {
        let draft = overlay(&format!(
            "controls: {{ remove: [{{ id: {id}, reason: r }}] }}\n"
        ));
        let mut value = draft.document.value();
        // Its id stands among the retired ones, and nowhere else.
        let retired = value["catalogue"]["retired"].take();
        assert_eq!(retired, json!([{ "id": id, "since": "1.0.0" }]));
        assert!(!value.to_string().contains(&format!("\"{id}\"")), "{id}");
        // A question of a kind that fitted this control only, or a domain without a control that decides its
        // level, is the author's to settle, and told where the control is removed.
        for problem in &draft.problems {
            let mark = problem.mark.clone().unwrap();
            assert_eq!((mark.line, &*mark.file), (5, "own.yaml"), "{problem}");
        }
    }
}

#[test]
fn a_company_is_assessed_without_any_one_domain() {
    let text = fs::read_to_string("examples/acme/full.json").unwrap();
    let mut saved: Value = serde_json::from_str(&text).unwrap();
    saved["questionnaire"] = json!({ "id": "own", "version": "1.0.0" });
    let catalogue = &input::content().unwrap().catalogue;
    for domain in &catalogue.domains {
        let mut text = HEAD.replace("quick", "full") + "controls:\n  remove:\n";
        for (_, control) in catalogue.controls.iter().filter(|(d, _)| *d == domain.id) {
            text.push_str(&format!("    - {{ id: {}, reason: none }}\n", control.id));
        }
        let own = content(&drafted("own.yaml", &text));
        assert_eq!(own.catalogue.domains.len() + 1, catalogue.domains.len());
        let file = input::assessment_file(saved.clone(), &own).unwrap();
        let engagement = input::engagement(file, &own).unwrap();
        let outcome = tickmark::evaluate(&engagement);
        let report = outcome.report(&engagement, tickmark::report::Format::Html);
        assert!(report.is_ok_and(|r| r.len() > 10_000), "{}", domain.id);
    }
}

#[test]
fn what_was_replaced_by_a_removed_question_is_replaced_by_the_next() {
    let first =
        HEAD.to_owned() + "questions: { remove: [{ id: leadership, replacedBy: [own-checks] }] }\n";
    let second = first.replace(
        "] }\n",
        ", { id: own-checks, replacedBy: [policies-acknowledged] }] }\n",
    );
    let own = content(&drafted("own.yaml", &second));
    let retired = &own.questionnaires[0].questionnaire.retired;
    assert!(
        retired
            .iter()
            .all(|r| r.replaced_by == ["policies-acknowledged"]),
        "{retired:?}"
    );
    assert_eq!(retired.len(), 2);
}

#[test]
fn a_question_left_without_controls_goes_and_its_id_is_retired() {
    let draft = overlay(
        "controls:\n  remove:\n    - { id: VM-01, reason: none }\n    - { id: GV-09, reason: r }\n",
    );
    let said = notes(&draft);
    assert!(
        said.contains(
            "own.yaml:8:7: note: the question `kept-evidence` speaks for `GV-09` alone and goes too"
        ),
        "{said}"
    );
    let retired = &draft.document.value()["questionnaires"][0]["retired"];
    assert!(retired.to_string().contains("kept-evidence"), "{retired}");
}

#[test]
fn a_rule_that_counts_what_is_gone_counts_the_rest() {
    let draft = overlay("redFlags: { remove: [{ id: service-accounts-without-owner }] }\n");
    let own = content(&draft);
    assert!(
        notes(&draft).contains("no longer looks at `service-accounts-without-owner`"),
        "{}",
        notes(&draft)
    );
    for rule in &own.catalogue.red_flags {
        assert!(
            !rule
                .when
                .flags_named()
                .contains(&"service-accounts-without-owner")
        );
    }
}

#[test]
fn change_merges_the_keys_that_are_given() {
    let own = content(&overlay(
        "controls: { change: [{ id: AC-02, weight: 2, fixNow: Call us., hint: null, sample: { high: 90 } }] }
questions:
  change:
    - { id: access-review, rev: 2, text: New., hint: null, help: { goodLooksLike: { at10: Small. } } }
".replace("hint: null, sample", "sample").as_str(),
    ));
    let library = input::content().unwrap();
    let mut expected = library.catalogue.control("AC-02").unwrap().clone();
    expected.weight = 2.0;
    expected.fix_now = "Call us.".to_owned();
    expected.sample.high = 90;
    assert_eq!(own.catalogue.control("AC-02").unwrap(), &expected);
    let first = &own.questionnaires[0].questionnaire.questions[0];
    let mut question = library
        .questionnaire("quick")
        .unwrap()
        .questionnaire
        .questions[0]
        .clone();
    question.rev = 2;
    question.text = "New.".to_owned();
    question.hint = None;
    question.help.good_looks_like.at10 = "Small.".to_owned();
    assert_eq!(first, &question);
}

#[test]
fn a_test_is_given_whole() {
    let own = content(&overlay(
        "redFlags: { change: [{ id: access-review-missed, when: { control: AC-04, unknown: true } }] }\n",
    ));
    let rule = &own
        .catalogue
        .red_flags
        .iter()
        .find(|r| r.id == "access-review-missed");
    let when = serde_json::to_value(&rule.unwrap().when).unwrap();
    assert_eq!(when, json!({ "control": "AC-04", "unknown": true }));
}

#[test]
fn new_words_under_an_old_revision_are_advice() {
    let draft = overlay("questions:\n  change:\n    - id: access-review\n      text: New.\n");
    assert!(draft.is_sound());
    assert!(
        told(&draft).starts_with(
            "own.yaml:8:13: `text` of `access-review` is changed and its revision stays 1; did the meaning change? \
             [revision-kept]"
        ),
        "{}",
        told(&draft)
    );
    let same = "questions: { change: [{ id: access-review, redFlagBelow: 3 }] }\n";
    assert_eq!(told(&overlay(same)), "");
    let lower = "questions: { change: [{ id: access-review, rev: 0 }] }\n";
    assert!(told(&overlay(lower)).contains("5:49: revision 0 comes after revision 1"));
}

#[test]
fn unknown_names_are_refused_where_they_stand() {
    let draft = overlay(
        "controls:
  remove: [{ id: AC-99, reason: r }]
  change: [{ id: ac-02, weight: 2 }]
questions:
  remove: [{ id: acces-review }]
  add: [{ after: nowhere-near, id: new }]
redFlags:
  change: [{ id: 7 }, { found: x }]
",
    );
    assert_eq!(
        told(&draft),
        "own.yaml:6:18: `AC-99` is not a control of the base [unknown-control]
help: Did you mean `AC-09`?
own.yaml:7:18: `ac-02` is not a control of the base [unknown-control]
own.yaml:9:18: `acces-review` is not a question of the base [unknown-question]
help: Did you mean `access-review`?
own.yaml:10:18: `nowhere-near` is not a question of the base [unknown-question]
own.yaml:12:18: an id is a text [wrong-shape]
help: Put it in quotes.
own.yaml:12:23: the key `id` is missing [wrong-shape]
"
    );
}

#[test]
fn the_header_is_looked_at_first() {
    let cases = [
        (
            "base: quick",
            "base: quik",
            "own.yaml:3:7: `quik` is not a questionnaire of the base; known: full, quick, red-flags [unknown-questionnaire]\nhelp: Did you mean `quick`?\n",
        ),
        (
            "base: quick",
            "",
            "own.yaml:1:1: which questionnaire is changed? `base` is missing [missing-text]\nhelp: `base` is one of: full, quick, red-flags.\n",
        ),
        (
            "base: quick",
            "baseContent: own.json",
            "own.yaml:3:14: the base cannot be opened: own.json: not here [unknown-name]\n",
        ),
        (
            "version: 1\n",
            "version: 2\n",
            "own.yaml:2:10: version 2 was written by a later release; this one reads up to 1 [newer-version]\nhelp: Open it with the release that wrote it, or a later one.\n",
        ),
        (
            "version: 1.0.0",
            "version: first",
            "own.yaml:4:36: `first` is not a version; a version is written 1.0.0 [wrong-shape]\n",
        ),
        (
            "title: Ours",
            "titel: Ours",
            "own.yaml:4:43: there is no key `titel` here; allowed: id, version, title, about, minutes [unknown-key]\nhelp: Did you mean `title`?\n",
        ),
    ];
    for (old, new, expected) in cases {
        let found = drafted("own.yaml", &HEAD.replacen(old, new, 1));
        assert_eq!(told(&found), expected);
    }
}

#[test]
fn what_is_added_is_checked_like_everything_else() {
    let draft = overlay(
        "questions:
  add:
    - id: access-review
      rev: 1
      text: Twice?
      controls: [AC-004]
      notApplicable: false
      redFlagBelow: 2
      help: { goodLooksLike: { at10: a, at50: b, at200: c } }
      options: [{ id: a, level: 0, text: a }, { id: b, level: 6, text: b }]
",
    );
    let said = told(&draft);
    for line in [
        "own.yaml:7:11: the question `access-review` is there twice; an id is given once [duplicate]",
        "own.yaml:10:18: `AC-004` is not a control [unknown-control]\nhelp: Did you mean `AC-04`?",
        "own.yaml:14:63: levels are 0 to 5; found 6 [out-of-range]",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let draft = overlay("controls: { add: [{ id: X-1, domain: nowhere }, { id: X-2 }] }\n");
    let said = told(&draft);
    assert!(
        said.contains("own.yaml:5:49: the key `domain` is missing"),
        "{said}"
    );
}

#[test]
fn a_retired_id_is_never_given_again() {
    let draft = overlay(
        "questions:
  remove: [{ id: access-review, replacedBy: [reviews] }]
  add:
    - { id: access-review, rev: 1, text: Again?, controls: [AC-04], notApplicable: false, redFlagBelow: 2,
        help: { goodLooksLike: { at10: a, at50: b, at200: c } },
        options: [{ id: a, level: 0, text: a }, { id: b, level: 1, text: b }] }
",
    );
    let said = told(&draft);
    assert!(
        said.contains("own.yaml:8:13: the id `access-review` was retired in version 1.0.0"),
        "{said}"
    );
    assert!(
        said.contains("own.yaml:6:46: `reviews` is not a question"),
        "{said}"
    );
}

#[test]
fn one_overlay_stands_on_the_content_of_another() {
    let first = overlay("questions: { remove: [{ id: access-review }] }\n").canonical();
    let open = |from: &str, name: &str| {
        assert_eq!((from, name), ("second.yaml", "first.json"));
        Ok(Source {
            name: name.to_owned(),
            bytes: first.clone().into_bytes(),
        })
    };
    let text = HEAD
        .replace("base: quick", "baseContent: first.json")
        .replace("id: own", "id: second")
        .replace("1.0.0", "1.1.0")
        + "questions: { remove: [{ id: risk-register }] }\n";
    let source = Source {
        name: "second.yaml".to_owned(),
        bytes: text.into_bytes(),
    };
    let drafts = draft(&[Given::File(source)], None, &open).unwrap();
    let own = content(&drafts[0]);
    let retired: Vec<(&str, &str)> = own.questionnaires[0]
        .questionnaire
        .retired
        .iter()
        .map(|r| (r.id.as_str(), r.since.as_str()))
        .collect();
    assert_eq!(
        retired,
        [("access-review", "1.0.0"), ("risk-register", "1.1.0")]
    );
}

#[test]
fn a_value_in_braces_has_its_own_place() {
    let source = Source {
        name: "own.yaml".to_owned(),
        bytes: HEAD.as_bytes().to_vec(),
    };
    let node = text::read(&source).unwrap();
    let place = node.place("/questionnaire/title", false).unwrap();
    assert_eq!((place.line, place.column), (4, 50));
}

#[test]
fn base_rates_change_and_nothing_else_of_the_priors() {
    let own = content(&overlay(
        "priors: { anchor: our own figures }
areas:
  change:
    - { id: leavers, exception: 0.2, source: our own figures, trust: J }
",
    ));
    let mut expected = input::content().unwrap().catalogue.clone();
    expected.priors.anchor = "our own figures".to_owned();
    let leavers = expected.priors.areas.iter_mut().find(|a| a.id == "leavers");
    let leavers = leavers.unwrap();
    leavers.exception = 0.2;
    leavers.source = "our own figures".to_owned();
    leavers.trust = "J".to_owned();
    assert_ne!(own.catalogue.sha256, expected.sha256);
    expected.sha256.clone_from(&own.catalogue.sha256);
    assert_eq!(own.catalogue, expected);
    for (rest, place, message) in [
        (
            "areas: { change: [{ id: leaver, exception: 0.2 }] }\n",
            "own.yaml:5:",
            "`leaver` is not an area of the priors of the base",
        ),
        (
            "areas: { change: [{ id: leavers, exception: 20 }] }\n",
            "own.yaml:5:",
            "0.99",
        ),
        ("areas: { add: [] }\n", "own.yaml:5:", "no key `add` here"),
        (
            "priors: { strength: 9 }\n",
            "own.yaml:5:",
            "no key `strength` here",
        ),
    ] {
        let draft = overlay(rest);
        let said = told(&draft);
        assert!(!draft.is_sound(), "{rest}");
        assert!(said.contains(place) && said.contains(message), "{said}");
    }
}
