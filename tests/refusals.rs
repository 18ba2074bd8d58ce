//! Each rule once: the input in `tests/refusals/<code>/`, the exact words in `expected.txt` beside it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use tickmark::authoring::document::Draft;
use tickmark::authoring::locale::{Files, Pair};
use tickmark::authoring::{Given, Source, draft};
use tickmark::error::{Code, Document, Error, Problem};
use tickmark::input::{self, read};

/// The problems that the input in `folder` gives, however it is read; each with its place in words.
fn problems(folder: &Path) -> Vec<(String, Problem)> {
    if folder.join("language.yaml").is_file() {
        return translated(folder);
    }
    let path = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.file_stem().is_some_and(|s| s != "expected"))
        .unwrap_or_else(|| panic!("{}: no input", folder.display()));
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    if stem == "content" {
        return linted(name, &path);
    }
    let outcome = match stem {
        "assessment" => read::json(&fs::read_to_string(&path).unwrap(), Document::Assessment)
            .map_err(Error::from)
            .map(|value| input::problems(value, content()))
            .and_then(|problems| {
                if problems.is_empty() {
                    Ok(())
                } else {
                    Err(Error::Input(problems))
                }
            }),
        "cases" => {
            let value = read::json(&fs::read_to_string(&path).unwrap(), Document::Cases).unwrap();
            tickmark::risk::cases::compute(&value).map(|_| ())
        }
        "link" => {
            let text = fs::read_to_string(&path).unwrap();
            tickmark::share::fragment::decode(&text, &[], None).map(|_| ())
        }
        // A row of as many cells as the file says, so that the tree need not hold them.
        "cells" => {
            let count: usize = fs::read_to_string(&path).unwrap().trim().parse().unwrap();
            let header = "First Name [Required],Email Address [Required],Status [READ ONLY],\
                          2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]";
            let text = format!("{header}\n{}\n", ",".repeat(count));
            input::receive("wide.csv", text.as_bytes(), &acme(), None, content()).map(|_| ())
        }
        _ => input::receive(name, &fs::read(&path).unwrap(), &acme(), None, content()).map(|_| ()),
    };
    match outcome {
        Err(Error::Input(problems)) => problems.into_iter().map(|p| (p.at.clone(), p)).collect(),
        Err(other) => panic!("{other}"),
        Ok(()) => panic!("{}: nothing was refused", folder.display()),
    }
}

/// What `tickmark lint` says, at file, line and column.
fn linted(name: &str, path: &Path) -> Vec<(String, Problem)> {
    let source = Source {
        name: name.to_owned(),
        bytes: fs::read(path).unwrap(),
    };
    let open = |_: &str, name: &str| Err(format!("{name}: not here"));
    told(draft(&[Given::File(source)], None, &open).unwrap())
}

/// The same of a locale: `language.yaml`, and the words in `words.yaml` for what is in `original.yaml`.
fn translated(folder: &Path) -> Vec<(String, Problem)> {
    let source = |name: &str| Source {
        name: name.to_owned(),
        bytes: fs::read(folder.join(name)).unwrap(),
    };
    let pair = Pair {
        original: Some(source("original.yaml")),
        words: Some(source("words.yaml")),
    };
    let files = Files {
        folder: "de".to_owned(),
        language: source("language.yaml"),
        pairs: [("own.yaml".to_owned(), pair)].into(),
        report: [].into(),
        meant: None,
    };
    let open = |_: &str, name: &str| Err(format!("{name}: not here"));
    told(draft(&[Given::Locale(files)], None, &open).unwrap())
}

fn told(drafts: Vec<Draft>) -> Vec<(String, Problem)> {
    let found = drafts.into_iter().flat_map(|d| d.problems);
    found
        .map(|located| {
            let mark = located.mark.unwrap();
            let place = format!("{}:{}:{}", mark.file, mark.line, mark.column);
            (place, located.problem)
        })
        .collect()
}

fn acme() -> input::answers::AssessmentFile {
    let text = fs::read_to_string("examples/acme/assessment.json").unwrap();
    input::assessment_file(
        serde_json::from_str(&text).unwrap(),
        input::content().unwrap(),
    )
    .unwrap()
}

#[test]
fn every_code_has_a_case_with_its_exact_words() {
    for code in Code::ALL {
        let folder = Path::new("tests/refusals").join(code.as_str());
        assert!(
            folder.is_dir(),
            "{}: no case for this code",
            folder.display()
        );
        let problems = problems(&folder);
        assert_eq!(
            problems[0].1.code,
            *code,
            "{}: {problems:?}",
            folder.display()
        );
        let mut text = String::new();
        for (place, p) in &problems {
            text.push_str(&format!("{place}: {} [{}]\n", p.message, p.code));
            if let Some(help) = &p.help {
                text.push_str(&format!("help: {help}\n"));
            }
        }
        expect_file![format!("./refusals/{}/expected.txt", code.as_str())].assert_eq(&text);
    }
}

#[test]
fn every_case_belongs_to_a_code() {
    for entry in fs::read_dir("tests/refusals").unwrap() {
        let name = entry.unwrap().file_name();
        let name = name.to_str().unwrap();
        assert!(
            Code::ALL.iter().any(|c| c.as_str() == name),
            "{name} is no code"
        );
    }
}

#[test]
fn messages_keep_to_their_grammar() {
    for code in Code::ALL {
        for (_, p) in problems(&Path::new("tests/refusals").join(code.as_str())) {
            let mut chars = p.message.chars();
            // A name such as AWS keeps its capitals.
            let name = p
                .message
                .split(' ')
                .next()
                .unwrap()
                .chars()
                .all(char::is_uppercase);
            assert!(
                name || !chars.next().unwrap().is_uppercase(),
                "{code}: starts with a capital: {}",
                p.message
            );
            assert!(
                !p.message.ends_with('.'),
                "{code}: ends with a full stop: {}",
                p.message
            );
            if let Some(help) = p.help {
                assert!(
                    help.ends_with(['.', '?']),
                    "{code}: help is a sentence: {help}"
                );
            }
        }
    }
}

fn content() -> &'static input::content::Content {
    input::content().unwrap()
}
