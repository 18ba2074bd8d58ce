//! What a browser recorded (HAR): the JSON answers of the pages that were looked at.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::super::whole::decoded;
use super::read_within;
use super::shape::{Hint, Kind, Shape};
use crate::error::{Code, Problem};

/// Whether a document is a recording: `log.entries`, of which some have answers.
pub(super) fn is_har(value: &Value) -> bool {
    entries(value).is_some_and(|entries| {
        entries
            .iter()
            .any(|entry| entry.get("response").is_some() && entry.get("request").is_some())
    })
}

/// The shape of a recording.
pub(super) fn shape(value: &Value) -> Shape {
    let answers: Vec<_> = answers(value).collect();
    let cut = answers
        .iter()
        .filter(|(_, answer)| matches!(answer, Err(why) if why.code == Code::Truncated))
        .count();
    let last = answers
        .into_iter()
        .rev()
        .find_map(|(_, answer)| answer.ok());
    Shape {
        wrapper: Some("log.entries".to_owned()),
        truncated_hint: match cut {
            0 => last.and_then(|document| document.shape.truncated_hint),
            _ => Some(Hint::CutAnswers(u32::try_from(cut).unwrap_or(u32::MAX))),
        },
        ..Shape::of(Kind::Pages)
    }
}

/// The elements of all answers, in the order of the recording. What is no JSON is left out.
pub(super) fn elements(value: &Value) -> Vec<(String, Value)> {
    let documents = answers(value).filter_map(|(at, answer)| Some((at, answer.ok()?)));
    documents
        .flat_map(|(at, document)| {
            let outer = format!("/log/entries/{at}/response/content/text");
            let elements = document.elements.into_iter();
            elements.map(move |(inner, value)| (format!("{outer}{inner}"), value))
        })
        .collect()
}

fn entries(value: &Value) -> Option<&Vec<Value>> {
    value.get("log")?.get("entries")?.as_array()
}

/// The answers that set out to be JSON, with their number from 0.
fn answers(value: &Value) -> impl Iterator<Item = (usize, Result<super::Document, Problem>)> + '_ {
    let entries = entries(value).into_iter().flatten().enumerate();
    entries.filter_map(|(at, entry)| {
        let content = entry.get("response")?.get("content")?;
        let text = content.get("text")?.as_str()?;
        let encoded = content.get("encoding").and_then(Value::as_str) == Some("base64");
        let bytes = match encoded {
            true => STANDARD.decode(text.trim()).ok()?,
            false => text.as_bytes().to_vec(),
        };
        let text = decoded(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with(['{', '['])
            .then(|| (at, read_within(text, false)))
    })
}
