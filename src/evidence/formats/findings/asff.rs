//! AWS Security Hub: findings in the AWS Security Finding Format (JSON).

use serde_json::Value;

use super::kind_of;
use crate::evidence::canonical::{Finding, FindingKind, FindingState, Severity, Show, Stamp};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::keyed::Keyed;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "Id",
    "RecordState",
    "Workflow.Status",
    "Compliance.Status",
    "Compliance.SecurityControlId",
    "Severity.Label",
    "FirstObservedAt",
    "CreatedAt",
    "UpdatedAt",
    "Title",
    "GeneratorId",
    "Note.Text",
];

/// Findings of Security Hub.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "aws-security-hub",
        name: "AWS Security Hub findings",
        trust: Trust::Documented,
        kind: EvidenceKind::Findings,
        system: "aws",
        shows_a_day: true,
        retention_days: None,
        procedures: &["encryption-checks", "vulnerability-sla"],
    },
    recognise: |_, first| {
        ["ProductArn", "AwsAccountId", "GeneratorId"]
            .iter()
            .all(|key| first.get(key).is_some())
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
        let id = keyed.text(0);
        if id.is_empty() {
            return false;
        }
        let setting = keyed.get(3).is_some();
        let first = if keyed.get(6).is_some() { 6 } else { 7 };
        let state = state(
            &keyed.text(1),
            &keyed.text(2),
            setting.then(|| keyed.text(3)).as_deref(),
        );
        // The time of the last change is when a closed finding was closed at the latest.
        let closed = match state {
            FindingState::Fixed => keyed.stamp(reading, 8, &Dialect::PLAIN),
            _ => Stamp::NONE,
        };
        let first_seen = keyed.stamp(reading, first, &Dialect::PLAIN);
        let check = match keyed.text(4) {
            id if id.is_empty() => keyed.text(10),
            id => id,
        };
        reading.records.findings.push(Finding {
            at: keyed.at(&[
                (1, Show::Text),
                (2, Show::Text),
                (3, Show::Text),
                (4, Show::Text),
                (5, Show::Text),
                (first, Show::Text),
            ]),
            id: id.into(),
            kind: match setting {
                true => kind_of(&check, &keyed.text(9)),
                false => FindingKind::Weakness,
            },
            state,
            severity: Severity::of(&keyed.text(5)),
            first_seen,
            closed,
            reasoned: keyed.filled(11),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        let unsaid =
            |f: &Finding| f.state == FindingState::Suppressed && f.reasoned == Flag::Unknown;
        if reading.records.findings.iter().any(unsaid) {
            reading.limits.push(
                "Security Hub says who suppressed a finding and why only in a note, and some findings have none."
                    .to_owned(),
            );
        }
    }
}

/// What counts: active and not suppressed is open. What is archived shows nothing any more.
fn state(record: &str, workflow: &str, compliance: Option<&str>) -> FindingState {
    if workflow == "SUPPRESSED" {
        return FindingState::Suppressed;
    }
    match (record, compliance, workflow) {
        ("ARCHIVED", Some(_), _) => FindingState::Archived,
        (_, Some("PASSED"), _) => FindingState::Clear,
        ("ARCHIVED", None, _) | (_, None, "RESOLVED") => FindingState::Fixed,
        ("ACTIVE" | "", Some("FAILED") | None, _) => FindingState::Open,
        (_, Some("WARNING" | "NOT_AVAILABLE"), _) => FindingState::Manual,
        _ => FindingState::Unknown,
    }
}
