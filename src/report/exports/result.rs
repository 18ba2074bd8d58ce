//! The head of a result in JSON: what kind of document it is, and of what it is the result.

use serde::Serialize;

use crate::date::Date;
use crate::input::Engagement;
use crate::input::answers::Window;

/// The `format` of a result.
pub const RESULT_FORMAT: &str = "tickmark-result";
/// The `version` of that format that is written. Keys can be added under the same version; one that goes, or means
/// something else, makes a new one.
pub const RESULT_VERSION: u32 = 1;

/// What stands before the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always [`RESULT_FORMAT`].
    pub format: &'static str,
    /// [`RESULT_VERSION`].
    pub version: u32,
    /// The day of the assessment: nothing after it is known.
    pub as_of: Date,
    /// What worked it out.
    pub engine: Engine,
    /// What the catalogue of controls is for.
    pub framework: FrameworkUsed,
    /// What was asked.
    pub questionnaire: QuestionnaireUsed,
    /// What is prepared for.
    pub examination: ExaminationOf,
}

/// What worked a result out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Engine {
    /// Its name: `tickmark`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// The framework of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FrameworkUsed {
    /// Slug, such as `soc2`.
    pub id: String,
    /// Version of the catalogue.
    pub version: String,
}

/// The questionnaire of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireUsed {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its canonical JSON, in hexadecimal.
    pub sha256: String,
    /// Whether the saved assessment names another text of it.
    pub other_text: bool,
}

/// The examination that is prepared for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExaminationOf {
    /// 1: design on one day. 2: operation through the window.
    #[serde(rename = "type")]
    pub report_type: u8,
    /// The observation window.
    pub window: Window,
    /// Slugs of the categories in scope.
    pub categories: Vec<String>,
}

impl Header {
    /// The head of the results of an engagement.
    #[must_use]
    pub fn of(engagement: &Engagement<'_>) -> Self {
        let framework = &engagement.catalogue.framework;
        Self {
            format: RESULT_FORMAT,
            version: RESULT_VERSION,
            as_of: engagement.as_of,
            engine: Engine {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            framework: FrameworkUsed {
                id: framework.id.clone(),
                version: framework.version.clone(),
            },
            questionnaire: QuestionnaireUsed {
                id: engagement.questionnaire.id.clone(),
                version: engagement.questionnaire.version.clone(),
                sha256: engagement.questionnaire_sha256.to_owned(),
                other_text: engagement.other_text,
            },
            examination: ExaminationOf {
                report_type: engagement.profile.report_type,
                window: engagement.window(),
                categories: engagement.profile.categories.clone(),
            },
        }
    }
}
