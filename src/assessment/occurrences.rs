//! The required occurrences of a control in the window, and what is decided about each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bearing::{bearing, has_digest, other_policy, unusable};
use super::periods::{periods, quarters};
use crate::date::Date;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::control::{Cadence, Control, Kind};
use crate::input::manifest::Entry;

/// How often documents are due for review, in days, if the company gave no value of its own.
const DOCUMENT_REVIEW: &str = "policy-review-days";

/// The population of a control in the window and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Occurrences {
    /// Required occurrences in the window: N.
    pub population: u32,
    /// Whether N was counted or given, or a default stands in.
    pub basis: Basis,
    /// Occurrences due up to the day of the assessment.
    pub due_so_far: u32,
    /// Occurrences decided by evidence: m.
    pub decided: u32,
    /// Of these, deviations: k.
    pub deviations: u32,
    /// The decided ones, where they can be told apart.
    pub listed: Vec<Occurrence>,
    /// Whether a deviation is known that rests on no default: it has to be disclosed.
    pub known: bool,
    /// Items tested in the window and how many of them conform, over all workpapers.
    pub items: Items,
    /// Evidence that bears on the control and decides nothing in the window.
    pub not_counted: Vec<NotCounted>,
}

/// One decided occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Occurrence {
    /// Which one: a period, a system and quarter, a document.
    pub label: String,
    /// What is known of it.
    pub state: State,
    /// Id of the evidence that decided.
    pub evidence: String,
    /// Whether its contents were tested, or it is only listed.
    pub tested: bool,
    /// Whether the verdict rests on a default that stands in for the company's own value.
    pub assumed: bool,
}

/// States of decided occurrences; the rest of a population is undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Done in its period, with a record on file.
    OnTime,
    /// The configuration or document is as required.
    Conforms,
    /// It is not.
    DoesNot,
}

impl State {
    /// Whether it counts as a deviation.
    #[must_use]
    pub fn deviates(self) -> bool {
        self == Self::DoesNot
    }
}

/// Items within workpapers: accounts, keys …
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Items {
    /// Tested.
    pub tested: u32,
    /// Of these, conforming.
    pub conforming: u32,
}

/// Evidence that could not be counted, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotCounted {
    /// Id of the evidence.
    pub evidence: String,
    /// Why.
    pub reason: NotCountedReason,
    /// The day of the evidence, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

/// Why evidence decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCountedReason {
    /// Its day lies outside the window (or the twelve months that end with it).
    OutsideWindow,
    /// Its day is after the day of the assessment.
    AfterAssessment,
    /// Nobody said on which day it was made.
    NoDate,
    /// It is listed by name; there is no file digest to it.
    NoFile,
    /// A listed file says nothing about a population of this kind: the items must be tested.
    NotTested,
    /// Nothing in it was of the kind that the procedure tests.
    NothingToTest,
    /// No deviation was found, and some items could not be decided.
    SomeUndecided,
    /// No period that is due in the window holds its day.
    NoPeriodDue,
    /// In order today, and due for review again before the window ends.
    ReviewDueInWindow,
    /// The same file is listed already.
    SameFile,
    /// It was tested against another value of the company's policy, or another window.
    OtherPolicy,
}

impl Occurrences {
    fn leave_out(&mut self, entry: &Entry, reason: NotCountedReason, as_of: Option<Date>) {
        let evidence = entry.id.clone();
        self.not_counted.push(NotCounted {
            evidence,
            reason,
            as_of,
        });
    }
}

/// The occurrences of `control`.
pub(super) fn occurrences(engagement: &Engagement<'_>, control: &Control) -> Occurrences {
    let mut all = Occurrences {
        population: 0,
        basis: Basis::Stated,
        due_so_far: 0,
        decided: 0,
        deviations: 0,
        listed: Vec::new(),
        known: false,
        items: Items::default(),
        not_counted: Vec::new(),
    };
    match control.kind {
        Kind::Periodic => periodic(engagement, control, &mut all),
        Kind::Configuration => configuration(engagement, control, &mut all),
        Kind::Document => documents(engagement, control, &mut all),
        Kind::Occurrence => events(engagement, control, &mut all),
    }
    if engagement.profile.report_type == 1 {
        // A Type 1 examination looks at one instance of each control, on one day.
        all.population = all.population.min(1);
        all.due_so_far = all.due_so_far.min(1);
    }
    all.population = all.population.max(all.decided);
    all.known = all.listed.iter().any(|o| o.state.deviates() && !o.assumed);
    all
}

fn periodic(engagement: &Engagement<'_>, control: &Control, all: &mut Occurrences) {
    let periods = periods(
        control.cadence.unwrap_or(Cadence::Annual),
        engagement.window(),
    );
    all.population = count(periods.len());
    all.due_so_far = count(periods.iter().filter(|p| p.end <= engagement.as_of).count());
    let from = periods
        .first()
        .map_or(engagement.window().start, |p| p.start);
    let mut done: BTreeMap<usize, Occurrence> = BTreeMap::new();
    for (entry, _) in bearing(engagement, control) {
        let reason = match unusable(entry.as_of, from, engagement) {
            None if !has_digest(entry) => Some(NotCountedReason::NoFile),
            other => other,
        };
        let place = entry.as_of.and_then(|day| {
            periods
                .iter()
                .enumerate()
                .find(|(_, p)| p.start <= day && day <= p.end)
        });
        match (reason, place) {
            (None, Some((i, period))) => {
                done.entry(i).or_insert_with(|| Occurrence {
                    label: period.label.clone(),
                    state: State::OnTime,
                    evidence: entry.id.clone(),
                    tested: false,
                    assumed: false,
                });
            }
            (reason, _) => {
                let reason = reason.unwrap_or(NotCountedReason::NoPeriodDue);
                all.leave_out(entry, reason, entry.as_of);
            }
        }
    }
    all.decided = count(done.len());
    all.listed = done.into_values().collect();
}

fn configuration(engagement: &Engagement<'_>, control: &Control, all: &mut Occurrences) {
    let quarters = quarters(engagement.window());
    // The latest state by system and quarter; a nonconformity anywhere in the
    // quarter stays one, since it has to be disclosed.
    let mut decided: BTreeMap<(String, usize), Occurrence> = BTreeMap::new();
    for (entry, papers) in bearing(engagement, control) {
        if papers.is_empty() {
            all.leave_out(entry, NotCountedReason::NotTested, entry.as_of);
        }
        for paper in papers {
            let day = paper.as_of;
            if let Some(reason) = unusable(day, engagement.window().start, engagement) {
                all.leave_out(entry, reason, day);
            } else if other_policy(engagement, paper) {
                all.leave_out(entry, NotCountedReason::OtherPolicy, day);
            } else if paper.tested == 0 {
                all.leave_out(entry, NotCountedReason::NothingToTest, day);
            } else if paper.deviation_count() == 0 && paper.undecided_count() > 0 {
                all.leave_out(entry, NotCountedReason::SomeUndecided, day);
            } else if let Some(i) = day.and_then(|d| quarters.iter().position(|q| q.holds(d))) {
                let deviations = paper.deviation_count();
                all.items.tested = all.items.tested.saturating_add(paper.tested);
                all.items.conforming = all
                    .items
                    .conforming
                    .saturating_add(paper.tested.saturating_sub(deviations));
                let state = if deviations == 0 {
                    State::Conforms
                } else {
                    State::DoesNot
                };
                let occurrence = Occurrence {
                    label: format!("{}, quarter {} of the window", paper.system, i + 1),
                    state,
                    evidence: entry.id.clone(),
                    tested: true,
                    assumed: deviations > 0 && paper.deviations.iter().all(|d| d.assumed),
                };
                let known = decided
                    .entry((paper.system.clone(), i))
                    .or_insert(occurrence.clone());
                if state.deviates() && (known.assumed || !known.state.deviates()) {
                    *known = occurrence;
                }
            }
        }
    }
    let shown: std::collections::BTreeSet<&String> = decided.keys().map(|(s, _)| s).collect();
    let systems = engagement.population("systems");
    let stated = systems.map_or(1, |s| s.value).max(1);
    let systems_count = stated.max(count(shown.len()));
    all.basis = systems.map_or(Basis::Assumed, |s| s.basis);
    all.population = systems_count.saturating_mul(count(quarters.len()));
    let begun = quarters
        .iter()
        .filter(|q| q.start <= engagement.as_of)
        .count();
    all.due_so_far = systems_count.saturating_mul(count(begun));
    all.decided = count(decided.len());
    all.deviations = count(decided.values().filter(|o| o.state.deviates()).count());
    all.listed = decided.into_values().collect();
}

fn documents(engagement: &Engagement<'_>, control: &Control, all: &mut Occurrences) {
    let review = engagement.policy_value(DOCUMENT_REVIEW);
    let review_days = review.map_or(365, |v| i64::from(v.value));
    let assumed = review.is_none_or(|v| v.basis == Basis::Assumed);
    let population = control
        .population
        .as_deref()
        .and_then(|id| engagement.population(id));
    all.population = population.map_or(1, |p| p.value);
    all.basis = population.map_or(Basis::Assumed, |p| p.basis);
    all.due_so_far = all.population;
    let mut digests: Vec<&str> = Vec::new();
    for (entry, _) in bearing(engagement, control) {
        let digest = entry.file.as_ref().and_then(|f| f.sha256.as_deref());
        let (Some(day), Some(digest)) = (entry.as_of, digest) else {
            let reason = match entry.as_of {
                None => NotCountedReason::NoDate,
                Some(_) => NotCountedReason::NoFile,
            };
            all.leave_out(entry, reason, entry.as_of);
            continue;
        };
        let due_again = day.plus_days(review_days);
        if day > engagement.as_of {
            all.leave_out(entry, NotCountedReason::AfterAssessment, Some(day));
        } else if digests.contains(&digest) {
            all.leave_out(entry, NotCountedReason::SameFile, Some(day));
        } else if due_again >= engagement.as_of && due_again < engagement.window().end {
            all.leave_out(entry, NotCountedReason::ReviewDueInWindow, Some(day));
        } else {
            let conforms = due_again >= engagement.as_of;
            digests.push(digest);
            all.listed.push(Occurrence {
                label: entry.title.clone(),
                state: if conforms {
                    State::Conforms
                } else {
                    State::DoesNot
                },
                evidence: entry.id.clone(),
                tested: false,
                assumed,
            });
        }
    }
    all.decided = count(all.listed.len());
    all.deviations = count(all.listed.iter().filter(|o| o.state.deviates()).count());
}

fn events(engagement: &Engagement<'_>, control: &Control, all: &mut Occurrences) {
    let window = engagement.window();
    let population = control
        .population
        .as_deref()
        .and_then(|id| engagement.population(id));
    all.population = population.map_or(0, |p| p.value);
    all.basis = population.map_or(Basis::Assumed, |p| p.basis);
    let elapsed = (engagement.as_of.min(window.end).days_after(window.start) + 1).max(0);
    let elapsed = u64::try_from(elapsed).unwrap_or(0);
    let due = u64::from(all.population) * elapsed / u64::from(window.days().max(1));
    all.due_so_far = u32::try_from(due).unwrap_or(u32::MAX);
    for (entry, papers) in bearing(engagement, control) {
        if papers.is_empty() {
            all.leave_out(entry, NotCountedReason::NotTested, entry.as_of);
        }
        for paper in papers {
            if let Some(reason) = unusable(paper.as_of, window.start, engagement) {
                all.leave_out(entry, reason, paper.as_of);
                continue;
            }
            let deviations = paper.deviation_count();
            all.decided = all.decided.saturating_add(paper.tested);
            all.deviations = all.deviations.saturating_add(deviations);
            all.items.tested = all.items.tested.saturating_add(paper.tested);
            all.items.conforming = all
                .items
                .conforming
                .saturating_add(paper.tested.saturating_sub(deviations));
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
