//! Dated records against answers: periods without one, the newest too old, all of them new, one for several.

use std::collections::{BTreeMap, BTreeSet};

use super::{Figures, Found, Looked, count};
use crate::assessment::occurrences::{Calendar, Occurrence, Source, State, has_digest, operating};
use crate::date::Date;
use crate::evidence::workpaper::PeriodState;
use crate::input::answers::SaidState;
use crate::input::control::{Cadence, Kind};
use crate::input::engagement::Data;
use crate::input::rules::Shown;

/// Months between two looks at a setting: it is counted by the quarter.
const QUARTER: i64 = 3;
/// Records of events from which a burst is one (J): two may well fall together.
const SEVERAL: usize = 3;

/// The record of a period.
struct Record<'a> {
    /// Last day of the period.
    end: Date,
    /// The day on which it was made.
    day: Date,
    evidence: &'a str,
}

impl Looked<'_> {
    /// What is looked for among dated records, if it is there.
    pub(super) fn records(&self, test: &Shown) -> Option<Found> {
        if let Some(least) = test.missing_at_least {
            return self.missing(least);
        }
        if test.overdue {
            return self.overdue();
        }
        if let Some(days) = test.all_within_days {
            return match self.control.kind {
                Kind::Periodic => self.burst_of_periods(i64::from(days)),
                _ => self.burst_of_events(i64::from(days)),
            };
        }
        self.one_file(test.one_file_for_periods?)
    }

    /// Periods that are over and said to have a record, with none on file, while others have one.
    fn missing(&self, least: u32) -> Option<Found> {
        if self.control.kind != Kind::Periodic {
            return None;
        }
        let calendar = Calendar::new(self.engagement, self.control);
        let records = self.of_periods(&calendar);
        let (mut due, mut found) = (0_u32, 0_u32);
        for (place, period) in calendar.periods.iter().enumerate() {
            if !calendar.is_due(period) {
                continue;
            }
            let has_record = records.iter().any(|r| r.end == period.end);
            let missed = self
                .observed(place)
                .is_some_and(|o| o.state == State::Missed);
            let id = period.id();
            if has_record || missed || (self.is_said(&id) && !self.is_open(&id)) {
                due += 1;
                found += u32::from(has_record);
            }
        }
        // Of weeks and days the answer says how many were missed, and not which.
        let told = super::told(self.engagement, self.asked, self.assessed);
        let missing = (due - found).saturating_sub(if self.tells_periods() { 0 } else { told });
        let latest = records.iter().map(|r| r.day).max()?;
        let figures = Figures {
            found,
            due,
            missing,
            latest: Some(latest),
            days: self.engagement.as_of.days_after(latest),
            ..Figures::default()
        };
        let evidence = records.iter().map(|r| r.evidence).collect();
        (found > 0 && missing >= least).then(|| self.found(evidence, figures))
    }

    /// The newest dated record, if it is older than the interval of the control.
    fn overdue(&self) -> Option<Found> {
        let dated = self.dated();
        let (latest, _) = *dated.last()?;
        let again = match self.control.kind {
            Kind::Periodic => {
                let calendar = Calendar::new(self.engagement, self.control);
                let again = match self.engagement.cadence(self.control).0 {
                    Cadence::Annual => latest.plus_months(12),
                    Cadence::SemiAnnual => latest.plus_months(6),
                    Cadence::Quarterly => latest.plus_months(3),
                    Cadence::Monthly => latest.plus_months(1),
                    Cadence::Weekly => latest.plus_days(7),
                    Cadence::Daily => latest.plus_days(1),
                };
                again.plus_days(calendar.grace)
            }
            Kind::Configuration => latest.plus_months(QUARTER),
            Kind::Occurrence | Kind::Document => return None,
        };
        let figures = Figures {
            latest: Some(latest),
            days: self.engagement.as_of.days_after(latest),
            ..Figures::default()
        };
        let evidence = dated.iter().filter(|(day, _)| *day == latest);
        let evidence = evidence.map(|(_, id)| *id).collect();
        (again < self.engagement.as_of).then(|| self.found(evidence, figures))
    }

    /// Records of two or more periods that were over long before, all made within so many days before the assessment.
    fn burst_of_periods(&self, days: i64) -> Option<Found> {
        let calendar = Calendar::new(self.engagement, self.control);
        let records = self.of_periods(&calendar);
        let since = self.engagement.as_of.plus_days(-days);
        let past = records.iter().filter(|r| r.end < since).count();
        let days = records.iter().map(|r| r.day);
        let burst = past >= 2 && days.clone().all(|day| day >= since);
        let evidence = records.iter().map(|r| r.evidence).collect();
        burst.then(|| self.burst(evidence, records.len(), days))?
    }

    /// Several different files, all dated within so many days before the assessment, of what was answered for more
    /// than twice as long.
    fn burst_of_events(&self, days: i64) -> Option<Found> {
        let as_of = self.engagement.as_of;
        let since = as_of.plus_days(-days);
        let counts = self.asked.data(self.control).filter_map(|data| match data {
            Data::Population(counted) => Some(counted.since),
            _ => None,
        });
        let answered_from = counts.min().unwrap_or(self.engagement.window().start);
        let listed = operating(self.engagement, self.control)
            .filter(|(e, papers)| papers.is_empty() && e.format.is_none());
        let mut records: Vec<(Date, &str)> = Vec::new();
        let mut digests = BTreeSet::new();
        for (entry, _) in listed {
            let digest = entry.file.as_ref().and_then(|f| f.sha256.as_deref());
            if let (Some(day), Some(digest)) = (entry.as_of.filter(|d| *d <= as_of), digest)
                && digests.insert(digest)
            {
                records.push((day, entry.id.as_str()));
            }
        }
        let days_of = records.iter().map(|(day, _)| *day);
        let longer = as_of.days_after(answered_from) > 2 * days;
        let burst = longer && records.len() >= SEVERAL && days_of.clone().all(|day| day >= since);
        let evidence = records.iter().map(|(_, id)| *id).collect();
        burst.then(|| self.burst(evidence, records.len(), days_of))?
    }

    fn burst(
        &self,
        evidence: BTreeSet<&str>,
        found: usize,
        days: impl Iterator<Item = Date> + Clone,
    ) -> Option<Found> {
        let first = days.clone().min()?;
        let figures = Figures {
            found: count(found),
            latest: days.max(),
            days: self.engagement.as_of.days_after(first),
            ..Figures::default()
        };
        Some(self.found(evidence, figures))
    }

    /// A file that is the record of so many periods.
    fn one_file(&self, least: u32) -> Option<Found> {
        let calendar = Calendar::new(self.engagement, self.control);
        let mut by_digest: BTreeMap<&str, (BTreeSet<Date>, BTreeSet<&str>)> = BTreeMap::new();
        for (entry, papers) in operating(self.engagement, self.control) {
            let digest = entry.file.as_ref().and_then(|f| f.sha256.as_deref());
            // What was read says itself which periods are in it; what has no day is no record.
            let known = entry.as_of.is_some_and(|day| day <= self.engagement.as_of);
            let listed = papers.is_empty() && entry.format.is_none();
            let (Some(digest), true) = (digest, known && listed) else {
                continue;
            };
            let named = entry.period.as_deref();
            let periods = calendar.periods.iter();
            let of = periods.filter(|p| named.is_some_and(|id| id == p.id()));
            let (ends, ids) = by_digest.entry(digest).or_default();
            ends.extend(of.map(|p| p.end));
            ids.insert(&entry.id);
        }
        let most = by_digest.into_values().max_by_key(|(ends, _)| ends.len());
        let (ends, evidence) = most.filter(|(ends, _)| count(ends.len()) >= least)?;
        let figures = Figures {
            found: count(ends.len()),
            ..Figures::default()
        };
        Some(self.found(evidence, figures))
    }

    /// The records of periods that are on file.
    fn of_periods(&self, calendar: &Calendar) -> Vec<Record<'_>> {
        let mut records = Vec::new();
        for (place, period) in calendar.periods.iter().enumerate() {
            let done = self.observed(place);
            let done = done.filter(|o| matches!(o.state, State::OnTime | State::Late));
            let Some(evidence) = done.and_then(|o| o.evidence.as_deref()) else {
                continue;
            };
            let id = period.id();
            let entries = self.engagement.evidence.iter();
            let of = entries.filter(|e| e.id == evidence);
            let day = of.filter_map(|e| {
                let papers = e.workpapers.iter();
                let papers = papers.filter(|w| w.control == self.assessed.id && !w.observation);
                let found = papers.flat_map(|w| &w.periods).filter(|p| p.period == id);
                found.filter_map(|p| p.done).max().or(e.as_of)
            });
            records.extend(day.max().map(|day| Record {
                end: period.end,
                day,
                evidence,
            }));
        }
        records
    }

    /// What evidence decided of a period.
    fn observed(&self, place: usize) -> Option<&Occurrence> {
        let mut listed = self.assessed.occurrences.listed.iter();
        listed.find(|o| o.source == Source::Observed && o.place == Some(place))
    }

    /// Whether an answer speaks of single periods.
    fn tells_periods(&self) -> bool {
        let mut data = self.asked.data(self.control);
        data.any(|d| matches!(d, Data::Periods(_)))
    }

    /// Whether the answers say that the period has a record.
    fn is_said(&self, period: &str) -> bool {
        let mut data = self.asked.data(self.control);
        data.all(|data| match data {
            Data::Periods(said) => {
                let mut of = said.iter().filter(|s| s.period == period);
                of.any(|s| s.state == SaidState::OnTime)
            }
            _ => true,
        })
    }

    /// Whether a file leaves the period open.
    fn is_open(&self, period: &str) -> bool {
        let papers = self.papers(&[]).into_iter();
        let mut found = papers.flat_map(|(_, w)| &w.periods);
        found.any(|p| p.period == period && p.state == PeriodState::Undecided)
    }

    /// Dated records of the control up to the day of the assessment, the oldest first.
    fn dated(&self) -> Vec<(Date, &str)> {
        let as_of = self.engagement.as_of;
        let mut found = Vec::new();
        for (entry, papers) in operating(self.engagement, self.control) {
            if papers.is_empty() && entry.format.is_none() && has_digest(entry) {
                found.extend(entry.as_of.map(|day| (day, entry.id.as_str())));
            }
            for paper in papers {
                let done = paper.periods.iter().filter_map(|p| p.done);
                let day = match self.control.kind {
                    Kind::Periodic => done.filter(|d| *d <= as_of).max(),
                    _ => paper.as_of,
                };
                found.extend(day.map(|day| (day, entry.id.as_str())));
            }
        }
        found.retain(|(day, _)| *day <= as_of);
        found.sort_unstable();
        found
    }
}
