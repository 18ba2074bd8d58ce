//! Answers that are all strong, and every way of changing one of them.

use tickmark::date::Date;
use tickmark::input::answers::{
    Answer, AssessmentFile, Counted, Last, PeriodAnswer, SaidState, SystemAnswer, SystemState,
    Unknown,
};
use tickmark::input::content;
use tickmark::input::control::{Cadence, Kind};
use tickmark::input::form::form;
use tickmark::input::periods::periods;
use tickmark::input::questionnaire::{Question, QuestionKind, Questionnaire};

/// The window is a year, and ends 40 days after the assessment.
const WINDOW: [&str; 2] = ["2026-01-01", "2026-12-31"];
const AS_OF: &str = "2026-11-21";
/// Items of a population: people, leavers, changes …
const ITEMS: u32 = 40;

/// One answer in place of the strong one.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The answer.
    pub(crate) answer: Answer,
    /// What it says, for the table.
    pub(crate) says: String,
    /// How far from the strong answer it is.
    pub(crate) size: u32,
}

/// The questionnaire with this id.
pub(crate) fn questionnaire(id: &str) -> &'static Questionnaire {
    &content().unwrap().questionnaire(id).unwrap().questionnaire
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A file over `id`, every question answered strongly.
pub(crate) fn strong(id: &str) -> AssessmentFile {
    strong_over(id, AS_OF, WINDOW)
}

/// The same on another day, over another window.
pub(crate) fn strong_over(id: &str, as_of: &str, window: [&str; 2]) -> AssessmentFile {
    let questionnaire = questionnaire(id);
    let file = serde_json::json!({
        "format": "tickmark-assessment", "version": 1, "asOf": as_of,
        "questionnaire": { "id": id, "version": questionnaire.version },
        "profile": {
            "type": 2, "categories": ["security", "availability", "confidentiality"], "headcount": ITEMS,
            "window": { "start": window[0], "end": window[1] },
        },
        "answers": [],
    });
    let mut file: AssessmentFile = serde_json::from_value(file).unwrap();
    file.answers = questionnaire
        .questions
        .iter()
        .map(|q| strong_answer(&file, q))
        .collect();
    file
}

/// Level 4, and everything that was due was done.
fn strong_answer(file: &AssessmentFile, question: &Question) -> Answer {
    let mut answer = Answer {
        question: question.id.clone(),
        rev: question.rev,
        choice: question
            .choices
            .iter()
            .find(|c| c.level == 4)
            .map(|c| c.id.clone()),
        ..Answer::default()
    };
    let recent = file.as_of.plus_days(-30);
    match question.kind {
        QuestionKind::Ladder => {}
        QuestionKind::Fact => answer.as_of = Some(recent),
        QuestionKind::Date => answer.last = Some(Last::On(recent)),
        QuestionKind::Grid => answer.periods = said(&over(file, question), &[]),
        QuestionKind::Population => {
            let total = due(file, question);
            answer.population = Some(counted(file, total, Some(total)));
        }
        QuestionKind::Systems => {
            let all = question.items.iter().map(|item| SystemAnswer {
                system: item.id.clone(),
                state: SystemState::Conforms,
            });
            answer.systems = all.collect();
        }
    }
    answer
}

/// Ids of the periods of a grid that are over.
fn over(file: &AssessmentFile, question: &Question) -> Vec<String> {
    let engagement = tickmark::input::engagement(file.clone(), content().unwrap()).unwrap();
    let form = form(&engagement);
    let asked = form.questions.iter().find(|q| q.question.id == question.id);
    let periods = asked.unwrap().periods.as_ref().unwrap().iter();
    periods.filter(|p| p.over).map(|p| p.period.id()).collect()
}

/// On time, except for the first ones.
fn said(periods: &[String], first: &[SaidState]) -> Vec<PeriodAnswer> {
    let mut first = first.iter();
    let all = periods.iter().map(|period| PeriodAnswer {
        period: period.clone(),
        state: first.next().copied().unwrap_or(SaidState::OnTime),
    });
    all.collect()
}

/// How many items there were: weeks or days that are over, else a round number.
fn due(file: &AssessmentFile, question: &Question) -> u32 {
    let control = content()
        .unwrap()
        .catalogue
        .control(question.deciding())
        .unwrap();
    match (control.kind, control.cadence) {
        (Kind::Periodic, Some(cadence @ (Cadence::Weekly | Cadence::Daily))) => {
            let all = periods(cadence, file.profile.window);
            u32::try_from(all.iter().filter(|p| p.end < file.as_of).count()).unwrap()
        }
        _ => ITEMS,
    }
}

fn counted(file: &AssessmentFile, total: u32, conforming: Option<u32>) -> Counted {
    Counted {
        since: file.profile.window.start,
        until: file.as_of,
        total,
        conforming,
    }
}

/// Every change of one answer, the smallest first.
pub(crate) fn changes(file: &AssessmentFile, questionnaire: &Questionnaire) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for (question, strong) in questionnaire.questions.iter().zip(&file.answers) {
        let mut add = |size: u32, says: &str, answer: Answer| {
            all.push(Change {
                answer,
                says: says.to_owned(),
                size,
            });
        };
        for (size, says, answer) in data_changes(file, question, strong) {
            add(size, &says, answer.clone());
            // The same under the highest rung: "the system does it" beside what went wrong.
            if let Some(choice) = question.choices.iter().find(|c| c.level == 5) {
                let answer = Answer {
                    choice: Some(choice.id.clone()),
                    ..answer
                };
                add(size + 10, &format!("{}, {says}", choice.id), answer);
            }
        }
        for choice in question.choices.iter().filter(|c| c.level != 4) {
            // A rung below level 2 and perfect data are hardly given together: the rung stands alone.
            let data = if choice.level >= 2 {
                strong.clone()
            } else {
                bare(strong)
            };
            let answer = Answer {
                choice: Some(choice.id.clone()),
                ..data
            };
            let size = if choice.level == 5 {
                15
            } else {
                20 + u32::from(4 - choice.level)
            };
            add(size, &choice.id, answer);
        }
        let unknown = Answer {
            unknown: Some(Unknown::default()),
            choice: None,
            ..bare(strong)
        };
        add(30, "don't know", unknown);
    }
    all.sort_by_key(|c| c.size);
    all
}

fn bare(strong: &Answer) -> Answer {
    Answer {
        question: strong.question.clone(),
        rev: strong.rev,
        choice: strong.choice.clone(),
        ..Answer::default()
    }
}

fn data_changes(
    file: &AssessmentFile,
    question: &Question,
    strong: &Answer,
) -> Vec<(u32, String, Answer)> {
    let mut found = Vec::new();
    match question.kind {
        QuestionKind::Ladder | QuestionKind::Fact => {}
        QuestionKind::Grid => {
            let periods = over(file, question);
            let states = [
                (SaidState::Claimed, "without a record"),
                (SaidState::Late, "late"),
                (SaidState::Unknown, "not known"),
                (SaidState::Missed, "missed"),
            ];
            for (i, (state, says)) in (1_u32..).zip(states) {
                for n in 1..=periods.len().min(3) {
                    let periods = said(&periods, &vec![state; n]);
                    let says = format!("{n} {} {says}", if n == 1 { "period" } else { "periods" });
                    let size = i + 4 * u32::try_from(n - 1).unwrap();
                    found.push((
                        size,
                        says,
                        Answer {
                            periods,
                            ..strong.clone()
                        },
                    ));
                }
            }
        }
        QuestionKind::Population => {
            let total = due(file, question);
            for wrong in [1, 2, total / 10, total / 5, total * 6 / 10] {
                let answer = Answer {
                    population: Some(counted(file, total, Some(total - wrong))),
                    ..strong.clone()
                };
                let size = 1 + 10 * wrong / total;
                found.push((
                    size,
                    format!("{} of {total} as they should be", total - wrong),
                    answer,
                ));
            }
            let answer = Answer {
                population: Some(counted(file, total, None)),
                ..strong.clone()
            };
            found.push((
                2,
                format!("{total}, and nobody knows how many as they should be"),
                answer,
            ));
        }
        QuestionKind::Date => {
            for (size, months) in [(2, 14), (5, 30)] {
                let last = Some(Last::On(day(AS_OF).plus_months(-months)));
                let says = format!("last done {months} months ago");
                found.push((
                    size,
                    says,
                    Answer {
                        last,
                        ..strong.clone()
                    },
                ));
            }
            let last = Some(Last::Never(true));
            found.push((
                8,
                "never done".to_owned(),
                Answer {
                    last,
                    ..strong.clone()
                },
            ));
        }
        QuestionKind::Systems => {
            for n in 1..=question.items.len() {
                for (size, state, says) in [
                    (2, SystemState::DoesNot, "not as they should be"),
                    (1, SystemState::Unknown, "not known"),
                ] {
                    let mut systems = strong.systems.clone();
                    systems.iter_mut().take(n).for_each(|s| s.state = state);
                    let says = format!("{n} of {} {says}", question.items.len());
                    let size = size + u32::try_from(n - 1).unwrap();
                    found.push((
                        size,
                        says,
                        Answer {
                            systems,
                            ..strong.clone()
                        },
                    ));
                }
            }
        }
    }
    found
}

/// The file with some answers replaced.
pub(crate) fn with(file: &AssessmentFile, changes: &[&Change]) -> AssessmentFile {
    let mut file = file.clone();
    for change in changes {
        let place = file
            .answers
            .iter()
            .position(|a| a.question == change.answer.question);
        file.answers[place.unwrap()] = change.answer.clone();
    }
    file
}
