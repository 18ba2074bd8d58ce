//! Answers to earlier questionnaires, carried over: nothing is dropped, and what moved is told.

use serde::Serialize;

use super::answers::{Answer, AssessmentFile};
use super::framework::Retired;
use super::questionnaire::Questionnaire;
use crate::sorting::Gathering;

/// What became of saved answers under the questionnaire of today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// Answers that stand as they were.
    pub kept: u32,
    /// Answers to questions that have another id now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed: Vec<Renamed>,
    /// Questions whose meaning has changed since they were answered: look again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<String>,
    /// Answers to questions that are asked no more: kept in the file, counted nowhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retired: Vec<Retired>,
}

/// A question that was given another id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Renamed {
    /// As it was.
    pub from: String,
    /// As it is.
    pub to: String,
}

impl Migration {
    /// Whether there is anything to tell.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.renamed.is_empty() && self.review.is_empty() && self.retired.is_empty()
    }
}

/// Gives answers the ids of today, and says which have another one now.
///
/// * `questions`: ids of today's questions, each with its earlier ones.
pub fn renamed<'q>(
    file: &mut AssessmentFile,
    questions: impl Iterator<Item = (&'q str, &'q [String])>,
) -> Vec<Renamed> {
    let mut told = Vec::new();
    for (id, aliases) in questions {
        let present = |answers: &[Answer]| answers.iter().any(|a| a.question == id);
        if aliases.is_empty() || present(&file.answers) {
            continue;
        }
        let mut answers = file.answers.iter_mut();
        if let Some(answer) = answers.find(|a| aliases.contains(&a.question)) {
            told.push(Renamed {
                from: answer.question.clone(),
                to: id.to_owned(),
            });
            id.clone_into(&mut answer.question);
        }
    }
    told
}

/// Gives answers the ids of today and says what moved.
///
/// Pure: the same file gives the same result, and doing it twice changes nothing more. An answer
/// under the id of today wins over one under an earlier id.
pub fn migrated(file: &mut AssessmentFile, questionnaire: &Questionnaire) -> Migration {
    let questions = questionnaire.questions.iter();
    let mut told = Migration {
        renamed: renamed(
            file,
            questions.map(|q| (q.id.as_str(), q.aliases.as_slice())),
        ),
        ..Migration::default()
    };
    let today = questionnaire
        .questions
        .iter()
        .map(|q| (q.id.as_str(), q.rev))
        .keyed();
    for answer in &file.answers {
        match today.get(answer.question.as_str()) {
            Some(rev) if answer.rev < *rev => told.review.push(answer.question.clone()),
            Some(_) => told.kept += 1,
            None => {
                let gone = questionnaire.retired.iter();
                told.retired
                    .extend(gone.into_iter().find(|r| r.id == answer.question).cloned());
            }
        }
    }
    told
}
