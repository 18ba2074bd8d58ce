//! The window planner: each candidate equals the whole path under that window, and the rule is the one stated.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tickmark::date::Date;
use tickmark::input;
use tickmark::input::control::Kind;
use tickmark::plan::window::{Candidate, Choice, LostAt, Windows, windows};
use tickmark::{Outcome, evaluate};

const STORIES: [&str; 6] = [
    "acme/assessment",
    "acme/quick",
    "acme/full",
    "scaleup/assessment",
    "scaleup/quick",
    "scaleup/full",
];

/// The saved assessment of a story, with its evidence read.
fn saved(story: &str) -> Value {
    let content = input::content().unwrap();
    let text = std::fs::read_to_string(format!("examples/{story}.json")).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut file = input::assessment_file(value, content).unwrap();
    let company = story.split('/').next().unwrap();
    let mut names: Vec<_> = std::fs::read_dir(format!("examples/{company}/evidence"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        file.evidence = input::receive(name, &bytes, &file, None, content)
            .unwrap()
            .evidence;
    }
    serde_json::to_value(file).unwrap()
}

fn planned(value: &Value) -> Windows {
    let content = input::content().unwrap();
    let file = input::assessment_file(value.clone(), content).unwrap();
    windows(&input::engagement(file, content).unwrap())
}

/// The whole path for a file.
fn whole(value: &Value) -> Outcome {
    let content = input::content().unwrap();
    let file = input::assessment_file(value.clone(), content).unwrap();
    evaluate(&input::engagement(file, content).unwrap())
}

fn under(value: &Value, start: Date, end: Date, report_type: u8) -> Value {
    let mut value = value.clone();
    value["profile"]["window"] = json!({ "start": start, "end": end });
    value["profile"]["type"] = json!(report_type);
    value
}

/// Deviations of the year before the assessment that stay until somebody changes something, by control: those of
/// settings, of documents, and of people, devices and vendors that are simply there.
fn standing(value: &Value) -> BTreeMap<String, u32> {
    let (start, end) = ("2025-11-22".parse().unwrap(), "2026-11-21".parse().unwrap());
    let year = whole(&under(value, start, end, 2));
    let controls = year.assessment.controls.iter();
    controls
        .filter(|c| c.occurrences.deviations > 0 && stays(&c.id))
        .map(|c| (c.id.clone(), c.occurrences.deviations))
        .collect()
}

fn stays(id: &str) -> bool {
    let catalogue = &input::content().unwrap().catalogue;
    let control = catalogue.control(id).unwrap();
    let stocks = [
        "people",
        "devices",
        "critical-vendors",
        "policies",
        "systems",
    ];
    let stock = control
        .population
        .as_deref()
        .is_some_and(|p| stocks.contains(&p));
    stock || matches!(control.kind, Kind::Configuration | Kind::Document)
}

/// The candidate against the whole path under its window.
fn compare(value: &Value, c: &Candidate, standing: &BTreeMap<String, u32>) {
    let outcome = whole(&under(value, c.start, c.end, 2));
    let place = format!("{} to {}", c.start, c.end);
    for (found, expected) in [
        (c.headline, outcome.forecast.headline),
        (c.if_claims_hold, outcome.forecast.if_claims_hold),
    ] {
        let found = [found.clean, found.qualified_or_adverse, found.expected];
        let expected = [
            expected.clean,
            expected.qualified_or_adverse(),
            expected.expected,
        ];
        assert_eq!(
            found.map(f64::to_bits),
            expected.map(f64::to_bits),
            "{place}"
        );
    }
    let controls = &outcome.assessment.controls;
    let sum = |f: &dyn Fn(&tickmark::assessment::occurrences::Occurrences) -> u32| -> u32 {
        controls.iter().map(|c| f(&c.occurrences)).sum()
    };
    let mut deviations = if c.over {
        BTreeMap::new()
    } else {
        standing.clone()
    };
    for control in controls.iter().filter(|c| c.occurrences.deviations > 0) {
        let known = deviations.entry(control.id.clone()).or_default();
        *known = (*known).max(control.occurrences.deviations);
    }
    let ahead = c.start.to_string().as_str() > "2026-11-21";
    let told = |list: &[LostAt]| -> BTreeMap<String, u32> {
        list.iter().map(|l| (l.control.clone(), l.count)).collect()
    };
    let (put_right, lost) = deviations
        .into_iter()
        .partition(|(id, _)| ahead && stays(id));
    assert_eq!(told(&c.to_put_right), put_right, "{place}");
    assert_eq!(told(&c.lost), lost, "{place}");
    assert_eq!(c.occurrences.required, sum(&|o| o.population), "{place}");
    assert_eq!(c.occurrences.decided, sum(&|o| o.decided), "{place}");
    let t = c.occurrences;
    assert_eq!(t.decided + t.open + t.still_possible, t.required, "{place}");
    assert_eq!(c.lost.iter().map(|l| l.count).sum::<u32>(), t.lost);
    assert!(c.periods.required <= t.required && c.periods.lost <= t.lost);
}

#[test]
fn every_candidate_is_the_whole_path_under_its_window() {
    for story in STORIES {
        let value = saved(story);
        let plan = planned(&value);
        assert!(plan.only_before_agreement);
        assert!(plan.candidates.len() <= 77, "{}", plan.candidates.len());
        assert_eq!(plan.candidates.iter().filter(|c| c.planned).count(), 1);
        let standing = standing(&value);
        for c in &plan.candidates {
            compare(&value, c, &standing);
        }
    }
}

#[test]
fn a_day_is_the_whole_path_of_the_other_kind() {
    for story in STORIES {
        let value = saved(story);
        let window = &value["profile"]["window"];
        let day = |key: &str| window[key].as_str().unwrap().parse::<Date>().unwrap();
        let outcome = whole(&under(&value, day("start"), day("end"), 1));
        let found = planned(&value).one_day;
        assert_eq!(found.day.to_string(), "2026-11-21");
        assert_eq!(found.earliest_report.unwrap().to_string(), "2027-01-02");
        let expected = outcome.forecast.headline;
        assert_eq!(found.headline.clean.to_bits(), expected.clean.to_bits());
        let expected = outcome.forecast.if_claims_hold.qualified_or_adverse();
        let found = found.if_claims_hold.qualified_or_adverse;
        assert_eq!(found.to_bits(), expected.to_bits());
    }
}

/// The rule, looked for without haste.
fn by_rule(plan: &Windows, own_days: i64) -> Option<usize> {
    let mut best: Option<(Date, i64, usize)> = None;
    for (i, c) in plan.candidates.iter().enumerate() {
        let fits =
            !c.over && c.lost.is_empty() && c.if_claims_hold.qualified_or_adverse <= plan.limit;
        let unlike = (c.end.days_after(c.start) - own_days).abs();
        if fits && best.is_none_or(|(s, u, _)| (c.start, unlike) < (s, u)) {
            best = Some((c.start, unlike, i));
        }
    }
    best.map(|(_, _, i)| i)
}

#[test]
fn the_choice_follows_the_rule() {
    let mut none = 0;
    for story in STORIES {
        for open in [false, true] {
            let mut value = saved(story);
            if open {
                for answer in value["answers"].as_array_mut().unwrap() {
                    *answer = json!({ "question": answer["question"], "rev": 1, "later": true });
                }
            }
            let plan = planned(&value);
            let own = plan.candidates.iter().find(|c| c.planned).unwrap();
            let own_days = own.end.days_after(own.start);
            match &plan.choice {
                Choice::Take { candidate } => {
                    assert_eq!(Some(*candidate), by_rule(&plan, own_days), "{story}");
                }
                Choice::None {
                    nearest,
                    in_the_way,
                } => {
                    none += 1;
                    assert_eq!(by_rule(&plan, own_days), None, "{story}");
                    let at = &plan.candidates[*nearest];
                    let chance = |c: &Candidate| c.if_claims_hold.qualified_or_adverse;
                    for other in plan.candidates.iter().filter(|c| !c.over) {
                        let better = (other.lost.is_empty(), -chance(other));
                        assert!(better <= (at.lost.is_empty(), -chance(at)), "{story}");
                    }
                    assert!(!in_the_way.is_empty() && in_the_way.len() <= 5);
                    for control in in_the_way {
                        assert!(control.without <= chance(at) + 1e-12, "{story}");
                    }
                    assert!(in_the_way.windows(2).all(|w| w[0].without <= w[1].without));
                }
            }
        }
    }
    assert!(none > 0);
}

/// The first day from which nothing is lost, day by day.
fn day_by_day(value: &Value, from: Date, until: Date, months: i64) -> Option<Date> {
    let mut day = from;
    // What stays as it is deviates in every window that has begun.
    if !standing(value).is_empty() {
        day = day.max("2026-11-22".parse().unwrap());
    }
    while day <= until {
        let end = day.plus_months(months).plus_days(-1);
        let outcome = whole(&under(value, day, end, 2));
        let ahead = outcome.assessment.controls.iter().all(|c| {
            let ahead = day.to_string().as_str() > "2026-11-21";
            c.occurrences.deviations == 0 || (ahead && stays(&c.id))
        });
        if ahead {
            return Some(day);
        }
        day = day.plus_days(1);
    }
    None
}

#[test]
fn the_first_day_from_which_nothing_is_lost_is_exact() {
    for (story, months) in [
        ("acme/quick", 6),
        ("scaleup/quick", 12),
        ("scaleup/full", 12),
        ("acme/assessment", 6),
    ] {
        let value = saved(story);
        let plan = planned(&value);
        let until = "2026-12-31".parse().unwrap();
        let expected = day_by_day(&value, plan.earliest_start, until, months);
        assert_eq!(plan.nothing_lost_from, expected, "{story}");
        let day = expected.unwrap();
        let here = |c: &&Candidate| c.start == day && c.months == Some(months);
        assert!(plan.candidates.iter().find(here).unwrap().lost.is_empty());
    }
}

#[test]
fn an_examination_of_one_day_is_planned_like_any_other() {
    let value = saved("acme/quick");
    let mut one_day = value.clone();
    one_day["profile"]["type"] = json!(1);
    let (a, b) = (planned(&value), planned(&one_day));
    assert_eq!(a, b);
}

#[test]
fn a_window_that_is_over_and_one_of_an_odd_length() {
    let mut value = saved("acme/quick");
    value["profile"]["window"] = json!({ "start": "2026-03-05", "end": "2026-07-20" });
    value["answers"] = json!([]);
    let plan = planned(&value);
    assert!(plan.begun);
    let own = plan.candidates.iter().find(|c| c.planned).unwrap();
    assert_eq!((own.months, own.over, own.weeks_later), (None, true, 0));
    assert_eq!(own.earliest_report.unwrap().to_string(), "2027-01-02");
    compare(&value, own, &standing(&value));
    match &plan.choice {
        Choice::Take { candidate } => assert!(!plan.candidates[*candidate].over),
        Choice::None { nearest, .. } => assert!(!plan.candidates[*nearest].over),
    }
    // Further back than three months only the planned start is looked at.
    let starts: Vec<String> = plan
        .candidates
        .iter()
        .map(|c| c.start.to_string())
        .collect();
    assert!(
        starts
            .iter()
            .all(|s| s == "2026-03-05" || s.as_str() >= "2026-08-21")
    );
    assert!(starts.contains(&"2026-09-01".to_owned()));
}

#[test]
fn weeks_and_days_are_counted_from_the_earliest_start() {
    let plan = planned(&saved("acme/full"));
    assert_eq!(plan.earliest_start.to_string(), "2026-09-15");
    let at = |start: &str, months: i64| {
        let mut all = plan.candidates.iter();
        all.find(|c| c.start.to_string() == start && c.months == Some(months))
            .unwrap()
    };
    assert_eq!(at("2026-09-15", 6).weeks_later, 0);
    assert!(at("2026-09-15", 6).planned);
    // Sixteen days are two weeks and a bit.
    assert_eq!(at("2026-10-01", 3).weeks_later, 3);
    let c = at("2026-10-01", 3);
    assert_eq!(c.end.to_string(), "2026-12-31");
    assert_eq!(c.earliest_report.unwrap().to_string(), "2027-02-11");
}

#[test]
fn a_missed_quarter_is_left_behind_by_the_first_day_after_it() {
    let value = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-21",
        "questionnaire": { "id": "full", "version": "1.0.0" },
        "profile": { "type": 2, "categories": ["security"],
            "window": { "start": "2026-09-15", "end": "2027-03-14" } },
        "answers": [{ "question": "ac-04", "rev": 1, "choice": "proven",
            "periods": [{ "period": "2026-q3", "state": "missed" }] }],
    });
    let plan = planned(&value);
    assert_eq!(plan.nothing_lost_from.unwrap().to_string(), "2026-10-01");
    let own = plan.candidates.iter().find(|c| c.planned).unwrap();
    assert_eq!((own.occurrences.lost, own.periods.lost), (1, 1));
    assert_eq!(own.lost[0].control, "AC-04");
    let later = plan.candidates.iter().filter(|c| c.start > own.start);
    assert!(later.clone().all(|c| c.lost.is_empty()) && later.count() > 40);
}

#[test]
fn a_company_that_is_ready_takes_the_window_as_planned() {
    let content = input::content().unwrap();
    let asked = content.questionnaires.iter().map(|p| &p.questionnaire);
    let asked = asked.into_iter().find(|q| q.id == "red-flags").unwrap();
    let answers: Vec<Value> = asked
        .questions
        .iter()
        .map(|q| json!({ "question": q.id, "rev": q.rev, "choice": q.choices.last().unwrap().id }))
        .collect();
    let value = json!({
        "format": "tickmark-assessment", "version": 1, "asOf": "2026-11-21",
        "questionnaire": { "id": "red-flags", "version": asked.version },
        "profile": { "type": 2, "categories": ["security"],
            "window": { "start": "2026-12-10", "end": "2027-05-09" } },
        "answers": answers,
    });
    let plan = planned(&value);
    let Choice::Take { candidate } = plan.choice else {
        panic!("{:?}", plan.choice)
    };
    // Nothing is lost on any day, so the earliest start is today; five months are nearest to six.
    let taken = &plan.candidates[candidate];
    assert_eq!(taken.start.to_string(), "2026-11-21");
    assert_eq!((taken.months, taken.planned), (Some(6), false));
    assert_eq!(plan.nothing_lost_from, Some(plan.earliest_start));
    assert!(!plan.begun);
}

#[test]
fn a_window_is_taken_where_the_saved_assessment_would_be() {
    let content = input::content().unwrap();
    let value = saved("acme/quick");
    let file = input::assessment_file(value.clone(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let mut taken = 0;
    for (start, end) in [
        ("2026-09-15", "2026-09-15"),
        ("2026-09-15", "2026-09-14"),
        ("2026-01-01", "2028-01-01"),
        ("2026-01-01", "2027-12-31"),
        ("2026-01-01", "2028-01-02"),
        ("1969-12-31", "1970-06-30"),
        ("2200-01-01", "2200-12-31"),
        ("2200-06-01", "2201-01-01"),
    ] {
        let window = input::answers::Window {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        let other = under(&value, window.start, window.end, 2);
        let file = input::assessment_file(other, content).unwrap();
        let resolved = input::engagement(file, content).is_ok();
        let found = engagement.with_window(window);
        assert_eq!(found.is_some(), resolved, "{start} to {end}");
        assert!(found.is_none_or(|e| e.window() == window));
        taken += usize::from(resolved);
    }
    assert_eq!(taken, 4);
    assert!(engagement.with_type(3).is_none() && engagement.with_type(0).is_none());
}

#[test]
fn the_end_of_the_calendar_leaves_the_planned_window() {
    let mut value = saved("acme/quick");
    value["asOf"] = json!("2200-12-30");
    value["profile"]["window"] = json!({ "start": "2200-12-01", "end": "2200-12-31" });
    value["answers"] = json!([]);
    value["evidence"] = json!([]);
    let plan = planned(&value);
    assert_eq!(plan.candidates.len(), 1);
    assert!(plan.candidates[0].planned);
    compare(&value, &plan.candidates[0], &standing(&value));
}

/// Which of the leavers counted since mid-September were late in a window that begins in October, nobody has said:
/// they count by the share of the days and oblige nobody to disclose them.
#[test]
fn a_count_that_began_before_the_window_counts_by_its_days() {
    let value = saved("acme/full");
    let of = |start: &str| {
        let outcome = whole(&under(
            &value,
            start.parse().unwrap(),
            "2027-03-14".parse().unwrap(),
            2,
        ));
        let found = outcome.assessment.controls.into_iter();
        let access = found.into_iter().find(|c| c.id == "AC-03").unwrap();
        let o = access.occurrences;
        (o.deviations, o.known, o.shared)
    };
    // 7 of 21 from 15 September to 21 November, 68 days.
    assert_eq!(of("2026-09-15"), (7, true, false));
    assert_eq!(of("2026-10-19"), (4, false, true));
    assert_eq!(of("2026-11-21"), (1, false, true));
    assert_eq!(of("2026-11-22"), (0, false, false));
}
