//! The planted company: its files are well formed, and the truth about them stands in their cells.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop where they are wrong, as tests do"
)]

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use serde_json::Value;

#[path = "planted/mod.rs"]
mod planted;

use planted::{Company, Encoding, Expected, GeneratedFile, Rendering, Verdict};

/// What an independent reader makes of a file.
enum Parsed {
    Table(Vec<String>, Vec<Vec<String>>),
    Elements(Vec<Value>),
}

fn text(bytes: &[u8], rendering: &Rendering, json: bool) -> String {
    match rendering.encoding {
        Encoding::Utf16Le => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|b| u16::from_le_bytes([b[0], b[1]]))
                .collect();
            assert_eq!(units[0], 0xFEFF);
            String::from_utf16(&units[1..]).unwrap()
        }
        // Enough of it for the cells that are cited.
        Encoding::Windows1252 if !json => bytes
            .iter()
            .map(|b| if *b == 0x8A { 'Š' } else { char::from(*b) })
            .collect(),
        _ => {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            text.trim_start_matches('\u{FEFF}').to_owned()
        }
    }
}

fn table(text: &str, delimiter: u8) -> Parsed {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let own = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = own(reader.headers().unwrap());
    let rows = reader
        .records()
        .map(|record| own(&record.unwrap()))
        .collect();
    Parsed::Table(header, rows)
}

fn parse(file: &GeneratedFile, rendering: &Rendering) -> Parsed {
    let json = !file.name.ends_with(".csv");
    let text = text(&file.bytes, rendering, json);
    if !json {
        return table(&text, rendering.delimiter);
    }
    let values = serde_json::Deserializer::from_str(&text).into_iter();
    let mut values: Vec<Value> = values.map(Result::unwrap).collect();
    if file.format == "okta-log-ndjson" {
        return Parsed::Elements(values);
    }
    assert_eq!(values.len(), 1, "{}", file.name);
    let value = values.remove(0);
    if let Some(content) = value["Content"].as_str() {
        let bytes = base64::engine::GeneralPurpose::new(
            &base64::alphabet::STANDARD,
            base64::engine::GeneralPurposeConfig::new(),
        )
        .decode(content)
        .unwrap();
        return table(&String::from_utf8(bytes).unwrap(), rendering.delimiter);
    }
    let keys = ["employees", "Findings", "incidents", "value", "check_runs"];
    match value {
        Value::Array(elements) => Parsed::Elements(elements),
        value => match keys.iter().find_map(|key| value[*key].as_array()) {
            Some(elements) => Parsed::Elements(elements.clone()),
            None => Parsed::Elements(vec![value]),
        },
    }
}

/// The cell of a record, as text.
fn cell(parsed: &Parsed, expected: &Expected, column: &str) -> String {
    let row = expected.row as usize;
    match parsed {
        Parsed::Table(header, rows) => {
            let at = header.iter().position(|name| name == column).expect(column);
            rows[row - 2][at].clone()
        }
        Parsed::Elements(elements) => {
            let mut value = &elements[row - 1];
            for key in column.split('.') {
                value = match key.parse::<usize>() {
                    Ok(at) => &value[at],
                    Err(_) => &value[key],
                };
            }
            match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }
        }
    }
}

fn check(file: &GeneratedFile, rendering: &Rendering, expected: &[Expected]) {
    let parsed = parse(file, rendering);
    let records = match &parsed {
        Parsed::Table(header, rows) => {
            let short = file.format == "linear-csv";
            assert!(
                rows.iter()
                    .all(|row| row.len() == header.len() || short && row.len() + 1 == header.len())
            );
            rows.len()
        }
        Parsed::Elements(elements) => elements.len(),
    };
    assert_eq!(records, file.records, "{}", file.name);
    for expected in expected.iter().filter(|expected| expected.row > 0) {
        assert_eq!(expected.file, file.name);
        for (column, value) in &expected.cells {
            assert_eq!(&cell(&parsed, expected, column), value, "{expected:?}");
        }
    }
}

#[test]
fn every_planted_record_is_where_it_is_said_to_be() {
    for (people, plants) in [(50, 1), (400, 5), (50, 0)] {
        let company = Company::generate(7, people, plants);
        let expected = company.expected();
        for file in company.files() {
            let own: Vec<Expected> = expected
                .iter()
                .filter(|e| e.file == file.name)
                .cloned()
                .collect();
            check(&file, &Rendering::of(file.format), &own);
        }
        assert_eq!(expected.is_empty(), plants == 0);
    }
}

#[test]
fn records_take_what_is_said_of_them_along() {
    let company = Company::generate(11, 60, 2);
    let encodings = [
        Encoding::Utf8,
        Encoding::Utf8Bom,
        Encoding::Utf16Le,
        Encoding::Windows1252,
    ];
    for (i, encoding) in encodings.into_iter().enumerate() {
        for (name, format) in company.names() {
            let rendering = Rendering {
                shuffle_seed: Some(i as u64),
                delimiter: [b',', b';', b'\t', b'|'][i],
                encoding,
                crlf: i % 2 == 1,
            };
            let (file, expected) = company.render(name, &rendering);
            check(&file, &rendering, &expected);
            let (_, plain) = company.render(name, &Rendering::of(format));
            let known = |all: &[Expected]| -> BTreeSet<_> {
                all.iter()
                    .map(|e| (e.procedure, e.what, e.subject.clone(), e.cells.clone()))
                    .collect()
            };
            assert_eq!(known(&expected), known(&plain));
        }
    }
}

#[test]
fn a_seed_makes_one_company() {
    let [a, b] = [3, 3].map(|seed| Company::generate(seed, 80, 2));
    assert_eq!(a.files(), b.files());
    assert_eq!(a.expected(), b.expected());
    assert_ne!(a.files(), Company::generate(4, 80, 2).files());
}

#[test]
fn fifty_people_hold_one_of_every_kind() {
    let company = Company::generate(1, 50, 1);
    let mut kinds = BTreeMap::new();
    for expected in company.expected() {
        let kind = (
            expected.procedure,
            expected.what,
            expected.format,
            expected.verdict,
        );
        *kinds.entry(kind).or_insert(0) += 1;
    }
    let deviations = kinds
        .keys()
        .filter(|kind| kind.3 == Verdict::Deviation)
        .count();
    println!(
        "{} people, {} kinds, {deviations} of them deviations",
        company.people(),
        kinds.len()
    );
    for (kind, count) in &kinds {
        println!("{kind:?} {count}");
    }
    assert_eq!(company.people(), 50);
    let procedures: BTreeSet<&str> = kinds.keys().map(|kind| kind.0).collect();
    let all = [
        "01", "02", "03", "04", "05", "06", "07", "08", "09", "11", "12", "13", "15", "16", "17",
        "18", "19", "20", "21", "22", "23",
    ];
    assert_eq!(
        procedures,
        all.map(|n| ["tp-", n].concat())
            .iter()
            .map(String::as_str)
            .collect()
    );
}

/// Twice the plants are twice of every kind, root and branches apart, of which there is one each.
#[test]
fn plants_count() {
    let count = |plants| {
        let mut counts = BTreeMap::new();
        for e in Company::generate(5, 300, plants).expected() {
            let single = e.what == "root-key" || e.procedure == "tp-11";
            if !single {
                let roster = matches!(e.format, "hr-csv" | "bamboohr-json");
                let file = if roster {
                    "a roster".to_owned()
                } else {
                    e.file
                };
                *counts.entry((e.procedure, e.what, file)).or_insert(0) += 1;
            }
        }
        counts
    };
    let (one, four) = (count(1), count(4));
    assert!(one.keys().eq(four.keys()));
    for (kind, n) in &one {
        assert_eq!(four[kind], 4 * n, "{kind:?}");
    }
}

/// Said by the driver of the procedures as terms; they are the generator's as well.
#[test]
fn the_terms_stand_in_one_place() {
    assert_eq!(
        [
            planted::WINDOW_START,
            planted::WINDOW_END,
            planted::AS_OF,
            planted::ZONE
        ],
        ["2026-05-01", "2026-10-31", "2026-11-10", "Europe/Berlin"]
    );
    assert!(planted::AS_OF_INSTANT.starts_with(planted::AS_OF));
    let systems = Company::generate(1, 50, 1).restore_systems();
    assert!(systems.contains(&"missing-0".to_owned()));
}

/// Time and memory grow with the people, not faster. `PEOPLE` says how many.
#[test]
fn a_larger_company_is_made_as_well() {
    #[allow(
        clippy::disallowed_methods,
        reason = "`make soak` says how many people there are"
    )]
    let people = std::env::var("PEOPLE").map_or(2000, |n| n.parse().unwrap());
    let started = std::time::Instant::now();
    let company = Company::generate(9, people, 20);
    let files = company.files();
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!(
        "{} people, {bytes} bytes, {:?}",
        company.people(),
        started.elapsed()
    );
    assert_eq!(company.people(), people);
    assert!(files.iter().any(|file| file.records > people / 2));
}
