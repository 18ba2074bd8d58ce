//! Rows about people put together: one human may have several spells of employment, and stand in several files.

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use crate::date::Date;
use crate::evidence::canonical::{Account, Person};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;

/// One human, with every row about them.
pub(in crate::evidence) struct Human<'a> {
    /// Rows, in the order of files and rows.
    pub(in crate::evidence) rows: Vec<(Source<'a>, &'a Person)>,
}

impl Human<'_> {
    /// Whether the rosters say that they work here on a day; nothing where they do not tell.
    pub(in crate::evidence) fn works_here(&self, audit: &Audit<'_>, day: Date) -> Option<bool> {
        let mut known = Some(false);
        for (_, person) in &self.rows {
            let started = person.start.time.days(&audit.zone);
            let ended = person.end.time.days(&audit.zone);
            let ended_by = ended.map(|(_, last)| last < day);
            let row = match (person.active, ended_by) {
                _ if started.is_some_and(|(first, _)| first > day) => Some(false),
                (_, Some(true)) | (Flag::No, None) => Some(false),
                (_, Some(false)) | (Flag::Yes, None) => Some(true),
                // No last day is recorded, and no status.
                (_, None) if person.end.time == Time::Nothing && started.is_some() => Some(true),
                _ => None,
            };
            match row {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = None,
            }
        }
        known
    }
}

/// Everybody whom the rosters know.
pub(in crate::evidence) struct Humans<'a> {
    /// In the order of their first rows.
    pub(in crate::evidence) all: Vec<Human<'a>>,
    /// By address and by number (`#` before it).
    by_key: BTreeMap<String, usize>,
    /// By name, where only one has it: good for a suggestion, never for a verdict.
    by_name: BTreeMap<String, Option<usize>>,
}

/// What tells a person from another: address first, then the number in the personnel system.
fn keys(email: Option<&String>, aliases: &[String], number: Option<&String>) -> Vec<String> {
    let mut keys: Vec<String> = email.into_iter().chain(aliases).cloned().collect();
    keys.extend(number.map(|n| format!("#{}", n.trim().to_lowercase())));
    keys
}

impl<'a> Humans<'a> {
    /// Everybody, put together over all rosters.
    pub(in crate::evidence) fn new(audit: &Audit<'a>) -> Self {
        let mut found = Self {
            all: Vec::new(),
            by_key: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (source, person) in audit.people() {
            let mut keys = keys(
                person.email.as_ref(),
                &person.aliases,
                person.number.as_ref(),
            );
            // Without address and number a name is all there is.
            if keys.is_empty() {
                keys.extend(
                    person
                        .name
                        .as_ref()
                        .map(|n| format!("name:{}", n.to_lowercase())),
                );
            }
            let known = keys.iter().find_map(|key| found.by_key.get(key).copied());
            let place = known.unwrap_or(found.all.len());
            match found.all.get_mut(place) {
                Some(human) => human.rows.push((source, person)),
                None => found.all.push(Human {
                    rows: vec![(source, person)],
                }),
            }
            for key in keys {
                found.by_key.entry(key).or_insert(place);
            }
            if let Some(name) = &person.name {
                let several = |known: &mut Option<usize>| {
                    if *known != Some(place) {
                        *known = None;
                    }
                };
                found
                    .by_name
                    .entry(name.to_lowercase())
                    .and_modify(several)
                    .or_insert(Some(place));
            }
        }
        found
    }

    /// Whether there is a roster at all.
    pub(in crate::evidence) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whose account it is, by address, login or number.
    pub(in crate::evidence) fn of_account(&self, account: &Account) -> Option<usize> {
        let mut keys = keys(
            account.email.as_ref(),
            &account.aliases,
            account.number.as_ref(),
        );
        keys.insert(0, account.login.clone());
        keys.iter().find_map(|key| self.by_key.get(key).copied())
    }

    /// Who it is, by address or login.
    pub(in crate::evidence) fn of_login(&self, login: &str) -> Option<usize> {
        self.by_key.get(login).copied()
    }

    /// Who it may be, by name alone.
    pub(in crate::evidence) fn suggested(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_lowercase()).copied().flatten()
    }
}
