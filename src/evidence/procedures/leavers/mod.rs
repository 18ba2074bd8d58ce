//! People who left: their access taken away in time (TP-01), and not used after it (TP-03).

mod access;
mod acts;
mod holdings;
mod removal;
mod spells;
mod still;
mod tickets;
mod used;

#[cfg(test)]
mod tests;

use super::audit::{Audit, Source};
use super::humans::Humans;
use super::lists::Lists;
use crate::evidence::canonical::{AccountEvent, Employment, Person, Show};
use crate::evidence::draft::{Cite, Draft};
use crate::evidence::draw::Item;

/// Drafts of both procedures, one for each roster.
pub(super) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let acts = acts::Acts::new(audit, humans);
    let accounts = audit.accounts().next().is_some() || audit.events().next().is_some();
    if !accounts && acts.is_empty() {
        return Vec::new();
    }
    let sla = audit.terms.policy_or("leaver-sla-hours", 24);
    let ended = spells::ended(audit, humans, i64::from(sla.value));
    let held = holdings::Holdings::new(audit, humans);
    let lists = Lists::new(audit);
    let tickets = tickets::Tickets::new(audit, humans);
    let rosters = audit.sources().filter(|s| !s.records.people.is_empty());
    rosters
        .flat_map(|roster| {
            let own: Vec<_> = ended
                .iter()
                .filter(|e| e.source.file == roster.file)
                .collect();
            let access = accounts
                .then(|| access::draft(audit, roster, &own, (&held, &tickets, &lists), &sla));
            let used = used::draft(audit, roster, &own, (&held, &acts, &lists), &sla);
            access.into_iter().chain([used])
        })
        .collect()
}

/// What is to be said of one account of a leaver.
enum Verdict {
    InTime,
    /// Why it deviates: a sentence part.
    Deviates(String),
    /// Why it is open and what would decide it: a sentence.
    Open(String),
}

/// A verdict with what is cited for it.
struct Shown<'a> {
    verdict: Verdict,
    cites: Vec<Cite<'a>>,
    /// Whether the access is off, and nothing tells since when.
    untimed: bool,
}

fn item(person: &Person) -> Item {
    let known = person.email.as_ref().or(person.number.as_ref());
    let known = known.or(person.name.as_ref()).cloned().unwrap_or_default();
    // Somebody who left twice is two items.
    let key = format!("{known} {}", person.end.time.words());
    Item::named(person.at.row, None, key)
}

fn cite_event<'a>(source: Source<'a>, event: &AccountEvent) -> Cite<'a> {
    Cite::Cell {
        file: source.file,
        row: event.row,
        column: "event",
        text: format!("{} {}", event.kind.words(), event.at.time.words()),
        show: Show::Text,
    }
}

/// "3 days", "5 hours", "40 seconds": whole units, rounded down.
fn length(ms: i64) -> String {
    let (n, unit) = match ms / 1000 {
        s if s >= 172_800 => (s / 86_400, "days"),
        s if s >= 7_200 => (s / 3_600, "hours"),
        s if s >= 120 => (s / 60, "minutes"),
        1 => (1, "second"),
        s => (s, "seconds"),
    };
    format!("{n} {unit}")
}

/// Limits of whatever is matched with a roster.
fn limits(audit: &Audit<'_>, draft: &mut Draft<'_>) {
    let outside = audit
        .people()
        .any(|(_, p)| matches!(p.employment, Employment::Contractor | Employment::Intern));
    if !outside {
        draft.limit("The roster marks nobody as contractor or intern: if there are any, they are not in the population.");
    }
    draft.limit("Accounts that were deleted before an export was made are not in it; absence from an export shows nothing by itself.");
    draft.limit(
        "People are matched with accounts by address and number; a name alone matches nobody.",
    );
}
