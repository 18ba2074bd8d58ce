//! A mapping on a table: whether it fits, and the reader that it gives.

use std::collections::BTreeSet;

use super::nulls::Without;
use crate::error::{Code, Document, Problem, did_you_mean};
use crate::evidence::decode::columns::Columns;
use crate::evidence::formats::kinds::{self, Kind};
use crate::evidence::formats::registry::{About, ReadRows};
use crate::evidence::mapping::{Mapping, slug};
use crate::evidence::visible;

/// Longest name of a column, in characters, that a message repeats.
const LONGEST: usize = 60;

/// What is wrong with a mapping, whatever file it is for.
///
/// * `at`: where it stands in its document, as a JSON Pointer.
#[must_use]
pub fn check_mapping(mapping: &Mapping, at: &str) -> Vec<Problem> {
    let found = wrong(mapping, at).into_iter();
    found.map(visible::problem).collect()
}

fn wrong(mapping: &Mapping, at: &str) -> Vec<Problem> {
    let problem =
        |at: String, code, message: String| Problem::new(Document::Evidence, at, code, message);
    let Some(kind) = kinds::kind(&mapping.kind) else {
        let ids = kinds::KINDS.iter().map(|kind| kind.id);
        let at = format!("{at}/kind");
        let what = "a kind of list that can be read";
        let found = Problem::not_among(
            Document::Evidence,
            at,
            Code::UnknownName,
            what,
            &mapping.kind,
            ids,
        );
        return found.into_iter().collect();
    };
    let mut found = Vec::new();
    let (mut fields, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for (place, one) in mapping.columns.iter().enumerate() {
        let at = |key| format!("{at}/columns/{place}/{key}");
        let what = format!("a field of {}", kind.id);
        let ids = kind.fields.iter().map(|field| field.id);
        let known = kind.field(&one.field);
        found.extend(Problem::not_among(
            Document::Evidence,
            at("field"),
            Code::UnknownName,
            &what,
            &one.field,
            ids,
        ));
        if let Some(field) = known.filter(|field| !fields.insert(field.id)) {
            let message = format!("two columns are the {}; one is allowed", field.name);
            found.push(problem(at("field"), Code::Duplicate, message));
        }
        let column = folded(&one.column);
        if column.is_empty() {
            let message = "no column is named; the name in the header is needed".to_owned();
            found.push(problem(at("column"), Code::MissingText, message));
        } else if !columns.insert(column) {
            let message = format!(
                "the column `{}` is two fields; it can be one",
                cut(&one.column)
            );
            found.push(problem(at("column"), Code::Duplicate, message));
        }
    }
    found.extend(wrong_system(mapping, kind, at));
    for group in kind.needed {
        if group.iter().any(|id| fields.contains(id)) {
            continue;
        }
        let names = group.iter().filter_map(|id| kind.field(id));
        let names: Vec<&str> = names.map(|field| field.name).collect();
        let message = match names.as_slice() {
            [one] => format!(
                "no column is the {one}, without which {} cannot be read",
                kind.id
            ),
            several => format!(
                "no column is one of {}, without which {} cannot be read",
                several.join(", "),
                kind.id
            ),
        };
        found.push(problem(format!("{at}/columns"), Code::MissingText, message));
    }
    found
}

/// What is wrong with the system that a list is said to be of.
fn wrong_system(mapping: &Mapping, kind: &Kind, at: &str) -> Option<Problem> {
    let system = mapping.system.as_deref()?;
    let problem = |code, message: String| {
        Some(Problem::new(
            Document::Evidence,
            format!("{at}/system"),
            code,
            message,
        ))
    };
    if !kind.is_of_a_system() {
        let message = format!(
            "a list of {} is of no one system, so that none is said",
            kind.id
        );
        return problem(Code::UnknownName, message);
    }
    if mapping.columns.iter().any(|one| one.field == "system") {
        let message = "a column is the system, and the mapping says it too; one of them is allowed";
        return problem(Code::Duplicate, message.to_owned());
    }
    if slug(system).is_empty() {
        let message = "the system has no letter or digit in it; a name such as Zendesk is needed";
        return problem(Code::MissingText, message.to_owned());
    }
    (system.chars().count() > LONGEST)
        .then(|| {
            let message = format!(
                "the name of the system is longer than {LONGEST} characters; that is the most"
            );
            problem(Code::TooLarge, message)
        })
        .flatten()
}

/// A name as columns are compared: blanks and case do not count.
fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn cut(name: &str) -> String {
    name.chars().take(LONGEST).collect()
}

/// The column of a name, blanks and case aside.
fn place(columns: &Columns, name: &str) -> Option<usize> {
    columns.find(&folded(name))
}

/// Whether every column that the mapping reads is there.
pub(in crate::evidence) fn fits(mapping: &Mapping, columns: &Columns) -> bool {
    let mut wanted = mapping.columns.iter();
    !mapping.columns.is_empty() && wanted.all(|one| place(columns, &one.column).is_some())
}

/// Of the mappings that are remembered, the one that reads most columns of a table; of equals the last.
///
/// * `same`: the kind that the table was found to be by the names of its columns: nothing of another kind is taken.
pub(in crate::evidence) fn remembered<'a>(
    known: &'a [Mapping],
    columns: &Columns,
    same: Option<&Kind>,
) -> Option<&'a Mapping> {
    known
        .iter()
        .filter(|mapping| same.is_none_or(|kind| kind.id == mapping.kind))
        .filter(|mapping| fits(mapping, columns) && check_mapping(mapping, "").is_empty())
        .max_by_key(|mapping| mapping.columns.len())
}

/// What a table is and the reader of its rows, as a mapping says.
///
/// # Errors
///
/// Every problem of the mapping, and each column of it that the table does not have.
pub(in crate::evidence) fn open(
    mapping: &Mapping,
    columns: &Columns,
) -> Result<(&'static About, Box<dyn ReadRows>), Vec<Problem>> {
    let mut problems = check_mapping(mapping, "");
    for (number, one) in mapping.columns.iter().enumerate() {
        if place(columns, &one.column).is_none() && !folded(&one.column).is_empty() {
            problems.push(missing(number, &one.column, columns));
        }
    }
    let Some(kind) = kinds::kind(&mapping.kind).filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    columns.forget();
    let mut names = vec![""; columns.len()];
    let mut places = Vec::new();
    for one in &mapping.columns {
        let (Some(place), Some(field)) = (place(columns, &one.column), kind.field(&one.field))
        else {
            continue;
        };
        if let Some(name) = names.get_mut(place) {
            *name = field.name;
            places.push(place);
        }
    }
    let format = kind.format;
    let reader = (format.open)(&Columns::new(names)).map_err(|problem| vec![problem])?;
    let reader = match mapping.nulls.is_empty() {
        true => reader,
        false => Box::new(Without::new(reader, &mapping.nulls, places)),
    };
    Ok((format.about, reader))
}

fn missing(number: usize, name: &str, columns: &Columns) -> Problem {
    /// Names that fit on two lines of a message.
    const LISTED: usize = 12;
    let has = columns.names().iter().filter(|name| !name.is_empty());
    let listed: Vec<String> = has
        .clone()
        .take(LISTED)
        .map(|name| format!("`{}`", cut(name)))
        .collect();
    let more = if has.clone().count() > LISTED {
        ", …"
    } else {
        ""
    };
    let (name, listed) = (cut(name), listed.join(", "));
    let message = format!("the file has no column `{name}`; it has {listed}{more}");
    let at = format!("/columns/{number}/column");
    visible::problem(Problem {
        help: did_you_mean(&name, has.map(String::as_str)),
        ..Problem::new(Document::Evidence, at, Code::UnknownName, message)
    })
}
