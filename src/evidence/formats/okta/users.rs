//! Okta: the users that `GET /api/v1/users` lists (JSON).
//!
//! Recorded answers were read. The plain list leaves out users who are deprovisioned; a second call with a filter
//! gives those, and without them nothing can be said of when access was taken away.

use serde_json::Value;

use crate::evidence::canonical::{Account, AccountState, Show};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::fields;
use crate::evidence::formats::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "profile.login",
    "status",
    "statusChanged",
    "lastLogin",
    "created",
];

/// The users of Okta.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "okta-users",
        name: "Okta users",
        trust: Trust::Seen,
        kind: EvidenceKind::Accounts,
        system: "okta",
        shows_a_day: true,
        retention_days: None,
        procedures: &["leaver-access", "leaver-use", "orphan-accounts"],
    },
    recognise: |_, first| {
        first.get("status").is_some()
            && first.get("statusChanged").is_some()
            && first.get("profile").is_some_and(Value::is_object)
    },
    open: || Box::<Reader>::default(),
    keys: KEYS,
};

#[derive(Default)]
struct Reader {
    deprovisioned: bool,
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let text = |key| fields::text(value, key);
        let email = normal(text("profile.email"));
        let Some(login) = normal(text("profile.login")).or_else(|| email.clone()) else {
            return false;
        };
        let mut time = |place| fields::stamp(reading, value, KEYS, place, &Dialect::PLAIN);
        let (changed, last_login, created) = (time(2), time(3), time(4));
        let state = match text("status") {
            "ACTIVE" | "RECOVERY" | "PASSWORD_EXPIRED" | "LOCKED_OUT" => AccountState::Active,
            "STAGED" | "PROVISIONED" => AccountState::Pending,
            "SUSPENDED" => AccountState::Suspended,
            "DEPROVISIONED" => AccountState::Deprovisioned,
            _ => AccountState::Unknown,
        };
        self.deprovisioned |= state == AccountState::Deprovisioned;
        let name = format!("{} {}", text("profile.firstName"), text("profile.lastName"));
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
                ],
            ),
            login,
            id: fields::id(value, "id"),
            email,
            aliases: normal(text("profile.secondEmail")).into_iter().collect(),
            number: fields::id(value, "profile.employeeNumber"),
            name: Some(name.trim().to_owned()).filter(|n| !n.is_empty()),
            state,
            changed,
            created,
            last_login,
            password: Flag::Yes,
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if !self.deprovisioned {
            reading.questions.push(
                "No user in the file is deprovisioned, and the plain list leaves them out. Can you also export those \
                 with the filter `status eq \"DEPROVISIONED\"` and drop both?"
                    .to_owned(),
            );
        }
        reading.limits.push(
            "A later change of the state writes over the time of an earlier one; the system log keeps each."
                .to_owned(),
        );
    }
}
