//! Random content, and random answers and evidence for it.

use serde_json::{Map, Value, json};
use tickmark::input::builtin;
use tickmark::input::content::Content;
use tickmark::input::control::Kind;
use tickmark::input::periods::{periods, quarters};
use tickmark::input::questionnaire::{Question, QuestionKind};

use super::dice::Dice;

pub(crate) const START: &str = "2026-01-01";
pub(crate) const END: &str = "2026-12-31";

/// Content with up to `most` questions. Judgement (priors, policies, populations) is the shipped one.
pub(crate) fn content(dice: &mut Dice, most: u64) -> Value {
    let shipped = builtin::document().unwrap()["catalogue"].clone();
    let facts: Vec<Value> = (0..dice.below(3))
        .map(|i| {
            json!({
                "id": format!("fact-{i}"), "text": "Is it so?", "why": "It decides.",
                "options": [{ "id": "yes", "text": "Yes" }, { "id": "no", "text": "No" }],
            })
        })
        .collect();
    let domains = 1 + dice.below(3);
    let mut groups = Vec::new();
    let mut all: Vec<Value> = Vec::new();
    for d in 0..domains {
        let controls: Vec<Value> = (0..1 + dice.below(4))
            .map(|c| control(dice, &format!("D{d}-{c}"), c == 0, facts.len() as u64))
            .collect();
        all.extend(controls.iter().cloned());
        groups.push(json!({ "domain": format!("domain-{d}"), "controls": controls }));
    }
    let questions: Vec<Value> = (0..1 + dice.below(most))
        .map(|i| question(dice, i, &all, facts.len() as u64))
        .collect();
    json!({
        "format": "tickmark-content", "version": 1,
        "catalogue": {
            "framework": {
                "id": "made-up", "version": "1.0.0", "name": "Made up", "disclaimer": "Made up.",
                "categories": [
                    { "id": "base", "name": "Base", "always": true }, { "id": "more", "name": "More" },
                ],
            },
            "criteria": [{ "id": "X1", "category": "base", "label": "One" }],
            "domains": (0..domains).map(|d| json!({
                "id": format!("domain-{d}"), "name": format!("Domain {d}"), "about": "Things.",
            })).collect::<Vec<_>>(),
            "controls": groups, "scoping": facts,
            "populations": shipped["populations"], "samplingPolicies": shipped["samplingPolicies"],
            "policyValues": shipped["policyValues"], "priors": shipped["priors"],
        },
        "questionnaires": [{
            "id": "made-up", "version": "1.0.0", "title": "Made up", "about": "Made up.", "minutes": 1,
            "questions": questions,
        }],
    })
}

fn condition(dice: &mut Dice, facts: u64) -> Value {
    if facts == 0 || dice.chance(70) {
        return json!([]);
    }
    let fact = dice.below(facts);
    let value = *dice.one(&["yes", "no"]);
    json!([{ "fact": format!("fact-{fact}"), "is": [value] }])
}

fn control(dice: &mut Dice, id: &str, key: bool, facts: u64) -> Value {
    let kind = *dice.one(&["periodic", "occurrence", "configuration", "document"]);
    let mut control = json!({
        "id": id, "name": format!("Control {id}"), "scope": dice.one(&["core", "core", "more"]),
        "primary": "X1", "nature": "manual", "kind": kind, "domainKey": key,
        "severity": dice.one(&["low", "medium", "high", "critical"]),
        "area": dice.one(&["leavers", "other"]),
        "sample": { "low": 1, "customary": 1 + dice.below(25), "high": 60 },
        "weight": *dice.one(&[1.0, 1.0, 0.5, 3.0]), "when": condition(dice, facts),
        "deviation": "a miss", "keep": ["a record"], "request": ["Records"], "usual": "Forgotten.",
        "why": "It matters.", "fixNow": "Do it. Today.", "fixProperly": "Have it done.",
        "effortDays": 1, "leadWeeks": 1, "recovery": "lost",
    });
    let (name, value) = match kind {
        "periodic" => {
            let all = ["annual", "semi-annual", "quarterly", "monthly", "weekly"];
            ("cadence", *dice.one(&all))
        }
        "occurrence" => ("population", *dice.one(&["leavers", "changes"])),
        "configuration" => ("population", "systems"),
        _ => ("population", "policies"),
    };
    control[name] = json!(value);
    control
}

fn question(dice: &mut Dice, i: u64, controls: &[Value], facts: u64) -> Value {
    let first = dice.one(controls).clone();
    let mut about = vec![first["id"].clone()];
    if dice.chance(30) {
        let more = dice.one(controls)["id"].clone();
        if !about.contains(&more) {
            about.push(more);
        }
    }
    let cadence = first["cadence"].as_str().unwrap_or_default();
    let mut kinds = vec!["ladder"];
    match first["kind"].as_str().unwrap() {
        "occurrence" => kinds.push("population"),
        "configuration" => kinds.extend(["fact", "systems"]),
        "document" => kinds.push("date"),
        _ if cadence == "weekly" => kinds.push("population"),
        _ => {
            kinds.push("grid");
            if cadence.contains("annual") {
                kinds.push("date");
            }
        }
    }
    let kind = *dice.one(&kinds);
    let lowest = dice.below(3);
    let options: Vec<Value> = (0..6)
        .filter(|level| *level == lowest || *level == 4 || dice.chance(60))
        .map(|level| {
            json!({
                "id": format!("level-{level}"), "level": level, "text": format!("Statement {level}."),
                "nonconforming": kind == "fact" && level == lowest && lowest == 0,
            })
        })
        .filter(|o| o["level"].as_u64().unwrap() >= lowest)
        .collect();
    let without = kind != "ladder" && kind != "fact" && dice.chance(30);
    json!({
        "id": format!("question-{i}"), "rev": 1, "kind": kind, "text": "How is it?", "controls": about,
        "when": condition(dice, facts), "notApplicable": dice.chance(50), "redFlagBelow": 2,
        "countText": "How many?", "conformingText": "How many as they should be?", "lastText": "When?",
        "items": if kind == "systems" {
            json!([{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }, { "id": "c", "text": "C" }])
        } else { json!([]) },
        "help": { "goodLooksLike": { "at10": "x", "at50": "x", "at200": "x" } },
        "options": if without { json!([]) } else { json!(options) },
    })
}

/// What is so, for one question: a complete answer.
pub(crate) fn given(dice: &mut Dice, question: &Question, content: &Content) -> Value {
    let mut answer = Map::new();
    if !question.choices.is_empty() {
        answer.insert("choice".into(), json!(dice.one(&question.choices).id));
    }
    let data = question.choices.is_empty() || dice.chance(80);
    let control = content.catalogue.control(question.deciding()).unwrap();
    let day = |dice: &mut Dice| format!("2026-{:02}-{:02}", 1 + dice.below(9), 1 + dice.below(28));
    match question.kind {
        _ if !data => {}
        QuestionKind::Ladder => {}
        QuestionKind::Grid => {
            let window = window();
            let said: Vec<Value> = periods(control.cadence.unwrap(), window)
                .iter()
                .map(|p| {
                    let state = *dice.one(&["missed", "late", "claimed", "on-time", "on-time"]);
                    json!({ "period": p.id(), "state": state })
                })
                .collect();
            answer.insert("periods".into(), json!(said));
        }
        QuestionKind::Population => {
            let total = dice.below(40);
            let conforming = if dice.chance(50) {
                total
            } else {
                dice.below(total + 1)
            };
            let counted = json!({
                "since": START, "until": "2026-09-30", "total": total, "conforming": conforming,
            });
            answer.insert("population".into(), counted);
        }
        QuestionKind::Fact => {
            answer.insert("asOf".into(), json!(day(dice)));
        }
        QuestionKind::Date => {
            let last = if dice.chance(80) {
                let year = *dice.one(&["2024", "2025", "2026", "2026"]);
                json!({ "on": format!("{year}-{:02}-01", 1 + dice.below(9)) })
            } else {
                json!({ "never": true })
            };
            answer.insert("last".into(), last);
        }
        QuestionKind::Systems => {
            let items = question.items.iter().map(|i| {
                let state = *dice.one(&["conforms", "conforms", "does-not", "not-here"]);
                json!({ "system": i.id, "state": state })
            });
            answer.insert("systems".into(), items.collect());
        }
    }
    if answer.is_empty() {
        answer.insert("unknown".into(), json!({}));
    }
    answer.insert("question".into(), json!(question.id));
    answer.insert("rev".into(), json!(1));
    Value::Object(answer)
}

/// Some answer, or none.
pub(crate) fn answer(dice: &mut Dice, question: &Question, content: &Content) -> Option<Value> {
    let id = &question.id;
    match dice.below(10) {
        0 => None,
        1 => Some(json!({ "question": id, "rev": 1, "unknown": { "ask": "CTO" } })),
        2 => Some(json!({ "question": id, "rev": 1, "later": true })),
        3 if question.not_applicable => Some(
            json!({ "question": id, "rev": 1, "notApplicable": { "reason": "there is none" } }),
        ),
        4 if question.kind == QuestionKind::Grid => {
            let mut given = given(dice, question, content);
            for period in given
                .get_mut("periods")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if dice.chance(40) {
                    period["state"] = json!("unknown");
                }
            }
            Some(given)
        }
        4 if question.kind == QuestionKind::Systems => {
            let mut given = given(dice, question, content);
            for system in given
                .get_mut("systems")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if dice.chance(40) {
                    system["state"] = json!("unknown");
                }
            }
            Some(given)
        }
        4 if question.kind == QuestionKind::Population => {
            let mut given = given(dice, question, content);
            if let Some(counted) = given.get_mut("population").and_then(Value::as_object_mut) {
                counted.remove("conforming");
            }
            Some(given)
        }
        _ => Some(given(dice, question, content)),
    }
}

pub(crate) fn window() -> tickmark::input::answers::Window {
    tickmark::input::answers::Window {
        start: START.parse().unwrap(),
        end: END.parse().unwrap(),
    }
}

/// A saved assessment as of the end of September.
pub(crate) fn assessment(dice: &mut Dice, content: &Content, evidence: Vec<Value>) -> Value {
    let questions = &content.questionnaires[0].questionnaire.questions;
    let answers: Vec<Value> = questions
        .iter()
        .filter_map(|q| answer(dice, q, content))
        .collect();
    let mut facts = Vec::new();
    for fact in &content.catalogue.scoping {
        if dice.chance(70) {
            facts.push(json!({ "fact": fact.id, "values": [dice.one(&["yes", "no"])] }));
        }
    }
    let categories = if dice.chance(50) {
        json!(["base", "more"])
    } else {
        json!(["base"])
    };
    document("2026-09-30", answers, facts, categories, evidence)
}

pub(crate) fn document(
    as_of: &str,
    answers: Vec<Value>,
    facts: Vec<Value>,
    categories: Value,
    evidence: Vec<Value>,
) -> Value {
    json!({
        "format": "tickmark-assessment", "version": 1, "asOf": as_of,
        "questionnaire": { "id": "made-up", "version": "1.0.0" },
        "profile": {
            "organisation": "Acme", "type": 2, "categories": categories, "headcount": 40,
            "window": { "start": START, "end": END }, "facts": facts,
            "policies": [{ "id": "policy-review-days", "value": 365 }],
        },
        "answers": answers, "evidence": evidence,
    })
}

/// Evidence of some of the occurrences of the controls, or of all of them, all as it should be.
pub(crate) fn evidence(dice: &mut Dice, content: &Content, complete: bool) -> Vec<Value> {
    let mut found = Vec::new();
    for (_, control) in &content.catalogue.controls {
        if !complete && dice.chance(50) {
            continue;
        }
        let mut listed = |day: String| {
            let n = found.len();
            found.push(json!({
                "id": format!("e{n}"), "title": format!("Record {n}"), "kind": "document",
                "controls": [control.id], "asOf": day,
                "file": { "name": format!("{n}.pdf"), "sha256": format!("{n:064}") },
            }));
        };
        match control.kind {
            Kind::Periodic => {
                for period in periods(control.cadence.unwrap(), window()) {
                    if complete || dice.chance(70) {
                        listed(period.end.to_string());
                    }
                }
            }
            Kind::Document => {
                for i in 0..if complete { 50 } else { dice.below(4) } {
                    listed(format!("2026-{:02}-02", 1 + i % 9));
                }
            }
            Kind::Occurrence | Kind::Configuration => {
                let tested = if complete { 2_000 } else { dice.below(9) };
                let deviations = if complete {
                    0
                } else {
                    dice.below(tested + 1).min(2)
                };
                let days = quarters(window());
                for (system, quarter) in (0..3).flat_map(|s| days.iter().map(move |q| (s, q))) {
                    if complete || dice.chance(40) {
                        found.push(paper(
                            &control.id,
                            system,
                            quarter.start,
                            tested,
                            deviations,
                            found.len(),
                        ));
                    }
                }
            }
        }
    }
    found
}

fn paper(
    control: &str,
    system: u64,
    day: tickmark::date::Date,
    tested: u64,
    deviations: u64,
    n: usize,
) -> Value {
    let deviation = |row: u64| json!({ "row": row + 2, "finding": "x", "cells": [] });
    json!({
        "id": format!("e{n}"), "title": "Export", "kind": "accounts", "controls": [control],
        "workpapers": [{
            "procedure": "x", "control": control, "objective": "x.", "system": format!("s{system}"),
            "asOf": day, "population": tested, "tested": tested,
            "deviations": (0..deviations).map(deviation).collect::<Vec<_>>(),
        }],
    })
}
