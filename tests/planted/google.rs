//! Google Workspace: the download of users.

use super::clock::{google, noon};
use super::person::{Account, Person};
use super::rng::Rng;
use super::sheet::{Cell, Mark, Sheet, c, deviation};
use super::words;

const HEADER: &str = "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Home Secondary Email,Work Secondary Email,Recovery Phone [MUST BE IN THE E.164 FORMAT],Work Phone,Home Phone,Mobile Phone,Work Address,Home Address,Employee ID,Employee Type,Employee Title,Manager Email,Department,Cost Center,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],Building ID,Floor Name,Floor Section,Email Usage [READ ONLY],Drive Usage [READ ONLY],Total Storage [READ ONLY],Change Password at Next Sign-In,New Status [UPLOAD ONLY]";

fn flag(on: bool) -> Cell {
    c(if on { "True" } else { "False" })
}

fn row(
    sheet: &mut Sheet,
    rng: &mut Rng,
    names: (&'static str, &'static str),
    email: &str,
    account: &Account,
    more: Vec<Mark>,
) {
    let last = account.last.map_or("Never logged in".to_owned(), google);
    let mut marks = account.marks.clone();
    marks.extend(more);
    for mark in &mut marks {
        mark.cells
            .push(("Email Address [Required]", email.to_owned()));
    }
    let cells = [
        ("First Name [Required]", c(names.0)),
        ("Last Name [Required]", c(names.1)),
        ("Email Address [Required]", c(email.to_owned())),
        ("Password [Required]", c("****")),
        ("Org Unit Path [Required]", c("/")),
        ("Status [READ ONLY]", c(account.state)),
        ("Last Sign In [READ ONLY]", c(last)),
        ("Work Address", c(words::text(rng))),
        ("2sv Enrolled [READ ONLY]", flag(account.enrolled)),
        ("2sv Enforced [READ ONLY]", flag(account.enforced)),
        ("Email Usage [READ ONLY]", c("1.5GB")),
        ("Drive Usage [READ ONLY]", c("0.0GB")),
        ("Total Storage [READ ONLY]", c("1.5GB")),
        ("Change Password at Next Sign-In", c("False")),
    ];
    sheet.sparse(&cells, email, marks);
}

/// The file.
pub(crate) fn sheet(seed: u64, people: &[Person], core: &[usize], plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 3);
    let mut sheet = Sheet::table("google-users.csv", "google-users-csv", HEADER);
    for person in people {
        let Some(account) = &person.google else {
            continue;
        };
        let mut account = account.clone();
        let mut marks = Vec::new();
        let at = core
            .iter()
            .take(2 * plants)
            .position(|at| *at == person.n - 1);
        let mut missing = |what, enrolled: &str| {
            let cells = [
                ("2sv Enrolled [READ ONLY]", enrolled),
                ("2sv Enforced [READ ONLY]", "False"),
            ];
            marks.push(deviation("tp-06", what, &cells));
        };
        match at {
            Some(at) if at < plants => {
                (account.enrolled, account.enforced) = (false, false);
                missing("mfa-missing", "False");
            }
            Some(_) => {
                account.enforced = false;
                missing("mfa-not-enforced", "True");
            }
            None => {}
        }
        row(
            &mut sheet,
            &mut rng,
            (person.first, person.last),
            &person.email,
            &account,
            marks,
        );
    }
    let live = super::roster::account("Active", 0, noon("2026-11-04"));
    let active = |what| {
        vec![deviation(
            "tp-02",
            what,
            &[("Status [READ ONLY]", "Active")],
        )]
    };
    for k in 0..plants {
        let orphan = format!("gustav.unbekannt{k}@example.com");
        row(
            &mut sheet,
            &mut rng,
            ("Gustav", "Unbekannt"),
            &orphan,
            &live,
            active("orphan-account"),
        );
        let shared = super::shared_address(k);
        row(
            &mut sheet,
            &mut rng,
            ("Team", "Postfach"),
            &shared,
            &live,
            active("shared-account"),
        );
    }
    for k in 0..super::bots(people.len()) {
        let mut bot = live.clone();
        bot.last = None;
        row(
            &mut sheet,
            &mut rng,
            ("Service", "Account"),
            &super::service_address(k),
            &bot,
            vec![],
        );
    }
    sheet
}
