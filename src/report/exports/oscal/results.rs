//! Assessment results.

use serde_json::{Value, json};

use super::{Writer, document, markup, property, time, token};
use crate::report::exports::gap::gaps;
use crate::report::exports::input::{AssessedTold, ControlTold, ExportInput};
use crate::report::exports::tested::Verdict;

/// The document.
pub(in crate::report::exports) fn results(input: &ExportInput) -> Vec<u8> {
    let writer = Writer::new(input);
    let plan = writer.lasting("resource", "no-plan");
    let gaps = gaps(input);
    let (mut observations, mut findings, mut risks) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: Vec<&str> = Vec::new();
    let mut reviewed: Vec<Value> = Vec::new();
    for control in &input.controls {
        let Some(assessed) = &control.assessed else {
            continue;
        };
        reviewed.push(json!({ "control-id": token(&control.id) }));
        let seen = writer.observed(assessed, control, &mut files, &mut observations);
        let gap = gaps.iter().find(|g| g.control.id == control.id);
        if let Some(gap) = gap {
            risks.push(writer.risk(gap, &seen));
        }
        let risk = gap.map(|gap| json!([{ "risk-uuid": writer.risk_id(gap) }]));
        findings.extend(writer.finding(assessed, control, risk));
    }
    let start = match input.report_type {
        1 => input.as_of,
        _ => input.window.start.min(input.as_of),
    };
    let selection = match reviewed.is_empty() {
        true => json!({ "description": "No control was looked at." }),
        false => json!({ "include-controls": reviewed }),
    };
    let mut result = json!({
        "uuid": writer.of_today("result", ""),
        "title": format!("Self-assessment as of {}", input.as_of),
        "description": markup(&format!(
            "{} examination, window {} to {}. What is said stands as an interview; only what a test procedure did over a file is examined.",
            input.framework.examination,
            input.window.start,
            input.window.end
        )),
        "start": time(start),
        "end": time(input.as_of),
        "local-definitions": { "components": writer.program() },
        "reviewed-controls": { "control-selections": [selection] },
    });
    if let Value::Object(map) = &mut result {
        // OSCAL has no empty lists.
        for (name, list) in [
            ("observations", observations),
            ("risks", risks),
            ("findings", findings),
        ] {
            if !list.is_empty() {
                map.insert(name.to_owned(), Value::Array(list));
            }
        }
    }
    let mut resources = vec![json!({
        "uuid": plan,
        "title": "No assessment plan",
        "description": "There is no assessment plan: a company answered a questionnaire and had its exports tested. This resource says so in its place.",
    })];
    resources.extend(writer.resources(&files));
    document(
        "assessment-results",
        json!({
            "metadata": writer.metadata("self-assessment results"),
            "import-ap": { "href": format!("#{plan}") },
            "results": [result],
            "back-matter": { "resources": resources },
        }),
    )
}

impl Writer<'_> {
    /// Adds what was said and what was examined of a control, and gives references to both.
    ///
    /// * `files`: ids of the evidence that is cited so far, in that order.
    pub(super) fn observed<'i>(
        &self,
        assessed: &'i AssessedTold,
        control: &ControlTold,
        files: &mut Vec<&'i str>,
        observations: &mut Vec<Value>,
    ) -> Vec<Value> {
        for found in &assessed.papers {
            if !files.contains(&found.evidence.as_str()) {
                files.push(&found.evidence);
            }
        }
        let said = self.said(assessed, control);
        let papers = assessed.papers.iter();
        let examined = papers.map(|found| self.examined(found, control));
        let mut seen = Vec::new();
        for observation in said.into_iter().chain(examined) {
            let id = observation.get("uuid").cloned();
            // Two papers of one procedure over one file and system are one test.
            if !observations
                .iter()
                .any(|known| known.get("uuid") == id.as_ref())
            {
                seen.push(json!({ "observation-uuid": id }));
                observations.push(observation);
            }
        }
        seen
    }

    /// The evidence of these ids, in their order.
    pub(super) fn resources(&self, files: &[&str]) -> Vec<Value> {
        let known = &self.input.evidence;
        let found = files
            .iter()
            .filter_map(|id| known.iter().find(|f| f.id == *id));
        found.map(|file| self.resource(file)).collect()
    }

    /// The finding over a control that was tested in this window, where the test decides it.
    fn finding(
        &self,
        assessed: &AssessedTold,
        control: &ControlTold,
        risk: Option<Value>,
    ) -> Option<Value> {
        let state = match assessed.verdict? {
            Verdict::Held => "satisfied",
            Verdict::Deviated => "not-satisfied",
            Verdict::Open => return None,
        };
        let mut properties = self.about(control);
        properties.push(property("basis", "own test of exports"));
        let mut seen: Vec<Value> = Vec::new();
        for found in &assessed.papers {
            let reference = json!({ "observation-uuid": self.examined_id(found) });
            if !seen.contains(&reference) {
                seen.push(reference);
            }
        }
        let mut finding = json!({
            "uuid": self.of_today("finding", &control.id),
            "title": super::title(&format!("{} {}", control.id, control.name), 200),
            "description": markup(&format!(
                "Up to {} evidence decides {} of {} occurrences in the window; deviations: {}.",
                self.as_of(),
                assessed.decided, assessed.population, assessed.shown_deviations
            )),
            "props": properties,
            "origins": self.by_program(),
            "target": {
                "type": "objective-id",
                "target-id": token(&control.id),
                "status": {
                    "state": state,
                    "remarks": "The word is OSCAL's, for a test by the company itself up to the day of the assessment; it is no opinion of an independent examiner.",
                },
            },
            "related-observations": seen,
        });
        if let (Some(risk), Value::Object(map)) = (risk, &mut finding) {
            map.insert("related-risks".to_owned(), risk);
        }
        Some(finding)
    }
}
