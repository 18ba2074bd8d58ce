//! The standard normal distribution.

/// The square root of 2π.
const SQRT_TAU: f64 = 2.506_628_274_631_000_7;

/// Probability that a standard normal variable is at most `x`.
///
/// * `x`: any value; NaN gives 0.
/// * returns: a probability. Relative error below `(x² + 2) · 2e-16`, also
///   far in the lower tail, until it underflows near `x = −38`.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    super::probability(0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2))
}

/// The value that a standard normal variable stays below with probability `p`.
///
/// * `p`: a probability. 0 or less, and NaN, give −∞; 1 or more gives +∞.
/// * returns: the inverse of [`normal_cdf`], to a few units in the last place
///   from the smallest double on. Near 1 the quantile of `1 − p` with its sign
///   changed has more digits than `p` itself can carry.
///
/// # Example
///
/// ```
/// use tickmark::stats::normal_quantile;
///
/// assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
///
/// # Source
///
/// First value: Hastings' approximation, Abramowitz & Stegun 26.2.23 (error
/// below 4.5e-4); then Halley's steps, each of which triples the correct digits.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p >= 1.0 {
        f64::INFINITY
    } else if p > 0.5 {
        -lower_quantile(1.0 - p)
    } else if p > 0.0 {
        lower_quantile(p)
    } else {
        f64::NEG_INFINITY
    }
}

/// The quantile of `p` with `0 < p ≤ ½`.
fn lower_quantile(p: f64) -> f64 {
    let t = libm::sqrt(-2.0 * libm::log(p));
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut x = numerator / denominator - t;
    for _ in 0..3 {
        let density = libm::exp(-0.5 * x * x) / SQRT_TAU;
        if density <= 0.0 {
            break;
        }
        // Halley: the second derivative of the cdf is −x times the first.
        let newton = (normal_cdf(x) - p) / density;
        x -= newton / (1.0 + 0.5 * x * newton);
    }
    x
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Wichura (1988), Algorithm AS 241, test values of PPND16.
        for (p, x) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_814),
            (1e-20, -9.262_340_089_798_408),
        ] {
            assert!((normal_quantile(p) / x - 1.0).abs() < 4e-16, "{p}");
        }
    }

    #[test]
    fn the_cdf_undoes_the_quantile_far_into_the_tail() {
        for exponent in 1..300 {
            let p = libm::pow(10.0, -f64::from(exponent));
            let x = normal_quantile(p);
            // The rounding of x alone moves the cdf by x² half-units.
            assert!(
                (normal_cdf(x) / p - 1.0).abs() < (x * x + 4.0) * 2.3e-16,
                "{p}"
            );
        }
    }

    #[test]
    fn ends_stay_put() {
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert_eq!(normal_quantile(f64::NAN), f64::NEG_INFINITY);
        assert!(normal_quantile(0.5).abs() < 1e-16);
        assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(normal_cdf(f64::INFINITY), 1.0);
        assert_eq!(normal_cdf(f64::NAN), 0.0);
        assert!(normal_quantile(5e-324) < -38.0);
    }
}
