//! A workbook of Excel: texts as texts, days as days, numbers as numbers, and never a formula.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::input::ExportInput;
use super::text::{LEGEND, clean, title};
use super::{lists, register};
use crate::comparison::trend::{Point, Trend};
use crate::date::Date;
use crate::plan::calendar::TaskState;
use crate::report::Material;
use crate::report::language::ENGLISH;
use crate::report::view::scene::Scene;

/// Characters that a cell of Excel holds.
const CELL: usize = 32_767;

/// What the cells of a column hold.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Long,
    Day,
    Number,
}

impl Holds {
    fn width(self) -> f64 {
        match self {
            Self::Text => 16.0,
            Self::Long => 48.0,
            Self::Day => 12.0,
            Self::Number => 11.0,
        }
    }
}

/// The looks of cells.
struct Looks {
    header: Format,
    text: Format,
    day: Format,
}

/// The workbook.
pub(super) fn workbook(material: &Material<'_>) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks {
        header: Format::new().set_bold().set_text_wrap(),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        day: Format::new()
            .set_num_format("yyyy-mm-dd")
            .set_align(FormatAlign::Top),
    };
    let mut book = Workbook::new();
    let mut properties = DocProperties::new();
    // Nothing here reads a clock: the book was made on the day of the assessment.
    if let Some(day) = excel_day(material.engagement.as_of) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    summary(book.add_worksheet(), material, &looks)?;
    let input = ExportInput::of(material);
    let register = register::table(&input);
    let rows = register.rows().map(<[String]>::to_vec);
    sheet(
        book.add_worksheet(),
        "Register",
        register.header(),
        rows,
        &looks,
    )?;
    let requests = lists::requests(&input);
    let rows = requests.rows().map(<[String]>::to_vec);
    sheet(
        book.add_worksheet(),
        "Requests",
        requests.header(),
        rows,
        &looks,
    )?;
    let header = [
        "due",
        "control",
        "name",
        "what",
        "state",
        "owner",
        "evidenceRequired",
    ];
    let rows = calendar(material).into_iter();
    sheet(book.add_worksheet(), "Calendar", &header, rows, &looks)?;
    let header = [
        "control",
        "name",
        "procedure",
        "file",
        "row",
        "finding",
        "cells",
        "assumed",
        "asOf",
    ];
    let rows = deviations(material).into_iter();
    sheet(book.add_worksheet(), "Deviations", &header, rows, &looks)?;
    if let Some(trend) = material.trend {
        let rows = stood(trend).into_iter();
        sheet(book.add_worksheet(), "Trend", &TREND, rows, &looks)?;
    }
    book.save_to_buffer()
}

/// Columns of the sheet of where things stood.
const TREND: [&str; 9] = [
    "asOf",
    "pointsLow",
    "pointsHigh",
    "expected",
    "expectedLow",
    "expectedHigh",
    "openGaps",
    "lookedAt",
    "questionnaire",
];

fn stood(trend: &Trend) -> Vec<Vec<String>> {
    let one = |p: &Point| {
        let (low, high) = p.supported;
        vec![
            p.day.to_string(),
            format!("{low:.1}"),
            format!("{high:.1}"),
            format!("{:.1}", p.outlook.expected),
            p.outlook.low.to_string(),
            p.outlook.high.to_string(),
            p.gaps.len().to_string(),
            p.looked_at.len().to_string(),
            format!("{} {}", p.questionnaire.id, p.questionnaire.version),
        ]
    };
    trend.points.iter().map(one).collect()
}

/// What a column of this name holds.
fn holds(column: &str) -> Holds {
    match column {
        "due" | "opened" | "acceptedUntil" | "asOf" | "firstSeen" | "dueBefore" => Holds::Day,
        "likelihood" | "likelihoodLow" | "likelihoodHigh" | "population" | "nonconforming"
        | "effortDays" | "leadWeeks" | "sample" | "row" | "pointsLow" | "pointsHigh"
        | "expected" | "expectedLow" | "expectedHigh" | "openGaps" | "lookedAt" => Holds::Number,
        "finding" | "expectation" | "recoverable" | "remediation" | "interimControl"
        | "evidenceRequired" | "response" | "acceptedReason" | "item" | "title" | "name"
        | "controlName" | "cells" => Holds::Long,
        _ => Holds::Text,
    }
}

fn sheet(
    sheet: &mut Worksheet,
    name: &str,
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let mut last = 0;
    for (column, name) in (0..).zip(header) {
        sheet.write_string_with_format(0, column, *name, &looks.header)?;
        sheet.set_column_width(column, holds(name).width())?;
    }
    for (at, row) in (1..).zip(rows) {
        for ((column, name), cell) in (0..).zip(header).zip(&row) {
            write(sheet, at, column, cell, holds(name), looks)?;
        }
        last = at;
    }
    sheet.set_freeze_panes(1, 1)?;
    if let Some(columns) = u16::try_from(header.len())
        .ok()
        .and_then(|n| n.checked_sub(1))
    {
        sheet.autofilter(0, 0, last, columns)?;
    }
    Ok(())
}

/// Writes a cell as what it is; what does not read as such is a text.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &str,
    holds: Holds,
    looks: &Looks,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    let day = || cell.parse::<Date>().ok().and_then(excel_day);
    match holds {
        Holds::Day => {
            if let Some(day) = day() {
                sheet.write_datetime_with_format(row, column, &day, &looks.day)?;
                return Ok(());
            }
        }
        Holds::Number => {
            if let Some(number) = cell.parse::<f64>().ok().filter(|n| n.is_finite()) {
                sheet.write_number_with_format(row, column, number, &looks.text)?;
                return Ok(());
            }
        }
        Holds::Text | Holds::Long => {}
    }
    sheet.write_string_with_format(row, column, shown(cell), &looks.text)?;
    Ok(())
}

/// The day as Excel counts days, which it does from 1900 on.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = day.parts();
    let parts = (u16::try_from(year), u8::try_from(month), u8::try_from(day));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
        _ => None,
    }
}

/// The text as a cell holds it: without what XML has no place for, cut where Excel cuts.
fn shown(text: &str) -> String {
    let whole = clean(text).replace(['\u{fffe}', '\u{ffff}'], " ");
    match whole.encode_utf16().count() > CELL {
        false => whole,
        true => {
            let mut room = CELL - 2;
            let fits = |c: &char| {
                let units = c.len_utf16();
                let fits = units <= room;
                room = room.saturating_sub(units);
                fits
            };
            let mut cut: String = whole.chars().take_while(fits).collect();
            cut.push('…');
            cut
        }
    }
}

fn summary(sheet: &mut Worksheet, material: &Material<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let engagement = material.engagement;
    let framework = &engagement.catalogue.framework;
    let window = engagement.window();
    let headline = material.forecast.headline;
    let score = material.assessment.score;
    let text = |name: &'static str, value: String| (name, value, Holds::Text);
    let rows = [
        text(
            "what",
            format!("{} self-assessment, not an attestation", framework.name),
        ),
        text("organisation", engagement.profile.organisation.clone()),
        ("as of", engagement.as_of.to_string(), Holds::Day),
        ("window begins", window.start.to_string(), Holds::Day),
        ("window ends", window.end.to_string(), Holds::Day),
        text("categories", engagement.profile.categories.join(", ")),
        text(
            "questionnaire",
            format!(
                "{} {}",
                engagement.questionnaire.title, engagement.questionnaire.version
            ),
        ),
        text(
            "questionnaire digest",
            engagement.questionnaire_sha256.to_owned(),
        ),
        text(
            "engine",
            concat!("tickmark ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
        text(
            "score supported, of 100",
            ENGLISH.points(score.supported.low, score.supported.high),
        ),
        text(
            "score claimed, of 100",
            ENGLISH.points(score.claimed.low, score.claimed.high),
        ),
        ("gaps", material.plan.gaps.len().to_string(), Holds::Number),
        text("◇ exceptions expected", ENGLISH.expected(headline.expected)),
        ("◇ likely from", headline.low.to_string(), Holds::Number),
        ("◇ likely to", headline.high.to_string(), Holds::Number),
        text("marks", LEGEND.to_owned()),
        text("limits", framework.disclaimer.clone()),
    ];
    sheet.set_name("Summary")?;
    sheet.set_column_width(0, 28.0)?;
    sheet.set_column_width(1, 90.0)?;
    for (at, (name, value, holds)) in (0..).zip(&rows) {
        sheet.write_string_with_format(at, 0, *name, &looks.header)?;
        write(sheet, at, 1, value, *holds, looks)?;
    }
    Ok(())
}

fn calendar(material: &Material<'_>) -> Vec<Vec<String>> {
    let calendar = &material.advice.calendar;
    let catalogue = material.engagement.catalogue;
    let all = calendar.overdue.iter().chain(&calendar.tasks);
    all.map(|task| {
        let control = catalogue.control(task.control);
        vec![
            task.due.to_string(),
            task.control.to_owned(),
            control.map(|c| title(&c.name, 200)).unwrap_or_default(),
            task.period.label.clone().unwrap_or_default(),
            match task.state {
                TaskState::Done => "✓ done",
                TaskState::Late => "✗ done late",
                TaskState::Claimed => "○ done, as you say",
                TaskState::Open => "open",
                TaskState::Missed => "✗ missed",
                TaskState::Unknown => "? not known",
            }
            .to_owned(),
            task.owner.clone().unwrap_or_default(),
            task.keep.join("; "),
        ]
    })
    .collect()
}

/// Every deviation that a workpaper cites, observations beside the controls too.
fn deviations(material: &Material<'_>) -> Vec<Vec<String>> {
    let engagement = material.engagement;
    let scene = Scene::of(material);
    let mut rows = Vec::new();
    for entry in &engagement.evidence {
        for paper in &entry.workpapers {
            let control = engagement.catalogue.control(&paper.control);
            for deviation in &paper.deviations {
                let cells = deviation.cells.iter();
                let cells = cells.map(|cell| format!("{}: {}", cell.column, cell.value));
                let cells: Vec<String> = cells.collect();
                rows.push(vec![
                    paper.control.clone(),
                    control.map(|c| title(&c.name, 200)).unwrap_or_default(),
                    paper.procedure.clone(),
                    scene.file_name(&entry.id),
                    deviation.row.to_string(),
                    deviation.finding.clone(),
                    cells.join("; "),
                    if deviation.assumed { "△ yes" } else { "no" }.to_owned(),
                    paper.as_of.map_or_else(String::new, |d| d.to_string()),
                ]);
            }
        }
    }
    rows
}
