//! The module for what goes out and comes in: files for other tools, written from what the page's module hands over.

use wasm_bindgen::prelude::*;

use super::{thrown, value};
use crate::error::{Code, Document, Problem, shown};
use crate::input::read;
use crate::report::exports::{Export, ExportInput, export};

/// The bytes of an export: `csv-register`, `csv-pbc`, `csv-jira`, `csv-linear`, `csv-asana`, `csv-controls`, `ics`,
/// `md-issues` (a zip archive), `oscal-ar` or `oscal-poam`.
///
/// * `input`: what `exportInput` of the page's module gives.
#[wasm_bindgen]
pub fn exported(input: JsValue, format: &str) -> Result<Vec<u8>, JsValue> {
    let Some(wanted) = Export::named(format) else {
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
    let input = value(input).map_err(|p| thrown(p.into()))?;
    let input: ExportInput =
        read::typed(input, Document::Assessment).map_err(|p| thrown(p.into()))?;
    export(&input, wanted).map_err(thrown)
}
