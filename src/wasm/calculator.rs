//! The calculator for the page: texts as they were entered in, numbers and a sentence out.

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
    out(&calculator::sample_size(risk, tolerable, expected, population).map_err(thrown)?)
}

/// The highest rate that a sample leaves open; see [`calculator::upper_limit`].
#[wasm_bindgen(js_name = upperLimit)]
pub fn upper_limit(
    risk: &str,
    sample: &str,
    deviations: &str,
    population: &str,
) -> Result<JsValue, JsValue> {
    out(&calculator::upper_limit(risk, sample, deviations, population).map_err(thrown)?)
}
