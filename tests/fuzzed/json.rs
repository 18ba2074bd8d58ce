//! Changes of JSON: values of another type, keys removed and doubled, other shapes around the same elements.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Deserializer, Map, Value, json};

use super::hostile;
use super::planted::Rng;

/// Elements that are kept of a long list, as a rule.
const KEPT: usize = 12;

/// The values of a text that follow each other; none where it is no JSON.
pub(crate) fn values(text: &str) -> Option<Vec<Value>> {
    Deserializer::from_str(text)
        .into_iter()
        .collect::<Result<_, _>>()
        .ok()
}

/// Leaves out most elements of long lists.
pub(crate) fn shorten(value: &mut Value, rng: &mut Rng) {
    match value {
        Value::Array(items) => {
            while items.len() > KEPT {
                let at = rng.below(items.len());
                let end = (at + items.len() / 4 + 1).min(items.len());
                items.drain(at..end);
            }
            items.iter_mut().for_each(|item| shorten(item, rng));
        }
        Value::Object(map) => map.values_mut().for_each(|item| shorten(item, rng)),
        _ => {}
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// The value of this number, counted from the outermost.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(map) => map.values_mut().find_map(|item| nth(item, left)),
        _ => None,
    }
}

fn any(rng: &mut Rng) -> Value {
    match rng.below(14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(-1),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1e300),
        7 => json!([]),
        8 => json!({}),
        9 => json!([null, {"a": [1]}, "x"]),
        10 => json!({"value": hostile::cell(rng), "display_value": null}),
        11 => json!(1_777_622_400_u64),
        _ => Value::String(hostile::cell(rng)),
    }
}

/// One change of the values.
pub(crate) fn change(values: &mut Vec<Value>, rng: &mut Rng) -> &'static str {
    if values.is_empty() {
        return "empty";
    }
    let which = rng.below(values.len());
    let mut left = rng.below(count(&values[which]));
    let kind = rng.below(12);
    if kind == 0 {
        let copy = values[which].clone();
        values.push(copy);
        return "value doubled";
    }
    let Some(value) = nth(&mut values[which], &mut left) else {
        return "nothing";
    };
    match (kind, value) {
        (1 | 2, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(rng.below(map.len())).unwrap().clone();
            map.remove(&key);
            "key removed"
        }
        (3, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(rng.below(map.len())).unwrap().clone();
            let value = map.remove(&key).unwrap();
            let name = if rng.below(2) == 0 {
                key.to_uppercase()
            } else {
                hostile::cell(rng)
            };
            map.insert(name, value);
            "key renamed"
        }
        (4, Value::Object(map)) => {
            map.insert(hostile::cell(rng), any(rng));
            "key added"
        }
        (1..=3, Value::Array(items)) if !items.is_empty() => {
            let at = rng.below(items.len());
            let copy = items[at].clone();
            let times = if rng.below(60) == 0 { 3000 } else { 1 };
            items.extend(std::iter::repeat_n(copy, times));
            "element doubled"
        }
        (4, Value::Array(items)) if !items.is_empty() => {
            items.remove(rng.below(items.len()));
            "element removed"
        }
        (5, value) => {
            *value = json!([value.take()]);
            "wrapped in a list"
        }
        (_, value) => {
            *value = any(rng);
            "value replaced"
        }
    }
}

/// The values as a text: one after another, as lines, as a list, wrapped, as what a browser recorded.
pub(crate) fn written(values: &[Value], plain: bool, rng: &mut Rng) -> (&'static str, String) {
    let each = |join: &str| {
        values
            .iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(join)
    };
    let list = || match values {
        [Value::Array(items)] => items.clone(),
        values => values.to_vec(),
    };
    let shape = if plain { 0 } else { rng.below(12) };
    match shape {
        1 => ("lines", list().iter().map(|v| format!("{v}\n")).collect()),
        2 => (
            "concatenated",
            list().iter().map(Value::to_string).collect(),
        ),
        3 => (
            "pages",
            list()
                .iter()
                .map(|v| json!([v]).to_string())
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        4 => {
            let key = rng.pick(&[
                "value", "data", "results", "items", "x", "Findings", "nodes",
            ]);
            let more = rng.pick(&["total", "next_page", "isLast", "@odata.nextLink", "hits"]);
            (
                "wrapped",
                Value::Object(Map::from_iter([
                    (key.to_owned(), json!(list())),
                    (more.to_owned(), any(rng)),
                ]))
                .to_string(),
            )
        }
        5 => ("recorded", recorded(each("\n"), rng)),
        6 => (
            "indented",
            values.iter().map(|v| format!("{v:#}\n")).collect(),
        ),
        7 => ("doubled keys", doubled(&each("\n"), rng)),
        8 => (
            "lone surrogate",
            each("\n").replacen("\":\"", "\":\"\\ud800\\udc", 1 + rng.below(3)),
        ),
        9 if rng.below(4) == 0 => {
            let deep = rng.pick(&[100, 126, 127, 128, 10_000]);
            (
                "deep",
                format!(
                    "{}{}{}",
                    "{\"data\":".repeat(deep),
                    each(","),
                    "}".repeat(deep)
                ),
            )
        }
        _ => ("", each("\n")),
    }
}

/// What a browser recorded of these answers, and of itself.
fn recorded(text: String, rng: &mut Rng) -> String {
    let mut text = text;
    let times = if rng.below(6) == 0 {
        1 + rng.below(24)
    } else {
        1
    };
    for _ in 0..times {
        if text.len() > 2_000_000 {
            break;
        }
        let content = match rng.below(4) {
            0 if times == 1 => json!({"text": text}),
            1 => json!({"text": STANDARD.encode(&text), "encoding": "base64", "size": any(rng)}),
            2 if rng.below(4) == 0 => json!({"text": text, "encoding": "base64"}),
            _ => {
                json!({"mimeType": "application/json", "text": STANDARD.encode(&text), "encoding": "base64"})
            }
        };
        let entry = json!({"request": {"url": "https://x"}, "response": {"status": 200, "content": content}});
        text = json!({"log": {"version": "1.2", "entries": [{}, entry]}}).to_string();
    }
    text
}

/// A key that stands twice in its object, with another value.
fn doubled(text: &str, rng: &mut Rng) -> String {
    let places: Vec<usize> = text.match_indices("{\"").map(|(at, _)| at).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let at = places[rng.below(places.len())] + 1;
    let end = text[at + 1..]
        .find('"')
        .map_or(text.len(), |end| at + end + 2);
    format!(
        "{}{}:{},{}",
        &text[..at],
        &text[at..end],
        any(rng),
        &text[at..]
    )
}
