//! GitHub: commits on a branch (`GET …/commits`), the default branch unless another was asked for.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{TIMES, account, repository};
use crate::evidence::canonical::{Commit, Show};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "sha",
    "author.login",
    "commit.committer.date",
    "commit.author.email",
    "commit.author.date",
    "commit.committer.email",
];

/// `GET /repos/{owner}/{repo}/commits`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-commits",
        name: "GitHub commits",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: &["direct-pushes", "leaver-use"],
    },
    recognise: |_, first| has_keys(first, &["sha", "commit", "parents"]),
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let commit = Element::new(number, value, KEYS);
        let Some(sha) = commit.some("sha") else {
            return false;
        };
        let committed = commit.stamp("commit.committer.date", reading, &TIMES);
        let authored = commit.stamp("commit.author.date", reading, &TIMES);
        reading.happened(committed);
        let parents = commit.items("parents").iter();
        let parents = parents.filter_map(|parent| Some(parent.get("sha")?.as_str()?.to_owned()));
        let message = commit.text("commit.message");
        let (author_login, author_kind) = account(commit, "author");
        // The host itself puts commits there for people, under an address of its own.
        let address = |keys: &str| commit.some(keys).and_then(|email| normal(&email));
        reading.records.commits.push(Commit {
            at: commit.at(&[
                ("sha", Show::Text),
                ("author.login", Show::Person),
                ("commit.committer.date", Show::Text),
                ("commit.author.email", Show::Person),
                ("commit.author.date", Show::Text),
            ]),
            repository: commit
                .any(&["url", "html_url"])
                .and_then(|url| repository(&url)),
            sha,
            parents: parents.collect(),
            title: message.lines().next().unwrap_or_default().to_owned(),
            author_kind,
            author_login,
            author_email: address("commit.author.email"),
            committer_email: address("commit.committer.email"),
            authored,
            committed,
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        let count = reading.records.commits.len();
        if count == 30 || count == 100 {
            reading.questions.push(format!(
                "The file has exactly {count} commits, which is one page of the interface. Are there more?"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};

    #[test]
    fn commits_have_parents_and_titles() {
        let text = r#"{"sha":"a","url":"https://api.github.com/repos/example/app/commits/a","author":null,
            "commit":{"message":"Title (#4)\n\nmore","committer":{"date":"2026-06-01T09:00:00Z"}},"parents":[{"sha":"p"},{"sha":"q"}],
            "files":[{"filename":"x"}]}"#;
        for text in [text.to_owned(), format!("[{text}]")] {
            let read = of("github-commits", &text);
            let commit = &records(&read).commits[0];
            assert_eq!(commit.title, "Title (#4)");
            assert_eq!(commit.parents, ["p", "q"]);
            assert_eq!(commit.repository.as_deref(), Some("example/app"));
        }
    }
}
