//! KnowBe4: enrolments in training, and the security tests of phishing campaigns (JSON of the reporting API).

use serde_json::Value;

use super::super::registry::{About, JsonFormat, ReadElements, Reading, at_element};
use super::{PROCEDURES, state};
use crate::evidence::canonical::{PhishingTest, Show, TrainingItem};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// Enrolments.
pub(in super::super) const ENROLLMENTS: JsonFormat = JsonFormat {
    about: &About {
        id: "knowbe4-enrollments",
        name: "KnowBe4 training enrollments",
        trust: Trust::Embedded,
        kind: EvidenceKind::Training,
        system: "knowbe4",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |_, first| {
        let has = |key| first.get(key).is_some();
        has("enrollment_id") && has("module_name") && has("status")
    },
    open: || Box::new(Enrollments),
    keys: &[
        "user.email",
        "module_name",
        "enrollment_date",
        "completion_date",
        "status",
    ],
};

/// Security tests of phishing campaigns.
pub(in super::super) const PHISHING: JsonFormat = JsonFormat {
    about: &About {
        id: "knowbe4-phishing",
        name: "KnowBe4 phishing security tests",
        trust: Trust::Seen,
        kind: EvidenceKind::Training,
        system: "knowbe4",
        shows_a_day: false,
        retention_days: None,
        procedures: &["phishing-cadence"],
    },
    recognise: |_, first| {
        let has = |key| first.get(key).is_some();
        has("started_at") && has("delivered_count") && (has("pst_id") || has("scheduled_count"))
    },
    open: || Box::new(Phishing),
    keys: &["status", "started_at", "delivered_count"],
};

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

struct Enrollments;

impl ReadElements for Enrollments {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        if value.get("enrollment_id").is_none() {
            return false;
        }
        // The person is null once their account was deleted.
        let email = value.get("user").map_or("", |user| word(user, "email"));
        let (course, status) = (word(value, "module_name"), word(value, "status"));
        let (given, done) = (
            word(value, "enrollment_date"),
            word(value, "completion_date"),
        );
        let at = at_element(
            number,
            [
                (0, Show::Person, email),
                (1, Show::Text, course),
                (2, Show::Text, given),
                (3, Show::Text, done),
                (4, Show::Text, status),
            ],
        );
        let assigned = reading.stamp(2, given, &Dialect::PLAIN);
        let completed = reading.stamp(3, done, &Dialect::PLAIN);
        reading.happened(assigned);
        reading.happened(completed);
        let item = TrainingItem {
            at,
            person: normal(email),
            course: course.to_owned(),
            assigned,
            completed,
            state: state(status),
            ..TrainingItem::default()
        };
        reading.records.trainings.push(item);
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "An administrator can mark a course as completed, and the export does not tell; the activity log would."
                .to_owned(),
        );
    }
}

struct Phishing;

impl ReadElements for Phishing {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let (status, started) = (word(value, "status"), word(value, "started_at"));
        let delivered = value.get("delivered_count").and_then(Value::as_u64);
        if status.is_empty() && started.is_empty() {
            return false;
        }
        let count = delivered.map(|n| n.to_string()).unwrap_or_default();
        let at = at_element(
            number,
            [
                (0, Show::Text, status),
                (1, Show::Text, started),
                (2, Show::Text, count.as_str()),
            ],
        );
        let started = reading.stamp(1, started, &Dialect::PLAIN);
        reading.happened(started);
        reading.records.phishing_tests.push(PhishingTest {
            at,
            started,
            delivered,
            failed: match status.to_ascii_lowercase().as_str() {
                "error" | "failed" => Flag::Yes,
                "" => Flag::Unknown,
                _ => Flag::No,
            },
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{file, format, records};
    use crate::evidence::canonical::TrainingState;
    use crate::evidence::decode::values::Flag;

    #[test]
    fn enrolments_of_people_who_were_deleted_are_kept() {
        let text = r#"[
            {"enrollment_id": 1, "module_name": "Basics", "user": {"id": 7, "email": "A@x.example"},
             "enrollment_date": "2026-05-01T00:00:00.000Z", "completion_date": "2026-05-09T10:00:00.000Z", "status": "Passed"},
            {"enrollment_id": 2, "module_name": "Basics", "user": null,
             "enrollment_date": "2026-05-01T00:00:00.000Z", "completion_date": null, "status": "Past Due"}]"#;
        let file = file(text);
        assert_eq!(format(&file), "knowbe4-enrollments");
        let found = &records(&file).trainings;
        assert_eq!(found[0].person.as_deref(), Some("a@x.example"));
        assert_eq!(
            (found[1].person.as_ref(), found[1].state),
            (None, TrainingState::Overdue)
        );
    }

    #[test]
    fn what_went_wrong_delivered_nothing_that_is_known() {
        let text = r#"[
            {"pst_id": 1, "status": "Closed", "started_at": "2026-05-12T08:00:00Z", "scheduled_count": 9, "delivered_count": 8},
            {"pst_id": 2, "status": "Error", "started_at": "2026-08-12T08:00:00Z", "scheduled_count": null, "delivered_count": null}]"#;
        let file = file(text);
        assert_eq!(format(&file), "knowbe4-phishing");
        let found = &records(&file).phishing_tests;
        assert_eq!((found[0].delivered, found[0].failed), (Some(8), Flag::No));
        assert_eq!((found[1].delivered, found[1].failed), (None, Flag::Yes));
    }
}
