//! Okta: the system log that the admin console downloads (CSV).
//!
//! Its flattened columns are embedded elsewhere; no original file was seen.

use std::collections::BTreeSet;

use super::events::{PROCEDURES, RETENTION, kind, succeeded};
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

const ACTOR: &str = "actor.alternate_id";

/// The system log as a table.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "okta-system-log-csv",
        name: "Okta system log",
        trust: Trust::Embedded,
        kind: EvidenceKind::AuthEvents,
        system: "okta",
        shows_a_day: false,
        retention_days: Some(RETENTION),
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        columns.has(&["event_type", ACTOR])
            || columns.has(&["event_type", "legacy_event_type", "actor.id"])
    },
    open,
};

struct Reader {
    at: Option<usize>,
    kind: Option<usize>,
    actor: Option<usize>,
    result: Option<usize>,
    uuid: Option<usize>,
    /// Type and login of each target.
    targets: Vec<(Option<usize>, Option<usize>)>,
    seen: BTreeSet<Box<str>>,
    dialect: Dialect,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let at = columns.any(&["timestamp", "published"]);
    if at.is_none() {
        return Err(incomplete(
            "Okta system log",
            &columns.missing(&["timestamp"]),
        ));
    }
    let missing = columns.missing(&[ACTOR, "target0.alternate_id", "target0.type"]);
    if !missing.is_empty() {
        return Err(incomplete("Okta system log", &missing));
    }
    let target = |n: usize, what: &str| columns.find(&format!("target{n}.{what}"));
    Ok(Box::new(Reader {
        at,
        kind: columns.find("event_type"),
        actor: columns.find(ACTOR),
        result: columns.any(&["outcome.result", "outcome_result"]),
        uuid: columns.any(&["uuid", "event_id"]),
        targets: (0..8)
            .map(|n| (target(n, "type"), target(n, "alternate_id")))
            .filter(|(_, login)| login.is_some())
            .collect(),
        seen: BTreeSet::new(),
        // The console shows times of the viewer's zone; where the cell has none it stays open.
        dialect: Dialect::PLAIN,
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let uuid = cell(self.uuid);
        if !uuid.is_empty() && !self.seen.insert(uuid.into()) {
            return true;
        }
        let at = reading.stamp_of(row, self.at, &self.dialect);
        reading.happened(at);
        let Some(kind) = kind(cell(self.kind)) else {
            return true;
        };
        let target = self.targets.iter().find(|(t, _)| cell(*t) == "User");
        let subject = match kind {
            EventKind::SignedIn => cell(self.actor),
            _ => target.map_or("", |(_, login)| cell(*login)),
        };
        let Some(subject) = normal(subject) else {
            return true;
        };
        reading.records.account_events.push(AccountEvent {
            row: row.number,
            at,
            kind,
            subject: subject.into(),
            succeeded: succeeded(cell(self.result)),
            second_factor: Flag::Unknown,
        });
        true
    }
}
