//! Figures of a catalogue: what no company and no auditor has is a slip of the pen.

use super::{problem, within};
use crate::error::{Code, Problem};
use crate::input::catalogue::CatalogueFile;
use crate::input::control::Control;
use crate::input::policy::{LARGEST_SAMPLE, SamplingPolicy, Tier};

/// Largest weight of a control in the score (J).
const LARGEST_WEIGHT: f64 = 1000.0;
/// Smallest weight that is not 0 (J): a smaller one is lost when weights are added.
const SMALLEST_WEIGHT: f64 = 1e-6;
/// Most effort of a lasting fix, in person-days (J): ten people for a year.
const MOST_DAYS: u32 = 2000;
/// Longest time until a lasting fix works, in weeks (J): ten years.
const MOST_WEEKS: u32 = 520;
/// Most items that anyone tests of a control (J); the samples themselves end at [`LARGEST_SAMPLE`].
const MOST_ITEMS: u32 = 10_000;
/// Most of anything for each of the staff (J).
const MOST_PER_HEAD: f64 = 1000.0;
/// Largest population that is taken for granted (J).
const LARGEST_POPULATION: u32 = 10_000_000;

/// The figures of sampling policies, populations and policy values.
pub(super) fn figures(file: &CatalogueFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, policy) in file.sampling_policies.iter().enumerate() {
        let at = format!("/catalogue/samplingPolicies/{i}");
        problems.extend(sampling(&at, policy));
    }
    for (i, population) in file.populations.iter().enumerate() {
        let at = format!("/catalogue/populations/{i}");
        let place = format!("{at}/perHead");
        problems.extend(within(place, population.per_head, 0.0, MOST_PER_HEAD));
        let place = format!("{at}/atLeast");
        problems.extend(count(place, population.at_least, 0, LARGEST_POPULATION));
    }
    for (i, value) in file.policy_values.iter().enumerate() {
        let at = format!("/catalogue/policyValues/{i}");
        if value.min > value.max {
            let message = format!("min {} is above max {}", value.min, value.max);
            problems.push(problem(format!("{at}/min"), Code::OutOfRange, message));
        } else {
            let place = format!("{at}/default");
            problems.extend(count(place, value.default, value.min, value.max));
        }
    }
    problems
}

/// The figures of a control, and the evidence that it names.
pub(super) fn control(at: &str, control: &Control) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sample = control.sample;
    if sample.low < 1 || sample.low > sample.customary || sample.customary > sample.high {
        let message = format!(
            "sample sizes rise from 1; found {}, {}, {}",
            sample.low, sample.customary, sample.high
        );
        problems.push(problem(format!("{at}/sample"), Code::NotMonotone, message));
    } else {
        let place = format!("{at}/sample/high");
        problems.extend(count(place, sample.high, 1, MOST_ITEMS));
    }
    let weight = control.weight;
    if weight != 0.0 && !(SMALLEST_WEIGHT..=LARGEST_WEIGHT).contains(&weight) {
        let message =
            format!("found weight {weight}; allowed: 0, or {SMALLEST_WEIGHT} to {LARGEST_WEIGHT}");
        problems.push(problem(format!("{at}/weight"), Code::OutOfRange, message));
    }
    let place = format!("{at}/effortDays");
    problems.extend(count(place, control.effort_days, 0, MOST_DAYS));
    problems.extend(lead(at, control.lead_weeks));
    problems.extend(named(at, "keep", &control.keep));
    problems.extend(named(at, "request", &control.request));
    problems
}

/// Weeks until a lasting fix works.
pub(super) fn lead(at: &str, weeks: u32) -> Option<Problem> {
    count(format!("{at}/leadWeeks"), weeks, 0, MOST_WEEKS)
}

/// A list of evidence that names some.
pub(super) fn named(at: &str, key: &str, list: &[String]) -> Option<Problem> {
    let message = format!("`{key}` names nothing");
    let missing = || problem(format!("{at}/{key}"), Code::MissingText, message);
    list.is_empty().then(missing)
}

fn count(at: String, found: u32, low: u32, high: u32) -> Option<Problem> {
    within(at, found.into(), low.into(), high.into())
}

fn sampling(at: &str, policy: &SamplingPolicy) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (cadence, size) in &policy.periodic {
        let place = format!("{at}/periodic/{}", cadence.as_str());
        problems.extend(count(place, *size, 1, LARGEST_SAMPLE));
    }
    let tables = [
        ("occurrence", &policy.occurrence),
        ("document", &policy.document),
        ("configuration", &policy.configuration),
    ];
    for (key, tiers) in tables {
        let rising = tiers
            .windows(2)
            .all(|w| matches!(w, [a, b] if a.from < b.from));
        if tiers.first().is_none_or(|t| t.from != 1) || !rising {
            let message = "tiers begin at 1 and rise";
            problems.push(problem(format!("{at}/{key}"), Code::NotMonotone, message));
        }
        for (i, tier) in tiers.iter().enumerate() {
            problems.extend(sizes(&format!("{at}/{key}/{i}"), tier));
        }
    }
    problems
}

fn sizes(at: &str, tier: &Tier) -> Vec<Problem> {
    let figures = [
        ("size", tier.size, LARGEST_SAMPLE),
        ("percent", tier.percent, 100),
        ("atLeast", tier.at_least, LARGEST_SAMPLE),
    ];
    let given = figures
        .into_iter()
        .filter_map(|(key, found, most)| Some((key, found?, most)));
    given
        .filter_map(|(key, found, most)| count(format!("{at}/{key}"), found, 1, most))
        .collect()
}
