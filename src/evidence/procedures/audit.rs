//! What procedures over canonical records work on: all files at once, the window, and time as far as it is known.

use crate::date::Date;
use crate::evidence::canonical::{Account, AccountEvent, Person, Records, Stamp};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::zone::Zone;
use crate::evidence::formats::registry::About;
use crate::evidence::reading::FileRead;
use crate::evidence::terms::{DuePeriod, Terms};
use crate::evidence::workpaper::Span;

/// Milliseconds of an hour.
pub(in crate::evidence) const HOUR: i64 = 3_600_000;
/// Times of two systems that differ by less say nothing about their order: real exports of one system differ by
/// up to 0.6 s (`evidence-formats` §1.3).
pub(in crate::evidence) const TOLERANCE: i64 = 2_000;

/// Files, terms, and the zone of the company.
pub(in crate::evidence) struct Audit<'a> {
    /// The files, in the order in which they were added.
    pub(in crate::evidence) files: &'a [FileRead],
    /// Window and the company's own values.
    pub(in crate::evidence) terms: &'a Terms,
    /// The company's zone.
    pub(in crate::evidence) zone: Zone,
    /// Milliseconds that lie in the window whatever the zone.
    well_inside: std::ops::Range<i64>,
    /// For each file, whether another of them takes its place.
    superseded: Vec<bool>,
}

/// A file with canonical records.
#[derive(Clone, Copy)]
pub(in crate::evidence) struct Source<'a> {
    /// Its place among the files.
    pub(in crate::evidence) file: usize,
    /// What it is.
    pub(in crate::evidence) about: &'static About,
    /// What was in it.
    pub(in crate::evidence) records: &'a Records,
    /// The day that it shows, where it shows one and it is known.
    pub(in crate::evidence) as_of: Option<Date>,
    /// Name of the file.
    pub(in crate::evidence) name: &'a str,
    /// Its system.
    pub(in crate::evidence) system: &'a str,
}

/// Whether something lies in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Lies {
    /// Certainly.
    Inside,
    /// Certainly not.
    Outside,
    /// It depends on the zone, or nobody said when it was.
    Open,
}

/// Whether one time is at or before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Ordered {
    /// Certainly.
    InTime,
    /// Certainly after.
    Late,
    /// It depends on the zone.
    DependsOnZone,
}

impl<'a> Audit<'a> {
    pub(in crate::evidence) fn new(files: &'a [FileRead], terms: &'a Terms) -> Self {
        let zone = terms.time_zone.as_deref().and_then(Zone::named);
        let named = files
            .iter()
            .map(|f| (f.facts.name.as_str(), f.facts.sha256.as_str()));
        let named: Vec<_> = named.collect();
        Self {
            files,
            superseded: terms.superseded_among(&named),
            terms,
            zone: zone.unwrap_or(Zone::Unknown),
            well_inside: midnight(terms.window_start.plus_days(2))
                ..midnight(terms.window_end.plus_days(-1)),
        }
    }

    /// The periods in which the control that a procedure decides is due; of the first that has any.
    pub(in crate::evidence) fn periods(&self, procedure: &str) -> &'a [DuePeriod] {
        let terms = self.terms;
        let mut controls = terms.decided_by(procedure).iter();
        let found = controls.find_map(|control| terms.periods.get(control));
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether another of the files takes the place of this one: then it is no source.
    pub(in crate::evidence) fn is_superseded(&self, file: usize) -> bool {
        self.superseded.get(file).is_some_and(|is| *is)
    }

    /// Every file with canonical records of which no other takes the place.
    pub(in crate::evidence) fn sources(&self) -> impl Iterator<Item = Source<'a>> {
        let files = self.files.iter().enumerate();
        let current = files.filter(|(file, _)| !self.is_superseded(*file));
        current.map(|(file, read)| {
            let (about, reading) = read.reading();
            Source {
                file,
                about,
                records: &reading.records,
                as_of: read.as_of(),
                name: &read.facts.name,
                system: reading.system.as_deref().unwrap_or(about.system),
            }
        })
    }

    /// The latest day of which a file can tell: its own, or else the day of the assessment, because no file is younger.
    pub(in crate::evidence) fn latest(&self, source: Source<'_>) -> Date {
        source.as_of.unwrap_or(self.terms.as_of)
    }

    /// Whether a time is after that day for certain, so that what it dates has not been done. A day more makes no
    /// difference: files and clocks know different zones.
    pub(in crate::evidence) fn is_to_come(&self, source: Source<'_>, stamp: Stamp) -> bool {
        let days = stamp.time.days(&self.zone);
        days.is_some_and(|(first, _)| first > self.latest(source).plus_days(1))
    }

    /// Name and digest of a file, by which files are in the same order however they were added.
    pub(in crate::evidence) fn name(&self, source: Source<'a>) -> (&'a str, &'a str) {
        let file = self.files.get(source.file);
        (source.name, file.map_or("", |f| f.facts.sha256.as_str()))
    }

    /// Every row about a person.
    pub(in crate::evidence) fn people(&self) -> impl Iterator<Item = (Source<'a>, &'a Person)> {
        self.sources()
            .flat_map(|s| s.records.people.iter().map(move |p| (s, p)))
    }

    /// Every account.
    pub(in crate::evidence) fn accounts(&self) -> impl Iterator<Item = (Source<'a>, &'a Account)> {
        self.sources()
            .flat_map(|s| s.records.accounts.iter().map(move |a| (s, a)))
    }

    /// Every event of an account.
    pub(in crate::evidence) fn events(
        &self,
    ) -> impl Iterator<Item = (Source<'a>, &'a AccountEvent)> {
        self.sources()
            .flat_map(|s| s.records.account_events.iter().map(move |e| (s, e)))
    }

    /// The observation window.
    pub(in crate::evidence) fn window(&self) -> Span {
        Span {
            start: self.terms.window_start,
            end: self.terms.window_end,
        }
    }

    /// Whether a moment lies in the window.
    pub(in crate::evidence) fn in_window(&self, stamp: Stamp) -> Lies {
        // A day and more from either end no zone makes a difference.
        if let Time::Instant(ms) | Time::Local(ms) = stamp.time
            && self.well_inside.contains(&ms)
        {
            return Lies::Inside;
        }
        match stamp.time.days(&self.zone) {
            Some((first, last)) => self.days_in_window(first, last),
            None => Lies::Open,
        }
    }

    fn days_in_window(&self, first: Date, last: Date) -> Lies {
        let (start, end) = (self.terms.window_start, self.terms.window_end);
        if start <= first && last <= end {
            Lies::Inside
        } else if last < start || end < first {
            Lies::Outside
        } else {
            Lies::Open
        }
    }

    /// First and last instant that a time may mean.
    pub(in crate::evidence) fn span(&self, stamp: Stamp) -> Option<(i64, i64)> {
        stamp.time.span(&self.zone)
    }

    /// First and last instant at which the day of a time may end.
    pub(in crate::evidence) fn end_of_day(&self, stamp: Stamp) -> Option<(i64, i64)> {
        stamp.time.end_of_day_span(&self.zone)
    }

    /// First and last instant of a day in the company's zone.
    pub(in crate::evidence) fn day_span(&self, day: Date) -> (i64, i64) {
        Time::Day(day)
            .span(&self.zone)
            .unwrap_or((i64::MIN, i64::MAX))
    }

    /// The civil day of a time, where it is one and the same in every zone it may be in.
    pub(in crate::evidence) fn day(&self, stamp: Stamp) -> Option<Date> {
        let (first, last) = stamp.time.days(&self.zone)?;
        (first == last).then_some(first)
    }
}

/// The first millisecond of a day, in UTC.
fn midnight(day: Date) -> i64 {
    day.days_after(Date::EPOCH).saturating_mul(86_400_000)
}

/// Whether something that lies in one span was at or before a deadline that lies in another.
///
/// Where both hang on the same unknown zone they move together, so a local time is compared with the end of a local
/// day as if both were UTC: hand in spans made with the same zone only where they are of different kinds.
pub(in crate::evidence) fn before(at: (i64, i64), deadline: (i64, i64)) -> Ordered {
    if at.1 <= deadline.0 {
        Ordered::InTime
    } else if at.0 > deadline.1 {
        Ordered::Late
    } else {
        Ordered::DependsOnZone
    }
}
