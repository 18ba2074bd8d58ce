//! Who works here: planted leavers and learners first, then noise, then everybody else.

use tickmark::date::Date;

use super::clock::{DAY, HOUR, Seconds, day, noon, utc};
use super::person::{Account, Course, Iam, Key, Kind, Person, Spell};
use super::rng::Rng;
use super::{learners, leavers};

/// The people in the making.
pub(crate) struct Roster {
    pub(crate) rng: Rng,
    pub(crate) people: Vec<Person>,
    /// People who were here before the window, still are, and of whom nothing is planted so far.
    pub(crate) core: Vec<usize>,
    /// People who left in May, in order.
    pub(crate) left: Vec<usize>,
    /// People who left in order and whose logins went on: three for each plant, with their deadlines.
    pub(crate) ghosts: Vec<(usize, Seconds)>,
    /// People whose access only a ticket dates, with the time at which it was closed.
    pub(crate) tickets: Vec<(usize, Seconds)>,
}

impl Roster {
    /// Everybody: at least `people`, more when the plants need more.
    pub(crate) fn new(seed: u64, people: usize, plants: usize) -> Self {
        let mut roster = Self {
            rng: Rng::new(seed, 1),
            people: Vec::with_capacity(people),
            core: Vec::new(),
            left: Vec::new(),
            ghosts: Vec::new(),
            tickets: Vec::new(),
        };
        for k in 0..plants {
            leavers::plant(&mut roster, k);
            learners::plant(&mut roster, k);
        }
        roster.noise();
        while roster.people.len() < people || roster.core.len() < 5 * plants + 4 {
            // A company of any size keeps having every kind of noise.
            let n = roster.people.len();
            if n % 60 == 50 && n + 10 <= people {
                roster.noise();
            } else {
                roster.regular();
            }
        }
        roster
    }

    /// Somebody with these spells who did every course in time and has no accounts; to be changed.
    pub(crate) fn add(&mut self, spells: Vec<Spell>) -> &mut Person {
        let mut person = Person::new(self.people.len() + 1, &mut self.rng, spells);
        for spell in person.spells.clone() {
            let course = if spell.start >= day("2025-10-01") {
                let within = spell.end.map_or(30, |e| e.days_after(spell.start).min(30));
                let days = self.rng.between(within.min(1), within.min(29));
                done(spell.start, spell.start.plus_days(days))
            } else if spell.end.is_some_and(|end| end < day("2026-05-01")) {
                continue;
            } else {
                let completed = day("2026-01-05").plus_days(self.rng.between(0, 100));
                done(day("2026-01-02"), completed)
            };
            person.courses.push(course);
        }
        self.people.push(person);
        let at = self.people.len() - 1;
        &mut self.people[at]
    }

    /// A day long before the window.
    pub(crate) fn long_ago(&mut self) -> Date {
        day("2018-01-01").plus_days(self.rng.between(0, 2700))
    }

    /// Somebody who left on that day, without accounts.
    pub(crate) fn leaver(&mut self, end: Date) -> &mut Person {
        let start = self.long_ago();
        self.add(vec![Spell {
            start,
            end: Some(end),
        }])
    }

    /// Somebody who has been here since `start`, with accounts that are in order.
    pub(crate) fn member(&mut self, start: Date) -> &mut Person {
        let last = noon("2026-11-01") + self.rng.between(0, 8 * DAY);
        let person = self.add(vec![Spell { start, end: None }]);
        give_accounts(person, last);
        person
    }

    fn regular(&mut self) {
        let start = self.long_ago();
        let kind = match self.rng.below(12) {
            0 => Kind::Contractor,
            1 => Kind::Intern,
            2 => Kind::PartTime,
            _ => Kind::FullTime,
        };
        let person = self.member(start);
        person.kind = kind;
        if person.n % 4 == 1 {
            person.aws = Some(iam(person.n % 8 == 1));
        }
        let at = person.n - 1;
        self.core.push(at);
    }

    /// One of each kind of people whom a hasty reader takes for a deviation.
    fn noise(&mut self) {
        let spell = |start: &str, end: &str| Spell {
            start: day(start),
            end: (!end.is_empty()).then(|| day(end)),
        };
        // Back after a year, before the window.
        let person = self.add(vec![
            spell("2021-03-01", "2024-08-31"),
            spell("2025-06-02", ""),
        ]);
        give_accounts(person, noon("2026-11-04"));
        // Left and came back inside the window; access went in time and came back with them.
        leavers::returned(self);
        // Gives notice: the end is in the future, all access is rightly there.
        let start = self.long_ago();
        let person = self.add(vec![Spell {
            start,
            end: Some(day("2026-12-31")),
        }]);
        give_accounts(person, noon("2026-11-05"));
        // Works without accounts.
        let start = self.long_ago();
        self.add(vec![Spell { start, end: None }]).kind = Kind::PartTime;
        // On long leave, suspended.
        let start = self.long_ago();
        let person = self.member(start);
        for (account, state) in [
            (&mut person.okta, "SUSPENDED"),
            (&mut person.google, "Suspended"),
        ] {
            if let Some(account) = account {
                account.state = state;
                account.changed = noon("2026-06-10");
                account.last = Some(noon("2026-06-09"));
            }
        }
        // Signed, not started.
        self.add(vec![spell("2026-12-01", "")]).courses.clear();
        // Left before the window, and after it.
        self.add(vec![spell("2022-05-01", "2026-02-28")]);
        self.leaver(day("2026-11-03"));
        // A new contractor, in time with everything.
        self.member(day("2026-06-15")).kind = Kind::Contractor;
    }
}

/// Accounts in order: everybody is in Okta, Google and Slack, every third in Entra.
pub(crate) fn give_accounts(person: &mut Person, last: Seconds) {
    let made = utc(person.latest().start, 8 * HOUR);
    person.google = Some(account("Active", made, last));
    person.okta = Some(account("ACTIVE", made, last));
    person.slack = Some(account("Member", made, last));
    if person.n.is_multiple_of(3) {
        person.entra = Some(account("True", made, last));
    }
}

/// An account in order.
pub(crate) fn account(state: &'static str, changed: Seconds, last: Seconds) -> Account {
    Account {
        state,
        changed,
        last: Some(last),
        enrolled: true,
        enforced: true,
        marks: Vec::new(),
    }
}

/// A user of AWS in order: a key of 90 days, to the day.
pub(crate) fn iam(second: bool) -> Iam {
    Iam {
        password: true,
        password_used: noon("2026-11-03"),
        mfa: true,
        key: Some(Key {
            active: true,
            rotated: noon("2026-08-12"),
            used: Some(noon("2026-11-02")),
        }),
        second,
        marks: Vec::new(),
    }
}

/// A course that was completed.
pub(crate) fn done(assigned: Date, completed: Date) -> Course {
    Course {
        assigned,
        completed: Some(completed),
        status: "Completed",
        marks: Vec::new(),
    }
}
