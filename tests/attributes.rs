//! Attribute sampling: printed tables, exact arithmetic on small lots, laws, and what is refused.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::Instant;

use proptest::prelude::*;
use serde_json::Value;
use tickmark::stats::{LARGEST_LOT, Rate, Refused, SampleSize, sample_size, upper_limit};

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn fraction(above: u32, below: u32) -> Rate {
    rate(&format!("{above}/{below}"))
}

fn size(risk: &str, tolerable: &str, expected: &str, population: Option<u32>) -> (u32, u32) {
    let found = sample_size(rate(risk), rate(tolerable), rate(expected), population).unwrap();
    (found.items, found.marked)
}

fn limit(risk: &str, sample: u32, deviations: u32) -> f64 {
    upper_limit(rate(risk), sample, deviations, None)
        .unwrap()
        .rate
}

fn published() -> Value {
    serde_json::from_str(include_str!("published/attributes.json")).unwrap()
}

fn count(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// Table A-1: every cell. The floating product 0.07 · 200 would make other cells of it.
#[test]
fn sizes_of_the_printed_table() {
    let cells = published()["sizes"].as_array().unwrap().clone();
    assert_eq!(cells.len(), 195);
    for cell in cells {
        let (expected, tolerable) = (cell[0].as_str().unwrap(), cell[1].as_str().unwrap());
        let found = size("5%", tolerable, expected, None);
        assert_eq!(found, (count(&cell[2]), count(&cell[3])), "{cell}");
    }
}

/// Two cells of table A-2 (10 % risk) are printed as 423(15) and 1313(92). There n · EDR is exactly 14 and
/// 91 at smaller sizes that already do, but in floating point 400 · 0.035 = 14.000000000000002 and
/// 1300 · 0.07 = 91.00000000000001, which round up to one deviation more. Exact arithmetic wins.
#[test]
fn cells_of_the_printed_table_that_floating_point_has_moved() {
    assert_eq!(size("10%", "5%", "3.5%", None), (400, 14));
    assert_eq!(size("10%", "8%", "7%", None), (1300, 91));
    for (n, rate, exactly) in [(400.0, 0.035, 14.0), (1300.0, 0.07, 91.0)] {
        assert!(n * rate > exactly);
    }
}

/// Table A-3: every cell, rounded up to a tenth of a percent as there.
#[test]
fn limits_of_the_printed_table() {
    let rows = published()["limits"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 21);
    for row in rows {
        for (deviations, printed) in (0..).zip(row[1].as_array().unwrap()) {
            let found = limit("5%", count(&row[0]), deviations);
            let tenths = (found * 1000.0).ceil() / 10.0;
            let printed = printed.as_f64().unwrap();
            assert!(
                (tenths - printed).abs() < 1e-9,
                "{row} {deviations}: {found}"
            );
        }
    }
}

#[test]
fn sizes_in_a_finite_population() {
    let cells = published()["finite"].as_array().unwrap().clone();
    assert_eq!(cells.len(), 36);
    for cell in cells {
        let tolerable = cell[1].as_str().unwrap();
        for (risk, items) in [("5%", &cell[2]), ("10%", &cell[3])] {
            let found = size(risk, tolerable, "0", Some(count(&cell[0])));
            assert_eq!(found, (count(items), 0), "{cell}");
        }
    }
}

/// 40 CFR 80.127 (attest engagements): 95 % confidence, no deviation expected, 10 % tolerable. The
/// regulation gives one size for a range of populations, which is ours at its upper end: 20 up to 40
/// items, 25 up to 65. It stops at 29, the size without a population.
#[test]
fn sizes_of_the_regulation() {
    assert_eq!(size("5%", "10%", "0%", None), (29, 0));
    for population in 41..=65 {
        assert!(
            size("5%", "10%", "0%", Some(population)).0 <= 25,
            "{population}"
        );
    }
    assert_eq!(size("5%", "10%", "0%", Some(LARGEST_LOT)), (29, 0));
}

/// The ladder of audit facts §7.4: 90 % and 95 % limits, in percent.
#[test]
fn limits_of_the_ladder() {
    for (sample, deviations, at_10, at_5) in [
        (25, 0, 8.80, 11.29),
        (40, 1, 9.38, 11.32),
        (60, 2, 8.63, 10.12),
        (22, 0, 9.94, 12.73),
        (38, 1, 9.85, 11.89),
        (52, 2, 9.91, 11.62),
        (45, 0, 4.99, 6.44),
        (59, 0, 3.83, 4.95),
        (93, 1, 4.12, 5.00),
        (60, 0, 3.76, 4.87),
    ] {
        for (risk, printed) in [("10%", at_10), ("5%", at_5)] {
            let found = 100.0 * limit(risk, sample, deviations);
            assert!(
                (found - printed).abs() <= 0.005_001,
                "{sample} {deviations}: {found}"
            );
        }
    }
    // Without a deviation the limit has a closed form: 1 − risk^(1/n).
    for n in [1, 2, 8, 25, 400, 10_000_000] {
        let closed = -libm::expm1(libm::log(0.05) / f64::from(n));
        assert!((limit("5%", n, 0) / closed - 1.0).abs() < 1e-12, "{n}");
    }
}

/// Exact arithmetic in whole numbers, for lots small enough that they fit.
mod exact {
    pub(super) fn choose(n: u32, k: u32) -> u128 {
        if k > n {
            return 0;
        }
        (0..k).fold(1, |c, i| c * u128::from(n - i) / u128::from(i + 1))
    }

    /// `P(K ≤ k) ≤ above / below` among `n` drawn of `size` items with `marked` marked ones.
    pub(super) fn refutes(size: u32, marked: u32, n: u32, k: u32, risk: (u32, u32)) -> bool {
        let ways = |i| choose(marked, i) * choose(size - marked, n - i);
        let few: u128 = (0..=k.min(n)).map(ways).sum();
        few * u128::from(risk.1) <= choose(size, n) * u128::from(risk.0)
    }

    /// The same where each item is marked with the rate `above / below`.
    pub(super) fn refutes_rate(rate: (u32, u32), n: u32, k: u32, risk: (u32, u32)) -> bool {
        let (marked, clean) = (u128::from(rate.0), u128::from(rate.1 - rate.0));
        let ways = |i: u32| choose(n, i) * marked.pow(i) * clean.pow(n - i);
        let few: u128 = (0..=k.min(n)).map(ways).sum();
        few * u128::from(risk.1) <= u128::from(rate.1).pow(n) * u128::from(risk.0)
    }
}

const RISKS: [(u32, u32); 9] = [
    (1, 20),
    (1, 10),
    (1, 4),
    (1, 2),
    (1, 3),
    (3, 190),
    (1, 1000),
    (17, 95),
    (9, 10),
];

/// All lots up to 24 items, with risks that small lots meet exactly: 1/20 is 1 of 20 items left out.
#[test]
fn counts_are_those_of_exact_arithmetic() {
    let mut met = 0;
    for risk in RISKS {
        let exactly = fraction(risk.0, risk.1);
        for population in 1..=24 {
            for tolerable in [(1, 100), (1, 20), (1, 10), (1, 7), (1, 4), (1, 2), (9, 10)] {
                for expected in [(0, 1), (1, 200), (1, 24), (1, 12), (1, 3)] {
                    let (t, e) = (
                        fraction(tolerable.0, tolerable.1),
                        fraction(expected.0, expected.1),
                    );
                    if !e.is_below(t) {
                        continue;
                    }
                    let up = |n: u32, of: (u32, u32)| (n * of.0).div_ceil(of.1);
                    let marked = up(population, tolerable);
                    let brute = (1..=population)
                        .find(|&n| exact::refutes(population, marked, n, up(n, expected), risk));
                    let found = sample_size(exactly, t, e, Some(population)).ok();
                    assert_eq!(
                        found.map(|s| s.items),
                        brute,
                        "{risk:?} {population} {tolerable:?} {expected:?}"
                    );
                    met += usize::from(brute.is_some());
                }
            }
            for n in 1..=population {
                for k in 0..=n {
                    let brute = (k..=population - (n - k))
                        .rfind(|&marked| !exact::refutes(population, marked, n, k, risk));
                    let found = upper_limit(exactly, n, k, Some(population)).unwrap();
                    assert_eq!(found.marked, brute, "{risk:?} {population} {n} {k}");
                }
            }
        }
    }
    assert!(met > 3_000, "{met}");
}

/// The same without a population, at rates whose powers fit: ½ and ½, for one, is a quarter.
#[test]
fn sizes_are_those_of_exact_arithmetic() {
    for risk in RISKS {
        for tolerable in [(1, 2), (1, 3), (3, 4), (9, 10), (4, 5)] {
            for expected in [(0, 1), (1, 10), (1, 7), (1, 4)] {
                let (t, e) = (
                    fraction(tolerable.0, tolerable.1),
                    fraction(expected.0, expected.1),
                );
                let up = |n: u32| (n * expected.0).div_ceil(expected.1);
                let brute = (1..=24).find(|&n| exact::refutes_rate(tolerable, n, up(n), risk));
                let Some(items) = brute else { continue };
                let marked = up(items);
                let found = sample_size(fraction(risk.0, risk.1), t, e, None);
                assert_eq!(
                    found,
                    Ok(SampleSize { items, marked }),
                    "{risk:?} {tolerable:?} {expected:?}"
                );
            }
        }
    }
}

/// A probability that meets the risk exactly refutes: 19 of 20 items, one of them marked, miss it with
/// 1/20; two items at a rate of one half are both clean with 1/4.
#[test]
fn a_probability_equal_to_the_risk_is_enough() {
    assert_eq!(size("5%", "5%", "0%", Some(20)), (19, 0));
    assert_eq!(size("25%", "50%", "0%", None), (2, 0));
    let large = LARGEST_LOT;
    // One marked item among ten million: every sample of n misses it with 1 − n / N.
    assert_eq!(
        size("5%", "1/10000000", "0", Some(large / 20 * 20)).0,
        large / 20 * 19
    );
    assert_eq!(
        size("1/10000000", "1/10000000", "0", Some(large)).0,
        large - 1
    );
}

#[test]
fn ten_million_items_take_no_time() {
    let start = Instant::now();
    for (risk, tolerable, expected) in [
        ("5%", "10%", "0%"),
        ("5%", "5%", "4.9%"),
        ("1%", "5%", "4.97%"),
        ("5%", "50%", "49.9%"),
        ("0.0000001%", "1%", "0.9%"),
        ("99%", "0.001%", "0%"),
    ] {
        let (n, k) = size(risk, tolerable, expected, None);
        let (of_all, k_of_all) = size(risk, tolerable, expected, Some(LARGEST_LOT));
        assert!(
            of_all <= n && k_of_all <= k,
            "{risk} {tolerable} {expected}"
        );
        let found = upper_limit(rate(risk), of_all, k_of_all, Some(LARGEST_LOT)).unwrap();
        assert!(found.rate < rate(tolerable).value());
        assert!(limit(risk, n, k) <= rate(tolerable).value() * (1.0 + 1e-10));
    }
    for sample in [1, 1_000_000, 9_999_999, 10_000_000] {
        for deviations in [0, 1, sample / 2, sample - 1, sample] {
            for population in [None, Some(LARGEST_LOT)] {
                let found = upper_limit(rate("5%"), sample, deviations, population).unwrap();
                assert!((0.0..=1.0).contains(&found.rate), "{sample} {deviations}");
                // In whole items of the population the share itself lies between two of them.
                let share = f64::from(deviations) / f64::from(sample);
                assert!(
                    found.rate >= share - 1e-7,
                    "{sample} {deviations}: {}",
                    found.rate
                );
            }
        }
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refused>, argument: &str, said: &str) {
    let why = result.unwrap_err();
    assert_eq!(why.argument, argument, "{why}");
    assert!(
        why.message.contains(said) && why.message.contains("allowed: "),
        "{why}"
    );
}

#[test]
fn impossible_inputs_are_refused_by_name() {
    let sizes = |risk, tolerable, expected, population| {
        sample_size(rate(risk), rate(tolerable), rate(expected), population)
    };
    for risk in ["0%", "100%", "7"] {
        refused(
            sizes(risk, "10%", "0", None),
            "risk",
            "above 0% and below 100%",
        );
        refused(
            upper_limit(rate(risk), 25, 0, None),
            "risk",
            "above 0% and below 100%",
        );
    }
    for tolerable in ["0%", "100%", "10"] {
        refused(
            sizes("5%", tolerable, "0", None),
            "tolerable",
            "above 0% and below 100%",
        );
    }
    for expected in ["10%", "11%", "100%"] {
        refused(
            sizes("5%", "10%", expected, None),
            "expected",
            "below the tolerable 10%",
        );
    }
    refused(sizes("5%", "10%", "0", Some(0)), "population", "0 items");
    refused(
        sizes("5%", "10%", "0", Some(10_000_001)),
        "population",
        "1 to 10000000",
    );
    refused(
        sizes("5%", "5%", "1%", Some(12)),
        "expected",
        "is 1 of the 12 items",
    );
    refused(
        sizes("5%", "5%", "4.999%", None),
        "expected",
        "more than 10000000 items",
    );
    refused(
        sizes("5%", "1/999999999", "0", None),
        "tolerable",
        "more than 10000000 items",
    );
    let limits =
        |sample, deviations, population| upper_limit(rate("5%"), sample, deviations, population);
    refused(limits(0, 0, None), "sample", "found 0 items");
    refused(limits(10_000_001, 0, None), "sample", "1 to 10000000");
    refused(
        limits(26, 0, Some(25)),
        "sample",
        "1 to the 25 of the population",
    );
    refused(
        limits(25, 26, None),
        "deviations",
        "found 26; allowed: 0 to the 25 items",
    );
    refused(limits(25, 26, Some(30)), "deviations", "found 26");
    refused(limits(25, 0, Some(0)), "population", "0 items");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// More items, fewer deviations, more risk: the limit does not rise.
    #[test]
    fn limits_move_one_way(
        (sample, deviations) in (1_u32..3_000).prop_flat_map(|n| (Just(n), 0..=n)),
        more in 0_u32..100_000,
        risk in 1_u32..999,
    ) {
        let all = [None, Some(sample + 1 + more)];
        for population in all {
            let limit = |risk, sample, deviations| {
                upper_limit(fraction(risk, 1000), sample, deviations, population).unwrap().rate
            };
            let here = limit(risk, sample, deviations);
            let rounding = 1e-12;
            prop_assert!((0.0..=1.0).contains(&here));
            prop_assert!(limit(risk, sample + 1, deviations) <= here + rounding);
            prop_assert!(limit(risk, sample + 1, deviations + 1) >= here - rounding);
            prop_assert!(limit(risk + 1, sample, deviations) <= here + rounding);
        }
        // At a risk below one half the limit lies above what was found, but for a part of an item.
        for population in all {
            let found = upper_limit(fraction(risk.min(499), 1000), sample, deviations, population).unwrap();
            let share = f64::from(deviations) / f64::from(sample);
            let item = population.map_or(0.0, |all| 1.0 / f64::from(all));
            prop_assert!(found.rate > share - item || deviations == sample);
        }
    }

    /// A lower tolerable rate, a lower risk, a higher expected rate: the sample does not shrink. The plan
    /// and the limit agree: so few deviations in a sample of this size refute the tolerable rate, and one
    /// item fewer with its own allowance does not.
    #[test]
    fn sizes_move_one_way(
        tolerable in 20_u32..400,
        expected in 0_u32..15,
        risk in 5_u32..400,
        population in prop::option::of(200_u32..2_000_000),
    ) {
        let size = |risk, tolerable, expected| {
            sample_size(fraction(risk, 1000), fraction(tolerable, 1000), fraction(expected, 1000), population)
        };
        let (Ok(here), tolerated) = (size(risk, tolerable, expected), fraction(tolerable, 1000)) else {
            prop_assert!(population.is_some());
            return Ok(());
        };
        prop_assert_eq!(here.marked, fraction(expected, 1000).of_rounded_up(here.items));
        prop_assert!(size(risk, tolerable + 1, expected).unwrap().items <= here.items);
        prop_assert!(size(risk + 1, tolerable, expected).unwrap().items <= here.items);
        if expected > 0 {
            prop_assert!(size(risk, tolerable, expected - 1).unwrap().items <= here.items);
        }
        let limit = |items, marked| upper_limit(fraction(risk, 1000), items, marked, population).unwrap();
        let refuted = |found: tickmark::stats::UpperLimit| match (found.marked, population) {
            (Some(marked), Some(all)) => marked < tolerated.of_rounded_up(all),
            _ => found.rate <= tolerated.value() + 1e-14,
        };
        prop_assert!(refuted(limit(here.items, here.marked)));
        if here.items > 1 {
            let fewer = here.items - 1;
            let allowed = fraction(expected, 1000).of_rounded_up(fewer);
            prop_assert!(!refuted(limit(fewer, allowed)) || allowed > fewer);
        }
    }
}
