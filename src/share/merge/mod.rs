//! Several respondents' files of one assessment as one, whatever their order, with every conflict told.
//!
//! Where only one of them says what is so, that is what is so: "I'll come back to it" and "I don't know" contradict nobody, and an
//! answer to an earlier wording gives way to one of today's. Where they say different things, nobody is taken to be right: the question
//! is left open, which widens the range, until somebody settles it. [`Prefer::Lower`] takes of several answers the one that supports
//! least, by the score of the whole; between an answer and "does not apply" it does not choose, because the latter takes the control out
//! of every count. Notes of all are kept.

mod evidence;
mod lower;
mod profile;
mod register;
mod requests;
mod settle;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Code, Document, Error, Problem};
use crate::input::answers::{
    ASSESSMENT_FORMAT, ASSESSMENT_VERSION, Answer, AssessmentFile, NotApplicable, Unknown,
};
use crate::input::canonical;
use crate::input::content::Content;
use crate::input::migration::renamed;
use crate::sorting::Sorting;

/// A file with the name that it is told by.
#[derive(Clone, Debug)]
pub struct Respondent {
    /// Name of the file.
    pub name: String,
    /// What is in it.
    pub file: AssessmentFile,
}

/// A question of the questionnaire, as far as files are put together by it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Ids that it had before.
    #[serde(default)]
    pub aliases: Vec<String>,
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
    /// Where they contradict each other, in the order of the questionnaire; then of the profile, of the register, and of requests.
    pub conflicts: Vec<Conflict>,
    /// What was put in otherwise than any of the files has it, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// Something that is said in two ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The question; absent for something of the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What of the profile it is, such as `headcount`; `register of ` and a control, or `requests/` and the id of a request; absent
    /// for a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// What is said, and by whom.
    pub said: Vec<Said>,
    /// What is in the merged file; absent where it is left open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Value>,
    /// What would be taken of each that is said: with the words that go with it.
    #[serde(skip)]
    whole: Vec<Value>,
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
    in_order(&mut all);
    for (i, one) in all.iter().enumerate() {
        for other in all.iter().skip(i + 1) {
            profile::of_one_assessment(one, other)?;
        }
        crate::input::engagement(one.file.clone(), content).map_err(|e| named(e, &one.name))?;
    }
    let asked = all.first().map(|r| r.file.questionnaire.id.as_str());
    let asked = asked.ok_or_else(|| problem(NO_FILE))?;
    let asked = content.questionnaire(asked);
    let asked = asked.ok_or_else(|| problem("the questionnaire is not known"))?;
    let questions = asked.questionnaire.questions.iter();
    let questions: Vec<Asked> = questions
        .map(|q| Asked {
            id: q.id.clone(),
            aliases: q.aliases.clone(),
        })
        .collect();
    let mut merged = put_together(&all, &questions)?;
    if prefer == Prefer::Lower {
        let base = merged.file.clone();
        for at in 0..merged.conflicts.len() {
            if let Some(said) = lower::lowest(&base, merged.conflicts.get(at), content)? {
                merged.settle(at, said)?;
            }
        }
    }
    crate::input::engagement(merged.file.clone(), content)?;
    Ok(merged)
}

const NO_FILE: &str = "there is no file to merge";

/// By name: that the order of files makes no difference is a matter of having one.
fn in_order(all: &mut Vec<Respondent>) {
    let keyed = all
        .drain(..)
        .map(|r| ((r.name.clone(), text_of(&r.file)), r));
    let mut keyed: Vec<_> = keyed.collect();
    keyed.in_order_by(|(a, _), (b, _)| a.cmp(b));
    all.extend(keyed.into_iter().map(|(_, r)| r));
}

/// One file of several that are good by themselves, with every conflict left open. Knows no catalogue: whether what comes of it is good
/// is to be looked at afterwards.
///
/// # Errors
///
/// `wrong-document`, as for [`merge`].
pub fn put_together(respondents: &[Respondent], questions: &[Asked]) -> Result<Merged, Error> {
    let mut all = respondents.to_vec();
    in_order(&mut all);
    for (i, one) in all.iter().enumerate() {
        for other in all.iter().skip(i + 1) {
            profile::of_one_assessment(one, other)?;
        }
    }
    for one in &mut all {
        let ids = questions.iter();
        renamed(
            &mut one.file,
            ids.map(|q| (q.id.as_str(), q.aliases.as_slice())),
        );
    }
    let first = all.first().ok_or_else(|| problem(NO_FILE))?;
    let mut conflicts = Vec::new();
    let (profile, of_profile) = profile::merged(&first.file.profile, &all);
    let (register, of_register) = register::merged(&all);
    let requests = requests::merged(&all);
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
        auditor_requests: requests.list,
    };
    for (question, answers) in by_question(&all, questions) {
        let found = settled(&question, &answers);
        if let Some(candidates) = found.candidates {
            conflicts.push(Conflict {
                question: Some(question),
                profile: None,
                said: found.said,
                kept: None,
                whole: values(&candidates),
            });
        }
        file.answers.push(found.answer);
    }
    conflicts.extend(of_profile);
    conflicts.extend(of_register);
    conflicts.extend(requests.conflicts);
    Ok(Merged {
        file,
        conflicts,
        remarks: requests.remarks,
    })
}

/// The answers to each question, in the order asked; then those to questions that are asked no more.
fn by_question<'a>(
    all: &'a [Respondent],
    questions: &[Asked],
) -> Vec<(String, Vec<(&'a str, &'a Answer)>)> {
    let mut found: BTreeMap<(usize, &str), Vec<(&str, &Answer)>> = BTreeMap::new();
    for one in all {
        for answer in &one.file.answers {
            let mut asked = questions.iter();
            let place = asked.position(|q| q.id == answer.question);
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
    said.periods.in_order_by(|a, b| a.period.cmp(&b.period));
    said.systems.in_order_by(|a, b| a.system.cmp(&b.system));
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
    all.in_order_by(|a, b| a.cmp(b));
    all.dedup();
    (!all.is_empty()).then(|| all.join(between))
}

fn values<T: Serialize>(all: &[T]) -> Vec<Value> {
    let each = all.iter().map(serde_json::to_value);
    each.map(Result::unwrap_or_default).collect()
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
