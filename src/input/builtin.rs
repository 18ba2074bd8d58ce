//! The content that comes with the library.
//!
//! The browser's module carries the short questionnaires; the page fetches the
//! full one when it is asked for, as compiled content.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::catalogue::{Catalogue, CatalogueFile};
use super::content::{CONTENT_FORMAT, CONTENT_VERSION};
use super::content::{Content, Published};
#[cfg(feature = "cli")]
use super::locale::Locale;
use super::read;
#[cfg(feature = "cli")]
use crate::error::Error;
use crate::error::{Document, Problem};

static CATALOGUE_JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.json"));
/// Its digest, made with it.
static CATALOGUE_SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.sha256"));
static QUESTIONNAIRES_JSON: &[(&str, &str)] =
    include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

/// Compiled locales; the browser's module goes without, and the page fetches them.
#[cfg(feature = "cli")]
static LOCALES_JSON: &[&str] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The content that comes with the library, read once.
///
/// # Errors
///
/// Only if the authored content is wrong, which a test of this library excludes.
pub fn content() -> Result<&'static Content, Problem> {
    static CONTENT: OnceLock<Result<Content, Problem>> = OnceLock::new();
    CONTENT.get_or_init(load).as_ref().map_err(Clone::clone)
}

fn load() -> Result<Content, Problem> {
    let value = read::json(CATALOGUE_JSON, Document::Questionnaire)?;
    let catalogue: CatalogueFile = read::typed(value, Document::Questionnaire)?;
    let mut catalogue = Catalogue::from(catalogue);
    CATALOGUE_SHA256.clone_into(&mut catalogue.sha256);
    let questionnaires = QUESTIONNAIRES_JSON
        .iter()
        .map(|(_, text)| {
            let value = read::json(text, Document::Questionnaire)?;
            let questionnaire = read::typed(value, Document::Questionnaire)?;
            Ok(Published::new(questionnaire, text, &catalogue))
        })
        .collect::<Result<_, Problem>>()?;
    Ok(Content {
        catalogue,
        questionnaires,
    })
}

/// The same content as one compiled document: what overlays build on.
///
/// # Errors
///
/// As [`content`].
pub fn document() -> Result<Value, Problem> {
    let questionnaires = QUESTIONNAIRES_JSON
        .iter()
        .map(|(_, text)| read::json(text, Document::Questionnaire))
        .collect::<Result<Vec<Value>, Problem>>()?;
    Ok(json!({
        "format": CONTENT_FORMAT,
        "version": CONTENT_VERSION,
        "catalogue": read::json(CATALOGUE_JSON, Document::Questionnaire)?,
        "questionnaires": questionnaires,
    }))
}

/// The words in other languages that come with the library; a language may have several documents.
///
/// # Errors
///
/// As [`content`].
#[cfg(feature = "cli")]
pub fn locales() -> Result<Vec<Locale>, Error> {
    let texts = LOCALES_JSON.iter();
    texts
        .map(|text| Locale::read(read::json(text, Document::Locale)?))
        .collect()
}
