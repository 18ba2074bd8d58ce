//! The module for exports: files for other tools, made when somebody asks for one.

use wasm_bindgen::prelude::*;

use super::provided::engaged;
use super::thrown;
use crate::error::{Code, Document, Problem, shown};
use crate::evaluate;
use crate::report::exports::Export;

/// The bytes of an export: `csv-register`, `csv-pbc`, `csv-jira`, `csv-linear`, `csv-asana`, `csv-controls`, `ics`,
/// `md-issues` (a zip archive), `oscal-ar` or `oscal-poam`.
#[wasm_bindgen]
pub fn exported(assessment: JsValue, format: &str) -> Result<Vec<u8>, JsValue> {
    let Some(export) = Export::named(format) else {
        let known: Vec<&str> = Export::ALL.iter().map(|e| e.as_str()).collect();
        let message = format!(
            "`{}` is not an export; known: {}",
            shown(format),
            known.join(", ")
        );
        return Err(thrown(
            Problem::new(Document::Assessment, "", Code::UnknownName, message).into(),
        ));
    };
    engaged(assessment, |engagement| {
        let outcome = evaluate(engagement);
        let advice = outcome.advice(engagement, Default::default());
        outcome.export(engagement, &advice, export).map_err(thrown)
    })
}
