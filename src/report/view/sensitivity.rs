//! How the headline moves with what is assumed, as a table.

use serde::Serialize;

use super::scene::Scene;
use super::{OutlookView, outlook};
use crate::input::Engagement;
use crate::input::sampling::in_words;
use crate::report::words;
use crate::risk::sensitivity::{Assumption, Sensitivity, Value, Variation};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SensitivityView {
    band: &'static str,
    /// The assumption that moves the headline most; empty if none does.
    moves_most: String,
    variations: Vec<VariationView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VariationView {
    what: String,
    band: &'static str,
    outlook: OutlookView,
}

impl Scene<'_> {
    pub(super) fn sensitivity(&self, found: &Sensitivity) -> SensitivityView {
        SensitivityView {
            band: words::band(found.band),
            moves_most: found
                .moves_most
                .map(|a| self.assumption(a))
                .unwrap_or_default(),
            variations: found.variations.iter().map(|v| self.variation(v)).collect(),
        }
    }

    fn variation(&self, varied: &Variation) -> VariationView {
        VariationView {
            what: self.instead(varied),
            band: words::band(varied.band),
            outlook: outlook(varied.outlook),
        }
    }

    fn assumption(&self, assumption: Assumption) -> String {
        let words = &self.engagement.catalogue.framework.words;
        match assumption {
            Assumption::TrustInClaims => "how far your answers are believed".to_owned(),
            Assumption::Correlation => "how much controls go wrong together".to_owned(),
            Assumption::SamplingPolicy => format!("how many items {} tests", words.an_examiner),
            Assumption::Hazard => "how often controls like these deviate anywhere".to_owned(),
        }
    }

    fn instead(&self, varied: &Variation) -> String {
        match (varied.assumption, &varied.value) {
            (Assumption::TrustInClaims, Value::Number(trust)) if *trust <= 0.0 => {
                "only what is supported counts (τ = 0)".to_owned()
            }
            (Assumption::TrustInClaims, Value::Number(trust)) if *trust >= 1.0 => {
                "every answer holds (τ = 1)".to_owned()
            }
            (Assumption::TrustInClaims, Value::Number(trust)) => format!("τ = {trust}"),
            (Assumption::Correlation, Value::Number(rho)) if *rho <= 0.0 => {
                "controls go wrong independently (ρ = 0)".to_owned()
            }
            (Assumption::Correlation, Value::Number(rho)) => {
                format!("controls go wrong together (ρ = {rho})")
            }
            (Assumption::Hazard, Value::Number(0.5)) => {
                "deviations half as likely everywhere".to_owned()
            }
            (Assumption::Hazard, Value::Number(2.0)) => {
                "deviations twice as likely everywhere".to_owned()
            }
            (Assumption::Hazard, Value::Number(factor)) => {
                format!("deviations {factor} times as likely everywhere")
            }
            (_, Value::Policy(id)) => {
                let policies = &self.engagement.catalogue.sampling_policies;
                let policy = policies.iter().find(|p| p.id == *id);
                let name = policy.map_or(id, |p| &p.name).to_lowercase();
                format!("sampling: {name}")
            }
            (Assumption::SamplingPolicy, Value::Number(n)) => n.to_string(),
        }
    }
}

/// Which sizes the forecast assumes, and where they come from.
pub(super) fn sampling_policy(engagement: &Engagement<'_>) -> String {
    let policy = &engagement.sampling_policy;
    let said = in_words(policy);
    match engagement.profile.auditor_sampling {
        Some(_) => format!("○ {said}"),
        None => format!(
            "{said} ({}; trust {})",
            policy.source.trim_end_matches('.'),
            policy.trust
        ),
    }
}
