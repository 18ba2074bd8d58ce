//! AWS: the credential report of two accounts, one as a table, one as the command line answers.

use super::clock::{Seconds, iso, iso_offset, noon};
use super::person::{Iam, Key, Person};
use super::sheet::{Body, Cell, Mark, Sheet, c, deviation};

const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

fn flag(on: bool) -> Cell {
    c(if on { "true" } else { "false" })
}

/// The older report writes offsets, the newer one `Z`.
fn time(at: Seconds, second: bool) -> Cell {
    c(if second { iso(at) } else { iso_offset(at) })
}

fn key_cells(key: Option<Key>, second: bool) -> [Cell; 5] {
    let Some(key) = key else {
        return [c("false"), c("N/A"), c("N/A"), c("N/A"), c("N/A")];
    };
    let used = key.used.map_or(c("N/A"), |at| time(at, second));
    let (region, service) = if key.used.is_some() {
        ("eu-central-1", "s3")
    } else {
        ("N/A", "N/A")
    };
    [
        flag(key.active),
        time(key.rotated, second),
        used,
        c(region),
        c(service),
    ]
}

/// Turns somebody who is in order into one of the planted kinds.
fn plant(kind: usize) -> Iam {
    let mut user = super::roster::iam(kind == 4);
    let old = Key {
        active: true,
        rotated: noon("2026-03-02"),
        used: Some(noon("2026-11-01")),
    };
    let rotated = iso_offset(old.rotated);
    match kind {
        0 => {
            user.mfa = false;
            user.marks = vec![deviation(
                "tp-06",
                "mfa-missing",
                &[("password_enabled", "true"), ("mfa_active", "false")],
            )];
        }
        1 => {
            user.key = Some(old);
            user.marks = vec![deviation(
                "tp-07",
                "key-too-old",
                &[
                    ("access_key_1_active", "true"),
                    ("access_key_1_last_rotated", &rotated),
                ],
            )];
        }
        2 => {
            // Nobody uses it for 90 days without its being older than that.
            let used = noon("2026-07-01");
            user.key = Some(Key {
                used: Some(used),
                ..old
            });
            user.marks = vec![
                deviation(
                    "tp-07",
                    "key-too-old",
                    &[("access_key_1_last_rotated", &rotated)],
                ),
                deviation(
                    "tp-07",
                    "key-unused",
                    &[("access_key_1_last_used_date", &iso_offset(used))],
                ),
            ];
        }
        3 => {
            user.password_used = noon("2026-06-15");
            let used = iso_offset(user.password_used);
            user.marks = vec![deviation(
                "tp-07",
                "password-unused",
                &[("password_last_used", &used)],
            )];
        }
        _ => {
            user.key = Some(Key {
                rotated: noon("2026-08-10"),
                ..old
            });
            let rotated = iso(noon("2026-08-10"));
            user.marks = vec![deviation(
                "tp-07",
                "key-too-old",
                &[("access_key_1_last_rotated", &rotated)],
            )];
        }
    }
    user
}

/// Both files.
pub(crate) fn sheets(people: &[Person], core: &[usize], plants: usize) -> Vec<Sheet> {
    let mut csv = Sheet::table(
        "aws-credential-report.csv",
        "aws-credential-report-csv",
        HEADER,
    );
    let mut cli = Sheet::table(
        "aws-credential-report.json",
        "aws-credential-report-cli",
        HEADER,
    );
    if let Body::Table { cli, .. } = &mut cli.body {
        *cli = true;
    }
    root(&mut csv, plants > 0);
    root(&mut cli, false);
    for person in people {
        let planted = core
            .iter()
            .take(5 * plants)
            .position(|at| *at == person.n - 1);
        let user = match planted {
            Some(at) => Some(plant(at % 5)),
            None => person.aws.clone(),
        };
        let Some(user) = user else { continue };
        let sheet = if user.second { &mut cli } else { &mut csv };
        row(sheet, &person.email, &user, person.n % 6 == 1);
    }
    for k in 0..plants {
        let mut orphan = super::roster::iam(false);
        orphan.marks = vec![deviation(
            "tp-02",
            "orphan-account",
            &[("password_enabled", "true")],
        )];
        row(
            &mut csv,
            &format!("arno.unbekannt{k}@example.com"),
            &orphan,
            false,
        );
    }
    for k in 0..super::bots(people.len()) {
        let mut bot = super::roster::iam(k % 2 == 1);
        (bot.password, bot.mfa) = (false, false);
        if k % 3 == 1 {
            // Made three weeks ago, not used yet.
            bot.key = Some(Key {
                active: true,
                rotated: noon("2026-10-20"),
                used: None,
            });
        }
        let sheet = if bot.second { &mut cli } else { &mut csv };
        row(sheet, &super::service_name(k), &bot, true);
    }
    vec![csv, cli]
}

fn row(sheet: &mut Sheet, user: &str, iam: &Iam, second_key: bool) {
    let second = iam.second;
    let account = if second {
        "444455556666"
    } else {
        "111122223333"
    };
    let (used, changed) = match iam.password {
        true => (
            time(iam.password_used, second),
            time(noon("2026-02-02"), second),
        ),
        false => (c("N/A"), c("N/A")),
    };
    let mut cells = vec![
        c(user.to_owned()),
        c(format!("arn:aws:iam::{account}:user/{user}")),
        time(noon("2023-01-09"), second),
        flag(iam.password),
        used,
        changed,
        c("N/A"),
        flag(iam.mfa),
    ];
    cells.extend(key_cells(iam.key, second));
    // Exists, inactive: its age does not matter.
    let off = Key {
        active: false,
        rotated: noon("2023-01-09"),
        used: Some(noon("2024-01-09")),
    };
    cells.extend(key_cells(second_key.then_some(off), second));
    cells.extend([c("false"), c("N/A"), c("false"), c("N/A")]);
    let mut marks: Vec<Mark> = iam.marks.clone();
    for mark in &mut marks {
        mark.cells.push(("user", user.to_owned()));
    }
    sheet.row(cells, user, marks);
}

/// The first row. Its planted key was made and used after the window, so that having it is all.
fn root(sheet: &mut Sheet, key: bool) {
    let second = !key;
    let account = if second {
        "444455556666"
    } else {
        "111122223333"
    };
    let key_of = key.then_some(Key {
        active: true,
        rotated: noon("2026-11-02"),
        used: Some(noon("2026-11-05")),
    });
    let mut cells = vec![
        c("<root_account>"),
        c(format!("arn:aws:iam::{account}:root")),
        time(noon("2021-05-05"), second),
        c("not_supported"),
        time(noon("2022-02-02"), second),
        c("not_supported"),
        c("not_supported"),
        c("true"),
    ];
    cells.extend(key_cells(key_of, second));
    cells.extend(key_cells(None, second));
    cells.extend([c("false"), c("N/A"), c("false"), c("N/A")]);
    let marks = match key {
        true => vec![deviation(
            "tp-07",
            "root-key",
            &[("user", "<root_account>"), ("access_key_1_active", "true")],
        )],
        false => vec![],
    };
    sheet.row(cells, "<root_account>", marks);
}
