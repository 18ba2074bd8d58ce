//! The figures that two assessments are compared by.

use std::ops::{Add, Sub};

use serde::Serialize;

use crate::assessment::Assessment;
use crate::input::Engagement;
use crate::risk::Examination;
use crate::risk::forecast::Outlook;

/// The headline of an assessment, or a change of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Points of the claimed score, 0 to 100, if everything unknown turns out worst.
    pub claimed_low: f64,
    /// If it turns out best.
    pub claimed_high: f64,
    /// Points of the supported score at worst.
    pub supported_low: f64,
    /// At best.
    pub supported_high: f64,
    /// Expected number of exceptions.
    pub expected: f64,
    /// Chance that nothing is noted.
    pub clean: f64,
    /// Chance of a qualified or adverse opinion.
    pub qualified_or_adverse: f64,
}

impl Figures {
    /// The figures of an assessment.
    pub(super) fn of(engagement: &Engagement<'_>, assessment: &Assessment) -> Self {
        let examination = Examination::new(engagement, assessment);
        let risks = examination.risks();
        let outlook = Outlook::from(&examination.opinion(&risks, examination.assumed.correlation));
        let score = &assessment.score;
        Self {
            claimed_low: score.claimed.low,
            claimed_high: score.claimed.high,
            supported_low: score.supported.low,
            supported_high: score.supported.high,
            expected: outlook.expected,
            clean: outlook.clean,
            qualified_or_adverse: outlook.qualified_or_adverse(),
        }
    }

    /// The mean of two changes.
    pub(super) fn mean(self, other: Self) -> Self {
        self.zip(other, |a, b| 0.5 * (a + b))
    }

    /// Whether there is any change at all.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    fn zip(self, other: Self, with: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            claimed_low: with(self.claimed_low, other.claimed_low),
            claimed_high: with(self.claimed_high, other.claimed_high),
            supported_low: with(self.supported_low, other.supported_low),
            supported_high: with(self.supported_high, other.supported_high),
            expected: with(self.expected, other.expected),
            clean: with(self.clean, other.clean),
            qualified_or_adverse: with(self.qualified_or_adverse, other.qualified_or_adverse),
        }
    }
}

impl Add for Figures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

impl Sub for Figures {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
}
