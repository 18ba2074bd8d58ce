//! Who stands in a review: by login, person, and name.

use std::collections::BTreeSet;

use crate::evidence::canonical::{Account, ReviewDecision};
use crate::evidence::identity::local_part;
use crate::evidence::procedures::audit::Source;
use crate::evidence::procedures::humans::Humans;

/// Everybody whom the rows of a review are about.
pub(super) struct Listed<'a> {
    subjects: BTreeSet<&'a str>,
    /// Local parts of addresses, and logins that are no addresses.
    locals: BTreeSet<&'a str>,
    humans: BTreeSet<usize>,
}

/// Whether an account stands in a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    Yes,
    /// Somebody of the same name does.
    ByName,
    No,
}

impl<'a> Listed<'a> {
    pub(super) fn new<'r>(
        humans: &Humans<'_>,
        rows: impl Iterator<Item = &'r (Source<'a>, &'a ReviewDecision)>,
    ) -> Self
    where
        'a: 'r,
    {
        let subjects: BTreeSet<&str> = rows.filter_map(|(_, d)| d.subject.as_deref()).collect();
        Self {
            locals: subjects.iter().map(|s| local_part(s)).collect(),
            humans: subjects.iter().filter_map(|s| humans.of_login(s)).collect(),
            subjects,
        }
    }

    pub(super) fn has(&self, humans: &Humans<'_>, account: &Account) -> On {
        let known = [
            Some(&account.login),
            account.email.as_ref(),
            account.id.as_ref(),
        ];
        let mut known = known.into_iter().flatten().chain(&account.aliases);
        let human = humans.of_account(account);
        if known.any(|login| self.subjects.contains(login.as_str()))
            || human.is_some_and(|human| self.humans.contains(&human))
        {
            return On::Yes;
        }
        // One of the two is a login without the domain.
        let local = local_part(&account.login);
        if self.subjects.contains(local) || (local == account.login && self.locals.contains(local))
        {
            return On::Yes;
        }
        let name = account.name.as_ref().map(|n| n.trim().to_lowercase());
        match name.is_some_and(|name| self.subjects.contains(name.as_str())) {
            true => On::ByName,
            false => On::No,
        }
    }
}
