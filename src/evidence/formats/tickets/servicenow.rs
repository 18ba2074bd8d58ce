//! ServiceNow: records of its Table interface, such as change requests and incidents.
//!
//! Every value is a text, or an object of `display_value` and `value`. What is displayed is in the user's zone and
//! format; the value is in UTC.

use serde_json::Value;

use super::super::element::Element;
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::about_leaving;
use crate::evidence::canonical::{Show, Stamp, StatusCategory, Ticket};
use crate::evidence::decode::times::Dialect;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "number",
    "type",
    "state",
    "sys_created_on",
    "opened_at",
    "closed_at",
    "number.value",
    "type.value",
    "state.value",
    "sys_created_on.value",
    "opened_at.value",
    "closed_at.value",
    "sys_updated_on",
    "sys_updated_on.value",
];
const TIMES: Dialect = Dialect {
    utc: true,
    ..Dialect::PLAIN
};

/// Records of ServiceNow.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "servicenow-records",
        name: "ServiceNow records",
        trust: Trust::Documented,
        kind: EvidenceKind::Ticket,
        system: "servicenow",
        shows_a_day: false,
        retention_days: None,
        procedures: super::PROCEDURES,
    },
    recognise: |_, first| {
        let telling = ["sys_created_on", "sys_id", "sys_class_name", "opened_at"];
        first
            .get("number")
            .is_some_and(|n| n.is_string() || n.is_object())
            && telling.iter().any(|key| first.get(key).is_some())
    },
    open: || Box::new(Reader { rows: 0 }),
    keys: KEYS,
};

struct Reader {
    rows: u32,
}

/// The path to the value of a field: of its two forms the one in UTC.
fn field(record: Element<'_>, name: &'static str, inner: &'static str) -> &'static str {
    if record.has(inner) { inner } else { name }
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let record = Element::new(number, value, KEYS);
        let Some(key) = record.any(&["number.value", "number.display_value", "number"]) else {
            return false;
        };
        self.rows += 1;
        let opened = field(record, "opened_at", "opened_at.value");
        let made = field(record, "sys_created_on", "sys_created_on.value");
        let made = if record.some(made).is_some() {
            made
        } else {
            opened
        };
        let created = record.stamp(made, reading, &TIMES);
        reading.happened(created);
        let resolved = record.stamp(
            field(record, "closed_at", "closed_at.value"),
            reading,
            &TIMES,
        );
        let updated = record.stamp(
            field(record, "sys_updated_on", "sys_updated_on.value"),
            reading,
            &TIMES,
        );
        let state = field(record, "state", "state.value");
        let text = |keys: &[&str]| record.any(keys).unwrap_or_default();
        let closed = record.any(&["active.value", "active"]);
        reading.records.tickets.push(Ticket {
            at: record.at(&[
                (field(record, "number", "number.value"), Show::Text),
                (field(record, "type", "type.value"), Show::Text),
                (state, Show::Text),
                (made, Show::Text),
            ]),
            key,
            title: record
                .any(&["short_description.value", "short_description"])
                .unwrap_or_default(),
            kind: record.any(&[
                "type.value",
                "type",
                "sys_class_name.value",
                "sys_class_name",
            ]),
            status: record.some(state).unwrap_or_default(),
            // Numbers of states differ between tables; whether a record is active does not.
            category: match closed.as_deref() {
                Some("false") => StatusCategory::Done,
                Some("true") => StatusCategory::Doing,
                _ => StatusCategory::Unknown,
            },
            created,
            resolved,
            updated,
            responded: Stamp::NONE,
            about: about_leaving(
                &text(&["short_description.value", "short_description"]),
                "",
                &text(&["description.value", "description"]),
            ),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if matches!(self.rows, 500 | 1000 | 10_000) {
            reading.questions.push(format!(
                "The file has exactly {} records, which is a usual limit of a query. Are there more?",
                self.rows
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn texts_and_pairs_are_the_same() {
        let plain = r#"{"result":[{"number":"CHG0030001","active":"false","state":"7","sys_id":"x","sys_created_on":"2015-07-06 18:59:27","type":"emergency"}]}"#;
        let pairs = r#"{"result":[{"number":{"display_value":"CHG0030001","value":"CHG0030001"},"active":{"display_value":"false","value":"false"},
            "sys_id":{"display_value":"x","value":"x"},"type":{"display_value":"Emergency","value":"emergency"},
            "sys_created_on":{"display_value":"07/06/2015 11:59:27","value":"2015-07-06 18:59:27"}}]}"#;
        for text in [plain, pairs] {
            let read = of("servicenow-records", text);
            let ticket = &records(&read).tickets[0];
            assert_eq!(ticket.key, "CHG0030001");
            assert_eq!(ticket.created.time.words(), "2015-07-06T18:59:27Z");
            assert_eq!(ticket.kind.as_deref(), Some("emergency"));
            assert_eq!(ticket.category, StatusCategory::Done);
        }
    }
}
