//! Probability distributions and one integral, exact where they can be; no word of any field of use.
//!
//! Everything rests on the `libm` crate, so that each result has the same bits
//! in a browser and natively. Constructors are checked; what they return is
//! total. A probability is never NaN and never outside `[0, 1]`.

mod attributes;
mod beta;
mod beta_binomial;
mod binomial;
mod hypergeometric;
mod incomplete_beta;
mod lot;
mod normal;
mod poisson_binomial;
mod quadrature;
mod rate;
mod rows;
mod strata;
mod wide;

pub use attributes::{LARGEST_LOT, Refused, SampleSize, UpperLimit, sample_size, upper_limit};
pub use beta::{Beta, ln_beta};
pub use beta_binomial::BetaBinomial;
pub use binomial::Binomial;
pub use hypergeometric::Hypergeometric;
pub use normal::{normal_cdf, normal_quantile};
pub use poisson_binomial::{at_least, convolve, poisson_binomial, quantile};
pub use quadrature::{TOLERANCE, normal_expectation};
pub(crate) use rate::whole;
pub use rate::{NotARate, Rate};
pub(crate) use strata::falls;
pub use strata::{Stratum, marked_in_sample};

/// `p` without the rounding that sums of probabilities leave outside `[0, 1]`; 0 for NaN.
pub(crate) fn probability(p: f64) -> f64 {
    if p > 0.0 { p.min(1.0) } else { 0.0 }
}
