//! A credential report, inspected: what it is, what it was tested for, what it leaves open.

use super::credential_records::{Holder, holders};
use super::formats::{Container, GeneratedTime, Report, system_of};
use super::inspection::{AsOfBasis, Inspection, KeyRow};
use super::procedures::{self, Ground, capital, in_words, in_words_of};
use super::reading::FileRead;
use super::terms::Terms;
use crate::date::Date;

/// The procedures that read a credential report.
const TESTED: &[&str] = &[
    "leaver-access",
    "leaver-use",
    "orphan-accounts",
    "mfa",
    "key-age",
    "password-use",
    "root-use",
];

/// Runs the procedures over a credential report and puts the result together.
pub(super) fn of_credentials(read: &FileRead, report: &Report, terms: &Terms) -> Inspection {
    let (about, reading) = read.reading();
    let stated = read.choices.as_of.or(terms.stated_as_of);
    let (as_of, as_of_basis) = match (report.generated, stated) {
        (GeneratedTime::On(day), _) => (Some(day), AsOfBasis::InFile),
        (_, Some(day)) => (Some(day), AsOfBasis::Stated),
        (_, None) => (None, AsOfBasis::Unknown),
    };
    let key = report
        .accounts
        .iter()
        .map(|account| KeyRow {
            row: Some(account.row),
            pseudonym: None,
            numbering: None,
            label: account.label.clone(),
        })
        .collect();
    let system = system_of(report);
    let limits = limits(read, report, as_of_basis);
    let asked = questions(read, report, stated, terms, as_of);
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
        format: about.id.to_owned(),
        format_name: about.name.to_owned(),
        kind: about.kind,
        trust: about.trust,
        encoding: read.encoding.to_owned(),
        container: read.container.to_owned(),
        as_of,
        as_of_basis,
        period: None,
        rows: read.rows,
        columns_ignored: read.recorded.ignored.clone(),
        system,
        supports: terms.tested(TESTED),
        workpapers,
        questions: [asked, conflicts, reading.questions.clone()].concat(),
        asks_order: false,
        asks_day: as_of_basis != AsOfBasis::InFile,
        mapping: None,
        numbering: None,
        key,
        populations,
    }
}

/// Limits that hold for whatever is tested in this file.
fn limits(read: &FileRead, report: &Report, basis: AsOfBasis) -> Vec<String> {
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
    let named = capital(&in_words_of(&read.rejected, read.rows.rejected));
    match read.rows.rejected {
        0 => {}
        1 => limits.push(format!("{named} could not be read and is in no count.")),
        _ => limits.push(format!("{named} could not be read and are in no count.")),
    }
    limits
}

fn questions(
    read: &FileRead,
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
    if read.rows.rejected > 0 {
        ask(format!(
            "{} could not be read. Was the file edited after the export?",
            capital(&in_words_of(&read.rejected, read.rows.rejected))
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
