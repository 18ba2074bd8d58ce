//! Text to a JSON value, with the place where it stops being JSON.

use serde_json::Value;

use super::refused;
use crate::error::{Code, Problem};

/// Whether a text sets out to be a JSON object or array.
pub(in crate::evidence) fn looks_like(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// The value of a JSON text.
///
/// # Errors
///
/// `truncated` when the text ends before its value does, `not-json` otherwise;
/// both with line and column.
pub(in crate::evidence) fn parse(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|why| {
        let place = format!("line {}, column {}", why.line(), why.column());
        if why.is_eof() {
            refused(
                Code::Truncated,
                format!("the JSON ends in the middle, at {place}"),
            )
            .help("Export the file again: the end of it is missing.")
        } else {
            refused(
                Code::NotJson,
                format!("the text stops being JSON at {place}"),
            )
        }
    })
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
    fn an_end_in_the_middle_is_not_a_mistake_of_writing() {
        let cut = parse("{\"a\": [1,\n 2").unwrap_err();
        assert_eq!(cut.code, Code::Truncated);
        assert!(cut.message.contains("line 2"), "{}", cut.message);
        let wrong = parse("{\"a\": tru!}").unwrap_err();
        assert_eq!(wrong.code, Code::NotJson);
        assert!(
            wrong.message.contains("line 1, column 10"),
            "{}",
            wrong.message
        );
    }

    #[test]
    fn keys_that_may_name_a_person_are_not_shown() {
        let value = parse(r#"{"ann@example.org": 1, "Findings": []}"#).unwrap();
        assert_eq!(kind(&value), "a JSON object with the key `Findings`");
    }
}
