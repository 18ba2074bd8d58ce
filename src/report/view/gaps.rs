//! The part of the view about gaps: what is known of each, and what to do.

use serde::Serialize;

use super::register::RegisterView;
use super::{Scene, claimed_mark};
use crate::assessment::level::Level;
use crate::assessment::occurrences::{Occurrence, State};
use crate::assessment::{ClaimKind, ControlAssessment};
use crate::evidence::workpaper::Basis;
use crate::input::control::{Control, Kind};
use crate::input::policy::PopulationUnit;
use crate::plan::gaps::{Gap, GapKind};
use crate::report::language::{Said, counted, said, word};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct GapView {
    pub(in crate::report) number: usize,
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    pub(in crate::report) severity: String,
    pub(in crate::report) kind: String,
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
    /// Whether something has deviated, so that it cannot be undone.
    pub(in crate::report) has_happened: bool,
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
        let language = self.language;
        let because: Vec<String> = assessed.caps.iter().map(|c| language.cap(*c)).collect();
        // Criteria of categories that are not examined would mislead.
        let criteria: Vec<&str> = std::iter::once(control.primary.as_str())
            .chain(control.secondary.iter().map(String::as_str))
            .filter(|id| self.is_examined(id))
            .collect();
        // Whoever says that it is done needs the proof, not the advice to do it.
        let proof = |lead: &str| format!("{} {}.", language.word(lead), sentence(&control.keep));
        let fix_now = match gap.kind {
            GapKind::Evidence if assessed.claimed.low >= Level::OPERATED => {
                proof(word!("You say that this is done: put the proof on file."))
            }
            GapKind::Evidence if assessed.claimed.low >= Level::DESIGNED => proof(word!(
                "You say that this is set up: complete the proof, and look for where it does not hold."
            )),
            _ => control.fix_now.clone(),
        };
        let shown = assessed.occurrences.shown.deviations > 0;
        Some(GapView {
            number,
            id: control.id.clone(),
            name: control.name.clone(),
            severity: language.word(control.severity.as_str()),
            kind: self.language.gap_kind(gap.kind, assessed.claimed, shown),
            domain: self.domain_name(&assessed.domain),
            criteria: criteria.join(", "),
            noted: self.language.chance(gap.noted),
            claimed: self.language.claimed(assessed.claim.kind, assessed.claimed),
            claimed_mark: claimed_mark(assessed),
            supported: self.language.levels(assessed.supported),
            because: because.join("; "),
            next: self.next_level(assessed.next.as_ref()),
            facts: self.facts(assessed),
            deviation: self.deviation(control),
            has_happened: assessed.occurrences.deviations > 0,
            usual: control.usual.clone(),
            why: control.why.clone(),
            repair: self.language.recovery(
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
            effort: counted!(
                language,
                control.effort_days,
                "{count} person-day",
                "{count} person-days"
            ),
            lead: counted!(
                language,
                control.lead_weeks,
                "{count} week",
                "{count} weeks"
            ),
            keep: control.keep.clone(),
            asked_for: self.asked_for(control),
            owner: line.owner.clone(),
            due: line.due.clone(),
        })
    }

    /// What is known about a control, each with its mark.
    pub(in crate::report) fn facts(&self, c: &ControlAssessment) -> Vec<String> {
        let (mut facts, language) = (Vec::new(), self.language);
        let o = &c.occurrences;
        match c.claim.kind {
            ClaimKind::Level => {
                for question in &c.claim.questions {
                    let answer = self.answer_text(question);
                    facts.push(said!(language, "○ You said: \"{answer}\"", answer = answer));
                }
            }
            ClaimKind::Unknown => {
                facts.push(match &c.claim.ask {
                    Some(who) => said!(
                        language,
                        "? You said that you do not know. Ask: {who}.",
                        who = who
                    ),
                    None => language.word(word!("? You said that you do not know.")),
                });
            }
            ClaimKind::Open => {
                facts.push(language.word(word!("? The question is not answered yet.")));
            }
            ClaimKind::NotAsked => facts.push(language.word(word!(
                "? No question of this questionnaire speaks for it; only evidence does."
            ))),
        }
        facts.extend(o.listed.iter().filter_map(|o| self.occurrence(o)));
        if let Some(line) = self.undecided(c) {
            facts.push(line);
        }
        if o.shared {
            facts.push(language.word(word!(
                "? You counted over days of which only some lie in the window. Which deviations fall in it nobody has said: the share of the days is taken, rounded up."
            )));
        }
        if o.items.tested > 0 {
            let off = o.items.tested - o.items.conforming;
            let mark = if off == 0 { "✓" } else { "✗" };
            let tested = self.items_tested(o.items.tested);
            facts.push(counted!(
                language,
                off,
                "{mark} Of {tested} in the file, {count} deviates.",
                "{mark} Of {tested} in the file, {count} deviate.",
                mark = mark,
                tested = tested
            ));
        }
        for left in &o.not_counted {
            facts.push(said!(
                language,
                "? {file} is not counted: {why}.",
                file = self.file_name(&left.evidence),
                why = language.not_counted(left.reason)
            ));
        }
        let items_needed = self.catalogue_control(&c.id).is_some_and(|k| {
            matches!(k.kind, Kind::Occurrence | Kind::Configuration) && k.procedures.is_empty()
        });
        if items_needed {
            facts.push(language.word(word!(
                "? This release reads no export that would show it, so it stays at level 2 here at most."
            )));
        }
        facts
    }

    /// How many items were tested, as a phrase.
    pub(super) fn items_tested(&self, count: u32) -> String {
        counted!(
            self.language,
            count,
            "{count} item tested",
            "{count} items tested"
        )
    }

    /// A decided occurrence, or one that an answer speaks of.
    fn occurrence(&self, o: &Occurrence) -> Option<String> {
        let language = self.language;
        let assumed = if o.assumed {
            language.word(word!(
                ", measured against △ a default of ours, not a value of yours"
            ))
        } else {
            String::new()
        };
        let label = language.label(&o.label);
        let Some(evidence) = &o.evidence else {
            let said = match o.state {
                State::Late => word!("✗ {what}: done late, as you say{assumed}"),
                State::Missed => word!("✗ {what}: not done, as you say{assumed}"),
                State::DoesNot => word!("✗ {what}: not as required, as you say{assumed}"),
                State::Claimed => word!("○ {what}: done, as you say; nothing on file shows it"),
                _ => return None,
            };
            return Some(language.said(said, &[("what", &label), ("assumed", &assumed)]));
        };
        let said = match (o.tested, o.state) {
            (true, state) if state.deviates() => word!("✗ {what}: deviates ({file}{assumed})"),
            (true, _) => word!("✓ {what}: as it should be ({file})"),
            (false, State::Late) => word!("✗ {what}: done late ({file}{assumed})"),
            (false, state) if state.deviates() => {
                word!("✗ {what}: overdue by its date ({file}{assumed})")
            }
            (false, _) => word!("○ {what}: on file, contents not opened ({file})"),
        };
        let file = self.file_name(evidence);
        let values: [Said<'_>; 3] = [("what", &label), ("file", &file), ("assumed", &assumed)];
        Some(language.said(said, &values))
    }

    /// How many occurrences nothing speaks of, and how many are still to come.
    fn undecided(&self, c: &ControlAssessment) -> Option<String> {
        let (language, o) = (self.language, &c.occurrences);
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
            parts.push(counted!(
                language,
                breached,
                "{count} did not go as it should, as you say",
                "{count} did not go as they should, as you say"
            ));
        }
        for (count, said) in [
            (missed, word!("{n} missed, as you say")),
            (
                done,
                word!("{n} done, as you say; nothing on file shows it"),
            ),
            (unknown, word!("of {n} nothing is known")),
            (
                to_come,
                match (self.is_expected(c), o.basis) {
                    (true, Basis::Stated) => word!("△ about {n} more if it goes on as so far"),
                    (true, Basis::Assumed) => word!("△ about {n} more, as is usual"),
                    (false, _) => word!("{n} still to come"),
                },
            ),
        ] {
            if count > 0 {
                parts.push(language.said(said, &[("n", &count)]));
            }
        }
        let mark = match (breached + missed, unknown + to_come) {
            (1.., _) => "✗",
            (0, 1..) => "?",
            (0, 0) => "○",
        };
        (!parts.is_empty()).then(|| {
            said!(
                language,
                "{mark} Of {all} in the window: {parts}.",
                mark = mark,
                all = o.population,
                parts = parts.join(", ")
            )
        })
    }

    /// Whether what is to come of a control is expected at a rate, and in no calendar: leavers, changes …
    pub(super) fn is_expected(&self, c: &ControlAssessment) -> bool {
        let catalogue = self.engagement.catalogue;
        let control = self.catalogue_control(&c.id);
        let control = control.filter(|k| k.kind == Kind::Occurrence);
        let population = control.and_then(|k| catalogue.population(k.population.as_deref()?));
        population.is_some_and(|p| p.unit == PopulationUnit::PerYear)
    }

    /// What counts as one deviation, with the company's own limits, or the defaults, marked.
    pub(in crate::report) fn deviation(&self, control: &Control) -> String {
        let limits = self.engagement.catalogue.policy_values.iter();
        limits.fold(control.deviation.clone(), |text, limit| {
            let name = format!("{{{}}}", limit.id);
            match self.engagement.policy_value(&limit.id) {
                Some(own) if text.contains(&name) => {
                    let mark = match own.basis {
                        Basis::Stated => "",
                        Basis::Assumed => "△\u{a0}",
                    };
                    text.replace(&name, &format!("{mark}{}", own.value))
                }
                _ => text,
            }
        })
    }

    /// The line of a request list: what, from where, and how many items would be drawn from it.
    fn asked_for(&self, control: &Control) -> String {
        let language = self.language;
        let mut text = format!("{}.", control.request.join("; "));
        if let Some(source) = &control.source {
            text.push(' ');
            text.push_str(&said!(
                language,
                "The complete list comes from: {source}.",
                source = source
            ));
        }
        let sample = control.sample;
        if let Some(forecast) = self.forecast_of(&control.id) {
            text.push(' ');
            text.push_str(&said!(
                language,
                "◇ Drawn in this window: {n} of {all}.",
                n = forecast.sample,
                all = forecast.population
            ));
        } else if sample.high > 1 {
            let count = match sample.low == sample.high {
                true => sample.low.to_string(),
                false => language.range(&sample.low, &sample.high),
            };
            text.push(' ');
            text.push_str(&said!(
                language,
                "Usually {count} are drawn over twelve months.",
                count = count
            ));
        }
        text
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
