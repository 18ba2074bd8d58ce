//! Sums of independent counts: the Poisson-binomial distribution and convolution.

/// Probabilities of 0, 1 … `p.len()` successes in independent trials with
/// these probabilities of success.
///
/// * `p`: probabilities; a value outside `[0, 1]` counts as the nearer end.
/// * returns: one entry more than there are trials; they sum to 1.
///
/// Exact, by direct convolution; takes `O(n²)`.
///
/// # Source
///
/// Biscarri, Zhao & Brunner (2018), *Computational Statistics & Data Analysis*
/// 122, 92–100.
///
/// # Example
///
/// ```
/// use tickmark::stats::poisson_binomial;
///
/// let counts = poisson_binomial(&[0.5, 0.5]);
/// assert_eq!(counts, [0.25, 0.5, 0.25]);
/// ```
#[must_use]
pub fn poisson_binomial(p: &[f64]) -> Vec<f64> {
    p.iter().fold(vec![1.0], |counts, &p| {
        let p = super::probability(p);
        convolve(&counts, &[1.0 - p, p])
    })
}

/// The distribution of the sum of two independent counts.
///
/// * `a`, `b`: probabilities of 0, 1 … of each; an empty one counts as always 0.
/// * returns: `a.len() + b.len() − 1` probabilities.
#[must_use]
pub fn convolve(a: &[f64], b: &[f64]) -> Vec<f64> {
    if a.is_empty() {
        return b.to_vec();
    }
    if b.is_empty() {
        return a.to_vec();
    }
    let mut sum = vec![0.0; a.len() + b.len() - 1];
    for (k, p) in a.iter().enumerate() {
        for (entry, q) in sum.iter_mut().skip(k).zip(b) {
            *entry += p * q;
        }
    }
    sum
}

/// The smallest count that is not exceeded with probability `level` or more.
///
/// * `pmf`: probabilities of 0, 1 …; its last index is the answer when rounding
///   leaves their sum below `level`.
/// * `level`: a probability. A sum within 1e-12 below it counts as reaching it.
#[must_use]
pub fn quantile(pmf: &[f64], level: f64) -> usize {
    const ROUNDING: f64 = 1e-12;
    let mut reached = 0.0;
    for (count, p) in pmf.iter().enumerate() {
        reached += p;
        if reached + ROUNDING >= level {
            return count;
        }
    }
    pmf.len().saturating_sub(1)
}

/// Probability of `least` or more.
///
/// * `pmf`: probabilities of 0, 1 …, summing to 1.
/// * returns: a probability; exactly 1 when less is impossible. Summed on the
///   side of `least` that is the less likely, so that neither a rare nor an
///   almost certain event loses digits.
#[must_use]
pub fn at_least(pmf: &[f64], least: usize) -> f64 {
    let below: f64 = pmf.iter().take(least).sum();
    if below < 0.5 {
        super::probability(1.0 - below)
    } else {
        super::probability(pmf.iter().skip(least).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_trials_shift_the_count() {
        assert_eq!(poisson_binomial(&[1.0, 0.0, 2.0]), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(poisson_binomial(&[]), [1.0]);
    }

    #[test]
    fn quantiles_of_a_fair_coin() {
        let counts = [0.25, 0.5, 0.25];
        assert_eq!(quantile(&counts, 0.1), 0);
        assert_eq!(quantile(&counts, 0.25), 0);
        assert_eq!(quantile(&counts, 0.26), 1);
        assert_eq!(quantile(&counts, 0.9), 2);
        assert_eq!(quantile(&[], 0.9), 0);
    }
}
