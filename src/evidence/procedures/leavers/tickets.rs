//! What offboarding tickets say: weaker than any event, and used only where nothing tells more (TP-01).

use std::collections::BTreeMap;

use crate::evidence::canonical::Ticket;
use crate::evidence::procedures::audit::{Audit, Source};
use crate::evidence::procedures::humans::Humans;

/// A ticket closed longer before the last day is of something else (J).
const BEFORE: i64 = 90 * 86_400_000;

/// A ticket with first and last instant at which it was closed.
pub(super) type Closed<'a> = (Source<'a>, &'a Ticket, (i64, i64));

/// Tickets about people's leaving that were closed, by the place of the person.
pub(super) struct Tickets<'a>(BTreeMap<usize, Vec<Closed<'a>>>);

impl<'a> Tickets<'a> {
    pub(super) fn new(audit: &Audit<'a>, humans: &Humans<'a>) -> Self {
        let mut found: BTreeMap<usize, Vec<Closed<'a>>> = BTreeMap::new();
        for source in audit.sources() {
            for ticket in &source.records.tickets {
                let status = ticket.status.to_lowercase();
                let given_up = ["cancel", "duplicate", "won't", "rejected"];
                if ticket.about.is_empty() || given_up.iter().any(|w| status.contains(w)) {
                    continue;
                }
                let Some(span) = audit.span(ticket.resolved) else {
                    continue;
                };
                for address in &ticket.about {
                    if let Some(human) = humans.of_login(address) {
                        found.entry(human).or_default().push((source, ticket, span));
                    }
                }
            }
        }
        for list in found.values_mut() {
            list.sort_by_key(|(source, ticket, span)| (*span, source.name, ticket.at.row));
        }
        Self(found)
    }

    /// The first ticket that was closed about a spell, by the end of its last day at the earliest it may be.
    pub(super) fn of(&self, human: usize, end: i64, back: Option<i64>) -> Option<Closed<'a>> {
        let mut all = self.0.get(&human).into_iter().flatten();
        let own =
            |span: (i64, i64)| span.0 >= end - BEFORE && back.is_none_or(|back| span.1 < back);
        all.find(|(_, _, span)| own(*span)).copied()
    }
}
