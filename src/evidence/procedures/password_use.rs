//! Passwords that nobody has used for long (TP-07), beside control AC-10.

use super::{Ground, contradiction, days};
use crate::date::Date;
use crate::evidence::credential_records::Account;
use crate::evidence::decode::values::{Flag, When};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Cell, Deviation, Undecided, Workpaper};

/// Days where a framework knows nothing of unused accounts (J): the commonest limit.
const USUAL_DAYS: u32 = 90;

/// The items are accounts with a password, the root account apart: its use is a matter of its own.
pub(super) fn run(ground: &Ground<'_>) -> (Workpaper, Vec<Item>) {
    let limit = ground.terms.policy_or("unused-days", USUAL_DAYS);
    let most = i64::from(limit.value);
    let assumed = limit.basis == Basis::Assumed;
    let objective = format!(
        "Whether each password was used within {}, counted back from the day of the file.",
        days(most)
    );
    let mut paper = ground.workpaper("password-use", objective);
    paper.observation = true;
    paper.parameters = vec![limit];
    let mut items = Vec::new();
    // A report that may be from before the window says nothing of it.
    let newest = ground.newest();
    let newest = newest.filter(|day| *day >= ground.terms.window_start);
    for holder in ground.holders.iter().filter(|h| !h.first.root) {
        let account = &holder.first;
        if account.password.value != Flag::Yes {
            continue;
        }
        paper.population += 1;
        items.push(Item::of(holder, None));
        if !holder.agree(|a| (a.password_used.value, a.password_changed.value)) {
            let cells = holder.cited().flat_map(cells).collect();
            let entry = contradiction(holder, "the use of the password", cells);
            paper.undecided.push(entry);
            continue;
        }
        match least(account, ground.as_of, newest, most) {
            Ok((idle, counted)) => {
                paper.tested += 1;
                if idle > most {
                    paper.deviations.push(Deviation {
                        row: account.row,
                        finding: format!("password not used for {}{counted}", days(idle)),
                        assumed,
                        cells: cells(account),
                    });
                }
            }
            Err(reason) => paper.undecided.push(Undecided {
                row: account.row,
                reason: reason.to_owned(),
                cells: cells(account),
            }),
        }
    }
    paper.limits.push(
        "No use on record also stands for a password that was last used before 20 October 2014."
            .to_owned(),
    );
    paper.limits.extend_from_slice(ground.limits);
    (paper, items)
}

/// Days for which the password lay unused, with what is said of how they were counted; or what would decide that.
///
/// * `newest`: the newest date in the file. A password only lies longer: what is too long by then is so on the file's own
///   day, where that is not known.
fn least(
    account: &Account,
    as_of: Option<Date>,
    newest: Option<Date>,
    most: i64,
) -> Result<(i64, String), &'static str> {
    if let (None, Some(day)) = (as_of, newest)
        && let Ok(idle) = idle(account, newest)
        && idle > most
    {
        let counted = format!(
            ", counted to {day}, the newest date in the file: the file's own day is no earlier"
        );
        return Ok((idle, counted));
    }
    idle(account, as_of).map(|idle| (idle, String::new()))
}

/// Days for which the password lay unused on the day of the file; or what would decide that.
fn idle(account: &Account, as_of: Option<Date>) -> Result<i64, &'static str> {
    let as_of = as_of.ok_or(
        "The day on which the file was made is not known; that day would decide how long the password lay unused.",
    )?;
    let since = match (account.password_used.value, account.password_changed.value) {
        (When::On(day), _) => day,
        // Never used: it lies there since it was set.
        (When::NoneRecorded, When::On(day)) => day,
        (When::NoneRecorded, _) => {
            return Err(
                "The file does not say since when there is the password; the column `password_last_changed` would decide.",
            );
        }
        (When::Unknown, _) => {
            return Err(
                "The file does not say when the password was last used; a fresh report would decide.",
            );
        }
    };
    if since > as_of {
        return Err(
            "A date of the password is later than the file's own day; a fresh report would decide.",
        );
    }
    Ok(as_of.days_after(since))
}

fn cells(account: &Account) -> Vec<Cell> {
    let read = [&account.password_used.cell, &account.password_changed.cell];
    read.into_iter().flatten().cloned().collect()
}
