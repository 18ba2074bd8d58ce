//! What stands, as the report lists it.

use super::Scene;
use crate::assessment::level::Level;
use crate::report::language::said;

impl Scene<'_> {
    /// Controls that evidence shows to run, without a deviation.
    pub(super) fn strengths(&self) -> Vec<String> {
        let controls = self.assessment.controls.iter();
        let shown =
            controls.filter(|c| c.occurrences.deviations == 0 && c.occurrences.shown.decided > 0);
        shown
            .map(|c| {
                let o = &c.occurrences;
                let due = o.due_so_far.max(o.shown.decided);
                said!(
                    self.language,
                    "{control}: {shown} of {due} due so far, supported level {level}",
                    control = self.named(&c.id),
                    shown = o.shown.decided,
                    due = due,
                    level = self.language.levels(c.supported)
                )
            })
            .collect()
    }

    /// Controls that are designed and in place as the answers say, and that nothing on file shows to run.
    pub(super) fn designed(&self) -> Vec<String> {
        let controls = self.assessment.controls.iter();
        let said = controls.filter(|c| {
            c.occurrences.deviations == 0
                && c.occurrences.shown.decided == 0
                && c.supported.low >= Level::DESIGNED
        });
        said.map(|c| self.named(&c.id)).collect()
    }
}
