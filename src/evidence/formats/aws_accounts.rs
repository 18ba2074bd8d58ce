//! The accounts of a credential report as canonical records, so that they are tested together with other files.

use super::aws_credential_report::Report;
use super::registry::About;
use crate::evidence::canonical::{
    Account, AccountEvent, AccountKind, AccountState, At, Cells, EventKind, Place, Records, Show,
    Stamp,
};
use crate::evidence::credential_records as records;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::{Flag, When};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// Columns whose cells the records cite.
const CITED: [&str; 6] = [
    "user",
    "password_enabled",
    "password_last_used",
    "mfa_active",
    "access_key_1_active",
    "access_key_2_active",
];

/// What a credential report is to the procedures over canonical records.
pub(in crate::evidence) const ABOUT: About = About {
    id: "aws-credential-report",
    name: "AWS IAM credential report",
    trust: Trust::Seen,
    kind: EvidenceKind::CredentialReport,
    system: "aws",
    shows_a_day: true,
    retention_days: None,
    procedures: &["leaver-access", "leaver-use", "orphan-accounts"],
};

/// The system: `aws-` and the last four digits of the account number, where it is one and the same.
pub(in crate::evidence) fn system_of(report: &Report) -> String {
    let mut ids = report.account_ids.iter();
    match (ids.next().and_then(|id| id.get(8..)), ids.next()) {
        (Some(last_four), None) => format!("aws-{last_four}"),
        _ => "aws".to_owned(),
    }
}

/// An account for each row, and a sign-in for each last use of a key.
///
/// * `columns`: those of the file.
pub(super) fn records_of(report: &Report, columns: &Columns) -> Records {
    let places = CITED.map(|name| columns.find(name));
    let mut records = Records::default();
    for row in &report.accounts {
        let Some(login) = normal(&row.label) else {
            continue;
        };
        for key in &row.keys {
            let at = moment(&key.used, u16::MAX);
            if at.time != Time::Nothing {
                records.account_events.push(AccountEvent {
                    row: row.row,
                    at,
                    kind: EventKind::SignedIn,
                    subject: login.clone().into(),
                    succeeded: Flag::Yes,
                    second_factor: Flag::Unknown,
                });
            }
        }
        records.accounts.push(account(row, login, &places));
    }
    records
}

fn account(row: &records::Account, login: String, places: &[Option<usize>; 6]) -> Account {
    let [_, _, used, ..] = *places;
    let used_place = used.and_then(|p| u16::try_from(p).ok());
    let used_place = used_place.unwrap_or(u16::MAX);
    let mut keys = row.keys.iter().map(|k| k.active.value);
    let any_key = keys.any(|k| k == Flag::Yes);
    let no_key = !row.more_credentials && row.keys.iter().all(|k| k.active.value == Flag::No);
    let state = match row.password.value {
        _ if row.root => AccountState::Active,
        Flag::Yes => AccountState::Active,
        _ if any_key => AccountState::Active,
        Flag::No if no_key => AccountState::Suspended,
        _ => AccountState::Unknown,
    };
    Account {
        at: At {
            row: row.row,
            cells: cells(row, places),
        },
        email: Some(login.clone()).filter(|l| l.contains('@')),
        login,
        state,
        last_login: moment(&row.password_used, used_place),
        kind: match (row.root, row.password.value) {
            (true, _) => AccountKind::Root,
            // It has never been meant for a person at a console.
            (false, Flag::No) if any_key => AccountKind::Service,
            _ => AccountKind::Unknown,
        },
        privileged: if row.root { Flag::Yes } else { Flag::Unknown },
        password: row.password.value,
        mfa: row.mfa.value,
        mfa_enforced: Flag::NotSupported,
        ..Account::default()
    }
}

fn cells(row: &records::Account, places: &[Option<usize>; 6]) -> Cells {
    let text = |cell: &Option<crate::evidence::workpaper::Cell>| {
        cell.as_ref().map_or("", |c| c.value.as_str()).to_owned()
    };
    let key = |number: u32| {
        let key = row.keys.iter().find(|k| k.number == number);
        key.map(|k| text(&k.active.cell)).unwrap_or_default()
    };
    let shown = [
        row.label.clone(),
        text(&row.password.cell),
        text(&row.password_used.cell),
        text(&row.mfa.cell),
        key(1),
        key(2),
    ];
    let cells = shown.iter().zip(places).enumerate();
    let cells = cells.filter_map(|(number, (text, place))| {
        let place = Place {
            column: u16::try_from((*place)?).ok()?,
            show: if number == 0 {
                Show::Person
            } else {
                Show::Text
            },
        };
        Some((place, text.as_str()))
    });
    Cells::pack(cells)
}

/// The moment behind a cell, of which the report itself keeps the day.
fn moment(read: &records::Read<When>, column: u16) -> Stamp {
    let exact = read
        .cell
        .as_ref()
        .map(|c| Time::parse(&c.value, &Dialect::PLAIN));
    let time = match (exact, read.value) {
        (Some(time @ Time::Instant(_)), _) => time,
        (_, When::On(day)) => Time::Day(day),
        (_, When::NoneRecorded | When::Unknown) => Time::Nothing,
    };
    Stamp { time, column }
}
