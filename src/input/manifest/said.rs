//! What is said of evidence beside the file itself: where it comes from, who answers for it, what it was made for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::evidence::workpaper::Span;
use crate::input::answers::{StatedCadence, StatedValue, Window};

/// Where evidence comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SourceRef {
    /// The system, such as `okta`; `manual` where somebody wrote it.
    pub system: String,
    /// The menu path or the command that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The filter, query or flags, exactly as used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

/// The days of the events in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Covers {
    /// As the export was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Span>,
    /// First and last in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Span>,
}

/// How many rows the source of a file has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Completeness {
    /// That many.
    pub rows_in_source: u64,
    /// How that is known, such as `count shown in UI`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Id of the evidence that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screenshot: Option<String>,
}

/// Who looked through a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reviewer {
    /// Who.
    pub name: String,
    /// When: a day, or a time with its offset from UTC (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// With what result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// What somebody says of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attestation {
    /// Who.
    pub by: String,
    /// In which role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// When: a day, or a time with its offset from UTC (RFC 3339).
    pub at: String,
    /// What is said.
    pub statement: String,
}

/// What a manifest was made for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// Systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub systems: Vec<ScopeSystem>,
    /// Other keys, such as repositories: kept and shown, not used.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

/// A system in the scope of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScopeSystem {
    /// Slug, as in the profile of the assessment.
    pub id: String,
    /// Name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How much depends on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticality: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// What a manifest states of the whole. The assessment's own word counts; where the two differ, the report says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatedTerms {
    /// Name of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The observation window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// IANA name of the time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Policy values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<StatedValue>,
    /// Cadences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cadences: Vec<StatedCadence>,
    /// What it was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Other keys of the manifest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, Value>,
}
