//! What lists of accounts show of access that a review decided to remove.

use std::collections::{BTreeMap, BTreeSet};

use super::{Due, Verdict};
use crate::evidence::canonical::{Account, Decision, ReviewDecision};
use crate::evidence::procedures::audit::{Audit, Ordered, Source, before};
use crate::evidence::procedures::humans::Humans;
use crate::evidence::procedures::lists::{Lists, Seen};
use crate::evidence::procedures::review_population::is_same_system;
use crate::evidence::procedures::reviews::system;

/// Words of columns that say that a row is about a part of an account alone.
const PARTS: [&str; 8] = [
    "role",
    "entitlement",
    "permission",
    "group",
    "licen",
    "privilege",
    "access level",
    "scope",
];

/// Accounts by who holds them, and which subjects keep something.
pub(super) struct Accounts<'a> {
    lists: Lists<'a>,
    by_login: BTreeMap<&'a str, Vec<Seen<'a>>>,
    by_human: BTreeMap<usize, Vec<Seen<'a>>>,
    systems: BTreeSet<&'a str>,
    /// System, review and subject of whom something was approved: what is revoked is a part of their access.
    kept: BTreeSet<(String, &'a str, &'a str)>,
}

impl<'a> Accounts<'a> {
    pub(super) fn new(audit: &Audit<'a>, humans: &Humans<'a>) -> Self {
        let mut found = Self {
            lists: Lists::new(audit),
            by_login: BTreeMap::new(),
            by_human: BTreeMap::new(),
            systems: audit.accounts().map(|(s, _)| s.system).collect(),
            kept: BTreeSet::new(),
        };
        for (source, account) in audit.accounts() {
            let known = [
                Some(&account.login),
                account.email.as_ref(),
                account.id.as_ref(),
            ];
            let mut known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
            known.extend(account.aliases.iter().map(String::as_str));
            known.sort_unstable();
            known.dedup();
            for login in known {
                found
                    .by_login
                    .entry(login)
                    .or_default()
                    .push((source, account));
            }
            if let Some(human) = humans.of_account(account) {
                found
                    .by_human
                    .entry(human)
                    .or_default()
                    .push((source, account));
            }
        }
        for source in audit.sources() {
            for decision in &source.records.review_decisions {
                if let (Decision::Approve, Some(subject)) = (decision.decision, &decision.subject) {
                    found.kept.insert((
                        system(source, decision),
                        decision.campaign.as_str(),
                        subject,
                    ));
                }
            }
        }
        found
    }

    /// The accounts that a decision is about as a whole, whatever the order of files.
    fn of(
        &self,
        audit: &Audit<'a>,
        humans: &Humans<'a>,
        source: Source<'a>,
        decision: &'a ReviewDecision,
    ) -> Vec<Seen<'a>> {
        let Some(subject) = decision.subject.as_deref() else {
            return Vec::new();
        };
        let system = system(source, decision);
        let ignored = audit.files.get(source.file).map(|f| &f.recorded.ignored);
        let part = ignored.into_iter().flatten().any(|name| {
            let name = name.to_lowercase();
            PARTS.iter().any(|part| name.contains(part))
        });
        if part
            || decision.decision != Decision::Revoke
            || self
                .kept
                .contains(&(system.clone(), decision.campaign.as_str(), subject))
        {
            return Vec::new();
        }
        let human = humans.of_login(subject);
        let by_human = human.and_then(|human| self.by_human.get(&human));
        let all = self.by_login.get(subject).or(by_human);
        let own = all.into_iter().flatten().copied();
        let mut own: Vec<Seen<'a>> = own
            .filter(|(s, _)| is_same_system(&system, s.system, &self.systems))
            .collect();
        own.sort_by_key(|(source, account)| (audit.name(*source), account.at.row));
        own
    }

    /// What the lists say of a decision, with the rows that say it; nothing where they do not tell.
    pub(super) fn judge(
        &self,
        audit: &Audit<'a>,
        humans: &Humans<'a>,
        (source, decision): (Source<'a>, &'a ReviewDecision),
        due: &Due,
    ) -> Option<(Verdict, Vec<Seen<'a>>)> {
        let all = self.of(audit, humans, source, decision);
        let applied = audit.span(decision.applied);
        let on: Vec<Seen<'a>> = all
            .iter()
            .filter(|(_, a)| a.state.is_enabled() == Some(true))
            .copied()
            .collect();
        let still = on
            .iter()
            .find_map(|seen| self.still(audit, *seen, applied, due, &all));
        still.or_else(|| self.gone(audit, &all, &on, applied, due))
    }

    /// What follows from an account that can be used.
    fn still(
        &self,
        audit: &Audit<'a>,
        seen: Seen<'a>,
        applied: Option<(i64, i64)>,
        due: &Due,
        all: &[Seen<'a>],
    ) -> Option<(Verdict, Vec<Seen<'a>>)> {
        let (source, account) = seen;
        let system = source.system;
        let used = self.lists.time(audit, account.last_login);
        let late = |span: Option<(i64, i64)>, moment| {
            span.is_some_and(|span| before(span, moment) == Ordered::Late)
        };
        let used_late = late(used, due.deadline);
        let look = self.lists.of(source);
        let seen_late = late(look.map(|l| l.at), due.deadline);
        let began = [account.changed, account.created].map(|s| self.lists.time(audit, s));
        if !used_late && !seen_late {
            let after = |applied| late(used, applied) || late(look.map(|l| l.at), applied);
            return applied.filter(|applied| after(*applied)).map(|_| {
                let text = format!(
                    "The review says that the access was removed, and the account in {system} is active after that, in \
                     the time allowed; a later list of its accounts would decide."
                );
                (Verdict::Open(text), vec![seen])
            });
        }
        if !used_late
            && let Some(look) = look
            && let Some(other) = self.lists.disputed(audit, seen, look.at, all)
        {
            return Some((conflict(system), vec![seen, other]));
        }
        // Active since later than the removal: it may have been granted again.
        let again = applied.is_some_and(|applied| began.iter().any(|span| late(*span, applied)));
        if again {
            let text = format!(
                "The review says that the access was removed, and the account in {system} is active since later; whether \
                 it was granted again is not evidenced. An event log of {system} would decide."
            );
            return Some((Verdict::Open(text), vec![seen]));
        }
        let used_since = late(used, due.decided);
        let all_along = matches!(began, [Some(changed), _] if changed.1 <= due.decided.1);
        let day = look.map_or_else(String::new, |l| format!(" on {}", l.day));
        if applied.is_some() && !used_since && !all_along {
            let text = format!(
                "The review says that the access was removed, and the account in {system} is active{day}, with no sign \
                 of use; an event log of {system} would decide."
            );
            return Some((Verdict::Open(text), vec![seen]));
        }
        let mut text = format!(
            "the account in {system} was still active{day}, later than {} days after {}",
            due.days, due.since
        );
        if used_since {
            text.push_str(", and was used after the decision");
        }
        if applied.is_some() {
            text.push_str(", although the review says that it was removed");
        }
        Some((Verdict::Deviates(text), vec![seen]))
    }

    /// What follows from accounts that cannot be used any more.
    fn gone(
        &self,
        audit: &Audit<'a>,
        all: &[Seen<'a>],
        on: &[Seen<'a>],
        applied: Option<(i64, i64)>,
        due: &Due,
    ) -> Option<(Verdict, Vec<Seen<'a>>)> {
        let off = all
            .iter()
            .filter(|(_, a)| a.state.is_enabled() == Some(false));
        let timed = off.clone().filter_map(|seen| {
            let changed = self.lists.time(audit, seen.1.changed)?;
            Some((*seen, Some(changed)))
        });
        let first = timed.min_by_key(|(_, changed)| *changed);
        let (seen, changed) = first.or_else(|| off.clone().next().map(|seen| (*seen, None)))?;
        let system = seen.0.system;
        let ordered = changed.map(|changed| before(changed, due.deadline));
        let verdict = match ordered {
            Some(Ordered::Late)
                if applied.is_some_and(|a| before(a, due.deadline) == Ordered::InTime) =>
            {
                Verdict::Open(format!(
                    "The review says that the access was removed in time; the state of the account in {system} last changed \
                     after it. An event log of {system} would decide."
                ))
            }
            Some(Ordered::Late) => Verdict::Deviates(format!(
                "access in {system} was taken away later than {} days after {}",
                due.days, due.since
            )),
            Some(Ordered::DependsOnZone) => Verdict::Open(format!(
                "Whether access in {system} was taken away in time depends on the time zone; the company's zone would \
                 decide."
            )),
            _ => {
                // One of another list that may be newer says something else.
                let other = on.iter().find(|on| !self.lists.is_newer(seen.0, on.0));
                if let Some(other) = other {
                    return Some((conflict(system), vec![seen, *other]));
                }
                let early = self.lists.of(seen.0).is_some_and(|look| {
                    look.by.is_none() && before(look.at, due.deadline) == Ordered::InTime
                });
                match (ordered, applied) {
                    (Some(_), _) => Verdict::InTime,
                    (None, _) if early => Verdict::InTime,
                    // What the review says is not contradicted.
                    (None, Some(_)) => return None,
                    (None, None) => Verdict::Open(format!(
                        "Access in {system} is taken away; when is not evidenced. An event log of {system}, or the removal \
                         ticket, would decide."
                    )),
                }
            }
        };
        Some((verdict, vec![seen]))
    }
}

fn conflict(system: &str) -> Verdict {
    Verdict::Open(format!(
        "Two rows about the account in {system} contradict each other, and neither list is plainly the newer; an event log of \
         {system}, or the days on which the lists were made, would decide."
    ))
}

/// The rows of lists in words: "row 2 of okta.json".
pub(super) fn named(rows: &[(Source<'_>, &Account)]) -> String {
    let each = rows
        .iter()
        .map(|(s, a)| format!("row {} of {}", a.at.row, s.name));
    each.collect::<Vec<_>>().join(" and ")
}
