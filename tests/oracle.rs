//! Agreement with the statrs crate on dense grids; it is no dependency of the library.

use statrs::distribution::{ContinuousCDF, Discrete, Hypergeometric as Oracle, Normal};
use tickmark::stats::{Beta, BetaBinomial, Hypergeometric, ln_beta, normal_cdf, normal_quantile};

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
