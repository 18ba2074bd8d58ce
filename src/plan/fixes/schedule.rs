//! When each fix ends: lead times run side by side, and a fix starts when those that it needs have ended.

use std::collections::BTreeMap;

use crate::assessment::level::Level;
use crate::assessment::supported::Cap;
use crate::assessment::{Assessment, ControlAssessment};
use crate::date::Date;
use crate::input::Engagement;
use crate::input::control::Control;
use crate::sorting::Gathering;

/// From this claimed level up a control carries what builds on it, and needs no fix first (J).
///
/// Operated: every due occurrence is done. At level 2 the practice is patchy, and what is built on it
/// would be, too; level 4 adds that the company checks itself, on which no other control rests. The claimed
/// level decides: work can go on without proof on file. Where the level is not known the lowest one counts.
pub const CARRIES_FROM: Level = Level::OPERATED;

/// Days of a week of lead time.
const WEEK: i64 = 7;

/// A control in scope, with the fix that it would take.
pub(super) struct Node<'a> {
    pub(super) control: &'a Control,
    /// Absent where nothing was asked or shown.
    pub(super) assessed: Option<&'a ControlAssessment>,
    /// Places of the controls whose fix comes first, transitively, in order; none that runs already.
    pub(super) above: Vec<usize>,
    /// The day on which its own lead time starts, and the day on which it ends; absent if it waits for itself.
    pub(super) span: Option<(Date, Date)>,
}

/// The controls in scope in the order of their ids, whatever order the catalogue has.
pub(super) fn schedule<'a>(
    engagement: &'a Engagement<'_>,
    assessment: &'a Assessment,
) -> Vec<Node<'a>> {
    let catalogue = engagement.catalogue;
    let mut known: BTreeMap<&str, Option<&ControlAssessment>> = BTreeMap::new();
    known.extend(
        assessment
            .not_looked_at
            .iter()
            .map(|id| (id.as_str(), None)),
    );
    known.extend(assessment.controls.iter().map(|c| (c.id.as_str(), Some(c))));
    let controls: Vec<(&Control, Option<&ControlAssessment>)> = known
        .iter()
        .filter_map(|(id, assessed)| Some((catalogue.control(id)?, *assessed)))
        .collect();
    let place: BTreeMap<&str, usize> = controls
        .iter()
        .enumerate()
        .map(|(i, (c, _))| (c.id.as_str(), i))
        .keyed();
    // What is not in scope does not exist for this company: nothing waits for it.
    let waits = |control: &Control| -> Vec<usize> {
        let needs = control.depends_on.iter();
        let needs = needs.filter_map(|id| place.get(id.as_str()).copied());
        let runs = |i: &usize| controls.get(*i).is_some_and(|(_, a)| carries(*a));
        needs.filter(|i| !runs(i)).collect()
    };
    let needs: Vec<Vec<usize>> = controls.iter().map(|(c, _)| waits(c)).collect();
    let mut nodes: Vec<Node<'a>> = controls
        .into_iter()
        .map(|(control, assessed)| Node {
            control,
            assessed,
            above: Vec::new(),
            span: None,
        })
        .collect();
    // Round by round whatever waits for nothing unsettled; what is left waits for itself.
    loop {
        let mut settled = Vec::new();
        for (i, needs) in needs.iter().enumerate() {
            let Some(node) = nodes.get(i).filter(|n| n.span.is_none()) else {
                continue;
            };
            let mut start = engagement.as_of;
            let mut above = Vec::new();
            let ready = needs.iter().all(|need| {
                let need_at = nodes.get(*need);
                let span = need_at.and_then(|n| n.span);
                start = span.map_or(start, |(_, end)| start.max(end));
                above.push(*need);
                above.extend(need_at.into_iter().flat_map(|n| &n.above));
                span.is_some()
            });
            if ready {
                above.sort_unstable();
                above.dedup();
                let end = start.plus_days(WEEK * i64::from(node.control.lead_weeks));
                settled.push((i, above, (start, end)));
            }
        }
        if settled.is_empty() {
            return nodes;
        }
        for (i, above, span) in settled {
            if let Some(node) = nodes.get_mut(i) {
                node.above = above;
                node.span = Some(span);
            }
        }
    }
}

/// Whether other fixes can build on a control as it is.
fn carries(assessed: Option<&ControlAssessment>) -> bool {
    assessed.is_some_and(|a| a.claimed.low >= CARRIES_FROM && !a.caps.contains(&Cap::PartlyInPlace))
}
