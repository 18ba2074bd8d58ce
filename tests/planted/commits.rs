//! GitHub: commits and changes of a repository in which three leavers went on, each in a way of their own.

use serde_json::{Value, json};

use super::clock::{DAY, HOUR, Seconds, iso, noon};
use super::person::Person;
use super::rng::Rng;
use super::sheet::{Mark, Sheet, deviation};

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

/// Commits, and the changes that they came by.
pub(crate) fn sheets(
    seed: u64,
    people: &[Person],
    core: &[usize],
    ghosts: &[(usize, Seconds)],
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
        let review = |login: &str| json!({"author": {"login": login}, "state": "APPROVED", "submittedAt": iso(at - HOUR), "commit": {"oid": "h"}});
        let mut reviews: Vec<Value> = vec![review("coder-second")];
        if !approver.is_empty() {
            reviews.push(review(approver));
        }
        let check = json!({"name": "plan", "status": "COMPLETED", "conclusion": "SUCCESS", "startedAt": iso(at - 2 * HOUR), "completedAt": iso(at - HOUR)});
        let value = json!({
            "number": number, "title": format!("Change {number}"), "author": {"login": "coder-first", "is_bot": false}, "baseRefName": "main",
            "createdAt": iso(at - DAY), "mergedAt": iso(at), "mergedBy": {"login": by, "is_bot": false}, "state": "MERGED",
            "mergeCommit": {"oid": merge}, "headRefOid": rng.hex(40), "reviewDecision": "APPROVED", "reviews": reviews,
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
    vec![commits, pulls]
}
