//! The AWS IAM credential report: CSV, the JSON answer of the command line, recorded answers.
//!
//! Columns are found by name: reports had 16 of them once, have 22 today and may
//! have more. Times are written with `+00:00` in older reports and with `Z` in
//! newer ones. `N/A` and `no_information` say that nothing is recorded.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::date::{Date, Instant};
use crate::error::{Code, Problem, shown};
use crate::evidence::credential_records::{Account, Credential, Read};
use crate::evidence::decode::table::{Header, Row, Table};
use crate::evidence::decode::values::{Flag, When, flag, is_flag_or_time, is_null, when};
use crate::evidence::decode::{refused, table, text};
use crate::evidence::workpaper::Cell;

/// Id of the format.
pub(in crate::evidence) const FORMAT: &str = "aws-credential-report";
/// Its name, for people.
pub(in crate::evidence) const FORMAT_NAME: &str = "AWS IAM credential report";

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

/// Stands in a workpaper for a cell that is neither a flag nor a time: such a
/// cell is out of place, and may hold a name.
const NOT_SHOWN: &str = "(not shown: no flag or time)";

/// In what the table came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Container {
    /// As a file of its own.
    Csv,
    /// In base64 inside JSON.
    JsonBase64,
    /// As a plain string inside JSON.
    JsonPlain,
}

impl Container {
    /// For people.
    pub(in crate::evidence) fn words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::JsonBase64 => "JSON with base64 content",
            Self::JsonPlain => "JSON with plain content",
        }
    }
}

/// What the file says about the day it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum GeneratedTime {
    /// That day, in UTC.
    On(Date),
    /// Nothing.
    Absent,
    /// Something that is not a time.
    Unreadable,
}

/// A credential report, read.
#[derive(Debug)]
pub(in crate::evidence) struct Report {
    /// In what the table came.
    pub(in crate::evidence) container: Container,
    /// When it was made.
    pub(in crate::evidence) generated: GeneratedTime,
    /// One a row, in file order; identical rows once.
    pub(in crate::evidence) accounts: Vec<Account>,
    /// Numbers of the AWS accounts that the rows belong to.
    pub(in crate::evidence) account_ids: BTreeSet<String>,
    /// Rows that repeat an earlier one cell by cell.
    pub(in crate::evidence) duplicates: u32,
    /// Rows that could not be read.
    pub(in crate::evidence) rejected: Vec<u32>,
    /// Whether the file ends in a cell of free text without a line end, so
    /// that a cut inside that cell would not show.
    pub(in crate::evidence) open_end: bool,
    /// Whether the file tells when keys were last used.
    pub(in crate::evidence) tells_key_use: bool,
}

/// The report in a JSON value; `None` when it is something else.
///
/// # Errors
///
/// `incomplete-format` and `truncated`, at the pointer of the content.
pub(super) fn from_json(value: &Value) -> Result<Option<Report>, Problem> {
    for (body, at) in [
        (Some(value), "/Content"),
        (value.get("data"), "/data/Content"),
    ] {
        let Some(body) = body else { continue };
        let Some(content) = body.get("Content").and_then(Value::as_str) else {
            continue;
        };
        let named = body.get("ReportFormat").is_some() || body.get("GeneratedTime").is_some();
        let report = from_content(content, named).map_err(|mut problem| {
            at.clone_into(&mut problem.at);
            problem
        })?;
        if let Some(mut report) = report {
            report.generated = generated(body.get("GeneratedTime"));
            return Ok(Some(report));
        }
    }
    Ok(None)
}

/// `named`: whether the keys around the content are those of the AWS answer;
/// without them, content of another kind is simply another format.
fn from_content(content: &str, named: bool) -> Result<Option<Report>, Problem> {
    // None of these is in the base64 alphabet, and no table is without them.
    if content.contains([',', ';', '\t']) {
        return from_table(&table::header(content), Container::JsonPlain);
    }
    let packed: String = content.split_ascii_whitespace().collect();
    let decoded = match STANDARD.decode(packed) {
        Ok(bytes) => bytes,
        Err(_) if !named => return Ok(None),
        Err(_) => {
            return Err(refused(
                Code::IncompleteFormat,
                "`Content` is neither a table nor complete base64",
            )
            .help("Run `aws iam get-credential-report` again and drop its whole answer."));
        }
    };
    let inner = match text::decode(&decoded) {
        Ok(inner) => inner,
        Err(_) if !named => return Ok(None),
        Err(problem) => return Err(problem),
    };
    from_table(&table::header(&inner.text), Container::JsonBase64)
}

/// The day in `GeneratedTime`: RFC 3339, seconds since 1970, or the parts that
/// recorders write. AWS answers in UTC, so parts without an offset are UTC.
fn generated(time: Option<&Value>) -> GeneratedTime {
    let day = match time {
        None | Some(Value::Null) => return GeneratedTime::Absent,
        Some(Value::String(text)) => Instant::parse(text.trim()).map(Instant::date),
        Some(Value::Number(seconds)) => seconds
            .as_i64()
            .or_else(|| seconds.to_string().split('.').next()?.parse().ok())
            .filter(|seconds| (0..=253_402_300_799).contains(seconds))
            .and_then(|seconds| Some(Date::new(1970, 1, 1).ok()?.plus_days(seconds / 86_400))),
        Some(Value::Object(parts)) => {
            let part = |name: &str| parts.get(name).and_then(Value::as_i64);
            match (part("year"), part("month"), part("day")) {
                (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
                _ => None,
            }
        }
        Some(_) => None,
    };
    day.map_or(GeneratedTime::Unreadable, GeneratedTime::On)
}

/// The report in a table; `None` when the header is that of something else.
///
/// # Errors
///
/// `incomplete-format` when a column is missing or there twice, or when there
/// is no row; `truncated` when the last row is not whole.
pub(super) fn from_table(
    header: &Header<'_>,
    container: Container,
) -> Result<Option<Report>, Problem> {
    let names: Vec<String> = header
        .names
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if TELLING.iter().filter(|name| has(name)).count() < 3 {
        return Ok(None);
    }
    let missing: Vec<String> = REQUIRED
        .iter()
        .filter(|name| !has(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("a credential report without {}", missing.join(", "));
        return Err(refused(Code::IncompleteFormat, message)
            .help("Export the report again without removing or renaming columns."));
    }
    let columns = Columns {
        names: &names,
        shown: &header.names,
    };
    if let Some(twice) = columns.first_twice() {
        let message = format!("the column `{twice}` is there twice; each may be there once");
        return Err(refused(Code::IncompleteFormat, message));
    }
    let table = header.rows()?;
    let open_end = columns.open_end(&table)?;
    let mut rejected: Vec<u32> = table.ragged.iter().map(|(row, _)| *row).collect();
    let (mut accounts, mut account_ids) = (Vec::new(), BTreeSet::new());
    let (mut seen, mut duplicates) = (BTreeSet::new(), 0);
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(str::trim).collect();
        let Some(account) = columns.account(row) else {
            rejected.push(row.number);
            continue;
        };
        if !seen.insert(cells) {
            duplicates += 1;
            continue;
        }
        account_ids.extend(columns.cell(row, "arn").and_then(account_id));
        accounts.push(account);
    }
    rejected.sort_unstable();
    if accounts.is_empty() {
        return Err(refused(
            Code::IncompleteFormat,
            "a credential report without a single row that can be read",
        ));
    }
    Ok(Some(Report {
        container,
        generated: GeneratedTime::Absent,
        accounts,
        account_ids,
        duplicates,
        rejected,
        open_end,
        tells_key_use: has("access_key_1_last_used_date") && has("access_key_2_last_used_date"),
    }))
}

/// Whether these columns are those of a credential report.
pub(super) fn is_it(columns: &crate::evidence::decode::columns::Columns) -> bool {
    TELLING
        .iter()
        .filter(|name| columns.find(name).is_some())
        .count()
        >= 3
}

/// The twelve digits of an AWS account inside an ARN.
fn account_id(arn: &str) -> Option<String> {
    let id = arn.split(':').nth(4)?;
    (id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit())).then(|| id.to_owned())
}

/// Where each column is.
struct Columns<'a> {
    /// Names in lower case.
    names: &'a [String],
    /// Names as in the file.
    shown: &'a [String],
}

impl Columns<'_> {
    fn first_twice(&self) -> Option<&str> {
        let mut seen = BTreeSet::new();
        let known = |name: &str| {
            REQUIRED.contains(&name) || TELLING.contains(&name) || name.starts_with("access_key_")
        };
        self.names
            .iter()
            .map(String::as_str)
            .find(|name| known(name) && !seen.insert(*name))
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|found| found == name)
    }

    fn cell<'r>(&self, row: &'r Row, name: &str) -> Option<&'r str> {
        row.cells.get(self.place(name)?).map(str::trim)
    }

    fn read<T>(&self, row: &Row, name: &str, parse: fn(&str) -> T) -> Read<T> {
        // An absent column reads as a blank cell: unknown.
        let text = self.cell(row, name).unwrap_or_default();
        let cell = self
            .place(name)
            .and_then(|at| self.shown.get(at))
            .map(|column| {
                let value: String = match is_flag_or_time(text) {
                    true => text.chars().take(40).collect(),
                    false => NOT_SHOWN.to_owned(),
                };
                Cell::here(column.clone(), value)
            });
        Read {
            value: parse(text),
            cell,
        }
    }

    /// The account of a row; `None` when it has neither name nor ARN.
    fn account(&self, row: &Row) -> Option<Account> {
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

    fn key(&self, row: &Row, number: u32) -> Credential {
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

    /// Whether the end of the table cannot be checked.
    ///
    /// Reports end without a line end, so a cut inside the last cell shows only
    /// in that cell: a flag or a time is whole, or it is none.
    fn open_end(&self, table: &Table) -> Result<bool, Problem> {
        let (Some(name), Some(row), false) = (self.names.last(), table.rows.last(), table.closed)
        else {
            return Ok(false);
        };
        if table.ragged.iter().any(|(ragged, _)| *ragged > row.number) {
            return Ok(false);
        }
        let last = row
            .cells
            .get(self.names.len() - 1)
            .unwrap_or_default()
            .trim();
        let closed_kind = name.ends_with("_active")
            || name.ends_with("_enabled")
            || name.ends_with("_rotated")
            || name.ends_with("_date")
            || name.ends_with("_rotation")
            || name.ends_with("_changed")
            || name.ends_with("_used")
            || name.ends_with("_time");
        if last.is_empty() || (closed_kind && !is_flag_or_time(last)) {
            let message = format!(
                "the file ends in row {}, inside its last cell, `{}`",
                row.number,
                shown(name)
            );
            return Err(refused(Code::Truncated, message)
                .help("Export the file again: the end of it is missing."));
        }
        Ok(!closed_kind)
    }
}
