//! Past engagements against what was stated of them, and the base rates that they speak for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::company::hazard;
use super::reliability::{Reliability, Tally, count};
use crate::input::catalogue::Catalogue;
use crate::input::past::PastEngagement;
use crate::risk::{ControlRisk, Correlation, Hazard, Judgement, opinion};
use crate::stats::probability;

/// How many engagements the rates that are there weigh, against your own (J): they rest on 193 reports of other
/// companies, known from third parties only, and we count about ten of those as one of your own.
pub const WEIGHT: f64 = 20.0;

/// The largest chance of an exception that an area may have.
pub const LARGEST_RATE: f64 = 0.99;

/// The limits of an updated rate enclose this much of what the rate may be.
pub const CENTRAL: f64 = 0.8;

/// How far a rate is looked for from the one that is there: e⁸, that is 3,000 times more or less.
const REACH: f64 = 8.0;
/// Steps to each side.
const STEPS: i32 = 400;

/// What past engagements say.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// Engagements.
    pub engagements: u32,
    /// What was stated of each tested control against whether an exception was noted.
    pub noted: Reliability,
    /// Controls noted, in all.
    pub noted_controls: f64,
    /// How many were to be expected by what was stated.
    pub expected_controls: f64,
    /// Standard deviation of that number if what was stated is right and controls go wrong together as the
    /// priors say.
    pub spread: f64,
    /// Base rates that are all off by less than this factor would not stand out: their effect is within two
    /// such standard deviations. Absent where no base rate bears on what was stated.
    pub smallest_factor: Option<f64>,
    /// The stated chance of a qualified or adverse opinion, where both are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinions: Option<Reliability>,
    /// The areas, in their order.
    pub areas: Vec<AreaRate>,
}

/// The base rate of an area.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AreaRate {
    /// The area.
    pub id: String,
    /// Tested controls with a stated chance.
    pub controls: u32,
    /// Those noted.
    pub noted: u32,
    /// How many were to be expected.
    pub expected: f64,
    /// Chance of an exception in a report, as it is.
    pub before: f64,
    /// As it becomes.
    pub after: f64,
    /// What it may be: from here …
    pub low: f64,
    /// … to here, with [`CENTRAL`] probability.
    pub high: f64,
}

/// Compares past engagements with what was stated, and updates the base rates of the areas.
///
/// The hazard of an area is `g` times the one that is there. Before, `g ~ Gamma(w·Λ, w·Λ)`: a mean of 1, worth
/// [`WEIGHT`] = w engagements with a hazard of Λ = −ln(1 − rate) each. A stated chance `p` is a hazard
/// `H = −ln(1 − p)`, of which a part `b` rests on the base rate ([`base_part`]); so an exception is noted with
/// probability `1 − e^−(H + (g − 1)·b)`. The rate after is `1 − e^−(E[g]·Λ)`.
///
/// Controls of one engagement go wrong together, so twenty of them tell less than twenty would alone: the
/// log-likelihood of an area is divided by the ratio of the variance of its number noted with the priors'
/// correlation to that without.
///
/// `None` when nothing can be compared.
#[must_use]
pub fn calibrate(engagements: &[PastEngagement], catalogue: &Catalogue) -> Option<Calibration> {
    let priors = &catalogue.priors;
    let rho = Correlation::new(priors.correlation).unwrap_or(Correlation::NONE);
    let (mut noted, mut opinions) = (Tally::default(), Tally::default());
    let mut areas: Vec<Seen> = priors.areas.iter().map(|_| Seen::default()).collect();
    let places: BTreeMap<&str, usize> = priors
        .areas
        .iter()
        .enumerate()
        .map(|(i, a)| (a.id.as_str(), i))
        .collect();
    let mut spread = 0.0;
    for engagement in engagements {
        let mut chances = vec![Vec::new(); areas.len()];
        for (id, p, came) in engagement.compared() {
            noted.add(p, came);
            let place = catalogue
                .control(id)
                .and_then(|c| places.get(c.area.as_str()));
            if let Some(place) = place
                && let (Some(seen), Some(list)) = (areas.get_mut(*place), chances.get_mut(*place))
            {
                seen.cases.push((p, came));
                list.extend(ControlRisk::new(probability(p), 0.0, false));
            }
        }
        noted.close();
        if let Some((p, came)) = engagement.opinions() {
            opinions.add(p, came);
            opinions.close();
        }
        let together = opinion(&chances, rho);
        spread += variance(&together.noted);
        for (seen, domain) in areas.iter_mut().zip(&together.domains) {
            seen.together += variance(&domain.noted);
        }
    }
    let judgement = Judgement::from(priors);
    let (mut moved, mut rates) = (0.0, Vec::new());
    for (area, seen) in priors.areas.iter().zip(&areas) {
        let evidence = hazard(catalogue, priors, &area.id)
            .map(|each| seen.evidence(each, &judgement))
            .unwrap_or_default();
        moved += evidence.effect();
        rates.push(seen.rate(area.id.clone(), area.exception, &evidence));
    }
    let noted = noted.reliability()?;
    let spread = libm::sqrt(spread);
    Some(Calibration {
        engagements: u32::try_from(engagements.len()).unwrap_or(u32::MAX),
        noted_controls: (noted.came * count(noted.cases)).round(),
        expected_controls: noted.stated * count(noted.cases),
        noted,
        spread,
        smallest_factor: (moved > 0.0).then(|| 1.0 + 2.0 * spread / moved),
        opinions: opinions.reliability(),
        areas: rates,
    })
}

/// The part of a stated hazard that rests on the base rate.
///
/// What was stated does not say at which level the control stood. At the level `L` the reference hazard is
/// `f_L·λ + h_L`, of which `f_L·λ` rests on the base rate `λ`: so the stated hazard is taken for that of the
/// level which has it, with straight lines between levels. A small one rests on the base rate wholly, a large
/// one hardly. A judgement: a small sample makes a low level look like a higher one, and the update then
/// understates how far a rate is off.
///
/// * `stated`: −ln(1 − p), 0 or more; may be infinite.
#[must_use]
pub fn base_part(stated: f64, each: Hazard, judgement: &Judgement) -> f64 {
    let levels = judgement.factor.iter().zip(judgement.shift);
    let mut points: Vec<(f64, f64)> = levels
        .map(|(f, h)| (f * each.value() + h, f * each.value()))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut x, mut y) = (0.0, 0.0);
    for (next_x, next_y) in points {
        if stated < next_x {
            return y + (next_y - y) * (stated - x) / (next_x - x);
        }
        (x, y) = (next_x, next_y);
    }
    y
}

/// What was seen in an area.
#[derive(Default)]
struct Seen {
    /// The stated chances, and whether an exception was noted.
    cases: Vec<(f64, bool)>,
    /// Variance of the number noted, controls going wrong together.
    together: f64,
}

/// What bears on the factor of an area's hazard.
#[derive(Default)]
struct Evidence {
    /// Of each exception noted: the stated hazard without its base part, and the base part.
    noted: Vec<(f64, f64)>,
    /// The base parts of the others, in all.
    calm: f64,
    /// Of every control: e^−H · b.
    effect: f64,
    /// What the log-likelihood is divided by.
    overdispersion: f64,
}

impl Seen {
    fn evidence(&self, each: Hazard, judgement: &Judgement) -> Evidence {
        let mut found = Evidence::default();
        let mut alone = 0.0;
        for (p, came) in &self.cases {
            let stated = -libm::log1p(-p);
            let base = base_part(stated, each, judgement);
            alone += p * (1.0 - p);
            if base <= 0.0 {
                // Certain beforehand, whatever the base rate.
                continue;
            }
            found.effect += (1.0 - p) * base;
            if *came {
                found.noted.push((stated - base, base));
            } else {
                found.calm += base;
            }
        }
        found.overdispersion = if alone > 0.0 {
            (self.together / alone).max(1.0)
        } else {
            1.0
        };
        found
    }

    fn rate(&self, id: String, before: f64, evidence: &Evidence) -> AreaRate {
        let total = -libm::log1p(-before);
        let [low, mean, high] = evidence.factor(WEIGHT * total);
        let rate = |factor: f64| (-libm::expm1(-factor * total)).min(LARGEST_RATE);
        let cases = || self.cases.iter();
        AreaRate {
            id,
            controls: u32::try_from(self.cases.len()).unwrap_or(u32::MAX),
            noted: u32::try_from(cases().filter(|(_, came)| *came).count()).unwrap_or(u32::MAX),
            expected: cases().fold(0.0, |sum, (p, _)| sum + p),
            before,
            after: if evidence.effect() > 0.0 {
                rate(mean)
            } else {
                before
            },
            low: rate(low),
            high: rate(high),
        }
    }
}

impl Evidence {
    /// How the expected number noted moves with the factor, at 1.
    fn effect(&self) -> f64 {
        self.effect
    }

    /// Log-likelihood of the factor `g`.
    fn ln_likelihood(&self, g: f64) -> f64 {
        let noted = self.noted.iter().map(|(rest, base)| {
            let none = libm::exp(-(rest + g * base));
            libm::log1p(-none)
        });
        (noted.sum::<f64>() - g * self.calm) / self.overdispersion.max(1.0)
    }

    /// The factor after the evidence: lower limit, mean, upper limit.
    ///
    /// Summed over steps of its logarithm, first over the whole reach, then over what of it has weight.
    ///
    /// * `shape`: of the gamma distribution with mean 1 that says what is believed before.
    fn factor(&self, shape: f64) -> [f64; 3] {
        if shape <= 0.0 {
            return [1.0; 3];
        }
        // In x = ln g the gamma density is e^(shape·(x − e^x)).
        let ln_density = |x: f64| {
            let g = libm::exp(x);
            shape * (x - g) + self.ln_likelihood(g)
        };
        let (mut low, mut high) = (-REACH, REACH);
        let mut points: Vec<(f64, f64)> = Vec::new();
        for _ in 0..2 {
            let step = (high - low) / f64::from(STEPS);
            points = (0..=STEPS)
                .map(|i| low + step * f64::from(i))
                .map(|x| (x, ln_density(x)))
                .collect();
            let best = points.iter().fold(f64::NEG_INFINITY, |m, (_, l)| m.max(*l));
            for (_, ln) in &mut points {
                *ln = libm::exp(*ln - best);
            }
            let weighty = || points.iter().filter(|(_, w)| *w > 1e-14).map(|(x, _)| *x);
            low = weighty().fold(f64::INFINITY, f64::min) - step;
            high = weighty().fold(f64::NEG_INFINITY, f64::max) + step;
        }
        let total: f64 = points.iter().map(|(_, w)| w).sum();
        let mean: f64 = points.iter().map(|(x, w)| w * libm::exp(*x)).sum::<f64>() / total;
        let at = |level: f64| {
            let mut below = 0.0;
            let found = points.iter().find(|(_, w)| {
                below += w;
                below >= level * total
            });
            found.map_or(mean, |(x, _)| libm::exp(*x))
        };
        [at(0.5 - 0.5 * CENTRAL), mean, at(0.5 + 0.5 * CENTRAL)]
    }
}

/// The variance of a number with these probabilities of 0, 1 ….
fn variance(pmf: &[f64]) -> f64 {
    let numbers = || (0_u64..).map(count).zip(pmf);
    let mean: f64 = numbers().map(|(k, p)| k * p).sum();
    numbers().map(|(k, p)| (k - mean) * (k - mean) * p).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement() -> Judgement {
        Judgement::from(&crate::input::content().unwrap().catalogue.priors)
    }

    #[test]
    fn the_base_part_is_that_of_the_level() {
        let each = Hazard::new(0.04).unwrap();
        let near = |stated: f64, expected: f64| {
            let found = base_part(stated, each, &judgement());
            assert!((found - expected).abs() < 1e-12, "{stated}: {found}");
        };
        // Levels 5, 4, 3, 2, 1, 0, and beyond.
        near(0.006, 0.006);
        near(0.024, 0.024);
        near(0.06, 0.06);
        near(0.51, 0.16);
        near(1.94, 0.04);
        near(4.04, 0.04);
        near(f64::INFINITY, 0.04);
        near(0.0, 0.0);
        near(0.03, 0.03);
        assert!(base_part(0.3, each, &judgement()) > 0.06);
    }

    #[test]
    fn without_evidence_the_rate_stays() {
        for shape in [2.0, 6.8, 200.0] {
            let [low, mean, high] = Evidence::default().factor(shape);
            assert!((mean - 1.0).abs() < 1e-6, "{shape}: {mean}");
            assert!(low < 1.0 && high > 1.0);
        }
    }

    #[test]
    fn where_all_rests_on_the_base_rate_the_update_is_conjugate() {
        // Small hazards: noted is Poisson, so Gamma(s + k, s + Σ b).
        let evidence = Evidence {
            noted: vec![(0.0, 1e-6); 30],
            calm: 12.0,
            effect: 12.0,
            overdispersion: 1.0,
        };
        let [low, mean, high] = evidence.factor(7.0);
        assert!((mean - 37.0 / 19.0).abs() < 1e-4, "{mean}");
        assert!(low < mean && mean < high);
    }

    #[test]
    fn certain_statements_stay_finite() {
        let seen = Seen {
            cases: vec![(1.0, false), (1.0, true), (0.0, true), (0.0, false)],
            together: 0.0,
        };
        let evidence = seen.evidence(Hazard::new(0.04).unwrap(), &judgement());
        let found = seen.rate("a".to_owned(), 0.127, &evidence);
        for value in [found.after, found.low, found.high] {
            assert!((0.0..=LARGEST_RATE).contains(&value), "{found:?}");
        }
    }
}
