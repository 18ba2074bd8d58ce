//! Okta: the system log as its interface gives it (JSON array, or a line each).
//!
//! Recorded answers were read. Events occur repeatedly with the same `uuid`; `target` may be null.

use std::collections::BTreeSet;

use serde_json::Value;

use super::events::{PROCEDURES, RETENTION, kind, succeeded};
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::elements::path;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::fields;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["published"];

/// The system log.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "okta-system-log",
        name: "Okta system log",
        trust: Trust::Seen,
        kind: EvidenceKind::AuthEvents,
        system: "okta",
        shows_a_day: false,
        retention_days: Some(RETENTION),
        procedures: PROCEDURES,
    },
    recognise: |_, first| {
        first.get("published").is_some()
            && first.get("eventType").is_some()
            && first.get("actor").is_some()
    },
    open: || Box::<Reader>::default(),
    keys: KEYS,
};

#[derive(Default)]
struct Reader {
    seen: BTreeSet<Box<str>>,
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let uuid = fields::text(value, "uuid");
        if !uuid.is_empty() && !self.seen.insert(uuid.into()) {
            return true;
        }
        let at = fields::stamp(reading, value, KEYS, 0, &Dialect::PLAIN);
        reading.happened(at);
        let Some(kind) = kind(fields::text(value, "eventType")) else {
            return true;
        };
        let targets = path(value, "target").and_then(Value::as_array);
        let target = targets
            .into_iter()
            .flatten()
            .find(|t| fields::text(t, "type") == "User")
            .map(|t| fields::text(t, "alternateId"));
        let actor = fields::text(value, "actor.alternateId");
        // Who signs in acts; to all else an account is the target.
        let subject = match kind {
            EventKind::SignedIn => actor,
            _ => target.unwrap_or_default(),
        };
        let Some(subject) = normal(subject) else {
            return true;
        };
        reading.records.account_events.push(AccountEvent {
            row: number,
            at,
            kind,
            subject: subject.into(),
            succeeded: succeeded(fields::text(value, "outcome.result")),
            second_factor: Flag::Unknown,
        });
        true
    }
}
