//! Microsoft 365: the active users that its admin center exports (CSV).
//!
//! The columns are embedded elsewhere; no original file was seen. `Block credential` is true for who is disabled.

use super::users::{SYSTEM, kind, not_since_when, state};
use crate::error::Problem;
use crate::evidence::canonical::{Account, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::incomplete;
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat, at};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const UPN: &str = "User principal name";
const BLOCKED: &str = "Block credential";

/// The users of Microsoft 365: accounts of the same directory as Entra's.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "microsoft-365-users",
        name: "Microsoft 365 users",
        trust: Trust::Embedded,
        kind: EvidenceKind::Accounts,
        system: SYSTEM,
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "orphan-accounts"],
    },
    recognise: |columns| {
        columns.has(&[UPN, "Display name"])
            && (columns.find(BLOCKED).is_some()
                || columns.has(&["Licenses", "Last password change time stamp"]))
    },
    open,
};

struct Reader {
    upn: Option<usize>,
    blocked: Option<usize>,
    created: Option<usize>,
    name: Option<usize>,
    other: Option<usize>,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let missing = columns.missing(&[UPN, BLOCKED]);
    if !missing.is_empty() {
        return Err(incomplete("Microsoft 365 users", &missing));
    }
    Ok(Box::new(Reader {
        upn: columns.find(UPN),
        blocked: columns.find(BLOCKED),
        created: columns.find("When created"),
        name: columns.find("Display name"),
        other: columns.any(&["Alternate email addresses", "Proxy addresses"]),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let upn = cell(self.upn);
        let Some(login) = normal(upn) else {
            return false;
        };
        let created = reading.stamp_of(row, self.created, &Dialect::PLAIN);
        let enabled = match tri(cell(self.blocked)) {
            Flag::Yes => Flag::No,
            Flag::No => Flag::Yes,
            other => other,
        };
        let others = cell(self.other).split([',', ';', '+', ' ']);
        reading.records.accounts.push(Account {
            at: at(
                row,
                &[
                    (self.upn, Show::Person),
                    (self.blocked, Show::Text),
                    (self.created, Show::Text),
                ],
            ),
            login,
            aliases: others
                .filter_map(|a| normal(a.trim_start_matches("smtp:").trim_start_matches("SMTP:")))
                .filter(|a| a.contains('@'))
                .collect(),
            name: Some(cell(self.name).to_owned()).filter(|n| !n.is_empty()),
            state: state(enabled),
            created,
            kind: kind(upn, ""),
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        not_since_when(reading);
    }
}
