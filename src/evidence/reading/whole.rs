//! What has to be held whole: a JSON document, a spreadsheet.

use serde_json::Value;

use super::outcome::{Counts, broken, done, hash};
use super::rows::Rows;
use super::text::{Text, by_mapping, is_known};
use super::{Choices, FileRead, MOST_HELD};
use crate::error::{Code, Error, Problem, shown};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::flat::Flat;
use crate::evidence::decode::head::head;
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::decode::{elements, refused, sheet};
use crate::evidence::formats::registry::{self, Reading};
use crate::evidence::formats::{self, GeneratedTime, Wrapped};
use crate::evidence::inspection::FileFacts;
use crate::evidence::mapper;

/// A spreadsheet: its sheets are tried in their order, the visible ones first.
pub(super) fn held(bytes: &[u8], facts: FileFacts, choices: Choices) -> Result<FileRead, Error> {
    if bytes.len() > MOST_HELD {
        let message = format!(
            "the file has {} bytes; at most {MOST_HELD} of an archive or spreadsheet are read",
            facts.bytes
        );
        return Err(refused(Code::TooLarge, message)
            .help("Save the sheet as CSV: a CSV file may be of any size.")
            .into());
    }
    if !sheet::is_xlsx(bytes) {
        return Err(refused(Code::NotText, "the file is an archive")
            .help("Unpack it and drop the files that are in it.")
            .into());
    }
    let workbook = sheet::sheets(bytes)?;
    let mut sheets: Vec<_> = workbook.sheets.iter().collect();
    sheets.sort_by_key(|sheet| sheet.hidden);
    let mut csv = String::new();
    let mut found = None;
    for sheet in &sheets {
        let text = sheet::as_csv(&sheet.rows);
        let wanted = |columns: &Columns| match &choices.mapping {
            Some(mapping) => mapper::fits(mapping, columns),
            None => is_known(columns) || choices.known.iter().any(|m| mapper::fits(m, columns)),
        };
        let known = head(&text, wanted);
        if known.is_some_and(|h| wanted(&h.columns)) {
            found = Some(*sheet);
            csv = text;
            break;
        }
        if csv.is_empty() {
            csv = text;
        }
    }
    let mut text = Text::new(&choices);
    text.push(csv.as_bytes());
    let mut read = text.finish(facts, choices)?;
    read.container = "spreadsheet";
    let reading = &mut read.recorded.reading;
    let saved = workbook.modified.or(workbook.created);
    reading.saved = saved.and_then(|s| s.get(..10)?.parse().ok());
    if let Some(sheet) = found.filter(|sheet| sheet.hidden) {
        reading.questions.push(format!(
            "What was read stands in the hidden sheet `{}` of the workbook. Is that the list you meant?",
            shown(&sheet.name)
        ));
    }
    Ok(read)
}

/// A JSON document.
pub(super) fn whole(
    document: &str,
    text: &TextFacts,
    facts: FileFacts,
    choices: Choices,
) -> Result<FileRead, Error> {
    let read = elements::read_text(document)?;
    if choices.mapping.is_some() {
        let more = read.shape.truncated_hint.map(not_everything);
        return flat(document, more, text, facts, choices);
    }
    let first = read.elements.first().map(|(_, value)| value);
    let format = first.and_then(|value| registry::json(read.shape.wrapper.as_deref(), value));
    let more = read.shape.truncated_hint.map(not_everything);
    let values: Vec<Value> = read.elements.into_iter().map(|(_, value)| value).collect();
    let (format, values, more) = match format {
        Some(format) => (format, values, more),
        None => {
            // A record that holds an array, alone or with others like it, looks as if the array were the list.
            let records = elements::documents(document)?;
            match records
                .first()
                .and_then(|first| registry::json(None, first))
            {
                Some(format) => (format, records, None),
                None => {
                    return match formats::wrapped(document) {
                        Ok(table) => wrapped(&table, text, facts, choices),
                        Err(problem) if problem.code == Code::UnknownFormat => {
                            flat(document, more, text, facts, choices)
                        }
                        Err(problem) => Err(problem.into()),
                    };
                }
            }
        }
    };
    let mut mapping = (format.open)();
    let (mut counts, mut reading) = (Counts::default(), Reading::default());
    for (place, value) in values.iter().enumerate() {
        let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
        if !counts.repeats(hash(&value.to_string())) {
            let used = mapping.element(number, value, &mut reading);
            counts.note(number, used);
        }
    }
    mapping.end(&mut reading);
    reading.questions.extend(more);
    let columns = format.keys.iter().map(|k| (*k).to_owned()).collect();
    Ok(done(
        facts,
        "JSON",
        text,
        choices,
        format.about,
        columns,
        reading,
        counts,
    ))
}

/// A list of objects that no format recognises, or that somebody said something of: its keys are the columns of a table.
///
/// * `more`: the question of what is not in the file, where it says that there is more.
fn flat(
    document: &str,
    more: Option<String>,
    text: &TextFacts,
    facts: FileFacts,
    choices: Choices,
) -> Result<FileRead, Error> {
    let table = Flat::read(document);
    let said = choices.mapping.clone();
    let Some(table) = table else {
        return Err(match said {
            Some(_) => {
                let message = "this is JSON, and none of which each element is an object";
                refused(Code::WrongDocument, message)
                    .help("A mapping says what the columns of a table are, or the keys of a list.")
            }
            None => unknown_json(document),
        }
        .into());
    };
    let known = || mapper::remembered(&choices.known, &table.columns, None).cloned();
    let Some(mapping) = said.or_else(known) else {
        return Err(unknown_json(document).into());
    };
    let (about, reader) = mapper::open(&mapping, &table.columns).map_err(Error::Input)?;
    let rows = Rows::of_elements(&table, about, reader);
    let mut read = by_mapping(rows, mapping, text, facts, choices)?;
    read.container = match elements::is_lines(document) {
        true => "lines of JSON",
        false => "JSON",
    };
    let questions = &mut read.recorded.reading.questions;
    questions.extend(more);
    Ok(read)
}

fn unknown_json(document: &str) -> Problem {
    match formats::wrapped(document) {
        Err(problem) if !elements::is_lines(document) => problem,
        _ => formats::unknown("lines of JSON"),
    }
}

fn not_everything(hint: impl std::fmt::Display) -> String {
    format!(
        "The file is not everything: {hint}. Can you export the rest and drop all of it together?"
    )
}

/// The credential report inside an answer, read as the table that it is.
fn wrapped(
    wrapped: &Wrapped,
    text: &TextFacts,
    facts: FileFacts,
    choices: Choices,
) -> Result<FileRead, Error> {
    let mut table = Text::new(&choices);
    table.push(wrapped.table.as_bytes());
    let mut read = table.finish(facts, choices).map_err(|why| match why {
        Error::Input(mut problems) => {
            for problem in &mut problems {
                wrapped.at.clone_into(&mut problem.at);
            }
            Error::Input(problems)
        }
        other => other,
    })?;
    read.encoding = text.encoding;
    read.container = wrapped.words();
    let reading = &mut read.recorded.reading;
    if let GeneratedTime::On(day) = wrapped.generated {
        reading.as_of = Some(day);
    }
    reading.questions.extend(broken(text));
    if let Some(report) = &mut reading.report {
        report.container = wrapped.container;
        report.generated = wrapped.generated;
    }
    Ok(read)
}

#[cfg(test)]
mod tests;
