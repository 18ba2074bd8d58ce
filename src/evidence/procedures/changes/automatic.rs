//! Updates of dependencies that programs merge by themselves, where the company's policy allows that (TP-09).

use super::checks_at_merge::{Ran, succeeded};
use super::known::{Changes, Known};
use crate::evidence::canonical::AuthorKind;
use crate::evidence::procedures::audit::Audit;
use crate::evidence::workpaper::Parameter;

/// Why such a change is not tested.
pub(super) const REASON: &str = "a patch-level update that a program made and merged after its checks had succeeded, which the policy allows";

/// Programs that update dependencies.
const UPDATERS: [&str; 7] = [
    "dependabot",
    "dependabot-preview",
    "renovate",
    "renovate-bot",
    "depfu",
    "pyup-bot",
    "snyk-bot",
];

/// The policy that leaves such changes out, where the company has it.
pub(super) fn policy(audit: &Audit<'_>) -> Option<Parameter> {
    let policy = audit.terms.policy_or("bot-changes-excluded", 0);
    (policy.value == 1).then_some(policy)
}

/// Whether a change is one of them. What the files do not show is tested as all others.
pub(super) fn is_one(
    audit: &Audit<'_>,
    changes: &Changes<'_>,
    ran: &Ran<'_>,
    known: &Known<'_>,
) -> bool {
    let change = known.change;
    let author = change.author.as_deref().unwrap_or_default();
    let by_itself = change.merged_by_kind == AuthorKind::Bot
        || change
            .merged_by
            .as_deref()
            .is_some_and(|by| by == author || changes.is_bot(by));
    change.author_kind == AuthorKind::Bot
        && UPDATERS.contains(&author)
        && by_itself
        && is_patch(&change.title)
        && succeeded(audit, changes, ran, known)
}

/// Whether a title says that a version went up in its last part alone: `from 4.17.20 to 4.17.21`.
fn is_patch(title: &str) -> bool {
    let mut words = title
        .split_whitespace()
        .skip_while(|word| *word != "from")
        .skip(1);
    let (from, to, then) = (words.next(), words.next(), words.next());
    let parts = |version: &str| -> Option<[u64; 3]> {
        let plain = version
            .trim_start_matches('v')
            .trim_end_matches([',', '.', ')']);
        let parts: Result<Vec<u64>, _> = plain.split('.').map(str::parse).collect();
        parts.ok()?.try_into().ok()
    };
    match (from.and_then(parts), to, then.and_then(parts)) {
        (Some([major, minor, patch]), Some("to"), Some([m, n, p])) => {
            major == m && minor == n && p > patch
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_patch;
    use crate::evidence::procedures::tried::{counts, papers, terms};
    use crate::evidence::workpaper::{Basis, Parameter};

    #[test]
    fn titles_say_how_far_a_version_goes_up() {
        for title in [
            "Bump lodash from 4.17.20 to 4.17.21",
            "build(deps): bump x from v1.2.3 to v1.2.10 in /web",
        ] {
            assert!(is_patch(title), "{title}");
        }
        for title in [
            "Bump lodash from 4.17.20 to 4.18.0",
            "Bump x from 1.2.3 to 2.2.4",
            "Bump x from 1.2.4 to 1.2.3",
            "Bump x from 1.2.3 to 1.2.4-rc1",
            "Bump x from 1.2 to 1.3",
            "Bump the npm group with 3 updates",
            "Update dependency x to v1.2.4",
            "",
        ] {
            assert!(!is_patch(title), "{title}");
        }
    }

    fn of(
        policy: u32,
        author: &str,
        merged_by: &str,
        title: &str,
        conclusion: &str,
    ) -> (u32, usize, usize, u32) {
        let text = format!(
            r#"[{{"number":1,"title":"{title}","author":{{"login":"{author}","is_bot":true}},"baseRefName":"main","createdAt":"2026-06-01T09:00:00Z",
            "state":"MERGED","mergedAt":"2026-06-02T09:00:00Z","mergedBy":{{"login":"{merged_by}"}},"reviews":[],
            "statusCheckRollup":[{{"name":"build","status":"COMPLETED","conclusion":"{conclusion}","startedAt":"2026-06-02T08:00:00Z","completedAt":"2026-06-02T08:01:00Z"}}],
            "url":"https://github.com/acme/app/pull/1"}}]"#
        );
        let mut terms = terms();
        terms.policies.push(Parameter {
            id: "bot-changes-excluded".to_owned(),
            value: policy,
            basis: Basis::Stated,
        });
        counts(&papers("change-approval", &terms, &[("", &text)])[0])
    }

    #[test]
    fn what_the_policy_allows_is_left_out_and_counted() {
        let bump = "Bump x from 1.2.3 to 1.2.4";
        let bot = "app/dependabot";
        assert_eq!(of(1, bot, bot, bump, "SUCCESS"), (0, 0, 0, 1));
        assert_eq!(
            of(1, bot, "app/github-actions", bump, "SUCCESS"),
            (0, 0, 0, 1)
        );
        // Without the policy, merged by a person, by another program, a larger step, with a check that failed.
        assert_eq!(of(0, bot, bot, bump, "SUCCESS"), (1, 1, 0, 0));
        assert_eq!(of(1, bot, "ines", bump, "SUCCESS"), (1, 1, 0, 0));
        assert_eq!(
            of(1, "app/writer", "app/writer", bump, "SUCCESS"),
            (1, 1, 0, 0)
        );
        assert_eq!(
            of(1, bot, bot, "Bump x from 1.2.3 to 1.3.0", "SUCCESS"),
            (1, 1, 0, 0)
        );
        assert_eq!(of(1, bot, bot, bump, "FAILURE"), (1, 1, 0, 0));
    }
}
