//! Entra: the users that Microsoft Graph lists (JSON).
//!
//! Recorded answers were read. Without `$select=accountEnabled,…` the answer does not say who is disabled.

use serde_json::Value;

use super::users::{SYSTEM, kind, not_since_when, state};
use crate::evidence::canonical::{Account, Show};
use crate::evidence::decode::elements::path;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::fields;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "userPrincipalName",
    "userType",
    "accountEnabled",
    "createdDateTime",
    "signInActivity.lastSignInDateTime",
];

/// The users of Entra, by Graph.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "graph-users",
        name: "Microsoft Graph users",
        trust: Trust::Seen,
        kind: EvidenceKind::Accounts,
        system: SYSTEM,
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "leaver-use", "orphan-accounts"],
    },
    recognise: |_, first| {
        first.get("userPrincipalName").is_some()
            && (first.get("displayName").is_some() || first.get("accountEnabled").is_some())
            // Devices and sign-ins name their users as well.
            && first.get("deviceName").is_none()
            && first.get("appDisplayName").is_none()
            && first.get("isMfaRegistered").is_none()
    },
    open: || Box::<Users>::default(),
    keys: KEYS,
};

#[derive(Default)]
struct Users {
    untold: bool,
}

impl ReadElements for Users {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let text = |key| fields::text(value, key);
        let upn = text("userPrincipalName");
        let Some(login) = normal(upn) else {
            return false;
        };
        let enabled = fields::flag(value, "accountEnabled");
        self.untold |= enabled == Flag::Unknown;
        let mut time = |place| fields::stamp(reading, value, KEYS, place, &Dialect::PLAIN);
        let (created, last_login) = (time(3), time(4));
        let others = path(value, "otherMails").and_then(Value::as_array);
        reading.records.accounts.push(Account {
            at: fields::at(
                number,
                value,
                KEYS,
                &[
                    (0, Show::Person),
                    (1, Show::Text),
                    (2, Show::Text),
                    (3, Show::Text),
                    (4, Show::Text),
                ],
            ),
            login,
            id: fields::id(value, "id"),
            email: normal(text("mail")),
            aliases: others
                .into_iter()
                .flatten()
                .filter_map(|m| normal(m.as_str()?))
                .collect(),
            number: fields::id(value, "employeeId"),
            name: fields::id(value, "displayName"),
            state: state(enabled),
            created,
            last_login,
            kind: kind(upn, text("userType")),
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.untold {
            reading.questions.push(
                "Some users have no `accountEnabled`. Can you export again with \
                 `$select=id,userPrincipalName,mail,displayName,accountEnabled,userType,createdDateTime`?"
                    .to_owned(),
            );
        }
        not_since_when(reading);
    }
}
