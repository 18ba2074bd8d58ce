//! The module for what goes out and comes in, which a page loads when it is needed: links.
//!
//! It knows no questionnaire and works nothing out: summaries and questionnaires come from the page's module.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{out, thrown, value};
use crate::error::{Code, Document, Error, Problem};
use crate::share::fragment::{self, LONGEST_LINK};
use crate::share::passphrase::{IV, SALT, Sealing};
use crate::share::preview::{Parcel, preview};
use crate::share::shape::Shape;
use crate::share::shared::{Redaction, Shared};
use crate::share::unnamed::{LeftOut, unnamed};

/// A link that was written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    /// The whole address; also where it is too long for one, to be saved as a file.
    link: String,
    /// Whether it is.
    too_long: bool,
    /// What it holds, a sentence each.
    preview: Vec<String>,
}

/// Writes a link.
///
/// * `document`: a saved assessment, which goes out without names of people, or a summary.
/// * `questionnaire`: that of a saved assessment; `undefined` for a summary.
/// * `base`: the address of the page that opens it.
/// * `passphrase`: what it is encrypted with, with 16 random bytes for `salt` and 12 for `iv`; `undefined` for an open link.
#[wasm_bindgen(js_name = writeLink)]
pub fn write_link(
    document: JsValue,
    questionnaire: JsValue,
    base: &str,
    passphrase: Option<js_sys::JsString>,
    salt: &[u8],
    iv: &[u8],
) -> Result<JsValue, JsValue> {
    let document = value(document).map_err(|p| thrown(p.into()))?;
    let (shared, left_out) = match Shared::read(document).map_err(thrown)? {
        Shared::Full(file) => {
            let (file, left_out) = unnamed(&file);
            (Shared::Full(Box::new(file)), left_out)
        }
        summary => (summary, LeftOut::default()),
    };
    let shape = match questionnaire.is_undefined() {
        true => None,
        false => Shape::in_json(&value(questionnaire).map_err(|p| thrown(p.into()))?),
    };
    let passphrase = passphrase.map(normal);
    let sealing = match &passphrase {
        None => None,
        Some(passphrase) => Some(Sealing {
            passphrase,
            salt: random::<SALT>(salt)?,
            iv: random::<IV>(iv)?,
        }),
    };
    let fragment = fragment::encode(&shared, shape.as_ref(), sealing.as_ref()).map_err(thrown)?;
    let link = fragment::link(base, "").map_err(thrown)? + &fragment;
    let length = link.chars().count();
    let parcel = Parcel {
        shared: &shared,
        left_out,
        sealed: sealing.is_some(),
        length,
    };
    out(&Written {
        too_long: length > LONGEST_LINK,
        preview: preview(&parcel),
        link,
    })
}

/// Whether a text is a link that arrived whole: how much it holds, and whether it needs a passphrase.
#[wasm_bindgen(js_name = lookAtLink)]
pub fn look_at_link(text: &str) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Seen {
        redaction: Redaction,
        sealed: bool,
    }
    let found = fragment::arrived(text).map_err(thrown)?;
    out(&Seen {
        redaction: found.redaction,
        sealed: found.sealed,
    })
}

/// What a link holds: a saved assessment or a summary, as a document.
///
/// * `questionnaires`: those that are known, a list.
#[wasm_bindgen(js_name = openLink)]
pub fn open_link(
    text: &str,
    questionnaires: JsValue,
    passphrase: Option<js_sys::JsString>,
) -> Result<JsValue, JsValue> {
    let known = value(questionnaires).map_err(|p| thrown(p.into()))?;
    let known = known.as_array().map(Vec::as_slice).unwrap_or_default();
    let shapes: Vec<Shape> = known
        .iter()
        .filter_map(|q: &Value| Shape::in_json(q))
        .collect();
    let passphrase = passphrase.map(normal);
    let shared = fragment::decode(text, &shapes, passphrase.as_deref()).map_err(thrown)?;
    out(&shared.document())
}

/// Keyboards differ in how they write the same letter.
fn normal(passphrase: js_sys::JsString) -> String {
    passphrase.normalize("NFC").into()
}

fn random<const N: usize>(bytes: &[u8]) -> Result<[u8; N], JsValue> {
    bytes.try_into().map_err(|_| {
        let message = format!("found {} random bytes, expected {N}", bytes.len());
        thrown(Error::from(Problem::new(
            Document::Link,
            "",
            Code::OutOfRange,
            message,
        )))
    })
}
