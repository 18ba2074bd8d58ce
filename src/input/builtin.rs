//! The questionnaires and the catalogue that come with the library.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::catalogue::{Catalogue, CatalogueFile};
use super::questionnaire::Questionnaire;
use super::read;
use crate::error::{Document, Problem};

static CATALOGUE_JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.json"));
static QUESTIONNAIRES_JSON: &[(&str, &str)] =
    include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

/// The catalogue and the questionnaires over it.
#[derive(Clone, Debug)]
pub struct Content {
    /// The control catalogue.
    pub catalogue: Catalogue,
    /// The questionnaires, by id.
    pub questionnaires: Vec<Published>,
}

/// A questionnaire with the digest that names its exact text.
#[derive(Clone, Debug)]
pub struct Published {
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    /// SHA-256 of its canonical JSON, in hexadecimal.
    pub sha256: String,
}

impl Content {
    /// The questionnaire with this id.
    #[must_use]
    pub fn questionnaire(&self, id: &str) -> Option<&Published> {
        self.questionnaires.iter().find(|p| p.questionnaire.id == id)
    }
}

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
    let questionnaires = QUESTIONNAIRES_JSON
        .iter()
        .map(|(_, text)| {
            let value = read::json(text, Document::Questionnaire)?;
            Ok(Published {
                questionnaire: read::typed(value, Document::Questionnaire)?,
                sha256: hex(&Sha256::digest(text.as_bytes())),
            })
        })
        .collect::<Result<_, Problem>>()?;
    Ok(Content { catalogue: catalogue.into(), questionnaires })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
