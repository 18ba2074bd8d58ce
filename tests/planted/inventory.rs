//! What is kept of risks, service accounts and devices.

use serde_json::json;

use super::clock::{day, iso, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation, undecided};
use super::words;

/// The risk register: in order, something changed in every quarter.
pub(crate) fn risks(seed: u64, people: &[Person], who: &super::Who) -> Sheet {
    let mut rng = Rng::new(seed, 19);
    let mut sheet = Sheet::table(
        "risks.csv",
        "risks-csv",
        "ID,Title,Owner,Likelihood,Impact,Rating,Treatment,Status,Reviewed,Approved",
    );
    for i in 0..people.len() / 20 + 10 {
        let reviewed = day("2026-05-05").plus_days(i64::try_from(i % 10).unwrap() * 17);
        let (likelihood, impact) = (1 + i % 5, 1 + i / 5 % 5);
        sheet.row(
            vec![
                c(format!("R-{:03}", i + 1)),
                c(format!("Risk {i}: {}", words::text(&mut rng))),
                c(people[rng.pick(&who.core)].email.clone()),
                c(likelihood.to_string()),
                c(impact.to_string()),
                c((likelihood * impact).to_string()),
                c(rng.pick(&["mitigate", "accept", "transfer", "avoid"])),
                c("open"),
                c(reviewed.to_string()),
                c(reviewed.plus_days(3).to_string()),
            ],
            "",
            vec![],
        );
    }
    sheet
}

/// Service accounts: every bot of the other files, and the planted ones.
pub(crate) fn service_accounts(
    seed: u64,
    people: &[Person],
    who: &super::Who,
    plants: usize,
) -> Sheet {
    let mut rng = Rng::new(seed, 20);
    let mut sheet = Sheet::table(
        "service-accounts.csv",
        "service-accounts-csv",
        "Account,System,Owner,Purpose,Last rotated",
    );
    let mut row =
        |account: String, system: &'static str, owner: String, what: Option<&'static str>| {
            let marks = what
                .map(|what| deviation("tp-08", what, &[("Account", &account), ("Owner", &owner)]));
            let rotated = day("2026-09-01").plus_days(rng.between(0, 60)).to_string();
            sheet.row(
                vec![
                    c(account.clone()),
                    c(system),
                    c(owner),
                    c("nightly export, \"cron\""),
                    c(rotated),
                ],
                &account,
                Vec::from_iter(marks),
            );
        };
    for k in 0..super::bots(people.len()) {
        let owner = &people[who.core[k % who.core.len()]].email;
        for system in ["google", "okta"] {
            row(super::service_address(k), system, owner.clone(), None);
        }
        for system in ["aws", "slack"] {
            row(super::service_name(k), system, owner.clone(), None);
        }
    }
    for k in 0..plants {
        let gone = people[who.left[k]].email.clone();
        row(
            format!("svc-nobody-{k}"),
            "database",
            String::new(),
            Some("no-owner"),
        );
        row(
            format!("svc-team-{k}"),
            "database",
            "IT Security".to_owned(),
            Some("owner-is-a-team"),
        );
        row(
            format!("svc-left-{k}"),
            "database",
            gone,
            Some("owner-left"),
        );
    }
    sheet
}

/// Intune's devices: one for everybody who works here.
pub(crate) fn devices(seed: u64, people: &[Person], core: &[usize], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 21);
    let mut sheet = Sheet::json(
        "intune-devices.json",
        "intune-json",
        "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#deviceManagement/managedDevices\",\"value\":[\n",
        ",\n",
        "\n]}\n",
    );
    for person in people.iter().filter(|person| person.here()) {
        let place = core
            .iter()
            .take(3 * plants)
            .position(|at| *at == person.n - 1);
        let mut encrypted = json!(true);
        // The last day that counts, for some.
        let mut seen = if person.n % 5 == 0 {
            noon("2026-10-11")
        } else {
            noon("2026-11-08")
        };
        let mark: Option<Mark> = match place.map(|at| at % 3) {
            None => None,
            Some(0) => {
                encrypted = json!(false);
                Some(deviation(
                    "tp-22",
                    "device-not-encrypted",
                    &[("isEncrypted", "false")],
                ))
            }
            Some(1) => {
                seen = noon("2026-10-08");
                Some(deviation(
                    "tp-22",
                    "device-not-seen",
                    &[("lastSyncDateTime", &iso(seen))],
                ))
            }
            Some(_) => {
                encrypted = json!(null);
                Some(undecided(
                    "tp-22",
                    "device-encryption-unknown",
                    &[("isEncrypted", "null")],
                ))
            }
        };
        let mut marks = Vec::from_iter(mark);
        for mark in &mut marks {
            mark.cells.push(("userPrincipalName", person.email.clone()));
        }
        let value = json!({
            "id": rng.guid(), "deviceName": format!("LAPTOP-{:05}", person.n), "complianceState": "compliant", "isEncrypted": encrypted,
            "enrolledDateTime": iso(noon("2025-01-07")), "lastSyncDateTime": iso(seen), "operatingSystem": "Windows", "osVersion": "10.0.26100",
            "userPrincipalName": person.email, "managedDeviceOwnerType": "company", "jailBroken": "False",
        });
        sheet.element(&value, &person.email, marks);
    }
    sheet
}
