//! What people did to the code: commits, changes that they opened or merged, reviews that they gave (TP-03).
//!
//! Code hosts know people by login. A login is a person's where an export of accounts says so, or where the host shows
//! it on a commit together with an address that is on the roster.

use std::collections::BTreeMap;

use crate::evidence::canonical::{ApprovalState, At, Stamp};
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::procedures::humans::Humans;

/// One act.
pub(super) struct Act<'a> {
    pub(super) source: Source<'a>,
    pub(super) at: &'a At,
    /// What was done: a sentence part before "in" and the system.
    pub(super) what: &'static str,
    /// First and last instant of it.
    pub(super) span: (i64, i64),
    /// Whether it is dated after the day of its file, so that it cannot have come about then.
    pub(super) to_come: bool,
}

/// What everybody did, by the place of the person, and how far the files of each system reach.
pub(super) struct Acts<'a> {
    of: BTreeMap<usize, Vec<Act<'a>>>,
    reach: BTreeMap<&'a str, (i64, i64)>,
}

impl<'a> Acts<'a> {
    pub(super) fn new(audit: &Audit<'a>, humans: &Humans<'a>) -> Self {
        let logins = logins(audit, humans);
        let mut acts = Self {
            of: BTreeMap::new(),
            reach: BTreeMap::new(),
        };
        for source in audit.sources() {
            acts.reaches(audit, source);
            let of = |login: &Option<String>| {
                let login = login.as_deref()?;
                logins.get(&(source.system, login)).copied().flatten()
            };
            let records = source.records;
            for change in &records.changes {
                let by = [
                    (of(&change.author), change.created, "a change was opened"),
                    (of(&change.merged_by), change.merged, "a change was merged"),
                ];
                for (human, stamp, what) in by {
                    acts.add(audit, source, &change.at, human, stamp, what);
                }
            }
            for review in &records.approvals {
                let what = match review.state {
                    ApprovalState::Approved => "a change was approved",
                    _ => "a change was reviewed",
                };
                let human = of(&review.reviewer);
                acts.add(audit, source, &review.at, human, review.submitted, what);
            }
            for commit in &records.commits {
                let by = [
                    (&commit.author_email, commit.authored),
                    (&commit.committer_email, commit.committed),
                ];
                for (email, stamp) in by {
                    let human = email.as_deref().and_then(|email| humans.of_login(email));
                    acts.add(audit, source, &commit.at, human, stamp, "a commit was made");
                }
            }
        }
        for list in acts.of.values_mut() {
            list.sort_by_key(|act| (act.span, act.source.name, act.at.row, act.what));
        }
        acts
    }

    fn add(
        &mut self,
        audit: &Audit<'a>,
        source: Source<'a>,
        at: &'a At,
        human: Option<usize>,
        stamp: Stamp,
        what: &'static str,
    ) {
        if let (Some(human), Some(span)) = (human, audit.span(stamp)) {
            self.of.entry(human).or_default().push(Act {
                source,
                at,
                what,
                span,
                to_come: audit.is_to_come(source, stamp),
            });
        }
    }

    /// Notes from when to when a file shows what was done to the code: up to its own day, where it has one.
    fn reaches(&mut self, audit: &Audit<'a>, source: Source<'a>) {
        let records = source.records;
        let merged = records.changes.iter().map(|change| change.merged);
        let given = records.approvals.iter().map(|review| review.submitted);
        let made = records.commits.iter().map(|commit| commit.committed);
        let come = merged.chain(given).chain(made);
        let come = come.filter(|stamp| !audit.is_to_come(source, *stamp));
        let mut own: Option<(i64, i64)> = None;
        for span in come.filter_map(|stamp| audit.span(stamp)) {
            let (first, last) = own.unwrap_or((span.1, span.0));
            own = Some((first.min(span.1), last.max(span.0)));
        }
        if let Some((first, last)) = own {
            let day = source.as_of.map(|day| audit.day_span(day).0);
            let last = day.map_or(last, |day| day.max(last));
            let known = self.reach.entry(source.system).or_insert((first, last));
            *known = (known.0.min(first), known.1.max(last));
        }
    }

    /// From when to when the files of each system show what was done to the code.
    pub(super) fn reach(&self) -> &BTreeMap<&'a str, (i64, i64)> {
        &self.reach
    }

    /// Whether nobody on the roster did anything.
    pub(super) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What a person did, in the order of time.
    pub(super) fn of(&self, human: usize) -> &[Act<'a>] {
        self.of.get(&human).map_or(&[], Vec::as_slice)
    }
}

/// Whose each login is, by system; of nobody where two people are named for it.
fn logins<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
) -> BTreeMap<(&'a str, &'a str), Option<usize>> {
    let mut found: BTreeMap<(&str, &str), Option<usize>> = BTreeMap::new();
    let mut note = |system: &'a str, login: &'a str, human: Option<usize>| {
        if human.is_some() {
            let known = found.entry((system, login)).or_insert(human);
            if *known != human {
                *known = None;
            }
        }
    };
    for (source, account) in audit.accounts() {
        note(source.system, &account.login, humans.of_account(account));
    }
    for source in audit.sources() {
        for commit in &source.records.commits {
            if let (Some(login), Some(email)) = (&commit.author_login, &commit.author_email) {
                note(source.system, login, humans.of_login(email));
            }
        }
    }
    found
}
