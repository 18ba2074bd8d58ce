//! Slack: the members that its administration exports (CSV), and those of `users.list` (JSON).
//!
//! The header of the table is embedded in several places, some with rows; answers of `users.list` were read. Neither
//! says since when somebody is deactivated, nor whether a second factor is enforced.

use serde_json::Value;

use super::fields;
use super::registry::{About, JsonFormat, ReadElements, ReadRows, Reading, TableFormat, at};
use super::{incomplete, wrong_kind};
use crate::error::Problem;
use crate::evidence::canonical::{Account, AccountKind, AccountState, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const PROCEDURES: &[&str] = &["leaver-access", "orphan-accounts", "mfa-enforced"];
const KEYS: &[&str] = &["profile.email", "deleted", "has_2fa", "name"];

/// The list of members as a table.
pub(super) const MEMBERS: TableFormat = TableFormat {
    about: &About {
        id: "slack-members",
        name: "Slack members",
        trust: Trust::Embedded,
        kind: EvidenceKind::Accounts,
        system: "slack",
        shows_a_day: true,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        columns.has(&["username", "email", "billing-active"])
            || columns.has(&["userid", "has-2fa", "has-sso"])
    },
    open,
};

/// The answer of `users.list`.
pub(super) const USERS: JsonFormat = JsonFormat {
    about: &About {
        id: "slack-users-list",
        name: "Slack users",
        trust: Trust::Seen,
        kind: EvidenceKind::Accounts,
        system: "slack",
        shows_a_day: true,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |_, first| {
        first.get("deleted").is_some()
            && (first.get("team_id").is_some() || first.get("is_bot").is_some())
            && first.get("profile").is_some_and(Value::is_object)
    },
    open: || Box::new(Listed),
    keys: KEYS,
};

struct Reader {
    username: Option<usize>,
    email: Option<usize>,
    status: Option<usize>,
    mfa: Option<usize>,
    sso: Option<usize>,
    id: Option<usize>,
    name: Option<usize>,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    if columns.find("status").is_none() && columns.find("email").is_none() {
        return Err(wrong_kind(
            "a list of Slack without the states of its members",
            "In Slack, Manage members, choose Export member list.",
        ));
    }
    let missing = columns.missing(&["email", "status"]);
    if !missing.is_empty() {
        return Err(incomplete("Slack members", &missing));
    }
    Ok(Box::new(Reader {
        username: columns.find("username"),
        email: columns.find("email"),
        status: columns.find("status"),
        mfa: columns.find("has-2fa"),
        sso: columns.find("has-sso"),
        id: columns.find("userid"),
        name: columns.find("fullname"),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let email = normal(cell(self.email));
        let login = normal(cell(self.username)).or_else(|| email.clone());
        let Some(login) = login.or_else(|| normal(cell(self.id))) else {
            return false;
        };
        let status = cell(self.status).to_lowercase();
        let (state, kind, privileged) = match status.as_str() {
            "member" => (AccountState::Active, AccountKind::Human, Flag::No),
            "admin" | "owner" | "primary owner" | "org owner" | "org admin" => {
                (AccountState::Active, AccountKind::Human, Flag::Yes)
            }
            "deactivated" => (
                AccountState::Deprovisioned,
                AccountKind::Unknown,
                Flag::Unknown,
            ),
            "bot" => (AccountState::Active, AccountKind::Bot, Flag::Unknown),
            "invited" | "invited member" | "pending" => {
                (AccountState::Pending, AccountKind::Human, Flag::Unknown)
            }
            guest if guest.contains("guest") => {
                (AccountState::Active, AccountKind::Guest, Flag::No)
            }
            _ => (AccountState::Unknown, AccountKind::Unknown, Flag::Unknown),
        };
        let named = if cell(self.email).is_empty() {
            self.username
        } else {
            self.email
        };
        reading.records.accounts.push(Account {
            at: at(
                row,
                &[
                    (named, Show::Person),
                    (self.status, Show::Text),
                    (self.mfa, Show::Text),
                    (self.sso, Show::Text),
                ],
            ),
            login,
            id: Some(cell(self.id).to_owned()).filter(|id| !id.is_empty()),
            email,
            name: Some(cell(self.name).to_owned()).filter(|n| !n.is_empty()),
            state,
            kind,
            privileged,
            // Who comes through single sign-on has no password here.
            password: match tri(cell(self.sso)) {
                Flag::Yes => Flag::No,
                Flag::No => Flag::Yes,
                other => other,
            },
            mfa: tri(cell(self.mfa)),
            mfa_enforced: Flag::NotSupported,
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        limit(reading);
    }
}

fn limit(reading: &mut Reading) {
    reading.limits.push(
        "The file shows who is deactivated and not since when; the audit log of Slack would show that."
            .to_owned(),
    );
}

struct Listed;

impl ReadElements for Listed {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let flag = |key| fields::flag(value, key);
        let email = normal(fields::text(value, "profile.email"));
        let login = normal(fields::text(value, "name")).or_else(|| email.clone());
        let Some(login) = login else { return false };
        let id = fields::id(value, "id");
        let bot = flag("is_bot") == Flag::Yes || id.as_deref() == Some("USLACKBOT");
        let guest = [flag("is_restricted"), flag("is_ultra_restricted")].contains(&Flag::Yes);
        let who = if email.is_some() { 0 } else { 3 };
        reading.records.accounts.push(Account {
            at: fields::at(
                number,
                value,
                KEYS,
                &[(who, Show::Person), (1, Show::Text), (2, Show::Text)],
            ),
            login,
            id,
            email,
            name: fields::id(value, "profile.real_name"),
            state: match flag("deleted") {
                Flag::Yes => AccountState::Deprovisioned,
                Flag::No => AccountState::Active,
                _ => AccountState::Unknown,
            },
            kind: match (bot, guest) {
                (true, _) => AccountKind::Bot,
                (_, true) => AccountKind::Guest,
                _ => AccountKind::Human,
            },
            privileged: match (flag("is_admin"), flag("is_owner")) {
                (Flag::Yes, _) | (_, Flag::Yes) => Flag::Yes,
                (one, _) => one,
            },
            mfa: flag("has_2fa"),
            mfa_enforced: Flag::NotSupported,
            ..Account::default()
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        limit(reading);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::samples::{file, format, records, refusal};

    #[test]
    fn members_of_the_table() {
        let read = file(
            "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp\n\
             ines,Ines@acme.example,Primary Owner,1,1,0,U1,Ines Weiss,,\n\
             ola,ola@acme.example,Deactivated,0,0,0,U2,Ola,,\n\
             ana,ana@partner.example,Single-Channel Guest,1,,1,U3,Ana,,\n\
             deploy,,Bot,0,,,U4,Deploy,,\n\
             odd,odd@acme.example,Something new,1,0,0,U5,Odd,,\n",
        );
        assert_eq!(format(&read), "slack-members");
        let accounts = &records(&read).accounts;
        let states: Vec<_> = accounts.iter().map(|a| (a.state, a.kind)).collect();
        assert_eq!(
            states,
            [
                (AccountState::Active, AccountKind::Human),
                (AccountState::Deprovisioned, AccountKind::Unknown),
                (AccountState::Active, AccountKind::Guest),
                (AccountState::Active, AccountKind::Bot),
                (AccountState::Unknown, AccountKind::Unknown),
            ]
        );
        assert_eq!(accounts[0].privileged, Flag::Yes);
        assert_eq!(
            (accounts[2].mfa, accounts[2].password),
            (Flag::Unknown, Flag::No)
        );
        assert_eq!(accounts[3].login, "deploy");
        let problem = refusal("username,email,billing-active,userid\na,b@c.example,1,U1\n");
        assert!(problem.message.contains("`status`"), "{}", problem.message);
    }

    #[test]
    fn members_of_the_answer() {
        let read = file(
            r#"{"ok":true,"members":[
            {"id":"U1","team_id":"T","name":"ines","deleted":false,"is_bot":false,"is_admin":true,"has_2fa":true,
             "profile":{"email":"ines@acme.example","real_name":"Ines"},"updated":1700000000},
            {"id":"U2","team_id":"T","name":"ola","deleted":true,"profile":{"email":"ola@acme.example"}},
            {"id":"USLACKBOT","team_id":"T","name":"slackbot","deleted":false,"is_bot":false,"has_2fa":null,"profile":{}}]}"#,
        );
        assert_eq!(format(&read), "slack-users-list");
        let [ines, ola, bot] = records(&read).accounts.as_slice() else {
            panic!("three accounts");
        };
        assert_eq!((ines.state, ines.mfa), (AccountState::Active, Flag::Yes));
        assert_eq!(ola.state, AccountState::Deprovisioned);
        assert_eq!((bot.kind, bot.mfa), (AccountKind::Bot, Flag::Unknown));
    }
}
