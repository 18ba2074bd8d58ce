//! Cells to values and back.

use serde_json::{Map, Value};

use crate::evidence::listing::Holds;

/// The value of a cell; else what is wrong with it.
pub(super) fn value(holds: Holds, cell: &str) -> Result<Value, String> {
    match holds {
        Holds::Text => Ok(cell.into()),
        Holds::List => Ok(split(cell).into()),
        Holds::Whole => {
            let number = cell.parse::<u64>().map(Value::from);
            number.map_err(|_| "this is no whole number, 0 or more, written in digits".to_owned())
        }
        Holds::Flag => match cell.to_lowercase().as_str() {
            "yes" | "true" => Ok(true.into()),
            "no" | "false" => Ok(false.into()),
            _ => Err("this is neither yes nor no".to_owned()),
        },
        Holds::Json => serde_json::from_str(cell)
            .map_err(|_| "this is no JSON, in which lists of several parts are written".to_owned()),
    }
}

/// The cell of a value.
pub(super) fn written(holds: Holds, value: &Value) -> String {
    match (holds, value) {
        (Holds::Flag, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (Holds::List, Value::Array(all)) => {
            let texts = all.iter().filter_map(Value::as_str);
            let escaped = texts.map(|t| t.replace('\\', "\\\\").replace(';', "\\;"));
            escaped.collect::<Vec<_>>().join("; ")
        }
        (Holds::Json, value) => value.to_string(),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// What a list says, at each `;` that has no `\` before it.
fn split(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut part = String::new();
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => part.extend(characters.next()),
            ';' => found.push(std::mem::take(&mut part)),
            _ => part.push(c),
        }
    }
    found.push(part);
    let trimmed = found.iter().map(|p| p.trim().to_owned());
    trimmed.filter(|p| !p.is_empty()).collect()
}

/// The value of a cell of which nothing is known: JSON where it is an object, a list or a text in quotes.
pub(super) fn strange(cell: &str) -> Value {
    let is_json = cell.starts_with(['{', '[', '"']);
    let read = is_json.then(|| serde_json::from_str(cell).ok()).flatten();
    read.unwrap_or_else(|| cell.into())
}

/// The cell of such a value. A number comes back as a text.
pub(super) fn strange_written(value: &Value) -> String {
    match value {
        Value::String(text) if !text.starts_with(['{', '[', '"']) && text.trim() == text => {
            text.clone()
        }
        other => other.to_string(),
    }
}

/// Puts a value at the place that the dots name.
pub(super) fn put(object: &mut Map<String, Value>, name: &str, value: Value) -> Result<(), String> {
    match name.split_once('.') {
        None if object.contains_key(name) => Err("it is said twice".to_owned()),
        None => {
            object.insert(name.to_owned(), value);
            Ok(())
        }
        Some((first, rest)) => {
            let inner = object
                .entry(first)
                .or_insert_with(|| Value::Object(Map::new()));
            match inner {
                Value::Object(inner) => put(inner, rest, value),
                _ => Err(format!("`{first}` is said in another column too")),
            }
        }
    }
}

/// A row has one attestation in its columns: a list of one.
pub(super) fn one_attestation(entry: &mut Map<String, Value>) {
    if let Some(found) = entry.get_mut("attestations")
        && found.is_object()
    {
        *found = Value::Array(vec![found.take()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back() {
        let all: Value = vec!["a", "b;c", "d\\", "e f"].into();
        let cell = written(Holds::List, &all);
        assert_eq!(cell, "a; b\\;c; d\\\\; e f");
        assert_eq!(value(Holds::List, &cell), Ok(all));
        assert_eq!(value(Holds::List, " ; "), Ok(Vec::<String>::new().into()));
    }

    #[test]
    fn what_is_not_known_comes_back() {
        let all = ["a", "1", "{x", "\"", "[1]", ""];
        for given in all
            .map(Value::from)
            .into_iter()
            .chain([serde_json::json!([1, {"a": null}])])
        {
            assert_eq!(strange(&strange_written(&given)), given);
        }
    }
}
