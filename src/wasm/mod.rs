//! The browser's door: each function reads values, calls the library, and hands values back.
//!
//! Values come in through JSON (`JsValue` → text → `serde_json::Value` → the
//! reader that the CLI uses), so that a document is refused in the same
//! words in both places. `www/tickmark.d.ts` describes them.

#![expect(
    unreachable_pub,
    reason = "what is exported to JavaScript has to be public"
)]

#[cfg(not(any(feature = "evidence-module", feature = "exchange-module")))]
mod calculator;
#[cfg(feature = "evidence-module")]
mod evidence;
#[cfg(feature = "exchange-module")]
mod exports;
#[cfg(feature = "exchange-module")]
mod links;
#[cfg(feature = "exchange-module")]
mod merge;
#[cfg(not(any(feature = "evidence-module", feature = "exchange-module")))]
mod page;
#[cfg(not(any(feature = "evidence-module", feature = "exchange-module")))]
mod passed;
#[cfg(not(any(feature = "evidence-module", feature = "exchange-module")))]
mod provided;
#[cfg(feature = "exchange-module")]
mod requests;
#[cfg(not(any(feature = "evidence-module", feature = "exchange-module")))]
mod spoken;

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::error::{Code, Document, Error, Problem};
use crate::input;

/// A value of the page as JSON; what JSON cannot hold is a problem of shape.
///
/// By way of text, because the reader of texts stops at a depth of nesting that
/// would exhaust the stack otherwise.
fn value(value: JsValue) -> Result<Value, Problem> {
    match text(&value) {
        Some(text) => input::read::json(&text, Document::Assessment),
        None => Err(Problem::new(
            Document::Assessment,
            "",
            Code::WrongShape,
            "found a value that JSON cannot hold, expected an object",
        )),
    }
}

/// A value of the page as the text of its JSON.
fn text(value: &JsValue) -> Option<String> {
    js_sys::JSON::stringify(value).ok()?.as_string()
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
