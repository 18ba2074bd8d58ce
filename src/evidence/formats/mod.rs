//! One file per export format: how it is recognised, and how its columns map to records.

mod apple_devices;
mod argocd;
mod aws_accounts;
mod aws_answers;
mod aws_backup;
mod aws_credential_report;
mod element;
mod entra;
mod fields;
mod findings;
mod github;
mod github_members;
mod gitlab;
mod google_workspace;
mod intune;
mod jumpcloud;
mod keyed;
pub(super) mod kinds;
mod listed;
mod okta;
mod pagers;
mod people;
mod register;
pub(super) mod registry;
mod reviews;
#[cfg(test)]
pub(super) mod samples;
mod slack;
mod synonyms;
mod tickets;
mod training;
#[cfg(test)]
mod tried;
#[cfg(test)]
mod understood;

pub(super) use aws_accounts::{
    ABOUT as AWS_ACCOUNTS, COLUMNS as AWS_COLUMNS, records_of, system_of,
};
pub(super) use aws_credential_report::{Container, FORMAT, FORMAT_NAME, GeneratedTime, Report};

pub(super) use register::templates;

use super::decode::columns::Columns;
use super::decode::{json, refused, table};
use super::sniff::{Sniffed, of_format};
use crate::error::{Code, Problem};

/// What is understood, for messages.
const UNDERSTOOD: &str = "understood: exports of people, accounts, sign-ins, access reviews, changes, tickets, courses, findings, devices and registers, and a list of evidence as JSON";

/// The report in a text.
///
/// # Errors
///
/// `unknown-format` with what was found and what is understood; the refusals
/// of the format that was recognised; `wrong-document` for Tickmark's own files.
pub(super) fn read(text: &str) -> Result<Report, Problem> {
    if json::looks_like(text) {
        let value = json::parse(text)?;
        match of_format(value.get("format")) {
            Sniffed::Assessment => {
                return Err(refused(
                    Code::WrongDocument,
                    "this is a saved assessment, not an evidence file",
                )
                .help(
                    "It is the file that Save writes: open it as the assessment, not as evidence.",
                ));
            }
            Sniffed::Manifest => {
                return Err(refused(
                    Code::WrongDocument,
                    "this is a manifest of evidence, not an export",
                )
                .help("Drop it together with the files that it lists."));
            }
            Sniffed::Other => {}
        }
        aws_answers::refuse_json(&value)?;
        github::refused::refuse_json(&value)?;
        if let Some(report) = aws_credential_report::from_json(&value)? {
            return Ok(report);
        }
        return Err(unknown(&json::kind(&value)));
    }
    aws_answers::refuse_text(text)?;
    let header = table::header(text);
    if let Some(report) = aws_credential_report::from_table(&header, Container::Csv)? {
        return Ok(report);
    }
    Err(match header.names.len() {
        _ if text.trim_start().starts_with('<') => unknown("XML or HTML"),
        0 | 1 => unknown("text"),
        n => unknown(&format!("a table of {n} columns")),
    })
}

/// Refuses a table that no format knows.
pub(super) fn unknown_table(text: &str, columns: &Columns) -> Result<(), Problem> {
    aws_answers::refuse_text(text)?;
    Err(unknown(&format!("a table of {} columns", columns.len())))
}

/// Whether these are the columns of a credential report, which has a reader of its own.
pub(super) fn is_credential_report(columns: &Columns) -> bool {
    aws_credential_report::is_it(columns)
}

/// Refuses a file that no format knows.
pub(super) fn unknown(found: &str) -> Problem {
    refused(Code::UnknownFormat, format!("found {found}; {UNDERSTOOD}")).help(
        "Was it exported with its own column names? A list kept by hand can have the columns of one of the empty registers.",
    )
}

/// Refuses what looks like a format and is no export of it.
///
/// * `found`: what it is, as a noun phrase.
/// * `how`: what to do instead: a sentence.
fn wrong_kind(found: &str, how: &str) -> Problem {
    refused(Code::WrongDocument, format!("this is {found}")).help(how)
}

/// Refuses an export without columns that matter.
fn incomplete(name: &str, missing: &[String]) -> Problem {
    let message = format!("found {name} without {}", missing.join(", "));
    refused(Code::IncompleteFormat, message)
        .help("Export it again without removing or renaming columns.")
}
