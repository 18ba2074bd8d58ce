//! Training: one row for each course that somebody was given.

use super::clock::day;
use super::person::{Course, Person};
use super::sheet::{Sheet, c};

/// The file.
pub(crate) fn sheet(people: &[Person]) -> Sheet {
    let mut sheet = Sheet::table(
        "training.csv",
        "training-csv",
        "Email,Name,Course,Assigned,Due,Completed,Status",
    );
    for person in people {
        let mut row = |course: &Course| {
            let completed = course.completed.map(|d| d.to_string()).unwrap_or_default();
            let mut marks = course.marks.clone();
            for mark in &mut marks {
                mark.cells.push(("Email", person.email.clone()));
            }
            let due = course.assigned.plus_days(30).to_string();
            sheet.row(
                vec![
                    c(person.email.clone()),
                    c(person.name()),
                    c("Security Awareness"),
                    c(course.assigned.to_string()),
                    c(due),
                    c(completed),
                    c(course.status),
                ],
                &person.email,
                marks,
            );
        };
        person.courses.iter().for_each(&mut row);
        // Given a second time and not done: the best one counts.
        let in_order = person.courses.iter().all(|course| {
            course.marks.is_empty() && course.completed.is_some_and(|d| d >= day("2026-01-01"))
        });
        if in_order && !person.courses.is_empty() && person.n % 11 == 0 {
            row(&Course {
                assigned: day("2026-02-01"),
                completed: None,
                status: "In Progress",
                marks: vec![],
            });
        }
    }
    sheet
}
