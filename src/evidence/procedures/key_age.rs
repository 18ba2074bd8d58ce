//! Age and use of each active access key; control AC-10.

use super::{Ground, contradiction, days};
use crate::date::Date;
use crate::evidence::credential_records::{Account, Credential, Holder};
use crate::evidence::decode::values::{Flag, When};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Deviation, Excluded, Parameter, Undecided, Workpaper};

/// Days for a limit that a framework knows nothing of (J): the commonest limit for keys and unused accounts.
const USUAL_DAYS: u32 = 90;

/// The items are access keys. Days are counted between dates in UTC, back from
/// the day of the file.
pub(super) fn run(ground: &Ground<'_>) -> (Workpaper, Vec<Item>) {
    let (max_age, max_idle) = limits_of(ground);
    let objective = format!(
        "Whether each active access key was at most {} old and in use within {}, counted back \
         from the day of the file.",
        days(max_age.value.into()),
        days(max_idle.value.into())
    );
    let mut paper = ground.workpaper("key-age", objective);
    paper.parameters = vec![max_age, max_idle];
    let mut inactive = 0;
    let mut items = Vec::new();
    let newest = ground.newest();
    for holder in ground.holders {
        for key in &holder.first.keys {
            if item((ground, newest), holder, key, &mut paper, &mut inactive) {
                items.push(Item::of(holder, Some(key.number)));
            }
        }
    }
    if inactive > 0 {
        let reason = "inactive key, which opens nothing".to_owned();
        paper.excluded.push(Excluded {
            reason,
            count: inactive,
        });
    }
    limits(ground, &mut paper);
    (paper, items)
}

/// Most days that a key may be old, and may go unused.
fn limits_of(ground: &Ground<'_>) -> (Parameter, Parameter) {
    let terms = ground.terms;
    (
        terms.policy_or("key-max-age-days", USUAL_DAYS),
        terms.policy_or("unused-days", USUAL_DAYS),
    )
}

/// One key, or the empty place of one; whether it can be drawn.
fn item(
    (ground, newest): (&Ground<'_>, Option<Date>),
    holder: &Holder,
    key: &Credential,
    paper: &mut Workpaper,
    inactive: &mut u32,
) -> bool {
    let same_place: Vec<&Credential> = holder
        .rows()
        .filter_map(|account| of_number(account, key.number))
        .collect();
    if same_place.iter().all(|key| key.active.value == Flag::No) {
        // A key that was made and switched off has a date; an empty place has none.
        if same_place
            .iter()
            .any(|key| matches!(key.rotated.value, When::On(_)))
        {
            paper.population += 1;
            *inactive += 1;
        }
        return false;
    }
    paper.population += 1;
    if !holder.agree(|account| of_number(account, key.number).map(facts)) {
        let cells = same_place
            .iter()
            .take(5)
            .flat_map(|key| key.cells())
            .collect();
        let about = format!("access key {}", key.number);
        paper.undecided.push(contradiction(holder, &about, cells));
        return true;
    }
    match verdict(ground, key, newest) {
        Ok(findings) => {
            paper.tested += 1;
            if !findings.is_empty() {
                paper.deviations.push(Deviation {
                    row: holder.first.row,
                    assumed: findings.iter().all(|f| f.basis == Basis::Assumed),
                    finding: format!("access key {} {}", key.number, sentence(&findings)),
                    cells: key.cells(),
                });
            }
        }
        Err(reason) => {
            paper.undecided.push(Undecided {
                row: holder.first.row,
                reason,
                cells: key.cells(),
            });
        }
    }
    true
}

fn of_number(account: &Account, number: u32) -> Option<&Credential> {
    account.keys.iter().find(|key| key.number == number)
}

fn facts(key: &Credential) -> (Flag, When, When) {
    (key.active.value, key.rotated.value, key.used.value)
}

/// One thing found on a key, with the source of the limit that it was measured against.
struct Finding {
    text: String,
    basis: Basis,
}

fn sentence(findings: &[Finding]) -> String {
    let texts: Vec<&str> = findings.iter().map(|f| f.text.as_str()).collect();
    texts.join("; ")
}

/// The findings on one key, none when it is in order; or why that stays open.
fn verdict(
    ground: &Ground<'_>,
    key: &Credential,
    newest: Option<Date>,
) -> Result<Vec<Finding>, String> {
    if ground.as_of.is_some() {
        return of_day(ground, key);
    }
    // Keys only grow older: what deviates on the earliest day possible does so on the file's own.
    let earliest = newest.map(|day| Ground {
        as_of: Some(day),
        ..*ground
    });
    let least = earliest.map(|ground| of_day(&ground, key));
    match (least, newest) {
        (Some(Ok(mut findings)), Some(day)) if !findings.is_empty() => {
            if let Some(last) = findings.last_mut() {
                last.text.push_str(&format!(
                    ", counted to {day}, the newest date in the file: the file's own day is no earlier"
                ));
            }
            Ok(findings)
        }
        _ => of_day(ground, key),
    }
}

/// The same on the day of the file, where it is known.
fn of_day(ground: &Ground<'_>, key: &Credential) -> Result<Vec<Finding>, String> {
    let number = key.number;
    if key.active.value != Flag::Yes {
        return Err(format!(
            "The file does not say whether access key {number} is active; a fresh report would \
             decide."
        ));
    }
    let Some(as_of) = ground.as_of else {
        return Err(format!(
            "The day on which the file was made is not known; that day would decide age and last \
             use of access key {number}."
        ));
    };
    let later = |day: Date| {
        format!(
            "Access key {number} has the date {day}, which is later than the file's own day; a \
             fresh report would decide."
        )
    };
    let (age_limit, idle_limit) = limits_of(ground);
    let max_age = i64::from(age_limit.value);
    let max_idle = i64::from(idle_limit.value);
    let rotated = match key.rotated.value {
        When::On(day) if ground.is_later(day) => return Err(later(day)),
        When::On(day) => Some(day),
        When::NoneRecorded | When::Unknown => None,
    };
    let age = rotated.map(|day| as_of.days_after(day));
    let mut findings = Vec::new();
    let mut find = |text: String, basis: Basis| findings.push(Finding { text, basis });
    if let Some(age) = age.filter(|age| *age > max_age) {
        let text = format!(
            "was {} old on the day of the file, where at most {max_age} are allowed",
            days(age)
        );
        find(text, age_limit.basis);
    }
    let mut open = age.is_none().then(|| {
        format!("The file does not say when access key {number} was made; that date would decide.")
    });
    match (key.used.value, age) {
        (When::On(day), _) if ground.is_later(day) => open = Some(later(day)),
        (When::On(day), _) => {
            // Rotation replaces the key, so an earlier use was of another key.
            let idle = as_of.days_after(rotated.map_or(day, |rotated| rotated.max(day)));
            if idle > max_idle {
                let text = format!("had not been used for {}", days(idle));
                find(text, idle_limit.basis);
            }
        }
        (When::NoneRecorded, Some(age)) if age > max_idle => {
            let text = format!(
                "has no use on record in the {} since it was made",
                days(age)
            );
            find(text, idle_limit.basis);
        }
        // A key that is younger than the limit cannot have been unused for longer.
        (When::Unknown, Some(age)) if age > max_idle => {
            open = Some(format!(
                "The file does not say when access key {number} was last used; a report with the \
                 column `access_key_{number}_last_used_date` would decide."
            ));
        }
        (When::NoneRecorded | When::Unknown, _) => {}
    }
    // What is found stays found, whatever else is open.
    match open {
        Some(reason) if findings.is_empty() => Err(reason),
        _ => Ok(findings),
    }
}

fn limits(ground: &Ground<'_>, paper: &mut Workpaper) {
    let mut say = |text: &str| paper.limits.push(text.to_owned());
    say(
        "Days are whole days between dates in UTC. The report shows one day: keys made and \
         deleted before it are not in it.",
    );
    say("No use on record also stands for a key that was last used before 22 April 2015.");
    if !ground.tells_key_use {
        say(
            "The file has no column for the last use of a key, so unused keys were not looked for.",
        );
    }
    if ground
        .holders
        .iter()
        .flat_map(Holder::rows)
        .any(|account| account.more_credentials)
    {
        say(
            "The file says that some accounts have more credentials than it lists; \
             `aws iam list-access-keys` shows them.",
        );
    }
    paper.limits.extend_from_slice(ground.limits);
}
