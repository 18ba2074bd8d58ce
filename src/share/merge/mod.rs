//! Several respondents' files of one assessment as one, whatever their order, with every conflict told.
//!
//! Where only one of them says what is so, that is what is so: "I'll come back to it" and "I don't know" contradict nobody, and an
//! answer to an earlier wording gives way to one of today's. Where they say different things, nobody is taken to be right: the question
//! is left open, which widens the range, until somebody settles it. [`Prefer::Lower`] takes of several answers the one that supports
//! least, by the score of the whole; between an answer and "does not apply" it does not choose, because the latter takes the control out
//! of every count. Notes of all are kept.

mod evidence;
mod profile;
mod register;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::assessment::assess;
use crate::error::{Code, Document, Error, Problem};
use crate::input::answers::{
    ASSESSMENT_FORMAT, ASSESSMENT_VERSION, Answer, AssessmentFile, NotApplicable, Unknown,
};
use crate::input::canonical;
use crate::input::content::Content;
use crate::input::migration::migrated;
use crate::input::questionnaire::Questionnaire;

/// A file with the name that it is told by.
#[derive(Clone, Debug)]
pub struct Respondent {
    /// Name of the file.
    pub name: String,
    /// What is in it.
    pub file: AssessmentFile,
}

/// What becomes of a question that is answered in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// It is left open.
    #[default]
    Open,
    /// The answer that supports less is taken.
    Lower,
}

/// Several files as one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Merged {
    /// The one.
    pub file: AssessmentFile,
    /// Where they contradict each other, in the order of the questionnaire; then of the profile.
    pub conflicts: Vec<Conflict>,
}

/// Something that is said in two ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The question; absent for something of the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What of the profile it is, such as `headcount`; absent for a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// What is said, and by whom.
    pub said: Vec<Said>,
    /// What is in the merged file; absent where it is left open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Value>,
}

/// One of the things that are said.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Names of the files, sorted.
    pub by: Vec<String>,
    /// What they say: an answer without its note, or a value.
    pub says: Value,
}

/// One file of several.
///
/// # Errors
///
/// Problems of a file by itself; `wrong-document` for files that are not of one assessment: another questionnaire, window, kind of
/// report, categories, sampling policy or organisation, or pseudonyms that stand for different people.
pub fn merge(
    respondents: &[Respondent],
    content: &Content,
    prefer: Prefer,
) -> Result<Merged, Error> {
    let mut all = respondents.to_vec();
    all.sort_by_cached_key(|r| (r.name.clone(), text_of(&r.file)));
    let Some(first) = all.first().cloned() else {
        return Err(problem("there is no file to merge").into());
    };
    for (i, one) in all.iter().enumerate() {
        for other in all.iter().skip(i + 1) {
            profile::of_one_assessment(one, other)?;
        }
        crate::input::engagement(one.file.clone(), content).map_err(|e| named(e, &one.name))?;
    }
    let asked = content.questionnaire(&first.file.questionnaire.id);
    let asked = asked.ok_or_else(|| problem("the questionnaire is not known"))?;
    let questionnaire = &asked.questionnaire;
    for one in &mut all {
        migrated(&mut one.file, questionnaire);
    }
    let mut conflicts = Vec::new();
    let (profile, of_profile) = profile::merged(&first.file.profile, &all);
    let (register, of_register) = register::merged(&all);
    let mut questionnaire_ref = first.file.questionnaire.clone();
    questionnaire_ref.sha256 = all.iter().find_map(|r| r.file.questionnaire.sha256.clone());
    let mut file = AssessmentFile {
        format: ASSESSMENT_FORMAT.to_owned(),
        version: ASSESSMENT_VERSION,
        as_of: all
            .iter()
            .map(|r| r.file.as_of)
            .max()
            .unwrap_or(first.file.as_of),
        questionnaire: questionnaire_ref,
        profile,
        answers: Vec::new(),
        evidence: evidence::merged(&all)?,
        register,
    };
    let mut open = Vec::new();
    for (question, answers) in by_question(&all, questionnaire) {
        let found = settled(&question, &answers);
        if let Some(candidates) = found.candidates {
            open.push((file.answers.len(), candidates));
            conflicts.push(Conflict {
                question: Some(question),
                profile: None,
                said: found.said,
                kept: None,
            });
        }
        file.answers.push(found.answer);
    }
    if prefer == Prefer::Lower {
        let base = file.clone();
        for ((at, candidates), conflict) in open.into_iter().zip(&mut conflicts) {
            let Some(lowest) = lowest(&base, at, &candidates, content)? else {
                continue;
            };
            conflict.kept = serde_json::to_value(&lowest).ok();
            if let Some(answer) = file.answers.get_mut(at) {
                let note = answer.note.take();
                *answer = Answer { note, ..lowest };
            }
        }
    }
    conflicts.extend(of_profile);
    conflicts.extend(of_register);
    crate::input::engagement(file.clone(), content)?;
    Ok(Merged { file, conflicts })
}

/// The answers to each question, in the order asked; then those to questions that are asked no more.
fn by_question<'a>(
    all: &'a [Respondent],
    questionnaire: &Questionnaire,
) -> Vec<(String, Vec<(&'a str, &'a Answer)>)> {
    let mut found: BTreeMap<(usize, &str), Vec<(&str, &Answer)>> = BTreeMap::new();
    for one in all {
        for answer in &one.file.answers {
            let asked = questionnaire.questions.iter();
            let place = asked.clone().position(|q| q.id == answer.question);
            let key = (place.unwrap_or(usize::MAX), answer.question.as_str());
            found.entry(key).or_default().push((&one.name, answer));
        }
    }
    let each = found.into_iter();
    each.map(|((_, id), answers)| (id.to_owned(), answers))
        .collect()
}

/// What becomes of a question.
struct Settled {
    answer: Answer,
    said: Vec<Said>,
    /// The answers to choose from, where there is more than one.
    candidates: Option<Vec<Answer>>,
}

fn settled(question: &str, answers: &[(&str, &Answer)]) -> Settled {
    // How much an answer says: nothing, that it is not known, or what is so.
    let weight = |a: &Answer| match (a.later || says_nothing(a), &a.unknown) {
        (true, _) => 0,
        (false, Some(_)) => 1,
        (false, None) => 2,
    };
    let strength = |a: &Answer| (weight(a) > 0, a.rev, weight(a));
    let strongest = answers.iter().map(|(_, a)| strength(a)).max();
    let mut statements: BTreeMap<String, (Answer, Vec<String>)> = BTreeMap::new();
    for (name, answer) in answers
        .iter()
        .filter(|(_, a)| Some(strength(a)) == strongest)
    {
        let said = statement(answer);
        let key = text_of(&said);
        let by = &mut statements.entry(key).or_insert((said, Vec::new())).1;
        if !by.iter().any(|b| b == name) {
            by.push((*name).to_owned());
        }
    }
    let rev = answers.iter().map(|(_, a)| a.rev).max().unwrap_or_default();
    let note = together(answers.iter().filter_map(|(_, a)| a.note.as_deref()), "\n");
    let mut each = statements.into_values();
    let (first, others) = (each.next(), each.collect::<Vec<_>>());
    match (first, others.is_empty()) {
        (Some((answer, _)), true) => Settled {
            answer: Answer {
                note,
                ..with_words(answer, answers)
            },
            said: Vec::new(),
            candidates: None,
        },
        (first, _) => {
            let every: Vec<(Answer, Vec<String>)> = first.into_iter().chain(others).collect();
            let said = every.iter().map(|(answer, by)| Said {
                by: by.clone(),
                says: serde_json::to_value(answer).unwrap_or_default(),
            });
            Settled {
                said: said.collect(),
                answer: Answer {
                    question: question.to_owned(),
                    rev,
                    later: true,
                    note,
                    ..Answer::default()
                },
                candidates: Some(
                    every
                        .into_iter()
                        .map(|(answer, _)| with_words(answer, answers))
                        .collect(),
                ),
            }
        }
    }
}

fn says_nothing(answer: &Answer) -> bool {
    !answer.is_given() && answer.unknown.is_none() && answer.not_applicable.is_none()
}

/// What an answer says, without the words around it and in one order.
fn statement(answer: &Answer) -> Answer {
    let mut said = answer.clone();
    said.note = None;
    if let Some(unknown) = &mut said.unknown {
        unknown.ask = None;
    }
    if let Some(not_applicable) = &mut said.not_applicable {
        not_applicable.reason.clear();
    }
    said.periods.sort_by(|a, b| a.period.cmp(&b.period));
    said.systems.sort_by(|a, b| a.system.cmp(&b.system));
    if says_nothing(&said) {
        said.later = true;
    }
    said
}

/// The same with the words of all who say it.
fn with_words(said: Answer, answers: &[(&str, &Answer)]) -> Answer {
    let same = || answers.iter().filter(|(_, a)| statement(a) == said);
    let asks = same().filter_map(|(_, a)| a.unknown.as_ref()?.ask.as_deref());
    let reasons = same().filter_map(|(_, a)| Some(a.not_applicable.as_ref()?.reason.as_str()));
    let unknown = said.unknown.as_ref().map(|_| Unknown {
        ask: together(asks, ", "),
    });
    let not_applicable = said.not_applicable.as_ref().map(|_| NotApplicable {
        reason: together(reasons, "; ").unwrap_or_default(),
    });
    Answer {
        unknown,
        not_applicable,
        ..said
    }
}

/// Texts, each once and in the order of the alphabet; nothing where there is none.
fn together<'a>(all: impl Iterator<Item = &'a str>, between: &str) -> Option<String> {
    let mut all: Vec<&str> = all.filter(|text| !text.trim().is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    (!all.is_empty()).then(|| all.join(between))
}

/// The candidate that supports least: supported points at worst, then claimed ones, then both at best. Nothing where one of them
/// says that it does not apply.
fn lowest(
    base: &AssessmentFile,
    at: usize,
    candidates: &[Answer],
    content: &Content,
) -> Result<Option<Answer>, Error> {
    if candidates.iter().any(|a| a.not_applicable.is_some()) {
        return Ok(None);
    }
    let mut lowest: Option<([f64; 4], &Answer)> = None;
    for candidate in candidates {
        let mut file = base.clone();
        if let Some(answer) = file.answers.get_mut(at) {
            answer.clone_from(candidate);
        }
        let score = assess(&crate::input::engagement(file, content)?).score;
        let figures = [
            score.supported.low,
            score.claimed.low,
            score.supported.high,
            score.claimed.high,
        ];
        // Of two that support as much the first in the order of their texts stays.
        let less = lowest.as_ref().is_none_or(|(least, _)| {
            let each = figures.iter().zip(least);
            each.map(|(a, b)| a.total_cmp(b))
                .find(|o| o.is_ne())
                .is_some_and(|o| o.is_lt())
        });
        if less {
            lowest = Some((figures, candidate));
        }
    }
    Ok(lowest.map(|(_, answer)| answer.clone()))
}

/// A text that is the same for what is the same.
fn text_of<T: Serialize>(value: &T) -> String {
    canonical::text(&serde_json::to_value(value).unwrap_or_default())
}

fn named(error: Error, name: &str) -> Error {
    match error {
        Error::Input(mut problems) => {
            for problem in &mut problems {
                problem.message = format!("{name}: {}", problem.message);
            }
            Error::Input(problems)
        }
        other => other,
    }
}

fn problem(message: impl Into<String>) -> Problem {
    Problem::new(Document::Assessment, "", Code::WrongDocument, message)
}
