//! Entra ID: the download of users, guests among them, with American dates.

use super::clock::{entra, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation};

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
