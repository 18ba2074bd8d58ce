//! What an answer that nobody has yet is worth: how far score and headline lie apart between its best and its worst.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::assessment::explanation::Narrowing;
use crate::risk::examination::{Examination, Examined};
use crate::risk::forecast::Outlook;
use crate::risk::sensitivity::{VISIBLE_CHANCE, VISIBLE_EXCEPTIONS};
use crate::risk::{ControlFacts, ExceptionRisk, Levels};
use crate::sorting::Sorting;

/// An open or unknown question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnknownAnswer {
    /// The question.
    pub question: String,
    /// Points of the supported score, 0 to 100, between its best and its worst answer.
    pub supported: f64,
    /// Points of the claimed score between them.
    pub claimed: f64,
    /// Expected number of exceptions.
    pub expected: Span,
    /// Chance of a qualified or adverse opinion.
    pub qualified_or_adverse: Span,
}

/// A figure at the best and at the worst answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// At the best.
    pub best: f64,
    /// At the worst.
    pub worst: f64,
}

impl Span {
    /// How far the two lie apart; 0 if a reader would not see it.
    fn width(self, visible: f64) -> f64 {
        let width = self.worst - self.best;
        if width < visible { 0.0 } else { width }
    }
}

/// Every open or unknown question, what it is worth to ask first: the one that moves the chance of a
/// qualified or adverse opinion most, then expected exceptions, then the scores. Equal ones stay in the
/// order in which they narrow the score.
///
/// Every control that the question leaves open is taken at the lowest and at the highest level that it
/// leaves; everything else stays as it is, so that the figures of two questions do not add up.
#[must_use]
pub fn unknowns(assessment: &Assessment, examination: &Examination<'_>) -> Vec<UnknownAnswer> {
    let today = examination.risks();
    let mut found: Vec<UnknownAnswer> = assessment
        .narrowing
        .iter()
        .map(|open| {
            let [best, worst] =
                [Levels::high, Levels::low].map(|end| at(examination, &today, open, end));
            let span = |of: fn(&Outlook) -> f64| Span {
                best: of(&best),
                worst: of(&worst),
            };
            UnknownAnswer {
                question: open.question.clone(),
                supported: open.supported,
                claimed: open.claimed,
                expected: span(|o| o.expected),
                qualified_or_adverse: span(Outlook::qualified_or_adverse),
            }
        })
        .collect();
    found.in_order_by(|a, b| {
        let widths = |u: &UnknownAnswer| {
            [
                u.qualified_or_adverse.width(VISIBLE_CHANCE),
                u.expected.width(VISIBLE_EXCEPTIONS),
            ]
        };
        let pairs = widths(b).into_iter().zip(widths(a));
        let order = pairs.map(|(b, a)| b.total_cmp(&a));
        order.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    found
}

/// The outlook if every control that a question leaves open is at one end of its levels.
fn at(
    examination: &Examination<'_>,
    today: &[ExceptionRisk],
    open: &Narrowing,
    end: fn(Levels) -> u8,
) -> Outlook {
    let mut decided = examination.clone();
    decided
        .controls
        .retain(|c| open.controls.contains(&c.control.id));
    for one in &mut decided.controls {
        one.facts = told(&one.facts, end(one.facts.claimed));
    }
    let mut answers = decided.risks().into_iter();
    let is_told = |one: &Examined<'_>| open.controls.contains(&one.control.id);
    let risks: Vec<ExceptionRisk> = examination
        .controls
        .iter()
        .zip(today)
        .map(|(one, risk)| match is_told(one) {
            true => answers.next().unwrap_or(*risk),
            false => *risk,
        })
        .collect();
    Outlook::from(&examination.opinion(&risks, examination.assumed.correlation))
}

/// A control whose claimed level is known; what is shown is never above it.
fn told(facts: &ControlFacts, level: u8) -> ControlFacts {
    let shown = facts.supported;
    ControlFacts {
        claimed: Levels::only(level).unwrap_or(facts.claimed),
        supported: Levels::new(shown.low().min(level), shown.high().min(level)).unwrap_or(shown),
        ..*facts
    }
}
