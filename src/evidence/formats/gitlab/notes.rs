//! GitLab: notes of merge requests, of which the system's say who approved and when.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, project, user};
use crate::evidence::canonical::{Approval, ApprovalState, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["noteable_iid", "author.username", "body", "created_at"];

/// Notes of merge requests.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-notes",
        name: "GitLab notes of merge requests",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "gitlab",
        shows_a_day: false,
        retention_days: None,
        procedures: &["change-approval"],
    },
    recognise: |_, first| has_keys(first, &["noteable_iid", "body", "system"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let note = Element::new(number, value, KEYS);
        let Some(change) = note.count("noteable_iid") else {
            return false;
        };
        let of_request = note
            .some("noteable_type")
            .is_none_or(|kind| kind == "MergeRequest");
        // What a person writes in a comment approves nothing.
        if note.text("system") != "true" || !of_request {
            return true;
        }
        let state = match note.text("body").trim() {
            "approved this merge request" => ApprovalState::Approved,
            "unapproved this merge request" => ApprovalState::Dismissed,
            "requested changes" => ApprovalState::ChangesRequested,
            _ => return true,
        };
        let (reviewer, reviewer_kind) = user(note, "author");
        let submitted = note.stamp("created_at", reading, &TIMES);
        reading.happened(submitted);
        reading.records.approvals.push(Approval {
            at: note.at(&[
                ("author.username", Show::Person),
                ("body", Show::Text),
                ("created_at", Show::Text),
            ]),
            repository: project(note),
            change,
            reviewer,
            reviewer_kind,
            state,
            submitted,
            commit: None,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn only_notes_of_the_system_approve() {
        let note = |system: bool, body: &str| {
            format!(
                r#"{{"id":1,"system":{system},"body":"{body}","author":{{"username":"max"}},"created_at":"2026-06-01T09:00:00.123Z","noteable_type":"MergeRequest","noteable_iid":3,"project_id":42}}"#
            )
        };
        let text = format!(
            "[{},{},{}]",
            note(true, "approved this merge request"),
            note(false, "approved this merge request"),
            note(true, "unapproved this merge request")
        );
        let read = of("gitlab-notes", &text);
        let states: Vec<_> = records(&read).approvals.iter().map(|a| a.state).collect();
        assert_eq!(states, [ApprovalState::Approved, ApprovalState::Dismissed]);
    }
}
