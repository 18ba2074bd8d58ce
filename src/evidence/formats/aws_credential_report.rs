//! The AWS IAM credential report as a table.
//!
//! Columns are found by name: reports had 16 of them once, have 22 today and may
//! have more. Times are written with `+00:00` in older reports and with `Z` in
//! newer ones. `N/A` and `no_information` say that nothing is recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::aws_accounts::{ABOUT, records_of, system_of};
use super::registry::{ReadRows, Reading, TableFormat};
use crate::date::Date;
use crate::error::{Code, Problem, shown};
use crate::evidence::credential_records::{Account, Credential, Read};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::refused;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::values::{Flag, When, flag, is_flag_or_time, is_null, when};
use crate::evidence::workpaper::Cell;

/// Columns without which the procedures have nothing to go by.
const REQUIRED: [&str; 9] = [
    "user",
    "arn",
    "password_enabled",
    "password_last_used",
    "mfa_active",
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_2_active",
    "access_key_2_last_rotated",
];

/// Columns that are read beside them where they are there.
const READ: [&str; 4] = [
    "password_last_changed",
    "access_key_1_last_used_date",
    "access_key_2_last_used_date",
    "additional_credentials_info",
];

/// Names that together no other export has; three of them make the format.
const TELLING: [&str; 8] = [
    "password_next_rotation",
    "mfa_active",
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_2_active",
    "access_key_2_last_rotated",
    "cert_1_active",
    "cert_2_active",
];

/// Ends of the names of columns whose cells are flags or times.
const CLOSED: [&str; 8] = [
    "_active",
    "_enabled",
    "_rotated",
    "_date",
    "_rotation",
    "_changed",
    "_used",
    "_time",
];

/// Stands in a workpaper for a cell that is neither a flag nor a time: such a
/// cell is out of place, and may hold a name.
const NOT_SHOWN: &str = "(not shown: no flag or time)";

/// In what the table came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum Container {
    /// As a table: a file, or a sheet of one.
    #[default]
    Csv,
    /// In base64 inside JSON.
    JsonBase64,
    /// As a plain string inside JSON.
    JsonPlain,
}

/// What the file says about the day it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum GeneratedTime {
    /// That day, in UTC.
    On(Date),
    /// Nothing.
    #[default]
    Absent,
    /// Something that is not a time.
    Unreadable,
}

/// A credential report, read.
#[derive(Debug, Default)]
pub(in crate::evidence) struct Report {
    /// In what the table came.
    pub(in crate::evidence) container: Container,
    /// When it was made.
    pub(in crate::evidence) generated: GeneratedTime,
    /// One a row, in file order; identical rows once.
    pub(in crate::evidence) accounts: Vec<Account>,
    /// Numbers of the AWS accounts that the rows belong to.
    pub(in crate::evidence) account_ids: BTreeSet<String>,
    /// Whether the file ends in a cell of free text without a line end, so
    /// that a cut inside that cell would not show.
    pub(in crate::evidence) open_end: bool,
    /// Whether the file tells when keys were last used.
    pub(in crate::evidence) tells_key_use: bool,
}

/// The report as a table.
pub(super) const FORMAT: TableFormat = TableFormat {
    about: &ABOUT,
    recognise: |columns| {
        let told = TELLING.iter().filter(|n| columns.find(n).is_some());
        told.count() >= 3
    },
    open,
};

/// Refuses a report without columns that matter, or with one of them twice.
fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let missing = columns.missing(&REQUIRED);
    if !missing.is_empty() {
        let message = format!("a credential report without {}", missing.join(", "));
        return Err(refused(Code::IncompleteFormat, message)
            .help("Export the report again without removing or renaming columns."));
    }
    if let Some(twice) = first_twice(columns) {
        let message = format!("the column `{twice}` is there twice; each may be there once");
        return Err(refused(Code::IncompleteFormat, message));
    }
    let tells = |name: &str| columns.find(name).is_some();
    let places = READ.iter().chain(&REQUIRED);
    let places = places.filter_map(|name| Some((*name, columns.find(name)?)));
    Ok(Box::new(Reader {
        places: places.collect(),
        columns: columns.clone(),
        refusal: None,
        report: Report {
            container: Container::Csv,
            generated: GeneratedTime::Absent,
            accounts: Vec::new(),
            account_ids: BTreeSet::new(),
            open_end: false,
            tells_key_use: tells("access_key_1_last_used_date")
                && tells("access_key_2_last_used_date"),
        },
    }))
}

/// A column that may be there once and is there again.
fn first_twice(columns: &Columns) -> Option<String> {
    let mut seen = BTreeSet::new();
    let known = |name: &str| {
        REQUIRED.contains(&name) || TELLING.contains(&name) || name.starts_with("access_key_")
    };
    let mut names = columns.names().iter().map(|n| n.to_ascii_lowercase());
    names.find(|name| known(name) && !seen.insert(name.clone()))
}

/// The twelve digits of an AWS account inside an ARN.
fn account_id(arn: &str) -> Option<String> {
    let id = arn.split(':').nth(4)?;
    (id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit())).then(|| id.to_owned())
}

struct Reader {
    columns: Columns,
    places: BTreeMap<&'static str, usize>,
    report: Report,
    /// What the whole is refused for.
    refusal: Option<Problem>,
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, _: &mut Reading) -> bool {
        if row.len() < self.columns.len() {
            return false;
        }
        // No cell of a report has one; what a stray quote holds would be missing without a word.
        if (0..row.len()).any(|place| row.cell(place).contains('\n')) {
            self.refusal.get_or_insert_with(|| {
                let message = format!(
                    "a quoted cell in row {} runs over the end of its line",
                    row.number
                );
                refused(Code::IncompleteFormat, message)
                    .help("A quote is missing or too many in that row; export the file again.")
            });
            return false;
        }
        let Some(account) = self.account(row) else {
            return false;
        };
        let arn = self.cell(row, "arn").and_then(account_id);
        self.report.account_ids.extend(arn);
        self.report.accounts.push(account);
        true
    }

    /// Reports end without a line end, so a cut inside the last cell shows only in that cell: a flag or a time is
    /// whole, or it is none.
    fn unended(&mut self, row: &Row<'_>) {
        let width = self.columns.len();
        let Some(place) = width.checked_sub(1).filter(|_| row.len() <= width) else {
            return;
        };
        let name = self.columns.name(place).to_ascii_lowercase();
        let last = row.cell(place);
        let closed_kind = CLOSED.iter().any(|end| name.ends_with(end));
        let message = if row.len() < width {
            format!(
                "the file ends in row {}, after {} of {width} cells",
                row.number,
                row.len()
            )
        } else if last.is_empty() || (closed_kind && !is_flag_or_time(last)) {
            format!(
                "the file ends in row {}, inside its last cell, `{}`",
                row.number,
                shown(&name)
            )
        } else {
            self.report.open_end = !closed_kind;
            return;
        };
        self.refusal.get_or_insert_with(|| {
            refused(Code::Truncated, message)
                .help("Export the file again: the end of it is missing.")
        });
    }

    fn refusal(&mut self) -> Option<Problem> {
        let empty = self.report.accounts.is_empty().then(|| {
            refused(
                Code::IncompleteFormat,
                "a credential report without a single row that can be read",
            )
        });
        self.refusal.take().or(empty)
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.system = Some(system_of(&self.report));
        reading.records = records_of(&self.report, &self.columns);
        let report = std::mem::take(&mut self.report);
        reading.report = Some(Box::new(report));
    }
}

impl Reader {
    fn cell<'r>(&self, row: &Row<'r>, name: &str) -> Option<&'r str> {
        self.places.get(name).map(|place| row.cell(*place))
    }

    fn read<T>(&self, row: &Row<'_>, name: &str, parse: fn(&str) -> T) -> Read<T> {
        let place = self.places.get(name).copied();
        // An absent column reads as a blank cell: unknown.
        let text = place.map_or("", |place| row.cell(place));
        let value: String = match is_flag_or_time(text) {
            true => text.chars().take(40).collect(),
            false => NOT_SHOWN.to_owned(),
        };
        Read {
            value: parse(text),
            cell: place.map(|place| Cell::here(self.columns.name(place).to_owned(), value)),
        }
    }

    /// The account of a row; `None` when it has neither name nor ARN.
    fn account(&self, row: &Row<'_>) -> Option<Account> {
        let user = self.cell(row, "user")?;
        let arn = self.cell(row, "arn")?;
        if user.is_empty() && arn.is_empty() {
            return None;
        }
        let is_arn = arn.starts_with("arn:");
        Some(Account {
            row: row.number,
            label: if user.is_empty() { arn } else { user }.to_owned(),
            // Files whose ARNs were blanked out still tell accounts apart by name.
            identity: if is_arn { arn } else { user }.to_owned(),
            root: user == "<root_account>" || (is_arn && arn.ends_with(":root")),
            password: self.read(row, "password_enabled", flag),
            password_used: self.read(row, "password_last_used", when),
            password_changed: self.read(row, "password_last_changed", when),
            mfa: self.read(row, "mfa_active", flag),
            keys: [1, 2].map(|number| self.key(row, number)).to_vec(),
            more_credentials: self
                .cell(row, "additional_credentials_info")
                .is_some_and(|cell| !is_null(cell)),
        })
    }

    fn key(&self, row: &Row<'_>, number: u32) -> Credential {
        let active: Read<Flag> = self.read(row, &format!("access_key_{number}_active"), flag);
        let rotated: Read<When> =
            self.read(row, &format!("access_key_{number}_last_rotated"), when);
        let used: Read<When> = self.read(row, &format!("access_key_{number}_last_used_date"), when);
        Credential {
            number,
            active,
            rotated,
            used,
        }
    }
}
