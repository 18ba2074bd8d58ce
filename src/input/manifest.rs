//! The evidence manifest: what is on file, by name, digest and date, with what was found in it.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::evidence::Mapping;
use crate::evidence::workpaper::Workpaper;

/// The `format` of an evidence manifest on its own.
pub const MANIFEST_FORMAT: &str = "tickmark-evidence";
/// The newest `version` of that format that is read.
pub const MANIFEST_VERSION: u32 = 1;

/// An evidence manifest on its own, as a file to drop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// Always [`MANIFEST_FORMAT`].
    pub format: String,
    /// At most [`MANIFEST_VERSION`].
    pub version: u32,
    /// The entries.
    pub evidence: Vec<Entry>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// How it was recognised, for files that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FormatRef>,
    /// The day that it shows or was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Where that day comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of_basis: Option<AsOfBasis>,
    /// The period that it is the record of, such as `2026-q3`; else its day decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// What it shows of its controls; that they were performed, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<Shows>,
    /// Rows read, for files that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// The system it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The controls that it bears on.
    #[serde(default)]
    pub controls: Vec<String>,
    /// What the procedures found in it.
    #[serde(default)]
    pub workpapers: Vec<Workpaper>,
    /// The reader's own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a piece of evidence is (`evidence-formats`, manifest kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// List of people.
    Roster,
    /// List of accounts.
    Accounts,
    /// Sign-ins and account changes.
    AuthEvents,
    /// A review of accounts.
    AccessReview,
    /// Merged changes.
    Change,
    /// Settings of the change tools.
    ChangeConfig,
    /// Deployments.
    Deployment,
    /// Tickets.
    Ticket,
    /// Training completions.
    Training,
    /// Credentials of a cloud account.
    CredentialReport,
    /// Findings of a scanner.
    Findings,
    /// Vendors.
    VendorRegister,
    /// A test of a restore.
    RestoreTest,
    /// Incidents.
    IncidentLog,
    /// Reviews of logs.
    LogReview,
    /// Risks.
    RiskRegister,
    /// Service accounts.
    ServiceAccounts,
    /// Devices.
    Devices,
    /// A policy.
    Policy,
    /// Any other dated record.
    Document,
}

impl EvidenceKind {
    /// The kind of this name, as written in documents.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }
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
    /// How sure we are of the format: `seen`, `documented`, `embedded`.
    pub trust: String,
    /// What each column is, where somebody said so; the same columns are read by it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
}

/// Rows of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rows {
    /// Used.
    pub parsed: u32,
    /// Identical to an earlier one, and dropped.
    pub duplicates: u32,
    /// Not usable, each told in a workpaper's limits.
    pub rejected: u32,
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
    /// Nobody said it.
    Unknown,
}
