//! Dropped files: every shape of the AWS credential report, what it shows, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop where they are wrong, as tests do"
)]

use std::collections::BTreeSet;

use expect_test::expect_file;
use tickmark::error::{Code, Error, Problem};
use tickmark::evidence::{
    AsOfBasis, Basis, Inspection, Parameter, RowCounts, Sniffed, Terms, Workpaper, inspect, sniff,
};

#[path = "evidence/properties.rs"]
mod properties;
#[path = "evidence/refusals.rs"]
mod refusals;
#[path = "evidence/verdicts.rs"]
mod verdicts;

const CSV: &str = include_str!("evidence/aws-credential-report/report.csv");
const CLI: &str = include_str!("evidence/aws-credential-report/cli.json");
const RECORDED: &str = include_str!("evidence/aws-credential-report/recorded.json");
const SIXTEEN: &str = include_str!("evidence/aws-credential-report/sixteen-columns.csv");

fn policy(id: &str, value: u32, basis: Basis) -> Parameter {
    Parameter {
        id: id.to_owned(),
        value,
        basis,
    }
}

fn terms() -> Terms {
    let decides = |procedure: &str, control: &str| (procedure.to_owned(), vec![control.to_owned()]);
    Terms {
        controls: [
            decides("mfa", "AC-02"),
            decides("key-age", "AC-10"),
            decides("root-use", "AC-08"),
        ]
        .into(),
        as_of: "2026-11-21".parse().unwrap(),
        window_start: "2026-09-15".parse().unwrap(),
        window_end: "2027-03-14".parse().unwrap(),
        policies: vec![
            policy("key-max-age-days", 90, Basis::Stated),
            policy("unused-days", 90, Basis::Assumed),
        ],
        time_zone: None,
        periods: Default::default(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    }
}

/// The day that stands in the JSON fixtures, for those without it.
fn stated() -> Terms {
    Terms {
        stated_as_of: Some("2026-11-20".parse().unwrap()),
        ..terms()
    }
}

fn seen(bytes: impl AsRef<[u8]>, terms: &Terms) -> Inspection {
    inspect("report", bytes.as_ref(), terms).unwrap()
}

fn refusal(bytes: impl AsRef<[u8]>) -> Problem {
    match inspect("report", bytes.as_ref(), &terms()) {
        Err(Error::Input(mut problems)) if problems.len() == 1 => problems.remove(0),
        other => panic!("{other:?}"),
    }
}

fn code(bytes: impl AsRef<[u8]>) -> Code {
    refusal(bytes).code
}

fn paper<'a>(seen: &'a Inspection, procedure: &str) -> &'a Workpaper {
    seen.workpapers
        .iter()
        .find(|paper| paper.procedure == procedure)
        .unwrap()
}

fn deviating(seen: &Inspection, procedure: &str) -> Vec<u32> {
    paper(seen, procedure)
        .deviations
        .iter()
        .map(|deviation| deviation.row)
        .collect()
}

fn open(seen: &Inspection, procedure: &str) -> Vec<u32> {
    paper(seen, procedure)
        .undecided
        .iter()
        .map(|item| item.row)
        .collect()
}

/// Counts of every procedure: population, excluded, tested, deviations, undecided.
fn counts(seen: &Inspection) -> Vec<(u32, u32, u32, usize, usize)> {
    let excluded = |paper: &Workpaper| paper.excluded.iter().map(|group| group.count).sum();
    seen.workpapers
        .iter()
        .map(|p| {
            (
                p.population,
                excluded(p),
                p.tested,
                p.deviations.len(),
                p.undecided.len(),
            )
        })
        .collect()
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_whole_result_is_as_written_down() {
    let seen = seen(CLI, &terms());
    assert_eq!(deviating(&seen, "mfa"), [4, 9]);
    assert_eq!(deviating(&seen, "key-age"), [5, 6, 13]);
    assert_eq!(deviating(&seen, "root-use"), [2]);
    assert_eq!(open(&seen, "key-age"), [9, 12]);
    assert_eq!(
        seen.rows,
        RowCounts {
            parsed: 11,
            duplicates: 1,
            rejected: 0
        }
    );
    assert_eq!(
        counts(&seen),
        [(10, 3, 7, 2, 0), (10, 1, 7, 3, 2), (1, 0, 1, 1, 0)]
    );
    let json = serde_json::to_string_pretty(&seen).unwrap() + "\n";
    expect_file!["evidence/aws-credential-report/cli.inspection.json"].assert_eq(&json);
}

#[test]
fn every_container_and_encoding_gives_the_same_workpapers() {
    let reference = seen(CLI, &terms());
    assert_eq!(reference.container, "JSON with base64 content");
    let recorded = seen(RECORDED, &terms());
    assert_eq!(recorded.container, "JSON with plain content");
    assert_eq!(recorded.workpapers, reference.workpapers);
    assert_eq!(
        seen(utf16le(CLI), &terms()).workpapers,
        reference.workpapers
    );
    let top_level: serde_json::Value = serde_json::from_str(RECORDED).unwrap();
    assert_eq!(
        seen(top_level["data"].to_string(), &terms()).workpapers,
        reference.workpapers
    );

    let plain = seen(CSV, &stated());
    assert_eq!(
        (plain.container.as_str(), plain.encoding.as_str()),
        ("CSV", "UTF-8")
    );
    assert_eq!(counts(&plain), counts(&reference));
    let crlf = CSV.replace('\n', "\r\n") + "\r\n";
    let shapes: [(Vec<u8>, &str); 9] = [
        (format!("{CSV}\n").into(), "UTF-8"),
        (crlf.clone().into(), "UTF-8"),
        (format!("\u{feff}{CSV}").into(), "UTF-8 with BOM"),
        (utf16le(&crlf), "UTF-16LE"),
        (utf16le(&format!("\u{feff}{crlf}")), "UTF-16LE with BOM"),
        (CSV.replace(',', ";").into(), "UTF-8"),
        (CSV.replace(',', "\t").into(), "UTF-8"),
        (
            format!("sep=;\r\n{}", CSV.replace(',', ";")).into(),
            "UTF-8",
        ),
        (
            CSV.replace("+00:00", "Z")
                .replace("true", "TRUE")
                .replace("false", "FALSE")
                .into(),
            "UTF-8",
        ),
    ];
    for (bytes, encoding) in shapes {
        let seen = seen(&bytes, &stated());
        assert_eq!(seen.encoding, encoding);
        assert_eq!(counts(&seen), counts(&plain));
        assert_eq!(deviating(&seen, "key-age"), [5, 6, 13]);
        assert_eq!(seen.system, "aws-6666");
    }
}

#[test]
fn generated_time_is_read_in_every_form() {
    let with = |time: &str| {
        let mut value: serde_json::Value = serde_json::from_str(CLI).unwrap();
        value["GeneratedTime"] = serde_json::from_str(time).unwrap();
        seen(value.to_string(), &terms())
    };
    for time in [
        "\"2026-11-20T23:30:00Z\"",
        "\"2026-11-20 09:30:00+00:00\"",
        "1795167000",
        "1795167000.5",
    ] {
        let seen = with(time);
        assert_eq!(seen.as_of.unwrap().to_string(), "2026-11-20", "{time}");
        assert_eq!(seen.as_of_basis, AsOfBasis::InFile);
    }
    for time in ["\"yesterday\"", "{\"year\": 2026}", "[1]", "-5"] {
        let seen = with(time);
        assert_eq!(
            (seen.as_of, seen.as_of_basis),
            (None, AsOfBasis::Unknown),
            "{time}"
        );
        assert!(seen.questions[0].contains("GeneratedTime"), "{time}");
    }
}

/// The fixture with one cell of one row replaced; `row` as in the file.
fn with_cell(row: usize, column: &str, value: &str) -> String {
    let mut rows: Vec<Vec<&str>> = CSV.lines().map(|line| line.split(',').collect()).collect();
    let at = rows[0].iter().position(|name| *name == column).unwrap();
    rows[row - 1][at] = value;
    rows.iter().map(|row| row.join(",") + "\n").collect()
}

#[test]
fn no_name_leaves_through_a_workpaper() {
    let moved = with_cell(4, "mfa_active", "bruno@example.org");
    for text in [CSV, &moved] {
        let seen = seen(text, &stated());
        let papers = serde_json::to_string(&(&seen.workpapers, &seen.questions)).unwrap();
        for row in &seen.key {
            assert!(!papers.contains(row.label.as_str()), "{}", row.label);
        }
        assert!(!papers.contains("arn:") && !papers.contains("444455556666"));
    }
}

#[test]
fn words_that_are_never_said_are_not_said() {
    let never = [
        "pass",
        "passed",
        "fail",
        "failed",
        "compliant",
        "certified",
        "satisfied",
    ];
    for (text, terms) in [
        (CLI, terms()),
        (CSV, terms()),
        (CSV, stated()),
        (SIXTEEN, stated()),
    ] {
        let seen = seen(text, &terms);
        let all = serde_json::to_string(&(&seen.workpapers, &seen.questions))
            .unwrap()
            .to_lowercase();
        let words: BTreeSet<&str> = all.split(|c: char| !c.is_ascii_alphabetic()).collect();
        assert!(never.iter().all(|word| !words.contains(word)));
    }
}
