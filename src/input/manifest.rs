//! The evidence manifest: what is on file, by name, digest and date, with what was found in it.

pub(super) mod joined;
mod lifted;
pub mod remarks;
mod said;
pub mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::{StatedCadence, StatedValue, Window};
use crate::date::Date;
pub use crate::evidence::EvidenceKind;
use crate::evidence::Mapping;
use crate::evidence::workpaper::Workpaper;

pub(super) use lifted::lifted;
pub use said::{
    Attestation, Completeness, Covers, Reviewer, Scope, ScopeSystem, SourceRef, StatedTerms,
};

/// The `format` of an evidence manifest on its own.
pub const MANIFEST_FORMAT: &str = "tickmark-evidence";
/// The newest `version` of that format that is read.
pub const MANIFEST_VERSION: u32 = 1;

/// An evidence manifest on its own, as a file to drop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Always [`MANIFEST_FORMAT`].
    pub format: String,
    /// At most [`MANIFEST_VERSION`].
    pub version: u32,
    /// Name of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The observation window that it was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// IANA name of the time zone of days without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The company's own policy values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<StatedValue>,
    /// How often the company's own rules ask for a periodic control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<StatedCadence>,
    /// What it was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The entries.
    pub evidence: Vec<Entry>,
    /// Other keys: kept and shown, not used.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Slug, unique in the assessment.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// The file, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceRef>,
    /// How it was recognised, for files that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FormatRef>,
    /// The day that it shows or was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Where that day comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of_basis: Option<AsOfBasis>,
    /// The days of the events in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covers>,
    /// The period that it is the record of, such as `2026-q3`; else its day decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// What it shows of its controls; that they were performed, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Shows>,
    /// Who exported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_by: Option<String>,
    /// When: a day, or a time with its offset from UTC (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_at: Option<String>,
    /// How many rows its source has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// The numbering that pseudonyms in its workpapers are of: a key that names who they are has the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbering: Option<String>,
    /// Rows read, for files that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// The system it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Ids of the systems in scope that it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub system_scope: Vec<String>,
    /// The controls that it bears on.
    #[serde(default)]
    pub controls: Vec<String>,
    /// The criteria that it bears on: kept and shown; what counts is its controls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Who looked through it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<Reviewer>,
    /// Where it is: an address, a ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Whether it holds data about people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains_personal_data: Option<bool>,
    /// Id of the evidence that it takes the place of: that one counts for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// What people say of it: statements, no records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attestations: Vec<Attestation>,
    /// What the procedures found in it.
    #[serde(default)]
    pub workpapers: Vec<Workpaper>,
    /// The reader's own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What its manifest states of the whole; at the first of the entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<StatedTerms>,
    /// Other keys: kept and shown, not used. Those of parts stand by their path, such as `file.md5`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

/// The entry that takes the place of the one with this id, if one does.
#[must_use]
pub fn superseding<'e>(entries: &'e [Entry], id: &str) -> Option<&'e Entry> {
    entries
        .iter()
        .find(|e| e.supersedes.as_deref() == Some(id) && e.id != id)
}

/// What a piece of evidence shows of a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// That it was performed.
    Operation,
    /// That the company checks it and has acted on misses, or that a system enforces it.
    Assurance,
}

/// A file, by name and digest; its bytes are nowhere kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileRef {
    /// Name as dropped.
    pub name: String,
    /// SHA-256 in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// What it is on the web, such as `text/csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Encoding of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Name of the archive or workbook that it was in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
}

/// How a file was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormatRef {
    /// Slug of the format.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// In what it was wrapped: "CSV", "JSON with base64 content" …
    pub container: String,
    /// How sure the reading of the format is, in words.
    pub trust: String,
    /// How it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What each column is, where somebody said so; the same columns are read by it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
}

/// How the format of a file was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The file names its format itself.
    Exact,
    /// By the names of its columns or keys.
    Fingerprint,
    /// The reader said what stands in which column.
    MappedByUser,
}

/// Rows of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rows {
    /// Used.
    pub parsed: u32,
    /// Identical to an earlier one, and dropped.
    pub duplicates: u32,
    /// Not usable, each told in a workpaper's limits.
    pub rejected: u32,
    /// Names of the columns that were not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns_ignored: Vec<String>,
}

/// Where the day of a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AsOfBasis {
    /// The file says it.
    InFile,
    /// The reader said it.
    Stated,
    /// The time stamp of the file says it, which copying and saving change.
    FileMtime,
    /// Nobody said it.
    Unknown,
}
