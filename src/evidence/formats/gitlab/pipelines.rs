//! GitLab: pipelines (`GET /projects/:id/pipelines`), and the pipeline that stands with a merge request.
//!
//! The list does not say when a pipeline ended, only when it was last changed, which is at its end or after it.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, project};
use crate::evidence::canonical::{Check, CheckState, Show, Stamp};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "sha",
    "ref",
    "status",
    "created_at",
    "updated_at",
    "finished_at",
];

/// Pipelines.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-pipelines",
        name: "GitLab pipelines",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "gitlab",
        shows_a_day: false,
        retention_days: None,
        procedures: &["checks-at-merge"],
    },
    recognise: |_, first| {
        has_keys(first, &["sha", "ref", "status", "project_id"])
            && first.get("environment").is_none()
            && first.get("target_branch").is_none()
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let run = Element::new(number, value, KEYS);
        if run.some("sha").is_none() {
            return false;
        }
        // `refs/merge-requests/7/head`: the pipeline of a merge request may run on a commit made for it.
        let of = run.text("ref");
        let change = of.strip_prefix("refs/merge-requests/");
        let change = change.and_then(|rest| rest.split('/').next()?.parse().ok());
        let check = pipeline(run, reading);
        reading.happened(check.started);
        reading.records.checks.push(Check {
            at: run.at(&[
                ("sha", Show::Text),
                ("status", Show::Text),
                ("created_at", Show::Text),
                ("updated_at", Show::Text),
                ("finished_at", Show::Text),
            ]),
            repository: project(run),
            change,
            ..check
        });
        true
    }
}

/// What a pipeline says, wherever it stands; not yet where that is and of which change.
pub(super) fn pipeline(run: Element<'_>, reading: &mut Reading) -> Check {
    let state = match run.text("status").as_ref() {
        "success" => CheckState::Succeeded,
        "failed" | "canceled" | "canceling" => CheckState::NotSucceeded,
        "skipped" => CheckState::Skipped,
        "created" | "waiting_for_resource" | "preparing" | "pending" | "running" | "scheduled" => {
            CheckState::Running
        }
        // A pipeline that waits for somebody has ended as far as it goes by itself.
        _ => CheckState::Unknown,
    };
    let exact = run.some("finished_at").is_some();
    let ended = match (state, exact) {
        (CheckState::Running, _) => Stamp::NONE,
        (_, true) => run.stamp("finished_at", reading, &TIMES),
        (_, false) => run.stamp("updated_at", reading, &TIMES),
    };
    Check {
        commit: run.some("sha"),
        name: "pipeline".into(),
        state,
        started: run.stamp("created_at", reading, &TIMES),
        ended,
        ended_by: !exact,
        ..Check::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{moment, of, records};
    use super::*;

    #[test]
    fn a_list_tells_by_when_they_had_ended() {
        let text = r#"[{"id":9,"iid":3,"project_id":42,"sha":"h","ref":"refs/merge-requests/7/head","status":"failed","source":"merge_request_event",
            "created_at":"2026-06-01T09:00:00Z","updated_at":"2026-06-01T09:05:00Z","web_url":"https://gitlab.example/x/-/pipelines/9"},
            {"id":8,"project_id":42,"sha":"g","ref":"main","status":"running","created_at":"2026-06-01T09:00:00Z","updated_at":"2026-06-01T09:05:00Z"}]"#;
        let read = of("gitlab-pipelines", text);
        let found = &records(&read).checks;
        assert_eq!(found[0].repository.as_deref(), Some("project 42"));
        assert_eq!((found[0].change, found[1].change), (Some(7), None));
        assert_eq!(found[0].state, CheckState::NotSucceeded);
        assert!(found[0].ended_by);
        assert_eq!(found[0].ended.time, moment("2026-06-01T09:05:00Z"));
        assert_eq!(
            (found[1].state, found[1].ended),
            (CheckState::Running, Stamp::NONE)
        );
    }
}
