//! Answers: to questions that exist, each of one kind, with data that fits the question.

use std::collections::BTreeMap;

use super::{known, problem, twice};
use crate::error::{Code, Problem};
use crate::input::answers::{Answer, AssessmentFile, Counted, Last};
use crate::input::questionnaire::{Question, QuestionKind, Questionnaire};
use crate::sorting::Gathering;

pub(super) fn answers(file: &AssessmentFile, questionnaire: &Questionnaire) -> Vec<Problem> {
    let mut found = Vec::new();
    let questions: BTreeMap<&str, &Question> = questionnaire
        .questions
        .iter()
        .flat_map(|q| {
            q.aliases
                .iter()
                .chain([&q.id])
                .map(move |id| (id.as_str(), q))
        })
        .keyed();
    for (i, answer) in file.answers.iter().enumerate() {
        found.extend(one_answer(
            &format!("/answers/{i}"),
            answer,
            file,
            questionnaire,
            &questions,
        ));
    }
    found.extend(twice(
        "/answers",
        "question",
        "the question",
        file.answers.iter().map(|a| a.question.as_str()),
    ));
    found
}

fn one_answer(
    at: &str,
    answer: &Answer,
    file: &AssessmentFile,
    questionnaire: &Questionnaire,
    questions: &BTreeMap<&str, &Question>,
) -> Vec<Problem> {
    let Some(question) = questions.get(answer.question.as_str()) else {
        // What is asked no more is kept, and counts nowhere.
        if questionnaire
            .retired
            .iter()
            .any(|r| r.id == answer.question)
        {
            return Vec::new();
        }
        let ids = questionnaire.questions.iter().map(|q| q.id.as_str());
        let what = format!("a question of `{}`", questionnaire.id);
        let at = format!("{at}/question");
        return known(at, Code::UnknownQuestion, &what, &answer.question, ids)
            .into_iter()
            .collect();
    };
    let mut found = Vec::new();
    if answer.rev > question.rev {
        let message = format!(
            "the answer is to revision {} of `{}`; this release has revision {}",
            answer.rev, question.id, question.rev
        );
        found.push(problem(format!("{at}/rev"), Code::NewerRevision, message));
    }
    let given = [
        answer.is_given(),
        answer.unknown.is_some(),
        answer.not_applicable.is_some(),
        answer.later,
    ];
    let count = given.into_iter().filter(|g| *g).count();
    if count != 1 {
        let message = format!(
            "found {count} of an answer, unknown, notApplicable and later for `{}`; exactly one is \
             allowed",
            question.id
        );
        found.push(problem(at, Code::UnclearAnswer, message));
    }
    // An answer to an earlier wording is kept as it is, to be looked at again.
    if answer.rev == question.rev {
        found.extend(data(at, answer, file, question));
    }
    if let Some(choice) = answer
        .choice
        .as_ref()
        .filter(|_| answer.rev == question.rev)
    {
        let what = format!("an answer to `{}`", question.id);
        let ids = question.choices.iter().map(|c| c.id.as_str());
        found.extend(known(
            format!("{at}/choice"),
            Code::UnknownChoice,
            &what,
            choice,
            ids,
        ));
    }
    if let Some(not_applicable) = &answer.not_applicable {
        if !question.not_applicable {
            let message = format!("`{}` applies to every company", question.id);
            found.push(
                problem(format!("{at}/notApplicable"), Code::NotApplicable, message)
                    .help("Answer it, or say that you do not know."),
            );
        } else if not_applicable.reason.trim().is_empty() {
            let message = format!("`{}` is said not to apply, without a reason", question.id);
            found.push(
                problem(
                    format!("{at}/notApplicable/reason"),
                    Code::NotApplicable,
                    message,
                )
                .help("You will be asked why; one sentence is enough."),
            );
        }
    }
    found
}

/// The data part: of the question's kind, its figures consistent, its days not after the assessment.
fn data(at: &str, answer: &Answer, file: &AssessmentFile, question: &Question) -> Vec<Problem> {
    let mut found = Vec::new();
    let parts = [
        ("periods", QuestionKind::Grid, !answer.periods.is_empty()),
        (
            "population",
            QuestionKind::Population,
            answer.population.is_some(),
        ),
        ("asOf", QuestionKind::Fact, answer.as_of.is_some()),
        ("last", QuestionKind::Date, answer.last.is_some()),
        ("systems", QuestionKind::Systems, !answer.systems.is_empty()),
    ];
    for (key, kind, given) in parts {
        let also_dated = key == "asOf" && question.kind == QuestionKind::Systems;
        if given && kind != question.kind && !also_dated {
            let message = format!(
                "`{}` asks for no {key}: it is a question of kind {}",
                question.id,
                question.kind.as_str()
            );
            found.push(problem(format!("{at}/{key}"), Code::KindMismatch, message));
        }
    }
    found.extend(twice(
        &format!("{at}/periods"),
        "period",
        "the period",
        answer.periods.iter().map(|p| p.period.as_str()),
    ));
    if let Some(counted) = &answer.population {
        found.extend(population(&format!("{at}/population"), counted, file));
    }
    for (i, stated) in answer.systems.iter().enumerate() {
        let ids = question.items.iter().map(|i| i.id.as_str());
        let at = format!("{at}/systems/{i}/system");
        let what = format!("an item of `{}`", question.id);
        found.extend(known(at, Code::UnknownName, &what, &stated.system, ids));
    }
    found.extend(twice(
        &format!("{at}/systems"),
        "system",
        "the item",
        answer.systems.iter().map(|s| s.system.as_str()),
    ));
    let days = [
        ("asOf", answer.as_of),
        (
            "last/on",
            match answer.last {
                Some(Last::On(day)) => Some(day),
                _ => None,
            },
        ),
    ];
    for (key, day) in days {
        if let Some(day) = day.filter(|d| *d > file.as_of) {
            let message = format!("{day} is after the day of the assessment, {}", file.as_of);
            found.push(problem(format!("{at}/{key}"), Code::DateOrder, message));
        }
    }
    if answer.last == Some(Last::Never(false)) {
        let message = "`never` is true or left out";
        found.push(problem(
            format!("{at}/last/never"),
            Code::UnclearAnswer,
            message,
        ));
    }
    found
}

/// Largest count; larger ones are slips.
const LARGEST_COUNT: u32 = 10_000_000;

fn population(at: &str, counted: &Counted, file: &AssessmentFile) -> Vec<Problem> {
    let mut found = Vec::new();
    if counted.until < counted.since {
        let message = format!(
            "counted until {} from {}; the last day is not before the first",
            counted.until, counted.since
        );
        found.push(problem(format!("{at}/until"), Code::DateOrder, message));
    }
    if counted.until > file.as_of {
        let message = format!(
            "{} is after the day of the assessment, {}",
            counted.until, file.as_of
        );
        found.push(problem(format!("{at}/until"), Code::DateOrder, message));
    }
    found.extend(super::out_of_range(
        format!("{at}/total"),
        counted.total,
        0,
        LARGEST_COUNT,
    ));
    if let Some(conforming) = counted.conforming.filter(|n| *n > counted.total) {
        let message = format!(
            "{conforming} of {} went as they should; at most all of them can",
            counted.total
        );
        found.push(problem(
            format!("{at}/conforming"),
            Code::OutOfRange,
            message,
        ));
    }
    found
}
