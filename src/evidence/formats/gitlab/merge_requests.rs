//! GitLab: merge requests (`GET /projects/:id/merge_requests`).
//!
//! Older ones are merged without a time of the merge.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::pipelines::pipeline;
use super::{TIMES, project, user};
use crate::evidence::canonical::{Change, ChangeState, Check, OwnCommit, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;
use crate::evidence::ticket_keys::mentioned;

const KEYS: &[&str] = &[
    "iid",
    "state",
    "author.username",
    "target_branch",
    "created_at",
    "merged_at",
    "head_pipeline.status",
    "head_pipeline.created_at",
    "head_pipeline.finished_at",
    "head_pipeline.updated_at",
];

/// Merge requests.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-merge-requests",
        name: "GitLab merge requests",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "gitlab",
        shows_a_day: false,
        retention_days: None,
        procedures: &[
            "change-approval",
            "direct-pushes",
            "ticket-to-deploy",
            "checks-at-merge",
        ],
    },
    recognise: |_, first| has_keys(first, &["iid", "target_branch", "state"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let request = Element::new(number, value, KEYS);
        let Some(id) = request.count("iid") else {
            return false;
        };
        let merged = request.stamp("merged_at", reading, &TIMES);
        let created = request.stamp("created_at", reading, &TIMES);
        reading.happened(merged);
        let (author, author_kind) = user(request, "author");
        // `merged_by` is its name in older versions.
        let (merged_by, merged_by_kind) = match user(request, "merge_user") {
            (None, _) => user(request, "merged_by"),
            known => known,
        };
        let ran = request.value.get("head_pipeline").filter(|v| v.is_object());
        if let Some(run) = ran {
            let check = pipeline(request.inside(run, "head_pipeline."), reading);
            reading.records.checks.push(Check {
                at: request.at(&[
                    ("iid", Show::Text),
                    ("head_pipeline.status", Show::Text),
                    ("head_pipeline.created_at", Show::Text),
                    ("head_pipeline.finished_at", Show::Text),
                    ("head_pipeline.updated_at", Show::Text),
                ]),
                repository: project(request),
                change: Some(id),
                ..check
            });
        }
        let squashed = request.some("squash_commit_sha").map(|sha| OwnCommit {
            sha: sha.into(),
            ..OwnCommit::default()
        });
        reading.records.changes.push(Change {
            at: request.at(&[
                ("iid", Show::Text),
                ("state", Show::Text),
                ("author.username", Show::Person),
                ("target_branch", Show::Text),
                ("merged_at", Show::Text),
            ]),
            repository: project(request),
            number: id,
            state: match request.text("state").as_ref() {
                "merged" => ChangeState::Merged,
                "closed" => ChangeState::Closed,
                "opened" | "locked" => ChangeState::Open,
                _ => ChangeState::Unknown,
            },
            created,
            merged,
            author,
            author_kind,
            merged_by,
            merged_by_kind,
            base: request.some("target_branch"),
            title: request.text("title").into_owned(),
            branch: request.some("source_branch"),
            head: request.some("sha"),
            merge_commit: request.any(&["merge_commit_sha", "squash_commit_sha"]),
            review_state: None,
            reviews_listed: false,
            checks_listed: request.has("head_pipeline"),
            mentions: mentioned(&request.text("description")),
            default_branch: None,
            commits: squashed.into_iter().collect(),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        let count = reading.records.changes.len();
        if count == 20 || count == 100 {
            reading.questions.push(format!(
                "The file has exactly {count} merge requests, which is one page of the interface. Are there more?"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;
    use crate::evidence::canonical::AuthorKind;
    use crate::evidence::decode::times::Time;

    #[test]
    fn merged_may_have_no_time() {
        let text = r#"[{"id":9,"iid":3,"project_id":42,"state":"merged","merged_at":null,"author":{"username":"Ines"},"target_branch":"main","sha":"h"},
            {"id":8,"iid":2,"project_id":42,"state":"closed","merged_at":null,"author":{"username":"project_42_bot_a"},"target_branch":"main"}]"#;
        let read = of("gitlab-merge-requests", text);
        let found = &records(&read).changes;
        assert_eq!(
            (found[0].state, found[0].merged.time),
            (ChangeState::Merged, Time::Nothing)
        );
        assert_eq!(found[0].author.as_deref(), Some("ines"));
        assert_eq!(found[0].repository.as_deref(), Some("project 42"));
        assert_eq!(
            (found[1].state, found[1].author_kind),
            (ChangeState::Closed, AuthorKind::Bot)
        );
    }
}
