//! What a format is, and which there are.
//!
//! A format is recognised by the names of its columns or keys, never by the name of the file. Each stands in a file of
//! its own with a fingerprint, a mapping to canonical records, and a mark that says how sure the mapping is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::aws_credential_report::Report;
use super::{github, gitlab, tickets};
use crate::date::Date;
use crate::error::Problem;
use crate::evidence::canonical::{At, Cells, Place, Records, Show, Stamp};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::order::Orders;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;
use crate::evidence::mapping::Mapping;

/// What a format is.
#[derive(Debug)]
pub(in crate::evidence) struct About {
    /// Slug, stable.
    pub(in crate::evidence) id: &'static str,
    /// For people.
    pub(in crate::evidence) name: &'static str,
    /// How sure the mapping is.
    pub(in crate::evidence) trust: Trust,
    /// Kind of evidence, as in the manifest.
    pub(in crate::evidence) kind: EvidenceKind,
    /// The system that it is of: a slug such as `okta`; empty where the file or the user has to say.
    pub(in crate::evidence) system: &'static str,
    /// Whether it shows how things stood on a day, so that the day has to be known; else what happened in a period.
    pub(in crate::evidence) shows_a_day: bool,
    /// Days for which the source keeps what the export shows, where it forgets (`evidence-formats` TP-24).
    pub(in crate::evidence) retention_days: Option<u32>,
    /// The procedures that read it.
    pub(in crate::evidence) procedures: &'static [&'static str],
}

/// A table that a format understands.
pub(in crate::evidence) struct TableFormat {
    pub(in crate::evidence) about: &'static About,
    /// Whether these are its columns.
    pub(in crate::evidence) recognise: fn(&Columns) -> bool,
    /// The reader of its rows.
    ///
    /// Refuses what looks like the format and is no export of it: an upload template, an export without
    /// the columns that matter.
    pub(in crate::evidence) open: fn(&Columns) -> Result<Box<dyn ReadRows>, Problem>,
}

/// JSON elements that a format understands.
pub(in crate::evidence) struct JsonFormat {
    pub(in crate::evidence) about: &'static About,
    /// Whether this is its element, found under this key of the document (none for a bare array or lines).
    pub(in crate::evidence) recognise: fn(wrapper: Option<&str>, first: &Value) -> bool,
    /// The reader of its elements.
    pub(in crate::evidence) open: fn() -> Box<dyn ReadElements>,
    /// Names of the places that records cite by number.
    pub(in crate::evidence) keys: &'static [&'static str],
}

/// Maps rows to records.
pub(in crate::evidence) trait ReadRows {
    /// One row below the header. Gives whether it could be used.
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool;
    /// The last row, where no line end follows it; it was given to `row` before, unless it repeats another or has too
    /// many cells.
    fn unended(&mut self, _row: &Row<'_>) {}
    /// What the whole file is refused for, now that every row was seen.
    fn refusal(&mut self) -> Option<Problem> {
        None
    }
    /// After the last row.
    fn end(&mut self, _reading: &mut Reading) {}
}

/// Maps elements of JSON to records.
pub(in crate::evidence) trait ReadElements {
    /// One element, by its number from 1. Gives whether it could be used.
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool;
    /// After the last element.
    fn end(&mut self, _reading: &mut Reading) {}
}

/// What is read of a file so far.
#[derive(Debug, Default)]
pub(in crate::evidence) struct Reading {
    /// The records.
    pub(in crate::evidence) records: Records,
    /// What each column of times says about the order of day and month.
    pub(in crate::evidence) orders: BTreeMap<u16, Orders>,
    /// The day on which its workbook was last saved, as the workbook says.
    pub(in crate::evidence) saved: Option<Date>,
    /// The day that stands in the file.
    pub(in crate::evidence) as_of: Option<Date>,
    /// The system, where the file tells more than its format.
    pub(in crate::evidence) system: Option<String>,
    /// First and last moment of what happened, as milliseconds of whatever precision they have.
    pub(in crate::evidence) span: Option<(i64, i64)>,
    /// What a person has to say or look at: sentences.
    pub(in crate::evidence) questions: Vec<String>,
    /// What the file cannot show: sentences.
    pub(in crate::evidence) limits: Vec<String>,
    /// The credential report, which has procedures of its own, where it is one.
    pub(in crate::evidence) report: Option<Box<Report>>,
    /// What somebody said of its columns, where it was read by that.
    pub(in crate::evidence) mapped: Option<Mapping>,
    /// Names of people that no record has.
    pub(in crate::evidence) named: BTreeSet<String>,
}

impl Reading {
    /// Takes note of what stands in a column of people, where it may be a name.
    pub(in crate::evidence) fn name(&mut self, cell: &str) {
        if cell.contains(' ') && !cell.contains('@') && !self.named.contains(cell) {
            self.named.insert(cell.to_owned());
        }
    }

    /// The time in a cell, noted for the order of its column.
    pub(in crate::evidence) fn stamp(
        &mut self,
        column: usize,
        text: &str,
        dialect: &Dialect,
    ) -> Stamp {
        let column = small(column);
        let time = Time::parse(text, dialect);
        if matches!(time, Time::Slashed { .. }) {
            self.orders.entry(column).or_default().note(&time);
        }
        Stamp { time, column }
    }

    /// The time in a cell of a row; none where there is no such column.
    pub(in crate::evidence) fn stamp_of(
        &mut self,
        row: &Row<'_>,
        column: Option<usize>,
        dialect: &Dialect,
    ) -> Stamp {
        match column {
            Some(place) => self.stamp(place, row.cell(place), dialect),
            None => Stamp::NONE,
        }
    }

    /// Notes a moment of something that happened.
    pub(in crate::evidence) fn happened(&mut self, stamp: Stamp) {
        let at = match stamp.time {
            Time::Instant(ms) | Time::Local(ms) => ms,
            Time::Day(day) => day.days_after(Date::EPOCH).saturating_mul(86_400_000),
            Time::Nothing | Time::Unreadable | Time::Slashed { .. } => return,
        };
        self.span = Some(match self.span {
            Some((first, last)) => (first.min(at), last.max(at)),
            None => (at, at),
        });
    }
}

/// Where a row stands, and its cells to cite: columns that are there, each shown as it may be.
pub(in crate::evidence) fn at(row: &Row<'_>, cited: &[(Option<usize>, Show)]) -> At {
    let cells = cited.iter().filter_map(|(column, show)| {
        let column = (*column)?;
        let place = Place {
            column: small(column),
            show: *show,
        };
        Some((place, row.cell(column)))
    });
    At {
        row: row.number,
        cells: Cells::pack(cells),
    }
}

/// Where an element stands, and its values to cite, by the numbers of their keys.
pub(in crate::evidence) fn at_element<'a>(
    number: u32,
    cited: impl IntoIterator<Item = (u16, Show, &'a str)>,
) -> At {
    let cells = cited
        .into_iter()
        .map(|(column, show, text)| (Place { column, show }, text));
    At {
        row: number,
        cells: Cells::pack(cells),
    }
}

fn small(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// The tables, in the order in which they are tried: the narrower fingerprint first.
pub(in crate::evidence) const TABLES: &[&TableFormat] = &[
    &super::google_workspace::FORMAT,
    &super::aws_credential_report::FORMAT,
    &super::reviews::ENTRA_CSV,
    &super::reviews::OKTA,
    &super::entra::TEMPLATES,
    &super::entra::REGISTRATIONS,
    &super::entra::USERS,
    &super::entra::MICROSOFT_365,
    &super::entra::PORTAL_AUDIT,
    &super::entra::AUDIT_LOGS,
    &super::entra::SIGN_INS,
    &super::okta::LOG_TABLE,
    &super::slack::MEMBERS,
    &super::people::BAMBOO,
    &tickets::jira_table::FORMAT,
    &tickets::linear::FORMAT,
    &super::findings::PROWLER,
    &super::findings::PROWLER_OLD,
    &super::findings::WIZ_ISSUES,
    &super::findings::WIZ_VULNERABILITIES,
    &super::findings::DEFENDER,
    &super::findings::NESSUS,
    &super::findings::TENABLE_SC,
    &super::findings::TENABLE_CLOUD,
    &super::findings::QUALYS,
    &super::intune::TABLE,
    // Kept by hand, told by fewer columns: after every vendor's.
    &super::register::RESTORE_TESTS,
    &super::register::INCIDENTS,
    &super::register::EXERCISES,
    &super::register::POLICIES,
    &super::register::RISKS,
    &super::register::SERVICE_ACCOUNTS,
    &super::register::LOG_REVIEWS,
    &super::register::VENDORS,
    &super::reviews::GENERIC,
    &super::training::GENERIC,
    // The widest fingerprint: it comes last.
    &super::people::ROSTER,
];

/// The JSON formats, in the order in which they are tried.
pub(in crate::evidence) const JSON: &[&JsonFormat] = &[
    &super::reviews::ENTRA_JSON,
    &super::training::ENROLLMENTS,
    &super::training::PHISHING,
    &super::okta::LOG_JSON,
    &super::okta::USERS,
    &super::slack::USERS,
    &super::jumpcloud::USERS,
    &super::entra::GRAPH_REGISTRATIONS,
    &super::entra::GRAPH_USERS,
    &super::github_members::MEMBERS,
    &super::people::BAMBOO_JSON,
    &github::protection::FORMAT,
    &github::rulesets::FORMAT,
    &github::rule_suites::FORMAT,
    &github::audit_log::FORMAT,
    &github::rest_pulls::FORMAT,
    &github::gh_pulls::FORMAT,
    &github::commits::FORMAT,
    &github::check_runs::FORMAT,
    &github::statuses::FORMAT,
    &gitlab::deployments::FORMAT,
    &gitlab::pipelines::FORMAT,
    &gitlab::merge_requests::FORMAT,
    &gitlab::approvals::FORMAT,
    &gitlab::notes::FORMAT,
    &github::deployments::FORMAT,
    &github::reviews::FORMAT,
    &super::argocd::FORMAT,
    &tickets::jira_json::FORMAT,
    &tickets::servicenow::FORMAT,
    &super::findings::PROWLER_OCSF,
    &super::findings::ASFF,
    &super::findings::DEPENDABOT,
    &super::findings::DEPENDABOT_GRAPHQL,
    &super::findings::SNYK_REST,
    &super::findings::SNYK_CLI,
    &super::findings::SNYK_PROJECTS,
    &super::aws_backup::FORMAT,
    &super::intune::FORMAT,
    &super::apple_devices::JAMF,
    &super::apple_devices::KANDJI,
    &super::pagers::PAGERDUTY,
    &super::pagers::OPSGENIE,
    &super::pagers::STATUSPAGE,
];

/// The table format of these columns.
pub(in crate::evidence) fn table(columns: &Columns) -> Option<&'static TableFormat> {
    TABLES.iter().copied().find(|f| (f.recognise)(columns))
}

/// The JSON format of this element.
pub(in crate::evidence) fn json(
    wrapper: Option<&str>,
    first: &Value,
) -> Option<&'static JsonFormat> {
    JSON.iter().copied().find(|f| (f.recognise)(wrapper, first))
}
