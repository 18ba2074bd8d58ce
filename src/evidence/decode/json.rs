//! What a text or a value of JSON looks like, before it is read.

use serde_json::Value;

/// Whether a text sets out to be a JSON object or array.
pub(in crate::evidence) fn looks_like(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// What kind of value this is, for people; of an object, up to three of its keys.
///
/// Keys are shown only when they read as identifiers: some exports use the
/// e-mail address of a person as a key.
pub(in crate::evidence) fn kind(value: &Value) -> String {
    match value {
        Value::Object(map) if map.is_empty() => "an empty JSON object".into(),
        Value::Object(map) => {
            let keys: Vec<String> = map
                .keys()
                .filter(|key| is_identifier(key))
                .take(3)
                .map(|key| format!("`{key}`"))
                .collect();
            match keys.as_slice() {
                [] => "a JSON object".into(),
                [one] => format!("a JSON object with the key {one}"),
                many => format!("a JSON object with the keys {}", many.join(", ")),
            }
        }
        Value::Array(items) => match items.len() {
            1 => "a JSON array of 1 value".into(),
            n => format!("a JSON array of {n} values"),
        },
        _ => "a single JSON value".into(),
    }
}

fn is_identifier(key: &str) -> bool {
    (1..=40).contains(&key.len())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_may_name_a_person_are_not_shown() {
        let value = serde_json::json!({"ann@example.org": 1, "Findings": []});
        assert_eq!(kind(&value), "a JSON object with the key `Findings`");
    }
}
