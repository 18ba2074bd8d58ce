//! GitHub: `gh pr list`, the REST lists of pull requests and reviews, and protection of branches.

use serde_json::{Value, json};

use super::clock::iso;
use super::pulls::{Actor, Checks, Pull, Story, pulls};
use super::rng::Rng;
use super::sheet::{Mark, Sheet, deviation, undecided};
use super::words;

fn marks(pull: &Pull, cells: &[(&'static str, &str)]) -> Vec<Mark> {
    let number = pull.number.to_string();
    let mut all = vec![("number", number.as_str())];
    all.extend_from_slice(cells);
    match pull.what() {
        None => vec![],
        Some(what) if pull.story == Story::NoAuthor => vec![undecided("tp-09", what, &all)],
        Some(what) => vec![deviation("tp-09", what, &all)],
    }
}

/// What has to be found of the checks. What is not listed may stand elsewhere.
fn of_checks(pull: &Pull, listed: bool) -> Option<Mark> {
    let number = pull.number.to_string();
    let cells: &[(&'static str, &str)] = &[("number", &number)];
    let what = pull.checks.what()?;
    let open = match pull.checks {
        Checks::NoneRan => !listed,
        checks => checks == Checks::RunAgainAfter,
    };
    Some(match open {
        true => undecided("tp-12", what, cells),
        false => deviation("tp-12", what, cells),
    })
}

/// `gh pr list --json …` of `example/app`.
pub(crate) fn gh(seed: u64, people: usize, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 10);
    let mut sheet = Sheet::array("gh-pr-list.json", "gh-pr-list-json");
    for pull in pulls(&mut rng, people, plants) {
        let author = match &pull.author {
            Actor::Human(login) => {
                json!({"id": format!("U_{login}"), "is_bot": false, "login": login, "name": "Änne O'Brien"})
            }
            Actor::Bot(name) => json!({"is_bot": true, "login": format!("app/{name}")}),
            Actor::Nobody => json!({"id": "", "is_bot": false, "login": "", "name": ""}),
        };
        let reviews: Vec<Value> = pull.reviews.iter().map(|r| {
            let login = match &r.by {
                Actor::Human(login) => login.clone(),
                // Reviews have no flag that says so.
                Actor::Bot(_) => "gemini-code-assist".to_owned(),
                Actor::Nobody => String::new(),
            };
            json!({"id": format!("PRR_{}", rng.hex(12)), "author": {"login": login}, "authorAssociation": "MEMBER",
                   "body": words::text(&mut rng), "submittedAt": iso(r.at), "state": r.state, "commit": {"oid": pull.head}})
        }).collect();
        let merged = pull.merged.map(iso);
        let state = match (pull.merged, pull.closed) {
            (Some(_), _) => "MERGED",
            (None, Some(_)) => "CLOSED",
            (None, None) => "OPEN",
        };
        let decision = match pull.story {
            Story::ChangesOutstanding => "CHANGES_REQUESTED",
            _ if pull.what().is_none() && pull.merged.is_some() && !pull.outside => "APPROVED",
            _ => "",
        };
        let by = pull.merged.map(
            |_| json!({"id": "U_merger", "is_bot": false, "login": "dev-00", "name": "Max Müller"}),
        );
        // The list has the last run alone.
        let runs = pull
            .merged
            .map_or(vec![], |merged| pull.checks.runs(merged));
        let rollup: Vec<Value> = runs.last().into_iter().map(|(conclusion, began, ended)| {
            json!({"__typename": "CheckRun", "name": "build", "workflowName": "ci", "status": "COMPLETED",
                   "conclusion": conclusion.to_uppercase(), "startedAt": iso(*began), "completedAt": iso(*ended)})
        }).collect();
        let value = json!({
            "statusCheckRollup": rollup,
            "number": pull.number, "title": format!("Change {} {}", pull.number, words::text(&mut rng)),
            "author": author, "baseRefName": "main", "createdAt": iso(pull.created), "mergedAt": merged,
            "closedAt": pull.closed.map(iso), "mergedBy": by, "mergeCommit": pull.merged.map(|_| json!({"oid": pull.merge})),
            "headRefOid": pull.head, "reviewDecision": decision, "reviews": reviews, "state": state,
            "commits": [{"oid": pull.head}], "url": format!("https://github.com/example/app/pull/{}", pull.number),
        });
        let merged = merged.unwrap_or_default();
        let mut found = marks(&pull, &[("mergedAt", &merged)]);
        found.extend(of_checks(&pull, true));
        sheet.element(&value, &format!("example/app#{}", pull.number), found);
    }
    sheet
}

/// The REST lists of `example/api`: pull requests, and the reviews of all of them.
pub(crate) fn rest(seed: u64, people: usize, plants: usize) -> Vec<Sheet> {
    let mut rng = Rng::new(seed, 11);
    let mut list = Sheet::array("github-pulls.json", "github-pulls-json");
    let mut given = Sheet::array("github-reviews.json", "github-reviews-json");
    let mut runs = Sheet::json(
        "github-check-runs.json",
        "github-check-runs-json",
        "{\"check_runs\":[\n",
        ",\n",
        "\n]}\n",
    );
    let user = |actor: &Actor| match actor {
        Actor::Human(login) => json!({"login": login, "type": "User"}),
        Actor::Bot(name) => json!({"login": format!("{name}[bot]"), "type": "Bot"}),
        Actor::Nobody => Value::Null,
    };
    for pull in pulls(&mut rng, people, plants) {
        let url = format!(
            "https://api.github.com/repos/example/api/pulls/{}",
            pull.number
        );
        let merged = pull.merged.map(iso);
        let value = json!({
            "url": url, "number": pull.number, "state": if pull.closed.is_some() { "closed" } else { "open" },
            "title": format!("Change {}", pull.number), "user": user(&pull.author), "body": words::text(&mut rng),
            "created_at": iso(pull.created), "closed_at": pull.closed.map(iso), "merged_at": merged,
            "merge_commit_sha": pull.merge, "draft": false,
            "base": {"ref": "main", "repo": {"full_name": "example/api", "default_branch": "main"}},
            "head": {"ref": format!("change-{}", pull.number), "sha": pull.head},
        });
        let merged = merged.unwrap_or_default();
        let mut found = marks(&pull, &[("merged_at", &merged)]);
        found.extend(of_checks(&pull, false));
        list.element(&value, &format!("example/api#{}", pull.number), found);
        let ran = pull
            .merged
            .map_or(vec![], |merged| pull.checks.runs(merged));
        for (conclusion, began, ended) in ran {
            let value = json!({
                "id": 40_000 + runs.records(), "head_sha": pull.head, "name": "build", "status": "completed", "conclusion": conclusion,
                "started_at": iso(began), "completed_at": iso(ended), "app": {"slug": "github-actions"},
                "url": format!("https://api.github.com/repos/example/api/check-runs/{}", 40_000 + runs.records()),
            });
            runs.element(&value, &format!("example/api#{}", pull.number), vec![]);
        }
        for review in &pull.reviews {
            let value = json!({
                "id": rng.between(1_000_000, 9_000_000_000), "user": user(&review.by), "body": "",
                "state": review.state, "submitted_at": iso(review.at), "commit_id": pull.head,
                "author_association": "MEMBER", "pull_request_url": url,
            });
            given.element(&value, &format!("example/api#{}", pull.number), vec![]);
        }
    }
    vec![list, given, runs]
}

/// Protection of branches, one answer a file: in order, and off in four ways.
pub(crate) fn protection(plants: usize) -> Vec<Sheet> {
    let answer = |repo: &str, reviews: usize, admins: bool, force: bool| {
        let url = format!("https://api.github.com/repos/example/{repo}/branches/main/protection");
        let mut value = json!({
            "url": url,
            "required_status_checks": {"url": format!("{url}/required_status_checks"), "strict": true, "contexts": ["ci"], "checks": [{"context": "ci", "app_id": 15368}]},
            "enforce_admins": {"url": format!("{url}/enforce_admins"), "enabled": admins},
            "allow_force_pushes": {"enabled": force}, "allow_deletions": {"enabled": false},
        });
        if reviews > 0 {
            value["required_pull_request_reviews"] = json!({
                "url": format!("{url}/required_pull_request_reviews"), "required_approving_review_count": reviews,
                "dismiss_stale_reviews": true, "require_code_owner_reviews": false, "require_last_push_approval": false,
            });
        }
        value
    };
    let file = |repo: &str, value: &Value, marks: Vec<Mark>| {
        let name = format!("branch-protection-{repo}.json");
        let mut sheet = Sheet::json(&name, "branch-protection-json", "", "", "\n");
        sheet.element(value, &format!("example/{repo}"), marks);
        sheet
    };
    let mut files = vec![
        file("app", &answer("app", 1, true, false), vec![]),
        file("api", &answer("api", 2, true, false), vec![]),
    ];
    if plants > 0 {
        let off = |what, cells: &[(&'static str, &str)]| vec![deviation("tp-11", what, cells)];
        files.push(file(
            "no-reviews",
            &answer("no-reviews", 0, true, false),
            off("reviews-not-required", &[]),
        ));
        let cells: &[(&'static str, &str)] = &[("enforce_admins.enabled", "false")];
        files.push(file(
            "admins",
            &answer("admins", 1, false, false),
            off("admins-exempt", cells),
        ));
        let cells: &[(&'static str, &str)] = &[("allow_force_pushes.enabled", "true")];
        files.push(file(
            "force",
            &answer("force", 1, true, true),
            off("force-push-allowed", cells),
        ));
        let body = json!({"message": "Branch not protected", "documentation_url": "https://docs.github.com/rest", "status": "404"});
        let cells: &[(&'static str, &str)] = &[("message", "Branch not protected")];
        files.push(file(
            "unprotected",
            &body,
            off("branch-not-protected", cells),
        ));
    }
    files
}
