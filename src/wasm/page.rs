//! The page's module: questionnaires, levels, forecast, report.

use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

use super::provided::{Held, engaged, held, named, with_content};
use super::spoken::{in_language, with_spoken};
use super::{out, thrown, value};
use crate::comparison::trend::{self, Trend};
use crate::comparison::{Comparison, Side};
use crate::error::{Code, Document, Error, Problem, shown};
use crate::evidence::KeyRow;
use crate::evidence::key::{self, Key, KeyLine, Names};
use crate::input::answers::AssessmentFile;
use crate::input::content::Content;
use crate::input::requested;
use crate::report::{Brand, Format, Layout, Reader, Templates};
use crate::{comparison, evaluate, input};

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
    with_spoken(id, |content| match content.questionnaire(id) {
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
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_spoken(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        let engagement = input::engagement(file, content).map_err(thrown)?;
        out(&input::form::form(&engagement))
    })
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
/// * `reader`: who it is for, an object of `layout` (the name of an audience, or a layout), `brand`, `templates` (an object of texts
///   by file name) `previous` (an earlier assessment, or a list of up to eight) and `language` (`en`, or the tag of a
///   locale that is spoken and has the report), each of which may be left out; `undefined` for a founder.
#[wasm_bindgen]
pub fn report(
    assessment: JsValue,
    format: &str,
    names: JsValue,
    reader: JsValue,
) -> Result<String, JsValue> {
    let Some(format) = Format::named(format) else {
        let message = format!(
            "`{}` is not a format; known: md, html, fragment",
            shown(format)
        );
        return Err(thrown(
            Problem::new(Document::Assessment, "", Code::UnknownName, message).into(),
        ));
    };
    for_reader(assessment, names, reader, |engagement, reader| {
        let outcome = evaluate(engagement);
        let advice = outcome.advice(engagement, Default::default());
        let report = outcome.report_with(engagement, &advice, format, reader);
        report.map_err(thrown)
    })
}

/// Works with an engagement and whom a copy of its report is for: see [`report`].
pub(super) fn for_reader<T>(
    assessment: JsValue,
    names: JsValue,
    reader: JsValue,
    work: impl FnOnce(&input::Engagement<'_>, &Reader<'_>) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let names = given(names)?;
    let said = said(reader)?;
    let assessment = value(assessment).map_err(|p| thrown(p.into()))?;
    let tag = said.get("language").and_then(Value::as_str);
    in_language(
        tag.unwrap_or("en"),
        &named(&assessment),
        |content, language| {
            let file = input::assessment_file(assessment, content).map_err(thrown)?;
            let previous = history(said.get("previous"), &file, content)?;
            let (layout, brand, templates) = copy(&said).map_err(thrown)?;
            let engagement = input::engagement(file, content).map_err(thrown)?;
            let reader = Reader {
                layout: layout.as_ref(),
                brand: brand.as_ref(),
                templates: Some(&templates),
                previous: previous.as_ref().map(|(latest, _)| latest),
                trend: previous.as_ref().map(|(_, trend)| trend),
                names: names.as_ref(),
                language,
            };
            work(&engagement, &reader)
        },
    )
}

/// What changed between two saved assessments, the earlier one first.
#[wasm_bindgen]
pub fn compare(before: JsValue, after: JsValue) -> Result<JsValue, JsValue> {
    let before = value(before).map_err(|p| thrown(p.into()))?;
    let after = value(after).map_err(|p| thrown(p.into()))?;
    with_content(&named(&after), |content| {
        let file = input::assessment_file(after, content).map_err(thrown)?;
        let earlier = Earlier::read(&before)?;
        let side = |file| Side { file, content };
        out(&comparison::compare(earlier.side(), side(&file)).map_err(thrown)?)
    })
}

/// What brand and layout say that a reader should know of: sentences about colours that were changed.
#[wasm_bindgen(js_name = brandRemarks)]
pub fn brand_remarks(brand: JsValue) -> Result<JsValue, JsValue> {
    let brand = value(brand).map_err(|p| thrown(p.into()))?;
    out(&Brand::read(brand).map_err(thrown)?.remarks())
}

/// What JavaScript says of the reader, as an object.
fn said(reader: JsValue) -> Result<Map<String, Value>, JsValue> {
    if reader.is_undefined() {
        return Ok(Map::new());
    }
    match value(reader).map_err(|p| thrown(p.into()))? {
        Value::Object(said) => Ok(said),
        _ => Ok(Map::new()),
    }
}

/// An earlier assessment, with the content of its own questionnaire, which may be another one.
struct Earlier {
    file: AssessmentFile,
    content: Held,
}

impl Earlier {
    fn read(before: &Value) -> Result<Self, JsValue> {
        let content = held(&named(before))?;
        let file = input::assessment_file(before.clone(), content.as_ref()).map_err(thrown)?;
        Ok(Self { file, content })
    }

    fn side(&self) -> Side<'_> {
        Side {
            file: &self.file,
            content: self.content.as_ref(),
        }
    }
}

/// What became of the latest of the earlier assessments, and where all of them stood, if any is given.
fn history(
    before: Option<&Value>,
    file: &AssessmentFile,
    content: &Content,
) -> Result<Option<(Comparison, Trend)>, JsValue> {
    let all: Vec<&Value> = match before {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
    };
    if all.is_empty() {
        return Ok(None);
    }
    let earlier = all.into_iter().map(Earlier::read);
    let earlier: Vec<Earlier> = earlier.collect::<Result<_, _>>()?;
    let sides: Vec<Side<'_>> = earlier.iter().map(Earlier::side).collect();
    let found = trend::history(&sides, Side { file, content });
    found.map(Some).map_err(|(_, why)| thrown(why))
}

/// Layout, brand and templates of what was said.
fn copy(said: &Map<String, Value>) -> Result<(Option<Layout>, Option<Brand>, Templates), Error> {
    let files = said.get("templates").and_then(Value::as_object);
    let files = files.into_iter().flatten();
    let files = files.filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())));
    let templates = Templates::new(files)?;
    let layout = match said.get("layout") {
        None | Some(Value::Null) => None,
        Some(Value::String(audience)) => Some(Layout::of_audience(audience)?),
        Some(layout) => Some(Layout::read(layout.clone(), &templates)?),
    };
    let brand = said.get("brand").filter(|b| !b.is_null());
    let brand = brand.map(|b| Brand::read(b.clone())).transpose()?;
    Ok((layout, brand, templates))
}

/// What controls in scope are known by, for the module that reads an examiner's list of requests; where another language is spoken,
/// by its words as well.
#[wasm_bindgen(js_name = requestTerms)]
pub fn request_terms(assessment: JsValue) -> Result<JsValue, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    let id = named(&value);
    let terms = |content: &Content| {
        let file = input::assessment_file(value.clone(), content).map_err(thrown)?;
        Ok(requested::told(
            &input::engagement(file, content).map_err(thrown)?,
        ))
    };
    let mut all = with_content(&id, terms)?;
    for (one, spoken) in all.iter_mut().zip(with_spoken(&id, terms)?) {
        if one.name != spoken.name {
            one.asked
                .push(std::mem::replace(&mut one.name, spoken.name));
            one.asked.extend(spoken.asked);
        }
    }
    out(&all)
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
                numbering: text("numbering"),
                label: text("label").unwrap_or_default(),
            },
        }
    };
    let lines: Vec<KeyLine> = lines.as_array().into_iter().flatten().map(line).collect();
    Ok(key::written(&lines))
}

/// The lines of a key that name somebody behind a pseudonym.
#[wasm_bindgen(js_name = keyLines)]
pub fn key_lines(text: &str) -> Result<JsValue, JsValue> {
    let key = Key::read(text).map_err(thrown)?;
    out(&key.lines().collect::<Vec<_>>())
}

/// The names that JavaScript hands over, by pseudonym; none for `undefined`.
pub(super) fn given(names: JsValue) -> Result<Option<Names>, JsValue> {
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
