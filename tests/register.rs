//! The exception register: what management says of gaps is refused where it makes no sense, told where it does, and
//! moves no level and no chance.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;

use serde_json::{Value, json};
use tickmark::error::Error;
use tickmark::input::framework::Retired;
use tickmark::input::{self, Engagement};
use tickmark::plan::register::{Aside, RegisterLine};
use tickmark::report::{Format, Layout, Reader};
use tickmark::{Outcome, evaluate};

/// Acme's answers to every question, with this register.
fn acme(register: &Value) -> Value {
    let text = fs::read_to_string("examples/acme/full.json").unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["register"] = register.clone();
    value
}

fn engaged(register: &Value) -> Result<Engagement<'static>, Error> {
    let content = input::content()?;
    input::engagement(input::assessment_file(acme(register), content)?, content)
}

fn worked_out(register: &Value) -> (Engagement<'static>, Outcome) {
    let engagement = engaged(register).unwrap();
    let outcome = evaluate(&engagement);
    (engagement, outcome)
}

fn line<'o>(outcome: &'o Outcome, control: &str) -> &'o RegisterLine {
    let mut lines = outcome.plan.register.iter();
    lines.find(|l| l.control == control).unwrap()
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    let accepted = json!({ "reason": " ", "until": "2026-12-31", "on": "2027-01-01" });
    let cases = [
        (
            json!([{ "control": "AC-02" }, { "control": "AC-02" }]),
            "/register/1/control: the gap of `AC-02` is there twice; once is allowed",
        ),
        (
            json!([{ "control": "AC-02", "owner": "" }]),
            "/register/0/owner: an owner has a name or a role; found an empty text",
        ),
        (
            json!([{ "control": "AC-02", "status": "done" }]),
            "/register/0/status: `done` is not a word that is allowed here: open, in-progress, ready-for-retest, closed",
        ),
        (
            json!([{ "control": "AC-02", "accepted": accepted }]),
            "/register/0/accepted/reason: whoever bears a risk says why; found an empty text",
        ),
        (
            json!([{ "control": "AC-02", "accepted": { "reason": "Small.", "until": "2026-12-31", "on": "2027-01-01" } }]),
            "/register/0/accepted/until: it ends on 2026-12-31 before it was decided on 2027-01-01",
        ),
    ];
    for (register, expected) in cases {
        let Err(Error::Input(problems)) = engaged(&register) else {
            panic!("{register} was taken");
        };
        let told = format!("{}: {}", problems[0].at, problems[0].message);
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn what_management_says_moves_no_figure() {
    let (_, without) = worked_out(&json!([]));
    let (_, with) = worked_out(&json!([
        { "control": "AC-02", "status": "closed", "due": "2026-11-01" },
        { "control": "AC-04", "accepted": { "reason": "Few people.", "until": "2027-12-31" } }
    ]));
    assert_eq!(without.assessment, with.assessment);
    assert_eq!(without.forecast, with.forecast);
    assert_eq!(without.plan.gaps, with.plan.gaps);
    assert_eq!(
        without.plan.committee.operation,
        with.plan.committee.operation
    );
    assert_ne!(without.plan.committee.closure, with.plan.committee.closure);
}

#[test]
fn every_control_and_every_gap_is_in_one_count() {
    for name in [
        "acme/assessment",
        "acme/quick",
        "acme/full",
        "scaleup/quick",
        "scaleup/full",
    ] {
        let text = fs::read_to_string(format!("examples/{name}.json")).unwrap();
        let content = input::content().unwrap();
        let file = input::assessment_file(serde_json::from_str(&text).unwrap(), content).unwrap();
        let outcome = evaluate(&input::engagement(file, content).unwrap());
        let committee = &outcome.plan.committee;
        let o = committee.operation;
        assert_eq!(
            (o.deviated + o.shown + o.partly_shown + o.stated + o.not_due + o.not_running) as usize,
            outcome.assessment.controls.len(),
            "{name}"
        );
        let closure = committee.closure;
        assert_eq!(
            (closure.to_close() + closure.accepted) as usize,
            outcome.plan.gaps.len(),
            "{name}"
        );
        let found = committee.found.expected_known + committee.found.expected_unknown;
        assert!(
            (found - outcome.forecast.headline.expected).abs() < 1e-9,
            "{name}: {found}"
        );
        let families = &outcome.assessment.families;
        let looked_at: u32 = families.iter().map(|f| f.looked_at).sum();
        assert_eq!(
            looked_at as usize,
            outcome.assessment.controls.len(),
            "{name}"
        );
    }
}

#[test]
fn the_register_tells_what_is_late_what_ran_out_and_what_nothing_shows() {
    let (engagement, outcome) = worked_out(&json!([
        { "control": "AC-02", "status": "in-progress", "owner": "CTO", "due": "2026-11-20", "response": "Being required." },
        { "control": "AC-04", "status": "closed" },
        { "control": "VN-01", "due": "2026-11-01", "accepted": { "reason": "All known.", "until": "2026-11-21" } },
        { "control": "VN-02", "accepted": { "reason": "Was few.", "until": "2026-11-20" } },
        { "control": "HR-05", "status": "closed" }
    ]));
    assert!(line(&outcome, "AC-02").overdue);
    assert_eq!(line(&outcome, "AC-02").owner.as_deref(), Some("CTO"));
    assert!(line(&outcome, "AC-04").not_shown_closed);
    let borne = line(&outcome, "VN-01");
    assert!(borne.accepted.as_ref().unwrap().holds && !borne.overdue);
    assert!(!line(&outcome, "VN-02").accepted.as_ref().unwrap().holds);
    // Phishing simulations do not apply here: the entry stays, and is no gap.
    assert_eq!(line(&outcome, "HR-05").number, None);
    let closure = outcome.plan.committee.closure;
    assert_eq!(
        (
            closure.overdue,
            closure.accepted,
            closure.acceptance_over,
            closure.closed
        ),
        (1, 1, 1, 1)
    );

    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    for told in [
        "| CTO | ✗ 20 November 2026 | in progress |",
        "Called closed; nothing that was given shows it.",
        "Risk accepted until 21 November 2026: \"All known.\"",
        "Risk accepted until 20 November 2026, which is over: it is open again",
        "**Accept or close.** The acceptance of the risk has run out: VN-02.",
        "Management answers: \"Being required.\"",
    ] {
        assert!(report.contains(told), "{told}");
    }
}

#[test]
fn a_customer_reads_no_reason_and_no_name_of_an_owner() {
    let (engagement, outcome) = worked_out(&json!([
        { "control": "AC-02", "status": "in-progress", "owner": "Zacharias", "response": "Wombat." },
        { "control": "VN-01", "accepted": { "reason": "Quokka.", "until": "2027-11-21", "by": "Zacharias" } },
        { "control": "HR-05", "status": "closed", "response": "Numbat." }
    ]));
    let layout = Layout::of_audience("client").unwrap();
    let advice = outcome.advice(&engagement, Default::default());
    let reader = Reader {
        layout: Some(&layout),
        ..Reader::default()
    };
    let report = outcome
        .report_with(&engagement, &advice, Format::Markdown, &reader)
        .unwrap();
    assert!(report.contains("| Multi-factor authentication enforced (AC-02) | in progress |"));
    for secret in [
        "Zacharias",
        "Wombat",
        "Quokka",
        "Numbat",
        "Chance of a qualified",
    ] {
        assert!(!report.contains(secret), "{secret}");
    }
}

/// The report of Acme's answers to a questionnaire, with this register, over a catalogue that once had other controls.
fn over(questionnaire: &str, register: &Value, retired: &[Retired]) -> (Outcome, String) {
    let text = fs::read_to_string(format!("examples/acme/{questionnaire}.json")).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["register"] = register.clone();
    let mut content = input::content().unwrap().clone();
    content.catalogue.retired = retired.to_vec();
    let file = input::assessment_file(value, &content).unwrap();
    let engagement = input::engagement(file, &content).unwrap();
    let outcome = evaluate(&engagement);
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    (outcome, report)
}

fn retired(id: &str, replaced_by: &[&str]) -> Retired {
    Retired {
        id: id.to_owned(),
        since: "2.0.0".to_owned(),
        replaced_by: replaced_by.iter().map(|id| (*id).to_owned()).collect(),
    }
}

#[test]
fn an_entry_of_a_control_that_is_gone_is_kept_and_told() {
    let register = json!([
        { "control": "ZZ-98", "status": "in-progress", "owner": "COO", "due": "2026-12-24", "response": "Half done." },
        { "control": "ZZ-99", "accepted": { "reason": "Rare.", "until": "2027-01-31" } },
        { "control": "ZZ-97", "status": "closed" }
    ]);
    let gone = [retired("ZZ-99", &["AC-05", "AC-06"])];
    let (outcome, report) = over("full", &register, &gone);
    let (_, without) = over("full", &json!([]), &gone);
    for told in [
        "- ZZ-98: in progress, COO, due 24 December 2026. It is of a control that is no longer in the catalogue",
        "Management answers: \"Half done.\"",
        "- ZZ-99: risk accepted. It is of a control that is no longer in the catalogue since version 2.0.0; AC-05 and AC-06 take its place.",
        "Risk accepted until 31 January 2027: \"Rare.\"",
    ] {
        assert!(report.contains(told), "{told}\n{report}");
        assert!(!without.contains(told), "{told}");
    }
    assert_eq!(line(&outcome, "ZZ-99").aside, Some(Aside::Gone));
    assert_eq!(line(&outcome, "ZZ-99").replaced_by, ["AC-05", "AC-06"]);
    // What nobody can look at again is not counted as closed.
    assert_eq!(outcome.plan.committee.closure.closed, 0);
}

#[test]
fn an_entry_goes_where_its_control_went() {
    let gone = [
        retired("ZZ-99", &["ZZ-98"]),
        retired("ZZ-98", &["AC-02"]),
        retired("ZZ-97", &["AC-04"]),
        retired("ZZ-96", &["ZZ-96"]),
    ];
    let register = json!([
        { "control": "ZZ-99", "status": "in-progress", "owner": "COO", "due": "2026-11-20" },
        { "control": "ZZ-97", "owner": "The board" },
        { "control": "AC-04", "status": "ready-for-retest" },
        { "control": "ZZ-96", "status": "in-progress" }
    ]);
    let (outcome, report) = over("full", &register, &gone);
    let moved = line(&outcome, "AC-02");
    assert_eq!(moved.from.as_deref(), Some("ZZ-99"));
    assert_eq!((moved.owner.as_deref(), moved.overdue), (Some("COO"), true));
    assert!(
        report.contains("It was entered for ZZ-99, which this control has taken the place of."),
        "{report}"
    );
    // What has an entry of its own keeps it, and nothing is lost.
    assert_eq!(line(&outcome, "AC-04").from, None);
    assert_eq!(line(&outcome, "ZZ-97").owner.as_deref(), Some("The board"));
    assert!(
        report.contains("since version 2.0.0; AC-04 takes its place, and has an entry of its own."),
        "{report}"
    );
    assert_eq!(line(&outcome, "ZZ-96").aside, Some(Aside::Gone));
}

#[test]
fn an_entry_beside_the_questions_is_kept_and_told() {
    let catalogue = &input::content().unwrap().catalogue;
    let outside = catalogue
        .controls
        .iter()
        .find(|(_, c)| c.scope == "privacy");
    let outside = &outside.unwrap().1.id;
    let register = json!([
        { "control": "HR-05", "status": "in-progress", "owner": "COO" },
        { "control": outside, "due": "2026-12-24" }
    ]);
    let (outcome, report) = over("assessment", &register, &[]);
    assert_eq!(line(&outcome, outside).aside, Some(Aside::OutOfScope));
    assert_eq!(line(&outcome, "HR-05").aside, Some(Aside::NotLookedAt));
    for told in [
        "in progress, COO. Its control was not looked at in this assessment",
        "due 24 December 2026. Its control is outside the scope of this examination",
    ] {
        assert!(report.contains(told), "{told}\n{report}");
    }
    let (outcome, _) = over("full", &register, &[]);
    assert_eq!(line(&outcome, "HR-05").aside, Some(Aside::NotApplicable));
}

#[test]
fn an_entry_is_told_where_there_is_no_gap_at_all() {
    let text = fs::read_to_string("examples/acme/assessment.json").unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["answers"] = json!([]);
    value["register"] = json!([{ "control": "ZZ-98", "status": "in-progress" }]);
    let content = input::content().unwrap();
    let file = input::assessment_file(value, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let outcome = evaluate(&engagement);
    assert!(outcome.plan.gaps.is_empty());
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    assert!(report.contains("- ZZ-98: in progress."), "{report}");
}
