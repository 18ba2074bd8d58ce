//! Lists of evidence: what they say is kept, told and used; as JSON and as a table; from then as from now.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "manifest/tables.rs"]
mod tables;

use serde_json::{Value, json};
use tickmark::error::Error;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::manifest::Entry;
use tickmark::report::Format;
use tickmark::{evaluate, input};

/// A list in which everything is said.
fn full() -> Value {
    serde_json::from_str(include_str!("manifest/full.json")).unwrap()
}

/// An assessment without evidence.
fn assessment() -> AssessmentFile {
    let value = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-10",
        "questionnaire": { "id": "full", "version": "1.0.0" },
        "profile": { "organisation": "Acme", "type": 2, "categories": ["security"], "timeZone": "Europe/Berlin",
            "window": { "start": "2026-05-01", "end": "2026-10-31" },
            "systems": [{ "id": "okta" }, { "id": "aws" }] },
        "answers": [], "evidence": [],
    });
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

/// Puts a list, or a file, into the assessment. Gives the questions.
fn drop_in(file: &mut AssessmentFile, name: &str, bytes: &[u8]) -> Vec<String> {
    let content = input::content().unwrap();
    let received = input::receive(name, bytes, file, None, content).unwrap();
    file.evidence = received.evidence;
    [received.questions, received.differs].concat()
}

fn listed(file: &mut AssessmentFile, list: &Value) -> Vec<String> {
    drop_in(file, "evidence.json", list.to_string().as_bytes())
}

fn list(entries: Value) -> Value {
    json!({ "format": "tickmark-evidence", "version": 1, "evidence": entries })
}

fn entry<'f>(file: &'f AssessmentFile, id: &str) -> &'f Entry {
    file.evidence.iter().find(|e| e.id == id).unwrap()
}

fn report(file: &AssessmentFile) -> String {
    let engagement = input::engagement(file.clone(), input::content().unwrap()).unwrap();
    evaluate(&engagement)
        .report(&engagement, Format::Markdown)
        .unwrap()
}

/// The problems of a list, each with its place.
fn refused(bytes: &[u8]) -> Vec<String> {
    match input::manifest_file(bytes, input::content().unwrap()) {
        Err(Error::Input(all)) => all
            .iter()
            .map(|p| format!("{} {}: {}", p.code, p.at, p.message))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// A training record of two people, and its text.
const COURSES: &str = "\
Email,Course,Assigned,Completed,Status
a@x.example,Security awareness,2026-05-02,2026-05-10,Completed
c@x.example,Security awareness,2026-05-02,2026-05-11,Completed
";

#[test]
fn everything_that_is_said_is_kept_through_saving() {
    let mut file = assessment();
    listed(&mut file, &full());
    let saved = serde_json::to_value(&file).unwrap();
    let again = input::assessment_file(saved.clone(), input::content().unwrap()).unwrap();
    assert_eq!(file, again);
    for (given, kept) in full()["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .zip(saved["evidence"].as_array().unwrap())
    {
        for (key, value) in given.as_object().unwrap() {
            // What nothing knows in a part stands beside the part.
            if key == "file" {
                assert_eq!(kept["file.md5"], value["md5"]);
                assert_eq!(kept["file"]["sha256"], value["sha256"]);
            } else {
                assert_eq!(&kept[key], value, "{key}");
            }
        }
    }
    let terms = &saved["evidence"][0]["terms"];
    for key in [
        "organisation",
        "window",
        "timeZone",
        "policies",
        "cadences",
        "scope",
    ] {
        assert_eq!(terms[key], full()[key], "{key}");
    }
    assert_eq!(terms["extra"]["preparedWith"], "a spreadsheet");
    assert!(saved["evidence"][1].get("terms").is_none());
}

#[test]
fn everything_that_is_said_is_told() {
    let mut file = assessment();
    let questions = listed(&mut file, &full());
    let report = report(&file);
    let (_, told) = report.split_once("\n## Evidence and workpapers\n").unwrap();
    for phrase in [
        "Source: okta; report: Reports › Users; query: status eq",
        "Exported by Ines Example on 2026-11-02T09:30:00+01:00",
        "Systems: okta, payroll",
        "Owner: Head of IT",
        "Reviewed by Tom Example on 2026-11-03: accepted",
        "Kept at: https",
        "Holds data about people",
        "Attested by Ada Example, CISO on 2026-11-04: “All accounts are in it”. That is a statement and no record",
        "Kept and not used: file.md5 = d41d8cd98f00b204e9800998ecf8427e",
        "Kept and not used: ticketQueue = OPS",
        "Kept and not used: of its list, preparedWith = a spreadsheet",
        "Its manifest states the organisation “Other”; this assessment goes by “Acme”",
        "Its manifest states the window 2026-01-01 to 2026-12-31; this assessment goes by 2026-05-01 to 2026-10-31",
        "Its manifest states the time zone “UTC”; this assessment goes by “Europe/Berlin”",
        "Its manifest states `leaver-sla-hours` = 12; this assessment goes by",
        "Its manifest states the cadence of AC-05, monthly; this assessment goes by annual",
        "It covers `payroll`, not among the systems of this assessment",
        "Its manifest has `payroll` in scope",
        "Did you mean `reviewer`?",
        "**Counts for nothing: “Accounts of the directory” takes its place**",
        "| period not stated |",
    ] {
        let plain = told.replace('\\', "");
        assert!(plain.contains(phrase), "{phrase}\n{plain}");
    }
    // The same is said where the list is received.
    assert!(
        questions
            .iter()
            .any(|q| q.contains("Its manifest states the window"))
    );
    // An assessment that agrees has nothing to be told.
    let mut agreeing = full();
    agreeing["organisation"] = "Acme".into();
    agreeing["window"] = json!({ "start": "2026-05-01", "end": "2026-10-31" });
    agreeing["timeZone"] = "Europe/Berlin".into();
    for key in ["policies", "cadences", "scope"] {
        agreeing.as_object_mut().unwrap().remove(key);
    }
    let questions = listed(&mut assessment(), &agreeing);
    assert!(
        !questions.iter().any(|q| q.contains("Its manifest")),
        "{questions:?}"
    );
}

#[test]
fn what_is_said_of_a_file_stays_when_it_is_read() {
    let mut file = assessment();
    let said = json!({ "id": "courses", "title": "Courses of the half-year", "kind": "training",
        "file": { "name": "courses.csv" }, "asOf": "2026-10-30", "owner": "Head of People",
        "completeness": { "rowsInSource": 3, "method": "count shown in UI" }, "note": "from the portal",
        "controls": ["GV-05"] });
    listed(&mut file, &list(json!([said])));
    let questions = drop_in(&mut file, "courses.csv", COURSES.as_bytes());
    let read = entry(&file, "courses").clone();
    assert_eq!(read.title, "Courses of the half-year");
    assert_eq!(read.owner.as_deref(), Some("Head of People"));
    assert_eq!(read.note.as_deref(), Some("from the portal"));
    assert_eq!(read.as_of.unwrap().to_string(), "2026-10-30");
    assert!(read.controls.contains(&"GV-05".to_owned()));
    assert_eq!(read.rows.as_ref().unwrap().parsed, 2);
    let short = "Its source is said to have 3 rows; 2 are in it: 1 missing.";
    assert!(questions.iter().any(|q| q.contains(short)), "{questions:?}");
    assert!(report(&file).contains(short));
    // Read again, and listed again: nothing of either is lost.
    drop_in(&mut file, "courses.csv", COURSES.as_bytes());
    assert_eq!(entry(&file, "courses").owner, read.owner);
    let digest = read.file.as_ref().unwrap().sha256.clone();
    let later = json!({ "id": "x", "title": "Courses", "kind": "document", "controls": [],
        "file": { "name": "courses.csv", "sha256": digest }, "completeness": { "rowsInSource": 2 } });
    let questions = listed(&mut file, &list(json!([later])));
    let now = entry(&file, "courses");
    assert_eq!(file.evidence.len(), 1);
    assert_eq!(
        (now.title.as_str(), now.rows.as_ref()),
        ("Courses", read.rows.as_ref())
    );
    assert_eq!(now.workpapers.len(), read.workpapers.len());
    assert_eq!(
        now.format.as_ref().map(|f| &f.id),
        read.format.as_ref().map(|f| &f.id)
    );
    assert!(
        questions.iter().any(|q| q.contains("All 2 rows")),
        "{questions:?}"
    );
}

#[test]
fn what_another_takes_the_place_of_counts_for_nothing() {
    let plan = |id: &str, day: &str| {
        json!({ "id": id, "title": id, "kind": "document", "asOf": day, "controls": ["IR-01"],
            "file": { "name": format!("{id}.pdf"), "sha256": format!("{id:0>64}") } })
    };
    let decided = |entries: Value| {
        let mut file = assessment();
        listed(&mut file, &list(entries));
        let engagement = input::engagement(file, input::content().unwrap()).unwrap();
        let outcome = serde_json::to_value(evaluate(&engagement).assessment).unwrap();
        let controls = outcome["controls"].as_array().unwrap();
        let found = controls.iter().find(|c| c["id"] == "IR-01").unwrap();
        let all = &found["occurrences"];
        (all["shown"]["decided"].clone(), all["notCounted"].clone())
    };
    let (old, mut new) = (plan("old", "2026-06-01"), plan("new", "2026-07-01"));
    assert_eq!(decided(json!([old])).0, 1);
    // The new one is of a day that does not count: the old one does not stand in for it.
    new["asOf"] = "2019-01-01".into();
    new["supersedes"] = "old".into();
    for entries in [json!([old, new]), json!([new, old])] {
        let (shown, left) = decided(entries);
        assert_eq!(shown, 0);
        let left = left.as_array().unwrap();
        let old = left.iter().find(|n| n["evidence"] == "old").unwrap();
        assert_eq!(old["reason"], "superseded");
    }
}

#[test]
fn references_follow_an_entry_to_its_new_id() {
    let mut file = assessment();
    let one = |id: &str, digit: &str| {
        json!({ "id": id, "title": digit, "kind": "document", "controls": [],
            "file": { "name": digit, "sha256": digit.repeat(64) } })
    };
    listed(&mut file, &list(json!([one("plan", "1")])));
    let (second, mut third) = (one("plan", "2"), one("plan-new", "3"));
    third["supersedes"] = "plan".into();
    third["completeness"] = json!({ "rowsInSource": 1, "screenshot": "plan" });
    listed(&mut file, &list(json!([third, second])));
    let third = entry(&file, "plan-new");
    assert_eq!(third.supersedes.as_deref(), Some("plan-2"));
    let shot = third.completeness.as_ref().unwrap().screenshot.as_deref();
    assert_eq!(shot, Some("plan-2"));
    assert_eq!(entry(&file, "plan").title, "1");
}

#[test]
fn what_cannot_be_is_refused_by_its_place() {
    let wrong = list(json!([
        { "id": "a", "title": "a", "kind": "document", "controls": [], "exportedAt": "yesterday",
          "reviewer": { "name": "x", "at": "2026-13-01" }, "supersedes": "b",
          "covers": { "stated": { "start": "2026-02-01", "end": "2026-01-01" } } },
        { "id": "b", "title": "b", "kind": "document", "controls": [], "supersedes": "a",
          "attestations": [{ "by": "x", "at": "2026-02-30", "statement": "s" }] },
    ]));
    let found = refused(wrong.to_string().as_bytes());
    let places: Vec<&str> = found
        .iter()
        .map(|p| p.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        places,
        [
            "impossible-date /evidence/0/exportedAt",
            "impossible-date /evidence/0/reviewer/at",
            "date-order /evidence/0/covers/stated/end",
            "impossible-date /evidence/1/attestations/0/at",
            "cycle /evidence/0/supersedes",
            "cycle /evidence/1/supersedes",
        ]
    );
    let mut later = full();
    later["version"] = 2.into();
    assert!(refused(later.to_string().as_bytes())[0].starts_with("newer-version /version"));
    let kind = list(json!([{ "id": "a", "title": "a", "kind": "acounts", "controls": [] }]));
    assert!(refused(kind.to_string().as_bytes())[0].starts_with("unknown-name /evidence/0/kind"));
    let part =
        list(json!([{ "id": "a", "title": "a", "kind": "policy", "source": { "sytem": "x" } }]));
    assert!(refused(part.to_string().as_bytes())[0].contains("`system` is missing"));
    // Also where the circle closes only in the assessment.
    let mut file = assessment();
    let one = |id: &str, other: &str| json!({ "id": id, "title": id, "kind": "document", "controls": [], "supersedes": other });
    listed(&mut file, &list(json!([one("a", "b")])));
    let second = list(json!([one("b", "a")])).to_string();
    let content = input::content().unwrap();
    assert!(input::receive("m.json", second.as_bytes(), &file, None, content).is_err());
}

/// Saved before lists of evidence said more than names, digests and days.
#[test]
fn what_was_saved_before_is_read_and_written_as_it_was() {
    let text = include_str!("manifest/saved-before.json");
    let before: Value = serde_json::from_str(text).unwrap();
    let file = input::assessment_file(before.clone(), input::content().unwrap()).unwrap();
    assert_eq!(
        serde_json::to_value(&file.evidence).unwrap(),
        before["evidence"]
    );
    let written = serde_json::to_string_pretty(&file.evidence).unwrap();
    let given = serde_json::to_string_pretty(&before["evidence"]).unwrap();
    assert_eq!(written.len(), given.len());
    assert!(input::engagement(file, input::content().unwrap()).is_ok());
}
