//! Commits that came to a branch without a change request (TP-10): an observation.
//!
//! A branch grows along first parents: what came in with a merge is that merge's. A commit on this line is accounted for
//! by a change of which it is the merge, which lists it, or whose number stands at the end of its title.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{Changes, Key};
use crate::evidence::canonical::{ChangeState, Commit};
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Lies, Source};

/// Id of the procedure.
const ID: &str = "direct-pushes";

/// One draft for each file of commits, where there are changes to compare with.
pub(super) fn run<'a>(audit: &Audit<'a>, changes: &Changes<'a>) -> Vec<Draft<'a>> {
    if changes.all.is_empty() {
        return Vec::new();
    }
    let mut shas: BTreeSet<&str> = BTreeSet::new();
    let mut numbers: BTreeSet<Key> = BTreeSet::new();
    for known in &changes.all {
        let change = known.change;
        if change.state == ChangeState::Merged {
            shas.extend(change.merge_commit.as_deref());
            shas.extend(change.commits.iter().map(|commit| &*commit.sha));
            numbers.extend(changes.key(change));
        }
    }
    let sources = audit.sources().filter(|s| !s.records.commits.is_empty());
    sources
        .map(|source| of_file(audit, changes, source, &shas, &numbers))
        .collect()
}

/// The commits along which the branch grew.
fn line(commits: &[Commit]) -> BTreeSet<&str> {
    let by_sha: BTreeMap<&str, &Commit> = commits.iter().map(|c| (c.sha.as_str(), c)).collect();
    let parents: BTreeSet<&str> = commits
        .iter()
        .flat_map(|c| &c.parents)
        .map(String::as_str)
        .collect();
    let mut line = BTreeSet::new();
    for tip in commits.iter().filter(|c| !parents.contains(c.sha.as_str())) {
        let mut at = Some(tip);
        while let Some(commit) = at {
            if !line.insert(commit.sha.as_str()) {
                break;
            }
            at = commit
                .parents
                .first()
                .and_then(|p| by_sha.get(p.as_str()).copied());
        }
    }
    line
}

/// The number of a change in a title: `Title (#12)`, `Merge pull request #12 from …`.
fn number_in(title: &str) -> Option<u64> {
    let merged = title
        .strip_prefix("Merge pull request #")
        .and_then(|rest| rest.split(' ').next());
    let squashed = || {
        title
            .trim_end()
            .strip_suffix(')')?
            .rsplit_once("(#")
            .map(|(_, n)| n)
    };
    merged.or_else(squashed)?.parse().ok()
}

fn of_file<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    source: Source<'a>,
    shas: &BTreeSet<&str>,
    numbers: &BTreeSet<Key>,
) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Which commits came to the branch from {} to {} without a change request.",
            window.start, window.end
        ),
        "Every commit is the merge of a change, belongs to one, or names one that was merged.",
    );
    draft.observation = true;
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    let commits = &source.records.commits;
    let line = line(commits);
    for commit in commits {
        let item = Item::named(commit.at.row, None, commit.sha.clone());
        let found = |text: &str| Found {
            row: commit.at.row,
            text: text.to_owned(),
            assumed: false,
            cites: vec![Cite::Record {
                file: source.file,
                at: &commit.at,
            }],
        };
        match audit.in_window(commit.committed) {
            Lies::Outside => {
                draft.leave_out("committed outside the window");
                continue;
            }
            Lies::Open => {
                draft.open(
                    item,
                    found(
                        "Whether the commit was made in the window is open; its time would decide.",
                    ),
                );
                continue;
            }
            Lies::Inside => {}
        }
        if !line.contains(commit.sha.as_str()) {
            draft.leave_out("came in with a merge");
        } else if shas.contains(commit.sha.as_str()) {
            draft.in_order(item);
        } else if let Some(number) = number_in(&commit.title) {
            let repository = changes.repository(commit.repository.as_deref());
            match repository.is_some_and(|r| numbers.contains(&(r.to_owned(), number))) {
                true => draft.in_order(item),
                false => draft.open(
                    item,
                    found("The commit names a change request that is not among those in the files; a complete list of them would decide."),
                ),
            }
        } else {
            draft.deviates(
                item,
                found("came to the branch without a change request that is in the files"),
            );
        }
    }
    draft.limit(
        "The file is taken for the commits of a branch that leads to production. Where changes are merged by rebasing, commits get \
         new names, and all but the last of a change look as if they had come without one.",
    );
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_changes() {
        assert_eq!(number_in("Add a table (#12)"), Some(12));
        assert_eq!(number_in("Merge pull request #7 from example/x"), Some(7));
        assert_eq!(number_in("Fix #12"), None);
        assert_eq!(number_in("Revert (#a)"), None);
    }

    #[test]
    fn a_branch_grows_along_first_parents() {
        let commit = |sha: &str, parents: &[&str]| Commit {
            sha: sha.to_owned(),
            parents: parents.iter().map(|p| (*p).to_owned()).collect(),
            ..Commit::default()
        };
        let all = [
            commit("d", &["b", "c"]),
            commit("c", &["a"]),
            commit("b", &["a"]),
            commit("a", &["z"]),
        ];
        assert_eq!(line(&all).into_iter().collect::<Vec<_>>(), ["a", "b", "d"]);
    }
}
