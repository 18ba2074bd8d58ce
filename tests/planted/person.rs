//! A person: spells of employment, accounts by system, courses.

use tickmark::date::Date;

use super::clock::{Seconds, day};
use super::rng::Rng;
use super::sheet::Mark;
use super::words;

/// How somebody works for the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    FullTime,
    PartTime,
    Contractor,
    Intern,
}

/// One employment, both days included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell {
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
}

/// An account in a system of people, as of the day of the exports.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// In the words of the system.
    pub(crate) state: &'static str,
    /// When the state last changed, where the system says so.
    pub(crate) changed: Seconds,
    pub(crate) last: Option<Seconds>,
    pub(crate) enrolled: bool,
    pub(crate) enforced: bool,
    pub(crate) marks: Vec<Mark>,
}

/// An access key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) active: bool,
    pub(crate) rotated: Seconds,
    pub(crate) used: Option<Seconds>,
}

/// A user of AWS.
#[derive(Clone, Debug)]
pub(crate) struct Iam {
    pub(crate) password: bool,
    pub(crate) password_used: Seconds,
    pub(crate) mfa: bool,
    pub(crate) key: Option<Key>,
    /// In the second account, which is exported through the command line.
    pub(crate) second: bool,
    pub(crate) marks: Vec<Mark>,
}

/// An event of the Okta log.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at: Seconds,
    pub(crate) kind: &'static str,
    pub(crate) marks: Vec<Mark>,
}

/// A course that somebody was given.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) assigned: Date,
    pub(crate) completed: Option<Date>,
    pub(crate) status: &'static str,
    pub(crate) marks: Vec<Mark>,
}

/// A person.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) n: usize,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) email: String,
    pub(crate) kind: Kind,
    pub(crate) spells: Vec<Spell>,
    pub(crate) google: Option<Account>,
    pub(crate) okta: Option<Account>,
    pub(crate) entra: Option<Account>,
    pub(crate) slack: Option<Account>,
    pub(crate) aws: Option<Iam>,
    pub(crate) log: Vec<Event>,
    /// What Entra's portal logged of the account: activity and result, with a bar between.
    pub(crate) portal: Vec<Event>,
    /// When the roster was changed, where that is told.
    pub(crate) changed: Option<Date>,
    pub(crate) courses: Vec<Course>,
    /// What is true of the row of the roster that has the last spell.
    pub(crate) marks: Vec<Mark>,
}

impl Person {
    /// Somebody without accounts and courses.
    pub(crate) fn new(n: usize, rng: &mut Rng, spells: Vec<Spell>) -> Self {
        let (first, last) = (rng.pick(&words::FIRST), rng.pick(&words::LAST));
        let email = format!(
            "{}.{}{n}@example.com",
            words::plain(first),
            words::plain(last)
        );
        Self {
            n,
            first,
            last,
            email,
            kind: Kind::FullTime,
            spells,
            google: None,
            okta: None,
            entra: None,
            slack: None,
            aws: None,
            log: Vec::new(),
            portal: Vec::new(),
            changed: None,
            courses: Vec::new(),
            marks: Vec::new(),
        }
    }

    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// Whether the BambooHR JSON has them, not the table.
    pub(crate) fn bamboo(&self) -> bool {
        self.n % 3 == 2
    }

    /// The last spell.
    pub(crate) fn latest(&self) -> Spell {
        self.spells[self.spells.len() - 1]
    }

    /// Whether they worked here on that day and on the one after.
    pub(crate) fn employed(&self, on: Date) -> bool {
        let after = on.plus_days(1);
        self.spells
            .iter()
            .any(|s| s.start <= on && s.end.is_none_or(|end| end >= after))
    }

    /// Whether they work here on the day of the exports.
    pub(crate) fn here(&self) -> bool {
        self.employed(day(super::clock::AS_OF))
    }
}
