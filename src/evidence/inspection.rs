//! What is asked of a file, and what is known of it once it has been read.

use serde::Serialize;

use super::draw::Population;
use super::formats::{Container, FORMAT, FORMAT_NAME, GeneratedTime, Report, system_of};
use super::identity::Pseudonyms;
use super::procedures::{self, Ground, capital, in_words};
use super::reading::{FileRead, Recorded};
use super::records::{Holder, holders};
use super::terms::Terms;
use super::workpaper::Workpaper;
use crate::date::Date;

/// What a file is, what it was tested for and with what result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The file itself.
    pub file: FileFacts,
    /// Id of the format, such as `aws-credential-report`.
    pub format: &'static str,
    /// Name of the format, for people.
    pub format_name: &'static str,
    /// Kind of evidence, as in the manifest.
    pub kind: &'static str,
    /// How sure the reading of this format is.
    pub trust: Trust,
    /// Encoding of the text, for people: "UTF-8", "UTF-16LE with BOM" …
    pub encoding: &'static str,
    /// In what the table came: "CSV", "JSON with base64 content", "JSON with plain content".
    pub container: &'static str,
    /// The day that the file shows, in UTC.
    pub as_of: Option<Date>,
    /// Where `as_of` comes from.
    pub as_of_basis: AsOfBasis,
    /// First and last day of the events in it; none for a file that shows one day.
    pub period: Option<(Date, Date)>,
    /// What became of its rows.
    pub rows: RowCounts,
    /// What it is about: an id such as `aws-8196`, made from the last four
    /// digits of the account number; `aws` when that is not one and the same.
    pub system: String,
    /// Ids of the controls that it can support.
    pub supports: Vec<String>,
    /// One a procedure.
    pub workpapers: Vec<Workpaper>,
    /// What a person has to say or to look at: sentences.
    pub questions: Vec<String>,
    /// Which account is in which row, for the person at the screen.
    ///
    /// The only place with names. It is shown in the tab that read the file
    /// and never saved, shared, reported or sent.
    pub key: Vec<KeyRow>,
    /// What can be drawn from it, one a workpaper. Holds what tells accounts apart: never saved, shared,
    /// reported or sent.
    #[serde(skip)]
    pub populations: Vec<Population>,
}

/// A file, without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileFacts {
    /// Name as dropped.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// How sure the reading of a format is.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Real exports of this format were read and checked by hand.
    Seen,
    /// The vendor's documentation or code was read; no export was.
    Documented,
    /// Others that read it show its shape; neither an export nor documentation was read.
    Embedded,
    /// The user said what the columns mean.
    Mapped,
}

impl Trust {
    /// The mark in words, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Seen => "checked against real exports",
            Self::Documented => "read as its vendor documents it; no real export was seen",
            Self::Embedded => "read as other tools read it; no real export was seen",
            Self::Mapped => "read as you said what its columns mean",
        }
    }
}

/// Where the day of a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsOfBasis {
    /// It stands in the file.
    InFile,
    /// The user said it.
    Stated,
    /// Nobody said it.
    Unknown,
}

/// What became of the rows below the header. Blank lines are in none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowCounts {
    /// Read and used.
    pub parsed: u32,
    /// Left out because an earlier row is the same, cell by cell.
    pub duplicates: u32,
    /// Left out because they could not be read, such as rows with too many cells.
    pub rejected: u32,
}

/// The account behind a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyRow {
    /// Line of the table; the header is row 1.
    pub row: u32,
    /// Name of the account as in the file.
    pub label: String,
}

/// What a file with canonical records is, with the workpapers of its items.
pub(super) fn of_records(
    read: &FileRead,
    recorded: &Recorded,
    papers: Vec<(Workpaper, Population)>,
    names: &Pseudonyms,
    terms: &Terms,
) -> Inspection {
    let Recorded {
        about,
        open_orders,
        reading,
        ..
    } = recorded;
    let as_of_basis = match (reading.as_of, read.choices.as_of) {
        (Some(_), _) => AsOfBasis::InFile,
        (None, Some(_)) => AsOfBasis::Stated,
        (None, None) => AsOfBasis::Unknown,
    };
    let (mut workpapers, mut populations): (Vec<_>, Vec<_>) = papers.into_iter().unzip();
    // What decides nothing is not drawn from.
    let mut papers = workpapers.iter();
    populations.retain(|_| papers.next().is_some_and(|p: &Workpaper| !p.observation));
    let day = |ms: i64| crate::date::Date::EPOCH.plus_days(ms.div_euclid(86_400_000));
    let mut questions = reading.questions.clone();
    if about.shows_a_day && as_of_basis == AsOfBasis::Unknown {
        questions.push(
            "The file does not say on which day it was made. Which day was it? Until that is said, what depends on \
             it stays undecided."
                .to_owned(),
        );
    }
    for column in open_orders {
        questions.push(format!(
            "Does the day or the month stand first in the column `{column}`? No date in it tells, so none is used \
             until that is said."
        ));
    }
    if read.rows.rejected > 0 {
        questions.push(format!(
            "{} could not be read. Was the file edited after the export?",
            capital(&in_words(&read.rejected))
        ));
    }
    for paper in &mut workpapers {
        paper.limits.extend(reading.limits.iter().cloned());
    }
    Inspection {
        file: read.facts.clone(),
        format: about.id,
        format_name: about.name,
        kind: about.kind,
        trust: about.trust,
        encoding: read.encoding,
        container: read.container,
        as_of: read.as_of(),
        as_of_basis,
        period: match about.shows_a_day {
            true => None,
            false => reading.span.map(|(first, last)| (day(first), day(last))),
        },
        rows: read.rows,
        system: reading
            .system
            .clone()
            .unwrap_or_else(|| about.system.to_owned()),
        supports: terms.tested(about.procedures),
        workpapers,
        questions,
        key: names
            .key()
            .map(|(pseudonym, label)| KeyRow {
                row: 0,
                label: format!("{pseudonym} {label}"),
            })
            .collect(),
        populations,
    }
}

/// Runs the procedures over a credential report and puts the result together.
pub(super) fn of_credentials(read: &FileRead, report: &Report, terms: &Terms) -> Inspection {
    let stated = read.choices.as_of.or(terms.stated_as_of);
    let (as_of, as_of_basis) = match (report.generated, stated) {
        (GeneratedTime::On(day), _) => (Some(day), AsOfBasis::InFile),
        (_, Some(day)) => (Some(day), AsOfBasis::Stated),
        (_, None) => (None, AsOfBasis::Unknown),
    };
    let rows = RowCounts {
        parsed: count(report.accounts.len()),
        duplicates: report.duplicates,
        rejected: count(report.rejected.len()),
    };
    let key = report
        .accounts
        .iter()
        .map(|account| KeyRow {
            row: account.row,
            label: account.label.clone(),
        })
        .collect();
    let system = system_of(report);
    let container = report.container.words();
    let limits = limits(report, as_of_basis);
    let asked = questions(report, stated, terms, as_of);
    let tells_key_use = report.tells_key_use;
    let holders = holders(report.accounts.clone());
    let conflicts = conflicts(&holders);
    let ground = Ground {
        holders: &holders,
        system: &system,
        as_of,
        limits: &[limits, conflicts.clone()].concat(),
        tells_key_use,
        terms,
    };
    let (workpapers, populations) = procedures::run(&ground, &read.facts.name)
        .into_iter()
        .unzip();
    Inspection {
        file: read.facts.clone(),
        format: FORMAT,
        format_name: FORMAT_NAME,
        kind: "credential-report",
        trust: Trust::Seen,
        encoding: read.encoding,
        container,
        as_of,
        as_of_basis,
        period: None,
        rows,
        system,
        supports: terms.tested(&["mfa", "key-age", "root-use"]),
        workpapers,
        questions: [asked, conflicts].concat(),
        key,
        populations,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Limits that hold for whatever is tested in this file.
fn limits(report: &Report, basis: AsOfBasis) -> Vec<String> {
    let mut limits = Vec::new();
    match basis {
        AsOfBasis::InFile => {}
        AsOfBasis::Stated => limits.push(
            "The day of the file was stated by the user; it does not stand in the file.".to_owned(),
        ),
        AsOfBasis::Unknown => limits.push(
            "The day that the file shows is not known; what was found holds for that day alone."
                .to_owned(),
        ),
    }
    if report.container == Container::Csv {
        limits.push(
            "A CSV that is cut at the end of a row looks complete; compare the number of accounts \
             with the one that AWS shows."
                .to_owned(),
        );
    }
    if report.open_end {
        limits.push(
            "The file ends without a line end in a cell of free text, so a cut inside that cell \
             would not show."
                .to_owned(),
        );
    }
    match report.rejected.as_slice() {
        [] => {}
        [row] => limits.push(format!("Row {row} could not be read and is in no count.")),
        rows => limits.push(format!(
            "{} could not be read and are in no count.",
            capital(&in_words(rows))
        )),
    }
    limits
}

fn questions(
    report: &Report,
    stated: Option<Date>,
    terms: &Terms,
    as_of: Option<Date>,
) -> Vec<String> {
    let mut questions = Vec::new();
    let mut ask = |text: String| questions.push(text);
    match (report.generated, stated) {
        (GeneratedTime::Absent, None) => ask(
            "The file does not say on which day it was made. Which day was it? Until that is said, \
             the age and last use of keys stay undecided."
                .to_owned(),
        ),
        (GeneratedTime::Unreadable, None) => ask(
            "`GeneratedTime` in the file is not a time that can be read. On which day was the \
             file made?"
                .to_owned(),
        ),
        (GeneratedTime::On(day), Some(stated)) if day != stated => ask(format!(
            "The file was said to show {stated}, but {day} stands in it, and that is what was \
             used. Is it the right file?"
        )),
        _ => {}
    }
    if let Some(day) = as_of.filter(|day| *day > terms.as_of) {
        ask(format!(
            "The file shows {day}, which is later than the day of the assessment, {}. Is one of \
             the two days wrong?",
            terms.as_of
        ));
    }
    if report.account_ids.len() > 1 {
        ask(
            "The rows belong to more than one AWS account. A credential report is about one; was \
             this file put together from several?"
                .to_owned(),
        );
    }
    if !report.accounts.iter().any(|account| account.root) {
        ask(
            "The file has no row for the root account, which every credential report has. Was it \
             filtered?"
                .to_owned(),
        );
    }
    if !report.rejected.is_empty() {
        ask(format!(
            "{} could not be read. Was the file edited after the export?",
            capital(&in_words(&report.rejected))
        ));
    }
    questions
}

/// A sentence for each account of which several rows differ, at most five.
fn conflicts(holders: &[Holder]) -> Vec<String> {
    const NAMED: usize = 5;
    let several: Vec<&Holder> = holders
        .iter()
        .filter(|holder| !holder.others.is_empty())
        .collect();
    let mut sentences: Vec<String> = several
        .iter()
        .take(NAMED)
        .map(|holder| {
            format!(
                "{} are about the same account and differ; what they agree in was tested once.",
                capital(&in_words(&holder.numbers()))
            )
        })
        .collect();
    match several.len().saturating_sub(NAMED) {
        0 => {}
        1 => sentences.push("The same holds for the rows of 1 more account.".to_owned()),
        n => sentences.push(format!("The same holds for the rows of {n} more accounts.")),
    }
    sentences
}
