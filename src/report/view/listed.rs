//! What is said of a piece of evidence beside its file: where it comes from, who answers for it.

use serde_json::Value;

use crate::evidence::workpaper::Span;
use crate::input::manifest::{Entry, StatedTerms};
use crate::report::words;

/// The day that evidence shows, or the days of the events in it, or that nobody said it.
pub(super) fn day(entry: &Entry) -> String {
    if let Some(day) = entry.as_of {
        return words::day(day);
    }
    let covers = entry.covers.as_ref();
    let span = |s: &Span| format!("{} to {}", words::day(s.start), words::day(s.end));
    let stated = covers.and_then(|c| c.stated.as_ref());
    let found = covers.and_then(|c| c.found.as_ref());
    match (found, stated) {
        (Some(found), _) => span(found),
        (None, Some(stated)) => span(stated),
        (None, None) if entry.kind.is_of_events() => "period not stated".to_owned(),
        (None, None) => "day not stated".to_owned(),
    }
}

/// What its manifest says of it, each a phrase of its own; none of it is a record.
pub(super) fn said(entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(source) = &entry.source {
        let mut text = format!("Source: {}", source.system);
        for (what, part) in [("report", &source.report), ("query", &source.query)] {
            if let Some(part) = part {
                text.push_str(&format!("; {what}: {part}"));
            }
        }
        found.push(text);
    }
    let by = entry.exported_by.as_ref().map(|who| format!(" by {who}"));
    let at = entry.exported_at.as_ref().map(|when| format!(" on {when}"));
    if by.is_some() || at.is_some() {
        let (by, at) = (by.unwrap_or_default(), at.unwrap_or_default());
        found.push(format!("Exported{by}{at}"));
    }
    if let Some(stated) = entry.covers.as_ref().and_then(|c| c.stated.as_ref()) {
        let (start, end) = (words::day(stated.start), words::day(stated.end));
        found.push(format!("Asked for {start} to {end}"));
    }
    let completeness = entry.completeness.as_ref();
    if let Some(method) = completeness.and_then(|c| c.method.as_ref()) {
        found.push(format!("Rows in the source counted by: {method}"));
    }
    if !entry.system_scope.is_empty() {
        found.push(format!("Systems: {}", entry.system_scope.join(", ")));
    }
    if !entry.criteria.is_empty() {
        found.push(format!("Criteria: {}", entry.criteria.join(", ")));
    }
    if let Some(owner) = &entry.owner {
        found.push(format!("Owner: {owner}"));
    }
    if let Some(reviewer) = &entry.reviewer {
        let at = reviewer.at.as_ref().map(|when| format!(" on {when}"));
        let decision = reviewer.decision.as_ref().map(|d| format!(": {d}"));
        found.push(format!(
            "Reviewed by {}{}{}",
            reviewer.name,
            at.unwrap_or_default(),
            decision.unwrap_or_default()
        ));
    }
    if let Some(link) = &entry.link {
        found.push(format!("Kept at: {link}"));
    }
    match entry.contains_personal_data {
        Some(true) => found.push("Holds data about people".to_owned()),
        Some(false) => found.push("Holds no data about people".to_owned()),
        None => {}
    }
    for one in &entry.attestations {
        let role = one.role.as_ref().map(|role| format!(", {role}"));
        found.push(format!(
            "Attested by {}{} on {}: “{}”. That is a statement and no record",
            one.by,
            role.unwrap_or_default(),
            one.at,
            one.statement
        ));
    }
    found.extend(entry.extra.iter().map(|(key, value)| kept("", key, value)));
    if let Some(terms) = &entry.terms {
        found.extend(of_list(terms));
    }
    found
}

/// Keys of the whole list that nothing uses.
fn of_list(terms: &StatedTerms) -> Vec<String> {
    let own = terms.extra.iter();
    let mut found: Vec<String> = own.map(|(k, v)| kept("of its list, ", k, v)).collect();
    let scope = terms.scope.iter().flat_map(|s| &s.extra);
    found.extend(scope.map(|(k, v)| kept("of the scope of its list, ", k, v)));
    found
}

/// A key that is kept and not used.
fn kept(of: &str, key: &str, value: &Value) -> String {
    let value = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("Kept and not used: {of}{key} = {value}")
}
