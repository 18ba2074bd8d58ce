//! Dropped files to workpapers: what a file is, what it shows, what it cannot show.
//!
//! ```text
//! bytes ── decode ──> text, JSON, table ── formats ──> records ── procedures ──> workpapers
//! ```
//!
//! - Files that belong together stand in one [`Binder`] and are tested together. A table and lines of JSON stream
//!   through an [`Intake`] in chunks; nothing holds a large file.
//! - A file is recognised by what stands in it, never by its name. What is not
//!   recognised or is cut off is refused with its place; what is ambiguous is asked.
//! - Every verdict is relative to the day that the *file* shows. When neither
//!   the file nor the user says that day, what depends on it stays undecided.
//! - What a file does not say is unknown: never "no", never in order.
//! - Workpapers name no person. They cite rows by number, with flags, states and
//!   dates, and a pseudonym for a person. Only [`Inspection::key`](crate::evidence::Inspection::key) maps rows
//!   to names; it stays in the tab. What a sample is drawn by stays inside
//!   [`draw`], and rows alone come out.
//!
//! The formats stand in `formats/registry.rs`, the procedures in [`PROCEDURES`].

mod binder;
mod canonical;
mod credential_records;
mod credentials;
mod decode;
mod digest;
mod draft;
pub mod draw;
mod formats;
mod identity;
mod inspection;
pub mod key;
mod kind;
pub mod listing;
mod mapper;
mod mapping;
mod mentioned;
mod procedures;
mod reading;
#[cfg(test)]
mod recounted;
mod sniff;
mod terms;
mod ticket_keys;
mod visible;
pub mod workpaper;

use crate::error::Error;

pub use binder::{Binder, Unread};
pub use decode::binary::MAX_BYTES;
pub(crate) use decode::order::{OrderVerdict, Orders};
pub(crate) use decode::written::in_cell as written_day;
pub use digest::FileDigest;
pub use inspection::{AsOfBasis, FileFacts, Inspection, KeyRow, RowCounts, Trust};
pub use kind::EvidenceKind;
pub use mapper::{
    Feeds, FieldOffer, KindOffer, Preview, PreviewRow, ReadAs, ReadCell, SampleRow, Table,
    check_mapping, feeds, look, preview,
};
pub use mapping::{MappedColumn, Mapping};
pub use procedures::PROCEDURES;
pub use reading::{Choices, Intake};
pub use sniff::{Sniffed, sniff};
pub use terms::{DuePeriod, ListedFile, Superseded, Terms};
pub use visible::{hides, visible_lines};
pub use workpaper::{Basis, Cell, Deviation, Excluded, Parameter, Undecided, Workpaper};

/// A file of an archive: its name and its bytes.
pub type ArchivedFile = (String, Vec<u8>);

/// The files of an archive, with their names; nothing for what is no archive, a spreadsheet among that.
///
/// # Errors
///
/// One problem where the archive is larger, deeper or stranger than is read: at most 500 files and 200 MB unpacked.
pub fn archive_members(bytes: &[u8]) -> Result<Option<Vec<ArchivedFile>>, Error> {
    if !decode::archive::is_zip(bytes) || decode::sheet::is_xlsx(bytes) {
        return Ok(None);
    }
    let members = decode::archive::members(bytes)?.into_iter();
    Ok(Some(members.map(|m| (m.name, m.bytes)).collect()))
}

/// File name and text of the template of each register that can be kept by hand, and of a list of evidence: a header,
/// made from the same table of columns that reads it.
#[must_use]
pub fn templates() -> Vec<(&'static str, String)> {
    let mut all = formats::templates();
    all.push((listing::TEMPLATE, listing::template()));
    all
}

/// What a dropped file is and what the test procedures find in it.
///
/// * `name`: file name, for display; it decides nothing.
/// * `bytes`: the whole file.
/// * `terms`: the window, the company's own values, and the day of the file
///   where the user gave it.
///
/// Equal input gives an equal result; the order of rows changes no count.
///
/// # Errors
///
/// [`Error::Input`] with one problem, whose code is one of `empty-file`,
/// `too-large`, `not-text`, `not-json`, `truncated`, `unknown-format`,
/// `incomplete-format`, `report-not-present`, `wrong-document`. Its `at` points
/// into a JSON file where the problem is inside one, and is empty otherwise.
/// No message repeats a cell of the file.
///
/// # Example
///
/// ```
/// use tickmark::evidence::{Terms, inspect};
///
/// let csv = "\
/// user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active,\
/// access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated
/// <root_account>,arn:aws:iam::111122223333:root,true,no_information,true,false,N/A,false,N/A
/// ines,arn:aws:iam::111122223333:user/ines,true,no_information,false,false,N/A,false,N/A
/// ";
/// let terms = Terms {
///     controls: [("mfa".to_owned(), vec!["AC-02".to_owned()])].into(),
///     as_of: "2026-11-21".parse().unwrap(),
///     window_start: "2026-09-15".parse().unwrap(),
///     window_end: "2027-03-14".parse().unwrap(),
///     policies: Vec::new(),
///     time_zone: None,
///     periods: Default::default(),
///     last_pseudonym: 0,
///     superseded: Vec::new(),
///     stated_as_of: Some("2026-11-20".parse().unwrap()),
/// };
/// let seen = inspect("report.csv", csv.as_bytes(), &terms).unwrap();
/// assert_eq!(seen.system, "aws-3333");
/// assert_eq!(seen.workpapers[0].deviations[0].row, 3);
/// assert!(inspect("empty.csv", b"", &terms).is_err());
/// ```
pub fn inspect(name: &str, bytes: &[u8], terms: &Terms) -> Result<Inspection, Error> {
    let choices = Choices {
        as_of: terms.stated_as_of,
        ..Choices::default()
    };
    inspect_as(name, bytes, terms, choices)
}

/// [`inspect`], with what the reader says of the file.
///
/// # Errors
///
/// As [`inspect`], and every problem of a mapping that does not fit the file.
pub fn inspect_as(
    name: &str,
    bytes: &[u8],
    terms: &Terms,
    choices: Choices,
) -> Result<Inspection, Error> {
    let mut intake = Intake::new(name, choices);
    for chunk in bytes.chunks(1 << 20) {
        intake.push(chunk);
        if intake.is_over() {
            break;
        }
    }
    let mut binder = Binder::new();
    match binder.add(intake) {
        Ok(_) | Err(Unread::Same(_)) => {}
        Err(Unread::Refused(why)) => return Err(why),
    }
    let mut results = binder.results(terms);
    // INVARIANT: the one file was added.
    results.pop().ok_or_else(|| {
        let message = "nothing came of the file";
        decode::refused(crate::error::Code::UnknownFormat, message).into()
    })
}
