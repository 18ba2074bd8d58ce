//! The key: names stand in its file, and in a report only for whoever has it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const ASSESSMENT: &str = "examples/acme/assessment.json";
const PEOPLE: &str = "Name,Work Email,Start Date,End Date,Employment Type\n\
    Ines Ruiz,ines@acme.example,2024-01-10,,Employee\n\
    Tom Baker,tom_b|x@acme.example,2023-05-01,2026-10-02,Employee\n";
const USERS: &str = "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],\
    Last Sign In [READ ONLY],2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]\n\
    Ines,Ruiz,ines@acme.example,Active,2026/11/20 09:12:00,True,True\n\
    Tom,Baker,tom_b|x@acme.example,Active,2026/09/20 10:00:00,True,True\n";

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tickmark-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).unwrap();
        self.at(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn names_stand_in_a_report_by_choice_alone() {
    let folder = Folder::new("key");
    let people = folder.write("people.csv", PEOPLE);
    let users = folder.write("users.csv", USERS);
    let key = folder.at("key.csv");
    let listed = folder.write(
        "manifest.json",
        r#"{"format":"tickmark-evidence","version":1,"evidence":[
            {"id":"users","title":"Users","kind":"accounts","file":{"name":"users.csv"},"asOf":"2026-11-20"}]}"#,
    );
    let out = tickmark(&[
        "inspect",
        &listed,
        &people,
        &users,
        "--assessment",
        ASSESSMENT,
        "--format",
        "json",
        "--key",
        &key,
    ]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(!text(&out.stdout).contains("acme.example"));
    let written = fs::read_to_string(&key).unwrap();
    let (header, line) = written.trim_end().split_once('\n').unwrap();
    assert_eq!(
        header,
        "\"file\",\"row\",\"pseudonym\",\"numbering\",\"name\""
    );
    let (before, numbering_after) = line.split_at("\"\",\"\",\"person-001\",\"".len());
    assert_eq!(before, "\"\",\"\",\"person-001\",\"");
    let (numbering, after) = numbering_after.split_at(16);
    assert!(
        numbering.bytes().all(|b| b.is_ascii_hexdigit()),
        "{numbering}"
    );
    assert_eq!(after, "\",\"tom_b|x@acme.example\"");

    let assess = |more: &[&str]| {
        let words = ["assess", ASSESSMENT, &listed, &people, &users];
        let out = tickmark(&[&words, more].concat());
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let plain = assess(&[]);
    assert!(plain.contains("person-001"));
    assert!(!plain.contains("acme.example") && !plain.contains("names people"));
    let named = assess(&["--names", &key]);
    assert!(named.contains("**This copy names people.**"));
    assert!(!named.contains("person-001"));
    // A name is escaped as every other text is.
    assert!(named.contains("tom_b\\|x@acme.example"), "{named}");
    let html = assess(&["--names", &key, "--format", "html"]);
    assert!(html.contains("tom_b|x@acme.example") && html.contains("This copy names people"));
    // Nothing else differs.
    let lines = |text: &str| text.lines().filter(|l| !l.is_empty()).count();
    assert_eq!(lines(&named), lines(&plain) + 1);

    // Beside other files person-001 may be somebody else.
    let more = folder.write("more.csv", &USERS.replace("tom_b|x", "aaron"));
    let out = tickmark(&[
        "assess", ASSESSMENT, &listed, &people, &users, &more, "--names", &key,
    ]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("this key is of other evidence"),
        "{}",
        text(&out.stderr)
    );

    let words = [
        "assess", ASSESSMENT, &listed, &people, &users, "--names", &key,
    ];
    let out = tickmark(&[&words[..], &["--format", "json"]].concat());
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("pseudonyms alone"));
    let out = tickmark(&["assess", ASSESSMENT, "--names", &users]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("this is no key"),
        "{}",
        text(&out.stderr)
    );
}
