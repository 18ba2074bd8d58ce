//! What the page's module gives to be passed on: a summary for a link, what exports are written from, and whether a report is what it
//! says.

use wasm_bindgen::prelude::*;

use super::page::for_reader;
use super::provided::{engaged, named, with_content};
use super::{out, thrown, value};
use crate::date::Date;
use crate::error::{Code, Document, Problem, shown};
use crate::plan::fixes::Limits;
use crate::share::carried::{Wanted, carried};
use crate::share::shared;
use crate::{evaluate, input};

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
        out(&outcome.export_input(engagement, &advice, None))
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

/// A Type 1 assessment as the Type 2 that follows it, with what was decided about each part.
///
/// * `start`, `end`, `as_of`: days; `undefined` for what follows from the Type 1.
#[wasm_bindgen(js_name = carryOn)]
pub fn carry_on(
    assessment: JsValue,
    start: Option<String>,
    end: Option<String>,
    as_of: Option<String>,
) -> Result<JsValue, JsValue> {
    let day = |at: &str, text: Option<String>| -> Result<Option<Date>, JsValue> {
        let Some(text) = text else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|why| {
            let message = format!("`{}` is not a date: {why}", shown(&text));
            thrown(Problem::new(Document::Assessment, at, Code::ImpossibleDate, message).into())
        })
    };
    let wanted = Wanted {
        start: day("/profile/window/start", start)?,
        end: day("/profile/window/end", end)?,
        as_of: day("/asOf", as_of)?,
    };
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        out(&carried(file, wanted, content).map_err(thrown)?)
    })
}

/// The sampling policies of the catalogue that an assessment is worked out with.
#[wasm_bindgen(js_name = samplingPolicies)]
pub fn sampling_policies(assessment: JsValue) -> Result<JsValue, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        out(&content.catalogue.sampling_policies)
    })
}
