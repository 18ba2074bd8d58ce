//! Entra: the audit log of the directory from Log Analytics (CSV), with JSON in its cells.
//!
//! A real export was read. Only rows that change the access of a user are looked into.

use serde_json::Value;

use super::users::SYSTEM;
use crate::error::Problem;
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::incomplete;
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const TARGETS: &str = "TargetResources";
const TIMES: [&str; 4] = [
    "ActivityDateTime [UTC]",
    "ActivityDateTime",
    "TimeGenerated [UTC]",
    "TimeGenerated",
];

/// The audit log of Entra.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "entra-audit-logs",
        name: "Entra audit log",
        trust: Trust::Seen,
        kind: EvidenceKind::AuthEvents,
        system: SYSTEM,
        shows_a_day: false,
        retention_days: Some(30),
        procedures: &["leaver-access"],
    },
    recognise: |columns| {
        columns.has(&["OperationName", "InitiatedBy"])
            && (columns.find(TARGETS).is_some() || columns.find("ActivityDisplayName").is_some())
    },
    open,
};

struct Reader {
    at: Option<usize>,
    operation: Option<usize>,
    targets: Option<usize>,
    result: Option<usize>,
    dialect: Dialect,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let at = columns.any(&TIMES);
    let mut missing = columns.missing(&[TARGETS]);
    if at.is_none() {
        missing.extend(columns.missing(&["ActivityDateTime [UTC]"]));
    }
    if !missing.is_empty() {
        return Err(incomplete("Entra audit log", &missing));
    }
    Ok(Box::new(Reader {
        at,
        operation: columns.find("OperationName"),
        targets: columns.find(TARGETS),
        result: columns.find("Result"),
        dialect: Dialect::PLAIN.headed(at.map_or("", |place| columns.name(place))),
    }))
}

/// What an operation does; nothing for the many that change no access.
pub(super) fn kind(operation: &str, target: &Value) -> Option<EventKind> {
    Some(match operation.to_ascii_lowercase().as_str() {
        "add user" => EventKind::Created,
        "enable account" | "restore user" => EventKind::Enabled,
        "disable account" => EventKind::Disabled,
        "delete user" | "hard delete user" => EventKind::Deleted,
        "add member to group"
        | "add member to role"
        | "add app role assignment grant to user"
        | "add app role assignment to user" => EventKind::Granted,
        "remove member from group"
        | "remove member from role"
        | "remove app role assignment from user" => EventKind::Revoked,
        "user deleted security info" | "admin deleted security info" => EventKind::FactorRemoved,
        "update user" => return switched(target),
        _ => return None,
    })
}

/// What an update of a user says of whether the account is enabled.
fn switched(target: &Value) -> Option<EventKind> {
    let changes = target.get("modifiedProperties")?.as_array()?;
    let switch = changes
        .iter()
        .find(|c| c.get("displayName").and_then(Value::as_str) == Some("AccountEnabled"))?;
    let now = switch
        .get("newValue")?
        .as_str()?
        .trim_matches(|c: char| !c.is_alphanumeric());
    match now.to_ascii_lowercase().as_str() {
        "true" => Some(EventKind::Enabled),
        "false" => Some(EventKind::Disabled),
        _ => None,
    }
}

/// Operations of which no target needs to be looked at.
fn may_matter(operation: &str) -> bool {
    let operation = operation.to_ascii_lowercase();
    ["user", "account", "member", "security info"]
        .iter()
        .any(|word| operation.contains(word))
}

/// The user among the targets.
fn user(targets: &Value) -> Option<&Value> {
    targets.as_array()?.iter().find(|t| {
        let name = t.get("userPrincipalName").and_then(Value::as_str);
        name.is_some_and(|n| !n.is_empty())
    })
}

/// The login of a target. That of a deleted user has the user's id without dashes before it.
pub(super) fn login(target: &Value) -> Option<String> {
    let text = |key| target.get(key).and_then(Value::as_str).unwrap_or_default();
    let id = text("id").replace('-', "").to_lowercase();
    let login = normal(text("userPrincipalName"))?;
    match login.strip_prefix(&id) {
        Some(rest) if id.len() == 32 && !rest.starts_with('@') => Some(rest.to_owned()),
        _ => Some(login),
    }
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let at = reading.stamp_of(row, self.at, &self.dialect);
        reading.happened(at);
        let operation = cell(self.operation);
        if !may_matter(operation) {
            return true;
        }
        let Ok(targets) = serde_json::from_str::<Value>(cell(self.targets)) else {
            // `(blank)` and a cell that was cut name nobody; only the second is worth saying.
            return !cell(self.targets).starts_with('[');
        };
        let Some(target) = user(&targets) else {
            return true;
        };
        let (Some(kind), Some(subject)) = (kind(operation, target), login(target)) else {
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
