//! Two assessments of one company: what moved each figure, and that the parts are the whole.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::comparison::trend::{self, Differs, Standing, Trend};
use tickmark::comparison::{Cause, Comparison, Figures, Side, compare};
use tickmark::error::{Code, Error};
use tickmark::input;
use tickmark::report::{Format, Reader};

fn saved(path: &str) -> Value {
    let text = std::fs::read_to_string(format!("examples/{path}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn compared(before: &Value, after: &Value) -> Result<Comparison, Error> {
    let content = input::content()?;
    let before = input::assessment_file(before.clone(), content)?;
    let after = input::assessment_file(after.clone(), content)?;
    let side = |file| Side { file, content };
    compare(side(&before), side(&after))
}

fn answer<'a>(file: &'a mut Value, question: &str) -> &'a mut Value {
    let answers = file["answers"].as_array_mut().unwrap();
    answers
        .iter_mut()
        .find(|a| a["question"] == question)
        .unwrap()
}

fn record(control: &str, day: &str) -> Value {
    json!({
        "id": format!("{control}-{day}"), "title": "Record", "kind": "document", "controls": [control],
        "asOf": day, "file": { "name": "r.pdf", "sha256": "0".repeat(64) },
    })
}

/// Every figure of `a` and `b` differs by less than rounding.
fn same(a: Figures, b: Figures) -> bool {
    let d = a - b;
    [
        d.claimed_low,
        d.claimed_high,
        d.supported_low,
        d.supported_high,
        d.expected,
        d.clean,
        d.qualified_or_adverse,
    ]
    .iter()
    .all(|x| x.abs() < 1e-9)
}

fn sum<'a>(changes: impl Iterator<Item = &'a Figures>) -> Figures {
    changes.fold(Figures::default(), |sum, c| sum + *c)
}

fn part(found: &Comparison, cause: Cause) -> Figures {
    let part = found.parts.iter().find(|p| p.causes.contains(&cause));
    part.unwrap().change
}

fn adds_up(found: &Comparison) {
    let whole = found.after - found.before;
    assert!(same(sum(found.parts.iter().map(|p| &p.change)), whole));
    if !found.answers.is_empty() {
        let answers = sum(found.answers.iter().map(|m| &m.change));
        assert!(
            same(answers, part(found, Cause::Answers)),
            "{:?}",
            found.answers
        );
    }
    if !found.evidence.is_empty() {
        let evidence = sum(found.evidence.iter().map(|m| &m.change));
        assert!(same(evidence, part(found, Cause::Evidence)));
    }
}

#[test]
fn a_company_compared_with_itself_has_not_moved() {
    for name in ["acme/full", "scaleup/quick"] {
        let file = saved(name);
        let found = compared(&file, &file).unwrap();
        assert_eq!(found.before, found.after);
        assert!(
            found.parts.iter().all(|p| p.change.is_zero()),
            "{:?}",
            found.parts
        );
        assert!(found.controls.is_empty() && found.closed.is_empty() && found.opened.is_empty());
        assert!(found.answers.is_empty() && found.evidence.is_empty());
    }
}

#[test]
fn a_quarter_later_each_part_has_its_own_cause() {
    let before = saved("acme/full");
    let mut after = before.clone();
    after["asOf"] = json!("2027-02-01");
    after["profile"]["headcount"] = json!(40);
    *answer(&mut after, "gv-04") = json!({ "question": "gv-04", "rev": 1, "choice": "proven" });
    after["evidence"] = json!([record("RA-01", "2026-12-01"), record("IR-01", "2026-12-02")]);
    let found = match compared(&before, &after) {
        Ok(found) => found,
        Err(why) => panic!("{why:?}"),
    };
    adds_up(&found);
    let causes: Vec<Cause> = found.parts.iter().flat_map(|p| p.causes.clone()).collect();
    assert_eq!(
        causes,
        [
            Cause::Content,
            Cause::Time,
            Cause::Profile,
            Cause::Answers,
            Cause::Evidence
        ]
    );
    assert!(part(&found, Cause::Content).is_zero());
    assert!(
        part(&found, Cause::Time).supported_low <= 0.0,
        "days that pass prove nothing"
    );
    assert!(part(&found, Cause::Answers).claimed_low > 0.0);
    assert!(part(&found, Cause::Answers).supported_low >= 0.0);
    assert!(part(&found, Cause::Evidence).supported_low > 0.0);
    assert!(
        part(&found, Cause::Evidence).claimed_low.abs() < 1e-12,
        "files claim nothing"
    );
    assert_eq!(found.answers.len(), 1);
    assert_eq!(found.evidence.len(), 2);
    assert!(!found.controls.is_empty());
}

#[test]
fn only_what_changed_has_a_part() {
    let before = saved("scaleup/full");
    let mut after = before.clone();
    answer(&mut after, "ac-08")["choice"] = json!("informal");
    let found = compared(&before, &after).unwrap();
    adds_up(&found);
    for cause in [Cause::Content, Cause::Time, Cause::Profile, Cause::Evidence] {
        assert!(part(&found, cause).is_zero(), "{cause:?}");
    }
    assert_eq!(found.answers.len(), 1);
    assert_eq!(found.answers[0].id, "ac-08");
    assert_eq!(found.controls.len(), 1);
    assert_eq!(found.controls[0].id, "AC-08");
}

#[test]
fn a_step_that_cannot_stand_alone_is_one_with_the_next() {
    // Of the quick questionnaire to the full one: the answers of one mean nothing to the other.
    let mut before = saved("acme/quick");
    let after = saved("acme/full");
    before["asOf"] = after["asOf"].clone();
    let found = compared(&before, &after).unwrap();
    adds_up(&found);
    assert!(found.answers.is_empty(), "the questions are others");
    assert!(!part(&found, Cause::Answers).is_zero());
}

#[test]
fn the_later_one_first_is_refused() {
    let before = saved("acme/full");
    let mut after = before.clone();
    after["asOf"] = json!("2026-10-01");
    // What was looked at after that day would be refused by itself.
    after["answers"] = json!([]);
    after["evidence"] = json!([]);
    let Err(Error::Input(problems)) = compared(&before, &after) else {
        panic!("the order is wrong");
    };
    assert_eq!(problems[0].code, Code::DateOrder);
    assert!(
        problems[0].message.contains("name the earlier one first"),
        "{}",
        problems[0].message
    );
}

#[test]
fn another_version_of_the_questions_is_told() {
    let mut before = saved("acme/full");
    before["questionnaire"]["sha256"] = json!("0".repeat(64));
    let found = compared(&before, &saved("acme/full")).unwrap();
    assert_eq!(found.answered_with.unwrap().id, "full");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(16)))]

    /// Any set of answers changed, in any order of the document.
    #[test]
    fn the_parts_are_the_whole(
        picks in prop::collection::vec((0usize..1000, 0usize..6), 1..6),
        turned in any::<bool>(),
    ) {
        let before = saved("acme/full");
        let mut after = before.clone();
        let full = input::content().unwrap().questionnaire("full").unwrap();
        let questions = &full.questionnaire.questions;
        for (pick, level) in picks {
            let answers = after["answers"].as_array_mut().unwrap();
            let at = pick % answers.len();
            let id = answers[at]["question"].as_str().unwrap().to_owned();
            let question = questions.iter().find(|q| q.id == id).unwrap();
            let choice = &question.choices[level % question.choices.len()].id;
            answers[at] = json!({ "question": id, "rev": question.rev, "choice": choice });
        }
        if turned {
            after["answers"].as_array_mut().unwrap().reverse();
        }
        let found = compared(&before, &after).unwrap();
        adds_up(&found);
    }
}

/// A company on several days: the earliest with the six questions, then with every one.
fn several() -> [Value; 4] {
    let mut first = saved("acme/assessment");
    first["asOf"] = json!("2026-10-05");
    first["answers"] = json!([]);
    let mut second = saved("acme/quick");
    second["answers"] = json!([]);
    second["asOf"] = json!("2026-10-20");
    second["questionnaire"]["sha256"] = json!("0".repeat(64));
    let mut third = saved("acme/quick");
    third["asOf"] = json!("2026-11-21");
    third["profile"]["window"]["end"] = json!("2027-06-14");
    third["register"] =
        json!([{ "control": "AC-02", "status": "in-progress", "due": "2026-12-01" }]);
    let mut now = saved("acme/quick");
    now["asOf"] = json!("2026-12-01");
    *answer(&mut now, "leavers-access") =
        json!({ "question": "leavers-access", "rev": 1, "later": true });
    [first, second, third, now]
}

fn history(earlier: &[&Value], now: &Value) -> Result<(Comparison, Trend), (usize, Error)> {
    let content = input::content().unwrap();
    let file = |value: &Value| input::assessment_file(value.clone(), content).unwrap();
    let files: Vec<_> = earlier.iter().map(|value| file(value)).collect();
    let side = |file| Side { file, content };
    let sides: Vec<_> = files.iter().map(side).collect();
    trend::history(&sides, side(&file(now)))
}

#[test]
fn several_assessments_stand_in_the_order_of_their_days() {
    let [first, second, third, now] = several();
    let (latest, trend) = history(&[&third, &first, &second], &now).unwrap();
    let days: Vec<String> = trend.points.iter().map(|p| p.day.to_string()).collect();
    assert_eq!(
        days,
        ["2026-10-05", "2026-10-20", "2026-11-21", "2026-12-01"]
    );
    // The section on changes is about the latest of them.
    assert_eq!(latest, compared(&third, &now).unwrap());
    let differs: Vec<_> = trend.points.iter().map(|p| p.differs.clone()).collect();
    assert_eq!(
        differs,
        [
            vec![Differs::Questionnaire],
            vec![Differs::Version],
            vec![Differs::Window],
            vec![]
        ]
    );
    for point in &trend.points {
        assert!(point.supported.0 <= point.supported.1);
        let o = point.outlook;
        assert!(f64::from(o.low) <= o.expected && o.expected <= f64::from(o.high));
    }
    let now = trend.now().unwrap();
    assert_eq!(
        now.outlook.expected.to_bits(),
        latest.after.expected.to_bits()
    );
    assert_eq!(
        now.supported,
        (latest.after.supported_low, latest.after.supported_high)
    );
}

#[test]
fn a_gap_is_new_open_before_open_again_or_closed() {
    // An examination of one day asks for less: the same answers have fewer gaps.
    let on = |day: &str, kind: u8| {
        let mut file = saved("acme/full");
        file["asOf"] = json!(day);
        file["profile"]["type"] = json!(kind);
        file
    };
    // Six questions look at fewer controls.
    let few = |day: &str| {
        let mut file = saved("acme/assessment");
        file["asOf"] = json!(day);
        file
    };
    let standing = |files: &[Value]| {
        let (now, earlier) = files.split_last().unwrap();
        let earlier: Vec<&Value> = earlier.iter().collect();
        history(&earlier, now).unwrap().1
    };
    let days = ["2026-11-21", "2026-11-22", "2026-11-23"];
    let again = standing(&[on(days[0], 2), on(days[1], 1), on(days[2], 2)]);
    let only = |trend: &Trend, wanted: Standing| -> Vec<String> {
        let all = trend.points.iter().flat_map(|p| p.gaps.clone());
        let mut found: Vec<String> = all
            .filter(|id| trend.standing(id) == Some(wanted))
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let more = only(&again, Standing::Again);
    assert!(!more.is_empty());
    assert_eq!(
        only(&standing(&[on(days[0], 1), on(days[1], 2)]), Standing::New),
        more
    );
    assert_eq!(
        only(
            &standing(&[on(days[0], 2), on(days[1], 1)]),
            Standing::Closed
        ),
        more
    );
    assert!(more.iter().all(|id| again.first_seen(id).is_none()));
    let before = only(&again, Standing::Before);
    assert_eq!(before.len() + more.len(), again.now().unwrap().gaps.len());
    assert!(
        before
            .iter()
            .all(|id| again.first_seen(id).unwrap().to_string() == days[0])
    );
    let seen = standing(&[few(days[0]), on(days[1], 2)]);
    let unseen = standing(&[on(days[0], 2), few(days[1])]);
    let newly = only(&seen, Standing::NewlyLookedAt);
    assert!(!newly.is_empty());
    assert!(
        !newly
            .iter()
            .any(|id| seen.before().unwrap().has_looked_at(id))
    );
    assert_eq!(only(&unseen, Standing::NoLongerLookedAt), newly);
    assert_eq!(seen.standing("no such control"), None);
}

#[test]
fn what_cannot_be_a_history_is_refused_and_says_which() {
    let [first, second, third, now] = several();
    let refused = |earlier: &[&Value], now: &Value| match history(earlier, now) {
        Err((i, Error::Input(problems))) => (i, problems[0].code, problems[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let (i, code, message) = refused(&[&first, &now], &third);
    assert_eq!((i, code), (1, Code::DateOrder));
    assert!(
        message.contains("as of 2026-12-01") && message.contains("2026-11-21"),
        "{message}"
    );
    let (i, code, message) = refused(&[&second, &first, &second], &now);
    assert_eq!((i, code), (2, Code::Duplicate));
    assert!(
        message.contains("two of the earlier assessments are as of 2026-10-20"),
        "{message}"
    );
    let (i, code, message) = refused(&[&first; trend::MOST + 1], &now);
    assert_eq!((i, code), (trend::MOST, Code::OutOfRange));
    assert!(
        message.contains("found 9 earlier assessments; at most 8"),
        "{message}"
    );
    assert_eq!(refused(&[], &now).1, Code::OutOfRange);
    let mut wrong = first.clone();
    wrong["profile"]["window"]["end"] = json!("2020-01-01");
    assert_eq!(refused(&[&second, &wrong], &now).0, 1);
}

#[test]
fn a_report_draws_the_trend_and_tells_it_in_a_table() {
    let [first, second, third, now] = several();
    let (latest, over) = history(&[&first, &second, &third], &now).unwrap();
    let content = input::content().unwrap();
    let file = input::assessment_file(now, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let outcome = tickmark::evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    let reader = Reader {
        previous: Some(&latest),
        trend: Some(&over),
        ..Reader::default()
    };
    let report = |format| {
        outcome
            .report_with(&engagement, &advice, format, &reader)
            .unwrap()
    };
    let text = report(Format::Markdown);
    let section = text.split("### Over 4 assessments").nth(1).unwrap();
    for point in &over.points {
        let (year, month, day) = point.day.parts();
        let row = section
            .lines()
            .find(|l| l.starts_with(&format!("| {day} ")) && l.contains(&year.to_string()));
        let row = row.unwrap_or_else(|| panic!("{year}-{month}-{day}"));
        assert!(
            row.ends_with(&format!(
                "| {} | {} |",
                point.gaps.len(),
                point.looked_at.len()
            )),
            "{row}"
        );
    }
    for told in [
        "- 5 October 2026: answered with the questionnaire red-flags 1.0.0, and this one with quick 1.0.0.",
        "- 20 October 2026: answered with another text of the questionnaire quick 1.0.0.",
        "- 21 November 2026: for another window, 15 September 2026 to 14 June 2027.",
    ] {
        assert!(section.contains(told), "{told}\n{section}");
    }
    assert!(
        !text.contains("tm-chart") && !text.contains("tm-heat"),
        "Markdown has no pictures"
    );
    let html = report(Format::Html);
    let chart = html
        .split("aria-label=\"Where things stood, over 4 assessments.")
        .nth(1)
        .unwrap();
    let chart = chart.split("</svg>").next().unwrap();
    assert_eq!(chart.matches("<circle").count(), 3 * 4);
    // Other questions, then another text of them: both are dashed in each of the three.
    assert_eq!(chart.matches("stroke-dasharray").count(), 3 * 2);
    assert!(!html.contains(" style=\""));
}
