//! GitHub: rule suites, which show each push that the rules of a repository were evaluated for.
//!
//! The interface gives one month at most. `bypass` is a push that the rules would have stopped and somebody's exception
//! let through.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, login};
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["result", "pushed_at", "ref", "actor_name"];

/// `GET …/rulesets/rule-suites`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-rule-suites",
        name: "GitHub rule suites",
        trust: Trust::Embedded,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: Some(31),
        procedures: &["rule-overrides"],
    },
    recognise: |_, first| {
        has_keys(first, &["pushed_at", "result"])
            && (first.get("before_sha").is_some() || first.get("after_sha").is_some())
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let push = Element::new(number, value, KEYS);
        let at = push.stamp("pushed_at", reading, &TIMES);
        reading.happened(at);
        if push.text("result") == "bypass" {
            reading.records.account_events.push(AccountEvent {
                row: number,
                at,
                kind: EventKind::RuleOverridden,
                subject: login(&push.text("actor_name")).unwrap_or_default().into(),
                succeeded: Flag::Yes,
                second_factor: Flag::Unknown,
            });
        }
        push.some("result").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn a_bypass_is_an_override() {
        let text = r#"[{"id":1,"actor_name":"A","before_sha":"a","after_sha":"b","ref":"refs/heads/main","pushed_at":"2026-06-01T09:00:00Z","result":"bypass"},
            {"id":2,"actor_name":"A","before_sha":"a","after_sha":"b","ref":"refs/heads/main","pushed_at":"2026-06-02T09:00:00Z","result":"pass"}]"#;
        let read = of("github-rule-suites", text);
        let events = &records(&read).account_events;
        assert_eq!(events.len(), 1);
        assert_eq!(
            (events[0].kind, &*events[0].subject),
            (EventKind::RuleOverridden, "a")
        );
        assert_eq!(read.rows.parsed, 2);
    }
}
