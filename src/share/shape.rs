//! What of a questionnaire the answers in a link rest on: its questions and their choices, in their order.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::input::digest::sha256;
use crate::input::questionnaire::Questionnaire;

/// The shape of a questionnaire. Its words may change, and links stay readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    /// Its id.
    pub id: String,
    /// Its questions, in the order asked.
    pub questions: Vec<QuestionShape>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionShape {
    /// Its id.
    pub id: String,
    /// Its revision.
    pub rev: u32,
    /// Ids of its choices, in their order.
    pub choices: Vec<String>,
    /// Ids of its items, in their order.
    pub items: Vec<String>,
}

impl Shape {
    /// The shape of a questionnaire.
    #[must_use]
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let questions = questionnaire.questions.iter().map(|q| QuestionShape {
            id: q.id.clone(),
            rev: q.rev,
            choices: q.choices.iter().map(|c| c.id.clone()).collect(),
            items: q.items.iter().map(|i| i.id.clone()).collect(),
        });
        Self {
            id: questionnaire.id.clone(),
            questions: questions.collect(),
        }
    }

    /// The shape of a questionnaire as a JSON value; nothing where it is none.
    #[must_use]
    pub fn in_json(questionnaire: &Value) -> Option<Self> {
        let id = |value: &Value| Some(value.get("id")?.as_str()?.to_owned());
        let ids = |value: &Value, key: &str| match value.get(key) {
            None => Some(Vec::new()),
            Some(list) => list.as_array()?.iter().map(id).collect(),
        };
        let question = |value: &Value| {
            Some(QuestionShape {
                id: id(value)?,
                rev: u32::try_from(value.get("rev")?.as_u64()?).ok()?,
                choices: ids(value, "options")?,
                items: ids(value, "items")?,
            })
        };
        let questions = questionnaire.get("questions")?.as_array()?;
        Some(Self {
            id: id(questionnaire)?,
            questions: questions.iter().map(question).collect::<Option<_>>()?,
        })
    }

    /// The first 8 bytes of the SHA-256 of its canonical JSON,
    /// `{ "id", "questions": [{ "choices", "id", "items", "rev" }] }`.
    #[must_use]
    pub fn digest(&self) -> [u8; 8] {
        let value = serde_json::to_value(self).unwrap_or_default();
        let digits = sha256(&value);
        let mut bytes = [0; 8];
        for (i, byte) in bytes.iter_mut().enumerate() {
            let two = digits.get(2 * i..2 * i + 2).unwrap_or_default();
            *byte = u8::from_str_radix(two, 16).unwrap_or_default();
        }
        bytes
    }
}
