//! What to fix first, as the report lists it.

use serde::Serialize;

use super::scene::Scene;
use crate::plan::fixes::{Fix, Fixes, OpinionEffect, Rate, Reason, Step, TooLate, Why};
use crate::report::language::{Language, said, word};
use crate::risk::sensitivity::VISIBLE_CHANCE;
use crate::sorting::Sorting;

/// Fixes told in full (J): as many as somebody plans at once.
const IN_FULL: usize = 12;
/// Weeks of lead time from which a fix is begun before others (J): a month goes by before it works.
const LONG_LEAD_WEEKS: u32 = 5;
/// Of those, named.
const LONG_LEAD_NAMED: usize = 5;
/// Budgets shown (J): a list of every step of the front is read by nobody.
const BUDGETS: usize = 6;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FixesView {
    /// Person-days that were asked for; empty for as many as it takes.
    budget: String,
    until: String,
    expected: String,
    removed: String,
    person_days: u32,
    /// By how much a better set could exceed it; empty where none does.
    gap: String,
    order: Vec<FixView>,
    /// Those that take longest, the earliest to begin first.
    long_lead: Vec<String>,
    /// The fixes after those, which remove little each, and their person-days.
    more: Vec<String>,
    more_days: u32,
    budgets: Vec<BudgetView>,
    /// Chance of a modified opinion as things are, and with all of the set.
    today: String,
    fixed: String,
    /// Whether the set moves that chance so that a reader would see it.
    moves: bool,
    /// Whether the shares of it are estimated.
    estimated: bool,
    too_late: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FixView {
    number: usize,
    control: String,
    name: String,
    effort: u32,
    end: String,
    start_by: String,
    due: String,
    noted: String,
    noted_after: String,
    removed: String,
    /// Its share of what the set takes off the chance of a modified opinion, in points.
    share: String,
    only_needed: bool,
    /// Why it comes before the next one; empty for the last.
    before_next: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BudgetView {
    person_days: u32,
    removed: String,
    fixes: String,
    proven: bool,
}

impl Scene<'_> {
    pub(super) fn fixes(&self, fixes: &Fixes) -> FixesView {
        let chosen = &fixes.chosen;
        let opinion = &chosen.opinion;
        let moves = (opinion.today - opinion.fixed).abs() >= VISIBLE_CHANCE;
        let of = |step: &Step| fixes.fixes.iter().find(|f| f.control == step.control);
        let told = chosen.order.iter().take(IN_FULL).filter_map(of);
        let days: u32 = told.map(|f| f.effort_days).sum();
        FixesView {
            budget: fixes.budget.map_or_else(String::new, |b| b.to_string()),
            until: self.language.day(fixes.until),
            expected: self.language.expected(fixes.expected),
            removed: self.language.expected(chosen.removed),
            person_days: chosen.person_days,
            gap: if chosen.proven {
                String::new()
            } else {
                self.language.expected(chosen.gap)
            },
            order: chosen
                .order
                .iter()
                .take(IN_FULL)
                .enumerate()
                .filter_map(|(i, step)| Some(self.fix(i + 1, of(step)?, step, opinion, moves)))
                .collect(),
            long_lead: self.long_lead(fixes),
            more: chosen
                .order
                .iter()
                .skip(IN_FULL)
                .map(|step| named_with_need(self.language, fixes, &step.control))
                .collect(),
            more_days: chosen.person_days.saturating_sub(days),
            budgets: budgets(self.language, fixes),
            today: self.language.opinion(opinion.today),
            fixed: self.language.opinion(opinion.fixed),
            moves,
            estimated: !opinion.exact,
            too_late: too_late(self.language, fixes),
        }
    }

    /// Of the fixes chosen, those with the longest lead times, the longest first.
    fn long_lead(&self, fixes: &Fixes) -> Vec<String> {
        let order = fixes.chosen.order.iter();
        let mut longest: Vec<(u32, &str)> = order
            .filter_map(|step| self.catalogue_control(&step.control))
            .filter(|c| c.lead_weeks >= LONG_LEAD_WEEKS)
            .map(|c| (c.lead_weeks, c.id.as_str()))
            .collect();
        // A stable sort: what compares equal stays in the order of the fixes.
        longest.in_order_of(|(weeks, _)| std::cmp::Reverse(*weeks));
        longest
            .into_iter()
            .take(LONG_LEAD_NAMED)
            .map(|(weeks, id)| {
                let control = self.named(id);
                said!(
                    self.language,
                    "{control} ({weeks} weeks)",
                    control = control,
                    weeks = weeks
                )
            })
            .collect()
    }

    fn fix(
        &self,
        number: usize,
        fix: &Fix,
        step: &Step,
        opinion: &OpinionEffect,
        moves: bool,
    ) -> FixView {
        let share = opinion.fixes.iter().find(|s| s.control == fix.control);
        let control = self.engagement.catalogue.control(&fix.control);
        FixView {
            number,
            control: fix.control.clone(),
            name: control.map(|c| c.name.clone()).unwrap_or_default(),
            effort: fix.effort_days,
            end: self.language.day(fix.end),
            start_by: fix
                .start_by
                .map_or_else(String::new, |d| self.language.day(d)),
            due: self.language.of(fix.still_due, fix.population),
            noted: self.language.chance(fix.noted),
            noted_after: self.language.chance(fix.noted_after),
            removed: self.language.expected(fix.removed),
            share: match share {
                Some(share) if moves => points(self.language, share.share),
                _ => String::new(),
            },
            only_needed: fix.only_needed,
            before_next: because(self.language, &step.before_next),
        }
    }
}

/// What helps nothing in this window, a line for each reason.
fn too_late(language: Language<'_>, fixes: &Fixes) -> Vec<String> {
    let reasons = [
        (
            Why::Sunk,
            word!("An exception is noted in any case, by what has happened"),
        ),
        (
            Why::NothingDueAfter,
            word!("Nothing undecided in the window comes after the fix"),
        ),
        (
            Why::EndsAfterWindow,
            word!("The fix would end after the window"),
        ),
        (
            Why::EndsAfterLimit,
            word!("The fix would end after the day given"),
        ),
    ];
    let of = |wanted: Why| {
        let found = fixes.too_late.iter().filter(move |t| t.why == wanted);
        found
            .map(|late| named_with_effect(language, fixes, late))
            .collect::<Vec<_>>()
    };
    reasons
        .into_iter()
        .map(|(why, said)| (said, of(why)))
        .filter(|(_, controls)| !controls.is_empty())
        .map(|(said, controls)| format!("{}: {}", language.word(said), controls.join(", ")))
        .collect()
}

/// The control, and what the fix does to the judgement of it, where that is visible.
fn named_with_effect(language: Language<'_>, fixes: &Fixes, late: &TooLate) -> String {
    if late.ineffective - late.ineffective_after < VISIBLE_CHANCE {
        return named_with_need(language, fixes, &late.control);
    }
    said!(
        language,
        "{control} (judged ineffective: {before} → {after})",
        control = late.control,
        before = language.chance(late.ineffective),
        after = language.chance(late.ineffective_after)
    )
}

/// The control, and those for which it is in the set where it removes nothing itself.
fn named_with_need(language: Language<'_>, fixes: &Fixes, control: &str) -> String {
    let chosen = fixes.chosen.order.iter().map(|step| &step.control);
    let fix = |id: &str| fixes.fixes.iter().find(|f| f.control == id);
    if !fix(control).is_some_and(|f| f.only_needed) {
        return control.to_owned();
    }
    let needs = |id: &&String| {
        fix(id).is_some_and(|f| !f.only_needed && f.prerequisites.iter().any(|p| p == control))
    };
    let others: Vec<&str> = chosen.filter(needs).map(String::as_str).collect();
    if others.is_empty() {
        return control.to_owned();
    }
    said!(
        language,
        "{control} (removes nothing itself; needed for {others})",
        control = control,
        others = others.join(", ")
    )
}

/// What a fix takes off a chance, in percentage points to a tenth.
fn points(language: Language<'_>, share: f64) -> String {
    let tenths = libm::round(1_000.0 * share);
    let text = language.decimal(&format!("{:.1}", tenths.abs() / 10.0));
    if tenths > 0.0 {
        format!("−{text}")
    } else if tenths < 0.0 {
        said!(language, "adds {points}", points = text)
    } else {
        "0".to_owned()
    }
}

/// Some points of the front, evenly spread, the last among them.
fn budgets(language: Language<'_>, fixes: &Fixes) -> Vec<BudgetView> {
    let points: Vec<_> = fixes.front.iter().filter(|p| !p.fixes.is_empty()).collect();
    let step = points.len().div_ceil(BUDGETS).max(1);
    let last = points.len().saturating_sub(1);
    points
        .iter()
        .enumerate()
        .filter(|(i, _)| i % step == 0 || *i == last)
        .map(|(_, point)| BudgetView {
            person_days: point.person_days,
            removed: language.expected(point.removed),
            fixes: point.fixes.join(", "),
            proven: point.proven,
        })
        .collect()
}

/// Why one comes before the next: the deciding reason, and what else presses.
fn because(language: Language<'_>, reasons: &[Reason]) -> String {
    let pressing = reasons
        .iter()
        .skip(1)
        .filter(|r| matches!(r, Reason::LessTime { .. }));
    let first = reasons.iter().take(1);
    let all: Vec<String> = first.chain(pressing).map(|r| reason(language, r)).collect();
    all.join("; ")
}

fn reason(language: Language<'_>, reason: &Reason) -> String {
    match reason {
        Reason::Prerequisite => language.word(word!("the next one needs it")),
        Reason::BothFor { fix } => said!(language, "{fix} needs this and the next one", fix = fix),
        Reason::MoreRemovedPerDay { first, then } => said!(
            language,
            "more for the work: {first} a day; next {next}",
            first = a_day(language, first),
            next = a_day(language, then)
        ),
        Reason::AsMuchRemovedPerDay { .. } => {
            language.word(word!("as much for the work, and less of it"))
        }
        Reason::MoreStillDue { first, then } => said!(
            language,
            "more is not decided yet when it works: {first}; next {next}",
            first = language.of(first.still_due, first.population),
            next = language.of(then.still_due, then.population)
        ),
        Reason::LessTime { last_start, .. } => {
            said!(
                language,
                "after {day} it helps nothing in this window",
                day = language.day(*last_start)
            )
        }
    }
}

/// Weight points a person-day, with three digits after the point: rates lie close together.
fn a_day(language: Language<'_>, rate: &Rate) -> String {
    language.decimal(&format!(
        "{:.3}",
        rate.removed / f64::from(rate.person_days.max(1))
    ))
}
