//! How long a forecast takes by number of controls and by size of the sample, natively. Prints the table
//! of README.md; stops with an error where the bound of the project does not hold.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark stops where something is wrong"
)]

mod common;

use std::hint::black_box;
use std::time::Duration;

use common::median;
use tickmark::input;
use tickmark::input::control::Kind;
use tickmark::risk::{
    ControlFacts, ControlRisk, Correlation, Decided, Hazard, Judgement, Levels, exception_risks,
    level_priors, opinion,
};

const CONTROLS: [usize; 5] = [8, 16, 32, 64, 128];
const SAMPLES: [u32; 5] = [1, 5, 25, 60, 250];
const ROUNDS: usize = 21;
/// 64 controls with samples up to 60: a third of a frame.
const BOUND: Duration = Duration::from_millis(5);

fn main() {
    let [two, three] = [2, 3].map(|level| Levels::only(level).unwrap());
    println!("Claimed level 3, supported level 2:\n");
    let known = table(three, two);
    let unknown = (Levels::new(0, 5).unwrap(), Levels::new(0, 3).unwrap());
    println!("\nNobody knows the level of any control:\n");
    let unknown = table(unknown.0, unknown.1);
    assert!(
        known.max(unknown) <= BOUND,
        "64 controls, n = 60: {known:?} and {unknown:?}, allowed {BOUND:?}"
    );
}

/// Prints a table; returns how long 64 controls with samples of 60 take.
fn table(claimed: Levels, supported: Levels) -> Duration {
    let mut bounded = Duration::ZERO;
    println!(
        "| controls | {} |",
        SAMPLES.map(|n| format!("n = {n}")).join(" | ")
    );
    println!("|---|{}", "---:|".repeat(SAMPLES.len()));
    for controls in CONTROLS {
        let row = SAMPLES.map(|sample| {
            let took = median(ROUNDS, || forecast(controls, sample, claimed, supported));
            if (controls, sample) == (64, 60) {
                bounded = took;
            }
            format!("{:.2} ms", 1e3 * took.as_secs_f64())
        });
        println!("| {controls} | {} |", row.join(" | "));
    }
    bounded
}

/// All that the forecast needs: three weights of the claims, and the opinion at each of them. Every control is
/// partly decided, with a deviation.
///
/// * `claimed`, `supported`: the levels of every control; the longest way through is where nobody knows them.
fn forecast(controls: usize, sample: u32, claimed: Levels, supported: Levels) {
    let priors = &input::content().unwrap().catalogue.priors;
    let judgement = Judgement::from(priors);
    let risks: Vec<[ControlRisk; 3]> = (0..controls)
        .map(|i| {
            let i = u32::try_from(i).unwrap();
            let facts = ControlFacts {
                kind: Kind::Occurrence,
                hazard: Hazard::share(0.127, 4 + i % 5).unwrap(),
                reference_sample: 25,
                claimed,
                supported,
                population: 2_000 + i,
                sample,
                decided: Decided::new(100, 1 + i % 2).unwrap(),
                said: 0,
                after_fix: 0,
                known_nonconformity: false,
            };
            let beliefs = level_priors(facts.hazard, facts.reference_sample, &judgement);
            exception_risks(&facts, &beliefs, [0.6, 1.0, 0.0])
                .map(|r| ControlRisk::new(r.p_noted, r.p_ineffective, i.is_multiple_of(8)).unwrap())
        })
        .collect();
    let at = |end: usize, rho: f64| {
        let all: Vec<ControlRisk> = risks.iter().filter_map(|r| r.get(end).copied()).collect();
        let domains: Vec<Vec<ControlRisk>> = all.chunks(4).map(<[_]>::to_vec).collect();
        black_box(opinion(&domains, Correlation::new(rho).unwrap()));
    };
    for (end, rho) in [(0, 0.15), (1, 0.15), (2, 0.15)] {
        at(end, rho);
    }
}
