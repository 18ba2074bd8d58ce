//! What to fix first: the optimum against every set, the front, the order, the shares of the opinion.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test says what went wrong by stopping"
)]

use proptest::prelude::*;
use serde_json::Value;
use tickmark::input;
use tickmark::input::content::Content;
use tickmark::plan::fixes::knapsack::{Front, Item, WORK, front};
use tickmark::plan::fixes::{Fixes, Limits, fixes};
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
    Limits { person_days: Some(days), until: None }
}

fn show(name: &str, f: &Fixes) {
    println!("== {name}: {} to {}, expected {:.2}, {} fixes", f.from, f.until, f.expected, f.fixes.len());
    for x in &f.fixes {
        println!(
            "{} {}d {}w end {} due {}/{}/{} noted {:.3}->{:.3} sunk {:.3} removed {:.3} by {:?} last {:?} needs {:?} {}",
            x.control, x.effort_days, x.lead_weeks, x.end, x.still_due, x.undecided, x.population, x.noted,
            x.noted_after, x.sunk, x.removed, x.start_by.map(|d| d.to_string()), x.last_start.map(|d| d.to_string()),
            x.prerequisites, if x.only_needed { "only needed" } else { "" }
        );
    }
    let c = &f.chosen;
    println!("chosen {}d removed {:.3} proven {} QA {:.4} -> {:.4}", c.person_days, c.removed, c.proven, c.opinion.today, c.opinion.fixed);
    for (s, o) in c.order.iter().zip(&c.opinion.fixes) {
        println!("  {} alone {:.4} last {:.4} share {:.4} se {:?}", s.control, o.alone, o.last, o.share, o.standard_error);
        println!("     {}", serde_json::to_string(&s.before_next).unwrap());
    }
    for t in &f.too_late {
        println!("late {} {:?} end {} noted {:.3} sunk {:.3} inef {:.3}->{:.3}", t.control, t.why, t.end, t.noted, t.sunk, t.ineffective, t.ineffective_after);
    }
    let p: Vec<String> = f.front.iter().map(|p| format!("{}:{:.2}", p.person_days, p.removed)).collect();
    println!("front {} proven {}", p.join(" "), f.front.iter().all(|p| p.proven));
}

#[test]
fn look() {
    show("acme", &found(acme(), Limits::default()));
    show("acme 10", &found(acme(), within(10)));
    show("scaleup", &found(scaleup(), within(25)));
}
