//! Entries to a table.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::cells;
use crate::evidence::listing::{self, COLUMNS, FORMAT};
use crate::input::answers::Profile;
use crate::input::manifest::{Entry, MANIFEST_VERSION};

/// The list of evidence as a table: the columns that say something, and the keys that nothing knows after them.
///
/// Every cell is in quotes, and none is a formula to a spreadsheet. Workpapers are left out.
///
/// * `profile`: says for whom and for which window it was made; left out if absent.
#[must_use]
pub fn written(entries: &[Entry], profile: Option<&Profile>) -> String {
    let whole = whole(profile);
    let rows: Vec<Value> = entries.iter().map(row).collect();
    let cell = |row: &Value, name: &str, of_list: bool| {
        let from = if of_list { &whole } else { row };
        from.pointer(&format!("/{}", name.replace('.', "/")))
            .filter(|v| !v.is_null() && (name != "attestations" || v.is_array()))
            .cloned()
    };
    let known = COLUMNS.iter().filter(|c| {
        let always = ["id", "title", "kind", "file.name"].contains(&c.name);
        let said = c.of_list && cell(&Value::Null, c.name, true).is_some();
        always
            || said
            || rows
                .iter()
                .any(|row| cell(row, c.name, c.of_list).is_some())
    });
    let known: Vec<_> = known.collect();
    let strange: BTreeSet<&String> = entries.iter().flat_map(|e| e.extra.keys()).collect();
    let names = known.iter().map(|c| c.name.to_owned());
    let header: Vec<String> = names
        .chain(strange.iter().map(|n| listing::safe(n)))
        .collect();
    let mut text = listing::line(&header);
    for (entry, row) in entries.iter().zip(&rows) {
        let told = known.iter().map(|c| {
            let value = cell(row, c.name, c.of_list);
            value.map_or_else(String::new, |v| listing::safe(&cells::written(c.holds, &v)))
        });
        let others = strange.iter().map(|name| {
            let value = entry.extra.get(*name);
            value.map_or_else(String::new, |v| listing::safe(&cells::strange_written(v)))
        });
        text += &listing::line(&told.chain(others).collect::<Vec<_>>());
    }
    text
}

/// What is said of the whole list.
fn whole(profile: Option<&Profile>) -> Value {
    let mut whole = Map::new();
    whole.insert("format".to_owned(), FORMAT.into());
    whole.insert("version".to_owned(), MANIFEST_VERSION.into());
    if let Some(profile) = profile {
        if !profile.organisation.is_empty() {
            let name = profile.organisation.as_str();
            whole.insert("organisation".to_owned(), name.into());
        }
        whole.insert("window".to_owned(), json!(profile.window));
        if let Some(zone) = &profile.time_zone {
            whole.insert("timeZone".to_owned(), zone.as_str().into());
        }
    }
    Value::Object(whole)
}

/// An entry as its row has it: one attestation stands in columns of its own.
fn row(entry: &Entry) -> Value {
    let entry = Entry {
        workpapers: Vec::new(),
        terms: None,
        extra: std::collections::BTreeMap::new(),
        ..entry.clone()
    };
    let mut row = json!(entry);
    if let Some(attestations) = row.get_mut("attestations")
        && let Some([one]) = attestations.as_array().map(Vec::as_slice)
    {
        *attestations = one.clone();
    }
    // Empty lists and the objects of columns that stand for themselves say nothing.
    if let Value::Object(row) = &mut row {
        row.retain(|_, v| v.as_array().is_none_or(|all| !all.is_empty()));
    }
    row
}
