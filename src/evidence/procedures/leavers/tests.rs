//! Edges of `evidence-formats` §2.1: small rosters, small lists, and what is said of them.

mod code;
mod lists;
mod rows;

use std::collections::BTreeMap;

use crate::evidence::binder::Binder;
use crate::evidence::reading::{Choices, Intake};
use crate::evidence::terms::Terms;
use crate::evidence::workpaper::Workpaper;

const ROSTER: &str = "Email,Hire Date,Termination Date,Status,Last Updated";

fn terms(zone: Option<&str>) -> Terms {
    let day = |text: &str| text.parse().unwrap();
    let own = |id: &str| (id.to_owned(), vec![id.to_owned()]);
    Terms {
        controls: BTreeMap::from(
            [
                "leaver-access",
                "leaver-use",
                "orphan-accounts",
                "mfa-enforced",
            ]
            .map(own),
        ),
        as_of: day("2026-11-10"),
        window_start: day("2026-05-01"),
        window_end: day("2026-10-31"),
        policies: Vec::new(),
        time_zone: zone.map(str::to_owned),
        periods: BTreeMap::new(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    }
}

/// The workpaper of a procedure over these files, each with the day that it shows.
fn paper(procedure: &str, zone: Option<&str>, files: &[(&str, &str)]) -> Workpaper {
    let mut binder = Binder::new();
    for (place, (as_of, text)) in files.iter().enumerate() {
        let choices = Choices {
            as_of: as_of.parse().ok(),
            ..Choices::default()
        };
        let mut intake = Intake::new(&format!("file-{place}"), choices);
        intake.push(text.as_bytes());
        binder.add(intake).unwrap();
    }
    let papers = binder.results(&terms(zone)).into_iter();
    let mut papers = papers.flat_map(|seen| seen.workpapers);
    papers.find(|p| p.procedure == procedure).unwrap()
}

fn roster(rows: &[&str]) -> String {
    format!("{ROSTER}\n{}\n", rows.join("\n"))
}

/// Slack: a state without a time.
fn slack(status: &str) -> String {
    format!(
        "username,email,status,billing-active,has-2fa,has-sso,userid\nines,ines@acme.example,{status},1,1,0,U1\n"
    )
}

/// Okta: a log of these events.
fn okta(events: &[(&str, &str)]) -> String {
    let line = |(at, kind): &(&str, &str)| {
        let me = r#"{"id":"1","type":"User","alternateId":"ines@acme.example"}"#;
        format!(
            r#"{{"uuid":"{at}{kind}","published":"{at}","eventType":"{kind}","outcome":{{"result":"SUCCESS"}},"actor":{me},"target":[{me}]}}"#
        )
    };
    let lines: Vec<String> = events.iter().map(line).collect();
    format!("[{}]", lines.join(","))
}

const LEFT: &str = "ines@acme.example,2020-01-01,2026-06-30,Terminated,";
const OFF: &str = "user.lifecycle.deactivate";
const ON: &str = "user.lifecycle.activate";

/// Tested, deviations, undecided, left out.
fn counts(paper: &Workpaper) -> (u32, usize, usize, u32) {
    let out = paper.excluded.iter().map(|e| e.count).sum();
    (
        paper.tested,
        paper.deviations.len(),
        paper.undecided.len(),
        out,
    )
}

const IN_ORDER: (u32, usize, usize, u32) = (1, 0, 0, 0);
const DEVIATES: (u32, usize, usize, u32) = (1, 1, 0, 0);
const OPEN: (u32, usize, usize, u32) = (0, 0, 1, 0);
const OUT: (u32, usize, usize, u32) = (0, 0, 0, 1);
const NOBODY: (u32, usize, usize, u32) = (0, 0, 0, 0);

fn access(rows: &[&str], files: &[(&str, &str)]) -> Workpaper {
    let roster = roster(rows);
    let all: Vec<_> = [("2026-11-10", roster.as_str())]
        .into_iter()
        .chain(files.iter().copied())
        .collect();
    paper("leaver-access", Some("Europe/Berlin"), &all)
}

#[test]
fn a_state_is_not_a_time() {
    let case = |status: &str, day: &str| counts(&access(&[LEFT], &[(day, &slack(status))]));
    assert_eq!(case("Member", "2026-08-01"), DEVIATES);
    assert_eq!(case("Member", ""), OPEN, "on which day?");
    assert_eq!(case("Member", "2026-07-01"), OPEN, "before the deadline");
    assert_eq!(case("Deactivated", "2026-08-01"), OPEN);
    assert_eq!(
        case("Deactivated", "2026-06-29"),
        IN_ORDER,
        "off before the last day"
    );
    assert_eq!(case("Something", "2026-08-01"), OPEN);
}

#[test]
fn a_log_outweighs_a_state_and_a_later_look_outweighs_a_log() {
    // The end of 30 June in Berlin is 22:00 UTC; 24 hours later is the deadline.
    let case = |events: &[(&str, &str)], status: &str| {
        let (log, list) = (okta(events), slack(status).replace("slack", "okta"));
        counts(&access(&[LEFT], &[("", &log), ("2026-08-01", &list)]))
    };
    let log = |events: &[(&str, &str)]| counts(&access(&[LEFT], &[("", &okta(events))]));
    assert_eq!(log(&[("2026-07-01T22:00:00.000Z", OFF)]), IN_ORDER);
    assert_eq!(log(&[("2026-07-01T22:00:01.000Z", OFF)]), DEVIATES);
    assert_eq!(
        log(&[("2026-06-20T10:00:00.000Z", OFF)]),
        IN_ORDER,
        "before the end"
    );
    let again = [
        ("2026-06-20T10:00:00.000Z", OFF),
        ("2026-07-05T10:00:00.000Z", ON),
        ("2026-07-06T10:00:00.000Z", OFF),
    ];
    assert_eq!(log(&again), DEVIATES, "on again after the deadline");
    assert_eq!(log(&again[..2]), DEVIATES);
    assert_eq!(
        log(&[("2026-06-20T10:00:00.000Z", "user.session.start")]),
        OPEN
    );
    // Two systems: one in order, one open; the person is one item.
    assert_eq!(
        case(&[("2026-07-01T10:00:00.000Z", OFF)], "Deactivated"),
        OPEN
    );
    let both = access(
        &[LEFT],
        &[
            ("", &okta(&[("2026-07-09T10:00:00.000Z", OFF)])),
            ("2026-08-01", &slack("Deactivated")),
        ],
    );
    assert_eq!(counts(&both), DEVIATES);
    assert!(
        both.deviations[0]
            .finding
            .contains("access in slack is open")
    );
    assert!(both.deviations[0].assumed, "24 hours are a default");
}

#[test]
fn an_unknown_zone_leaves_open_what_depends_on_it() {
    let case = |at: &str, zone| {
        let (roster, log) = (roster(&[LEFT]), okta(&[(at, OFF)]));
        let files = [("2026-11-10", roster.as_str()), ("", log.as_str())];
        counts(&paper("leaver-access", zone, &files))
    };
    assert_eq!(
        case("2026-07-01T10:00:00.000Z", None),
        IN_ORDER,
        "everywhere"
    );
    assert_eq!(
        case("2026-07-02T12:00:01.000Z", None),
        DEVIATES,
        "everywhere"
    );
    assert_eq!(case("2026-07-01T23:00:00.000Z", None), OPEN);
    assert_eq!(
        case("2026-07-01T23:00:00.000Z", Some("America/New_York")),
        IN_ORDER
    );
    assert_eq!(
        case("2026-07-01T23:00:00.000Z", Some("Europe/Berlin")),
        DEVIATES
    );
}

#[test]
fn those_who_came_back_are_tested_up_to_then() {
    let back = "ines@acme.example,2026-09-01,,Active,";
    let on = slack("Member");
    let paper = access(&[LEFT, back], &[("2026-11-01", &on)]);
    assert_eq!(counts(&paper), OPEN, "only a log can tell");
    let log = okta(&[
        ("2026-07-01T10:00:00.000Z", OFF),
        ("2026-09-01T06:00:00.000Z", ON),
    ]);
    assert_eq!(counts(&access(&[LEFT, back], &[("", &log)])), IN_ORDER);
    // Between the two, the account was seen to be on.
    assert_eq!(
        counts(&access(&[LEFT, back], &[("2026-08-01", &on)])),
        DEVIATES
    );
    // The next spell begins the day after: another company of the group.
    let next = "ines@acme.example,2026-07-01,,Active,";
    assert_eq!(counts(&access(&[LEFT, next], &[("2026-11-01", &on)])), OUT);
}

#[test]
fn ends_that_are_not_tested() {
    let on = slack("Member");
    let case = |rows: &[&str]| counts(&access(rows, &[("2026-11-01", &on)]));
    assert_eq!(
        case(&["ines@acme.example,2020-01-01,2026-12-31,Active,"]),
        NOBODY
    );
    assert_eq!(case(&["ines@acme.example,2020-01-01,,Active,"]), NOBODY);
    assert_eq!(
        case(&["ines@acme.example,2020-01-01,2026-04-30,Terminated,"]),
        NOBODY
    );
    assert_eq!(
        case(&["ines@acme.example,2020-01-01,,Terminated,"]),
        OPEN,
        "since when?"
    );
    assert_eq!(
        case(&["ines@acme.example,2020-01-01,soon,Terminated,"]),
        OPEN
    );
    assert_eq!(
        case(&["ines@acme.example,2020-01-01,05/06/2026,Terminated,"]),
        OPEN
    );
    // Two rows about the same employment that differ.
    assert_eq!(
        case(&[LEFT, "ines@acme.example,2020-01-01,,Active,x"]),
        OPEN
    );
    // The same end twice is one leaver.
    assert_eq!(
        case(&[LEFT, "ines@acme.example,2020-01-01,2026-06-30,Inactive,"]),
        (1, 1, 0, 1)
    );
}

#[test]
fn somebody_without_account_is_undecided() {
    let paper = access(
        &["ola@acme.example,2020-01-01,2026-06-30,Terminated,"],
        &[("2026-11-01", &slack("Member"))],
    );
    assert_eq!(counts(&paper), OPEN);
    assert!(
        paper.undecided[0]
            .reason
            .starts_with("No account of the person")
    );
    assert!(
        !paper.undecided[0]
            .cells
            .iter()
            .any(|c| c.value.contains('@')),
        "no address is cited"
    );
}

#[test]
fn a_roster_that_was_changed_afterwards_is_said() {
    let late = "ines@acme.example,2020-01-01,2026-06-30,Terminated,2026-07-15";
    let paper = access(&[late], &[("2026-08-01", &slack("Member"))]);
    assert!(
        paper
            .limits
            .iter()
            .any(|l| l.contains("changed after the last day in row 2"))
    );
    let paper = access(&[LEFT], &[("2026-08-01", &slack("Member"))]);
    assert!(!paper.limits.iter().any(|l| l.contains("changed after")));
}

#[test]
fn use_is_told_apart_from_what_was_tried() {
    let session = "user.session.start";
    let used_by = |made: &str, log: String| {
        let roster = roster(&[LEFT]);
        counts(&paper(
            "leaver-use",
            Some("Europe/Berlin"),
            &[("2026-11-10", &roster), (made, &log)],
        ))
    };
    let used = |log| used_by("2026-11-09", log);
    assert_eq!(
        used(okta(&[("2026-07-09T10:00:00.000Z", session)])),
        DEVIATES
    );
    let early = || okta(&[("2026-06-09T10:00:00.000Z", session)]);
    assert_eq!(used(early()), IN_ORDER);
    assert_eq!(used_by("", early()), OPEN, "up to when?");
    let tried = okta(&[("2026-07-09T10:00:00.000Z", session)]);
    assert_eq!(used(tried.replace("SUCCESS", "FAILURE")), OUT);
    assert_eq!(used(tried.replace("SUCCESS", "")), OPEN);
    assert_eq!(
        used(okta(&[("2026-07-01T10:00:00.000Z", OFF)])),
        OUT,
        "nothing tells of use"
    );
}

#[test]
fn orphans_of_every_kind() {
    let roster = roster(&[
        "ines@acme.example,2020-01-01,,Active,",
        "gone@acme.example,2020-01-01,2026-02-28,Terminated,",
        "left@acme.example,2020-01-01,2026-06-30,Terminated,",
        "next@acme.example,2026-12-01,,Active,",
    ]);
    let mut list = "username,email,status,billing-active,has-2fa,has-sso,userid\n".to_owned();
    for (name, status) in [
        ("ines", "Member"),
        ("gone", "Member"),
        ("left", "Member"),
        ("next", "Invited Member"),
        ("info", "Member"),
        ("nobody", "Member"),
        ("former", "Deactivated"),
        ("svc-deploy", "Member"),
        ("visitor", "Multi-Channel Guest"),
        ("odd", "New"),
    ] {
        list.push_str(&format!(
            "{name},{name}@acme.example,{status},1,1,0,{name}\n"
        ));
    }
    let paper = paper(
        "orphan-accounts",
        None,
        &[("2026-11-10", &roster), ("2026-11-10", &list)],
    );
    let rows: Vec<u32> = paper.deviations.iter().map(|d| d.row).collect();
    assert_eq!(rows, [3, 6, 7], "gone, info, nobody");
    assert_eq!(counts(&paper), (4, 3, 1, 5));
    assert_eq!(paper.population, 10);
}
