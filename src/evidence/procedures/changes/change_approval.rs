//! Changes approved by somebody else before they were merged (TP-09).

use std::collections::BTreeMap;

use super::approvals::{Outcome, Review, weigh};
use super::automatic;
use super::checks_at_merge::Ran;
use super::known::{BRANCHES, Belongs, Changes, Key, Known};
use super::last_commit::{self, Rules};
use crate::evidence::canonical::{ApprovalState, AuthorKind};
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::workpaper::Parameter;

/// Id of the procedure.
const ID: &str = "change-approval";

/// Most reviews of a change that are cited (J).
const CITED: usize = 8;

/// The reviews of all files by change.
struct Given<'a> {
    by_change: BTreeMap<Key, Vec<Review<'a>>>,
    /// Repositories of which a file lists the reviews of most changes, so that none in it means none (J).
    covered: Vec<String>,
}

/// One draft for each file of changes.
pub(super) fn run<'a>(audit: &Audit<'a>, changes: &Changes<'a>, ran: &Ran<'a>) -> Vec<Draft<'a>> {
    let given = given(audit, changes);
    let rules = Rules::new(audit);
    let sources = audit.sources().filter(|s| !s.records.changes.is_empty());
    sources
        .map(|source| of_file(audit, changes, (&given, ran, &rules), source))
        .collect()
}

fn given<'a>(audit: &Audit<'a>, changes: &Changes<'a>) -> Given<'a> {
    let mut by_change: BTreeMap<Key, Vec<Review<'a>>> = BTreeMap::new();
    for source in audit.sources() {
        for approval in &source.records.approvals {
            if let Some(repository) = changes.repository(approval.repository.as_deref()) {
                let key = (repository.to_owned(), approval.change);
                by_change.entry(key).or_default().push((source, approval));
            }
        }
    }
    for reviews in by_change.values_mut() {
        reviews.sort_by_cached_key(|(source, review)| {
            (
                audit.span(review.submitted),
                review.reviewer.clone(),
                source.name,
                review.at.row,
            )
        });
    }
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for known in &changes.all {
        if !matches!(changes.belongs(audit, known), Belongs::Yes) || known.change.reviews_listed {
            continue;
        }
        if let Some(key) = changes.key(known.change) {
            let reviewed = u32::from(by_change.contains_key(&key));
            let count = counts.entry(key.0).or_default();
            *count = (count.0 + reviewed, count.1 + 1);
        }
    }
    let covered = counts
        .into_iter()
        .filter(|(_, (reviewed, all))| reviewed * 2 >= *all && *reviewed > 0);
    Given {
        by_change,
        covered: covered.map(|(repository, _)| repository).collect(),
    }
}

fn of_file<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    (given, ran, rules): (&Given<'a>, &Ran<'a>, &Rules<'a>),
    source: Source<'a>,
) -> Draft<'a> {
    let window = audit.window();
    let required = audit.terms.policy_or("approvals-required", 1);
    let people = if required.value == 1 {
        "one person".to_owned()
    } else {
        format!("{} people", required.value)
    };
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether every change that was merged from {} to {} had been approved by {people} other than its author.",
            window.start, window.end
        ),
        "At the merge the approval stood: not dismissed, not by the author or a program, dated before the merge (with two seconds of \
         tolerance), and nobody's request for changes was outstanding.",
    );
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    draft.parameters = vec![required.clone()];
    let automatic = automatic::policy(audit);
    draft.parameters.extend(automatic.clone());
    draft.parameters.extend(rules.policy.clone());
    let mut notes = Notes::default();
    for known in changes.all.iter().filter(|k| k.source.file == source.file) {
        match changes.belongs(audit, known) {
            Belongs::No(reason) => draft.leave_out(reason),
            Belongs::Open(reason) => {
                let found = found(known, &[], reason.to_owned());
                draft.open(item(changes, known), found);
            }
            Belongs::Yes
                if automatic.is_some() && automatic::is_one(audit, changes, ran, known) =>
            {
                draft.leave_out(automatic::REASON);
            }
            Belongs::Yes => one(
                audit,
                changes,
                (given, rules),
                known,
                &required,
                &mut draft,
                &mut notes,
            ),
        }
    }
    notes.say(&mut draft);
    draft
}

fn item(changes: &Changes<'_>, known: &Known<'_>) -> Item {
    let (repository, number) = changes.key(known.change).unwrap_or_default();
    Item::named(known.change.at.row, None, format!("{repository}#{number}"))
}

fn found<'a>(known: &Known<'a>, reviews: &[Review<'a>], text: String) -> Found<'a> {
    let own = Cite::Record {
        file: known.source.file,
        at: &known.change.at,
    };
    let decides = |state| {
        matches!(
            state,
            ApprovalState::Approved | ApprovalState::ChangesRequested | ApprovalState::Dismissed
        )
    };
    let reviews = reviews
        .iter()
        .filter(|(_, review)| decides(review.state))
        .take(CITED);
    let reviews = reviews.map(|(source, review)| Cite::Record {
        file: source.file,
        at: &review.at,
    });
    Found {
        row: known.change.at.row,
        text,
        assumed: false,
        cites: std::iter::once(own).chain(reviews).collect(),
    }
}

/// What is said once for all changes of a file.
#[derive(Default)]
struct Notes {
    last: last_commit::Notes,
    required_today: u32,
    by_bot: u32,
    no_branch: bool,
    by_coverage: u32,
}

impl Notes {
    fn say(&mut self, draft: &mut Draft<'_>) {
        draft.limit(BRANCHES);
        draft
            .limit("Commits that were pushed without a change request are not in this population.");
        let mut counted = |count: u32, text: &str| {
            if count > 0 {
                draft.limit(format!("{count} {text}"));
            }
        };
        counted(
            self.required_today,
            "of the changes with enough approvals are shown today as still in need of a review.",
        );
        counted(
            self.by_bot,
            "of the changes were made by a program and are tested as all others.",
        );
        counted(
            self.by_coverage,
            "of the changes have no review in the files. The reviews of at least half of the others are there, so the files are \
             taken to hold those of all.",
        );
        self.last.say(draft);
        if self.no_branch {
            draft.limit("Where the file does not name the branch, the change is taken for one that is tested.");
        }
    }
}

fn one<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    (given, rules): (&Given<'a>, &Rules<'a>),
    known: &Known<'a>,
    required: &Parameter,
    draft: &mut Draft<'a>,
    notes: &mut Notes,
) {
    let change = known.change;
    notes.by_bot += u32::from(change.author_kind == AuthorKind::Bot);
    notes.no_branch |= change.base.is_none();
    let key = changes.key(change);
    let mut reviews = key
        .as_ref()
        .and_then(|key| given.by_change.get(key))
        .cloned()
        .unwrap_or_default();
    // Where the repository is not told, the change's own file alone may speak of it.
    if key.is_none() {
        let own = known.source.records.approvals.iter();
        let own = own.filter(|a| {
            change.reviews_listed && a.change == change.number && a.at.row == change.at.row
        });
        reviews.extend(own.map(|a| (known.source, a)));
    }
    let covered = key
        .as_ref()
        .is_some_and(|key| given.covered.contains(&key.0));
    let item = item(changes, known);
    if reviews.is_empty() && !change.reviews_listed {
        if !covered || change.review_state.is_some() {
            let outcome = by_state(change.review_state);
            put(draft, item, known, &reviews, Vec::new(), outcome);
            return;
        }
        notes.by_coverage += 1;
    }
    let count = usize::try_from(required.value).unwrap_or(usize::MAX).max(1);
    let last = rules.last(change);
    let (mut outcome, doubt) = weigh(audit, changes, change, &reviews, &last, count);
    let mut cites = Vec::new();
    if doubt.stale || doubt.own {
        outcome = rules.settle(changes, known, doubt, &mut notes.last);
        cites = last_commit::cites(known, &last);
    }
    let still = change.review_state == Some(ApprovalState::Required);
    match &mut outcome {
        Outcome::Deviates(text) if still => {
            text.push_str("; the source still shows the review as required, so the approval control was overridden");
        }
        Outcome::InOrder => notes.required_today += u32::from(still),
        _ => {}
    }
    put(draft, item, known, &reviews, cites, outcome);
}

/// What the state of today alone comes to.
fn by_state(state: Option<ApprovalState>) -> Outcome {
    match state {
        Some(ApprovalState::Required) => Outcome::Deviates(
            "merged although a review is required and, to this day, not given: the approval control was overridden".to_owned(),
        ),
        Some(ApprovalState::Approved) => Outcome::Open(
            "The source shows the change as approved today, not by whom and when; the list of its reviews would decide.".to_owned(),
        ),
        Some(ApprovalState::ChangesRequested) => Outcome::Open(
            "The source shows today that changes were requested, not when; the list of its reviews would decide.".to_owned(),
        ),
        _ => Outcome::Open("The files do not hold the reviews of the change; the list of them would decide.".to_owned()),
    }
}

fn put<'a>(
    draft: &mut Draft<'a>,
    item: Item,
    known: &Known<'a>,
    reviews: &[Review<'a>],
    more: Vec<Cite<'a>>,
    outcome: Outcome,
) {
    let found = |text| {
        let mut found = found(known, reviews, text);
        found.cites.extend(more);
        found
    };
    match outcome {
        Outcome::InOrder => draft.in_order(item),
        Outcome::Deviates(text) => draft.deviates(item, found(text)),
        Outcome::Open(text) => draft.open(item, found(text)),
    }
}
