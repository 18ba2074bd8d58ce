//! What to fix first: the optimum against every set, the front, the order, the shares of the opinion.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::input;
use tickmark::input::content::Content;
use tickmark::plan::fixes::knapsack::{Front, Item, WORK, front};
use tickmark::plan::fixes::{EXACT_UP_TO, Fix, Fixes, Limits, Reason, Why, fixes};
use tickmark::risk::Examination;

/// Up to 12 items, each needing some of those before it; efforts and values may be 0.
fn items() -> impl Strategy<Value = Vec<Item>> {
    let item = (0_u32..7, 0_u64..30, any::<u16>(), any::<u16>());
    prop::collection::vec(item, 0..13).prop_map(|all| {
        let item = |(i, (effort, value, a, b)): (usize, (u32, u64, u16, u16))| Item {
            effort,
            value,
            needs: (0..i).filter(|j| (a & b) >> j & 1 == 1).collect(),
        };
        all.into_iter().enumerate().map(item).collect()
    })
}

/// Best value by budget, by trying every set.
fn brute_force(items: &[Item]) -> Vec<u64> {
    let total: u32 = items.iter().map(|i| i.effort).sum();
    let mut best = vec![0; total as usize + 1];
    for set in 0_u32..1 << items.len() {
        let holds = |i: &usize| set >> i & 1 == 1;
        let chosen: Vec<&Item> = (0..items.len()).filter(holds).map(|i| &items[i]).collect();
        if chosen.iter().all(|c| c.needs.iter().all(holds)) {
            let effort: u32 = chosen.iter().map(|c| c.effort).sum();
            let value: u64 = chosen.iter().map(|c| c.value).sum();
            let slot = &mut best[effort as usize];
            *slot = value.max(*slot);
        }
    }
    for b in 1..best.len() {
        best[b] = best[b].max(best[b - 1]);
    }
    best
}

fn check(items: &[Item], front: &Front) {
    for pair in front.points.windows(2) {
        assert!(pair[0].effort < pair[1].effort && pair[0].value < pair[1].value);
    }
    for point in &front.points {
        let effort: u32 = point.items.iter().map(|i| items[*i].effort).sum();
        let value: u64 = point.items.iter().map(|i| items[*i].value).sum();
        assert_eq!((effort, value), (point.effort, point.value));
        assert!(point.value <= point.bound && point.bound <= point.bound_until_next);
        let closed = |i: &usize| items[*i].needs.iter().all(|n| point.items.contains(n));
        assert!(point.items.iter().all(closed));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn the_front_is_what_trying_every_set_gives(items in items()) {
        let found = front(&items, WORK);
        check(&items, &found);
        for (budget, best) in (0..).zip(brute_force(&items)) {
            let (point, bound) = found.at(budget).unwrap();
            prop_assert_eq!((point.value, bound), (best, best), "budget {}", budget);
        }
    }

    #[test]
    fn without_work_the_bound_still_holds(items in items(), work in 0_u64..3_000) {
        let found = front(&items, work);
        check(&items, &found);
        for (budget, best) in (0..).zip(brute_force(&items)) {
            let (point, bound) = found.at(budget).unwrap();
            prop_assert!(point.value <= best && best <= bound);
        }
    }
}

/// An example company, without the files beside it.
fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn acme() -> Value {
    example(include_str!("../examples/acme/full.json"))
}

fn scaleup() -> Value {
    example(include_str!("../examples/scaleup/full.json"))
}

fn found(document: Value, limits: Limits) -> Fixes {
    found_in(document, input::content().unwrap(), limits)
}

fn found_in(document: Value, content: &Content, limits: Limits) -> Fixes {
    let file = input::assessment_file(document, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let assessment = tickmark::assessment::assess(&engagement);
    let examination = Examination::new(&engagement, &assessment);
    fixes(&engagement, &assessment, &examination, limits)
}

fn within(days: u32) -> Limits {
    Limits {
        person_days: Some(days),
        until: None,
    }
}

/// The chance of a qualified or an adverse opinion once these controls are fixed, the slow way.
fn chance(document: &Value, of: &Fixes, fixed: &[&str]) -> f64 {
    let content = input::content().unwrap();
    let file = input::assessment_file(document.clone(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let assessment = tickmark::assessment::assess(&engagement);
    let mut examination = Examination::new(&engagement, &assessment);
    for one in &mut examination.controls {
        let fix = of.fixes.iter().find(|f| f.control == one.control.id);
        if let Some(fix) = fix.filter(|f| fixed.contains(&f.control.as_str())) {
            one.facts.after_fix = if fix.removed > 0.0 { fix.still_due } else { 0 };
        }
    }
    let risks = examination.risks();
    examination
        .opinion(&risks, examination.assumed.correlation)
        .qualified_or_adverse()
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} {b}");
}

fn fix<'f>(found: &'f Fixes, id: &str) -> &'f Fix {
    found
        .fixes
        .iter()
        .find(|f| f.control == id)
        .unwrap_or_else(|| panic!("{id}"))
}

/// What must hold of any answer.
fn sound(found: &Fixes) {
    for fix in &found.fixes {
        assert!(
            fix.noted_after <= fix.noted && fix.sunk <= fix.noted_after + 1e-12,
            "{fix:?}"
        );
        assert!(fix.removed >= 0.0 && fix.still_due <= fix.undecided);
        assert!(found.from <= fix.start && fix.start <= fix.end && fix.end <= found.until);
        for id in &fix.prerequisites {
            assert!(
                found
                    .fixes
                    .iter()
                    .any(|f| f.control == *id && f.end <= fix.start)
            );
        }
    }
    let listed: Vec<&str> = found
        .chosen
        .order
        .iter()
        .map(|s| s.control.as_str())
        .collect();
    for (i, id) in listed.iter().enumerate() {
        let before = |need: &String| listed[..i].contains(&need.as_str());
        assert!(fix(found, id).prerequisites.iter().all(before), "{id}");
        let last = i + 1 == listed.len();
        assert_eq!(found.chosen.order[i].before_next.is_empty(), last, "{id}");
    }
    let opinion = &found.chosen.opinion;
    let shares: f64 = opinion.fixes.iter().map(|f| f.share).sum();
    close(shares, opinion.today - opinion.fixed);
    assert_eq!(opinion.exact, listed.len() <= EXACT_UP_TO);
    for pair in found.front.windows(2) {
        assert!(pair[0].person_days < pair[1].person_days && pair[0].removed < pair[1].removed);
    }
    assert!(found.expected >= found.front.last().unwrap().removed - 1e-9);
}

#[test]
fn the_examples_are_sound_and_proven_at_every_budget() {
    for document in [acme(), scaleup()] {
        let all = found(document.clone(), Limits::default());
        sound(&all);
        assert!(all.front.iter().all(|p| p.proven));
        let mut before = 0.0;
        for days in (0..60).step_by(7) {
            let some = found(document.clone(), within(days));
            sound(&some);
            assert!(some.chosen.person_days <= days && some.chosen.removed >= before);
            let point = some.front.iter().rfind(|p| p.person_days <= days).unwrap();
            close(point.removed, some.chosen.removed);
            assert_eq!(point.person_days, some.chosen.person_days);
            before = some.chosen.removed;
        }
    }
}

#[test]
fn occurrences_still_due_by_hand() {
    let found = found(acme(), Limits::default());
    // Acme, 2026-11-21, window 2026-09-15 to 2027-03-14: 181 days, of which 68 are over and 113 are left.
    // Reviews of access are due by 09-30 and 12-31; the fix takes 3 weeks, to 12-12: one is left.
    let review = fix(&found, "AC-04");
    assert_eq!(
        (review.end.to_string(), review.still_due),
        ("2026-12-12".to_owned(), 1)
    );
    // The one in AC-04 leads to AC-05: 3 weeks and 2 more.
    let after = fix(&found, "AC-05");
    assert_eq!(after.prerequisites, ["AC-04"]);
    assert_eq!(
        (after.start, after.end.to_string()),
        (review.end, "2026-12-26".to_owned())
    );
    // 6 hires: 6 · 68 / 181 = 2 are due, 4 to come. The fix ends 12-05, 99 days before the end: 4 · 99 / 113 = 3.
    let hires = fix(&found, "HR-02");
    assert_eq!((hires.population, hires.still_due), (6, 3));
    // 3 · 113 / 4 = 84.75, so with 85 days left it still helps 3: it may end 12-19, and start 14 days before.
    assert_eq!(hires.start_by.unwrap().to_string(), "2026-12-05");
    // 6 systems and quarters that end 12-14 and 03-14; 4 weeks end 12-19: 6 readings are left.
    assert_eq!(
        (
            fix(&found, "CR-01").population,
            fix(&found, "CR-01").still_due
        ),
        (12, 6)
    );
    // 2 weeks earlier both quarters could still be read.
    assert_eq!(fix(&found, "CR-02").still_due, 12);
    // All documents, as long as the window lasts.
    assert_eq!(fix(&found, "GV-05").still_due, 15);
    // A setting that is known to be wrong is disclosed whatever is done; that it is ineffective is not settled.
    let late = found
        .too_late
        .iter()
        .find(|t| t.control == "AC-02")
        .unwrap();
    assert_eq!(late.why, Why::Sunk);
    assert!(late.sunk > 0.999 && late.ineffective_after < late.ineffective);
}

#[test]
fn a_founder_with_ten_days_starts_with_the_penetration_test() {
    let found = found(acme(), within(10));
    let order: Vec<&str> = found
        .chosen
        .order
        .iter()
        .map(|s| s.control.as_str())
        .collect();
    assert_eq!(order, ["VM-03", "CM-05", "BC-02", "VN-01"]);
    // 9 weeks until a report: after 2027-01-09 it comes too late for this window.
    let late = &found.chosen.order[0].before_next[1];
    assert!(
        matches!(late, Reason::LessTime { last_start, .. } if last_start.to_string() == "2027-01-09")
    );
    // 3.39 for 3 days against 1.40 for 2.
    let Reason::MoreRemovedPerDay { first, then } = &found.chosen.order[0].before_next[0] else {
        panic!("{:?}", found.chosen.order[0]);
    };
    assert_eq!((first.person_days, then.person_days), (3, 2));
    assert!((first.removed - 3.39).abs() < 0.01 && (then.removed - 1.40).abs() < 0.01);
}

#[test]
fn shares_are_what_every_order_gives() {
    let document = scaleup();
    let found = found(document.clone(), within(16));
    let ids: Vec<&str> = found
        .chosen
        .order
        .iter()
        .map(|s| s.control.as_str())
        .collect();
    let n = ids.len();
    assert!((3..=7).contains(&n), "{ids:?}");
    let works = |mask: usize| -> Vec<&str> {
        let is_in = |id: &&str| mask >> ids.iter().position(|i| i == id).unwrap() & 1 == 1;
        let ready = |id: &&str| {
            fix(&found, id)
                .prerequisites
                .iter()
                .all(|p| is_in(&p.as_str()))
        };
        ids.iter()
            .copied()
            .filter(|id| is_in(id) && ready(id))
            .collect()
    };
    let gains: Vec<f64> = (0..1 << n)
        .map(|mask| -chance(&document, &found, &works(mask)))
        .collect();
    // Every order of the fixes, by Heap's algorithm.
    let (mut order, mut counters): (Vec<usize>, Vec<usize>) = ((0..n).collect(), vec![0; n]);
    let (mut sums, mut orders, mut i) = (vec![0.0; n], 0.0, 0);
    loop {
        let mut mask = 0;
        for &player in &order {
            sums[player] += gains[mask | 1 << player] - gains[mask];
            mask |= 1 << player;
        }
        orders += 1.0;
        while i < n && counters[i] >= i {
            counters[i] = 0;
            i += 1;
        }
        if i == n {
            break;
        }
        let other = if i % 2 == 0 { 0 } else { counters[i] };
        order.swap(other, i);
        counters[i] += 1;
        i = 0;
    }
    for (player, share) in found.chosen.opinion.fixes.iter().enumerate() {
        close(share.share, sums[player] / orders);
        assert!(share.standard_error.is_none());
        let all = (1 << n) - 1;
        close(share.last, gains[all] - gains[all & !(1 << player)]);
    }
    close(found.chosen.opinion.today, -gains[0]);
}

#[test]
fn sampled_shares_come_near_the_exact_ones_and_add_up() {
    let found = found(scaleup(), Limits::default());
    let opinion = &found.chosen.opinion;
    assert!(!opinion.exact && opinion.fixes.len() > EXACT_UP_TO);
    let before = chance(&scaleup(), &found, &[]);
    let ids: Vec<&str> = found.fixes.iter().map(|f| f.control.as_str()).collect();
    close(opinion.today, before);
    close(opinion.fixed, chance(&scaleup(), &found, &ids));
    assert!(
        opinion
            .fixes
            .iter()
            .all(|f| f.standard_error.is_some_and(|e| e < 0.002))
    );
    assert_eq!(
        found,
        self::found(scaleup(), Limits::default()),
        "the same every time"
    );
}

#[test]
fn the_order_of_the_answers_never_matters() {
    let mut document = acme();
    let expected = found(document.clone(), within(30));
    document["answers"].as_array_mut().unwrap().reverse();
    assert_eq!(found(document, within(30)), expected);
}

#[test]
fn nothing_to_spend_and_nothing_to_do() {
    let none = found(acme(), within(0));
    assert!(none.chosen.order.is_empty() && none.chosen.proven);
    assert!(none.chosen.removed.abs() < 1e-15 && none.chosen.opinion.exact);
    sound(&none);
    let mut document = acme();
    document["answers"] = Value::Array(Vec::new());
    let nobody = found(document, Limits::default());
    assert!(nobody.fixes.is_empty() && nobody.too_late.is_empty());
    assert_eq!(nobody.front.len(), 1);
    sound(&nobody);
}

#[test]
fn after_the_window_every_fix_is_too_late_and_before_it_most_are_in_time() {
    let mut document = acme();
    document["asOf"] = "2027-04-01".into();
    let after = found(document.clone(), Limits::default());
    assert!(after.fixes.is_empty() && !after.too_late.is_empty());
    assert!(after.too_late.iter().all(|t| t.why == Why::EndsAfterWindow));
    sound(&after);
    // A window that has not begun: what was answered about days and counts speaks of another.
    let mut document = acme();
    document["profile"]["window"] = json!({ "start": "2027-06-01", "end": "2027-11-30" });
    let answers = document["answers"].as_array_mut().unwrap();
    answers.retain(|a| a.get("choice").is_some());
    for answer in answers {
        let kept = ["question", "rev", "choice"];
        answer
            .as_object_mut()
            .unwrap()
            .retain(|key, _| kept.contains(&key.as_str()));
    }
    let before = found(document, Limits::default());
    assert!(before.fixes.len() > 10);
    // All of the window is ahead of what ends before it.
    let early = before
        .fixes
        .iter()
        .filter(|f| f.end.to_string().as_str() < "2027-06-01");
    for fix in early {
        assert_eq!(fix.still_due, fix.undecided, "{fix:?}");
    }
    sound(&before);
}

#[test]
fn a_last_day_leaves_out_what_ends_later() {
    let until = Some("2026-12-12".parse().unwrap());
    let some = found(
        acme(),
        Limits {
            person_days: None,
            until,
        },
    );
    sound(&some);
    let late = some
        .too_late
        .iter()
        .filter(|t| t.why == Why::EndsAfterLimit);
    assert!(late.count() > 3);
}

#[test]
fn in_a_type_1_examination_a_fix_helps_if_it_ends_before_the_day() {
    let mut document = acme();
    document["profile"]["type"] = 1.into();
    let found = found(document, Limits::default());
    sound(&found);
    // What is wrong today can be right on the day.
    let mfa = fix(&found, "AC-02");
    assert_eq!((mfa.population, mfa.still_due), (1, 1));
    assert!(mfa.noted > 0.999 && mfa.noted_after < 0.1 && mfa.sunk <= 0.0);
}

#[test]
fn fixes_in_a_circle_are_named_and_never_chosen() {
    let mut content = input::content().unwrap().clone();
    for (_, control) in &mut content.catalogue.controls {
        if control.id == "GV-03" {
            control.depends_on = vec!["GV-07".to_owned()];
        }
    }
    let found = found_in(acme(), &content, Limits::default());
    assert_eq!(found.waits_for_itself, ["GV-03", "GV-07"]);
    assert!(
        found
            .fixes
            .iter()
            .all(|f| !["GV-03", "GV-07"].contains(&f.control.as_str()))
    );
    sound(&found);
}

const CHOICES: [&str; 6] = [
    "absent", "informal", "set-up", "proven", "checked", "enforced",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases::cases(48)))]

    #[test]
    fn for_any_answers_the_best_set_is_what_trying_every_set_gives(
        given in prop::array::uniform6(0_usize..8), day in 1_u32..29, month in 7_u32..13,
    ) {
        let questions = ["access-changes", "policies-training", "incident-response", "vendors", "changes", "scope"];
        let answer = |(q, g): (&str, usize)| match CHOICES.get(g) {
            Some(choice) => json!({ "question": q, "rev": 1, "choice": choice }),
            None => json!({ "question": q, "rev": 1, "unknown": {} }),
        };
        let document = json!({
            "format": "tickmark-assessment", "version": 1, "asOf": format!("2026-{month:02}-{day:02}"),
            "questionnaire": { "id": "red-flags", "version": "1.0.0" },
            "profile": {
                "type": 2, "categories": ["security"], "headcount": 25,
                "window": { "start": "2026-09-15", "end": "2027-03-14" },
            },
            "answers": questions.into_iter().zip(given).filter(|(_, g)| *g < 7).map(answer).collect::<Vec<_>>(),
        });
        let found = found(document, Limits::default());
        sound(&found);
        prop_assume!(found.fixes.len() <= 14);
        let place = |id: &String| found.fixes.iter().position(|f| f.control == *id).unwrap();
        for point in &found.front {
            let mut best: f64 = 0.0;
            for set in 0_u32..1 << found.fixes.len() {
                let holds = |i: usize| set >> i & 1 == 1;
                let chosen: Vec<&Fix> =
                    found.fixes.iter().enumerate().filter(|(i, _)| holds(*i)).map(|(_, f)| f).collect();
                let closed = chosen.iter().all(|f| f.prerequisites.iter().all(|p| holds(place(p))));
                let days: u32 = chosen.iter().map(|f| f.effort_days).sum();
                if closed && days <= point.person_days {
                    best = best.max(chosen.iter().map(|f| f.removed).sum());
                }
            }
            prop_assert!((best - point.removed).abs() < 1e-9);
        }
    }

    #[test]
    fn the_order_of_items_never_matters_to_what_is_removed(items in items()) {
        // Turned round, every place is counted from the other end.
        let last = items.len().saturating_sub(1);
        let turn = |item: &Item| Item { needs: item.needs.iter().map(|i| last - i).collect(), ..item.clone() };
        let turned: Vec<Item> = items.iter().rev().map(turn).collect();
        let values = |items: &[Item]| -> Vec<(u32, u64)> {
            front(items, WORK).points.iter().map(|p| (p.effort, p.value)).collect()
        };
        prop_assert_eq!(values(&items), values(&turned));
    }
}
