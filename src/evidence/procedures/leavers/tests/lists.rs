//! Lists of accounts that contradict each other, have no day, or do not reach far enough.

use super::super::super::tried;
use super::{DEVIATES, IN_ORDER, LEFT, OPEN, OUT, access, counts, okta, paper, roster};
use crate::evidence::workpaper::Workpaper;

const BACK: &str = "ines@acme.example,2026-09-01,,Active,";

/// Okta: users with login, state, when that changed, and the last sign-in.
pub(super) fn users(rows: &[(&str, &str, &str, &str)]) -> String {
    let time = |text: &str| match text {
        "" => "null".to_owned(),
        text => format!("\"{text}T08:00:00.000Z\""),
    };
    let each = rows.iter().map(|(login, state, changed, used)| {
        format!(
            r#"{{"id":"id-{login}","status":"{state}","created":"2020-01-01T08:00:00.000Z","activated":null,"statusChanged":{},
            "lastLogin":{},"lastUpdated":"2020-01-01T08:00:00.000Z","passwordChanged":null,"type":{{"id":"o"}},
            "profile":{{"firstName":"x","lastName":"y","mobilePhone":null,"secondEmail":null,"login":"{login}@acme.example","email":"{login}@acme.example"}},
            "credentials":{{"provider":{{"type":"OKTA","name":"OKTA"}}}}}}"#,
            time(changed),
            time(used)
        )
    });
    format!("[{}]", each.collect::<Vec<_>>().join(","))
}

/// The same verdict for any order of files.
fn told(files: &[(&str, &str)]) -> (u32, usize, usize, u32) {
    let found = counts(&access(&[LEFT], files));
    let turned: Vec<_> = files.iter().rev().copied().collect();
    assert_eq!(
        counts(&access(&[LEFT], &turned)),
        found,
        "the order of files"
    );
    found
}

pub(super) fn used(rows: &[&str], files: &[(&str, &str)]) -> Workpaper {
    let roster = roster(rows);
    let all: Vec<_> = [("2026-11-10", roster.as_str())]
        .into_iter()
        .chain(files.iter().copied())
        .collect();
    paper("leaver-use", Some("Europe/Berlin"), &all)
}

#[test]
fn exports_that_contradict_each_other() {
    let off = users(&[("ines", "DEPROVISIONED", "2026-07-01", "2026-06-29")]);
    let on = users(&[("ines", "ACTIVE", "2026-08-01", "2026-08-02")]);
    let early = users(&[("ines", "ACTIVE", "2020-01-01", "2026-06-29")]);
    let none = users(&[("ines", "ACTIVE", "", "")]);
    assert_eq!(told(&[("", &off), ("", &on)]), DEVIATES);
    let found = access(&[LEFT], &[("", &off), ("", &on)]);
    let mut cited: Vec<_> = found.deviations[0]
        .cells
        .iter()
        .filter_map(|c| c.file.clone())
        .collect();
    cited.dedup();
    assert_eq!(cited.len(), 2, "both rows: {found:?}");
    // The one that is off is plainly newer, by its newest time or its day.
    assert_eq!(told(&[("", &off), ("", &early)]), IN_ORDER);
    assert_eq!(
        told(&[("2026-08-01", &off), ("2026-06-30", &early)]),
        IN_ORDER
    );
    // Neither is.
    assert_eq!(told(&[("2026-08-01", &off), ("2026-08-01", &early)]), OPEN);
    assert_eq!(
        told(&[
            ("", &off),
            (
                "",
                &off.replace("DEPROVISIONED", "ACTIVE")
                    .replace("\"2026-07-01T08:00:00.000Z\"", "null")
                    .replace("2026-06-29T", "2026-07-01T")
            )
        ]),
        OPEN
    );
    let found = access(&[LEFT], &[("2026-08-01", &off), ("2026-08-01", &early)]);
    assert_eq!(found.sources.len(), 2, "both are cited");
    // The list with a day is older than the one it contradicts; then it is newer.
    assert_eq!(told(&[("2026-09-01", &off), ("2026-08-01", &early)]), OPEN);
    assert_eq!(
        told(&[("2026-08-01", &off), ("2026-09-01", &early)]),
        DEVIATES
    );
    assert_eq!(
        told(&[("2026-06-30", &none), ("2026-08-01", &off)]),
        IN_ORDER
    );
}

#[test]
fn a_list_is_no_older_than_its_newest_time() {
    let row = ("ines", "ACTIVE", "2020-01-01", "");
    let own = users(&[("ines", "ACTIVE", "2020-01-01", "2026-08-01")]);
    assert_eq!(told(&[("", &own)]), DEVIATES, "by its own row");
    let others = users(&[row, ("max", "ACTIVE", "2020-01-01", "2026-08-01")]);
    assert_eq!(told(&[("", &others)]), DEVIATES, "by another row");
    let found = access(&[LEFT], &[("", &others)]);
    let rows: Vec<_> = found.deviations[0]
        .cells
        .iter()
        .filter_map(|c| c.row)
        .collect();
    assert!(rows.contains(&1) && rows.contains(&2), "{rows:?}");
    let early = users(&[row, ("max", "ACTIVE", "2020-01-01", "2026-07-01")]);
    assert_eq!(told(&[("", &early)]), OPEN);
    let wrong = users(&[row, ("max", "ACTIVE", "2020-01-01", "2031-08-01")]);
    assert_eq!(
        told(&[("", &wrong)]),
        OPEN,
        "a time after the assessment proves nothing"
    );
    // Somebody who came back: the list may be of after that.
    assert_eq!(counts(&access(&[LEFT, BACK], &[("", &others)])), OPEN);
    assert_eq!(counts(&access(&[LEFT, BACK], &[("", &own)])), DEVIATES);
}

#[test]
fn what_would_decide_is_a_list_of_after_the_deadline() {
    let leaves = "ines@acme.example,2020-01-01,2026-10-31,Terminated,";
    let list = users(&[("ines", "ACTIVE", "2020-01-01", "2026-10-20")]);
    let mut terms = tried::terms();
    terms.as_of = "2026-11-01".parse().unwrap();
    let roster = roster(&[leaves]);
    for day in ["", "2026-10-30"] {
        let files = [("2026-11-01", roster.as_str()), (day, list.as_str())];
        let access = tried::papers("leaver-access", &terms, &files).remove(0);
        assert_eq!(counts(&access), OPEN);
        let reason = &access.undecided[0].reason;
        assert!(
            reason.contains("made after 2026-11-02, would decide"),
            "{reason}"
        );
        let used = tried::papers("leaver-use", &terms, &files).remove(0);
        assert_eq!(counts(&used), OUT);
        assert_eq!(used.excluded[0].reason, "deadline not reached");
    }
}

#[test]
fn a_last_day_of_which_no_reading_lies_in_the_window() {
    let list = users(&[("ines", "ACTIVE", "2020-01-01", "")]);
    let case = |end: &str| {
        let row = format!("ines@acme.example,03/04/2020,{end},Terminated,");
        access(&[&row], &[("", &list)])
    };
    assert_eq!(counts(&case("06/07/2025")), OUT);
    assert!(
        case("06/07/2025").excluded[0]
            .reason
            .contains("whichever of day and month")
    );
    assert_eq!(counts(&case("06/07/2026")), OPEN);
    assert_eq!(counts(&case("03/07/2026")), OPEN, "one of the two does");
}

#[test]
fn use_is_in_order_only_where_a_file_shows_the_time_after() {
    let list = users(&[("ines", "ACTIVE", "2020-01-01", "2026-06-20")]);
    assert_eq!(counts(&used(&[LEFT], &[("2026-08-01", &list)])), IN_ORDER);
    assert_eq!(counts(&used(&[LEFT], &[("2026-07-01", &list)])), OPEN);
    assert_eq!(counts(&used(&[LEFT], &[("", &list)])), OPEN);
    let off = users(&[("ines", "DEPROVISIONED", "2026-07-01", "2026-06-20")]);
    assert_eq!(
        counts(&used(&[LEFT], &[("", &off)])),
        IN_ORDER,
        "off before the deadline"
    );
    // Somebody who came back: the last use hides what was before.
    let back = users(&[("ines", "ACTIVE", "2026-09-01", "2026-11-01")]);
    let found = used(&[LEFT, BACK], &[("2026-11-09", &back)]);
    assert_eq!(counts(&found), OPEN);
    assert!(
        found.undecided[0]
            .reason
            .contains("a sign-in log of okta would decide")
    );
    let session = "user.session.start";
    let log = okta(&[
        ("2026-06-20T10:00:00.000Z", session),
        ("2026-11-01T08:00:00.000Z", session),
    ]);
    assert_eq!(
        counts(&used(&[LEFT, BACK], &[("2026-11-09", &back), ("", &log)])),
        IN_ORDER
    );
    let late = okta(&[("2026-11-01T08:00:00.000Z", session)]);
    assert_eq!(
        counts(&used(&[LEFT, BACK], &[("2026-11-09", &back), ("", &late)])),
        OPEN
    );
}
