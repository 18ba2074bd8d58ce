//! The part of the view about gaps: what is known of each, and what to do.

use serde::Serialize;

use super::{Scene, claimed_mark};
use crate::assessment::level::Level;
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::evidence::CONTROLS_TESTED;
use crate::input::control::Kind;
use crate::plan::gaps::{Gap, GapKind};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GapView {
    number: usize,
    id: String,
    name: String,
    severity: &'static str,
    kind: &'static str,
    domain: String,
    criteria: String,
    noted: String,
    claimed: String,
    claimed_mark: &'static str,
    supported: String,
    because: String,
    facts: Vec<String>,
    deviation: String,
    usual: String,
    why: String,
    repair: String,
    first_step: String,
    fix_now: String,
    fix_properly: String,
    effort: String,
    lead: String,
    keep: Vec<String>,
}

impl Scene<'_> {
    pub(super) fn gap(&self, number: usize, gap: &Gap) -> Option<GapView> {
        let control = self.catalogue_control(&gap.control)?;
        let assessed = self
            .assessment
            .controls
            .iter()
            .find(|c| c.id == gap.control)?;
        let because: Vec<&str> = assessed.caps.iter().map(|c| words::cap(*c)).collect();
        let criteria: Vec<&str> = std::iter::once(control.primary.as_str())
            .chain(control.secondary.iter().map(String::as_str))
            .collect();
        // Whoever says that it is done needs the proof, not the advice to do it.
        let done = gap.kind == GapKind::Evidence && assessed.claimed.low >= Level::OPERATED;
        let fix_now = if done {
            format!(
                "You say that this is done: put the proof on file. {}.",
                sentence(&control.keep)
            )
        } else {
            control.fix_now.clone()
        };
        Some(GapView {
            number,
            id: control.id.clone(),
            name: control.name.clone(),
            severity: control.severity.as_str(),
            kind: words::gap_kind(gap.kind, assessed.claimed),
            domain: self.domain_name(&assessed.domain),
            criteria: criteria.join(", "),
            noted: words::percent(gap.noted),
            claimed: words::claimed(assessed.claim.kind, assessed.claimed),
            claimed_mark: claimed_mark(assessed),
            supported: words::levels(assessed.supported),
            because: because.join("; "),
            facts: self.facts(assessed),
            deviation: control.deviation.clone(),
            usual: control.usual.clone(),
            why: control.why.clone(),
            repair: words::recovery(
                control.recovery,
                assessed.occurrences.deviations > 0,
                self.place(),
                self.engagement.window(),
            ),
            first_step: words::first_sentence(&fix_now).to_owned(),
            fix_now,
            fix_properly: control.fix_properly.clone(),
            effort: words::plural(control.effort_days, "person-day", "person-days"),
            lead: words::plural(control.lead_weeks, "week", "weeks"),
            keep: control.keep.clone(),
        })
    }

    /// What is known about a control, each with its mark.
    pub(super) fn facts(&self, c: &ControlAssessment) -> Vec<String> {
        let mut facts = Vec::new();
        let o = &c.occurrences;
        match c.claim.kind {
            ClaimKind::Level => {
                if let Some(question) = &c.claim.question {
                    facts.push(format!("○ You said: \"{}\"", self.answer_text(question)));
                }
            }
            ClaimKind::Unknown => {
                let who = c.claim.ask.as_ref();
                let who = who.map(|w| format!(" Ask: {w}.")).unwrap_or_default();
                facts.push(format!("? You said that you do not know.{who}"));
            }
            ClaimKind::Open => facts.push("? The question is not answered yet.".to_owned()),
            ClaimKind::NotAsked => {
                facts.push(
                    "? No question of this questionnaire speaks for it; only evidence does."
                        .to_owned(),
                );
            }
        }
        for occurrence in &o.listed {
            let file = self.file_name(&occurrence.evidence);
            let assumed = if occurrence.assumed {
                ", measured against △ a default of ours, not a value of yours"
            } else {
                ""
            };
            let label = &occurrence.label;
            facts.push(match (occurrence.tested, occurrence.state.deviates()) {
                (true, true) => format!("✗ {label}: deviates ({file}{assumed})"),
                (true, false) => format!("✓ {label}: as it should be ({file})"),
                (false, true) => format!("✗ {label}: overdue by its date ({file}{assumed})"),
                (false, false) => format!("○ {label}: on file, contents not opened ({file})"),
            });
        }
        if o.items.tested > 0 {
            let off = o.items.tested - o.items.conforming;
            let mark = if off == 0 { "✓" } else { "✗" };
            let deviate = if off == 1 { "deviates" } else { "deviate" };
            facts.push(format!(
                "{mark} Of {} in the file, {off} {deviate}.",
                words::plural(o.items.tested, "item tested", "items tested")
            ));
        }
        for left in &o.not_counted {
            facts.push(format!(
                "? {} is not counted: {}.",
                self.file_name(&left.evidence),
                words::not_counted(left.reason)
            ));
        }
        let items_needed = self
            .catalogue_control(&c.id)
            .is_some_and(|k| matches!(k.kind, Kind::Occurrence | Kind::Configuration));
        if items_needed && !CONTROLS_TESTED.contains(&c.id.as_str()) {
            facts.push(
                "? This release reads no export that would show it, so it stays at level 2 here at most."
                    .to_owned(),
            );
        }
        facts
    }
}

/// A list as a sentence without its stop: the first letter capital, parts apart by commas.
fn sentence(parts: &[String]) -> String {
    let text = parts.join(", ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}
