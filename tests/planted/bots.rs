//! GitHub: changes of a program that updates dependencies, most of them as the policy allows.

use serde_json::json;

use super::clock::{DAY, HOUR, iso, noon};
use super::rng::Rng;
use super::sheet::{Sheet, deviation};

/// `gh pr list` of `example/web`.
pub(crate) fn sheet(seed: u64, plants: usize) -> Sheet {
    let mut rng = Rng::new(seed, 32);
    let mut sheet = Sheet::array("gh-pr-list-web.json", "gh-pr-list-json");
    let mut kinds = vec![0; 6];
    for _ in 0..plants {
        kinds.extend([1, 2, 3]);
    }
    for (i, kind) in kinds.into_iter().enumerate() {
        let number = i + 1;
        let merged = noon("2026-05-06") + i64::try_from(i).unwrap() * 5 * DAY;
        let to = if kind == 1 { "4.18.0" } else { "4.17.21" };
        let conclusion = if kind == 2 { "FAILURE" } else { "SUCCESS" };
        let by = match kind {
            3 => json!({"is_bot": false, "login": "dev-07"}),
            _ => json!({"is_bot": true, "login": "app/dependabot"}),
        };
        let value = json!({
            "number": number, "title": format!("Bump lodash from 4.17.20 to {to}"), "author": {"is_bot": true, "login": "app/dependabot"},
            "baseRefName": "main", "createdAt": iso(merged - HOUR), "mergedAt": iso(merged), "mergedBy": by, "state": "MERGED",
            "mergeCommit": {"oid": rng.hex(40)}, "headRefOid": rng.hex(40), "reviewDecision": "", "reviews": [],
            "statusCheckRollup": [{"name": "build", "status": "COMPLETED", "conclusion": conclusion,
                                   "startedAt": iso(merged - 1800), "completedAt": iso(merged - 600)}],
            "url": format!("https://github.com/example/web/pull/{number}"),
        });
        let text = number.to_string();
        let cells: &[(&'static str, &str)] = &[("number", &text)];
        let mut marks = Vec::new();
        if let Some(what) = [
            "",
            "bot-larger-update",
            "bot-with-failed-check",
            "bot-merged-by-a-person",
        ]
        .get(kind)
        .filter(|w| !w.is_empty())
        {
            marks.push(deviation("tp-09", what, cells));
        }
        if kind == 2 {
            marks.push(deviation("tp-12", "bot-with-failed-check", cells));
        }
        sheet.element(&value, &format!("example/web#{number}"), marks);
    }
    sheet
}
