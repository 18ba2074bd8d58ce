//! Which window to take, or which controls stand in the way.

use serde::Serialize;

use super::{Candidate, Tried};
use crate::input::answers::Window;
use crate::risk::ExceptionRisk;
use crate::risk::remembered::Remembered;
use crate::sorting::Sorting;

/// Controls named as standing in the way, at most.
const NAMED: usize = 5;
/// Controls tried for that, those with the largest chance of being ineffective first.
const TRIED: usize = 8;

/// What the planner comes to. The rule: among the windows that are not over, the earliest start at which
/// nothing is lost and the chance of a qualified or adverse opinion, if every answer holds, is at most the
/// limit; of several lengths from there the one nearest to the planned window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Choice {
    /// This one.
    Take {
        /// Its place among the candidates.
        candidate: usize,
    },
    /// None holds the rule.
    None {
        /// The place of the one that comes nearest: nothing lost if there is such a one, then the smallest
        /// chance if every answer holds, then the earliest.
        nearest: usize,
        /// What stands in its way, what weighs most first; at most five.
        in_the_way: Vec<InTheWay>,
    },
}

/// A control that stands in the way of a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InTheWay {
    /// The control.
    pub control: String,
    /// Occurrences lost at it.
    pub lost: u32,
    /// Chance of a qualified or adverse opinion, if every answer holds, were nothing noted at this control.
    pub without: f64,
}

/// What the candidates come to.
pub(super) fn choice<'c>(
    tried: &[Tried<'c>],
    planned: Window,
    limit: f64,
    remembered: &mut Remembered<'c>,
) -> Choice {
    let open = || tried.iter().enumerate().filter(|(_, t)| !t.candidate.over);
    let chance = |t: &Tried<'_>| t.candidate.if_claims_hold.qualified_or_adverse;
    let own = planned.end.days_after(planned.start);
    let unlike = |c: &Candidate| (c.end.days_after(c.start) - own).abs();
    let holds = |t: &Tried<'_>| t.candidate.lost.is_empty() && chance(t) <= limit;
    let best = open()
        .filter(|(_, t)| holds(t))
        .min_by_key(|(_, t)| (t.candidate.start, unlike(&t.candidate)));
    if let Some((candidate, _)) = best {
        return Choice::Take { candidate };
    }
    let nearest = open().min_by(|(_, a), (_, b)| {
        let lost = |t: &Tried<'_>| !t.candidate.lost.is_empty();
        lost(a).cmp(&lost(b)).then(chance(a).total_cmp(&chance(b)))
    });
    let Some((nearest, at)) = nearest else {
        return Choice::None {
            nearest: 0,
            in_the_way: Vec::new(),
        };
    };
    Choice::None {
        nearest,
        in_the_way: in_the_way(at, remembered),
    }
}

/// The controls that stand in the way of a window: those without which the chance of a qualified or
/// adverse opinion falls furthest, and those with something lost.
fn in_the_way<'c>(tried: &Tried<'c>, remembered: &mut Remembered<'c>) -> Vec<InTheWay> {
    let examination = &tried.examination;
    let risks: Vec<ExceptionRisk> = remembered
        .risks(examination)
        .into_iter()
        .map(|[_, holds]| holds)
        .collect();
    let lost = |id: &str| {
        let mut lost = tried.candidate.lost.iter();
        lost.find(|l| l.control == id).map_or(0, |l| l.count)
    };
    let mut order: Vec<usize> = (0..risks.len()).collect();
    let weight = |i: usize| risks.get(i).map_or(0.0, |r| r.p_ineffective);
    order.in_order_by(|a, b| weight(*b).total_cmp(&weight(*a)));
    let mut found: Vec<InTheWay> = order
        .into_iter()
        .take(TRIED)
        .filter_map(|i| {
            let id = &examination.controls.get(i)?.control.id;
            let mut others = risks.clone();
            let one = others.get_mut(i)?;
            (one.p_noted, one.p_ineffective) = (0.0, 0.0);
            let outlook = remembered.outlook(examination, &others);
            Some(InTheWay {
                control: id.clone(),
                lost: lost(id),
                without: outlook.qualified_or_adverse(),
            })
        })
        .collect();
    found.in_order_by(|a, b| a.without.total_cmp(&b.without));
    found.truncate(NAMED);
    found
}
