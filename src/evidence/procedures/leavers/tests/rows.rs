//! Rows that contradict themselves: hired after leaving, off and yet used, dated in days that have not come.

use super::lists::{used, users};
use super::{DEVIATES, IN_ORDER, LEFT, OPEN, access, counts, slack};

#[test]
fn a_first_day_after_the_last_is_open() {
    let list = slack("Member");
    let of = |rows: &[&str]| access(rows, &[("2026-08-01", &list)]);
    let turned = "ines@acme.example,2026-09-01,2026-06-30,Active,";
    let found = of(&[turned]);
    assert_eq!(counts(&found), OPEN);
    let reason = &found.undecided[0].reason;
    assert!(
        reason.starts_with("The first day is after the last"),
        "{reason}"
    );
    assert!(reason.contains("would decide"), "{reason}");
    // Hired on the day after the last: still turned.
    let next = "ines@acme.example,2026-07-01,2026-06-30,Terminated,";
    assert_eq!(counts(&of(&[next])), OPEN);
    // On one day alone.
    let short = "ines@acme.example,2026-06-30,2026-06-30,Terminated,";
    assert_eq!(counts(&of(&[short])), DEVIATES);
    // Another row has the spell that ended: this one shows the return, with the old last day carried on.
    for rows in [[LEFT, turned], [turned, LEFT]] {
        let found = of(&rows);
        assert_eq!(counts(&found), (1, 1, 0, 1), "{found:?}");
    }
    let back = access(&[LEFT, turned], &[("2026-09-15", &list)]);
    assert_eq!(counts(&back), (0, 0, 1, 1), "active since the return");
}

#[test]
fn an_account_that_is_off_and_was_used_after_the_deadline() {
    let seen = |changed: &str, last: &str| users(&[("ines", "DEPROVISIONED", changed, last)]);
    for (changed, last, access_is, use_is) in [
        ("", "2026-06-29", OPEN, IN_ORDER),
        ("", "2026-07-20", DEVIATES, DEVIATES),
        // Off in time, and used later all the same.
        ("2026-06-30", "2026-07-20", DEVIATES, DEVIATES),
        ("2026-07-01", "2026-06-29", IN_ORDER, IN_ORDER),
        ("2026-07-25", "2026-07-20", DEVIATES, DEVIATES),
    ] {
        let list = seen(changed, last);
        let files = [("2026-08-01", list.as_str())];
        assert_eq!(
            counts(&access(&[LEFT], &files)),
            access_is,
            "{changed} {last}"
        );
        assert_eq!(counts(&used(&[LEFT], &files)), use_is, "{changed} {last}");
    }
    let list = seen("", "2026-07-20");
    let found = access(&[LEFT], &[("2026-08-01", &list)]);
    let deviation = &found.deviations[0];
    assert!(
        deviation
            .finding
            .contains("so it had not been taken away by then"),
        "{deviation:?}"
    );
    assert!(
        deviation
            .cells
            .iter()
            .any(|c| c.value.starts_with("2026-07-20")),
        "{deviation:?}"
    );
    // What lies after the return is of no spell that ended.
    let back = "ines@acme.example,2026-07-10,,Active,";
    let found = access(&[LEFT, back], &[("2026-08-01", &list)]);
    assert_eq!(counts(&found), OPEN);
}

#[test]
fn a_use_that_has_not_come_is_open() {
    // After the day of the list, and of the assessment where it has none.
    for (day, last) in [("2026-08-01", "2026-08-20"), ("", "2027-07-20")] {
        for state in ["ACTIVE", "DEPROVISIONED"] {
            let list = users(&[("ines", state, "", last)]);
            let found = used(&[LEFT], &[(day, &list)]);
            assert_eq!(counts(&found), OPEN, "{day} {state}");
            let reason = &found.undecided[0].reason;
            assert!(reason.contains("dated after"), "{reason}");
        }
    }
}
