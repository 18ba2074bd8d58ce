//! Sign-ins with one factor alone: candidates for an exception (TP-06). Decides nothing.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::audit::{Audit, Lies, Source};
use crate::evidence::canonical::{AccountEvent, AccountKind, EventKind, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;

/// What the log shows of one account.
#[derive(Default)]
struct Seen<'a> {
    first_row: u32,
    /// The first sign-in with one factor alone, and how many there were.
    single: Option<&'a AccountEvent>,
    count: u32,
}

/// One workpaper for each log that tells with how many factors somebody signed in.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let tells = |source: &Source<'_>| {
        let mut events = source.records.account_events.iter();
        events.any(|e| matches!(e.second_factor, Flag::Yes | Flag::No))
    };
    let sources = audit.sources().filter(tells);
    sources.map(|source| draft(audit, source)).collect()
}

fn draft<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        "mfa-sign-ins",
        source.file,
        format!(
            "Whether anybody signed in to {} with one factor alone from {} to {}.",
            source.system, window.start, window.end
        ),
        "Every sign-in of a member that came to pass asked for a second factor.",
    );
    draft.observation = true;
    draft.window = Some(window);
    source.system.clone_into(&mut draft.system);
    let guests: Vec<&str> = audit
        .accounts()
        .filter(|(s, a)| s.system == source.system && a.kind == AccountKind::Guest)
        .map(|(_, a)| a.login.as_str())
        .collect();
    for (login, seen) in by_account(audit, source) {
        if guests.contains(&login) {
            draft.leave_out("a guest, whom another organisation employs");
            continue;
        }
        let item = Item::named(seen.first_row, None, login.to_owned());
        let Some(event) = seen.single else {
            draft.in_order(item);
            continue;
        };
        let times = match seen.count {
            1 => "once".to_owned(),
            n => format!("{n} times"),
        };
        let cell = |column, text: String, show| Cite::Cell {
            file: source.file,
            row: event.row,
            column,
            text,
            show,
        };
        let signed_in = format!("signed in {}", event.at.time.words());
        draft.deviates(
            item,
            Found {
                row: event.row,
                text: format!(
                    "signed in {times} with one factor alone: a candidate for an exception"
                ),
                assumed: false,
                cites: vec![
                    cell("user", login.to_owned(), Show::Person),
                    cell("event", signed_in, Show::Text),
                ],
            },
        );
    }
    draft.limit("A policy may ask for a second factor less often than at every sign-in; it, and the exceptions that were approved, tell which of these are meant.");
    draft
}

/// The accounts that signed in inside the window, with what tells about their factors.
fn by_account<'a>(audit: &Audit<'a>, source: Source<'a>) -> BTreeMap<&'a str, Seen<'a>> {
    let mut found: HashMap<&str, Seen<'_>, FixedState> = HashMap::default();
    for event in &source.records.account_events {
        let told = matches!(event.second_factor, Flag::Yes | Flag::No);
        let counts = event.kind == EventKind::SignedIn && event.succeeded == Flag::Yes && told;
        if !counts || audit.in_window(event.at) != Lies::Inside {
            continue;
        }
        let seen = found.entry(&event.subject).or_default();
        if seen.first_row == 0 || event.row < seen.first_row {
            seen.first_row = event.row;
        }
        if event.second_factor == Flag::No {
            seen.count = seen.count.saturating_add(1);
            let key = |e: &AccountEvent| (audit.span(e.at), e.row);
            if seen.single.is_none_or(|known| key(event) < key(known)) {
                seen.single = Some(event);
            }
        }
    }
    found.into_iter().collect()
}
