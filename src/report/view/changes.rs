//! What became of the last assessment, and where several stood, as the report tells it.

use serde::Serialize;

use super::Scene;
use crate::comparison::trend::{Differs, Point, Trend};
use crate::comparison::{Cause, Comparison, Figures, Slipped};
use crate::input::answers::QuestionnaireRef;
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

/// Where the company stood on several days.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TrendView {
    rows: Vec<TrendRowView>,
    /// What makes days hard to compare: sentences.
    notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TrendRowView {
    day: String,
    score_supported: String,
    score_claimed: String,
    expected: String,
    low: u32,
    high: u32,
    gaps: u32,
    looked_at: u32,
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

    pub(super) fn trend(&self, over: &Trend) -> TrendView {
        let points = |(low, high): (f64, f64)| words::points(low, high);
        TrendView {
            rows: over
                .points
                .iter()
                .map(|p| TrendRowView {
                    day: words::day(p.day),
                    score_supported: points(p.supported),
                    score_claimed: points(p.claimed),
                    expected: words::expected(p.outlook.expected),
                    low: p.outlook.low,
                    high: p.outlook.high,
                    gaps: super::number(p.gaps.len()),
                    looked_at: super::number(p.looked_at.len()),
                })
                .collect(),
            notes: over.now().map_or_else(Vec::new, |now| {
                let earlier = over.points.iter().rev().skip(1).rev();
                let notes = earlier.flat_map(|p| p.differs.iter().map(move |d| (p, *d)));
                notes
                    .map(|(p, d)| self.hard_to_compare(p, d, now))
                    .collect()
            }),
        }
    }

    /// What makes an earlier assessment hard to compare with the one of today.
    fn hard_to_compare(&self, then: &Point, differs: Differs, now: &Point) -> String {
        let day = words::day(then.day);
        let named = |r: &QuestionnaireRef| format!("{} {}", r.id, r.version);
        match differs {
            Differs::Questionnaire => format!(
                "{day}: answered with the questionnaire {}, and this one with {}. Other controls were looked at, and figures move for that reason too.",
                named(&then.questionnaire),
                named(&now.questionnaire)
            ),
            Differs::Version => format!(
                "{day}: answered with another text of the questionnaire {}. Its figures here come from the text of today, and may not be those that were reported then.",
                named(&then.questionnaire)
            ),
            Differs::Catalogue => format!(
                "{day}: worked out with another catalogue of controls, {}, and this one with {}.",
                named(&then.catalogue),
                named(&now.catalogue)
            ),
            Differs::Examination => format!(
                "{day}: for another examination, {}.",
                self.engagement
                    .catalogue
                    .framework
                    .words
                    .examination(then.report_type)
            ),
            Differs::Window => format!(
                "{day}: for another window, {} to {}.",
                words::day(then.window.start),
                words::day(then.window.end)
            ),
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
