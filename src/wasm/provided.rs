//! Content that the page handed over, and engagements under it.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{out, text, thrown, value};
use crate::input;
use crate::input::content::Content;

/// Content that the page handed over.
pub(super) struct Provided {
    pub(super) content: Content,
    /// The same as JSON, for words of another language to be put in.
    pub(super) document: String,
}

thread_local! {
    /// Content that the page handed over, the latest last.
    static PROVIDED: RefCell<Vec<Rc<Provided>>> = const { RefCell::new(Vec::new()) };
}

/// Everything that the page handed over.
pub(super) fn every() -> Vec<Rc<Provided>> {
    PROVIDED.with_borrow(Clone::clone)
}

/// What the page handed over with a questionnaire in it.
pub(super) fn holding(questionnaire: &str) -> Option<Rc<Provided>> {
    let mut latest = every().into_iter().rev();
    latest.find(|p| p.content.questionnaire(questionnaire).is_some())
}

/// Takes compiled content: questionnaires over the catalogue that comes with the library, or over one
/// of their own. Gives the ids of its questionnaires. A later questionnaire of the same id wins.
#[wasm_bindgen]
pub fn provide(content: JsValue) -> Result<JsValue, JsValue> {
    let document = text(&content).unwrap_or_default();
    let value = value(content).map_err(|p| thrown(p.into()))?;
    let builtin = input::content().map_err(thrown)?;
    let content = Content::read(value, &builtin.catalogue).map_err(thrown)?;
    let published = content.questionnaires.iter();
    let ids: Vec<String> = published.map(|p| p.questionnaire.id.clone()).collect();
    PROVIDED.with_borrow_mut(|all| {
        all.retain(|p| !ids.iter().all(|id| p.content.questionnaire(id).is_some()));
        all.push(Rc::new(Provided { content, document }));
    });
    out(&ids)
}

/// Content that holds a questionnaire.
pub(super) enum Held {
    /// What the page handed over.
    Provided(Rc<Provided>),
    /// What comes with the library.
    Builtin(&'static Content),
}

impl AsRef<Content> for Held {
    fn as_ref(&self) -> &Content {
        match self {
            Self::Provided(provided) => &provided.content,
            Self::Builtin(content) => content,
        }
    }
}

/// The content that holds a questionnaire: what the page handed over, else what comes with the library.
pub(super) fn held(questionnaire: &str) -> Result<Held, JsValue> {
    match holding(questionnaire) {
        Some(provided) => Ok(Held::Provided(provided)),
        None => input::content().map(Held::Builtin).map_err(thrown),
    }
}

/// Works with that content.
pub(super) fn with_content<T>(
    questionnaire: &str,
    work: impl FnOnce(&Content) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    work(held(questionnaire)?.as_ref())
}

/// The questionnaire that an assessment names.
pub(super) fn named(assessment: &Value) -> String {
    let reference = assessment.get("questionnaire");
    let id = reference.and_then(|q| q.get("id")).and_then(Value::as_str);
    id.unwrap_or_default().to_owned()
}

/// Works with the engagement that a saved assessment comes to.
pub(super) fn engaged<T>(
    assessment: JsValue,
    work: impl FnOnce(&input::Engagement<'_>) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let value = value(assessment).map_err(|p| thrown(p.into()))?;
    with_content(&named(&value), |content| {
        let file = input::assessment_file(value, content).map_err(thrown)?;
        work(&input::engagement(file, content).map_err(thrown)?)
    })
}
