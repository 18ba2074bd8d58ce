//! One file per export format: how it is recognised, and how its columns map to records.

mod apple_devices;
mod argocd;
mod aws_accounts;
mod aws_answers;
mod aws_backup;
mod aws_credential_report;
mod aws_wrapped;
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
pub(super) mod tried;
#[cfg(test)]
mod understood;

pub(super) use aws_accounts::system_of;
pub(super) use aws_credential_report::{Container, GeneratedTime, Report};
pub(super) use aws_wrapped::Wrapped;

pub(super) use register::templates;

use serde_json::Value;

use super::decode::{json, refused};
use super::sniff::{Sniffed, of_format};
use crate::error::{Code, Problem};

/// What is understood, for messages.
const UNDERSTOOD: &str = "understood: exports of people, accounts, sign-ins, access reviews, changes, tickets, courses, findings, devices and registers, and a list of evidence as JSON";

/// The credential report inside a JSON text of which no format knows the elements.
///
/// # Errors
///
/// `wrong-document` for Tickmark's own files; the refusals of answers that are no export; `unknown-format` with what
/// was found and what is understood.
pub(super) fn wrapped(text: &str) -> Result<Wrapped, Problem> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        // Each of them was read as JSON before.
        return Err(unknown("several JSON documents"));
    };
    match of_format(value.get("format")) {
        Sniffed::Assessment => {
            return Err(refused(
                Code::WrongDocument,
                "this is a saved assessment, not an evidence file",
            )
            .help("It is the file that Save writes: open it as the assessment, not as evidence."));
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
    aws_wrapped::from_json(&value)?.ok_or_else(|| unknown(&json::kind(&value)))
}

/// Why a text that is no JSON is not read.
///
/// * `columns`: how many it has, if it is a table.
pub(super) fn unknown_text(text: &str, columns: usize) -> Problem {
    match aws_answers::refuse_text(text) {
        Err(problem) => problem,
        Ok(()) if text.trim_start().starts_with('<') => unknown("XML or HTML"),
        Ok(()) if columns < 2 => unknown("text"),
        Ok(()) => unknown(&format!("a table of {columns} columns")),
    }
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
