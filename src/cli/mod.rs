//! The commands, each through the library's public door.

mod arguments;
mod authoring;
mod calculator;
mod calibration;
mod calibration_text;
mod comparison;
mod draw;
mod dropped;
mod key;
mod mapping;
mod output;
mod sources;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use lexopt::prelude::*;
use serde_json::Value;
use tickmark::date::Date;
use tickmark::error::{Code, Document, Error, Problem};
use tickmark::evaluate;
use tickmark::evidence::MAX_BYTES;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::Content;
use tickmark::input::control::Severity;
use tickmark::input::manifest::table::written;
use tickmark::input::{self, Received, read};
use tickmark::plan::fixes::Limits;
use tickmark::report::Format;

use arguments::{Arguments, USAGE};
use output::{Outcome, Trouble, described, json, print, tell, tell_beside, usage};

/// Runs the command line; what goes wrong is told, and is exit code 2.
pub(crate) fn main() -> ExitCode {
    run().unwrap_or_else(|trouble| {
        tell(&trouble);
        ExitCode::from(2)
    })
}

fn run() -> Outcome<ExitCode> {
    let mut parser = lexopt::Parser::from_env();
    let command = match parser.next().map_err(usage)? {
        Some(Value(word)) => word.to_string_lossy().into_owned(),
        Some(Long("version") | Short('V')) => {
            return print(None, concat!("tickmark ", env!("CARGO_PKG_VERSION"), "\n"));
        }
        Some(Long("help") | Short('h')) | None => return print(None, USAGE),
        Some(other) => return Err(usage(other.unexpected())),
    };
    match command.as_str() {
        "check" => check(&Arguments::read(parser, &["content"])?),
        "assess" => assess(&Arguments::read(
            parser,
            &[
                "as-of", "format", "output", "fail-on", "content", "days", "until", "names",
            ],
        )?),
        "inspect" => inspect(&Arguments::read(
            parser,
            &[
                "as-of",
                "format",
                "assessment",
                "content",
                "mapping",
                "output",
                "key",
            ],
        )?),
        "compare" => comparison::run(&Arguments::read(parser, &["content", "format", "output"])?),
        "calc" => calculator::calc(parser),
        "sample" => draw::sample(&Arguments::read(
            parser,
            &["as-of", "format", "control", "seed", "content"],
        )?),
        "list" => authoring::list(&Arguments::read(parser, &["content"])?),
        "schema" => authoring::schema(&Arguments::read(parser, &["output"])?),
        "lint" => authoring::lint(&Arguments::read(parser, &["content"])?),
        "compile" => authoring::compile(&Arguments::read(parser, &["content", "output"])?),
        "migrate" => authoring::migrate(&Arguments::read(parser, &["content", "output", "to"])?),
        "simulate" => calibration::simulate(&Arguments::read(
            parser,
            &["companies", "seed", "format", "content"],
        )?),
        "calibrate" => calibration::calibrate(&Arguments::read(
            parser,
            &["base", "format", "output", "content"],
        )?),
        "help" => print(None, USAGE),
        other => Err(Trouble::Usage(format!(
            "`{other}` is not a command; known: check, assess, inspect, compare, sample, calc, list, schema, lint, compile, migrate, simulate, calibrate"
        ))),
    }
}

fn check(arguments: &Arguments) -> Outcome<ExitCode> {
    if arguments.files.is_empty() {
        return Err(Trouble::Usage("check needs a file".to_owned()));
    }
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let mut sound = true;
    for path in &arguments.files {
        let problems = match dropped::manifest(path)? {
            Some(bytes) => match input::manifest_file(&bytes, content) {
                Ok(entries) => Some(Error::Input(mapping::problems(
                    &entries,
                    Document::Evidence,
                ))),
                Err(error) => Some(error),
            },
            None => match document(path) {
                Ok(value) => {
                    let mut found = input::problems(value.clone(), content);
                    if let (true, Ok(file)) =
                        (found.is_empty(), input::assessment_file(value, content))
                    {
                        found = mapping::problems(&file.evidence, Document::Assessment);
                    }
                    Some(Error::Input(found))
                }
                Err(Trouble::In(_, error)) => Some(error),
                Err(other) => return Err(other),
            },
        };
        match problems {
            Some(Error::Input(problems)) if problems.is_empty() => {}
            None => {}
            Some(error) => {
                sound = false;
                tell(&Trouble::In(path.clone(), hinted(error, arguments)));
                continue;
            }
        }
        print(None, &format!("{}: no problem found\n", path.display()))?;
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

fn assess(arguments: &Arguments) -> Outcome<ExitCode> {
    let Some((path, evidence)) = arguments.files.split_first() else {
        return Err(Trouble::Usage("assess needs an assessment file".to_owned()));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let mut file = assessment(path, content)?;
    if let Some(day) = arguments.as_of {
        file.as_of = day;
    }
    if let Some(last) = dropped::all_received(evidence, &file, content)?.pop() {
        file.evidence = last.evidence;
    }
    let engagement = input::engagement(file, content)
        .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    if let Some(until) = arguments.until.filter(|day| *day < engagement.as_of) {
        return Err(Trouble::Usage(format!(
            "--until: {until} is before the day of the assessment, {}; name that day or a later one",
            engagement.as_of
        )));
    }
    let outcome = evaluate(&engagement);
    let limits = Limits {
        person_days: arguments.days,
        until: arguments.until,
    };
    let advice = outcome.advice(&engagement, limits);
    let format = arguments.format.as_deref().unwrap_or("md");
    let names = arguments.names.as_deref().map(key::read).transpose()?;
    let text = match (format, Format::named(format)) {
        ("json", _) if names.is_some() => {
            return Err(Trouble::Usage(
                "--names: a result in JSON has pseudonyms alone; a report, md or html, can have names"
                    .to_owned(),
            ));
        }
        ("json", _) => json(&outcome.with(&advice)),
        (_, Some(format @ (Format::Markdown | Format::Html))) => outcome
            .report_with(&engagement, &advice, format, names.as_ref())
            .map_err(|e| Trouble::In(path.clone(), e))?,
        _ => {
            return Err(Trouble::Usage(format!(
                "--format: `{format}` is not a format; known: json, md, html"
            )));
        }
    };
    let done = print(arguments.output.as_deref(), &text)?;
    let reaches = |severity: Severity| {
        outcome.plan.gaps.iter().any(|gap| {
            engagement
                .catalogue
                .control(&gap.control)
                .is_some_and(|c| c.severity >= severity)
        })
    };
    Ok(if arguments.fail_on.is_some_and(reaches) {
        ExitCode::from(1)
    } else {
        done
    })
}

fn inspect(arguments: &Arguments) -> Outcome<ExitCode> {
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
        "text" => print(
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

/// An error that says how a questionnaire becomes known, where one is not and none was named.
fn hinted(mut error: Error, arguments: &Arguments) -> Error {
    if let (Error::Input(problems), None) = (&mut error, &arguments.content) {
        for found in problems {
            if found.code == Code::UnknownQuestionnaire {
                let hint =
                    "`--content FILE` names the content that has a questionnaire of your own.";
                let before = found.help.take().map(|help| help + " ").unwrap_or_default();
                found.help = Some(before + hint);
            }
        }
    }
    error
}

/// The content that `--content` names.
fn own_content(arguments: &Arguments) -> Outcome<Option<Content>> {
    let Some(path) = &arguments.content else {
        return Ok(None);
    };
    let base = chosen(None)?;
    let read = Content::read(document(path)?, &base.catalogue);
    read.map(Some).map_err(|e| Trouble::In(path.clone(), e))
}

/// That content, or the one that comes with the library.
fn chosen(own: Option<&Content>) -> Outcome<&Content> {
    match own {
        Some(content) => Ok(content),
        None => input::content().map_err(|why| Trouble::Usage(why.to_string())),
    }
}

fn assessment(path: &Path, content: &Content) -> Outcome<AssessmentFile> {
    input::assessment_file(document(path)?, content).map_err(|e| Trouble::In(path.into(), e))
}

/// A JSON file as a value.
fn document(path: &Path) -> Outcome<Value> {
    let trouble = |problem: Problem| Trouble::In(path.into(), problem.into());
    let text = String::from_utf8(bytes(path)?).map_err(|_| {
        trouble(Problem::new(
            Document::Assessment,
            "",
            Code::NotText,
            "this is not UTF-8 text; a Tickmark document is JSON in UTF-8",
        ))
    })?;
    read::json(&text, Document::Assessment).map_err(trouble)
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    let trouble = |why: std::io::Error| Trouble::Usage(format!("{}: {why}", path.display()));
    // Looked at before it is read: a file of this size is refused in any case.
    let size = fs::metadata(path).map_err(trouble)?.len();
    if size > u64::try_from(MAX_BYTES).unwrap_or(u64::MAX) {
        let message = format!("the file has {size} bytes; up to {MAX_BYTES} are read");
        let problem = Problem::new(Document::Evidence, "", Code::TooLarge, message)
            .help("Export a shorter period or fewer columns.");
        return Err(Trouble::In(path.into(), problem.into()));
    }
    fs::read(path).map_err(trouble)
}
