//! A review of whole systems about the day of their exports, and those whom it left out.

use super::clock::{DAY, HOUR, day, minute, utc};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation, undecided};

/// Says who is left out: of Okta, whose export tells since when they are there, and of Slack, whose does not.
pub(crate) fn plant(people: &mut [Person], core: &[usize], plants: usize) {
    for at in core.iter().skip(3 * plants).take(plants) {
        let mark = deviation("tp-05", "not-in-review", &[("status", "ACTIVE")]);
        people[*at].okta.as_mut().unwrap().marks.push(mark);
    }
    for at in core.iter().skip(4 * plants).take(plants) {
        let mark = undecided("tp-05", "not-in-review", &[("status", "Member")]);
        people[*at].slack.as_mut().unwrap().marks.push(mark);
    }
}

/// The reviews.
pub(crate) fn sheet(seed: u64, people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 30);
    let mut sheet = Sheet::table(
        "access-review-of-systems.csv",
        "access-review-csv",
        "Campaign,System,Period,User,Reviewer,Decision,Decided,Applied,Justification",
    );
    let mut row = |system: &'static str,
                   quarter: &'static str,
                   user: String,
                   reviewer: &Person,
                   at: i64,
                   (keep, marks): (bool, Vec<Mark>)| {
        sheet.row(
            vec![
                c(format!("{system} {quarter}")),
                c(system),
                c(quarter),
                c(user.clone()),
                c(reviewer.email.clone()),
                c(if keep { "Approve" } else { "Revoke" }),
                c(minute(at)),
                c(if keep {
                    String::new()
                } else {
                    minute(at + HOUR)
                }),
                c("seen"),
            ],
            &user,
            marks,
        );
    };
    let left_out = |marks: &[super::sheet::Mark]| marks.iter().any(|m| m.procedure == "tp-05");
    for system in ["Okta", "Slack"] {
        for (quarter, on) in [("2026-Q2", "2026-06-12"), ("2026-Q3", "2026-09-09")] {
            let user = people[who.core[1]].email.clone();
            let at = utc(day(on), 9 * HOUR);
            let keep = (true, vec![]);
            row(system, quarter, user, &people[who.core[0]], at, keep);
        }
        // Taken away by the sheet, and in use to this day by the list.
        for at in who.core.iter().skip(2).take(plants) {
            let cells: &[(&str, &str)] = &[("Decision", "Revoke")];
            let mark = match system {
                "Okta" => deviation("tp-05", "revoked-and-still-used", cells),
                // Slack says neither since when nor whether it was used.
                _ => undecided("tp-05", "revoked-and-still-there", cells),
            };
            let user = people[*at].email.clone();
            let (at, revoked) = (utc(day("2026-06-12"), 10 * HOUR), (false, vec![mark]));
            row(system, "2026-Q2", user, &people[who.core[0]], at, revoked);
        }
        let mut users: Vec<(String, bool)> = Vec::new();
        for person in people {
            let account = match system {
                "Okta" => &person.okta,
                _ => &person.slack,
            };
            let live = |a: &&super::person::Account| matches!(a.state, "ACTIVE" | "Member");
            if let Some(account) = account.as_ref().filter(live)
                && !left_out(&account.marks)
            {
                users.push((person.email.clone(), person.here()));
            }
        }
        for k in 0..plants {
            let orphan = match system {
                "Okta" => "olga",
                _ => "sven",
            };
            users.push((format!("{orphan}.unbekannt{k}@example.com"), true));
            users.push((super::shared_address(k), true));
        }
        for (user, keep) in users {
            let reviewer = match user == people[who.core[0]].email {
                true => &people[who.core[1]],
                false => &people[who.core[0]],
            };
            let at = utc(day("2026-11-03"), rng.between(8 * HOUR, 5 * DAY));
            // After the window: nothing of it is tested.
            let marks = (keep, vec![]);
            row(system, "2026-Q4", user, reviewer, at, marks);
        }
    }
    sheet
}
