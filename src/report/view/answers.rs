//! The parts of the view about answers: what was said, in words.

use serde::Serialize;

use super::Scene;
use crate::input::answers::{Counted, Last, PeriodAnswer, SaidState, SystemAnswer, SystemState};
use crate::input::engagement::{Answered, Data, Response};
use crate::input::periods::{Period, periods};
use crate::report::language::{Language, counted, said, word};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerView {
    question: String,
    pub(super) answer: String,
    pub(super) mark: &'static str,
    #[serde(skip)]
    pub(super) open: bool,
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
            return self.not_answered();
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
            Response::Unknown(_) => self.language.word(word!("Don't know")),
            Response::NotApplicable(_) => self.language.word(word!("Does not apply")),
            Response::Review => self
                .language
                .word(word!("Answered to an earlier wording; please look again")),
            Response::Open => self.not_answered(),
        }
    }

    /// The same, of a list of systems only those that are not as they should be, or not known.
    pub(super) fn answer_in_short(&self, question: &str) -> String {
        let answered = self.answered(question);
        let given = answered.and_then(|a| match &a.response {
            Response::Given(given) => Some((a, given)),
            _ => None,
        });
        let Some((answered, given)) = given else {
            return self.answer_text(question);
        };
        let Data::Systems(said) = &given.data else {
            return self.answer_text(question);
        };
        let off = said
            .iter()
            .filter(|s| matches!(s.state, SystemState::DoesNot | SystemState::Unknown));
        let off = Data::Systems(off.cloned().collect());
        let rung = given.choice.map(|c| c.text.clone());
        let told = self.data_text(answered, &off).filter(|told| told != ".");
        let parts: Vec<String> = rung.into_iter().chain(told).collect();
        parts.join(" ")
    }

    fn not_answered(&self) -> String {
        self.language.word(word!("Not answered yet"))
    }

    pub(super) fn question_text(&self, question: &str) -> String {
        let answered = self.answered(question);
        answered
            .map(|a| a.question.text.clone())
            .unwrap_or_default()
    }

    /// The data part of an answer, a sentence.
    fn data_text(&self, answered: &Answered<'_>, data: &Data) -> Option<String> {
        let language = self.language;
        match data {
            Data::None => None,
            Data::Periods(said) => {
                let control = self.catalogue_control(answered.question.deciding())?;
                let cadence = self.engagement.cadence(control).0;
                let periods = periods(cadence, self.engagement.window());
                let told = said
                    .iter()
                    .filter_map(|s| period_text(language, s, &periods));
                let told: Vec<String> = told.collect();
                let known = |id: &str| periods.iter().any(|p| p.id() == id);
                let left = said.iter().filter(|s| !known(&s.period)).count();
                let left = u32::try_from(left).unwrap_or(u32::MAX);
                let mut parts = Vec::new();
                if !told.is_empty() {
                    parts.push(format!("{}.", told.join("; ")));
                }
                if left > 0 {
                    parts.push(counted!(
                        language,
                        left,
                        "? Also answered for {count} period not due in this window or cadence, and not counted.",
                        "? Also answered for {count} periods not due in this window or cadence, and not counted."
                    ));
                }
                Some(parts.join(" "))
            }
            Data::Population(counted) => Some(counted_text(language, counted)),
            Data::AsOf(day) => Some(said!(
                language,
                "Looked at on {day}.",
                day = language.day(*day)
            )),
            Data::Last(Last::On(day)) => {
                Some(said!(language, "Last on {day}.", day = language.day(*day)))
            }
            Data::Last(Last::Never(_)) => Some(language.word(word!("Never so far."))),
            Data::Systems(said) => {
                let items = answered.question.items.iter();
                let told = items.filter_map(|i| Some((i, said.iter().find(|s| s.system == i.id)?)));
                let told: Vec<String> = told
                    .map(|(i, s)| system_text(language, &i.text, s))
                    .collect();
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
                        let said =
                            said!(self.language, "Does not apply: {reason}", reason = reason);
                        ("–", String::new(), said)
                    }
                    Response::Unknown(ask) => ("?", ask.clone().unwrap_or_default(), text),
                    Response::Open | Response::Review => ("?", String::new(), text),
                };
                AnswerView {
                    question: a.question.text.clone(),
                    answer,
                    mark,
                    open: matches!(a.response, Response::Open),
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
        let (migration, language) = (&self.engagement.migration, self.language);
        let renamed = migration.renamed.iter().map(|r| {
            said!(
                language,
                "`{before}` is `{now}` now; the answer was carried over.",
                before = r.from,
                now = r.to
            )
        });
        let review = migration.review.iter().map(|q| {
            said!(
                language,
                "`{question}` means something else now; its answer is kept and counts as open.",
                question = q
            )
        });
        let retired = migration.retired.iter().map(|r| match r.replaced_by.as_slice() {
            [] => said!(
                language,
                "`{question}` is asked no more; its answer is kept, and nothing asks for it any more.",
                question = r.id
            ),
            now => said!(
                language,
                "`{question}` is asked no more; its answer is kept, and `{now}` ask for it now.",
                question = r.id,
                now = now.join("`, `")
            ),
        });
        renamed.chain(review).chain(retired).collect()
    }
}

fn period_text(language: Language<'_>, said: &PeriodAnswer, periods: &[Period]) -> Option<String> {
    // A period that the window no longer holds is kept in the file and says nothing here.
    let period = periods.iter().find(|p| p.id() == said.period)?;
    let state = match said.state {
        SaidState::OnTime => word!("done, with a dated record"),
        SaidState::Claimed => word!("done, nothing to show"),
        SaidState::Late => word!("done late"),
        SaidState::Missed => word!("missed"),
        SaidState::Unknown => word!("not known"),
    };
    let period = language.label(&period.label());
    Some(format!("{period}: {}", language.word(state)))
}

fn counted_text(language: Language<'_>, counted: &Counted) -> String {
    let span = language.days(counted.since, counted.until);
    match (counted.total, counted.conforming) {
        (0, _) => said!(language, "None from {span}.", span = span),
        (total, Some(fine)) => said!(
            language,
            "{fine} of {total} as they should be, {span}.",
            fine = fine,
            total = total,
            span = span
        ),
        (total, None) => said!(
            language,
            "{total} from {span}; how many as they should be is not known.",
            total = total,
            span = span
        ),
    }
}

fn system_text(language: Language<'_>, name: &str, said: &SystemAnswer) -> String {
    let state = match said.state {
        SystemState::Conforms => word!("yes"),
        SystemState::DoesNot => word!("no"),
        SystemState::Unknown => word!("not known"),
        SystemState::NotHere => word!("none here"),
    };
    format!("{name}: {}", language.word(state))
}
