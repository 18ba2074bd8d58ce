//! Jira: issues as the REST interface gives them.
//!
//! Times have an offset without a colon. The key of a status category is the same in every language.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{about_leaving, category};
use crate::evidence::canonical::{Show, Stamp, StatusCategory, Ticket};
use crate::evidence::decode::times::Dialect;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "key",
    "fields.issuetype.name",
    "fields.status.name",
    "fields.created",
    "fields.updated",
    "fields.resolutiondate",
];

/// Issues of Jira's interface.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "jira-issues",
        name: "Jira issues (JSON)",
        trust: Trust::Documented,
        kind: EvidenceKind::Ticket,
        system: "jira",
        shows_a_day: false,
        retention_days: None,
        procedures: super::PROCEDURES,
    },
    recognise: |_, first| has_keys(first, &["key", "fields"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let issue = Element::new(number, value, KEYS);
        let Some(key) = issue.some("key") else {
            return false;
        };
        let created = issue.stamp("fields.created", reading, &Dialect::PLAIN);
        reading.happened(created);
        let of_status = match issue.text("fields.status.statusCategory.key").as_ref() {
            "new" => StatusCategory::ToDo,
            "indeterminate" => StatusCategory::Doing,
            "done" => StatusCategory::Done,
            _ => category(&issue.text("fields.status.name")),
        };
        let resolved = issue.stamp("fields.resolutiondate", reading, &Dialect::PLAIN);
        let updated = issue.stamp("fields.updated", reading, &Dialect::PLAIN);
        reading.records.tickets.push(Ticket {
            at: issue.at(&[
                ("key", Show::Text),
                ("fields.issuetype.name", Show::Text),
                ("fields.status.name", Show::Text),
                ("fields.created", Show::Text),
            ]),
            key,
            title: issue.text("fields.summary").into_owned(),
            kind: issue.some("fields.issuetype.name"),
            status: issue.text("fields.status.name").into_owned(),
            category: of_status,
            created,
            resolved,
            updated,
            responded: Stamp::NONE,
            about: about_leaving(
                &issue.text("fields.summary"),
                &issue.text("fields.issuetype.name"),
                &issue.text("fields.description"),
            ),
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn offsets_have_no_colon_and_pages_are_told() {
        let text = r#"{"startAt":0,"maxResults":1,"total":9,"issues":[{"key":"ABC-1","fields":{"summary":"x","issuetype":{"name":"Aufgabe"},
            "status":{"name":"已完成","statusCategory":{"key":"done"}},"created":"2022-01-11T20:42:25.000-0500","resolutiondate":null}}]}"#;
        let read = of("jira-issues", text);
        let ticket = &records(&read).tickets[0];
        assert_eq!(ticket.created.time.words(), "2022-01-12T01:42:25Z");
        assert_eq!(ticket.category, StatusCategory::Done);
        let questions = &read.reading().1.questions;
        assert!(questions[0].contains("`total` says 9"), "{questions:?}");
    }
}
