//! GitLab: deployments (`GET /projects/:id/deployments`).

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, user};
use crate::evidence::canonical::{AuthorKind, Deployment, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "environment.name",
    "sha",
    "created_at",
    "deployable.finished_at",
    "status",
    "user.username",
];

/// Deployments.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gitlab-deployments",
        name: "GitLab deployments",
        trust: Trust::Documented,
        kind: EvidenceKind::Deployment,
        system: "gitlab",
        shows_a_day: false,
        retention_days: None,
        procedures: &["ticket-to-deploy"],
    },
    recognise: |_, first| {
        has_keys(first, &["iid", "sha", "environment"])
            && first.get("environment").is_some_and(Value::is_object)
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let run = Element::new(number, value, KEYS);
        let Some(sha) = run.some("sha") else {
            return false;
        };
        let finished = run.some("deployable.finished_at").is_some();
        let keys = if finished {
            "deployable.finished_at"
        } else {
            "created_at"
        };
        let deployed = run.stamp(keys, reading, &TIMES);
        reading.happened(deployed);
        reading.records.deployments.push(Deployment {
            at: run.at(&[
                ("environment.name", Show::Text),
                ("sha", Show::Text),
                (keys, Show::Text),
                ("status", Show::Text),
                ("user.username", Show::Person),
            ]),
            environment: run.some("environment.name").unwrap_or_default(),
            commit: Some(sha),
            deployed,
            automated: match user(run, "user").1 {
                AuthorKind::Bot => Flag::Yes,
                AuthorKind::Human => Flag::No,
                AuthorKind::Unknown => Flag::Unknown,
            },
            succeeded: match run.text("status").as_ref() {
                "success" => Flag::Yes,
                "failed" | "canceled" | "skipped" | "blocked" | "created" => Flag::No,
                _ => Flag::Unknown,
            },
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn the_end_of_a_job_is_the_time() {
        let text = r#"[{"id":1,"iid":1,"ref":"main","sha":"a","created_at":"2026-06-01T09:00:00Z","status":"success","user":{"username":"max"},
            "environment":{"id":9,"name":"production"},"deployable":{"finished_at":"2026-06-01T10:00:00Z"}}]"#;
        let read = of("gitlab-deployments", text);
        let found = &records(&read).deployments[0];
        assert_eq!(found.environment, "production");
        assert_eq!(found.deployed.time.words(), "2026-06-01T10:00:00Z");
        assert_eq!(found.succeeded, Flag::Yes);
    }
}
