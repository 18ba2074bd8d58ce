//! A second factor registered and enforced for everybody who signs in by password (TP-06).

use super::audit::{Audit, Source};
use super::orphan_accounts::not_a_person;
use crate::evidence::canonical::Account;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
const ID: &str = "mfa-enforced";

enum Verdict {
    InOrder,
    Out(&'static str),
    Deviates(&'static str),
    Open(&'static str),
}

/// One workpaper for each list of accounts that tells about second factors.
pub(super) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let tells = |source: &Source<'_>| {
        let accounts = &source.records.accounts;
        source.about.procedures.contains(&ID)
            && accounts
                .iter()
                .any(|a| matches!(a.mfa, Flag::Yes | Flag::No))
    };
    audit.sources().filter(tells).map(draft).collect()
}

fn draft(source: Source<'_>) -> Draft<'_> {
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether everybody who can sign in to {} by password had a second factor registered, and enforced where \
             the file tells that, on the day of the file.",
            source.system
        ),
        "The file shows a second factor as registered and does not show it as not enforced.",
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
        match verdict(account) {
            Verdict::InOrder => draft.in_order(item),
            Verdict::Out(reason) => draft.leave_out(reason),
            Verdict::Deviates(text) => draft.deviates(item, found(text)),
            Verdict::Open(text) => draft.open(item, found(text)),
        }
    }
    let accounts = &source.records.accounts;
    if accounts
        .iter()
        .any(|a| a.mfa_enforced == Flag::NotSupported)
    {
        draft.limit(
            "The file shows whether a second factor is registered, not whether one is enforced; an export of the \
             policy would show that.",
        );
    }
    draft
}

fn verdict(account: &Account) -> Verdict {
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
    if account.password == Flag::No {
        return Verdict::Out(
            "signs in through another system, whose second factor is tested there",
        );
    }
    match (account.mfa, account.mfa_enforced) {
        (Flag::No, Flag::Yes) => {
            Verdict::Deviates("no second factor is registered, although one is enforced")
        }
        (Flag::No, _) => Verdict::Deviates("no second factor is registered"),
        (Flag::Yes, Flag::Yes | Flag::NotSupported) => Verdict::InOrder,
        (Flag::Yes, Flag::No) => {
            Verdict::Deviates("a second factor is registered, but not enforced")
        }
        (Flag::Yes, Flag::Unknown) => Verdict::Open(
            "The file does not say whether the second factor is enforced; an export of the policy would decide.",
        ),
        (Flag::Unknown | Flag::NotSupported, _) => Verdict::Open(
            "The file does not say whether a second factor is registered; an export by an owner of the system would \
             decide.",
        ),
    }
}
