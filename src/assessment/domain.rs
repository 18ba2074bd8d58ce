//! Control domains: as strong as the weakest control that decides, with the distribution beside it.

use serde::Serialize;

use super::level::{Level, LevelRange};
use super::{ClaimKind, ControlAssessment};
use crate::input::Engagement;
use crate::input::control::Control;

/// One control domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DomainAssessment {
    /// The domain.
    pub id: String,
    /// Lowest claimed level of the deciding controls that were asked about; absent when none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<LevelRange>,
    /// Lowest supported level of the deciding controls.
    pub supported: LevelRange,
    /// The controls that decide: the domain-key controls looked at, or all looked at if none is key.
    pub decided_by: Vec<String>,
    /// Of these, the ones at the domain's lowest possible level: each has to rise for the domain to rise.
    pub held_by: Vec<String>,
    /// Domain-key controls in scope that were not looked at: they may be lower.
    pub keys_not_looked_at: Vec<String>,
    /// Controls looked at.
    pub looked_at: u32,
    /// Controls in scope that were not said not to apply.
    pub in_scope: u32,
    /// How many of those looked at are at each supported level, 0 to 5, by the lowest possible.
    pub distribution: [u32; 6],
}

/// The domains of what was looked at, in the order of the catalogue.
pub(super) fn domains(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    not_looked_at: &[String],
) -> Vec<DomainAssessment> {
    let catalogue = engagement.catalogue;
    let mut found = Vec::new();
    for domain in &catalogue.domains {
        let members: Vec<&ControlAssessment> =
            controls.iter().filter(|c| c.domain == domain.id).collect();
        if members.is_empty() {
            continue;
        }
        let is_key = |c: &&&ControlAssessment| {
            catalogue
                .control(&c.id)
                .is_some_and(|control| control.domain_key)
        };
        let mut deciding: Vec<&ControlAssessment> =
            members.iter().filter(is_key).copied().collect();
        if deciding.is_empty() {
            deciding.clone_from(&members);
        }
        let mut distribution = [0; 6];
        for member in &members {
            if let Some(n) = distribution.get_mut(usize::from(member.supported.low.number())) {
                *n += 1;
            }
        }
        let in_scope: Vec<&Control> = catalogue
            .controls
            .iter()
            .filter(|(d, _)| *d == domain.id)
            .map(|(_, c)| c)
            .filter(|c| members.iter().any(|m| m.id == c.id) || not_looked_at.contains(&c.id))
            .collect();
        let keys_not_looked_at = in_scope
            .iter()
            .filter(|c| c.domain_key && !members.iter().any(|m| m.id == c.id));
        let asked = deciding
            .iter()
            .filter(|c| c.claim.kind != ClaimKind::NotAsked);
        let top = LevelRange::exactly(Level::ENFORCED);
        let supported = deciding.iter().fold(top, |l, c| l.lower_of(c.supported));
        found.push(DomainAssessment {
            id: domain.id.clone(),
            claimed: asked.map(|c| c.claimed).reduce(LevelRange::lower_of),
            held_by: deciding
                .iter()
                .filter(|c| c.supported.low == supported.low && supported.low < Level::ENFORCED)
                .map(|c| c.id.clone())
                .collect(),
            supported,
            decided_by: deciding.iter().map(|c| c.id.clone()).collect(),
            keys_not_looked_at: keys_not_looked_at.map(|c| c.id.clone()).collect(),
            looked_at: u32::try_from(members.len()).unwrap_or(u32::MAX),
            in_scope: u32::try_from(in_scope.len()).unwrap_or(u32::MAX),
            distribution,
        });
    }
    found
}
