//! Domains and the opinion: what exceptions at many controls come to, together.

use serde::Serialize;

use crate::stats::{at_least, quantile};

use super::domain::{
    ControlRisk, Correlation, DomainState, Marginal, Marginals, PERVASIVE_FROM, Scratch,
};

/// From this many pervasive domains on the opinion is adverse.
const ADVERSE_FROM: usize = 3;
/// The quantiles that enclose the central 80 % of a count.
const CENTRAL: (f64, f64) = (0.1, 0.9);

/// What is to be expected of one domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainOpinion {
    /// Probability that an exception is noted at one control or more.
    pub at_least_1: f64,
    /// Probability that exceptions are noted at three controls or more.
    pub at_least_3: f64,
    /// Probability that the domain is pervasive.
    pub pervasive: f64,
    /// Probabilities of 0, 1 … controls noted.
    pub noted: Vec<f64>,
}

/// What is to be expected of the report. The four opinions sum to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpinionForecast {
    /// Probability that nothing is noted.
    pub clean: f64,
    /// Probability that something is noted and no domain is pervasive.
    pub unmodified_with_exceptions: f64,
    /// Probability of one or two pervasive domains.
    pub qualified: f64,
    /// Probability of three or more pervasive domains.
    pub adverse: f64,
    /// The domains, in the order given.
    pub domains: Vec<DomainOpinion>,
    /// Probabilities of 0, 1 … controls noted in all domains together.
    pub noted: Vec<f64>,
    /// Mean number of controls noted.
    pub expected_noted: f64,
    /// The central 80 % of that number: the smallest numbers that are not
    /// exceeded with probability .1 and .9, so that at most a tenth lies below
    /// the first and at most a tenth above the second.
    pub interval_80: [usize; 2],
}

impl OpinionForecast {
    /// Probability of a qualified or an adverse opinion.
    #[must_use]
    pub fn qualified_or_adverse(&self) -> f64 {
        crate::stats::probability(self.qualified + self.adverse)
    }
}

/// The forecast of the opinion.
///
/// * `domains`: the controls of each control domain; each control in one domain. An empty
///   domain has nothing to note.
/// * `rho`: how much controls fail together.
///
/// Given the common factor the controls are independent and the counts exact;
/// the factor is integrated to 1e-9 or better. Takes about a millisecond for 64 controls.
///
/// # Example
///
/// ```
/// use tickmark::risk::{ControlRisk, Correlation, opinion};
///
/// let control = ControlRisk::new(0.1, 0.02, true).unwrap();
/// let forecast = opinion(&[vec![control; 2]], Correlation::new(0.0).unwrap());
/// assert!((forecast.clean - 0.81).abs() < 1e-15);
/// assert!((forecast.qualified - (1.0 - 0.98 * 0.98)).abs() < 1e-15);
/// ```
#[must_use]
pub fn opinion(domains: &[Vec<ControlRisk>], rho: Correlation) -> OpinionForecast {
    let controls: Vec<Vec<Marginals>> = domains
        .iter()
        .map(|domain| domain.iter().copied().map(Marginals::new).collect())
        .collect();
    let total: usize = domains.iter().map(Vec::len).sum();
    // Laid out as: the opinion, the count in all, then each domain's
    // probability of being pervasive and its counts.
    let components = NO_DOMAIN.len() + (total + 1) + (total + 2 * domains.len());
    let mut scratch = Scratch::new(domains.iter().map(Vec::len).max().unwrap_or(0));
    let means = rho.mean(components, |given, out| {
        let (opinions, out) = out
            .split_at_mut_checked(NO_DOMAIN.len())
            .unwrap_or_default();
        let (all, mut rest) = out.split_at_mut_checked(total + 1).unwrap_or_default();
        if let Some(none) = all.first_mut() {
            *none = 1.0;
        }
        let mut outcomes = NO_DOMAIN;
        let mut before = 0;
        for domain in &controls {
            let (here, after) = rest
                .split_at_mut_checked(domain.len() + 2)
                .unwrap_or_default();
            rest = after;
            let Some((pervasive, noted)) = here.split_first_mut() else {
                continue;
            };
            let state = DomainState::of(domain, given, &mut scratch, noted, all, before);
            before += domain.len();
            *pervasive = state.pervasive;
            outcomes = with_domain(outcomes, state);
        }
        for (slot, value) in opinions.iter_mut().zip(outcomes) {
            *slot = value;
        }
    });

    let mut means = means.into_iter().map(crate::stats::probability);
    let mut next = || means.next().unwrap_or_default();
    let [clean, unmodified_with_exceptions, one, two, adverse] = NO_DOMAIN.map(|_| next());
    let noted: Vec<f64> = (0..=total).map(|_| next()).collect();
    let domains: Vec<DomainOpinion> = domains
        .iter()
        .map(|domain| {
            let pervasive = next();
            let noted: Vec<f64> = (0..=domain.len()).map(|_| next()).collect();
            DomainOpinion {
                at_least_1: at_least(&noted, 1),
                at_least_3: at_least(&noted, PERVASIVE_FROM),
                pervasive,
                noted,
            }
        })
        .collect();
    OpinionForecast {
        clean,
        unmodified_with_exceptions,
        qualified: one + two,
        adverse,
        domains,
        expected_noted: controls.iter().flatten().map(|c| c.noted.p).sum(),
        interval_80: [quantile(&noted, CENTRAL.0), quantile(&noted, CENTRAL.1)],
        noted,
    }
}

/// Probability, for each set of controls, that an exception is noted at one of them.
///
/// For sets that overlap, such as the controls of each criterion.
///
/// * `sets`: the probabilities that an exception is noted, control by control.
/// * `rho`: as for [`opinion`].
/// * returns: one probability a set; 0 for an empty one.
#[must_use]
pub fn at_least_one_noted(sets: &[Vec<f64>], rho: Correlation) -> Vec<f64> {
    let sets: Vec<Vec<Marginal>> = sets
        .iter()
        .map(|set| set.iter().copied().map(Marginal::new).collect())
        .collect();
    let mut means = rho.mean(sets.len(), |given, out| {
        for (slot, set) in out.iter_mut().zip(&sets) {
            let none: f64 = set.iter().map(|p| 1.0 - given(*p)).product();
            *slot = 1.0 - none;
        }
    });
    for mean in &mut means {
        *mean = crate::stats::probability(*mean);
    }
    means
}

/// Probabilities of: nothing noted, noted but none pervasive, one, two, three or
/// more domains pervasive.
type Outcomes = [f64; 2 + ADVERSE_FROM];

/// Before any domain: nothing noted.
const NO_DOMAIN: Outcomes = [1.0, 0.0, 0.0, 0.0, 0.0];

/// The outcomes with one more domain.
fn with_domain(outcomes: Outcomes, domain: DomainState) -> Outcomes {
    let [clean, noted, one, two, more] = outcomes;
    let calm = domain.none + domain.plain;
    [
        clean * domain.none,
        clean * domain.plain + noted * calm,
        (clean + noted) * domain.pervasive + one * calm,
        one * domain.pervasive + two * calm,
        two * domain.pervasive + more,
    ]
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::*;

    fn rho(value: f64) -> Correlation {
        Correlation::new(value).unwrap()
    }

    fn control(noted: f64, ineffective: f64, key: bool) -> ControlRisk {
        ControlRisk::new(noted, ineffective, key).unwrap()
    }

    #[test]
    fn risks_are_checked() {
        for (noted, ineffective) in [(0.1, 0.2), (1.1, 0.1), (0.1, -0.1), (f64::NAN, 0.0)] {
            assert!(ControlRisk::new(noted, ineffective, false).is_none());
        }
        for value in [-0.1, 0.96, f64::NAN] {
            assert!(Correlation::new(value).is_none());
        }
    }

    #[test]
    fn no_control_is_a_clean_report() {
        for domains in [vec![], vec![vec![], vec![]]] {
            let forecast = opinion(&domains, rho(0.15));
            assert!((forecast.clean - 1.0).abs() < 1e-15);
            assert_eq!(forecast.interval_80, [0, 0]);
        }
    }

    #[test]
    fn certain_controls_stay_certain() {
        let domains = vec![vec![control(1.0, 1.0, true), control(0.0, 0.0, true)]; 3];
        for value in [0.0, 0.15, 0.4, 0.95] {
            let forecast = opinion(&domains, rho(value));
            assert!((forecast.adverse - 1.0).abs() < 1e-15);
            assert_eq!(forecast.interval_80, [3, 3]);
        }
    }

    #[test]
    fn three_noted_and_one_ineffective_are_pervasive() {
        let noted = control(1.0, 0.0, false);
        let worst = control(1.0, 1.0, false);
        let pervasive = |domain: &[ControlRisk]| opinion(&[domain.to_vec()], rho(0.0)).qualified;
        assert_eq!(pervasive(&[noted, worst]), 0.0);
        assert_eq!(pervasive(&[noted, noted, noted]), 0.0);
        assert_eq!(pervasive(&[noted, worst, noted]), 1.0);
        assert_eq!(pervasive(&[control(1.0, 1.0, true)]), 1.0);
    }

    #[test]
    fn sets_agree_with_domains() {
        let risks = [0.1, 0.03, 0.4];
        let domain = risks.map(|p| control(p, 0.5 * p, false)).to_vec();
        for value in [0.0, 0.15, 0.4] {
            let whole = opinion(std::slice::from_ref(&domain), rho(value));
            let sets = at_least_one_noted(&[risks.to_vec(), vec![0.1], vec![]], rho(value));
            assert!((sets[0] - whole.domains[0].at_least_1).abs() < 1e-12);
            assert!((sets[1] - 0.1).abs() < 1e-12);
            assert_eq!(sets[2], 0.0);
        }
    }
}
