//! The control catalogue with everything that belongs to it, looked up by id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::control::{CORE, Control};
use super::framework::{Criterion, Domain, Framework, Retired};
use super::policy::{PolicyValue, Population, Priors, SamplingPolicy};
use super::rules::{ContradictionRule, RedFlagRule};
use super::scoping::Fact;
use crate::sorting::{Gathering, Sorting};

/// What every questionnaire draws on.
///
/// Domains stand in their order; controls in the order of their domains.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// What it is for.
    pub framework: Framework,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The control domains.
    pub domains: Vec<Domain>,
    /// Every control, with its domain's id.
    pub controls: Vec<(String, Control)>,
    /// Scoping facts, in the order asked.
    pub scoping: Vec<Fact>,
    /// Default populations.
    pub populations: Vec<Population>,
    /// Sampling policies.
    pub sampling_policies: Vec<SamplingPolicy>,
    /// Company policy values.
    pub policy_values: Vec<PolicyValue>,
    /// Judgement of the forecast.
    pub priors: Priors,
    /// Patterns that auditors stop at.
    pub red_flags: Vec<RedFlagRule>,
    /// Statements that are hardly both true.
    pub contradictions: Vec<ContradictionRule>,
    /// Ids that controls once had.
    pub retired: Vec<Retired>,
    /// SHA-256 of its canonical JSON, in hexadecimal; empty until [`Content`](super::content::Content) is made of it.
    pub sha256: String,
    /// Where each control stands in `controls`.
    places: BTreeMap<String, usize>,
}

/// The catalogue as compiled from its authored files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CatalogueFile {
    /// What it is for.
    pub framework: Framework,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The control domains, in the order in which a report shows them.
    pub domains: Vec<Domain>,
    /// The controls, by domain.
    pub controls: Vec<DomainControls>,
    /// Scoping facts, in the order asked.
    #[serde(default)]
    pub scoping: Vec<Fact>,
    /// Default populations.
    pub populations: Vec<Population>,
    /// Sampling policies.
    pub sampling_policies: Vec<SamplingPolicy>,
    /// Values that a company can state about its own rules.
    #[serde(default)]
    pub policy_values: Vec<PolicyValue>,
    /// Judgement of the forecast.
    pub priors: Priors,
    /// Patterns that auditors stop at.
    #[serde(default)]
    pub red_flags: Vec<RedFlagRule>,
    /// Statements that are hardly both true.
    #[serde(default)]
    pub contradictions: Vec<ContradictionRule>,
    /// Ids that controls once had.
    #[serde(default)]
    pub retired: Vec<Retired>,
}

/// The controls of one domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DomainControls {
    /// The domain.
    pub domain: String,
    /// Its controls.
    pub controls: Vec<Control>,
}

impl From<CatalogueFile> for Catalogue {
    fn from(file: CatalogueFile) -> Self {
        let mut controls: Vec<(String, Control)> = file
            .controls
            .into_iter()
            .flat_map(|d| {
                let domain = d.domain;
                d.controls.into_iter().map(move |c| (domain.clone(), c))
            })
            .collect();
        let place = |id: &str| file.domains.iter().position(|d| d.id == id);
        controls.in_order_of(|(domain, _)| place(domain).unwrap_or(usize::MAX));
        let places = controls
            .iter()
            .enumerate()
            .map(|(i, (_, c))| (c.id.clone(), i))
            .keyed();
        Self {
            framework: file.framework,
            criteria: file.criteria,
            domains: file.domains,
            controls,
            scoping: file.scoping,
            populations: file.populations,
            sampling_policies: file.sampling_policies,
            policy_values: file.policy_values,
            priors: file.priors,
            red_flags: file.red_flags,
            contradictions: file.contradictions,
            retired: file.retired,
            sha256: String::new(),
            places,
        }
    }
}

impl Catalogue {
    /// The control with this id.
    #[must_use]
    pub fn control(&self, id: &str) -> Option<&Control> {
        let place = *self.places.get(id)?;
        self.controls.get(place).map(|(_, c)| c)
    }

    /// The sampling policy with this id.
    #[must_use]
    pub fn sampling_policy(&self, id: &str) -> Option<&SamplingPolicy> {
        self.sampling_policies.iter().find(|p| p.id == id)
    }

    /// The population with this id.
    #[must_use]
    pub fn population(&self, id: &str) -> Option<&Population> {
        self.populations.iter().find(|p| p.id == id)
    }

    /// The policy value with this id.
    #[must_use]
    pub fn policy_value(&self, id: &str) -> Option<&PolicyValue> {
        self.policy_values.iter().find(|p| p.id == id)
    }

    /// The scoping fact with this id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.scoping.iter().find(|f| f.id == id)
    }

    /// The controls that a test procedure decides.
    pub fn tested_by<'a>(&'a self, procedure: &'a str) -> impl Iterator<Item = &'a Control> {
        let names = move |c: &&Control| c.procedures.iter().any(|p| p == procedure);
        self.controls.iter().map(|(_, c)| c).filter(names)
    }

    /// Core controls whose base rate comes from this area.
    #[must_use]
    pub fn core_controls_in_area(&self, area: &str) -> usize {
        self.controls
            .iter()
            .filter(|(_, c)| c.area == area && c.scope == CORE)
            .count()
    }
}
