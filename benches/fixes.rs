//! How long "what to fix first" takes, natively.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is wrong"
)]

use std::time::{Duration, Instant};

use tickmark::plan::fixes::knapsack::{Item, WORK, front};

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

/// 64 controls with efforts and weights as in the shipped catalogue, and 120 dependencies.
fn large(seed: u64) -> Vec<Item> {
    let mut random = Random(seed);
    let mut items: Vec<Item> = (0..64)
        .map(|_| Item {
            effort: u32::try_from(1 + random.below(8)).unwrap(),
            value: (1 << random.below(4)) * random.below(1_000_000_000_000),
            needs: Vec::new(),
        })
        .collect();
    let mut left = 120;
    while left > 0 {
        let i = usize::try_from(random.below(64)).unwrap();
        let j = usize::try_from(random.below(64)).unwrap();
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

fn main() {
    let mut times: Vec<Duration> = Vec::new();
    let mut proven = 0;
    let cases = 100;
    for seed in 0..cases.min(std::env::var("CASES").map_or(cases, |c| c.parse().unwrap())) {
        let items = large(seed);
        let start = Instant::now();
        let found = front(&items, WORK);
        times.push(start.elapsed());
        let open = found.points.iter().filter(|p| p.value < p.bound).count();
        let gap = found
            .points
            .iter()
            .map(|p| (p.bound - p.value) as f64 / p.bound.max(1) as f64);
        let gap = gap.fold(0.0, f64::max);
        proven += u32::from(open == 0);
        println!(
            "{seed}: {:?}, open {open} of {}, widest gap {:.2} %",
            times.last().unwrap(),
            found.points.len(),
            100.0 * gap
        );
    }
    times.sort();
    println!(
        "median {:?}, longest {:?}, proven {proven} of {cases}",
        times.get(times.len() / 2),
        times.last()
    );
}
