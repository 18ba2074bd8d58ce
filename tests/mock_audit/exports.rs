//! Nothing that leaves the tab names anybody: every export of the planted company, searched for everybody.

use std::fs;
use std::io::{Cursor, Read};

use serde_json::Value;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::manifest::table::written;
use tickmark::report::Format;
use tickmark::report::exports::Export;
use tickmark::{evaluate, input};

use super::*;

/// An assessment with these files of the planted company in it.
fn assessed(files: &[GeneratedFile]) -> AssessmentFile {
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
    let results = binder(files).results(&terms);
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
            .report_with(
                &engagement,
                &advice,
                format,
                &tickmark::report::Reader::default(),
            )
            .unwrap()
    };
    let mut all = vec![
        ("assessment", serde_json::to_string(file).unwrap()),
        (
            "result",
            serde_json::to_string(&outcome.with(&engagement, &advice)).unwrap(),
        ),
        ("report.md", report(Format::Markdown)),
        ("report.html", report(Format::Html)),
        ("fragment", report(Format::Fragment)),
        ("evidence.csv", written(&file.evidence, Some(&file.profile))),
    ];
    for export in Export::ALL {
        if *export == Export::Issues {
            // An archive is searched unpacked.
            let files = outcome.issues(&engagement, &advice);
            let texts = files.into_iter().map(|f| format!("{}\n{}", f.name, f.text));
            all.push((export.as_str(), texts.collect()));
            continue;
        }
        // Without a gap there is no plan of action.
        if let Ok(bytes) = outcome.export(&engagement, &advice, *export) {
            let text = String::from_utf8(bytes).unwrap();
            all.push((export.as_str(), text.replace("\r\n ", "")));
        }
    }
    let workbook = outcome.workbook(&engagement, &advice).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        archive
            .by_index(i)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
    }
    all.push(("xlsx", text));
    all
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
    let all = company.files();
    // Where no list of people and accounts says who is who, too.
    let lists = |file: &&GeneratedFile| file.name.contains("roster") || file.name.contains("users");
    let without: Vec<GeneratedFile> = all.iter().filter(|f| !lists(f)).cloned().collect();
    assert!(without.len() + 2 < all.len());
    let exported = [all, without].map(|files| exports(&assessed(&files)));
    for (export, text) in exported.into_iter().flatten() {
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
        // The workbook holds deviations alone, which are not about the first person in every set of files.
        assert!(
            export != "xlsx" || text.contains("person-"),
            "{export} cites nobody"
        );
    }
}

#[test]
fn whoever_stands_in_any_column_of_people_is_known_where_a_text_names_them() {
    let register = "System,Started,Result,Validated,Performed by\n\
                    billing,2026-08-03,failed,\"no, Jane Doe will rerun it\",Jane Doe\n";
    let mut files = Company::generate(7, 50, 0).files();
    files.truncate(1);
    files[0].name = "restores.csv".to_owned();
    files[0].bytes = register.as_bytes().to_vec();
    let file = assessed(&files);
    let papers = file.evidence.iter().flat_map(|e| &e.workpapers);
    assert!(papers.flat_map(|p| &p.deviations).count() > 0);
    for (export, text) in exports(&file) {
        assert!(!text.contains("Jane"), "{export}");
    }
}
