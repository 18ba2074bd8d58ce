//! How long "what to fix first" takes, natively.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tickmark::input;
use tickmark::plan::fixes::knapsack::{Item, WORK, front};
use tickmark::plan::fixes::{EXACT_UP_TO, Limits, fixes};
use tickmark::risk::Examination;

/// The best set for every budget, of as many fixes as a catalogue holds.
const FRONT: Duration = Duration::from_millis(100);

/// SplitMix64, so that every run looks at the same cases.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// Fixes with efforts and weights as in the shipped catalogue, and dependencies at random.
///
/// * `hard`: values follow the efforts closely, the hardest knapsacks that are known.
fn large(seed: u64, (size, dependencies): (u64, u64), hard: bool) -> Vec<Item> {
    let mut random = Random(seed);
    let mut items: Vec<Item> = (0..size)
        .map(|_| {
            let effort = 1 + random.below(8);
            let value = (1 << random.below(4)) * random.below(1_000_000_000_000);
            Item {
                effort: u32::try_from(effort).unwrap(),
                value: if hard {
                    effort * 1_000_000_000_000 + value / 8
                } else {
                    value
                },
                needs: Vec::new(),
            }
        })
        .collect();
    let mut left = dependencies;
    while left > 0 {
        let i = usize::try_from(random.below(size)).unwrap();
        let j = usize::try_from(random.below(size)).unwrap();
        if let Some(item) = items
            .get_mut(i)
            .filter(|item| j < i && !item.needs.contains(&j))
        {
            item.needs.push(j);
            left -= 1;
        }
    }
    items
}

/// Half of many times, and the longest.
fn spread(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    (middle, times.last().copied().unwrap_or_default())
}

fn timed<T>(rounds: usize, mut work: impl FnMut() -> T) -> (Duration, Duration) {
    let round = || {
        let start = Instant::now();
        drop(black_box(work()));
        start.elapsed()
    };
    spread(std::iter::repeat_with(round).take(rounds).collect())
}

fn main() {
    random("as in a catalogue", (64, 120), false, FRONT);
    // The limit of work bounds these, and not the clock: other processes must not count against them.
    random("values that follow efforts", (64, 120), true, 3 * FRONT);
    random("values that follow efforts", (160, 480), true, 3 * FRONT);
    for (name, text) in [
        ("acme", include_str!("../examples/acme/full.json")),
        ("scaleup", include_str!("../examples/scaleup/full.json")),
    ] {
        example(name, text);
    }
}

/// The whole front of random cases.
fn random(name: &str, size: (u64, u64), hard: bool, allowed: Duration) {
    const CASES: u64 = 100;
    let mut times = Vec::new();
    let (mut proven, mut widest) = (0, 0.0_f64);
    for seed in 0..CASES {
        let items = large(seed, size, hard);
        let start = Instant::now();
        let found = black_box(front(&items, WORK));
        times.push(start.elapsed());
        proven += u32::from(found.points.iter().all(|p| p.value == p.bound_until_next));
        for point in &found.points {
            let gap = point.bound_until_next - point.value;
            widest = widest.max(gap as f64 / point.bound_until_next.max(1) as f64);
        }
    }
    let (median, longest) = spread(times);
    println!(
        "{size:?} fixes and dependencies, {name}, every budget: {median:?}, longest {longest:?}; proven at \
         every budget in {proven} of {CASES}, widest gap {:.2} %",
        100.0 * widest
    );
    assert!(longest <= allowed, "{longest:?}, allowed {allowed:?}");
}

fn example(name: &str, text: &str) {
    let content = input::content().unwrap();
    let value = serde_json::from_str(text).unwrap();
    let file = input::assessment_file(value, content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let assessment = tickmark::assessment::assess(&engagement);
    let examination = Examination::new(&engagement, &assessment);
    let chosen = |days| {
        let limits = Limits {
            person_days: Some(days),
            until: None,
        };
        fixes(&engagement, &assessment, &examination, limits)
            .chosen
            .order
            .len()
    };
    // As many fixes as exact shares are worked out for.
    let twelve = (0..200).find(|days| chosen(*days) == EXACT_UP_TO);
    for days in [Some(0), Some(30), twelve, None] {
        let limits = Limits {
            person_days: days,
            until: None,
        };
        let run = || fixes(&engagement, &assessment, &examination, limits);
        let chosen = run().chosen;
        let (median, longest) = timed(30, run);
        println!(
            "{name}, {days:?} person-days: {} fixes chosen, shares exact {}, {median:?}, longest {longest:?}",
            chosen.order.len(),
            chosen.opinion.exact
        );
    }
}
