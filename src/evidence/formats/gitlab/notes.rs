//! GitLab: notes of merge requests, of which the system's say who approved and when.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, project, user};
use crate::evidence::canonical::{Approval, ApprovalState, Show};
use crate::evidence::inspection::Trust;

const KEYS: &[&str] = &["noteable_iid", "author.username", "body", "created_at"];

/// Notes of merge requests.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-notes",
        name: "GitLab notes of merge requests",
        trust: Trust::Documented,
        kind: "approvals",
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
