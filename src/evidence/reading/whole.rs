//! What has to be held whole: a JSON document, a spreadsheet.

use serde_json::Value;

use super::outcome::{Counts, broken, done, hash};
use super::text::{Text, is_known};
use super::{Choices, FileRead, MOST_HELD};
use crate::error::{Code, Error, shown};
use crate::evidence::decode::columns::Columns;
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
    let first = read.elements.first().map(|(_, value)| value);
    let format = first.and_then(|value| registry::json(read.shape.wrapper.as_deref(), value));
    let hint = read.shape.truncated_hint;
    let values: Vec<Value> = read.elements.into_iter().map(|(_, value)| value).collect();
    let (format, values, hint) = match format {
        Some(format) => (format, values, hint),
        None => {
            // A record that holds an array, alone or with others like it, looks as if the array were the list.
            let records = elements::documents(document)?;
            match records
                .first()
                .and_then(|first| registry::json(None, first))
            {
                Some(format) => (format, records, None),
                None => return wrapped(&formats::wrapped(document)?, text, facts, choices),
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
    if let Some(hint) = hint {
        reading.questions.push(format!(
            "The file is not everything: {hint}. Can you export the rest and drop all of it together?"
        ));
    }
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
