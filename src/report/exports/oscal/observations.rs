//! Observations: what a company says, and what was examined.

use serde_json::{Value, json};

use super::{Writer, markup, property, time};
use crate::report::exports::input::{AssessedTold, ControlTold, FileTold, PaperTold};

impl Writer<'_> {
    /// What was said of a control; nothing where nobody spoke of it.
    pub(super) fn said(&self, assessed: &AssessedTold, control: &ControlTold) -> Option<Value> {
        let lines = assessed.said.as_ref()?;
        let mut properties = self.about(control);
        properties.push(property("basis", "self-reported"));
        properties.push(property("claimed-level", &assessed.claimed));
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
    pub(super) fn examined(&self, found: &PaperTold, control: &ControlTold) -> Value {
        let paper = &found.paper;
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
        let day = paper.as_of.or(found.as_of);
        let mut properties = self.about(control);
        properties.push(property("procedure", &paper.procedure));
        properties.push(property("system", &paper.system));
        if day.is_none() {
            // OSCAL asks for a day; that of the assessment stands in.
            properties.push(property("collected", "not stated"));
        }
        json!({
            "uuid": self.examined_id(found),
            "title": format!("Test {} for {}", super::title(&paper.procedure, 60), super::title(&control.id, 60)),
            "description": markup(&lines.join("\n")),
            "props": properties,
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "origins": self.by_program(),
            "relevant-evidence": [{
                "href": format!("#{}", self.file_id(&found.evidence)),
                "description": markup(self.file_name(&found.evidence)),
            }],
            "collected": time(day.unwrap_or_else(|| self.as_of())),
        })
    }

    pub(super) fn examined_id(&self, found: &PaperTold) -> String {
        let paper = &found.paper;
        let name = format!(
            "{}\n{}\n{}\n{}",
            found.evidence, paper.control, paper.procedure, paper.system
        );
        self.of_today("examined", &name)
    }

    fn file_id(&self, evidence: &str) -> String {
        self.lasting("evidence", evidence)
    }

    fn file_name<'e>(&'e self, evidence: &'e str) -> &'e str {
        let mut files = self.input.evidence.iter();
        files
            .find(|f| f.id == evidence)
            .map_or(evidence, |f| &f.name)
    }

    /// A file of evidence, by its name and digest: its contents are nowhere kept.
    pub(super) fn resource(&self, file: &FileTold) -> Value {
        let mut properties = vec![property("evidence", &file.id)];
        let digest = file.sha256.as_ref();
        properties.extend(digest.map(|sha256| property("sha256", sha256)));
        json!({
            "uuid": self.file_id(&file.id),
            "title": match super::title(&file.name, 200).as_str() {
                "" => "Evidence".to_owned(),
                name => name.to_owned(),
            },
            "description": markup(&file.title),
            "props": properties,
        })
    }
}
