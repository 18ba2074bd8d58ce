//! The module for what goes out and comes in: an examiner's own list of requests.

use wasm_bindgen::prelude::*;

use super::{out, thrown, value};
use crate::error::{Document, Error};
use crate::input::read;
use crate::input::requested::{AuditorRequest, Taken, Told, listed, taken};

/// A list of requests with the controls that each is likely about.
///
/// * `list`: the bytes of a file, or of what was pasted, in UTF-8.
/// * `controls`: what `requestTerms` of the page's module gives.
/// * `before`: the list that was there.
#[wasm_bindgen(js_name = requestList)]
pub fn request_list(list: &[u8], controls: JsValue, before: JsValue) -> Result<JsValue, JsValue> {
    let controls = value(controls).map_err(|p| thrown(p.into()))?;
    let before = value(before).map_err(|p| thrown(p.into()))?;
    let read = || -> Result<Taken, Error> {
        let controls: Vec<Told> = read::typed(controls, Document::Assessment)?;
        let before: Vec<AuditorRequest> = read::typed(before, Document::Assessment)?;
        Ok(taken(listed(list)?, &controls, &before))
    };
    out(&read().map_err(thrown)?)
}
