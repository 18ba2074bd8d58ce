//! When access to one account was taken away, by the best source for it.

use super::holdings::Holding;
use super::spells::Due;
use super::still::Look;
use super::tickets::Closed;
use super::{Shown, Verdict, cite_event, length, still};
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Cite;
use crate::evidence::procedures::audit::{Audit, Ordered, Source, before};
use crate::evidence::procedures::lists::{Lists, Seen};

type Event<'a> = (Source<'a>, &'a AccountEvent, (i64, i64));

/// What the files show of one account of somebody who left. An account that is off and was used after the deadline had
/// not been taken away by then, whatever else says so.
pub(super) fn shown<'a>(
    audit: &Audit<'a>,
    lists: &Lists<'a>,
    system: &str,
    holding: &Holding<'a>,
    due: Due,
) -> Shown<'a> {
    let shown = by_best_source(audit, lists, system, holding, due);
    match shown.verdict {
        Verdict::Deviates(_) => shown,
        Verdict::InTime | Verdict::Open(_) => {
            let used = still::by_own_times(audit, lists, system, &holding.accounts, due, false);
            used.unwrap_or(shown)
        }
    }
}

fn by_best_source<'a>(
    audit: &Audit<'a>,
    lists: &Lists<'a>,
    system: &str,
    holding: &Holding<'a>,
    due: Due,
) -> Shown<'a> {
    let own = |span: (i64, i64)| due.is_own(span);
    let events: Vec<Event<'a>> = holding
        .events
        .iter()
        .filter(|(_, e, span)| own(*span) && e.succeeded != Flag::No)
        .copied()
        .collect();
    // A look at the account after the deadline outweighs whatever else is said, unless a newer list says otherwise.
    let looks = still::looks(audit, lists, &holding.accounts, due);
    let dispute = |look: &Look<'a>| lists.disputed(audit, look.seen, look.at, &holding.accounts);
    let clear = |dated: bool| {
        let mut of = looks.iter().filter(move |look| look.by.is_none() == dated);
        of.find(|look| dispute(look).is_none())
    };
    if let Some(look) = clear(true) {
        return still::active(system, *look, due);
    }
    if let Some(shown) = still::by_own_times(audit, lists, system, &holding.accounts, due, true) {
        return shown;
    }
    if let Some(look) = clear(false) {
        return still::active(system, *look, due);
    }
    if let Some(shown) = by_log(system, &events, due) {
        return shown;
    }
    let mut disputed = looks
        .iter()
        .filter_map(|look| Some([look.seen, dispute(look)?]));
    if let Some(pair) = disputed.next() {
        return contradicted(system, pair);
    }
    let off = || {
        let accounts = holding.accounts.iter();
        accounts.filter(|(_, a)| a.state.is_enabled() == Some(false))
    };
    let changed = off()
        .filter_map(|seen| Some((*seen, audit.span(seen.1.changed)?)))
        .filter(|(_, span)| own(*span))
        .min_by_key(|(_, span)| *span)
        .map(|(seen, span)| (seen, timed(span, due.deadline, system)));
    // Off on a day that was over before the deadline: off in time, whenever that was.
    let in_time = |source: Source<'a>| {
        let look = lists.of(source).filter(|look| look.by.is_none());
        look.is_some_and(|look| before(look.at, due.deadline) == Ordered::InTime)
    };
    let early = || {
        let seen = off().find(|(source, _)| in_time(*source));
        seen.map(|seen| (*seen, Verdict::InTime))
    };
    let mut shown = changed.or_else(early);
    if let Some((seen, Verdict::InTime | Verdict::Open(_))) = &shown {
        // Another row has it on, and its list may be the newer one. After a return that is no wonder.
        let on = holding.accounts.iter().filter(|(source, a)| {
            let look = lists.of(*source);
            a.state.is_enabled() == Some(true)
                && !lists.is_newer(seen.0, *source)
                && look.map_or(due.back.is_none(), |look| own(look.at))
        });
        let mut on: Vec<Seen<'a>> = on.copied().collect();
        on.sort_by_key(|(source, a)| (audit.name(*source), a.at.row));
        match on.first() {
            // What is newer decides, and it shows a day too early to do so.
            Some(other) if lists.is_newer(other.0, seen.0) => shown = None,
            Some(other) => return contradicted(system, [*seen, *other]),
            None => {}
        }
    }
    if let Some((seen, verdict)) = shown {
        return Shown {
            verdict,
            cites: vec![cite(seen)],
            untimed: false,
        };
    }
    let is_off = |(_, a): &Seen<'_>| a.state.is_enabled() == Some(false);
    Shown {
        untimed: !holding.accounts.is_empty() && holding.accounts.iter().all(is_off),
        verdict: Verdict::Open(open(audit, lists, system, holding, due)),
        cites: holding
            .accounts
            .iter()
            .map(|seen| cite(*seen))
            .chain(events.first().map(|(s, e, _)| cite_event(*s, e)))
            .collect(),
    }
}

/// Two rows that cannot both be right.
fn contradicted<'a>(system: &str, pair: [Seen<'a>; 2]) -> Shown<'a> {
    Shown {
        verdict: Verdict::Open(format!(
            "Two rows about the account in {system} contradict each other, and neither list is plainly the newer; an event \
             log of {system}, or the days on which the lists were made, would decide."
        )),
        cites: pair.map(cite).to_vec(),
        untimed: false,
    }
}

pub(super) fn cite<'a>(seen: Seen<'a>) -> Cite<'a> {
    Cite::Record {
        file: seen.0.file,
        at: &seen.1.at,
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
fn open(
    audit: &Audit<'_>,
    lists: &Lists<'_>,
    system: &str,
    holding: &Holding<'_>,
    due: Due,
) -> String {
    let newest = holding.accounts.iter().max_by_key(|(source, account)| {
        let made = lists.of(*source).map(|made| made.at);
        (source.as_of, made, audit.name(*source), account.at.row)
    });
    let Some((source, account)) = newest else {
        return format!(
            "A log shows that the person had an account in {system}; what became of it is not evidenced. A list of \
             its users, or a log that begins earlier or ends later, would decide."
        );
    };
    let later = match due.day(audit) {
        Some(day) => format!("a later export, made after {day}, would decide"),
        None => "a later export would decide".to_owned(),
    };
    let to_come = due.is_to_come(audit);
    let is_back = |moment: i64| due.back.is_some_and(|back| back <= moment);
    match (account.state.is_enabled(), source.as_of) {
        (Some(false), _) => format!(
            "Access in {system} is taken away; when is not evidenced. An event log of {system}, or the offboarding \
             ticket, would decide."
        ),
        (None, _) => format!(
            "The file does not say whether the account in {system} is active; a fresh export would decide."
        ),
        (Some(true), None) if to_come => format!(
            "The deadline for {system} lies after the day of the assessment, so no file made by then decides; {later}."
        ),
        (Some(true), None) if lists.of(*source).is_some_and(|made| is_back(made.at.1)) => {
            came_back(system)
        }
        (Some(true), None) => format!(
            "On which day the file of {system} was made is not known; that day would decide, if it lies after the \
             deadline{}.",
            match due.back {
                Some(_) => " and before the person came back",
                None => "",
            }
        ),
        (Some(true), Some(day)) => {
            let span = audit.day_span(day);
            if is_back(span.1) {
                came_back(system)
            } else if before(span, due.deadline) == Ordered::InTime {
                format!("The file of {system} shows {day}, before the deadline; {later}.")
            } else {
                format!("The file of {system} shows {day}, the day of the deadline; {later}.")
            }
        }
    }
}

fn came_back(system: &str) -> String {
    format!(
        "The person came back before the file of {system} was made; an event log of {system} would decide."
    )
}
