//! What is asked of a file, and what is known of it once it has been read.

use serde::{Deserialize, Serialize};

use super::decode::columns::Columns;
use super::draw::Population;
use super::formats::kinds::kind_of;
use super::identity::Pseudonyms;
use super::kind::EvidenceKind;
use super::mapping::Mapping;
use super::procedures::{capital, in_words_of};
use super::reading::{FileRead, Recorded};
use super::terms::Terms;
use super::workpaper::Workpaper;
use crate::date::Date;

/// What a file is, what it was tested for and with what result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// The file itself.
    pub file: FileFacts,
    /// Id of the format, such as `aws-credential-report`.
    pub format: String,
    /// Name of the format, for people.
    pub format_name: String,
    /// Kind of evidence, as in the manifest.
    pub kind: EvidenceKind,
    /// How sure the reading of this format is.
    pub trust: Trust,
    /// Encoding of the text, for people: "UTF-8", "UTF-16LE with BOM" …
    pub encoding: String,
    /// In what the table came: "CSV", "JSON with base64 content", "JSON with plain content".
    pub container: String,
    /// The day that the file shows, in UTC.
    pub as_of: Option<Date>,
    /// Where `as_of` comes from.
    pub as_of_basis: AsOfBasis,
    /// First and last day of the events in it; none for a file that shows one day.
    pub period: Option<(Date, Date)>,
    /// What became of its rows.
    pub rows: RowCounts,
    /// Names of the columns of a table that nothing read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns_ignored: Vec<String>,
    /// What it is about: an id such as `aws-8196`, made from the last four
    /// digits of the account number; `aws` when that is not one and the same.
    pub system: String,
    /// Ids of the controls that it can support.
    pub supports: Vec<String>,
    /// One a procedure.
    pub workpapers: Vec<Workpaper>,
    /// What its columns were read as, where that can be changed: as somebody said, else by their names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// What a person has to say or to look at: sentences.
    pub questions: Vec<String>,
    /// Whether day or month stands first has to be said before its dates can be used.
    #[serde(default)]
    pub asks_order: bool,
    /// Whether it shows a day that does not stand in it, so that somebody has to say it.
    #[serde(default)]
    pub asks_day: bool,
    /// The numbering that pseudonyms in its workpapers are of; none where it has none.
    ///
    /// 16 hexadecimal digits, made of where the pseudonyms stand: where they are the same, so is everybody's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbering: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Real exports of this format were read and checked by hand.
    Seen,
    /// The vendor's documentation or code was read; no export was.
    Documented,
    /// Others that read it show its shape; neither an export nor documentation was read.
    Embedded,
    /// Kept by hand: read by the names of its columns.
    Mapped,
    /// Somebody said what each column is.
    Confirmed,
}

impl Trust {
    /// The mark in words, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Seen => "checked against real exports",
            Self::Documented => "read as its vendor documents it; no real export was seen",
            Self::Embedded => "read as other tools read it; no real export was seen",
            Self::Mapped => "read by the names of its columns",
            Self::Confirmed => "mapped by you",
        }
    }
}

/// Where the day of a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyRow {
    /// Line of the table; the header is row 1. Absent where a pseudonym is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The pseudonym that stands for the name in workpapers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonym: Option<String>,
    /// The numbering that the pseudonym is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbering: Option<String>,
    /// Name of the account, or the address, as files are matched by it.
    pub label: String,
}

/// Each pseudonym with the name behind it.
pub(super) fn key(names: &Pseudonyms, numbering: &str) -> impl Iterator<Item = KeyRow> {
    names.key().map(move |(pseudonym, label)| KeyRow {
        row: None,
        pseudonym: Some(pseudonym),
        numbering: Some(numbering.to_owned()),
        label: label.to_owned(),
    })
}

/// What a file with canonical records is, with the workpapers of its items.
pub(super) fn of_records(
    read: &FileRead,
    papers: Vec<(Workpaper, Population)>,
    terms: &Terms,
) -> Inspection {
    let Recorded {
        about,
        open_orders,
        reading,
        columns,
        ignored,
    } = &*read.recorded;
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
            capital(&in_words_of(&read.rejected, read.rows.rejected))
        ));
    }
    for paper in &mut workpapers {
        paper.limits.extend(reading.limits.iter().cloned());
    }
    Inspection {
        file: read.facts.clone(),
        format: about.id.to_owned(),
        format_name: about.name.to_owned(),
        kind: about.kind,
        trust: match reading.mapped {
            Some(_) => Trust::Confirmed,
            None => about.trust,
        },
        mapping: reading.mapped.clone().or_else(|| {
            let columns = Columns::new(columns.iter().map(String::as_str));
            kind_of(about).map(|kind| kind.found(&columns))
        }),
        encoding: read.encoding.to_owned(),
        container: read.container.to_owned(),
        as_of: read.as_of(),
        as_of_basis,
        period: match about.shows_a_day {
            true => None,
            false => reading.span.map(|(first, last)| (day(first), day(last))),
        },
        rows: read.rows,
        columns_ignored: ignored.clone(),
        system: reading
            .system
            .clone()
            .unwrap_or_else(|| about.system.to_owned()),
        supports: terms.tested(about.procedures),
        workpapers,
        questions,
        asks_order: !open_orders.is_empty(),
        asks_day: about.shows_a_day && reading.as_of.is_none(),
        numbering: None,
        key: Vec::new(),
        populations,
    }
}
