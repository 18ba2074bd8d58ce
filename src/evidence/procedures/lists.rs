//! What lists of accounts show, and of when: the day of a list or, where nobody said it, no earlier than the newest time in it.

use std::collections::BTreeMap;

use super::audit::{Audit, Ordered, Source, before};
use crate::date::Date;
use crate::evidence::canonical::{Account, EventKind, Stamp};
use crate::evidence::decode::times::Time;

/// A row of a list.
pub(super) type Seen<'a> = (Source<'a>, &'a Account);

/// When a list was made.
#[derive(Clone, Copy)]
pub(super) struct Made<'a> {
    /// First and last instant of its day; where that is not known, of the newest time in it: it was made no earlier.
    pub(super) at: (i64, i64),
    /// The day in words.
    pub(super) day: Date,
    /// The row with the newest time, where the day of the list is not known.
    pub(super) by: Option<&'a Account>,
}

/// Every list, by its file, and the span of every sign-in log.
pub(super) struct Lists<'a> {
    made: BTreeMap<usize, Made<'a>>,
    /// Sign-in logs: system, first instant and last.
    logs: Vec<(&'a str, (i64, i64))>,
    /// The end of the assessment's day: a later time proves nothing.
    end: i64,
}

impl<'a> Lists<'a> {
    pub(super) fn new(audit: &Audit<'a>) -> Self {
        let mut found = Self {
            made: BTreeMap::new(),
            logs: Vec::new(),
            end: audit.day_span(audit.terms.as_of).1,
        };
        for source in audit.sources() {
            if let Some(made) = found.made(audit, source) {
                found.made.insert(source.file, made);
            }
            let events = source.records.account_events.iter();
            let signed =
                events.filter(|e| e.kind == EventKind::SignedIn && !audit.is_to_come(source, e.at));
            let spans = signed.filter_map(|e| audit.span(e.at));
            let reach = spans.fold(None, |known: Option<(i64, i64)>, span| {
                let (first, last) = known.unwrap_or((span.1, span.0));
                Some((first.min(span.1), last.max(span.0)))
            });
            if let Some((first, last)) = reach {
                let day = source.as_of.map(|day| audit.day_span(day).0);
                let last = day.map_or(last, |day| day.max(last));
                found.logs.push((source.system, (first, last)));
            }
        }
        found
    }

    fn made(&self, audit: &Audit<'a>, source: Source<'a>) -> Option<Made<'a>> {
        let accounts = &source.records.accounts;
        if accounts.is_empty() {
            return None;
        }
        if let Some(day) = source.as_of {
            return Some(Made {
                at: audit.day_span(day),
                day,
                by: None,
            });
        }
        let times = accounts.iter().flat_map(|account| {
            let own = [account.last_login, account.changed, account.created];
            own.map(|stamp| (account, stamp))
        });
        let newest = times
            .filter_map(|(account, stamp)| Some((self.time(audit, stamp)?, stamp, account)))
            .max_by_key(|(span, _, account)| (*span, std::cmp::Reverse(account.at.row)));
        let (at, stamp, by) = newest?;
        Some(Made {
            at,
            day: stamp.time.days(&audit.zone)?.0,
            by: Some(by),
        })
    }

    /// First and last instant of a time in a list; nothing for one after the assessment, which cannot be right.
    pub(super) fn time(&self, audit: &Audit<'_>, stamp: Stamp) -> Option<(i64, i64)> {
        if stamp.time == Time::Nothing {
            return None;
        }
        audit.span(stamp).filter(|span| span.1 <= self.end)
    }

    /// When a list was made, as far as that is known.
    pub(super) fn of(&self, source: Source<'_>) -> Option<Made<'a>> {
        self.made.get(&source.file).copied()
    }

    /// Whether a sign-in log of a system is known to cover everything from one moment to another.
    pub(super) fn is_logged(&self, system: &str, from: i64, until: i64) -> bool {
        let mut own = self.logs.iter().filter(|(of, _)| *of == system);
        own.any(|(_, (first, last))| *first <= from && *last > until)
    }

    /// Whether one list is plainly newer than another: by its day, else by the newest time in it.
    pub(super) fn is_newer(&self, one: Source<'_>, other: Source<'_>) -> bool {
        match (self.of(one), self.of(other)) {
            (Some(one), Some(other)) => one.at.0 > other.at.1,
            _ => false,
        }
    }

    /// Whether a list is known to be made after a moment.
    pub(super) fn is_after(&self, source: Source<'_>, moment: (i64, i64)) -> bool {
        self.of(source)
            .is_some_and(|made| before(made.at, moment) == Ordered::Late)
    }

    /// A row that says that the account was off before a moment at which another row shows it on, and whose list is no older.
    pub(super) fn disputed(
        &self,
        audit: &Audit<'_>,
        on: Seen<'a>,
        moment: (i64, i64),
        all: &[Seen<'a>],
    ) -> Option<Seen<'a>> {
        let disputes = |(source, account): &&Seen<'a>| {
            let one = match (&account.id, &on.1.id) {
                (Some(id), Some(other)) => id == other,
                _ => true,
            };
            let off = self.time(audit, account.changed);
            account.state.is_enabled() == Some(false)
                && source.file != on.0.file
                && one
                && off.is_some_and(|off| off.1 < moment.0)
                && !self.is_newer(on.0, *source)
        };
        all.iter().find(disputes).copied()
    }
}
