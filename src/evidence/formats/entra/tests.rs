//! Entra: variants of headers, guests, inverted flags, JSON in cells, and what is refused by name.

use crate::evidence::canonical::{AccountKind, AccountState, EventKind};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::samples::{file, format, questions, records, refusal};

#[test]
fn users_of_the_portal_in_both_variants() {
    let new = file(
        "userPrincipalName,displayName,mail,id,userType,jobTitle,accountEnabled,creationType,createdDateTime\n\
         ines@acme.example,Ines,ines@acme.example,1,Member,=3+1,True,,8/19/2021 1:25:31 PM\n\
         ana_b_partner.example#EXT#@acme.onmicrosoft.com,Ana,,2,Guest,,True,Invitation,1/2/2022 1:00:00 AM\n\
         ola@acme.example,Ola,,3,Member,,False,,\n",
    );
    assert_eq!(format(&new), "entra-users");
    let accounts = &records(&new).accounts;
    assert!(
        matches!(accounts[0].created.time, Time::Local(_)),
        "settled by its column"
    );
    assert_eq!(accounts[1].kind, AccountKind::Guest);
    assert_eq!(accounts[1].login, "ana_b@partner.example");
    assert_eq!(accounts[2].state, AccountState::Suspended);
    let old = file(
        "userPrincipalName,displayName,objectId,userType,accountEnabled,physicalDeliveryOfficeName,mobile\n\
         ines@acme.example,Ines,1,Member,TRUE,,\n",
    );
    assert_eq!(records(&old).accounts[0].id.as_deref(), Some("1"));
}

#[test]
fn templates_and_exports_without_people_are_refused_by_name() {
    let problem = refusal(
        "version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required,Initial password\n\
         Ines,ines@acme.example,secret\n",
    );
    assert!(problem.message.contains("template"), "{}", problem.message);
    let problem = refusal(
        "Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Sign-in error code,Status\n\
         2026-06-15T12:40:24Z,1,2,3,ci,0,Success\n",
    );
    assert!(
        problem.message.contains("service principals"),
        "{}",
        problem.message
    );
    let problem = refusal("userPrincipalName,displayName,creationType\na@b.example,A,\n");
    assert!(
        problem.message.contains("`accountEnabled`"),
        "{}",
        problem.message
    );
}

#[test]
fn a_blocked_credential_is_a_disabled_account() {
    let read = file(
        "Block credential,City,Display name,Licenses,Last password change time stamp,User principal name,When created\n\
         True,,Ines,,,ines@acme.example,2021-01-02 10:00:00Z\nFalse,,Ola,,,ola@acme.example,\n,,Ana,,,ana@acme.example,\n",
    );
    assert_eq!(format(&read), "microsoft-365-users");
    let states: Vec<_> = records(&read).accounts.iter().map(|a| a.state).collect();
    assert_eq!(
        states,
        [
            AccountState::Suspended,
            AccountState::Active,
            AccountState::Unknown
        ]
    );
}

#[test]
fn users_of_graph_may_not_say_whether_they_are_enabled() {
    let read = file(
        r#"{"@odata.context":"x","@odata.nextLink":"y","value":[
        {"userPrincipalName":"ines@acme.example","id":"1","displayName":"Ines","accountEnabled":false,"userType":"Member"},
        {"userPrincipalName":"ola@acme.example","id":"2","displayName":"Ola"}]}"#,
    );
    assert_eq!(format(&read), "graph-users");
    let states: Vec<_> = records(&read).accounts.iter().map(|a| a.state).collect();
    assert_eq!(states, [AccountState::Suspended, AccountState::Unknown]);
    let asked = questions(&read).join(" ");
    assert!(
        asked.contains("accountEnabled") && asked.contains("not everything"),
        "{asked}"
    );
}

#[test]
fn the_audit_log_tells_what_happened_to_whom() {
    let target = |upn: &str, more: &str| {
        format!(r#"[{{"id":"0a0a0a0a-1111-2222-3333-444455556666","type":"User","userPrincipalName":"{upn}"{more}}}]"#)
            .replace('"', "\"\"")
    };
    let off = r#","modifiedProperties":[{"displayName":"AccountEnabled","oldValue":"[true]","newValue":"[false]"}]"#;
    let mut text = "TenantId,OperationName,ResultDescription,InitiatedBy,Result,TargetResources,ActivityDateTime [UTC]\n".to_owned();
    for (operation, cell) in [
        ("Disable account", target("ines@acme.example", "")),
        ("Update user", target("ola@acme.example", off)),
        ("Update user", target("ola@acme.example", "")),
        (
            "Delete user",
            target("0a0a0a0a111122223333444455556666ines@acme.example", ""),
        ),
        ("Add member to group", "(blank)".to_owned()),
        ("Update device", target("ines@acme.example", "")),
    ] {
        text.push_str(&format!(
            "t,{operation},,\"{{}}\",success,\"{cell}\",\"6/15/2026, 12:40:24.178 PM\"\n"
        ));
    }
    let read = file(&text);
    assert_eq!(format(&read), "entra-audit-logs");
    let found: Vec<_> = records(&read)
        .account_events
        .iter()
        .map(|e| (e.row, e.kind, &*e.subject))
        .collect();
    assert_eq!(
        found,
        [
            (2, EventKind::Disabled, "ines@acme.example"),
            (3, EventKind::Disabled, "ola@acme.example"),
            (5, EventKind::Deleted, "ines@acme.example"),
        ]
    );
    let at = records(&read).account_events[0].at.time;
    assert!(
        matches!(at, Time::Instant(_)),
        "the header says UTC: {at:?}"
    );
}

#[test]
fn sign_ins_of_the_portal_and_of_log_analytics() {
    let portal = file(
        "Date (UTC),Request ID,Correlation ID,User ID,User,Username,User type,Incoming token type,Application ID ,\
         Status,Sign-in error code,Authentication requirement,Incoming token type\n\
         2026-06-15T12:40:24Z,1,2,3,Ines,Ines@acme.example,Member,x,y,Success,0,Single-factor authentication,z\n\
         2026-06-15T12:41:24Z,2,2,3,Ines,Ines@acme.example,Member,x,y,Failure,50126,Multifactor authentication,z\n\
         2026-06-15T12:42:24Z,3,2,4,Ana,ana@partner.example,Guest,x,y,Success,0,Single-factor authentication,z\n",
    );
    let analytics = file(
        "TenantId,TimeGenerated [UTC],CreatedDateTime [UTC],UserPrincipalName,ResultType,AuthenticationRequirement,\
         ConditionalAccessStatus\nt,\"6/15/2026, 12:40:24.178 PM\",\"6/15/2026, 12:40:24.178 PM\",ines@acme.example,0,\
         singleFactorAuthentication,notApplied\n",
    );
    for read in [&portal, &analytics] {
        assert_eq!(format(read), "entra-sign-ins");
        let event = &records(read).account_events[0];
        assert_eq!(
            (event.kind, event.succeeded),
            (EventKind::SignedIn, Flag::Yes)
        );
        assert_eq!(event.second_factor, Flag::No);
        assert_eq!(&*event.subject, "ines@acme.example");
        assert!(matches!(event.at.time, Time::Instant(_)));
    }
    let events = &records(&portal).account_events;
    assert_eq!(
        (events[1].succeeded, events[1].second_factor),
        (Flag::No, Flag::Yes)
    );
    assert_eq!(
        events[2].second_factor,
        Flag::NotSupported,
        "a guest's is not ours"
    );
    assert!(std::sync::Arc::ptr_eq(
        &events[0].subject,
        &events[1].subject
    ));
}

#[test]
fn legacy_sign_ins_leave_the_order_of_day_and_month_open() {
    let read = file(
        "CreatedDateTime,Request ID,Correlation ID,Username,Sign-in error code,Status\n\
         3/12/2025 7:22:01 AM,1,2,ines@acme.example,0,Success\n",
    );
    assert!(matches!(
        records(&read).account_events[0].at.time,
        Time::Slashed { .. }
    ));
}
