//! The manifest as a table: a column a key, with dots for nesting, and a row an entry.
//!
//! ```text
//! "format","version","id","title","kind","file.name","controls"
//! "tickmark-evidence","1","ir-plan","Incident response plan","document","ir.pdf","IR-01; IR-02"
//! ```
//!
//! Several stand in a cell with `;` between them; a `;` or `\` of their own has a `\` before it. A cell that a
//! spreadsheet would take for a formula has a `'` before it, which is no part of what it says. What was found in
//! files is no part of a table: that is kept in JSON.

mod cells;
mod written;

use serde_json::{Map, Value};

use super::{Entry, MANIFEST_FORMAT, MANIFEST_VERSION, Manifest};
use crate::error::{Code, Document, Error, Problem, did_you_mean, shown};
use crate::evidence::listing::{self, COLUMNS, Column};
use crate::input::read;

pub use written::written;

/// A manifest that was read from a table, with the place of each entry.
pub(in crate::input) struct Listed {
    /// The manifest.
    pub(in crate::input) manifest: Manifest,
    /// The row of each entry, as a spreadsheet numbers it: the header is row 1.
    rows: Vec<u64>,
}

/// What a column of this table is.
enum Place {
    Known(&'static Column),
    /// A key that nothing knows, as the table writes it.
    Strange(String),
    Nameless,
}

/// Reads a table.
///
/// # Errors
///
/// What is wrong with cells, and the first problem of shape of each row, by row and column.
pub(in crate::input) fn listed(text: &str) -> Result<Listed, Error> {
    let Some(delimiter) = listing::delimiter(text) else {
        let message = "the first line names no columns of a list of evidence; it has at least \
                       id, title, kind and file.name";
        return Err(problem(Code::WrongDocument, message).into());
    };
    let mut rows = listing::rows(text, delimiter)?.into_iter();
    let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
    let places = places(&header)?;
    let mut whole = Map::new();
    let mut told: Vec<(String, u64)> = Vec::new();
    let mut problems = Vec::new();
    let (mut entries, mut numbers) = (Vec::new(), Vec::new());
    for (number, cells) in rows {
        let mut entry = Map::new();
        for (i, cell) in cells.iter().enumerate() {
            let cell = listing::plain(cell.trim());
            if cell.is_empty() {
                continue;
            }
            let found = match places.get(i) {
                Some(Place::Known(column)) => cells::value(column.holds, &cell)
                    .and_then(|value| match column.of_list {
                        true => of_list(&mut whole, &mut told, column.name, value, number),
                        false => cells::put(&mut entry, column.name, value),
                    })
                    .map_err(|why| at(number, column.name, &why)),
                Some(Place::Strange(name)) => {
                    entry.insert(name.clone(), cells::strange(&cell));
                    Ok(())
                }
                Some(Place::Nameless) | None => Err(at(
                    number,
                    &format!("number {}", i + 1),
                    "a cell stands here, and the header has no name for its column",
                )),
            };
            problems.extend(found.err());
        }
        if entry.is_empty() {
            continue;
        }
        cells::one_attestation(&mut entry);
        match read::typed::<Entry>(Value::Object(entry), Document::Evidence) {
            Ok(entry) => {
                entries.push(entry);
                numbers.push(number);
            }
            Err(why) => problems.push(placed(why, number)),
        }
    }
    let manifest = framed(whole, &told);
    match (manifest, problems.is_empty()) {
        (Ok(manifest), true) => Ok(Listed {
            manifest: Manifest {
                evidence: entries,
                ..manifest
            },
            rows: numbers,
        }),
        (found, _) => {
            problems.extend(found.err());
            Err(Error::Input(problems))
        }
    }
}

impl Listed {
    /// A problem of the manifest by its row and column.
    pub(in crate::input) fn placed(&self, problem: Problem) -> Problem {
        let rest = problem.at.strip_prefix("/evidence/").unwrap_or_default();
        let (place, inner) = rest.split_once('/').unwrap_or((rest, ""));
        let row = place.parse().ok().and_then(|i: usize| self.rows.get(i));
        match row {
            Some(row) => placed(
                Problem {
                    at: format!("/{inner}"),
                    ..problem
                },
                *row,
            ),
            None => Problem {
                at: String::new(),
                ..problem
            },
        }
    }
}

/// What the columns are.
fn places(header: &[String]) -> Result<Vec<Place>, Error> {
    let mut found = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for cell in header {
        let cell = listing::plain(cell.trim());
        let name = listing::named(&cell);
        if name.is_empty() {
            found.push(Place::Nameless);
            continue;
        }
        if names.contains(&name) {
            let message = format!("row 1: the column `{}` is there twice", shown(&cell));
            problems.push(problem(Code::Duplicate, &message));
        }
        let known = COLUMNS.iter().find(|c| c.name.to_lowercase() == name);
        found.push(match known {
            Some(column) => Place::Known(column),
            None if ["workpapers", "terms"].contains(&name.as_str()) => {
                let message = format!("row 1: `{name}` cannot stand in a table");
                problems.push(problem(Code::UnknownKey, &message).help(
                    "What was found in files is kept in the saved assessment, which is JSON.",
                ));
                Place::Nameless
            }
            None => Place::Strange(cell),
        });
        names.push(name);
    }
    match problems.is_empty() {
        true => Ok(found),
        false => Err(Error::Input(problems)),
    }
}

/// The key that was perhaps meant, as a question: one of the same part.
pub(super) fn meant(key: &str) -> Option<String> {
    let (part, last) = key.rsplit_once('.').unwrap_or(("", key));
    let beside = COLUMNS.iter().filter(|c| !c.of_list).filter_map(|c| {
        let inner = match part {
            "" => c.name,
            part => c.name.strip_prefix(part)?.strip_prefix('.')?,
        };
        inner.split('.').next()
    });
    did_you_mean(last, beside)
}

/// What a row says of the whole list.
fn of_list(
    whole: &mut Map<String, Value>,
    told: &mut Vec<(String, u64)>,
    name: &str,
    value: Value,
    row: u64,
) -> Result<(), String> {
    let pointer = format!("/{}", name.replace('.', "/"));
    let before = told.iter().find(|(known, _)| known == name);
    if let Some((_, first)) = before {
        let known = Value::Object(whole.clone()).pointer(&pointer).cloned();
        return match known.as_ref() == Some(&value) {
            true => Ok(()),
            false => Err(format!(
                "another value than in row {first}; it is said of the whole list, and is the same in every row"
            )),
        };
    }
    told.push((name.to_owned(), row));
    cells::put(whole, name, value)
}

/// The manifest without its entries.
fn framed(mut whole: Map<String, Value>, told: &[(String, u64)]) -> Result<Manifest, Problem> {
    let format = Value::from(MANIFEST_FORMAT);
    whole.entry("format").or_insert(format);
    whole.entry("version").or_insert(1.into());
    whole.insert("evidence".to_owned(), Value::Array(Vec::new()));
    let whole = Value::Object(whole);
    read::header(
        &whole,
        MANIFEST_FORMAT,
        MANIFEST_VERSION,
        Document::Evidence,
    )
    .and_then(|()| read::typed(whole, Document::Evidence))
    .map_err(|why| {
        let column = column_of(&why.at);
        let row = told.iter().find(|(name, _)| *name == column);
        placed(why, row.map_or(1, |(_, row)| *row))
    })
}

/// The column of a place in an entry.
fn column_of(pointer: &str) -> String {
    let path = pointer.trim_start_matches('/').replace('/', ".");
    let inside = |c: &&Column| path == c.name || path.starts_with(&format!("{}.", c.name));
    let first = || COLUMNS.iter().filter(inside).max_by_key(|c| c.name.len());
    first().map_or(path.clone(), |c| c.name.to_owned())
}

fn placed(problem: Problem, row: u64) -> Problem {
    let missing = problem.message.strip_prefix("the key `");
    let missing = missing.and_then(|rest| rest.strip_suffix("` is missing"));
    let (pointer, message) = match missing {
        Some(key) => (format!("{}/{key}", problem.at), "nothing stands here"),
        None => (problem.at.clone(), problem.message.as_str()),
    };
    let message = match column_of(&pointer).as_str() {
        "" => format!("row {row}: {message}"),
        column => format!("row {row}, column `{column}`: {message}"),
    };
    Problem {
        at: String::new(),
        message,
        ..problem
    }
}

fn at(row: u64, column: &str, why: &str) -> Problem {
    let message = match column.starts_with("number ") {
        true => format!("row {row}, column {column}: {why}"),
        false => format!("row {row}, column `{column}`: {why}"),
    };
    problem(Code::WrongShape, &message)
}

fn problem(code: Code, message: &str) -> Problem {
    Problem::new(Document::Evidence, "", code, message)
}
