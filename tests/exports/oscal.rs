//! The documents of OSCAL, read with compliance-trestle, which has models of every part of the standard.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;

const BOTH: [Export; 2] = [Export::OscalResults, Export::OscalPlan];

fn documents(worked: &Worked) -> Vec<Vec<u8>> {
    let documents = BOTH.map(|export| {
        worked
            .outcome
            .export(&worked.engagement, &worked.advice, export)
    });
    let gaps = !worked.outcome.plan.gaps.is_empty();
    assert_eq!(
        documents[1].is_ok(),
        gaps,
        "a plan is refused where there is no gap, and only there"
    );
    documents.into_iter().flatten().collect()
}

/// Everything that trestle finds wrong.
fn wrong(documents: &[Vec<u8>]) -> Vec<Value> {
    let files: Vec<&[u8]> = documents.iter().map(Vec::as_slice).collect();
    let told = read_by("read_oscal.py", &files);
    let told = told.as_array().unwrap().iter();
    assert_eq!(told.len(), documents.len());
    told.filter(|list| !list.as_array().unwrap().is_empty())
        .cloned()
        .collect()
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// Every finding, with the methods of the observations that it names.
fn findings(results: &Value) -> Vec<(String, String, Vec<String>)> {
    let result = &results["assessment-results"]["results"][0];
    let observed: Vec<&Value> = result["observations"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let method = |reference: &Value| {
        let id = &reference["observation-uuid"];
        let found = observed.iter().find(|o| o["uuid"] == *id).unwrap();
        found["methods"][0].as_str().unwrap().to_owned()
    };
    let all = result["findings"].as_array().into_iter().flatten();
    all.map(|finding| {
        let target = &finding["target"];
        let seen = finding["related-observations"].as_array().unwrap();
        (
            target["target-id"].as_str().unwrap().to_owned(),
            target["status"]["state"].as_str().unwrap().to_owned(),
            seen.iter().map(method).collect(),
        )
    })
    .collect()
}

#[test]
fn every_example_is_what_the_standard_says() {
    let mut all = Vec::new();
    for name in EXAMPLES {
        all.extend(documents(Worked::out(example(name))));
    }
    for name in ["acme/full", "scaleup/full"] {
        all.extend(documents(Worked::out(with_evidence(name))));
    }
    all.extend(documents(Worked::out(with_register())));
    assert_eq!(wrong(&all), Vec::<Value>::new());
}

#[test]
fn no_text_of_a_person_makes_another_document() {
    let all: Vec<Vec<u8>> = hostile::all()
        .iter()
        .flat_map(|(_, worked)| documents(worked))
        .collect();
    assert_eq!(wrong(&all), Vec::<Value>::new());
}

#[test]
fn what_is_wrong_is_noticed() {
    let sound = documents(Worked::out(with_evidence("acme/full")));
    let results = json_of(&sound[0]);
    let changed = |at: &str, value: Value| {
        let mut other = results.clone();
        *other
            .pointer_mut(&format!("/assessment-results/{at}"))
            .unwrap() = value;
        other.to_string().into_bytes()
    };
    let broken = vec![
        changed("uuid", json!("1")),
        changed("results/0/findings/0/target/status/state", json!("good")),
        changed("results/0/start", json!("2026-11-21")),
        changed("results/0/risks/0/title", json!(null)),
        changed("import-ap/href", json!("#none")),
        changed("results/0/observations/0/methods", json!([])),
    ];
    assert_eq!(wrong(&broken).len(), broken.len());
}

#[test]
fn what_is_only_said_is_an_interview_and_no_finding() {
    for name in EXAMPLES {
        let mut assessment = example(name);
        assessment["evidence"] = json!([]);
        let results = json_of(&Worked::out(assessment).export(Export::OscalResults));
        assert_eq!(findings(&results), [], "{name}");
        let result = &results["assessment-results"]["results"][0];
        let observations = result["observations"].as_array().unwrap();
        assert!(!observations.is_empty());
        for observation in observations {
            assert_eq!(observation["methods"], json!(["INTERVIEW"]));
            let basis = observation["props"]
                .as_array()
                .unwrap()
                .iter()
                .find(|p| p["name"] == "basis");
            assert_eq!(basis.unwrap()["value"], "self-reported");
        }
    }
}

#[test]
fn a_finding_rests_on_what_was_tested_in_this_window() {
    let worked = Worked::out(with_evidence("scaleup/full"));
    let found = findings(&json_of(&worked.export(Export::OscalResults)));
    assert!(
        found.iter().any(|(_, state, _)| state == "not-satisfied"),
        "{found:?}"
    );
    for (control, state, methods) in &found {
        assert!(
            !methods.is_empty() && methods.iter().all(|m| m == "EXAMINE"),
            "{control}"
        );
        let assessed = worked
            .outcome
            .assessment
            .controls
            .iter()
            .find(|c| c.id == *control)
            .unwrap();
        let o = &assessed.occurrences;
        assert!(o.shown.decided > 0, "{control}");
        match state.as_str() {
            "satisfied" => assert!(
                o.deviations == 0 && o.shown.due >= o.due_so_far,
                "{control}"
            ),
            _ => assert!(o.shown.deviations > 0, "{control}"),
        }
    }
    // The same files, and a window that they do not fall in.
    let mut later = with_evidence("scaleup/full");
    later["asOf"] = json!("2028-02-01");
    later["profile"]["window"] = json!({ "start": "2028-01-01", "end": "2028-06-30" });
    later["answers"] = json!([]);
    later["register"] = json!([]);
    let found = findings(&json_of(&Worked::out(later).export(Export::OscalResults)));
    assert_eq!(found, []);
}

#[test]
fn the_plan_says_what_the_register_says() {
    let plan = json_of(&Worked::out(with_register()).export(Export::OscalPlan));
    let plan = &plan["plan-of-action-and-milestones"];
    let risk = |control: &str| {
        let risks = plan["risks"].as_array().unwrap().iter();
        let mut risks = risks.filter(|r| r["title"].as_str().unwrap().starts_with(control));
        risks.next().unwrap().clone()
    };
    let prop = |risk: &Value, name: &str| {
        let mut all = risk["props"].as_array().unwrap().iter();
        all.find(|p| p["name"] == name)
            .map(|p| p["value"].as_str().unwrap().to_owned())
    };
    let mfa = risk("AC-02");
    assert_eq!(mfa["status"], "remediating");
    assert_eq!(mfa["deadline"], "2026-12-15T00:00:00Z");
    assert_eq!(prop(&mfa, "owner").as_deref(), Some("CTO"));
    assert!(prop(&mfa, "criterion").is_some());
    assert_eq!(mfa["remediations"][1]["lifecycle"], "planned");
    let borne = risk("VN-01");
    assert_eq!(borne["status"], "deviation-approved");
    assert_eq!(
        prop(&borne, "accepted-until").as_deref(),
        Some("2027-01-31")
    );
    let closed = risk("CM-01");
    assert_eq!(closed["status"], "open");
    assert_eq!(prop(&closed, "not-shown-closed").as_deref(), Some("yes"));
    let (items, risks) = (&plan["poam-items"], &plan["risks"]);
    assert_eq!(
        items.as_array().unwrap().len(),
        risks.as_array().unwrap().len()
    );
}

/// Most cases of the property below: every document is kept until all are read at once.
const MOST: u32 = 200;

/// A saved assessment with answers, register and evidence taken out at random.
fn thinned() -> impl Strategy<Value = Value> {
    let bits = proptest::collection::vec(any::<bool>(), 64);
    let day = 1_u32..=28;
    let text = "\\PC{0,40}";
    (0..EXAMPLES.len(), bits, day, 1_u8..=2, text).prop_map(|(which, bits, day, kind, text)| {
        let mut assessment = if bits[0] {
            with_evidence(["acme/full", "scaleup/full"][usize::from(bits[1])])
        } else {
            example(EXAMPLES[which])
        };
        let mut n = 1;
        for list in ["answers", "evidence"] {
            if let Some(list) = assessment[list].as_array_mut() {
                list.retain(|_| {
                    n = (n + 7) % bits.len();
                    bits[n] || bits[(n * 3) % bits.len()]
                });
            }
        }
        assessment["profile"]["type"] = json!(kind);
        assessment["profile"]["organisation"] = json!(text);
        assessment["register"] = json!([
            { "control": "AC-02", "due": format!("2026-12-{day:02}"), "response": format!("x{text}") },
            { "control": "AC-04", "accepted": { "reason": format!("x{text}"), "until": format!("2026-11-{day:02}") } }
        ]);
        assessment
    })
}

#[test]
fn every_export_of_any_assessment_is_well_formed() {
    let cases = crate::cases::cases(12).min(MOST);
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let all = std::cell::RefCell::new(Vec::new());
    let tried = runner.run(&thinned(), |assessment| {
        let content = input::content().unwrap();
        let file = input::assessment_file(assessment.clone(), content);
        prop_assume!(file.is_ok_and(|f| input::engagement(f, content).is_ok()));
        let worked = Worked::out(assessment);
        for export in Export::ALL {
            let made = worked
                .outcome
                .export(&worked.engagement, &worked.advice, *export);
            let again = worked
                .outcome
                .export(&worked.engagement, &worked.advice, *export);
            prop_assert_eq!(made.clone().ok(), again.ok());
            match export {
                Export::OscalResults | Export::OscalPlan => all.borrow_mut().extend(made),
                Export::Calendar => {
                    let text = String::from_utf8(made.unwrap()).unwrap();
                    prop_assert!(
                        text.starts_with("BEGIN:VCALENDAR\r\n")
                            && text.ends_with("END:VCALENDAR\r\n")
                    );
                    prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
                }
                Export::Issues => prop_assert!(made.unwrap().starts_with(b"PK")),
                _ => {
                    let mut reader = csv::Reader::from_reader(&made.as_ref().unwrap()[3..]);
                    prop_assert!(reader.records().all(|row| row.is_ok()));
                }
            }
        }
        Ok(())
    });
    tried.unwrap();
    let all = all.into_inner();
    assert!(all.len() > 8, "{}", all.len());
    assert_eq!(wrong(&all), Vec::<Value>::new());
}

/// Acme with one system, a window of one quarter that has come to its end, and a credential report in which nothing deviates.
fn nothing_off() -> Value {
    let mut acme = with_evidence("acme/full");
    acme["asOf"] = json!("2026-12-20");
    acme["profile"]["window"] = json!({ "start": "2026-09-20", "end": "2026-12-19" });
    acme["profile"]["systems"] = json!([]);
    acme["profile"]["populations"] = json!([{ "id": "systems", "count": 1 }]);
    acme["answers"] = json!([]);
    for entry in acme["evidence"].as_array_mut().unwrap() {
        for paper in entry["workpapers"].as_array_mut().unwrap() {
            paper.as_object_mut().unwrap().remove("deviations");
            paper.as_object_mut().unwrap().remove("undecided");
        }
    }
    acme
}

#[test]
fn only_where_all_that_was_due_was_tested_does_the_enum_say_that_it_held() {
    let state = |assessment: Value| {
        let results = json_of(&Worked::out(assessment).export(Export::OscalResults));
        let found = findings(&results)
            .into_iter()
            .find(|(control, ..)| control == "AC-02");
        found.map(|(_, state, _)| state)
    };
    assert_eq!(state(nothing_off()).as_deref(), Some("satisfied"));

    let mut more = nothing_off();
    more["profile"]["populations"][0]["count"] = json!(2);
    assert_eq!(state(more), None, "of another system nothing is known");

    let paper = |change: &dyn Fn(&mut Value)| {
        let mut other = nothing_off();
        for entry in other["evidence"].as_array_mut().unwrap() {
            let papers = entry["workpapers"].as_array_mut().unwrap().iter_mut();
            papers.filter(|p| p["control"] == "AC-02").for_each(change);
        }
        state(other)
    };
    let item = |text: &str| json!([{ "row": 3, text: "x", "cells": [] }]);
    assert_eq!(paper(&|p| p["undecided"] = item("reason")), None);
    let deviates = paper(&|p| p["deviations"] = item("finding"));
    assert_eq!(deviates.as_deref(), Some("not-satisfied"));
    assert_eq!(
        paper(&|p| p["tested"] = json!(0)),
        None,
        "nothing was tested"
    );
    assert_eq!(
        paper(&|p| p["asOf"] = json!("2026-08-10")),
        None,
        "another window"
    );
}
