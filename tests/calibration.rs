//! What is stated comes true in companies drawn from the model, what is stated wrongly is seen not to, and past
//! engagements move base rates as far as they speak, into an overlay and nowhere else.
//!
//! `COMPANIES` draws more than the few of a quick run, as `make soak` does.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "calibration/commands.rs"]
mod commands;
#[path = "calibration/rates.rs"]
mod rates;

use tickmark::calibration::simulation::Event;
use tickmark::calibration::{Simulation, Terms, simulate};
use tickmark::input;
use tickmark::input::catalogue::Catalogue;
use tickmark::input::policy::Priors;

fn catalogue() -> &'static Catalogue {
    &input::content().unwrap().catalogue
}

/// How many companies are drawn.
#[expect(
    clippy::disallowed_methods,
    reason = "a test may be told to take longer"
)]
fn companies(quick: u32) -> u32 {
    std::env::var("COMPANIES").map_or(quick, |n| n.parse().unwrap())
}

fn drawn(believed: &Priors, companies: u32) -> Simulation {
    let terms = Terms { companies, seed: 1 };
    simulate(catalogue(), believed, terms)
}

/// The catalogue with the hazard of every area times `factor`.
fn with_hazards(factor: f64) -> Catalogue {
    let mut changed = catalogue().clone();
    for area in &mut changed.priors.areas {
        area.exception = -libm::expm1(factor * libm::log1p(-area.exception));
    }
    changed
}

#[test]
fn what_is_stated_comes_true() {
    let found = drawn(&catalogue().priors, companies(250));
    assert!(found.came_true(), "{} > {}", found.largest, found.limit);
    assert!(found.deviations > 80, "{}", found.deviations);
    for part in [&found.item_by_item, &found.common_factor] {
        assert_eq!(part.len(), 10);
        for one in part {
            assert_ne!(one.probability.is_some(), one.number.is_some());
        }
        let within = part.iter().find(|c| c.what == Event::WithinInterval);
        let within = within.unwrap().probability.as_ref().unwrap();
        assert!(within.stated >= 0.8, "at least 80 % is stated");
    }
}

#[test]
fn halved_hazards_are_seen() {
    let found = drawn(&with_hazards(0.5).priors, companies(600));
    assert!(!found.came_true(), "{} <= {}", found.largest, found.limit);
    let noted = found.item_by_item[0].probability.as_ref().unwrap();
    assert!(noted.came > noted.stated && noted.off.unwrap() > found.limit);
    assert!(noted.brier.reliability > noted.brier.reliability_by_chance);
}

#[test]
fn claims_taken_at_face_value_are_seen() {
    let believed = Priors {
        trust_in_claims: 1.0,
        ..catalogue().priors.clone()
    };
    let found = drawn(&believed, companies(250));
    assert!(!found.came_true(), "{} <= {}", found.largest, found.limit);
}

#[test]
fn a_common_factor_that_nobody_reckons_with_is_seen() {
    let believed = Priors {
        correlation: 0.0,
        ..catalogue().priors.clone()
    };
    let mut truth = catalogue().clone();
    truth.priors.correlation = 0.4;
    let terms = Terms {
        companies: companies(250),
        seed: 1,
    };
    let found = simulate(&truth, &believed, terms);
    let largest = |part: &[tickmark::calibration::simulation::Compared]| {
        let all = part.iter().filter_map(|c| c.probability.as_ref());
        let off = all.flat_map(|p| p.classes.iter().filter_map(|c| c.off));
        off.fold(0.0_f64, |m, o| m.max(o.abs()))
    };
    assert!(largest(&found.item_by_item) < found.limit);
    assert!(!found.came_true(), "{} <= {}", found.largest, found.limit);
}

#[test]
fn one_seed_is_one_result() {
    let priors = &catalogue().priors;
    let text = |seed| {
        let terms = Terms {
            companies: 12,
            seed,
        };
        serde_json::to_string(&simulate(catalogue(), priors, terms)).unwrap()
    };
    assert_eq!(text(4), text(4));
    assert_ne!(text(4), text(5));
}
