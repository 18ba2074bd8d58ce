//! `share` and `open` as people use them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const FULL: &str = "examples/acme/full.json";

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of this test, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("tickmark-share-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_summary_goes_out_and_comes_back() {
    let shared = tickmark(&[
        "share",
        FULL,
        "--redact",
        "gaps",
        "--base",
        "https://example.org/check",
    ]);
    assert_eq!(shared.status.code(), Some(0), "{}", err(&shared));
    let link = out(&shared);
    let link = link.trim();
    assert!(link.starts_with("https://example.org/check#t1g."));
    let said = err(&shared);
    assert!(
        said.contains(&format!("It has {} characters", link.len())),
        "{said}"
    );
    assert!(
        said.contains("open gaps") && !said.contains("Acme"),
        "{said}"
    );
    let text = out(&tickmark(&["open", link]));
    assert!(
        text.contains("not an attestation") && text.contains("1. AC-02"),
        "{text}"
    );
    assert!(!text.contains("Acme"));
    let json: Value =
        serde_json::from_str(&out(&tickmark(&["open", link, "--format", "json"]))).unwrap();
    assert_eq!(json["format"], "tickmark-shared");
    assert!(json.get("organisation").is_none());
    // The report of the same has the id that the link names, and the sentences name it too.
    let report = out(&tickmark(&["assess", FULL]));
    let id = json["reportId"].as_str().unwrap();
    assert!(report.contains(&format!("Report id {id}")) && said.contains(id));
    let named = tickmark(&["share", FULL, "--redact", "score", "--organisation"]);
    assert!(out(&tickmark(&["open", out(&named).trim()])).contains("Acme"));
    assert!(err(&named).contains("The name of the organisation: Acme."));
}

#[test]
fn a_saved_assessment_goes_through_a_file_under_a_passphrase() {
    let folder = Folder::new("sealed");
    let (phrase, other, link, saved) = (
        folder.file("phrase"),
        folder.file("other"),
        folder.file("link.txt"),
        folder.file("saved.json"),
    );
    // One keyboard writes é as one character, another as two.
    fs::write(&phrase, "six words caf\u{e9}\n").unwrap();
    fs::write(&other, "six words cafe\u{301}\r\n").unwrap();
    let evidence = "examples/acme/evidence/aws-credential-report.json";
    let made = tickmark(&[
        "share",
        FULL,
        evidence,
        "--redact",
        "full",
        "--passphrase-file",
        &phrase,
        "-o",
        &link,
    ]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    assert!(
        err(&made).contains("too many for an address, so send it as a file"),
        "{}",
        err(&made)
    );
    assert!(err(&made).contains("Only the passphrase opens it"));
    assert!(out(&made).is_empty());
    let opened = tickmark(&["open", &link, "--passphrase-file", &other, "-o", &saved]);
    assert_eq!(opened.status.code(), Some(0), "{}", err(&opened));
    let check = tickmark(&["check", &saved]);
    assert_eq!(check.status.code(), Some(0), "{}", err(&check));
    // Two links of one thing share no salt and no IV.
    let first = fs::read_to_string(&link).unwrap();
    tickmark(&[
        "share",
        FULL,
        evidence,
        "--redact",
        "full",
        "--passphrase-file",
        &phrase,
        "-o",
        &link,
    ]);
    let second = fs::read_to_string(&link).unwrap();
    assert_ne!(first.get(10..80), second.get(10..80));
    let without = tickmark(&["open", &link]);
    assert_eq!(without.status.code(), Some(2));
    assert!(
        err(&without).contains("needs a passphrase") && err(&without).contains("--passphrase-file")
    );
    fs::write(&other, "six words").unwrap();
    let wrong = tickmark(&["open", &link, "--passphrase-file", &other]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        err(&wrong).contains("this passphrase does not open the link"),
        "{}",
        err(&wrong)
    );
    // Without a file it is refused, and what to do is said.
    let long = tickmark(&["share", FULL, evidence, "--redact", "full"]);
    assert_eq!(long.status.code(), Some(2));
    assert!(
        err(&long).contains("up to 2000 arrive everywhere") && err(&long).contains("into a file"),
        "{}",
        err(&long)
    );
    assert!(out(&long).is_empty());
}

#[test]
fn what_comes_back_gives_the_same_figures() {
    let folder = Folder::new("figures");
    let saved = folder.file("saved.json");
    let link = out(&tickmark(&["share", FULL, "--redact", "full"]));
    tickmark(&["open", link.trim(), "-o", &saved]);
    let figures = |file: &str| {
        let all: Value =
            serde_json::from_str(&out(&tickmark(&["assess", file, "--format", "json"]))).unwrap();
        (
            all["assessment"]["score"].clone(),
            all["forecast"].clone(),
            all["plan"].clone(),
        )
    };
    assert_eq!(figures(FULL), figures(&saved));
}

#[test]
fn every_unusable_link_is_exit_code_two_and_a_sentence() {
    let link = out(&tickmark(&["share", FULL, "--redact", "full"]));
    let link = link.trim();
    let cut = &link[..link.len() - 9];
    let damaged = link.replacen("t1f.", "t1g.", 1);
    let newer = link.replacen("#t1", "#t2", 1);
    let cases: [(&[&str], &str); 9] = [
        (&["open", cut], "this link was cut short"),
        (&["open", &damaged], "this link was damaged"),
        (&["open", &newer], "this link is of version 2"),
        (
            &["open", "https://example.org/"],
            "this is no link of Tickmark",
        ),
        (&["open"], "put a link in quotes"),
        (&["share", FULL], "--redact score, gaps or full"),
        (&["share", FULL, "--redact", "some"], "`some` is not known"),
        (
            &[
                "share",
                FULL,
                "--redact",
                "score",
                "--base",
                "https://example.org/#a",
            ],
            "neither `#` nor blanks",
        ),
        (&["open", link, "--format", "text"], "is written as json"),
    ];
    for (words, sentence) in cases {
        let found = tickmark(words);
        assert_eq!(found.status.code(), Some(2), "{words:?}");
        assert!(err(&found).contains(sentence), "{}", err(&found));
        assert!(found.stdout.is_empty());
    }
}

#[test]
fn a_questionnaire_of_ones_own_is_named_where_it_is_needed() {
    let folder = Folder::new("own");
    let (own, saved) = (folder.file("own.json"), folder.file("saved.json"));
    let mut content: Value =
        serde_json::to_value(tickmark::input::builtin::document().unwrap()).unwrap();
    let mut quick = content["questionnaires"]
        .as_array()
        .unwrap()
        .iter()
        .find(|q| q["id"] == "quick")
        .unwrap()
        .clone();
    quick["id"] = "own".into();
    quick["questions"].as_array_mut().unwrap().truncate(5);
    content["questionnaires"] = Value::from(vec![quick.clone()]);
    fs::write(&own, content.to_string()).unwrap();
    let mut file: Value =
        serde_json::from_str(&fs::read_to_string("examples/acme/quick.json").unwrap()).unwrap();
    file["questionnaire"] = serde_json::json!({ "id": "own", "version": quick["version"] });
    file["answers"] =
        serde_json::json!([{ "question": quick["questions"][0]["id"], "rev": 1, "later": true }]);
    fs::write(&saved, file.to_string()).unwrap();
    let made = tickmark(&["share", &saved, "--redact", "full", "--content", &own]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let link = out(&made);
    let without = tickmark(&["open", link.trim()]);
    assert_eq!(without.status.code(), Some(2));
    assert!(
        err(&without).contains("questionnaire `own`") && err(&without).contains("--content FILE"),
        "{}",
        err(&without)
    );
    assert_eq!(
        tickmark(&["open", link.trim(), "--content", &own])
            .status
            .code(),
        Some(0)
    );
}

#[test]
fn a_full_link_tells_and_leaves_out_what_a_list_of_evidence_names() {
    let folder = Folder::new("listed");
    let (saved, list) = (folder.file("saved.json"), folder.file("list.csv"));
    let mut file: Value = serde_json::from_str(&fs::read_to_string(FULL).unwrap()).unwrap();
    file["profile"]["organisation"] = "".into();
    fs::write(&saved, file.to_string()).unwrap();
    let table = "format,version,organisation,id,title,kind,link,attestations.by,attestations.role,attestations.at,attestations.statement\n\
        tickmark-evidence,1,Zebra GmbH,pol-1,Policy,policy,https://wiki.zebra.example/p?token=abc,Ada Zebra,Zebra keeper,2026-11-01,\"I, Ada Zebra, confirm\"\n";
    fs::write(&list, table).unwrap();
    let link = folder.file("link.txt");
    let made = tickmark(&["share", &saved, &list, "--redact", "full", "-o", &link]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let opened = out(&tickmark(&["open", &link]));
    assert!(opened.contains("pol-1"), "{opened}");
    assert!(
        !opened.to_lowercase().contains("zebra") && !opened.contains("token"),
        "{opened}"
    );
    assert!(!err(&made).contains("Of 1 list"), "{}", err(&made));
    for told in [
        "the name of the organisation in 1 list of evidence",
        "1 link of evidence",
        "2 texts about evidence",
    ] {
        assert!(
            err(&made).contains(&format!("Left out: {told}")),
            "{}",
            err(&made)
        );
    }
}
