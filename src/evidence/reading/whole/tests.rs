//! Lines of JSON, one of them alone, and what stands in it.

use crate::evidence::formats::tried::{of, read};
use crate::evidence::reading::FileRead;

const OKTA: &str = r#"{"uuid":"1","published":"2026-07-01T10:00:00.000Z","eventType":"user.lifecycle.deactivate","outcome":{"result":"SUCCESS"},"actor":{"id":"0","type":"User","alternateId":"adm@x.example"},"target":[{"id":"2","type":"User","alternateId":"a@x.example"}]}"#;
const AUDIT: &str = r#"{"@timestamp":1782900000000,"_document_id":"1","action":"org.remove_member","actor":"adm","user":"leaver","created_at":1782900000000,"org":"e","events":[{"a":1}]}"#;
const SUITE: &str = r#"{"id":1,"actor_name":"A","before_sha":"a","after_sha":"b","ref":"refs/heads/main","pushed_at":"2026-06-01T09:00:00Z","result":"bypass","rule_evaluations":[{"result":"fail"}]}"#;
const PULL: &str = r#"{"number":4,"state":"MERGED","title":"x","author":{"login":"a"},"baseRefName":"main","createdAt":"2026-06-01T09:00:00Z","mergedAt":"2026-06-02T09:00:00Z","reviews":[],"reviewDecision":"APPROVED"}"#;

fn events(read: &FileRead) -> usize {
    let records = &read.recorded.reading.records;
    records.account_events.len() + records.changes.len()
}

#[test]
fn one_line_alone_is_read_as_several_are() {
    for (id, line) in [
        ("okta-system-log", OKTA),
        ("github-audit-log", AUDIT),
        ("github-rule-suites", SUITE),
        ("github-pull-requests-gh", PULL),
    ] {
        let second = line
            .replacen('1', "7", 1)
            .replacen("\"number\":4", "\"number\":5", 1);
        let id = match id {
            // Its name is not what is tested.
            "github-pull-requests-gh" => read(line).unwrap().recorded.about.id,
            id => id,
        };
        let several = of(id, &format!("{line}\n{second}\n"));
        assert_eq!((several.rows.parsed, events(&several)), (2, 2), "{id}");
        for text in [
            line.to_owned(),
            format!("{line}\n"),
            format!("\u{feff}{line}\r\n\r\n"),
            format!("\n[{line}]"),
        ] {
            let one = of(id, &text);
            assert_eq!(
                (one.rows.parsed, one.rows.rejected, events(&one)),
                (1, 0, 1),
                "{id}"
            );
        }
    }
}

#[test]
fn what_no_format_knows_is_refused_as_before() {
    let refused = |text: &str| read(text).unwrap_err().to_string();
    assert!(refused(r#"{"a":[{"b":1}]}"#).contains("a JSON object with the key `a`"));
    assert!(refused("{\"a\":1}\n[2]").contains("several JSON documents"));
    assert!(refused(&OKTA[..OKTA.len() - 3]).contains("ends in the middle"));
}
