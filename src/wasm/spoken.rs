//! The language in which questions are put; everything that is kept or passed on stays as it is.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::provided::{Provided, every, holding, with_content};
use super::{text, thrown};
use crate::error::{Code, Document, Error, Problem, shown};
use crate::input::content::Content;
use crate::input::locale::{Locale, Spoken};
use crate::input::{self, builtin, read};
use crate::report::Language;

/// What is spoken, and content in its words.
#[derive(Default)]
struct Speech {
    spoken: Spoken,
    /// The content that comes with the library.
    builtin: Option<Rc<Content>>,
    /// What the page handed over, as it was handed over and as it is spoken.
    provided: Vec<(Rc<Provided>, Rc<Content>)>,
}

thread_local! {
    static SPEECH: RefCell<Speech> = RefCell::default();
}

/// From now on `questionnaire` and `form` are in the language of a locale, an object or its JSON; with `undefined` in that of
/// the content. Several documents of one language add up. Words that do not fit are refused, and nothing changes.
#[wasm_bindgen]
pub fn speak(locale: JsValue) -> Result<(), JsValue> {
    let speech = if locale.is_undefined() {
        Speech::default()
    } else {
        spoken(locale)?
    };
    SPEECH.set(speech);
    Ok(())
}

fn spoken(locale: JsValue) -> Result<Speech, JsValue> {
    let written = match locale.as_string() {
        Some(written) => written,
        None => text(&locale).unwrap_or_default(),
    };
    let document = read::json(&written, Document::Locale).map_err(|p| thrown(p.into()))?;
    let locale = Locale::read(document).map_err(thrown)?;
    let all = every();
    let english = input::content().map_err(thrown)?;
    let known: Vec<&Content> = all.iter().map(|p| &p.content).chain([english]).collect();
    let mut speech = Speech {
        spoken: SPEECH.with_borrow(|now| now.spoken.clone()),
        ..Speech::default()
    };
    speech.spoken.add(locale, &known).map_err(thrown)?;
    for provided in all {
        speech.content(Some(provided)).map_err(thrown)?;
    }
    speech.content(None).map_err(thrown)?;
    Ok(speech)
}

impl Speech {
    /// Content as it is spoken.
    fn content(&mut self, provided: Option<Rc<Provided>>) -> Result<Rc<Content>, Error> {
        let base = match &self.builtin {
            Some(base) => Rc::clone(base),
            None => {
                let own = self
                    .spoken
                    .content(builtin::document()?, input::content()?, None)?;
                Rc::clone(self.builtin.insert(Rc::new(own)))
            }
        };
        let Some(provided) = provided else {
            return Ok(base);
        };
        let mut known = self.provided.iter();
        if let Some((_, own)) = known.find(|(p, _)| Rc::ptr_eq(p, &provided)) {
            return Ok(Rc::clone(own));
        }
        let document = read::json(&provided.document, Document::Questionnaire)?;
        let base = Some(&base.catalogue);
        let own = Rc::new(self.spoken.content(document, &provided.content, base)?);
        // What nobody else holds was handed over again since.
        self.provided.retain(|(p, _)| Rc::strong_count(p) > 1);
        self.provided.push((provided, Rc::clone(&own)));
        Ok(own)
    }
}

/// Works with the content that holds a questionnaire, as it is spoken.
pub(super) fn with_spoken<T>(
    questionnaire: &str,
    work: impl FnOnce(&Content) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let provided = holding(questionnaire);
    // Content that came after the words, which do not fit it, is shown as it is.
    let spoken = SPEECH.with_borrow_mut(|speech| {
        let any = speech.spoken.is_any();
        any.then(|| speech.content(provided.clone()).ok()).flatten()
    });
    match (spoken, provided) {
        (Some(content), _) => work(&content),
        (None, Some(provided)) => work(&provided.content),
        (None, None) => work(input::content().map_err(thrown)?),
    }
}

/// Works with the content that holds a questionnaire in the language of a report: English, or the one that is spoken.
pub(super) fn in_language<T>(
    tag: &str,
    questionnaire: &str,
    work: impl FnOnce(&Content, Language<'_>) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    if tag == "en" {
        return with_content(questionnaire, |content| work(content, Language::default()));
    }
    let locale = SPEECH.with_borrow(|speech| speech.spoken.report());
    match locale.as_deref().filter(|l| l.tag() == tag) {
        Some(locale) => with_spoken(questionnaire, |content| {
            work(content, Language::of_locale(locale).unwrap_or_default())
        }),
        None => {
            let known = locale
                .as_ref()
                .map_or(String::new(), |l| format!(", {}", l.tag()));
            let message = format!(
                "the report is not there in `{}`; known: en{known}",
                shown(tag)
            );
            Err(thrown(
                Problem::new(Document::Locale, "", Code::UnknownName, message).into(),
            ))
        }
    }
}
