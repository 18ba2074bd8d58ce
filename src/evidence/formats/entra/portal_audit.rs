//! Entra: the audit log of the directory as the portal downloads it (CSV), with targets and changes in columns of their own.
//!
//! Its header is known from those who read it; no original file was seen.

use serde_json::json;

use super::audit_logs::{kind, login};
use super::users::SYSTEM;
use crate::error::Problem;
use crate::evidence::canonical::AccountEvent;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::incomplete;
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const TIMES: [&str; 2] = ["Date (UTC)", "Date"];
const TARGET: &str = "Target1UserPrincipalName";
/// Columns of changed properties that the portal writes for the first target, at most.
const PROPERTIES: usize = 5;

/// The audit log of the portal.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "entra-portal-audit-log",
        name: "Entra audit log (portal)",
        trust: Trust::Embedded,
        kind: EvidenceKind::AuthEvents,
        system: SYSTEM,
        shows_a_day: false,
        retention_days: Some(30),
        procedures: &["leaver-access"],
    },
    recognise: |columns| columns.has(&["Activity", "ActorUserPrincipalName", TARGET]),
    open,
};

struct Reader {
    at: usize,
    activity: Option<usize>,
    result: Option<usize>,
    target: Option<usize>,
    id: Option<usize>,
    /// Name and new value of each changed property.
    properties: Vec<(usize, usize)>,
    dialect: Dialect,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let Some(at) = columns.any(&TIMES) else {
        let missing = columns.missing(&["Date (UTC)"]);
        return Err(incomplete("Entra audit log", &missing));
    };
    let property = |n: usize| {
        let of = |what: &str| columns.find(&format!("Target1ModifiedProperty{n}{what}"));
        Some((of("Name")?, of("NewValue")?))
    };
    Ok(Box::new(Reader {
        at,
        activity: columns.find("Activity"),
        result: columns.find("Result"),
        target: columns.find(TARGET),
        id: columns.find("Target1ObjectId"),
        properties: (1..=PROPERTIES).filter_map(property).collect(),
        dialect: Dialect::PLAIN.headed(columns.name(at)),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place)).trim();
        let at = reading.stamp_of(row, Some(self.at), &self.dialect);
        reading.happened(at);
        let changed = self.properties.iter();
        let changed: Vec<_> = changed
            .map(|(name, value)| {
                json!({"displayName": row.cell(*name).trim(), "newValue": row.cell(*value)})
            })
            .collect();
        // As the log itself has it, so that both are read by the same rules.
        let target = json!({
            "id": cell(self.id), "userPrincipalName": cell(self.target), "modifiedProperties": changed,
        });
        let (Some(kind), Some(subject)) = (kind(cell(self.activity), &target), login(&target))
        else {
            return true;
        };
        reading.records.account_events.push(AccountEvent {
            row: row.number,
            at,
            kind,
            subject: subject.into(),
            succeeded: match cell(self.result).to_ascii_lowercase().as_str() {
                "success" => Flag::Yes,
                "failure" | "timeout" => Flag::No,
                _ => Flag::Unknown,
            },
            second_factor: Flag::Unknown,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{moment, of, records};
    use super::*;
    use crate::evidence::canonical::EventKind;

    #[test]
    fn what_changes_access_is_read() {
        let text = "Date (UTC),CorrelationId,Service,Category,Activity,Result,ResultReason,ActorType,ActorUserPrincipalName,Target1Type,Target1DisplayName,Target1ObjectId,Target1UserPrincipalName,Target1ModifiedProperty1Name,Target1ModifiedProperty1OldValue,Target1ModifiedProperty1NewValue\n\
            2026-07-01T08:19:41Z,c,Core Directory,UserManagement,Disable account,success,,User,adm@acme.example,User,Ines,o1,Ines@acme.example,AccountEnabled,[true],[false]\n\
            2026-07-02T08:19:41Z,c,Core Directory,UserManagement,Update user,success,,User,adm@acme.example,User,Max,o2,max@acme.example,AccountEnabled,[false],[true]\n\
            2026-07-03T08:19:41Z,c,Core Directory,GroupManagement,Update group,success,,User,adm@acme.example,Group,G,o3,,,,\n";
        let read = of("entra-portal-audit-log", text);
        let found = &records(&read).account_events;
        assert_eq!(found.len(), 2);
        assert_eq!(&*found[0].subject, "ines@acme.example");
        assert_eq!(
            (found[0].kind, found[0].succeeded),
            (EventKind::Disabled, Flag::Yes)
        );
        assert_eq!(found[0].at.time, moment("2026-07-01T08:19:41Z"));
        assert_eq!(found[1].kind, EventKind::Enabled);
    }
}
