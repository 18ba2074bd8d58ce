//! What the review says and what a list of the accounts shows.

use super::super::tried::{counts, paper, papers, terms};
use crate::evidence::workpaper::Workpaper;

const SHEET: &str =
    "Review ID,System,User,Reviewer,Decision,Decision date,Applied date,Review start,Review end";

fn sheet(applied: &str) -> String {
    format!(
        "{SHEET}\nR1,okta,old@acme.example,ann@acme.example,Revoke,2026-09-05,{applied},2026-09-01,2026-09-08\n"
    )
}

/// Okta: one account with state, when that changed, and the last sign-in.
fn okta(id: &str, state: &str, changed: &str, used: &str) -> String {
    let time = |text: &str| match text {
        "" => "null".to_owned(),
        text => format!("\"{text}T08:00:00.000Z\""),
    };
    format!(
        r#"[{{"id":"{id}","status":"{state}","created":"2024-01-01T08:00:00.000Z","activated":null,"statusChanged":{},
        "lastLogin":{},"lastUpdated":"2024-01-01T08:00:00.000Z","passwordChanged":null,"type":{{"id":"o"}},
        "profile":{{"firstName":"x","lastName":"y","mobilePhone":null,"secondEmail":null,"login":"old@acme.example","email":"old@acme.example"}},
        "credentials":{{"provider":{{"type":"OKTA","name":"OKTA"}}}}}}]"#,
        time(changed),
        time(used)
    )
}

const IN_ORDER: (u32, usize, usize, u32) = (1, 0, 0, 0);
const DEVIATES: (u32, usize, usize, u32) = (1, 1, 0, 0);
const OPEN: (u32, usize, usize, u32) = (0, 0, 1, 0);

fn with(applied: &str, lists: &[(&str, &str)]) -> Workpaper {
    let sheet = sheet(applied);
    let files: Vec<_> = [("", sheet.as_str())]
        .into_iter()
        .chain(lists.iter().copied())
        .collect();
    let found = paper(super::ID, &files);
    let turned: Vec<_> = files.into_iter().rev().collect();
    let again = papers(super::ID, &terms(), &turned);
    assert_eq!(
        again.iter().map(counts).collect::<Vec<_>>(),
        [counts(&found)],
        "the order of files"
    );
    found
}

#[test]
fn an_account_that_is_still_used_contradicts_the_sheet() {
    let active = okta("1", "ACTIVE", "2024-01-01", "2026-11-08");
    let found = with("2026-09-06", &[("2026-11-09", &active)]);
    assert_eq!(counts(&found), DEVIATES);
    let cells = &found.deviations[0].cells;
    assert!(cells.iter().any(|c| c.file.is_none()), "the sheet is cited");
    assert!(cells.iter().any(|c| c.file.is_some()), "the list is cited");
    assert!(
        found.deviations[0]
            .finding
            .contains("although the review says")
    );
    assert!(!format!("{found:?}").contains("old@"), "nobody is named");
    // No day of its own, and no Applied date.
    assert_eq!(counts(&with("", &[("2026-11-09", &active)])), DEVIATES);
    assert_eq!(
        counts(&with("2026-09-06", &[("", &active)])),
        DEVIATES,
        "by its newest time"
    );
    assert_eq!(
        counts(&with("2026-08-01", &[("2026-11-09", &active)])),
        DEVIATES
    );
    // Granted again after the removal, or nobody used it.
    let again = okta("1", "ACTIVE", "2026-10-20", "2026-11-08");
    assert_eq!(counts(&with("2026-09-06", &[("2026-11-09", &again)])), OPEN);
    let idle = okta("1", "ACTIVE", "", "");
    assert_eq!(counts(&with("2026-09-06", &[("2026-11-09", &idle)])), OPEN);
    // A list from inside the days allowed.
    let soon = okta("1", "ACTIVE", "2024-01-01", "2026-09-07");
    assert_eq!(counts(&with("2026-09-06", &[("2026-09-10", &soon)])), OPEN);
}

#[test]
fn an_account_that_is_off_decides_what_the_sheet_leaves_out() {
    let case = |applied: &str, changed: &str| {
        let off = okta("1", "DEPROVISIONED", changed, "");
        with(applied, &[("2026-11-09", &off)])
    };
    let found = case("", "2026-09-06");
    assert_eq!(counts(&found), IN_ORDER);
    let cited = |l: &String| l.contains("row 2 by row 1 of file-1");
    assert!(found.limits.iter().any(cited), "{:?}", found.limits);
    assert_eq!(counts(&case("", "2026-10-20")), DEVIATES);
    assert_eq!(counts(&case("2026-09-06", "2026-10-20")), OPEN);
    assert_eq!(counts(&case("", "")), OPEN, "off since when?");
    assert_eq!(counts(&case("2026-09-06", "")), IN_ORDER);
}

#[test]
fn what_was_carried_out_before_it_was_decided_is_open() {
    let found = with("2026-08-01", &[]);
    assert_eq!(counts(&found), OPEN);
    assert!(found.undecided[0].reason.contains("before the decision"));
    assert_eq!(counts(&with("2026-09-05", &[])), IN_ORDER, "the same day");
}

#[test]
fn a_part_of_an_access_is_not_the_account() {
    let active = okta("1", "ACTIVE", "2024-01-01", "2026-11-08");
    let part = sheet("2026-09-06").replace("Review end", "Review end,Role");
    let case = |text: &str| counts(&paper(super::ID, &[("", text), ("2026-11-09", &active)]));
    assert_eq!(case(&part), IN_ORDER);
    let kept =
        "R1,okta,old@acme.example,ann@acme.example,Approve,2026-09-05,,2026-09-01,2026-09-08\n";
    assert_eq!(case(&(sheet("2026-09-06") + kept)), IN_ORDER);
    let other = sheet("2026-09-06").replace(",okta,", ",warehouse,");
    assert_eq!(case(&other), IN_ORDER, "another system");
}

#[test]
fn lists_that_differ_leave_it_open() {
    let off = okta("1", "DEPROVISIONED", "2026-09-06", "");
    let on = okta("1", "ACTIVE", "2024-01-01", "2026-09-02");
    assert_eq!(
        counts(&with("", &[("2026-11-09", &off), ("2026-09-01", &on)])),
        IN_ORDER
    );
    assert_eq!(
        counts(&with("", &[("2026-11-09", &off), ("2026-11-09", &on)])),
        OPEN
    );
    assert_eq!(
        counts(&with("", &[("2026-11-01", &off), ("2026-11-09", &on)])),
        DEVIATES
    );
}
