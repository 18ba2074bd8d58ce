//! Okta: states, the three forms of the log, repeated events.

use crate::evidence::canonical::{AccountState, EventKind};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::samples::{file, format, questions, records, refusal};

fn user(status: &str) -> String {
    format!(
        r#"{{"id":"00u1","status":"{status}","created":"2020-01-01T00:00:00.000Z","activated":null,
        "statusChanged":"2026-06-30T10:00:00.000Z","lastLogin":null,
        "profile":{{"login":"Ines@acme.example","email":"ines@acme.example","secondEmail":null,"employeeNumber":42}}}}"#
    )
}

#[test]
fn states_of_users() {
    for (status, state) in [
        ("ACTIVE", AccountState::Active),
        ("LOCKED_OUT", AccountState::Active),
        ("PASSWORD_EXPIRED", AccountState::Active),
        ("STAGED", AccountState::Pending),
        ("SUSPENDED", AccountState::Suspended),
        ("DEPROVISIONED", AccountState::Deprovisioned),
        ("NEW_STATE", AccountState::Unknown),
    ] {
        let read = file(&format!("[{}]", user(status)));
        assert_eq!(format(&read), "okta-users");
        let account = &records(&read).accounts[0];
        assert_eq!(account.state, state, "{status}");
        assert_eq!(account.last_login.time, Time::Nothing);
        assert_eq!(account.number.as_deref(), Some("42"));
        let asked = !questions(&read).is_empty();
        assert_eq!(asked, status != "DEPROVISIONED", "{status}");
    }
}

fn event(uuid: &str, kind: &str, target: &str) -> String {
    format!(
        r#"{{"uuid":"{uuid}","published":"2026-07-01T08:00:00.000Z","eventType":"{kind}","outcome":{{"result":"SUCCESS"}},"actor":{{"id":"a","type":"User","alternateId":"admin@acme.example"}},"client":{{"zone":"null"}},"target":{target}}}"#
    )
}

const TARGET: &str = r#"[{"type":"AppInstance","alternateId":"Slack"},{"type":"User","alternateId":"Ines@acme.example"}]"#;

#[test]
fn the_log_as_array_and_as_lines() {
    let events = [
        event("1", "user.lifecycle.deactivate", TARGET),
        // Repeated, written with other blanks.
        event("1", "user.lifecycle.deactivate", TARGET).replace(",\"published", ", \"published"),
        event("2", "user.session.start", "null"),
        event("3", "policy.evaluate_sign_on", "null"),
        event("4", "application.user_membership.remove", TARGET),
    ];
    let array = file(&format!("[{}]", events.join(",")));
    let lines = file(&events.join("\n"));
    for read in [&array, &lines] {
        assert_eq!(format(read), "okta-system-log");
        let found: Vec<_> = records(read)
            .account_events
            .iter()
            .map(|e| (e.row, e.kind, &*e.subject))
            .collect();
        assert_eq!(
            found,
            [
                (1, EventKind::Disabled, "ines@acme.example"),
                (3, EventKind::SignedIn, "admin@acme.example"),
                (5, EventKind::Revoked, "ines@acme.example"),
            ]
        );
    }
}

#[test]
fn the_log_as_a_table() {
    let read = file(
        "timestamp,event_type,display_message,actor.id,actor.type,actor.alternate_id,legacy_event_type,outcome.result,\
         target0.id,target0.type,target0.alternate_id,target1.type,target1.alternate_id\n\
         2026-07-01T08:00:00.000Z,user.lifecycle.suspend,Suspend,a,User,admin@acme.example,,FAILURE,\
         x,AppInstance,Slack,User,ines@acme.example\n",
    );
    assert_eq!(format(&read), "okta-system-log-csv");
    let event = &records(&read).account_events[0];
    assert_eq!(
        (event.kind, event.succeeded),
        (EventKind::Disabled, Flag::No)
    );
    assert_eq!(&*event.subject, "ines@acme.example");
    let problem = refusal("timestamp,event_type,actor.alternate_id\n2026-07-01T08:00:00Z,a,b\n");
    assert!(
        problem.message.contains("`target0.alternate_id`"),
        "{}",
        problem.message
    );
}
