//! The exception register as a table.

use super::gap::{GapRow, gaps};
use super::since::Since;
use super::table::Table;
use super::text::{day, title};
use crate::assessment::occurrences::Occurrence;
use crate::comparison::trend::Trend;
use crate::plan::register::RegisterLine;
use crate::report::Material;
use crate::report::view::register::status;
use crate::report::view::scene::Scene;

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
pub(super) fn table(material: &Material<'_>) -> Table<36> {
    let mut table = Table::new(COLUMNS);
    let scene = Scene::of(material);
    for gap in gaps(material) {
        table.push(row(&gap, &scene));
    }
    let others = material.plan.register.iter().filter(|l| l.number.is_none());
    for line in others {
        table.push(no_gap(line, material));
    }
    // Gaps that the assessment before had, and of which the register of this one says nothing.
    let before = material.trend.and_then(Trend::before);
    let known = |id: &str| material.plan.register.iter().any(|l| l.control == id);
    for id in before.iter().flat_map(|p| &p.gaps).filter(|id| !known(id)) {
        table.push(no_longer(id, material));
    }
    table
}

/// What became of it, in its four cells; empty where there is no earlier assessment.
fn cells(since: Option<&Since<'_>>) -> [String; 4] {
    since.map(Since::cells).unwrap_or_default()
}

/// A chance as a fraction with two digits.
pub(super) fn chance(p: f64) -> String {
    format!("{p:.2}")
}

/// `yes` or `no`.
fn flag(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// What was late, missed or not as required, by its own label.
pub(super) fn affected(gap: &GapRow<'_>) -> String {
    let listed = gap.assessed.occurrences.listed.iter();
    let off: Vec<&str> = listed
        .filter(|o| o.state.deviates())
        .map(|o| o.label.as_str())
        .collect();
    off.join("; ")
}

/// Names of the files that decided something of it.
fn on_file(gap: &GapRow<'_>, scene: &Scene<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    let decided = |o: &Occurrence| o.evidence.clone();
    for id in gap.assessed.occurrences.listed.iter().filter_map(decided) {
        let name = scene.file_name(&id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

fn row(gap: &GapRow<'_>, scene: &Scene<'_>) -> [String; 36] {
    let (line, control) = (gap.line, gap.control);
    let occurrences = &gap.assessed.occurrences;
    let noted = scene.forecast.controls.iter().find(|f| f.id == control.id);
    let noted = noted.map_or([gap.gap.noted; 3], |f| {
        let ends = f.noted;
        [ends.headline, ends.if_claims_hold, ends.only_what_is_shown]
    });
    let accepted = line.accepted.as_ref();
    let [since, first_seen, status_before, due_before] = cells(gap.since.as_ref());
    [
        control.id.clone(),
        title(&control.name, 200),
        gap.view.criteria.clone(),
        gap.kind().to_owned(),
        match gap.note.as_str() {
            "" => gap.view.facts.join("\n"),
            note => format!("{}\n{note}", gap.view.facts.join("\n")),
        },
        format!("One deviation is {}.", control.deviation),
        control.severity.as_str().to_owned(),
        chance(gap.gap.noted),
        chance(noted.into_iter().fold(1.0, f64::min)),
        chance(noted.into_iter().fold(0.0, f64::max)),
        gap.view.repair.clone(),
        affected(gap),
        occurrences.population.to_string(),
        occurrences.deviations.to_string(),
        control.fix_properly.clone(),
        gap.view.fix_now.clone(),
        control.effort_days.to_string(),
        control.lead_weeks.to_string(),
        line.owner.clone().unwrap_or_default(),
        day(line.opened),
        day(line.due),
        flag(line.overdue),
        gap.status.to_owned(),
        flag(line.not_shown_closed),
        flag(gap.is_accepted()),
        day(accepted.map(|a| a.until)),
        accepted.and_then(|a| a.by.clone()).unwrap_or_default(),
        accepted.map(|a| a.reason.clone()).unwrap_or_default(),
        control.keep.join("; "),
        line.response.clone().unwrap_or_default(),
        on_file(gap, scene),
        flag(true),
        since,
        first_seen,
        status_before,
        due_before,
    ]
}

/// Why an entry stands beside what was looked at; empty where it does not.
fn note(line: &RegisterLine, material: &Material<'_>) -> String {
    Scene::of(material).note(line)
}

/// What was entered for a control that is no gap today: who, until when, what was said.
fn no_gap(line: &RegisterLine, material: &Material<'_>) -> [String; 36] {
    let control = material.engagement.catalogue.control(&line.control);
    let accepted = line.accepted.as_ref();
    let since = cells(Since::of(material.trend, &line.control).as_ref());
    COLUMNS.map(|column| match column {
        "id" => line.control.clone(),
        "title" => control.map(|c| title(&c.name, 200)).unwrap_or_default(),
        "finding" => note(line, material),
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
fn no_longer(id: &str, material: &Material<'_>) -> [String; 36] {
    let control = material.engagement.catalogue.control(id);
    let since = cells(Since::of(material.trend, id).as_ref());
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
