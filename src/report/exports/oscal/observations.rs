//! Observations: what a company says, and what was examined.

use serde_json::{Value, json};

use super::{Writer, markup, property, time};
use crate::assessment::occurrences::Source;
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::evidence::workpaper::Workpaper;
use crate::input::control::Control;
use crate::input::manifest::Entry;
use crate::report::words;

impl Writer<'_> {
    /// What was said of a control; nothing where nobody spoke of it.
    pub(super) fn said(&self, assessed: &ControlAssessment, control: &Control) -> Option<Value> {
        let mut lines = Vec::new();
        match assessed.claim.kind {
            ClaimKind::Level => {
                for question in &assessed.claim.questions {
                    lines.push(format!("○ \"{}\"", self.scene.answer_text(question)));
                }
            }
            ClaimKind::Unknown => lines.push("? Nobody who was asked knows.".to_owned()),
            ClaimKind::Open | ClaimKind::NotAsked => return None,
        }
        let listed = assessed.occurrences.listed.iter();
        let said = listed.filter(|o| o.source == Source::Stated && o.state.deviates());
        lines.extend(said.map(|o| format!("✗ {}: a deviation, as was said", o.label)));
        let mut properties = self.about(control);
        properties.push(property("basis", "self-reported"));
        let level = words::claimed(assessed.claim.kind, assessed.claimed);
        properties.push(property("claimed-level", &level));
        Some(json!({
            "uuid": self.said_id(&control.id),
            "title": format!("What is said of {}", super::title(&control.id, 60)),
            "description": markup(&lines.join("\n")),
            "props": properties,
            "methods": ["INTERVIEW"],
            "types": ["control-objective"],
            "origins": self.by_organisation(),
            "collected": time(self.as_of()),
        }))
    }

    pub(super) fn said_id(&self, control: &str) -> String {
        self.of_today("said", control)
    }

    /// What a workpaper found.
    pub(super) fn examined(&self, entry: &Entry, paper: &Workpaper, control: &Control) -> Value {
        let mut lines = vec![
            paper.objective.clone(),
            paper.criteria.clone(),
            format!(
                "Population {}, tested {}, deviations {}, undecided {}.",
                paper.population,
                paper.tested,
                paper.deviation_count(),
                paper.undecided_count()
            ),
        ];
        let deviations = paper.deviations.iter();
        lines.extend(deviations.map(|d| {
            let assumed = if d.assumed {
                " (△ against a default of ours)"
            } else {
                ""
            };
            format!("✗ row {}: {}{assumed}", d.row, d.finding)
        }));
        if paper.more_deviations > 0 {
            lines.push(format!("✗ and {} more", paper.more_deviations));
        }
        let open = paper.undecided.iter();
        lines.extend(open.map(|u| format!("? row {}: {}", u.row, u.reason)));
        lines.extend(paper.limits.iter().cloned());
        let day = paper.as_of.or(entry.as_of);
        let mut properties = self.about(control);
        properties.push(property("procedure", &paper.procedure));
        properties.push(property("system", &paper.system));
        if day.is_none() {
            // OSCAL asks for a day; that of the assessment stands in.
            properties.push(property("collected", "not stated"));
        }
        json!({
            "uuid": self.examined_id(entry, paper),
            "title": format!("Test {} for {}", super::title(&paper.procedure, 60), super::title(&control.id, 60)),
            "description": markup(&lines.join("\n")),
            "props": properties,
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "origins": self.by_program(),
            "relevant-evidence": [{
                "href": format!("#{}", self.file_id(entry)),
                "description": markup(&self.scene.file_name(&entry.id)),
            }],
            "collected": time(day.unwrap_or_else(|| self.as_of())),
        })
    }

    pub(super) fn examined_id(&self, entry: &Entry, paper: &Workpaper) -> String {
        let name = format!(
            "{}\n{}\n{}\n{}",
            entry.id, paper.control, paper.procedure, paper.system
        );
        self.of_today("examined", &name)
    }

    fn file_id(&self, entry: &Entry) -> String {
        self.lasting("evidence", &entry.id)
    }

    /// A file of evidence, by its name and digest: its contents are nowhere kept.
    pub(super) fn resource(&self, entry: &Entry) -> Value {
        let file = entry.file.as_ref();
        let mut properties = vec![property("evidence", &entry.id)];
        let digest = file.and_then(|f| f.sha256.as_ref());
        properties.extend(digest.map(|sha256| property("sha256", sha256)));
        json!({
            "uuid": self.file_id(entry),
            "title": match super::title(&self.scene.file_name(&entry.id), 200).as_str() {
                "" => "Evidence".to_owned(),
                name => name.to_owned(),
            },
            "description": markup(&entry.title),
            "props": properties,
        })
    }
}
