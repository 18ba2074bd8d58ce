//! The draw: anybody can do it again, nothing but the key of an item decides on it, and every item has the
//! same chance. The rehearsal: as many as the policy says, of what is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tickmark::evidence::draw::draw;
use tickmark::plan::rehearsal::{DrawnFrom, Rehearsal, rehearsal, usual_seed};
use tickmark::{evaluate, input};

fn numbers(n: usize) -> Vec<String> {
    (1..=n).map(|i| i.to_string()).collect()
}

/// What `tests/draw/draw.py` gives: seed, control, how many there are, and what is drawn of them.
const VECTORS: [(&str, &str, usize, &str); 3] = [
    ("Acme 2026-09-15", "AC-06", 8, "7 8 1"),
    ("", "", 12, "12 7 9 5"),
    ("käse|2026", "CM-01", 240, "141 152 155 14 134 72"),
];

#[test]
fn the_draw_is_the_one_that_is_written_down() {
    for (seed, control, population, expected) in VECTORS {
        let keys = numbers(population);
        let expected: Vec<&str> = expected.split(' ').collect();
        let places = draw(seed, control, &keys, expected.len());
        let found: Vec<&str> = places.iter().map(|p| keys[*p].as_str()).collect();
        assert_eq!(found, expected, "{seed}");
    }
}

#[test]
fn ten_lines_of_python_draw_the_same() {
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|out| out.status.success()) {
        return; // The vectors above were made by it.
    }
    let mut keys = numbers(300);
    keys.extend(["arn:aws:iam::111122223333:user/ines", "é", "7", "a|b"].map(str::to_owned));
    for (seed, n) in [
        ("Acme 2026-09-15", 25),
        ("ein \"Samen\" | mit Strich", 250),
        ("", 400),
    ] {
        let mut script = Command::new("python3")
            .args(["tests/draw/draw.py", seed, "AC-06", &n.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let text = keys.join("\n") + "\n";
        script
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let out = script.wait_with_output().unwrap();
        assert!(out.status.success());
        let expected = String::from_utf8(out.stdout).unwrap();
        let places = draw(seed, "AC-06", &keys, n);
        let found: Vec<&str> = places.iter().map(|p| keys[*p].as_str()).collect();
        assert_eq!(found, expected.lines().collect::<Vec<_>>());
    }
}

#[test]
fn the_order_of_the_list_changes_nothing() {
    let keys = numbers(120);
    let mut shuffled = keys.clone();
    shuffled.reverse();
    shuffled.rotate_left(37);
    let drawn = |keys: &[String]| -> Vec<String> {
        let places = draw("seed", "AC-06", keys, 25);
        places.iter().map(|p| keys[*p].clone()).collect()
    };
    assert_eq!(drawn(&keys), drawn(&shuffled));
}

#[test]
fn no_item_is_drawn_twice_and_a_larger_sample_holds_the_smaller() {
    let mut keys = numbers(60);
    keys.extend(numbers(60));
    let all = draw("seed", "AC-06", &keys, 500);
    assert_eq!(all.len(), 60);
    assert!(
        all.iter().all(|p| *p < 60),
        "the first of equal keys stands for all"
    );
    for n in 0..60 {
        assert_eq!(draw("seed", "AC-06", &keys, n), all[..n]);
    }
    assert!(draw("seed", "AC-06", Vec::<String>::new(), 5).is_empty());
}

#[test]
fn an_item_that_is_added_displaces_one_at_most() {
    for n in 20..80 {
        let before: BTreeSet<usize> = draw("s", "c", numbers(n), 10).into_iter().collect();
        let after: BTreeSet<usize> = draw("s", "c", numbers(n + 1), 10).into_iter().collect();
        assert!(before.difference(&after).count() <= 1);
        assert!(after.difference(&before).all(|p| *p == n));
    }
}

#[test]
fn other_seeds_and_other_controls_draw_otherwise() {
    let keys = numbers(100);
    let mut seen = BTreeSet::new();
    for i in 0..500 {
        seen.insert(draw(&format!("seed {i}"), "AC-06", &keys, 10));
        seen.insert(draw("seed", &format!("AC-{i}"), &keys, 10));
    }
    assert_eq!(seen.len(), 1000);
}

#[test]
fn over_ten_thousand_seeds_every_item_comes_equally_often() {
    const SEEDS: u32 = 10_000;
    for (population, n) in [(20_usize, 5_usize), (52, 5), (7, 3)] {
        let keys = numbers(population);
        let mut times = vec![0_u32; population];
        let mut first = vec![0_u32; population];
        for seed in 0..SEEDS {
            let places = draw(&seed.to_string(), "AC-06", &keys, n);
            assert_eq!(places.len(), n);
            first[places[0]] += 1;
            for place in places {
                times[place] += 1;
            }
        }
        let (all, share) = (population as f64, n as f64 / population as f64);
        let square = |times: &[u32], expected: f64| -> f64 {
            let terms = times
                .iter()
                .map(|t| f64::from(*t) - expected)
                .map(|away| away * away / expected);
            terms.sum()
        };
        // Drawn without replacement, the counts vary less: by 1 − share, over N − 1 free ones.
        let chi = square(&times, f64::from(SEEDS) * share) * (all - 1.0) / all / (1.0 - share);
        let chi_first = square(&first, f64::from(SEEDS) / all);
        // Mean N − 1 and variance 2(N − 1): four standard deviations to either side.
        let free = all - 1.0;
        for chi in [chi, chi_first] {
            let away = (chi - free).abs();
            assert!(away < 4.0 * (2.0 * free).sqrt(), "{population}: {chi}");
        }
    }
}

/// The rehearsal of a saved assessment with the files, handed to `look`.
fn rehearsed(value: &Value, files: &[(&str, &[u8])], look: impl Fn(&Rehearsal<'_>)) {
    let content = input::content().unwrap();
    let mut file = input::assessment_file(value.clone(), content).unwrap();
    let mut populations = Vec::new();
    for (name, bytes) in files {
        let seen = input::receive(name, bytes, &file, None, content).unwrap();
        file.evidence = seen.evidence;
        populations.extend(seen.populations);
    }
    let engagement = input::engagement(file, content).unwrap();
    let outcome = evaluate(&engagement);
    let seed = usual_seed(&engagement);
    look(&rehearsal(
        &engagement,
        &outcome.assessment,
        &populations,
        &seed,
    ));
}

fn example(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn as_many_as_the_policy_says_of_what_is_there() {
    let catalogue = &input::content().unwrap().catalogue;
    let csv = std::fs::read("examples/scaleup/evidence/credential_report.csv").unwrap();
    for policy in ["low", "customary", "high"] {
        for story in ["acme/full", "scaleup/full", "acme/quick", "acme/assessment"] {
            for report_type in [1, 2] {
                let mut value = example(story);
                value["profile"]["samplingPolicy"] = json!(policy);
                value["profile"]["type"] = json!(report_type);
                rehearsed(&value, &[("credential_report.csv", &csv)], |found| {
                    assert_eq!(found.policy, policy);
                    assert!(!found.controls.is_empty());
                    let rule = catalogue.sampling_policy(policy).unwrap();
                    for c in &found.controls {
                        let expected = match (report_type, c.kind.as_str()) {
                            (1, kind) if kind != "document" => c.population.min(1),
                            _ => rule.sample(c.kind, c.cadence, c.population),
                        };
                        assert_eq!(c.size, expected, "{story} {policy} {}", c.control);
                        assert_eq!(c.items.len(), expected as usize);
                        assert!(c.size <= 250);
                        let distinct: BTreeSet<String> =
                            c.items.iter().map(|i| format!("{i:?}")).collect();
                        assert_eq!(distinct.len(), c.items.len(), "{}", c.control);
                        assert!(!c.keep.is_empty() && !c.request.is_empty());
                    }
                });
            }
        }
    }
}

#[test]
fn without_files_population_and_sample_are_those_of_the_forecast() {
    let value = example("scaleup/full");
    let content = input::content().unwrap();
    let file = input::assessment_file(value.clone(), content).unwrap();
    let forecast = evaluate(&input::engagement(file, content).unwrap()).forecast;
    rehearsed(&value, &[], |found| {
        for (drawn, control) in found.controls.iter().zip(&forecast.controls) {
            assert_eq!(drawn.control, control.id);
            // Systems that a question names beyond those counted are rounded up to whole ones.
            if drawn.from != DrawnFrom::Quarters {
                assert_eq!(drawn.population, control.population, "{}", control.id);
            }
            assert_eq!(drawn.size, control.sample, "{}", control.id);
        }
        assert_eq!(found.controls.len(), forecast.controls.len());
    });
}

const HEAD: &str = "user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active,\
                    access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated";

/// A report on so many people, in an order.
fn report(people: &[usize]) -> Vec<u8> {
    let mut text = format!(
        "{HEAD}\n<root_account>,arn:aws:iam::111122223333:root,true,no_information,true,false,N/A,false,N/A\n"
    );
    for i in people {
        text.push_str(&format!(
            "zz{i}zz,arn:aws:iam::111122223333:user/zz{i}zz,true,no_information,true,true,2026-10-01T00:00:00+00:00,false,N/A\n"
        ));
    }
    text.into_bytes()
}

/// The drawn rows of a control as names in the file.
fn names(bytes: &[u8], control: &str) -> Vec<String> {
    let mut value = example("acme/quick");
    value["profile"]["samplingPolicy"] = json!("high");
    value["evidence"] = json!([{ "id": "aws", "title": "AWS", "kind": "credential-report",
        "file": { "name": "report.csv" }, "asOf": "2026-11-20", "controls": [] }]);
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let found_in = std::cell::RefCell::new(&mut found);
    rehearsed(&value, &[("report.csv", bytes)], |rehearsal| {
        let drawn = serde_json::to_value(rehearsal).unwrap();
        // Rows alone leave: no name of an account is in what is handed over.
        assert!(!drawn.to_string().contains("zz"));
        assert!(!format!("{rehearsal:?}").contains("zz"));
        let controls = drawn["controls"].as_array().unwrap();
        let control = controls.iter().find(|c| c["control"] == control).unwrap();
        assert_eq!(control["from"], "rows");
        for item in control["items"].as_array().unwrap() {
            assert_eq!(item["file"], "report.csv");
            let row = usize::try_from(item["row"].as_u64().unwrap()).unwrap();
            let name = lines[row - 1].split(',').next().unwrap().to_owned();
            found_in.borrow_mut().push(name);
        }
    });
    found
}

#[test]
fn rows_are_drawn_by_account_whatever_their_order() {
    let people: Vec<usize> = (1..=40).collect();
    let mut turned = people.clone();
    turned.reverse();
    for control in ["AC-02", "AC-10"] {
        let found = names(&report(&people), control);
        assert_eq!(found.len(), 5);
        assert_eq!(found, names(&report(&turned), control));
    }
    assert_ne!(
        names(&report(&people), "AC-02"),
        names(&report(&people), "AC-10")
    );
    // The key is the ARN as it stands in the file.
    let keys: Vec<String> = std::iter::once("arn:aws:iam::111122223333:root".to_owned())
        .chain(
            people
                .iter()
                .map(|i| format!("arn:aws:iam::111122223333:user/zz{i}zz")),
        )
        .collect();
    let places = draw("Acme 2026-09-15", "AC-02", &keys, 5);
    let expected: Vec<&str> = places
        .iter()
        .map(|p| keys[*p].rsplit([':', '/']).next().unwrap())
        .collect();
    let found = names(&report(&people), "AC-02");
    let found: Vec<&str> = found.iter().map(|n| n.trim_matches(['<', '>'])).collect();
    assert_eq!(
        found
            .iter()
            .map(|n| n.replace("root_account", "root"))
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn a_file_of_another_time_is_set_aside_and_said() {
    let mut value = example("acme/quick");
    value["evidence"] = json!([{ "id": "aws", "title": "AWS", "kind": "credential-report",
        "file": { "name": "report.csv" }, "asOf": "2026-03-01", "controls": [] }]);
    rehearsed(&value, &[("report.csv", &report(&[1, 2]))], |found| {
        assert_eq!(found.set_aside.len(), 1);
        assert_eq!(found.set_aside[0].as_of.unwrap().to_string(), "2026-03-01");
        assert!(found.controls.iter().all(|c| c.from != DrawnFrom::Rows));
    });
}

#[test]
fn the_command_line_draws_and_says_what_to_have_ready() {
    let tickmark = |words: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_tickmark"))
            .args(words)
            .output()
            .unwrap()
    };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let quick = "examples/acme/quick.json";
    let out = tickmark(&["sample", quick, "--control", "AC-04"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let said = text(&out.stdout);
    for part in [
        "Seed: \"Acme 2026-09-15\"",
        "policy \"customary\", periodic, quarterly",
        "2026-Q3, to 2026-09-30",
        "2026-Q4, to 2026-12-31 (not over yet)",
        "Ready for each item: ",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let out = tickmark(&[
        "sample",
        quick,
        "--control",
        "AC-06",
        "--seed",
        "x",
        "--format",
        "json",
    ]);
    let drawn: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(drawn["seed"], "x");
    assert_eq!(drawn["controls"].as_array().unwrap().len(), 1);
    assert_eq!(drawn["controls"][0]["from"], "list");
    for (words, told) in [
        (&["sample"][..], "needs an assessment"),
        (
            &["sample", quick, "--control", "XX-1"],
            "`XX-1` is not a control",
        ),
        (&["sample", quick, "--format", "md"], "known: text, json"),
    ] {
        let out = tickmark(words);
        assert_eq!(out.status.code(), Some(2));
        assert!(text(&out.stderr).contains(told), "{}", text(&out.stderr));
    }
    let files = [
        "sample",
        "examples/scaleup/quick.json",
        "examples/scaleup/evidence/credential_report.csv",
        "--control",
        "AC-02",
    ];
    let said = text(&tickmark(&files).stdout);
    assert!(said.contains("credential_report.csv"), "{said}");
}
