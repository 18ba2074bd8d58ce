//! A credential report inside JSON: the answer of the command line, plain or recorded.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::aws_credential_report::{Container, FORMAT, GeneratedTime};
use crate::date::{Date, Instant};
use crate::error::{Code, Problem};
use crate::evidence::decode::head::head;
use crate::evidence::decode::refused;
use crate::evidence::decode::whole::decoded;

/// The table inside an answer.
#[derive(Debug)]
pub(in crate::evidence) struct Wrapped {
    /// Its text.
    pub(in crate::evidence) table: String,
    /// In what it came.
    pub(in crate::evidence) container: Container,
    /// What the answer says about the day.
    pub(in crate::evidence) generated: GeneratedTime,
    /// Where in the answer it stands, a JSON Pointer.
    pub(in crate::evidence) at: &'static str,
}

impl Wrapped {
    /// In what it came, for people.
    pub(in crate::evidence) fn words(&self) -> &'static str {
        match self.container {
            Container::Csv => "CSV",
            Container::JsonBase64 => "JSON with base64 content",
            Container::JsonPlain => "JSON with plain content",
        }
    }
}

/// The report in a JSON value; `None` when it is something else.
///
/// # Errors
///
/// `incomplete-format` at the pointer of a content that is neither a table nor base64.
pub(super) fn from_json(value: &Value) -> Result<Option<Wrapped>, Problem> {
    for (body, at) in [
        (Some(value), "/Content"),
        (value.get("data"), "/data/Content"),
    ] {
        let Some(body) = body else { continue };
        let Some(content) = body.get("Content").and_then(Value::as_str) else {
            continue;
        };
        // The keys around the content are those of the AWS answer; without them, content of another kind is simply
        // another format.
        let named = body.get("ReportFormat").is_some() || body.get("GeneratedTime").is_some();
        let unpacked = match unpacked(content) {
            Some(unpacked) => unpacked,
            None if !named => continue,
            None => {
                let mut problem = refused(
                    Code::IncompleteFormat,
                    "`Content` is neither a table nor complete base64",
                )
                .help("Run `aws iam get-credential-report` again and drop its whole answer.");
                at.clone_into(&mut problem.at);
                return Err(problem);
            }
        };
        let (table, container) = unpacked;
        if head(&table, FORMAT.recognise).is_some_and(|h| (FORMAT.recognise)(&h.columns)) {
            return Ok(Some(Wrapped {
                table,
                container,
                generated: generated(body.get("GeneratedTime")),
                at,
            }));
        }
    }
    Ok(None)
}

/// The text of a content, with `\n` as its only line end; `None` where it is neither a table nor base64.
fn unpacked(content: &str) -> Option<(String, Container)> {
    // None of these is in the base64 alphabet, and no table is without them.
    let (text, container) = if content.contains([',', ';', '\t']) {
        (content.to_owned(), Container::JsonPlain)
    } else {
        let packed: String = content.split_ascii_whitespace().collect();
        let bytes = STANDARD.decode(packed).ok()?;
        (decoded(&bytes).into_owned(), Container::JsonBase64)
    };
    Some((text.replace("\r\n", "\n").replace('\r', "\n"), container))
}

/// The day in `GeneratedTime`: RFC 3339, seconds since 1970, or the parts that
/// recorders write. AWS answers in UTC, so parts without an offset are UTC.
fn generated(time: Option<&Value>) -> GeneratedTime {
    let day = match time {
        None | Some(Value::Null) => return GeneratedTime::Absent,
        Some(Value::String(text)) => Instant::parse(text.trim()).map(Instant::date),
        Some(Value::Number(seconds)) => seconds
            .as_i64()
            .or_else(|| seconds.to_string().split('.').next()?.parse().ok())
            .filter(|seconds| (0..=253_402_300_799).contains(seconds))
            .and_then(|seconds| Some(Date::new(1970, 1, 1).ok()?.plus_days(seconds / 86_400))),
        Some(Value::Object(parts)) => {
            let part = |name: &str| parts.get(name).and_then(Value::as_i64);
            match (part("year"), part("month"), part("day")) {
                (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok(),
                _ => None,
            }
        }
        Some(_) => None,
    };
    day.map_or(GeneratedTime::Unreadable, GeneratedTime::On)
}
