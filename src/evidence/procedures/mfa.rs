//! Second factor on each account that signs in by password; control AC-02.

use super::{Ground, contradiction};
use crate::evidence::credential_records::{Account, Holder};
use crate::evidence::decode::values::Flag;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Cell, Deviation, Excluded, Undecided, Workpaper};

/// What is to be said of one account.
enum Verdict {
    NoPassword,
    InOrder,
    Deviates(&'static str),
    Open(&'static str),
}

/// The items are accounts: the root account always, others when they have a password.
pub(super) fn run(ground: &Ground<'_>) -> (Workpaper, Vec<Item>) {
    let objective = "Whether each account that can sign in with a password, and the root account \
                     in any case, had a second factor active on the day of the file.";
    let mut paper = ground.workpaper("mfa", objective.to_owned());
    let mut without_password = 0;
    let mut items = Vec::new();
    for holder in ground.holders {
        paper.population += 1;
        if !holder.agree(|account| (account.password.value, account.mfa.value)) {
            items.push(Item::of(holder, None));
            let cells = holder.cited().flat_map(cells).collect();
            paper
                .undecided
                .push(contradiction(holder, "password or second factor", cells));
            continue;
        }
        let account = &holder.first;
        let verdict = verdict(account);
        if !matches!(verdict, Verdict::NoPassword) {
            items.push(Item::of(holder, None));
        }
        match verdict {
            Verdict::NoPassword => without_password += 1,
            Verdict::InOrder => paper.tested += 1,
            Verdict::Deviates(finding) => {
                paper.tested += 1;
                paper.deviations.push(Deviation {
                    row: account.row,
                    finding: finding.to_owned(),
                    assumed: false,
                    cells: cells(account),
                });
            }
            Verdict::Open(reason) => paper.undecided.push(Undecided {
                row: account.row,
                reason: reason.to_owned(),
                cells: cells(account),
            }),
        }
    }
    if without_password > 0 {
        paper.excluded.push(Excluded {
            reason: "no password, so no sign-in to protect".to_owned(),
            count: without_password,
        });
    }
    paper.limits.push(
        "The report shows that a second factor was active on one day, not that one is enforced."
            .to_owned(),
    );
    paper
        .limits
        .push("People who come in through single sign-on do not appear in this report.".to_owned());
    if !ground.holders.iter().any(is_root) {
        paper.limits.push(
            "The file has no row for the root account, so its second factor was not seen."
                .to_owned(),
        );
    }
    paper.limits.extend_from_slice(ground.limits);
    (paper, items)
}

fn is_root(holder: &Holder) -> bool {
    holder.first.root
}

fn verdict(account: &Account) -> Verdict {
    match (account.root, account.password.value, account.mfa.value) {
        (true, _, Flag::Yes) => Verdict::InOrder,
        // New member accounts of an organisation have no root password at all.
        (true, Flag::No, Flag::No) => Verdict::Open(
            "The root account is shown without a password and without a second factor; whether \
             the organisation manages root access centrally (`aws iam \
             list-organizations-features`) would decide.",
        ),
        (true, _, Flag::No) => Verdict::Deviates("root account without a second factor"),
        (true, _, _) => Verdict::Open(
            "The file does not say whether the root account has a second factor; a fresh report \
             would decide.",
        ),
        (false, Flag::No, _) => Verdict::NoPassword,
        (false, Flag::Yes, Flag::Yes) => Verdict::InOrder,
        (false, Flag::Yes, Flag::No) => Verdict::Deviates("password without a second factor"),
        (false, Flag::Yes, _) => Verdict::Open(
            "The file does not say whether the account has a second factor; a fresh report would \
             decide.",
        ),
        (false, _, _) => Verdict::Open(
            "The file does not say whether the account has a password; a fresh report would \
             decide.",
        ),
    }
}

fn cells(account: &Account) -> Vec<Cell> {
    [&account.password.cell, &account.mfa.cell]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
}
