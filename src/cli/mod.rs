//! The commands, each through the library's public door.

mod arguments;
mod authoring;
mod calculator;
mod calibration;
mod calibration_text;
mod carry_on;
mod comparison;
mod draw;
mod dropped;
mod formats;
mod inspect;
mod key;
mod link;
mod locales;
mod mapping;
mod merge;
mod output;
mod reader;
mod requests;
mod sources;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use serde_json::Value;
use tickmark::error::{Code, Document, Error, Problem};
use tickmark::evaluate;
use tickmark::evidence::MAX_BYTES;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::Content;
use tickmark::input::control::Severity;
use tickmark::input::{self, Engagement, read};
use tickmark::plan::fixes::Limits;
use tickmark::report::Format;

use arguments::{Arguments, USAGE};
use output::{Outcome, Trouble, json, print, print_words, tell, usage};

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
                "layout", "previous", "brand", "template", "locale",
            ],
        )?),
        "inspect" => inspect::run(&Arguments::read(
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
        "verify" => verify::run(&Arguments::read(
            parser,
            &[
                "as-of", "content", "days", "until", "names", "format", "locale",
            ],
        )?),
        "share" => link::share(&Arguments::read(
            parser,
            &[
                "as-of",
                "base",
                "content",
                "days",
                "until",
                "organisation",
                "output",
                "passphrase-file",
                "redact",
            ],
        )?),
        "open" => link::open(&Arguments::read(
            parser,
            &["content", "format", "output", "passphrase-file"],
        )?),
        "merge" => merge::run(&Arguments::read(parser, &["content", "output", "prefer"])?),
        "carry-on" => carry_on::run(&Arguments::read(
            parser,
            &["as-of", "content", "end", "format", "output", "start"],
        )?),
        "requests" => requests::run(&Arguments::read(parser, &["content", "format", "output"])?),
        "compare" => comparison::run(&Arguments::read(parser, &["content", "format", "output"])?),
        "calc" => calculator::calc(parser),
        "sample" => draw::sample(&Arguments::read(
            parser,
            &["as-of", "format", "control", "seed", "content"],
        )?),
        "list" => authoring::list(&Arguments::read(parser, &["content", "locale"])?),
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
            "`{other}` is not a command; known: check, assess, verify, share, open, merge, carry-on, requests, inspect, compare, sample, calc, list, schema, lint, compile, migrate, simulate, calibrate"
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
            None => match document(path, Document::Assessment) {
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
        print_words(None, &format!("{}: no problem found\n", path.display()))?;
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
    let format = arguments.format.as_deref().unwrap_or("md");
    formats::fits(arguments, format)?;
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let speech = locales::of_report(arguments, own.as_ref(), content)?;
    let content = speech.as_ref().map_or(content, |s| &s.content);
    let engagement = engaged(path, evidence, arguments, content)?;
    let report = speech.as_ref().and_then(|s| s.report.clone());
    let copy = reader::Copy::read(arguments, &engagement.source, content, report)?;
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, limits(arguments, &engagement)?);
    let text = match (format, Format::named(format)) {
        ("json", _) => json(&outcome.with(&engagement, &advice)),
        (_, Some(format @ (Format::Markdown | Format::Html))) => copy
            .in_time(|| outcome.report_with(&engagement, &advice, format, &copy.reader()))
            .map_err(|e| Trouble::In(path.clone(), e))?,
        _ => {
            let done = formats::write(
                arguments,
                format,
                &outcome,
                (&engagement, &advice),
                copy.trend(),
            )?;
            return Ok(reached(arguments, &engagement, &outcome, done));
        }
    };
    let done = print(arguments.output.as_deref(), &text)?;
    Ok(reached(arguments, &engagement, &outcome, done))
}

/// `done`, or exit code 1 where there is a gap of the severity that `--fail-on` names.
fn reached(
    arguments: &Arguments,
    engagement: &input::Engagement<'_>,
    outcome: &tickmark::Outcome,
    done: ExitCode,
) -> ExitCode {
    let reaches = |severity: Severity| {
        outcome.plan.gaps.iter().any(|gap| {
            engagement
                .catalogue
                .control(&gap.control)
                .is_some_and(|c| c.severity >= severity)
        })
    };
    if arguments.fail_on.is_some_and(reaches) {
        ExitCode::from(1)
    } else {
        done
    }
}

/// The saved assessment with the evidence beside it, checked and resolved.
fn engaged<'c>(
    path: &Path,
    evidence: &[PathBuf],
    arguments: &Arguments,
    content: &'c Content,
) -> Outcome<Engagement<'c>> {
    let mut file = assessment(path, content)?;
    if let Some(day) = arguments.as_of {
        file.as_of = day;
    }
    if let Some(last) = dropped::all_received(evidence, &file, content)?.pop() {
        file.evidence = last.evidence;
    }
    input::engagement(file, content).map_err(|e| Trouble::In(path.into(), hinted(e, arguments)))
}

/// What there is to spend on fixes.
fn limits(arguments: &Arguments, engagement: &Engagement<'_>) -> Outcome<Limits> {
    if let Some(until) = arguments.until.filter(|day| *day < engagement.as_of) {
        return Err(Trouble::Usage(format!(
            "--until: {until} is before the day of the assessment, {}; name that day or a later one",
            engagement.as_of
        )));
    }
    Ok(Limits {
        person_days: arguments.days,
        until: arguments.until,
    })
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
    let read = Content::read(document(path, Document::Questionnaire)?, &base.catalogue);
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
    input::assessment_file(document(path, Document::Assessment)?, content)
        .map_err(|e| Trouble::In(path.into(), e))
}

/// A JSON file as a value.
fn document(path: &Path, kind: Document) -> Outcome<Value> {
    let trouble = |problem: Problem| Trouble::In(path.into(), problem.into());
    let text = String::from_utf8(bytes(path)?).map_err(|_| {
        trouble(Problem::new(
            kind,
            "",
            Code::NotText,
            "this is not UTF-8 text; a Tickmark document is JSON in UTF-8",
        ))
    })?;
    read::json(&text, kind).map_err(trouble)
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
