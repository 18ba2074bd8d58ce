//! One review, one snapshot, and what lies between them.

use crate::evidence::procedures::tried::{counts, paper, papers, terms};
use crate::evidence::workpaper::Workpaper;

const HEAD: &str = "Campaign,System,Period,User,Reviewer,Decision,Decided,Applied";

/// A review of these logins from 1 to 3 September.
fn review(system: &str, users: &[&str]) -> String {
    let rows = users.iter().enumerate().map(|(i, user)| {
        let day = 1 + i % 3;
        format!("c,{system},2026-Q3,{user},boss@acme.example,Approve,2026-09-0{day} 10:00,\n")
    });
    format!("{HEAD}\n{}", rows.collect::<String>())
}

/// A user of Okta.
fn user(login: &str, status: &str, created: &str, changed: &str) -> String {
    format!(
        r#"{{"id":"00u{login}","status":"{status}","created":"{created}","activated":null,"statusChanged":{changed},"lastLogin":null,
        "lastUpdated":"{created}","profile":{{"login":"{login}","email":"{login}","firstName":"Ines","lastName":"{login}"}}}}"#
    )
}

const OLD: &str = "2020-01-01T09:00:00.000Z";

/// Okta with three who were reviewed, and one more.
fn okta(more: &str) -> String {
    let others = ["a@acme.example", "b@acme.example", "c@acme.example"];
    let others = others.map(|login| user(login, "ACTIVE", OLD, "null"));
    format!("[{},{more}]", others.join(","))
}

fn seen(day: &str, more: &str) -> Workpaper {
    let review = review(
        "Okta",
        &["a@acme.example", "B@acme.example", "c@acme.example"],
    );
    paper(
        "review-population",
        &[("2026-09-10", &review), (day, &okta(more))],
    )
}

#[test]
fn who_was_there_and_was_not_reviewed_is_found() {
    let left_out = user("d@acme.example", "ACTIVE", OLD, "null");
    let found = seen("2026-09-10", &left_out);
    assert!(found.observation);
    assert_eq!(counts(&found), (4, 1, 0, 0));
    assert_eq!(found.deviations[0].row, 4);
    assert!(
        found.deviations[0]
            .finding
            .contains("from 2026-09-01 to 2026-09-03")
    );
    assert!(!format!("{found:?}").contains("d@acme"), "nobody is named");
}

#[test]
fn who_had_to_stand_in_no_review_is_counted_with_the_reason() {
    for (more, reason) in [
        (
            user("d@acme.example", "SUSPENDED", OLD, "null"),
            "cannot be used",
        ),
        (
            user("svc-deploy@acme.example", "ACTIVE", OLD, "null"),
            "a service account or bot",
        ),
        (
            user(
                "d@acme.example",
                "ACTIVE",
                "2026-09-02T09:00:00.000Z",
                "null",
            ),
            "made after the review began",
        ),
    ] {
        let found = seen("2026-09-10", &more);
        assert_eq!(counts(&found), (3, 0, 0, 1), "{more}");
        assert!(found.excluded[0].reason.starts_with(reason), "{reason}");
    }
}

#[test]
fn what_may_have_come_or_gone_is_open() {
    let open = |day: &str, more: String, says: &str| {
        let found = seen(day, &more);
        assert_eq!(counts(&found), (3, 0, 1, 0), "{says}");
        assert!(found.undecided[0].reason.contains(says), "{found:?}");
    };
    let d = |created: &str, changed: &str| user("d@acme.example", "ACTIVE", created, changed);
    open("2026-08-20", d(OLD, "null"), "older than the review");
    open(
        "2026-09-10",
        d("2026-08-28T09:00:00.000Z", "null"),
        "in the week before the review",
    );
    open(
        "2026-09-10",
        d(OLD, "\"2026-09-05T09:00:00.000Z\""),
        "may have been off",
    );
    // No time at all.
    open(
        "2026-09-10",
        d("", "null"),
        "When the account was made is not in the export",
    );
    // It was off before, and on since.
    let since = d(OLD, "\"2026-03-05T09:00:00.000Z\"");
    assert_eq!(counts(&seen("2026-09-10", &since)), (4, 1, 0, 0));
}

#[test]
fn other_systems_other_days_and_parts_are_not_compared() {
    let of = |system: &str, day: &str, users: &[&str]| {
        let review = review(system, users);
        let okta = okta(&user("d@acme.example", "ACTIVE", OLD, "null"));
        papers(
            "review-population",
            &terms(),
            &[("2026-09-10", &review), (day, &okta)],
        )
    };
    let three = ["a@acme.example", "b@acme.example", "c"];
    assert_eq!(counts(&of("okta", "2026-09-10", &three)[0]), (4, 1, 0, 0));
    assert!(of("warehouse", "2026-09-10", &three).is_empty());
    assert!(of("okta", "2026-10-05", &three).is_empty());
    assert!(of("okta", "", &three).is_empty(), "of which day?");
    let part = of("okta", "2026-09-10", &["a@acme.example"]);
    assert_eq!(counts(&part[0]), (1, 0, 3, 0));
    assert!(
        part[0].undecided[0]
            .reason
            .contains("fewer than half of the accounts")
    );
    let named = of(
        "okta",
        "2026-09-10",
        &["a", "b", "c", "Ines d@acme.example"],
    );
    assert_eq!(counts(&named[0]), (3, 0, 1, 0));
}
