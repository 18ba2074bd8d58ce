//! Google Workspace: the users that the Admin console downloads (CSV).
//!
//! Header known from six unrelated places that embed it and from rows in a database dump; no original file was seen.
//! Columns come and go between versions and are found by name. No zone is written with the last sign-in, and the time
//! of a suspension is in the audit log alone.

use super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::{incomplete, wrong_kind};
use crate::error::Problem;
use crate::evidence::canonical::{Account, AccountKind, AccountState, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const EMAIL: &str = "Email Address [Required]";
const STATUS: &str = "Status [READ ONLY]";
const ENROLLED: &str = "2sv Enrolled [READ ONLY]";
const ENFORCED: &str = "2sv Enforced [READ ONLY]";
const LAST_SIGN_IN: &str = "Last Sign In [READ ONLY]";

/// The users of Google Workspace.
pub(super) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "google-workspace-users",
        name: "Google Workspace users",
        trust: Trust::Embedded,
        kind: EvidenceKind::Accounts,
        system: "google-workspace",
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "orphan-accounts", "mfa-enforced"],
    },
    recognise: |columns| columns.has(&[EMAIL, "First Name [Required]"]),
    open,
};

struct Reader {
    email: Option<usize>,
    status: Option<usize>,
    enrolled: Option<usize>,
    enforced: Option<usize>,
    last_sign_in: Option<usize>,
    number: Option<usize>,
    names: [Option<usize>; 2],
    other: [Option<usize>; 3],
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    if columns.find(STATUS).is_none() && columns.find(ENROLLED).is_none() {
        return Err(wrong_kind(
            "the template for uploading users to Google Workspace, which shows no account as it is",
            "In the Admin console, Users, choose Download users with all columns.",
        ));
    }
    let missing = columns.missing(&[EMAIL, STATUS, ENROLLED, ENFORCED]);
    if !missing.is_empty() {
        return Err(incomplete("Google Workspace users", &missing));
    }
    Ok(Box::new(Reader {
        email: columns.find(EMAIL),
        status: columns.find(STATUS),
        enrolled: columns.find(ENROLLED),
        enforced: columns.find(ENFORCED),
        last_sign_in: columns.find(LAST_SIGN_IN),
        number: columns.find("Employee ID"),
        names: ["First Name [Required]", "Last Name [Required]"].map(|n| columns.find(n)),
        other: [
            "Recovery Email",
            "Home Secondary Email",
            "Work Secondary Email",
        ]
        .map(|n| columns.find(n)),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let Some(login) = normal(cell(self.email)) else {
            return false;
        };
        let last_login = reading.stamp_of(row, self.last_sign_in, &Dialect::PLAIN);
        let name = self.names.map(cell).join(" ");
        let number = Some(cell(self.number)).filter(|n| nothing(n, &[]).is_none());
        reading.records.accounts.push(Account {
            at: at(
                row,
                &[
                    (self.email, Show::Person),
                    (self.status, Show::Text),
                    (self.last_sign_in, Show::Text),
                    (self.enrolled, Show::Text),
                    (self.enforced, Show::Text),
                ],
            ),
            email: Some(login.clone()),
            aliases: self
                .other
                .into_iter()
                .filter_map(|c| normal(cell(c)))
                .collect(),
            login,
            number: number.map(str::to_owned),
            name: Some(name.trim().to_owned()).filter(|n| !n.is_empty()),
            state: match cell(self.status).to_ascii_lowercase().as_str() {
                "active" => AccountState::Active,
                "suspended" | "archived" => AccountState::Suspended,
                _ => AccountState::Unknown,
            },
            last_login,
            kind: AccountKind::Unknown,
            password: Flag::Yes,
            mfa: tri(cell(self.enrolled)),
            mfa_enforced: tri(cell(self.enforced)),
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "The file shows who is suspended and not since when; the admin audit log would show that."
                .to_owned(),
        );
    }
}
