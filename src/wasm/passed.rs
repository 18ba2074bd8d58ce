//! What the page's module gives to be passed on: a summary for a link, what exports are written from, and whether a report is what it
//! says.

use wasm_bindgen::prelude::*;

use super::page::for_reader;
use super::provided::engaged;
use super::{out, thrown};
use crate::evaluate;
use crate::plan::fixes::Limits;
use crate::share::shared;

/// Where the company stands, as a document for the module that writes links.
///
/// * `gaps`: whether its open gaps are in it, with the days on which planned fixes end.
/// * `organisation`: whether its name is.
#[wasm_bindgen]
pub fn summary(assessment: JsValue, gaps: bool, organisation: bool) -> Result<JsValue, JsValue> {
    engaged(assessment, |engagement| {
        let outcome = evaluate(engagement);
        let advice = gaps.then(|| outcome.advice(engagement, Limits::default()));
        let advice = advice.as_ref();
        out(&shared::summary(
            engagement,
            &outcome,
            advice,
            gaps,
            organisation,
        ))
    })
}

/// What files for other tools are written from, for the module that writes them.
#[wasm_bindgen(js_name = exportInput)]
pub fn export_input(assessment: JsValue) -> Result<JsValue, JsValue> {
    engaged(assessment, |engagement| {
        let outcome = evaluate(engagement);
        let advice = outcome.advice(engagement, Limits::default());
        out(&outcome.export_input(engagement, &advice))
    })
}

/// A report worked out again: what its digest says has changed, and where it first differs.
///
/// * `names`, `reader`: whom it was made for, as for `report`.
#[wasm_bindgen]
pub fn verify(
    report: &str,
    assessment: JsValue,
    names: JsValue,
    reader: JsValue,
) -> Result<JsValue, JsValue> {
    for_reader(assessment, names, reader, |engagement, reader| {
        let found = crate::share::verify::verify(report, engagement, Limits::default(), reader);
        out(&found.map_err(thrown)?)
    })
}
