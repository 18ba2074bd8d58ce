//! Accounts that can be used and belong to nobody on the roster (TP-02).

use super::audit::{Audit, Source};
use super::humans::{Human, Humans};
use crate::date::Date;
use crate::evidence::canonical::{Account, AccountKind};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::identity::local_part;

/// Id of the procedure.
const ID: &str = "orphan-accounts";

/// Local parts by which several people go together.
const SHARED: [&str; 24] = [
    "admin",
    "administrator",
    "root",
    "it",
    "support",
    "dev",
    "info",
    "team",
    "office",
    "sales",
    "marketing",
    "hr",
    "finance",
    "billing",
    "accounting",
    "contact",
    "hello",
    "help",
    "helpdesk",
    "ops",
    "security",
    "test",
    "shared",
    "guest",
];

enum Verdict {
    InOrder,
    Out(&'static str),
    Deviates(&'static str),
    Open(&'static str),
}

/// One workpaper for each list of accounts, where there is a roster.
pub(super) fn run<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    if humans.is_empty() {
        return Vec::new();
    }
    let addressed = audit
        .people()
        .any(|(_, p)| p.email.is_some() || p.number.is_some());
    let sources = audit
        .sources()
        .filter(|s| s.about.procedures.contains(&ID) && !s.records.accounts.is_empty());
    sources
        .map(|source| draft(audit, humans, source, addressed))
        .collect()
}

fn draft<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    source: Source<'a>,
    addressed: bool,
) -> Draft<'a> {
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether every account in {} that can be used belongs to one person who works here.",
            source.system
        ),
        "The address, login or number of the account is that of a person on the roster whose employment has not ended.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    for account in &source.records.accounts {
        let item = Item::named(account.at.row, None, account.login.clone());
        let found = |text: &str| Found {
            row: account.at.row,
            text: text.to_owned(),
            assumed: false,
            cites: vec![Cite::Record {
                file: source.file,
                at: &account.at,
            }],
        };
        match verdict(audit, humans, source, account, addressed) {
            Verdict::InOrder => draft.in_order(item),
            Verdict::Out(reason) => draft.leave_out(reason),
            Verdict::Deviates(text) => draft.deviates(item, found(text)),
            Verdict::Open(text) => draft.open(item, found(text)),
        }
    }
    draft.limit(
        "People are matched with accounts by address and number; a name alone matches nobody.",
    );
    draft.limit("Service accounts and bots are told by their kind or name; whether each has an owner is tested against their inventory.");
    draft
}

fn verdict(
    audit: &Audit<'_>,
    humans: &Humans<'_>,
    source: Source<'_>,
    account: &Account,
    addressed: bool,
) -> Verdict {
    match account.state.is_enabled() {
        Some(false) => return Verdict::Out("cannot be used: suspended or deactivated"),
        None => {
            return Verdict::Open(
                "The file does not say whether the account can be used; a fresh export would decide.",
            );
        }
        Some(true) => {}
    }
    if let Some(reason) = not_a_person(account) {
        return Verdict::Out(reason);
    }
    if account.kind == AccountKind::Guest {
        return Verdict::Out("a guest, whom another organisation employs");
    }
    if let Some(human) = humans.of_account(account).and_then(|h| humans.all.get(h)) {
        return of_human(audit, source, human);
    }
    if is_shared(account) {
        return Verdict::Deviates("enabled, and by its name used by several people together");
    }
    if !addressed {
        return Verdict::Open(
            "The roster has neither addresses nor numbers, so nobody can be matched; a roster with work addresses \
             would decide.",
        );
    }
    let named = account.name.as_ref().and_then(|n| humans.suggested(n));
    if named.is_some() {
        return Verdict::Open(
            "No address or number on the roster is that of the account, but one person has the same name; that \
             person's logins would decide.",
        );
    }
    Verdict::Deviates("enabled, and of nobody on the roster")
}

/// Why an account is that of no person, if it is.
pub(super) fn not_a_person(account: &Account) -> Option<&'static str> {
    match account.kind {
        AccountKind::Root => return Some("the root account, which has tests of its own"),
        AccountKind::Bot => return Some("a bot, by what the file says"),
        AccountKind::Service => return Some("a service account, by what the file says"),
        AccountKind::Human | AccountKind::Guest | AccountKind::Unknown => {}
    }
    let by_name = is_service(local_part(&account.login))
        || account
            .email
            .as_ref()
            .is_some_and(|email| is_service(local_part(email)));
    by_name.then_some("a service account or bot, by its name")
}

/// Whether a local part is one that people give to machines.
fn is_service(local: &str) -> bool {
    const BEGINS: [&str; 10] = [
        "svc-", "svc_", "svc.", "sa-", "sa_", "service-", "service_", "service.", "bot-", "bot_",
    ];
    const ENDS: [&str; 6] = ["-bot", "_bot", ".bot", "[bot]", "-svc", "_svc"];
    const WHOLE: [&str; 6] = [
        "bot",
        "noreply",
        "no-reply",
        "donotreply",
        "do-not-reply",
        "mailer-daemon",
    ];
    BEGINS.iter().any(|b| local.starts_with(b))
        || ENDS.iter().any(|e| local.ends_with(e))
        || WHOLE.contains(&local)
}

fn is_shared(account: &Account) -> bool {
    let email = account.email.as_ref();
    let local = local_part(email.unwrap_or(&account.login));
    SHARED.contains(&local) || SHARED.contains(&local_part(&account.login))
}

/// What is to be said of an account of somebody whom the roster knows.
fn of_human(audit: &Audit<'_>, source: Source<'_>, human: &Human<'_>) -> Verdict {
    let shown = source.as_of.unwrap_or(audit.terms.as_of);
    let mut last: Option<Date> = None;
    let (mut here, mut to_come, mut untold) = (false, false, false);
    for (_, person) in &human.rows {
        let begun = match audit.day(person.start) {
            Some(start) => start <= shown,
            None => true,
        };
        match (person.end.time, audit.day(person.end)) {
            (_, Some(end)) if end < shown => last = last.max(Some(end)),
            (Time::Nothing, _) if person.active == Flag::No => untold = true,
            (Time::Nothing, _) | (_, Some(_)) => {
                here |= begun;
                to_come |= !begun;
            }
            (_, None) => untold = true,
        }
    }
    match last {
        _ if here => Verdict::InOrder,
        _ if untold => Verdict::Open(
            "The roster does not say when the person's employment ended, or whether it did; the last day would decide.",
        ),
        _ if to_come => Verdict::Out("of somebody whose employment has not begun"),
        Some(end) if end < audit.terms.window_start => {
            Verdict::Deviates("enabled for somebody who left before the window")
        }
        _ => Verdict::Out(
            "of somebody who left in the window or after it: leaver-access tests those",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_told_by_their_names() {
        for name in [
            "svc-deploy-1",
            "sa-backup",
            "ci-bot",
            "noreply",
            "renovate[bot]",
        ] {
            assert!(is_service(name), "{name}");
        }
        for name in ["sandra", "abbot", "svc", "botho.strauss", "salim"] {
            assert!(!is_service(name), "{name}");
        }
        let shared = |login: &str| {
            is_shared(&Account {
                login: login.to_owned(),
                ..Account::default()
            })
        };
        assert!(shared("info@acme.example") && shared("root"));
        assert!(!shared("infante@acme.example"));
    }
}
