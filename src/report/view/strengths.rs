//! What stands, as the report lists it.

use serde::Serialize;

use super::Scene;
use super::scene::NotLookedAtView;
use crate::assessment::ControlAssessment;
use crate::assessment::level::Level;
use crate::assessment::occurrences::Occurrences;
use crate::report::language::said;

/// Controls without a deviation, by what is behind that.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StrengthsView {
    /// Shown by something whose contents were tested.
    tested: Vec<String>,
    /// On file by title alone: nobody has opened it.
    listed: Vec<String>,
    /// The ids of those.
    by_title: String,
    /// Stated and not shown, by domain.
    designed: Vec<NotLookedAtView>,
    /// All others that were looked at.
    left_out: usize,
}

impl Scene<'_> {
    pub(super) fn strengths(&self) -> StrengthsView {
        let fine = |c: &&ControlAssessment| c.occurrences.deviations == 0;
        let controls = || self.assessment.controls.iter().filter(fine);
        let on_file = controls().filter(|c| c.occurrences.shown.decided > 0);
        let (tested, listed): (Vec<_>, Vec<_>) = on_file.partition(|c| is_tested(&c.occurrences));
        let stated: Vec<&str> = controls()
            .filter(|c| c.occurrences.shown.decided == 0 && c.supported.low >= Level::DESIGNED)
            .map(|c| c.id.as_str())
            .collect();
        let told = tested.len() + listed.len() + stated.len();
        let ids: Vec<&str> = listed.iter().map(|c| c.id.as_str()).collect();
        StrengthsView {
            by_title: ids.join(", "),
            left_out: self.assessment.controls.len().saturating_sub(told),
            tested: tested.into_iter().map(|c| self.strength(c)).collect(),
            listed: listed.into_iter().map(|c| self.strength(c)).collect(),
            designed: self.by_domain(&|id| stated.contains(&id)),
        }
    }

    fn strength(&self, c: &ControlAssessment) -> String {
        let o = &c.occurrences;
        said!(
            self.language,
            "{control}: {shown} of {due} due so far, supported level {level}",
            control = self.named(&c.id),
            shown = o.shown.decided,
            due = o.due_so_far.max(o.shown.decided),
            level = self.language.levels(c.supported)
        )
    }
}

/// Whether the contents of something on file were tested, or all of it is there by its title alone.
pub(super) fn is_tested(o: &Occurrences) -> bool {
    o.items.tested > 0 || o.listed.iter().any(|l| l.tested)
}
