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
use tickmark::input::{self, Engagement};
use tickmark::plan::register::RegisterLine;
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
            json!([{ "control": "AC-99" }]),
            "/register/0/control: `AC-99` is not a control",
        ),
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
