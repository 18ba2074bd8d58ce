//! People whose training is missing, late or lapsed, and one at the edge.

use super::clock::day;
use super::person::Course;
use super::roster::{Roster, done};
use super::sheet::deviation;

/// One of each.
pub(crate) fn plant(roster: &mut Roster, k: usize) {
    // No record at all.
    let start = roster.long_ago();
    let person = roster.member(start);
    person.courses.clear();
    person.marks.push(deviation("tp-13", "training-none", &[]));

    // Given, never begun.
    let start = roster.long_ago();
    roster.member(start).courses = vec![Course {
        assigned: day("2026-01-02"),
        completed: None,
        status: "Not Started",
        marks: vec![deviation(
            "tp-13",
            "training-not-started",
            &[("Status", "Not Started"), ("Completed", "")],
        )],
    }];

    // New in the window: on the last day allowed, and one day later.
    for late in [0, 1] {
        let start = day("2026-06-01").plus_days(i64::try_from(k % 60).unwrap());
        let completed = start.plus_days(30 + late);
        let mut course = done(start, completed);
        if late > 0 {
            course.marks.push(deviation(
                "tp-13",
                "training-late",
                &[
                    ("Status", "Completed"),
                    ("Completed", &completed.to_string()),
                ],
            ));
        }
        roster.member(start).courses = vec![course];
    }

    // The last one is more than a year old.
    let start = roster.long_ago().plus_days(-900);
    let mut course = done(day("2025-06-01"), day("2025-06-20"));
    course.marks.push(deviation(
        "tp-13",
        "training-lapsed",
        &[("Completed", "2025-06-20")],
    ));
    roster.member(start).courses = vec![course];
}
