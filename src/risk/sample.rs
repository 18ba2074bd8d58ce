//! What an auditor finds in a sample of a control's occurrences.

use serde::Serialize;

use crate::input::control::Kind;
use crate::stats::{Beta, Stratum, at_least, marked_in_sample};

/// The largest sample that is worked out; larger ones count as this.
pub const MAX_SAMPLE: u32 = 250;

/// Occurrences that are decided, and how many of them are deviations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    tested: u32,
    deviations: u32,
}

impl Decided {
    /// `deviations` among `tested`; `None` when there are more of them.
    #[must_use]
    pub fn new(tested: u32, deviations: u32) -> Option<Self> {
        (deviations <= tested).then_some(Self { tested, deviations })
    }

    /// Occurrences decided.
    #[must_use]
    pub fn tested(self) -> u32 {
        self.tested
    }

    /// Deviations among them, never more.
    #[must_use]
    pub fn deviations(self) -> u32 {
        self.deviations
    }

    /// With so many more that are known to be deviations.
    pub(super) fn and_deviations(self, more: u32) -> Self {
        Self {
            tested: self.tested.saturating_add(more),
            deviations: self.deviations.saturating_add(more),
        }
    }

    /// The decided occurrences as a part of the population.
    pub(super) fn stratum(self, sample: u32) -> Option<Stratum> {
        Stratum::counted(self.tested, self.deviations, sample)
    }
}

/// Occurrences that are not decided, and the belief about their deviation rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Undecided {
    /// How many.
    pub count: u32,
    /// The rate at which each is a deviation.
    pub rate: Beta,
}

/// What the auditor's sample shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SampleForecast {
    /// Probability of at least one deviation in the sample: an exception is noted.
    pub p_noted: f64,
    /// The number of deviations from which the control is ineffective.
    pub ineffective_from: u32,
    /// Probability of that many or more.
    pub p_ineffective: f64,
    /// Mean number of deviations in the sample.
    pub mean_deviations: f64,
    /// Probabilities of 0, 1 … deviations, up to the size of the sample.
    pub pmf: Vec<f64>,
}

impl SampleForecast {
    /// The forecast for a sample with these probabilities of 0, 1 … deviations.
    pub(super) fn new(kind: Kind, pmf: Vec<f64>) -> Self {
        let sample = u32::try_from(pmf.len().saturating_sub(1)).unwrap_or(MAX_SAMPLE);
        let ineffective_from = ineffective_from(kind, sample);
        let least = usize::try_from(ineffective_from).unwrap_or(usize::MAX);
        let mean = (0_u32..).zip(&pmf).map(|(k, p)| f64::from(k) * p).sum();
        Self {
            p_noted: at_least(&pmf, 1),
            ineffective_from,
            p_ineffective: at_least(&pmf, least),
            mean_deviations: mean,
            pmf,
        }
    }
}

/// The number of deviations in a sample from which a control is ineffective.
///
/// 1 for configuration and document controls. Else half of a sample of up to 4,
/// rounded up, and above that `⌊sample / 10⌋ + 1` but 2 at least. A
/// judgement: there is no published figure; about a tenth is the customary tolerable rate.
/// Always 1 or more.
///
/// # Example
///
/// ```
/// use tickmark::input::control::Kind;
/// use tickmark::risk::ineffective_from;
///
/// assert_eq!(ineffective_from(Kind::Periodic, 4), 2);
/// assert_eq!(ineffective_from(Kind::Occurrence, 25), 3);
/// assert_eq!(ineffective_from(Kind::Configuration, 25), 1);
/// ```
#[must_use]
pub fn ineffective_from(kind: Kind, sample: u32) -> u32 {
    match kind {
        Kind::Configuration | Kind::Document => 1,
        Kind::Periodic | Kind::Occurrence if sample <= 4 => sample.div_ceil(2).max(1),
        Kind::Periodic | Kind::Occurrence => (sample / 10 + 1).max(2),
    }
}

/// The forecast for one sample, drawn without replacement from decided and undecided occurrences.
///
/// The population is all of them together. The sample falls on the groups by the
/// multivariate hypergeometric distribution; deviations are hypergeometric
/// among the decided and beta-binomial in each undecided group. Exact.
///
/// * `sample`: its size; more than the population counts as all of it, more
///   than [`MAX_SAMPLE`] as that.
///
/// # Example
///
/// Of 25 leavers one was late; the auditor looks at 5:
///
/// ```
/// use tickmark::input::control::Kind;
/// use tickmark::risk::{Decided, predictive};
///
/// let forecast = predictive(Kind::Occurrence, Decided::new(25, 1).unwrap(), &[], 5);
/// assert!((forecast.p_noted - 0.2).abs() < 1e-15);
/// ```
#[must_use]
pub fn predictive(
    kind: Kind,
    known: Decided,
    undecided: &[Undecided],
    sample: u32,
) -> SampleForecast {
    let sample = sample.min(MAX_SAMPLE);
    let mut strata: Vec<Stratum> = undecided
        .iter()
        .filter(|group| group.count > 0)
        .map(|group| Stratum::uncertain(group.count, group.rate, sample))
        .collect();
    if known.tested > 0 {
        strata.extend(known.stratum(sample));
    }
    SampleForecast::new(kind, marked_in_sample(&strata, sample))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_small_sample_and_a_tenth_of_a_large_one() {
        let found: Vec<u32> = [0, 1, 2, 3, 4, 5, 15, 19, 20, 25, 60, 250]
            .into_iter()
            .map(|n| ineffective_from(Kind::Periodic, n))
            .collect();
        assert_eq!(found, [1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 7, 26]);
        assert_eq!(ineffective_from(Kind::Document, 250), 1);
    }

    #[test]
    fn nothing_to_sample_shows_nothing() {
        let none = predictive(Kind::Periodic, Decided::default(), &[], 25);
        assert_eq!((none.p_noted, none.p_ineffective), (0.0, 0.0));
        assert_eq!(none.pmf, [1.0]);
        let unlooked = predictive(Kind::Document, Decided::new(3, 3).unwrap(), &[], 0);
        assert_eq!((unlooked.p_noted, unlooked.p_ineffective), (0.0, 0.0));
        assert!(Decided::new(3, 4).is_none());
    }
}
