//! A look at the beginning of a file: its header, some rows, and what it could be.

use serde::{Deserialize, Serialize};

use super::suggest::{Offer, offers};
use crate::evidence::decode::binary::known_binary;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::flat::Flat;
use crate::evidence::decode::head::head;
use crate::evidence::decode::rows::{Row, RowReader};
use crate::evidence::decode::stream::TextStream;
use crate::evidence::decode::{archive, json, sheet};
use crate::evidence::formats::registry;

/// Text that is looked at, in bytes.
const LOOKED_AT: usize = 256 * 1024;
/// Rows by which columns are judged.
const ROWS: usize = 100;
/// Most cells of them: a table of thousands of columns is judged by fewer rows.
const CELLS: usize = 20_000;

/// The beginning of a table, and what it could be. Stays where the file was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// The header.
    pub columns: Vec<String>,
    /// The first rows below it.
    pub rows: Vec<SampleRow>,
    /// What it could be, the likeliest first: every kind there is.
    #[serde(default, skip_deserializing)]
    pub kinds: Vec<KindOffer>,
}

/// A row as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SampleRow {
    /// Its number, as a spreadsheet shows it.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A kind of list, and which columns could be its fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KindOffer {
    /// Slug.
    pub kind: String,
    /// For people.
    pub name: String,
    /// How like it the table is; compares kinds of one table, and means nothing by itself.
    pub likeness: f64,
    /// Whether every field that it needs has a column.
    pub complete: bool,
    /// Whether it is of one system, which can be said where no column does.
    pub of_a_system: bool,
    /// Its fields.
    pub fields: Vec<FieldOffer>,
}

/// A field, and the column that it could be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldOffer {
    /// Slug.
    pub field: String,
    /// For people.
    pub name: String,
    /// What is expected in the column, in words.
    pub expects: String,
    /// Whether the list cannot be read without it.
    pub required: bool,
    /// Other fields of which one is enough: slugs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<String>,
    /// The column that is suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

/// The table at the beginning of a file; nothing for what is none, or has a single column. The keys of flat JSON are
/// columns.
///
/// * `bytes`: the whole of a spreadsheet; of a text file 300,000 bytes are enough.
/// * `complete`: whether they are the whole file, so that the last row is not cut.
#[must_use]
pub fn look(bytes: &[u8], complete: bool) -> Option<Table> {
    if archive::is_zip(bytes) {
        if !sheet::is_xlsx(bytes) {
            return None;
        }
        let workbook = sheet::sheets(bytes).ok()?;
        let mut sheets: Vec<_> = workbook.sheets.iter().collect();
        sheets.sort_by_key(|sheet| sheet.hidden);
        let tables = sheets
            .iter()
            .filter_map(|s| of_text(&sheet::as_csv(&s.rows)));
        // Of equals the first.
        return tables.reduce(|best, next| match likeness(&next) > likeness(&best) {
            true => next,
            false => best,
        });
    }
    if known_binary(bytes).is_some() {
        return None;
    }
    let mut text = String::new();
    let mut stream = TextStream::new();
    stream.push(bytes, &mut |part| text.push_str(part));
    stream.finish(&mut |part| text.push_str(part));
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut cut = !complete;
    if text.len() > LOOKED_AT {
        let end = (0..=LOOKED_AT).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        cut = true;
    }
    if json::looks_like(&text) {
        return of_json(&text);
    }
    if cut {
        text.truncate(text.rfind('\n').map_or(0, |at| at + 1));
    }
    of_text(&text)
}

fn likeness(table: &Table) -> f64 {
    table.kinds.first().map_or(f64::MIN, |kind| kind.likeness)
}

fn of_text(text: &str) -> Option<Table> {
    if text.trim_start().starts_with('<') {
        return None;
    }
    let known = |columns: &Columns| registry::table(columns).is_some();
    let head = head(text, known)?;
    let width = head.columns.len();
    if width < 2 {
        return None;
    }
    let most = ROWS.min(CELLS / width).max(1);
    let mut rows = Vec::new();
    let mut reader = RowReader::new(head.delimiter, head.lines);
    let sink = &mut |row: Row<'_>| {
        if rows.len() < most && !row.is_blank() {
            rows.push(sample(&row, width));
        }
    };
    // A quote that is not closed ends the look, not the file.
    if reader.push(text.get(head.body..)?, sink).is_ok() {
        reader.finish(sink).ok();
    }
    Some(table(&head.columns, rows))
}

/// The table of flat JSON. A single object is none: it can be read by what was said of others, and is not asked about.
fn of_json(text: &str) -> Option<Table> {
    let flat = Flat::read(text).filter(|flat| !flat.alone && flat.columns.len() > 1)?;
    let width = flat.columns.len();
    let most = ROWS.min(CELLS / width).max(1);
    let mut rows = Vec::new();
    flat.each(&mut |row| {
        if rows.len() < most && !row.is_blank() {
            rows.push(sample(&row, width));
        }
    });
    Some(table(&flat.columns, rows))
}

fn sample(row: &Row<'_>, width: usize) -> SampleRow {
    SampleRow {
        row: row.number,
        cells: (0..width).map(|place| row.cell(place).to_owned()).collect(),
    }
}

fn table(columns: &Columns, rows: Vec<SampleRow>) -> Table {
    let kinds = offers(columns, &rows);
    Table {
        columns: columns.names().to_vec(),
        kinds: kinds.iter().map(|offer| told(offer, columns)).collect(),
        rows,
    }
}

fn told(offer: &Offer, columns: &Columns) -> KindOffer {
    let kind = offer.kind;
    let fields = kind.fields.iter().zip(&offer.places);
    KindOffer {
        kind: kind.id.to_owned(),
        name: kind.name.to_owned(),
        likeness: offer.likeness,
        complete: offer.complete,
        of_a_system: kind.is_of_a_system(),
        fields: fields
            .map(|(field, place)| {
                let alternatives = kind
                    .needed
                    .iter()
                    .find(|g| g.len() > 1 && g.contains(&field.id));
                let others = alternatives.into_iter().flat_map(|group| group.iter());
                FieldOffer {
                    field: field.id.to_owned(),
                    name: field.name.to_owned(),
                    expects: field.look.words().to_owned(),
                    required: kind.requires(field),
                    or: others
                        .filter(|id| **id != field.id)
                        .map(|id| (*id).to_owned())
                        .collect(),
                    column: place.map(|place| columns.name(place).to_owned()),
                }
            })
            .collect(),
    }
}
