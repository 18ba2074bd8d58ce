//! The window planner: when an examination could begin, and what each choice costs.
//!
//! A candidate is the same company with the same answers and evidence under another window. Every figure
//! is the one that the whole path gives for a saved assessment with that window; a test compares them
//! bit for bit. Nothing here may be used once the terms of the examination are agreed:
//! [`Windows::only_before_agreement`].

mod choice;
mod starts;
mod sunk;

pub use choice::{Choice, InTheWay};
pub use starts::LENGTHS;

use serde::Serialize;

use crate::assessment::occurrences::State;
use crate::assessment::{ControlAssessment, controls_alone};
use crate::date::Date;
use crate::input::Engagement;
use crate::input::answers::Window;
use crate::input::control::Kind;
use crate::input::policy::SamplingPolicy;
use crate::risk::Examination;
use crate::risk::forecast::Outlook;
use crate::risk::remembered::Remembered;

use crate::sorting::Sorting;
use sunk::{Sunk, standing, sunk};

/// Windows to choose from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Windows {
    /// Always `true`: moving a window is open only until the engagement is agreed.
    pub only_before_agreement: bool,
    /// Whether the window as planned has begun on the day of the assessment.
    pub begun: bool,
    /// Largest chance of a qualified or adverse opinion, if every answer holds, with which a window may
    /// begin; 0 to 1.
    pub limit: f64,
    /// The earliest start among the candidates: weeks are counted from here.
    pub earliest_start: Date,
    /// The first day from which nothing is lost to a window that is not over, at the offered length nearest to
    /// the planned one; at the latest the day after the assessment. Absent where the calendar ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing_lost_from: Option<Date>,
    /// The windows, by start and then by length; at most 77.
    pub candidates: Vec<Candidate>,
    /// The one to take, or what stands in the way.
    pub choice: Choice,
    /// An examination of one day, the day of the assessment.
    pub one_day: OneDay,
}

/// One window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Its length where that is one of [`LENGTHS`]; absent for a planned window of another length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<i64>,
    /// Whether it is the window as planned.
    pub planned: bool,
    /// Whether its last day is before the day of the assessment.
    pub over: bool,
    /// Weeks from the earliest start to this one, begun ones counted.
    pub weeks_later: u32,
    /// The day by which a report can be expected, counted from the last day, or from the day of the assessment
    /// where that is later; absent where the catalogue does not say how long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_report: Option<Date>,
    /// Occurrences of every control that was looked at.
    pub occurrences: Tally,
    /// Of these, the periods of periodic controls.
    pub periods: Tally,
    /// Controls with something lost, in catalogue order.
    pub lost: Vec<LostAt>,
    /// Controls with something that deviates today and can be put right before the first day, in catalogue
    /// order: it is not lost, and the chances count it as it stands.
    pub to_put_right: Vec<LostAt>,
    /// Chances as answers and evidence stand.
    pub headline: Chances,
    /// Chances if every answer holds.
    pub if_claims_hold: Chances,
}

/// Required occurrences by what became of them: `required` is the sum of `conforming`, `lost`, `open`
/// and `still_possible`, and of what is to be put right before the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Required in the window: N.
    pub required: u32,
    /// Decided, conforming or not.
    pub decided: u32,
    /// Known to deviate: no longer to be had.
    pub lost: u32,
    /// Their day has come, and nothing shows what became of them: claimed, open, or not known.
    pub open: u32,
    /// Their day has not come.
    pub still_possible: u32,
}

/// Deviations at one control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LostAt {
    /// The control.
    pub control: String,
    /// How many.
    pub count: u32,
}

/// What the examination of a window would come to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Chances {
    /// Chance that nothing is noted, 0 to 1.
    pub clean: f64,
    /// Chance of a qualified or an adverse opinion, 0 to 1.
    pub qualified_or_adverse: f64,
    /// Expected number of controls at which an exception is noted.
    pub expected: f64,
}

impl From<Outlook> for Chances {
    fn from(outlook: Outlook) -> Self {
        Self {
            clean: outlook.clean,
            qualified_or_adverse: outlook.qualified_or_adverse(),
            expected: outlook.expected,
        }
    }
}

/// An examination of one day beside those of a window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OneDay {
    /// The day.
    pub day: Date,
    /// The day by which a report can be expected, where the catalogue says how long that takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_report: Option<Date>,
    /// Chances as answers and evidence stand.
    pub headline: Chances,
    /// Chances if every answer holds.
    pub if_claims_hold: Chances,
}

/// A candidate with what its choice is made from.
struct Tried<'c> {
    candidate: Candidate,
    examination: Examination<'c>,
}

/// The windows that could be chosen. Cannot fail.
///
/// The candidates are the window as planned and, from each of a bounded list of days (the planned
/// start, the day of the assessment, firsts of months up to twelve ahead, and the first day from which nothing is
/// lost), windows of 3, 6, 9 and 12 months. They are examinations of a window
/// whatever kind the profile names; the examination of one day stands beside them.
///
/// Takes some tens of milliseconds: meant for once a report, not for each keystroke.
#[must_use]
pub fn windows(engagement: &Engagement<'_>) -> Windows {
    let planned = engagement.window();
    let mut remembered = Remembered::new();
    let over_time = engagement.with_type(2);
    let over_time = over_time.as_ref().unwrap_or(engagement);
    let policy: &SamplingPolicy = &over_time.sampling_policy;
    let standing = standing(over_time);
    let nothing_lost_from = nothing_lost_from(over_time, &standing);
    let mut days = starts::starts(planned.start, engagement.as_of);
    days.extend(nothing_lost_from);
    days.sort_unstable();
    days.dedup();
    let earliest_start = days.first().copied().unwrap_or(planned.start);
    let offered = days.iter().flat_map(|&day| {
        let of_months = |&months: &i64| (starts::months_from(day, months), Some(months));
        LENGTHS.iter().map(of_months).collect::<Vec<_>>()
    });
    let mut wanted: Vec<(Window, Option<i64>)> = offered.collect();
    if !wanted.iter().any(|(window, _)| *window == planned) {
        wanted.push((planned, None));
    }
    wanted.in_order_of(|(window, _)| (window.start, window.end));
    let tried: Vec<Tried<'_>> = wanted
        .into_iter()
        .filter_map(|(window, months)| {
            let weeks = window.start.days_after(earliest_start).max(0);
            let other = over_time.with_window(window)?;
            let mut tried = candidate(&other, policy, &standing, &mut remembered);
            tried.candidate.months = months;
            tried.candidate.planned = window == planned;
            tried.candidate.weeks_later = u32::try_from((weeks + 6) / 7).unwrap_or(u32::MAX);
            Some(tried)
        })
        .collect();
    let limit = engagement.catalogue.priors.state_limits.window_ready;
    let choice = choice::choice(&tried, planned, limit, &mut remembered);
    Windows {
        only_before_agreement: true,
        begun: planned.start <= engagement.as_of,
        limit,
        earliest_start,
        nothing_lost_from,
        candidates: tried.into_iter().map(|t| t.candidate).collect(),
        choice,
        one_day: one_day(engagement),
    }
}

/// One window, worked out.
fn candidate<'c>(
    engagement: &Engagement<'c>,
    policy: &'c SamplingPolicy,
    standing: &[LostAt],
    remembered: &mut Remembered<'c>,
) -> Tried<'c> {
    let Window { start, end } = engagement.window();
    let controls = controls_alone(engagement);
    let examination = Examination::of(engagement, policy, &controls);
    let outlooks = remembered.outlooks(&examination);
    let Sunk { lost, to_put_right } = sunk(engagement, &controls, standing);
    let candidate = Candidate {
        start,
        end,
        months: None,
        planned: false,
        over: end < engagement.as_of,
        weeks_later: 0,
        earliest_report: report_after(engagement, end),
        occurrences: tally(engagement, &controls, &lost, |_| true),
        periods: tally(engagement, &controls, &lost, |kind| kind == Kind::Periodic),
        lost,
        to_put_right,
        headline: outlooks.headline.into(),
        if_claims_hold: outlooks.if_claims_hold.into(),
    };
    Tried {
        candidate,
        examination,
    }
}

fn report_after(engagement: &Engagement<'_>, day: Date) -> Option<Date> {
    let weeks = engagement.catalogue.priors.report_weeks?;
    // Of a window that is over, the work can begin today.
    let begun = day.max(engagement.as_of);
    Some(begun.plus_days(7 * i64::from(weeks)))
}

/// The occurrences of controls of some kinds, by what became of them.
fn tally(
    engagement: &Engagement<'_>,
    controls: &[ControlAssessment],
    lost: &[LostAt],
    wanted: impl Fn(Kind) -> bool,
) -> Tally {
    let is_wanted = |id: &str| {
        let control = engagement.catalogue.control(id);
        control.is_some_and(|c| wanted(c.kind))
    };
    let mut tally = Tally::default();
    let add = |to: &mut u32, count: u32| *to = to.saturating_add(count);
    for control in controls.iter().filter(|c| is_wanted(&c.id)) {
        let occurrences = &control.occurrences;
        add(&mut tally.required, occurrences.population);
        add(&mut tally.decided, occurrences.decided);
        for state in &occurrences.states {
            match state.state {
                State::NotYetDue => add(&mut tally.still_possible, state.count),
                decided if decided.is_decided() => {}
                _ => add(&mut tally.open, state.count),
            }
        }
    }
    for at in lost.iter().filter(|at| is_wanted(&at.control)) {
        add(&mut tally.lost, at.count);
    }
    tally
}

/// The first day from which nothing is lost, at the offered length nearest to the planned one.
///
/// Looked for among the windows that are not over, from the planned start or the day of the assessment, whichever is
/// earlier. What is known lies before the day after the assessment, and a later start of such a window
/// only leaves more of it behind; so halving the days between finds the first.
fn nothing_lost_from(engagement: &Engagement<'_>, standing: &[LostAt]) -> Option<Date> {
    let planned = engagement.window();
    let months = starts::nearest(planned);
    let nothing_lost = |day: Date| -> Option<bool> {
        let other = engagement.with_window(starts::months_from(day, months))?;
        let controls = controls_alone(&other);
        Some(sunk(&other, &controls, standing).lost.is_empty())
    };
    let as_of = engagement.as_of;
    let not_over = as_of.plus_months(-months).plus_days(1);
    let mut first = planned.start.min(as_of).max(not_over);
    let mut last = as_of.plus_days(1);
    // INVARIANT: the day lies from `first` to `last`.
    while first < last {
        let middle = first.plus_days(last.days_after(first) / 2);
        if nothing_lost(middle)? {
            last = middle;
        } else {
            first = middle.plus_days(1);
        }
    }
    nothing_lost(first)?.then_some(first)
}

/// The examination of the day of the assessment. It keeps the planned window, which tells the quarters in
/// which settings were looked at.
fn one_day(engagement: &Engagement<'_>) -> OneDay {
    let on_a_day = engagement.with_type(1).map(|mut other| {
        other.profile.examination_day = None;
        other
    });
    let on_a_day = on_a_day.as_ref().unwrap_or(engagement);
    // Other assumptions than of a window: the sample of the prior is the one item of a walkthrough.
    let policy = &on_a_day.sampling_policy;
    let examination = Examination::of(on_a_day, policy, &controls_alone(on_a_day));
    let outlooks = Remembered::new().outlooks(&examination);
    OneDay {
        day: engagement.as_of,
        earliest_report: report_after(engagement, engagement.as_of),
        headline: outlooks.headline.into(),
        if_claims_hold: outlooks.if_claims_hold.into(),
    }
}
