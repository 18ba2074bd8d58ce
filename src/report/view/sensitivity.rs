//! How the headline moves with what is assumed, as a table.

use serde::Serialize;

use super::scene::Scene;
use super::{OutlookView, outlook};
use crate::input::Engagement;
use crate::input::locale::Say;
use crate::input::sampling::{Sizes, in_words};
use crate::report::language::{Language, said, word};
use crate::risk::sensitivity::{Assumption, Sensitivity, Value, Variation};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SensitivityView {
    band: String,
    /// The assumption that moves the headline most; empty if none does.
    moves_most: String,
    variations: Vec<VariationView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VariationView {
    what: String,
    band: String,
    outlook: OutlookView,
}

impl Scene<'_> {
    pub(super) fn sensitivity(&self, found: &Sensitivity) -> SensitivityView {
        SensitivityView {
            band: self.language.band(found.band),
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
            band: self.language.band(varied.band),
            outlook: outlook(self.language, varied.outlook),
        }
    }

    fn assumption(&self, assumption: Assumption) -> String {
        let words = &self.engagement.catalogue.framework.words;
        self.language.word(match assumption {
            Assumption::TrustInClaims => word!("how much weight answers without evidence carry"),
            Assumption::Correlation => word!("how much controls go wrong together"),
            Assumption::SamplingPolicy => {
                return said!(
                    self.language,
                    "how many items {anExaminer} tests",
                    anExaminer = words.an_examiner
                );
            }
            Assumption::Hazard => word!("how often controls like these deviate anywhere"),
        })
    }

    fn instead(&self, varied: &Variation) -> String {
        let language = self.language;
        let decimal = |number: &f64| language.decimal(&number.to_string());
        match (varied.assumption, &varied.value) {
            (Assumption::TrustInClaims, Value::Number(trust)) if *trust <= 0.0 => {
                language.word(word!("only what is supported counts (τ = 0)"))
            }
            (Assumption::TrustInClaims, Value::Number(trust)) if *trust >= 1.0 => {
                language.word(word!("every answer holds (τ = 1)"))
            }
            (Assumption::TrustInClaims, Value::Number(trust)) => format!("τ = {}", decimal(trust)),
            (Assumption::Correlation, Value::Number(rho)) if *rho <= 0.0 => {
                language.word(word!("controls go wrong independently (ρ = 0)"))
            }
            (Assumption::Correlation, Value::Number(rho)) => said!(
                language,
                "controls go wrong together (ρ = {rho})",
                rho = decimal(rho)
            ),
            (Assumption::Hazard, Value::Number(0.5)) => language.word(word!(
                "published base rates halved (additions for low levels unchanged)"
            )),
            (Assumption::Hazard, Value::Number(2.0)) => language.word(word!(
                "published base rates doubled (additions for low levels unchanged)"
            )),
            (Assumption::Hazard, Value::Number(factor)) => said!(
                language,
                "published base rates times {factor} (additions for low levels unchanged)",
                factor = decimal(factor)
            ),
            (_, Value::Policy(id)) => {
                let policies = &self.engagement.catalogue.sampling_policies;
                let policy = policies.iter().find(|p| p.id == *id);
                let name = policy.map_or(id, |p| &p.name).to_lowercase();
                said!(language, "sampling: {name}", name = name)
            }
            (Assumption::SamplingPolicy, Value::Number(n)) => n.to_string(),
        }
    }
}

/// Which sizes the forecast assumes, and where they come from.
pub(super) fn sampling_policy(language: Language<'_>, engagement: &Engagement<'_>) -> String {
    let policy = &engagement.sampling_policy;
    let say: Say<'_> = &|sentence, values| language.said(sentence, values);
    let said = Sizes::of(&engagement.profile).in_words(engagement.catalogue, say);
    let said = said.unwrap_or_else(|| in_words(policy));
    match &engagement.profile.auditor_sampling {
        Some(_) => format!("○ {said}"),
        None => said!(
            language,
            "{said} ({source}; trust {trust})",
            said = said,
            source = policy.source.trim_end_matches('.'),
            trust = language.word(&policy.trust)
        ),
    }
}
