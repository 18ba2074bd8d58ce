//! GitHub: runs of checks on a commit (`GET …/commits/{ref}/check-runs`), one answer, or several of them one a line.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, check_state, repository};
use crate::evidence::canonical::{Check, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "head_sha",
    "name",
    "status",
    "conclusion",
    "started_at",
    "completed_at",
];

/// `GET /repos/{owner}/{repo}/commits/{ref}/check-runs`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-check-runs",
        name: "GitHub check runs",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: &["checks-at-merge"],
    },
    recognise: |_, first| {
        let answer = first.get("check_runs").and_then(Value::as_array);
        let run = answer.map_or(Some(first), |runs| runs.first());
        run.is_none_or(|run| has_keys(run, &["head_sha", "status", "conclusion", "started_at"]))
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        if let Some(runs) = value.get("check_runs").and_then(Value::as_array) {
            return runs.iter().all(|run| self.element(number, run, reading));
        }
        let run = Element::new(number, value, KEYS);
        let Some(sha) = run.some("head_sha") else {
            return false;
        };
        let started = run.stamp("started_at", reading, &TIMES);
        let ended = run.stamp("completed_at", reading, &TIMES);
        reading.happened(started);
        reading.records.checks.push(Check {
            at: run.at(&[
                ("head_sha", Show::Text),
                ("name", Show::Text),
                ("status", Show::Text),
                ("conclusion", Show::Text),
                ("started_at", Show::Text),
                ("completed_at", Show::Text),
            ]),
            repository: run
                .any(&["url", "html_url"])
                .and_then(|url| repository(&url)),
            change: None,
            commit: Some(sha),
            name: run.text("name").into(),
            state: check_state(&run.text("status"), &run.text("conclusion")),
            started,
            ended,
            ended_by: false,
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{moment, of, records};
    use crate::evidence::canonical::CheckState;

    #[test]
    fn runs_are_of_a_commit() {
        let run = |status: &str, conclusion: &str| {
            format!(
                r#"{{"id":4,"head_sha":"h","name":"build","status":"{status}","conclusion":{conclusion},"started_at":"2026-06-01T09:00:00Z",
                "completed_at":"2026-06-01T09:05:00Z","url":"https://api.github.com/repos/Example/app/check-runs/4","pull_requests":[]}}"#
            )
        };
        let one = run("completed", "\"success\"").replace('\n', " ");
        let line = format!("{{\"total_count\":1,\"check_runs\":[{one}]}}");
        for text in [
            format!("[{one}]"),
            line.clone(),
            format!("{line}\n{line}\n"),
        ] {
            let read = of("github-check-runs", &text);
            let check = &records(&read).checks[0];
            assert_eq!(check.repository.as_deref(), Some("example/app"));
            assert_eq!(check.commit.as_deref(), Some("h"));
            assert_eq!(check.state, CheckState::Succeeded);
            assert_eq!(check.ended.time, moment("2026-06-01T09:05:00Z"));
        }
        for (status, conclusion, state) in [
            ("completed", "\"timed_out\"", CheckState::NotSucceeded),
            ("completed", "\"neutral\"", CheckState::Skipped),
            ("in_progress", "null", CheckState::Running),
            ("completed", "\"stale\"", CheckState::Unknown),
        ] {
            let text = format!("[{}]", run(status, conclusion));
            let read = of("github-check-runs", &text);
            assert_eq!(records(&read).checks[0].state, state, "{conclusion}");
        }
    }
}
