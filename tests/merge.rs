//! Several files of one assessment as one: whatever the order, nothing lost, every conflict told.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::process::{Command, Output};

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::error::{Code, Error};
use tickmark::input;
use tickmark::input::answers::{Answer, AssessmentFile, NotApplicable, Unknown};
use tickmark::share::merge::{Merged, Prefer, Respondent, merge};

fn quick() -> Value {
    let mut value: Value =
        serde_json::from_str(&fs::read_to_string("examples/acme/quick.json").unwrap()).unwrap();
    value["answers"] = json!([]);
    value
}

fn read(value: Value) -> AssessmentFile {
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

fn with(answers: Value) -> AssessmentFile {
    let mut value = quick();
    value["answers"] = answers;
    read(value)
}

fn merged(files: &[(&str, &AssessmentFile)], prefer: Prefer) -> Result<Merged, Error> {
    let all: Vec<Respondent> = files
        .iter()
        .map(|(name, file)| Respondent {
            name: (*name).to_owned(),
            file: (*file).clone(),
        })
        .collect();
    merge(&all, input::content().unwrap(), prefer)
}

/// A question of the quick questionnaire that may not apply, with its lowest and highest choice.
fn question() -> (String, String, String) {
    let content = input::content().unwrap();
    let questions = &content
        .questionnaire("quick")
        .unwrap()
        .questionnaire
        .questions;
    let q = questions
        .iter()
        .find(|q| q.not_applicable && q.choices.len() > 3)
        .unwrap();
    (
        q.id.clone(),
        q.choices[0].id.clone(),
        q.choices.last().unwrap().id.clone(),
    )
}

#[test]
fn who_knows_answers_for_who_does_not() {
    let (id, _, high) = question();
    let knows = with(json!([{ "question": id, "rev": 1, "choice": high, "note": "b" }]));
    for other in [
        json!([]),
        json!([{ "question": id, "rev": 1, "later": true, "note": "a" }]),
        json!([{ "question": id, "rev": 1, "unknown": { "ask": "CTO" }, "note": "a" }]),
        json!([{ "question": id, "rev": 1, "choice": high, "note": "a" }]),
    ] {
        let noted = other[0].get("note").is_some();
        let found = merged(&[("one", &knows), ("two", &with(other))], Prefer::Open).unwrap();
        assert!(found.conflicts.is_empty());
        let answer = &found.file.answers[0];
        assert_eq!(answer.choice.as_deref(), Some(high.as_str()));
        // What anybody noted is kept.
        assert_eq!(
            answer.note.as_deref(),
            Some(if noted { "a\nb" } else { "b" })
        );
    }
    let asks = |who: &str| with(json!([{ "question": id, "rev": 1, "unknown": { "ask": who } }]));
    let found = merged(
        &[("one", &asks("CTO")), ("two", &asks("CEO"))],
        Prefer::Open,
    )
    .unwrap();
    assert!(found.conflicts.is_empty());
    assert_eq!(
        found.file.answers[0]
            .unknown
            .as_ref()
            .unwrap()
            .ask
            .as_deref(),
        Some("CEO, CTO")
    );
}

#[test]
fn a_conflict_is_left_open_or_settled_by_what_supports_less() {
    let (id, low, high) = question();
    let says = |choice: &str| {
        with(json!([{ "question": id, "rev": 1, "choice": choice, "note": choice }]))
    };
    let (one, two) = (says(&low), says(&high));
    let files = [("a.json", &one), ("b.json", &two), ("c.json", &two)];
    let found = merged(&files, Prefer::Open).unwrap();
    let answer = &found.file.answers[0];
    assert!(answer.later && answer.choice.is_none());
    for word in [&low, &high] {
        assert!(answer.note.as_ref().unwrap().contains(word.as_str()));
    }
    let conflict = &found.conflicts[0];
    assert_eq!(conflict.question.as_deref(), Some(id.as_str()));
    assert_eq!(conflict.kept, None);
    let by: Vec<usize> = conflict.said.iter().map(|s| s.by.len()).collect();
    assert_eq!(by.iter().sum::<usize>(), 3);
    let found = merged(&files, Prefer::Lower).unwrap();
    assert_eq!(found.file.answers[0].choice.as_deref(), Some(low.as_str()));
    assert_eq!(
        found.conflicts[0].kept.as_ref().unwrap()["choice"],
        json!(low)
    );
    assert!(found.file.answers[0].note.is_some());
    // That it does not apply is not less, and not more.
    let not =
        with(json!([{ "question": id, "rev": 1, "notApplicable": { "reason": "None here." } }]));
    let found = merged(&[("a", &one), ("b", &not)], Prefer::Lower).unwrap();
    assert!(found.file.answers[0].later && found.conflicts[0].kept.is_none());
}

#[test]
fn files_of_other_assessments_are_refused_in_a_sentence() {
    let one = read(quick());
    type Change = (&'static str, fn(&mut Value));
    let changes: [Change; 6] = [
        ("the questionnaire quick 1.0.0", |v| {
            v["questionnaire"] = json!({ "id": "full", "version": "1.0.0" })
        }),
        ("the window 2026-09-15", |v| {
            v["profile"]["window"]["end"] = json!("2027-03-15")
        }),
        ("the kind of report 2", |v| v["profile"]["type"] = json!(1)),
        ("the categories", |v| {
            v["profile"]["categories"] = json!(["security", "availability"])
        }),
        ("the sampling policy", |v| {
            v["profile"]["samplingPolicy"] = json!("low")
        }),
        ("the name of an organisation", |v| {
            v["profile"]["organisation"] = json!("Another")
        }),
    ];
    for (what, change) in changes {
        let mut value = quick();
        change(&mut value);
        let other = read(value);
        let Err(Error::Input(problems)) =
            merged(&[("a.json", &one), ("b.json", &other)], Prefer::Open)
        else {
            panic!("{what}: not refused")
        };
        assert_eq!(problems[0].code, Code::WrongDocument);
        assert!(
            problems[0].message.contains(what),
            "{}",
            problems[0].message
        );
        assert!(problems[0].message.contains("a.json") && problems[0].message.contains("b.json"));
    }
    // A file that cannot be used is named.
    let bad = with(json!([{ "question": "none", "rev": 1, "later": true }]));
    let why = merged(&[("a.json", &one), ("bad.json", &bad)], Prefer::Open).unwrap_err();
    assert!(why.to_string().starts_with("bad.json: "), "{why}");
}

#[test]
fn what_the_profiles_say_in_two_ways_is_left_out_and_told() {
    let mut a = quick();
    a["profile"]["headcount"] = json!(25);
    a["profile"]["facts"] = json!([{ "fact": "hosting", "values": ["cloud"] }]);
    a["profile"]["systems"] = json!([{ "id": "crm", "name": "CRM" }, { "id": "erp" }]);
    let mut b = quick();
    b["profile"]["headcount"] = json!(30);
    b["profile"]["facts"] = json!([{ "fact": "offices", "values": ["some"] }]);
    b["profile"]["systems"] =
        json!([{ "id": "crm", "name": "Sales" }, { "id": "erp", "name": "ERP" }]);
    b["asOf"] = json!("2026-11-25");
    let found = merged(&[("a", &read(a)), ("b", &read(b))], Prefer::Open).unwrap();
    let profile = &found.file.profile;
    assert_eq!(profile.headcount, None);
    assert_eq!(profile.facts.len(), 2);
    assert_eq!(found.file.as_of.to_string(), "2026-11-25");
    let names: Vec<_> = profile
        .systems
        .iter()
        .map(|s| (s.id.as_str(), s.name.as_deref()))
        .collect();
    assert_eq!(names, [("crm", None), ("erp", Some("ERP"))]);
    let told: Vec<_> = found
        .conflicts
        .iter()
        .filter_map(|c| c.profile.as_deref())
        .collect();
    assert_eq!(told, ["headcount", "systems/crm"]);
}

#[test]
fn evidence_of_one_id_gets_two_and_the_same_stays_one() {
    let entry = |id: &str, title: &str, before: Option<&str>| {
        let mut entry = json!({ "id": id, "title": title, "kind": "document" });
        if let Some(before) = before {
            entry["supersedes"] = json!(before);
        }
        entry
    };
    let of = |entries: Value| {
        let mut value = quick();
        value["evidence"] = entries;
        read(value)
    };
    let a = of(json!([
        entry("aws-1", "A", None),
        entry("same", "Same", None)
    ]));
    let b = of(json!([
        entry("aws-1", "B", None),
        entry("same", "Same", None),
        entry("new", "New", Some("aws-1"))
    ]));
    let found = merged(&[("a", &a), ("b", &b)], Prefer::Open)
        .unwrap()
        .file
        .evidence;
    let titles: Vec<&str> = found.iter().map(|e| e.title.as_str()).collect();
    assert_eq!(titles.len(), 4, "{titles:?}");
    let new = found.iter().find(|e| e.id == "new").unwrap();
    let before = found
        .iter()
        .find(|e| Some(&e.id) == new.supersedes.as_ref())
        .unwrap();
    assert_eq!(before.title, "B");
    // People under two numberings are not made one.
    let papers = |numbering: &str| {
        let mut value: Value =
            serde_json::from_str(&fs::read_to_string("tests/cases/acme/evidence.json").unwrap())
                .unwrap();
        let entries = value.as_array_mut().unwrap();
        for entry in entries.iter_mut() {
            entry["numbering"] = json!(numbering);
            for paper in entry
                .get_mut("workpapers")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                for kind in ["deviations", "undecided"] {
                    for row in paper
                        .get_mut(kind)
                        .and_then(Value::as_array_mut)
                        .into_iter()
                        .flatten()
                    {
                        row["cells"] = json!([{ "column": "user", "value": "person-001" }]);
                    }
                }
            }
        }
        of(value)
    };
    let why = merged(
        &[("a", &papers("00ff")), ("b", &papers("11ff"))],
        Prefer::Open,
    )
    .unwrap_err();
    assert!(why.to_string().contains("two people"), "{why}");
    assert!(
        merged(
            &[("a", &papers("00ff")), ("b", &papers("00ff"))],
            Prefer::Open
        )
        .is_ok()
    );
}

/// An answer to one of the questions of the quick questionnaire, valid in itself.
fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let questions = &input::content()
        .unwrap()
        .questionnaire("quick")
        .unwrap()
        .questionnaire
        .questions;
    let each: Vec<_> = questions
        .iter()
        .map(|q| {
            let may_not = q.not_applicable;
            let note = proptest::option::weighted(0.2, "[a-c]{1,2}");
            (0..8_usize, "[a-b]", note).prop_map(move |(kind, word, note)| {
                let mut answer = Answer {
                    question: q.id.clone(),
                    rev: q.rev,
                    note,
                    ..Answer::default()
                };
                match kind {
                    0 => return None,
                    1 => answer.later = true,
                    2 => answer.unknown = Some(Unknown { ask: Some(word) }),
                    3 if may_not => answer.not_applicable = Some(NotApplicable { reason: word }),
                    n if q.choices.is_empty() => answer.later = n > 0,
                    n => answer.choice = Some(q.choices[n % q.choices.len()].id.clone()),
                }
                Some(answer)
            })
        })
        .collect();
    each.prop_map(|all| all.into_iter().flatten().collect::<Vec<_>>())
        .prop_shuffle()
}

fn file() -> impl Strategy<Value = AssessmentFile> {
    let day = prop_oneof![Just("2026-11-21"), Just("2026-11-22")];
    let headcount = proptest::option::of(24_u32..26);
    let evidence = prop::collection::btree_map("[a-b]", "[c-d]", 0..2);
    (answers(), day, headcount, evidence).prop_map(|(answers, day, headcount, evidence)| {
        let mut value = quick();
        value["asOf"] = json!(day);
        value["evidence"] = evidence
            .into_iter()
            .map(|(id, title)| json!({ "id": id, "title": title, "kind": "document" }))
            .collect();
        let mut file = read(value);
        file.answers = answers;
        file.profile.headcount = headcount;
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_makes_no_difference(
        files in prop::collection::vec(file(), 1..4), turn in any::<prop::sample::Index>(), lower in any::<bool>()
    ) {
        let names = ["c", "a", "b", "d"];
        let all: Vec<_> = names.into_iter().zip(&files).collect();
        let mut other = all.clone();
        other.rotate_left(turn.index(all.len()));
        let mut back = all.clone();
        back.reverse();
        let prefer = if lower { Prefer::Lower } else { Prefer::Open };
        let found = merged(&all, prefer).unwrap();
        prop_assert_eq!(&merged(&other, prefer).unwrap(), &found);
        prop_assert_eq!(&merged(&back, prefer).unwrap(), &found);
    }

    #[test]
    fn nothing_is_lost_and_once_more_changes_nothing(files in prop::collection::vec(file(), 1..4)) {
        let names = ["a", "b", "c"];
        let all: Vec<_> = names.into_iter().zip(&files).collect();
        let found = merged(&all, Prefer::Open).unwrap();
        for answer in files.iter().flat_map(|f| &f.answers) {
            let in_it = found.file.answers.iter().find(|a| a.question == answer.question).unwrap();
            // Every note is in it, and every answer that says what is so is in it or among the conflicts.
            if let Some(note) = &answer.note {
                prop_assert!(in_it.note.as_ref().unwrap().lines().any(|l| l == note));
            }
            if let Some(choice) = &answer.choice {
                let told = found.conflicts.iter().filter(|c| c.question.as_ref() == Some(&answer.question));
                let told = told.flat_map(|c| &c.said).any(|s| s.says["choice"] == json!(choice));
                prop_assert!(in_it.choice.as_ref() == Some(choice) || told);
            }
        }
        let again = merged(&[("x", &found.file)], Prefer::Open).unwrap();
        prop_assert_eq!(&again.file, &found.file);
        prop_assert!(again.conflicts.is_empty());
        let twice = merged(&[("x", &found.file), ("y", &found.file)], Prefer::Open).unwrap();
        prop_assert_eq!(twice.file, found.file);
    }
}

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

#[test]
fn the_command_tells_who_says_what() {
    let folder = std::env::temp_dir().join(format!("tickmark-merge-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (id, low, high) = question();
    let write = |name: &str, choice: &str| {
        let mut value = quick();
        value["answers"] = json!([{ "question": id, "rev": 1, "choice": choice }]);
        let path = folder.join(name);
        fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (a, b) = (write("a.json", &low), write("b.json", &high));
    let out = tickmark(&["merge", &a, &b]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(
        said.contains(&format!("\n{id}: ")) && said.contains("left open"),
        "{said}"
    );
    assert!(
        said.contains(&format!("  {a}: ")) && said.contains(&format!("({low})")),
        "{said}"
    );
    let file = read(serde_json::from_slice(&out.stdout).unwrap());
    assert!(file.answers[0].later);
    let out = tickmark(&["merge", &b, &a, "--prefer", "lower"]);
    assert_eq!(out.status.code(), Some(0));
    let file = read(serde_json::from_slice(&out.stdout).unwrap());
    assert_eq!(file.answers[0].choice.as_deref(), Some(low.as_str()));
    for words in [
        &["merge", a.as_str()][..],
        &["merge", &a, &b, "--prefer", "higher"],
        &["merge", &a, "examples/acme/full.json"],
    ] {
        let out = tickmark(words);
        assert_eq!(out.status.code(), Some(2), "{words:?}");
        assert!(out.stdout.is_empty() && out.stderr.len() > 30);
    }
    fs::remove_dir_all(&folder).unwrap();
}
