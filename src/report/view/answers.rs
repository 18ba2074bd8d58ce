//! The parts of the view about answers: what was said, in words.

use serde::Serialize;

use super::{NOT_ANSWERED, Scene};
use crate::input::answers::{Counted, Last, PeriodAnswer, SaidState, SystemAnswer, SystemState};
use crate::input::engagement::{Answered, Data, Response};
use crate::input::periods::{Period, periods};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerView {
    question: String,
    pub(super) answer: String,
    pub(super) mark: &'static str,
    ask: String,
    controls: String,
    flagged: bool,
    note: String,
}

impl Scene<'_> {
    pub(super) fn answered(&self, question: &str) -> Option<&Answered<'_>> {
        let mut answers = self.engagement.answers.iter();
        answers.find(|a| a.question.id == question)
    }

    pub(in crate::report) fn answer_text(&self, question: &str) -> String {
        let Some(answered) = self.answered(question) else {
            return NOT_ANSWERED.to_owned();
        };
        match &answered.response {
            Response::Given(given) => {
                let rung = given.choice.map(|c| c.text.clone());
                let parts: Vec<String> = rung
                    .into_iter()
                    .chain(self.data_text(answered, &given.data))
                    .collect();
                parts.join(" ")
            }
            Response::Unknown(_) => "Don't know".to_owned(),
            Response::NotApplicable(_) => "Does not apply".to_owned(),
            Response::Review => "Answered to an earlier wording; please look again".to_owned(),
            Response::Open => NOT_ANSWERED.to_owned(),
        }
    }

    pub(super) fn question_text(&self, question: &str) -> String {
        let answered = self.answered(question);
        answered
            .map(|a| a.question.text.clone())
            .unwrap_or_default()
    }

    /// The data part of an answer, a sentence.
    fn data_text(&self, answered: &Answered<'_>, data: &Data) -> Option<String> {
        match data {
            Data::None => None,
            Data::Periods(said) => {
                let control = self.catalogue_control(answered.question.deciding())?;
                let cadence = self.engagement.cadence(control).0;
                let periods = periods(cadence, self.engagement.window());
                let told = said.iter().filter_map(|s| period_text(s, &periods));
                let told: Vec<String> = told.collect();
                let known = |id: &str| periods.iter().any(|p| p.id() == id);
                let left = said.iter().filter(|s| !known(&s.period)).count();
                let left = u32::try_from(left).unwrap_or(u32::MAX);
                let mut parts = Vec::new();
                if !told.is_empty() {
                    parts.push(format!("{}.", told.join("; ")));
                }
                if left > 0 {
                    let periods = words::plural(left, "period", "periods");
                    parts.push(format!(
                        "? Also answered for {periods} not due in this window or cadence, and not counted."
                    ));
                }
                Some(parts.join(" "))
            }
            Data::Population(counted) => Some(counted_text(counted)),
            Data::AsOf(day) => Some(format!("Looked at on {}.", words::day(*day))),
            Data::Last(Last::On(day)) => Some(format!("Last on {}.", words::day(*day))),
            Data::Last(Last::Never(_)) => Some("Never so far.".to_owned()),
            Data::Systems(said) => {
                let items = answered.question.items.iter();
                let told = items.filter_map(|i| Some((i, said.iter().find(|s| s.system == i.id)?)));
                let told: Vec<String> = told.map(|(i, s)| system_text(&i.text, s)).collect();
                Some(format!("{}.", told.join("; ")))
            }
        }
    }

    pub(super) fn answers(&self) -> Vec<AnswerView> {
        let flagged = &self.assessment.flagged_answers;
        self.engagement
            .answers
            .iter()
            .map(|a| {
                let text = self.answer_text(&a.question.id);
                let (mark, ask, answer) = match &a.response {
                    Response::Given(_) => ("○", String::new(), text),
                    Response::NotApplicable(reason) => {
                        ("–", String::new(), format!("Does not apply: {reason}"))
                    }
                    Response::Unknown(ask) => ("?", ask.clone().unwrap_or_default(), text),
                    Response::Open | Response::Review => ("?", String::new(), text),
                };
                AnswerView {
                    question: a.question.text.clone(),
                    answer,
                    mark,
                    ask,
                    controls: a.question.controls.join(", "),
                    flagged: flagged.iter().any(|f| f.question == a.question.id),
                    note: a.note.clone().unwrap_or_default(),
                }
            })
            .collect()
    }

    /// What became of answers to earlier wordings, a line each.
    pub(super) fn migration(&self) -> Vec<String> {
        let migration = &self.engagement.migration;
        let renamed = migration.renamed.iter().map(|r| {
            format!(
                "`{}` is `{}` now; the answer was carried over.",
                r.from, r.to
            )
        });
        let review = migration.review.iter().map(|q| {
            format!("`{q}` means something else now; its answer is kept and counts as open.")
        });
        let retired = migration.retired.iter().map(|r| {
            let now = if r.replaced_by.is_empty() {
                "nothing asks for it any more".to_owned()
            } else {
                format!("`{}` ask for it now", r.replaced_by.join("`, `"))
            };
            format!(
                "`{}` is asked no more; its answer is kept, and {now}.",
                r.id
            )
        });
        renamed.chain(review).chain(retired).collect()
    }
}

fn period_text(said: &PeriodAnswer, periods: &[Period]) -> Option<String> {
    // A period that the window no longer holds is kept in the file and says nothing here.
    let period = periods.iter().find(|p| p.id() == said.period)?;
    let state = match said.state {
        SaidState::OnTime => "done, with a dated record",
        SaidState::Claimed => "done, nothing to show",
        SaidState::Late => "done late",
        SaidState::Missed => "missed",
        SaidState::Unknown => "not known",
    };
    Some(format!("{}: {state}", period.label()))
}

fn counted_text(counted: &Counted) -> String {
    let span = format!(
        "{} to {}",
        words::day(counted.since),
        words::day(counted.until)
    );
    match (counted.total, counted.conforming) {
        (0, _) => format!("None from {span}."),
        (total, Some(fine)) => format!("{fine} of {total} as they should be, {span}."),
        (total, None) => format!("{total} from {span}; how many as they should be is not known."),
    }
}

fn system_text(name: &str, said: &SystemAnswer) -> String {
    let state = match said.state {
        SystemState::Conforms => "yes",
        SystemState::DoesNot => "no",
        SystemState::Unknown => "not known",
        SystemState::NotHere => "none here",
    };
    format!("{name}: {state}")
}
