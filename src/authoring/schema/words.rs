//! Schemas of the files of a locale: those of the authored files, with words and ids alone.

use serde_json::{Map, Value};

use crate::authoring::locale::words::is_read;
use crate::input::locale::is_words;

/// Leaves of a schema what a locale has of such a document.
///
/// * `schema`: of the authored file.
pub(super) fn alone(schema: &mut Value) {
    let definitions = schema.get("definitions").and_then(Value::as_object);
    let definitions = definitions.cloned().unwrap_or_default();
    let root = schema.clone();
    let known = Known {
        definitions: &definitions,
        root: &root,
    };
    let written = schema.to_string();
    known.narrow(schema);
    without_id(schema);
    if let Some(Value::Object(own)) = schema.get_mut("definitions") {
        for (name, definition) in own.iter_mut() {
            if !known.is_whole(name) {
                known.narrow(definition);
            }
            let element = format!("\"items\":{{\"$ref\":\"#/definitions/{name}\"}}");
            if !written.contains(&element) {
                without_id(definition);
            }
        }
    }
}

/// Requires no id of what stands in no list: its key, or the path of its file, says whose words these are.
fn without_id(object: &mut Value) {
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|key| key != "id");
    }
}

struct Known<'d> {
    definitions: &'d Map<String, Value>,
    root: &'d Value,
}

impl Known<'_> {
    /// Leaves of an object its words and what leads to words, and the id.
    fn narrow(&self, object: &mut Value) {
        let Value::Object(map) = object else { return };
        let mut kept = Vec::new();
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            properties.retain(|key, value| key == "id" || self.keeps(key, value, false, 0));
            // What may be without words may be left out.
            let always = properties
                .iter()
                .filter(|(key, value)| key.as_str() == "id" || self.keeps(key, value, true, 0));
            kept.extend(always.map(|(key, _)| key.clone()));
        }
        if let Some(Value::Array(required)) = map.get_mut("required") {
            required.retain(|key| kept.iter().any(|name| key == name));
        }
    }

    /// Whether a property is words, or holds some.
    ///
    /// * `always`: whether it is so of every document.
    fn keeps(&self, key: &str, value: &Value, always: bool, depth: usize) -> bool {
        is_read(key) && (is_words(key) || self.leads(value, always, depth))
    }

    fn leads(&self, schema: &Value, always: bool, depth: usize) -> bool {
        /// No word of any document lies deeper; tests hold tests without end.
        const DEEPEST: usize = 6;
        if depth > DEEPEST {
            return false;
        }
        let next = |part: &Value| self.leads(part, always, depth + 1);
        let referred = schema.get("$ref").and_then(Value::as_str);
        let referred = referred.and_then(|r| r.strip_prefix("#/definitions/"));
        let parts = ["allOf", "anyOf"].map(|key| schema.get(key).and_then(Value::as_array));
        let properties = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array);
        let counts =
            |key: &str| !always || required.is_some_and(|all| all.iter().any(|name| name == key));
        referred
            .and_then(|name| self.definitions.get(name))
            .is_some_and(next)
            || schema.get("items").is_some_and(next)
            || parts.into_iter().flatten().flatten().any(next)
            || properties
                .into_iter()
                .flatten()
                .any(|(key, value)| counts(key) && self.keeps(key, value, always, depth + 1))
    }

    /// Whether a definition is all words: what a key of words refers to.
    fn is_whole(&self, name: &str) -> bool {
        let reference = format!("#/definitions/{name}");
        let refers = |value: &Value| value.to_string().contains(&format!("\"{reference}\""));
        let mut all = self.definitions.values().chain([self.root]);
        all.any(|definition| {
            let properties = definition.get("properties").and_then(Value::as_object);
            properties
                .into_iter()
                .flatten()
                .any(|(key, value)| is_words(key) && refers(value))
        })
    }
}
