//! What has to be held whole: a JSON document, a spreadsheet, a credential report.

use super::outcome::{Counts, done, hash};
use super::text::{Text, is_known};
use super::{Choices, Content, FileRead, MOST_HELD, Recorded};
use crate::error::{Code, Error, shown};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::head::head;
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::decode::{elements, json, refused, sheet};
use crate::evidence::formats::registry::{self, Reading};
use crate::evidence::formats::{self, GeneratedTime};
use crate::evidence::inspection::{FileFacts, RowCounts};
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
    if let Content::Records(recorded) = &mut read.content {
        let saved = workbook.modified.or(workbook.created);
        recorded.reading.saved = saved.and_then(|s| s.get(..10)?.parse().ok());
        if let Some(sheet) = found.filter(|sheet| sheet.hidden) {
            recorded.reading.questions.push(format!(
                "What was read stands in the hidden sheet `{}` of the workbook. Is that the list you meant?",
                shown(&sheet.name)
            ));
        }
    }
    Ok(read)
}

/// A JSON document, or a text that no table format knows.
pub(super) fn whole(
    document: &str,
    text: &TextFacts,
    facts: FileFacts,
    choices: Choices,
) -> Result<FileRead, Error> {
    if json::looks_like(document) {
        let read = elements::read_text(document)?;
        let first = read.elements.first().map(|(_, value)| value);
        let format = first.and_then(|value| registry::json(read.shape.wrapper.as_deref(), value));
        if let Some(format) = format {
            let mut mapping = (format.open)();
            let (mut counts, mut reading) = (Counts::default(), Reading::default());
            for (place, (_, value)) in read.elements.iter().enumerate() {
                let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
                if !counts.repeats(hash(&value.to_string())) {
                    let used = mapping.element(number, value, &mut reading);
                    counts.note(number, used);
                }
            }
            mapping.end(&mut reading);
            if let Some(hint) = &read.shape.truncated_hint {
                reading.questions.push(format!(
                    "The file is not everything: {hint}. Can you export the rest and drop all of it together?"
                ));
            }
            let columns = format.keys.iter().map(|k| (*k).to_owned()).collect();
            return Ok(done(
                facts,
                "JSON",
                text,
                choices,
                format.about,
                columns,
                reading,
                counts,
            ));
        }
    }
    let report = formats::read(document)?;
    if text.replaced > 0 {
        let line = text.first_replaced_line.unwrap_or(1);
        let message = format!(
            "{} bytes are no text, the first of them in line {line}",
            text.replaced
        );
        return Err(refused(Code::NotText, message)
            .help("Export the file again, and do not open it in between.")
            .into());
    }
    let rows = RowCounts {
        parsed: u32::try_from(report.accounts.len()).unwrap_or(u32::MAX),
        duplicates: report.duplicates,
        rejected: u32::try_from(report.rejected.len()).unwrap_or(u32::MAX),
    };
    let recorded = Recorded {
        about: &formats::AWS_ACCOUNTS,
        columns: formats::AWS_COLUMNS.map(str::to_owned).to_vec(),
        open_orders: Vec::new(),
        reading: Reading {
            records: formats::records_of(&report),
            as_of: match report.generated {
                GeneratedTime::On(day) => Some(day),
                GeneratedTime::Absent | GeneratedTime::Unreadable => None,
            },
            system: Some(formats::system_of(&report)),
            ..Reading::default()
        },
    };
    Ok(FileRead {
        facts,
        encoding: text.encoding,
        container: report.container.words(),
        rows,
        rejected: report.rejected.clone(),
        choices,
        content: Content::Credentials(Box::new(report), Box::new(recorded)),
    })
}
