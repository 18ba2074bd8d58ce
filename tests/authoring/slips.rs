//! Slips of an author: what is there twice, what is left empty, versions that fall, keys that do not exist.

use std::fs;

use super::{drafted, folder, problems, question, said, small};

fn told(head: &str, rest: &str) -> String {
    let text = format!("format: tickmark-overlay\nversion: 1\nbase: quick\n{head}\n{rest}");
    let draft = drafted("own.yaml", &text);
    draft.problems.iter().map(ToString::to_string).collect()
}

/// What is said of an overlay whose changes stand on line 5.
fn overlay(rest: &str) -> String {
    told("questionnaire: { id: own, version: 1.0.0 }", rest)
}

#[test]
fn an_overlay_says_everything_once() {
    for (rest, expected) in [
        (
            "questions: { remove: [{ id: leadership }, { id: leadership }] }",
            "own.yaml:5:49: `leadership` is there twice in `remove`; once is allowed [duplicate]\n",
        ),
        (
            "questions: { change: [{ id: leadership, hint: a }, { id: leadership, hint: b }] }",
            "own.yaml:5:58: `leadership` is there twice in `change`; once is allowed [duplicate]\n",
        ),
        (
            "controls: { change: [{ id: AC-04, weight: 2 }, { id: AC-04, weight: 3 }] }",
            "own.yaml:5:54: `AC-04` is there twice in `change`; once is allowed [duplicate]\n",
        ),
        (
            "questions: { change: [{ id: second-factor, controls: [AC-02, AC-02] }] }",
            "own.yaml:5:62: the control `AC-02` is there twice [duplicate]\n",
        ),
        (
            "controls: { remove: [{ id: AC-08, reason: '' }] }",
            "own.yaml:5:43: `reason` says nothing [missing-text]\n",
        ),
        (
            "questions: { remove: [{ id: leadership, reason: ' ' }] }",
            "own.yaml:5:49: `reason` says nothing [missing-text]\n",
        ),
        (
            "questions: { remove: [leadership] }",
            "own.yaml:5:23: found a text, expected an object [wrong-shape]\nhelp: Write `{ id: leadership }`.\n",
        ),
        (
            "controls: { remove: [AC-04] }",
            "own.yaml:5:22: found a text, expected an object [wrong-shape]\nhelp: Write `{ id: AC-04, reason: why it is not needed }`.\n",
        ),
        (
            "questions: { change: [leadership] }",
            "own.yaml:5:23: the key `id` is missing [wrong-shape]\nhelp: Write `{ id: leadership, … }`.\n",
        ),
    ] {
        assert_eq!(overlay(rest), expected, "{rest}");
    }
}

#[test]
fn an_overlay_leaves_something_to_ask() {
    let quick = tickmark::input::content().unwrap().questionnaire("quick");
    let questions = &quick.unwrap().questionnaire.questions;
    let all: Vec<String> = questions
        .iter()
        .map(|q| format!("{{ id: {} }}", q.id))
        .collect();
    let said = overlay(&format!("questions: {{ remove: [{}] }}", all.join(", ")));
    assert_eq!(
        said,
        "own.yaml:1:1: a questionnaire asks at least one question [missing-text]\n"
    );
    let none = small("").replace("questions:", "questions: []");
    assert!(problems("own.yaml", &none).starts_with("own.yaml:6:1: a questionnaire asks"));
}

#[test]
fn versions_go_up() {
    let help = "help: Raise the version, or give it an id of its own.\n";
    assert_eq!(
        told("questionnaire: { id: quick, version: 0.9.0 }", ""),
        format!(
            "own.yaml:4:38: version 0.9.0 comes after version 1.0.0 of the base; versions go up [out-of-range]\n{help}"
        )
    );
    assert_eq!(
        overlay("framework: { version: 0.1.0 }"),
        format!(
            "own.yaml:5:23: version 0.1.0 comes after version 1.0.0 of the base; versions go up [out-of-range]\n{help}"
        )
    );
    assert_eq!(told("questionnaire: { id: quick, version: 1.0.1 }", ""), "");
    assert_eq!(overlay("framework: { id: own, version: 0.1.0 }"), "");
}

#[test]
fn compiled_content_is_read_alike_by_every_command() {
    let folder = folder("alike");
    let content = drafted("own.yaml", &small(&question("one"))).canonical();
    let content = content.replacen('{', "{\"extra\":1,", 1);
    fs::write(folder.join("own.json"), content).unwrap();
    let key = "there is no key `extra` here; allowed: format, version, catalogue, questionnaires [unknown-key]";
    for words in [
        &["lint", "own.json"][..],
        &["compile", "own.json"],
        &["list", "--content", "own.json"],
    ] {
        let said = said(&folder, words, 2);
        assert!(said.contains(key), "{words:?}: {said}");
    }
    let base = "format: tickmark-overlay\nversion: 1\nbaseContent: own.json\nquestionnaire: { id: b, version: 1.0.0 }\n";
    fs::write(folder.join("overlay.yaml"), base).unwrap();
    assert!(said(&folder, &["lint", "overlay.yaml"], 2).contains(key));
}
