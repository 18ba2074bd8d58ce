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
const MAY_USE: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("sorting", &[]),
    ("date", &["error"]),
    ("stats", &[]),
    ("calculator", &["error", "stats"]),
    ("evidence", &["date", "error"]),
    ("input", &["date", "error", "evidence", "sorting"]),
    ("assessment", &["date", "evidence", "input", "sorting"]),
    ("risk", &["assessment", "error", "input", "stats"]),
    (
        "plan",
        &["assessment", "date", "evidence", "input", "risk", "sorting"],
    ),
    (
        "comparison",
        &[
            "assessment",
            "date",
            "error",
            "input",
            "plan",
            "risk",
            "sorting",
        ],
    ),
    (
        "report",
        &[
            "assessment",
            "comparison",
            "date",
            "error",
            "evidence",
            "input",
            "plan",
            "risk",
            "sorting",
        ],
    ),
    ("authoring", &["Advised", "error", "input", "report"]),
    ("calibration", &["authoring", "input", "risk", "stats"]),
    (
        "share",
        &[
            "Outcome",
            "assessment",
            "date",
            "error",
            "evaluate",
            "evidence",
            "input",
            "plan",
            "report",
            "risk",
            "sorting",
        ],
    ),
    (
        "wasm",
        &[
            "calculator",
            "comparison",
            "date",
            "error",
            "evaluate",
            "evidence",
            "input",
            "plan",
            "report",
            "share",
        ],
    ),
    (
        "lib",
        &[
            "assessment",
            "authoring",
            "calculator",
            "comparison",
            "date",
            "error",
            "evidence",
            "input",
            "plan",
            "report",
            "risk",
            "share",
            "sorting",
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
            .filter(|u| !["Advised", "evaluate", "Outcome"].contains(u) && *module != "lib")
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

/// The code without comments and without what only tests see.
fn code(text: &str) -> String {
    let mut lines = text.lines().filter(|l| !l.trim_start().starts_with("//"));
    let mut kept = String::new();
    while let Some(line) = lines.next() {
        if !line.trim_start().starts_with("#[cfg(test)]") {
            let comment = line.find(" // ").unwrap_or(line.len());
            kept.push_str(&line[..comment]);
            kept.push('\n');
            continue;
        }
        // The item after the attribute, up to its closing brace or its semicolon.
        let mut depth = 0_i32;
        for line in lines.by_ref() {
            let braces = |c: char| i32::try_from(line.matches(c).count()).unwrap();
            depth += braces('{') - braces('}');
            if depth == 0 && line.trim_end().ends_with(['}', ';']) {
                break;
            }
        }
    }
    kept
}

/// Whether the word stands in the text on its own, whatever case it is written in.
fn says(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let part_of_a_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(&word).any(|(i, _)| {
        let after = text[i + word.len()..].chars().next();
        !part_of_a_word(text[..i].chars().next_back()) && !part_of_a_word(after)
    })
}

#[test]
fn the_code_knows_no_framework() {
    let catalogue = &tickmark::input::content().unwrap().catalogue;
    let mut words = vec![
        "SOC",
        "SOC2",
        "AICPA",
        "CPA",
        "CBIZ",
        "trust services",
        "Type 1",
        "Type 2",
        "auditor",
        "auditors",
    ];
    words.extend(catalogue.controls.iter().map(|(_, c)| c.id.as_str()));
    words.extend(catalogue.criteria.iter().map(|c| c.id.as_str()));
    words.extend(catalogue.red_flags.iter().map(|r| r.id.as_str()));
    let templates = fs::read_dir("templates")
        .unwrap()
        .map(|e| e.unwrap().path());
    let templates = templates.filter(|p| p.is_file() && !p.ends_with("README.md"));
    for path in sources().into_iter().chain(templates) {
        let text = fs::read_to_string(&path).unwrap();
        let mut text = code(&text);
        if path.ends_with("cli/arguments.rs") {
            // The program's help says what the program is for.
            let (before, usage) = text.split_once("USAGE").unwrap();
            let after = usage.split_once("\";").unwrap().1;
            text = format!("{before}{after}");
        }
        for line in text.lines() {
            for word in &words {
                assert!(!says(line, word), "{}: {word:?} in {line}", path.display());
            }
        }
    }
}

#[test]
fn the_reader_of_this_test_leaves_out_comments_and_tests() {
    let text = "//! SOC\nfn a() {} // CPA\n#[cfg(test)]\nfn b() {\n    CPA\n}\nfn c() {}\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(code(text), "fn a() {}\nfn c() {}\n");
    assert!(says("a soc report", "SOC") && !says("associated sockets", "SOC"));
}
