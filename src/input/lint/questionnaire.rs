//! Questions: ids, controls, rungs, conditions, and whether a kind fits what it asks about.

use std::collections::BTreeSet;

use super::{at_most, conditions, control_ids, ids, known, problem, slug, text, version, within};
use crate::error::{Code, Problem, shown};
use crate::input::catalogue::Catalogue;
use crate::input::control::{Cadence, Control, Kind};
use crate::input::questionnaire::{Question, QuestionKind, Questionnaire};

/// Most questions (J): ten for each control of the largest catalogue; no company answers more.
const MOST_QUESTIONS: usize = 10_000;
/// Most controls that one question speaks for (J): more than a catalogue of the usual size has.
const MOST_CONTROLS: usize = 200;
/// Longest time that a questionnaire may say it takes, in minutes (J): a long working day.
const LONGEST_MINUTES: u32 = 600;
/// Highest revision of a question (J): one a day for three years.
const HIGHEST_REVISION: u32 = 1000;

/// Every problem of a questionnaire over `catalogue`; `at` is where it stands in the document.
#[must_use]
pub fn questionnaire(found: &Questionnaire, catalogue: &Catalogue, at: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(slug(&format!("{at}/id"), &found.id));
    problems.extend(version(&format!("{at}/version"), &found.version));
    problems.extend(text(format!("{at}/title"), "the title", &found.title));
    problems.extend(text(
        format!("{at}/about"),
        "the introduction",
        &found.about,
    ));
    let minutes = f64::from(found.minutes);
    let longest = f64::from(LONGEST_MINUTES);
    problems.extend(within(format!("{at}/minutes"), minutes, 1.0, longest));
    let count = found.questions.len();
    let place = format!("{at}/questions");
    problems.extend(at_most(&place, "questions", count, MOST_QUESTIONS));
    let names = found.questions.iter().map(|q| q.id.as_str());
    problems.extend(ids(
        &format!("{at}/questions"),
        "the question",
        names,
        &found.retired,
    ));
    let taken: BTreeSet<&str> = found.questions.iter().map(|q| q.id.as_str()).collect();
    for (i, question) in found.questions.iter().enumerate() {
        let at = format!("{at}/questions/{i}");
        for (j, alias) in question.aliases.iter().enumerate() {
            let again = found
                .questions
                .iter()
                .take(i)
                .any(|q| q.aliases.contains(alias));
            if again || taken.contains(alias.as_str()) {
                let message = format!("`{}` names another question already", shown(alias));
                problems.push(problem(
                    format!("{at}/aliases/{j}"),
                    Code::Duplicate,
                    message,
                ));
            }
        }
        problems.extend(one(&at, question, catalogue));
    }
    for (i, retired) in found.retired.iter().enumerate() {
        for (j, id) in retired.replaced_by.iter().enumerate() {
            if !taken.contains(id.as_str()) {
                let at = format!("{at}/retired/{i}/replacedBy/{j}");
                let names = found.questions.iter().map(|q| q.id.as_str());
                problems.extend(known(at, Code::UnknownQuestion, "a question", id, names));
            }
        }
    }
    problems
}

fn one(at: &str, question: &Question, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    if question.rev < 1 {
        let message = "revisions count from 1; found 0";
        problems.push(problem(format!("{at}/rev"), Code::OutOfRange, message));
    } else if question.rev > HIGHEST_REVISION {
        let message = format!("found {}; allowed: 1 to {HIGHEST_REVISION}", question.rev);
        problems.push(problem(format!("{at}/rev"), Code::OutOfRange, message));
    }
    if question.red_flag_below > 5 {
        let message = format!("levels are 0 to 5; found {}", question.red_flag_below);
        problems.push(problem(
            format!("{at}/redFlagBelow"),
            Code::OutOfRange,
            message,
        ));
    }
    problems.extend(text(format!("{at}/text"), "the question", &question.text));
    if question.controls.is_empty() {
        let message = "a question speaks for at least one control";
        problems.push(problem(
            format!("{at}/controls"),
            Code::MissingText,
            message,
        ));
    }
    let place = format!("{at}/controls");
    let count = question.controls.len();
    problems.extend(at_most(&place, "controls", count, MOST_CONTROLS));
    let mut seen = BTreeSet::new();
    for (i, id) in question.controls.iter().enumerate() {
        if !seen.insert(id) {
            let message = format!("the control `{}` is there twice", shown(id));
            let at = format!("{at}/controls/{i}");
            problems.push(problem(at, Code::Duplicate, message));
        } else if catalogue.control(id).is_none() {
            let at = format!("{at}/controls/{i}");
            let names = control_ids(catalogue);
            problems.extend(known(at, Code::UnknownControl, "a control", id, names));
        }
    }
    problems.extend(conditions(at, &question.when, &catalogue.scoping));
    problems.extend(rungs(at, question));
    problems.extend(data(at, question, catalogue));
    let help = &question.help;
    let good = &help.good_looks_like;
    for (key, size) in [
        ("at10", &good.at10),
        ("at50", &good.at50),
        ("at200", &good.at200),
    ] {
        let place = format!("{at}/help/goodLooksLike/{key}");
        problems.extend(text(place, "what good looks like", size));
    }
    problems
}

/// Rungs: unique ids, levels from 0 to 5 that rise.
fn rungs(at: &str, question: &Question) -> Vec<Problem> {
    let mut problems = Vec::new();
    let choices = &question.choices;
    if question.kind == QuestionKind::Ladder && choices.len() < 2 {
        let message = format!("a ladder has at least two rungs; found {}", choices.len());
        problems.push(problem(format!("{at}/options"), Code::NotMonotone, message));
    }
    let names = choices.iter().map(|c| c.id.as_str());
    problems.extend(ids(&format!("{at}/options"), "the answer", names, &[]));
    let mut before: Option<u8> = None;
    for (i, choice) in choices.iter().enumerate() {
        let at = format!("{at}/options/{i}");
        problems.extend(text(format!("{at}/text"), "the statement", &choice.text));
        if choice.level > 5 {
            let message = format!("levels are 0 to 5; found {}", choice.level);
            problems.push(problem(format!("{at}/level"), Code::OutOfRange, message));
        }
        if before.is_some_and(|b| choice.level <= b) {
            let message = format!(
                "level {} comes after level {}; rungs rise from the lowest",
                choice.level,
                before.unwrap_or_default()
            );
            problems.push(problem(format!("{at}/level"), Code::NotMonotone, message));
        }
        before = Some(choice.level);
        let lower = choices
            .get(..i)
            .is_none_or(|c| c.iter().all(|c| c.nonconforming));
        if choice.nonconforming && (question.kind != QuestionKind::Fact || !lower) {
            let message = "`nonconforming` belongs to the lowest rungs of a question about a fact";
            problems.push(problem(
                format!("{at}/nonconforming"),
                Code::NotMonotone,
                message,
            ));
        }
    }
    problems
}

/// The data part: a control that has such occurrences, and the words to ask for it.
fn data(at: &str, question: &Question, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut needs = |key: &str, given: bool| {
        if !given {
            let kind = question.kind.as_str();
            let message = format!("a question of kind {kind} needs `{key}`");
            problems.push(problem(format!("{at}/{key}"), Code::MissingText, message));
        }
    };
    match question.kind {
        QuestionKind::Population => {
            needs("countText", question.count_text.is_some());
            needs("conformingText", question.conforming_text.is_some());
        }
        QuestionKind::Date => needs("lastText", question.last_text.is_some()),
        QuestionKind::Systems => needs("items", !question.items.is_empty()),
        QuestionKind::Ladder | QuestionKind::Grid | QuestionKind::Fact => {}
    }
    let names = question.items.iter().map(|i| i.id.as_str());
    problems.extend(ids(&format!("{at}/items"), "the item", names, &[]));
    if let Some(id) = &question.decides {
        let names = question.controls.iter().map(String::as_str);
        let at = format!("{at}/decides");
        let what = "a control of this question";
        problems.extend(known(at, Code::UnknownControl, what, id, names));
    }
    if let Some(control) = catalogue.control(question.deciding())
        && !fits(question.kind, control)
    {
        let cadence = control.cadence.map(|c| format!(" {}", c.as_str()));
        let fitting: Vec<&str> = KINDS
            .iter()
            .filter(|kind| fits(**kind, control))
            .map(|kind| kind.as_str())
            .collect();
        let message = format!(
            "a question of kind {} cannot speak of {}, which is {}{}; kinds that fit: {}",
            question.kind.as_str(),
            shown(&control.id),
            control.kind.as_str(),
            cadence.unwrap_or_default(),
            fitting.join(", ")
        );
        problems.push(problem(format!("{at}/kind"), Code::KindMismatch, message));
    }
    problems
}

/// Every kind of question.
const KINDS: [QuestionKind; 6] = [
    QuestionKind::Ladder,
    QuestionKind::Grid,
    QuestionKind::Population,
    QuestionKind::Fact,
    QuestionKind::Date,
    QuestionKind::Systems,
];

/// Whether a control has occurrences that a question of this kind can tell apart.
fn fits(kind: QuestionKind, control: &Control) -> bool {
    use Cadence::{Annual, Daily, Monthly, Quarterly, SemiAnnual, Weekly};
    let cadence = control.cadence;
    match kind {
        QuestionKind::Ladder => true,
        QuestionKind::Grid => matches!(cadence, Some(Annual | SemiAnnual | Quarterly | Monthly)),
        QuestionKind::Population => {
            control.kind == Kind::Occurrence || matches!(cadence, Some(Weekly | Daily))
        }
        QuestionKind::Fact | QuestionKind::Systems => control.kind == Kind::Configuration,
        QuestionKind::Date => {
            control.kind == Kind::Document || matches!(cadence, Some(Annual | SemiAnnual))
        }
    }
}
