//! The calendar: what recurs until the window ends, by whose rules, and what is behind today.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tickmark::{evaluate, input, plan};

/// The calendar of a saved assessment, as JSON.
fn calendar(value: &Value) -> Value {
    let content = input::content().unwrap();
    let file = input::assessment_file(value.clone(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let outcome = evaluate(&engagement);
    let found = plan::calendar::calendar(&engagement, &outcome.assessment);
    serde_json::to_value(found).unwrap()
}

/// A company of which nothing is known but what `change` adds.
fn plain(as_of: &str, start: &str, end: &str, change: impl Fn(&mut Value)) -> Value {
    let mut value = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": as_of,
        "questionnaire": { "id": "full", "version": "1.0.0" },
        "profile": { "type": 2, "categories": ["security"],
            "window": { "start": start, "end": end } },
        "answers": [], "evidence": [],
    });
    change(&mut value);
    value
}

fn of<'v>(calendar: &'v Value, list: &str, control: &str) -> Vec<&'v Value> {
    let all = calendar[list].as_array().unwrap().iter();
    all.filter(|t| t["control"] == control).collect()
}

fn example(story: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{story}.json")).unwrap();
    let content = input::content().unwrap();
    let mut file = input::assessment_file(serde_json::from_str(&text).unwrap(), content).unwrap();
    let company = story.split('/').next().unwrap();
    let manifest = format!("examples/{company}/evidence/00-manifest.json");
    if let Ok(bytes) = std::fs::read(manifest) {
        let received = input::receive("00-manifest.json", &bytes, &file, None, content);
        file.evidence = received.unwrap().evidence;
    }
    serde_json::to_value(file).unwrap()
}

#[test]
fn both_companies_have_tasks_in_order_with_ids_that_occur_once() {
    for story in ["acme/full", "acme/quick", "scaleup/full", "scaleup/quick"] {
        let value = example(story);
        let found = calendar(&value);
        assert_eq!(found["asOf"], "2026-11-21");
        let mut ids = BTreeSet::new();
        for list in ["tasks", "overdue"] {
            let tasks = found[list].as_array().unwrap();
            let days: Vec<&str> = tasks.iter().map(|t| t["due"].as_str().unwrap()).collect();
            assert!(days.is_sorted(), "{story} {list}");
            for task in tasks {
                assert!(ids.insert(task["id"].as_str().unwrap()), "{}", task["id"]);
                assert!(!task["keep"].as_array().unwrap().is_empty());
                let state = task["state"].as_str().unwrap();
                let behind = ["missed", "unknown"].contains(&state);
                assert_eq!(behind, list == "overdue", "{story} {task}");
                assert!(behind || task["due"].as_str().unwrap() >= "2026-11-21");
                let end = value["profile"]["window"]["end"].as_str().unwrap();
                assert!(task["period"]["end"].as_str().unwrap() <= end, "{task}");
                assert!(state != "done" || task.get("evidence").is_some(), "{task}");
            }
        }
        assert!(ids.len() > 20, "{story}: {}", ids.len());
    }
}

#[test]
fn the_smaller_company_as_it_stands() {
    let found = calendar(&example("acme/quick"));
    let review = of(&found, "overdue", "AC-04");
    assert_eq!(review.len(), 1);
    assert_eq!(review[0]["id"], "AC-04/2026-q3");
    assert_eq!(review[0]["state"], "missed");
    let next = of(&found, "tasks", "AC-04");
    assert_eq!(next.len(), 1);
    let mut task = next[0].clone();
    assert!(task["keep"].as_array().unwrap().len() > 1);
    task["keep"] = json!(["…"]);
    assert_eq!(
        task,
        json!({
            "id": "AC-04/2026-q4", "control": "AC-04", "kind": "periodic",
            "frequency": { "cadence": "quarterly" }, "assumed": true,
            "period": { "id": "2026-q4", "label": "2026-Q4",
                "start": "2026-10-01", "end": "2026-12-31" },
            "graceDays": 15, "due": "2027-01-15", "state": "open", "keep": ["…"],
        })
    );
}

#[test]
fn a_stated_cadence_and_a_stated_grace_decide() {
    let found = calendar(&plain("2026-11-21", "2026-09-15", "2027-03-14", |v| {
        v["profile"]["cadences"] = json!([{ "control": "AC-04", "cadence": "monthly" }]);
        v["profile"]["policies"] = json!([{ "id": "review-grace-days", "value": 5 }]);
    }));
    let tasks = of(&found, "tasks", "AC-04");
    let ids: Vec<&str> = tasks.iter().map(|t| t["id"].as_str().unwrap()).collect();
    // The window ends inside March: that month is not required in it.
    let expected = [
        "AC-04/2026-11",
        "AC-04/2026-12",
        "AC-04/2027-01",
        "AC-04/2027-02",
    ];
    assert_eq!(ids, expected);
    assert_eq!(tasks[0]["due"], "2026-12-05");
    assert_eq!(tasks[1]["due"], "2027-01-05");
    assert_eq!(tasks[0]["assumed"], false);
    assert_eq!(tasks[0]["graceDays"], 5);
}

#[test]
fn grace_moves_the_due_day_and_its_last_day_still_counts() {
    let on = |as_of: &str| {
        let value = plain(as_of, "2026-06-01", "2027-05-31", |v| {
            v["answers"] = json!([{ "question": "ac-04", "rev": 1, "choice": "informal" }]);
        });
        let found = calendar(&value);
        let ids = |list: &str| -> Vec<String> {
            let tasks = of(&found, list, "AC-04");
            tasks
                .iter()
                .map(|t| t["id"].as_str().unwrap().to_owned())
                .collect()
        };
        (ids("overdue"), ids("tasks").first().cloned().unwrap())
    };
    let second = vec!["AC-04/2026-q2".to_owned()];
    assert_eq!(on("2026-10-15"), (second, "AC-04/2026-q3".to_owned()));
    let both = vec!["AC-04/2026-q2".to_owned(), "AC-04/2026-q3".to_owned()];
    assert_eq!(on("2026-10-16"), (both, "AC-04/2026-q4".to_owned()));
}

#[test]
fn leap_days_and_the_turn_of_the_year() {
    let value = plain("2027-12-20", "2027-09-01", "2028-02-29", |v| {
        v["profile"]["cadences"] = json!([
            { "control": "AC-04", "cadence": "monthly" },
            { "control": "RA-01", "cadence": "annual" },
        ]);
    });
    let found = calendar(&value);
    let months = of(&found, "tasks", "AC-04");
    let last = months.last().unwrap();
    assert_eq!(last["period"]["end"], "2028-02-29");
    // Grace ends with the window: an auditor need not accept what is done after it.
    assert_eq!(last["due"], "2028-02-29");
    assert_eq!(months[0]["due"], "2028-01-15");
    let weeks = of(&found, "tasks", "LM-03");
    let ends: Vec<&str> = weeks.iter().map(|t| t["due"].as_str().unwrap()).collect();
    assert_eq!(ends[..3], ["2027-12-26", "2028-01-02", "2028-01-09"]);
    assert!(weeks.iter().all(|t| t["graceDays"] == 0));
    let year = of(&found, "tasks", "RA-01");
    assert_eq!(year[0]["id"], "RA-01/12-months-to-2028-02-29");
    assert_eq!(year[0]["period"]["start"], "2027-03-01");
}

#[test]
fn what_nobody_was_asked_about_is_not_behind() {
    let found = calendar(&plain("2027-03-01", "2026-09-15", "2027-03-14", |v| {
        v["questionnaire"]["id"] = json!("red-flags");
    }));
    assert!(of(&found, "overdue", "BC-03").is_empty());
    assert!(!of(&found, "tasks", "BC-03").is_empty());
}

#[test]
fn settings_are_looked_at_once_a_quarter_of_the_window() {
    let value = example("acme/full");
    let found = calendar(&value);
    let looks = of(&found, "tasks", "CR-01");
    let ids: Vec<&str> = looks.iter().map(|t| t["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        ["CR-01/quarter-to-2026-12-14", "CR-01/quarter-to-2027-03-14"]
    );
    assert_eq!(looks[0]["frequency"], json!({ "cadence": "quarterly" }));
    assert_eq!(looks[0]["period"]["start"], "2026-09-15");
    assert_eq!(looks[1]["state"], "open");
}

#[test]
fn a_document_is_due_for_review_within_the_window_only() {
    let on = |last: Value, days: u32| {
        let value = plain("2026-11-21", "2026-09-15", "2027-03-14", |v| {
            v["profile"]["policies"] = json!([{ "id": "policy-review-days", "value": days }]);
            let answer = json!({ "question": "gv-05", "rev": 1, "choice": "proven", "last": last });
            v["answers"] = json!([answer]);
        });
        let found = calendar(&value);
        let list =
            |list: &str| -> Vec<Value> { of(&found, list, "GV-05").into_iter().cloned().collect() };
        (list("tasks"), list("overdue"))
    };
    let (tasks, overdue) = on(json!({ "on": "2026-01-31" }), 365);
    assert_eq!(tasks[0]["id"], "GV-05/review-by-2027-01-31");
    assert_eq!(tasks[0]["frequency"], json!({ "days": 365 }));
    assert_eq!((tasks.len(), overdue.len()), (1, 0));
    // Due after the window.
    let (tasks, overdue) = on(json!({ "on": "2026-10-01" }), 365);
    assert_eq!((tasks.len(), overdue.len()), (0, 0));
    let (tasks, overdue) = on(json!({ "on": "2026-01-31" }), 90);
    assert_eq!(
        (tasks.len(), overdue[0]["due"].as_str().unwrap()),
        (0, "2026-05-01")
    );
    let (_, overdue) = on(json!({ "never": true }), 365);
    assert_eq!(overdue[0]["id"], "GV-05/first-review");
    assert_eq!(overdue[0]["due"], "2026-11-21");
    let (tasks, _) = on(Value::Null, 365);
    assert_eq!(
        (tasks[0]["state"].as_str(), tasks[0]["due"].as_str()),
        (Some("open"), Some("2027-03-14"))
    );
}

#[test]
fn a_document_on_file_is_reviewed_again() {
    let value = plain("2026-11-21", "2026-09-15", "2027-03-14", |v| {
        v["evidence"] = json!([{ "id": "policy-4", "title": "Access policy", "kind": "policy",
            "file": { "name": "a.pdf", "sha256": "a".repeat(64) },
            "asOf": "2026-01-10", "controls": ["GV-05"] }]);
        v["answers"] = json!([{ "question": "gv-05", "rev": 1, "choice": "proven" }]);
    });
    let found = calendar(&value);
    let tasks = of(&found, "tasks", "GV-05");
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0]["id"], "GV-05/policy-4/review-by-2027-01-10");
    assert_eq!(tasks[0]["period"]["label"], "Access policy");
}

#[test]
fn what_was_counted_is_behind_as_a_number() {
    let found = calendar(&example("acme/quick"));
    let behind = found["behind"].as_array().unwrap();
    let alerts = behind.iter().find(|b| b["control"] == "LM-03").unwrap();
    assert_eq!(alerts["cadence"], "weekly");
    assert!(alerts["missed"].as_u64().unwrap() > 0, "{alerts}");
    assert!(of(&found, "overdue", "LM-03").is_empty());
    assert!(!of(&found, "tasks", "LM-03").is_empty());
}

#[test]
fn a_window_that_is_over_leaves_nothing_to_do() {
    let found = calendar(&plain("2027-05-01", "2026-09-15", "2027-03-14", |v| {
        v["answers"] = json!([{ "question": "ac-04", "rev": 1, "choice": "informal" }]);
    }));
    assert_eq!(found["tasks"], json!([]));
    assert_eq!(of(&found, "overdue", "AC-04").len(), 2);
}

#[test]
fn an_examination_of_one_day_has_the_same_tasks() {
    let value = example("acme/quick");
    let mut one_day = value.clone();
    one_day["profile"]["type"] = json!(1);
    let (two, one) = (calendar(&value), calendar(&one_day));
    let ids = |found: &Value, list: &str| -> Vec<String> {
        let all = found[list].as_array().unwrap().iter();
        all.filter(|t| t["kind"] == "periodic")
            .map(|t| format!("{} {}", t["id"], t["state"]))
            .collect()
    };
    for list in ["tasks", "overdue"] {
        assert_eq!(ids(&two, list), ids(&one, list));
    }
    assert_eq!(one["behind"], json!([]));
}
