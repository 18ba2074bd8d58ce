//! Planted leavers: one for each way in which access outlives an employment, and those at the edges.

use tickmark::date::Date;

use super::clock::{DAY, HOUR, Seconds, day, deadline, google, iso_millis, iso_offset, utc};
use super::person::{Event, Iam, Key, Spell};
use super::roster::{Roster, account, give_accounts, iam};
use super::sheet::{Mark, deviation, undecided};

/// Last days that only the list of users can evidence: older than the log.
const EARLY: [&str; 5] = [
    "2026-05-29",
    "2026-06-30",
    "2026-07-14",
    "2026-05-01",
    "2026-07-31",
];
/// Last days inside the log: the first ends with the change to winter time, so that the 24 hours
/// after it are not a day of the calendar.
const LATE: [&str; 4] = ["2026-10-24", "2026-09-30", "2026-10-31", "2026-10-23"];

fn still(cells: &[(&'static str, &str)]) -> Vec<Mark> {
    vec![deviation("tp-01", "leaver-still-active", cells)]
}

fn untimed(cells: &[(&'static str, &str)]) -> Vec<Mark> {
    vec![undecided("tp-01", "removal-time-not-evidenced", cells)]
}

/// Last days of which Entra still has the log.
const RECENT: [&str; 4] = ["2026-10-24", "2026-10-30", "2026-10-31", "2026-10-23"];

/// One leaver of each kind.
pub(crate) fn plant(roster: &mut Roster, k: usize) {
    let end = day(EARLY[k % EARLY.len()]);
    let last = utc(end, 9 * HOUR);
    let made = utc(day("2018-01-01"), 0);
    still_active(roster, end, last, made);
    in_users_list(roster, end, last);
    in_log(roster, day(LATE[k % LATE.len()]));
    in_state_only(roster, end, last, made);
    with_aws(roster, end, last);
    in_portal_log(roster, day(RECENT[k % RECENT.len()]), made);

    // Hired after leaving, by one and the same row.
    let person = roster.leaver(end);
    person.spells[0].start = end.plus_days(40);
    person.okta = Some(account("ACTIVE", made, last));
    person
        .marks
        .push(undecided("tp-01", "hired-after-leaving", &[]));

    // No account anywhere: nothing shows that there ever was one.
    let person = roster.leaver(end);
    person
        .marks
        .push(undecided("tp-01", "no-account-found", &[]));
}

fn still_active(roster: &mut Roster, end: Date, last: Seconds, made: Seconds) {
    let person = roster.leaver(end);
    person.google = Some(account("Active", made, last));
    let marks = still(&[("Status [READ ONLY]", "Active")]);
    person.google.as_mut().unwrap().marks = marks;

    let person = roster.leaver(end);
    person.okta = Some(account("ACTIVE", made, last));
    person.okta.as_mut().unwrap().marks = still(&[("status", "ACTIVE")]);

    let person = roster.leaver(end);
    person.entra = Some(account("True", made, last));
    person.entra.as_mut().unwrap().marks = still(&[("accountEnabled", "True")]);
    // The roster got the last day afterwards …
    person.changed = Some(end.plus_days(14));
    person.marks.push(undecided("tp-16", "told-late", &[]));

    let person = roster.leaver(end);
    person.slack = Some(account("Member", made, last));
    person.slack.as_mut().unwrap().marks = still(&[("status", "Member")]);
    // … and had this one before.
    person.changed = Some(end.plus_days(-3));
}

/// Removals that the list of Okta users evidences by `statusChanged`.
fn in_users_list(roster: &mut Roster, end: Date, last: Seconds) {
    let due = deadline(end);
    for (at, used) in [
        (due, None),
        (due - 1, None),
        // Before the last day ends, even.
        (last - 30 * HOUR, None),
        (due + 1, None),
        (due + 9 * DAY, None),
        (due + 20 * DAY, Some(due + 12 * DAY)),
    ] {
        let seen = used.unwrap_or(last.min(at) - HOUR);
        let mut okta = account("DEPROVISIONED", at, seen);
        let changed = iso_millis(at);
        let cells: &[(&str, &str)] = &[("status", "DEPROVISIONED"), ("statusChanged", &changed)];
        if at > due {
            let what = if at == due + 1 {
                "removed-one-second-late"
            } else {
                "leaver-removed-late"
            };
            okta.marks.push(deviation("tp-01", what, cells));
        }
        if let Some(used) = used {
            let cell: &[(&str, &str)] = &[("lastLogin", &iso_millis(used))];
            okta.marks
                .push(deviation("tp-03", "used-after-leaving", cell));
        }
        let person = roster.leaver(end);
        person.okta = Some(okta);
        let at_end = person.n - 1;
        if at == due {
            roster.left.push(at_end);
        }
        if at <= due {
            roster.ghosts.push((at_end, due));
        }
    }
}

const OFF: &str = "user.lifecycle.deactivate";
const SESSION: &str = "user.session.start";

fn event(at: Seconds, kind: &'static str, marks: Vec<Mark>) -> Event {
    Event { at, kind, marks }
}

fn late(what: &'static str, at: Seconds) -> Vec<Mark> {
    vec![deviation(
        "tp-01",
        what,
        &[("eventType", OFF), ("published", &iso_millis(at))],
    )]
}

/// Removals that only the log evidences: the accounts were deleted.
fn in_log(roster: &mut Roster, end: Date) {
    let due = deadline(end);
    roster.leaver(end).log = vec![event(due, OFF, vec![])];
    let at = due + 1;
    roster.leaver(end).log = vec![event(at, OFF, late("removed-one-second-late", at))];
    let at = due + 5 * DAY;
    roster.leaver(end).log = vec![event(at, OFF, late("leaver-removed-late", at))];

    // Signs in between the deadline and the removal.
    let used = due + 2 * DAY;
    let at = due + 4 * DAY;
    let cells: &[(&str, &str)] = &[("eventType", SESSION), ("published", &iso_millis(used))];
    roster.leaver(end).log = vec![
        event(
            used,
            SESSION,
            vec![deviation("tp-03", "used-after-leaving", cells)],
        ),
        event(at, OFF, late("leaver-removed-late", at)),
    ];

    // Removed in time; the list shows a later change, which the log explains.
    let person = roster.leaver(end);
    person.log = vec![
        event(due - 40 * HOUR, SESSION, vec![]),
        event(due - 20 * HOUR, OFF, vec![]),
    ];
    person.okta = Some(account("DEPROVISIONED", due + 8 * DAY, due - 40 * HOUR));
}

/// Removals that the log of Entra's portal evidences, where the list of users shows the state alone.
fn in_portal_log(roster: &mut Roster, end: Date, made: Seconds) {
    let due = deadline(end);
    let last = utc(end, 9 * HOUR);
    let mut off = |log| {
        let person = roster.leaver(end);
        person.entra = Some(account("False", made, last));
        person.portal = log;
    };
    off(vec![event(
        due - 2 * HOUR,
        "Disable account|success",
        vec![],
    )]);
    // It was tried in time, and did not work.
    let at = due + 3 * DAY;
    let cells: &[(&str, &str)] = &[("Activity", "Disable account"), ("Result", "success")];
    let late = deviation("tp-01", "leaver-removed-late", cells);
    off(vec![
        event(due - 2 * HOUR, "Disable account|failure", vec![]),
        event(at, "Disable account|success", vec![late]),
    ]);
}

/// Accounts that are off, in systems that do not say since when.
fn in_state_only(roster: &mut Roster, end: Date, last: Seconds, made: Seconds) {
    let off: &[(&str, &str)] = &[("Status [READ ONLY]", "Suspended")];
    let person = roster.leaver(end);
    person.google = Some(account("Suspended", made, last));
    person.google.as_mut().unwrap().marks = untimed(off);

    let person = roster.leaver(end);
    person.entra = Some(account("False", made, last));
    person.entra.as_mut().unwrap().marks = untimed(&[("accountEnabled", "False")]);

    let person = roster.leaver(end);
    person.slack = Some(account("Deactivated", made, last));
    person.slack.as_mut().unwrap().marks = untimed(&[("status", "Deactivated")]);

    // The ticket alone says since when: in time, and not.
    for late in [false, true] {
        let due = deadline(end);
        let person = roster.leaver(end);
        let at = person.n - 1;
        person.google = Some(account("Suspended", made, last));
        if late {
            person.google.as_mut().unwrap().marks =
                vec![deviation("tp-01", "leaver-removed-late", off)];
        }
        let closed = if late { due + 6 * DAY } else { due - 12 * HOUR };
        roster.tickets.push((at, closed));
    }

    // Off now, but used after the deadline: so it was on until then, whenever it went off.
    let used = deadline(end) + 3 * DAY;
    let person = roster.leaver(end);
    let mut account = account("Suspended", made, used);
    let signed_in: &[(&str, &str)] = &[("Last Sign In [READ ONLY]", &google(used))];
    for (procedure, what) in [
        ("tp-01", "used-so-not-removed"),
        ("tp-03", "used-after-leaving"),
    ] {
        account.marks.push(deviation(procedure, what, signed_in));
    }
    person.google = Some(account);
}

fn with_aws(roster: &mut Roster, end: Date, last: Seconds) {
    let user = |key: Option<Key>, password| Iam {
        password,
        password_used: last,
        key,
        ..iam(false)
    };
    // Signed in on the last day; the password still works. (Unused for more than 90 days: TP-07 too.)
    let mut on = user(None, true);
    on.marks = still(&[("password_enabled", "true")]);
    on.marks.push(deviation(
        "tp-07",
        "password-unused",
        &[("password_last_used", &iso_offset(last))],
    ));
    roster.leaver(end).aws = Some(on);

    // The key is off now and was used after the deadline.
    let used = deadline(end) + 6 * DAY;
    let key = Key {
        active: false,
        rotated: last - 20 * DAY,
        used: Some(used),
    };
    let mut off = user(Some(key), false);
    off.marks = untimed(&[
        ("password_enabled", "false"),
        ("access_key_1_active", "false"),
    ]);
    let cell: &[(&str, &str)] = &[("access_key_1_last_used_date", &iso_offset(used))];
    off.marks
        .push(deviation("tp-03", "used-after-leaving", cell));
    roster.leaver(end).aws = Some(off);
}

/// Somebody who left in August, lost access in time, and came back in October.
pub(crate) fn returned(roster: &mut Roster) {
    let end = day("2026-08-21");
    let back = day("2026-10-05");
    let start = roster.long_ago();
    let person = roster.add(vec![
        Spell {
            start,
            end: Some(end),
        },
        Spell {
            start: back,
            end: None,
        },
    ]);
    give_accounts(person, utc(day("2026-11-06"), 9 * HOUR));
    // Only the log can tell what became of the first spell's access.
    (person.google, person.slack, person.entra) = (None, None, None);
    person.log = vec![
        event(deadline(end) - 5 * HOUR, OFF, vec![]),
        event(utc(back, 7 * HOUR), "user.lifecycle.activate", vec![]),
    ];
}
