//! What is said of a piece of evidence beside its file: where it comes from, who answers for it.

use serde_json::Value;

use crate::evidence::workpaper::Span;
use crate::input::manifest::{Entry, StatedTerms};
use crate::report::language::{Language, said, word};

/// The day that evidence shows, or the days of the events in it, or that nobody said it.
pub(super) fn day(language: Language<'_>, entry: &Entry) -> String {
    if let Some(day) = entry.as_of {
        return language.day(day);
    }
    let covers = entry.covers.as_ref();
    let span = |s: &Span| language.days(s.start, s.end);
    let stated = covers.and_then(|c| c.stated.as_ref());
    let found = covers.and_then(|c| c.found.as_ref());
    match (found, stated) {
        (Some(found), _) => span(found),
        (None, Some(stated)) => span(stated),
        (None, None) if entry.kind.is_of_events() => language.word(word!("period not stated")),
        (None, None) => language.word(word!("day not stated")),
    }
}

/// What its manifest says of it, each a phrase of its own; none of it is a record.
pub(super) fn said(language: Language<'_>, entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(source) = &entry.source {
        let mut text = said!(language, "Source: {system}", system = source.system);
        if let Some(report) = &source.report {
            text.push_str(&said!(language, "; report: {report}", report = report));
        }
        if let Some(query) = &source.query {
            text.push_str(&said!(language, "; query: {query}", query = query));
        }
        found.push(text);
    }
    match (&entry.exported_by, &entry.exported_at) {
        (Some(who), Some(when)) => found.push(said!(
            language,
            "Exported by {who} on {when}",
            who = who,
            when = when
        )),
        (Some(who), None) => found.push(said!(language, "Exported by {who}", who = who)),
        (None, Some(when)) => found.push(said!(language, "Exported on {when}", when = when)),
        (None, None) => {}
    }
    if let Some(stated) = entry.covers.as_ref().and_then(|c| c.stated.as_ref()) {
        let days = language.days(stated.start, stated.end);
        found.push(said!(language, "Asked for {days}", days = days));
    }
    let completeness = entry.completeness.as_ref();
    if let Some(method) = completeness.and_then(|c| c.method.as_ref()) {
        found.push(said!(
            language,
            "Rows in the source counted by: {method}",
            method = method
        ));
    }
    if !entry.system_scope.is_empty() {
        let systems = entry.system_scope.join(", ");
        found.push(said!(language, "Systems: {systems}", systems = systems));
    }
    if !entry.criteria.is_empty() {
        let criteria = entry.criteria.join(", ");
        found.push(said!(language, "Criteria: {criteria}", criteria = criteria));
    }
    if let Some(owner) = &entry.owner {
        found.push(said!(language, "Owner: {owner}", owner = owner));
    }
    if let Some(reviewer) = &entry.reviewer {
        let mut text = match &reviewer.at {
            Some(when) => said!(
                language,
                "Reviewed by {who} on {when}",
                who = reviewer.name,
                when = when
            ),
            None => said!(language, "Reviewed by {who}", who = reviewer.name),
        };
        if let Some(decision) = &reviewer.decision {
            text.push_str(&format!(": {decision}"));
        }
        found.push(text);
    }
    if let Some(link) = &entry.link {
        found.push(said!(language, "Kept at: {link}", link = link));
    }
    match entry.contains_personal_data {
        Some(true) => found.push(language.word(word!("Holds data about people"))),
        Some(false) => found.push(language.word(word!("Holds no data about people"))),
        None => {}
    }
    for one in &entry.attestations {
        let role = one.role.as_ref().map(|role| format!(", {role}"));
        found.push(said!(
            language,
            "Attested by {who} on {when}: “{statement}”. That is a statement and no record",
            who = format!("{}{}", one.by, role.unwrap_or_default()),
            when = one.at,
            statement = one.statement
        ));
    }
    let own = entry.extra.iter();
    found.extend(own.map(|(key, value)| {
        kept(
            language,
            word!("Kept and not used: {key} = {value}"),
            key,
            value,
        )
    }));
    if let Some(terms) = &entry.terms {
        found.extend(of_list(language, terms));
    }
    found
}

/// Keys of the whole list that nothing uses.
fn of_list(language: Language<'_>, terms: &StatedTerms) -> Vec<String> {
    let own = terms.extra.iter();
    let of_it = word!("Kept and not used: of its list, {key} = {value}");
    let mut found: Vec<String> = own.map(|(k, v)| kept(language, of_it, k, v)).collect();
    let scope = terms.scope.iter().flat_map(|s| &s.extra);
    let of_scope = word!("Kept and not used: of the scope of its list, {key} = {value}");
    found.extend(scope.map(|(k, v)| kept(language, of_scope, k, v)));
    found
}

/// A key that is kept and not used.
fn kept(language: Language<'_>, sentence: &str, key: &str, value: &Value) -> String {
    let value = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    language.said(sentence, &[("key", &key), ("value", &value)])
}
