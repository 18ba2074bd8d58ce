//! For each red flag: an answer that keeps it down, and files that speak against that answer.
//!
//! `UPDATE_EXPECT=1` rewrites the table of `questionnaires/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test says what went wrong by stopping; not every helper is used by every test"
)]

#[path = "failures/answers.rs"]
mod answers;
#[path = "contradicted/cases.rs"]
mod cases;
#[path = "contradicted/files.rs"]
mod files;
#[path = "failures/report.rs"]
mod report;

use std::collections::BTreeSet;
use std::fs;

use answers::{questionnaire, strong};
use cases::{CASES, Case};
use tickmark::assessment::{Assessment, Contradiction, assess};
use tickmark::input::answers::{AssessmentFile, SaidState};
use tickmark::input::content;
use tickmark::input::manifest::Entry;
use tickmark::report::Format;

/// Where the table stands.
const PAGE: &str = "questionnaires/README.md";

/// The strong answers to some questions of `full`, with `level` where another one is chosen; the others are open.
fn answered(case: &Case) -> AssessmentFile {
    let mut file = answered_whole(case);
    file.answers
        .retain(|a| case.answers.iter().any(|(q, _)| *q == a.question));
    assert_eq!(file.answers.len(), case.answers.len(), "{}", case.flag);
    file
}

/// The same with the strong answers to the others: what an answer would be worth takes longest where many are open.
fn answered_whole(case: &Case) -> AssessmentFile {
    let mut file = strong("full");
    for answer in &mut file.answers {
        let Some((_, level)) = case.answers.iter().find(|(q, _)| *q == answer.question) else {
            continue;
        };
        let mut questions = questionnaire("full").questions.iter();
        let question = questions.find(|q| q.id == answer.question).unwrap();
        let choice = question.choices.iter().find(|c| c.level == *level);
        answer.choice = Some(choice.unwrap().id.clone());
    }
    file
}

fn assessed(file: &AssessmentFile, evidence: Vec<Entry>) -> Assessment {
    let file = AssessmentFile {
        evidence,
        ..file.clone()
    };
    assess(&tickmark::input::engagement(file, content().unwrap()).unwrap())
}

fn told(found: &[Contradiction]) -> Vec<&str> {
    let rules = found.iter().map(|c| c.rule.as_deref());
    rules.map(|rule| rule.unwrap_or("by files alone")).collect()
}

fn by_rule<'c>(found: &'c [Contradiction], rule: &str) -> &'c Contradiction {
    let mut found = found.iter();
    found.find(|c| c.rule.as_deref() == Some(rule)).unwrap()
}

#[test]
fn every_red_flag_has_a_case_and_a_rule() {
    let catalogue = &content().unwrap().catalogue;
    let flags: BTreeSet<&str> = catalogue.red_flags.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(flags.len(), 57);
    let cases: BTreeSet<&str> = CASES.iter().map(|c| c.flag).collect();
    assert_eq!(flags, cases);
    let rules = catalogue.contradictions.iter();
    let rules: BTreeSet<&str> = rules
        .filter(|r| r.shown.is_some())
        .map(|r| r.id.as_str())
        .collect();
    let used = CASES.iter().flat_map(|c| c.beside.iter().chain([&c.rule]));
    let used: BTreeSet<&str> = used.copied().collect();
    assert_eq!(rules, used);
    for case in CASES {
        let mut rules = catalogue.contradictions.iter();
        let rule = rules.find(|r| r.id == case.rule).unwrap();
        assert!(
            rule.against.iter().any(|f| f == case.flag),
            "{} is not against {}",
            case.rule,
            case.flag
        );
    }
}

#[test]
fn files_against_the_answer_raise_this_contradiction_and_no_other() {
    for case in CASES {
        let file = answered(case);
        let without = assessed(&file, Vec::new());
        let raised = |a: &Assessment| a.red_flags.iter().any(|f| f.rule == case.flag);
        assert!(!raised(&without), "{}: the answer keeps it down", case.flag);
        assert!(without.contradictions.is_empty(), "{}", case.flag);
        let with = assessed(&file, files::against(case.files));
        let mut expected = [case.beside, &[case.rule]].concat();
        let mut told = told(&with.contradictions);
        expected.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, expected, "{}", case.flag);
        let found = by_rule(&with.contradictions, case.rule);
        assert!(!found.questions.is_empty(), "{}: which answer?", case.flag);
        assert!(!found.evidence.is_empty(), "{}: which files?", case.flag);
    }
}

#[test]
fn files_in_order_raise_none() {
    for case in CASES {
        let with = assessed(&answered(case), files::in_order(case.files));
        assert_eq!(told(&with.contradictions), [""; 0], "{}", case.flag);
    }
}

#[test]
fn what_files_leave_open_raises_none() {
    for case in CASES.iter().filter(|c| c.rule != "records-out-of-order") {
        let with = assessed(&answered(case), files::open(case.files));
        assert_eq!(told(&with.contradictions), [""; 0], "{}", case.flag);
    }
}

#[test]
fn the_order_of_files_and_answers_changes_nothing() {
    for case in CASES {
        let mut file = answered(case);
        let mut evidence = files::against(case.files);
        let one = assessed(&file, evidence.clone()).contradictions;
        evidence.reverse();
        file.answers.reverse();
        let other = assessed(&file, evidence).contradictions;
        assert_eq!(one, other, "{}", case.flag);
    }
}

#[test]
fn a_sentence_tells_its_figures_the_answer_and_the_file() {
    let mut told = BTreeSet::new();
    for case in CASES.iter().filter(|c| told.insert(c.rule)) {
        let file = AssessmentFile {
            evidence: files::against(case.files),
            ..answered_whole(case)
        };
        let engagement = tickmark::input::engagement(file, content().unwrap()).unwrap();
        let outcome = tickmark::evaluate(&engagement);
        let text = report::plain(&outcome.report(&engagement, Format::Markdown).unwrap());
        let found = by_rule(&outcome.assessment.contradictions, case.rule);
        let mut rules = engagement.catalogue.contradictions.iter();
        let rule = rules.find(|r| r.id == case.rule).unwrap();
        let line = text.lines().find(|l| l.contains(rule.ask.as_str()));
        let line = line.unwrap_or_else(|| panic!("{} is not in the report", case.rule));
        assert!(!line.contains(['{', '}']), "{line}");
        assert!(line.contains("You answered: \""), "{line}");
        assert!(line.contains("On file: "), "{line}");
        if found.deviations > 0
            && rule
                .shown
                .as_ref()
                .is_some_and(|s| !s.procedures.is_empty())
        {
            assert!(line.contains(" row"), "{line}");
        }
    }
}

#[test]
fn the_sentence_of_the_quarters() {
    // Three quarters are over; the second and the third are here.
    let case = CASES
        .iter()
        .find(|c| c.flag == "access-review-missed")
        .unwrap();
    let evidence = files::of(
        "AC-04",
        &[("2026-06-20", "2026-q2"), ("2026-09-20", "2026-q3")],
    );
    let found = assessed(&answered(case), evidence).contradictions;
    let figures = found[0].figures.unwrap();
    assert_eq!((figures.found, figures.due, figures.missing), (2, 3, 1));
    assert_eq!(figures.latest.unwrap().to_string(), "2026-09-20");
    assert_eq!(figures.days, 62);
}

#[test]
fn nothing_on_file_disagrees_with_nothing() {
    let with = assessed(&strong("full"), Vec::new());
    assert!(with.contradictions.is_empty());
}

#[test]
fn what_the_answer_tells_itself_disagrees_with_nothing() {
    let case = |flag: &str| CASES.iter().find(|c| c.flag == flag).unwrap();
    // Two of forty leavers late, and the files show as many.
    let leavers = case("leavers-past-time-limit");
    let mut file = answered(leavers);
    let counted = file.answers[0].population.as_mut().unwrap();
    counted.conforming = Some(counted.total - 2);
    let with = assessed(&file, files::against(leavers.files));
    assert_eq!(told(&with.contradictions), [""; 0]);
    // The first quarter is said to have been missed.
    let reviews = case("access-review-missed");
    let mut file = answered(reviews);
    file.answers[0].periods[0].state = SaidState::Missed;
    let with = assessed(&file, files::against(reviews.files));
    assert!(with.contradictions.iter().all(|c| c.figures.is_none()));
    // "Don't know" claims nothing.
    for case in CASES {
        let mut file = answered(case);
        for answer in &mut file.answers {
            let question = (answer.question.clone(), answer.rev);
            *answer = Default::default();
            (answer.question, answer.rev) = question;
            answer.unknown = Some(Default::default());
        }
        let with = assessed(&file, files::against(case.files));
        assert_eq!(told(&with.contradictions), [""; 0], "{}", case.flag);
    }
}

#[test]
fn the_table_of_the_content_page_is_current() {
    let mut table = String::from(
        "| Red flag | Contradiction | Answers (question: level) | On file |\n|---|---|---|---|\n",
    );
    for flag in &content().unwrap().catalogue.red_flags {
        for case in CASES.iter().filter(|c| c.flag == flag.id) {
            let answers = case
                .answers
                .iter()
                .map(|(q, level)| format!("`{q}`: {level}"));
            let on_file = case.files.iter().map(files::Files::to_string);
            table.push_str(&format!(
                "| `{}` | `{}` | {} | {} |\n",
                case.flag,
                case.rule,
                answers.collect::<Vec<_>>().join(", "),
                on_file.collect::<Vec<_>>().join("; ")
            ));
        }
    }
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once("<!-- files -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of files -->").unwrap();
    let current = format!("{before}<!-- files -->\n\n{table}\n<!-- end of files -->{after}");
    expect_test::expect_file![format!("../{PAGE}")].assert_eq(&current);
}
