//! Telling Tickmark's own documents from evidence, before evidence is read.

use serde::Deserialize;

use super::MAX_BYTES;
use super::decode::binary::known_binary;
use super::decode::whole::decoded;
use super::listing;

/// What kind of document a dropped file says it is.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A manifest of evidence: `"format": "tickmark-evidence"`, or a table with its columns.
    Manifest,
    /// A saved assessment: `"format": "tickmark-assessment"`.
    Assessment,
    /// Anything else, files that cannot be read among them: [`super::inspect`] says what.
    Other,
}

/// The key by which Tickmark's own documents name themselves.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Option<serde_json::Value>,
}

/// What `bytes` say they are, by the key `format` of a JSON object or by the header of a table.
///
/// Cannot fail: what does not parse is [`Sniffed::Other`]. Reads the whole file
/// once, and nothing of a file over [`super::MAX_BYTES`].
///
/// # Example
///
/// ```
/// use tickmark::evidence::{Sniffed, sniff};
///
/// assert_eq!(sniff(br#"{"format": "tickmark-evidence"}"#), Sniffed::Manifest);
/// assert_eq!(sniff(b"id,title,kind,file.name,controls"), Sniffed::Manifest);
/// assert_eq!(sniff(b"user,arn"), Sniffed::Other);
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Sniffed {
    if bytes.len() > MAX_BYTES || known_binary(bytes).is_some() {
        return Sniffed::Other;
    }
    let text = decoded(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('{') {
        let is_list = listing::delimiter(text).is_some();
        return if is_list {
            Sniffed::Manifest
        } else {
            Sniffed::Other
        };
    }
    match serde_json::from_str::<Head>(text) {
        Ok(head) => of_format(head.format.as_ref()),
        Err(_) => Sniffed::Other,
    }
}

/// What the value of the key `format` stands for.
pub(super) fn of_format(format: Option<&serde_json::Value>) -> Sniffed {
    match format.and_then(serde_json::Value::as_str) {
        Some("tickmark-evidence") => Sniffed::Manifest,
        Some("tickmark-assessment") => Sniffed::Assessment,
        _ => Sniffed::Other,
    }
}
