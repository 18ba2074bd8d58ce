//! Keys and use of the root account; control AC-08.

use super::{Ground, contradiction};
use crate::date::Date;
use crate::evidence::credential_records::{Account, Credential, Read};
use crate::evidence::decode::values::{Flag, When};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Cell, Deviation, Span, Undecided, Workpaper};

/// The item is the root account of each AWS account in the file, one as a rule.
pub(super) fn run(ground: &Ground<'_>) -> (Workpaper, Vec<Item>) {
    let (start, end) = (ground.terms.window_start, ground.terms.window_end);
    let objective = format!(
        "Whether the root account has no active access key and was not used from {start} to {end}."
    );
    let mut paper = ground.workpaper("root-use", objective);
    paper.window = Some(Span { start, end });
    let mut outside = Vec::new();
    let mut items = Vec::new();
    for holder in ground.holders.iter().filter(|holder| holder.first.root) {
        paper.population += 1;
        items.push(Item::of(holder, None));
        let account = &holder.first;
        if !holder.agree(facts) {
            let cells = holder.cited().flat_map(cells).collect();
            paper.undecided.push(contradiction(
                holder,
                "keys or use of the root account",
                cells,
            ));
            continue;
        }
        let seen = look(ground, account);
        outside.extend(seen.outside);
        match (seen.findings.is_empty(), seen.open) {
            (true, Some(reason)) => paper.undecided.push(Undecided {
                row: account.row,
                reason,
                cells: cells(account),
            }),
            (true, None) => paper.tested += 1,
            (false, _) => {
                paper.tested += 1;
                paper.deviations.push(Deviation {
                    row: account.row,
                    finding: seen.findings.join("; "),
                    assumed: false,
                    cells: cells(account),
                });
            }
        }
    }
    outside.sort_unstable();
    outside.dedup();
    limits(ground, &mut paper, &outside);
    (paper, items)
}

/// What the row of a root account shows.
struct Seen {
    findings: Vec<String>,
    /// Why the rest stays open, if it does.
    open: Option<String>,
    /// Days of use outside the window.
    outside: Vec<Date>,
}

fn look(ground: &Ground<'_>, account: &Account) -> Seen {
    let (start, end) = (ground.terms.window_start, ground.terms.window_end);
    let mut seen = Seen {
        findings: Vec::new(),
        open: None,
        outside: Vec::new(),
    };
    for key in &account.keys {
        match key.active.value {
            Flag::Yes => seen
                .findings
                .push(format!("access key {} is active", key.number)),
            Flag::No => {}
            Flag::NotSupported | Flag::Unknown => {
                seen.open = Some(format!(
                    "The file does not say whether access key {} of the root account is active; a \
                     fresh report would decide.",
                    key.number
                ));
            }
        }
    }
    for (what, used) in uses(account) {
        match used {
            When::On(day) if ground.is_later(day) => {
                seen.open = Some(format!(
                    "The {what} has the date {day}, which is later than the file's own day; a \
                     fresh report would decide."
                ));
            }
            When::On(day) if (start..=end).contains(&day) => {
                seen.findings
                    .push(format!("{what} used on {day}, inside the window"));
            }
            // The file's days are those of UTC, and the window's those of the company.
            When::On(day) if ground.is_edge(day) => {
                seen.open = Some(format!(
                    "The {what} was used on {day} in UTC, which may be a day of the window where the company is; the \
                     sign-in events of that day would decide."
                ));
            }
            When::On(day) => {
                seen.outside.push(day);
                if day > end {
                    // A report keeps the last use alone.
                    seen.open = Some(format!(
                        "The {what} was used on {day}, after the window, and the file keeps the \
                         last use only; a report made on the last day of the window would decide."
                    ));
                }
            }
            When::NoneRecorded => {}
            When::Unknown => {
                seen.open = Some(format!(
                    "The file does not say when the {what} was last used; the sign-in events of \
                     the window would decide."
                ));
            }
        }
    }
    match ground.as_of {
        None => {
            seen.open.get_or_insert_with(|| {
                "The day on which the file was made is not known; that day would decide how much \
                 of the window it shows."
                    .to_owned()
            });
        }
        Some(as_of) if as_of < start => {
            seen.open.get_or_insert_with(|| {
                format!(
                    "The file shows {as_of}, before the window starts; a report made inside the \
                     window would decide."
                )
            });
        }
        Some(_) => {}
    }
    seen
}

/// Each way in and when it was last used.
fn uses(account: &Account) -> Vec<(String, When)> {
    let mut uses = vec![("root password".to_owned(), account.password_used.value)];
    for key in &account.keys {
        // Where there is no key, a missing date of use leaves nothing open.
        let no_key = key.active.value == Flag::No && key.rotated.value == When::NoneRecorded;
        if !(no_key && key.used.value == When::Unknown) {
            uses.push((format!("root access key {}", key.number), key.used.value));
        }
    }
    uses
}

fn facts(account: &Account) -> (When, Vec<(Flag, When, When)>) {
    let key = |key: &Credential| (key.active.value, key.rotated.value, key.used.value);
    (
        account.password_used.value,
        account.keys.iter().map(key).collect(),
    )
}

fn cells(account: &Account) -> Vec<Cell> {
    let cell = |read: &Read<When>| read.cell.clone();
    let mut cells: Vec<Cell> = cell(&account.password_used).into_iter().collect();
    for key in &account.keys {
        cells.extend(key.active.cell.clone());
        cells.extend(cell(&key.used));
    }
    cells
}

fn limits(ground: &Ground<'_>, paper: &mut Workpaper, outside: &[Date]) {
    let (start, end) = (ground.terms.window_start, ground.terms.window_end);
    let mut say = |text: String| paper.limits.push(text);
    say(
        "The report keeps the last use of a password or key only, and nothing of keys that were \
         deleted; the sign-in events of the window would show each use."
            .to_owned(),
    );
    if !ground.holders.iter().any(|holder| holder.first.root) {
        say("The file has no row for the root account, so nothing was tested.".to_owned());
    }
    if let Some(as_of) = ground.as_of.filter(|as_of| (start..end).contains(as_of)) {
        say(format!(
            "The file shows use up to {as_of}; the window runs to {end}."
        ));
    }
    for day in outside {
        let side = if *day < start { "before" } else { "after" };
        say(format!(
            "The root account was last used on {day}, {side} the window."
        ));
    }
    paper.limits.extend_from_slice(ground.limits);
}
