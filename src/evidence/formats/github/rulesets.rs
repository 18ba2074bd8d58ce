//! GitHub: one ruleset of a repository (`GET …/rulesets/{id}`).
//!
//! No export was seen; the shape is that of the interface's documents as others describe it. Several rulesets may apply
//! to one branch, so what one does not require another may.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use crate::evidence::canonical::{Setting, Show};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const KEYS: &[&str] = &[
    "name",
    "enforcement",
    "rules.parameters.required_approving_review_count",
    "bypass_actors",
    "rules.parameters.dismiss_stale_reviews_on_push",
    "rules.parameters.require_last_push_approval",
];

/// A ruleset.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "github-ruleset",
        name: "GitHub ruleset",
        trust: Trust::Embedded,
        kind: EvidenceKind::ChangeConfig,
        system: "github",
        shows_a_day: true,
        retention_days: None,
        procedures: &["branch-protection"],
    },
    recognise: |_, first| {
        has_keys(first, &["enforcement"])
            && (first.get("rules").is_some() || first.get("source").is_some())
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let set = Element::new(number, value, KEYS);
        if set.some("target").is_some_and(|target| target != "branch") {
            reading
                .limits
                .push("Rulesets for something else than branches are left out.".to_owned());
            return true;
        }
        let rules = set.items("rules");
        if rules.is_empty() {
            reading.questions.push(
                "The list of rulesets does not hold their rules. Can you export each with `gh api \
                 repos/OWNER/REPO/rulesets/ID`?"
                    .to_owned(),
            );
            return false;
        }
        let of_kind = |kind: &str| {
            rules
                .iter()
                .find(|rule| rule.get("type").and_then(Value::as_str) == Some(kind))
        };
        let active = set.text("enforcement") == "active";
        // What is not active enforces nothing, and says nothing of other rulesets.
        let when_active = |value: Flag| if active { value } else { Flag::Unknown };
        let subject = set.any(&["source", "name"]).unwrap_or_default();
        let mut add = |at, key, value, number| {
            reading.records.settings.push(Setting {
                at,
                subject: subject.clone(),
                key,
                value,
                number,
                intent: false,
                as_of: None,
            });
        };
        let reviews = of_kind("pull_request").map(|rule| set.inside(rule, "rules."));
        let count =
            reviews.and_then(|rule| rule.count("parameters.required_approving_review_count"));
        let count = count.and_then(|n| u32::try_from(n).ok());
        let required = match count {
            Some(n) if n > 0 => when_active(Flag::Yes),
            _ => Flag::Unknown,
        };
        let at = reviews
            .map(|rule| rule.at(&[("parameters.required_approving_review_count", Show::Text)]));
        let state = set.at(&[("enforcement", Show::Text)]);
        add(
            at.unwrap_or_else(|| state.clone()),
            "required-reviews",
            required,
            count.filter(|_| active),
        );
        let after = [
            (
                "stale-dismissed",
                "parameters.dismiss_stale_reviews_on_push",
            ),
            (
                "last-push-approved",
                "parameters.require_last_push_approval",
            ),
        ];
        for (key, keys) in after {
            if let Some(rule) = reviews.filter(|rule| rule.has(keys)) {
                // What one ruleset does not ask for another may.
                let value = match rule.flag(keys) {
                    Flag::Yes => when_active(Flag::Yes),
                    _ => Flag::Unknown,
                };
                add(rule.at(&[(keys, Show::Text)]), key, value, None);
            }
        }
        let blocked = match of_kind("non_fast_forward") {
            Some(_) => when_active(Flag::No),
            None => Flag::Unknown,
        };
        add(state.clone(), "force-push-allowed", blocked, None);
        let excepted = set.items("bypass_actors").len();
        let listed = set.has("bypass_actors");
        let may = match (listed, excepted) {
            (false, _) => Flag::Unknown,
            (true, 0) => Flag::No,
            (true, _) => Flag::Yes,
        };
        // A ruleset binds administrators unless it excepts them.
        let admins = if may == Flag::No {
            when_active(Flag::Yes)
        } else {
            Flag::Unknown
        };
        add(state.clone(), "admins-included", admins, None);
        add(state, "bypass-allowed", may, u32::try_from(excepted).ok());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::*;

    #[test]
    fn what_is_not_active_enforces_nothing() {
        let text = |state: &str, actors: &str| {
            format!(
                r#"{{"name":"x","source":"example/app","target":"branch","enforcement":"{state}","bypass_actors":{actors},
                "rules":[{{"type":"pull_request","parameters":{{"required_approving_review_count":1}}}},{{"type":"non_fast_forward"}}]}}"#
            )
        };
        let found = |text: &str| {
            let read = of("github-ruleset", text);
            records(&read)
                .settings
                .iter()
                .map(|s| s.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found(&text("active", "[]")),
            [Flag::Yes, Flag::No, Flag::Yes, Flag::No]
        );
        assert_eq!(found(&text("evaluate", "[]"))[..3], [Flag::Unknown; 3]);
        let excepted = text("active", r#"[{"actor_id":1,"actor_type":"Team"}]"#);
        assert_eq!(found(&excepted)[2..], [Flag::Unknown, Flag::Yes]);
    }
}
