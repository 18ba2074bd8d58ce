//! Agreement with others on dense grids: the statrs crate, and tables of mpmath at 40 digits where that
//! crate is not exact enough. Neither is a dependency of the library.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use serde_json::Value;
use statrs::distribution::{ContinuousCDF, Discrete, Hypergeometric as Oracle, Normal};
use tickmark::stats::{
    Beta, BetaBinomial, Binomial, Hypergeometric, ln_beta, normal_cdf, normal_quantile,
};

#[test]
fn ln_beta_agrees() {
    for i in 1..60 {
        for j in 1..60 {
            let (a, b) = (0.017 * f64::from(i * i), 0.31 * f64::from(j * j));
            let expected = statrs::function::beta::ln_beta(a, b);
            let found = ln_beta(a, b);
            // statrs subtracts log-gammas, which costs digits as they grow.
            let allowed = 1e-13 * (1.0 + (a + b) * libm::log(2.0 + a + b));
            assert!(
                (found - expected).abs() < allowed,
                "{a} {b}: {found} {expected}"
            );
        }
    }
}

#[test]
fn the_normal_distribution_agrees() {
    let normal = Normal::new(0.0, 1.0).unwrap();
    for i in -600..=600 {
        let x = 0.01 * f64::from(i);
        assert!((normal_cdf(x) - normal.cdf(x)).abs() < 1e-10, "{x}");
    }
    for i in 1..1000 {
        let p = 0.001 * f64::from(i);
        assert!(
            (normal_quantile(p) - normal.inverse_cdf(p)).abs() < 1e-8,
            "{p}"
        );
    }
}

#[test]
fn the_hypergeometric_distribution_agrees() {
    for (size, marked) in [(25, 1), (40, 7), (250, 13), (600, 300), (100_000, 17)] {
        for n in [1, 2, 5, 15, 25] {
            let oracle = Oracle::new(size, marked, n).unwrap();
            let pmf =
                Hypergeometric::new(u32::try_from(size).unwrap(), u32::try_from(marked).unwrap())
                    .unwrap()
                    .pmf(u32::try_from(n).unwrap());
            for (k, p) in (0..).zip(pmf) {
                let expected = if k > marked || n - k > size - marked {
                    0.0
                } else {
                    oracle.pmf(k)
                };
                assert!(
                    (p - expected).abs() < 1e-8 * expected.max(1e-6),
                    "{size} {marked} {n} {k}: {p} {expected}"
                );
            }
        }
    }
}

/// The largest relative error of what is promised in the tails.
const IN_THE_TAILS: f64 = 1e-10;

/// Each row of a table of `tails.json`, as the numbers that it holds: its arguments, then its results.
fn rows(table: &str) -> Vec<Vec<f64>> {
    let tables: Value = serde_json::from_str(include_str!("published/tails.json")).unwrap();
    let rows = tables[table].as_array().unwrap().iter().skip(1);
    let number = |cell: &Value| match cell.as_str() {
        Some(digits) => digits.parse().unwrap(),
        None => cell.as_f64().unwrap(),
    };
    rows.map(|row| row.as_array().unwrap().iter().map(number).collect())
        .collect()
}

fn close(found: f64, expected: f64, row: &[f64]) {
    assert!(expected > 1e-300, "{row:?}");
    assert!(
        (found / expected - 1.0).abs() <= IN_THE_TAILS,
        "{row:?}: {found:e}, expected {expected:e}"
    );
}

/// A count of a table as what it is.
fn count(number: f64) -> u32 {
    format!("{number}").parse().unwrap()
}

#[test]
fn the_binomial_distribution_agrees_in_the_tails() {
    let rows = rows("binomial");
    assert!(rows.len() > 500);
    for row in rows {
        let found = Binomial::new(count(row[0]), row[1]).unwrap();
        close(found.cdf(count(row[2])), row[3], &row);
        close(found.tail(count(row[2])), row[4], &row);
    }
}

#[test]
fn the_hypergeometric_distribution_agrees_in_the_tails() {
    let rows = rows("hypergeometric");
    assert!(rows.len() > 90);
    for row in rows {
        let found = Hypergeometric::new(count(row[0]), count(row[1])).unwrap();
        let (n, k) = (count(row[2]), count(row[3]));
        close(found.cdf(n, k), row[4], &row);
        close(found.tail(n, k), row[5], &row);
    }
}

#[test]
fn the_incomplete_beta_function_agrees_in_the_tails() {
    let table = rows("beta");
    assert!(table.len() > 200);
    for row in table {
        let belief = Beta::new(row[0], row[1]).unwrap();
        close(belief.cdf(row[2]), row[3], &row);
        close(belief.tail(row[2]), row[4], &row);
    }
    for row in rows("quantile") {
        let belief = Beta::new(row[0], row[1]).unwrap();
        close(belief.quantile(row[2]), row[3], &row);
        let mirrored = Beta::new(row[1], row[0]).unwrap();
        // The complement, as far as what is left of 1 shows it.
        let found = 1.0 - mirrored.upper_quantile(row[2]);
        assert!((found - row[3]).abs() < 2e-15, "{row:?}: {found}");
    }
}

/// statrs has no beta-binomial: its binomial coefficient and beta functions make one.
#[test]
fn the_beta_binomial_distribution_agrees() {
    use statrs::function::{beta::ln_beta, factorial::ln_binomial};
    for alpha in [1e-6, 0.02, 0.5, 3.0] {
        for beta in [0.3, 7.98, 40.0] {
            for n in [1_u32, 5, 25, 60, 250] {
                let pmf = BetaBinomial::new(Beta::new(alpha, beta).unwrap()).pmf(n);
                for (k, p) in (0..=n).zip(pmf) {
                    let (marked, clean) = (f64::from(k), f64::from(n - k));
                    let ln = ln_binomial(n.into(), k.into())
                        + ln_beta(alpha + marked, beta + clean)
                        - ln_beta(alpha, beta);
                    let expected = libm::exp(ln);
                    assert!(
                        (p - expected).abs() <= 1e-9 * expected + 1e-15,
                        "{alpha} {beta} {n} {k}: {p} {expected}"
                    );
                }
            }
        }
    }
}
