//! The request list and the controls as tables.

use super::gap::{GapRow, gaps};
use super::table::Table;
use super::text::{code, title};
use crate::assessment::ControlAssessment;
use crate::input::control::Control;
use crate::plan::requests::{OnFile, Request};
use crate::report::view::scene::Scene;
use crate::report::{Material, words};

/// The request list: of each control the complete list first, where items are drawn from one, then each item.
pub(super) fn requests(material: &Material<'_>) -> Table<16> {
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
    let scene = Scene::of(material);
    for request in &material.advice.requests {
        let Some(control) = material.engagement.catalogue.control(request.control) else {
            continue;
        };
        let list = request
            .source
            .map(|from| ("population", format!("complete list from: {from}")));
        let items = request.items.iter().map(|item| ("item", item.clone()));
        for (i, (kind, item)) in list.into_iter().chain(items).enumerate() {
            let name = format!("{}/{}", control.id, i + 1);
            table.push(asked(material, &scene, request, control, name, kind, item));
        }
    }
    table
}

fn asked(
    material: &Material<'_>,
    scene: &Scene<'_>,
    request: &Request<'_>,
    control: &Control,
    name: String,
    kind: &str,
    item: String,
) -> [String; 16] {
    let engagement = material.engagement;
    let window = engagement.window();
    let forecast = material.forecast.controls.iter();
    let forecast = forecast.clone().find(|f| f.id == control.id);
    let entries = engagement.evidence.iter();
    let entries: Vec<_> = entries
        .filter(|e| request.evidence.contains(&e.id))
        .collect();
    let mut files: Vec<String> = Vec::new();
    for entry in &entries {
        let name = scene.file_name(&entry.id);
        if !files.contains(&name) {
            files.push(name);
        }
    }
    let links: Vec<&str> = entries.iter().filter_map(|e| e.link.as_deref()).collect();
    [
        name,
        item,
        control.id.clone(),
        title(&control.name, 200),
        criteria(control, scene),
        match engagement.profile.report_type {
            1 => material.advice.mock_audit.fieldwork.to_string(),
            _ => format!("{} to {}", window.start, window.end),
        },
        kind.to_owned(),
        forecast.map_or_else(String::new, |f| f.population.to_string()),
        request.sample.map_or_else(String::new, |n| n.to_string()),
        request.owner.clone().unwrap_or_default(),
        match request.state {
            OnFile::All => "on file",
            OnFile::Part => "partly on file",
            OnFile::Nothing => "nothing on file",
        }
        .to_owned(),
        String::new(),
        material.advice.mock_audit.fieldwork.to_string(),
        files.join("; "),
        links.join(" "),
        control.severity.as_str().to_owned(),
    ]
}

/// The criteria of a control that are examined.
pub(super) fn criteria(control: &Control, scene: &Scene<'_>) -> String {
    let all = std::iter::once(&control.primary).chain(&control.secondary);
    let examined: Vec<&str> = all
        .filter(|id| scene.is_examined(id))
        .map(String::as_str)
        .collect();
    examined.join(", ")
}

/// Every control in scope, as platforms take controls over.
pub(super) fn controls(material: &Material<'_>) -> Vec<u8> {
    let mut table = Table::new([
        "code",
        "name",
        "description",
        "criteria",
        "owner",
        "status",
        "notes",
    ]);
    let scene = Scene::of(material);
    let gaps = gaps(material);
    for request in &material.advice.requests {
        let Some(control) = material.engagement.catalogue.control(request.control) else {
            continue;
        };
        let gap = gaps.iter().find(|g| g.control.id == control.id);
        let assessed = material.assessment.controls.iter();
        let assessed = assessed.clone().find(|c| c.id == control.id);
        let owner = gap.and_then(|g| g.line.owner.clone());
        table.push([
            code(&control.id),
            title(&control.name, 200),
            description(control, material),
            criteria(control, &scene),
            owner.or_else(|| request.owner.clone()).unwrap_or_default(),
            standing(gap, assessed).to_owned(),
            notes(gap, assessed, material),
        ]);
    }
    table.csv()
}

fn description(control: &Control, material: &Material<'_>) -> String {
    let often = match control.cadence {
        Some(_) => format!("{}. ", material.engagement.cadence(control).0.as_str()),
        None => String::new(),
    };
    format!(
        "{often}One deviation is {}. Evidence to keep: {}.",
        control.deviation,
        control.keep.join("; ")
    )
}

fn standing(gap: Option<&GapRow<'_>>, assessed: Option<&ControlAssessment>) -> &'static str {
    match (gap, assessed) {
        (Some(gap), _) => gap.status,
        (None, Some(c)) if c.occurrences.shown.decided > 0 => "no gap seen, with evidence",
        (None, Some(_)) => "no gap seen",
        (None, None) => "not looked at",
    }
}

fn notes(
    gap: Option<&GapRow<'_>>,
    assessed: Option<&ControlAssessment>,
    material: &Material<'_>,
) -> String {
    let mut notes = Vec::new();
    if let Some(c) = assessed {
        notes.push(format!(
            "Level claimed: {}; supported: {}.",
            words::claimed(c.claim.kind, c.claimed),
            words::levels(c.supported)
        ));
    }
    if let Some(gap) = gap {
        notes.push(format!("Gap: {}.", gap.view.kind));
        notes.extend((!gap.accepted.is_empty()).then(|| gap.accepted.clone()));
        let response = gap.line.response.as_ref();
        notes.extend(response.map(|r| format!("○ Management answers: {r}")));
    }
    notes.push(format!(
        "Self-assessment as of {}, not an attestation.",
        material.engagement.as_of
    ));
    notes.join(" ")
}
