//! Okta: users, those that are no more among them, and the system log as lines of JSON.

use serde_json::json;

use super::clock::{DAY, HOUR, LOG_START, Seconds, day, iso_millis, noon, utc};
use super::person::{Account, Person};
use super::rng::Rng;
use super::sheet::{Mark, Sheet, deviation};

fn user(
    sheet: &mut Sheet,
    rng: &mut Rng,
    names: (&str, &str),
    email: &str,
    account: &Account,
    more: Vec<Mark>,
) {
    let created = iso_millis(account.changed.min(noon("2017-03-01")));
    let changed = iso_millis(account.changed);
    let mut marks = account.marks.clone();
    marks.extend(more);
    for mark in &mut marks {
        mark.cells.push(("profile.login", email.to_owned()));
    }
    let value = json!({
        "id": format!("00u{}", rng.hex(17)), "status": account.state, "created": created,
        // Null even for some who are active.
        "activated": if rng.below(9) == 0 { None } else { Some(&created) },
        "statusChanged": changed, "lastLogin": account.last.map(iso_millis),
        "lastUpdated": changed, "passwordChanged": null, "type": {"id": "oty1a2b3c4d5e6f7g8h9"},
        "profile": {
            "login": email, "email": email, "firstName": names.0, "lastName": names.1,
            "secondEmail": null, "mobilePhone": null, "userType": null, "department": null,
        },
        "credentials": {"provider": {"type": "OKTA", "name": "OKTA"}},
    });
    sheet.element(&value, email, marks);
}

/// The users.
pub(crate) fn users(seed: u64, people: &[Person], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 4);
    let mut sheet = Sheet::array("okta-users.json", "okta-users-json");
    for person in people {
        if let Some(account) = &person.okta {
            user(
                &mut sheet,
                &mut rng,
                (person.first, person.last),
                &person.email,
                account,
                vec![],
            );
        }
    }
    let live = super::roster::account("ACTIVE", noon("2024-02-01"), noon("2026-11-04"));
    let active = |what| vec![deviation("tp-02", what, &[("status", "ACTIVE")])];
    for k in 0..plants {
        let orphan = format!("olga.unbekannt{k}@example.com");
        user(
            &mut sheet,
            &mut rng,
            ("Olga", "Unbekannt"),
            &orphan,
            &live,
            active("orphan-account"),
        );
        let shared = super::shared_address(k);
        user(
            &mut sheet,
            &mut rng,
            ("Team", "Account"),
            &shared,
            &live,
            active("shared-account"),
        );
    }
    for k in 0..super::bots(people.len()) {
        let address = super::service_address(k);
        user(
            &mut sheet,
            &mut rng,
            ("Service", "Account"),
            &address,
            &live,
            vec![],
        );
    }
    sheet
}

struct Line<'a> {
    at: Seconds,
    kind: &'static str,
    person: &'a Person,
    marks: Vec<Mark>,
}

/// The log, oldest first.
pub(crate) fn log(seed: u64, people: &[Person]) -> Sheet {
    let mut rng = Rng::new(seed, 5);
    let start = utc(day(LOG_START), 0);
    let mut lines = Vec::new();
    for person in people {
        for event in &person.log {
            let (at, kind, marks) = (event.at, event.kind, event.marks.clone());
            lines.push(Line {
                at,
                kind,
                person,
                marks,
            });
        }
        let regular = person.log.is_empty() && person.spells.len() == 1 && person.here();
        if regular && person.okta.as_ref().is_some_and(|a| a.state == "ACTIVE") {
            let at = start + rng.between(HOUR, 89 * DAY);
            lines.push(Line {
                at,
                kind: "user.session.start",
                person,
                marks: vec![],
            });
        }
    }
    lines.sort_by_key(|line| (line.at, line.person.n));
    let mut sheet = Sheet::json("okta-system-log.ndjson", "okta-log-ndjson", "", "\n", "\n");
    for line in lines {
        let Person { email, .. } = line.person;
        let uuid = rng.guid();
        let session = line.kind == "user.session.start";
        let party = |id: &str, email: &str, name: &str| json!({"id": id, "type": "User", "alternateId": email, "displayName": name});
        let own = party(
            &format!("00u{:017}", line.person.n),
            email,
            &line.person.name(),
        );
        let (actor, target) = if session {
            (own, json!(null))
        } else {
            (
                party("00u0adm", "okta-admin@example.com", "Okta Admin"),
                json!([own]),
            )
        };
        let value = json!({
            "uuid": uuid, "published": iso_millis(line.at), "eventType": line.kind, "legacyEventType": null,
            "displayMessage": line.kind.replace('.', " "), "severity": "INFO", "version": "0",
            "outcome": {"result": "SUCCESS", "reason": null}, "actor": actor, "target": target,
            "client": {"ipAddress": "192.0.2.7", "zone": "null", "userAgent": null},
        });
        let path = if session {
            "actor.alternateId"
        } else {
            "target.0.alternateId"
        };
        let clean = line.marks.is_empty();
        let mut marks = line.marks;
        for mark in &mut marks {
            mark.cells.push((path, email.clone()));
        }
        sheet.element(&value, email, marks);
        if clean && rng.below(20) == 0 {
            // The export repeats events, same uuid.
            sheet.element(&value, email, vec![]);
        }
    }
    sheet
}
