//! Where the elements of a JSON document stand, and whether it says that there are more.

use std::fmt;

use serde_json::{Map, Value};

/// How elements stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Kind {
    /// One array.
    Array,
    /// One object that holds the array under a key.
    Wrapped,
    /// One JSON value after another, each an element.
    Lines,
    /// One answer after another, each with an array.
    Pages,
    /// One value that is the only element.
    Single,
}

/// How the elements of a document stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Shape {
    /// The key that held the array; several with points between.
    pub(in crate::evidence) wrapper: Option<String>,
    /// The keys of the document, or of the first of them; none of an array.
    pub(in crate::evidence) top_keys: Vec<String>,
    /// What says that the file is not everything.
    pub(in crate::evidence) truncated_hint: Option<Hint>,
    /// Which kind.
    pub(in crate::evidence) kind: Kind,
}

impl Shape {
    /// A shape that is nothing but its kind.
    pub(super) fn of(kind: Kind) -> Self {
        Self {
            wrapper: None,
            top_keys: Vec::new(),
            truncated_hint: None,
            kind,
        }
    }
}

/// What says that a file is not everything. Displayed as part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Hint {
    /// A key names a next page.
    Next(String),
    /// A key says outright that there is more.
    More(String),
    /// A key says how many there are, and it is more than the file has.
    Total {
        /// The key.
        key: String,
        /// What it says.
        total: u64,
        /// How many elements the file has.
        rows: u64,
    },
    /// So many answers in what a browser recorded are cut off.
    CutAnswers(u32),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Next(key) => write!(f, "`{key}` names a next page"),
            Self::More(key) => write!(f, "`{key}` says that there is more"),
            Self::Total { key, total, rows } => {
                write!(f, "`{key}` says {total}, and {rows} are in the file")
            }
            Self::CutAnswers(1) => f.write_str("an answer in the recording is cut off"),
            Self::CutAnswers(n) => write!(f, "{n} answers in the recording are cut off"),
        }
    }
}

/// Keys under which exports and interfaces hold their array, most telling first.
const WRAPPERS: &[&str] = &[
    "value",
    "Findings",
    "findings",
    "results",
    "Results",
    "data",
    "issues",
    "employees",
    "incidents",
    "RestoreJobs",
    "BackupJobs",
    "Records",
    "records",
    "items",
    "Items",
    "elements",
    "nodes",
    "users",
    "Users",
    "members",
    "events",
    "Events",
    "entries",
    "rows",
    "alerts",
    "vulnerabilities",
    "devices",
    "computers",
    "people",
    "workers",
    "groups",
    "deployments",
    "workflow_runs",
    "pull_requests",
    "commits",
    "enrollments",
    "Resources",
    "logs",
    "hits",
];
/// Keys whose object is looked into.
const OUTER: &[&str] = &[
    "data", "result", "results", "response", "hits", "Response", "payload",
];
/// How deep an array is looked for: what GraphQL answers needs four.
const DEPTH: usize = 5;

/// Keys that an object has which is one record, although it holds arrays: a change with its reviews and commits, a
/// set of rules, the approvals of one change, a commit, an application with what was deployed.
const WHOLE: &[&[&str]] = &[
    &["number", "reviews"],
    &["number", "mergedAt"],
    &["number", "merged_at"],
    &["rules", "enforcement"],
    &["approved_by"],
    &["sha", "commit"],
    &["required_status_checks"],
];

/// Keys that hold a link or mark of the next page, unless they are empty.
const NEXT: &[&str] = &[
    "@odata.nextLink",
    "nextLink",
    "next_page",
    "nextPage",
    "next_page_url",
    "nextPageToken",
    "next_page_token",
    "nextToken",
    "NextToken",
    "next_cursor",
    "nextCursor",
    "NextMarker",
    "next",
    "after_cursor",
];
/// Keys that say outright whether there is more: the key, and what it says when there is.
const MORE: &[(&str, bool)] = &[
    ("isLast", false),
    ("isLastPage", false),
    ("lastPage", false),
    ("last", false),
    ("has_more", true),
    ("hasMore", true),
    ("more", true),
    ("hasNextPage", true),
    ("has_next_page", true),
    ("hasNext", true),
    ("IsTruncated", true),
    ("isTruncated", true),
    ("truncated", true),
    ("incomplete_results", true),
];
/// Keys that say how many there are.
const TOTAL: &[&str] = &[
    "total",
    "totalCount",
    "total_count",
    "totalResults",
    "total_results",
    "totalElements",
    "totalItems",
    "total_items",
    "totalRecords",
    "total_records",
    "@odata.count",
];
/// Objects beside the array that have such keys.
const BESIDE: &[&str] = &[
    "meta",
    "metadata",
    "paging",
    "pagination",
    "pageInfo",
    "page_info",
    "page",
    "links",
    "_links",
    "response_metadata",
    "search_metadata",
];

/// The keys of an object.
pub(super) fn keys(value: &Value) -> Vec<String> {
    value
        .as_object()
        .map(|map| map.keys().cloned().collect())
        .unwrap_or_default()
}

/// The keys that lead to the array of a document: a known one, else the only array of objects.
pub(super) fn wrapper(value: &Value) -> Option<Vec<String>> {
    find(value, DEPTH, true)
}

/// As [`wrapper`], by known keys alone.
pub(super) fn known_wrapper(value: &Value) -> Option<Vec<String>> {
    find(value, DEPTH, false)
}

fn find(value: &Value, depth: usize, any: bool) -> Option<Vec<String>> {
    let map = value.as_object()?;
    let is_record = |keys: &&[&str]| keys.iter().all(|key| map.contains_key(*key));
    if WHOLE.iter().any(is_record) {
        return None;
    }
    let known = WRAPPERS
        .iter()
        .find(|key| map.get(**key).is_some_and(Value::is_array));
    if let Some(key) = known {
        return Some(vec![(*key).to_owned()]);
    }
    if any && let Some(key) = only_array(map) {
        return Some(vec![key.to_owned()]);
    }
    let depth = depth.checked_sub(1)?;
    let outer = OUTER.iter().find_map(|key| map.get_key_value(*key));
    let only = match map.len() {
        1 => map.iter().next(),
        _ => None,
    };
    let (key, inner) = outer.into_iter().chain(only).find(|(_, v)| v.is_object())?;
    let mut keys = vec![key.clone()];
    keys.extend(find(inner, depth, any)?);
    Some(keys)
}

/// The key of the only array of objects, if there is one.
fn only_array(map: &Map<String, Value>) -> Option<&str> {
    let mut arrays = map.iter().filter(|(_, value)| {
        value
            .as_array()
            .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
    });
    match (arrays.next(), arrays.next()) {
        (Some((key, _)), None) => Some(key),
        _ => None,
    }
}

/// The array under these keys.
pub(super) fn held<'a>(value: &'a Value, keys: &[String]) -> Option<&'a Vec<Value>> {
    keys.iter()
        .try_fold(value, |value, key| value.get(key))?
        .as_array()
}

/// The JSON Pointer of these keys.
pub(super) fn pointer(keys: &[String]) -> String {
    keys.iter()
        .map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// What a document says about elements that it does not hold.
///
/// * `wrapper`: the keys to its array; objects on the way and those beside are looked at.
/// * `rows`: how many elements all pages have, if there are several.
pub(super) fn hint(value: &Value, wrapper: &[String], rows: Option<usize>) -> Option<Hint> {
    let rows = rows.or_else(|| held(value, wrapper).map(Vec::len))?;
    let rows = u64::try_from(rows).ok()?;
    let mut at = Some(value);
    for key in wrapper {
        let map = at?.as_object()?;
        if let Some(hint) = hint_in(map, "", rows) {
            return Some(hint);
        }
        for beside in BESIDE {
            if let Some(inner) = map.get(*beside).and_then(Value::as_object)
                && let Some(hint) = hint_in(inner, beside, rows)
            {
                return Some(hint);
            }
        }
        at = map.get(key);
    }
    None
}

fn hint_in(map: &Map<String, Value>, outer: &str, rows: u64) -> Option<Hint> {
    let named = |key: &str| match outer {
        "" => key.to_owned(),
        outer => format!("{outer}.{key}"),
    };
    for (key, more) in MORE {
        if map.get(*key).and_then(Value::as_bool) == Some(*more) {
            return Some(Hint::More(named(key)));
        }
    }
    for key in NEXT {
        let names_one = match map.get(*key) {
            Some(Value::String(text)) => !text.trim().is_empty(),
            Some(Value::Number(number)) => number.as_u64() != Some(0),
            Some(Value::Object(inner)) => inner.values().any(|value| !value.is_null()),
            _ => false,
        };
        if names_one {
            return Some(Hint::Next(named(key)));
        }
    }
    TOTAL.iter().find_map(|key| {
        let total = map.get(*key)?.as_u64().filter(|total| *total > rows)?;
        Some(Hint::Total {
            key: named(key),
            total,
            rows,
        })
    })
}
