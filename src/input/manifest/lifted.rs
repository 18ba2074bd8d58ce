//! Keys of a manifest's parts that nothing knows, kept by their path: `md5` in `file` is `file.md5` of the entry.

use serde_json::{Map, Value};

use crate::evidence::listing::COLUMNS;

/// The entries of a manifest with what is not known in their parts beside the parts.
///
/// A part that is no object is left as it is: the reader of documents says what is wrong with it.
pub(in crate::input) fn lifted(mut manifest: Value) -> Value {
    let entries = manifest.get_mut("evidence").and_then(Value::as_array_mut);
    for entry in entries.into_iter().flatten() {
        if let Value::Object(entry) = entry {
            let mut strange = Map::new();
            for (key, part) in entry.iter_mut() {
                take(key, part, &mut strange);
            }
            for (key, value) in strange {
                entry.entry(key).or_insert(value);
            }
        }
    }
    manifest
}

/// Takes what is not known out of a part.
fn take(path: &str, part: &mut Value, strange: &mut Map<String, Value>) {
    let Value::Object(part) = part else {
        return;
    };
    if !has_parts(path) {
        return;
    }
    let keys: Vec<String> = part.keys().cloned().collect();
    for key in keys {
        let inner = format!("{path}.{key}");
        if is_known(&inner) {
            if let Some(value) = part.get_mut(&key) {
                take(&inner, value, strange);
            }
        } else if let Some(value) = part.remove(&key) {
            strange.insert(inner, value);
        }
    }
}

/// Whether keys with this path before them are known.
fn has_parts(path: &str) -> bool {
    let inside = |name: &str| name.strip_prefix(path).is_some_and(|r| r.starts_with('.'));
    path != "attestations" && COLUMNS.iter().any(|c| !c.of_list && inside(c.name))
}

fn is_known(path: &str) -> bool {
    COLUMNS.iter().any(|c| !c.of_list && c.name == path) || has_parts(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_known_stands_beside_its_part() {
        let given = json!({ "evidence": [{
            "id": "a", "file": { "name": "a.csv", "md5": "0" },
            "covers": { "stated": { "start": "2026-01-01", "zone": "UTC" } },
            "format": { "mapping": { "kind": "accounts", "columns": [] } },
            "attestations": [{ "by": "x", "seal": 1 }], "ticket": { "key": "OPS-1" },
        }]});
        let wanted = json!({ "evidence": [{
            "id": "a", "file": { "name": "a.csv" }, "file.md5": "0",
            "covers": { "stated": { "start": "2026-01-01" } }, "covers.stated.zone": "UTC",
            "format": { "mapping": { "kind": "accounts", "columns": [] } },
            "attestations": [{ "by": "x", "seal": 1 }], "ticket": { "key": "OPS-1" },
        }]});
        assert_eq!(lifted(given), wanted);
    }

    #[test]
    fn parts_of_another_shape_are_left() {
        let given = json!({ "evidence": [{ "file": 3 }, 4] });
        assert_eq!(lifted(given.clone()), given);
        assert_eq!(lifted(json!([])), json!([]));
    }
}
