//! What each fix removes: expected exceptions, weighted by severity.

use super::due::Due;
use super::schedule::Node;
use super::{TooLate, Why};
use crate::assessment::ClaimKind;
use crate::assessment::level::Level;
use crate::date::Date;
use crate::input::Engagement;
use crate::risk::{Decided, Examination, ExceptionRisk};

/// Units of the search in one weighted exception: rounding to them moves a sum by less than 1e-9.
const UNITS: f64 = (1_u64 << 40) as f64;

/// A fix, as far as it stands alone.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    /// Its place in the examination.
    pub(super) examined: usize,
    pub(super) today: ExceptionRisk,
    pub(super) fixed: ExceptionRisk,
    pub(super) sunk: f64,
    /// Chance that the control is ineffective once it is fixed, whether or not that removes an exception.
    pub(super) ineffective_after: f64,
    pub(super) weight: f64,
    pub(super) population: u32,
    pub(super) undecided: u32,
    pub(super) still_due: u32,
    /// Last day on which it may end without losing an occurrence, and without losing the last one.
    pub(super) last_ends: Option<(Date, Date)>,
    /// Why it helps nothing, if so.
    pub(super) in_vain: Option<Why>,
    /// Whether its own control asks for it, or it can only be a step on the way to another.
    pub(super) wanted: bool,
}

impl Effect {
    /// Weighted exceptions removed.
    pub(super) fn removed(&self) -> f64 {
        self.weight * (self.today.p_noted - self.fixed.p_noted)
    }

    /// The same in whole units.
    pub(super) fn units(&self) -> u64 {
        // Not negative, and far below the range of whole numbers in a double.
        libm::round(self.removed().max(0.0) * UNITS) as u64
    }
}

/// What the fix of each control does; `None` for controls that would not be tested.
pub(super) fn effects(
    engagement: &Engagement<'_>,
    examination: &Examination<'_>,
    nodes: &[Node<'_>],
    until: Date,
) -> Vec<Option<Effect>> {
    let mut after = examination.clone();
    let mut found: Vec<Option<Effect>> = Vec::new();
    let today = examination.risks();
    for node in nodes {
        let examined = examination
            .controls
            .iter()
            .position(|e| e.control.id == node.control.id);
        let effect = examined.and_then(|i| {
            let fixed = after.controls.get_mut(i)?;
            let risk = *today.get(i)?;
            effect(
                engagement,
                examination,
                node,
                (i, risk, until),
                &mut fixed.facts,
            )
        });
        found.push(effect);
    }
    let fixed = after.risks();
    for effect in found.iter_mut().flatten() {
        let risk = fixed.get(effect.examined);
        if let Some(risk) = risk.filter(|_| effect.still_due > 0) {
            effect.ineffective_after = risk.p_ineffective.min(effect.today.p_ineffective);
        }
        // Never worse than doing nothing.
        if let Some(risk) = risk.filter(|r| r.p_noted < effect.today.p_noted)
            && effect.still_due > 0
        {
            effect.fixed = *risk;
        }
        if effect.in_vain.is_none() && effect.units() == 0 {
            effect.in_vain = Some(Why::Sunk);
        }
        if effect.in_vain.is_some() {
            effect.fixed = effect.today;
        }
    }
    found
}

/// The effect of one fix but for the risk after it; puts into the facts what decides that.
fn effect(
    engagement: &Engagement<'_>,
    examination: &Examination<'_>,
    node: &Node<'_>,
    (at, today, until): (usize, ExceptionRisk, Date),
    fixed: &mut crate::risk::ControlFacts,
) -> Option<Effect> {
    let examined = examination.controls.get(at)?;
    let assessed = node.assessed?;
    let (_, end) = node.span?;
    let due = Due::new(engagement, assessed, examined);
    let still_due = due.after(end);
    fixed.after_fix = still_due;
    let one_day = engagement.profile.report_type == 1;
    let before = engagement.as_of < engagement.window().end;
    if one_day && still_due > 0 {
        // What is wrong today can be right on the day that is examined.
        fixed.decided = Decided::default();
        fixed.said = 0;
        fixed.known_nonconformity = false;
    }
    let sunk = match one_day && before {
        true => 0.0,
        false => examined.facts.sunk().min(today.p_noted),
    };
    let in_vain = if end >= engagement.window().end {
        Some(Why::EndsAfterWindow)
    } else if still_due == 0 {
        // What has happened says it better than the calendar, where it is certain.
        Some(if sunk < today.p_noted {
            Why::NothingDueAfter
        } else {
            Why::Sunk
        })
    } else {
        (end > until).then_some(Why::EndsAfterLimit)
    };
    let weights = &examination.priors.severity_weights;
    let answered = assessed.claim.kind != ClaimKind::Open;
    let deviates = assessed.occurrences.deviations > 0;
    Some(Effect {
        examined: at,
        today,
        fixed: today,
        sunk,
        ineffective_after: today.p_ineffective,
        weight: weights.get(&node.control.severity).copied().unwrap_or(1.0),
        population: examined.facts.population,
        undecided: due.undecided(),
        still_due,
        last_ends: due
            .last_day_with(still_due.max(1), end)
            .zip(due.last_day_with(1, end)),
        in_vain,
        wanted: deviates || (answered && assessed.claimed.low < Level::MONITORED),
    })
}

/// The wanted fixes that help nothing in this window.
pub(super) fn too_late(nodes: &[Node<'_>], effects: &[Option<Effect>]) -> Vec<TooLate> {
    let found = nodes.iter().zip(effects).filter_map(|(node, effect)| {
        let effect = effect
            .as_ref()
            .filter(|e| e.wanted && e.today.p_noted > 0.0)?;
        Some(TooLate {
            control: node.control.id.clone(),
            why: effect.in_vain?,
            end: node.span?.1,
            noted: effect.today.p_noted,
            sunk: effect.sunk,
            ineffective: effect.today.p_ineffective,
            ineffective_after: effect.ineffective_after,
        })
    });
    found.collect()
}

/// Whole units as weighted exceptions.
pub(super) fn exceptions(units: u64) -> f64 {
    units as f64 / UNITS
}

/// Expected exceptions as things are, weighted.
pub(super) fn expected(examination: &Examination<'_>) -> f64 {
    let weights = &examination.priors.severity_weights;
    let risks = examination.risks();
    let controls = examination.controls.iter().zip(&risks);
    controls
        .map(|(examined, risk)| {
            let weight = weights.get(&examined.control.severity).copied();
            weight.unwrap_or(1.0) * risk.p_noted
        })
        .fold(0.0, |sum, more| sum + more)
}
