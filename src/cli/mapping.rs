//! Tables that no format recognises: what each column could be, and the file in which that is confirmed.

use std::path::Path;

use tickmark::error::{Document, Error, Problem};
use tickmark::evidence::{KindOffer, MappedColumn, Mapping, Table, check_mapping, feeds};
use tickmark::input::manifest::Entry;
use tickmark::input::read;

use super::output::{Outcome, Trouble};

/// Kinds that are named beside the one that is suggested.
const OTHERS: usize = 3;

/// The mapping that is suggested for a table.
pub(super) fn suggested(table: &Table) -> Mapping {
    let Some(offer) = table.kinds.first() else {
        return Mapping::default();
    };
    let columns = offer.fields.iter().filter_map(|field| {
        Some(MappedColumn {
            field: field.field.clone(),
            column: field.column.clone()?,
        })
    });
    Mapping {
        kind: offer.kind.clone(),
        columns: columns.collect(),
        ..Mapping::default()
    }
}

/// What is suggested, in words, and what to do with it. Names of columns are repeated, cells are not.
pub(super) fn explained(table: &Table) -> String {
    let Some(offer) = table.kinds.first() else {
        return String::new();
    };
    let mut text = format!(
        "help: it could be {} ({}); nothing is tested until you say so. Fields:\n",
        offer.kind, offer.name
    );
    for field in &offer.fields {
        let need = match (field.required, field.or.is_empty()) {
            (true, _) => ", needed".to_owned(),
            (false, false) => format!(", this or {}", field.or.join(" or ")),
            (false, true) => String::new(),
        };
        let column = field.column.as_deref().map_or_else(
            || "no column found".to_owned(),
            |column| format!("column `{column}`"),
        );
        text.push_str(&format!(
            "  {} ({}{need}): {column}\n",
            field.field, field.expects
        ));
    }
    let used = |name: &String| {
        let mut fields = offer.fields.iter();
        fields.any(|field| field.column.as_ref() == Some(name))
    };
    let left: Vec<String> = table
        .columns
        .iter()
        .filter(|name| !used(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !left.is_empty() {
        text.push_str(&format!("  not read: {}\n", left.join(", ")));
    }
    let suggested = suggested(table);
    for missing in feeds(&suggested).into_iter().filter_map(|one| one.missing) {
        text.push_str(&format!("  {missing}\n"));
    }
    let says_system = suggested.columns.iter().any(|one| one.field == "system");
    if offer.of_a_system && !says_system {
        text.push_str("  no column is the system: put \"system\": \"its name\" beside \"kind\"\n");
    }
    let others: Vec<&str> = table.kinds.iter().skip(1).take(OTHERS).map(kind).collect();
    text.push_str(&format!("  it could also be {}\n", others.join(", ")));
    text
}

fn kind(offer: &KindOffer) -> &str {
    &offer.kind
}

/// What is wrong with the mappings that evidence is kept with. A page asks this only when it reads a file by one, as
/// the kinds of tables come with the module that reads files.
pub(super) fn problems(entries: &[Entry], document: Document) -> Vec<Problem> {
    let kept = entries.iter().enumerate();
    let kept = kept.filter_map(|(i, e)| Some((i, e.format.as_ref()?.mapping.as_ref()?)));
    let mut found: Vec<Problem> = kept
        .flat_map(|(i, mapping)| check_mapping(mapping, &format!("/evidence/{i}/format/mapping")))
        .collect();
    found.iter_mut().for_each(|one| one.document = document);
    found
}

/// A mapping on disk.
pub(super) fn read(path: &Path) -> Outcome<Mapping> {
    let trouble = |problem: Problem| Trouble::In(path.into(), problem.into());
    let text = std::fs::read_to_string(path)
        .map_err(|why| Trouble::Usage(format!("{}: {why}", path.display())))?;
    let value = read::json(&text, Document::Evidence).map_err(trouble)?;
    let mapping: Mapping = read::typed(value, Document::Evidence).map_err(trouble)?;
    let problems = check_mapping(&mapping, "");
    match problems.is_empty() {
        true => Ok(mapping),
        false => Err(Trouble::In(path.into(), Error::Input(problems))),
    }
}
