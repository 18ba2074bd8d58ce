//! The request list and the controls as tables.

use super::gap::{GapRow, gaps};
use super::input::{AskedForTold, AssessedTold, ControlTold, ExportInput, RequestTold};
use super::table::Table;
use super::text::{code, title};
use crate::plan::requests::OnFile;

/// The request list: of each control the complete list first, where items are drawn from one, then each item.
pub(super) fn requests(input: &ExportInput) -> Table<16> {
    let mut table = Table::new([
        "requestId",
        "item",
        "control",
        "controlName",
        "criteria",
        "period",
        "kind",
        "population",
        "sample",
        "owner",
        "status",
        "examinerStatus",
        "due",
        "evidence",
        "link",
        "priority",
    ]);
    for request in &input.asked_for {
        table.push(by_the_auditor(input, request));
    }
    for request in &input.requests {
        let mut confirmed = input.asked_for.iter().filter(|a| !a.suggested);
        if confirmed.any(|a| a.controls.contains(&request.control)) {
            continue;
        }
        let Some(control) = input.control(&request.control) else {
            continue;
        };
        let list = request.source.as_ref();
        let list = list.map(|from| ("population", format!("complete list from: {from}")));
        let items = request.items.iter().map(|item| ("item", item.clone()));
        for (i, (kind, item)) in list.into_iter().chain(items).enumerate() {
            let name = format!("{}/{}", control.id, i + 1);
            table.push(asked(input, request, control, name, kind, item));
        }
    }
    table
}

/// A request of the auditor's own list: its id, words and day.
fn by_the_auditor(input: &ExportInput, request: &AskedForTold) -> [String; 16] {
    let controls: Vec<&ControlTold> = request
        .controls
        .iter()
        .filter_map(|id| input.control(id))
        .collect();
    let each = |of: &dyn Fn(&ControlTold) -> String| {
        let all: Vec<String> = controls.iter().map(|c| of(c)).collect();
        all.join("; ")
    };
    [
        request.id.clone(),
        request.request.clone(),
        each(&|c| match request.suggested {
            true => format!("△ {}", c.id),
            false => c.id.clone(),
        }),
        each(&|c| title(&c.name, 200)),
        each(&|c| c.criteria.join(", ")),
        String::new(),
        "request".to_owned(),
        String::new(),
        String::new(),
        request.owner.clone().unwrap_or_default(),
        on_file(request.state).to_owned(),
        request.status.clone().unwrap_or_default(),
        request.due.map_or_else(String::new, |day| day.to_string()),
        request.files.join("; "),
        request.links.join(" "),
        String::new(),
    ]
}

/// What there is on file, in words.
fn on_file(state: OnFile) -> &'static str {
    match state {
        OnFile::All => "on file",
        OnFile::Part => "partly on file",
        OnFile::Nothing => "nothing on file",
    }
}

fn asked(
    input: &ExportInput,
    request: &RequestTold,
    control: &ControlTold,
    name: String,
    kind: &str,
    item: String,
) -> [String; 16] {
    [
        name,
        item,
        control.id.clone(),
        title(&control.name, 200),
        control.criteria.join(", "),
        match input.report_type {
            1 => input.fieldwork.to_string(),
            _ => format!("{} to {}", input.window.start, input.window.end),
        },
        kind.to_owned(),
        control
            .drawn_from
            .map_or_else(String::new, |n| n.to_string()),
        request.sample.map_or_else(String::new, |n| n.to_string()),
        request.owner.clone().unwrap_or_default(),
        on_file(request.state).to_owned(),
        String::new(),
        input.fieldwork.to_string(),
        request.files.join("; "),
        request.links.join(" "),
        control.severity.as_str().to_owned(),
    ]
}

/// Every control in scope, as platforms take controls over.
pub(super) fn controls(input: &ExportInput) -> Vec<u8> {
    let mut table = Table::new([
        "code",
        "name",
        "description",
        "criteria",
        "owner",
        "status",
        "notes",
    ]);
    let gaps = gaps(input);
    for request in &input.requests {
        let Some(control) = input.control(&request.control) else {
            continue;
        };
        let gap = gaps.iter().find(|g| g.control.id == control.id);
        let assessed = control.assessed.as_ref();
        let owner = gap.and_then(|g| g.line.owner.clone());
        table.push([
            code(&control.id),
            title(&control.name, 200),
            description(control),
            control.criteria.join(", "),
            owner.or_else(|| request.owner.clone()).unwrap_or_default(),
            standing(gap, assessed).to_owned(),
            notes(gap, assessed, input),
        ]);
    }
    table.csv()
}

fn description(control: &ControlTold) -> String {
    let often = match control.often {
        Some(often) => format!("{}. ", often.as_str()),
        None => String::new(),
    };
    format!(
        "{often}One deviation is {}. Evidence to keep: {}.",
        control.deviation,
        control.keep.join("; ")
    )
}

fn standing<'a>(gap: Option<&GapRow<'a>>, assessed: Option<&AssessedTold>) -> &'a str {
    match (gap, assessed) {
        (Some(row), _) => &row.gap.status,
        (None, Some(c)) if c.decided > 0 => "no gap seen, with evidence",
        (None, Some(_)) => "no gap seen",
        (None, None) => "not looked at",
    }
}

fn notes(gap: Option<&GapRow<'_>>, assessed: Option<&AssessedTold>, input: &ExportInput) -> String {
    let mut notes = Vec::new();
    if let Some(c) = assessed {
        notes.push(format!(
            "Level claimed: {}; supported: {}.",
            c.claimed, c.supported
        ));
    }
    if let Some(row) = gap {
        let accepted = &row.gap.accepted;
        notes.push(format!("Gap: {}.", row.gap.kind_told));
        notes.extend((!accepted.is_empty()).then(|| accepted.clone()));
        let response = row.line.response.as_ref();
        notes.extend(response.map(|r| format!("○ Management answers: {r}")));
    }
    notes.push(format!(
        "Self-assessment as of {}, not an attestation.",
        input.as_of
    ));
    notes.join(" ")
}
