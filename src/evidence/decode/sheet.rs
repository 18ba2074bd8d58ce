//! Spreadsheets (`.xlsx`) to cells as text.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::archive;
use super::refused;
use crate::date::Date;
use crate::error::{Code, Problem};

/// Most cells of a workbook, the blank ones before a filled one and the rows
/// above it included. A cell is 24 bytes and its text some 30 more, so that this
/// many are half a gigabyte, of the four that the browser's module can address.
const CELLS: usize = 10_000_000;
/// Most bytes of text in all cells together: many cells may show one long text
/// that the file has once.
const TEXT: usize = 200_000_000;
/// The size of a sheet: more rows and columns do not exist.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
/// Most sheets: each may name the same part of the file again.
const SHEETS: usize = 255;

/// What a spreadsheet holds.
#[derive(Debug)]
pub(in crate::evidence) struct Workbook {
    /// Its sheets of cells, in their order; charts are left out.
    pub(in crate::evidence) sheets: Vec<Sheet>,
    /// When it was created, as the file says it (RFC 3339).
    pub(in crate::evidence) created: Option<String>,
    /// When it was last saved, as the file says it (RFC 3339).
    pub(in crate::evidence) modified: Option<String>,
}

/// One sheet.
#[derive(Debug)]
pub(in crate::evidence) struct Sheet {
    /// Its name.
    pub(in crate::evidence) name: String,
    /// Whether it is hidden.
    pub(in crate::evidence) hidden: bool,
    /// Its rows from row 1 on, blank ones included; a row ends with its last filled cell.
    ///
    /// Texts are as they are, truth values `true` and `false`, whole numbers
    /// without point, dates and times ISO 8601 without zone, errors blank.
    pub(in crate::evidence) rows: Vec<Vec<String>>,
}

/// Whether the bytes are a spreadsheet of this kind.
pub(in crate::evidence) fn is_xlsx(bytes: &[u8]) -> bool {
    archive::is_zip(bytes)
        && archive::open(bytes).is_ok_and(|archive| {
            archive
                .file_names_raw()
                .any(|name| is(name, "xl/workbook.xml"))
        })
}

/// Whether the name of a part is this one, as spreadsheet programs compare them.
fn is(name: &[u8], part: &str) -> bool {
    name.len() == part.len()
        && name.iter().zip(part.bytes()).all(|(found, wanted)| {
            found.eq_ignore_ascii_case(&wanted) || (*found == b'\\' && wanted == b'/')
        })
}

/// The cells of a spreadsheet.
///
/// # Errors
///
/// `too-large` for more than 200 MB inflated or more cells than are read;
/// `not-text` when it is encrypted; `truncated` and `incomplete-format` when it
/// is damaged or not the spreadsheet that its table of contents says it is.
pub(in crate::evidence) fn sheets(bytes: &[u8]) -> Result<Workbook, Problem> {
    let checked = check(bytes)?;
    let mut file = Xlsx::new(Cursor::new(bytes)).map_err(|why| unreadable(&why))?;
    let wanted: Vec<(String, bool)> = file
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if wanted.len() > SHEETS {
        let message = format!(
            "the spreadsheet has {} sheets; at most {SHEETS} are read",
            wanted.len()
        );
        return Err(refused(Code::TooLarge, message).help(FEWER));
    }
    let mut budget = Budget {
        cells: CELLS,
        text: TEXT,
    };
    let mut sheets = Vec::with_capacity(wanted.len());
    for (name, hidden) in wanted {
        let rows = rows(&mut file, &name, &mut budget)?;
        sheets.push(Sheet { name, hidden, rows });
    }
    Ok(Workbook {
        sheets,
        created: checked.created,
        modified: checked.modified,
    })
}

const FEWER: &str = "Save the sheet that is needed as CSV in UTF-8 and drop that file.";

/// What may still be read.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    fn spend(&mut self, cells: usize, text: usize) -> Result<(), Problem> {
        match (self.cells.checked_sub(cells), self.text.checked_sub(text)) {
            (Some(cells), Some(text)) => {
                *self = Self { cells, text };
                Ok(())
            }
            (None, _) => Err(refused(
                Code::TooLarge,
                format!("the spreadsheet has more than {CELLS} cells, blank ones between included"),
            )
            .help(FEWER)),
            (_, None) => Err(refused(
                Code::TooLarge,
                format!("the cells of the spreadsheet have more than {TEXT} bytes of text"),
            )
            .help(FEWER)),
        }
    }
}

/// The rows of one sheet, read cell by cell: what the sheet says about its own size is not believed.
fn rows(
    file: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut reader = file
        .worksheet_cells_reader(name)
        .map_err(|why| unreadable(&why))?;
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(rows),
            // An error of a kind that is not known is an error all the same: blank.
            Err(XlsxError::CellError(_)) => {
                budget.spend(1, 0)?;
                continue;
            }
            Err(why) => return Err(unreadable(&why)),
        };
        let (row, column) = cell.get_position();
        if row >= ROWS || column >= COLUMNS {
            return Err(refused(
                Code::IncompleteFormat,
                format!("a cell stands outside the {ROWS} rows and {COLUMNS} columns of a sheet"),
            ));
        }
        let text = text(cell.get_value());
        budget.spend(1, text.len())?;
        if text.is_empty() {
            continue;
        }
        let (row, column) = (row as usize, column as usize);
        if rows.len() <= row {
            budget.spend(row - rows.len(), 0)?;
            rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                budget.spend(column - cells.len(), 0)?;
                cells.resize_with(column + 1, String::new);
            }
            if let Some(place) = cells.get_mut(column) {
                *place = text;
            }
        }
    }
}

/// A cell as text.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => of_number(*number),
        DataRef::DateTime(time) => of_time(time),
        _ => String::new(),
    }
}

/// A number without exponent, and without point when it is whole.
fn of_number(number: f64) -> String {
    if number.is_finite() {
        // Not `-0`.
        (number + 0.0).to_string()
    } else {
        String::new()
    }
}

/// A date, a date and time, or a time of the day; a length of time as hours, minutes and seconds.
fn of_time(time: &ExcelDateTime) -> String {
    const DAY: f64 = 86_400_000.0;
    /// The first serial number past the year 9999.
    const END: f64 = 2_958_466.0;
    let serial = time.as_f64();
    // Negative ones and 0 are no day that a spreadsheet can show.
    if !(serial > 0.0 && serial < END) {
        return of_number(serial);
    }
    let (days, millis) = match (serial.trunc() as u64, (serial.fract() * DAY).round()) {
        (days, millis) if millis >= DAY => (days + 1, 0),
        (days, millis) => (days, millis as u64),
    };
    let clock = |hours: u64| {
        let (minutes, seconds) = (millis / 60_000 % 60, millis / 1000 % 60);
        match millis % 1000 {
            0 => format!("{hours:02}:{minutes:02}:{seconds:02}"),
            rest => format!("{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"),
        }
    };
    let hours = millis / 3_600_000;
    if time.is_duration() {
        return clock(days * 24 + hours);
    }
    if days == 0 {
        return clock(hours);
    }
    // Knows whether the workbook counts from 1900 or 1904, and rounds in the same way.
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    match Date::new(i64::from(year), i64::from(month), i64::from(day)) {
        Err(_) => of_number(serial),
        Ok(date) if millis == 0 => date.to_string(),
        Ok(date) => format!("{date}T{}", clock(hours)),
    }
}

/// What is found out before the spreadsheet is read.
struct Checked {
    created: Option<String>,
    modified: Option<String>,
}

/// Unpacks every part once without keeping it, so that reading it is safe.
///
/// Besides the size, the count of texts is looked at: memory for as many as the
/// file says is set aside while it is read.
fn check(bytes: &[u8]) -> Result<Checked, Problem> {
    let mut archive = archive::open(bytes)?;
    let mut left = archive::INFLATED;
    let mut core = Vec::new();
    for at in 0..archive.len() {
        let name = archive.by_index_data(at).map(|entry| {
            let name = entry.name_raw();
            let end = name.len().saturating_sub("sharedStrings.xml".len());
            let last = name.get(end..).unwrap_or_default();
            (is(name, "docProps/core.xml"), is(last, "sharedStrings.xml"))
        });
        let (is_core, is_strings) = name.unwrap_or((false, false));
        let mut kept = Vec::new();
        archive::inflate(&mut archive, at, &mut left, None, &mut |part| {
            if is_core || is_strings {
                // Without the zeros of UTF-16.
                kept.extend(part.iter().filter(|byte| **byte != 0));
            }
        })?;
        if is_core {
            core = kept;
        } else if claims_too_many(&kept) {
            return Err(refused(
                Code::TooLarge,
                format!("the spreadsheet says that it has more than {CELLS} texts"),
            )
            .help(FEWER));
        }
    }
    let core = String::from_utf8_lossy(&core);
    Ok(Checked {
        created: element(&core, "created"),
        modified: element(&core, "modified"),
    })
}

/// Whether a list of texts says that it has more of them than there may be cells.
fn claims_too_many(strings: &[u8]) -> bool {
    let key = b"uniqueCount";
    strings.windows(key.len()).enumerate().any(|(at, window)| {
        if window != key {
            return false;
        }
        let after = strings.get(at + key.len()..).unwrap_or_default();
        let digits = after
            .iter()
            .skip_while(|byte| !byte.is_ascii_digit() && **byte != b'>')
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.fold(0_usize, |count, digit| {
            count
                .saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'))
        });
        count > CELLS
    })
}

/// The text of the first element of this name, whatever its prefix, if it reads as a time.
fn element(xml: &str, name: &str) -> Option<String> {
    xml.split('<').find_map(|piece| {
        let (tag, text) = piece.split_once('>')?;
        let tag = tag.split_ascii_whitespace().next()?;
        let local = tag.rsplit(':').next()?;
        let text = text.trim();
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '+' | '.' | 'T' | 'Z');
        (local == name && (10..=40).contains(&text.len()) && text.chars().all(plain))
            .then(|| text.to_owned())
    })
}

/// Why a spreadsheet cannot be read. What the file says itself is not repeated.
fn unreadable(why: &XlsxError) -> Problem {
    match why {
        XlsxError::Password => refused(Code::NotText, "the spreadsheet is encrypted")
            .help("Save it without password, or save the sheet as CSV in UTF-8."),
        XlsxError::XmlEof(part) => refused(
            Code::Truncated,
            format!("a part of the spreadsheet ends in the middle, inside `{part}`"),
        )
        .help("Save the spreadsheet again."),
        _ => refused(
            Code::IncompleteFormat,
            "the spreadsheet is not written as spreadsheets of its kind are",
        )
        .help("Open it, save the sheet as CSV in UTF-8, and drop that file."),
    }
}

/// The rows of a sheet as CSV text, for the reader that every table goes through.
pub(in crate::evidence) fn as_csv(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
