//! A file of which another takes the place: none of its rows is tested, nor used beside other files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use serde_json::{Value, json};
use tickmark::evidence::{Binder, Choices, Inspection, Intake};
use tickmark::input;
use tickmark::input::answers::AssessmentFile;

/// Tom left, as the older list has it alone.
const OLDER: &str = "Email,Hire Date,Termination Date,Status\n\
    ines@x.example,2024-01-10,,Active\n\
    tom@x.example,2023-05-01,2026-08-03,Terminated\n";
const NEWER: &str = "Email,Hire Date,Termination Date,Status\n\
    ines@x.example,2024-01-10,,Active\n\
    eva@x.example,2026-06-01,,Active\n";
const NEWEST: &str = "Email,Hire Date,Termination Date,Status\n\
    ines@x.example,2024-01-10,,Active\n\
    tom@x.example,2023-05-01,,Active\n";
const ACCOUNTS: &str = "\
First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]
Ines,Ruiz,ines@x.example,Active,2026/10/30 09:12:00,True,True
Tom,Baker,tom@x.example,Active,2026/10/29 10:00:00,True,True
";
const KEYS: &str = "\
user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active,\
access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated
ines,arn:aws:iam::111122223333:user/ines,true,no_information,false,false,N/A,false,N/A
";

fn assessment(evidence: &Value) -> AssessmentFile {
    let saved = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-10",
        "questionnaire": { "id": "full", "version": "1.0.0" },
        "profile": { "type": 2, "categories": ["security"], "timeZone": "Europe/Berlin",
            "window": { "start": "2026-05-01", "end": "2026-10-31" } },
        "answers": [], "evidence": evidence,
    });
    input::assessment_file(saved, input::content().unwrap()).unwrap()
}

/// A list in which a file is named, without anything read from it.
fn listed(id: &str, file: &str, supersedes: Option<&str>) -> Value {
    let mut entry = json!({ "id": id, "title": id, "kind": "roster", "controls": [], "file": { "name": file } });
    if let Some(other) = supersedes {
        entry["supersedes"] = other.into();
    }
    entry
}

/// What files give, by their names in the order of names.
fn results(files: &[(&str, &str)], file: &AssessmentFile) -> Vec<Inspection> {
    let mut binder = Binder::new();
    let mut digests = Vec::new();
    for (name, text) in files {
        let choices = Choices {
            as_of: Some("2026-11-01".parse().unwrap()),
            ..Choices::default()
        };
        let mut intake = Intake::new(name, choices);
        intake.push(text.as_bytes());
        digests.push(binder.add(intake).unwrap());
    }
    let catalogue = &input::content().unwrap().catalogue;
    let mut seen = binder.results(&input::terms(file, catalogue, &digests));
    seen.sort_by(|a, b| a.file.name.cmp(&b.file.name));
    seen
}

/// Leavers with access, and accounts without a second factor.
fn deviations(seen: &[Inspection]) -> usize {
    let papers = seen.iter().flat_map(|one| &one.workpapers);
    let papers = papers.filter(|paper| ["leaver-access", "mfa"].contains(&&*paper.procedure));
    papers.map(|paper| paper.deviations.len()).sum()
}

const FILES: &[(&str, &str)] = &[
    ("a-older.csv", OLDER),
    ("b-newer.csv", NEWER),
    ("c-accounts.csv", ACCOUNTS),
];

#[test]
fn a_leaver_of_a_superseded_roster_raises_nothing() {
    let before = results(FILES, &assessment(&json!([])));
    assert!(deviations(&before) > 0);
    let lists = [
        listed("old", "a-older.csv", None),
        listed("new", "b-newer.csv", Some("old")),
    ];
    let file = assessment(&json!(lists));
    let seen = results(FILES, &file);
    assert_eq!(deviations(&seen), 0);
    // Its own facts stay.
    assert_eq!((seen[0].rows.parsed, seen[0].workpapers.len()), (2, 0));
    assert!(seen[0].populations.is_empty());
    assert!(seen[0].questions[0].contains("takes the place of this"));
    // The others are as if it were not there.
    let without = results(&FILES[1..], &file);
    assert_eq!(seen[1..], without);
    // By digest too, once they have been read; the page asks again then.
    let mut read = file.clone();
    let received = input::file_results(seen.clone(), &file);
    read.evidence.clone_from(&received.last().unwrap().evidence);
    assert_eq!(read.evidence.len(), 3);
    let again = results(FILES, &read);
    assert_eq!(again, seen);
}

#[test]
fn the_order_of_files_and_of_the_list_changes_nothing() {
    let lists = [
        listed("old", "a-older.csv", None),
        listed("new", "b-newer.csv", Some("old")),
    ];
    let file = assessment(&json!(lists));
    let turned = assessment(&json!([lists[1], lists[0]]));
    let expected = results(FILES, &file);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let files: Vec<(&str, &str)> = order.iter().map(|at| FILES[*at]).collect();
        assert_eq!(results(&files, &file), expected);
        assert_eq!(results(&files, &turned), expected);
    }
}

#[test]
fn what_supersedes_has_to_be_there_and_may_be_superseded_itself() {
    let lists = |middle: &str| {
        json!([
            listed("old", "a-older.csv", None),
            listed("new", middle, Some("old")),
            listed("newest", "d-newest.csv", Some("new")),
        ])
    };
    let chain = assessment(&lists("b-newer.csv"));
    let mut files = FILES.to_vec();
    // The newer ones are elsewhere: what is here is tested.
    let alone = [FILES[0], FILES[2]];
    assert!(deviations(&results(&alone, &chain)) > 0);
    files.push(("d-newest.csv", NEWEST));
    let seen = results(&files, &chain);
    assert_eq!(deviations(&seen), 0);
    let papers: Vec<usize> = seen.iter().map(|one| one.workpapers.len()).collect();
    assert_eq!((papers[0], papers[1]), (0, 0));
    assert!(papers[3] > 0);
    // Over one that is elsewhere.
    let far = assessment(&lists("elsewhere.csv"));
    let three = [files[0], files[2], files[3]];
    assert_eq!(deviations(&results(&three, &far)), 0);
}

#[test]
fn a_superseded_credential_report_is_not_tested() {
    let lists = [
        listed("old", "keys.csv", None),
        listed("new", "keys-2.csv", Some("old")),
    ];
    let fresh = KEYS.replace("no_information,false", "no_information,true");
    let files = [("keys-2.csv", fresh.as_str()), ("keys.csv", KEYS)];
    let seen = results(&files, &assessment(&json!(lists)));
    assert_eq!(deviations(&seen), 0);
    assert!(!seen[0].workpapers.is_empty());
    assert!(seen[1].workpapers.is_empty() && seen[1].populations.is_empty());
    assert!(deviations(&results(&files, &assessment(&json!([])))) > 0);
}
