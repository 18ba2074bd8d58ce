//! Companies and audits drawn from the model, and what the forecast had stated of them.

use serde::Serialize;

use super::company::{Audited, Found, company, hazard};
use super::dice::Dice;
use super::reliability::{Reliability, Tally, count, in_errors};
use crate::input::catalogue::Catalogue;
use crate::input::past::{PastEngagement, Stated};
use crate::input::policy::Priors;
use crate::risk::{
    ControlFacts, ControlRisk, Correlation, ExceptionRisk, Judgement, OpinionForecast,
    exception_risk, opinion,
};
use crate::stats::{normal_cdf, normal_quantile};

/// Chance that the largest of the deviations is beyond [`Simulation::limit`] although all that was stated is right.
pub const BY_CHANCE: f64 = 0.01;

/// How much is drawn, and from which beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Companies.
    pub companies: u32,
    /// The same seed draws the same companies; more of them begin with the same ones.
    pub seed: u64,
}

/// What was stated of drawn companies against what came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// Companies drawn.
    pub companies: u32,
    /// The seed.
    pub seed: u64,
    /// Controls audited in all of them.
    pub controls: u64,
    /// Every control audited item by item, each on its own; the forecast without correlation.
    pub item_by_item: Vec<Compared>,
    /// Controls that go wrong together through one factor; the forecast with its correlation.
    pub common_factor: Vec<Compared>,
    /// ρ of the second.
    pub correlation: f64,
    /// How many deviations are told in standard errors.
    pub deviations: u32,
    /// The largest of them, in standard errors.
    pub largest: f64,
    /// The largest of so many is beyond this with a chance of [`BY_CHANCE`] at most, if all that was stated is right.
    pub limit: f64,
}

impl Simulation {
    /// Whether what was stated came true within the error of the drawing.
    #[must_use]
    pub fn came_true(&self) -> bool {
        self.largest <= self.limit
    }
}

/// One thing that a forecast states, compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// What it is.
    pub what: Event,
    /// A probability against how often it came true …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<Reliability>,
    /// … or a number against its mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
}

/// What a forecast states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// An exception is noted at a control.
    Noted,
    /// A control is ineffective.
    Ineffective,
    /// One control of a domain or more is noted.
    DomainAtLeastOne,
    /// Three controls of a domain or more are noted.
    DomainAtLeastThree,
    /// Nothing is noted.
    Clean,
    /// Something is noted and no domain is pervasive.
    UnmodifiedWithExceptions,
    /// One or two domains are pervasive.
    Qualified,
    /// Three domains or more are pervasive.
    Adverse,
    /// The number of controls noted lies in its 80 % interval.
    WithinInterval,
    /// The number of controls noted.
    NumberNoted,
}

/// A number that was stated as a mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Number {
    /// How often it was stated.
    pub cases: u64,
    /// The mean of what was stated.
    pub stated: f64,
    /// The mean of what came out.
    pub came: f64,
    /// Standard error of that, if the distribution that was stated is right.
    pub standard_error: f64,
    /// How far it is off, in standard errors.
    pub off: Option<f64>,
}

/// Draws companies from `catalogue` and its priors, and compares what a forecast with the priors `believed`
/// states of them. With the catalogue's own priors it should come true.
///
/// Two comparisons, because the model has two parts:
///
/// * **Item by item.** Nothing of the forecast's formulas is used: levels, rates, occurrences and samples are
///   drawn, see the module on companies. Given what the forecast was told, controls are then independent, so
///   domains and the opinion are compared with the forecast at ρ = 0.
/// * **Common factor.** How one control's audit comes out together with another's the model says only by a
///   copula over their probabilities, and so it is drawn: `x = √(1 − ρ)·ε − √ρ·z` with one standard normal `z`
///   a company and one `ε` a control is standard normal; a control is noted where `Φ(x)` is below its stated
///   chance of that, ineffective where it is below its stated chance of that. So each control keeps its
///   probability, and this part tests how probabilities are put together (conditional probabilities,
///   integral, convolutions, rules of the opinion) and not the probabilities themselves, which the first did.
///
/// Not drawn: answers (levels are drawn directly), fixes, examinations of one day.
#[must_use]
pub fn simulate(catalogue: &Catalogue, believed: &Priors, terms: Terms) -> Simulation {
    let mut dice = Dice::new(terms.seed);
    let forecaster = Forecaster::new(catalogue, believed);
    let correlation = Correlation::new(believed.correlation).unwrap_or(Correlation::NONE);
    let (mut alone, mut together) = (Tallies::default(), Tallies::default());
    let mut controls = 0_u64;
    for _ in 0..terms.companies {
        let Some(domains) = company(&mut dice, catalogue) else {
            break;
        };
        let risks: Vec<Vec<ControlRisk>> = domains
            .iter()
            .map(|d| d.iter().filter_map(|c| forecaster.risk(c)).collect())
            .collect();
        let found: Vec<Vec<Found>> = domains
            .iter()
            .map(|d| d.iter().map(|c| c.found).collect())
            .collect();
        controls += found.iter().map(|d| count_of(d.len())).sum::<u64>();
        let keys: Vec<Vec<bool>> = domains
            .iter()
            .map(|d| d.iter().map(|c| c.key).collect())
            .collect();
        alone.add(&risks, &opinion(&risks, Correlation::NONE), &found, &keys);
        let found = coupled(&mut dice, &risks, catalogue.priors.correlation);
        together.add(&risks, &opinion(&risks, correlation), &found, &keys);
    }
    let (item_by_item, common_factor) = (alone.compared(), together.compared());
    let all = item_by_item.iter().chain(&common_factor);
    let off: Vec<f64> = all.flat_map(Compared::deviations).map(f64::abs).collect();
    let deviations = u32::try_from(off.len()).unwrap_or(u32::MAX);
    Simulation {
        companies: terms.companies,
        seed: terms.seed,
        controls,
        item_by_item,
        common_factor,
        correlation: believed.correlation,
        deviations,
        largest: off.into_iter().fold(0.0, f64::max),
        limit: normal_quantile(1.0 - 0.5 * BY_CHANCE / f64::from(deviations.max(1))),
    }
}

/// Engagements drawn item by item from `catalogue`, with what a forecast with the priors `believed` states:
/// what [`calibrate`](super::calibrate) reads.
#[must_use]
pub fn engagements(catalogue: &Catalogue, believed: &Priors, terms: Terms) -> Vec<PastEngagement> {
    let mut dice = Dice::new(terms.seed);
    let forecaster = Forecaster::new(catalogue, believed);
    let drawn = (1..=terms.companies).map_while(|i| {
        let domains = company(&mut dice, catalogue)?;
        let controls: Vec<&Audited> = domains.iter().flatten().collect();
        let stated = controls.iter().filter_map(|c| {
            Some(Stated {
                control: c.id.clone(),
                noted: forecaster.of(c)?.p_noted,
            })
        });
        let noted = controls.iter().filter(|c| c.found.noted);
        Some(PastEngagement {
            id: format!("drawn-{i}"),
            stated: stated.collect(),
            noted: noted.map(|c| c.id.clone()).collect(),
            ..PastEngagement::default()
        })
    });
    drawn.collect()
}

/// Who states probabilities, with priors that need not be those of the truth.
struct Forecaster<'c> {
    catalogue: &'c Catalogue,
    believed: &'c Priors,
    judgement: Judgement,
}

impl<'c> Forecaster<'c> {
    fn new(catalogue: &'c Catalogue, believed: &'c Priors) -> Self {
        Self {
            catalogue,
            believed,
            judgement: Judgement::from(believed),
        }
    }

    fn of(&self, control: &Audited) -> Option<ExceptionRisk> {
        let facts = ControlFacts {
            hazard: hazard(self.catalogue, self.believed, &control.area)?,
            ..control.facts
        };
        let trust = self.believed.trust_in_claims;
        Some(exception_risk(&facts, &self.judgement, trust))
    }

    fn risk(&self, control: &Audited) -> Option<ControlRisk> {
        let risk = self.of(control)?;
        ControlRisk::new(risk.p_noted, risk.p_ineffective, control.key)
    }
}

/// What is found when controls go wrong together: see [`simulate`].
fn coupled(dice: &mut Dice, risks: &[Vec<ControlRisk>], rho: f64) -> Vec<Vec<Found>> {
    let z = dice.normal();
    let (pull, own) = (libm::sqrt(rho), libm::sqrt(1.0 - rho));
    let mut one = |risk: &ControlRisk| {
        let u = normal_cdf(own * dice.normal() - pull * z);
        Found {
            noted: u < risk.noted(),
            ineffective: u < risk.ineffective(),
        }
    };
    risks
        .iter()
        .map(|d| d.iter().map(&mut one).collect())
        .collect()
}

/// Everything that a forecast states, summed up over companies.
#[derive(Default)]
struct Tallies {
    events: [Tally; EVENTS.len()],
    companies: u64,
    stated: f64,
    came: f64,
    variance: f64,
}

/// The events that have a probability.
const EVENTS: [Event; 9] = [
    Event::Noted,
    Event::Ineffective,
    Event::DomainAtLeastOne,
    Event::DomainAtLeastThree,
    Event::Clean,
    Event::UnmodifiedWithExceptions,
    Event::Qualified,
    Event::Adverse,
    Event::WithinInterval,
];

impl Tallies {
    fn add(
        &mut self,
        risks: &[Vec<ControlRisk>],
        stated: &OpinionForecast,
        found: &[Vec<Found>],
        keys: &[Vec<bool>],
    ) {
        let outcome = Outcome::of(found, keys);
        let [
            noted,
            ineffective,
            one,
            three,
            clean,
            unmodified,
            qualified,
            adverse,
            within,
        ] = &mut self.events;
        for (risk, found) in risks.iter().flatten().zip(found.iter().flatten()) {
            noted.add(risk.noted(), found.noted);
            ineffective.add(risk.ineffective(), found.ineffective);
        }
        for (domain, count) in stated.domains.iter().zip(&outcome.by_domain) {
            one.add(domain.at_least_1, *count >= 1);
            three.add(domain.at_least_3, *count >= 3);
        }
        let (number, pervasive) = (outcome.noted, outcome.pervasive);
        clean.add(stated.clean, number == 0 && pervasive == 0);
        let exceptions = number > 0 && pervasive == 0;
        unmodified.add(stated.unmodified_with_exceptions, exceptions);
        qualified.add(stated.qualified, (1..3).contains(&pervasive));
        adverse.add(stated.adverse, pervasive >= 3);
        let [low, high] = stated.interval_80;
        let inside: f64 = stated.noted.iter().take(high + 1).skip(low).sum();
        within.add(inside, (low..=high).contains(&number));
        for tally in &mut self.events {
            tally.close();
        }
        let numbers = || (0_u64..).map(count).zip(&stated.noted);
        let mean: f64 = numbers().map(|(k, p)| k * p).sum();
        self.companies += 1;
        self.stated += stated.expected_noted;
        self.came += count(count_of(number));
        self.variance += numbers()
            .map(|(k, p)| (k - mean) * (k - mean) * p)
            .sum::<f64>();
    }

    fn compared(&self) -> Vec<Compared> {
        let events = EVENTS.iter().zip(&self.events);
        let mut all: Vec<Compared> = events
            .map(|(what, tally)| Compared {
                what: *what,
                probability: tally.reliability(),
                number: None,
            })
            .collect();
        let n = count(self.companies.max(1));
        all.push(Compared {
            what: Event::NumberNoted,
            probability: None,
            number: Some(Number {
                cases: self.companies,
                stated: self.stated / n,
                came: self.came / n,
                standard_error: libm::sqrt(self.variance) / n,
                off: in_errors(self.came - self.stated, self.variance, self.variance),
            }),
        });
        all
    }
}

impl Compared {
    /// Every deviation in standard errors: of the whole, of the Brier score, of each class.
    fn deviations(&self) -> Vec<f64> {
        let mut all: Vec<Option<f64>> = self.number.iter().map(|n| n.off).collect();
        if let Some(found) = &self.probability {
            all.extend([found.off, found.brier.off]);
            all.extend(found.classes.iter().map(|c| c.off));
        }
        all.into_iter().flatten().collect()
    }
}

/// What an audit as a whole came to; its rules are written here once more, on purpose.
struct Outcome {
    by_domain: Vec<usize>,
    noted: usize,
    pervasive: usize,
}

impl Outcome {
    fn of(found: &[Vec<Found>], keys: &[Vec<bool>]) -> Self {
        let by_domain: Vec<usize> = found
            .iter()
            .map(|d| d.iter().filter(|f| f.noted).count())
            .collect();
        let pervasive = |(found, keys): &(&Vec<Found>, &Vec<bool>)| {
            let ineffective = found.iter().any(|f| f.ineffective);
            let key = found.iter().zip(*keys).any(|(f, k)| f.ineffective && *k);
            key || (ineffective && found.iter().filter(|f| f.noted).count() >= 3)
        };
        Self {
            noted: by_domain.iter().sum(),
            pervasive: found.iter().zip(keys).filter(pervasive).count(),
            by_domain,
        }
    }
}

fn count_of(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
