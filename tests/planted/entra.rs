//! Entra ID: the download of users, guests among them, with American dates.

use super::clock::{DAY, Seconds, entra, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation};

const PORTAL: &str = "Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorDisplayName,ActorObjectId,ActorUserPrincipalName,IPAddress,Target1Type,Target1DisplayName,Target1ObjectId,Target1UserPrincipalName,Target1ModifiedProperty1Name,Target1ModifiedProperty1OldValue,Target1ModifiedProperty1NewValue";

/// The audit log that the portal downloads: the last 30 days, most of it about other things.
pub(crate) fn portal(seed: u64, people: &[Person]) -> Sheet {
    let mut rng = Rng::new(seed, 26);
    let mut sheet = Sheet::table("entra-audit-log.csv", "entra-portal-audit-csv", PORTAL);
    let mut lines: Vec<(Seconds, &str, &Person, Vec<Mark>)> = Vec::new();
    for person in people {
        let events = person.portal.iter();
        lines.extend(events.map(|e| (e.at, e.kind, person, e.marks.clone())));
        if person.portal.is_empty() && person.entra.is_some() && person.here() {
            let at = noon("2026-10-12") + rng.between(0, 28 * DAY);
            lines.push((at, "Update user|success", person, vec![]));
        }
    }
    // A group has no login.
    let group = people
        .first()
        .map(|p| (noon("2026-10-14"), "Update group|success", p, vec![]));
    lines.extend(group);
    lines.sort_by_key(|(at, _, person, _)| (*at, person.n));
    for (at, what, person, marks) in lines {
        let (activity, result) = what.split_once('|').unwrap();
        let of_user = activity != "Update group";
        let changed = match activity {
            "Disable account" => ["AccountEnabled", "[true]", "[false]"],
            _ => ["JobTitle", "[\"Nord, Ost\"]", "[\"Süd\"]"],
        };
        let upn = if of_user {
            person.email.clone()
        } else {
            String::new()
        };
        let cells = [
            ("Date (UTC)", c(super::clock::iso(at))),
            ("CorrelationId", c(rng.guid())),
            ("Service", c("Core Directory")),
            (
                "Category",
                c(if of_user {
                    "UserManagement"
                } else {
                    "GroupManagement"
                }),
            ),
            ("Activity", c(activity.to_owned())),
            ("Result", c(result.to_owned())),
            ("ActorType", c("User")),
            ("ActorUserPrincipalName", c("entra-admin@example.com")),
            ("Target1Type", c(if of_user { "User" } else { "Group" })),
            ("Target1ObjectId", c(rng.guid())),
            ("Target1UserPrincipalName", c(upn.clone())),
            ("Target1ModifiedProperty1Name", c(changed[0])),
            ("Target1ModifiedProperty1OldValue", c(changed[1])),
            ("Target1ModifiedProperty1NewValue", c(changed[2])),
        ];
        sheet.sparse(&cells, &upn, marks);
    }
    sheet
}

const HEADER: &str = "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,invitationState,identityIssuer,createdDateTime";

/// The file.
pub(crate) fn sheet(seed: u64, people: &[Person], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 6);
    let mut sheet = Sheet::table("entra-users.csv", "entra-users-csv", HEADER);
    let mut row = |upn: &str,
                   name: String,
                   kind: &'static str,
                   on: &'static str,
                   made,
                   mut marks: Vec<Mark>| {
        for mark in &mut marks {
            mark.cells.push(("userPrincipalName", upn.to_owned()));
        }
        let guest = kind == "Guest";
        let cells = [
            ("userPrincipalName", c(upn.to_owned())),
            ("displayName", c(name)),
            (
                "mail",
                c(if guest { String::new() } else { upn.to_owned() }),
            ),
            ("id", c(rng.guid())),
            ("userType", c(kind)),
            // A formula that the portal exports as it is.
            (
                "jobTitle",
                c(rng.pick(&["", "", "=3+1", "Kundendienst, Nord"])),
            ),
            ("accountEnabled", c(on)),
            ("creationType", c(if guest { "Invitation" } else { "" })),
            ("directorySynced", c("False")),
            ("invitationState", c(if guest { "Accepted" } else { "" })),
            ("identityIssuer", c("example.onmicrosoft.com")),
            ("createdDateTime", c(entra(made))),
        ];
        sheet.sparse(&cells, upn, marks);
    };
    for person in people {
        if let Some(account) = &person.entra {
            let made = account.changed + i64::try_from(person.n % 40_000).unwrap();
            row(
                &person.email,
                person.name(),
                "Member",
                account.state,
                made,
                account.marks.clone(),
            );
        }
    }
    for k in 0..plants {
        let orphan = format!("emil.unbekannt{k}@example.com");
        let marks = vec![deviation(
            "tp-02",
            "orphan-account",
            &[("accountEnabled", "True")],
        )];
        row(
            &orphan,
            "Emil Unbekannt".to_owned(),
            "Member",
            "True",
            noon("2023-04-03"),
            marks,
        );
    }
    for k in 0..super::bots(people.len()) {
        let guest = format!("gast{k}_partner.example#EXT#@example.onmicrosoft.com");
        row(
            &guest,
            format!("Gast {k}"),
            "Guest",
            "True",
            noon("2025-12-11"),
            vec![],
        );
    }
    sheet
}
