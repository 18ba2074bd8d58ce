//! Entra: the users that its portal downloads (CSV).
//!
//! Documented, and rows of a real export were read. Times are written as the viewer's language has them, without
//! zone. No sign-in, no second factor and no time of a removal is in it.

use crate::error::Problem;
use crate::evidence::canonical::{Account, AccountKind, AccountState, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat, at};
use crate::evidence::formats::{incomplete, wrong_kind};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const UPN: &str = "userPrincipalName";
const ENABLED: &str = "accountEnabled";

/// The system of everything in this directory.
pub(super) const SYSTEM: &str = "entra";

/// The users of Entra.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "entra-users",
        name: "Entra users",
        trust: Trust::Documented,
        kind: EvidenceKind::Accounts,
        system: SYSTEM,
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "orphan-accounts"],
    },
    recognise: |columns| {
        columns.has(&[UPN, "displayName"])
            && (columns.find(ENABLED).is_some() || columns.find("creationType").is_some())
    },
    open,
};

/// The templates for making, inviting and deleting users, which no format reads.
pub(in crate::evidence::formats) const TEMPLATES: TableFormat = TableFormat {
    about: FORMAT.about,
    recognise: |columns| {
        columns
            .names()
            .iter()
            .any(|n| n.contains("[userPrincipalName]") || n.contains("[inviteeEmail]"))
    },
    open: |_| {
        Err(wrong_kind(
            "the template for making, inviting or deleting many users in Entra, which shows no account as it is",
            "In Entra, Users, choose Download users.",
        ))
    },
};

struct Reader {
    upn: Option<usize>,
    enabled: Option<usize>,
    created: Option<usize>,
    kind: Option<usize>,
    mail: Option<usize>,
    other: Option<usize>,
    id: Option<usize>,
    number: Option<usize>,
    name: Option<usize>,
    dialect: Dialect,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let missing = columns.missing(&[UPN, ENABLED]);
    if !missing.is_empty() {
        return Err(incomplete("Entra users", &missing));
    }
    let created = columns.find("createdDateTime");
    Ok(Box::new(Reader {
        upn: columns.find(UPN),
        enabled: columns.find(ENABLED),
        created,
        kind: columns.find("userType"),
        mail: columns.find("mail"),
        other: columns.find("alternateEmailAddress"),
        id: columns.any(&["id", "objectId"]),
        number: columns.find("employeeId"),
        name: columns.find("displayName"),
        dialect: Dialect::PLAIN.headed(created.map_or("", |place| columns.name(place))),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let upn = cell(self.upn);
        let Some(login) = normal(upn) else {
            return false;
        };
        let created = reading.stamp_of(row, self.created, &self.dialect);
        reading.records.accounts.push(Account {
            at: at(
                row,
                &[
                    (self.upn, Show::Person),
                    (self.kind, Show::Text),
                    (self.enabled, Show::Text),
                    (self.created, Show::Text),
                ],
            ),
            login,
            id: Some(cell(self.id).to_owned()).filter(|id| !id.is_empty()),
            email: normal(cell(self.mail)),
            aliases: addresses(cell(self.other)),
            number: Some(cell(self.number).to_owned()).filter(|n| !n.is_empty()),
            name: Some(cell(self.name).to_owned()).filter(|n| !n.is_empty()),
            state: state(tri(cell(self.enabled))),
            created,
            kind: kind(upn, cell(self.kind)),
            password: Flag::Unknown,
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        not_since_when(reading);
    }
}

/// Several addresses in one cell.
fn addresses(cell: &str) -> Vec<String> {
    cell.split([',', ';', '[', ']', '"'])
        .filter_map(normal)
        .filter(|a| a.contains('@'))
        .collect()
}

/// The state of an account that is enabled or not.
pub(super) fn state(enabled: Flag) -> AccountState {
    match enabled {
        Flag::Yes => AccountState::Active,
        Flag::No => AccountState::Suspended,
        _ => AccountState::Unknown,
    }
}

/// Whose account it is, by its name and what is said of it.
pub(super) fn kind(upn: &str, user_type: &str) -> AccountKind {
    if user_type.eq_ignore_ascii_case("guest") || upn.to_ascii_lowercase().contains("#ext#") {
        AccountKind::Guest
    } else {
        AccountKind::Unknown
    }
}

/// Says what a list of users cannot show.
pub(super) fn not_since_when(reading: &mut Reading) {
    reading.limits.push(
        "The file shows who is disabled and not since when; the audit log of Entra would show that."
            .to_owned(),
    );
}
