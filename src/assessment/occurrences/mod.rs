//! The required occurrences of a control in the window, and what is known about each.

mod bearing;
mod configuration;
mod counted;
mod documents;
mod events;
mod periodic;
mod tested;

pub(super) use bearing::has_digest;
pub(crate) use configuration::of_quarter;
pub(crate) use documents::review_days;
pub(super) use periodic::Calendar;

use serde::Serialize;

use super::asked::Asked;
use crate::date::Date;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::control::{Control, Kind};
use crate::input::manifest::{Entry, Shows};
use crate::sorting::Sorting;

/// The population of a control in the window and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Occurrences {
    /// Required occurrences in the window: N.
    pub population: u32,
    /// Whether N follows from what the company gave, or a default stands in.
    pub basis: Basis,
    /// Occurrences due up to the day of the assessment.
    pub due_so_far: u32,
    /// Whether an open question could still tell how many are due.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub size_open: bool,
    /// Occurrences decided, by evidence or because the company says that they deviated: m.
    pub decided: u32,
    /// Of these, deviations: k.
    pub deviations: u32,
    /// Those decided by evidence, and their deviations.
    pub shown: Shown,
    /// The ones that can be told apart.
    pub listed: Vec<Occurrence>,
    /// How many are in each state, the whole population.
    pub states: Vec<StateCount>,
    /// Whether a deviation is known that rests on no default: it has to be disclosed.
    pub known: bool,
    /// Whether deviations are in it of which nobody said on which day they were: the window's share of a count
    /// that began before it or ended after it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// Items tested in the window and how many of them conform, over all workpapers.
    pub items: Items,
    /// Whether something on file shows that the company checks itself, or that a system enforces it.
    pub assured: bool,
    /// Ids of evidence that speaks for what the company says was missed, late or never done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<String>,
    /// Evidence that bears on the control and decides nothing in the window.
    pub not_counted: Vec<NotCounted>,
}

/// Occurrences that evidence decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// Decided.
    pub decided: u32,
    /// Of these, deviations.
    pub deviations: u32,
    /// Of those decided, the ones that are due: work of a period that is not over stands for no other.
    pub due: u32,
}

/// One occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Occurrence {
    /// Which one: a period, a system and quarter, a document.
    pub label: String,
    /// What is known of it.
    pub state: State,
    /// Whether that was seen or said.
    pub source: Source,
    /// Id of the evidence that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Whether the contents of the evidence were tested, or it is only listed.
    pub tested: bool,
    /// Whether the verdict rests on a default that stands in for the company's own value.
    pub assumed: bool,
    /// The place of its period among those due in the window, or of its quarter among those of the
    /// window, from 0; none for a document.
    #[serde(skip)]
    pub place: Option<usize>,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Seen in evidence.
    Observed,
    /// Said in an answer.
    Stated,
}

/// What is known of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Done in its period or its grace, with a record on file.
    OnTime,
    /// An item that went as it should.
    Met,
    /// The configuration or document is as required.
    Conforms,
    /// Done after the period and its grace.
    Late,
    /// Not done, and period and grace are over.
    Missed,
    /// An item that did not go as it should.
    Breached,
    /// An item that is not done yet, and its time is over.
    OpenPastSla,
    /// The configuration or document is not as required.
    DoesNot,
    /// Said to be done; nothing on file shows it.
    Claimed,
    /// An item that is not done yet, and has time.
    OpenInsideSla,
    /// Nobody has said.
    Unknown,
    /// Its day has not come.
    NotYetDue,
}

impl State {
    /// Whether it counts as a deviation.
    #[must_use]
    pub fn deviates(self) -> bool {
        use State::{Breached, DoesNot, Late, Missed, OpenPastSla};
        matches!(self, Late | Missed | Breached | OpenPastSla | DoesNot)
    }

    /// Whether it is decided: the rest is undecided for the mathematics.
    #[must_use]
    pub fn is_decided(self) -> bool {
        self.deviates() || matches!(self, Self::OnTime | Self::Met | Self::Conforms)
    }
}

/// How many occurrences are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StateCount {
    /// The state.
    pub state: State,
    /// How many.
    pub count: u32,
}

/// Items within workpapers: accounts, keys …
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Items {
    /// Tested.
    pub tested: u32,
    /// Of these, conforming.
    pub conforming: u32,
}

/// Evidence that could not be counted, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// No period that is due in the window holds its day, or it names a period that is not due.
    NoPeriodDue,
    /// In order today, and due for review again before the window ends.
    ReviewDueInWindow,
    /// The same file is listed already.
    SameFile,
    /// It may be the record of a period that the company says was missed or late, and does not name it.
    SaidOtherwise,
    /// It was tested against another value of the company's policy, or another window.
    OtherPolicy,
    /// Other evidence takes its place.
    Superseded,
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

    /// Counts what is listed: decided, deviating, and how much of that was shown.
    fn tally(&mut self) {
        let decided = self.listed.iter().filter(|o| o.state.is_decided());
        for occurrence in decided {
            let deviates = u32::from(occurrence.state.deviates());
            self.decided += 1;
            self.deviations += deviates;
            if occurrence.source == Source::Observed {
                self.shown.decided += 1;
                self.shown.due += 1;
                self.shown.deviations += deviates;
            }
        }
    }

    /// Adds `count` occurrences in a state.
    fn add(&mut self, state: State, count: u32) {
        if count == 0 {
            return;
        }
        match self.states.iter_mut().find(|s| s.state == state) {
            Some(known) => known.count = known.count.saturating_add(count),
            None => self.states.push(StateCount { state, count }),
        }
    }

    /// How many are in a state.
    #[must_use]
    pub fn in_state(&self, state: State) -> u32 {
        let found = self.states.iter().find(|s| s.state == state);
        found.map_or(0, |s| s.count)
    }

    /// States of what is listed, and the rest as undecided.
    fn count_states(&mut self) {
        for i in 0..self.listed.len() {
            if let Some(state) = self.listed.get(i).map(|o| o.state) {
                self.add(state, 1);
            }
        }
        self.fill();
    }

    /// What no state speaks of: unknown as far as it is due, the rest not yet due.
    fn fill(&mut self) {
        let told: u32 = self.states.iter().map(|s| s.count).sum();
        let rest = self.population.saturating_sub(told);
        let due = self.due_so_far.saturating_sub(told).min(rest);
        self.add(State::Unknown, due);
        self.add(State::NotYetDue, rest - due);
        self.states.in_order_of(|s| s.state);
    }
}

/// The occurrences of `control`.
pub(super) fn occurrences(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
) -> Occurrences {
    let mut all = Occurrences {
        population: 0,
        basis: Basis::Stated,
        due_so_far: 0,
        size_open: asked.size_is_open(control),
        decided: 0,
        deviations: 0,
        shown: Shown::default(),
        listed: Vec::new(),
        states: Vec::new(),
        known: false,
        shared: false,
        items: Items::default(),
        assured: bearing::assured(engagement, control),
        disputed: Vec::new(),
        not_counted: Vec::new(),
    };
    match control.kind {
        Kind::Periodic => periodic::periodic(engagement, control, asked, &mut all),
        Kind::Configuration => configuration::configuration(engagement, control, asked, &mut all),
        Kind::Document => documents::documents(engagement, control, asked, &mut all),
        Kind::Occurrence => events::events(engagement, control, asked, &mut all),
    }
    for entry in bearing::superseded(engagement, control) {
        all.leave_out(entry, NotCountedReason::Superseded, entry.as_of);
    }
    all.population = all.population.max(all.decided);
    let said_or_seen = |o: &Occurrence| o.state.deviates() && !o.assumed;
    all.known |= all.listed.iter().any(said_or_seen);
    if engagement.profile.report_type == 1 {
        on_one_day(control.kind, &mut all);
    }
    all
}

/// A Type 1 examination looks at the design of a control, at one instance on one day: what was late or
/// missed before is no deviation in it, a setting that is wrong today is one, and so is each document.
fn on_one_day(kind: Kind, all: &mut Occurrences) {
    if kind == Kind::Document {
        return;
    }
    let setting = kind == Kind::Configuration;
    let (wrong, seen) = (
        setting && all.deviations > 0,
        setting && all.shown.decided > 0,
    );
    all.population = 1;
    all.due_so_far = 1;
    all.deviations = u32::from(wrong);
    all.decided = u32::from(wrong || seen);
    all.known &= wrong;
    all.shared = false;
    all.shown = Shown {
        decided: u32::from(seen),
        due: u32::from(seen),
        deviations: u32::from(seen && all.shown.deviations > 0),
    };
    all.states.clear();
    all.add(State::DoesNot, all.deviations);
    all.add(State::Conforms, all.decided - all.deviations);
    all.fill();
}

/// Evidence that may decide occurrences of the control: all but what is kept to show assurance.
pub(super) fn operating<'e>(
    engagement: &'e Engagement<'_>,
    control: &'e Control,
) -> impl Iterator<Item = (&'e Entry, Vec<&'e crate::evidence::workpaper::Workpaper>)> {
    bearing::bearing(engagement, control).filter(|(e, _)| e.shows != Some(Shows::Assurance))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
