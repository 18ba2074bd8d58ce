//! Entra: sign-ins, as the portal downloads them and from Log Analytics (CSV).
//!
//! The header of the portal is embedded elsewhere; rows of a real export from Log Analytics were read. There may be a
//! million rows, so nothing is allocated for a row but its event.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::users::SYSTEM;
use crate::error::Problem;
use crate::evidence::canonical::{AccountEvent, EventKind};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat};
use crate::evidence::formats::{incomplete, wrong_kind};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const USERS: [&str; 2] = ["Username", "UserPrincipalName"];
const TIMES: [&str; 7] = [
    "Date (UTC)",
    "CreatedDateTime [UTC]",
    "CreatedDateTime",
    "TimeGenerated [UTC]",
    "TimeGenerated",
    "Date",
    "Creation time",
];
const RESULTS: [&str; 2] = ["Status", "ResultType"];
const REQUIREMENTS: [&str; 2] = ["Authentication requirement", "AuthenticationRequirement"];

/// The sign-ins of Entra.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "entra-sign-ins",
        name: "Entra sign-ins",
        trust: Trust::Embedded,
        kind: EvidenceKind::AuthEvents,
        system: SYSTEM,
        shows_a_day: false,
        retention_days: Some(30),
        procedures: &["leaver-use", "mfa-sign-ins"],
    },
    recognise: |columns| {
        let portal = columns.has(&["Request ID", "Correlation ID", "Sign-in error code"]);
        let analytics = columns.find("ResultType").is_some()
            && (columns.find("AuthenticationRequirement").is_some()
                || columns.find("ConditionalAccessStatus").is_some());
        portal || analytics
    },
    open,
};

/// Logins of which each is kept once.
type Known = HashMap<Box<str>, Option<Arc<str>>, FixedState>;

struct Reader {
    user: usize,
    at: usize,
    result: Option<usize>,
    requirement: Option<usize>,
    kind: Option<usize>,
    dialect: Dialect,
    known: Known,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let Some(user) = columns.any(&USERS) else {
        if columns.names().iter().any(|n| {
            n.replace(' ', "")
                .to_lowercase()
                .starts_with("serviceprincipal")
        }) {
            return Err(wrong_kind(
                "the sign-ins of service principals, in which no person signs in",
                "Download the interactive and the non-interactive sign-ins of users.",
            ));
        }
        return Err(incomplete(
            "Entra sign-ins",
            &columns.missing(&["Username"]),
        ));
    };
    let Some(at) = columns.any(&TIMES) else {
        return Err(incomplete(
            "Entra sign-ins",
            &columns.missing(&["Date (UTC)"]),
        ));
    };
    Ok(Box::new(Reader {
        user,
        at,
        result: columns.any(&RESULTS),
        requirement: columns.any(&REQUIREMENTS),
        kind: columns.any(&["User type", "UserType"]),
        dialect: Dialect::PLAIN.headed(columns.name(at)),
        known: Known::default(),
    }))
}

/// Whether a sign-in came to pass, in the words of the portal and the numbers of Log Analytics.
fn succeeded(result: &str) -> Flag {
    if result == "0" || result.eq_ignore_ascii_case("success") {
        Flag::Yes
    } else if result.is_empty() || result.eq_ignore_ascii_case("(blank)") {
        Flag::Unknown
    } else {
        // Failure, interrupted, or the number of an error.
        Flag::No
    }
}

/// Whether a second factor was asked for.
fn second_factor(requirement: &str) -> Flag {
    let begins = |word: &str| {
        requirement
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if begins("multifactor") || begins("multi-factor") {
        Flag::Yes
    } else if begins("singlefactor") || begins("single-factor") {
        Flag::No
    } else {
        Flag::Unknown
    }
}

impl Reader {
    /// The login in a cell, made once.
    fn login(&mut self, cell: &str) -> Option<Arc<str>> {
        if let Some(known) = self.known.get(cell) {
            return known.clone();
        }
        let login = normal(cell).map(Arc::from);
        self.known.insert(cell.into(), login.clone());
        login
    }
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let Some(subject) = self.login(row.cell(self.user)) else {
            return false;
        };
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let at = reading.stamp(self.at, row.cell(self.at), &self.dialect);
        reading.happened(at);
        // What a guest signs in with is the guest's own company's affair.
        let guest = cell(self.kind).eq_ignore_ascii_case("guest");
        reading.records.account_events.push(AccountEvent {
            row: row.number,
            at,
            kind: EventKind::SignedIn,
            subject,
            succeeded: succeeded(cell(self.result)),
            second_factor: match guest {
                true => Flag::NotSupported,
                false => second_factor(cell(self.requirement)),
            },
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.requirement.is_none() {
            reading.limits.push(
                "The file does not say whether a second factor was asked for at a sign-in."
                    .to_owned(),
            );
        }
    }
}
