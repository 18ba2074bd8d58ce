//! How the columns of a file that no format knows are read, as the reader confirmed it.

use serde::{Deserialize, Serialize};

/// What stands in which column. Kept with the evidence, so that the same file, or the next one with the same
/// columns, is read without asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
    /// What a row is, such as `accounts`.
    pub kind: String,
    /// What stands in which column; other columns are not read.
    #[serde(default)]
    pub columns: Vec<MappedColumn>,
    /// Whether the day stands before the month, where dates do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_first: Option<bool>,
    /// Words that stand where nothing is recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nulls: Vec<String>,
}

/// A field and the column that it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappedColumn {
    /// Name of the field.
    pub field: String,
    /// Name of the column, as the file writes it.
    pub column: String,
}
