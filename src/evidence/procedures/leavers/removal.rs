//! When access to one account was taken away, by the best source for it.

use super::holdings::Holding;
use super::spells::Due;
use super::tickets::Closed;
use super::{Shown, Verdict, cite_event, length};
use crate::date::Date;
use crate::evidence::canonical::{Account, AccountEvent, EventKind};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Cite;
use crate::evidence::procedures::audit::{Audit, Ordered, Source, before};

type Event<'a> = (Source<'a>, &'a AccountEvent, (i64, i64));
type Seen<'a> = (Source<'a>, &'a Account);

/// What the files show of one account of somebody who left.
pub(super) fn shown<'a>(
    audit: &Audit<'a>,
    system: &str,
    holding: &Holding<'a>,
    due: Due,
) -> Shown<'a> {
    let own = |span: (i64, i64)| due.back.is_none_or(|back| span.1 < back);
    let events: Vec<Event<'a>> = holding
        .events
        .iter()
        .filter(|(_, e, span)| own(*span) && e.succeeded != Flag::No)
        .copied()
        .collect();
    let day = |source: Source<'_>| source.as_of.map(|day| (day, audit.day_span(day)));
    // A look at the account after the deadline outweighs whatever else is said.
    let still = holding.accounts.iter().find_map(|seen| {
        let (day, span) = day(seen.0)?;
        let on = seen.1.state.is_enabled() == Some(true) && own(span);
        (on && before(span, due.deadline) == Ordered::Late).then_some((*seen, day, span))
    });
    if let Some((seen, day, span)) = still {
        return still_active(system, seen, day, span, due);
    }
    if let Some(shown) = by_log(system, &events, due) {
        return shown;
    }
    let off = || {
        let accounts = holding.accounts.iter();
        accounts.filter(|(_, a)| a.state.is_enabled() == Some(false))
    };
    let changed = off()
        .filter_map(|seen| Some((seen, audit.span(seen.1.changed)?)))
        .filter(|(_, span)| own(*span))
        .min_by_key(|(_, span)| *span);
    if let Some((seen, span)) = changed {
        return Shown {
            verdict: timed(span, due.deadline, system),
            cites: vec![cite(*seen)],
            untimed: false,
        };
    }
    // Off on a day that was over before the deadline: off in time, whenever that was.
    let early = off().find(|(source, _)| {
        day(*source).is_some_and(|(_, span)| before(span, due.deadline) == Ordered::InTime)
    });
    if let Some(seen) = early {
        return Shown {
            verdict: Verdict::InTime,
            cites: vec![cite(*seen)],
            untimed: false,
        };
    }
    let is_off = |(_, a): &Seen<'_>| a.state.is_enabled() == Some(false);
    Shown {
        untimed: !holding.accounts.is_empty() && holding.accounts.iter().all(is_off),
        verdict: Verdict::Open(open(audit, system, holding, due)),
        cites: holding
            .accounts
            .iter()
            .map(|seen| cite(*seen))
            .chain(events.first().map(|(s, e, _)| cite_event(*s, e)))
            .collect(),
    }
}

fn cite<'a>(seen: Seen<'a>) -> Cite<'a> {
    Cite::Record {
        file: seen.0.file,
        at: &seen.1.at,
    }
}

fn still_active<'a>(
    system: &str,
    seen: Seen<'a>,
    day: Date,
    span: (i64, i64),
    due: Due,
) -> Shown<'a> {
    let late = length(span.0 - due.deadline.1);
    let text = format!(
        "the account in {system} was still active on {day}, {late} after the deadline or more"
    );
    Shown {
        verdict: Verdict::Deviates(text),
        cites: vec![cite(seen)],
        untimed: false,
    }
}

/// What the logs say, if they say anything of it.
fn by_log<'a>(system: &str, events: &[Event<'a>], due: Due) -> Option<Shown<'a>> {
    let back_on = events
        .iter()
        .rfind(|(_, e, _)| matches!(e.kind, EventKind::Enabled | EventKind::Created));
    let removed = events.iter().find(|(_, e, span)| {
        matches!(e.kind, EventKind::Disabled | EventKind::Deleted)
            && back_on.is_none_or(|(_, _, on)| span.0 > on.1)
    });
    if let Some((source, event, span)) = removed {
        return Some(Shown {
            verdict: timed(*span, due.deadline, system),
            cites: vec![cite_event(*source, event)],
            untimed: false,
        });
    }
    let (source, event, span) = back_on?;
    (before(*span, due.deadline) == Ordered::Late).then(|| Shown {
        verdict: Verdict::Deviates(format!(
            "the account in {system} was enabled {} after the deadline",
            length(span.0 - due.deadline.1)
        )),
        cites: vec![cite_event(*source, event)],
        untimed: false,
    })
}

fn timed(at: (i64, i64), deadline: (i64, i64), system: &str) -> Verdict {
    match before(at, deadline) {
        Ordered::InTime => Verdict::InTime,
        Ordered::Late => Verdict::Deviates(format!(
            "access in {system} was taken away {} after the deadline",
            length(at.0 - deadline.1)
        )),
        Ordered::DependsOnZone => Verdict::Open(format!(
            "Whether access in {system} was taken away in time depends on the time zone; the company's zone would \
             decide."
        )),
    }
}

/// What the offboarding ticket says of an access that is off, nothing telling since when.
pub(super) fn by_ticket<'a>(
    system: &str,
    shown: Shown<'a>,
    (source, ticket, closed): Closed<'a>,
    due: Due,
) -> Shown<'a> {
    let verdict = match timed(closed, due.deadline, system) {
        Verdict::Deviates(text) => Verdict::Deviates(format!("{text}, as the ticket says")),
        Verdict::Open(text) => Verdict::Open(format!("{text} The ticket says it; no event does.")),
        Verdict::InTime => Verdict::InTime,
    };
    let mut cites = shown.cites;
    cites.push(Cite::Record {
        file: source.file,
        at: &ticket.at,
    });
    Shown {
        verdict,
        cites,
        untimed: false,
    }
}

/// Why nothing decides it, and what would.
fn open(audit: &Audit<'_>, system: &str, holding: &Holding<'_>, due: Due) -> String {
    let Some((source, account)) = holding.accounts.iter().max_by_key(|(s, _)| s.as_of) else {
        return format!(
            "A log shows that the person had an account in {system}; what became of it is not evidenced. A list of \
             its users, or a log that begins earlier or ends later, would decide."
        );
    };
    match (account.state.is_enabled(), source.as_of) {
        (Some(false), _) => format!(
            "Access in {system} is taken away; when is not evidenced. An event log of {system}, or the offboarding \
             ticket, would decide."
        ),
        (None, _) => format!(
            "The file does not say whether the account in {system} is active; a fresh export would decide."
        ),
        (Some(true), None) => format!(
            "On which day the file of {system} was made is not known; that day would decide."
        ),
        (Some(true), Some(day)) => {
            let span = audit.day_span(day);
            if due.back.is_some_and(|back| back <= span.1) {
                format!(
                    "The person came back before the file of {system} was made; an event log of {system} would decide."
                )
            } else if before(span, due.deadline) == Ordered::InTime {
                format!(
                    "The file of {system} shows {day}, before the deadline; a later export would decide."
                )
            } else {
                format!(
                    "The file of {system} shows {day}, the day of the deadline; a later export would decide."
                )
            }
        }
    }
}
