//! What became of the last assessment, as the report tells it.

use serde::Serialize;

use super::Scene;
use crate::comparison::{Cause, Comparison, Figures, Slipped};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangesView {
    /// The day of the earlier assessment.
    day: String,
    score_supported: String,
    score_claimed: String,
    expected: String,
    qualified_or_adverse: String,
    parts: Vec<PartView>,
    closed: Vec<String>,
    opened: Vec<String>,
    slipped: Vec<String>,
    newly_looked_at: Vec<String>,
    no_longer_looked_at: Vec<String>,
    /// Whose sizes of samples then and now, as a sentence; empty where they are the same.
    sampling: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PartView {
    what: String,
    expected: String,
    supported: String,
    claimed: String,
}

impl Scene<'_> {
    pub(super) fn changes(&self, found: &Comparison) -> ChangesView {
        let before = &found.before;
        let named = |ids: &[String]| ids.iter().map(|id| self.named(id)).collect();
        ChangesView {
            day: words::day(found.before_day),
            score_supported: words::points(before.supported_low, before.supported_high),
            score_claimed: words::points(before.claimed_low, before.claimed_high),
            expected: words::expected(before.expected),
            qualified_or_adverse: words::percent(before.qualified_or_adverse),
            parts: found
                .parts
                .iter()
                .filter(|p| !p.change.is_zero())
                .map(|p| part(&p.causes, &p.change))
                .collect(),
            closed: named(&found.closed),
            opened: named(&found.opened),
            slipped: found.slipped.iter().map(|s| self.slipped(s)).collect(),
            newly_looked_at: named(&found.newly_looked_at),
            no_longer_looked_at: named(&found.no_longer_looked_at),
            sampling: found.sampling.as_ref().map_or_else(String::new, |s| {
                format!("Sizes of samples were {}, and are {}.", s.before, s.after)
            }),
        }
    }

    fn slipped(&self, slipped: &Slipped) -> String {
        let (before, after) = (words::day(slipped.before), words::day(slipped.after));
        format!("{}, from {before} to {after}", self.named(&slipped.control))
    }
}

fn part(causes: &[Cause], change: &Figures) -> PartView {
    let names: Vec<&str> = causes.iter().map(|c| cause(*c)).collect();
    let middle = |low: f64, high: f64| signed(f64::midpoint(low, high));
    PartView {
        what: names.join(", "),
        expected: signed(change.expected),
        supported: middle(change.supported_low, change.supported_high),
        claimed: middle(change.claimed_low, change.claimed_high),
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Content => "another version of the questions",
        Cause::Time => "days that have passed",
        Cause::Profile => "window, scope and company",
        Cause::Answers => "answers",
        Cause::Evidence => "evidence",
    }
}

/// A change with its sign, to a tenth.
fn signed(change: f64) -> String {
    let text = words::expected(change.abs());
    if text == "0.0" {
        "0".to_owned()
    } else if change > 0.0 {
        format!("+{text}")
    } else {
        format!("−{text}")
    }
}
