//! Spells of employment that ended: which are tested, and against which deadline.

use crate::date::Date;
use crate::evidence::canonical::{Person, Stamp};
use crate::evidence::decode::order::Order;
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::procedures::audit::{Audit, HOUR, Lies, Source};
use crate::evidence::procedures::humans::{Human, Humans};

/// A spell that has ended, or may have.
pub(super) struct Ended<'a> {
    pub(super) source: Source<'a>,
    pub(super) person: &'a Person,
    /// Who it is, by place.
    pub(super) human: usize,
    pub(super) what: What,
}

/// What is done with a spell.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// It is tested.
    Tested(Due),
    /// Why it is undecided.
    Open(&'static str),
    /// Why it is left out.
    Out(&'static str),
}

/// Until when access had to go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    /// First and last instant that the deadline may be.
    pub(super) deadline: (i64, i64),
    /// The first instant at which the person may have been back.
    pub(super) back: Option<i64>,
}

impl Due {
    /// Whether something belongs to this spell: it lies before the person may have been back.
    pub(super) fn is_own(self, span: (i64, i64)) -> bool {
        self.back.is_none_or(|back| span.1 < back)
    }

    /// The last day that the deadline may be on.
    pub(super) fn day(self, audit: &Audit<'_>) -> Option<Date> {
        let day = Time::Instant(self.deadline.1).days(&audit.zone);
        day.map(|(_, last)| last)
    }

    /// Whether the deadline may lie after the day of the assessment.
    pub(super) fn is_to_come(self, audit: &Audit<'_>) -> bool {
        self.deadline.1 > audit.day_span(audit.terms.as_of).1
    }
}

/// Every spell that ended in the window, or of which that is not known.
pub(super) fn ended<'a>(audit: &Audit<'a>, humans: &Humans<'a>, hours: i64) -> Vec<Ended<'a>> {
    let mut found = Vec::new();
    for (human, all) in humans.all.iter().enumerate() {
        for (place, (source, person)) in all.rows.iter().enumerate() {
            if let Some(what) = what(audit, all, place, person, hours) {
                found.push(Ended {
                    source: *source,
                    person,
                    human,
                    what,
                });
            }
        }
    }
    found
}

fn what(
    audit: &Audit<'_>,
    human: &Human<'_>,
    place: usize,
    person: &Person,
    hours: i64,
) -> Option<What> {
    let others = || {
        let rows = human.rows.iter().enumerate();
        rows.filter(move |(other, _)| *other != place)
            .map(|(_, (source, other))| (*source, *other))
    };
    match person.end.time {
        Time::Nothing if person.active != Flag::No => return None,
        Time::Nothing => {
            let told = others().any(|(_, o)| o.end.time != Time::Nothing || o.active == Flag::Yes);
            return (!told).then_some(What::Open(
                "The roster says that the person has left and not when; the last day would decide.",
            ));
        }
        Time::Slashed { .. } => {
            let readings = [Order::DayFirst, Order::MonthFirst].map(|order| {
                let time = person.end.time.settle(order);
                audit.in_window(Stamp { time, ..person.end })
            });
            if readings == [Lies::Outside; 2] {
                return Some(What::Out(
                    "last day outside the window, whichever of day and month stands first",
                ));
            }
            return Some(What::Open(
                "Whether the day or the month stands first in the last day is not known; that would decide.",
            ));
        }
        Time::Unreadable => {
            return Some(What::Open(
                "The last day cannot be read; a corrected roster would decide.",
            ));
        }
        _ => {}
    }
    match audit.in_window(person.end) {
        Lies::Inside => {}
        Lies::Outside => return None,
        Lies::Open => {
            return Some(What::Open(
                "Whether the last day lies in the window depends on the time zone; the company's zone would decide.",
            ));
        }
    }
    let (low, high) = audit.end_of_day(person.end)?;
    if audit
        .day(person.end)
        .is_some_and(|day| day > audit.terms.as_of)
    {
        return Some(What::Out("last day after the day of the assessment"));
    }
    let deadline = (low + hours * HOUR, high + hours * HOUR);
    let is_turned = is_turned(audit, person);
    let own = (is_turned, rank(audit, human, place));
    let again = others().any(|(source, other)| {
        let rank = (digest(audit, source), other.at.row);
        other.end == person.end.with_column(other.end.column)
            && (self::is_turned(audit, other), rank) < own
    });
    if again {
        return Some(What::Out("the same last day stands in another row too"));
    }
    if is_turned {
        return Some(What::Open(
            "The first day is after the last day in the same row: a return with the old last day carried on, or a slip of \
             the pen. The days of each employment would decide.",
        ));
    }
    let mut back = None;
    for (_, other) in others() {
        let Some((start, _)) = audit.span(other.start) else {
            if other.active == Flag::Yes && other.end.time == Time::Nothing {
                return Some(CONTRADICTED);
            }
            continue;
        };
        let goes_on = other.end.time == Time::Nothing && other.active != Flag::No
            || audit.span(other.end).is_some_and(|end| end.0 > high);
        if start > deadline.1 {
            back = Some(back.map_or(start, |known: i64| known.min(start)));
        } else if goes_on {
            let same = audit.span(person.start).is_none_or(|own| start <= own.0);
            return Some(match same {
                true => CONTRADICTED,
                false => What::Out("employed on, or again by the deadline, by another row"),
            });
        }
    }
    Some(What::Tested(Due { deadline, back }))
}

/// Whether the first day in a row is after the last one for certain.
fn is_turned(audit: &Audit<'_>, person: &Person) -> bool {
    let days = |stamp: Stamp| stamp.time.days(&audit.zone);
    match (days(person.start), days(person.end)) {
        (Some((start, _)), Some((_, end))) => start > end,
        _ => false,
    }
}

const CONTRADICTED: What = What::Open(
    "Another row about the same person says that the employment goes on; which of them is right would decide.",
);

fn digest<'a>(audit: &Audit<'a>, source: Source<'a>) -> &'a str {
    let file = audit.files.get(source.file);
    file.map_or("", |f| f.facts.sha256.as_str())
}

/// What orders rows whatever the order of files.
fn rank<'a>(audit: &Audit<'a>, human: &Human<'a>, place: usize) -> (&'a str, u32) {
    let row = human.rows.get(place);
    row.map_or(("", 0), |(source, person)| {
        (digest(audit, *source), person.at.row)
    })
}
