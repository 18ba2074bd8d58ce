//! The parts of the view that a committee reads: what was found, what is followed, what has to be decided.

use serde::Serialize;

use super::Scene;
use super::register::RegisterView;
use crate::plan::Plan;
use crate::plan::advice::Advice;
use crate::plan::committee::Committee;
use crate::plan::fixes::Fixes;
use crate::plan::window::{Choice, Windows};
use crate::report::language::{Language, counted, said, word};

/// What is known of deviations, in words beside the counts.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundView {
    /// "2 deviations are".
    deviations: String,
    /// "2 controls".
    controls: String,
    expected_known: String,
    expected_unknown: String,
}

/// What only management can decide.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DecisionView {
    what: String,
    text: String,
}

/// How many gaps are to be closed.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClosureView {
    to_close: u32,
}

pub(super) fn found(language: Language<'_>, committee: &Committee) -> FoundView {
    let found = &committee.found;
    let known = found.shown + found.said;
    FoundView {
        deviations: counted!(
            language,
            known,
            "{count} deviation is",
            "{count} deviations are"
        ),
        controls: counted!(
            language,
            found.controls,
            "{count} control",
            "{count} controls"
        ),
        expected_known: language.expected(found.expected_known),
        expected_unknown: language.expected(found.expected_unknown),
    }
}

pub(super) fn closure(committee: &Committee) -> ClosureView {
    ClosureView {
        to_close: committee.closure.to_close(),
    }
}

impl Scene<'_> {
    /// What only management can decide, each as a sentence with what it takes.
    pub(super) fn decisions(
        &self,
        plan: &Plan,
        advice: &Advice<'_>,
        register: &[RegisterView],
    ) -> Vec<DecisionView> {
        let (mut found, language) = (Vec::new(), self.language);
        let closure = &plan.committee.closure;
        if closure.without_owner > 0 {
            let text = counted!(
                language,
                closure.without_owner,
                "Name an owner for {count} gap.",
                "Name an owner for {count} gaps."
            );
            found.push(self.decision(word!("Who"), text));
        }
        if closure.without_day > 0 {
            let text = counted!(
                language,
                closure.without_day,
                "Set a day for {count} gap.",
                "Set a day for {count} gaps."
            );
            found.push(self.decision(word!("By when"), text));
        }
        let over: Vec<&str> = register
            .iter()
            .filter(|line| line.acceptance_over)
            .map(|line| line.control.as_str())
            .collect();
        if !over.is_empty() {
            let text = said!(
                language,
                "The acceptance of the risk has run out: {controls}.",
                controls = over.join(", ")
            );
            found.push(self.decision(word!("Accept or close"), text));
        }
        found.extend(self.fund(&advice.fixes));
        found.extend(self.window_to_take(&advice.windows));
        found
    }

    fn fund(&self, fixes: &Fixes) -> Option<DecisionView> {
        let chosen = &fixes.chosen;
        let language = self.language;
        let text = counted!(
            language,
            chosen.person_days,
            "{count} person-day until {until} take {removed} of {expected} weight points out of this window; what to fix first says which.",
            "{count} person-days until {until} take {removed} of {expected} weight points out of this window; what to fix first says which.",
            until = language.day(fixes.until),
            removed = language.expected(chosen.removed),
            expected = language.expected(fixes.expected)
        );
        (chosen.person_days > 0).then(|| self.decision(word!("Effort"), text))
    }

    fn window_to_take(&self, windows: &Windows) -> Option<DecisionView> {
        let (candidate, take) = match &windows.choice {
            Choice::Take { candidate } => (*candidate, true),
            Choice::None { nearest, .. } => (*nearest, false),
        };
        let best = windows.candidates.get(candidate)?;
        let days = self.language.days(best.start, best.end);
        let text = match (take, best.planned) {
            (true, true) => return None,
            (true, false) => said!(
                self.language,
                "Keep the planned one, or take {window}, as long as the engagement is not agreed.",
                window = days
            ),
            (false, _) => said!(
                self.language,
                "No window is ready yet, not even {window}. Set no date before the gaps above move.",
                window = days
            ),
        };
        Some(self.decision(word!("Window"), text))
    }

    fn decision(&self, what: &str, text: String) -> DecisionView {
        let what = self.language.word(what);
        DecisionView { what, text }
    }
}
