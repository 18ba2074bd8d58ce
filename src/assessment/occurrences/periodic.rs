//! Periodic controls: the periods whose due date lies in the window, and what became of each.

use super::bearing::{has_digest, unusable};
use super::counted::falls;
use super::tested;
use super::{NotCountedReason, Occurrence, Occurrences, Source, State, count, operating};
use crate::assessment::asked::Asked;
use crate::date::Date;
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::answers::{Last, SaidState};
use crate::input::control::{Cadence, Control};
use crate::input::engagement::Data;
use crate::input::manifest::Entry;
use crate::input::periods::{Period, periods};
use crate::sorting::Sorting;

/// Most periods of which the undecided ones are listed too: a grid of months, not of days.
const LISTED: usize = 36;

/// The periods of a control with the days that they tolerate.
pub(crate) struct Calendar {
    /// The periods due in the window.
    pub(crate) periods: Vec<Period>,
    /// Days after the end in which it is still on time.
    pub(crate) grace: i64,
    /// Whether grace or cadence is a default.
    pub(crate) assumed: bool,
    /// Whether the cadence is the company's own.
    basis: Basis,
    as_of: Date,
}

impl Calendar {
    pub(crate) fn new(engagement: &Engagement<'_>, control: &Control) -> Self {
        let (cadence, basis) = engagement.cadence(control);
        let grace = engagement.grace(cadence);
        Self {
            periods: periods(cadence, engagement.window()),
            grace: grace.map_or(0, |g| i64::from(g.value)),
            assumed: basis == Basis::Assumed || grace.is_some_and(|g| g.basis == Basis::Assumed),
            basis,
            as_of: engagement.as_of,
        }
    }

    /// Whether the period and its grace are over.
    pub(crate) fn is_due(&self, period: &Period) -> bool {
        period.end.plus_days(self.grace) < self.as_of
    }

    fn in_time(&self, period: &Period, day: Date) -> bool {
        day <= period.end.plus_days(self.grace)
    }

    /// The period that work of this day belongs to: the one before, if that is open and in its grace,
    /// else the one that holds the day.
    fn place(&self, day: Date, is_open: impl Fn(usize) -> bool) -> Option<usize> {
        let mut ended = self.periods.iter().enumerate().rev();
        let before = ended.find(|(_, p)| p.end < day);
        let in_grace = before.filter(|(i, p)| is_open(*i) && self.in_time(p, day));
        in_grace.map(|(i, _)| i).or_else(|| {
            self.periods
                .iter()
                .position(|p| p.start <= day && day <= p.end)
        })
    }
}

pub(super) fn periodic(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
    all: &mut Occurrences,
) {
    let calendar = Calendar::new(engagement, control);
    all.population = count(calendar.periods.len());
    all.basis = calendar.basis;
    all.due_so_far = count(
        calendar
            .periods
            .iter()
            .filter(|p| calendar.is_due(p))
            .count(),
    );
    let mut known: Vec<Option<Occurrence>> = vec![None; calendar.periods.len()];
    let closed = admitted(&calendar, control, asked);
    tested::observe(engagement, control, &calendar, &closed, &mut known, all);
    observe(engagement, control, &calendar, &closed, &mut known, all);
    let (mut counted_breaches, mut counted_fine) = (0, None);
    let mut whole = true;
    for data in asked.data(control) {
        match data {
            Data::Periods(said) => {
                for (period, slot) in calendar.periods.iter().zip(&mut known) {
                    let id = period.id();
                    let state = said.iter().find(|s| s.period == id).map(|s| s.state);
                    tell(&calendar, period, slot, state);
                }
            }
            Data::Last(last) => tell_last(&calendar, &mut known, *last),
            Data::Population(counted) => {
                if let Some(said) = falls(counted, engagement.window(), false) {
                    let fine = said.total.saturating_sub(said.deviations);
                    counted_breaches = counted_breaches.max(said.deviations);
                    counted_fine = Some(if said.judged { fine } else { 0 });
                    whole &= said.whole;
                }
            }
            _ => {}
        }
    }
    let undecided = |period: &Period, place: usize| Occurrence {
        label: period.label(),
        state: if calendar.is_due(period) {
            State::Unknown
        } else {
            State::NotYetDue
        },
        source: Source::Stated,
        evidence: None,
        tested: false,
        assumed: false,
        place: Some(place),
    };
    let observed = |slot: &Option<Occurrence>| {
        let source = slot.as_ref().map(|o| o.source);
        source == Some(Source::Observed)
    };
    let seen: Vec<bool> = known.iter().map(observed).collect();
    // What was counted was not told apart: listed one by one, it would be counted twice.
    let few = calendar.periods.len() <= LISTED && counted_fine.is_none();
    for (place, (period, slot)) in calendar.periods.iter().zip(known).enumerate() {
        match slot {
            Some(occurrence) => all.listed.push(Occurrence {
                place: Some(place),
                ..occurrence
            }),
            None if few => all.listed.push(undecided(period, place)),
            None => {}
        }
    }
    all.tally();
    let due = |(p, seen): &(&Period, &bool)| **seen && calendar.is_due(p);
    all.shown.due = count(calendar.periods.iter().zip(&seen).filter(due).count());
    // Days and weeks said to be missed are not told apart; beyond those that evidence shows, they count.
    let more = counted_breaches.saturating_sub(all.deviations);
    let more = more.min(all.due_so_far.saturating_sub(all.decided));
    all.add(State::Missed, more);
    all.decided += more;
    all.deviations += more;
    all.known |= more > 0 && whole;
    all.shared |= more > 0 && !whole;
    let fine = counted_fine.unwrap_or(0);
    all.add(
        State::Claimed,
        fine.min(all.due_so_far.saturating_sub(all.decided)),
    );
    all.count_states();
}

/// Which periods the company says were missed or late: a file that does not name one of them is no
/// record of it.
fn admitted(calendar: &Calendar, control: &Control, asked: &Asked<'_, '_>) -> Vec<bool> {
    let mut closed = vec![false; calendar.periods.len()];
    for data in asked.data(control) {
        for (period, closed) in calendar.periods.iter().zip(&mut closed) {
            *closed |= match data {
                Data::Periods(said) => {
                    let id = period.id();
                    let state = said.iter().find(|s| s.period == id).map(|s| s.state);
                    let off = matches!(state, Some(SaidState::Missed | SaidState::Late));
                    off && calendar.is_due(period)
                }
                Data::Last(Last::Never(_)) => true,
                _ => false,
            };
        }
    }
    closed
}

/// Puts evidence into the periods that it is the record of.
fn observe(
    engagement: &Engagement<'_>,
    control: &Control,
    calendar: &Calendar,
    closed: &[bool],
    known: &mut [Option<Occurrence>],
    all: &mut Occurrences,
) {
    let window = engagement.window();
    // Only what is due once in the twelve or six months that end with the window counts from before it.
    let from = match engagement.cadence(control).0 {
        Cadence::Annual | Cadence::SemiAnnual => {
            calendar.periods.first().map_or(window.start, |p| p.start)
        }
        _ => window.start,
    };
    let until = calendar.periods.last().map_or(window.end, |p| {
        p.end.plus_days(calendar.grace).max(window.end)
    });
    let mut found: Vec<(Date, &Entry)> = Vec::new();
    // What was read says what is in it; what is only listed speaks by its day.
    for (entry, _) in operating(engagement, control).filter(|(_, papers)| papers.is_empty()) {
        let reason = match unusable(entry.as_of, from, until, engagement) {
            None if entry.format.is_some() => Some(NotCountedReason::NotTested),
            None if !has_digest(entry) => Some(NotCountedReason::NoFile),
            other => other,
        };
        match (reason, entry.as_of) {
            (None, Some(day)) => found.push((day, entry)),
            (reason, day) => {
                all.leave_out(entry, reason.unwrap_or(NotCountedReason::NoDate), day);
            }
        }
    }
    found.in_order_of(|(day, _)| *day);
    for (day, entry) in found {
        let named = entry.period.as_deref();
        let place = match named {
            Some(id) => calendar.periods.iter().position(|p| p.id() == id),
            None => calendar.place(day, |i| {
                let open = known.get(i).is_some_and(Option::is_none);
                open && closed.get(i) == Some(&false)
            }),
        };
        let denied = place.is_some_and(|i| closed.get(i) == Some(&true));
        if denied && named.is_none() {
            all.disputed.push(entry.id.clone());
            all.leave_out(entry, NotCountedReason::SaidOtherwise, Some(day));
            continue;
        }
        let period = place.and_then(|i| calendar.periods.get(i));
        let slot = place.and_then(|i| known.get_mut(i));
        let (Some(period), Some(slot)) = (period, slot) else {
            all.leave_out(entry, NotCountedReason::NoPeriodDue, Some(day));
            continue;
        };
        let state = if calendar.in_time(period, day) {
            State::OnTime
        } else {
            State::Late
        };
        // What was tested decides before what is listed.
        let tested = slot.as_ref().filter(|o| o.tested);
        let contradicts =
            tested.is_some_and(|o| o.state.deviates()) || (denied && tested.is_none());
        if contradicts && !state.deviates() {
            all.disputed.push(entry.id.clone());
        }
        if tested.is_some() {
            continue;
        }
        // The first record of a period decides; one that is in time wins over one that is late.
        if slot.as_ref().is_none_or(|o| state < o.state) {
            *slot = Some(Occurrence {
                label: period.label(),
                state,
                source: Source::Observed,
                evidence: Some(entry.id.clone()),
                tested: false,
                assumed: state.deviates() && calendar.assumed,
                place: None,
            });
        }
    }
}

/// What was said about a period that evidence leaves open.
fn tell(
    calendar: &Calendar,
    period: &Period,
    slot: &mut Option<Occurrence>,
    said: Option<SaidState>,
) {
    let state = match said {
        Some(SaidState::OnTime | SaidState::Claimed) => State::Claimed,
        // While there is time, nothing is late or missed.
        Some(SaidState::Late) if calendar.is_due(period) => State::Late,
        Some(SaidState::Late) => State::Claimed,
        Some(SaidState::Missed) if calendar.is_due(period) => State::Missed,
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(Occurrence {
            label: period.label(),
            state,
            source: Source::Stated,
            evidence: None,
            tested: false,
            assumed: state.deviates() && calendar.basis == Basis::Assumed,
            place: None,
        });
    }
}

/// The last time: it fills its period, and leaves every later one that is over without.
fn tell_last(calendar: &Calendar, known: &mut [Option<Occurrence>], last: Last) {
    let day = match last {
        Last::On(day) => Some(day),
        Last::Never(_) => None,
    };
    let place = day.and_then(|d| calendar.place(d, |i| known.get(i).is_some_and(Option::is_none)));
    for (i, (period, slot)) in calendar.periods.iter().zip(known).enumerate() {
        if Some(i) == place {
            tell(calendar, period, slot, Some(SaidState::Claimed));
        } else if day.is_none_or(|d| d < period.start) {
            tell(calendar, period, slot, Some(SaidState::Missed));
        }
    }
}
