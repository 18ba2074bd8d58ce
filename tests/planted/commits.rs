//! GitHub: commits and changes of a repository in which three leavers went on, each in a way of their own.

use serde_json::{Value, json};

use super::clock::{DAY, HOUR, Seconds, iso, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, deviation, undecided};

const URL: &str = "https://api.github.com/repos/example/infra";

fn login(person: &Person) -> String {
    format!("coder{}", person.n)
}

fn commit(
    sheet: &mut Sheet,
    rng: &mut Rng,
    person: &Person,
    at: Seconds,
    marks: Vec<Mark>,
) -> String {
    let sha = rng.hex(40);
    let value = json!({
        "sha": sha, "url": format!("{URL}/commits/{sha}"), "html_url": format!("https://github.com/example/infra/commit/{sha}"),
        "commit": {
            "message": "Terraform", "author": {"name": person.name(), "email": person.email, "date": iso(at)},
            "committer": {"name": "GitHub", "email": "noreply@github.com", "date": iso(at)},
        },
        "author": {"login": login(person), "type": "User"}, "committer": {"login": "web-flow", "type": "User"},
        "parents": [{"sha": rng.hex(40)}],
    });
    sheet.element(&value, &person.email, marks);
    sha
}

/// A change of which it matters who wrote its last commit, and on which it was approved. Neither the branch's settings nor a
/// rule of the company say what holds then.
fn last_commit(pulls: &mut Sheet, rng: &mut Rng, number: usize, k: usize) {
    let at = noon("2026-08-25") + i64::try_from(k).unwrap() * 5 * HOUR;
    let (first, head) = (rng.hex(40), rng.hex(40));
    let review = |login: &str, oid: &str| json!({"author": {"login": login}, "state": "APPROVED", "submittedAt": iso(at - HOUR), "commit": {"oid": oid}});
    let (others, own) = ("coder-second", "Coder-Third");
    let (merge, more) = ("Merge branch 'main' into change", "More");
    let subject = format!("example/infra#{number}");
    // Who wrote the last commit, what it says, who approved which.
    let (by, headline, reviews, what) = match k {
        // In order: another approved too; nothing but `main` came after it.
        0 => (
            "coder-first",
            more,
            vec![review(others, &first), review(own, &head)],
            "",
        ),
        1 => (
            own,
            more,
            vec![review(others, &head), review(own, &head)],
            "",
        ),
        2 => ("coder-first", merge, vec![review(others, &first)], ""),
        3 => (own, merge, vec![review(own, &head)], ""),
        k if k % 2 == 0 => (
            "coder-first",
            more,
            vec![review(others, &first)],
            "approved-earlier-commit",
        ),
        _ => (own, more, vec![review(own, &head)], "approved-own-commit"),
    };
    let step = |oid: &str, login: &str, headline: &str| json!({"oid": oid, "messageHeadline": headline, "authors": [{"login": login, "name": "", "email": ""}]});
    let check = json!({"name": "plan", "status": "COMPLETED", "conclusion": "SUCCESS", "startedAt": iso(at - 2 * HOUR), "completedAt": iso(at - HOUR)});
    let value = json!({
        "number": number, "title": format!("Change {number}"), "author": {"login": "coder-first", "is_bot": false}, "baseRefName": "main",
        "createdAt": iso(at - DAY), "mergedAt": iso(at), "mergedBy": {"login": "coder-first", "is_bot": false}, "state": "MERGED",
        "mergeCommit": {"oid": rng.hex(40)}, "headRefOid": head, "reviewDecision": "APPROVED", "reviews": reviews,
        "commits": [step(&first, "coder-first", "Begin"), step(&head, by, headline)],
        "statusCheckRollup": [check], "url": format!("https://github.com/example/infra/pull/{number}"),
    });
    let number = number.to_string();
    let cells: &[(&'static str, &str)] = &[("number", &number)];
    let marks = match what {
        "" => vec![],
        what => vec![undecided("tp-09", what, cells)],
    };
    pulls.element(&value, &subject, marks);
}

/// Commits, and the changes that they came by.
pub(crate) fn sheets(
    seed: u64,
    people: &[Person],
    core: &[usize],
    ghosts: &[(usize, Seconds)],
    plants: usize,
) -> Vec<Sheet> {
    let mut rng = Rng::new(seed, 31);
    let mut commits = Sheet::array("github-commits.json", "github-commits-json");
    let mut pulls = Sheet::array("gh-pr-list-infra.json", "gh-pr-list-json");
    let mut number = 0;
    let mut pull = |rng: &mut Rng,
                    merge: &str,
                    by: &str,
                    approver: &str,
                    at: Seconds,
                    marks: Vec<Mark>| {
        number += 1;
        let head = rng.hex(40);
        let review = |login: &str| json!({"author": {"login": login}, "state": "APPROVED", "submittedAt": iso(at - HOUR), "commit": {"oid": head}});
        let mut reviews: Vec<Value> = vec![review("coder-second")];
        if !approver.is_empty() {
            reviews.push(review(approver));
        }
        let check = json!({"name": "plan", "status": "COMPLETED", "conclusion": "SUCCESS", "startedAt": iso(at - 2 * HOUR), "completedAt": iso(at - HOUR)});
        let value = json!({
            "number": number, "title": format!("Change {number}"), "author": {"login": "coder-first", "is_bot": false}, "baseRefName": "main",
            "createdAt": iso(at - DAY), "mergedAt": iso(at), "mergedBy": {"login": by, "is_bot": false}, "state": "MERGED",
            "mergeCommit": {"oid": merge}, "headRefOid": head, "reviewDecision": "APPROVED", "reviews": reviews,
            "statusCheckRollup": [check], "url": format!("https://github.com/example/infra/pull/{number}"),
        });
        pulls.element(&value, &format!("example/infra#{number}"), marks);
    };
    let early = noon("2026-05-04");
    for (i, at) in core.iter().take(12).enumerate() {
        let person = &people[*at];
        let on = early + i64::try_from(i).unwrap() * 9 * DAY;
        let sha = commit(&mut commits, &mut rng, person, on, vec![]);
        pull(&mut rng, &sha, &login(person), &login(person), on, vec![]);
    }
    let mut later: Vec<(usize, &Person, Seconds)> = Vec::new();
    for (i, (at, due)) in ghosts.iter().enumerate() {
        let person = &people[*at];
        // By this the login is known; with the last second of the deadline it is in time.
        commit(&mut commits, &mut rng, person, *due, vec![]);
        later.push((i % 3, person, due + 5 * DAY));
    }
    later.sort_by_key(|(_, person, at)| (*at, person.n));
    for (kind, person, at) in later {
        let login = login(person);
        let mark = |path: &'static str, value: &str| {
            vec![deviation("tp-03", "used-after-leaving", &[(path, value)])]
        };
        match kind {
            0 => {
                let marks = mark("author.login", &login);
                commit(&mut commits, &mut rng, person, at, marks);
            }
            1 => pull(&mut rng, "", &login, "", at, mark("mergedBy.login", &login)),
            _ => pull(
                &mut rng,
                "",
                "coder-first",
                &login,
                at + HOUR,
                mark("reviews.1.author.login", &login),
            ),
        }
    }
    for k in 0..4 + 2 * plants {
        last_commit(&mut pulls, &mut rng, 1_000 + k, k);
    }
    vec![commits, pulls]
}
