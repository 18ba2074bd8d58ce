//! Checks that had succeeded when a change was merged (TP-12).
//!
//! A run that began after the merge says nothing of it. Of several runs of one check the last that had begun by the
//! merge counts: what failed and was mended before it is in order.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{BRANCHES, Belongs, Changes, Key, Known};
use crate::evidence::canonical::{Check, CheckState};
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Ordered, Source, TOLERANCE, before};

/// Id of the procedure.
const ID: &str = "checks-at-merge";

/// Most checks of a change that are named and cited (J).
const CITED: usize = 5;

type Run<'a> = (Source<'a>, &'a Check);

/// The checks of all files.
pub(super) struct Ran<'a> {
    by_change: BTreeMap<Key, Vec<Run<'a>>>,
    by_commit: BTreeMap<&'a str, Vec<Run<'a>>>,
    /// Changes of which a file lists every check.
    listed: BTreeSet<Key>,
    /// Repositories of which a file holds checks.
    seen: BTreeSet<String>,
}

/// What one check comes to.
enum State {
    InOrder,
    /// It did not run, by its own rules.
    Skipped,
    /// Why it deviates.
    Deviates(&'static str),
    /// Why that is open.
    Open(&'static str),
    /// It began after the merge.
    After,
}

/// One draft for each file of changes of a repository whose checks some file holds.
pub(super) fn run<'a>(audit: &Audit<'a>, changes: &Changes<'a>, ran: &Ran<'a>) -> Vec<Draft<'a>> {
    let told = |s: &Source<'_>| {
        s.records.changes.iter().any(|c| {
            c.checks_listed
                || changes
                    .repository(c.repository.as_deref())
                    .is_some_and(|r| ran.seen.contains(r))
        })
    };
    let sources = audit.sources().filter(told);
    sources.map(|s| of_file(audit, changes, ran, s)).collect()
}

/// The checks of all files.
pub(super) fn ran<'a>(audit: &Audit<'a>, changes: &Changes<'a>) -> Ran<'a> {
    let mut ran = Ran {
        by_change: BTreeMap::new(),
        by_commit: BTreeMap::new(),
        listed: BTreeSet::new(),
        seen: BTreeSet::new(),
    };
    for source in audit.sources() {
        for check in &source.records.checks {
            let repository = changes.repository(check.repository.as_deref());
            if let Some(repository) = repository {
                if !ran.seen.contains(repository) {
                    ran.seen.insert(repository.to_owned());
                }
                if let Some(number) = check.change {
                    let key = (repository.to_owned(), number);
                    ran.by_change.entry(key).or_default().push((source, check));
                }
            }
            if let (Some(commit), None) = (&check.commit, check.change) {
                let list = ran.by_commit.entry(commit.as_str()).or_default();
                list.push((source, check));
            }
        }
        let listed = source.records.changes.iter().filter(|c| c.checks_listed);
        ran.listed.extend(listed.filter_map(|c| changes.key(c)));
    }
    ran
}

fn of_file<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    ran: &Ran<'a>,
    source: Source<'a>,
) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether the checks of every change that was merged from {} to {} had succeeded by then.",
            window.start, window.end
        ),
        "At least one check ran on the last commit of the change, and the last run of each that had begun by the merge \
         (with two seconds of tolerance) had ended well.",
    );
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    for known in changes.all.iter().filter(|k| k.source.file == source.file) {
        let (repository, number) = changes.key(known.change).unwrap_or_default();
        let item = Item::named(known.change.at.row, None, format!("{repository}#{number}"));
        match changes.belongs(audit, known) {
            Belongs::No(reason) => draft.leave_out(reason),
            Belongs::Open(reason) => draft.open(item, found(known, &[], reason.to_owned())),
            Belongs::Yes => one(audit, changes, ran, known, item, &mut draft),
        }
    }
    draft.limit(BRANCHES);
    draft.limit(
        "Which checks the branch requires was not compared: one that nobody requires counts as the others. What a check \
         tests was not seen.",
    );
    draft
}

fn found<'a>(known: &Known<'a>, runs: &[Run<'a>], text: String) -> Found<'a> {
    let own = Cite::Record {
        file: known.source.file,
        at: &known.change.at,
    };
    let runs = runs.iter().take(CITED).map(|(source, check)| Cite::Record {
        file: source.file,
        at: &check.at,
    });
    Found {
        row: known.change.at.row,
        text,
        assumed: false,
        cites: std::iter::once(own).chain(runs).collect(),
    }
}

fn one<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    ran: &Ran<'a>,
    known: &Known<'a>,
    item: Item,
    draft: &mut Draft<'a>,
) {
    let change = known.change;
    let runs = runs_of(changes, ran, known);
    if runs.is_empty() {
        let key = changes.key(change);
        let listed = change.checks_listed || key.is_some_and(|key| ran.listed.contains(&key));
        match listed {
            true => draft.deviates(
                item,
                found(known, &[], "merged without any check".to_owned()),
            ),
            false => draft.open(
                item,
                found(
                    known,
                    &[],
                    "The files do not hold the checks of the change; those of its last commit would decide.".to_owned(),
                ),
            ),
        }
        return;
    }
    let (mut bad, mut open) = (Vec::<(Run<'a>, &str)>::new(), Vec::<(Run<'a>, &str)>::new());
    let (mut good, mut skipped) = (0_usize, Vec::new());
    for (run, state) in last_runs(audit, known, &runs) {
        match state {
            State::InOrder => good += 1,
            State::Skipped => skipped.push(run),
            State::Deviates(why) => bad.push((run, why)),
            State::Open(why) => open.push((run, why)),
            State::After => open.push((run, AFTER)),
        }
    }
    let cited = |list: &[(Run<'a>, &str)]| list.iter().map(|(run, _)| *run).collect::<Vec<_>>();
    if !bad.is_empty() {
        let text = format!("merged although {}", in_words(&bad));
        draft.deviates(item, found(known, &cited(&bad), text));
    } else if let Some((_, why)) = open.first() {
        draft.open(item, found(known, &cited(&open), (*why).to_owned()));
    } else if good == 0 {
        let text = "Every check of the change was skipped or neutral; what they would have tested would decide.";
        draft.open(item, found(known, &skipped, text.to_owned()));
    } else {
        draft.in_order(item);
    }
}

/// Every run of a check of a change.
fn runs_of<'a>(changes: &Changes<'a>, ran: &Ran<'a>, known: &Known<'a>) -> Vec<Run<'a>> {
    let change = known.change;
    let key = changes.key(change);
    let mut runs: Vec<Run<'a>> = key
        .as_ref()
        .and_then(|key| ran.by_change.get(key))
        .cloned()
        .unwrap_or_default();
    if key.is_none() {
        // Where the repository is not told, the change's own file alone may speak of it.
        let own = known.source.records.checks.iter();
        let own = own.filter(|c| c.change == Some(change.number));
        runs.extend(own.map(|c| (known.source, c)));
    }
    let on_head = change.head.as_deref().and_then(|h| ran.by_commit.get(h));
    runs.extend(on_head.into_iter().flatten().copied());
    runs
}

/// Whether the checks of a change are in the files and had succeeded at the merge.
pub(super) fn succeeded(
    audit: &Audit<'_>,
    changes: &Changes<'_>,
    ran: &Ran<'_>,
    known: &Known<'_>,
) -> bool {
    let runs = runs_of(changes, ran, known);
    let states = last_runs(audit, known, &runs);
    let is = |wanted: fn(&State) -> bool| states.iter().filter(|(_, s)| wanted(s)).count();
    let good = is(|s| matches!(s, State::InOrder));
    good > 0 && good + is(|s| matches!(s, State::Skipped)) == states.len()
}

/// "the check `build` had failed and 2 more had not ended well".
fn in_words(bad: &[(Run<'_>, &str)]) -> String {
    let (Some(((_, check), why)), rest) = (bad.first(), bad.len().saturating_sub(1)) else {
        return String::new();
    };
    let name = match check.name.is_empty() {
        true => "a check".to_owned(),
        false => {
            let name: String = check.name.chars().take(40).collect();
            format!("the check `{name}`")
        }
    };
    match rest {
        0 => format!("{name} {why}"),
        1 => format!("{name} {why}, and one more had not ended well"),
        rest => format!("{name} {why}, and {rest} more had not ended well"),
    }
}

const AFTER: &str = "A check in the files began after the merge, so it says nothing of it; its earlier runs would decide.";

/// The state at the merge of each check, by name.
fn last_runs<'a>(audit: &Audit<'_>, known: &Known<'a>, runs: &[Run<'a>]) -> Vec<(Run<'a>, State)> {
    let mut by_name: BTreeMap<&str, Vec<(Run<'a>, State)>> = BTreeMap::new();
    for run in runs {
        let state = at_merge(audit, known, run.1);
        by_name.entry(&run.1.name).or_default().push((*run, state));
    }
    let mut all = Vec::with_capacity(by_name.len());
    for (_, mut list) in by_name {
        // What began last before the merge; of one moment the less favourable.
        let rank = |(run, state): &(Run<'_>, State)| {
            let began = audit.span(run.1.started).or(audit.span(run.1.ended));
            let worse = match state {
                State::After => 0,
                State::InOrder => 1,
                State::Skipped => 2,
                State::Open(_) => 3,
                State::Deviates(_) => 4,
            };
            (
                !matches!(state, State::After),
                began,
                worse,
                run.0.name.to_owned(),
                run.1.at.row,
            )
        };
        list.sort_by_cached_key(rank);
        all.extend(list.pop());
    }
    all
}

/// What one run says of the merge.
fn at_merge(audit: &Audit<'_>, known: &Known<'_>, check: &Check) -> State {
    let Some((first, last)) = audit.span(known.change.merged) else {
        return State::Open(
            "When the change was merged is not told; the time of the merge would decide.",
        );
    };
    let merged = (
        first.saturating_add(TOLERANCE),
        last.saturating_add(TOLERANCE),
    );
    let order = |stamp| audit.span(stamp).map(|span| before(span, merged));
    let (began, ended) = (order(check.started), order(check.ended));
    if began == Some(Ordered::Late) {
        return State::After;
    }
    match (check.state, ended) {
        (CheckState::Skipped, _) => State::Skipped,
        (CheckState::Unknown, _) => State::Open(
            "How a check ended is not one of the words that are understood; its own page would decide.",
        ),
        (CheckState::Running, _) if began == Some(Ordered::InTime) => {
            State::Deviates("had not ended")
        }
        (CheckState::Running, _) => State::Open(
            "A check had not ended when the file was made, and when it began is not told; its own page would decide.",
        ),
        (_, Some(Ordered::DependsOnZone)) => State::Open(
            "Whether a check had ended by the merge depends on the time zone; the zone of the export would decide.",
        ),
        (_, Some(Ordered::Late)) if check.ended_by => State::Open(
            "A pipeline was last changed after the merge, and when it ended is not told; its own page would decide.",
        ),
        (_, Some(Ordered::Late)) if began == Some(Ordered::InTime) => {
            State::Deviates("had not ended")
        }
        (CheckState::Succeeded, Some(Ordered::InTime)) => State::InOrder,
        (CheckState::NotSucceeded, Some(Ordered::InTime)) => State::Deviates("had not succeeded"),
        _ => State::Open("When a check ran is not told; the times of its runs would decide."),
    }
}

#[cfg(test)]
mod tests;
