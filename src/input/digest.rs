//! The digest of a report: over everything that it is worked out from.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::answers::QuestionnaireRef;
use super::canonical;
use super::engagement::Engagement;
use crate::sorting::Sorting;

/// Digits of the digest that a report is called by.
const ID: usize = 12;

/// What a report is worked out from, named: whoever has the same can work out the same.
///
/// It shows that nothing changed since; not that answers are true, nor who wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The first 12 digits of `sha256`: what the report is called by.
    pub id: String,
    /// SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of
    /// `{ "assessment": …, "content": { "catalogue": …, "questionnaire": { "id", "sha256", "version" } }, "engine": … }`:
    /// the saved assessment as it was read with the evidence that was read beside it, answers in the order of their questions' ids,
    /// evidence in that of its own, without the digest of the questionnaire where that is the one below; and the three below.
    pub sha256: String,
    /// Version of this library.
    pub engine: String,
    /// The questionnaire, by the digest of the text that the answers were worked out with.
    pub questionnaire: QuestionnaireRef,
    /// SHA-256 of the catalogue's canonical JSON, in hexadecimal.
    pub catalogue: String,
}

impl Identity {
    /// The identity of whatever is worked out from this engagement.
    #[must_use]
    pub fn of(engagement: &Engagement<'_>) -> Self {
        let mut identity = Self {
            id: String::new(),
            sha256: String::new(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            questionnaire: QuestionnaireRef {
                id: engagement.questionnaire.id.clone(),
                version: engagement.questionnaire.version.clone(),
                sha256: Some(engagement.questionnaire_sha256.to_owned()),
            },
            catalogue: engagement.catalogue.sha256.clone(),
        };
        identity.sha256 = identity.digest_of(engagement);
        identity.id = identity.sha256.chars().take(ID).collect();
        identity
    }

    /// The digest that this engine, questionnaire and catalogue would give an engagement.
    #[must_use]
    pub fn digest_of(&self, engagement: &Engagement<'_>) -> String {
        // A document that was read can be written; nothing in it is a key that is not text.
        let mut assessment = serde_json::to_value(&*engagement.source).unwrap_or(Value::Null);
        // The order in which questions were answered changes nothing in a report.
        if let Some(answers) = assessment.get_mut("answers").and_then(Value::as_array_mut) {
            answers.in_order_by(|a, b| id(a, "question").cmp(id(b, "question")));
        }
        // Nor does the order in which files were read.
        if let Some(evidence) = assessment.get_mut("evidence").and_then(Value::as_array_mut) {
            evidence.in_order_by(|a, b| id(a, "id").cmp(id(b, "id")));
        }
        // Whether the document names the text that it is answered to, where that is this text, changes nothing either: the
        // content below has it. A page writes it, a person need not.
        if !engagement.other_text
            && let Some(asked) = assessment
                .get_mut("questionnaire")
                .and_then(Value::as_object_mut)
        {
            asked.remove("sha256");
        }
        sha256(&json!({
            "assessment": assessment,
            "content": { "catalogue": self.catalogue, "questionnaire": self.questionnaire },
            "engine": self.engine,
        }))
    }
}

fn id<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// SHA-256 of a value's canonical JSON, in hexadecimal.
#[must_use]
pub fn sha256(value: &Value) -> String {
    sha256_of(&canonical::text(value))
}

/// SHA-256 of a text, in hexadecimal.
pub(super) fn sha256_of(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|b| format!("{b:02x}")).collect()
}
