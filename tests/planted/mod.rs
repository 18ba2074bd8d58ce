//! A company on paper: what its vendors would export, and everything that is wrong in it.
//!
//! [`Company::generate`] makes a company of any size from a seed: consistent in all its files, with
//! planted deviations of every kind, things that the files leave open, and noise that a hasty reader
//! takes for a deviation. [`Company::expected`] is the whole truth about it: procedures tp-01 to
//! tp-23 have to find that and nothing else (signals of tp-16 apart, of which
//! those that are planted are marked, and notes of tp-24).
//!
//! How the truth is counted, where the procedures leave a choice:
//! - Leavers (tp-01) are judged account by account, by the best source for it: the log before
//!   `statusChanged` before a state. An account that is off in a file that has no times is undecided.
//!   A leaver without any account is undecided too, at the roster's row of their last spell.
//! - An account of a leaver is no orphan (tp-02): only an address that the roster never had is. A shared address is
//!   a shared account, not an orphan.
//! - Quarters and weeks are those of the calendar. What is not there has row 0, and its subject says what it is:
//!   a system and a quarter, a Monday, a system.
//! - The 24 hours of a leaver run from the end of the last day in Europe/Berlin; at 24 hours sharp it is in time.

mod aws;
mod bots;
mod clock;
mod commits;
mod entra;
mod findings;
mod github;
mod google;
mod hr;
mod inventory;
mod learners;
mod leavers;
mod okta;
mod person;
mod policies;
mod population;
mod pulls;
mod registers;
mod registrations;
mod rendering;
mod reviews;
mod rng;
mod roster;
mod sheet;
mod slack;
mod tickets;
mod training;
pub(crate) mod words;

#[allow(unused_imports, reason = "not every test uses every constant")]
pub(crate) use clock::{AS_OF, AS_OF_INSTANT, WINDOW_END, WINDOW_START};
pub(crate) use rendering::{Encoding, Rendering};
#[allow(unused_imports, reason = "not every test draws numbers of its own")]
pub(crate) use rng::Rng;
pub(crate) use sheet::Verdict;

use sheet::Sheet;

/// The company's time zone.
pub(crate) const ZONE: &str = "Europe/Berlin";

/// A file as it would be dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GeneratedFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Which vendor's which export.
    pub(crate) format: &'static str,
    /// Rows without the header, or elements.
    pub(crate) records: usize,
}

/// One thing that has to be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Expected {
    /// `tp-01` and so on.
    pub(crate) procedure: &'static str,
    pub(crate) file: String,
    pub(crate) format: &'static str,
    /// The header is row 1; elements count from 1; 0 is the file as a whole.
    pub(crate) row: u32,
    pub(crate) what: &'static str,
    pub(crate) verdict: Verdict,
    /// Whom or what it is about.
    pub(crate) subject: String,
    /// Columns (paths with dots in JSON) of the record and what they hold.
    pub(crate) cells: Vec<(&'static str, String)>,
}

/// The people, and those of them who have parts to play.
struct Who {
    /// Here since before the window, and still.
    core: Vec<usize>,
    /// Left in time and in order, one for each plant.
    left: Vec<usize>,
}

/// The company.
pub(crate) struct Company {
    people: usize,
    plants: usize,
    sheets: Vec<Sheet>,
}

impl Company {
    /// A company of at least so many people (more where the plants need more), with `plants` of every kind.
    pub(crate) fn generate(seed: u64, people: usize, plants: usize) -> Self {
        let roster::Roster {
            mut people,
            core,
            left,
            ghosts,
            tickets: offboarded,
            ..
        } = roster::Roster::new(seed, people, plants);
        population::plant(&mut people, &core, plants);
        let who = Who { core, left };
        let (n, core) = (people.len(), &who.core);
        let mut sheets = hr::sheets(seed, &people);
        sheets.push(google::sheet(seed, &people, core, plants));
        sheets.push(okta::users(seed, &people, plants));
        sheets.push(okta::log(seed, &people));
        sheets.push(entra::sheet(seed, &people, plants));
        sheets.push(entra::portal(seed, &people));
        sheets.push(registrations::sheet(seed, &people, plants));
        sheets.push(slack::sheet(seed, &people, core, plants));
        sheets.extend(aws::sheets(&people, core, plants));
        sheets.push(reviews::generic(seed, &people, &who, plants));
        sheets.push(population::sheet(seed, &people, &who, plants));
        sheets.push(reviews::entra(seed, &people, &who, plants));
        sheets.push(github::gh(seed, n, plants));
        sheets.extend(github::rest(seed, n, plants));
        sheets.extend(github::protection(plants));
        sheets.push(bots::sheet(seed, plants));
        sheets.extend(commits::sheets(seed, &people, core, &ghosts, plants));
        sheets.push(tickets::jira(seed, &people, &offboarded));
        sheets.push(tickets::linear(seed, n));
        sheets.push(training::sheet(&people));
        sheets.push(findings::prowler(seed, n, plants));
        sheets.push(findings::asff(seed, n, plants));
        sheets.push(findings::dependabot(seed, n, plants));
        sheets.push(registers::vendors(seed, &people, &who, plants));
        sheets.push(registers::restores(seed, &people, &who, plants));
        sheets.extend(registers::incidents(seed, &people, &who, plants));
        sheets.push(registers::log_reviews(seed, &people, &who, plants));
        sheets.push(inventory::risks(seed, &people, &who));
        sheets.push(policies::sheet(&people, &who, plants));
        sheets.push(inventory::service_accounts(seed, &people, &who, plants));
        sheets.push(inventory::devices(seed, &people, core, plants));
        let people = people.len();
        Self {
            people,
            plants,
            sheets,
        }
    }

    /// How many people the rosters have.
    pub(crate) fn people(&self) -> usize {
        self.people
    }

    /// Names of the files, in the order of [`Company::files`], and their formats.
    pub(crate) fn names(&self) -> Vec<(&str, &'static str)> {
        self.sheets
            .iter()
            .map(|s| (s.name.as_str(), s.format))
            .collect()
    }

    /// Systems whose backups have to be restored once in the window.
    pub(crate) fn restore_systems(&self) -> Vec<String> {
        restore_systems(self.people, self.plants)
    }

    /// Every file as its vendor writes it.
    pub(crate) fn files(&self) -> Vec<GeneratedFile> {
        let written = |sheet: &Sheet| self.render(&sheet.name, &Rendering::of(sheet.format)).0;
        self.sheets.iter().map(written).collect()
    }

    /// Everything that has to be found in [`Company::files`].
    pub(crate) fn expected(&self) -> Vec<Expected> {
        let mut all = Vec::new();
        for sheet in &self.sheets {
            let order: Vec<usize> = (0..sheet.records()).collect();
            all.extend(expected(sheet, &order));
        }
        all
    }

    /// One file written in this way, and what has to be found in it.
    pub(crate) fn render(
        &self,
        name: &str,
        rendering: &Rendering,
    ) -> (GeneratedFile, Vec<Expected>) {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == name).unwrap();
        let order = rendering::order(sheet, rendering);
        let file = GeneratedFile {
            name: sheet.name.clone(),
            bytes: rendering::bytes(sheet, rendering, &order),
            format: sheet.format,
            records: sheet.records(),
        };
        (file, expected(sheet, &order))
    }
}

fn expected(sheet: &Sheet, order: &[usize]) -> Vec<Expected> {
    let mut place = vec![0; order.len()];
    for (at, record) in order.iter().enumerate() {
        place[*record] = at;
    }
    let first = match sheet.body {
        sheet::Body::Table { .. } => 2,
        sheet::Body::Json { .. } => 1,
    };
    let of = |(record, subject, mark): &(Option<usize>, String, sheet::Mark)| Expected {
        procedure: mark.procedure,
        file: sheet.name.clone(),
        format: sheet.format,
        row: record.map_or(0, |record| u32::try_from(place[record] + first).unwrap()),
        what: mark.what,
        verdict: mark.verdict,
        subject: subject.clone(),
        cells: mark.cells.clone(),
    };
    sheet.marks.iter().map(of).collect()
}

/// How many bots a company of so many people has, in each system.
fn bots(people: usize) -> usize {
    people / 40 + 3
}

fn service_name(k: usize) -> String {
    format!("svc-deploy-{k}")
}

fn service_address(k: usize) -> String {
    format!("svc-deploy-{k}@example.com")
}

/// Addresses that several people share, by their looks.
fn shared_address(k: usize) -> String {
    let local = ["info", "support", "dev", "it"][k % 4];
    match k / 4 {
        0 => format!("{local}@example.com"),
        more => format!("{local}@team{more}.example.com"),
    }
}

/// Systems whose backups have to be restored; the names say what is planted.
fn restore_systems(people: usize, plants: usize) -> Vec<String> {
    let mut systems: Vec<String> = (0..people / 50 + 3)
        .map(|k| format!("database-{k}"))
        .collect();
    for k in 0..plants {
        systems.extend(["missing", "old", "broken"].map(|kind| format!("{kind}-{k}")));
    }
    systems
}
