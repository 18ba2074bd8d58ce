//! What became of the last assessment, and where several stood, as the report tells it.

use serde::Serialize;

use super::Scene;
use crate::comparison::trend::{Differs, Point, Trend};
use crate::comparison::{Cause, Comparison, Figures, SamplingChange, Slipped};
use crate::input::answers::QuestionnaireRef;
use crate::input::locale::Say;
use crate::input::sampling::Sizes;
use crate::report::language::{Language, said, word};

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
            day: self.language.day(found.before_day),
            score_supported: self
                .language
                .points(before.supported_low, before.supported_high),
            score_claimed: self
                .language
                .points(before.claimed_low, before.claimed_high),
            expected: self.language.expected(before.expected),
            qualified_or_adverse: self.language.opinion(before.qualified_or_adverse),
            parts: found
                .parts
                .iter()
                .filter(|p| !p.change.is_zero())
                .map(|p| {
                    part(
                        self.language,
                        &p.causes,
                        &p.change,
                        !found.newly_looked_at.is_empty(),
                    )
                })
                .collect(),
            closed: named(&found.closed),
            opened: named(&found.opened),
            slipped: found.slipped.iter().map(|s| self.slipped(s)).collect(),
            newly_looked_at: named(&found.newly_looked_at),
            no_longer_looked_at: named(&found.no_longer_looked_at),
            sampling: found
                .sampling
                .as_ref()
                .map_or_else(String::new, |s| self.other_sizes(s)),
        }
    }

    fn other_sizes(&self, change: &SamplingChange) -> String {
        let say: Say<'_> = &|sentence, values| self.language.said(sentence, values);
        let [before, after] = &change.sizes;
        let whose = |sizes: &Sizes| sizes.in_words(self.engagement.catalogue, say);
        said!(
            self.language,
            "Sizes of samples were {before}, and are {after}.",
            before = whose(before).as_ref().unwrap_or(&change.before),
            after = whose(after).as_ref().unwrap_or(&change.after)
        )
    }

    pub(super) fn trend(&self, over: &Trend) -> TrendView {
        let points = |(low, high): (f64, f64)| self.language.points(low, high);
        TrendView {
            rows: over
                .points
                .iter()
                .map(|p| TrendRowView {
                    day: self.language.day(p.day) + &over.told_apart(p),
                    score_supported: points(p.supported),
                    score_claimed: points(p.claimed),
                    expected: self.language.expected(p.outlook.expected),
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
        let day = self.language.day(then.day);
        let named = |r: &QuestionnaireRef| format!("{} {}", r.id, r.version);
        let language = self.language;
        match differs {
            Differs::Questionnaire => said!(
                language,
                "{day}: answered with the questionnaire {then}, and this one with {now}. Other controls were looked at, and figures move for that reason too.",
                day = day,
                then = named(&then.questionnaire),
                now = named(&now.questionnaire)
            ),
            Differs::Version => said!(
                language,
                "{day}: answered with another text of the questionnaire {then}. Its figures here come from the text of today, and may not be those that were reported then.",
                day = day,
                then = named(&then.questionnaire)
            ),
            Differs::Catalogue => said!(
                language,
                "{day}: worked out with another catalogue of controls, {then}, and this one with {now}.",
                day = day,
                then = named(&then.catalogue),
                now = named(&now.catalogue)
            ),
            Differs::Examination => said!(
                language,
                "{day}: for another examination, {examination}.",
                day = day,
                examination = self
                    .engagement
                    .catalogue
                    .framework
                    .words
                    .examination(then.report_type)
            ),
            Differs::Window => said!(
                language,
                "{day}: for another window, {window}.",
                day = day,
                window = language.days(then.window.start, then.window.end)
            ),
        }
    }

    fn slipped(&self, slipped: &Slipped) -> String {
        let (before, after) = (
            self.language.day(slipped.before),
            self.language.day(slipped.after),
        );
        said!(
            self.language,
            "{control}, from {before} to {after}",
            control = self.named(&slipped.control),
            before = before,
            after = after
        )
    }
}

fn part(language: Language<'_>, causes: &[Cause], change: &Figures, newly: bool) -> PartView {
    let name = |c: &Cause| language.word(cause(*c, newly));
    let names: Vec<String> = causes.iter().map(name).collect();
    let middle = |low: f64, high: f64| signed(language, f64::midpoint(low, high));
    PartView {
        what: names.join(", "),
        expected: signed(language, change.expected),
        supported: middle(change.supported_low, change.supported_high),
        claimed: middle(change.claimed_low, change.claimed_high),
    }
}

/// What moved a figure, in words.
///
/// * `newly`: whether controls were looked at for the first time.
fn cause(cause: Cause, newly: bool) -> &'static str {
    match cause {
        Cause::Content => word!("another version of the questions"),
        Cause::Time => word!("days that have passed"),
        Cause::Profile => word!("window, scope and company"),
        Cause::Answers if newly => word!("answers, and controls looked at for the first time"),
        Cause::Answers => word!("answers"),
        Cause::Evidence => word!("evidence"),
    }
}

/// A change with its sign, to a tenth.
fn signed(language: Language<'_>, change: f64) -> String {
    let text = language.expected(change.abs());
    if text == language.expected(0.0) {
        "0".to_owned()
    } else if change > 0.0 {
        format!("+{text}")
    } else {
        format!("−{text}")
    }
}
