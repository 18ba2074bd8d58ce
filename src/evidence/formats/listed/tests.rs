//! Lists of systems that no format knows: their words and numbers.

use super::super::samples::records;
use super::*;
use crate::evidence::canonical::{
    AccountState, AuthorKind, ChangeState, FindingState, StatusCategory,
};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::values::Flag;
use crate::evidence::reading::{Choices, FileRead, Intake};

/// A list whose columns have the names of its fields.
fn read(kind: &Kind, text: &str) -> FileRead {
    let header = text.lines().next().unwrap();
    let mapping = kind.found(&Columns::new(header.split(',')));
    let choices = Choices {
        mapping: Some(mapping),
        ..Choices::default()
    };
    let mut intake = Intake::new("list.csv", choices);
    intake.push(text.as_bytes());
    intake.finish().unwrap()
}

#[test]
fn accounts_by_a_state_or_by_flags() {
    let text = "Login,Enabled,Disabled,State,System,MFA,Administrator\n\
                a,yes,,,Acme CRM,yes,no\nb,,yes,,Acme CRM,no,\nc,,no,,Acme CRM,,yes\nd,yes,,Deleted,Acme CRM,,\ne,,,?,Acme CRM,,\n,yes,,,Acme CRM,,\n";
    let file = read(&ACCOUNTS, text);
    let states: Vec<AccountState> = records(&file).accounts.iter().map(|a| a.state).collect();
    use AccountState::{Active, Deprovisioned, Suspended, Unknown};
    assert_eq!(states, [Active, Suspended, Active, Deprovisioned, Unknown]);
    assert_eq!(file.rejected, [7]);
    assert_eq!(file.reading().1.system.as_deref(), Some("acme-crm"));
    let two = read(&ACCOUNTS, &text.replace("c,,no,,Acme CRM", "c,,no,,Shop"));
    assert_eq!(two.reading().1.system.as_deref(), Some("several-systems"));
    assert_eq!(two.reading().1.questions.len(), 1);
}

#[test]
fn changes_with_who_approved_them() {
    let text = "Number,Merged,Author,Approved by,Approved at,Repository,Ticket,State\n\
                #12,2026-05-02T10:00:00Z,Ines,tom; eva,2026-05-02T09:00:00Z,Acme/App,OPS-3 done,\n\
                https://git.example/p/13,2026-05-03T10:00:00Z,bot[bot],,,Acme/App,,\n\
                14,,Ines,,,Acme/App,,declined\nnone,,,,,,,\n";
    let file = read(&CHANGES, text);
    let found = records(&file);
    let numbers: Vec<u64> = found.changes.iter().map(|c| c.number).collect();
    assert_eq!(numbers, [12, 13, 14]);
    assert_eq!(found.changes[0].state, ChangeState::Merged);
    assert_eq!(found.changes[1].author_kind, AuthorKind::Bot);
    assert_eq!(found.changes[2].state, ChangeState::Closed);
    assert!(found.changes[0].reviews_listed);
    assert_eq!(found.changes[0].mentions, ["OPS-3"]);
    let who: Vec<_> = found
        .approvals
        .iter()
        .map(|a| a.reviewer.as_deref().unwrap())
        .collect();
    assert_eq!(who, ["tom", "eva"]);
    // Without such a column nothing says who looked at them.
    let without = read(&CHANGES, "Number,Merged\n1,2026-05-02\n");
    assert!(!records(&without).changes[0].reviews_listed);
}

#[test]
fn tickets_deployments_devices_and_findings() {
    let tickets = read(
        &TICKETS,
        "Key,Created,Status,Resolved\nA-1,2026-05-01,Waiting,\nA-2,2026-05-01,?,2026-05-03\n",
    );
    let far: Vec<StatusCategory> = records(&tickets)
        .tickets
        .iter()
        .map(|t| t.category)
        .collect();
    assert_eq!(far, [StatusCategory::Doing, StatusCategory::Done]);
    let deployed = read(
        &DEPLOYMENTS,
        "Environment,Deployed,Commit,Result\nproduction,2026-05-01T10:00:00Z,ABC1,success\n",
    );
    let deployment = &records(&deployed).deployments[0];
    assert_eq!(
        (deployment.commit.as_deref(), deployment.succeeded),
        (Some("abc1"), Flag::Yes)
    );
    let devices = read(
        &DEVICES,
        "Device,User,Encrypted,Compliant,Last seen\nd1,A@x.example,Not encrypted,compliant,2026-05-01\n",
    );
    let device = &records(&devices).devices[0];
    assert_eq!((device.encrypted, device.compliant), (Flag::No, Flag::Yes));
    assert_eq!(device.user.as_deref(), Some("a@x.example"));
    let found = read(
        &FINDINGS,
        "Finding,Resource,Severity,First seen,Closed\nCVE-1,web,High,2026-05-01,\nCVE-1,db,High,2026-05-01,2026-05-03\n",
    );
    let states: Vec<FindingState> = records(&found).findings.iter().map(|f| f.state).collect();
    assert_eq!(states, [FindingState::Open, FindingState::Fixed]);
    assert_eq!(&*records(&found).findings[1].id, "CVE-1 db");
}
