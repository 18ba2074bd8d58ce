//! GitHub: answers that look like evidence of changes and are none.

use serde_json::Value;

use super::super::wrong_kind;
use crate::error::Problem;

/// Refuses an answer of the search for issues and pull requests, and answers that are errors.
///
/// # Errors
///
/// `wrong-document` with what it is and what to export instead.
pub(in crate::evidence::formats) fn refuse_json(value: &Value) -> Result<(), Problem> {
    let items = value.get("items").unwrap_or(value);
    let first = items.as_array().and_then(|list| list.first());
    let searched = first.is_some_and(|item| {
        item.get("number").is_some() && item.get("pull_request").is_some_and(Value::is_object)
    });
    if searched {
        return Err(wrong_kind(
            "an answer of GitHub's search for issues, which does not say into which branch a change was merged",
            "Export the pull requests themselves: `gh pr list --state merged --limit 5000 --json \
             number,title,author,baseRefName,createdAt,mergedAt,mergeCommit,headRefOid,reviewDecision,reviews,commits,url`.",
        ));
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let is_of_github = |address: &str| {
        address.contains("docs.github.com") || address.contains("developer.github.com")
    };
    if text("message").is_some() && text("documentation_url").is_some_and(is_of_github) {
        return Err(wrong_kind(
            "an error that GitHub answered, not an export",
            "Look at its message: the address may be wrong, or the token may not be allowed to read it.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_search_is_refused_by_name() {
        let item = json!({"number": 4, "title": "x", "pull_request": {"merged_at": "2026-07-01T00:00:00Z"}});
        let search = json!({"total_count": 1, "incomplete_results": false, "items": [item]});
        let problem = refuse_json(&search).unwrap_err();
        assert!(problem.message.contains("search"), "{}", problem.message);
        assert!(refuse_json(&json!([item])).is_err());
        let missing = json!({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"});
        assert!(refuse_json(&missing).unwrap_err().message.contains("error"));
        assert!(refuse_json(&json!([{"number": 4}])).is_ok());
        assert!(refuse_json(&json!({"items": []})).is_ok());
    }
}
