//! KnowBe4: enrolments in training, and the security tests of phishing campaigns (JSON of the reporting API).

use serde_json::Value;

use super::super::registry::{About, JsonFormat, ReadElements, Reading, at_element};
use super::{PROCEDURES, state};
use crate::evidence::canonical::{PhishingTest, Show, TrainingItem};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;

/// Enrolments.
pub(in super::super) const ENROLLMENTS: JsonFormat = JsonFormat {
    about: &About {
        id: "knowbe4-enrollments",
        name: "KnowBe4 training enrollments",
        trust: Trust::Embedded,
        kind: "training",
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
        kind: "training",
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
