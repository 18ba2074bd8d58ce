//! Another language changes words and nothing else: no id, number, condition, digest or result, whatever the words are.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::authoring::locale::words;
use tickmark::authoring::node::Node;
use tickmark::evaluate;
use tickmark::input::builtin;
use tickmark::input::content::Content;
use tickmark::input::digest::Identity;
use tickmark::input::form::form;
use tickmark::input::locale::{Locale, Spoken, is_words};
use tickmark::report::Format;

fn library() -> &'static Content {
    tickmark::input::content().unwrap()
}

/// The library's content in the words of locales.
fn spoken(locales: Vec<Locale>) -> Content {
    let mut spoken = Spoken::default();
    for locale in locales {
        spoken.add(locale, &[library()]).unwrap();
    }
    let document = builtin::document().unwrap();
    spoken.content(document, library(), None).unwrap()
}

/// A locale of the whole library, with each text made by `say` from its number and the original.
fn made(say: &mut dyn FnMut(usize, &str) -> String) -> Value {
    let document = builtin::document().unwrap();
    let mut count = 0;
    let mut part = |at: &str, id: &str, sha256: &str| {
        let original = Node::from(document.pointer(at).unwrap().clone());
        let mut words = words::of(&original).unwrap().value();
        rewrite(&mut words, "", &mut count, say);
        json!({ "id": id, "sha256": sha256, "words": words })
    };
    let catalogue = &library().catalogue;
    let questionnaires = library().questionnaires.iter().enumerate();
    json!({
        "format": "tickmark-locale", "version": 1, "tag": "xx", "name": "X", "direction": "rtl",
        "catalogue": part("/catalogue", &catalogue.framework.id, &catalogue.sha256),
        "questionnaires": questionnaires
            .map(|(i, p)| part(&format!("/questionnaires/{i}"), &p.questionnaire.id, &p.sha256))
            .collect::<Vec<_>>(),
    })
}

fn rewrite(
    value: &mut Value,
    key: &str,
    count: &mut usize,
    say: &mut dyn FnMut(usize, &str) -> String,
) {
    match value {
        Value::String(text) if key != "id" => {
            *count += 1;
            *text = say(*count, text);
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|part| rewrite(part, key, count, say)),
        Value::Object(map) => {
            for (key, part) in map.iter_mut() {
                rewrite(part, key, count, say);
            }
        }
        _ => {}
    }
}

/// Everything that content holds.
fn whole(content: &Content) -> Value {
    let c = &content.catalogue;
    json!({
        "framework": c.framework, "criteria": c.criteria, "domains": c.domains, "controls": c.controls,
        "scoping": c.scoping, "populations": c.populations, "samplingPolicies": c.sampling_policies,
        "policyValues": c.policy_values, "priors": c.priors, "redFlags": c.red_flags,
        "contradictions": c.contradictions, "retired": c.retired, "sha256": c.sha256,
        "questionnaires": content.questionnaires.iter().map(|p| json!([p.sha256, p.questionnaire])).collect::<Vec<_>>(),
    })
}

/// The same without its words.
fn blank(mut value: Value) -> Value {
    fn within(value: &mut Value, readable: bool) {
        match value {
            Value::String(text) if readable => text.clear(),
            Value::Array(list) => list.iter_mut().for_each(|part| within(part, readable)),
            Value::Object(map) => {
                for (key, part) in map.iter_mut() {
                    // The form has names of the framework and of a domain under keys of its own.
                    let own = ["framework", "section"].contains(&key.as_str()) && part.is_string();
                    within(part, readable || own || is_words(key));
                }
            }
            _ => {}
        }
    }
    within(&mut value, false);
    value
}

fn texts(value: &Value) -> usize {
    match value {
        Value::String(_) => 1,
        Value::Array(list) => list.iter().map(texts).sum(),
        Value::Object(map) => map.values().map(texts).sum(),
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_words_change_words_alone(salt in "[^\\s\\p{C}][^\\p{C}]{0,30}") {
        let locale = Locale::read(made(&mut |i, _| format!("{salt}{i}"))).unwrap();
        let (english, other) = (whole(library()), whole(&spoken(vec![locale])));
        prop_assert_ne!(&english, &other);
        prop_assert_eq!(blank(english), blank(other));
    }
}

#[test]
fn every_word_that_is_read_can_be_said() {
    let mut said = 0;
    let locale = Locale::read(made(&mut |i, _| {
        said = said.max(i);
        "ß".to_owned()
    }));
    let other = whole(&spoken(vec![locale.unwrap()]));
    assert!(said > 2_500, "{said}");
    // No text of English is left where people read.
    fn left(value: &Value, at: &str, readable: bool) {
        match value {
            Value::String(text) if readable => assert_eq!(text, "ß", "{at}"),
            Value::Array(list) => list.iter().for_each(|part| left(part, at, readable)),
            Value::Object(map) => {
                for (key, part) in map {
                    left(part, &format!("{at}/{key}"), readable || is_words(key));
                }
            }
            _ => {}
        }
    }
    left(&other, "", false);
    assert_eq!(texts(&other), texts(&whole(library())));
}

#[test]
fn results_reports_and_digests_are_the_same_in_any_language() {
    let german = spoken(builtin::locales().unwrap());
    for name in ["acme/assessment", "acme/quick"] {
        let text = fs::read_to_string(format!("examples/{name}.json")).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let file = |content| tickmark::input::assessment_file(value.clone(), content).unwrap();
        let english = tickmark::input::engagement(file(library()), library()).unwrap();
        let other = tickmark::input::engagement(file(&german), &german).unwrap();
        assert_eq!(english.source, other.source, "what is saved");
        assert_eq!(Identity::of(&english), Identity::of(&other));
        let (outcome, again) = (evaluate(&english), evaluate(&other));
        // An occurrence has the name of its system for a label.
        assert_eq!(blank(json!(outcome)), blank(json!(again)), "{name}");
        let (asked, put) = (json!(form(&english)), json!(form(&other)));
        assert_ne!(asked, put);
        assert_eq!(blank(asked), blank(put), "{name}");
        // The report is made of the content and stays in its language.
        let report = outcome.report(&english, Format::Markdown).unwrap();
        assert!(!report.contains("Prüfung"), "{name}");
    }
}

#[test]
fn words_of_one_language_add_up_and_another_takes_their_place() {
    let all = builtin::locales().unwrap();
    let [first, fetched, _report] = all.as_slice() else {
        panic!("{}", all.len());
    };
    let title = |content: &Content, id: &str| {
        content
            .questionnaire(id)
            .unwrap()
            .questionnaire
            .title
            .clone()
    };
    let english = |id| title(library(), id);
    let one = spoken(vec![first.clone()]);
    assert_ne!(title(&one, "quick"), english("quick"));
    assert_eq!(title(&one, "full"), english("full"));
    let other = spoken(vec![fetched.clone()]);
    assert_eq!(title(&other, "quick"), english("quick"));
    assert_ne!(title(&other, "full"), english("full"));
    let both = spoken(all.clone());
    let turned = spoken(all.iter().rev().cloned().collect());
    assert_eq!(whole(&both), whole(&turned));
    let again = spoken([all.clone(), all.clone()].concat());
    assert_eq!(whole(&both), whole(&again));
    let third = Locale::read(made(&mut |i, _| format!("{i}"))).unwrap();
    let other = spoken(vec![first.clone(), fetched.clone(), third]);
    assert_ne!(title(&other, "quick"), title(&one, "quick"));
}

/// What is said of words that do not fit.
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let mut value = made(&mut |i, _| format!("{i}"));
    change(&mut value);
    let document = builtin::document().unwrap();
    let outcome = Locale::read(value).and_then(|locale| {
        let mut spoken = Spoken::default();
        spoken.add(locale, &[library()])?;
        spoken.content(document, library(), None)
    });
    let tickmark::error::Error::Input(problems) = outcome.unwrap_err() else {
        panic!("no problem of input");
    };
    let told = |p: &tickmark::error::Problem| format!("{}: {} [{}]", p.at, p.message, p.code);
    problems.iter().map(told).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_that_do_not_fit_are_refused_with_their_place() {
    let controls = "/catalogue/words/controls/0/controls/0";
    let set = |at: &str, to: Value| {
        let at = at.to_owned();
        refused(move |value| *value.pointer_mut(&at).unwrap() = to)
    };
    let no_words =
        "words go where the content has words, a list of them with as many parts [wrong-shape]";
    for (at, to, expected) in [
        ("/format", json!("tickmark-content"), "/format: this is a document of format `tickmark-content`; expected `tickmark-locale` [wrong-document]".to_owned()),
        ("/version", json!(2), "/version: version 2 was written by a later release; this one reads up to 1 [newer-version]".to_owned()),
        ("/direction", json!("up"), "/direction: `up` is not a word that is allowed here: ltr, rtl [unknown-name]".to_owned()),
        ("/catalogue/sha256", json!("0"), "/catalogue/sha256: these are the words of another text of `soc2` than the one here [wrong-document]".to_owned()),
        ("/questionnaires/1/sha256", json!("0"), "/questionnaires/1/sha256: these are the words of another text of `quick` than the one here [wrong-document]".to_owned()),
        ("/catalogue/words/controls/0/controls/0/id", json!("GV-02"), format!("{controls}/id: `GV-02` stands where the content has `GV-01` [unknown-name]")),
        ("/catalogue/words/controls/0/controls/0/name", json!(""), format!("{controls}/name: {no_words}")),
        ("/catalogue/words/controls/0/controls/0/name", json!(1), format!("{controls}/name: {no_words}")),
        ("/catalogue/words/controls/0/controls/0/name", json!(["a"]), format!("{controls}/name: {no_words}")),
        ("/catalogue/words/controls/0/controls/0/keep", json!(["a"]), format!("{controls}/keep: {no_words}")),
        ("/catalogue/words/controls/0/controls/0", json!({ "kind": "periodic" }), format!("{controls}/kind: {no_words}")),
        ("/catalogue/words/controls/0/controls/0", json!({ "leadWeeks": 3 }), format!("{controls}/leadWeeks: {no_words}")),
        ("/catalogue/words/controls/0/controls/0", json!({ "primary": "CC1.1" }), format!("{controls}/primary: {no_words}")),
        ("/catalogue/words/controls/0/controls/0", json!({ "nam": "a" }), format!("{controls}/nam: there is no key `nam` in the content here [unknown-key]")),
        ("/questionnaires/1/words/questions/0/options", json!([]), format!("/questionnaires/1/words/questions/0/options: {no_words}")),
        ("/questionnaires/1/words/questions/0", json!({ "rev": 2 }), format!("/questionnaires/1/words/questions/0/rev: {no_words}")),
    ] {
        assert_eq!(set(at, to), expected);
    }
    // Words of what is not at hand wait for it, with the catalogue that belongs to it.
    let mut waiting = made(&mut |i, _| format!("{i}"));
    for (key, to) in [
        ("/questionnaires/1/id", "own"),
        ("/questionnaires/1/sha256", "1"),
        ("/catalogue/sha256", "2"),
    ] {
        *waiting.pointer_mut(key).unwrap() = json!(to);
    }
    let other = spoken(vec![Locale::read(waiting).unwrap()]);
    assert_eq!(
        other.catalogue.framework.name,
        library().catalogue.framework.name
    );
}
