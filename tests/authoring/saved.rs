//! Saved work carried over: nothing lost, told what moved, and the second time nothing moves.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tickmark::authoring::saved::carried;
use tickmark::input::{self, content::Content};

use super::{folder, question, said, small, text, tickmark};

/// A questionnaire in which one question was renamed, one reworded, one split and one dropped.
fn later() -> Content {
    let questions = format!(
        "{}{}{}{}{}",
        question("same"),
        question("renamed").replace("    rev: 1", "    aliases: [before]\n    rev: 1"),
        question("reworded").replace("    rev: 1", "    rev: 2"),
        question("half"),
        question("other-half")
    );
    let text = small(&questions).replace("1.0.0", "1.1.0")
        + "retired:
  - { id: split, since: 1.1.0, replacedBy: [half, other-half] }
  - { id: dropped, since: 1.1.0 }
";
    let draft = super::drafted("own.yaml", &text);
    assert!(draft.is_sound(), "{:?}", draft.problems);
    Content::read(draft.document.value(), &input::content().unwrap().catalogue).unwrap()
}

fn saved() -> Value {
    let answer = |id: &str| json!({ "question": id, "rev": 1, "choice": "proven", "note": format!("of {id}") });
    let ids = [
        "same",
        "before",
        "reworded",
        "split",
        "dropped",
        "never-was",
    ];
    json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-21",
        "questionnaire": { "id": "own", "version": "1.0.0", "sha256": "0" },
        "profile": {
            "type": 2, "categories": ["security"], "organisation": "Ours", "headcount": 12,
            "window": { "start": "2026-07-01", "end": "2026-12-31" },
        },
        "answers": ids.map(answer),
        "evidence": [{ "id": "e", "title": "A list", "kind": "accounts", "controls": ["AC-04"], "note": "n" }],
    })
}

#[test]
fn nothing_is_lost_and_what_moved_is_told() {
    let content = later();
    let done = carried(saved(), &content, None).unwrap();
    assert_eq!(
        done.report(),
        "own: version 1.0.0 to 1.1.0, 6 answers
kept: 2
renamed: 1
  before is now renamed
look again: 1
  reworded
asked no more, kept in the file: 2
  split: asked now by half, other-half
  dropped
not of this questionnaire, kept in the file: 1
  never-was
"
    );
    let mut expected = saved();
    expected["answers"][1]["question"] = json!("renamed");
    let published = content.questionnaire("own").unwrap();
    expected["questionnaire"] =
        json!({ "id": "own", "version": "1.1.0", "sha256": published.sha256 });
    let found = serde_json::to_value(&done.file).unwrap();
    for key in ["format", "version", "asOf", "questionnaire", "answers"] {
        assert_eq!(found[key], expected[key], "{key}");
    }
    for part in ["profile", "evidence"] {
        holds(&found[part], &expected[part], part);
    }
}

/// Everything of `before` is in `after`; keys may be added that were understood.
fn holds(after: &Value, before: &Value, at: &str) {
    match before {
        Value::Object(map) => {
            for (key, value) in map {
                holds(&after[key], value, &format!("{at}/{key}"));
            }
        }
        Value::Array(list) => {
            assert_eq!(after.as_array().map(Vec::len), Some(list.len()), "{at}");
            for (i, value) in list.iter().enumerate() {
                holds(&after[i], value, &format!("{at}/{i}"));
            }
        }
        other => assert_eq!(after, other, "{at}"),
    }
}

#[test]
fn the_second_time_nothing_moves() {
    let content = later();
    let once = carried(saved(), &content, None).unwrap();
    let twice = carried(serde_json::to_value(&once.file).unwrap(), &content, None).unwrap();
    assert_eq!(twice.file, once.file);
    assert!(twice.migration.renamed.is_empty());
    assert_eq!(twice.migration.review, once.migration.review);
    assert_eq!(twice.migration.retired, once.migration.retired);
    assert_eq!(twice.migration.kept, once.migration.kept);
}

#[test]
fn an_answer_under_the_id_of_today_wins_and_the_other_stays() {
    let content = later();
    let mut both = saved();
    let answers = both["answers"].as_array_mut().unwrap();
    answers.push(json!({ "question": "renamed", "rev": 1, "choice": "absent" }));
    let done = carried(both, &content, None).unwrap();
    assert_eq!(done.file.answers.len(), 7);
    assert!(done.migration.renamed.is_empty());
    assert!(done.strange.contains(&"before".to_owned()));
}

#[test]
fn the_command_writes_the_file_and_prints_the_report() {
    let folder = folder("migrate");
    for name in [
        "acme/assessment.json",
        "acme/quick.json",
        "acme/full.json",
        "scaleup/full.json",
    ] {
        let from = fs::canonicalize(Path::new("examples").join(name)).unwrap();
        let from = from.to_str().unwrap();
        let out = tickmark(&folder, &["migrate", from, "-o", "today.json"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(
            text(&out.stdout).contains("renamed: 0"),
            "{}",
            text(&out.stdout)
        );
        let today = fs::read_to_string(folder.join("today.json")).unwrap();
        let out = tickmark(&folder, &["migrate", "today.json"]);
        assert_eq!(text(&out.stdout), today, "the second time nothing moves");
        assert!(
            text(&out.stderr).contains("kept: "),
            "the report stands beside the file"
        );
        said(&folder, &["check", "today.json"], 0);
        let before: Value = serde_json::from_str(&fs::read_to_string(from).unwrap()).unwrap();
        let after: Value = serde_json::from_str(&today).unwrap();
        holds(&after, &before, name);
    }
}

#[test]
fn a_questionnaire_that_is_not_known_is_refused() {
    let mut file = saved();
    file["questionnaire"] = json!({ "id": "quik", "version": "1.0.0" });
    let error = carried(file, input::content().unwrap(), None).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`quik` is not a questionnaire known here"),
        "{error}"
    );
}

#[test]
fn answers_move_to_a_questionnaire_made_from_another() {
    let folder = folder("migrate-to");
    let overlay = "format: tickmark-overlay\nversion: 1\nbase: quick\nquestionnaire: { id: own, version: 1.0.0 }\n";
    fs::write(folder.join("overlay.yaml"), overlay).unwrap();
    said(&folder, &["compile", "overlay.yaml", "-o", "own.json"], 0);
    let from = fs::canonicalize("examples/acme/quick.json").unwrap();
    let words = ["migrate", from.to_str().unwrap(), "--content", "own.json"];
    let refused = said(&folder, &words, 2);
    assert!(
        refused.contains(
            "`quick` is not a questionnaire known here; known: own [unknown-questionnaire]\nhelp: `--to ID` names"
        ),
        "{refused}"
    );
    assert!(!refused.contains("--content"), "{refused}");
    let with = |more: &[&'static str]| tickmark(&folder, &[&words[..], more].concat());
    assert_eq!(with(&["--to", "other"]).status.code(), Some(2));
    let out = with(&["--to", "own", "-o", "today.json"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let report = text(&out.stdout);
    assert!(
        report.starts_with("quick is now own: version 1.0.0 to 1.0.0, "),
        "{report}"
    );
    said(
        &folder,
        &["check", "today.json", "--content", "own.json"],
        0,
    );
    for command in ["check", "assess", "migrate"] {
        let refused = said(&folder, &[command, "today.json"], 2);
        assert!(refused.contains("`--content FILE` names"), "{refused}");
    }
}
