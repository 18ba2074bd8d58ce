//! AWS Backup: restore jobs, as `aws backup list-restore-jobs` gives them (JSON).

use serde_json::Value;

use super::keyed::Keyed;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{RestoreTest, Show};
use crate::evidence::decode::times::{Dialect, Epoch};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "RestoreJobId",
    "CreationDate",
    "CompletionDate",
    "Status",
    "RecoveryPointCreationDate",
    "ValidationStatus",
    "SourceResourceArn",
    "ResourceType",
];

/// Restore jobs.
pub(super) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "aws-backup-restore-jobs",
        name: "AWS Backup restore jobs",
        trust: Trust::Documented,
        kind: EvidenceKind::RestoreTest,
        system: "aws-backup",
        shows_a_day: true,
        retention_days: None,
        procedures: &["restore-test"],
    },
    recognise: |_, first| first.get("RestoreJobId").is_some() && first.get("Status").is_some(),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

/// The command line writes ISO times, or seconds where it is told to.
const DIALECT: Dialect = Dialect {
    epoch: Some(Epoch::Seconds),
    ..Dialect::PLAIN
};

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let keyed = Keyed {
            number,
            value,
            keys: KEYS,
        };
        if keyed.text(0).is_empty() {
            return false;
        }
        let source = if keyed.get(6).is_some() { 6 } else { 7 };
        let record = RestoreTest {
            at: keyed.at(&[
                (7, Show::Text),
                (1, Show::Text),
                (2, Show::Text),
                (3, Show::Text),
                (4, Show::Text),
                (5, Show::Text),
            ]),
            system: keyed.text(source).into_owned(),
            started: keyed.stamp(reading, 1, &DIALECT),
            ended: keyed.stamp(reading, 2, &DIALECT),
            recovery_point: keyed.stamp(reading, 4, &DIALECT),
            succeeded: match keyed.text(3).as_ref() {
                "COMPLETED" => Flag::Yes,
                "ABORTED" | "FAILED" => Flag::No,
                _ => Flag::Unknown,
            },
            validated: match keyed.text(5).as_ref() {
                "SUCCESSFUL" => Flag::Yes,
                "FAILED" | "TIMED_OUT" => Flag::No,
                _ => Flag::Unknown,
            },
            target_minutes: None,
        };
        reading.records.restores.push(record);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::understood::json;
    use super::*;

    #[test]
    fn times_are_iso_or_seconds_and_validation_is_a_third_thing() {
        let (id, read) = json(
            r#"{"RestoreJobs":[
            {"RestoreJobId":"a","Status":"COMPLETED","CreationDate":"2026-05-01T10:00:00+02:00","ResourceType":"RDS","ValidationStatus":"SUCCESSFUL"},
            {"RestoreJobId":"b","Status":"COMPLETED","CreationDate":1777622400.5,"ResourceType":"RDS"},
            {"RestoreJobId":"c","Status":"ABORTED","CreationDate":1777622400,"ResourceType":"RDS"}]}"#,
        );
        assert_eq!(id, "aws-backup-restore-jobs");
        let found: Vec<_> = read
            .records
            .restores
            .iter()
            .map(|r| (r.succeeded, r.validated, r.started.time.words()))
            .collect();
        assert_eq!(
            found[0],
            (Flag::Yes, Flag::Yes, "2026-05-01T08:00:00Z".to_owned())
        );
        assert_eq!(
            found[1],
            (Flag::Yes, Flag::Unknown, "2026-05-01T08:00:00Z".to_owned())
        );
        assert_eq!(found[2].0, Flag::No);
    }
}
