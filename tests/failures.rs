//! Each known failure has a red flag that names it, and an answer that raises the flag.
//!
//! `UPDATE_EXPECT=1` rewrites the tables of `questionnaires/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "failures/answers.rs"]
mod answers;
#[path = "failures/report.rs"]
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use answers::{Change, changes, questionnaire, strong, with};
use serde::Deserialize;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::catalogue::Catalogue;
use tickmark::input::content;
use tickmark::input::rules::ContradictionRule;
use tickmark::report::Format;

/// Where the tables stand.
const PAGE: &str = "questionnaires/README.md";

/// A rule, and the answers that raise it.
#[derive(Clone)]
struct Reached {
    over: &'static str,
    changes: Vec<Change>,
}

/// A case written by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    raises: String,
    over: String,
    answers: Vec<Chosen>,
}

/// One of its answers, by what the search calls it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    question: String,
    says: String,
}

fn catalogue() -> &'static Catalogue {
    &content().unwrap().catalogue
}

/// The contradictions that two answers raise; what files raise stands in `tests/contradicted.rs`.
fn by_answers() -> impl Iterator<Item = &'static ContradictionRule> {
    let all = catalogue().contradictions.iter();
    all.filter(|rule| rule.shown.is_none())
}

/// Every known failure: id and title.
fn rows() -> Vec<(String, String)> {
    let text = fs::read_to_string("tests/failures/rows.tsv").unwrap();
    let row = |line: &str| {
        let (id, title) = line.split_once('\t').unwrap();
        (id.to_owned(), title.to_owned())
    };
    text.lines().map(row).collect()
}

/// Ids of the red flags and of the contradictions that are raised.
fn raised(file: &AssessmentFile) -> BTreeSet<String> {
    let engagement = tickmark::input::engagement(file.clone(), content().unwrap()).unwrap();
    let assessment = tickmark::assessment::assess(&engagement);
    let flags = assessment.red_flags.into_iter().map(|f| f.rule);
    let found = assessment.contradictions.into_iter();
    flags.chain(found.map(|c| c.rule.unwrap())).collect()
}

/// For each rule, the smallest change that raises it: one answer, else two, else a case by hand.
fn reached() -> &'static BTreeMap<String, Reached> {
    static REACHED: OnceLock<BTreeMap<String, Reached>> = OnceLock::new();
    REACHED.get_or_init(|| {
        let mut found = BTreeMap::new();
        let all: BTreeSet<String> = catalogue()
            .red_flags
            .iter()
            .map(|r| r.id.clone())
            .chain(by_answers().map(|r| r.id.clone()))
            .collect();
        for over in ["quick", "full"] {
            search(over, &all, &mut found);
        }
        found
    })
}

fn search(over: &'static str, all: &BTreeSet<String>, found: &mut BTreeMap<String, Reached>) {
    let base = strong(over);
    let changes = changes(&base, questionnaire(over));
    let mut note = |rules: BTreeSet<String>, changes: &[&Change]| {
        for rule in rules {
            found.entry(rule).or_insert_with(|| Reached {
                over,
                changes: changes.iter().map(|c| (*c).clone()).collect(),
            });
        }
        found.len() < all.len()
    };
    for change in &changes {
        note(raised(&with(&base, &[change])), &[change]);
    }
    // Two questions answered alike: two that are absent, two periods missed.
    for (i, first) in changes.iter().enumerate() {
        for second in changes.iter().skip(i + 1) {
            let alike =
                first.says == second.says && first.answer.question != second.answer.question;
            if alike && !note(raised(&with(&base, &[first, second])), &[first, second]) {
                return;
            }
        }
    }
    for case in by_hand().into_iter().filter(|c| c.over == over) {
        let chosen: Vec<&Change> = case
            .answers
            .iter()
            .map(|a| {
                let is = |c: &&Change| c.answer.question == a.question && c.says == a.says;
                let known = changes.iter().find(is);
                known.unwrap_or_else(|| {
                    panic!("{}: {} is no answer to {}", case.raises, a.says, a.question)
                })
            })
            .collect();
        assert!(
            raised(&with(&base, &chosen)).contains(&case.raises),
            "{}",
            case.raises
        );
        note([case.raises].into(), &chosen);
    }
}

fn by_hand() -> Vec<Case> {
    serde_saphyr::from_str(&fs::read_to_string("tests/failures/cases.yaml").unwrap()).unwrap()
}

#[test]
fn every_failure_has_a_red_flag_and_every_red_flag_a_failure() {
    let rows: Vec<String> = rows().into_iter().map(|(id, _)| id).collect();
    assert_eq!(rows.len(), 56);
    let named: BTreeSet<&String> = catalogue().red_flags.iter().flat_map(|r| &r.rows).collect();
    assert_eq!(
        named,
        rows.iter().collect(),
        "rows of tests/failures/rows.tsv, rows that rules name"
    );
    for rule in &catalogue().red_flags {
        assert!(!rule.rows.is_empty(), "{} names no row", rule.id);
    }
}

#[test]
fn a_title_has_few_words() {
    for (id, title) in rows() {
        assert!((4..=6).contains(&title.split(' ').count()), "{id}: {title}");
    }
}

#[test]
fn strong_answers_raise_nothing() {
    for over in ["red-flags", "quick", "full"] {
        let raised = raised(&strong(over));
        assert!(raised.is_empty(), "{over}: {raised:?}");
    }
}

#[test]
fn every_rule_is_raised_by_what_it_needs_and_by_no_less() {
    for rule in &catalogue().red_flags {
        let reached = reached().get(&rule.id);
        let reached = reached.unwrap_or_else(|| panic!("nothing raises {}", rule.id));
        assert_eq!(
            reached.over, "quick",
            "{} is out of reach of the short questionnaire",
            rule.id
        );
    }
    for rule in by_answers() {
        assert!(
            reached().contains_key(&rule.id),
            "nothing raises {}",
            rule.id
        );
    }
    for (rule, reached) in reached() {
        let base = strong(reached.over);
        let all: Vec<&Change> = reached.changes.iter().collect();
        assert!(raised(&with(&base, &all)).contains(rule), "{rule}");
        for i in 0..all.len() {
            let mut fewer = all.clone();
            let left = fewer.remove(i);
            let without = raised(&with(&base, &fewer));
            assert!(
                !without.contains(rule),
                "{rule} is raised without {}",
                left.answer.question
            );
        }
    }
}

#[test]
fn a_raised_flag_is_told_with_all_its_texts() {
    for rule in &catalogue().red_flags {
        let reached = &reached()[&rule.id];
        let all: Vec<&Change> = reached.changes.iter().collect();
        let text = markdown(with(&strong(reached.over), &all));
        let told = report::told(&text, &rule.found);
        let told = told.unwrap_or_else(|| panic!("{} is not in the report", rule.id));
        assert!(told.contains(&rule.why), "{}: {told}", rule.id);
        if report::is_told_by_its_gap(&text, told) {
            continue;
        }
        let mut texts = vec![rule.fix_now.clone(), rule.fix_properly.clone()];
        texts.extend(rule.keep.clone());
        texts.push(format!(
            "{} week{}",
            rule.lead_weeks,
            if rule.lead_weeks == 1 { "" } else { "s" }
        ));
        for text in texts {
            assert!(
                told.contains(&text),
                "{}: {text:?} is not in {told}",
                rule.id
            );
        }
    }
}

#[test]
fn each_of_many_has_a_block_and_steps_of_its_own_or_those_of_its_gap() {
    let base = strong("quick");
    let all = changes(&base, questionnaire("quick"));
    let absent: Vec<&Change> = all.iter().filter(|c| c.says == "absent").collect();
    let file = with(&base, &absent);
    let raised = raised(&file);
    let text = markdown(file);
    let flags: Vec<_> = catalogue()
        .red_flags
        .iter()
        .filter(|r| raised.contains(&r.id))
        .collect();
    assert!(flags.len() > 40, "{}", flags.len());
    let section = text.split("\n## Red flags\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    assert_eq!(section.matches("\n### ").count(), flags.len());
    let mut by_gaps = 0;
    for rule in flags {
        let told = report::told(&text, &rule.found);
        let told = told.unwrap_or_else(|| panic!("{} is not in the report", rule.id));
        assert!(told.contains(&rule.why), "{}", rule.id);
        if report::is_told_by_its_gap(&text, told) {
            by_gaps += 1;
            continue;
        }
        for part in [&rule.fix_now, &rule.fix_properly]
            .into_iter()
            .chain(&rule.keep)
        {
            assert!(told.contains(part.as_str()), "{}: {part:?}", rule.id);
        }
    }
    assert!((3..20).contains(&by_gaps), "{by_gaps}");
}

#[test]
fn a_raised_contradiction_is_told_with_what_would_settle_it() {
    for rule in by_answers() {
        let reached = &reached()[&rule.id];
        let all: Vec<&Change> = reached.changes.iter().collect();
        let text = markdown(with(&strong(reached.over), &all));
        for part in [&rule.found, &rule.ask] {
            assert!(
                text.contains(part.as_str()),
                "{}: {part:?} is not in the report",
                rule.id
            );
        }
    }
}

fn markdown(file: AssessmentFile) -> String {
    let engagement = tickmark::input::engagement(file, content().unwrap()).unwrap();
    let outcome = tickmark::evaluate(&engagement);
    report::plain(&outcome.report(&engagement, Format::Markdown).unwrap())
}

#[test]
fn the_tables_of_the_content_page_are_current() {
    let by = |id: &str| {
        let reached = &reached()[id];
        let one = |c: &Change| format!("`{}`: {}", c.answer.question, c.says);
        let all: Vec<String> = reached.changes.iter().map(one).collect();
        let over = if reached.over == "quick" {
            ""
        } else {
            " (full)"
        };
        format!("{}{over}", all.join("; "))
    };
    let mut flags = String::from(
        "| Row | What goes wrong | Rule | Reached by (question: answer) |\n|---|---|---|---|\n",
    );
    for (row, title) in rows() {
        for rule in catalogue()
            .red_flags
            .iter()
            .filter(|r| r.rows.contains(&row))
        {
            flags.push_str(&format!(
                "| {row} | {title} | `{}` | {} |\n",
                rule.id,
                by(&rule.id)
            ));
        }
    }
    let mut found = String::from("| Contradiction | Reached by (question: answer) |\n|---|---|\n");
    for rule in by_answers() {
        found.push_str(&format!("| `{}` | {} |\n", rule.id, by(&rule.id)));
    }
    let page = fs::read_to_string(PAGE).unwrap();
    let current = between(
        &between(&page, "red-flags", &flags),
        "contradictions",
        &found,
    );
    expect_test::expect_file![format!("../{PAGE}")].assert_eq(&current);
}

/// The page with `table` between the markers of this name.
fn between(page: &str, name: &str, table: &str) -> String {
    let (begin, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}\n{table}\n{end}{after}")
}

#[test]
fn nobody_knows_is_a_flag_wherever_it_is_said() {
    let base = strong("quick");
    let all = changes(&base, questionnaire("quick"));
    let unsure = |c: &&Change| {
        c.says.contains("don't know")
            || c.says.contains("nobody knows")
            || c.says.contains("not known")
    };
    for change in all.iter().filter(unsure) {
        let raised = raised(&with(&base, &[change]));
        assert!(
            !raised.is_empty(),
            "{}: {}",
            change.answer.question,
            change.says
        );
    }
}

#[test]
fn a_flag_names_the_controls_that_raise_it_and_no_other() {
    for rule in &catalogue().red_flags {
        let reached = &reached()[&rule.id];
        let all: Vec<&Change> = reached.changes.iter().collect();
        let file = with(&strong(reached.over), &all);
        let engagement = tickmark::input::engagement(file, content().unwrap()).unwrap();
        let assessment = tickmark::assessment::assess(&engagement);
        let flag = assessment.red_flags.iter().find(|f| f.rule == rule.id);
        let changed = |q: &str| all.iter().any(|c| c.answer.question == q);
        let questions = questionnaire(reached.over).questions.iter();
        let changed: BTreeSet<&String> = questions
            .filter(|q| changed(&q.id))
            .flat_map(|q| &q.controls)
            .collect();
        let named: BTreeSet<&String> = flag.unwrap().controls.iter().collect();
        assert!(!named.is_empty(), "{}", rule.id);
        assert!(
            named.is_subset(&changed),
            "{}: {named:?} of {changed:?}",
            rule.id
        );
    }
}
