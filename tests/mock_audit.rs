//! The mock audit of the planted company: everything that was planted is found, and nothing is invented.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "helpers of tests stop where they are wrong, as tests do; no test uses every part of the generator"
)]

use std::collections::{BTreeMap, BTreeSet};

use tickmark::date::Date;
use tickmark::evidence::{
    Basis, Binder, Choices, DuePeriod, Inspection, Intake, PROCEDURES, Parameter, Terms, Unread,
    Workpaper,
};
use tickmark::input::answers::Window;
use tickmark::input::control::Cadence;

#[path = "mock_audit/access.rs"]
mod access;
#[path = "failures/answers.rs"]
mod answers;
#[path = "mock_audit/change.rs"]
mod change;
#[path = "mock_audit/disagreements.rs"]
mod disagreements;
#[path = "mock_audit/exports.rs"]
mod exports;
#[path = "mock_audit/ignored.rs"]
mod ignored;
#[path = "mock_audit/mapped.rs"]
mod mapped;
#[path = "mock_audit/outside.rs"]
mod outside;
#[path = "planted/mod.rs"]
mod planted;
#[path = "mock_audit/registers.rs"]
mod registers;
#[path = "mock_audit/reviews.rs"]
mod reviews;
#[path = "mock_audit/signals.rs"]
mod signals;
#[path = "mock_audit/to_come.rs"]
mod to_come;
#[path = "mock_audit/whole.rs"]
mod whole;

use planted::{AS_OF, Company, GeneratedFile, Rendering, Verdict, WINDOW_END, WINDOW_START, ZONE};

fn day(text: impl ToString) -> Date {
    text.to_string().parse().unwrap()
}

/// Quarters and weeks of the window, as the engagement would make them.
fn periods() -> BTreeMap<String, Vec<DuePeriod>> {
    let window = Window {
        start: day(WINDOW_START),
        // The quarter that runs on the day of the exports is no longer than the others, and not due yet.
        end: day("2026-12-31"),
    };
    let due = |cadence: Cadence, grace: i64| -> Vec<DuePeriod> {
        let all = tickmark::input::periods::periods(cadence, window);
        let made = all.into_iter().map(|p| DuePeriod {
            id: p.id(),
            label: p.label(),
            start: p.start,
            end: p.end,
            due: p.end.plus_days(grace),
        });
        made.filter(|p| cadence == Cadence::Quarterly || p.end <= day(WINDOW_END))
            .collect()
    };
    let year = DuePeriod {
        id: format!("12-months-to-{WINDOW_END}"),
        label: format!("12 months to {WINDOW_END}"),
        start: day("2025-11-01"),
        end: day(WINDOW_END),
        due: day(WINDOW_END),
    };
    BTreeMap::from([
        (
            "access-review-coverage".to_owned(),
            due(Cadence::Quarterly, 15),
        ),
        ("phishing-cadence".to_owned(), due(Cadence::Quarterly, 15)),
        ("log-review".to_owned(), due(Cadence::Weekly, 0)),
        ("risk-register".to_owned(), due(Cadence::Quarterly, 15)),
        ("restore-test".to_owned(), vec![year]),
        ("incident-exercise".to_owned(), due(Cadence::Monthly, 0)),
    ])
}

/// The terms under which the planted company is examined. Every procedure decides a control of its own name.
fn terms() -> Terms {
    let value = |id: &str, value: u32| Parameter {
        id: id.to_owned(),
        value,
        basis: Basis::Stated,
    };
    Terms {
        controls: PROCEDURES
            .iter()
            .map(|p| ((*p).to_owned(), vec![(*p).to_owned()]))
            .collect(),
        as_of: day(AS_OF),
        window_start: day(WINDOW_START),
        window_end: day(WINDOW_END),
        policies: vec![
            value("leaver-sla-hours", 24),
            value("review-grace-days", 15),
            value("key-max-age-days", 90),
            value("unused-days", 90),
            value("training-new-hire-days", 30),
            value("training-cadence-days", 365),
            value("approvals-required", 1),
            value("vulnerability-critical-days", 7),
            value("vulnerability-high-days", 30),
            value("vulnerability-medium-days", 90),
            value("vulnerability-low-days", 180),
            value("vendor-review-days", 365),
            value("restore-cadence-days", 365),
            value("incident-postmortem-days", 14),
            value("device-check-in-days", 30),
            value("alert-acknowledge-hours", 24),
            value("bot-changes-excluded", 1),
            value("policy-review-days", 365),
        ],
        time_zone: Some(ZONE.to_owned()),
        periods: periods(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    }
}

/// The files, read. Files that nothing reads yet are left out.
fn binder(files: &[GeneratedFile]) -> Binder {
    let mut binder = Binder::new();
    for file in files {
        let choices = Choices {
            as_of: Some(day(AS_OF)),
            ..Choices::default()
        };
        let mut intake = Intake::new(&file.name, choices);
        for chunk in file.bytes.chunks(4096) {
            intake.push(chunk);
        }
        match binder.add(intake) {
            Ok(_) | Err(Unread::Refused(_)) => {}
            Err(Unread::Same(name)) => panic!("{} is {name}", file.name),
        }
    }
    binder
}

/// A place in a file.
type Place = (String, u32);

/// What a workpaper says of one item: whether it deviates, every place that it cites, and its words.
struct Said {
    deviates: bool,
    places: BTreeSet<Place>,
    text: String,
}

fn said(seen: &Inspection, paper: &Workpaper) -> Vec<Said> {
    let own = &seen.file.name;
    let item = |row: u32, cells: &[tickmark::evidence::Cell], deviates, text: &str| {
        let cited = cells.iter().map(|c| {
            let file = c.file.clone().unwrap_or_else(|| own.clone());
            (file, c.row.unwrap_or(row))
        });
        Said {
            deviates,
            places: cited.chain([(own.clone(), row)]).collect(),
            text: text.to_owned(),
        }
    };
    let deviations = paper.deviations.iter();
    let open = paper.undecided.iter();
    deviations
        .map(|d| item(d.row, &d.cells, true, &d.finding))
        .chain(open.map(|u| item(u.row, &u.cells, false, &u.reason)))
        .collect()
}

/// What of the truth is looked for: the procedures of the generator, and those of ours that find it.
struct Wanted<'a> {
    truths: &'a [&'a str],
    ours: &'a [&'a str],
    /// Formats of the generator that are compared; all if none is named.
    formats: &'a [&'a str],
}

/// Compares found with planted, both ways.
fn compare(people: usize, plants: usize, rendering: Option<&Rendering>, wanted: &Wanted<'_>) {
    let company = Company::generate(7, people, plants);
    let (mut files, mut truth) = (Vec::new(), Vec::new());
    for file in company.files() {
        match rendering {
            Some(rendering) => {
                let (file, expected) = company.render(&file.name, rendering);
                files.push(file);
                truth.extend(expected);
            }
            None => files.push(file),
        }
    }
    if rendering.is_none() {
        truth = company.expected();
    }
    truth.retain(|e| {
        wanted.truths.contains(&e.procedure)
            && (wanted.formats.is_empty() || wanted.formats.contains(&e.format))
    });
    assert!(!truth.is_empty(), "nothing of it was planted");
    let results = binder(&files).results(&terms());
    let mut found: Vec<Said> = Vec::new();
    for seen in &results {
        for paper in &seen.workpapers {
            let open = u32::try_from(paper.undecided.len()).unwrap() + paper.more_undecided;
            let left: u32 = paper.excluded.iter().map(|e| e.count).sum();
            assert_eq!(
                paper.population,
                paper.tested + open + left,
                "{}",
                paper.procedure
            );
            if wanted.ours.contains(&paper.procedure.as_str()) {
                found.extend(said(seen, paper));
            }
        }
    }
    let is = |said: &Said, e: &planted::Expected| {
        said.deviates == (e.verdict == Verdict::Deviation)
            && (said.places.contains(&(e.file.clone(), e.row))
                || (e.row == 0 && said.text.contains(&e.subject)))
    };
    let missing: Vec<_> = truth
        .iter()
        .filter(|e| !found.iter().any(|s| is(s, e)))
        .collect();
    let invented: Vec<String> = found
        .iter()
        .filter(|s| !truth.iter().any(|e| is(s, e)))
        .map(|s| format!("{} {:?} {}", s.deviates, s.places, s.text))
        .collect();
    assert!(missing.is_empty(), "not found: {missing:#?}");
    assert!(invented.is_empty(), "invented: {invented:#?}");
}

/// Every form in which the same has to be found.
fn renderings() -> Vec<Rendering> {
    let plain = Rendering {
        shuffle_seed: Some(3),
        delimiter: b';',
        encoding: planted::Encoding::Utf16Le,
        crlf: true,
    };
    vec![
        plain,
        Rendering {
            shuffle_seed: Some(4),
            delimiter: b'\t',
            encoding: planted::Encoding::Windows1252,
            crlf: false,
        },
    ]
}

/// Both sizes and every form.
fn everywhere(wanted: &Wanted<'_>) {
    compare(50, 1, None, wanted);
    compare(50, 3, None, wanted);
    for rendering in &renderings() {
        compare(50, 1, Some(rendering), wanted);
    }
}
