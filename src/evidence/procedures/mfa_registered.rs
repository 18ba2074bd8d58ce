//! Second factors by a list of registrations, which does not say who can sign in: the list of users does (TP-06).

use std::collections::BTreeMap;

use super::audit::{Audit, Source};
use super::orphan_accounts::not_a_person;
use crate::evidence::canonical::{Account, Registration};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;

/// One workpaper for each list of registrations.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let lists = audit
        .sources()
        .filter(|s| !s.records.registrations.is_empty());
    lists.map(|s| of_file(audit, s)).collect()
}

enum Verdict {
    InOrder,
    Out(&'static str),
    Deviates(&'static str),
    Open(&'static str),
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let mut draft = Draft::new(
        "mfa-enforced",
        source.file,
        format!(
            "Whether everybody who can sign in to {} had a second factor registered that the policy lets them use, on the day \
             of the file.",
            source.system
        ),
        "The list shows a second factor as registered, and the user as capable of using one.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    let mut users: BTreeMap<&str, (Source<'a>, &'a Account)> = BTreeMap::new();
    for (other, account) in audit.accounts().filter(|(s, _)| s.system == source.system) {
        // The latest list of users.
        let newer = |known: &(Source<'a>, &Account)| known.0.as_of < other.as_of;
        if users.get(account.login.as_str()).is_none_or(newer) {
            users.insert(&account.login, (other, account));
        }
    }
    for registration in &source.records.registrations {
        let item = Item::named(registration.at.row, None, registration.login.clone());
        let user = users.get(registration.login.as_str());
        let found = |text: &str| {
            let own = Cite::Record {
                file: source.file,
                at: &registration.at,
            };
            let user = user.map(|(source, account)| Cite::Record {
                file: source.file,
                at: &account.at,
            });
            Found {
                row: registration.at.row,
                text: text.to_owned(),
                assumed: false,
                cites: std::iter::once(own).chain(user).collect(),
            }
        };
        match verdict(registration, user.map(|(_, account)| *account)) {
            Verdict::InOrder => draft.in_order(item),
            Verdict::Out(reason) => draft.leave_out(reason),
            Verdict::Deviates(text) => draft.deviates(item, found(text)),
            Verdict::Open(text) => draft.open(item, found(text)),
        }
    }
    draft.limit(
        "The list shows whether a second factor is registered, not whether a policy asks for one at each sign-in; the policies \
         of conditional access, or the sign-ins, would show that.",
    );
    draft
}

fn verdict(registration: &Registration, user: Option<&Account>) -> Verdict {
    if registration.guest == Flag::Yes {
        return Verdict::Out("a guest, whose own organisation asks for the second factor");
    }
    // A service account is told by its name where the list of users is not there.
    let named = Account {
        login: registration.login.clone(),
        ..Account::default()
    };
    if let Some(reason) = not_a_person(user.unwrap_or(&named)) {
        return Verdict::Out(reason);
    }
    let enabled = user.and_then(|account| account.state.is_enabled());
    if enabled == Some(false) {
        return Verdict::Out("cannot be used: suspended or deactivated");
    }
    let wrong = match (registration.registered, registration.capable) {
        (Flag::Yes, Flag::Yes) => return Verdict::InOrder,
        (Flag::No, _) => "no second factor is registered",
        (Flag::Yes, Flag::No) => {
            "a second factor is registered, and the policy does not let the user use it"
        }
        (Flag::Yes, _) => {
            return Verdict::Open(
                "Whether the policy allows the second factor that is registered is not in the file; a fuller list would \
                 decide.",
            );
        }
        _ => {
            return Verdict::Open(
                "Whether a second factor is registered is not in the file; a fresh list would decide.",
            );
        }
    };
    match enabled {
        Some(_) => Verdict::Deviates(wrong),
        None => Verdict::Open(
            "The list shows no second factor that can be used, and not whether the account can be used; the list of users of \
             the same day would decide.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::evidence::procedures::tried::{counts, papers, terms};

    const USERS: &str = "userPrincipalName,displayName,userType,accountEnabled,id\nines@acme.example,Ines,Member,True,1\noff@acme.example,Off,Member,False,2\n";

    fn of(row: &str, users: &str) -> (u32, usize, usize, u32) {
        let list = format!(
            "User principal name,User type,Multifactor authentication capable,Multifactor authentication registered\n{row}\n"
        );
        let mut files = vec![("2026-11-10", list.as_str())];
        if !users.is_empty() {
            files.push(("2026-11-10", users));
        }
        let found = papers("mfa-enforced", &terms(), &files);
        assert_eq!(found.len(), 1);
        counts(&found[0])
    }

    #[test]
    fn registered_and_capable_differ() {
        let (good, bad, open, out) = ((1, 0, 0, 0), (1, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1));
        assert_eq!(of("ines@acme.example,Member,True,True", USERS), good);
        assert_eq!(of("Ines@acme.example,Member,False,True", USERS), bad);
        assert_eq!(of("ines@acme.example,Member,False,False", USERS), bad);
        assert_eq!(of("ines@acme.example,Member,,True", USERS), open);
        assert_eq!(of("ines@acme.example,Member,,", USERS), open);
        assert_eq!(of("off@acme.example,Member,False,False", USERS), out);
        assert_eq!(of("g@other.example,Guest,False,False", USERS), out);
        assert_eq!(of("svc-sync@acme.example,Member,False,False", ""), out);
        // Without the list of users nobody knows who can sign in.
        assert_eq!(of("ines@acme.example,Member,False,False", ""), open);
        assert_eq!(of("ines@acme.example,Member,True,True", ""), good);
    }
}
