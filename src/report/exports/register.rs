//! The exception register as a table.

use super::gap::{GapRow, gaps};
use super::input::ExportInput;
use super::table::Table;
use super::text::{day, title};
use crate::plan::register::RegisterLine;
use crate::report::view::register::status;

/// Columns, in their order.
pub(super) const COLUMNS: [&str; 32] = [
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
];

/// The gaps in their order, then what management says of controls that are no gap today.
pub(super) fn table(input: &ExportInput) -> Table<32> {
    let mut table = Table::new(COLUMNS);
    for gap in gaps(input) {
        table.push(row(&gap));
    }
    for line in &input.no_gaps {
        table.push(no_gap(line, input));
    }
    table
}

/// `yes` or `no`.
fn flag(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn row(row: &GapRow<'_>) -> [String; 32] {
    let (gap, line, control) = (row.gap, row.line, row.control);
    let [headline, least, most] = gap.noted.clone();
    let accepted = line.accepted.as_ref();
    [
        control.id.clone(),
        title(&control.name, 200),
        control.criteria.join(", "),
        row.kind().to_owned(),
        gap.facts.join("\n"),
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
    ]
}

/// What was entered for a control that is no gap today: who, until when, what was said.
fn no_gap(line: &RegisterLine, input: &ExportInput) -> [String; 32] {
    let control = input.control(&line.control);
    let accepted = line.accepted.as_ref();
    COLUMNS.map(|column| match column {
        "id" => line.control.clone(),
        "title" => control.map(|c| title(&c.name, 200)).unwrap_or_default(),
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
        _ => String::new(),
    })
}
