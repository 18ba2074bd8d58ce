//! The tree is the argument: modules depend in one direction, say what they are, and have one subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use, itself apart. The order is the order of data.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("error", &[]),
    ("date", &["error"]),
    ("stats", &[]),
    ("evidence", &["date", "error"]),
    ("input", &["date", "error", "evidence"]),
    ("authoring", &["error", "input"]),
    ("assessment", &["date", "evidence", "input"]),
    ("risk", &["assessment", "error", "input", "stats"]),
    ("plan", &["assessment", "input", "risk"]),
    (
        "report",
        &[
            "assessment",
            "date",
            "error",
            "evidence",
            "input",
            "plan",
            "risk",
        ],
    ),
    ("wasm", &["date", "error", "evaluate", "input", "report"]),
    (
        "lib",
        &[
            "assessment",
            "authoring",
            "date",
            "error",
            "evidence",
            "input",
            "plan",
            "report",
            "risk",
            "stats",
            "wasm",
        ],
    ),
];

/// A longer file has two subjects.
const LONGEST: usize = 400;

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    rust_files(Path::new("src"), &mut found);
    found.sort();
    assert!(found.len() > 20, "run from the crate's root");
    found
}

/// The module a file belongs to: the first part of its path under `src`.
fn module(path: &Path) -> String {
    let first = path
        .components()
        .nth(1)
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named after `crate::` in code; comments and doc comments do not count.
fn uses(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            let list = list.split(';').next().unwrap_or(list);
            let mut depth = 0;
            let mut name = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.insert(first_word(&name));
                        name.clear();
                    }
                    _ => {}
                }
                if depth < 0 {
                    break;
                }
                if depth == 0 && c != ',' {
                    name.push(c);
                }
            }
            found.insert(first_word(&name));
        } else {
            found.insert(first_word(part));
        }
    }
    found.remove("");
    found
}

fn first_word(text: &str) -> String {
    text.trim()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn data_walks_one_way() {
    for path in sources() {
        let module = module(&path);
        if matches!(module.as_str(), "main" | "cli") {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(m, _)| *m == module)
            .unwrap_or_else(|| {
                panic!(
                    "{}: the module `{module}` has no place in the direction",
                    path.display()
                )
            });
        for used in uses(&fs::read_to_string(&path).unwrap()) {
            assert!(
                used == module || allowed.contains(&used.as_str()),
                "{}: `{module}` may not use `{used}`",
                path.display()
            );
        }
    }
}

#[test]
fn the_direction_has_no_cycle() {
    // Each module may use only those above it in the table, the surfaces apart.
    for (i, (module, allowed)) in MAY_USE.iter().enumerate() {
        for used in allowed
            .iter()
            .filter(|u| **u != "evaluate" && *module != "lib")
        {
            let at = MAY_USE.iter().position(|(m, _)| m == used).unwrap();
            assert!(at < i, "`{module}` uses `{used}`, which comes after it");
        }
    }
}

#[test]
fn the_command_line_uses_the_public_door() {
    for path in sources() {
        if matches!(module(&path).as_str(), "main" | "cli") {
            let used = uses(&fs::read_to_string(&path).unwrap());
            assert!(
                used.is_empty(),
                "{}: reaches into the crate",
                path.display()
            );
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 12,
            "{}: {first}",
            path.display()
        );
    }
}

#[test]
fn a_file_has_one_subject() {
    let mut long = Vec::new();
    for path in sources() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > LONGEST {
            long.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_reader_of_this_test_sees_nested_lists() {
    let found = uses("use crate::{a::{b, c}, d};\nuse crate::e::f;\n// use crate::g;\n");
    assert_eq!(found, ["a", "d", "e"].map(str::to_owned).into());
}
