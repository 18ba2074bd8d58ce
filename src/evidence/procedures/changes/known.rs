//! The changes of all files, each once, and whether a change is tested.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::canonical::{AuthorKind, Change, ChangeState};
use crate::evidence::procedures::audit::{Audit, Lies, Source};

/// A change with the file that tells most about it.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) source: Source<'a>,
    pub(super) change: &'a Change,
    /// Another record of the same change tells more.
    pub(super) again: bool,
}

/// Every change.
pub(super) struct Changes<'a> {
    /// In the order of files and rows.
    pub(super) all: Vec<Known<'a>>,
    /// The repository that is meant where a record names none: the only one that is named, or the nameless one.
    sole: Option<String>,
    /// The branch into which most changes of a repository were merged.
    commonest: BTreeMap<String, String>,
    /// Logins that some record marks as programs.
    bots: BTreeSet<&'a str>,
}

/// Whether a change belongs to what is tested.
pub(super) enum Belongs {
    Yes,
    /// Why not: a noun phrase.
    No(&'static str),
    /// Why that is open: a sentence.
    Open(&'static str),
}

/// A change among all: repository and number.
pub(super) type Key = (String, u64);

impl<'a> Changes<'a> {
    pub(super) fn new(audit: &Audit<'a>) -> Self {
        let mut all = Vec::new();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let mut bots = BTreeSet::new();
        let mut nameless = false;
        for source in audit.sources() {
            let records = source.records;
            let known = records.changes.iter().map(|change| Known {
                source,
                change,
                again: false,
            });
            all.extend(known);
            let of_changes = records.changes.iter().map(|c| c.repository.as_deref());
            let of_approvals = records.approvals.iter().map(|a| a.repository.as_deref());
            for repository in of_changes.chain(of_approvals) {
                nameless |= repository.is_none();
                named.extend(repository);
            }
            let authors = records.changes.iter().map(|c| (&c.author, c.author_kind));
            let reviewers = records
                .approvals
                .iter()
                .map(|a| (&a.reviewer, a.reviewer_kind));
            for (login, kind) in authors.chain(reviewers) {
                if kind == AuthorKind::Bot {
                    bots.extend(login.as_deref());
                }
            }
        }
        let mut names = named.iter();
        let sole = match (names.next(), names.next()) {
            (None, _) if nameless => Some(String::new()),
            (Some(only), None) => Some((*only).to_owned()),
            _ => None,
        };
        let mut changes = Self {
            all,
            sole,
            commonest: BTreeMap::new(),
            bots,
        };
        changes.find_commonest();
        changes.find_again();
        changes
    }

    fn find_commonest(&mut self) {
        let mut counts: BTreeMap<(String, &str), u32> = BTreeMap::new();
        for known in &self.all {
            let repository = self.repository(known.change.repository.as_deref());
            let merged = known.change.state == ChangeState::Merged;
            if let (Some(repository), Some(base), true) =
                (repository, known.change.base.as_deref(), merged)
            {
                *counts.entry((repository.to_owned(), base)).or_default() += 1;
            }
        }
        let mut best: BTreeMap<String, (u32, &str)> = BTreeMap::new();
        for ((repository, base), count) in counts {
            let best = best.entry(repository).or_insert((0, ""));
            // Of two that are as common the first by name, so that the order of rows decides nothing.
            if count > best.0 {
                *best = (count, base);
            }
        }
        self.commonest = best
            .into_iter()
            .map(|(repository, (_, base))| (repository, base.to_owned()))
            .collect();
    }

    /// Marks every record of a change but the one that tells most.
    fn find_again(&mut self) {
        let mut best: BTreeMap<Key, usize> = BTreeMap::new();
        let rank = |known: &Known<'_>| {
            let change = known.change;
            (
                !change.reviews_listed,
                change.state != ChangeState::Merged,
                change.review_state.is_none(),
                known.source.name.to_owned(),
                change.at.row,
            )
        };
        let mut again = Vec::new();
        for (place, known) in self.all.iter().enumerate() {
            let Some(key) = self.key(known.change) else {
                continue;
            };
            match best.entry(key) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(place);
                }
                std::collections::btree_map::Entry::Occupied(mut taken) => {
                    let before = *taken.get();
                    let better = self
                        .all
                        .get(before)
                        .is_some_and(|other| rank(known) < rank(other));
                    again.push(if better { before } else { place });
                    if better {
                        taken.insert(place);
                    }
                }
            }
        }
        for place in again {
            if let Some(known) = self.all.get_mut(place) {
                known.again = true;
            }
        }
    }

    /// The repository that a record is of; none where several may be meant.
    pub(super) fn repository<'s>(&'s self, named: Option<&'s str>) -> Option<&'s str> {
        named.or(self.sole.as_deref())
    }

    /// What a change is known by over all files.
    pub(super) fn key(&self, change: &Change) -> Option<Key> {
        let repository = self.repository(change.repository.as_deref())?;
        Some((repository.to_owned(), change.number))
    }

    /// Whether a login is that of a program, by any record.
    pub(super) fn is_bot(&self, login: &str) -> bool {
        self.bots.contains(login)
    }

    /// Whether a change is tested: merged in the window, into a branch that leads to production.
    pub(super) fn belongs(&self, audit: &Audit<'_>, known: &Known<'_>) -> Belongs {
        let change = known.change;
        if known.again {
            return Belongs::No("the same change stands elsewhere in the files");
        }
        match change.state {
            ChangeState::Open | ChangeState::Closed => return Belongs::No("not merged"),
            ChangeState::Unknown => {
                return Belongs::Open(
                    "The file does not say whether the change was merged; an export with the time of the merge would decide.",
                );
            }
            ChangeState::Merged => {}
        }
        if !self.is_tested_branch(change) {
            return Belongs::No("merged into a branch that is not tested");
        }
        match audit.in_window(change.merged) {
            Lies::Inside | Lies::Open if audit.is_to_come(known.source, change.merged) => {
                Belongs::Open(match known.source.as_of {
                    Some(_) => {
                        "The merge is dated after the day of the file, so it has not come about; an export that was made after it \
                         would decide."
                    }
                    None => {
                        "The merge is dated after the day of the assessment, so it has not come about by then; the day on which \
                         the file was made would decide."
                    }
                })
            }
            Lies::Inside => Belongs::Yes,
            Lies::Outside => Belongs::No("merged outside the window"),
            Lies::Open if audit.span(change.merged).is_none() => Belongs::Open(
                "The change was merged, and the file does not say when; an export with the time of the merge would decide.",
            ),
            Lies::Open => Belongs::Open(
                "Whether the change was merged in the window depends on the time zone; the company's zone would decide.",
            ),
        }
    }

    fn is_tested_branch(&self, change: &Change) -> bool {
        let Some(base) = change.base.as_deref() else {
            return true;
        };
        if matches!(base, "main" | "master" | "production") || base.starts_with("release") {
            return true;
        }
        if let Some(default) = &change.default_branch {
            return default == base;
        }
        let repository = self.repository(change.repository.as_deref());
        repository
            .and_then(|r| self.commonest.get(r))
            .is_some_and(|common| common == base)
    }
}

/// What is said of the branches that are tested.
pub(super) const BRANCHES: &str = "Tested are changes merged into `main`, `master`, `production`, a branch that begins \
     with `release`, or the default branch of the repository; where the file does not name that, into the branch of most \
     changes. Whether these lead to production was not seen.";
