//! The browser's door: each function reads values, calls the library, and hands values back.
//!
//! Values come in through JSON (`JsValue` → text → `serde_json::Value` → the
//! reader that the CLI uses), so that a document is refused in the same
//! words in both places. `www/tickmark.d.ts` describes them.

#![expect(
    unreachable_pub,
    reason = "what is exported to JavaScript has to be public"
)]

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::date::Date;
use crate::error::{Code, Document, Error, Problem, shown};
use crate::report::Format;
use crate::{evaluate, input};

/// Version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A questionnaire with its digest, or `undefined`.
#[wasm_bindgen]
pub fn questionnaire(id: &str) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct WithDigest<'a> {
        #[serde(flatten)]
        questionnaire: &'a input::questionnaire::Questionnaire,
        sha256: &'a str,
    }
    let content = input::content().map_err(thrown)?;
    match content.questionnaire(id) {
        Some(published) => out(&WithDigest {
            questionnaire: &published.questionnaire,
            sha256: &published.sha256,
        }),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// The problems of a saved assessment.
#[wasm_bindgen]
pub fn check(assessment: JsValue) -> Result<JsValue, JsValue> {
    match value(assessment) {
        Ok(value) => out(&input::problems(value)),
        Err(problem) => out(&[problem]),
    }
}

/// Levels, forecast and plan.
#[wasm_bindgen]
pub fn assess(assessment: JsValue) -> Result<JsValue, JsValue> {
    let engagement = engagement(assessment)?;
    out(&evaluate(&engagement))
}

/// The report: `md`, `html` or `fragment`.
#[wasm_bindgen]
pub fn report(assessment: JsValue, format: &str) -> Result<String, JsValue> {
    let Some(format) = Format::named(format) else {
        let message = format!(
            "`{}` is not a format; known: md, html, fragment",
            shown(format)
        );
        return Err(thrown(
            Problem::new(Document::Assessment, "", Code::UnknownName, message).into(),
        ));
    };
    let engagement = engagement(assessment)?;
    evaluate(&engagement)
        .report(&engagement, format)
        .map_err(thrown)
}

/// What a dropped file is and what was found in it.
#[wasm_bindgen]
pub fn inspect(
    name: &str,
    bytes: &[u8],
    assessment: JsValue,
    stated_as_of: Option<String>,
) -> Result<JsValue, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    let file = input::assessment_file(value).map_err(thrown)?;
    let day = match stated_as_of {
        None => None,
        Some(text) => Some(text.parse::<Date>().map_err(|why| {
            let message = format!("`{}` is not a date: {why}", shown(&text));
            thrown(Problem::new(Document::Evidence, "", Code::ImpossibleDate, message).into())
        })?),
    };
    out(&input::receive(name, bytes, &file, day).map_err(thrown)?)
}

fn engagement(assessment: JsValue) -> Result<input::Engagement<'static>, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    input::assessment_file(value)
        .and_then(input::engagement)
        .map_err(thrown)
}

/// A value of the page as JSON; what JSON cannot hold is a problem of shape.
///
/// By way of text, because the reader of texts stops at a depth of nesting that
/// would exhaust the stack otherwise.
fn value(value: JsValue) -> Result<Value, Problem> {
    let text = js_sys::JSON::stringify(&value)
        .ok()
        .and_then(|text| text.as_string());
    match text {
        Some(text) => input::read::json(&text, Document::Assessment),
        None => Err(Problem::new(
            Document::Assessment,
            "",
            Code::WrongShape,
            "found a value that JSON cannot hold, expected an object",
        )),
    }
}

fn out<T: Serialize + ?Sized>(result: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    result.serialize(&serializer).map_err(JsValue::from)
}

/// A real `Error` named `TickmarkError`, with `code` and `problems`.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.to_string());
    js.set_name("TickmarkError");
    let (code, problems) = match &error {
        Error::Input(problems) => ("input", problems.as_slice()),
        Error::Template(_) => ("template", [].as_slice()),
    };
    let set = |key: &str, value: &JsValue| {
        // Setting a property of a fresh, extensible object does not throw.
        let _ = js_sys::Reflect::set(&js, &JsValue::from_str(key), value);
    };
    set("code", &JsValue::from_str(code));
    set("problems", &out(problems).unwrap_or(JsValue::UNDEFINED));
    js.into()
}
