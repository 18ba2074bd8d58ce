//! Figures that others computed or printed, each with its source.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use serde_json::Value;
use tickmark::risk::cases::{Cases, compute};
use tickmark::risk::{ControlRisk, Correlation, Decided, Kind, Undecided, opinion, predictive};
use tickmark::stats::{Beta, Hypergeometric, poisson_binomial};

/// Equal within `relative`, or within 1e-12 near 0.
fn close(found: f64, expected: f64, relative: f64, what: &str) {
    let allowed = (relative * expected.abs()).max(1e-12);
    assert!(
        (found - expected).abs() <= allowed,
        "{what}: {found}, expected {expected}"
    );
}

/// Every number of `expected` is in `found` at the same place.
fn same(found: &Value, expected: &Value, relative: f64, what: &str) {
    match expected {
        Value::Number(number) => {
            let found = found
                .as_f64()
                .unwrap_or_else(|| panic!("{what} is missing"));
            close(found, number.as_f64().unwrap(), relative, what);
        }
        Value::Array(items) => {
            assert_eq!(found.as_array().map(Vec::len), Some(items.len()), "{what}");
            for (i, item) in items.iter().enumerate() {
                same(&found[i], item, relative, &format!("{what}/{i}"));
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                same(
                    &found[key.as_str()],
                    value,
                    relative,
                    &format!("{what}/{key}"),
                );
            }
        }
        other => assert_eq!(found, other, "{what}"),
    }
}

fn recompute(text: &str, relative: f64) -> Cases {
    let expected: Value = serde_json::from_str(text).unwrap();
    let found = compute(&expected).unwrap();
    same(
        &serde_json::to_value(&found).unwrap(),
        &expected,
        relative,
        "",
    );
    found
}

/// Exact binomials and 30-digit beta functions, computed independently of this crate.
#[test]
fn predictive_cases() {
    let Cases::Predictive(list) = recompute(include_str!("published/predictive.json"), 1e-10)
    else {
        panic!("other cases");
    };
    assert_eq!(list.cases.len(), 40);
}

/// Adaptive quadrature to 1e-12, computed independently of this crate.
#[test]
fn opinion_cases() {
    let Cases::Opinion(list) = recompute(include_str!("published/opinion.json"), 1e-9) else {
        panic!("other cases");
    };
    assert_eq!(list.cases.len(), 12);
    for case in list.cases {
        let sum = case.clean + case.unmodified_with_exceptions + case.qualified + case.adverse;
        assert!((sum - 1.0).abs() < 1e-12);
    }
}

/// R package PoissonBinomial, vignette "Exact Procedures": `set.seed(1);
/// pp = runif(10); wt = sample(1:10, 10, TRUE)`. The probabilities are known to
/// seven digits, so results are compared to five.
#[test]
fn poisson_binomial_of_the_r_vignette() {
    let p = [
        0.2655087, 0.3721239, 0.5728534, 0.9082078, 0.2016819, 0.8983897, 0.9446753, 0.6607978,
        0.6291140, 0.0617863,
    ];
    let trials = [3, 1, 5, 5, 10, 6, 10, 7, 9, 5];
    let all: Vec<f64> = p
        .into_iter()
        .zip(trials)
        .flat_map(|(p, n)| std::iter::repeat_n(p, n))
        .collect();
    let pmf = poisson_binomial(&all);
    assert_eq!(pmf.len(), 62);
    for (k, expected) in [
        (0, 3.574462e-35),
        (1, 1.120280e-32),
        (30, 1.824629e-02),
        (36, 0.1319896),
        (61, 6.727527e-21),
    ] {
        assert!((pmf[k] / expected - 1.0).abs() < 1e-5, "{k}: {}", pmf[k]);
    }
}

/// R package poibin, help page example; second line computed with exact fractions.
#[test]
fn poisson_binomial_of_the_poibin_help_page() {
    let twice = [0.1, 0.2, 0.3, 0.4, 0.5, 0.1, 0.2, 0.3, 0.4, 0.5];
    let expected = [
        0.02286144, 0.11231136, 0.23694372, 0.28171848, 0.20829484, 0.09968032, 0.03113484,
        0.00623848, 0.00076372, 0.00005136, 0.00000144,
    ];
    for (p, expected) in poisson_binomial(&twice).into_iter().zip(expected) {
        close(p, expected, 1e-12, "poibin");
    }
    let expected = [
        0.4985505, 0.3934525, 0.0978350, 0.0097750, 0.0003825, 0.0000045,
    ];
    let found = poisson_binomial(&[0.02, 0.05, 0.10, 0.15, 0.30]);
    for (p, expected) in found.into_iter().zip(expected) {
        close(p, expected, 1e-12, "five");
    }
}

/// Beta posteriors, recomputed for the project's collection of audit facts, §7.4:
/// (a, b, n, x), mean, probability of a deviation in the next 25; four digits.
#[test]
fn beta_posteriors() {
    for (a, b, n, x, mean, next) in [
        (0.5, 0.5, 25, 0, 0.0192, 0.2911),
        (1.0, 1.0, 25, 0, 0.0370, 0.4902),
        (1.0, 19.0, 25, 0, 0.0222, 0.3623),
        (1.0, 19.0, 40, 1, 0.0333, 0.5092),
        (1.0, 19.0, 12, 2, 0.0938, 0.8378),
        (0.5, 9.5, 4, 1, 0.1071, 0.8038),
    ] {
        let rate = Beta::new(a, b).unwrap().after(x, n - x);
        assert!((rate.mean() - mean).abs() <= 5.1e-5, "{a} {b} {n} {x}");
        assert!(
            (rate.at_least_one_in(25) - next).abs() <= 5.1e-5,
            "{a} {b} {n} {x}"
        );
    }
}

/// One-factor Gaussian copula, 4,001-point grid on ±8, audit facts §7.4: six
/// controls at .15; ρ, P(none), P(three or more); four digits.
#[test]
fn gaussian_copula_of_six() {
    let control = ControlRisk::new(0.15, 0.0, false).unwrap();
    for (rho, none, three) in [
        (0.0, 0.3771, 0.0473),
        (0.1, 0.4183, 0.0685),
        (0.2, 0.4574, 0.0873),
        (0.3, 0.4952, 0.1034),
        (0.5, 0.5697, 0.1287),
    ] {
        let forecast = opinion(&[vec![control; 6]], Correlation::new(rho).unwrap());
        assert!((forecast.clean - none).abs() <= 5.1e-5, "{rho}");
        assert!(
            (forecast.domains[0].at_least_3 - three).abs() <= 5.1e-5,
            "{rho}"
        );
        let mean: f64 = (0..)
            .zip(&forecast.noted)
            .map(|(k, p)| f64::from(k) * p)
            .sum();
        assert!((mean - 0.9).abs() < 1e-12);
        assert!((forecast.expected_noted - 0.9).abs() < 1e-12);
    }
}

/// The same, p = .05 .10 .20 .30: the distribution of the count; five digits.
#[test]
fn gaussian_copula_of_four() {
    let controls: Vec<ControlRisk> = [0.05, 0.10, 0.20, 0.30]
        .into_iter()
        .map(|p| ControlRisk::new(p, 0.0, false).unwrap())
        .collect();
    for (rho, counts) in [
        (0.0, [0.47880, 0.40330, 0.10730, 0.01030, 0.00030]),
        (0.2, [0.52172, 0.33536, 0.11654, 0.02395, 0.00243]),
        (0.4, [0.56439, 0.27484, 0.11508, 0.03778, 0.00792]),
    ] {
        let forecast = opinion(
            std::slice::from_ref(&controls),
            Correlation::new(rho).unwrap(),
        );
        for (found, expected) in forecast.noted.iter().zip(counts) {
            assert!(
                (found - expected).abs() <= 5.1e-6,
                "{rho}: {found} {expected}"
            );
        }
    }
}

/// Chance that a sample holds one of D deviations, exact hypergeometric, audit facts
/// §1.4: N, D, then n and the chance; four digits.
#[test]
fn detection_tables() {
    type Row = (u32, u32, &'static [(u32, f64)]);
    let rows: [Row; 13] = [
        (4, 1, &[(1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0)]),
        (4, 2, &[(1, 0.5), (2, 0.8333), (3, 1.0)]),
        (12, 1, &[(2, 0.1667), (3, 0.25), (4, 0.3333), (5, 0.4167)]),
        (12, 2, &[(2, 0.3182), (3, 0.4545), (4, 0.5758), (5, 0.6818)]),
        (12, 3, &[(2, 0.4545), (3, 0.6182), (4, 0.7455), (5, 0.8409)]),
        (
            52,
            1,
            &[(5, 0.0962), (8, 0.1538), (10, 0.1923), (15, 0.2885)],
        ),
        (
            52,
            3,
            &[(5, 0.2663), (8, 0.4007), (10, 0.4805), (15, 0.6484)],
        ),
        (
            52,
            5,
            &[(5, 0.4098), (8, 0.5821), (10, 0.6727), (15, 0.8323)],
        ),
        (250, 1, &[(20, 0.08), (25, 0.1), (40, 0.16)]),
        (250, 5, &[(20, 0.3432), (25, 0.4122), (40, 0.5850)]),
        (40, 1, &[(10, 0.25), (20, 0.5), (25, 0.625)]),
        (40, 2, &[(10, 0.4423), (20, 0.7564), (25, 0.8654)]),
        (600, 5, &[(25, 0.1923), (40, 0.2926), (60, 0.4106)]),
    ];
    for (population, marked, chances) in rows {
        for &(sample, chance) in chances {
            let none = Hypergeometric::new(population, marked).unwrap().pmf(sample)[0];
            assert!(
                (1.0 - none - chance).abs() <= 5.1e-5,
                "{population} {marked} {sample}"
            );
            let known = Decided::new(population, marked).unwrap();
            let found = predictive(Kind::Occurrence, known, &[], sample);
            assert!((found.p_noted - chance).abs() <= 5.1e-5);
        }
    }
}

/// Wolters Kluwer, "Is sampling enough for internal controls testing?": two tests of a
/// monthly control miss a single failure 83 % of the time.
#[test]
fn two_of_twelve_miss_one_failure() {
    let found = predictive(Kind::Periodic, Decided::new(12, 1).unwrap(), &[], 2);
    assert!((1.0 - found.p_noted - 0.83).abs() < 0.005);
}

/// The worked examples of `src/risk/method.md`, done there by hand.
#[test]
fn worked_examples_of_the_method_page() {
    let fourth = Undecided {
        count: 1,
        rate: Beta::new(1.0, 3.0).unwrap(),
    };
    let found = predictive(Kind::Periodic, Decided::new(3, 1).unwrap(), &[fourth], 2);
    for (p, expected) in found.pmf.iter().zip([5.0 / 12.0, 13.0 / 24.0, 1.0 / 24.0]) {
        close(*p, expected, 1e-14, "method");
    }
    close(found.p_noted, 7.0 / 12.0, 1e-14, "noted");
    close(found.p_ineffective, 7.0 / 12.0, 1e-14, "ineffective");
    close(found.mean_deviations, 0.625, 1e-14, "mean");

    let control = ControlRisk::new(0.1, 0.02, true).unwrap();
    let forecast = opinion(&[vec![control; 2]], Correlation::new(0.0).unwrap());
    close(forecast.clean, 0.81, 1e-14, "clean");
    close(forecast.qualified, 0.0396, 1e-14, "qualified");
    close(
        forecast.unmodified_with_exceptions,
        0.1504,
        1e-14,
        "exceptions",
    );
}

/// What is wrong with a document of cases is told with its place.
#[test]
fn problems_of_cases_are_located() {
    let problems = |text: &str| -> Vec<(String, &'static str)> {
        let document: Value = serde_json::from_str(text).unwrap();
        match compute(&document) {
            Err(tickmark::error::Error::Input(problems)) => problems
                .into_iter()
                .map(|p| (p.at, p.code.as_str()))
                .collect(),
            other => panic!("{other:?}"),
        }
    };
    let predictive = |case: &str| {
        problems(&format!(
            r#"{{"kind":"predictive","about":"","cases":[{case}]}}"#
        ))
    };
    let opinion = |case: &str| {
        problems(&format!(
            r#"{{"kind":"opinion","about":"","cases":[{case}]}}"#
        ))
    };
    let at = |place: &str, code: &'static str| vec![(place.to_owned(), code)];

    assert_eq!(
        problems(r#"{"kind":"predictiv"}"#),
        at("/kind", "unknown-name")
    );
    assert_eq!(problems("[]"), at("", "wrong-shape"));
    assert_eq!(
        predictive(
            r#"{"kind":"yearly","known":{"tested":2,"deviations":3},"unknown":[{"count":-1,"alpha":0,"beta":1}],"sample":1,"population":2}"#
        ),
        [
            ("/cases/0/kind".to_owned(), "unknown-name"),
            ("/cases/0/known/deviations".to_owned(), "out-of-range"),
            ("/cases/0/unknown/0/count".to_owned(), "out-of-range"),
            ("/cases/0/unknown/0/alpha".to_owned(), "out-of-range"),
        ]
    );
    assert_eq!(
        predictive(
            r#"{"kind":"document","known":{"tested":2,"deviations":1},"unknown":[],"sample":1,"population":3}"#
        ),
        at("/cases/0/population", "out-of-range")
    );
    assert_eq!(
        predictive(
            r#"{"kind":"document","known":{"tested":2,"deviations":1},"unknown":[],"sample":3,"population":2}"#
        ),
        at("/cases/0/sample", "out-of-range")
    );
    assert_eq!(
        predictive(
            r#"{"kind":"document","known":{"tested":2.5,"deviations":1},"unknown":[],"sample":3,"population":2}"#
        ),
        at("/cases/0/known/tested", "wrong-shape")
    );
    assert_eq!(
        predictive(
            r#"{"kind":"document","known":{"tested":2,"deviation":1},"unknown":[],"sample":3,"population":2}"#
        ),
        at("/cases/0/known/deviation", "unknown-key")
    );
    assert_eq!(
        opinion(
            r#"{"rho":1,"domains":[[{"noted":0.1,"ineffective":0.2,"key":false},{"noted":2,"ineffective":0,"key":false}]]}"#
        ),
        [
            ("/cases/0/rho".to_owned(), "out-of-range"),
            (
                "/cases/0/domains/0/0/ineffective".to_owned(),
                "out-of-range"
            ),
            ("/cases/0/domains/0/1/noted".to_owned(), "out-of-range"),
        ]
    );
}
