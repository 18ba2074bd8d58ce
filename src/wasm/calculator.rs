//! The calculator for the page: texts as they were entered in, `[numbers, text]` out.

use wasm_bindgen::prelude::*;

use super::{out, thrown};
use crate::calculator;

/// How many items to draw; see [`calculator::sample_size`].
#[wasm_bindgen(js_name = sampleSize)]
pub fn sample_size(
    risk: &str,
    tolerable: &str,
    expected: &str,
    population: &str,
) -> Result<JsValue, JsValue> {
    let found = calculator::sample_size(risk, tolerable, expected, population).map_err(thrown)?;
    let numbers = [found.result.sample_size, found.result.deviations];
    handed(&numbers.map(f64::from), found.text)
}

/// The highest rate that a sample leaves open; see [`calculator::upper_limit`].
#[wasm_bindgen(js_name = upperLimit)]
pub fn upper_limit(
    risk: &str,
    sample: &str,
    deviations: &str,
    population: &str,
) -> Result<JsValue, JsValue> {
    let found = calculator::upper_limit(risk, sample, deviations, population).map_err(thrown)?;
    handed(&[found.result.upper_limit], found.text)
}

/// One shape for both: what serializes it is in the module once.
fn handed(numbers: &[f64], text: String) -> Result<JsValue, JsValue> {
    out(&(numbers, text))
}
