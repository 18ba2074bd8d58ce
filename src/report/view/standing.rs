//! The parts of the view about where the company stands, and the smallest change that would move it.

use serde::Serialize;

use super::Scene;
use crate::assessment::explanation::{NextLevel, Step};
use crate::input::framework::Words;
use crate::plan::state::{Gate, Readiness, State};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReadinessView {
    state: &'static str,
    meaning: String,
    at_best: String,
    next: String,
    missing: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TypeRowView {
    name: String,
    asks: String,
    there: u32,
    possible: u32,
    below: usize,
}

/// Controls named in a line; the rest are counted.
const NAMED: usize = 3;

impl Scene<'_> {
    pub(super) fn readiness(&self, readiness: &Readiness) -> ReadinessView {
        let next = after(readiness.low);
        ReadinessView {
            state: name(readiness.low),
            meaning: meaning(readiness.low, &self.engagement.catalogue.framework.words),
            at_best: if readiness.high > readiness.low {
                name(readiness.high).to_owned()
            } else {
                String::new()
            },
            next: next.map_or_else(String::new, |s| name(s).to_owned()),
            missing: readiness.missing.iter().map(|g| self.gate(g)).collect(),
        }
    }

    fn gate(&self, gate: &Gate) -> String {
        match gate {
            Gate::Claims {
                level,
                more,
                below,
                unknown,
            } => {
                let level = format!("{} {}", level.number(), level.name());
                let mut text = format!(
                    "{} to be at level {level} or above by your answers",
                    words::plural(*more, "more control has", "more controls have")
                );
                if !below.is_empty() {
                    text.push_str(&format!("; below it: {}", self.some(below)));
                }
                if !unknown.is_empty() {
                    text.push_str(&format!("; not known: {}", self.some(unknown)));
                }
                text + "."
            }
            Gate::Domains { level, below } => {
                let names: Vec<String> = below.iter().map(|d| self.domain_name(d)).collect();
                format!(
                    "These domains have to be supported at level {} {}: {}.",
                    level.number(),
                    level.name(),
                    names.join(", ")
                )
            }
            Gate::Chance {
                is,
                at_most,
                if_claims_hold,
            } => {
                let when = if *if_claims_hold {
                    ", even if every answer holds,"
                } else {
                    ""
                };
                let its = &self.engagement.catalogue.framework.words;
                format!(
                    "The chance of {} or {} {}{when} is {}; it may be {} at most.",
                    its.a_qualified,
                    its.adverse,
                    its.opinion,
                    words::percent(*is),
                    words::percent(*at_most)
                )
            }
        }
    }

    /// The first few by name, the rest counted.
    fn some(&self, ids: &[String]) -> String {
        let shown: Vec<String> = ids.iter().take(NAMED).map(|id| self.named(id)).collect();
        match ids.len().saturating_sub(NAMED) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    pub(super) fn type_rows(&self) -> Vec<TypeRowView> {
        let views = self.assessment.views.iter();
        views
            .map(|v| TypeRowView {
                name: self
                    .engagement
                    .catalogue
                    .framework
                    .words
                    .examination(v.report_type)
                    .to_owned(),
                asks: format!("{} {}", v.asks.number(), v.asks.name()),
                there: v.there,
                possible: v.possible,
                below: v.below.len(),
            })
            .collect()
    }

    /// Key controls with nothing on file, if more than a quarter are (J): "12 of 30".
    pub(super) fn key_without_evidence(&self) -> String {
        let found = &self.assessment.key_without_evidence;
        let missing = u32::try_from(found.controls.len()).unwrap_or(u32::MAX);
        if u64::from(missing) * 4 > u64::from(found.of) {
            format!("{missing} of {}", found.of)
        } else {
            String::new()
        }
    }

    /// The smallest change to the next level, a sentence; empty at the top.
    pub(super) fn next_level(&self, next: Option<&NextLevel>) -> String {
        let Some(next) = next else {
            return String::new();
        };
        let steps: Vec<String> = next.steps.iter().map(|s| self.step(s)).collect();
        format!(
            "To level {} {}: {}.",
            next.level.number(),
            next.level.name(),
            steps.join("; ")
        )
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Answer { question } => {
                format!("find out: \"{}\"", self.question_text(question))
            }
            Step::Practice { question, choice } => {
                let answers = &self.engagement.answers;
                let text = answers
                    .iter()
                    .find(|a| a.question.id == *question)
                    .and_then(|a| a.question.choice(choice.as_deref()?))
                    .map(|c| c.text.trim_end_matches('.').to_owned());
                match text {
                    Some(text) => format!("make this true: \"{text}\""),
                    None => "do what was missed, late or not as it should be from now on".to_owned(),
                }
            }
            Step::Evidence { occurrences } => format!(
                "put dated evidence of {} on file",
                words::plural(*occurrences, "more occurrence", "more occurrences")
            ),
            Step::Items { items } => format!(
                "have {} as they should be",
                words::plural(*items, "more tested item", "more tested items")
            ),
            Step::Deviations { on_time: Some(n) } => format!(
                "{} on time would outweigh the deviations",
                words::plural(*n, "more occurrence", "more occurrences")
            ),
            Step::Deviations { on_time: None } => {
                "not in this window: what deviates has happened".to_owned()
            }
            Step::Assurance => {
                "put a dated record on file that you check it and have acted on misses, or that a system \
                 enforces it"
                    .to_owned()
            }
        }
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::NotStarted => "not started",
        State::Building => "building",
        State::DesignReady => "design-ready",
        State::WindowReady => "window-ready",
        State::FieldworkReady => "fieldwork-ready",
    }
}

fn after(state: State) -> Option<State> {
    match state {
        State::NotStarted => Some(State::Building),
        State::Building => Some(State::DesignReady),
        State::DesignReady => Some(State::WindowReady),
        State::WindowReady => Some(State::FieldworkReady),
        State::FieldworkReady => None,
    }
}

/// The decision that the state allows.
fn meaning(state: State, its: &Words) -> String {
    match state {
        State::NotStarted => format!(
            "Do not fix a date with {} yet: begin with the first gaps below.",
            its.an_examiner
        ),
        State::Building => format!(
            "Too early for {}: some controls are not designed, or not known.",
            its.an_examination
        ),
        State::DesignReady => format!(
            "A {} examination can be planned. Do not begin a window yet: some deciding controls have not \
             been operated with proof.",
            its.one_day
        ),
        State::WindowReady => {
            "An observation window can begin, if what you answered holds.".to_owned()
        }
        State::FieldworkReady => {
            "Fieldwork can begin: what decides is supported by evidence.".to_owned()
        }
    }
}
