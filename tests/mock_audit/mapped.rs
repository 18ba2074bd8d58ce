//! The planted company's files under names of columns that mean nothing, mapped: the same is found as in the originals.

use tickmark::evidence::{MappedColumn, Mapping, look};

use super::*;

/// Lists whose columns are found by name: what they are read as is what somebody would say.
const BY_NAME: &[&str] = &[
    "access-review.csv",
    "training.csv",
    "vendors.csv",
    "restore-tests.csv",
    "incidents.csv",
    "log-reviews.csv",
    "risks.csv",
    "service-accounts.csv",
];

fn mapping(kind: &str, columns: &[(&str, &str)], nulls: &[&str]) -> Mapping {
    let columns = columns.iter().map(|(column, field)| MappedColumn {
        field: (*field).to_owned(),
        column: (*column).to_owned(),
    });
    Mapping {
        kind: kind.to_owned(),
        system: None,
        columns: columns.collect(),
        day_first: None,
        nulls: nulls.iter().map(|n| (*n).to_owned()).collect(),
    }
}

/// What somebody says of a file in its original names; nothing for files that stay as they are.
fn said(name: &str, plain: &[Inspection]) -> Option<Mapping> {
    match name {
        "hr-roster.csv" => Some(mapping(
            "roster",
            &[
                ("Work Email", "email"),
                ("Employee #", "number"),
                ("Display Name", "name"),
                ("Status", "status"),
                ("Employment Status", "employment-status"),
                ("Hire Date", "start"),
                ("Termination Date", "end"),
            ],
            &[],
        )),
        "google-users.csv" => Some(mapping(
            "accounts",
            &[
                ("Email Address [Required]", "login"),
                ("First Name [Required]", "first-name"),
                ("Last Name [Required]", "last-name"),
                ("Status [READ ONLY]", "state"),
                ("Last Sign In [READ ONLY]", "last-login"),
                ("2sv Enrolled [READ ONLY]", "mfa"),
                ("2sv Enforced [READ ONLY]", "mfa-enforced"),
            ],
            &["Never logged in"],
        )),
        _ if BY_NAME.contains(&name) => {
            let seen = plain.iter().find(|seen| seen.file.name == name).unwrap();
            seen.mapping.clone()
        }
        _ => None,
    }
}

/// The file with columns `Spalte 1`, `Spalte 2` …, and the mapping on these.
fn strange(file: &GeneratedFile, mut said: Mapping) -> (Vec<u8>, Mapping) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file.bytes.as_slice());
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for (number, record) in reader.records().enumerate() {
        let record = record.unwrap();
        if number > 0 {
            writer.write_record(&record).unwrap();
            continue;
        }
        let named = |place: usize| format!("Spalte {}", place + 1);
        for one in &mut said.columns {
            let place = record.iter().position(|name| name == one.column).unwrap();
            one.column = named(place);
        }
        writer.write_record((0..record.len()).map(named)).unwrap();
    }
    (writer.into_inner().unwrap(), said)
}

/// Every verdict: procedure, whether it deviates, and its places.
fn verdicts(results: &[Inspection]) -> BTreeSet<(String, bool, Vec<Place>)> {
    let mut found = BTreeSet::new();
    for seen in results {
        for paper in &seen.workpapers {
            for said in super::said(seen, paper) {
                let places = said.places.into_iter().collect();
                found.insert((paper.procedure.clone(), said.deviates, places));
            }
        }
    }
    found
}

/// Whether only lists are compared, without the vendors' files that make up for them.
fn company(plants: usize) -> (Vec<GeneratedFile>, Vec<Inspection>) {
    let company = Company::generate(7, 50, plants);
    // The same people and accounts in other formats would find what a mapped file misses.
    let others = [
        "bamboohr-report.json",
        "entra-users.csv",
        "slack-members.csv",
    ];
    let files = company.files().into_iter();
    let files: Vec<GeneratedFile> = files
        .filter(|f| !others.contains(&f.name.as_str()))
        .collect();
    let plain = binder(&files).results(&terms());
    (files, plain)
}

#[test]
fn strangely_named_columns_give_the_same_findings_once_they_are_mapped() {
    for plants in [1, 3] {
        let (files, plain) = company(plants);
        let (mut given, mut learned) = (Binder::new(), Binder::new());
        let mut known = Vec::new();
        let mut mapped = 0;
        for file in &files {
            let (bytes, mapping) = match said(&file.name, &plain) {
                Some(said) => {
                    let (bytes, mapping) = strange(file, said);
                    (bytes, Some(mapping))
                }
                None => (file.bytes.clone(), None),
            };
            let choices = Choices {
                as_of: Some(day(AS_OF)),
                mapping: mapping.clone(),
                ..Choices::default()
            };
            let mut intake = Intake::new(&file.name, choices);
            intake.push(&bytes);
            let digest = match given.add(intake) {
                Ok(digest) => digest,
                Err(Unread::Refused(_)) if mapping.is_none() => continue,
                Err(other) => panic!("{}: {other:?}", file.name),
            };
            if let Some(mapping) = mapping {
                mapped += 1;
                assert!(look(&bytes, true).is_some(), "{}", file.name);
                // Next time, by what is remembered. `Spalte 1` of one list is not that of another: each by itself.
                known.clear();
                known.push(mapping.clone());
            } else {
                known.clear();
            }
            let mut intake = Intake::new(
                &file.name,
                Choices {
                    as_of: Some(day(AS_OF)),
                    known: known.clone(),
                    ..Choices::default()
                },
            );
            intake.push(&bytes);
            assert_eq!(learned.add(intake).unwrap(), digest);
        }
        assert_eq!(mapped, BY_NAME.len() + 2);
        let results = given.results(&terms());
        let (before, after) = (verdicts(&plain), verdicts(&results));
        let lost: Vec<_> = before.difference(&after).collect();
        let new: Vec<_> = after.difference(&before).collect();
        assert!(lost.is_empty(), "not found: {lost:#?}");
        assert!(new.is_empty(), "invented: {new:#?}");
        assert!(before.len() > 30, "{}", before.len());
        assert_eq!(verdicts(&learned.results(&terms())), after);
        for seen in &results {
            let words = seen.trust.words();
            assert_eq!(
                words == "mapped by you",
                said(&seen.file.name, &plain).is_some()
            );
        }
    }
}
