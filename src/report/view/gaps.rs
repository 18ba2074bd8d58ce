//! The part of the view about gaps: what is known of each, and what to do.

use serde::Serialize;

use super::register::RegisterView;
use super::{Scene, claimed_mark};
use crate::assessment::level::Level;
use crate::assessment::occurrences::{Occurrence, Occurrences, State};
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::input::control::{Control, Kind};
use crate::plan::gaps::{Gap, GapKind};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct GapView {
    pub(in crate::report) number: usize,
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    pub(in crate::report) severity: &'static str,
    pub(in crate::report) kind: &'static str,
    pub(in crate::report) domain: String,
    pub(in crate::report) criteria: String,
    pub(in crate::report) noted: String,
    pub(in crate::report) claimed: String,
    pub(in crate::report) claimed_mark: &'static str,
    pub(in crate::report) supported: String,
    pub(in crate::report) because: String,
    pub(in crate::report) next: String,
    pub(in crate::report) facts: Vec<String>,
    pub(in crate::report) deviation: String,
    pub(in crate::report) usual: String,
    pub(in crate::report) why: String,
    pub(in crate::report) repair: String,
    pub(in crate::report) first_step: String,
    pub(in crate::report) fix_now: String,
    pub(in crate::report) fix_properly: String,
    pub(in crate::report) effort: String,
    pub(in crate::report) lead: String,
    pub(in crate::report) keep: Vec<String>,
    pub(in crate::report) asked_for: String,
    pub(in crate::report) owner: String,
    pub(in crate::report) due: String,
}

impl Scene<'_> {
    pub(in crate::report) fn gap(
        &self,
        number: usize,
        gap: &Gap,
        line: &RegisterView,
    ) -> Option<GapView> {
        let control = self.catalogue_control(&gap.control)?;
        let assessed = self
            .assessment
            .controls
            .iter()
            .find(|c| c.id == gap.control)?;
        let because: Vec<&str> = assessed.caps.iter().map(|c| words::cap(*c)).collect();
        // Criteria of categories that are not examined would mislead.
        let criteria: Vec<&str> = std::iter::once(control.primary.as_str())
            .chain(control.secondary.iter().map(String::as_str))
            .filter(|id| self.is_examined(id))
            .collect();
        // Whoever says that it is done needs the proof, not the advice to do it.
        let proof = |lead: &str| format!("{lead} {}.", sentence(&control.keep));
        let fix_now = match gap.kind {
            GapKind::Evidence if assessed.claimed.low >= Level::OPERATED => {
                proof("You say that this is done: put the proof on file.")
            }
            GapKind::Evidence if assessed.claimed.low >= Level::DESIGNED => proof(
                "You say that this is set up: complete the proof, and look for where it does not hold.",
            ),
            _ => control.fix_now.clone(),
        };
        let shown = assessed.occurrences.shown.deviations > 0;
        Some(GapView {
            number,
            id: control.id.clone(),
            name: control.name.clone(),
            severity: control.severity.as_str(),
            kind: words::gap_kind(gap.kind, assessed.claimed, shown),
            domain: self.domain_name(&assessed.domain),
            criteria: criteria.join(", "),
            noted: words::percent(gap.noted),
            claimed: words::claimed(assessed.claim.kind, assessed.claimed),
            claimed_mark: claimed_mark(assessed),
            supported: words::levels(assessed.supported),
            because: because.join("; "),
            next: self.next_level(assessed.next.as_ref()),
            facts: self.facts(assessed),
            deviation: control.deviation.clone(),
            usual: control.usual.clone(),
            why: control.why.clone(),
            repair: words::recovery(
                control.recovery,
                assessed.occurrences.deviations > 0,
                shown,
                self.place(),
                self.engagement.window(),
                &self.engagement.catalogue.framework.words,
            ),
            first_step: words::first_sentence(&fix_now).to_owned(),
            fix_now,
            fix_properly: control.fix_properly.clone(),
            effort: words::plural(control.effort_days, "person-day", "person-days"),
            lead: words::plural(control.lead_weeks, "week", "weeks"),
            keep: control.keep.clone(),
            asked_for: asked_for(control),
            owner: line.owner.clone(),
            due: line.due.clone(),
        })
    }

    /// What is known about a control, each with its mark.
    pub(in crate::report) fn facts(&self, c: &ControlAssessment) -> Vec<String> {
        let mut facts = Vec::new();
        let o = &c.occurrences;
        match c.claim.kind {
            ClaimKind::Level => {
                for question in &c.claim.questions {
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
        facts.extend(o.listed.iter().filter_map(|o| self.occurrence(o)));
        if let Some(line) = undecided(o) {
            facts.push(line);
        }
        if o.shared {
            facts.push(
                "? You counted over days of which only some lie in the window. Which deviations fall in it nobody has said: the share of the days is taken, rounded up."
                    .to_owned(),
            );
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
        let items_needed = self.catalogue_control(&c.id).is_some_and(|k| {
            matches!(k.kind, Kind::Occurrence | Kind::Configuration) && k.procedures.is_empty()
        });
        if items_needed {
            facts.push(
                "? This release reads no export that would show it, so it stays at level 2 here at most."
                    .to_owned(),
            );
        }
        facts
    }

    /// A decided occurrence, or one that an answer speaks of.
    fn occurrence(&self, o: &Occurrence) -> Option<String> {
        let assumed = if o.assumed {
            ", measured against △ a default of ours, not a value of yours"
        } else {
            ""
        };
        let label = &o.label;
        let Some(evidence) = &o.evidence else {
            return match o.state {
                State::Late => Some(format!("✗ {label}: done late, as you say{assumed}")),
                State::Missed => Some(format!("✗ {label}: not done, as you say{assumed}")),
                State::DoesNot => Some(format!("✗ {label}: not as required, as you say{assumed}")),
                State::Claimed => Some(format!(
                    "○ {label}: done, as you say; nothing on file shows it"
                )),
                _ => None,
            };
        };
        let file = self.file_name(evidence);
        Some(match (o.tested, o.state) {
            (true, state) if state.deviates() => format!("✗ {label}: deviates ({file}{assumed})"),
            (true, _) => format!("✓ {label}: as it should be ({file})"),
            (false, State::Late) => format!("✗ {label}: done late ({file}{assumed})"),
            (false, state) if state.deviates() => {
                format!("✗ {label}: overdue by its date ({file}{assumed})")
            }
            (false, _) => format!("○ {label}: on file, contents not opened ({file})"),
        })
    }
}

/// How many occurrences nothing speaks of, and how many are still to come.
fn undecided(o: &Occurrences) -> Option<String> {
    let (unknown, to_come) = (o.in_state(State::Unknown), o.in_state(State::NotYetDue));
    let breached = o
        .in_state(State::Breached)
        .saturating_sub(o.shown.deviations);
    // What was counted and not told apart stands in no list.
    let counted = |state: State| {
        let listed = o.listed.iter().filter(|l| l.state == state).count();
        o.in_state(state)
            .saturating_sub(u32::try_from(listed).unwrap_or(u32::MAX))
    };
    let (missed, done) = (counted(State::Missed), counted(State::Claimed));
    let mut parts = Vec::new();
    if breached > 0 && o.listed.is_empty() {
        let they = if breached == 1 { "it" } else { "they" };
        parts.push(format!(
            "{breached} did not go as {they} should, as you say"
        ));
    }
    if missed > 0 {
        parts.push(format!("{missed} missed, as you say"));
    }
    if done > 0 {
        parts.push(format!("{done} done, as you say; nothing on file shows it"));
    }
    if unknown > 0 {
        parts.push(format!("of {unknown} nothing is known"));
    }
    if to_come > 0 {
        parts.push(format!("{to_come} still to come"));
    }
    let mark = match (breached + missed, unknown + to_come) {
        (1.., _) => "✗",
        (0, 1..) => "?",
        (0, 0) => "○",
    };
    (!parts.is_empty()).then(|| {
        format!(
            "{mark} Of {} in the window: {}.",
            o.population,
            parts.join(", ")
        )
    })
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

/// The line of a request list: what, from where, and how many items are usually drawn from it.
fn asked_for(control: &Control) -> String {
    let mut text = format!("{}.", control.request.join("; "));
    if let Some(source) = &control.source {
        text.push_str(&format!(" The complete list comes from: {source}."));
    }
    let sample = control.sample;
    if sample.high > 1 {
        text.push_str(&if sample.low == sample.high {
            format!(" Usually {} are drawn over twelve months.", sample.low)
        } else {
            format!(
                " Usually {} to {} are drawn over twelve months.",
                sample.low, sample.high
            )
        });
    }
    text
}
