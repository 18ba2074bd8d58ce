//! Two assessments of one company, and what moved each figure from the earlier to the later one.
//!
//! The later assessment is reached from the earlier one in five steps, in this order: the content of
//! today, the days that have passed, the profile, the answers, the evidence. What a step changes is its
//! part; the parts of a figure add up to its difference. The order is a convention: with another one
//! the parts would share the difference otherwise. It is chosen so that what the company did comes
//! last, and shows what it did from where it would have stood had it done nothing.
//!
//! Within answers and evidence each change is put in once as the first of them and so on to the last,
//! and once the other way round; its part is the mean of the two. These parts add up as well.

mod figures;
mod steps;
pub mod trend;

use serde::Serialize;

pub use figures::Figures;
use steps::{by_answer, by_entry, path};

use crate::assessment::level::LevelRange;
use crate::assessment::{Assessment, assess};
use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::input::answers::{AssessmentFile, QuestionnaireRef};
use crate::input::content::Content;
use crate::input::register::RegisterEntry;
use crate::input::sampling::{Sizes, in_words};
use crate::input::{self, Engagement};
use crate::plan::plan;
use crate::risk::forecast;
use crate::risk::forecast::Forecast;
use crate::risk::sensitivity::VISIBLE_CHANCE;

/// What moved the figures of a company.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The day of the earlier assessment.
    pub before_day: Date,
    /// The day of the later one.
    pub after_day: Date,
    /// The earlier figures.
    pub before: Figures,
    /// The later figures.
    pub after: Figures,
    /// What moved them, in the order of the steps; the changes add up to `after − before`.
    pub parts: Vec<Part>,
    /// The part of the answers by question; empty where questionnaires differ or no answer changed.
    pub answers: Vec<Moved>,
    /// The part of the evidence by entry; empty where none changed.
    pub evidence: Vec<Moved>,
    /// Controls whose levels changed, or whose chance of an exception did so visibly, in catalogue order.
    pub controls: Vec<ControlChange>,
    /// Gaps of the earlier assessment that are none any more, of controls that were looked at again.
    pub closed: Vec<String>,
    /// Gaps of the later one that were none, of controls that were looked at before.
    pub opened: Vec<String>,
    /// Gaps that are to be closed on a later day than the earlier assessment's register said.
    pub slipped: Vec<Slipped>,
    /// Controls that were looked at in the later assessment only.
    pub newly_looked_at: Vec<String>,
    /// Controls that were looked at in the earlier assessment only: not asked, or said not to apply.
    pub no_longer_looked_at: Vec<String>,
    /// Whose sizes of samples each side assumes, where they differ; what that moved is in the part of the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling: Option<SamplingChange>,
    /// The questionnaire that the earlier assessment was answered with, where its figures above come
    /// from another version of it: what was reported then may have differed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_with: Option<QuestionnaireRef>,
}

/// The change that one step brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// What was changed; several where what lies between them cannot be worked out.
    pub causes: Vec<Cause>,
    /// By how much the figures moved.
    pub change: Figures,
}

/// What can move a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Another version of questionnaire and catalogue.
    Content,
    /// Days that have passed: more is due, what is old counts no more.
    Time,
    /// Window, categories, people, policies and whatever else the profile says.
    Profile,
    /// Answers.
    Answers,
    /// Evidence.
    Evidence,
}

/// Other sizes of samples, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SamplingChange {
    /// Whose were assumed in the earlier assessment.
    pub before: String,
    /// Whose are assumed in the later one.
    pub after: String,
    /// The same of both, for a report in another language.
    #[serde(skip)]
    pub sizes: [Sizes; 2],
}

/// A gap whose day moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Slipped {
    /// The control.
    pub control: String,
    /// The day in the earlier register.
    pub before: Date,
    /// The day in the later one.
    pub after: Date,
}

/// The part of one answer or one piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// The question or the entry.
    pub id: String,
    /// By how much the figures moved.
    pub change: Figures,
}

/// One control, before and after; a side is absent where the control was not looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlChange {
    /// The control.
    pub id: String,
    /// Before.
    pub before: Option<ControlState>,
    /// After.
    pub after: Option<ControlState>,
}

/// A control as far as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlState {
    /// Level that the answers claim.
    pub claimed: LevelRange,
    /// Level that is supported.
    pub supported: LevelRange,
    /// Chance that an exception is noted; absent where it is untested.
    pub noted: Option<f64>,
}

/// One of the two assessments, with the content that its figures come from.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The saved assessment.
    pub file: &'a AssessmentFile,
    /// The content to work it out with.
    pub content: &'a Content,
}

/// What moved the figures from `before` to `after`.
///
/// # Errors
///
/// Problems of either document, and [`Code::DateOrder`] where the second is the earlier one.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Result<Comparison, Error> {
    if after.file.as_of < before.file.as_of {
        let message = format!(
            "the second assessment is as of {}, before the first, {}; name the earlier one first",
            after.file.as_of, before.file.as_of
        );
        return Err(Problem::new(Document::Assessment, "/asOf", Code::DateOrder, message).into());
    }
    let (earlier, later) = (State::of(before)?, State::of(after)?);
    let path = path(before, after, earlier.figures, later.figures);
    let controls = controls(&earlier, &later, after.content);
    let only = |wanted: fn(&ControlChange) -> bool| -> Vec<String> {
        let found = controls.iter().filter(|c| wanted(c));
        found.map(|c| c.id.clone()).collect()
    };
    Ok(Comparison {
        before_day: before.file.as_of,
        after_day: after.file.as_of,
        slipped: slipped(&earlier, &later),
        before: earlier.figures,
        after: later.figures,
        answers: by_answer(before, after),
        evidence: by_entry(before, after),
        parts: path,
        closed: without(&earlier, &later),
        opened: without(&later, &earlier),
        newly_looked_at: only(|c| c.before.is_none()),
        no_longer_looked_at: only(|c| c.after.is_none()),
        controls,
        sampling: (earlier.sampling != later.sampling).then(|| SamplingChange {
            before: earlier.sampling.clone(),
            after: later.sampling.clone(),
            sizes: [before, after].map(|side| Sizes::of(&side.file.profile)),
        }),
        answered_with: other_version(before),
    })
}

/// What is worked out from one side.
struct State {
    figures: Figures,
    assessment: Assessment,
    forecast: Forecast,
    gaps: Vec<String>,
    register: Vec<RegisterEntry>,
    sampling: String,
}

impl State {
    fn of(side: Side<'_>) -> Result<Self, Error> {
        let engagement = input::engagement(side.file.clone(), side.content)?;
        let assessment = assess(&engagement);
        let forecast = forecast(&engagement, &assessment);
        let gaps = plan(&engagement, &assessment, &forecast).gaps;
        Ok(Self {
            figures: Figures::of(&engagement, &assessment),
            sampling: in_words(&engagement.sampling_policy),
            gaps: gaps.into_iter().map(|gap| gap.control).collect(),
            register: engagement.register.entries,
            assessment,
            forecast,
        })
    }

    fn control(&self, id: &str) -> Option<ControlState> {
        let found = self.assessment.controls.iter().find(|c| c.id == id)?;
        let forecast = self.forecast.controls.iter().find(|c| c.id == id);
        Some(ControlState {
            claimed: found.claimed,
            supported: found.supported,
            noted: forecast.map(|c| c.noted.headline),
        })
    }
}

/// The gaps of one assessment that are none in the other, though it looked at them.
fn without(these: &State, those: &State) -> Vec<String> {
    let left = these.gaps.iter().filter(|id| !those.gaps.contains(id));
    let left = left.filter(|id| those.control(id).is_some());
    left.cloned().collect()
}

fn controls(earlier: &State, later: &State, content: &Content) -> Vec<ControlChange> {
    let ids = content.catalogue.controls.iter().map(|(_, c)| &c.id);
    let gone = earlier.assessment.controls.iter().map(|c| &c.id);
    let gone = gone.filter(|id| content.catalogue.control(id).is_none());
    ids.chain(gone)
        .map(|id| ControlChange {
            id: id.clone(),
            before: earlier.control(id),
            after: later.control(id),
        })
        .filter(ControlChange::is_visible)
        .collect()
}

impl ControlChange {
    fn is_visible(&self) -> bool {
        let (Some(before), Some(after)) = (self.before, self.after) else {
            return self.before.is_some() || self.after.is_some();
        };
        let levels = |s: ControlState| (s.claimed, s.supported, s.noted.is_some());
        let chance = |s: ControlState| s.noted.unwrap_or_default();
        levels(before) != levels(after) || (chance(before) - chance(after)).abs() >= VISIBLE_CHANCE
    }
}

/// Gaps whose day in the register moved back.
fn slipped(earlier: &State, later: &State) -> Vec<Slipped> {
    let day = |state: &State, control: &str| {
        let entry = state.register.iter().find(|e| e.control == control);
        entry.and_then(|e| e.due)
    };
    let gaps = later.gaps.iter();
    gaps.filter_map(|control| {
        let (before, after) = (day(earlier, control)?, day(later, control)?);
        (before < after).then(|| Slipped {
            control: control.clone(),
            before,
            after,
        })
    })
    .collect()
}

/// The version that the answers were given to, if the content has another one.
fn other_version(side: Side<'_>) -> Option<QuestionnaireRef> {
    let used = &side.file.questionnaire;
    let published = side.content.questionnaire(&used.id)?;
    let other = match &used.sha256 {
        Some(sha256) => *sha256 != published.sha256,
        None => used.version != published.questionnaire.version,
    };
    other.then(|| used.clone())
}

/// The figures of a document; nothing if it cannot be worked out.
fn figures(file: AssessmentFile, content: &Content) -> Option<Figures> {
    let engagement: Engagement<'_> = input::engagement(file, content).ok()?;
    let assessment = assess(&engagement);
    Some(Figures::of(&engagement, &assessment))
}
