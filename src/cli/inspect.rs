//! `inspect`: what files are, and what the procedures find in them.

use std::process::ExitCode;

use tickmark::date::Date;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::Content;
use tickmark::input::manifest::table::written;
use tickmark::input::{self, Received};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, described, json, print, print_words, tell_beside};
use super::{assessment, chosen, dropped, key, mapping, own_content};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    if arguments.files.is_empty() && arguments.assessment.is_none() {
        return Err(Trouble::Usage("inspect needs a file".to_owned()));
    }
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let file = match &arguments.assessment {
        Some(path) => assessment(path, content)?,
        None => stand_in(arguments.as_of, content)?,
    };
    let said = arguments
        .mapping
        .as_deref()
        .map(mapping::read)
        .transpose()?;
    if said.is_some() && arguments.files.len() != 1 {
        return Err(Trouble::Usage(
            "--mapping says what the columns of one file are: name that file alone".to_owned(),
        ));
    }
    let files = &arguments.files;
    let gave = match dropped::received(files, &file, arguments.as_of, said.as_ref(), content) {
        Err(Trouble::Unmapped(path, why, table)) => {
            print(None, &json(&mapping::suggested(&table)))?;
            return Err(Trouble::Unmapped(path, why, table));
        }
        gave => gave?,
    };
    let written = found(arguments, gave.received, &file)?;
    gave.refused.iter().for_each(tell_beside);
    Ok(match gave.refused.is_empty() {
        true => written,
        false => ExitCode::from(2),
    })
}

/// Writes what was found in files.
fn found(
    arguments: &Arguments,
    mut all: Vec<Received>,
    file: &AssessmentFile,
) -> Outcome<ExitCode> {
    if arguments.assessment.is_none() {
        // Nobody has said anything that a list could differ from.
        all.iter_mut().for_each(|received| received.differs.clear());
    }
    if let Some(path) = &arguments.key {
        key::write(path, &all)?;
    }
    match arguments.format.as_deref().unwrap_or("text") {
        "json" => {
            let entries: Vec<_> = all.iter().flat_map(|r| &r.entries).collect();
            print(arguments.output.as_deref(), &json(&entries))
        }
        "text" => print_words(
            arguments.output.as_deref(),
            &all.iter().map(described).collect::<String>(),
        ),
        "csv" => {
            let evidence = all.last().map_or(&file.evidence, |last| &last.evidence);
            // Without an assessment nobody has said for whom and for which window.
            let profile = arguments.assessment.as_ref().map(|_| &file.profile);
            print(arguments.output.as_deref(), &written(evidence, profile))
        }
        other => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json, csv"
        ))),
    }
}

/// Terms for looking at a file without an assessment: the twelve months that
/// end on its day, and the default policy values.
fn stand_in(day: Option<Date>, content: &Content) -> Outcome<AssessmentFile> {
    let end = day.map_or_else(|| "2199-12-31".to_owned(), |d| d.to_string());
    let start = day.map_or_else(
        || "2199-01-01".to_owned(),
        |d| d.plus_months(-12).plus_days(1).to_string(),
    );
    let asked = content.questionnaires.first().map(|p| &p.questionnaire);
    let categories = content.catalogue.framework.categories.iter();
    let always: Vec<&str> = categories
        .filter(|c| c.always)
        .map(|c| c.id.as_str())
        .collect();
    let value = serde_json::json!({
        "format": "tickmark-assessment", "version": 1, "asOf": end,
        "questionnaire": { "id": asked.map(|q| &q.id), "version": asked.map(|q| &q.version) },
        "profile": { "type": 2, "categories": always, "window": { "start": start, "end": end } },
    });
    input::assessment_file(value, content).map_err(|why| Trouble::Usage(why.to_string()))
}
