//! Access of leavers taken away in time, and none used after it (TP-01, TP-03).

use super::audit::{Audit, HOUR, Lies, Ordered, Source, before};
use super::humans::Humans;
use crate::evidence::canonical::{
    Account, AccountEvent, AccountState, At, EventKind, Person, Show,
};
use crate::evidence::decode::times::Time;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::Basis;

/// Id of the procedure.
pub(super) const ID: &str = "leaver-access";

/// What the files show of one account of a leaver.
struct Shown<'a> {
    /// How it went.
    verdict: Verdict,
    cites: Vec<Cite<'a>>,
}

enum Verdict {
    InTime,
    /// Why it deviates.
    Deviates(String),
    /// Why it is open and what would decide it.
    Open(String),
}

/// One item for each spell of employment that ended in the window.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Option<Draft<'a>> {
    let roster = audit.people().next()?.0;
    audit.accounts().next()?;
    let sla = audit.terms.policy_or("leaver-sla-hours", 24);
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        roster.file,
        format!(
            "Whether the access of everybody who left from {} to {} was taken away within {} hours of the end of their \
             last day, and not used after that.",
            window.start, window.end, sla.value
        ),
        "Every account of the leaver was disabled or deleted by then, by the time that a system recorded.",
    );
    draft.window = Some(window);
    draft.parameters = vec![sla.clone()];
    let accounts = accounts_of(audit, humans);
    let events = events_of(audit, humans);
    for (place, human) in humans.all.iter().enumerate() {
        for (source, person) in &human.rows {
            let Some(deadline) = leaves(audit, person, i64::from(sla.value), &mut draft) else {
                continue;
            };
            // Somebody who came back has accounts again; only what happened before that counts.
            let back = human
                .rows
                .iter()
                .filter_map(|(_, other)| audit.span(other.start))
                .map(|(start, _)| start)
                .filter(|start| *start > deadline.0 - i64::from(sla.value) * HOUR)
                .min();
            let own = accounts.get(place).map_or(&[][..], Vec::as_slice);
            if own.is_empty() {
                draft.leave_out("no account found in the files, by address or number");
                continue;
            }
            let events = events.get(place).map_or(&[][..], Vec::as_slice);
            let shown: Vec<Shown<'_>> = own
                .iter()
                .map(|(s, account)| look(audit, *s, account, events, deadline, back))
                .collect();
            let item = Item::named(person.at.row, None, identity(person));
            conclude(&mut draft, *source, person, item, shown, sla.basis);
        }
    }
    limits(audit, &mut draft);
    Some(draft)
}

fn identity(person: &Person) -> String {
    let known = person.email.as_ref().or(person.number.as_ref());
    known.or(person.name.as_ref()).cloned().unwrap_or_default()
}

/// The deadline of somebody who left in the window, as first and last instant that it may be.
fn leaves(
    audit: &Audit<'_>,
    person: &Person,
    hours: i64,
    draft: &mut Draft<'_>,
) -> Option<(i64, i64)> {
    let end = person.end;
    match end.time {
        Time::Nothing => return None,
        Time::Unreadable | Time::Slashed { .. } => {
            draft.limit("Rows whose last day cannot be read are not in the population.");
            return None;
        }
        _ => {}
    }
    if audit.in_window(end) != Lies::Inside {
        return None;
    }
    let (low, high) = audit.end_of_day(end)?;
    if audit.day(end).is_some_and(|day| day > audit.terms.as_of) {
        draft.leave_out("last day after the day of the assessment");
        return None;
    }
    Some((low + hours * HOUR, high + hours * HOUR))
}

type Accounts<'a> = Vec<(Source<'a>, &'a Account)>;

fn accounts_of<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Accounts<'a>> {
    let mut found: Vec<Accounts<'a>> = humans.all.iter().map(|_| Vec::new()).collect();
    for (source, account) in audit.accounts() {
        let place = humans.of_account(account);
        if let Some(list) = place.and_then(|p| found.get_mut(p)) {
            list.push((source, account));
        }
    }
    found
}

type Events<'a> = Vec<(Source<'a>, &'a AccountEvent)>;

fn events_of<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Events<'a>> {
    let mut found: Vec<Events<'a>> = humans.all.iter().map(|_| Vec::new()).collect();
    for (source, event) in audit.events() {
        let place = humans.of_login(&event.subject);
        if let Some(list) = place.and_then(|p| found.get_mut(p)) {
            list.push((source, event));
        }
    }
    found
}

/// What the files show of one account.
fn look<'a>(
    audit: &Audit<'a>,
    source: Source<'a>,
    account: &'a Account,
    events: &[(Source<'a>, &'a AccountEvent)],
    deadline: (i64, i64),
    back: Option<i64>,
) -> Shown<'a> {
    let mut cites = vec![Cite::Record {
        file: source.file,
        at: &account.at,
    }];
    let here: Vec<_> = events
        .iter()
        .filter(|(s, _)| s.system == source.system)
        .filter_map(|(s, e)| Some((*s, *e, audit.span(e.at)?)))
        .filter(|(_, _, span)| back.is_none_or(|back| span.1 < back))
        .collect();
    // Use first: it weighs more than an account that merely stayed.
    if let Some(used) = used_after(audit, account, &here, deadline, back) {
        cites.extend(used.1);
        return Shown {
            verdict: Verdict::Deviates(used.0),
            cites,
        };
    }
    if let Some((event, span)) = removal(&here) {
        cites.push(cite_event(event.0, event.1));
        return Shown {
            verdict: timed(span, deadline, source),
            cites,
        };
    }
    let before_return = |(_, last): (i64, i64)| back.is_none_or(|back| last < back);
    let disabled = account.state.is_enabled() == Some(false);
    let changed = audit
        .span(account.changed)
        .filter(|span| before_return(*span));
    if let (true, Some(span)) = (disabled, changed) {
        return Shown {
            verdict: timed(span, deadline, source),
            cites,
        };
    }
    Shown {
        verdict: by_state(audit, source, account, deadline, back),
        cites,
    }
}

/// The earliest time at which access was taken away for good.
fn removal<'e, 'a>(
    events: &'e [(Source<'a>, &'a AccountEvent, (i64, i64))],
) -> Option<((Source<'a>, &'a AccountEvent), (i64, i64))> {
    let last_back = events
        .iter()
        .filter(|(_, e, _)| matches!(e.kind, EventKind::Enabled | EventKind::Created))
        .map(|(_, _, span)| span.1)
        .max();
    events
        .iter()
        .filter(|(_, e, _)| matches!(e.kind, EventKind::Disabled | EventKind::Deleted))
        .filter(|(_, _, span)| last_back.is_none_or(|back| span.0 > back))
        .min_by_key(|(_, _, span)| span.0)
        .map(|(s, e, span)| ((*s, *e), *span))
}

fn timed(at: (i64, i64), deadline: (i64, i64), source: Source<'_>) -> Verdict {
    match before(at, deadline) {
        Ordered::InTime => Verdict::InTime,
        Ordered::Late => Verdict::Deviates(format!(
            "access in {} was taken away {} after the deadline",
            source.system,
            length(at.0 - deadline.1)
        )),
        Ordered::DependsOnZone => Verdict::Open(format!(
            "Whether access in {} was taken away in time depends on the time zone; the company's zone would decide.",
            source.system
        )),
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

fn by_state(
    audit: &Audit<'_>,
    source: Source<'_>,
    account: &Account,
    deadline: (i64, i64),
    back: Option<i64>,
) -> Verdict {
    let system = source.system;
    match account.state {
        AccountState::Suspended | AccountState::Deprovisioned => Verdict::Open(format!(
            "Access in {system} is taken away; when is not evidenced. An event log of {system}, or the offboarding \
             ticket, would decide."
        )),
        AccountState::Unknown => Verdict::Open(format!(
            "The file does not say whether the account in {system} is active; a fresh export would decide."
        )),
        AccountState::Active | AccountState::Pending => {
            let Some(day) = source.as_of else {
                return Verdict::Open(format!(
                    "On which day the file of {system} was made is not known; that day would decide."
                ));
            };
            let shown = audit.day_span(day);
            if back.is_some_and(|back| back <= shown.1) {
                return Verdict::Open(format!(
                    "The person came back before the file of {system} was made; an event log of {system} would decide."
                ));
            }
            match before(shown, deadline) {
                Ordered::Late => Verdict::Deviates(format!(
                    "the account in {system} was still active on {day}, {} after the deadline or more",
                    length(shown.0 - deadline.1)
                )),
                _ => Verdict::Open(format!(
                    "The file of {system} shows {day}, on or before the deadline; a later export would decide."
                )),
            }
        }
    }
}

/// Use of an account after the deadline.
fn used_after<'a>(
    audit: &Audit<'a>,
    account: &Account,
    events: &[(Source<'a>, &'a AccountEvent, (i64, i64))],
    deadline: (i64, i64),
    back: Option<i64>,
) -> Option<(String, Vec<Cite<'a>>)> {
    let late = |span: (i64, i64)| before(span, deadline) == Ordered::Late;
    let sign_in = events.iter().find(|(_, e, span)| {
        e.kind == EventKind::SignedIn
            && e.succeeded != crate::evidence::decode::values::Flag::No
            && late(*span)
    });
    if let Some((source, event, _)) = sign_in {
        let text = format!("signed in to {} after the deadline", source.system);
        return Some((text, vec![cite_event(*source, event)]));
    }
    let span = audit.span(account.last_login)?;
    let own_time = back.is_none_or(|back| span.1 < back);
    (own_time && late(span)).then(|| ("last signed in after the deadline".to_owned(), Vec::new()))
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

/// Puts the accounts of one leaver together: one that deviates decides, then one that is open.
fn conclude<'a>(
    draft: &mut Draft<'a>,
    source: Source<'a>,
    person: &'a Person,
    item: Item,
    shown: Vec<Shown<'a>>,
    basis: Basis,
) {
    let at: &'a At = &person.at;
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    let mut cites = vec![Cite::Record {
        file: source.file,
        at,
    }];
    let mut open_cites = cites.clone();
    for account in shown {
        match account.verdict {
            Verdict::InTime => {}
            Verdict::Deviates(text) => {
                findings.push(text);
                cites.extend(account.cites);
            }
            Verdict::Open(text) => {
                open.push(text);
                open_cites.extend(account.cites);
            }
        }
    }
    // The same may be so in several files of one system.
    findings.dedup();
    open.dedup();
    let row = at.row;
    let assumed = basis == Basis::Assumed;
    if !findings.is_empty() {
        let text = findings.join("; ");
        draft.deviates(
            item,
            Found {
                row,
                text,
                assumed,
                cites,
            },
        );
    } else if !open.is_empty() {
        let text = open.join(" ");
        draft.open(
            item,
            Found {
                row,
                text,
                assumed: false,
                cites: open_cites,
            },
        );
    } else {
        draft.in_order(item);
    }
}

fn limits(audit: &Audit<'_>, draft: &mut Draft<'_>) {
    use crate::evidence::canonical::Employment;
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
