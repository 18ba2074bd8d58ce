//! The parts of the view that a committee reads: what was found, what is followed, what has to be decided.

use serde::Serialize;

use super::Scene;
use super::register::RegisterView;
use crate::plan::Plan;
use crate::plan::advice::Advice;
use crate::plan::committee::Committee;
use crate::plan::fixes::Fixes;
use crate::plan::window::{Choice, Windows};
use crate::report::words;

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
    what: &'static str,
    text: String,
}

/// How many gaps are to be closed.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClosureView {
    to_close: u32,
}

pub(super) fn found(committee: &Committee) -> FoundView {
    let found = &committee.found;
    let known = found.shown + found.said;
    let deviations = words::plural(known, "deviation is", "deviations are");
    FoundView {
        deviations,
        controls: words::plural(found.controls, "control", "controls"),
        expected_known: words::expected(found.expected_known),
        expected_unknown: words::expected(found.expected_unknown),
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
        let mut found = Vec::new();
        let closure = &plan.committee.closure;
        if closure.without_owner > 0 {
            let gaps = words::plural(closure.without_owner, "gap", "gaps");
            found.push(decision("Who", format!("Name an owner for {gaps}.")));
        }
        if closure.without_day > 0 {
            let gaps = words::plural(closure.without_day, "gap", "gaps");
            found.push(decision("By when", format!("Set a day for {gaps}.")));
        }
        let over: Vec<&str> = register
            .iter()
            .filter(|line| line.acceptance_over)
            .map(|line| line.control.as_str())
            .collect();
        if !over.is_empty() {
            let text = format!(
                "The acceptance of the risk has run out: {}.",
                over.join(", ")
            );
            found.push(decision("Accept or close", text));
        }
        found.extend(self.fund(&advice.fixes));
        found.extend(self.window_to_take(&advice.windows));
        found
    }

    fn fund(&self, fixes: &Fixes) -> Option<DecisionView> {
        let chosen = &fixes.chosen;
        let days = words::plural(chosen.person_days, "person-day", "person-days");
        let text = format!(
            "{days} until {} take {} of {} weight points out of this window; what to fix first says which.",
            words::day(fixes.until),
            words::expected(chosen.removed),
            words::expected(fixes.expected),
        );
        (chosen.person_days > 0).then(|| decision("Effort", text))
    }

    fn window_to_take(&self, windows: &Windows) -> Option<DecisionView> {
        let (candidate, take) = match &windows.choice {
            Choice::Take { candidate } => (*candidate, true),
            Choice::None { nearest, .. } => (*nearest, false),
        };
        let best = windows.candidates.get(candidate)?;
        let days = format!("{} to {}", words::day(best.start), words::day(best.end));
        let text = match (take, best.planned) {
            (true, true) => return None,
            (true, false) => format!(
                "Keep the planned one, or take {days}, as long as the engagement is not agreed."
            ),
            (false, _) => format!(
                "No window is ready yet; {days} comes nearest. Set no date before the gaps above move."
            ),
        };
        Some(decision("Window", text))
    }
}

fn decision(what: &'static str, text: String) -> DecisionView {
    DecisionView { what, text }
}
