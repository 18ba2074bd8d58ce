//! GitHub: deployments (`GET …/deployments`, with or without their statuses).

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, account};
use crate::evidence::canonical::{AuthorKind, Deployment, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &["environment", "sha", "created_at", "state", "creator.login"];

/// `GET /repos/{owner}/{repo}/deployments`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-deployments",
        name: "GitHub deployments",
        trust: Trust::Documented,
        kind: EvidenceKind::Deployment,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: &["ticket-to-deploy"],
    },
    recognise: |_, first| {
        has_keys(first, &["sha", "ref", "environment", "created_at"])
            && first.get("deployable").is_none()
    },
    open: || Box::new(Reader::default()),
    keys: KEYS,
};

#[derive(Default)]
struct Reader {
    /// Whether any deployment came without its outcome.
    silent: bool,
}

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let run = Element::new(number, value, KEYS);
        let Some(sha) = run.some("sha") else {
            return false;
        };
        let deployed = run.stamp("created_at", reading, &TIMES);
        reading.happened(deployed);
        let last = run
            .items("statuses")
            .first()
            .and_then(|s| s.get("state")?.as_str());
        let state = run
            .any(&["state", "latestStatus.state"])
            .or_else(|| last.map(str::to_owned));
        self.silent |= state.is_none();
        reading.records.deployments.push(Deployment {
            at: run.at(&[
                ("environment", Show::Text),
                ("sha", Show::Text),
                ("created_at", Show::Text),
                ("state", Show::Text),
                ("creator.login", Show::Person),
            ]),
            environment: run.some("environment").unwrap_or_default(),
            commit: Some(sha),
            deployed,
            automated: match account(run, "creator").1 {
                AuthorKind::Bot => Flag::Yes,
                AuthorKind::Human => Flag::No,
                AuthorKind::Unknown => Flag::Unknown,
            },
            succeeded: match state.map(|s| s.to_ascii_lowercase()).as_deref() {
                // A deployment becomes inactive when the next one takes its place.
                Some("success" | "inactive" | "active") => Flag::Yes,
                Some("failure" | "error") => Flag::No,
                _ => Flag::Unknown,
            },
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.silent {
            reading.limits.push(
                "The list of deployments does not say which of them came to an end; all are taken as deployed.".to_owned(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn an_outcome_that_is_not_told_is_unknown() {
        let text = r#"[{"id":1,"sha":"a","ref":"main","environment":"production","creator":{"login":"x[bot]","type":"Bot"},"created_at":"2026-06-01T09:00:00Z"},
            {"id":2,"sha":"b","ref":"main","environment":"production","creator":null,"created_at":"2026-06-02T09:00:00Z","statuses":[{"state":"failure"}]},
            {"id":3,"sha":"c","ref":"main","environment":"production","creator":null,"created_at":"2026-06-03T09:00:00Z","state":"INACTIVE"}]"#;
        let read = of("github-deployments", text);
        let found: Vec<_> = records(&read)
            .deployments
            .iter()
            .map(|d| (d.succeeded, d.automated))
            .collect();
        assert_eq!(
            found,
            [
                (Flag::Unknown, Flag::Yes),
                (Flag::No, Flag::Unknown),
                (Flag::Yes, Flag::Unknown)
            ]
        );
        assert_eq!(read.reading().1.limits.len(), 1);
    }
}
