//! Files counted a second time by another reader: rows, repeats, period and records by state are those of the file.
//!
//! Look-alikes of real exports stand in `tests/samples`; `SAMPLES` names a folder with real files of the same names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::reading::{Choices, FileRead};
use super::terms::Terms;
use super::{Intake, RowCounts, inspect};
use crate::date::Date;

const NAMES: [&str; 6] = [
    "aws-credential-report.wrapped.json",
    "github-pulls.json",
    "github-reviews.json",
    "jira-cloud.csv",
    "prowler-aws.csv",
    "prowler-aws.ocsf.json",
];

/// What a file holds, counted by hand.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    format: &'static str,
    rows: u32,
    repeated: u32,
    /// First and last day of what happened.
    period: Option<(String, String)>,
    /// The day that it shows.
    day: Option<String>,
    states: BTreeMap<String, usize>,
}

#[allow(
    clippy::disallowed_methods,
    reason = "whoever has real files says where they are"
)]
fn folders() -> Vec<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let theirs = std::env::var_os("SAMPLES").map(PathBuf::from);
    [Some(ours), theirs].into_iter().flatten().collect()
}

fn states<'a>(of: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for state in of {
        *counts.entry(state.to_owned()).or_default() += 1;
    }
    counts
}

/// First and last of some days, as text that sorts.
fn period(days: impl IntoIterator<Item = String>) -> Option<(String, String)> {
    let days: BTreeSet<String> = days.into_iter().collect();
    Some((days.first()?.clone(), days.last()?.clone()))
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or("")
}

fn day(time: &str) -> String {
    time[..10].to_owned()
}

/// The different elements of an array, with how many repeat another.
fn elements(text: &str) -> (Vec<Value>, u32) {
    let all: Vec<Value> = serde_json::from_str(text).unwrap();
    let mut seen = BTreeSet::new();
    let mut different = all.clone();
    different.retain(|v| seen.insert(v.to_string()));
    let repeated = u32::try_from(all.len() - different.len()).unwrap();
    (different, repeated)
}

/// The different rows of a table by the names of the columns, the first of a name, with how many repeat another.
fn rows(text: &str, delimiter: u8) -> (Vec<BTreeMap<String, String>>, u32) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let all: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let different: BTreeSet<Vec<&str>> = all.iter().map(|r| r.iter().collect()).collect();
    let repeated = u32::try_from(all.len() - different.len()).unwrap();
    let of = |record: &Vec<&str>| {
        let mut row = BTreeMap::new();
        for (name, cell) in names.iter().zip(record) {
            row.entry(name.to_owned())
                .or_insert_with(|| (*cell).to_owned());
        }
        row
    };
    (different.iter().map(of).collect(), repeated)
}

fn counted(name: &str, raw: &str) -> Count {
    let raw = raw.trim_start_matches('\u{feff}');
    match name {
        "aws-credential-report.wrapped.json" => credentials(raw),
        "github-pulls.json" => {
            let (pulls, repeated) = elements(raw);
            let merged = pulls.iter().map(|p| text(p, "/merged_at"));
            Count {
                format: "github-pull-requests",
                rows: u32::try_from(pulls.len()).unwrap(),
                repeated,
                period: period(merged.filter(|m| !m.is_empty()).map(day)),
                states: states(pulls.iter().map(|p| {
                    match (text(p, "/merged_at"), text(p, "/state")) {
                        ("", "open") => "Open",
                        ("", "closed") => "Closed",
                        (_, "closed") => "Merged",
                        other => panic!("{other:?}"),
                    }
                })),
                day: None,
            }
        }
        "github-reviews.json" => {
            let (reviews, repeated) = elements(raw);
            Count {
                format: "github-reviews",
                rows: u32::try_from(reviews.len()).unwrap(),
                repeated,
                period: period(reviews.iter().map(|r| day(text(r, "/submitted_at")))),
                states: states(reviews.iter().map(|r| match text(r, "/state") {
                    "APPROVED" => "Approved",
                    "CHANGES_REQUESTED" => "ChangesRequested",
                    "DISMISSED" => "Dismissed",
                    "COMMENTED" => "Commented",
                    other => panic!("{other}"),
                })),
                day: None,
            }
        }
        "jira-cloud.csv" => {
            let (rows, repeated) = rows(raw, b',');
            Count {
                format: "jira-table",
                rows: u32::try_from(rows.len()).unwrap(),
                repeated,
                period: period(rows.iter().map(|r| of_jira(&r["Created"]))),
                states: states(rows.iter().map(|r| match r["Status Category"].as_str() {
                    "To Do" => "ToDo",
                    "In Progress" => "Doing",
                    "Done" => "Done",
                    other => panic!("{other}"),
                })),
                day: None,
            }
        }
        "prowler-aws.csv" => {
            let (rows, repeated) = rows(raw, b';');
            let of = |row: &BTreeMap<String, String>| of_check(&row["STATUS"], &row["MUTED"]);
            Count {
                format: "prowler",
                rows: u32::try_from(rows.len()).unwrap(),
                repeated,
                day: rows.iter().map(|r| day(&r["TIMESTAMP"])).max(),
                states: states(rows.iter().map(of)),
                period: None,
            }
        }
        "prowler-aws.ocsf.json" => {
            let (findings, repeated) = elements(raw);
            let muted = |f: &Value| (text(f, "/status") == "Suppressed").to_string();
            Count {
                format: "prowler-ocsf",
                rows: u32::try_from(findings.len()).unwrap(),
                repeated,
                day: findings.iter().map(|f| day(text(f, "/time_dt"))).max(),
                states: states(
                    findings
                        .iter()
                        .map(|f| of_check(text(f, "/status_code"), &muted(f))),
                ),
                period: None,
            }
        }
        other => panic!("{other}"),
    }
}

fn of_check(status: &str, muted: &str) -> &'static str {
    match (status, muted.to_lowercase().as_str()) {
        ("FAIL", "true") => "Suppressed",
        ("FAIL", _) => "Open",
        ("PASS", _) => "Clear",
        ("MANUAL", _) => "Manual",
        other => panic!("{other:?}"),
    }
}

/// `03/Sep/25 9:02 AM` as a day.
fn of_jira(time: &str) -> String {
    let (day, rest) = time.split_once('/').unwrap();
    let (month, rest) = rest.split_once('/').unwrap();
    let month = "JanFebMarAprMayJunJulAugSepOctNovDec"
        .find(month)
        .map(|at| at / 3 + 1);
    format!("20{}-{:02}-{:0>2}", &rest[..2], month.unwrap(), day)
}

fn credentials(raw: &str) -> Count {
    let answer: Value = serde_json::from_str(raw).unwrap();
    let (rows, repeated) = rows(text(&answer, "/data/Content"), b',');
    let made = |part: &str| {
        answer
            .pointer(&format!("/data/GeneratedTime/{part}"))
            .and_then(Value::as_u64)
    };
    let on = |row: &BTreeMap<String, String>, name: &str| row[name] == "true";
    Count {
        format: "aws-credential-report",
        rows: u32::try_from(rows.len()).unwrap(),
        repeated,
        day: Some(format!(
            "{:04}-{:02}-{:02}",
            made("year").unwrap(),
            made("month").unwrap(),
            made("day").unwrap()
        )),
        states: states(rows.iter().map(|r| {
            let keys = on(r, "access_key_1_active") || on(r, "access_key_2_active");
            match r["user"] == "<root_account>" || on(r, "password_enabled") || keys {
                true => "Active",
                false => "Suspended",
            }
        })),
        period: None,
    }
}

/// The same of what was read.
fn found(file: &FileRead, seen: &super::Inspection) -> Count {
    let records = &file.recorded.reading.records;
    let mut all: Vec<String> = Vec::new();
    all.extend(records.changes.iter().map(|c| format!("{:?}", c.state)));
    all.extend(records.approvals.iter().map(|a| format!("{:?}", a.state)));
    all.extend(records.tickets.iter().map(|t| format!("{:?}", t.category)));
    all.extend(records.findings.iter().map(|f| format!("{:?}", f.state)));
    all.extend(records.accounts.iter().map(|a| format!("{:?}", a.state)));
    let RowCounts {
        parsed,
        duplicates,
        rejected,
    } = seen.rows;
    assert_eq!(rejected, 0, "{}", seen.file.name);
    Count {
        format: file.recorded.about.id,
        rows: parsed,
        repeated: duplicates,
        period: seen.period.map(|(a, b)| (a.to_string(), b.to_string())),
        day: seen.as_of.map(|d| d.to_string()),
        states: states(all.iter().map(String::as_str)),
    }
}

#[test]
fn every_file_is_what_another_reader_counts() {
    let at = |text: &str| -> Date { text.parse().unwrap() };
    let terms = Terms {
        controls: BTreeMap::new(),
        as_of: at("2026-11-21"),
        window_start: at("2026-05-01"),
        window_end: at("2026-10-31"),
        policies: Vec::new(),
        time_zone: None,
        periods: BTreeMap::new(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    };
    for folder in folders() {
        for name in NAMES {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let expected = counted(name, std::str::from_utf8(&bytes).unwrap());
            let mut intake = Intake::new(name, Choices::default());
            intake.push(&bytes);
            let file = intake.finish().unwrap();
            let seen = inspect(name, &bytes, &terms).unwrap();
            assert_eq!(seen.format, expected.format);
            let found = found(&file, &seen);
            println!("{name}: {found:?}");
            assert_eq!(found, expected, "{name}");
        }
    }
}
