//! The files that are tested together, and what comes of it.

use std::collections::BTreeSet;

use super::canonical::Records;
use super::credentials;
use super::digest::FileDigest;
use super::draw::Population;
use super::identity::{PERSON, Pseudonyms};
use super::inspection::{self, Inspection};
use super::mentioned::Mentioned;
use super::procedures;
use super::procedures::audit::Audit;
use super::reading::{FileRead, Intake};
use super::terms::Terms;
use super::visible;
use super::workpaper::Workpaper;
use crate::error::Error;

/// Files that are tested together: a roster with the accounts of its people, changes with their reviews.
///
/// Records are kept, bytes are not. The same files give the same result in whatever order they were added, but for
/// the order of the inspections.
#[derive(Debug, Default)]
pub struct Binder {
    files: Vec<FileRead>,
}

/// What is said of a file of which another takes the place.
const SUPERSEDED: &str = "Another of these files takes the place of this one, so none of its rows is tested, nor used \
                          beside other files. Is that still so?";

/// What is said of a file whose name would carry somebody's name into everything that cites it. It is not changed
/// here: lists of evidence, files of the same name and whoever looks for the file on a disk go by it.
const NAMES_SOMEBODY: &str = "The name of this file names a person, and it stands in reports and in what is saved, where \
                              people else have pseudonyms. Rename the file, take this one out and drop it again?";

/// Why a file was not added.
#[derive(Debug)]
pub enum Unread {
    /// It is in the binder already, with this digest; what was said of it now holds.
    Same(String),
    /// It cannot be read.
    Refused(Error),
}

impl Binder {
    /// A binder without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file whose bytes have all been taken. Gives its digest.
    ///
    /// # Errors
    ///
    /// [`Unread`]; the binder is then as it was.
    pub fn add(&mut self, intake: Intake) -> Result<String, Unread> {
        let read = intake
            .finish()
            .map_err(|why| Unread::Refused(visible::refusal(why)))?;
        let digest = read.facts.sha256.clone();
        if let Some(known) = self.files.iter_mut().find(|f| f.facts.sha256 == digest) {
            // The reader may have said more about it this time.
            *known = read;
            return Err(Unread::Same(digest));
        }
        self.files.push(read);
        Ok(digest)
    }

    /// Takes a file out, by its digest. Gives whether it was there.
    pub fn remove(&mut self, digest: &str) -> bool {
        let before = self.files.len();
        self.files.retain(|f| f.facts.sha256 != digest);
        self.files.len() < before
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What each file is, with the workpapers of which it holds the items, in the order in which files were added.
    /// A file of which another here takes the place has none.
    #[must_use]
    pub fn results(&self, terms: &Terms) -> Vec<Inspection> {
        let audit = Audit::new(&self.files, terms);
        let drafts = procedures::run_all(&audit);
        let people = Mentioned::of(&self.files);
        let cited = drafts.iter().flat_map(|draft| draft.identities(&people));
        let cited: BTreeSet<String> = cited.collect();
        let names = Pseudonyms::new(cited, terms.last_pseudonym);
        let mut papers: Vec<Vec<(Workpaper, Population)>> =
            self.files.iter().map(|_| Vec::new()).collect();
        for draft in drafts {
            let file = draft.file;
            let (paper, items) = draft.finished(&self.files, (&people, &names));
            let read = self.files.get(file);
            let name = read.map_or("", |f| f.facts.name.as_str());
            let found = procedures::for_controls(paper, &items, name, terms);
            if let Some(list) = papers.get_mut(file) {
                list.extend(found);
            }
        }
        let numbering = self.numbering(&papers);
        let missing = beside(&audit);
        let files = self.files.iter().zip(papers);
        let seen = files.map(|(read, papers)| match &read.recorded.reading.report {
            Some(report) => {
                let mut seen = credentials::of_credentials(read, report, terms);
                for (paper, population) in papers {
                    seen.workpapers.push(paper);
                    seen.populations.push(population);
                }
                seen
            }
            None => inspection::of_records(read, papers, terms),
        });
        seen.zip(missing)
            .enumerate()
            .map(|(file, (mut seen, missing))| {
                if people.is_in_file_name(&seen.file.name) {
                    seen.questions.insert(0, NAMES_SOMEBODY.to_owned());
                }
                seen.questions.extend(missing);
                seen.key.extend(inspection::key(&names, &numbering));
                if audit.is_superseded(file) {
                    seen.workpapers.clear();
                    seen.populations.clear();
                    seen.questions.insert(0, SUPERSEDED.to_owned());
                }
                let has_names = seen
                    .workpapers
                    .iter()
                    .any(|paper| paper.last_pseudonym().is_some());
                seen.numbering = has_names.then(|| numbering.clone());
                visible::inspection(seen)
            })
            .collect()
    }

    /// Names the numbering of the pseudonyms, by where they stand: a pseudonym that stands for another person stands in
    /// another place or file. It says nothing of who they are.
    fn numbering(&self, papers: &[Vec<(Workpaper, Population)>]) -> String {
        let mut digest = FileDigest::default();
        let mut say = |word: &str| {
            digest.push(word.as_bytes());
            digest.push(b"\n");
        };
        let mut files: Vec<_> = self.files.iter().zip(papers).collect();
        files.sort_by_key(|(read, _)| &read.facts.sha256);
        for (read, papers) in files {
            let cited = papers.iter().flat_map(|(paper, _)| paper.cited());
            for (row, cell) in cited.filter(|(_, cell)| cell.value.contains(PERSON)) {
                let own = cell.file.is_none();
                let is_there = |f: &&FileRead| match own {
                    true => f.facts.sha256 == read.facts.sha256,
                    false => Some(&f.facts.name) == cell.file.as_ref(),
                };
                let there = self.files.iter().filter(is_there);
                let there: BTreeSet<&str> = there.map(|f| f.facts.sha256.as_str()).collect();
                there.into_iter().for_each(&mut say);
                say(&cell.row.unwrap_or(row).to_string());
                say(&cell.column);
                say(&cell.value);
            }
        }
        digest.finish().chars().take(16).collect()
    }
}

/// For each file, which other file would let more of it be tested.
fn beside(audit: &Audit<'_>) -> Vec<Option<String>> {
    let has = |wanted: fn(&Records) -> bool| audit.sources().any(|s| wanted(s.records));
    let people = has(|r| !r.people.is_empty());
    let accounts = has(|r| !r.accounts.is_empty());
    let changes = has(|r| !r.changes.is_empty());
    let say = |text: &str| Some(text.to_owned());
    let of = |records: &Records| {
        if !records.people.is_empty() && !accounts {
            say(
                "Beside this list of people, is there an export of the accounts of a system? Then leavers and accounts \
                 without a person are tested.",
            )
        } else if !records.accounts.is_empty() && !people {
            say(
                "Beside these accounts, is there the list of people from the personnel system? Then leavers and accounts \
                 without a person are tested.",
            )
        } else if !records.trainings.is_empty() && !people {
            say(
                "Beside these courses, is there the list of people from the personnel system? Then it is tested whether \
                 everybody took one.",
            )
        } else if !records.approvals.is_empty() && !changes {
            say(
                "Beside these reviews, is there the list of the changes that were reviewed? Then each change is tested.",
            )
        } else {
            None
        }
    };
    let mut missing: Vec<Option<String>> = audit.files.iter().map(|_| None).collect();
    for source in audit.sources() {
        if let Some(place) = missing.get_mut(source.file) {
            *place = of(source.records);
        }
    }
    missing
}
