//! The parts of the view about where the company stands, and the smallest change that would move it.

use serde::Serialize;

use super::Scene;
use crate::assessment::ClaimKind;
use crate::assessment::explanation::{NextLevel, Step};
use crate::assessment::level::Level;
use crate::input::framework::Words;
use crate::plan::state::{Gate, Readiness, State};
use crate::report::language::{Language, Said, counted, said, word};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReadinessView {
    state: String,
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
            state: self.state(readiness.low),
            meaning: meaning(
                self.language,
                readiness.low,
                &self.engagement.catalogue.framework.words,
            ),
            at_best: if readiness.high > readiness.low {
                self.state(readiness.high)
            } else {
                String::new()
            },
            next: next.map_or_else(String::new, |s| self.state(s)),
            missing: readiness.missing.iter().map(|g| self.gate(g)).collect(),
        }
    }

    fn state(&self, state: State) -> String {
        self.language.word(name(state))
    }

    /// "3 Operated".
    fn level(&self, level: Level) -> String {
        format!("{} {}", level.number(), self.language.level_name(level))
    }

    fn gate(&self, gate: &Gate) -> String {
        let language = self.language;
        match gate {
            Gate::Claims {
                level,
                more,
                below,
                unknown,
            } => {
                let mut text = counted!(
                    language,
                    *more,
                    "{count} more control has to be at level {level} or above by your answers",
                    "{count} more controls have to be at level {level} or above by your answers",
                    level = self.level(*level)
                );
                if !below.is_empty() {
                    let controls = self.some(below);
                    text.push_str(&said!(
                        language,
                        "; below it: {controls}",
                        controls = controls
                    ));
                }
                if !unknown.is_empty() {
                    let controls = self.some(unknown);
                    text.push_str(&said!(
                        language,
                        "; not known: {controls}",
                        controls = controls
                    ));
                }
                text + "."
            }
            Gate::Domains { level, below } => {
                let names: Vec<String> = below.iter().map(|d| self.domain_name(d)).collect();
                said!(
                    language,
                    "These domains have to be supported at level {level}: {domains}.",
                    level = self.level(*level),
                    domains = names.join(", ")
                )
            }
            Gate::Chance {
                is,
                at_most,
                if_claims_hold,
            } => {
                let sentence = match if_claims_hold {
                    true => word!(
                        "The chance of {aQualified} or {adverse} {opinion}, even if every answer holds, is {chance}; it may be {most} at most."
                    ),
                    false => word!(
                        "The chance of {aQualified} or {adverse} {opinion} is {chance}; it may be {most} at most."
                    ),
                };
                let its = &self.engagement.catalogue.framework.words;
                let (chance, most) = (language.opinion(*is), language.percent(*at_most));
                let values: [Said<'_>; 5] = [
                    ("aQualified", &its.a_qualified),
                    ("adverse", &its.adverse),
                    ("opinion", &its.opinion),
                    ("chance", &chance),
                    ("most", &most),
                ];
                language.said(sentence, &values)
            }
        }
    }

    /// The controls whose questions have no answer: the ids of the first few, the rest counted.
    pub(super) fn unanswered(&self) -> String {
        let controls = self.assessment.controls.iter();
        let open = controls.filter(|c| c.claim.kind == ClaimKind::Open);
        let ids: Vec<&str> = open.map(|c| c.id.as_str()).collect();
        let (told, more) = ids.split_at(ids.len().min(NAMED));
        self.and_more(told.join(", "), more.len())
    }

    /// The first few by name, the rest counted.
    fn some(&self, ids: &[String]) -> String {
        let shown: Vec<String> = ids.iter().take(NAMED).map(|id| self.named(id)).collect();
        self.and_more(shown.join(", "), ids.len().saturating_sub(NAMED))
    }

    /// A list, and how many more there are.
    pub(super) fn and_more(&self, list: String, more: usize) -> String {
        match more {
            0 => list,
            more => said!(
                self.language,
                "{list} and {more} more",
                list = list,
                more = more
            ),
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
                asks: self.level(v.asks),
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
            self.language.of(missing, found.of)
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
        said!(
            self.language,
            "To level {level}: {steps}.",
            level = self.level(next.level),
            steps = steps.join("; ")
        )
    }

    fn step(&self, step: &Step) -> String {
        let language = self.language;
        match step {
            Step::Answer { question } => {
                let question = self.question_text(question);
                said!(language, "find out: \"{question}\"", question = question)
            }
            Step::Practice { question, choice } => {
                let answers = &self.engagement.answers;
                let text = answers
                    .iter()
                    .find(|a| a.question.id == *question)
                    .and_then(|a| a.question.choice(choice.as_deref()?))
                    .map(|c| c.text.trim_end_matches('.').to_owned());
                match text {
                    Some(text) => said!(language, "make this true: \"{text}\"", text = text),
                    None => language.word(word!("from now on do it on time, with a record")),
                }
            }
            Step::Evidence { occurrences } => counted!(
                language,
                *occurrences,
                "put dated evidence of {count} more occurrence on file",
                "put dated evidence of {count} more occurrences on file"
            ),
            Step::Items { items } => counted!(
                language,
                *items,
                "have {count} more tested item as they should be",
                "have {count} more tested items as they should be"
            ),
            Step::Deviations { on_time: Some(n) } => counted!(
                language,
                *n,
                "{count} more occurrence on time would outweigh the deviations",
                "{count} more occurrences on time would outweigh the deviations"
            ),
            Step::Deviations { on_time: None } => {
                language.word(word!("not in this window: what deviates has happened"))
            }
            Step::Assurance => language.word(word!(
                "put a dated record on file that you check it and have acted on misses, or that a system enforces it"
            )),
        }
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::NotStarted => word!("not started"),
        State::Building => word!("building"),
        State::DesignReady => word!("design-ready"),
        State::WindowReady => word!("window-ready"),
        State::FieldworkReady => word!("fieldwork-ready"),
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
fn meaning(language: Language<'_>, state: State, its: &Words) -> String {
    match state {
        State::NotStarted => said!(
            language,
            "Do not fix a date with {anExaminer} yet: begin with the first gaps below.",
            anExaminer = its.an_examiner
        ),
        State::Building => said!(
            language,
            "Too early for {anExamination}: some controls are not designed, or not known.",
            anExamination = its.an_examination
        ),
        State::DesignReady => said!(
            language,
            "A {oneDay} examination can be planned. Do not begin a window yet: some deciding controls have not been operated with proof.",
            oneDay = its.one_day
        ),
        State::WindowReady => language.word(word!(
            "An observation window can begin, if what you answered holds."
        )),
        State::FieldworkReady => language.word(word!(
            "Fieldwork can begin: what decides is supported by evidence."
        )),
    }
}
