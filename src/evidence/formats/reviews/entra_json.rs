//! Entra ID: decisions of access reviews as Microsoft Graph gives them (JSON).

use serde_json::Value;

use super::super::registry::{About, JsonFormat, ReadElements, Reading, at_element};
use super::{PROCEDURES, decision};
use crate::evidence::canonical::{ReviewDecision, Show};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "resource.displayName",
    "principal.userPrincipalName",
    "reviewedBy.userPrincipalName",
    "decision",
    "reviewedDateTime",
    "appliedDateTime",
    "applyResult",
];

/// Decision items.
pub(in super::super) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "entra-access-review-decisions",
        name: "Entra ID access review decisions (Graph)",
        trust: Trust::Documented,
        kind: EvidenceKind::AccessReview,
        system: "",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |_, first| {
        let has = |key| first.get(key).is_some();
        has("decision") && has("principal") && (has("reviewedBy") || has("reviewedDateTime"))
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

fn text<'a>(value: &'a Value, path: [&str; 2]) -> &'a str {
    let found = value.get(path[0]).and_then(|inner| inner.get(path[1]));
    found.and_then(Value::as_str).unwrap_or_default()
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Graph leaves the name of a system's own account out; only who has an address or name is somebody.
fn who<'a>(value: &'a Value, key: &str) -> &'a str {
    let names = ["userPrincipalName", "mail", "displayName"];
    let mut found = names.into_iter().map(|name| text(value, [key, name]));
    found.find(|name| !name.is_empty()).unwrap_or_default()
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let (subject, reviewer) = (who(value, "principal"), who(value, "reviewedBy"));
        let (system, said) = (
            text(value, ["resource", "displayName"]),
            word(value, "decision"),
        );
        let (decided, applied) = (
            word(value, "reviewedDateTime"),
            word(value, "appliedDateTime"),
        );
        let result = word(value, "applyResult");
        if said.is_empty() || (subject.is_empty() && system.is_empty()) {
            return false;
        }
        let at = at_element(
            number,
            [
                (0, Show::Text, system),
                (1, Show::Person, subject),
                (2, Show::Person, reviewer),
                (3, Show::Text, said),
                (4, Show::Text, decided),
                (5, Show::Text, applied),
                (6, Show::Text, result),
            ],
        );
        // What nobody has decided is `NotReviewed` while the review runs and after it.
        let (decision, closed) = match decision(said) {
            (found @ crate::evidence::canonical::Decision::Nothing, _) => (found, Flag::Unknown),
            found => found,
        };
        let decided = reading.stamp(4, decided, &Dialect::PLAIN);
        let applied = reading.stamp(5, applied, &Dialect::PLAIN);
        reading.happened(decided);
        reading.happened(applied);
        let id = word(value, "accessReviewId");
        let record = ReviewDecision {
            at,
            campaign: if id.is_empty() {
                word(value, "@odata.context")
            } else {
                id
            }
            .to_owned(),
            system: system.to_owned(),
            subject: normal(subject),
            reviewer: normal(reviewer),
            decision,
            decided,
            applied,
            is_applied: match result.to_ascii_lowercase().as_str() {
                "appliedsuccessfully" | "appliedsuccessfullybutobjectnotfound" => Flag::Yes,
                "new" | "appliedwithunknownfailure" | "applynotsupported" | "notapplied" => {
                    Flag::No
                }
                _ => Flag::Unknown,
            },
            tells_applied: true,
            closed,
            ..ReviewDecision::default()
        };
        reading.records.review_decisions.push(record);
        true
    }
}
