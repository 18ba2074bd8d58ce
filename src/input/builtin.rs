//! The content that comes with the library.
//!
//! The browser's module carries the short questionnaires; the page fetches the
//! full one when it is asked for, as compiled content.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::catalogue::{Catalogue, CatalogueFile};
use super::content::{CONTENT_FORMAT, CONTENT_VERSION};
use super::content::{Content, Published};
use super::read;
use crate::error::{Document, Problem};

static CATALOGUE_JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.json"));
/// Its digest, made with it.
static CATALOGUE_SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.sha256"));
static QUESTIONNAIRES_JSON: &[(&str, &str)] =
    include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

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
