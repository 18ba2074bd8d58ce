//! Sizes and limits of samples: what somebody enters as words, worked out and said in sentences.
//!
//! The command line and the page take the same words and say the same. Every input is a text as it was
//! entered, empty where nothing was; all that are no numbers are told at once.

use serde::Serialize;

use crate::error::{Code, Document, Error, Problem, shown};
use crate::stats::{self, LARGEST_LOT, Rate, Refused};

/// A result, and what it means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer<T> {
    /// The numbers.
    pub result: T,
    /// What they mean, with the inputs and the method: two sentences for a workpaper, one a line.
    pub text: String,
}

/// How many items to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SampleSize {
    /// Items.
    pub sample_size: u32,
    /// Deviations among them that the expected rate makes, rounded up: so many may be found.
    pub deviations: u32,
}

/// The highest rate that a sample leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpperLimit {
    /// A fraction, 0 to 1; not rounded.
    pub upper_limit: f64,
}

/// The sample that tells a tolerable rate of deviation from a higher one.
///
/// * `risk`, `tolerable`, `expected`: rates such as `5%`, `0.05` or `1/20`; `expected` may be empty, for 0.
/// * `population`: a count, or empty for a population that is large beside the sample.
///
/// # Errors
///
/// What [`stats::sample_size`] refuses, and every text that is no number: each problem is `at` the name of
/// its argument.
///
/// # Example
///
/// ```
/// use tickmark::calculator::sample_size;
///
/// let answer = sample_size("5%", "10%", "", "").unwrap();
/// assert_eq!((answer.result.sample_size, answer.result.deviations), (29, 0));
/// assert!(answer.text.starts_with("Test 29 items drawn at random."));
/// ```
pub fn sample_size(
    risk: &str,
    tolerable: &str,
    expected: &str,
    population: &str,
) -> Result<Answer<SampleSize>, Error> {
    let mut entered = Entered::default();
    let given = (
        entered.rate("risk", risk),
        entered.rate("tolerable", tolerable),
        entered.rate("expected", if blank(expected) { "0" } else { expected }),
        entered.population(population),
    );
    let (Some(risk), Some(tolerable), Some(expected), Some(population)) = given else {
        return Err(Error::Input(entered.problems));
    };
    let found = stats::sample_size(risk, tolerable, expected, population).map_err(problem)?;
    let (items, allowed) = (found.items, found.marked);
    let draw = match population {
        Some(size) if size == items => format!("Test all {size} items"),
        Some(size) => format!("Test {items} of the {size} items, drawn at random"),
        None => format!("Test {items} items drawn at random"),
    };
    let most = if allowed == 0 { "" } else { "at most " };
    let finding = counted(allowed);
    let (then, whole) = match population.map(|size| (size, tolerable.of_rounded_up(size))) {
        Some((size, marked)) => {
            let open = match marked {
                1 => format!("none of the {size} deviates"),
                more => format!("fewer than {more} of the {size} deviate"),
            };
            let whole = format!("; the tolerable rate makes {marked} of the {size}");
            (
                format!("{open}, a rate below the tolerable {tolerable}"),
                whole,
            )
        }
        None => {
            let then = format!("the rate of deviation is below the tolerable {tolerable}");
            (then, String::new())
        }
    };
    let allowance = if expected.is_zero() {
        "no deviation is allowed for".to_owned()
    } else {
        format!("what it makes of the sample is rounded up to whole deviations{GUIDE}")
    };
    let text = format!(
        "{draw}. If they show {most}{finding}, {then}, at a risk of overreliance of {risk}.\n\
         Method: attribute sampling, {}. Expected rate {expected}: {allowance}{whole}.\n",
        method(population)
    );
    let result = SampleSize {
        sample_size: items,
        deviations: allowed,
    };
    Ok(Answer { result, text })
}

/// The highest rate of deviation that a sample leaves open.
///
/// * `risk`: a rate such as `5%`, `0.05` or `1/20`.
/// * `sample`, `deviations`: counts.
/// * `population`: a count, or empty for a population that is large beside the sample.
///
/// # Errors
///
/// What [`stats::upper_limit`] refuses, and every text that is no number: each problem is `at` the name of
/// its argument.
///
/// # Example
///
/// ```
/// use tickmark::calculator::upper_limit;
///
/// let answer = upper_limit("5%", "25", "0", "").unwrap();
/// assert!((answer.result.upper_limit - 0.1129).abs() < 1e-4);
/// assert!(answer.text.contains("at most 11.3%"));
/// ```
pub fn upper_limit(
    risk: &str,
    sample: &str,
    deviations: &str,
    population: &str,
) -> Result<Answer<UpperLimit>, Error> {
    let mut entered = Entered::default();
    let given = (
        entered.rate("risk", risk),
        entered.count("sample", sample),
        entered.count("deviations", deviations),
        entered.population(population),
    );
    let (Some(risk), Some(sample), Some(deviations), Some(population)) = given else {
        return Err(Error::Input(entered.problems));
    };
    let found = stats::upper_limit(risk, sample, deviations, population).map_err(problem)?;
    let seen = counted(deviations);
    let limit = in_tenths(&found, population);
    let (of, open, kind) = match (population, found.marked) {
        (Some(size), Some(marked)) => (
            format!("{sample} of {size} items"),
            format!("at most {marked} of the {size} deviate, a rate of at most {limit}"),
            "Exact one-sided limit in whole items",
        ),
        _ => (
            format!("{sample} items"),
            format!("the rate of deviation in the population is at most {limit}"),
            "One-sided Clopper–Pearson limit",
        ),
    };
    let zero = if deviations == 0 {
        " (zero-deviation upper limit)"
    } else {
        ""
    };
    let text = format!(
        "In a random sample of {of} with {seen}, {open}{zero}, at a risk of overreliance of {risk}.\n\
         Method: attribute sampling, {}. {kind}, rounded up to a tenth of a percent{GUIDE}.\n",
        method(population)
    );
    let result = UpperLimit {
        upper_limit: found.rate,
    };
    Ok(Answer { result, text })
}

/// Where the roundings come from.
const GUIDE: &str = ", as in the tables of the Audit Sampling guide";

fn method(population: Option<u32>) -> String {
    match population {
        Some(size) => format!("exact hypergeometric (finite population of {size})"),
        None => "exact binomial (population large beside the sample)".to_owned(),
    }
}

fn counted(deviations: u32) -> String {
    match deviations {
        0 => "no deviation".to_owned(),
        1 => "1 deviation".to_owned(),
        more => format!("{more} deviations"),
    }
}

/// The limit in percent, rounded up to a tenth; from whole items where there are any.
fn in_tenths(found: &stats::UpperLimit, population: Option<u32>) -> String {
    let tenths = match (found.marked, population) {
        (Some(marked), Some(size)) => (u64::from(marked) * 1000).div_ceil(size.into()),
        _ => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within 0 and 1000"
            )]
            // A limit that is a tenth but for its last digits is not the next one.
            let tenths = libm::ceil(found.rate * 1000.0 - 1e-9) as u64;
            tenths
        }
    };
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Reads what was entered, and keeps what is wrong with it.
#[derive(Default)]
struct Entered {
    problems: Vec<Problem>,
}

impl Entered {
    fn rate(&mut self, argument: &'static str, text: &str) -> Option<Rate> {
        let read = text.parse().ok();
        self.kept(
            argument,
            text,
            read,
            "a percentage, a decimal or a fraction, such as 5%, 0.05 or 1/20",
        )
    }

    fn count(&mut self, argument: &'static str, text: &str) -> Option<u32> {
        let read = stats::whole(text).and_then(|count| u32::try_from(count).ok());
        self.kept(
            argument,
            text,
            read,
            &format!("a whole number up to {LARGEST_LOT}"),
        )
    }

    /// The population, if one is entered; nothing at all if what is entered is none.
    fn population(&mut self, text: &str) -> Option<Option<u32>> {
        if blank(text) {
            return Some(None);
        }
        self.count("population", text).map(Some)
    }

    fn kept<T>(
        &mut self,
        argument: &'static str,
        text: &str,
        read: Option<T>,
        allowed: &str,
    ) -> Option<T> {
        if read.is_none() {
            let found = if blank(text) {
                "nothing".to_owned()
            } else {
                shown(text.trim())
            };
            self.problems
                .push(refused(Refused::new(argument, &found, &allowed)));
        }
        read
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn problem(why: Refused) -> Error {
    refused(why).into()
}

fn refused(why: Refused) -> Problem {
    let at = format!("/{}", why.argument);
    Problem::new(Document::Calculation, at, Code::OutOfRange, why.message)
}
