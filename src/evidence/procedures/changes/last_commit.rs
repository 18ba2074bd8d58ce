//! What the last commit of a change does to its approvals: given before it, or by who wrote it (TP-09).
//!
//! Whether such an approval counts is the company's to say: by its rule, or by the settings of the branch. Where neither
//! speaks, it is open.

use std::collections::{BTreeMap, BTreeSet};

use super::approvals::{Doubt, Outcome};
use super::known::{Changes, Known};
use crate::evidence::canonical::{Approval, Change, Commit, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft};
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::workpaper::{Basis, Parameter};

/// Most merges in a row that are looked behind.
const BEHIND: usize = 50;
/// So many commits are a page, of which the last one need not be the last of the change.
const PAGE: usize = 100;

/// The last commit of a change, as far as the files tell.
#[derive(Default)]
pub(super) struct Last<'a> {
    /// The last one, and those that differ from it by merges of other branches alone; empty where it is not told.
    same: BTreeSet<&'a str>,
    /// Logins of those who wrote the last that is no merge.
    authors: BTreeSet<&'a str>,
    /// That commit.
    sha: Option<&'a str>,
    /// Its own row, in a file of commits.
    row: Option<Cite<'a>>,
}

impl Last<'_> {
    /// Whether a review was given on an earlier commit.
    pub(super) fn is_after(&self, review: &Approval) -> bool {
        let on = review.commit.as_deref();
        !self.same.is_empty() && on.is_some_and(|commit| !self.same.contains(commit))
    }

    /// Whether somebody wrote it.
    pub(super) fn is_by(&self, login: &str) -> bool {
        self.authors.contains(login)
    }
}

/// What the files and the company say of last commits.
pub(super) struct Rules<'a> {
    commits: BTreeMap<&'a str, (Source<'a>, &'a Commit)>,
    /// What settings say, by repository or branch, in lower case, and key.
    settings: BTreeMap<(String, &'static str), Vec<Flag>>,
    /// The company's own rule, where it has said it.
    stated: Option<bool>,
    /// Its parameter.
    pub(super) policy: Option<Parameter>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(audit: &Audit<'a>) -> Self {
        let policy = audit.terms.policy("approval-of-last-commit");
        let policy = policy.filter(|p| p.basis == Basis::Stated).cloned();
        let mut rules = Self {
            commits: BTreeMap::new(),
            settings: BTreeMap::new(),
            stated: policy.as_ref().map(|p| p.value > 0),
            policy,
        };
        for source in audit.sources() {
            for commit in &source.records.commits {
                let place = rules.commits.entry(commit.sha.as_str());
                let new = (source, commit);
                let known = place.or_insert(new);
                if (source.name, commit.at.row) < (known.0.name, known.1.at.row) {
                    *known = new;
                }
            }
            for setting in source.records.settings.iter().filter(|s| !s.intent) {
                let key = (setting.subject.to_lowercase(), setting.key);
                rules.settings.entry(key).or_default().push(setting.value);
            }
        }
        rules
    }

    /// The last commit of a change.
    pub(super) fn last(&self, change: &'a Change) -> Last<'a> {
        let mut last = Last::default();
        let own = &change.commits;
        let named = change.head.as_deref();
        let listed = own.last().filter(|_| own.len() < PAGE).map(|c| &*c.sha);
        let Some(head) = named.or(listed) else {
            return last;
        };
        last.same.insert(head);
        if let Some(end) = own.iter().rposition(|c| *c.sha == *head) {
            for commit in own.iter().take(end + 1).rev() {
                last.same.insert(&commit.sha);
                if !commit.is_merge {
                    last.sha = Some(&commit.sha);
                    last.authors = commit.authors.iter().map(String::as_str).collect();
                    break;
                }
            }
        }
        if last.authors.is_empty() {
            let mut at = last.sha.unwrap_or(head);
            for _ in 0..BEHIND {
                let Some((source, commit)) = self.commits.get(at) else {
                    break;
                };
                match commit.parents.as_slice() {
                    [first, _, ..] => at = first,
                    _ => {
                        last.authors.extend(commit.author_login.as_deref());
                        last.sha = Some(at);
                        last.row = Some(Cite::Record {
                            file: source.file,
                            at: &commit.at,
                        });
                        break;
                    }
                }
                last.same.insert(at);
            }
        }
        last
    }

    /// What the settings of the branch of a change say; nothing where no file shows them, or they differ.
    fn setting(&self, changes: &Changes<'_>, change: &Change, key: &'static str) -> Option<bool> {
        let repository = changes.repository(change.repository.as_deref())?;
        let repository = repository.to_lowercase();
        let base = change.base.as_deref().unwrap_or_default().to_lowercase();
        let subjects = [format!("{repository}:{base}"), repository];
        let mut said = subjects
            .into_iter()
            .filter_map(|subject| self.settings.get(&(subject, key)));
        let first = said.next()?;
        let all: Vec<Flag> = first.iter().chain(said.flatten()).copied().collect();
        match all.as_slice() {
            all if all.iter().all(|flag| *flag == Flag::Yes) => Some(true),
            all if all.iter().all(|flag| *flag == Flag::No) => Some(false),
            _ => None,
        }
    }

    /// What becomes of a change that stands by its approvals but for these doubts.
    pub(super) fn settle(
        &self,
        changes: &Changes<'_>,
        known: &Known<'_>,
        doubt: Doubt,
        notes: &mut Notes,
    ) -> Outcome {
        let row = known.change.at.row;
        if doubt.own {
            let asked = self.setting(changes, known.change, "last-push-approved");
            match (self.stated, asked) {
                (Some(true), _) | (_, Some(true)) => {
                    return Outcome::Deviates(
                        "approved by nobody but who wrote the last commit".to_owned(),
                    );
                }
                (None, None) => return Outcome::Open(OWN.to_owned()),
                _ => notes.own.push(row),
            }
        }
        if doubt.stale {
            let dismissed = self.setting(changes, known.change, "stale-dismissed");
            match (self.stated, dismissed) {
                (Some(true), _) => {
                    return Outcome::Deviates(
                        "approved on an earlier commit than the last one, and what came after it by nobody".to_owned(),
                    );
                }
                (None, None) => return Outcome::Open(STALE.to_owned()),
                (_, Some(true)) => notes.dismissed.push(row),
                _ => notes.stale.push(row),
            }
        }
        Outcome::InOrder
    }
}

/// The last commit as it is cited: what it is, and who wrote it.
pub(super) fn cites<'a>(known: &Known<'a>, last: &Last<'a>) -> Vec<Cite<'a>> {
    let cell = |column, text: &str, show| Cite::Cell {
        file: known.source.file,
        row: known.change.at.row,
        column,
        text: text.to_owned(),
        show,
    };
    if let Some(row) = &last.row {
        return vec![row.clone()];
    }
    let sha = last.sha.or(known.change.head.as_deref());
    let sha = sha.map(|sha| cell("last commit", sha, Show::Text));
    let by = last.authors.iter();
    let by = by.map(|login| cell("author of the last commit", login, Show::Person));
    sha.into_iter().chain(by).collect()
}

const OWN: &str = "Everybody who approved also wrote the last commit, so nobody else is known to have looked at that; the company's rule, \
     the settings of the branch as exported, or who else read it would decide.";
const STALE: &str = "Approved on an earlier commit than the last one, and nothing says whether an approval falls when the code changes \
     after it; the company's rule, or the settings of the branch as exported, would decide.";

/// What is said once for all changes of a file, by their rows.
#[derive(Default)]
pub(super) struct Notes {
    stale: Vec<u32>,
    dismissed: Vec<u32>,
    own: Vec<u32>,
}

impl Notes {
    pub(super) fn say(&mut self, draft: &mut Draft<'_>) {
        let said = [
            (
                &mut self.stale,
                "the approval was given on an earlier commit than the last one, and what came after it was not reviewed anew: no \
                 rule of the company asks for that.",
            ),
            (
                &mut self.dismissed,
                "the approval was given on an earlier commit than the last one. The settings of the branch dismiss an approval when \
                 the code changes, on the day that they show, and it stood.",
            ),
            (
                &mut self.own,
                "those who approved had written the last commit: no rule of the company asks for somebody else.",
            ),
        ];
        for (rows, text) in said {
            if !rows.is_empty() {
                rows.sort_unstable();
                let rows = crate::evidence::procedures::in_words(rows);
                draft.limit(format!("In {rows} {text}"));
            }
        }
    }
}
