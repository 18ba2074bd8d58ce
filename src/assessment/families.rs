//! The controls by the family of criteria that they serve first: what an auditor's own table is ordered by.

use serde::Serialize;

use super::ControlAssessment;
use super::level::Level;
use crate::input::Engagement;

/// The controls of one family of criteria. Each that was looked at is counted by the level that is supported for
/// certain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Family {
    /// What the ids of its criteria begin with, such as `CC6`.
    pub id: String,
    /// Controls in scope, each in the family of the first of its criteria that is examined.
    pub in_scope: u32,
    /// Of these, looked at.
    pub looked_at: u32,
    /// Of those looked at: designed and in place, level 2 or above.
    pub designed: u32,
    /// Shown to operate, level 3 or above.
    pub operated: u32,
    /// With evidence that decided something in the window.
    pub on_file: u32,
    /// With a known deviation in the window.
    pub deviating: u32,
    /// Whose supported level is not certain.
    pub unknown: u32,
}

impl Family {
    fn none(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            in_scope: 0,
            looked_at: 0,
            designed: 0,
            operated: 0,
            on_file: 0,
            deviating: 0,
            unknown: 0,
        }
    }
}

/// The part of a criterion's id before its dot: its family.
#[must_use]
pub fn family(criterion: &str) -> &str {
    criterion.split('.').next().unwrap_or(criterion)
}

/// The families of the criteria that are examined, in their order.
pub(super) fn families(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    not_looked_at: &[String],
) -> Vec<Family> {
    let categories = &engagement.profile.categories;
    let examined = |id: &str| {
        let mut criteria = engagement.catalogue.criteria.iter();
        criteria.any(|c| c.id == id && categories.contains(&c.category))
    };
    let mut found: Vec<Family> = Vec::new();
    for criterion in &engagement.catalogue.criteria {
        let id = family(&criterion.id);
        if categories.contains(&criterion.category) && !found.iter().any(|f| f.id == id) {
            found.push(Family::none(id));
        }
    }
    // A control whose first criterion is of no examined category serves the next of its criteria here.
    let of = |id: &str| {
        let control = engagement.catalogue.control(id)?;
        let mut all = std::iter::once(&control.primary).chain(&control.secondary);
        let served = all.find(|c| examined(c)).unwrap_or(&control.primary);
        Some(family(served))
    };
    for id in not_looked_at.iter().chain(controls.iter().map(|c| &c.id)) {
        if let Some(home) = of(id).filter(|home| !found.iter().any(|f| f.id == *home)) {
            found.push(Family::none(home));
        }
    }
    for id in not_looked_at {
        let home = of(id);
        if let Some(family) = found.iter_mut().find(|f| home == Some(f.id.as_str())) {
            family.in_scope += 1;
        }
    }
    for control in controls {
        let home = of(&control.id);
        let Some(family) = found.iter_mut().find(|f| home == Some(f.id.as_str())) else {
            continue;
        };
        let supported = control.supported;
        family.in_scope += 1;
        family.looked_at += 1;
        family.designed += u32::from(supported.low >= Level::DESIGNED);
        family.operated += u32::from(supported.low >= Level::OPERATED);
        family.on_file += u32::from(control.occurrences.shown.decided > 0);
        family.deviating += u32::from(control.occurrences.deviations > 0);
        family.unknown += u32::from(!supported.is_known());
    }
    found
}
