//! GitHub: pull requests as the REST interface lists them, or one of them.
//!
//! The list does not say who merged; a closed one without a time of the merge was not merged.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{OF_CHANGES, TIMES, account, repository};
use crate::evidence::canonical::{Change, ChangeState, Show};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;
use crate::evidence::ticket_keys::mentioned;

const KEYS: &[&str] = &[
    "number",
    "state",
    "user.login",
    "user.type",
    "base.ref",
    "created_at",
    "merged_at",
];

/// `GET /repos/{owner}/{repo}/pulls`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-pull-requests",
        name: "GitHub pull requests (REST)",
        trust: Trust::Seen,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: OF_CHANGES,
    },
    recognise: |_, first| has_keys(first, &["number", "merged_at", "base", "head"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let pull = Element::new(number, value, KEYS);
        let Some(id) = pull.count("number") else {
            return false;
        };
        let merged = pull.stamp("merged_at", reading, &TIMES);
        let created = pull.stamp("created_at", reading, &TIMES);
        reading.happened(merged);
        let (author, author_kind) = account(pull, "user");
        let (merged_by, merged_by_kind) = account(pull, "merged_by");
        let is_merged = pull.some("merged_at").is_some();
        let named = pull.some("base.repo.full_name").map(|r| r.to_lowercase());
        reading.records.changes.push(Change {
            at: pull.at(&[
                ("number", Show::Text),
                ("user.login", Show::Person),
                ("user.type", Show::Text),
                ("base.ref", Show::Text),
                ("merged_at", Show::Text),
            ]),
            repository: named.or_else(|| repository(&pull.any(&["url", "html_url"])?)),
            number: id,
            state: match (is_merged, pull.text("state").as_ref()) {
                (true, _) => ChangeState::Merged,
                (false, "closed") => ChangeState::Closed,
                (false, "open") => ChangeState::Open,
                (false, _) => ChangeState::Unknown,
            },
            created,
            merged,
            author,
            author_kind,
            // In the answer about one alone.
            merged_by,
            merged_by_kind,
            base: pull.some("base.ref"),
            title: pull.text("title").into_owned(),
            branch: pull.some("head.ref"),
            head: pull.some("head.sha"),
            // Of one that is not merged this is a trial.
            merge_commit: pull.some("merge_commit_sha").filter(|_| is_merged),
            review_state: None,
            reviews_listed: false,
            checks_listed: false,
            mentions: mentioned(&pull.text("body")),
            default_branch: pull.some("base.repo.default_branch"),
            commits: Vec::new(),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        let count = reading.records.changes.len();
        if count == 30 || count == 100 {
            reading.questions.push(format!(
                "The file has exactly {count} pull requests, which is one page of the interface. Are there more?"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, read, records};
    use super::*;
    use crate::evidence::canonical::AuthorKind;

    const PULL: &str = r#"{"url":"https://api.github.com/repos/Example/app/pulls/4","number":4,"state":"closed","title":"x",
        "user":null,"created_at":"2026-06-01T09:00:00Z","merged_at":null,"merge_commit_sha":"trial","labels":[{"name":"a"}],
        "base":{"ref":"main","repo":{"full_name":"Example/app","default_branch":"trunk"}},"head":{"ref":"b","sha":"h"}}"#;

    #[test]
    fn closed_is_not_merged() {
        for text in [
            format!("[{PULL}]"),
            PULL.to_owned(),
            format!("[{PULL}][{PULL}]"),
        ] {
            let read = of("github-pull-requests", &text);
            let all = records(&read);
            assert_eq!(all.changes.len(), 1);
            let change = &all.changes[0];
            assert_eq!(change.state, ChangeState::Closed);
            assert_eq!(
                (change.author.clone(), change.author_kind),
                (None, AuthorKind::Unknown)
            );
            assert_eq!(change.merge_commit, None);
            assert_eq!(change.repository.as_deref(), Some("example/app"));
            assert_eq!(change.default_branch.as_deref(), Some("trunk"));
        }
        let merged = PULL.replace(
            "\"merged_at\":null",
            "\"merged_at\":\"2026-06-02T09:00:00Z\"",
        );
        let read = of("github-pull-requests", &merged);
        assert_eq!(records(&read).changes[0].state, ChangeState::Merged);
        assert_eq!(
            records(&read).changes[0].merge_commit.as_deref(),
            Some("trial")
        );
    }

    #[test]
    fn a_search_is_refused_by_name() {
        let text = r#"{"total_count":1,"incomplete_results":false,"items":[{"number":4,"state":"closed","user":{"login":"a"},
            "author_association":"MEMBER","pull_request":{"merged_at":"2026-06-02T09:00:00Z"},"id":1,"created_at":"2026-06-01T09:00:00Z"}]}"#;
        let problem = read(text).unwrap_err().to_string();
        assert!(problem.contains("search"), "{problem}");
    }
}
