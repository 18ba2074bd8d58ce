//! What stands in for something that nobody said, as the report lists it.

use super::Scene;
use crate::assessment::occurrences::State;
use crate::evidence::workpaper::Basis;
use crate::input::control::Kind;
use crate::input::policy::PopulationUnit;
use crate::report::language::{said, word};

impl Scene<'_> {
    /// Every default that stands in for something nobody said.
    pub(super) fn assumptions(&self) -> Vec<String> {
        let engagement = self.engagement;
        let mut found = Vec::new();
        let mut used: Vec<(&str, u32)> = Vec::new();
        for c in &self.assessment.controls {
            let control = self.catalogue_control(&c.id);
            let Some(id) = control.and_then(|k| k.population.as_deref()) else {
                continue;
            };
            if c.occurrences.basis == Basis::Assumed && !used.iter().any(|(u, _)| *u == id) {
                used.push((id, c.occurrences.population));
            }
        }
        let periodic: Vec<&str> = self
            .assessment
            .controls
            .iter()
            .filter(|c| c.occurrences.basis == Basis::Assumed)
            .filter_map(|c| self.catalogue_control(&c.id))
            .filter(|k| k.kind == Kind::Periodic)
            .map(|k| k.id.as_str())
            .collect();
        if !periodic.is_empty() {
            found.push(said!(
                self.language,
                "These controls are due as often as is usual, because you stated no cadence of your own: {controls}.",
                controls = periodic.join(", ")
            ));
        }
        for c in &self.assessment.controls {
            let control = self.catalogue_control(&c.id);
            let document = control.is_some_and(|k| k.kind == Kind::Document);
            if document && c.occurrences.listed.iter().any(|o| o.assumed) {
                found.push(match engagement.policy_value("policy-review-days") {
                    Some(own) => said!(
                        self.language,
                        "Policies are reviewed every {days} days.",
                        days = own.value
                    ),
                    None => self
                        .language
                        .word(word!("Documents are reviewed every 365 days.")),
                });
            }
        }
        for (id, counted) in used {
            let (Some(n), Some(p)) = (
                engagement.population(id),
                engagement.catalogue.population(id),
            ) else {
                continue;
            };
            found.push(match p.unit {
                PopulationUnit::PerYear => said!(
                    self.language,
                    "{what} in the window: {count}. {reason}",
                    count = counted,
                    what = p.name,
                    reason = p.reason
                ),
                PopulationUnit::Stock => format!("{}: {}. {}", p.name, n.value, p.reason),
            });
        }
        let rated = self.assessment.controls.iter();
        let rated = rated.filter(|c| {
            let o = &c.occurrences;
            o.basis == Basis::Stated && o.in_state(State::NotYetDue) > 0
        });
        let rated = rated.filter(|c| self.is_expected(c)).map(|c| c.id.as_str());
        let rated: Vec<&str> = rated.collect();
        if !rated.is_empty() {
            found.push(said!(
                self.language,
                "As many are still to come in the window as the rate counted or stated so far suggests: {controls}.",
                controls = rated.join(", ")
            ));
        }
        found
    }
}
