//! The command line as people use it: words out, exit codes, nothing lost.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::io::Write;
use std::process::{Command, Output};

use serde_json::Value;

fn tickmark(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const ACME: &str = "examples/acme/assessment.json";
const ACME_EVIDENCE: [&str; 2] = [
    "examples/acme/evidence/aws-credential-report.json",
    "examples/acme/evidence/manifest.json",
];

#[test]
fn assess_writes_the_goldens() {
    for (format, golden) in [("md", "report.md"), ("html", "report.html")] {
        let out = tickmark(&[
            "assess",
            ACME,
            ACME_EVIDENCE[0],
            ACME_EVIDENCE[1],
            "--format",
            format,
        ]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(out.stderr.is_empty());
        let golden = fs::read_to_string(format!("tests/cases/acme/{golden}")).unwrap();
        assert_eq!(text(&out.stdout), golden);
    }
    let out = tickmark(&["assess", ACME, "--format", "json"]);
    let json: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(json["forecast"]["headline"]["expected"].is_f64());
}

#[test]
fn assess_writes_into_a_file_and_takes_another_day() {
    let path = std::env::temp_dir().join(format!("tickmark-{}.md", std::process::id()));
    let name = path.to_str().unwrap();
    let out = tickmark(&["assess", ACME, "--as-of", "2026-12-24", "-o", name]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(out.stdout.is_empty());
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("as of 24 December 2026")
    );
    fs::remove_file(path).unwrap();
}

#[test]
fn fail_on_is_exit_code_one() {
    assert_eq!(
        tickmark(&["assess", ACME, "--fail-on", "critical"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(tickmark(&["assess", ACME]).status.code(), Some(0));
}

#[test]
fn check_says_every_problem_with_its_place() {
    let out = tickmark(&["check", ACME, "examples/acme/evidence/manifest.json"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let bad = "tests/refusals/unknown-name/assessment.json";
    let out = tickmark(&["check", ACME, bad]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert_eq!(said.matches(bad).count(), 3, "{said}");
    assert!(
        said.contains(":/profile/samplingPolicy: `costumary`"),
        "{said}"
    );
    assert!(said.contains("help: Did you mean `customary`?"), "{said}");
    assert!(
        text(&out.stdout).contains("no problem found"),
        "the good file is told too"
    );
}

#[test]
fn a_list_of_evidence_is_written_as_a_table_and_read_where_json_is() {
    let folder = std::env::temp_dir().join(format!("tickmark-list-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let table = folder.join("evidence.csv");
    let table = table.to_str().unwrap();
    let list = "examples/acme/evidence/manifest.json";
    let csv = [
        "inspect",
        list,
        "--assessment",
        ACME,
        "--format",
        "csv",
        "-o",
        table,
    ];
    let out = tickmark(&csv);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(
        fs::read_to_string(table)
            .unwrap()
            .starts_with("\"format\",\"version\",")
    );
    let out = tickmark(&["check", table]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    for format in ["md", "json"] {
        // The table says of the whole what the list leaves to the assessment: the same report of other documents.
        let by = |list: &str| {
            let report = text(&tickmark(&["assess", ACME, list, "--format", format]).stdout);
            let lines = report.lines();
            let own = |line: &&str| {
                !line.contains("Report id")
                    && !line.contains("\"sha256\"")
                    && !line.starts_with("    \"id\"")
            };
            lines.filter(own).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(by(list), by(table), "{format}");
    }
    let entries = |list: &str| text(&tickmark(&["inspect", list, "--format", "text"]).stdout);
    assert_eq!(entries(list), entries(table));
    let broken = fs::read_to_string(table)
        .unwrap()
        .replace("\"document\"", "\"dokument\"");
    fs::write(table, broken).unwrap();
    let out = tickmark(&["assess", ACME, table]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert!(
        said.contains("row 2, column `kind`: `dokument` is not a word"),
        "{said}"
    );
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn every_unusable_input_is_exit_code_two_and_a_sentence() {
    let missing = ["assess", "no-such-file.json"];
    let noise = ["assess", ACME, "tests/refusals/not-text/picture.png"];
    let cut = ["assess", ACME, "tests/refusals/truncated/report.json"];
    let shape = ["assess", "tests/refusals/wrong-shape/assessment.json"];
    let newer = ["assess", "tests/refusals/newer-version/assessment.json"];
    let day = ["assess", ACME, "--as-of", "2026-02-30"];
    let format = ["assess", ACME, "--format", "pdf"];
    let command = ["asses", ACME];
    let option = ["assess", ACME, "--fast"];
    let days = ["assess", ACME, "--days", "-1"];
    let until = ["assess", ACME, "--until", "2026-11-20"];
    let cases: [&[&str]; 11] = [
        &missing, &noise, &cut, &shape, &newer, &day, &format, &command, &option, &days, &until,
    ];
    for words in cases {
        let out = tickmark(words);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{words:?}: {said}");
        assert!(out.stdout.is_empty(), "{words:?}");
        assert!(
            said.len() > 20 && !said.contains("panicked"),
            "{words:?}: {said}"
        );
    }
}

#[test]
fn noise_of_two_hundred_megabytes_is_refused_from_its_beginning() {
    let path = std::env::temp_dir().join(format!("tickmark-noise-{}.bin", std::process::id()));
    fs::File::create(&path)
        .unwrap()
        .set_len(200_000_000)
        .unwrap();
    let out = tickmark(&["inspect", path.to_str().unwrap()]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("zero bytes inside"),
        "{}",
        text(&out.stderr)
    );
    fs::remove_file(path).unwrap();
}

#[test]
fn inspect_says_what_a_file_is() {
    let out = tickmark(&["inspect", ACME_EVIDENCE[0]]);
    let said = text(&out.stdout);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(said.contains("AWS IAM credential report"), "{said}");
    assert!(
        said.contains("AC-02 mfa: population 10, tested 7, deviations 1"),
        "{said}"
    );
    assert!(
        !said.contains("contractor-lin"),
        "no account name is printed"
    );
    let out = tickmark(&[
        "inspect",
        ACME_EVIDENCE[0],
        "--assessment",
        ACME,
        "--format",
        "json",
    ]);
    let json: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json[0]["asOf"], "2026-11-10");
    assert_eq!(json[0]["workpapers"][1]["parameters"][0]["value"], 180);
}

#[test]
fn calc_cases_gives_the_published_results() {
    for name in ["predictive", "opinion"] {
        let path = format!("tests/published/{name}.json");
        let out = tickmark(&["calc", "cases", &path]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        let ours: Value = serde_json::from_slice(&out.stdout).unwrap();
        let theirs: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        close(&ours, &theirs, name);
    }
}

/// What the command line says of an assessment in which `old` stands as `new`.
fn said_of(name: &str, old: &str, new: &str) -> String {
    let text_of_acme = fs::read_to_string(ACME).unwrap();
    assert!(text_of_acme.contains(old), "{old}");
    let name = format!("tickmark-{}-{name}.json", std::process::id());
    let path = std::env::temp_dir().join(name);
    fs::write(&path, text_of_acme.replacen(old, new, 1)).unwrap();
    let out = tickmark(&["check", path.to_str().unwrap()]);
    fs::remove_file(path).unwrap();
    assert_eq!(out.status.code(), Some(2));
    text(&out.stderr)
}

#[test]
fn a_key_that_stands_twice_is_refused_with_its_place() {
    let said = said_of("twice", "{", "{\n  \"version\": 1,\n  \"version\": 1,");
    assert!(
        said.contains("the key `version` is there twice, the second time at line 3, column 3 [wrong-shape]\nhelp: Keep one"),
        "{said}"
    );
    let said = said_of(
        "inside",
        "\"profile\": {",
        "\"profile\": { \"a\": [{ \"b\": 1 }, { \"b\": 1, \"c\": {}, \"b\": 2 }],",
    );
    assert!(said.contains("the key `b` is there twice"), "{said}");
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(200), "]".repeat(200));
    let said = said_of("deep", "{", &deep);
    assert!(said.contains("nested too deeply"), "{said}");
}

#[test]
fn a_number_beyond_its_type_is_told_with_its_bounds() {
    let said = said_of("range", "\"version\": 1,", "\"version\": -1,");
    assert!(
        said.contains(":/version: found -1; allowed: 0 to 4294967295 [out-of-range]"),
        "{said}"
    );
}

#[test]
fn a_long_list_of_problems_stops_and_counts_the_rest() {
    let answers = vec!["{ \"question\": \"none\", \"rev\": 1, \"choice\": \"a\" }"; 80].join(",");
    let said = said_of(
        "long",
        "\"answers\": [",
        &format!("\"answers\": [{answers},"),
    );
    assert_eq!(said.matches("json:/").count(), 50, "{said}");
    assert!(
        said.lines()
            .any(|l| l.starts_with("and ") && l.ends_with(" more")),
        "{said}"
    );
    let path = std::env::temp_dir().join(format!("tickmark-{}-long.yaml", std::process::id()));
    let questions = "  - { id: x }\n".repeat(120);
    fs::write(&path, format!("id: own\nquestions:\n{questions}")).unwrap();
    let out = tickmark(&["lint", path.to_str().unwrap()]);
    fs::remove_file(path).unwrap();
    let said = text(&out.stderr);
    assert!(said.ends_with("and 71 more\n"), "{said}");
}

/// The same shape, numbers within 1e-9.
fn close(ours: &Value, theirs: &Value, at: &str) {
    match (ours, theirs) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= 1e-9, "{at}: {a} and {b}");
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                close(a, b, &format!("{at}/{i}"));
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            let (a_keys, b_keys): (Vec<_>, Vec<_>) = (a.keys().collect(), b.keys().collect());
            assert_eq!(a_keys, b_keys, "{at}");
            for (key, a) in a {
                close(a, &b[key], &format!("{at}/{key}"));
            }
        }
        _ => assert_eq!(ours, theirs, "{at}"),
    }
}

#[test]
fn a_comparison_is_a_table_whose_parts_are_named() {
    let (before, after) = ("examples/acme/quick.json", "examples/acme/full.json");
    let out = tickmark(&["compare", before, after]);
    let said = text(&out.stdout);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let head = said.lines().next().unwrap();
    let columns: Vec<&str> = head.split_whitespace().collect();
    let named = [
        "before", "after", "content", "time", "profile", "answers", "evidence",
    ];
    assert_eq!(columns, named);
    assert!(said.contains("\nLooked at before, not now: "), "{said}");
    let out = tickmark(&["compare", before]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("the earlier one first"));
}

#[test]
fn several_earlier_assessments_are_a_trend_in_any_order() {
    let earlier = |day: &str| {
        let text = fs::read_to_string(ACME).unwrap();
        let mut value: Value = serde_json::from_str(&text).unwrap();
        value["asOf"] = Value::String(day.to_owned());
        value["answers"] = Value::Array(Vec::new());
        let name = format!("tickmark-earlier-{day}-{}.json", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (first, second) = (earlier("2026-10-01"), earlier("2026-11-01"));
    let given = |order: [&str; 2]| {
        let out = tickmark(&[
            "assess",
            ACME,
            "--previous",
            order[0],
            "--previous",
            order[1],
        ]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let report = given([&first, &second]);
    assert!(report.contains("Compared with the assessment as of 1 November 2026."));
    assert!(report.contains("### Over 3 assessments"));
    assert_eq!(report, given([&second, &first]));
    for (words, told) in [
        (
            vec!["--previous", &second, "--previous", &second],
            "two of the earlier assessments are as of 2026-11-01",
        ),
        (
            vec![
                "--as-of",
                "2026-10-15",
                "--previous",
                &first,
                "--previous",
                &second,
            ],
            "as of 2026-11-01, after the one",
        ),
    ] {
        let out = tickmark(&[&["assess", ACME][..], &words].concat());
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains(told) && said.starts_with(&second), "{said}");
    }
    fs::remove_file(&first).unwrap();
    fs::remove_file(&second).unwrap();
}

#[test]
fn an_option_that_means_nothing_to_a_format_is_refused() {
    for (format, option, told) in [
        (
            "csv-register",
            "--layout",
            "csv-register has no sections; a report, md or html, has them",
        ),
        ("ics", "--brand", "ics has no looks"),
        ("xlsx", "--template", "xlsx has no templates"),
        ("json", "--layout", "json has no sections"),
        (
            "json",
            "--previous",
            "`tickmark compare --format json` writes what moved",
        ),
        (
            "csv-pbc",
            "--previous",
            "csv-pbc takes none: a request list says what is asked for from now on",
        ),
        ("csv-controls", "--previous", "csv-controls takes none"),
        (
            "oscal-ar",
            "--previous",
            "risks keep their ids from export to export",
        ),
        (
            "oscal-poam",
            "--previous",
            "risks keep their ids from export to export",
        ),
        ("md-issues", "--names", "md-issues has pseudonyms alone"),
    ] {
        let out = tickmark(&["assess", ACME, "--format", format, option, ACME]);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{format} {option}");
        assert!(
            said.starts_with(&format!("tickmark: {option}: ")) && said.contains(told),
            "{said}"
        );
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn a_table_that_is_not_recognised_is_mapped_once_and_read_again() {
    let folder = std::env::temp_dir().join(format!("tickmark-mapping-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let table = write(
        "konten.csv",
        "Konto;Wer;Letzte Anmeldung;Zustand\n1;ines@x.example;2026-11-13;aktiv\n2;tom@x.example;2026-10-02;aktiv\n",
    );
    let out = tickmark(&["inspect", &table]);
    assert_eq!(out.status.code(), Some(2));
    let said = text(&out.stderr);
    assert!(said.contains("it could be accounts"), "{said}");
    assert!(
        said.contains("login (address or login, this or email): column `Wer`"),
        "{said}"
    );
    assert!(!said.contains("x.example"), "{said}");
    let suggested = write("mapping.json", &text(&out.stdout));

    let confirmed = [
        "inspect",
        &table,
        "--mapping",
        &suggested,
        "--as-of",
        "2026-11-20",
        "--format",
        "json",
    ];
    let out = tickmark(&confirmed);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let entries: Value = serde_json::from_slice(&out.stdout).unwrap();
    let entry = &entries[0];
    assert_eq!(entry["format"]["trust"], "mapped by you");
    assert_eq!(entry["format"]["mapping"]["columns"][0]["column"], "Wer");
    assert_eq!(
        (&entry["kind"], &entry["rows"]["parsed"]),
        (&"accounts".into(), &2.into())
    );

    // Kept in an assessment, it is said once: the same file, and the next one with these columns.
    let mut assessment: Value = serde_json::from_str(&fs::read_to_string(ACME).unwrap()).unwrap();
    assessment["evidence"] = Value::Array(vec![entry.clone()]);
    let kept = write("assessment.json", &assessment.to_string());
    let next = write(
        "q4.csv",
        "Konto;Wer;Letzte Anmeldung;Zustand\n9;eva@x.example;2027-01-13;aktiv\n",
    );
    for file in [&table, &next] {
        let out = tickmark(&["inspect", file, "--assessment", &kept, "--format", "json"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        let again: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(again[0]["format"], entry["format"]);
    }
    let out = tickmark(&["assess", &kept, &next, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));

    // What is wrong is said with what there is.
    let wrong = text(&fs::read(&suggested).unwrap());
    for (mapping, found) in [
        (
            wrong.replace("Wer", "Wemm"),
            "the file has no column `Wemm`; it has `Konto`, `Wer`",
        ),
        (
            wrong.replace("\"login\"", "\"logon\""),
            "`logon` is not a field of accounts",
        ),
        (
            wrong.replace("\"accounts\"", "\"acounts\""),
            "Did you mean `accounts`?",
        ),
    ] {
        let mapping = write("wrong.json", &mapping);
        let out = tickmark(&["inspect", &table, "--mapping", &mapping]);
        assert_eq!(out.status.code(), Some(2));
        assert!(text(&out.stderr).contains(found), "{}", text(&out.stderr));
    }
    assessment["evidence"][0]["format"]["mapping"]["kind"] = "ledger".into();
    let out = tickmark(&["check", &write("assessment.json", &assessment.to_string())]);
    assert!(
        text(&out.stderr).contains("/evidence/0/format/mapping/kind"),
        "{}",
        text(&out.stderr)
    );
    let out = tickmark(&["inspect", &table, &next, "--mapping", &suggested]);
    assert!(text(&out.stderr).contains("name that file alone"));
    fs::remove_dir_all(&folder).unwrap();
}

/// An archive of files as they are, packed by nothing.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_table_inside_an_archive_is_mapped_and_the_files_beside_it_are_kept() {
    const PEOPLE: &str = "Name,Work Email,Start Date,End Date,Employment Type\n\
        Ines Ruiz,ines@x.example,2024-01-10,,Employee\n";
    const LEDGER: &str = "Konto;Wer;Letzte Anmeldung;Zustand\n1;ines@x.example;2026-11-13;aktiv\n";
    let folder = std::env::temp_dir().join(format!("tickmark-archive-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let files = [
        ("a/konten.csv", LEDGER),
        ("people.csv", PEOPLE),
        ("notes.csv", "x\n"),
    ];
    let both = write("export.zip", &archive(&files));
    let entries = |out: &Output| -> Value { serde_json::from_slice(&out.stdout).unwrap() };
    let day = ["--as-of", "2026-11-20", "--format", "json"];
    let inspect =
        |files: &[&str], more: &[&str]| tickmark(&[&["inspect"], files, &day, more].concat());

    let out = inspect(&[&both], &[]);
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert_eq!(entries(&out)[0]["file"]["name"], "people.csv");
    assert_eq!(entries(&out).as_array().unwrap().len(), 1);
    assert!(said.contains("export.zip/a/konten.csv"), "{said}");
    assert!(said.contains("export.zip/notes.csv"), "{said}");
    assert!(said.contains("it could be accounts") && !said.contains("x.example"));
    let (from, to) = (said.find("\n{").unwrap(), said.find("\n}").unwrap());
    let suggested = write("mapping.json", &said.as_bytes()[from..to + 2]);

    // What is said is of the table that has its columns; the others are read as ever.
    let sound = write("sound.zip", &archive(&files[..2]));
    let out = inspect(&[&sound], &["--mapping", &suggested]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let found = entries(&out);
    assert_eq!(found[0]["format"]["trust"], "mapped by you");
    assert_eq!(found[0]["file"]["name"], "a/konten.csv");
    assert_eq!(found[1]["kind"], "roster");

    // Kept in an assessment, the archive is read without a question.
    let mut assessment: Value = serde_json::from_str(&fs::read_to_string(ACME).unwrap()).unwrap();
    assessment["evidence"] = Value::Array(vec![found[0].clone()]);
    let kept = write("assessment.json", assessment.to_string().as_bytes());
    let out = tickmark(&["inspect", &sound, "--assessment", &kept, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert_eq!(entries(&out)[0]["format"], found[0]["format"]);

    // A report is not made without a file that was named; an archive of nothing else gives the suggestion alone.
    let out = tickmark(&["assess", ACME, &both]);
    assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0));
    let alone = write("alone.zip", &archive(&files[..1]));
    let out = inspect(&[&alone], &[]);
    assert_eq!(entries(&out)["kind"], "accounts");
    let out = inspect(&[&alone], &["--mapping", &suggested]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_list_of_json_objects_is_mapped_by_its_keys_and_read_again() {
    let folder = std::env::temp_dir().join(format!("tickmark-objects-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let list = write(
        "konten.json",
        r#"{"total": 2, "rows": [{"Wer": "ines@x.example", "letzte": {"Anmeldung": "2026-11-13"}, "Zustand": "aktiv"},
            {"Wer": "tom@x.example", "letzte": {"Anmeldung": null}, "Zustand": "aktiv"}]}"#,
    );
    let out = tickmark(&["inspect", &list]);
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2));
    assert!(said.contains("`letzte.Anmeldung`") && !said.contains("x.example"));
    let suggested = write("mapping.json", &text(&out.stdout));
    let day = ["--as-of", "2026-11-20", "--format", "json"];
    let out = tickmark(&[&["inspect", &list, "--mapping", &suggested], &day[..]].concat());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let entries: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(entries[0]["format"]["container"], "JSON");
    assert_eq!(entries[0]["rows"]["parsed"], 2);

    let mut assessment: Value = serde_json::from_str(&fs::read_to_string(ACME).unwrap()).unwrap();
    assessment["evidence"] = Value::Array(vec![entries[0].clone()]);
    let kept = write("assessment.json", &assessment.to_string());
    let lines = write(
        "q4.ndjson",
        "{\"Wer\": \"eva@x.example\", \"letzte\": {\"Anmeldung\": \"2027-01-13\"}, \"Zustand\": \"aktiv\"}\n\
         {\"Wer\": \"tom@x.example\", \"Zustand\": \"aktiv\"}\n",
    );
    for (file, container) in [(&list, "JSON"), (&lines, "lines of JSON")] {
        let out = tickmark(&["inspect", file, "--assessment", &kept, "--format", "json"]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        let again: Value = serde_json::from_slice(&out.stdout).unwrap();
        let format = &again[0]["format"];
        assert_eq!(format["mapping"], entries[0]["format"]["mapping"]);
        assert_eq!(format["container"], container);
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_text_of_somebody_elses_file_acts_on_a_terminal() {
    let folder = std::env::temp_dir().join(format!("tickmark-terminal-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    // Clears a screen, sets a title, the same in one character, and turns the direction of writing.
    let odd = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\r";
    let mut file: Value =
        serde_json::from_str(&fs::read_to_string("examples/acme/full.json").unwrap()).unwrap();
    file["profile"]["organisation"] = format!("Acme{odd}").into();
    file["auditorRequests"] = serde_json::json!([
        { "id": format!("1{odd}"), "request": format!("Policies{odd}"), "controls": ["AC-01"], "confirmed": true },
    ]);
    file["evidence"] = serde_json::json!([{
        "id": "a", "title": format!("A list{odd}"), "kind": "document", "asOf": "2020-01-01", "controls": ["AC-02"],
        "file": { "name": format!("a{odd}.csv") },
    }]);
    let (one, other, type_1) = (at("one.json"), at("other.json"), at("type-1.json"));
    fs::write(&one, file.to_string()).unwrap();
    let mut differs = file.clone();
    differs["auditorRequests"][0]["controls"] = serde_json::json!(["AC-04"]);
    fs::write(&other, differs.to_string()).unwrap();
    file["profile"]["type"] = 1.into();
    fs::write(&type_1, file.to_string()).unwrap();
    let mut bad = file.clone();
    bad["profile"][odd] = 1.into();
    let (bad_path, list) = (at("bad.json"), at("list.csv"));
    let (link, whole) = (at("link.txt"), at("whole.txt"));
    fs::write(&bad_path, bad.to_string()).unwrap();
    fs::write(&list, format!("id,request\n1,\"Policies{odd}\"\n")).unwrap();
    let named = tickmark(&[
        "share",
        &one,
        "--redact",
        "score",
        "--organisation",
        "-o",
        &link,
    ]);
    for words in [
        vec!["share", &one, "--redact", "score", "--organisation"],
        vec!["share", &one, "--redact", "full", "-o", &whole],
        vec!["open", &link],
        vec!["open", &link, "--format", "json"],
        vec!["sample", &one],
        vec!["merge", &one, &other],
        vec!["carry-on", &type_1],
        vec!["requests", &one, &list],
        vec!["compare", &one, &other],
        vec!["inspect", "--assessment", &one, &one],
        vec!["check", &bad_path],
        vec!["assess", &one],
    ] {
        let out = tickmark(&words);
        for told in [&out.stdout, &out.stderr] {
            let told = text(told);
            let acts = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
            assert!(!told.contains(acts), "{words:?}: {told:?}");
        }
    }
    assert!(
        text(&named.stderr).contains("Acme\\u{1b}[2J"),
        "{}",
        text(&named.stderr)
    );
    // What is written as JSON is read as what it is.
    let json = tickmark(&["open", &link, "--format", "json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        json["organisation"].as_str().unwrap(),
        format!("Acme{odd}").trim()
    );
    fs::remove_dir_all(&folder).unwrap();
}
