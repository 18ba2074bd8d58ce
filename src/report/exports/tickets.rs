//! The gaps as tables that issue trackers import.

use super::gap::{GapRow, gaps, priority};
use super::input::ExportInput;
use super::issues;
use super::table::Table;
use super::text::{day, slug, title};
use crate::date::Date;
use crate::input::register::Status;

/// For the importer of Jira: an ISO day, one label, an assignee only where the owner is an address.
pub(super) fn jira(input: &ExportInput) -> Vec<u8> {
    let mut table = Table::new([
        "Summary",
        "Issue Type",
        "Priority",
        "Labels",
        "Due Date",
        "Assignee",
        "Description",
    ]);
    let label = slug(&input.framework.id);
    for gap in gaps(input) {
        let names = ["Highest", "High", "Medium", "Low"];
        table.push([
            gap.title(),
            "Task".to_owned(),
            priority(gap.control.severity, names).to_owned(),
            label.clone(),
            day(gap.line.due),
            gap.address(),
            quiet(&gap.plain(input)),
        ]);
    }
    table.csv()
}

/// The text as Jira shows it, where marks of other texts would fetch pictures, call people and run macros: `!x!`, `[~x]`, `{x}`.
fn quiet(text: &str) -> String {
    let mut quiet = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let mut ends = || characters.peek().is_none_or(|next| next.is_whitespace());
        if matches!(c, '[' | '{') || (c == '!' && !ends()) {
            quiet.push('\\');
        }
        quiet.push(c);
        if c == '\\' {
            // A word joiner: nothing to see, and what follows is no pair with it.
            quiet.push('\u{2060}');
        }
    }
    quiet
}

/// In the shape of an export of Linear, which its importer reads. Descriptions are Markdown there.
pub(super) fn linear(input: &ExportInput) -> Vec<u8> {
    let mut table = Table::new([
        "Id",
        "Team",
        "Title",
        "Description",
        "Status",
        "Estimate",
        "Priority",
        "Project",
        "Creator",
        "Assignee",
        "Labels",
        "Due Date",
    ]);
    let framework = &input.framework;
    for gap in gaps(input) {
        let names = ["Urgent", "High", "Medium", "Low"];
        table.push([
            gap.control.id.clone(),
            String::new(),
            gap.title(),
            issues::body(&gap, input),
            state(&gap).to_owned(),
            String::new(),
            priority(gap.control.severity, names).to_owned(),
            title(&format!("{} readiness", framework.name), 80),
            String::new(),
            gap.address(),
            format!("{}, {}", slug(&framework.id), gap.kind()),
            day(gap.line.due),
        ]);
    }
    table.csv()
}

/// The states that every new team of Linear has.
fn state(gap: &GapRow<'_>) -> &'static str {
    match gap.line.status {
        _ if gap.is_accepted() => "Backlog",
        Status::Open => "Todo",
        Status::InProgress => "In Progress",
        // Called closed, and nothing shows it: somebody has to look.
        Status::ReadyForRetest | Status::Closed => "In Review",
    }
}

/// For the importer of Asana, where a task comes after those that it waits for, which it names.
pub(super) fn asana(input: &ExportInput) -> Vec<u8> {
    let mut table = Table::new([
        "Name",
        "Description",
        "Assignee",
        "Collaborators",
        "Due Date",
        "Start Date",
        "Section/Column",
        "Dependencies",
    ]);
    // Names of predecessors stand in one cell with commas between them.
    let name = |gap: &GapRow<'_>| gap.title().replace(',', " ");
    let mut open = gaps(input);
    let mut done: Vec<GapRow<'_>> = Vec::new();
    while !open.is_empty() {
        let waits = |gap: &GapRow<'_>| {
            let on = &gap.control.depends_on;
            open.iter()
                .any(|o| on.contains(&o.control.id) && o.control.id != gap.control.id)
        };
        // The first that waits for none that is still to come; of a circle the first.
        let next = open.iter().position(|gap| !waits(gap)).unwrap_or(0);
        let gap = open.remove(next);
        let before = done
            .iter()
            .filter(|d| gap.control.depends_on.contains(&d.control.id));
        let before: Vec<String> = before.map(name).collect();
        table.push([
            name(&gap),
            gap.plain(input),
            gap.address(),
            String::new(),
            gap.line.due.map_or_else(String::new, us_day),
            String::new(),
            gap.assessed.domain.clone(),
            before.join(","),
        ]);
        done.push(gap);
    }
    table.csv()
}

/// Month, day and year with slashes between them.
fn us_day(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{month:02}/{day:02}/{year:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_jira_lose_their_meaning() {
        assert_eq!(quiet("Done! See [1]."), "Done! See \\[1].");
        assert_eq!(
            quiet("!http://x.example/y.png! [~jane] {code}"),
            "\\!http://x.example/y.png! \\[~jane] \\{code}"
        );
        assert_eq!(quiet("a\\[~jane]"), "a\\\u{2060}\\[~jane]");
    }
}
