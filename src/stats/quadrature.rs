//! The mean of a function of a standard normal variable.

/// The error of each mean is below this.
pub const TOLERANCE: f64 = 1e-9;

/// Two successive refinements agree within this before the last is taken as found. Each halving of the
/// step squares the error at least, so that one is within 1e-12 of the integral, with room to
/// [`TOLERANCE`].
const SETTLED: f64 = 1e-6;

/// The rule covers `[−REACH, REACH]`; outside lies a probability of 1.2e-15.
const REACH: u32 = 8;
/// Refinements at most: steps of ½, ¼ … 1/512.
const REFINEMENTS: u32 = 9;

/// Means of the components of `f(Z)`, where `Z` is standard normal.
///
/// * `components`: how many numbers `f` gives.
/// * `f`: writes its components, each within `[−1, 1]` and smooth in `z`,
///   into the slice, which holds zeros when it is called.
/// * returns: one mean for each component. Its error is below [`TOLERANCE`],
///   and in practice near 1e-15: for smooth functions each halving of the step
///   doubles the number of correct digits at least, and the last halving is one
///   that changed no more than 1e-6. If 8,193 points do not reach it the last
///   value stands.
///
/// The trapezoidal rule with equal steps, its weights divided by their sum, so
/// that components which sum to 1 at each point have means which sum to 1.
///
/// # Source
///
/// Trefethen & Weideman (2014), "The exponentially convergent trapezoidal
/// rule", *SIAM Review* 56(3), 385–458, §5.
///
/// # Example
///
/// ```
/// use tickmark::stats::normal_expectation;
///
/// let means = normal_expectation(2, |z, out| {
///     out.copy_from_slice(&[libm::cos(z), 1.0]);
/// });
/// assert!((means[0] - libm::exp(-0.5)).abs() < 1e-14);
/// assert!((means[1] - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_expectation(components: usize, mut f: impl FnMut(f64, &mut [f64])) -> Vec<f64> {
    let mut at_point = vec![0.0; components];
    let mut sums = vec![0.0; components];
    let mut weights = 0.0;
    let mut add = |z: f64, sums: &mut [f64], weights: &mut f64| {
        let weight = libm::exp(-0.5 * z * z);
        at_point.fill(0.0);
        f(z, &mut at_point);
        for (sum, value) in sums.iter_mut().zip(&at_point) {
            *sum += weight * value;
        }
        *weights += weight;
    };

    // Whole steps of 1 first; each refinement adds the points half-way between.
    for i in 0..=2 * REACH {
        add(f64::from(i) - f64::from(REACH), &mut sums, &mut weights);
    }
    let mut means: Vec<f64> = sums.iter().map(|sum| sum / weights).collect();
    for refinement in 1..=REFINEMENTS {
        let per_unit = f64::from(1_u32 << refinement);
        for i in 0..REACH << refinement {
            let z = f64::from(2 * i + 1) / per_unit - f64::from(REACH);
            add(z, &mut sums, &mut weights);
        }
        let mut change: f64 = 0.0;
        for (mean, sum) in means.iter_mut().zip(&sums) {
            let refined = sum / weights;
            change = change.max((refined - *mean).abs());
            *mean = refined;
        }
        if refinement > 1 && change <= SETTLED {
            break;
        }
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{normal_cdf, normal_quantile};

    #[test]
    fn a_mixed_probability_keeps_its_mean() {
        for rho in [0.05, 0.15, 0.4, 0.8, 0.95] {
            for p in [1e-6, 0.01, 0.3, 0.5, 0.999] {
                let x = normal_quantile(p);
                let mean = normal_expectation(1, |z, out| {
                    out[0] = normal_cdf((x + libm::sqrt(rho) * z) / libm::sqrt(1.0 - rho));
                });
                assert!((mean[0] - p).abs() < 1e-13, "{rho} {p}");
            }
        }
    }

    #[test]
    fn a_product_of_many_is_as_exact() {
        // All of 64 below their threshold; compared with a rule 16 times as fine.
        for rho in [0.15, 0.4, 0.95] {
            for p in [0.001, 0.05, 0.5] {
                let x = normal_quantile(p);
                let none = |z: f64| {
                    let p = normal_cdf((x + libm::sqrt(rho) * z) / libm::sqrt(1.0 - rho));
                    libm::pow(1.0 - p, 64.0)
                };
                let found = normal_expectation(1, |z, out| out[0] = none(z))[0];
                let (mut sum, mut weights) = (0.0, 0.0);
                for i in -16_384..=16_384 {
                    let z = f64::from(i) / 2_048.0;
                    let weight = libm::exp(-0.5 * z * z);
                    sum += weight * none(z);
                    weights += weight;
                }
                assert!((found - sum / weights).abs() < 1e-12, "{rho} {p}");
            }
        }
    }
}
