//! GitLab: approvals of a merge request (`GET …/merge_requests/:iid/approvals`).
//!
//! They have no time but in newer versions. That a request is `approved` of which no approval was required says
//! nothing: only who approved counts.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, project, user};
use crate::evidence::canonical::{Approval, ApprovalState, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "iid",
    "approved_by.user.username",
    "approved_by.approved_at",
];

/// Approvals of a merge request.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-approvals",
        name: "GitLab approvals",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "gitlab",
        shows_a_day: false,
        retention_days: None,
        procedures: &["change-approval"],
    },
    recognise: |_, first| has_keys(first, &["iid", "approved_by"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let request = Element::new(number, value, KEYS);
        let Some(change) = request.count("iid") else {
            return false;
        };
        for given in request.items("approved_by") {
            let given = request.inside(given, "approved_by.");
            let (reviewer, reviewer_kind) = user(given, "user");
            let submitted = given.stamp("approved_at", reading, &TIMES);
            reading.records.approvals.push(Approval {
                at: given.at(&[("user.username", Show::Person), ("approved_at", Show::Text)]),
                repository: project(request),
                change,
                reviewer,
                reviewer_kind,
                state: ApprovalState::Approved,
                submitted,
                commit: None,
            });
        }
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "Approvals in this file have no time unless GitLab is a recent version; the notes of the merge requests have it."
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use crate::evidence::decode::times::Time;

    #[test]
    fn approvals_have_no_time_and_approved_says_nothing() {
        let text = r#"{"id":5,"iid":3,"project_id":42,"approved":true,"approvals_required":0,"approved_by":[{"user":{"username":"Max"}}]}"#;
        let read = of("gitlab-approvals", text);
        let found = &records(&read).approvals;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].change, found[0].submitted.time),
            (3, Time::Nothing)
        );
        let none = text.replace(r#"{"user":{"username":"Max"}}"#, "");
        assert!(records(&of("gitlab-approvals", &none)).approvals.is_empty());
    }
}
