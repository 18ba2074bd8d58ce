//! Attribute sampling: how many items to draw, and what marked items among them say of the rate.
//!
//! Two conventions are in use and both are here; which one applies follows from whether a population is
//! named.
//!
//! | | population not named | population of `N` named |
//! |---|---|---|
//! | method | exact binomial, as in tables A-1 to A-4 of the AICPA guide *Audit Sampling* | exact hypergeometric |
//! | what is refuted | the tolerable rate | `⌈N · tolerable⌉` marked items |
//! | allowed in the sample | `⌈n · expected⌉` | `⌈n · expected⌉` |
//! | upper limit | the rate at which so few marked items have the probability `risk` (Clopper–Pearson) | the most marked items at which they still have a higher one |
//!
//! Rates are exact fractions, and whether a probability lies above the risk is decided with as many
//! digits as it takes, so every count is the one that exact arithmetic gives. Published software and one
//! or the other printed table differ by an item where `n · expected` is whole and floating point, which
//! makes 14.000000000000002 of 200 · 0.07, rounds it up to the next.

use std::fmt;

use super::beta::Beta;
use super::lot::Lot;
use super::rate::Rate;

/// The largest population, and the largest sample, in items.
pub const LARGEST_LOT: u32 = 10_000_000;

/// A sample to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleSize {
    /// Items to draw.
    pub items: u32,
    /// Marked items among them up to which the tolerable rate is refuted.
    pub marked: u32,
}

/// What a sample says at most of the rate in what it was drawn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UpperLimit {
    /// The rate, between 0 and 1.
    pub rate: f64,
    /// The marked items that this is, in a finite population.
    pub marked: Option<u32>,
}

/// An input that cannot be: which, what was found, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The argument's name.
    pub argument: &'static str,
    /// What was found and what is allowed: lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.argument, self.message)
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// The refusal of an argument in one grammar; written once, for it is in the browser's module.
    pub(crate) fn new(
        argument: &'static str,
        found: &dyn fmt::Display,
        allowed: &dyn fmt::Display,
    ) -> Self {
        Self {
            argument,
            message: format!("found {found}; allowed: {allowed}"),
        }
    }
}

/// The smallest sample that refutes the tolerable rate at this risk, if no more marked items are found
/// than were expected.
///
/// The smallest `n` with `P(K ≤ k) ≤ risk`, where `k = ⌈n · expected⌉` and `K` counts the marked items
/// among `n` drawn at the tolerable rate. A larger sample may allow one more marked item and so refute
/// less: sizes are to be taken as they are, or worked out again.
///
/// * `risk`: of finding so few at the tolerable rate or above; between 0 and 1.
/// * `tolerable`: the rate to be refuted; between 0 and 1.
/// * `expected`: the rate believed to hold; below `tolerable`, mostly 0.
/// * `population`: items to draw from, without replacement, 1 to [`LARGEST_LOT`]; `None` for as many as
///   one likes.
///
/// # Errors
///
/// [`Refused`] for an argument outside its range; for an expected rate that, in whole items, is not below
/// the tolerable one; and where more than [`LARGEST_LOT`] items would be needed.
///
/// # Example
///
/// ```
/// use tickmark::stats::{Rate, sample_size};
///
/// let rate = |text: &str| text.parse::<Rate>().unwrap();
/// let endless = sample_size(rate("5%"), rate("10%"), rate("1%"), None)?;
/// assert_eq!((endless.items, endless.marked), (46, 1));
/// let weeks = sample_size(rate("10%"), rate("10%"), Rate::ZERO, Some(52))?;
/// assert_eq!((weeks.items, weeks.marked), (16, 0));
/// assert!(sample_size(rate("5%"), rate("1%"), rate("1%"), None).is_err());
/// # Ok::<(), tickmark::stats::Refused>(())
/// ```
///
/// # Source
///
/// AICPA, *Audit Sampling* (2017), appendix A; Stewart (2012), *Technical Notes on the AICPA Audit Guide
/// Audit Sampling*.
pub fn sample_size(
    risk: Rate,
    tolerable: Rate,
    expected: Rate,
    population: Option<u32>,
) -> Result<SampleSize, Refused> {
    check_risk(risk)?;
    if !tolerable.is_proper() {
        return Err(Refused::new(
            "tolerable",
            &tolerable,
            &"above 0% and below 100%",
        ));
    }
    if !expected.is_below(tolerable) {
        return Err(Refused::new(
            "expected",
            &expected,
            &format_args!("0% or more, and below the tolerable {tolerable}"),
        ));
    }
    check_population(population)?;
    let lot = match population {
        None => Lot::Endless(tolerable),
        Some(size) => Lot::Finite {
            size,
            marked: tolerable.of_rounded_up(size),
        },
    };
    let most = population.unwrap_or(LARGEST_LOT);
    let found = smallest(expected, most, |n, k| lot.refutes(n, k, risk));
    found.ok_or_else(|| match population {
        Some(size) => Refused::new(
            "expected",
            &format_args!(
                "{expected}, which is {} of the {size} items when rounded up, and no sample separates \
                 that from the {} of the tolerable {tolerable}",
                expected.of_rounded_up(size),
                tolerable.of_rounded_up(size),
            ),
            &"a lower rate, such as 0%",
        ),
        None => {
            let (argument, found) = match expected.is_zero() {
                true => ("tolerable", tolerable),
                false => ("expected", expected),
            };
            Refused::new(
                argument,
                &format_args!("{found}, for which more than {LARGEST_LOT} items would be needed"),
                &"a tolerable rate further above the expected one",
            )
        }
    })
}

/// The highest rate that a sample leaves open at this risk.
///
/// Without a population: the rate at which `deviations` or fewer among `sample` have exactly the
/// probability `risk`, which is the quantile `1 − risk` of `Beta(deviations + 1, sample − deviations)`.
/// With one: the most marked items in it at which so few still have a probability above `risk`. One more
/// is refuted; so a sample of the size that [`sample_size`] gives keeps the limit below the tolerable rate.
///
/// * `risk`: that the rate lies above the limit; between 0 and 1.
/// * `sample`: items drawn, 1 to [`LARGEST_LOT`].
/// * `deviations`: marked items among them.
/// * `population`: items drawn from, without replacement, the sample included; `None` for as many as one
///   likes.
/// * returns: a rate to within a relative error of 1e-10; exact in a population.
///
/// # Errors
///
/// [`Refused`] for an argument outside its range.
///
/// # Example
///
/// ```
/// use tickmark::stats::upper_limit;
///
/// let limit = upper_limit("5%".parse().unwrap(), 25, 0, None)?;
/// assert!((limit.rate - 0.1129).abs() < 1e-4);
/// let limit = upper_limit("5%".parse().unwrap(), 25, 0, Some(52))?;
/// assert_eq!(limit.marked, Some(4));
/// # Ok::<(), tickmark::stats::Refused>(())
/// ```
///
/// # Source
///
/// Clopper & Pearson (1934), *Biometrika* 26(4), 404–413; AICPA, *Audit Sampling* (2017), tables A-3 and
/// A-4, which print it rounded up to a tenth of a percent.
pub fn upper_limit(
    risk: Rate,
    sample: u32,
    deviations: u32,
    population: Option<u32>,
) -> Result<UpperLimit, Refused> {
    check_risk(risk)?;
    check_population(population)?;
    let most = population.unwrap_or(LARGEST_LOT);
    if sample == 0 || sample > most {
        let allowed = match population {
            Some(size) => format!("1 to the {size} of the population"),
            None => format!("1 to {LARGEST_LOT}"),
        };
        return Err(Refused::new(
            "sample",
            &format_args!("{sample} items"),
            &allowed,
        ));
    }
    if deviations > sample {
        return Err(Refused::new(
            "deviations",
            &deviations,
            &format_args!("0 to the {sample} items of the sample"),
        ));
    }
    let Some(size) = population else {
        let (found, clean) = (f64::from(deviations), f64::from(sample - deviations));
        // Without a clean item there is no such distribution, and every rate stays open.
        let rate = Beta::new(found + 1.0, clean).map_or(1.0, |b| b.upper_quantile(risk.value()));
        return Ok(UpperLimit { rate, marked: None });
    };
    // So few are certain where no more items are marked than were found.
    let (mut open, mut most) = (deviations, size - (sample - deviations));
    while open < most {
        let marked = most - (most - open) / 2;
        if (Lot::Finite { size, marked }).refutes(sample, deviations, risk) {
            most = marked - 1;
        } else {
            open = marked;
        }
    }
    Ok(UpperLimit {
        rate: f64::from(open) / f64::from(size),
        marked: Some(open),
    })
}

fn check_risk(risk: Rate) -> Result<(), Refused> {
    if risk.is_proper() {
        return Ok(());
    }
    Err(Refused::new(
        "risk",
        &risk,
        &"above 0% and below 100%, mostly 5% or 10%",
    ))
}

fn check_population(population: Option<u32>) -> Result<(), Refused> {
    match population {
        Some(size) if !(1..=LARGEST_LOT).contains(&size) => Err(Refused::new(
            "population",
            &format_args!("{size} items"),
            &format_args!("1 to {LARGEST_LOT}"),
        )),
        _ => Ok(()),
    }
}

/// The smallest `n` up to `most` with which `refutes(n, ⌈n · expected⌉)`.
///
/// `refutes` holds the more easily the larger `n` and the smaller `k`. So a span of counts `k … k + w` is
/// out of the question as a whole if the largest `n` of the span does not refute with the smallest `k`; it
/// is passed over in one step, and steps grow as long as that succeeds.
fn smallest(expected: Rate, most: u32, refutes: impl Fn(u32, u32) -> bool) -> Option<SampleSize> {
    let largest = |k: u32| expected.largest_with(k).min(most);
    let last = expected.of_rounded_up(most);
    let (mut k, mut width) = (last.min(1), 0_u32);
    while k <= last {
        let end = (k + width).min(last);
        if !refutes(largest(end), k) {
            k = end + 1;
            width = width * 2 + 1;
        } else if width > 0 {
            width /= 2;
        } else {
            let (mut low, mut high) = (k.checked_sub(1).map_or(0, largest) + 1, largest(k));
            while low < high {
                let n = low + (high - low) / 2;
                if refutes(n, k) {
                    high = n;
                } else {
                    low = n + 1;
                }
            }
            return Some(SampleSize {
                items: low,
                marked: k,
            });
        }
    }
    None
}
