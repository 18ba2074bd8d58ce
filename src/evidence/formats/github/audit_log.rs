//! GitHub: the audit log of an organisation, as JSON or lines of JSON.
//!
//! Times are milliseconds since 1970. The log is kept for about 180 days.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::login;
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::times::{Dialect, Epoch};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["action", "actor", "user", "created_at", "@timestamp"];
const TIMES: Dialect = Dialect {
    epoch: Some(Epoch::Milliseconds),
    ..Dialect::PLAIN
};

/// The audit log of an organisation.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-audit-log",
        name: "GitHub audit log",
        trust: Trust::Documented,
        kind: EvidenceKind::AuthEvents,
        system: "github",
        shows_a_day: false,
        retention_days: Some(180),
        procedures: &["leaver-access", "rule-overrides"],
    },
    recognise: |_, first| {
        let timed = first.get("@timestamp").is_some()
            || first.get("created_at").is_some_and(Value::is_number);
        let action = first
            .get("action")
            .and_then(Value::as_str)
            .unwrap_or_default();
        timed
            && action.contains('.')
            && (has_keys(first, &["actor"]) || has_keys(first, &["_document_id"]))
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

fn kind(action: &str) -> Option<EventKind> {
    Some(match action {
        "org.remove_member" => EventKind::Deleted,
        "org.add_member" => EventKind::Created,
        "org.disable_two_factor_requirement" => EventKind::FactorRemoved,
        "protected_branch.policy_override" | "protected_branch.destroy" => {
            EventKind::RuleOverridden
        }
        "protected_branch.create" => EventKind::RuleChanged,
        action if action.starts_with("protected_branch.update_") => EventKind::RuleChanged,
        "repository_ruleset.destroy" => EventKind::RuleOverridden,
        "repository_ruleset.create" | "repository_ruleset.update" => EventKind::RuleChanged,
        _ => return None,
    })
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let event = Element::new(number, value, KEYS);
        let action = event.text("action");
        let keys = if event.has("created_at") {
            "created_at"
        } else {
            "@timestamp"
        };
        let at = event.stamp(keys, reading, &TIMES);
        reading.happened(at);
        if action.is_empty() {
            return false;
        }
        let Some(kind) = kind(&action) else {
            return true;
        };
        let of_member = matches!(kind, EventKind::Deleted | EventKind::Created);
        let subject = if of_member {
            event.some("user")
        } else {
            event.some("actor")
        };
        reading.records.account_events.push(AccountEvent {
            row: number,
            at,
            kind,
            subject: subject.and_then(|s| login(&s)).unwrap_or_default().into(),
            succeeded: Flag::Yes,
            second_factor: Flag::Unknown,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{moment, of, records};
    use super::*;

    const LINES: &str = concat!(
        r#"{"@timestamp":1780304400000,"_document_id":"1","action":"protected_branch.policy_override","actor":"Adm","created_at":1780304400000,"org":"e","repo":"e/a"}"#,
        "\n",
        r#"{"@timestamp":1780304401000,"_document_id":"2","action":"org.remove_member","actor":"Adm","user":"Leaver","created_at":1780304401000,"org":"e"}"#,
        "\n",
        r#"{"@timestamp":1780304402000,"_document_id":"3","action":"protected_branch.update_admin_enforced","actor":"Adm"}"#,
        "\n",
        r#"{"@timestamp":1780304403000,"_document_id":"4","action":"repo.access","actor":"Adm"}"#,
        "\n"
    );

    #[test]
    fn lines_and_lists_are_the_same() {
        let list = format!("[{}]", LINES.trim_end().replace('\n', ","));
        for text in [LINES, &list] {
            let read = of("github-audit-log", text);
            let found: Vec<_> = records(&read)
                .account_events
                .iter()
                .map(|e| (e.row, e.kind, &*e.subject))
                .collect();
            assert_eq!(
                found,
                [
                    (1, EventKind::RuleOverridden, "adm"),
                    (2, EventKind::Deleted, "leaver"),
                    (3, EventKind::RuleChanged, "adm"),
                ]
            );
            assert_eq!(
                records(&read).account_events[0].at.time,
                moment("2026-06-01T09:00:00Z")
            );
            assert_eq!(read.rows.parsed, 4);
        }
    }
}
