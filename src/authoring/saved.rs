//! Saved assessments carried over to the questionnaire of today.

use serde_json::Value;

use crate::error::{Code, Document, Error, Problem, did_you_mean, shown};
use crate::input::content::Content;
use crate::input::migration::{Migration, migrated};
use crate::input::{self, answers::AssessmentFile};

/// A saved assessment under the questionnaire of today, with what became of its answers.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The file.
    pub file: AssessmentFile,
    /// What moved.
    pub migration: Migration,
    /// Answers to questions that this questionnaire neither asks nor ever asked; kept as they are.
    pub strange: Vec<String>,
    /// The version that the file named before.
    pub from: String,
}

/// Carries a saved assessment over: ids, version and digest of today, and every answer kept.
///
/// Doing it twice changes nothing more.
///
/// # Errors
///
/// The first problem of shape, or a questionnaire that `content` does not have.
pub fn carried(value: Value, content: &Content) -> Result<Carried, Error> {
    let mut file = input::assessment_file(value, content)?;
    let Some(published) = content.questionnaire(&file.questionnaire.id) else {
        let ids = || {
            content
                .questionnaires
                .iter()
                .map(|p| p.questionnaire.id.as_str())
        };
        let known: Vec<&str> = ids().collect();
        let message = format!(
            "`{}` is not a questionnaire known here; known: {}",
            shown(&file.questionnaire.id),
            known.join(", ")
        );
        let at = "/questionnaire/id";
        let found = Problem::new(
            Document::Assessment,
            at,
            Code::UnknownQuestionnaire,
            message,
        );
        let help = did_you_mean(&file.questionnaire.id, ids());
        return Err(Problem { help, ..found }.into());
    };
    let questionnaire = &published.questionnaire;
    let migration = migrated(&mut file, questionnaire);
    let strange = file
        .answers
        .iter()
        .map(|a| &a.question)
        .filter(|id| {
            !questionnaire.questions.iter().any(|q| q.id == **id)
                && !questionnaire.retired.iter().any(|r| r.id == **id)
        })
        .cloned()
        .collect();
    let from = std::mem::replace(
        &mut file.questionnaire.version,
        questionnaire.version.clone(),
    );
    file.questionnaire.sha256 = Some(published.sha256.clone());
    Ok(Carried {
        file,
        migration,
        strange,
        from,
    })
}

impl Carried {
    /// What became of the answers, in words.
    #[must_use]
    pub fn report(&self) -> String {
        let asked = &self.file.questionnaire;
        let mut text = format!(
            "{}: version {} to {}, {} answers\n",
            shown(&asked.id),
            shown(&self.from),
            asked.version,
            self.file.answers.len()
        );
        text.push_str(&format!("kept: {}\n", self.migration.kept));
        let mut say = |heading: &str, lines: Vec<String>| {
            text.push_str(&format!("{heading}: {}\n", lines.len()));
            for line in lines {
                text.push_str(&format!("  {line}\n"));
            }
        };
        let moved = &self.migration;
        say(
            "renamed",
            moved
                .renamed
                .iter()
                .map(|r| format!("{} is now {}", shown(&r.from), r.to))
                .collect(),
        );
        say("look again", moved.review.clone());
        say(
            "asked no more, kept in the file",
            moved
                .retired
                .iter()
                .map(|r| match r.replaced_by.as_slice() {
                    [] => r.id.clone(),
                    now => format!("{}: asked now by {}", r.id, now.join(", ")),
                })
                .collect(),
        );
        if !self.strange.is_empty() {
            let names = self.strange.iter().map(|id| shown(id)).collect();
            say("not of this questionnaire, kept in the file", names);
        }
        text
    }
}
