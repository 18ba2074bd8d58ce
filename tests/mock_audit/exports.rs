//! Nothing that leaves the tab names anybody: every export of the planted company, searched for everybody.

use std::fs;

use serde_json::Value;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::manifest::table::written;
use tickmark::report::Format;
use tickmark::{evaluate, input};

use super::*;

/// An assessment of the planted company, with all its files in it.
fn assessed(company: &Company) -> AssessmentFile {
    let content = input::content().unwrap();
    let mut document: Value =
        serde_json::from_str(&fs::read_to_string("examples/scaleup/full.json").unwrap()).unwrap();
    document["asOf"] = AS_OF.to_string().into();
    document["profile"]["window"]["start"] = WINDOW_START.to_string().into();
    document["profile"]["window"]["end"] = "2026-12-31".into();
    // What was answered of periods belongs to the periods of another window.
    document["answers"] = Value::Array(Vec::new());
    let mut file = input::assessment_file(document, content).unwrap();
    let terms = input::terms(&file, &content.catalogue, &[]);
    let results = binder(&company.files()).results(&terms);
    let received = input::file_results(results, &file);
    file.evidence = received.last().unwrap().evidence.clone();
    file
}

/// Everything that can be saved, shared or printed of an assessment, by name.
fn exports(file: &AssessmentFile) -> Vec<(&'static str, String)> {
    let content = input::content().unwrap();
    let engagement = input::engagement(file.clone(), content).unwrap();
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    let report = |format| {
        outcome
            .report_with(&engagement, &advice, format, None)
            .unwrap()
    };
    vec![
        ("assessment", serde_json::to_string(file).unwrap()),
        (
            "result",
            serde_json::to_string(&outcome.with(&advice)).unwrap(),
        ),
        ("report.md", report(Format::Markdown)),
        ("report.html", report(Format::Html)),
        ("fragment", report(Format::Fragment)),
        ("evidence.csv", written(&file.evidence, Some(&file.profile))),
    ]
}

/// Everybody: names, addresses and the logins before their `@`, in small letters.
fn everybody(company: &Company) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for file in company.files() {
        let input = String::from_utf8_lossy(&file.bytes).to_lowercase();
        let is_part = |c: char| c.is_alphanumeric() || "._+-@'".contains(c);
        for word in input.split(|c| !is_part(c)) {
            if let Some((local, domain)) = word.split_once('@')
                && domain.contains('.')
            {
                all.insert(word.to_owned());
                // `support` is a word like any other.
                if local.contains(|c: char| !c.is_alphabetic()) {
                    all.insert(local.to_owned());
                }
            }
        }
    }
    for first in planted::words::FIRST {
        let named = |last: &&str| [format!("{first} {last}"), format!("{last}, {first}")];
        all.extend(
            planted::words::LAST
                .iter()
                .flat_map(named)
                .map(|n| n.to_lowercase()),
        );
    }
    all
}

#[test]
fn no_export_names_anybody() {
    let company = Company::generate(7, 50, 3);
    let everybody = everybody(&company);
    assert!(everybody.len() > 100, "{}", everybody.len());
    let file = assessed(&company);
    for (export, text) in exports(&file) {
        let text = text.to_lowercase();
        let told: Vec<_> = everybody
            .iter()
            .filter(|n| text.contains(n.as_str()))
            .collect();
        assert!(told.is_empty(), "{export}: {told:?}");
        let cites = ["assessment", "report.md", "report.html", "fragment"];
        assert!(
            !cites.contains(&export) || text.contains("person-001"),
            "{export} cites nobody"
        );
    }
}
