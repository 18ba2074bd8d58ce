//! Why a figure is what it is: what would raise a level by one, and which unknown answer weighs most.

use serde::Serialize;

use super::asked::Asked;
use super::claim::{ClaimKind, given_level};
use super::level::{Level, LevelRange};
use super::occurrences::Occurrences;
use super::supported::{Cap, ENOUGH_DECIDED, ENOUGH_ITEMS};
use super::{ControlAssessment, DomainAssessment};
use crate::input::Engagement;
use crate::input::control::Control;
use crate::input::engagement::{Answered, Response};
use crate::sorting::Sorting;

/// The smallest change that raises the supported level of a control by one: everything in it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NextLevel {
    /// The level it leads to.
    pub level: Level,
    /// What has to change.
    pub steps: Vec<Step>,
}

/// One thing that has to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Step {
    /// Answer a question that is open or not known.
    Answer {
        /// The question.
        question: String,
    },
    /// Work so that this statement, or a better one, is true.
    Practice {
        /// The question.
        question: String,
        /// The lowest choice that would do; absent where the counts, not the rung, hold the level down.
        #[serde(skip_serializing_if = "Option::is_none")]
        choice: Option<String>,
    },
    /// Put dated evidence of so many more occurrences on file.
    Evidence {
        /// How many more.
        occurrences: u32,
    },
    /// Have so many more of the tested items as they should be.
    Items {
        /// How many more.
        items: u32,
    },
    /// Deviations in the window hold it down; so many more occurrences on time would outweigh them.
    /// Absent where nothing in this window can.
    Deviations {
        /// How many more on time.
        #[serde(skip_serializing_if = "Option::is_none")]
        on_time: Option<u32>,
    },
    /// Put evidence on file that the company checks itself, or that a system enforces it.
    Assurance,
}

/// A question whose answer would narrow the figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Narrowing {
    /// The question.
    pub question: String,
    /// Points of the claimed score between its worst and its best answer.
    pub claimed: f64,
    /// Points of the supported score between them.
    pub supported: f64,
    /// Domains whose level it may decide.
    pub domains: Vec<String>,
    /// Controls that it leaves open.
    pub controls: Vec<String>,
}

/// What raises the supported level of a control by one; `None` at the top.
pub(super) fn next_level(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    claimed: LevelRange,
    supported: LevelRange,
    caps: &[Cap],
    occurrences: &Occurrences,
) -> Option<NextLevel> {
    // Nobody was asked: there is nothing to answer better, and evidence alone claims nothing.
    if supported.low >= Level::ENFORCED || asked.about(&control.id).is_empty() {
        return None;
    }
    let level = Level::new(supported.low.number() + 1);
    let mut steps = Vec::new();
    if claimed.low < level {
        for answered in asked.about(&control.id) {
            let question = answered.question.id.clone();
            match &answered.response {
                Response::NotApplicable(_) => {}
                Response::Open | Response::Review | Response::Unknown(_) => {
                    steps.push(Step::Answer { question });
                }
                Response::Given(given) => {
                    let range = given_level(engagement, control, answered.question, given);
                    if range.low >= level {
                        continue;
                    }
                    // What is left blank or not known may be enough already: the first step is to find out.
                    if range.high >= level {
                        steps.push(Step::Answer { question });
                    } else {
                        let enough = given.choice.is_some_and(|c| c.level >= level.number());
                        let mut rungs = answered.question.choices.iter();
                        let choice = rungs.find(|c| c.level >= level.number() && !enough);
                        steps.push(Step::Practice {
                            question,
                            choice: choice.map(|c| c.id.clone()),
                        });
                    }
                }
            }
        }
    }
    steps.extend(
        caps.iter()
            .filter(|c| c.level() < level)
            .map(|c| lift(*c, occurrences)),
    );
    Some(NextLevel { level, steps })
}

/// What lifts a cap.
fn lift(cap: Cap, o: &Occurrences) -> Step {
    match cap {
        Cap::PartlyInPlace => {
            // Over half of the items, of which there may be fewer than say anything.
            let tested = o.items.tested.max(ENOUGH_ITEMS);
            let needed = tested / 2 + 1;
            Step::Items {
                items: needed.saturating_sub(o.items.conforming),
            }
        }
        Cap::NoEvidence | Cap::EvidenceNotCounted | Cap::FewDecided => Step::Evidence {
            occurrences: ENOUGH_DECIDED
                .min(o.due_so_far)
                .max(1)
                .saturating_sub(o.shown.due)
                .max(1),
        },
        Cap::DeviationsFound => Step::Deviations {
            on_time: outweigh(o),
        },
        Cap::AssuranceNotShown => Step::Assurance,
    }
}

/// Occurrences on time that would bring the share to 85 %, if the window still holds that many.
fn outweigh(o: &Occurrences) -> Option<u32> {
    if o.listed.iter().any(|l| l.state.deviates()) {
        return None;
    }
    let (decided, off) = (u64::from(o.shown.decided), u64::from(o.shown.deviations));
    // (decided − off + x) / (decided + x) ≥ 85 / 100
    let all = (100 * off).div_ceil(15);
    let more = u32::try_from(all.saturating_sub(decided)).ok()?;
    (more <= o.population.saturating_sub(o.shown.decided)).then_some(more)
}

/// Whether another answer to this question could still tell more about a control.
fn leaves_open(engagement: &Engagement<'_>, control: &str, answered: &Answered<'_>) -> bool {
    match (&answered.response, engagement.catalogue.control(control)) {
        (Response::Given(given), Some(control)) => {
            !given_level(engagement, control, answered.question, given).is_known()
        }
        (Response::Open | Response::Review | Response::Unknown(_), _) => true,
        _ => false,
    }
}

/// Open and unknown questions, those that narrow the supported score most first.
pub(super) fn narrowing(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    domains: &[DomainAssessment],
) -> Vec<Narrowing> {
    let asked = || {
        controls
            .iter()
            .filter(|c| c.claim.kind != ClaimKind::NotAsked)
    };
    let total: f64 = asked().map(|c| c.weight).sum();
    let points = |c: &ControlAssessment, range: LevelRange| {
        let width = f64::from(range.high.number() - range.low.number());
        c.weight * 20.0 * width / total.max(f64::MIN_POSITIVE)
    };
    let by_question = |id: &str| -> Vec<&ControlAssessment> {
        asked()
            .filter(|c| c.claim.questions.iter().any(|q| q == id))
            .collect()
    };
    let mut found: Vec<Narrowing> = engagement
        .answers
        .iter()
        .map(|a| {
            let controls: Vec<&ControlAssessment> = by_question(&a.question.id)
                .into_iter()
                .filter(|c| leaves_open(engagement, &c.id, a))
                .collect();
            let decides = |d: &&DomainAssessment| {
                let here = controls.iter().any(|c| d.decided_by.contains(&c.id));
                here && !d.supported.is_known()
            };
            Narrowing {
                question: a.question.id.clone(),
                claimed: controls.iter().map(|c| points(c, c.claimed)).sum(),
                supported: controls.iter().map(|c| points(c, c.supported)).sum(),
                domains: domains
                    .iter()
                    .filter(decides)
                    .map(|d| d.id.clone())
                    .collect(),
                controls: controls.iter().map(|c| c.id.clone()).collect(),
            }
        })
        .filter(|n| n.claimed > 0.0)
        .collect();
    found.in_order_by(|a, b| {
        let order = b.supported.total_cmp(&a.supported);
        order.then(b.claimed.total_cmp(&a.claimed))
    });
    found
}
