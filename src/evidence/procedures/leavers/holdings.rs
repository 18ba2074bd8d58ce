//! What each person holds: accounts by system and login, with everything that happened to them.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::evidence::canonical::{Account, AccountEvent};
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::procedures::humans::Humans;

/// One account over all files about its system.
#[derive(Default)]
pub(super) struct Holding<'a> {
    /// What each snapshot shows of it.
    pub(super) accounts: Vec<(Source<'a>, &'a Account)>,
    /// What happened to it or with it, with the first and last instant of it.
    pub(super) events: Vec<(Source<'a>, &'a AccountEvent, (i64, i64))>,
}

/// Accounts of one person by system and login.
type Own<'a> = BTreeMap<(&'a str, &'a str), Holding<'a>>;

/// What everybody holds.
pub(super) struct Holdings<'a> {
    of: Vec<Own<'a>>,
    /// Accounts that match nobody and bear the name of this person alone.
    named: Vec<Vec<(Source<'a>, &'a Account)>>,
}

/// Whose login it is, by system; places of people and the login that the holding goes by.
type Index<'a> = HashMap<(&'a str, &'a str), (usize, &'a str), BuildHasherDefault<DefaultHasher>>;

impl<'a> Holdings<'a> {
    pub(super) fn new(audit: &Audit<'a>, humans: &Humans<'a>) -> Self {
        let mut found = Self {
            of: humans.all.iter().map(|_| Own::new()).collect(),
            named: humans.all.iter().map(|_| Vec::new()).collect(),
        };
        let mut index = Index::default();
        for (source, account) in audit.accounts() {
            let Some(human) = humans.of_account(account) else {
                let name = account.name.as_ref();
                let named = name.and_then(|n| humans.suggested(n));
                if let Some(list) = named.and_then(|h| found.named.get_mut(h)) {
                    list.push((source, account));
                }
                continue;
            };
            let login = account.login.as_str();
            let known = [
                Some(&account.login),
                account.email.as_ref(),
                account.id.as_ref(),
            ];
            let known = known.into_iter().flatten().chain(&account.aliases);
            for other in known {
                index
                    .entry((source.system, other.as_str()))
                    .or_insert((human, login));
            }
            if let Some(own) = found.of.get_mut(human) {
                let holding = own.entry((source.system, login)).or_default();
                holding.accounts.push((source, account));
            }
        }
        for (source, event) in audit.events() {
            let subject: &str = &event.subject;
            let known = index.get(&(source.system, subject)).copied();
            let known = known.or_else(|| Some((humans.of_login(subject)?, subject)));
            let Some((human, login)) = known else {
                continue;
            };
            let Some(own) = found.of.get_mut(human) else {
                continue;
            };
            if let Some(span) = audit.span(event.at) {
                let holding = own.entry((source.system, login)).or_default();
                holding.events.push((source, event, span));
            }
        }
        for holding in found.of.iter_mut().flat_map(BTreeMap::values_mut) {
            // Whatever the order of rows, the same event is the first.
            holding.events.sort_by_key(|(_, e, span)| (*span, e.row));
        }
        found
    }

    /// The systems and accounts of a person.
    pub(super) fn of(&self, human: usize) -> impl Iterator<Item = (&'a str, &Holding<'a>)> {
        let own = self.of.get(human).into_iter().flatten();
        own.map(|((system, _), holding)| (*system, holding))
    }

    /// Accounts that may be the person's, by name alone.
    pub(super) fn named(&self, human: usize) -> &[(Source<'a>, &'a Account)] {
        self.named.get(human).map_or(&[], Vec::as_slice)
    }
}
