//! Prowler's findings in the Open Cybersecurity Schema Framework (JSON).

use serde_json::Value;

use super::{kind_of, made, prowler};
use crate::evidence::canonical::{Finding, Severity, Show};
use crate::evidence::decode::times::Dialect;
use crate::evidence::formats::keyed::Keyed;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "finding_info.uid",
    "metadata.event_code",
    "finding_info.title",
    "status_code",
    "status",
    "severity",
    "finding_info.created_time_dt",
    "resources.0.region",
    "resources.0.uid",
    "time_dt",
];

/// Prowler in the open schema.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "prowler-ocsf",
        name: "Prowler findings (OCSF)",
        trust: Trust::Seen,
        kind: EvidenceKind::Findings,
        system: "prowler",
        shows_a_day: true,
        retention_days: None,
        procedures: &["encryption-checks"],
    },
    recognise: |_, first| {
        let first = Keyed {
            number: 1,
            value: first,
            keys: KEYS,
        };
        first.get(1).is_some()
            && first.get(3).is_some()
            && first.value.get("finding_info").is_some()
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: KEYS,
        };
        let status = keyed.text(3);
        if status.is_empty() {
            return false;
        }
        let time = if keyed.get(9).is_some() { 9 } else { 6 };
        let stamp = keyed.stamp(reading, time, &Dialect::PLAIN);
        made(reading, stamp);
        let muted = keyed.text(4).eq_ignore_ascii_case("suppressed");
        let id = format!("{} {} {number}", keyed.text(0), keyed.text(8));
        reading.records.findings.push(Finding {
            at: keyed.at(&[
                (1, Show::Text),
                (3, Show::Text),
                (4, Show::Text),
                (5, Show::Text),
                (7, Show::Text),
            ]),
            id: id.into(),
            kind: kind_of(&keyed.text(1), &keyed.text(2)),
            state: prowler::state(&status, muted),
            severity: Severity::of(&keyed.text(5)),
            ..Finding::default()
        });
        true
    }
}
