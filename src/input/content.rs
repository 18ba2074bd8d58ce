//! A catalogue with the questionnaires over it: the ones that come with the library, or a consultant's own.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::{Catalogue, CatalogueFile};
use super::digest::{sha256, sha256_of};
use super::questionnaire::Questionnaire;
use super::{canonical, read};
use crate::error::{Document, Error, Problem};

/// The `format` of compiled content.
pub const CONTENT_FORMAT: &str = "tickmark-content";
/// The newest `version` of that format that is read.
pub const CONTENT_VERSION: u32 = 1;

/// A catalogue and the questionnaires over it.
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

/// Compiled content as a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContentFile {
    /// Always [`CONTENT_FORMAT`].
    pub format: String,
    /// At most [`CONTENT_VERSION`].
    pub version: u32,
    /// The catalogue; without one, the questionnaires stand over the catalogue that comes with the library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<CatalogueFile>,
    /// The questionnaires.
    pub questionnaires: Vec<Questionnaire>,
}

impl Content {
    /// The questionnaire with this id.
    #[must_use]
    pub fn questionnaire(&self, id: &str) -> Option<&Published> {
        self.questionnaires
            .iter()
            .find(|p| p.questionnaire.id == id)
    }

    /// Compiled content, read and looked through.
    ///
    /// * `base`: whose catalogue is used when the document has none.
    ///
    /// # Errors
    ///
    /// The first problem of shape, or every problem of meaning that would make a result wrong.
    pub fn read(value: Value, base: &Catalogue) -> Result<Self, Error> {
        read::header(
            &value,
            CONTENT_FORMAT,
            CONTENT_VERSION,
            Document::Questionnaire,
        )?;
        let texts: Vec<String> = value
            .get("questionnaires")
            .and_then(Value::as_array)
            .map(|list| list.iter().map(canonical::text).collect())
            .unwrap_or_default();
        let catalogue_sha256 = value.get("catalogue").map(sha256);
        let file: ContentFile = read::typed(value, Document::Questionnaire)?;
        let problems = wrong(&file, base);
        if !problems.is_empty() {
            return Err(Error::Input(problems));
        }
        let mut catalogue = file.catalogue.map_or_else(|| base.clone(), Catalogue::from);
        if let Some(own) = catalogue_sha256 {
            catalogue.sha256 = own;
        }
        let questionnaires = file
            .questionnaires
            .into_iter()
            .zip(texts)
            .map(|(q, text)| Published::new(q, &text, &catalogue))
            .collect();
        Ok(Self {
            catalogue,
            questionnaires,
        })
    }
}

/// Every problem that would make a result wrong.
#[cfg(feature = "lint")]
fn wrong(file: &ContentFile, base: &Catalogue) -> Vec<Problem> {
    use super::lint;
    let mut problems = file
        .catalogue
        .as_ref()
        .map(lint::catalogue)
        .unwrap_or_default();
    let own = file.catalogue.clone().map(Catalogue::from);
    let catalogue = own.as_ref().unwrap_or(base);
    for (i, questionnaire) in file.questionnaires.iter().enumerate() {
        let at = format!("/questionnaires/{i}");
        problems.extend(lint::questionnaire(questionnaire, catalogue, &at));
    }
    problems.retain(|p| !p.code.is_advice());
    problems
}

/// Without the linter none is looked for: whoever compiled the content has had it looked through, and
/// the stages after this one are total.
#[cfg(not(feature = "lint"))]
fn wrong(_: &ContentFile, _: &Catalogue) -> Vec<Problem> {
    Vec::new()
}

impl Published {
    /// A questionnaire with its digest, its help filled up from the controls.
    ///
    /// * `text`: its canonical JSON, as authored.
    #[must_use]
    pub fn new(mut questionnaire: Questionnaire, text: &str, catalogue: &Catalogue) -> Self {
        for question in &mut questionnaire.questions {
            let first = question.controls.first();
            let Some(control) = first.and_then(|id| catalogue.control(id)) else {
                continue;
            };
            let help = &mut question.help;
            if help.why.is_empty() {
                help.why.clone_from(&control.why);
            }
            if help.auditor_asks.is_empty() {
                help.auditor_asks.clone_from(&control.request);
            }
            if help.goes_wrong.is_empty() {
                help.goes_wrong.clone_from(&control.usual);
            }
        }
        Self {
            questionnaire,
            sha256: sha256_of(text),
        }
    }
}
