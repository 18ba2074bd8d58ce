//! The mock audit: commits, overrides and deployments traced to changes and tickets.

use serde_json::{Value, json};

use super::super::terms;
use super::{list, paper, pull, results, verdicts};

#[test]
fn pushes_without_a_change_are_an_observation() {
    let commit = |sha: &str, parents: &[&str], title: &str| {
        let parents: Vec<_> = parents.iter().map(|p| json!({"sha": p})).collect();
        json!({"sha": sha, "url": format!("https://api.github.com/repos/example/app/commits/{sha}"), "parents": parents,
               "author": {"login": "ines", "type": "User"},
               "commit": {"message": title, "committer": {"date": "2026-06-02T09:00:00Z"}}})
    };
    let commits = [
        commit("e", &["merge-1"], "Fix in a hurry"),
        commit("merge-1", &["c", "b"], "Merge"),
        commit("b", &["a"], "Of the change"),
        commit("c", &["a"], "Title (#2)"),
        commit("a", &[], "Title (#9)"),
    ];
    let pulls = [pull(1, json!({})), pull(2, json!({"mergeCommit": null}))];
    let files = [
        ("pulls.json", list(&pulls)),
        ("commits.json", list(&commits)),
    ];
    let found = paper(&files, "direct-pushes");
    assert!(found.observation);
    assert_eq!(
        (found.population, found.tested, found.excluded[0].count),
        (5, 3, 1)
    );
    assert_eq!((found.deviations[0].row, found.undecided[0].row), (1, 5));
    let alone = results(&files[1..], &terms());
    assert!(
        alone[0]
            .workpapers
            .iter()
            .all(|p| p.procedure != "direct-pushes")
    );
}

#[test]
fn overrides_are_listed_by_actor() {
    let event = |at: u64, action: &str| json!({"@timestamp": at, "created_at": at, "action": action, "actor": "adm", "org": "example", "repo": "example/app"});
    // 2026-06-01T09:00:00Z, and a year before.
    let log = [
        event(1_780_304_400_000, "protected_branch.policy_override"),
        event(1_748_768_400_000, "protected_branch.destroy"),
        event(1_780_304_400_001, "protected_branch.update_admin_enforced"),
        event(1_780_304_400_002, "repo.access"),
    ];
    let lines: Vec<_> = log.iter().map(Value::to_string).collect();
    let paper = paper(&[("audit.json", lines.join("\n"))], "rule-overrides");
    assert!(paper.observation);
    assert_eq!(
        (
            paper.population,
            paper.deviations.len(),
            paper.undecided.len()
        ),
        (3, 1, 1)
    );
    assert!(
        paper.deviations[0]
            .cells
            .iter()
            .any(|c| c.column == "actor" && c.value == "person-001")
    );
}

const JIRA: &str = "Summary,Issue key,Issue Type,Status,Created,Updated,Status Category\n";

#[test]
fn deployments_are_traced_to_tickets() {
    let deployment = |sha: &str, environment: &str| {
        json!({"id": 1, "sha": sha, "ref": "main", "environment": environment, "created_at": "2026-06-02T10:00:00Z",
               "creator": {"login": "deployer[bot]", "type": "Bot"}, "state": "success"})
    };
    let deployments = [
        deployment("merge-1", "production"),
        deployment("merge-2", "production"),
        deployment("merge-3", "Production"),
        deployment("merge-4", "eu-prod"),
        deployment("unknown", "production"),
        deployment("merge-1", "staging"),
    ];
    let pulls = [
        pull(1, json!({})),
        pull(2, json!({})),
        pull(3, json!({"title": "UTF-8 at last"})),
        pull(4, json!({})),
    ];
    let tickets = format!(
        "{JIRA}x,CHG-1,Change,Done,01/Jun/26 9:00 AM,01/Jun/26 9:00 AM,Done\nx,CHG-2,Change,Done,03/Jun/26 9:00 AM,03/Jun/26 9:00 AM,Done\n"
    );
    let mut files = vec![
        ("deployments.json", list(&deployments)),
        ("pulls.json", list(&pulls)),
        ("jira.csv", tickets),
    ];
    let found = paper(&files, "ticket-to-deploy");
    assert!(!found.observation);
    assert_eq!(
        (found.population, found.tested, found.excluded[0].count),
        (6, 3, 1)
    );
    assert_eq!(
        verdicts(&found),
        [
            "2 deviates: the ticket was created after the deployment",
            "3 deviates: names no ticket",
            "4 open: A ticket is named that is not in the files; an export of the tickets would decide whether it was there before.",
            "5 open: The deployed commit is that of no change in the files; the changes of its repository, with their merge commits, would decide.",
        ]
    );
    // A description names tickets too.
    let mut described = files.clone();
    described[1].1 = list(&[pull(
        3,
        json!({"title": "x", "body": "Closes CHG-1, see RFC-7."}),
    )]);
    assert!(
        verdicts(&paper(&described, "ticket-to-deploy"))
            .iter()
            .all(|v| !v.starts_with("3 "))
    );
    // Without deployments, merged changes stand in.
    files.remove(0);
    let found = paper(&files, "ticket-to-deploy");
    assert!(found.observation);
    assert_eq!(
        (found.population, found.tested, found.undecided.len()),
        (4, 3, 1)
    );
}
