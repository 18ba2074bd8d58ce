//! Assessment results.

use serde_json::{Value, json};

use super::tested::{Verdict, papers, verdict};
use super::{Writer, document, markup, property, time, token};
use crate::assessment::ControlAssessment;
use crate::evidence::workpaper::Workpaper;
use crate::input::control::Control;
use crate::input::manifest::Entry;
use crate::report::Material;
use crate::report::exports::gap::gaps;

/// The document.
pub(in crate::report::exports) fn results(material: &Material<'_>) -> Vec<u8> {
    let writer = Writer::new(material);
    let engagement = material.engagement;
    let plan = writer.lasting("resource", "no-plan");
    let gaps = gaps(material);
    let (mut observations, mut findings, mut risks) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: Vec<&Entry> = Vec::new();
    for assessed in &material.assessment.controls {
        let Some(control) = engagement.catalogue.control(&assessed.id) else {
            continue;
        };
        let papers = papers(engagement, assessed);
        let seen = writer.observed(assessed, control, &papers, &mut observations);
        for (entry, _) in &papers {
            if !files.iter().any(|known| known.id == entry.id) {
                files.push(entry);
            }
        }
        let gap = gaps.iter().find(|g| g.control.id == control.id);
        if let Some(gap) = gap {
            risks.push(writer.risk(gap, &seen));
        }
        let risk = gap.map(|gap| json!([{ "risk-uuid": writer.risk_id(gap) }]));
        findings.extend(writer.finding(assessed, control, &papers, risk));
    }
    let start = match engagement.profile.report_type {
        1 => engagement.as_of,
        _ => engagement.window().start.min(engagement.as_of),
    };
    let controls = material.assessment.controls.iter();
    let reviewed: Vec<Value> = controls
        .map(|c| json!({ "control-id": token(&c.id) }))
        .collect();
    let selection = match reviewed.is_empty() {
        true => json!({ "description": "No control was looked at." }),
        false => json!({ "include-controls": reviewed }),
    };
    let mut result = json!({
        "uuid": writer.of_today("result", ""),
        "title": format!("Self-assessment as of {}", engagement.as_of),
        "description": markup(&format!(
            "{} examination, window {} to {}. What is said stands as an interview; only what a test procedure did over a file is examined.",
            engagement.catalogue.framework.words.examination(engagement.profile.report_type),
            engagement.window().start,
            engagement.window().end
        )),
        "start": time(start),
        "end": time(engagement.as_of),
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
    resources.extend(files.into_iter().map(|entry| writer.resource(entry)));
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
    pub(super) fn observed(
        &self,
        assessed: &ControlAssessment,
        control: &Control,
        papers: &[(&Entry, &Workpaper)],
        observations: &mut Vec<Value>,
    ) -> Vec<Value> {
        let said = self.said(assessed, control);
        let examined = papers
            .iter()
            .map(|(entry, paper)| self.examined(entry, paper, control));
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

    /// The finding over a control that was tested in this window, where the test decides it.
    fn finding(
        &self,
        assessed: &ControlAssessment,
        control: &Control,
        papers: &[(&Entry, &Workpaper)],
        risk: Option<Value>,
    ) -> Option<Value> {
        let state = match verdict(assessed, papers)? {
            Verdict::Held => "satisfied",
            Verdict::Deviated => "not-satisfied",
            Verdict::Open => return None,
        };
        let occurrences = &assessed.occurrences;
        let mut properties = self.about(control);
        properties.push(property("basis", "own test of exports"));
        let mut seen: Vec<Value> = Vec::new();
        for (entry, paper) in papers {
            let reference = json!({ "observation-uuid": self.examined_id(entry, paper) });
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
                occurrences.shown.decided,
                occurrences.population,
                occurrences.shown.deviations
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
