//! JSON texts to elements: arrays, wrapped arrays, pages, lines and what a browser recorded.

mod har;
mod lines;
mod shape;

use serde_json::{Deserializer, Error, Value};

use super::refused;
use crate::error::{Code, Problem};

pub(in crate::evidence) use lines::{LineReader, is_lines};
pub(in crate::evidence) use shape::{Kind, Shape};

/// Most bytes of one JSON file that are read as a whole: 200 MB.
const BYTES: usize = 200_000_000;
/// From here on, two whole numbers are the same to a computer's floating point: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What a JSON file holds.
#[derive(Debug)]
pub(in crate::evidence) struct Document {
    /// How its elements stand in it.
    pub(in crate::evidence) shape: Shape,
    /// Each element with its place, a JSON Pointer (RFC 6901).
    ///
    /// Where a file has several documents, the first step is the number of the
    /// document, from 0; in what a browser recorded, the steps that follow those
    /// to the text of an answer lead on inside that text.
    pub(in crate::evidence) elements: Vec<(String, Value)>,
}

/// The elements of a JSON file, in any encoding that [`TextStream`] reads.
///
/// # Errors
///
/// As [`read_text`].
#[cfg(test)]
pub(in crate::evidence) fn read(bytes: &[u8]) -> Result<Document, Problem> {
    too_large(bytes.len())?;
    read_text(&super::whole::decoded(bytes))
}

/// The elements of a JSON text.
///
/// # Errors
///
/// `empty-file`; `too-large` above 200 MB; `truncated` when the text ends before
/// its value does and `not-json` otherwise, both with line and column;
/// `not-json` as well when values nest more than 128 levels deep.
pub(in crate::evidence) fn read_text(text: &str) -> Result<Document, Problem> {
    read_within(text, true)
}

/// As [`read_text`].
///
/// * `recorded`: whether it may be what a browser recorded; not inside of that, where each would be read for every
///   one around it.
fn read_within(text: &str, recorded: bool) -> Result<Document, Problem> {
    let mut documents = documents(text)?;
    match documents.len() {
        0 => Err(refused(
            Code::EmptyFile,
            "the file has blanks and line ends only",
        )),
        1 => Ok(documents
            .pop()
            .map(|value| one(value, recorded))
            .unwrap_or_default()),
        _ => Ok(several(documents)),
    }
}

/// The JSON values that follow each other in a text, whatever stands in them.
///
/// # Errors
///
/// As [`read_text`], but for a text without any.
pub(in crate::evidence) fn documents(text: &str) -> Result<Vec<Value>, Problem> {
    too_large(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let values = Deserializer::from_str(text).into_iter::<Value>();
    let values = values.map(|value| value.map_err(|why| unreadable(&why, why.line())));
    values.collect()
}

impl Default for Document {
    fn default() -> Self {
        Self {
            shape: Shape::of(Kind::Single),
            elements: Vec::new(),
        }
    }
}

/// The elements of one value.
///
/// * `recorded`: whether it may be what a browser recorded; not inside of that.
fn one(value: Value, recorded: bool) -> Document {
    let top_keys = shape::keys(&value);
    if recorded && har::is_har(&value) {
        return Document {
            shape: Shape {
                top_keys,
                ..har::shape(&value)
            },
            elements: har::elements(&value),
        };
    }
    if let Value::Array(items) = value {
        return Document {
            shape: Shape::of(Kind::Array),
            elements: numbered("", items),
        };
    }
    let Some(wrapper) = shape::wrapper(&value) else {
        return Document {
            shape: Shape {
                top_keys,
                ..Shape::of(Kind::Single)
            },
            elements: vec![(String::new(), value)],
        };
    };
    let hint = shape::hint(&value, &wrapper, None);
    let pointer = shape::pointer(&wrapper);
    Document {
        shape: Shape {
            wrapper: Some(wrapper.join(".")),
            top_keys,
            truncated_hint: hint,
            kind: Kind::Wrapped,
        },
        elements: numbered(&pointer, taken(value, &wrapper)),
    }
}

/// The elements of documents that follow each other.
///
/// Arrays, and objects that hold one under the same known key, are pages;
/// anything else is one element each.
fn several(documents: Vec<Value>) -> Document {
    let top_keys = documents.first().map(shape::keys).unwrap_or_default();
    if documents.iter().all(Value::is_array) {
        let pages = documents.into_iter().enumerate();
        return Document {
            shape: Shape::of(Kind::Pages),
            elements: pages
                .flat_map(|(page, value)| match value {
                    Value::Array(items) => numbered(&format!("/{page}"), items),
                    _ => Vec::new(),
                })
                .collect(),
        };
    }
    let wrapper = documents.first().and_then(shape::known_wrapper);
    let same = |value: &Value| shape::known_wrapper(value) == wrapper;
    let Some(wrapper) = wrapper.clone().filter(|_| documents.iter().all(same)) else {
        let lines = documents.into_iter().enumerate();
        return Document {
            shape: Shape {
                top_keys,
                ..Shape::of(Kind::Lines)
            },
            elements: lines.map(|(at, value)| (format!("/{at}"), value)).collect(),
        };
    };
    let rows: usize = documents
        .iter()
        .map(|value| shape::held(value, &wrapper).map_or(0, Vec::len))
        .sum();
    // That there is more is said by the last page; those before are followed by it.
    let truncated_hint = documents
        .last()
        .and_then(|last| shape::hint(last, &wrapper, Some(rows)));
    let pointer = shape::pointer(&wrapper);
    let pages = documents.into_iter().enumerate();
    Document {
        elements: pages
            .flat_map(|(page, value)| {
                numbered(&format!("/{page}{pointer}"), taken(value, &wrapper))
            })
            .collect(),
        shape: Shape {
            wrapper: Some(wrapper.join(".")),
            top_keys,
            truncated_hint,
            kind: Kind::Pages,
        },
    }
}

fn numbered(pointer: &str, items: Vec<Value>) -> Vec<(String, Value)> {
    let items = items.into_iter().enumerate();
    items
        .map(|(at, value)| (format!("{pointer}/{at}"), value))
        .collect()
}

/// The array that stands under these keys, taken out of `value`.
fn taken(mut value: Value, keys: &[String]) -> Vec<Value> {
    for key in keys {
        value = match value.get_mut(key) {
            Some(inner) => inner.take(),
            None => return Vec::new(),
        };
    }
    match value {
        Value::Array(items) => items,
        _ => Vec::new(),
    }
}

/// The value under a path of keys such as `profile.email`; a number is a place in an array.
///
/// A key that has points itself, such as `@odata.nextLink`, is found as well.
pub(in crate::evidence) fn path<'a>(value: &'a Value, keys: &str) -> Option<&'a Value> {
    let step = |key: &str| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    };
    step(keys).or_else(|| {
        keys.match_indices('.').find_map(|(at, _)| {
            let (first, rest) = keys.split_at(at);
            path(step(first)?, rest.get(1..)?)
        })
    })
}

/// A single value as text: texts as they are, numbers with every digit, `true` and `false`.
///
/// A whole number written as `182758849647.0` loses its point. One that is too
/// large to be read exactly is none: two ids must not become one.
pub(in crate::evidence) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().filter(|number| number.abs() < EXACT)?;
            // Not `-0`.
            Some((number + 0.0).to_string())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn too_large(bytes: usize) -> Result<(), Problem> {
    if bytes <= BYTES {
        return Ok(());
    }
    let message = format!("the file has {bytes} bytes; at most {BYTES} of JSON are read");
    Err(refused(Code::TooLarge, message)
        .help("Export fewer days, or one JSON value per line, of which any number is read."))
}

/// Why a text is not read as JSON, with its place.
///
/// * `line`: the line of the file, which is not that of the error where a line
///   is read on its own.
fn unreadable(why: &Error, line: usize) -> Problem {
    let place = format!("line {line}, column {}", why.column());
    if why.is_eof() {
        return refused(
            Code::Truncated,
            format!("the JSON ends in the middle, at {place}"),
        )
        .help("Export the file again: the end of it is missing.");
    }
    // `serde_json` has no kind of its own for it.
    if why.to_string().starts_with("recursion limit") {
        return refused(
            Code::NotJson,
            format!("values stand inside each other more than 128 levels deep, at {place}"),
        );
    }
    refused(
        Code::NotJson,
        format!("the text stops being JSON at {place}"),
    )
}

#[cfg(test)]
mod tests;
