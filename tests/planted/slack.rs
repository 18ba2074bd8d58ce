//! Slack: the list of members, bots among them.

use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, c, deviation};

/// The file.
pub(crate) fn sheet(seed: u64, people: &[Person], core: &[usize], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 7);
    let mut sheet = Sheet::table(
        "slack-members.csv",
        "slack-members-csv",
        "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp",
    );
    let mut row = |username: String,
                   email: &str,
                   status: &'static str,
                   mfa: &'static str,
                   name: String,
                   mut marks: Vec<Mark>| {
        for mark in &mut marks {
            mark.cells.push(("email", email.to_owned()));
        }
        let billed = matches!(status, "Member" | "Admin" | "Owner" | "Primary Owner");
        let display = rng.pick(&["", "🎉 on holiday", "call me \"Al\"", "x, y"]);
        sheet.row(
            vec![
                c(username),
                c(email.to_owned()),
                c(status),
                c(if billed { "1" } else { "0" }),
                c(mfa),
                c(mfa),
                c(format!("U{}", rng.hex(10).to_uppercase())),
                c(name),
                c(display),
                c(""),
            ],
            email,
            marks,
        );
    };
    let mut first = true;
    for person in people {
        let Some(account) = &person.slack else {
            continue;
        };
        let mut marks = account.marks.clone();
        let mut mfa = if account.state == "Deactivated" {
            "0"
        } else {
            "1"
        };
        if core
            .iter()
            .skip(2 * plants)
            .take(plants)
            .any(|at| *at == person.n - 1)
        {
            mfa = "0";
            marks.push(deviation(
                "tp-06",
                "mfa-missing",
                &[("has-2fa", "0"), ("status", "Member")],
            ));
        }
        let clean = account.state == "Member" && marks.is_empty();
        let status = match person.n % 25 {
            _ if clean && std::mem::take(&mut first) => "Primary Owner",
            3 if clean => "Admin",
            4 if clean => "Owner",
            _ => account.state,
        };
        row(
            format!("user{}", person.n),
            &person.email,
            status,
            mfa,
            person.name(),
            marks,
        );
    }
    for k in 0..plants {
        let live = |what| vec![deviation("tp-02", what, &[("status", "Member")])];
        let orphan = format!("sven.unbekannt{k}@example.com");
        row(
            format!("sven{k}"),
            &orphan,
            "Member",
            "1",
            "Sven Unbekannt".to_owned(),
            live("orphan-account"),
        );
        let shared = super::shared_address(k);
        row(
            format!("team{k}"),
            &shared,
            "Member",
            "1",
            "Team".to_owned(),
            live("shared-account"),
        );
    }
    for k in 0..super::bots(people.len()) {
        row(
            super::service_name(k),
            "",
            "Bot",
            "",
            format!("Bot {k}"),
            vec![],
        );
    }
    sheet
}
