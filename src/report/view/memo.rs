//! The parts of the view that a committee reads: what was found, and what is followed.

use serde::Serialize;

use super::Scene;
use super::register::RegisterView;
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::evidence::workpaper::Basis;
use crate::plan::Plan;
use crate::report::language::counted;
use crate::sorting::Sorting;

/// Controls named for the most deviations (J): what most of the sum comes from, and no list of its own.
const NAMED: usize = 3;

/// What is known of deviations, in words beside the counts.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundView {
    /// "2 deviations are".
    deviations: String,
    /// "2 controls".
    controls: String,
    /// Where most of those are that were only said, as "CM-01 41 of 14624"; empty where no more are named than there are.
    most: String,
    expected_known: String,
    expected_unknown: String,
    /// Of the controls that do not run: those of which nobody knows.
    not_known: usize,
}

/// What is still to be followed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClosureView {
    /// Gaps that are not accepted.
    to_close: u32,
    /// Whether anything was said of any gap: an owner, a day, a status.
    managed: bool,
    /// Ids of gaps whose acceptance has run out.
    acceptance_over: String,
    /// Controls without an answer that are no gaps yet.
    unanswered: usize,
}

impl Scene<'_> {
    pub(super) fn found(&self, plan: &Plan) -> FoundView {
        let (language, committee) = (self.language, &plan.committee);
        let found = &committee.found;
        let known = found.shown + found.said;
        let all = found.expected_known + found.expected_unknown;
        let (expected_known, expected_unknown) = language.parted(found.expected_known, all);
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
            most: self.most_said(),
            expected_known,
            expected_unknown,
            not_known: self.assessment.controls.iter().filter(is_unknown).count(),
        }
    }

    /// The controls with the most deviations that only answers say, where there are others beside them.
    fn most_said(&self) -> String {
        let said = |c: &ControlAssessment| {
            let o = &c.occurrences;
            o.deviations.saturating_sub(o.shown.deviations)
        };
        let controls = self.assessment.controls.iter();
        let mut most: Vec<_> = controls.filter(|c| said(c) > 0).collect();
        if most.len() <= NAMED {
            return String::new();
        }
        // A stable sort: what compares equal stays in catalogue order.
        most.in_order_of(|c| std::cmp::Reverse(said(c)));
        let told = most.into_iter().take(NAMED).map(|c| {
            let o = &c.occurrences;
            let assumed = match o.basis {
                Basis::Assumed => "△\u{a0}",
                Basis::Stated => "",
            };
            let all = format!("{assumed}{}", o.population);
            format!("{} {}", c.id, self.language.of(said(c), all))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn closure(&self, plan: &Plan, register: &[RegisterView]) -> ClosureView {
        let over = register.iter().filter(|line| line.acceptance_over);
        let over: Vec<&str> = over.map(|line| line.control.as_str()).collect();
        let mut open = self.assessment.controls.iter();
        let open = open.by_ref().filter(|c| c.claim.kind == ClaimKind::Open);
        let is_gap = |id: &str| plan.gaps.iter().any(|g| g.control == id);
        ClosureView {
            to_close: plan.committee.closure.to_close(),
            managed: register.iter().any(RegisterView::is_managed),
            acceptance_over: over.join(", "),
            unanswered: open.filter(|c| !is_gap(&c.id)).count(),
        }
    }
}

/// Whether nobody knows if it runs: nothing is on file, nothing deviated, no answer says so.
fn is_unknown(c: &&ControlAssessment) -> bool {
    let o = &c.occurrences;
    o.deviations == 0 && o.shown.decided == 0 && c.claim.kind != ClaimKind::Level
}
