//! GitHub: the members of an organisation (JSON), by the REST interface or by GraphQL.
//!
//! Answers of both were read. GraphQL alone tells about the second factor, and only to owners: others see null.

use serde_json::Value;

use super::fields;
use super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Account, AccountKind, AccountState, Show};
use crate::evidence::decode::elements::path;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["login", "role", "hasTwoFactorEnabled", "node.login"];

/// The members of an organisation.
pub(super) const MEMBERS: JsonFormat = JsonFormat {
    about: &About {
        id: "github-members",
        name: "GitHub organisation members",
        trust: Trust::Seen,
        kind: EvidenceKind::Accounts,
        system: "github",
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "orphan-accounts", "mfa-enforced"],
    },
    recognise: |_, first| {
        let rest = ["login", "site_admin", "organizations_url"]
            .iter()
            .all(|key| first.get(*key).is_some())
            && first.get("contributions").is_none()
            && first.get("permissions").is_none();
        rest || first.get("hasTwoFactorEnabled").is_some()
    },
    open: || Box::<Members>::default(),
    keys: KEYS,
};

#[derive(Default)]
struct Members {
    no_address: bool,
}

impl ReadElements for Members {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        // GraphQL has the person in a node beside the role, or everything in one object.
        let node = value.get("node").unwrap_or(value);
        let text = |key| fields::text(node, key);
        let Some(login) = normal(text("login")) else {
            return false;
        };
        let email = normal(text("email")).filter(|e| e.contains('@'));
        self.no_address |= email.is_none();
        let verified = path(node, "organizationVerifiedDomainEmails").and_then(Value::as_array);
        let aliases = verified
            .into_iter()
            .flatten()
            .filter_map(|e| normal(e.as_str()?))
            .collect();
        let bot = text("type") == "Bot" || login.ends_with("[bot]");
        let who = if value.get("node").is_some() { 3 } else { 0 };
        reading.records.accounts.push(Account {
            at: fields::at(
                number,
                value,
                KEYS,
                &[(who, Show::Person), (1, Show::Text), (2, Show::Text)],
            ),
            login,
            id: fields::id(node, "id"),
            email,
            aliases,
            name: fields::id(node, "name"),
            state: AccountState::Active,
            kind: if bot {
                AccountKind::Bot
            } else {
                AccountKind::Human
            },
            privileged: match fields::text(value, "role") {
                "" => Flag::Unknown,
                role => match role.eq_ignore_ascii_case("admin") {
                    true => Flag::Yes,
                    false => Flag::No,
                },
            },
            password: Flag::Yes,
            mfa: fields::flag(value, "hasTwoFactorEnabled"),
            mfa_enforced: Flag::NotSupported,
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.no_address {
            reading.limits.push(
                "GitHub shows no work address for some members, so they cannot be matched with the roster by address."
                    .to_owned(),
            );
        }
        reading.limits.push(
            "Who was removed from the organisation is not in the list; its audit log would show that."
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::samples::{file, format, records};

    #[test]
    fn members_by_rest_and_by_graphql() {
        let rest = file(
            r#"[{"login":"Ines","id":1,"site_admin":false,"type":"User","organizations_url":"x"},
                {"login":"ci[bot]","id":2,"site_admin":false,"type":"Bot","organizations_url":"x"}]"#,
        );
        let graphql = file(
            r#"[{"role":"ADMIN","hasTwoFactorEnabled":true,"node":{"login":"Ines","email":"Ines@acme.example"}},
                {"role":"MEMBER","hasTwoFactorEnabled":null,"node":{"login":"ola","email":""}}]"#,
        );
        for read in [&rest, &graphql] {
            assert_eq!(format(read), "github-members");
            assert_eq!(records(read).accounts[0].login, "ines");
        }
        assert_eq!(records(&rest).accounts[0].mfa, Flag::Unknown);
        assert_eq!(records(&rest).accounts[1].kind, AccountKind::Bot);
        let accounts = &records(&graphql).accounts;
        assert_eq!(
            (accounts[0].mfa, accounts[0].privileged),
            (Flag::Yes, Flag::Yes)
        );
        assert_eq!(
            (accounts[1].mfa, accounts[1].privileged),
            (Flag::Unknown, Flag::No)
        );
        assert_eq!(accounts[1].email, None);
    }
}
