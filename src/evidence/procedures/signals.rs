//! What an auditor would ask about the records themselves (TP-16): orders that cannot be, one moment for many, numbers
//! that run against time. Questions, each with the innocent explanation; nothing here decides a control.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::audit::{Audit, Source, TOLERANCE};
use crate::date::Date;
use crate::evidence::canonical::{At, Stamp};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "record-signals";

/// So many different people at one and the same second are a list that was filled in at once (J): lessons end together for
/// a class, not to the second.
const AT_ONCE: usize = 10;
/// Up to so many records later than the assessment, a file without a day is asked about each (J).
const UNDATED: usize = 3;
/// And a file with a day of its own (J).
const DATED: usize = 20;

/// One workpaper a file in which something is to be asked.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let drafts = audit.sources().filter_map(|source| {
        let mut draft = Draft::new(
            ID,
            source.file,
            "Whether the records of the file stand in an order in which things can have happened.",
            "No time before the one it follows, none after the day of the file, no number that runs against time.",
        );
        draft.observation = true;
        source.system.clone_into(&mut draft.system);
        draft.as_of = source.as_of;
        let mut signals = Signals {
            audit,
            source,
            draft,
            later: Vec::new(),
        };
        signals.orders();
        signals.ask_of_later();
        signals.numbers();
        signals.moments();
        signals.flags();
        for (at, text) in super::bursts::questions(audit, source) {
            signals.ask(at, text);
        }
        (!signals.draft.undecided.is_empty()).then_some(signals.draft)
    });
    drafts.collect()
}

struct Signals<'s, 'a> {
    audit: &'s Audit<'a>,
    source: Source<'a>,
    draft: Draft<'a>,
    /// Records with a time after the latest day of which the file can tell, and the day of the latest in each.
    later: Vec<(&'a At, Date)>,
}

impl<'a> Signals<'_, 'a> {
    fn ask(&mut self, at: &'a At, text: String) {
        self.draft.open(
            Item::named(at.row, None, format!("row {}", at.row)),
            Found {
                row: at.row,
                text,
                assumed: false,
                cites: vec![Cite::Record {
                    file: self.source.file,
                    at,
                }],
            },
        );
    }

    /// Whether one time is before another for certain, whatever the zone.
    fn before(&self, early: Stamp, late: Stamp) -> bool {
        // Two times without zone come from the same clock.
        if let (Time::Local(a), Time::Local(b)) = (early.time, late.time) {
            return a + TOLERANCE < b;
        }
        match (self.audit.span(early), self.audit.span(late)) {
            (Some(early), Some(late)) => early.1.saturating_add(TOLERANCE) < late.0,
            _ => false,
        }
    }

    /// Times in an order in which things cannot have happened, and times after the file's own day.
    fn orders(&mut self) {
        let records = self.source.records;
        for t in &records.tickets {
            self.pair(&t.at, t.created, t.resolved, "resolved", "created");
            self.beyond(&t.at, &[t.created, t.resolved]);
        }
        for c in &records.changes {
            self.pair(&c.at, c.created, c.merged, "merged", "created");
            self.beyond(&c.at, &[c.created, c.merged]);
        }
        for t in &records.trainings {
            self.pair(&t.at, t.assigned, t.completed, "completed", "assigned");
            self.beyond(&t.at, &[t.completed]);
        }
        for f in &records.findings {
            self.pair(&f.at, f.first_seen, f.closed, "closed", "first seen");
        }
        for r in &records.restores {
            self.pair(&r.at, r.started, r.ended, "ended", "started");
            self.pair(
                &r.at,
                r.recovery_point,
                r.ended,
                "ended",
                "its recovery point",
            );
            self.beyond(&r.at, &[r.started, r.ended]);
        }
        for d in &records.review_decisions {
            self.pair(&d.at, d.started, d.decided, "decided", "the review began");
            self.beyond(&d.at, &[d.decided, d.applied]);
        }
        for i in &records.incidents {
            self.beyond(&i.at, &[i.opened, i.detected, i.resolved, i.postmortem]);
        }
        for v in &records.vendors {
            self.beyond(&v.at, &[v.last_review]);
        }
        for r in &records.risks {
            self.beyond(&r.at, &[r.reviewed]);
        }
        for l in &records.log_reviews {
            self.beyond(&l.at, &[l.reviewed]);
        }
    }

    fn pair(&mut self, at: &'a At, first: Stamp, second: Stamp, what: &str, after: &str) {
        if self.before(second, first) {
            self.ask(
                at,
                format!(
                    "It was {what} before {after}, by the file. How did that come about? Clocks of two systems that \
                     differ, or a record that was moved from another tool, make it so innocently."
                ),
            );
        }
    }

    fn beyond(&mut self, at: &'a At, stamps: &[Stamp]) {
        let audit = self.audit;
        let end = audit.day_span(audit.latest(self.source)).1;
        let later = |stamp: &&Stamp| audit.span(**stamp).is_some_and(|(first, _)| first > end);
        let days = stamps.iter().filter(later);
        let days = days.filter_map(|stamp| Some(stamp.time.days(&audit.zone)?.0));
        self.later.extend(days.max().map(|newest| (at, newest)));
    }

    /// Asks of each record that is later than its file, or once where they are so many that the day itself is in doubt.
    fn ask_of_later(&mut self) {
        let later = std::mem::take(&mut self.later);
        let day = self.audit.latest(self.source);
        let (of, most) = match self.source.as_of {
            Some(_) => ("the day of the file", DATED),
            None => ("the day of the assessment", UNDATED),
        };
        let first = later.iter().map(|(at, _)| *at).min_by_key(|at| at.row);
        let newest = later.iter().map(|(_, day)| *day).max();
        match (first, newest) {
            (Some(at), Some(newest)) if later.len() > most => {
                let (count, row) = (later.len(), at.row);
                let what = match self.source.as_of {
                    Some(_) => {
                        "The export seems newer than the day that is given for it. Set the day of the file to the \
                                one on which it was made; planned dates in a column of done ones make it so innocently."
                    }
                    None => {
                        "The export seems newer than the day of the assessment. Set the day of the assessment, or that \
                             of the file, to the one on which the export was made."
                    }
                };
                self.ask(
                    at,
                    format!(
                        "{count} records hold a time after {day}, {of}: the first in row {row}, the newest of {newest}. {what}"
                    ),
                );
            }
            _ => {
                for (at, _) in later {
                    self.ask(
                        at,
                        format!(
                            "It holds a time after {day}, {of}. Is that the right day? A planned date in a column of done \
                             ones makes it so innocently."
                        ),
                    );
                }
            }
        }
    }

    /// Numbers given later to what is older.
    fn numbers(&mut self) {
        let records = self.source.records;
        let changes = records.changes.iter();
        let changes = changes.map(|c| {
            (
                c.repository.clone().unwrap_or_default(),
                Some(c.number),
                c.created,
                &c.at,
            )
        });
        let tickets = records.tickets.iter().map(|t| {
            let (project, number) = t.key.rsplit_once('-').unwrap_or(("", &t.key));
            (project.to_owned(), number.parse().ok(), t.created, &t.at)
        });
        let incidents = records.incidents.iter().map(|i| {
            // `INC-7` and `EX-2` are numbered apart.
            let series = i.id.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = i.id.strip_prefix(series).unwrap_or_default();
            (series.to_owned(), number.parse().ok(), i.opened, &i.at)
        });
        let mut series: BTreeMap<String, Vec<(u64, Stamp, &'a At)>> = BTreeMap::new();
        for (name, number, created, at) in changes.chain(tickets).chain(incidents) {
            if let Some(number) = number {
                series.entry(name).or_default().push((number, created, at));
            }
        }
        for mut list in series.into_values() {
            list.sort_by_key(|(number, _, at)| (*number, at.row));
            // The newest so far, and the newest before that.
            let mut newest: Option<(u64, Stamp, &'a At)> = None;
            let mut before_it: Option<Stamp> = None;
            for (number, created, at) in list {
                match newest {
                    // The one before it stands out, not this one.
                    Some((other, latest, odd))
                        if self.before(created, latest)
                            && before_it.is_some_and(|early| !self.before(created, early))
                            && self.audit.is_to_come(self.source, latest) =>
                    {
                        self.ask(
                            odd,
                            format!(
                                "Number {other} is younger than number {number} after it, by the time at which it was \
                                 created. Is that the right day? A slip of the pen makes it so innocently."
                            ),
                        );
                        newest = Some((number, created, at));
                    }
                    Some((other, latest, _)) if self.before(created, latest) => self.ask(
                        at,
                        format!(
                            "Number {number} is older than number {other} before it, by the time at which it was \
                             created. Was it entered afterwards? An import from another tool keeps old times \
                             innocently."
                        ),
                    ),
                    _ => {
                        before_it = newest.map(|(_, stamp, _)| stamp);
                        newest = Some((number, created, at));
                    }
                }
            }
        }
    }

    /// One second in which many people did something.
    fn moments(&mut self) {
        let records = self.source.records;
        let done = records.trainings.iter();
        let done = done.map(|t| {
            (
                t.completed,
                t.person.as_deref(),
                &t.at,
                "completed a course",
            )
        });
        let decided = records.review_decisions.iter();
        let decided = decided.map(|d| (d.decided, d.subject.as_deref(), &d.at, "were decided on"));
        let mut seconds: BTreeMap<(i64, &str), (Vec<&str>, &'a At)> = BTreeMap::new();
        for (stamp, person, at, what) in done.chain(decided) {
            let (Time::Instant(ms) | Time::Local(ms)) = stamp.time else {
                continue;
            };
            let entry = seconds
                .entry((ms.div_euclid(1000), what))
                .or_insert((Vec::new(), at));
            entry.0.extend(person);
        }
        for ((_, what), (mut people, at)) in seconds {
            people.sort_unstable();
            people.dedup();
            if people.len() >= AT_ONCE {
                self.ask(
                    at,
                    format!(
                        "{} people {what} in one and the same second. Was the list filled in at once? A session with \
                         everybody in one room, entered afterwards, makes it so innocently; say so beside the record.",
                        people.len()
                    ),
                );
            }
        }
    }

    /// What the source itself says of later entries, and flags that its dates contradict.
    fn flags(&mut self) {
        let records = self.source.records;
        for i in &records.incidents {
            if i.backfilled == Flag::Yes {
                self.ask(
                    &i.at,
                    "The source marks it as entered afterwards. When was it noticed? Late entries are usual after a long \
                     night; the ticket or chat of that day shows it."
                        .to_owned(),
                );
            }
        }
        for t in &records.trainings {
            if t.by_admin == Flag::Yes {
                self.ask(
                    &t.at,
                    "An administrator marked it as completed. Why? A course taken elsewhere is a good reason; its record \
                     shows it."
                        .to_owned(),
                );
            }
            if t.said_in_time == Flag::Yes && self.before(t.due, t.completed) {
                self.ask(
                    &t.at,
                    "The file says that it was in time, and its dates say that it was not. Which holds? A due day that \
                     was moved makes it so innocently."
                        .to_owned(),
                );
            }
        }
    }
}
