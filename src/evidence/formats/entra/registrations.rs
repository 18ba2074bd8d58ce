//! Entra: who has registered a second factor (`userRegistrationDetails` of Graph, and the portal's table of it).
//!
//! Registered and capable differ: what is registered may be a method that the policy does not allow. The table's header was
//! not seen; others who read it name its columns.

use serde_json::Value;

use super::users::SYSTEM;
use crate::error::Problem;
use crate::evidence::canonical::{Registration, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::values::{Flag, tri};
use crate::evidence::formats::element::{Element, has_keys};
use crate::evidence::formats::registry::{
    About, JsonFormat, ReadElements, ReadRows, Reading, TableFormat, at,
};
use crate::evidence::formats::{incomplete, synonyms};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const LOGIN: &[&str] = &["User principal name", "Username", "User", "UPN"];
const REGISTERED: &[&str] = &[
    "Multifactor authentication registered",
    "Multi-factor authentication registered",
    "isMfaRegistered",
    "MFA registered",
];
const CAPABLE: &[&str] = &[
    "Multifactor authentication capable",
    "Multi-factor authentication capable",
    "isMfaCapable",
    "MFA capable",
];
const TYPE: &[&str] = &["User type", "userType"];

const fn about(id: &'static str, name: &'static str, trust: Trust) -> About {
    About {
        id,
        name,
        trust,
        kind: EvidenceKind::Accounts,
        system: SYSTEM,
        shows_a_day: true,
        retention_days: None,
        procedures: &["mfa-enforced"],
    }
}

/// The table of the portal.
pub(in crate::evidence::formats) const TABLE: TableFormat = TableFormat {
    about: &about(
        "entra-registration-details",
        "Entra user registration details",
        Trust::Embedded,
    ),
    recognise: |columns| {
        synonyms::find(columns, REGISTERED).is_some() && synonyms::find(columns, CAPABLE).is_some()
    },
    open,
};

struct Rows {
    login: Option<usize>,
    registered: Option<usize>,
    capable: Option<usize>,
    kind: Option<usize>,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let login = synonyms::find(columns, LOGIN);
    if login.is_none() {
        let missing = ["`User principal name`".to_owned()];
        return Err(incomplete("Entra user registration details", &missing));
    }
    Ok(Box::new(Rows {
        login,
        registered: synonyms::find(columns, REGISTERED),
        capable: synonyms::find(columns, CAPABLE),
        kind: synonyms::find(columns, TYPE),
    }))
}

/// Whether a word says that the account is of a guest.
fn guest(word: &str) -> Flag {
    match word.to_ascii_lowercase().as_str() {
        "guest" => Flag::Yes,
        "member" => Flag::No,
        _ => Flag::Unknown,
    }
}

/// Whether a word says that something is so: the table writes it out.
fn is_so(word: &str) -> Flag {
    match word.trim().to_ascii_lowercase().as_str() {
        "capable" | "registered" => Flag::Yes,
        "not capable" | "not registered" => Flag::No,
        other => tri(other),
    }
}

impl ReadRows for Rows {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place)).trim();
        let Some(login) = normal(cell(self.login)) else {
            return false;
        };
        reading.records.registrations.push(Registration {
            at: at(
                row,
                &[
                    (self.login, Show::Person),
                    (self.registered, Show::Text),
                    (self.capable, Show::Text),
                ],
            ),
            login,
            guest: guest(cell(self.kind)),
            registered: is_so(cell(self.registered)),
            capable: is_so(cell(self.capable)),
        });
        true
    }
}

const KEYS: &[&str] = &["userPrincipalName", "isMfaRegistered", "isMfaCapable"];

/// The answer of Graph.
pub(in crate::evidence::formats) const GRAPH: JsonFormat = JsonFormat {
    about: &about(
        "graph-registration-details",
        "Microsoft Graph user registration details",
        Trust::Documented,
    ),
    recognise: |_, first| has_keys(first, &["userPrincipalName", "isMfaRegistered"]),
    open: || Box::new(Elements),
    keys: KEYS,
};

struct Elements;

impl ReadElements for Elements {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let user = Element::new(number, value, KEYS);
        let Some(login) = normal(&user.text("userPrincipalName")) else {
            return false;
        };
        reading.records.registrations.push(Registration {
            at: user.at(&[
                ("userPrincipalName", Show::Person),
                ("isMfaRegistered", Show::Text),
                ("isMfaCapable", Show::Text),
            ]),
            login,
            guest: guest(&user.text("userType")),
            registered: user.flag("isMfaRegistered"),
            capable: user.flag("isMfaCapable"),
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn graph_and_the_table_say_the_same() {
        let graph = r#"{"@odata.context":"x","value":[
            {"id":"1","userPrincipalName":"Ines@acme.example","userType":"member","isAdmin":false,"isMfaCapable":true,"isMfaRegistered":true,"methodsRegistered":["x"]},
            {"id":"2","userPrincipalName":"max@acme.example","userType":"guest","isMfaCapable":null,"isMfaRegistered":false}]}"#;
        let table = "User principal name,User type,Multifactor authentication capable,Multifactor authentication registered\n\
                     Ines@acme.example,Member,Capable,True\nmax@acme.example,Guest,,Not registered\n";
        for (id, text) in [
            ("graph-registration-details", graph),
            ("entra-registration-details", table),
        ] {
            let read = of(id, text);
            let found = &records(&read).registrations;
            let said = |r: &Registration| (r.login.clone(), r.guest, r.registered, r.capable);
            let ines = (
                "ines@acme.example".to_owned(),
                Flag::No,
                Flag::Yes,
                Flag::Yes,
            );
            let max = (
                "max@acme.example".to_owned(),
                Flag::Yes,
                Flag::No,
                Flag::Unknown,
            );
            assert_eq!(
                found.iter().map(said).collect::<Vec<_>>(),
                [ines, max],
                "{id}"
            );
        }
    }
}
