//! What will be asked for, and the mock audit before that, as the report lists them.

use serde::Serialize;

use super::Scene;
use crate::plan::asked::AskedFor;
use crate::plan::mock_audit::{MockAudit, What};
use crate::plan::requests::{OnFile, Request};
use crate::report::language::{Language, said, word};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestView {
    control: String,
    name: String,
    items: Vec<String>,
    source: String,
    /// "25"; empty where none is drawn, or how many is not known.
    sample: String,
    owner: String,
    mark: &'static str,
    /// Names of what is on file.
    evidence: String,
}

/// A request of the auditor's own list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AskedForView {
    id: String,
    request: String,
    due: String,
    owner: String,
    status: String,
    /// "△ AC-04 Access reviews": marked while nobody has confirmed them.
    controls: Vec<String>,
    mark: &'static str,
    evidence: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MockAuditView {
    steps: Vec<StepView>,
    controls: Vec<SampledView>,
    /// When it should be held, as a sentence.
    line: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StepView {
    day: String,
    what: String,
    late: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SampledView {
    control: String,
    name: String,
    sample: u32,
    population: u32,
}

/// What of a request is on file.
fn mark(state: OnFile) -> &'static str {
    match state {
        OnFile::All => "✓",
        OnFile::Part => "○",
        OnFile::Nothing => "?",
    }
}

impl Scene<'_> {
    pub(super) fn requested(&self, asked: &[AskedFor]) -> Vec<AskedForView> {
        let view = |r: &AskedFor| AskedForView {
            id: r.id.clone(),
            request: r.request.clone(),
            due: r.due.map_or_else(String::new, |day| self.language.day(day)),
            owner: r.owner.clone().unwrap_or_default(),
            status: r.status.clone().unwrap_or_default(),
            controls: r
                .controls
                .iter()
                .map(|id| match r.suggested {
                    true => format!("△ {}", self.named(id)),
                    false => self.named(id),
                })
                .collect(),
            mark: mark(r.state),
            evidence: self.file_names(&r.evidence),
        };
        asked.iter().map(view).collect()
    }

    /// The names of evidence, each once.
    fn file_names(&self, evidence: &[String]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in evidence {
            let name = self.file_name(id);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    pub(super) fn requests<'r>(
        &self,
        requests: impl IntoIterator<Item = &'r Request<'r>>,
    ) -> Vec<RequestView> {
        let view = |r: &Request<'_>| RequestView {
            control: r.control.to_owned(),
            name: self.control_name(r.control),
            items: r.items.to_vec(),
            source: r.source.unwrap_or_default().to_owned(),
            sample: r.sample.map_or_else(String::new, |n| n.to_string()),
            owner: r.owner.clone().unwrap_or_default(),
            mark: mark(r.state),
            evidence: self.file_names(&r.evidence),
        };
        requests.into_iter().map(view).collect()
    }

    pub(super) fn mock_audit(&self, audit: &MockAudit) -> MockAuditView {
        let examiner = &self.engagement.catalogue.framework.words.examiner;
        let first = audit.steps.first();
        MockAuditView {
            steps: audit
                .steps
                .iter()
                .map(|s| StepView {
                    day: self.language.day(s.day),
                    what: step(self.language, s.what, examiner),
                    late: s.late,
                })
                .collect(),
            controls: audit
                .controls
                .iter()
                .map(|c| SampledView {
                    control: c.control.clone(),
                    name: self.control_name(&c.control),
                    sample: c.sample,
                    population: c.population,
                })
                .collect(),
            line: match first {
                Some(step) if step.late => self.language.word(word!(
                    "A mock audit should have been held by now; hold it at once."
                )),
                Some(step) => said!(
                    self.language,
                    "A mock audit begun by {day}, {days} days before the window ends, leaves time to look and to put right.",
                    day = self.language.day(step.day),
                    days = self.engagement.window().end.days_after(step.day)
                ),
                None => String::new(),
            },
        }
    }

    pub(super) fn control_name(&self, id: &str) -> String {
        let control = self.catalogue_control(id);
        control.map(|c| c.name.clone()).unwrap_or_default()
    }
}

/// What is done in a step of the mock audit: a sentence.
pub(in crate::report) fn step(language: Language<'_>, what: What, examiner: &str) -> String {
    match what {
        What::Walkthrough => language.word(word!(
            "Walk through: each owner shows the control from its beginning to its record."
        )),
        What::Sample => said!(
            language,
            "Sample: complete lists are exported, items drawn from them, and each is looked at as the {examiner} would.",
            examiner = examiner
        ),
        What::Close => language.word(word!(
            "Close: what was found is done properly from then on, and every entry of the register has an owner, a day and a state."
        )),
        What::Fieldwork => said!(language, "The {examiner} can begin.", examiner = examiner),
    }
}
