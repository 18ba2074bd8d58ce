//! Tickets of changes, all in order: Jira's table with its repeated headers, Linear's with short rows.

use super::clock::{DAY, HOUR, Seconds, iso, jira as jira_time, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Sheet, c};
use super::words;

const JIRA: &str = "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Project type,Project lead,Project lead id,Project description,Priority,Resolution,Assignee,Assignee Id,Reporter,Reporter Id,Creator,Creator Id,Created,Updated,Last Viewed,Resolved,Due date,Votes,Labels,Labels,Labels,Description,Environment,Watchers,Watchers,Watchers Id,Watchers Id,Original estimate,Security Level,Attachment,Custom field (Change risk),Custom field (Change type),Custom field (Approvals),Comment,Comment,Comment,Status Category,Status Category Changed";
const LINEAR: &str = "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Updated,Started,Triaged,Completed,Canceled,Archived,Due Date,Parent issue,Initiatives,Project Milestone ID,Project Milestone,SLA Status,Roadmaps";

/// When the tickets are made and, for most, closed.
fn times(rng: &mut Rng, people: usize) -> Vec<(Seconds, Option<Seconds>)> {
    let count = people / 4 + 20;
    let step = 170 * DAY / i64::try_from(count).unwrap();
    let mut times = Vec::new();
    for i in 0..count {
        let made = noon("2026-05-02") + i64::try_from(i).unwrap() * step;
        let closed = made + rng.between(HOUR, 6 * DAY);
        times.push((made, (i % 6 > 0).then_some(closed)));
    }
    times
}

/// Jira's table.
pub(crate) fn jira(seed: u64, people: &[Person], offboarded: &[(usize, Seconds)]) -> Sheet {
    let mut rng = Rng::new(seed, 22);
    let mut sheet = Sheet::table("jira.csv", "jira-csv", JIRA);
    for (i, (made, closed)) in times(&mut rng, people.len()).into_iter().enumerate() {
        let key = format!("CHG-{}", i + 1);
        let (status, category, resolution) = match closed {
            Some(_) => ("Closed", "Done", "Done"),
            None => ("Open", "To Do", ""),
        };
        let changed = jira_time(closed.unwrap_or(made));
        let cells = [
            ("Summary", c(format!("Change {}", words::text(&mut rng)))),
            ("Issue key", c(key.clone())),
            ("Issue id", c((10_000 + i).to_string())),
            ("Issue Type", c("Change")),
            ("Status", c(status)),
            ("Project key", c("CHG")),
            ("Project name", c("Änderungen")),
            ("Project type", c("software")),
            ("Priority", c("Medium")),
            ("Resolution", c(resolution)),
            ("Reporter", c("Änne O'Brien")),
            ("Creator", c("Änne O'Brien")),
            ("Created", c(jira_time(made))),
            ("Updated", c(changed.clone())),
            ("Resolved", c(closed.map_or(String::new(), jira_time))),
            ("Labels", c("audit")),
            ("Description", c(words::text(&mut rng))),
            ("Watchers", c("Max Müller")),
            ("Custom field (Change type)", c("Normal")),
            (
                "Comment",
                c(format!("{};712020:abc;{}", changed, words::text(&mut rng))),
            ),
            ("Status Category", c(category)),
            ("Status Category Changed", c(changed)),
        ];
        sheet.sparse(&cells, &key, vec![]);
    }
    let mut offboarded = offboarded.to_vec();
    offboarded.sort_by_key(|(at, closed)| (*closed, *at));
    for (i, (at, closed)) in offboarded.into_iter().enumerate() {
        let key = format!("OFF-{}", i + 1);
        let done = jira_time(closed);
        let cells = [
            ("Summary", c(format!("Offboarding: {}", people[at].email))),
            ("Issue key", c(key.clone())),
            ("Issue id", c((90_000 + i).to_string())),
            ("Issue Type", c("Task")),
            ("Status", c("Done")),
            ("Project key", c("OFF")),
            ("Created", c(jira_time(closed - 2 * DAY))),
            ("Updated", c(done.clone())),
            ("Resolved", c(done)),
            ("Status Category", c("Done")),
        ];
        sheet.sparse(&cells, &key, vec![]);
    }
    sheet
}

/// Linear's table. Every third row lacks its last cell.
pub(crate) fn linear(seed: u64, people: usize) -> Sheet {
    let mut rng = Rng::new(seed, 23);
    let mut sheet = Sheet::table("linear.csv", "linear-csv", LINEAR);
    for (i, (made, closed)) in times(&mut rng, people).into_iter().enumerate() {
        let id = format!("ENG-{}", i + 1);
        let done = closed.map_or(String::new(), iso);
        let changed = iso(closed.unwrap_or(made));
        let mut row = vec![
            c(id.clone()),
            c("Engineering"),
            c(rng.pick(&["'=SUM(1)", "Change, small", "Ä \"b\""])),
            c(words::text(&mut rng)),
            c(if closed.is_some() { "Done" } else { "Todo" }),
            c(""),
            c("No priority"),
            c(""),
            c(""),
            c("dev@example.com"),
            c(""),
            c(""),
            c(""),
            c(""),
            c(""),
            c(""),
            c(iso(made)),
            c(changed),
            c(""),
            c(""),
            c(done),
        ];
        row.resize(if i % 3 == 0 { 29 } else { 30 }, c(""));
        sheet.row(row, &id, vec![]);
    }
    sheet
}
