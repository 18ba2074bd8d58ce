//! Fields of a JSON element by path: texts, flags, times, and those that are cited.

use serde_json::Value;

use super::registry::{Reading, at_element};
use crate::evidence::canonical::{At, Show, Stamp};
use crate::evidence::decode::elements::{path, text_of};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing, tri};

/// The text under a path; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, keys: &str) -> &'a str {
    path(value, keys).and_then(Value::as_str).unwrap_or("")
}

/// The text or number under a path, where it stands for something.
pub(super) fn id(value: &Value, keys: &str) -> Option<String> {
    let found = text_of(path(value, keys)?)?;
    let found = found.trim();
    nothing(found, &[]).is_none().then(|| found.to_owned())
}

/// The flag under a path, written as such or as a word; null is not known.
pub(super) fn flag(value: &Value, keys: &str) -> Flag {
    match path(value, keys) {
        Some(Value::Bool(true)) => Flag::Yes,
        Some(Value::Bool(false)) => Flag::No,
        Some(Value::String(word)) => tri(word),
        _ => Flag::Unknown,
    }
}

/// The time under the path with this number.
pub(super) fn stamp(
    reading: &mut Reading,
    value: &Value,
    keys: &[&str],
    place: usize,
    dialect: &Dialect,
) -> Stamp {
    let found = keys.get(place).and_then(|keys| path(value, keys));
    let text = found.and_then(text_of).unwrap_or_default();
    reading.stamp(place, &text, dialect)
}

/// Where the element stands, with the values to cite by the numbers of their paths.
pub(super) fn at(number: u32, value: &Value, keys: &[&str], cited: &[(u16, Show)]) -> At {
    let texts: Vec<(u16, Show, String)> = cited
        .iter()
        .filter_map(|(place, show)| {
            let found = path(value, keys.get(usize::from(*place))?)?;
            Some((*place, *show, text_of(found).unwrap_or_default()))
        })
        .collect();
    at_element(number, texts.iter().map(|(p, s, t)| (*p, *s, t.as_str())))
}
