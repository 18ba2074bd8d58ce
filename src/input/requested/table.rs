//! A list of requests as auditors send it: a table in any of the usual encodings, its columns under many names.

use std::collections::BTreeSet;

use super::columns::{Columns, Holds, Rows, guessed, named};
use super::{AuditorRequest, LONGEST_REQUEST, LONGEST_WORD, MOST_REQUESTS, numbered};
use crate::error::{Code, Document, Error, Problem, shown};
use crate::evidence::{OrderVerdict, Orders, listing, written_day};

/// Largest list, in bytes (J): two thousand requests of a paragraph each are smaller.
const MOST_BYTES: usize = 4_000_000;
/// A list that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub(super) rows: Vec<ListedRow>,
    /// What could not be read, a sentence each.
    pub remarks: Vec<String>,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListedRow {
    pub(super) request: AuditorRequest,
    /// Whether the list gives it no id.
    pub(super) is_unnamed: bool,
    /// Controls and criteria that other columns name.
    pub(super) hints: String,
}

/// Reads a list: a table of a file or of the clipboard, or a request a line.
///
/// # Errors
///
/// What is no text, too large, or has no column of requests.
pub fn listed(bytes: &[u8]) -> Result<Listed, Error> {
    if bytes.len() > MOST_BYTES {
        let message = format!(
            "the list has {} bytes; up to {MOST_BYTES} are read",
            bytes.len()
        );
        return Err(problem(Code::TooLarge, message).into());
    }
    let text = listing::text(bytes).ok_or_else(|| {
        let message = "a list of requests is text, and some of these bytes are none";
        problem(Code::NotText, message).help("A spreadsheet saves a table as \"CSV UTF-8\".")
    })?;
    if text.trim().is_empty() {
        return Err(problem(Code::EmptyFile, "there is nothing in the list").into());
    }
    let (rows, columns) = table(&text)?;
    let Columns {
        held: columns,
        after,
        remark,
    } = columns;
    let body = rows.get(after..).unwrap_or_default();
    few_enough(body.len(), MOST_REQUESTS)?;
    let place = |what: Holds| columns.iter().position(|c| *c == Some(what));
    let cell = |cells: &[String], what: Holds| {
        let found = place(what).and_then(|i| cells.get(i));
        tidy(&listing::plain(found.map_or("", |c| c.trim())))
    };
    let dues: Vec<String> = body
        .iter()
        .map(|(_, cells)| cell(cells, Holds::Due))
        .collect();
    let mut orders = Orders::default();
    for day in dues.iter().filter_map(|due| written_day(due)) {
        orders.note_day(day);
    }
    let order = match orders.verdict() {
        OrderVerdict::Known(order) => Some(order),
        OrderVerdict::Mixed | OrderVerdict::Open | OrderVerdict::None => None,
    };
    let mut remarks: Vec<String> = remark.into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for ((number, cells), due) in body.iter().zip(&dues) {
        let request = cell(cells, Holds::Request);
        if request.is_empty() {
            remarks.push(format!("Row {number} asks for nothing, and was left out."));
            continue;
        }
        let mut id = cell(cells, Holds::Id);
        let is_unnamed = id.is_empty();
        if is_unnamed {
            id = format!("row-{number}");
        }
        let (owner, status) = (cell(cells, Holds::Owner), cell(cells, Holds::Status));
        let words = [
            ("id", &id, LONGEST_WORD),
            ("owner", &owner, LONGEST_WORD),
            ("status", &status, LONGEST_WORD),
        ];
        for (what, text, most) in words
            .into_iter()
            .chain([("request", &request, LONGEST_REQUEST)])
        {
            let length = text.chars().count();
            if length > most {
                let message = format!(
                    "row {number}: the {what} has {length} characters; allowed: up to {most}"
                );
                return Err(problem(Code::TooLarge, message).into());
            }
        }
        if seen.contains(&id) {
            let (free, behind) = numbered(&id, |id| !seen.contains(id));
            id = free;
            remarks.push(format!(
                "Row {number} has the id of a row before; \"({behind})\" stands behind it here."
            ));
        }
        seen.insert(id.clone());
        let written = written_day(due);
        let day = written.and_then(|written| written.day(order));
        match (written, day) {
            (Some(_), None) => remarks.push(format!(
                "Row {number}: {} can be two days, so none was taken; write it 2026-10-02.",
                shown(due)
            )),
            // What stands there can be a name.
            (None, _) if !due.is_empty() => remarks.push(format!(
                "Row {number}: in column {} stands no day, so none was taken; allowed: 2026-10-02, 2 October 2026, 2.10.2026.",
                place(Holds::Due).map_or(0, |i| i + 1)
            )),
            _ => {}
        }
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        let hints = cells
            .iter()
            .zip(&columns)
            .filter(|(_, c)| **c == Some(Holds::Hint));
        found.push(ListedRow {
            is_unnamed,
            hints: hints
                .map(|(text, _)| text.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            request: AuditorRequest {
                id,
                request,
                due: day,
                owner: some(owner),
                status: some(status),
                ..AuditorRequest::default()
            },
        });
    }
    if found.is_empty() {
        return Err(problem(
            Code::EmptyFile,
            "the list has a header and asks for nothing",
        )
        .into());
    }
    Ok(Listed {
        rows: found,
        remarks,
    })
}

/// The rows, and what their columns hold.
fn table(text: &str) -> Result<(Rows, Columns), Error> {
    let mut first = None;
    let mut tables = Vec::new();
    for delimiter in [b'\t', b';', b',', b'|'] {
        match listing::rows(text, delimiter) {
            Ok(rows) => match named(&rows) {
                Some(columns) => return Ok((rows, columns)),
                None => tables.push((delimiter, rows)),
            },
            Err(why) => {
                first.get_or_insert(why);
            }
        }
    }
    if let Some(why) = first {
        return Err(why.into());
    }
    for (delimiter, rows) in tables {
        // Looked at before what stands in the columns is: one row of them names columns.
        few_enough(rows.len(), MOST_REQUESTS + 1)?;
        if let Some(columns) = guessed(&rows, delimiter == b'\t') {
            return Ok((rows, columns));
        }
    }
    // A request a line, as somebody pastes them.
    let lines: Rows = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number, vec![line.to_owned()]))
        .collect();
    if lines
        .iter()
        .any(|(_, line)| line.iter().any(|l| l.contains(['\t', ';'])))
    {
        let message = "no column of the list is known to hold the requests";
        let help = "Name it `request` in the first row; `id`, `due`, `owner`, `status` and `controls` are read as well.";
        return Err(problem(Code::WrongDocument, message).help(help).into());
    }
    let columns = Columns {
        held: vec![Some(Holds::Request)],
        after: 0,
        remark: None,
    };
    Ok((lines, columns))
}

/// Whether there are no more rows than are read.
fn few_enough(rows: usize, most: usize) -> Result<(), Error> {
    if rows > most {
        let message = format!("the list has {rows} rows; up to {MOST_REQUESTS} are read");
        return Err(problem(Code::TooLarge, message).into());
    }
    Ok(())
}

/// The text on one line, without what no eye can see.
fn tidy(cell: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let plain = cell.chars().filter(|c| !hidden(*c));
    let plain: String = plain
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn problem(code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Requests, "", code, message)
}
