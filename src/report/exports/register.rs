//! The exception register as a table.

use super::gap::{GapRow, gaps};
use super::input::{ExportInput, NoGapTold, NoLongerTold, SinceTold};
use super::table::Table;
use super::text::{day, title};
use crate::report::view::register::status;

/// Columns, in their order.
pub(super) const COLUMNS: [&str; 36] = [
    "id",
    "title",
    "criteria",
    "type",
    "finding",
    "expectation",
    "severity",
    "likelihood",
    "likelihoodLow",
    "likelihoodHigh",
    "recoverable",
    "periodsAffected",
    "population",
    "nonconforming",
    "remediation",
    "interimControl",
    "effortDays",
    "leadWeeks",
    "owner",
    "opened",
    "due",
    "overdue",
    "status",
    "notShownClosed",
    "accepted",
    "acceptedUntil",
    "acceptedBy",
    "acceptedReason",
    "evidenceRequired",
    "response",
    "evidence",
    "gapToday",
    "since",
    "firstSeen",
    "statusBefore",
    "dueBefore",
];

/// The gaps in their order, then what management says of controls that are no gap today.
pub(super) fn table(input: &ExportInput) -> Table<36> {
    let mut table = Table::new(COLUMNS);
    for gap in gaps(input) {
        table.push(row(&gap));
    }
    for told in &input.no_gaps {
        table.push(no_gap(told, input));
    }
    for gone in &input.no_longer {
        table.push(no_longer(gone, input));
    }
    table
}

/// What became of it, in its four cells; empty where there is no earlier assessment.
fn cells(since: Option<&SinceTold>) -> [String; 4] {
    since.map(|since| since.cells.clone()).unwrap_or_default()
}

/// `yes` or `no`.
fn flag(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn row(row: &GapRow<'_>) -> [String; 36] {
    let (gap, line, control) = (row.gap, row.line, row.control);
    let [headline, least, most] = gap.noted.clone();
    let accepted = line.accepted.as_ref();
    let [since, first_seen, status_before, due_before] = cells(gap.since.as_ref());
    [
        control.id.clone(),
        title(&control.name, 200),
        control.criteria.join(", "),
        row.kind().to_owned(),
        match gap.note.as_str() {
            "" => gap.facts.join("\n"),
            note => format!("{}\n{note}", gap.facts.join("\n")),
        },
        format!("One deviation is {}.", control.deviation),
        control.severity.as_str().to_owned(),
        headline,
        least,
        most,
        gap.repair.clone(),
        row.assessed.affected.join("; "),
        row.assessed.population.to_string(),
        row.assessed.deviations.to_string(),
        control.fix_properly.clone(),
        gap.fix_now.clone(),
        control.effort_days.to_string(),
        control.lead_weeks.to_string(),
        line.owner.clone().unwrap_or_default(),
        day(line.opened),
        day(line.due),
        flag(line.overdue),
        gap.status.clone(),
        flag(line.not_shown_closed),
        flag(row.is_accepted()),
        day(accepted.map(|a| a.until)),
        accepted.and_then(|a| a.by.clone()).unwrap_or_default(),
        accepted.map(|a| a.reason.clone()).unwrap_or_default(),
        control.keep.join("; "),
        line.response.clone().unwrap_or_default(),
        row.assessed.files.join("; "),
        flag(true),
        since,
        first_seen,
        status_before,
        due_before,
    ]
}

/// What was entered for a control that is no gap today: who, until when, what was said.
fn no_gap(told: &NoGapTold, input: &ExportInput) -> [String; 36] {
    let line = &told.line;
    let control = input.control(&line.control);
    let accepted = line.accepted.as_ref();
    let since = cells(told.since.as_ref());
    COLUMNS.map(|column| match column {
        "id" => line.control.clone(),
        "title" => control.map(|c| title(&c.name, 200)).unwrap_or_default(),
        "finding" => told.note.clone(),
        "severity" => control.map_or("", |c| c.severity.as_str()).to_owned(),
        "owner" => line.owner.clone().unwrap_or_default(),
        "opened" => day(line.opened),
        "due" => day(line.due),
        "overdue" | "notShownClosed" | "gapToday" => flag(false),
        "status" => status(line.status).to_owned(),
        "accepted" => flag(accepted.is_some_and(|a| a.holds)),
        "acceptedUntil" => day(accepted.map(|a| a.until)),
        "acceptedBy" => accepted.and_then(|a| a.by.clone()).unwrap_or_default(),
        "acceptedReason" => accepted.map(|a| a.reason.clone()).unwrap_or_default(),
        "response" => line.response.clone().unwrap_or_default(),
        column => changed(column, &since),
    })
}

/// A gap of the assessment before that is none any more, and of which nothing was entered.
fn no_longer(gone: &NoLongerTold, input: &ExportInput) -> [String; 36] {
    let id = gone.control.as_str();
    let control = input.control(id);
    let since = cells(gone.since.as_ref());
    COLUMNS.map(|column| match column {
        "id" => id.to_owned(),
        "title" => control.map(|c| title(&c.name, 200)).unwrap_or_default(),
        "severity" => control.map_or("", |c| c.severity.as_str()).to_owned(),
        "overdue" | "notShownClosed" | "accepted" | "gapToday" => flag(false),
        column => changed(column, &since),
    })
}

/// The cell of a column that says what became of a gap; empty for any other.
fn changed(column: &str, since: &[String; 4]) -> String {
    let [what, first_seen, status_before, due_before] = since;
    match column {
        "since" => what.clone(),
        "firstSeen" => first_seen.clone(),
        "statusBefore" => status_before.clone(),
        "dueBefore" => due_before.clone(),
        _ => String::new(),
    }
}
