//! A Type 1 carried on into its Type 2: nothing lost without a word, a valid assessment, and no occurrence before the window counts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::process::Command;

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::assessment::occurrences::State;
use tickmark::date::Date;
use tickmark::error::{Code, Error};
use tickmark::input::answers::AssessmentFile;
use tickmark::input::control::{Cadence, Kind};
use tickmark::share::carried::{Carried, Fate, Part, Wanted, carried};
use tickmark::{assessment, input};

const EXAMINED: &str = "2026-11-20";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The example as a Type 1 of that day.
fn type_1() -> Value {
    let text = fs::read_to_string("examples/acme/full.json").unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["profile"]["type"] = json!(1);
    value["profile"]["examinationDay"] = json!(EXAMINED);
    value["profile"]["owners"] = json!([{"control": "AC-04", "owner": "Head of IT"}]);
    value["profile"]["systems"] = json!([{"id": "production"}, {"id": "office", "name": "Office"}]);
    value["profile"]["populations"] = json!([{"id": "leavers", "count": 3}]);
    value["profile"]["auditorSampling"] = json!({"periodic": [{"cadence": "weekly", "size": 8}]});
    value["register"] = json!([
        {"control": "AC-02", "owner": "Head of IT", "due": "2027-01-31"},
        {"control": "AC-04", "accepted": {"reason": "small", "until": "2026-11-01"}}
    ]);
    value
}

fn read(value: Value) -> AssessmentFile {
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

fn carry(value: Value) -> Carried {
    carried(read(value), Wanted::default(), input::content().unwrap()).unwrap()
}

fn fate<'c>(found: &'c Carried, part: Part, id: &str) -> &'c tickmark::share::carried::Decision {
    let mut all = found.decisions.iter();
    all.find(|d| d.part == part && d.id == id)
        .unwrap_or_else(|| panic!("{part:?} {id}"))
}

#[test]
fn the_window_begins_after_the_examination_and_the_company_stays() {
    let before = read(type_1());
    let found = carry(type_1());
    let (old, new) = (&before.profile, &found.file.profile);
    assert_eq!(found.examined, day(EXAMINED));
    assert_eq!((new.report_type, new.examination_day), (2, None));
    assert_eq!(new.window.start, day("2026-11-21"));
    assert_eq!(new.window.days(), old.window.days());
    assert_eq!(found.file.as_of, day("2026-11-21"));
    assert_eq!(
        (
            &new.policies,
            &new.cadences,
            &new.facts,
            &new.systems,
            &new.populations,
            &new.owners
        ),
        (
            &old.policies,
            &old.cadences,
            &old.facts,
            &old.systems,
            &old.populations,
            &old.owners
        )
    );
    assert_eq!(
        (&new.sampling_policy, &new.auditor_sampling),
        (&old.sampling_policy, &old.auditor_sampling)
    );
    assert_eq!(
        (&found.file.register, &found.file.evidence),
        (&before.register, &before.evidence)
    );
    assert_eq!(
        fate(&found, Part::Register, "AC-04").why,
        "Kept; the acceptance of its risk ended on 2026-11-01."
    );
    assert_eq!(
        fate(&found, Part::Profile, "examinationDay").was,
        Some(json!(EXAMINED))
    );

    let wanted = Wanted {
        start: Some(day("2027-01-01")),
        end: Some(day("2027-06-30")),
        as_of: Some(day("2027-01-15")),
    };
    let later = carried(before, wanted, input::content().unwrap()).unwrap();
    assert_eq!(
        fate(&later, Part::Profile, "window").why,
        "2027-01-01 to 2027-06-30, from the examination of 2026-11-20 on. 41 days between them are covered by neither."
    );
    assert_eq!(later.file.as_of, day("2027-01-15"));
}

#[test]
fn what_speaks_of_occurrences_is_asked_anew_and_the_rest_stays() {
    let mut value = type_1();
    let given = [
        json!({"question": "gv-01", "rev": 1, "choice": "set-up", "population": {"since": "2026-09-15", "until": "2026-11-20", "total": 27, "conforming": 22}}),
        json!({"question": "gv-05", "rev": 1, "choice": "set-up", "last": {"on": "2026-08-20"}}),
        json!({"question": "gv-08", "rev": 1, "unknown": {"ask": "CEO"}}),
        json!({"question": "gv-09", "rev": 1, "choice": "informal", "systems": [{"system": "code", "state": "conforms"}]}),
        json!({"question": "gv-10", "rev": 1, "later": true}),
        json!({"question": "hr-05", "rev": 1, "notApplicable": {"reason": "We promise it to nobody."}}),
        json!({"question": "ac-02", "rev": 1, "choice": "informal", "asOf": "2026-11-10", "note": "seen by two"}),
        json!({"question": "ac-04", "rev": 1, "periods": [{"period": "2026-q3", "state": "missed"}], "note": "Q3 slipped"}),
        json!({"question": "ac-08", "rev": 1, "choice": "informal"}),
    ];
    value["answers"] = json!(given);
    let found = carry(value);
    let answers = serde_json::to_value(&found.file.answers).unwrap();
    let expected = json!([
        {"question": "gv-01", "rev": 1, "choice": "set-up"},
        given[1], given[2],
        {"question": "gv-09", "rev": 1, "choice": "informal"},
        given[4], given[5], given[6],
        {"question": "ac-04", "rev": 1, "later": true, "note": "Q3 slipped"},
        {"question": "ac-08", "rev": 1, "choice": "informal", "asOf": "2026-11-21"},
    ]);
    assert_eq!(answers, expected);
    let fates: Vec<Fate> = found
        .decisions
        .iter()
        .filter(|d| d.part == Part::Answer)
        .map(|d| d.fate)
        .collect();
    use Fate::{AskedAnew, Changed, Kept, PartAskedAnew};
    assert_eq!(
        fates,
        [
            PartAskedAnew,
            Kept,
            Kept,
            PartAskedAnew,
            Kept,
            Kept,
            Kept,
            AskedAnew,
            Changed
        ]
    );
    assert_eq!(
        fate(&found, Part::Answer, "ac-04").was.as_ref(),
        Some(&given[7])
    );
}

#[test]
fn what_is_no_type_1_or_out_of_order_is_refused() {
    let content = input::content().unwrap();
    let refused = |value: Value, wanted: Wanted| match carried(read(value), wanted, content) {
        Err(Error::Input(problems)) => {
            assert_eq!(problems.len(), 1);
            (
                problems[0].code,
                problems[0].at.clone(),
                problems[0].message.clone(),
            )
        }
        other => panic!("{other:?}"),
    };
    let mut type_2 = type_1();
    type_2["profile"]["type"] = json!(2);
    let (code, at, _) = refused(type_2, Wanted::default());
    assert_eq!((code, at.as_str()), (Code::OutOfRange, "/profile/type"));
    let early = Wanted {
        start: Some(day(EXAMINED)),
        ..Wanted::default()
    };
    let (code, at, message) = refused(type_1(), early);
    assert_eq!(
        (code, at.as_str()),
        (Code::DateOrder, "/profile/window/start")
    );
    assert_eq!(
        message,
        "the window would begin on 2026-11-20; the examination describes 2026-11-20, and the window begins after that day"
    );
    let before = Wanted {
        as_of: Some(day("2026-11-01")),
        ..Wanted::default()
    };
    assert_eq!(refused(type_1(), before).0, Code::DateOrder);
    let ends = Wanted {
        end: Some(day("2026-11-20")),
        ..Wanted::default()
    };
    assert_eq!(refused(type_1(), ends).0, Code::DateOrder);
}

#[test]
fn the_command_writes_the_assessment_and_says_what_was_decided() {
    let folder = std::env::temp_dir().join(format!("tickmark-carry-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (from, to) = (folder.join("type-1.json"), folder.join("type-2.json"));
    fs::write(&from, type_1().to_string()).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command
            .arg("carry-on")
            .arg(&from)
            .args(arguments)
            .output()
            .unwrap()
    };
    let done = run(&["-o", to.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.starts_with("A window from 2026-11-21 to 2027-05-20, as of 2026-11-21, after the examination of 2026-11-20.\n"), "{said}");
    assert!(said.contains("  gv-02: The rung is kept; periods, counts and systems are asked anew for the window.\n    before: "), "{said}");
    let written: Value = serde_json::from_str(&fs::read_to_string(&to).unwrap()).unwrap();
    assert_eq!(written, serde_json::to_value(carry(type_1()).file).unwrap());
    let whole = run(&["--format", "json"]);
    let whole: Value = serde_json::from_slice(&whole.stdout).unwrap();
    assert_eq!(whole["file"], written);
    assert_eq!(whole["examined"], json!(EXAMINED));
    let wrong = run(&["--start", EXAMINED]);
    assert_eq!(wrong.status.code(), Some(2));
    fs::remove_dir_all(&folder).unwrap();
}

/// An answer to a question, as far as its kind allows, all of it before the window.
fn answer(question: &input::questionnaire::Question, seed: u32) -> Option<Value> {
    use input::questionnaire::QuestionKind as Q;
    let mut said = json!({"question": question.id, "rev": question.rev});
    let choice = question
        .choices
        .get(seed as usize % question.choices.len().max(1));
    match seed % 7 {
        0 => return None,
        1 => said["later"] = json!(true),
        2 => said["unknown"] = json!({"ask": "CTO"}),
        _ => {
            if let Some(choice) = choice {
                said["choice"] = json!(choice.id);
            }
            match (question.kind, seed % 3) {
                (_, 0) => {}
                (Q::Population, conforming) => {
                    said["population"] = json!({"since": "2026-09-15", "until": "2026-11-20", "total": 9, "conforming": 7 + conforming});
                }
                (Q::Date, 1) => said["last"] = json!({"on": "2026-10-02"}),
                (Q::Fact, _) => said["asOf"] = json!("2026-11-10"),
                (Q::Systems, n) => {
                    let state = ["conforms", "does-not"][n as usize - 1];
                    let items = question
                        .items
                        .iter()
                        .map(|i| json!({"system": i.id, "state": state}));
                    said["systems"] = items.collect();
                }
                _ => {}
            }
        }
    }
    if seed.is_multiple_of(5) {
        said["note"] = json!(format!("note {seed}"));
    }
    Some(said)
}

proptest! {
    // Most answers that are drawn contradict something, and are drawn again.
    #![proptest_config(ProptestConfig { cases: crate::cases::cases(48), max_global_rejects: u32::MAX, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_before_the_window_counts(
        seeds in prop::collection::vec(any::<u32>(), 80),
        entries in prop::collection::vec((0_usize..64, 0_i64..400, any::<bool>()), 0..12),
        // The earlier assessment is of the day after the examination: a window that began on it would hold what was said on it.
        gap in 1_i64..60,
        days_in in 0_i64..150,
    ) {
        let content = input::content().unwrap();
        let full = &content.questionnaire("full").unwrap().questionnaire;
        let mut value = type_1();
        let said: Vec<Value> = full.questions.iter().zip(&seeds).filter_map(|(q, s)| answer(q, *s)).collect();
        value["answers"] = json!(said);
        let controls: Vec<&str> = content.catalogue.controls.iter().map(|(_, c)| c.id.as_str()).collect();
        let evidence: Vec<Value> = entries.iter().enumerate().map(|(i, (control, ago, workpaper))| {
            let on = day(EXAMINED).plus_days(-ago).to_string();
            let control = controls[control % controls.len()];
            let digest = format!("{i:064x}");
            let mut entry = json!({"id": format!("e-{i}"), "title": "A record", "kind": "other", "asOf": on, "controls": [control],
                "file": {"name": format!("{i}.csv"), "sha256": digest, "bytes": 9}});
            if *workpaper {
                entry["workpapers"] = json!([{"procedure": "leaver-access", "control": control, "objective": "o", "system": "s", "asOf": on,
                    "population": 5, "tested": 5, "parameters": [], "limits": []}]);
            }
            entry
        }).collect();
        value["evidence"] = json!(evidence);
        let earlier = input::problems(value.clone(), content);
        prop_assume!(earlier.is_empty());
        let before = read(value);
        let start = day(EXAMINED).plus_days(1 + gap);
        let wanted = Wanted { start: Some(start), end: None, as_of: Some(start.max(before.as_of).plus_days(days_in)) };
        let found = carried(before.clone(), wanted, content).unwrap();

        // A valid assessment, written and read again.
        let written = serde_json::to_value(&found.file).unwrap();
        prop_assert_eq!(input::problems(written.clone(), content), vec![]);
        prop_assert_eq!(&read(written), &found.file);

        // Nothing lost: each answer, entry and gap has one decision, and is there or stands in it.
        prop_assert_eq!(found.file.answers.len(), before.answers.len());
        prop_assert_eq!(&found.file.evidence, &before.evidence);
        prop_assert_eq!(&found.file.register, &before.register);
        let of = |part: Part| found.decisions.iter().filter(move |d| d.part == part);
        prop_assert_eq!(of(Part::Answer).count(), before.answers.len());
        prop_assert_eq!(of(Part::Evidence).count(), before.evidence.len());
        prop_assert_eq!(of(Part::Register).count(), before.register.len());
        for ((old, new), decision) in before.answers.iter().zip(&found.file.answers).zip(of(Part::Answer)) {
            prop_assert_eq!(&old.question, &decision.id);
            prop_assert_eq!(&old.note, &new.note);
            match decision.fate {
                Fate::Kept => prop_assert_eq!(old, new),
                _ => prop_assert_eq!(&decision.was, &serde_json::to_value(old).ok()),
            }
        }

        // Nothing before the window counts, but for documents in force and what is due once in 12 or 6 months.
        let engagement = input::engagement(found.file.clone(), content).unwrap();
        let worked = assessment::assess(&engagement);
        for one in &worked.controls {
            let control = content.catalogue.control(&one.id).unwrap();
            let seldom = control.kind == Kind::Periodic
                && matches!(engagement.cadence(control).0, Cadence::Annual | Cadence::SemiAnnual);
            if seldom || control.kind == Kind::Document {
                continue;
            }
            prop_assert_eq!(one.occurrences.shown.decided, 0, "{}", one.id);
            prop_assert_eq!(one.occurrences.decided, 0, "{}: {:?}", one.id, one.occurrences);
            // "I don't know" is kept, and is the only thing that is listed, with what is not due yet.
            let is_open = |state: State| matches!(state, State::Unknown | State::NotYetDue);
            let known = one.occurrences.listed.iter().filter(|o| !is_open(o.state));
            prop_assert_eq!(known.count(), 0, "{}: {:?}", one.id, one.occurrences.listed);
        }
    }
}
