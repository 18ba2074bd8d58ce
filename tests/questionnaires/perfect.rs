//! Answers of a company that does everything, in the window of [`random`].

use serde_json::{Value, json};
use tickmark::input;
use tickmark::input::content::Content;
use tickmark::input::questionnaire::{Question, QuestionKind};

use super::random;

/// The highest rung, and every figure as it should be.
pub(crate) fn answer(question: &Question, content: &Content) -> Value {
    let control = content.catalogue.control(question.deciding()).unwrap();
    let mut answer = json!({ "question": question.id, "rev": 1 });
    if let Some(top) = question.choices.last() {
        answer["choice"] = json!(top.id);
    }
    match question.kind {
        QuestionKind::Ladder => {}
        QuestionKind::Grid => {
            let all = input::periods::periods(control.cadence.unwrap(), random::window());
            let said = all
                .iter()
                .map(|p| json!({ "period": p.id(), "state": "on-time" }));
            answer["periods"] = said.collect();
        }
        QuestionKind::Population => {
            answer["population"] = json!({
                "since": random::START, "until": random::END, "total": 52, "conforming": 52,
            });
        }
        QuestionKind::Fact => answer["asOf"] = json!("2026-12-30"),
        QuestionKind::Date => answer["last"] = json!({ "on": "2026-12-30" }),
        QuestionKind::Systems => {
            let said = question
                .items
                .iter()
                .map(|i| json!({ "system": i.id, "state": "conforms" }));
            answer["systems"] = said.collect();
        }
    }
    answer
}
