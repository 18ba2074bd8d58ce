//! Saved assessments carried over to the questionnaire of today.

use serde_json::Value;

use crate::error::{Code, Document, Error, Problem, did_you_mean, shown};
use crate::input::content::{Content, Published};
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
    /// The questionnaire that the file named before.
    pub asked: String,
    /// The version that the file named before.
    pub from: String,
}

/// Carries a saved assessment over: ids, version and digest of today, and every answer kept.
///
/// Doing it twice changes nothing more.
///
/// * `to`: the questionnaire that the answers belong to now, if it has another id than the file names.
///
/// # Errors
///
/// The first problem of shape, or a questionnaire that `content` does not have.
pub fn carried(value: Value, content: &Content, to: Option<&str>) -> Result<Carried, Error> {
    let mut file = input::assessment_file(value, content)?;
    let wanted = to.unwrap_or(&file.questionnaire.id).to_owned();
    let published = published(&wanted, content).map_err(|found| {
        let hint = "`--to ID` names the questionnaire that the answers belong to now.";
        let help = found.help.clone().map(|help| format!("{help} {hint}"));
        found.help(help.unwrap_or_else(|| hint.to_owned()))
    })?;
    let asked = std::mem::replace(&mut file.questionnaire.id, wanted);
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
        asked,
        migration,
        strange,
        from,
    })
}

/// The questionnaire of this id.
fn published<'c>(id: &str, content: &'c Content) -> Result<&'c Published, Problem> {
    content.questionnaire(id).ok_or_else(|| {
        let all = content.questionnaires.iter();
        let ids = all.map(|p| p.questionnaire.id.as_str());
        let known: Vec<&str> = ids.clone().collect();
        let message = format!(
            "`{}` is not a questionnaire known here; known: {}",
            shown(id),
            known.join(", ")
        );
        let (at, code) = ("/questionnaire/id", Code::UnknownQuestionnaire);
        let help = did_you_mean(id, ids);
        let found = Problem::new(Document::Assessment, at, code, message);
        Problem { help, ..found }
    })
}

impl Carried {
    /// What became of the answers, in words.
    #[must_use]
    pub fn report(&self) -> String {
        let asked = &self.file.questionnaire;
        let moved = match self.asked == asked.id {
            true => String::new(),
            false => format!("{} is now ", shown(&self.asked)),
        };
        let mut text = format!(
            "{moved}{}: version {} to {}, {} answers\n",
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
