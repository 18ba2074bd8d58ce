//! Deployments traced to the change and the ticket that they come from (TP-12).

use std::collections::{BTreeMap, BTreeSet};

use super::known::{BRANCHES, Belongs, Changes, Known};
use crate::evidence::canonical::{Change, Deployment, Stamp, Ticket};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::procedures::audit::{Audit, Lies, Ordered, Source, TOLERANCE, before};
use crate::evidence::ticket_keys::{keys, project};

/// Id of the procedure.
const ID: &str = "ticket-to-deploy";

/// Tickets and changes by what they are named.
struct Index<'a> {
    tickets: BTreeMap<String, (Source<'a>, &'a Ticket)>,
    projects: BTreeSet<String>,
    by_commit: BTreeMap<&'a str, Known<'a>>,
}

/// One draft for each file of deployments; without any, one for each file of changes, as an observation.
pub(super) fn run<'a>(audit: &Audit<'a>, changes: &Changes<'a>) -> Vec<Draft<'a>> {
    let index = index(audit, changes);
    let deployed: Vec<Source<'a>> = audit
        .sources()
        .filter(|s| !s.records.deployments.is_empty())
        .collect();
    if !deployed.is_empty() {
        return deployed
            .into_iter()
            .map(|source| deployments(audit, &index, source))
            .collect();
    }
    let sources = audit.sources().filter(|s| !s.records.changes.is_empty());
    sources
        .map(|source| stand_in(audit, changes, &index, source))
        .collect()
}

fn index<'a>(audit: &Audit<'a>, changes: &Changes<'a>) -> Index<'a> {
    let mut tickets: BTreeMap<String, (Source<'a>, &'a Ticket)> = BTreeMap::new();
    for source in audit.sources() {
        for ticket in &source.records.tickets {
            // Of two exports of one ticket the earlier creation: it was there by then.
            let rank = |s: &Source<'_>, t: &Ticket| {
                let created = audit.span(t.created);
                (created.is_none(), created, s.name.to_owned())
            };
            match tickets.get(&ticket.key) {
                Some((other, known)) if rank(other, known) <= rank(&source, ticket) => {}
                _ => {
                    tickets.insert(ticket.key.clone(), (source, ticket));
                }
            }
        }
    }
    // A commit may be in several changes: the one whose merge it is, then the first by number.
    let mut by_commit: BTreeMap<&str, (u8, u64, Known<'a>)> = BTreeMap::new();
    for known in changes.all.iter().filter(|k| !k.again) {
        let change = known.change;
        let merge = change
            .merge_commit
            .as_deref()
            .into_iter()
            .map(|sha| (sha, 0));
        let commits = change.commits.iter().map(|commit| (&*commit.sha, 1));
        let head = change.head.as_deref().into_iter().map(|sha| (sha, 2));
        for (sha, rank) in merge.chain(commits).chain(head) {
            let new = (rank, change.number, *known);
            let place = by_commit.entry(sha).or_insert(new);
            if (new.0, new.1) < (place.0, place.1) {
                *place = new;
            }
        }
    }
    let by_commit = by_commit
        .into_iter()
        .map(|(sha, (_, _, known))| (sha, known))
        .collect();
    let projects = tickets.keys().map(|key| project(key).to_owned()).collect();
    Index {
        tickets,
        projects,
        by_commit,
    }
}

fn draft<'a>(audit: &Audit<'a>, source: Source<'a>, what: &str) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether every {what} from {} to {} can be traced to a ticket that was there before it.",
            window.start, window.end
        ),
        "The change names a ticket in its title, branch or description, and the ticket was created before.",
    );
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    draft
}

fn deployments<'a>(audit: &Audit<'a>, index: &Index<'a>, source: Source<'a>) -> Draft<'a> {
    let mut draft = draft(audit, source, "production deployment");
    for deployment in &source.records.deployments {
        if !deployment.environment.to_lowercase().contains("prod") {
            draft.leave_out("not to an environment with `prod` in its name");
            continue;
        }
        if deployment.succeeded == Flag::No {
            draft.leave_out("not carried out");
            continue;
        }
        let own = Cite::Record {
            file: source.file,
            at: &deployment.at,
        };
        let item = item(deployment);
        let outcome = match audit.in_window(deployment.deployed) {
            Lies::Outside => {
                draft.leave_out("deployed outside the window");
                continue;
            }
            Lies::Open => open(
                "Whether it was deployed in the window is open; the time and the company's zone would decide.",
            ),
            Lies::Inside => {
                let known = deployment
                    .commit
                    .as_deref()
                    .and_then(|sha| index.by_commit.get(sha));
                match known {
                    Some(known) => {
                        let mut outcome = trace(
                            audit,
                            index,
                            known.change,
                            deployment.deployed,
                            "deployment",
                        );
                        outcome.cites.insert(
                            0,
                            Cite::Record {
                                file: known.source.file,
                                at: &known.change.at,
                            },
                        );
                        outcome
                    }
                    None => open(
                        "The deployed commit is that of no change in the files; the changes of its repository, with their merge commits, would decide.",
                    ),
                }
            }
        };
        put(&mut draft, item, deployment.at.row, own, outcome);
    }
    limits(&mut draft);
    draft
}

fn item(deployment: &Deployment) -> Item {
    let commit = deployment.commit.as_deref().unwrap_or_default();
    let when = deployment.deployed.time.words();
    Item::named(
        deployment.at.row,
        None,
        format!("{}@{commit}@{when}", deployment.environment),
    )
}

fn stand_in<'a>(
    audit: &Audit<'a>,
    changes: &Changes<'a>,
    index: &Index<'a>,
    source: Source<'a>,
) -> Draft<'a> {
    let mut draft = draft(audit, source, "merged change");
    draft.observation = true;
    for known in changes.all.iter().filter(|k| k.source.file == source.file) {
        let change = known.change;
        let own = Cite::Record {
            file: source.file,
            at: &change.at,
        };
        let (repository, number) = changes.key(change).unwrap_or_default();
        let item = Item::named(change.at.row, None, format!("{repository}#{number}"));
        let outcome = match changes.belongs(audit, known) {
            Belongs::No(reason) => {
                draft.leave_out(reason);
                continue;
            }
            Belongs::Open(reason) => open(reason),
            Belongs::Yes => trace(audit, index, change, change.merged, "merge"),
        };
        put(&mut draft, item, change.at.row, own, outcome);
    }
    draft.limit("No file of deployments is there; merged changes stand in for them, so this is an observation beside the control.");
    draft.limit(BRANCHES);
    limits(&mut draft);
    draft
}

fn limits(draft: &mut Draft<'_>) {
    draft.limit(
        "Tickets are looked for in the title, branch and description of a change, as far as the file holds them; in the file of another \
         system they may be linked without being named.",
    );
    draft.limit("Whether tests had been run before is tested apart, where a file holds the checks of the changes.");
}

/// What became of tracing one item.
struct Traced<'a> {
    verdict: Verdict,
    cites: Vec<Cite<'a>>,
}

enum Verdict {
    InOrder,
    Deviates(String),
    Open(String),
}

fn open<'a>(text: &str) -> Traced<'a> {
    Traced {
        verdict: Verdict::Open(text.to_owned()),
        cites: Vec::new(),
    }
}

/// Traces a change to its ticket.
///
/// * `moment`: when the ticket had to be there, with its name.
fn trace<'a>(
    audit: &Audit<'a>,
    index: &Index<'a>,
    change: &Change,
    moment: Stamp,
    name: &str,
) -> Traced<'a> {
    let branch = change.branch.as_deref().unwrap_or_default();
    let mut texts = vec![change.title.as_str(), branch];
    texts.extend(change.mentions.iter().map(String::as_str));
    let named = keys(&texts, &index.projects);
    if named.is_empty() {
        return Traced {
            verdict: Verdict::Deviates("names no ticket".to_owned()),
            cites: Vec::new(),
        };
    }
    let found: Vec<_> = named
        .iter()
        .filter_map(|key| index.tickets.get(key))
        .collect();
    if found.is_empty() {
        return open(
            "A ticket is named that is not in the files; an export of the tickets would decide whether it was there before.",
        );
    }
    let cites = found
        .iter()
        .map(|(source, ticket)| Cite::Record {
            file: source.file,
            at: &ticket.at,
        })
        .collect();
    // One ticket that was there before is enough.
    let orders: Vec<Option<Ordered>> = found
        .iter()
        .map(|(_, ticket)| order(audit, ticket, moment))
        .collect();
    let emergency = found.iter().any(|(_, ticket)| is_emergency(ticket));
    let verdict = if orders.contains(&Some(Ordered::InTime)) {
        Verdict::InOrder
    } else if orders.contains(&None) {
        Verdict::Open(
            "When the ticket was created is not told; the time of its creation would decide."
                .to_owned(),
        )
    } else if orders.contains(&Some(Ordered::DependsOnZone)) {
        Verdict::Open(format!(
            "Whether the ticket was created before the {name} depends on the time zone; the zone of the export would decide."
        ))
    } else if emergency {
        Verdict::Open(format!(
            "The ticket is of the type emergency and was created after the {name}; a review of it within 48 hours would decide."
        ))
    } else {
        Verdict::Deviates(format!("the ticket was created after the {name}"))
    };
    Traced { verdict, cites }
}

fn order(audit: &Audit<'_>, ticket: &Ticket, moment: Stamp) -> Option<Ordered> {
    let created = audit.span(ticket.created)?;
    let (first, last) = audit.span(moment)?;
    Some(before(
        created,
        (
            first.saturating_add(TOLERANCE),
            last.saturating_add(TOLERANCE),
        ),
    ))
}

fn is_emergency(ticket: &Ticket) -> bool {
    let kind = ticket.kind.as_deref().unwrap_or_default().to_lowercase();
    ["emergency", "hotfix", "urgent"]
        .iter()
        .any(|word| kind.contains(word))
}

fn put<'a>(draft: &mut Draft<'a>, item: Item, row: u32, own: Cite<'a>, outcome: Traced<'a>) {
    let mut cites = vec![own];
    cites.extend(outcome.cites);
    let found = |text| Found {
        row,
        text,
        assumed: false,
        cites,
    };
    match outcome.verdict {
        Verdict::InOrder => draft.in_order(item),
        Verdict::Deviates(text) => draft.deviates(item, found(text)),
        Verdict::Open(text) => draft.open(item, found(text)),
    }
}
