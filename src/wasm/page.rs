//! The page's module: questionnaires, levels, forecast, report.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{out, thrown, value};
use crate::error::{Code, Document, Problem, shown};
use crate::evidence::KeyRow;
use crate::evidence::key::{self, KeyLine, Names};
use crate::input::content::Content;
use crate::report::Format;
use crate::{evaluate, input};

/// Version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

thread_local! {
    /// Content that the page handed over, the latest last.
    static PROVIDED: RefCell<Vec<Rc<Content>>> = const { RefCell::new(Vec::new()) };
}

/// Takes compiled content: questionnaires over the catalogue that comes with the library, or over one
/// of their own. Gives the ids of its questionnaires. A later questionnaire of the same id wins.
#[wasm_bindgen]
pub fn provide(content: JsValue) -> Result<JsValue, JsValue> {
    let value = value(content).map_err(|p| thrown(p.into()))?;
    let builtin = input::content().map_err(thrown)?;
    let content = Content::read(value, &builtin.catalogue).map_err(thrown)?;
    let published = content.questionnaires.iter();
    let ids: Vec<String> = published.map(|p| p.questionnaire.id.clone()).collect();
    PROVIDED.with_borrow_mut(|all| {
        all.retain(|c| !ids.iter().all(|id| c.questionnaire(id).is_some()));
        all.push(Rc::new(content));
    });
    out(&ids)
}

/// Works with the content that holds a questionnaire: what the page handed over, else what comes with
/// the library.
fn with_content<T>(
    questionnaire: &str,
    work: impl FnOnce(&Content) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let provided = PROVIDED.with_borrow(|all| {
        let mut latest = all.iter().rev();
        latest
            .find(|c| c.questionnaire(questionnaire).is_some())
            .cloned()
    });
    match provided {
        Some(content) => work(&content),
        None => work(input::content().map_err(thrown)?),
    }
}

/// The questionnaire that an assessment names.
fn named(assessment: &Value) -> String {
    let reference = assessment.get("questionnaire");
    let id = reference.and_then(|q| q.get("id")).and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
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
    with_content(id, |content| match content.questionnaire(id) {
        Some(published) => out(&WithDigest {
            questionnaire: &published.questionnaire,
            sha256: &published.sha256,
        }),
        None => Ok(JsValue::UNDEFINED),
    })
}

/// What to ask: the questions that the scoping facts leave, with their periods.
#[wasm_bindgen]
pub fn form(assessment: JsValue) -> Result<JsValue, JsValue> {
    engaged(assessment, |engagement| out(&input::form::form(engagement)))
}

/// The problems of a saved assessment.
#[wasm_bindgen]
pub fn check(assessment: JsValue) -> Result<JsValue, JsValue> {
    match value(assessment) {
        Ok(value) => with_content(&named(&value), |content| {
            out(&input::problems(value, content))
        }),
        Err(problem) => out(&[problem]),
    }
}

/// Levels, forecast and plan.
#[wasm_bindgen]
pub fn assess(assessment: JsValue) -> Result<JsValue, JsValue> {
    engaged(assessment, |engagement| out(&evaluate(engagement)))
}

/// What follows from them and takes longer: fixes, windows, calendar, other assumptions, unknown answers.
#[wasm_bindgen]
pub fn advice(assessment: JsValue) -> Result<JsValue, JsValue> {
    engaged(assessment, |engagement| {
        out(&evaluate(engagement).advice(engagement, Default::default()))
    })
}

/// The report: `md`, `html` or `fragment`.
///
/// * `names`: an object of names by pseudonym, for a copy that names people; `undefined` otherwise.
#[wasm_bindgen]
pub fn report(assessment: JsValue, format: &str, names: JsValue) -> Result<String, JsValue> {
    let Some(format) = Format::named(format) else {
        let message = format!(
            "`{}` is not a format; known: md, html, fragment",
            shown(format)
        );
        return Err(thrown(
            Problem::new(Document::Assessment, "", Code::UnknownName, message).into(),
        ));
    };
    let names = given(names)?;
    engaged(assessment, |engagement| {
        let outcome = evaluate(engagement);
        let advice = outcome.advice(engagement, Default::default());
        outcome
            .report_with(engagement, &advice, format, names.as_ref())
            .map_err(thrown)
    })
}

/// The key as a table: a list of lines, each with a file's name and what stands in its key.
#[wasm_bindgen(js_name = keyFile)]
pub fn key_file(lines: JsValue) -> Result<String, JsValue> {
    let lines = value(lines).map_err(|p| thrown(p.into()))?;
    let line = |line: &Value| {
        let text = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
        let row = line.get("row").and_then(Value::as_u64);
        KeyLine {
            file: text("file").unwrap_or_default(),
            key: KeyRow {
                row: row.and_then(|row| u32::try_from(row).ok()),
                pseudonym: text("pseudonym"),
                label: text("label").unwrap_or_default(),
            },
        }
    };
    let lines: Vec<KeyLine> = lines.as_array().into_iter().flatten().map(line).collect();
    Ok(key::written(&lines))
}

/// The names of a key, by pseudonym.
#[wasm_bindgen(js_name = keyNames)]
pub fn key_names(text: &str) -> Result<JsValue, JsValue> {
    let names = Names::read(text).map_err(thrown)?;
    let named = names.iter().map(|(p, n)| (p.to_owned(), n.into()));
    out(&Value::Object(named.collect()))
}

/// The names that JavaScript hands over, by pseudonym; none for `undefined`.
fn given(names: JsValue) -> Result<Option<Names>, JsValue> {
    if names.is_undefined() {
        return Ok(None);
    }
    let names = value(names).map_err(|p| thrown(p.into()))?;
    let named = names.as_object().into_iter().flatten();
    let named = named.filter_map(|(p, n)| Some((p.clone(), n.as_str()?.to_owned())));
    Names::new(named.collect()).map(Some).map_err(thrown)
}

/// What files are measured against, for the module that reads them.
///
/// `digests`: those of the files that it holds.
#[wasm_bindgen]
pub fn terms(assessment: JsValue, digests: Vec<String>) -> Result<JsValue, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        out(&input::terms(&file, &content.catalogue, &digests))
    })
}

/// Puts what was found in files into the manifest: one result a file.
#[wasm_bindgen(js_name = fileResults)]
pub fn file_results(assessment: JsValue, inspections: JsValue) -> Result<JsValue, JsValue> {
    let assessment = value(assessment).map_err(|p| thrown(p.into()))?;
    let found = value(inspections).map_err(|p| thrown(p.into()))?;
    let found = input::inspections(found).map_err(thrown)?;
    with_content(&named(&assessment), |content| {
        let file = input::assessment_file(assessment, content).map_err(thrown)?;
        out(&input::file_results(found, &file))
    })
}

/// The entries of a manifest of evidence, put into the manifest.
#[wasm_bindgen]
pub fn manifest(bytes: &[u8], assessment: JsValue) -> Result<JsValue, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        out(&input::receive_manifest(bytes, &file, content).map_err(thrown)?)
    })
}

fn engaged<T>(
    assessment: JsValue,
    work: impl FnOnce(&input::Engagement<'_>) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        work(&input::engagement(file, content).map_err(thrown)?)
    })
}
