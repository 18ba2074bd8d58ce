//! The list of policies: in order at the last day that counts, and wrong in four ways.

use super::person::Person;
use super::sheet::{Mark, Sheet, c, deviation, undecided};

/// The list.
pub(crate) fn sheet(people: &[Person], who: &super::Who, plants: usize) -> Sheet {
    let mut sheet = Sheet::table(
        "policies.csv",
        "policies-csv",
        "Policy,Owner,Version,Approved on,Last reviewed,Next review,Status",
    );
    let owner = people[who.core[0]].email.clone();
    let mut row = |name: String,
                   days: [&'static str; 3],
                   owner: &str,
                   status: &'static str,
                   marks: Vec<Mark>| {
        let [approved, reviewed, next] = days;
        sheet.row(
            vec![
                c(name.clone()),
                c(owner.to_owned()),
                c("1.4"),
                c(approved),
                c(reviewed),
                c(next),
                c(status),
            ],
            &name,
            marks,
        );
    };
    for i in 0..people.len() / 25 + 6 {
        let name = format!("Policy {i}, \"Zugriff\"");
        match i % 3 {
            // 365 days before the window ends.
            0 => row(
                name,
                ["2025-10-31", "", "2026-12-01"],
                &owner,
                "Approved",
                vec![],
            ),
            1 => row(
                name,
                ["2021-02-03", "2026-03-02", "2027-03-02"],
                &owner,
                "Approved",
                vec![],
            ),
            _ => row(name, ["2019-02-03", "", ""], "", "Retired", vec![]),
        }
    }
    for k in 0..plants {
        let mark = |what, cell: (&'static str, &str)| vec![deviation("tp-23", what, &[cell])];
        let old = "2025-10-30";
        row(
            format!("Old {k}"),
            [old, "", ""],
            &owner,
            "Approved",
            mark("policy-too-old", ("Approved on", old)),
        );
        row(
            format!("Draft {k}"),
            ["", "", ""],
            &owner,
            "Draft",
            mark("policy-not-approved", ("Status", "Draft")),
        );
        row(
            format!("Orphan {k}"),
            ["2026-06-01", "", ""],
            "",
            "Approved",
            mark("policy-without-owner", ("Owner", "")),
        );
        let after = "2026-11-05";
        row(
            format!("New {k}"),
            [after, "", ""],
            &owner,
            "Approved",
            vec![undecided(
                "tp-23",
                "policy-approved-after",
                &[("Approved on", after)],
            )],
        );
    }
    sheet
}
