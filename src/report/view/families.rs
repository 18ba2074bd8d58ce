//! The scope as the report lists it: families of criteria, systems.

use serde::Serialize;

use super::Scene;
use crate::report::heat;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FamilyView {
    id: String,
    name: String,
    looked_at: u32,
    in_scope: u32,
    designed: String,
    operated: String,
    on_file: String,
    deviating: u32,
    unknown: u32,
    /// Shades of these cells: `report/heat.rs`.
    designed_heat: u8,
    operated_heat: u8,
    on_file_heat: u8,
    deviating_heat: u8,
    unknown_heat: u8,
}

impl Scene<'_> {
    pub(super) fn families(&self) -> Vec<FamilyView> {
        let names = &self.engagement.catalogue.framework.families;
        let named = |id: &str| names.iter().find(|f| f.id == id).map(|f| f.name.clone());
        let families = self.assessment.families.iter();
        families
            .map(|f| FamilyView {
                name: named(&f.id).unwrap_or_default(),
                id: f.id.clone(),
                looked_at: f.looked_at,
                in_scope: f.in_scope,
                designed: self.language.share(f.designed, f.looked_at),
                operated: self.language.share(f.operated, f.looked_at),
                on_file: self.language.share(f.on_file, f.looked_at),
                deviating: f.deviating,
                unknown: f.unknown,
                designed_heat: heat::missing(f.designed, f.looked_at),
                operated_heat: heat::missing(f.operated, f.looked_at),
                on_file_heat: heat::missing(f.on_file, f.looked_at),
                deviating_heat: heat::some(f.deviating, f.looked_at),
                unknown_heat: heat::some(f.unknown, f.looked_at),
            })
            .collect()
    }

    /// The categories of the examination: in English by their ids.
    pub(super) fn categories(&self) -> String {
        let known = &self.engagement.catalogue.framework.categories;
        let named = |id: &String| {
            let category = known
                .iter()
                .find(|c| c.id == *id && !self.language.is_english());
            category.map_or_else(|| id.clone(), |c| c.name.clone())
        };
        let categories = self.engagement.profile.categories.iter();
        categories.map(named).collect::<Vec<_>>().join(", ")
    }

    /// The systems that were named, for people.
    pub(super) fn systems(&self) -> Vec<String> {
        let systems = self.engagement.profile.systems.iter();
        systems
            .map(|s| s.name.clone().unwrap_or_else(|| s.id.clone()))
            .collect()
    }
}
