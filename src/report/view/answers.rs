//! The parts of the view about answers: what was said, red flags, and where evidence disagrees.

use serde::Serialize;

use super::{NOT_ANSWERED, Scene};
use crate::input::engagement::Response;
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RedFlagView {
    question: String,
    answer: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContradictionView {
    question: String,
    answer: String,
    control: String,
    finding: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerView {
    question: String,
    pub(super) answer: String,
    pub(super) mark: &'static str,
    ask: String,
    controls: String,
}

impl Scene<'_> {
    pub(super) fn answer_text(&self, question: &str) -> String {
        let answered = self
            .engagement
            .answers
            .iter()
            .find(|a| a.question.id == question);
        match answered.map(|a| &a.response) {
            Some(Response::Choice(choice)) => choice.text.clone(),
            Some(Response::Unknown(_)) => "Don't know".to_owned(),
            Some(Response::NotApplicable(_)) => "Does not apply".to_owned(),
            Some(Response::Review) => {
                "Answered to an earlier wording; please look again".to_owned()
            }
            Some(Response::Open) | None => NOT_ANSWERED.to_owned(),
        }
    }

    pub(super) fn question_text(&self, question: &str) -> String {
        let answered = self
            .engagement
            .answers
            .iter()
            .find(|a| a.question.id == question);
        answered
            .map(|a| a.question.text.clone())
            .unwrap_or_default()
    }

    pub(super) fn red_flags(&self) -> Vec<RedFlagView> {
        let flags = &self.assessment.red_flags;
        flags
            .iter()
            .map(|f| RedFlagView {
                question: self.question_text(&f.question),
                answer: self.answer_text(&f.question),
            })
            .collect()
    }

    pub(super) fn contradictions(&self) -> Vec<ContradictionView> {
        let found = &self.assessment.contradictions;
        found
            .iter()
            .map(|c| ContradictionView {
                question: self.question_text(&c.question),
                answer: self.answer_text(&c.question),
                control: self.named(&c.control),
                finding: format!(
                    "{} in {}",
                    words::plural(c.deviations, "deviation", "deviations"),
                    c.evidence
                        .iter()
                        .map(|e| self.file_name(e))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            })
            .collect()
    }

    pub(super) fn answers(&self) -> Vec<AnswerView> {
        let answers = &self.engagement.answers;
        answers
            .iter()
            .map(|a| {
                let (mark, ask, answer) = match &a.response {
                    Response::Choice(choice) => ("○", String::new(), choice.text.clone()),
                    Response::NotApplicable(reason) => {
                        ("–", String::new(), format!("Does not apply: {reason}"))
                    }
                    Response::Unknown(ask) => (
                        "?",
                        ask.clone().unwrap_or_default(),
                        self.answer_text(&a.question.id),
                    ),
                    Response::Open | Response::Review => {
                        ("?", String::new(), self.answer_text(&a.question.id))
                    }
                };
                AnswerView {
                    question: a.question.text.clone(),
                    answer,
                    mark,
                    ask,
                    controls: a.question.controls.join(", "),
                }
            })
            .collect()
    }
}
