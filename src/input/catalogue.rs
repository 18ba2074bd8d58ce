//! The control catalogue with everything that belongs to it, looked up by id.

use serde::Deserialize;

use super::control::{Control, Scope};
use super::criteria::{Criterion, Domain};
use super::policy::{PolicyValue, Population, Priors, SamplingPolicy};

/// What every questionnaire draws on.
///
/// Domains stand in their order; controls in the order of their domains.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// The trust services criteria.
    pub criteria: Vec<Criterion>,
    /// The control domains.
    pub domains: Vec<Domain>,
    /// Every control, with its domain's id.
    pub controls: Vec<(String, Control)>,
    /// Default populations.
    pub populations: Vec<Population>,
    /// Sampling policies.
    pub sampling_policies: Vec<SamplingPolicy>,
    /// Company policy values.
    pub policy_values: Vec<PolicyValue>,
    /// Judgement of the forecast.
    pub priors: Priors,
}

/// The catalogue as compiled by the build.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CatalogueFile {
    criteria: Vec<Criterion>,
    domains: Vec<Domain>,
    controls: Vec<DomainControls>,
    populations: Vec<Population>,
    sampling_policies: Vec<SamplingPolicy>,
    policy_values: Vec<PolicyValue>,
    priors: Priors,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DomainControls {
    domain: String,
    controls: Vec<Control>,
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
        controls.sort_by_key(|(domain, _)| place(domain).unwrap_or(usize::MAX));
        Self {
            criteria: file.criteria,
            domains: file.domains,
            controls,
            populations: file.populations,
            sampling_policies: file.sampling_policies,
            policy_values: file.policy_values,
            priors: file.priors,
        }
    }
}

impl Catalogue {
    /// The control with this id.
    #[must_use]
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.iter().find(|(_, c)| c.id == id).map(|(_, c)| c)
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

    /// Core controls whose base rate comes from this area.
    #[must_use]
    pub fn core_controls_in_area(&self, area: &str) -> usize {
        self.controls.iter().filter(|(_, c)| c.area == area && c.scope == Scope::Core).count()
    }
}
