//! Text or JSON value to typed document: one reader for the CLI and the browser.
//!
//! The browser hands over a value, the CLI a text; both end here, so that both
//! refuse the same things in the same words.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::placed::placed;
use super::unique;
use crate::date::IMPOSSIBLE_DATE;
use crate::error::{Code, Document, Problem, did_you_mean, shown};

/// A JSON text as a value.
///
/// # Errors
///
/// [`Code::EmptyFile`], [`Code::Truncated`] or [`Code::NotJson`], and [`Code::WrongShape`] for a key that stands
/// twice; with line and column.
pub fn json(text: &str, document: Document) -> Result<Value, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Problem::new(
            document,
            "",
            Code::EmptyFile,
            "the file is empty",
        ));
    }
    unique::value(text).map_err(|why| {
        if let Some((key, line, column)) = unique::twice(&why) {
            let message = format!(
                "the key `{}` is there twice, the second time at line {line}, column {column}",
                shown(&key)
            );
            return Problem::new(document, "", Code::WrongShape, message)
                .help("Keep one of the two; which of them is meant, only you know.");
        }
        let place = format!("line {}, column {}", why.line(), why.column());
        if why.to_string().starts_with("recursion limit") {
            let message = format!("lists and objects are nested too deeply, at {place}");
            Problem::new(document, "", Code::WrongShape, message)
        } else if why.is_eof() {
            Problem::new(
                document,
                "",
                Code::Truncated,
                format!("the file ends in the middle, at {place}"),
            )
            .help("Save or copy it again; nothing of it was used.")
        } else {
            Problem::new(
                document,
                "",
                Code::NotJson,
                format!("this is not JSON: look at {place}"),
            )
        }
    })
}

/// A value as a typed document.
///
/// # Errors
///
/// The first problem of shape, with its place: serde stops there.
pub fn typed<T: DeserializeOwned>(value: Value, document: Document) -> Result<T, Problem> {
    placed(&value).map_err(|why| shape_problem(document, why.place().to_owned(), &why.to_string()))
}

/// The header that says what a document is and in which version.
///
/// # Errors
///
/// [`Code::WrongDocument`] and [`Code::NewerVersion`].
pub fn header(value: &Value, format: &str, newest: u32, document: Document) -> Result<(), Problem> {
    let found = value.get("format").and_then(Value::as_str);
    if found != Some(format) {
        let what = match found {
            Some(other) => format!("a document of format `{}`", shown(other)),
            None if value.is_object() => "a JSON object without `format`".to_owned(),
            None => "JSON of another shape".to_owned(),
        };
        let problem = Problem::new(
            document,
            "/format",
            Code::WrongDocument,
            format!("this is {what}; expected `{format}`"),
        );
        return Err(match document {
            Document::Assessment => problem.help(
                "Evidence is dropped where evidence is asked for, or named after the assessment on the \
                 command line.",
            ),
            _ => problem,
        });
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(version) if version > u64::from(newest) => Err(Problem::new(
            document,
            "/version",
            Code::NewerVersion,
            format!(
                "version {version} was written by a later release; this one reads up to {newest}"
            ),
        )
        .help("Open it with the release that wrote it, or a later one.")),
        _ => Ok(()),
    }
}

/// serde's message in our grammar, without the reader's own text.
fn shape_problem(document: Document, at: String, message: &str) -> Problem {
    if let Some(rest) = message.split(IMPOSSIBLE_DATE).nth(1) {
        return Problem::new(document, at, Code::ImpossibleDate, rest);
    }
    if let Some((found, allowed)) = unknown_name(message, "unknown field ") {
        let help = did_you_mean(&found, allowed.iter().map(String::as_str));
        let message = format!(
            "there is no key `{}` here; allowed: {}",
            shown(&found),
            allowed.join(", ")
        );
        return Problem {
            help,
            ..Problem::new(document, at, Code::UnknownKey, message)
        };
    }
    if let Some((found, allowed)) = unknown_name(message, "unknown variant ") {
        let help = did_you_mean(&found, allowed.iter().map(String::as_str));
        let message = format!(
            "`{}` is not a word that is allowed here: {}",
            shown(&found),
            allowed.join(", ")
        );
        return Problem {
            help,
            ..Problem::new(document, at, Code::UnknownName, message)
        };
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        let message = format!("the key {key} is missing");
        return Problem::new(document, at, Code::WrongShape, message);
    }
    if let Some(key) = message.strip_prefix("duplicate field ") {
        let message = format!("the key {key} is there twice");
        return Problem::new(document, at, Code::WrongShape, message);
    }
    if let Some(message) = out_of_range(message) {
        return Problem::new(document, at, Code::OutOfRange, message);
    }
    let message = match message.split_once(", expected ") {
        Some((found, expected)) => {
            format!(
                "found {}, expected {}",
                kind_found(found),
                kind_expected(expected)
            )
        }
        None => "the value has another shape than its place allows".to_owned(),
    };
    Problem::new(document, at, Code::WrongShape, message)
}

/// The name and the allowed names in a message such as "unknown field `x`, expected one of `a`, `b`".
fn unknown_name(message: &str, start: &str) -> Option<(String, Vec<String>)> {
    let rest = message.strip_prefix(start)?;
    let mut quoted = rest.split('`').skip(1).step_by(2).map(str::to_owned);
    let found = quoted.next()?;
    Some((found, quoted.collect()))
}

/// What serde says of a whole number that its type does not hold: the number and the bounds.
fn out_of_range(message: &str) -> Option<String> {
    let rest = message.strip_prefix("invalid value: integer `")?;
    let (found, expected) = rest.split_once("`, expected ")?;
    let high = match expected {
        "u8" => u64::from(u8::MAX),
        "u32" => u64::from(u32::MAX),
        "u64" | "usize" => u64::MAX,
        _ => return None,
    };
    Some(format!("found {}; allowed: 0 to {high}", shown(found)))
}

/// "string" for `invalid type: string "…"`: the kind of value, never the value.
fn kind_found(found: &str) -> &'static str {
    let kind = found.split(": ").nth(1).unwrap_or(found);
    match kind.split([' ', '`', '"']).next().unwrap_or_default() {
        "string" | "character" => "a text",
        "integer" => "a whole number",
        "floating" => "a number with a fraction",
        "boolean" => "true or false",
        "map" => "an object",
        "sequence" => "a list",
        "null" | "unit" | "Option" => "null",
        "length" => "a list of another length",
        _ => "another kind of value",
    }
}

/// serde's name for a type in plain words.
fn kind_expected(expected: &str) -> String {
    let words = match expected.split([' ', ',']).next().unwrap_or_default() {
        "u8" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
        "i64" | "i32" => "a whole number",
        "f64" => "a number",
        "struct" | "map" => "an object",
        "string" | "variant" => "a text",
        _ => match expected {
            "a string" => "a text",
            "a sequence" => "a list",
            "a boolean" => "true or false",
            "a map" => "an object",
            other => return shown(other),
        },
    };
    words.to_owned()
}
