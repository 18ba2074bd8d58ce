//! JumpCloud: the users that its interface lists (JSON).
//!
//! Recorded answers were read. They say nothing of when somebody was suspended.

use serde_json::Value;

use super::fields;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Account, AccountState, Show};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "email",
    "activated",
    "suspended",
    "mfa.configured",
    "totp_enabled",
    "enable_user_portal_multifactor",
    "created",
    "username",
];

/// The users of JumpCloud.
pub(super) const USERS: JsonFormat = JsonFormat {
    about: &About {
        id: "jumpcloud-users",
        name: "JumpCloud users",
        trust: Trust::Seen,
        kind: EvidenceKind::Accounts,
        system: "jumpcloud",
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "orphan-accounts", "mfa-enforced"],
    },
    recognise: |_, first| {
        first.get("username").is_some()
            && first.get("suspended").is_some()
            && (first.get("enable_user_portal_multifactor").is_some()
                || first.get("totp_enabled").is_some())
    },
    open: || Box::new(Users),
    keys: KEYS,
};

struct Users;

impl ReadElements for Users {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let text = |key| fields::text(value, key);
        let flag = |key| fields::flag(value, key);
        let email = normal(text("email"));
        let Some(login) = normal(text("username")).or_else(|| email.clone()) else {
            return false;
        };
        let created = fields::stamp(reading, value, KEYS, 6, &Dialect::PLAIN);
        let state = match (flag("suspended"), flag("activated")) {
            (Flag::Yes, _) => AccountState::Suspended,
            (Flag::No, Flag::No) => AccountState::Pending,
            (Flag::No, Flag::Yes) => AccountState::Active,
            _ => AccountState::Unknown,
        };
        let who = if email.is_some() { 0 } else { 7 };
        let name = format!("{} {}", text("firstname"), text("lastname"));
        reading.records.accounts.push(Account {
            at: fields::at(
                number,
                value,
                KEYS,
                &[
                    (who, Show::Person),
                    (1, Show::Text),
                    (2, Show::Text),
                    (3, Show::Text),
                    (4, Show::Text),
                    (5, Show::Text),
                ],
            ),
            login,
            id: fields::id(value, "_id").or_else(|| fields::id(value, "id")),
            email,
            aliases: normal(text("alternateEmail")).into_iter().collect(),
            number: fields::id(value, "employeeIdentifier"),
            name: Some(name.trim().to_owned()).filter(|n| !n.is_empty()),
            state,
            created,
            password: Flag::Yes,
            mfa: match (flag("mfa.configured"), flag("totp_enabled")) {
                (Flag::Yes, _) | (_, Flag::Yes) => Flag::Yes,
                (Flag::No, _) | (_, Flag::No) => Flag::No,
                _ => Flag::Unknown,
            },
            // An exclusion lets somebody in without what is enforced.
            mfa_enforced: match flag("mfa.exclusion") {
                Flag::Yes => Flag::No,
                _ => flag("enable_user_portal_multifactor"),
            },
            privileged: flag("sudo"),
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "The file shows who is suspended and not since when; Directory Insights would show that."
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::samples::{file, format, records};

    #[test]
    fn users_of_the_answer() {
        let read = file(
            r#"{"totalCount":2,"results":[
            {"_id":"1","email":"ines@acme.example","username":"ines","activated":true,"suspended":false,
             "mfa":{"configured":true,"exclusion":false},"totp_enabled":false,"enable_user_portal_multifactor":true,
             "employeeIdentifier":"0042","created":"2020-01-01T00:00:00.000Z"},
            {"_id":"2","email":"ola@acme.example","username":"ola","activated":false,"suspended":false,
             "mfa":{"configured":false,"exclusion":true},"enable_user_portal_multifactor":true},
            {"_id":"3","email":"ana@acme.example","username":"ana","activated":true,"suspended":true,
             "enable_user_portal_multifactor":false}]}"#,
        );
        assert_eq!(format(&read), "jumpcloud-users");
        let [ines, ola, ana] = records(&read).accounts.as_slice() else {
            panic!("three accounts");
        };
        assert_eq!((ines.mfa, ines.mfa_enforced), (Flag::Yes, Flag::Yes));
        assert_eq!(ines.number.as_deref(), Some("0042"));
        assert_eq!(ola.state, AccountState::Pending);
        assert_eq!((ola.mfa, ola.mfa_enforced), (Flag::No, Flag::No));
        assert_eq!(
            (ana.state, ana.mfa),
            (AccountState::Suspended, Flag::Unknown)
        );
    }
}
