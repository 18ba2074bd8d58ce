//! Documents of worked cases: the inputs are read, the results worked out anew.
//!
//! For checking this crate against another, and by hand. A document is
//! `{ kind, about, cases }`; every case has inputs, and may have results, which
//! are ignored. `tests/published/` has two.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Code, Document, Error, Problem};
use crate::stats::Beta;

use super::domain::{ControlRisk, Correlation};
use super::opinion::{OpinionForecast, opinion};
use super::sample::{Decided, MAX_SAMPLE, SampleForecast, Undecided, predictive};
use crate::input::control::Kind;
use crate::input::read::typed;

mod problems;

use problems::{outside, problem, unknown_name};

/// The largest population of a case, in occurrences.
pub const MAX_POPULATION: i64 = 10_000_000;
/// The most undecided groups in a case.
pub const MAX_GROUPS: usize = 6;
/// The most controls in a case, over all its domains.
pub const MAX_CONTROLS: usize = 500;
/// How many entries of a distribution a case shows.
const SHOWN: usize = 6;

/// A document of cases with their results; written as JSON in the shape it was read in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cases {
    /// Deviations in a sample drawn without replacement.
    Predictive(CaseList<PredictiveCase>),
    /// The opinion under one common factor.
    Opinion(CaseList<OpinionCase>),
}

/// The frame of a document of cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseList<C> {
    /// What the cases are: `predictive` or `opinion`.
    pub kind: String,
    /// Where they come from: a sentence.
    #[serde(default)]
    pub about: String,
    /// The cases.
    pub cases: Vec<C>,
}

/// One sample, with what is found in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PredictiveCase {
    /// How the control's occurrences come about.
    pub kind: Kind,
    /// The decided occurrences.
    pub known: Known,
    /// The undecided ones, by group.
    pub unknown: Vec<Group>,
    /// Occurrences drawn.
    pub sample: i64,
    /// Occurrences in all.
    pub population: i64,
    /// Probability of at least one deviation.
    pub p_noted: f64,
    /// Deviations from which the control is ineffective.
    pub ineffective_from: u32,
    /// Probability of that many.
    pub p_ineffective: f64,
    /// Mean number of deviations.
    pub mean_deviations: f64,
    /// Probabilities of 0 to 5 deviations, as far as the sample goes.
    pub pmf: Vec<f64>,
}

/// Decided occurrences in a case.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// How many.
    pub tested: i64,
    /// How many of them are deviations.
    pub deviations: i64,
}

/// Undecided occurrences in a case: their rate follows a beta distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// How many.
    pub count: i64,
    /// The first parameter; positive.
    pub alpha: f64,
    /// The second parameter; positive.
    pub beta: f64,
}

/// A set of controls in domains, with the opinion to expect.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpinionCase {
    /// The correlation.
    pub rho: f64,
    /// The controls of each domain.
    pub domains: Vec<Vec<Risk>>,
    /// Probability that nothing is noted.
    pub clean: f64,
    /// Probability of exceptions in a report without qualification.
    pub unmodified_with_exceptions: f64,
    /// Probability of one or two pervasive domains.
    pub qualified: f64,
    /// Probability of three or more.
    pub adverse: f64,
    /// Probability of one control noted or more, by domain.
    pub domain_at_least_1: Vec<f64>,
    /// Probability of three controls noted or more, by domain.
    pub domain_at_least_3: Vec<f64>,
    /// Probability of being pervasive, by domain.
    pub domain_pervasive: Vec<f64>,
}

/// The risk of one control in a case.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Probability that an exception is noted.
    pub noted: f64,
    /// Probability that the control is ineffective.
    pub ineffective: f64,
    /// Whether it is an opinion-key control.
    pub key: bool,
}

/// The inputs of a [`PredictiveCase`]; its results are read over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PredictiveInput {
    kind: String,
    known: Known,
    unknown: Vec<Group>,
    sample: i64,
    population: i64,
    #[serde(default, rename = "pNoted")]
    _p_noted: IgnoredAny,
    #[serde(default, rename = "ineffectiveFrom")]
    _ineffective_from: IgnoredAny,
    #[serde(default, rename = "pIneffective")]
    _p_ineffective: IgnoredAny,
    #[serde(default, rename = "meanDeviations")]
    _mean_deviations: IgnoredAny,
    #[serde(default, rename = "pmf")]
    _pmf: IgnoredAny,
}

/// The inputs of an [`OpinionCase`]; its results are read over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpinionInput {
    rho: f64,
    domains: Vec<Vec<Risk>>,
    #[serde(default, rename = "clean")]
    _clean: IgnoredAny,
    #[serde(default, rename = "unmodifiedWithExceptions")]
    _unmodified_with_exceptions: IgnoredAny,
    #[serde(default, rename = "qualified")]
    _qualified: IgnoredAny,
    #[serde(default, rename = "adverse")]
    _adverse: IgnoredAny,
    #[serde(default, rename = "domainAtLeast1")]
    _at_least_1: IgnoredAny,
    #[serde(default, rename = "domainAtLeast3")]
    _at_least_3: IgnoredAny,
    #[serde(default, rename = "domainPervasive")]
    _pervasive: IgnoredAny,
}

/// Works out every case of a document anew.
///
/// # Errors
///
/// [`Error::Input`] with every case that cannot be: a kind that does not exist,
/// a number outside its range, more deviations than tested, a population that is
/// not the sum of its groups, ineffective more likely than noted. A
/// document of the wrong shape has one problem, the first.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tickmark::risk::cases::{Cases, compute};
///
/// let document = json!({ "kind": "predictive", "about": "Leavers.", "cases": [
///     { "kind": "occurrence", "known": { "tested": 25, "deviations": 1 },
///       "unknown": [], "sample": 5, "population": 25 },
/// ]});
/// let Ok(Cases::Predictive(list)) = compute(&document) else { unreachable!() };
/// assert!((list.cases[0].p_noted - 0.2).abs() < 1e-15);
/// ```
pub fn compute(document: &Value) -> Result<Cases, Error> {
    /// The kinds of document, for the message and the suggestion.
    const KINDS: [&str; 2] = ["predictive", "opinion"];
    match document.get("kind").and_then(Value::as_str) {
        Some("predictive") => list(document, predictive_case).map(Cases::Predictive),
        Some("opinion") => list(document, opinion_case).map(Cases::Opinion),
        Some(other) => Err(unknown_name("/kind", other, "kind of cases", &KINDS).into()),
        None => {
            let message = "`kind` is missing or not text; cases are predictive or opinion";
            Err(problem("", Code::WrongShape, message).into())
        }
    }
}

/// Reads the list and turns each case; all problems together.
fn list<I: DeserializeOwned, C>(
    document: &Value,
    case: impl Fn(&str, I) -> Result<C, Vec<Problem>>,
) -> Result<CaseList<C>, Error> {
    let list: CaseList<I> = typed(document.clone(), Document::Cases)?;
    let mut cases = Vec::with_capacity(list.cases.len());
    let mut problems = Vec::new();
    for (i, input) in list.cases.into_iter().enumerate() {
        match case(&format!("/cases/{i}"), input) {
            Ok(case) => cases.push(case),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(CaseList {
            kind: list.kind,
            about: list.about,
            cases,
        })
    } else {
        Err(Error::Input(problems))
    }
}

fn predictive_case(at: &str, input: PredictiveInput) -> Result<PredictiveCase, Vec<Problem>> {
    let mut problems = Vec::new();
    let kind = Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.as_str() == input.kind);
    if kind.is_none() {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
        problems.push(unknown_name(
            &format!("{at}/kind"),
            &input.kind,
            "kind of control",
            &kinds,
        ));
    }
    let mut check = |field: &str, value: i64, most: i64| -> u32 {
        match u32::try_from(value) {
            Ok(count) if value <= most => count,
            _ => {
                problems.push(outside(at, field, value, &format!("0 to {most}")));
                0
            }
        }
    };
    let tested = check("known/tested", input.known.tested, MAX_POPULATION);
    let deviations = check(
        "known/deviations",
        input.known.deviations,
        i64::from(tested),
    );
    let known = Decided::new(tested, deviations);
    let population = check("population", input.population, MAX_POPULATION);
    let largest = i64::from(population.min(MAX_SAMPLE));
    let sample = check("sample", input.sample, largest);

    let mut undecided = Vec::new();
    let mut sum = i64::from(tested);
    for (i, group) in input.unknown.iter().enumerate() {
        let count = check(&format!("unknown/{i}/count"), group.count, MAX_POPULATION);
        sum += i64::from(count);
        undecided.extend(Beta::new(group.alpha, group.beta).map(|rate| Undecided { count, rate }));
    }
    for (i, group) in input.unknown.iter().enumerate() {
        for (name, value) in [("alpha", group.alpha), ("beta", group.beta)] {
            if Beta::new(value, 1.0).is_none() {
                let allowed = "1e-300 to 1e12";
                problems.push(outside(at, &format!("unknown/{i}/{name}"), value, allowed));
            }
        }
    }
    if input.unknown.len() > MAX_GROUPS {
        let allowed = format!("at most {MAX_GROUPS} groups");
        problems.push(outside(at, "unknown", input.unknown.len(), &allowed));
    }
    if problems.is_empty() && sum != i64::from(population) {
        let allowed = format!("tested and counts add up to {sum}");
        problems.push(outside(at, "population", population, &allowed));
    }
    let (true, Some(kind), Some(known)) = (problems.is_empty(), kind, known) else {
        return Err(problems);
    };
    let found = predictive(kind, known, &undecided, sample);
    Ok(PredictiveCase::new(kind, input, found))
}

impl PredictiveCase {
    fn new(kind: Kind, input: PredictiveInput, found: SampleForecast) -> Self {
        let SampleForecast {
            p_noted,
            ineffective_from,
            p_ineffective,
            mean_deviations,
            mut pmf,
        } = found;
        pmf.truncate(SHOWN);
        Self {
            kind,
            known: input.known,
            unknown: input.unknown,
            sample: input.sample,
            population: input.population,
            p_noted,
            ineffective_from,
            p_ineffective,
            mean_deviations,
            pmf,
        }
    }
}

fn opinion_case(at: &str, input: OpinionInput) -> Result<OpinionCase, Vec<Problem>> {
    let mut problems = Vec::new();
    let rho = Correlation::new(input.rho);
    if rho.is_none() {
        problems.push(outside(at, "rho", input.rho, "0 to 0.95"));
    }
    let controls: usize = input.domains.iter().map(Vec::len).sum();
    if controls > MAX_CONTROLS {
        let allowed = format!("at most {MAX_CONTROLS} controls");
        problems.push(outside(at, "domains", controls, &allowed));
    }
    let mut domains = Vec::with_capacity(input.domains.len());
    for (d, domain) in input.domains.iter().enumerate() {
        let mut risks = Vec::with_capacity(domain.len());
        for (c, risk) in domain.iter().enumerate() {
            match ControlRisk::new(risk.noted, risk.ineffective, risk.key) {
                Some(risk) => risks.push(risk),
                None if !(0.0..=1.0).contains(&risk.noted) => {
                    let field = format!("domains/{d}/{c}/noted");
                    problems.push(outside(at, &field, risk.noted, "0 to 1"));
                }
                None => {
                    let field = format!("domains/{d}/{c}/ineffective");
                    let allowed = format!("0 to the noted {}", risk.noted);
                    problems.push(outside(at, &field, risk.ineffective, &allowed));
                }
            }
        }
        domains.push(risks);
    }
    let (true, Some(rho)) = (problems.is_empty(), rho) else {
        return Err(problems);
    };
    Ok(OpinionCase::new(input, &opinion(&domains, rho)))
}

impl OpinionCase {
    fn new(input: OpinionInput, found: &OpinionForecast) -> Self {
        Self {
            rho: input.rho,
            domains: input.domains,
            clean: found.clean,
            unmodified_with_exceptions: found.unmodified_with_exceptions,
            qualified: found.qualified,
            adverse: found.adverse,
            domain_at_least_1: found.domains.iter().map(|d| d.at_least_1).collect(),
            domain_at_least_3: found.domains.iter().map(|d| d.at_least_3).collect(),
            domain_pervasive: found.domains.iter().map(|d| d.pervasive).collect(),
        }
    }
}
