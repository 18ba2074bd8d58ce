//! How a table is read that no format recognises, as somebody said it: kept in the manifest, so that it is said once.

use serde::{Deserialize, Serialize};

/// What each column of a table is, in the reader's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
    /// What the table is a list of: a canonical kind such as `accounts`.
    pub kind: String,
    /// The system that it is of, such as `Zendesk`, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The columns that are read.
    pub columns: Vec<MappedColumn>,
    /// Whether the day stands before the month, where the dates do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_first: Option<bool>,
    /// Cells that stand for nothing, beside the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nulls: Vec<String>,
}

/// A column that is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappedColumn {
    /// The field of the kind: a slug such as `last-login`.
    pub field: String,
    /// The name of the column in the file.
    pub column: String,
}

/// The name of a system as workpapers have it: `Zendesk Support` is `zendesk-support`.
pub(in crate::evidence) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase).take(40) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}
