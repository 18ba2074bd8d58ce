//! How stated probabilities compare with what came out: reliability table, Brier score, log score.

use serde::Serialize;

use crate::stats::{normal_quantile, probability};

/// Where the classes of stated probability begin; each ends where the next one begins, the last with 1. Finer
/// below, where most chances lie.
pub const CLASSES: [f64; 10] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 0.95];

/// The limits of a share enclose the true one with this probability.
pub const CONFIDENCE: f64 = 0.95;

/// Probabilities nearer to 0 or 1 count as this in the log score, which one certain error would make infinite.
pub const LOG_FLOOR: f64 = 1e-6;

/// A deviation is given in standard errors only where the variance of the number that comes out is at least
/// this: below, the number is too skewed to be told that way.
pub const ENOUGH_VARIANCE: f64 = 3.0;

/// Stated probabilities, each with whether it came true, summed up as they come.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    classes: [Sums; CLASSES.len()],
    /// Σ (p − y)², Σ of the log score, Σ of what was to be expected of each, Σ of the variance of the first.
    square: f64,
    log: f64,
    expected_square: f64,
    expected_log: f64,
    variance_of_square: f64,
    /// y − p, and (p − y)² − p(1 − p): what is off, by groups.
    off: Grouped,
    off_square: Grouped,
}

/// A sum whose terms depend on each other within groups and not between them.
#[derive(Clone, Copy, Debug, Default)]
struct Grouped {
    /// The sum since the last group ended.
    open: f64,
    /// Σ of the squares of such sums: the variance of the whole, if its mean is 0.
    squares: f64,
}

impl Grouped {
    fn close(&mut self) {
        self.squares += self.open * self.open;
        self.open = 0.0;
    }
}

/// One class of stated probabilities.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    cases: u64,
    stated: f64,
    came: u64,
    variance: f64,
    off: Grouped,
}

impl Tally {
    /// Adds a probability that was stated, and whether it came true.
    ///
    /// * `stated`: clamped to `[0, 1]`.
    pub fn add(&mut self, stated: f64, came: bool) {
        let p = probability(stated);
        let y = f64::from(u8::from(came));
        let class = CLASSES.iter().rposition(|from| *from <= p).unwrap_or(0);
        if let Some(sums) = self.classes.get_mut(class) {
            sums.cases += 1;
            sums.stated += p;
            sums.came += u64::from(came);
            sums.variance += p * (1.0 - p);
            sums.off.open += y - p;
        }
        let off = 1.0 - 2.0 * p;
        self.square += (p - y) * (p - y);
        self.expected_square += p * (1.0 - p);
        self.variance_of_square += p * (1.0 - p) * off * off;
        let q = p.clamp(LOG_FLOOR, 1.0 - LOG_FLOOR);
        let (if_so, if_not) = (-libm::log(q), -libm::log1p(-q));
        self.log += if came { if_so } else { if_not };
        self.expected_log += p * if_so + (1.0 - p) * if_not;
        self.off.open += y - p;
        self.off_square.open += (p - y) * (p - y) - p * (1.0 - p);
    }

    /// Ends a group of cases that may depend on each other, such as the domains of one company.
    pub fn close(&mut self) {
        self.off.close();
        self.off_square.close();
        for class in &mut self.classes {
            class.off.close();
        }
    }

    /// What was added, summed up; `None` if nothing was.
    #[must_use]
    pub fn reliability(&self) -> Option<Reliability> {
        let all = self.classes.iter().fold(Sums::default(), |a, b| Sums {
            cases: a.cases + b.cases,
            stated: a.stated + b.stated,
            came: a.came + b.came,
            variance: a.variance + b.variance,
            off: self.off,
        });
        if all.cases == 0 {
            return None;
        }
        let n = count(all.cases);
        let came = count(all.came) / n;
        let classes: Vec<Class> = CLASSES
            .iter()
            .zip(CLASSES.iter().skip(1).chain(&[1.0]))
            .zip(&self.classes)
            .filter(|(_, sums)| sums.cases > 0)
            .map(|((from, to), sums)| Class::of(*from, *to, *sums))
            .collect();
        let (mut reliability, mut resolution, mut by_chance) = (0.0, 0.0, 0.0);
        for class in &classes {
            let (weight, off, apart) = (
                count(class.cases) / n,
                class.stated - class.came,
                class.came - came,
            );
            reliability += weight * off * off;
            resolution += weight * apart * apart;
            by_chance += class.stated * (1.0 - class.stated) / n;
        }
        let uncertainty = came * (1.0 - came);
        let brier = self.square / n;
        let variance = all.variance.max(all.off.squares);
        let variance_of_square = self.variance_of_square.max(self.off_square.squares);
        Some(Reliability {
            cases: all.cases,
            stated: all.stated / n,
            came,
            standard_error: libm::sqrt(variance) / n,
            off: in_errors(count(all.came) - all.stated, variance, all.variance),
            brier: Brier {
                score: brier,
                expected: self.expected_square / n,
                standard_error: libm::sqrt(variance_of_square) / n,
                off: in_errors(
                    self.square - self.expected_square,
                    variance_of_square,
                    all.variance,
                ),
                reliability,
                reliability_by_chance: by_chance,
                resolution,
                uncertainty,
                within_classes: brier - (reliability - resolution + uncertainty),
            },
            log_score: self.log / n,
            log_score_expected: self.expected_log / n,
            classes,
        })
    }
}

/// A stated probability against what came out, over many cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reliability {
    /// How many.
    pub cases: u64,
    /// The mean of what was stated.
    pub stated: f64,
    /// The share that came true.
    pub came: f64,
    /// Standard error of that share if what was stated is right; that of whole groups where it is larger.
    pub standard_error: f64,
    /// How far the share is off, in standard errors; absent below [`ENOUGH_VARIANCE`].
    pub off: Option<f64>,
    /// The Brier score and its parts.
    pub brier: Brier,
    /// Mean of −ln of the probability that was stated of what came: 0 is best.
    pub log_score: f64,
    /// What that is on average if what was stated is right.
    pub log_score_expected: f64,
    /// The reliability table: classes of stated probability with at least one case.
    pub classes: Vec<Class>,
}

/// The Brier score: the mean of `(p − y)²`, 0 is best.
///
/// `score = reliability − resolution + uncertainty + within_classes`; the last is what putting nearby
/// probabilities into one class leaves over.
///
/// # Source
///
/// Murphy (1973), "A new vector partition of the probability score", *J. Applied Meteorology* 12, 595–600; the
/// expected value and its error: Spiegelhalter (1986), *Statistics in Medicine* 5, 421–433.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Brier {
    /// The score.
    pub score: f64,
    /// What it is on average if what was stated is right: `Σ p(1 − p) / n`.
    pub expected: f64,
    /// Standard error of the score if what was stated is right; that of whole groups where it is larger.
    pub standard_error: f64,
    /// How far the score is off, in standard errors; absent where there is too little to tell.
    pub off: Option<f64>,
    /// How far what was stated is from what came out, class by class, squared; 0 is best.
    pub reliability: f64,
    /// What chance alone puts there on average.
    pub reliability_by_chance: f64,
    /// How far what came out in the classes is from the share over all; more is better.
    pub resolution: f64,
    /// The score of stating the share over all each time.
    pub uncertainty: f64,
    /// The rest.
    pub within_classes: f64,
}

/// A row of a reliability table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Class {
    /// Probabilities from here …
    pub from: f64,
    /// … up to here.
    pub to: f64,
    /// How many were stated.
    pub cases: u64,
    /// Their mean.
    pub stated: f64,
    /// The share that came true.
    pub came: f64,
    /// The limits of that share ([`wilson`]) …
    pub low: f64,
    /// … with [`CONFIDENCE`].
    pub high: f64,
    /// How far it is off, in standard errors; absent below [`ENOUGH_VARIANCE`].
    pub off: Option<f64>,
}

impl Class {
    fn of(from: f64, to: f64, sums: Sums) -> Self {
        let n = count(sums.cases);
        let [low, high] = wilson(sums.came, sums.cases);
        Self {
            from,
            to,
            cases: sums.cases,
            stated: sums.stated / n,
            came: count(sums.came) / n,
            low,
            high,
            off: in_errors(
                count(sums.came) - sums.stated,
                sums.variance.max(sums.off.squares),
                sums.variance,
            ),
        }
    }
}

/// Limits of a share of which `came` of `cases` were seen, with [`CONFIDENCE`]; `[0, 1]` of no cases.
///
/// Cases are taken as independent; where they come together the limits are wider in truth.
///
/// # Example
///
/// ```
/// use tickmark::calibration::reliability::wilson;
///
/// let [low, high] = wilson(0, 10);
/// assert!(low < 1e-15 && (high - 0.277_53).abs() < 1e-5);
/// ```
///
/// # Source
///
/// Wilson (1927), *J. American Statistical Association* 22, 209–212.
#[must_use]
pub fn wilson(came: u64, cases: u64) -> [f64; 2] {
    if cases == 0 {
        return [0.0, 1.0];
    }
    let (n, p) = (count(cases), count(came.min(cases)) / count(cases));
    let z = normal_quantile(0.5 + 0.5 * CONFIDENCE);
    let shrink = 1.0 + z * z / n;
    let middle = (p + 0.5 * z * z / n) / shrink;
    let half = z / shrink * libm::sqrt(p * (1.0 - p) / n + 0.25 * z * z / (n * n));
    [probability(middle - half), probability(middle + half)]
}

/// A deviation of a sum in standard errors; `None` where there was too little chance in it.
///
/// * `own`: the variance of the number that comes out, cases being independent.
pub(super) fn in_errors(deviation: f64, variance: f64, own: f64) -> Option<f64> {
    (own >= ENOUGH_VARIANCE && variance > 0.0).then(|| deviation / libm::sqrt(variance))
}

/// A count as a number to reckon with: exact up to 2⁵³.
pub(super) fn count(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_make_the_score() {
        let mut tally = Tally::default();
        for i in 0..200_u32 {
            let p = f64::from(i) / 200.0;
            tally.add(p, i % 3 == 0);
        }
        let found = tally.reliability().unwrap();
        let brier = &found.brier;
        let parts = brier.reliability - brier.resolution + brier.uncertainty + brier.within_classes;
        assert!((brier.score - parts).abs() < 1e-15);
        assert_eq!(found.classes.len(), CLASSES.len());
        assert_eq!(found.classes.iter().map(|c| c.cases).sum::<u64>(), 200);
    }

    #[test]
    fn two_coins_by_hand() {
        let mut tally = Tally::default();
        for (p, came) in [(0.5, true), (0.5, false), (0.25, false), (0.25, true)] {
            tally.add(p, came);
        }
        let found = tally.reliability().unwrap();
        // (¼ + ¼ + 1/16 + 9/16) / 4; each class: a half came.
        assert!((found.brier.score - 9.0 / 32.0).abs() < 1e-15);
        assert!((found.brier.reliability - 0.5 * 0.25 * 0.25).abs() < 1e-15);
        assert!(found.brier.resolution.abs() < 1e-15);
        assert!((found.brier.expected - (0.5 + 0.375) / 4.0).abs() < 1e-15);
        let ln = libm::log(2.0) * 2.0 - libm::log(0.75) - libm::log(0.25);
        assert!((found.log_score - ln / 4.0).abs() < 1e-15);
        assert!(found.off.is_none(), "four cases tell nothing");
        assert!(Tally::default().reliability().is_none());
    }

    #[test]
    fn groups_that_come_together_have_a_larger_error() {
        let (mut alone, mut together) = (Tally::default(), Tally::default());
        for i in 0..100 {
            for _ in 0..10 {
                alone.add(0.5, i % 2 == 0);
                alone.close();
                together.add(0.5, i % 2 == 0);
            }
            together.close();
        }
        let error = |tally: &Tally| tally.reliability().unwrap().standard_error;
        let ratio = error(&together) / error(&alone);
        assert!((ratio - libm::sqrt(10.0)).abs() < 1e-12);
    }

    #[test]
    fn a_certain_error_stays_finite() {
        let mut tally = Tally::default();
        tally.add(0.0, true);
        tally.add(1.0, false);
        let found = tally.reliability().unwrap();
        assert!((found.brier.score - 1.0).abs() < 1e-15);
        assert!((found.log_score + libm::log(LOG_FLOOR)).abs() < 1e-9);
    }

    #[test]
    fn limits_enclose_the_share() {
        for (came, cases) in [(0, 1), (3, 10), (10, 10), (500, 10_000)] {
            let [low, high] = wilson(came, cases);
            let share = count(came) / count(cases);
            assert!((0.0..=share).contains(&low) && (share..=1.0).contains(&high));
        }
        let [low, high] = wilson(0, 0);
        assert!(low <= 0.0 && high >= 1.0);
    }
}
