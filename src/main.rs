//! `tickmark`: the library on the command line. Results on stdout, problems on stderr.
//!
//! Exit codes: 0 done, 1 done and at or above `--fail-on`, 2 unusable input.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use serde::Serialize;
use serde_json::Value;
use tickmark::date::Date;
use tickmark::error::{Code, Document, Error, Problem};
use tickmark::evidence::MAX_BYTES;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::control::Severity;
use tickmark::input::{self, Received, read};
use tickmark::report::Format;
use tickmark::{evaluate, risk};

const USAGE: &str = "\
tickmark: SOC 2 readiness self-check. Not an attestation.

  tickmark check FILE…
      read saved assessments and evidence manifests, say every problem
  tickmark assess ASSESSMENT [EVIDENCE…] [--as-of DATE] [--format json|md|html] [-o OUT]
                  [--fail-on critical|high|medium|low]
      work out levels, forecast and gaps; evidence is read in the order given
  tickmark inspect EVIDENCE… [--assessment FILE] [--as-of DATE] [--format text|json]
      say what files are and what the procedures find in them;
      without --assessment, DATE is the day of the files
  tickmark calc cases FILE
      print the cases of FILE with their results worked out

DATE is YYYY-MM-DD. Exit: 0 done, 1 at or above --fail-on, 2 unusable input.
";

/// What went wrong, with the file it concerns.
enum Trouble {
    /// A document with problems.
    In(PathBuf, Error),
    /// The command line itself.
    Usage(String),
}

type Outcome<T> = Result<T, Trouble>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(trouble) => {
            tell(&trouble);
            ExitCode::from(2)
        }
    }
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
        "check" => check(&Arguments::read(parser, &[])?),
        "assess" => assess(&Arguments::read(parser, &["as-of", "format", "output", "fail-on"])?),
        "inspect" => inspect(&Arguments::read(parser, &["as-of", "format", "assessment"])?),
        "calc" => calc(&Arguments::read(parser, &[])?),
        "help" => print(None, USAGE),
        other => Err(Trouble::Usage(format!(
            "`{other}` is not a command; known: check, assess, inspect, calc"
        ))),
    }
}

/// The words of a command line after the command.
#[derive(Default)]
struct Arguments {
    files: Vec<PathBuf>,
    as_of: Option<Date>,
    format: Option<String>,
    output: Option<PathBuf>,
    assessment: Option<PathBuf>,
    fail_on: Option<Severity>,
}

impl Arguments {
    fn read(mut parser: lexopt::Parser, allowed: &[&str]) -> Outcome<Self> {
        let mut found = Self::default();
        while let Some(word) = parser.next().map_err(usage)? {
            let name = match word {
                Value(file) => {
                    found.files.push(file.into());
                    continue;
                }
                Long(name) => name.to_owned(),
                Short('o') => "output".to_owned(),
                Short(other) => return Err(Trouble::Usage(format!("there is no option -{other}"))),
            };
            if !allowed.contains(&name.as_str()) {
                return Err(Trouble::Usage(format!("--{name} is not an option here")));
            }
            let value = parser.value().map_err(usage)?;
            let text = value.to_string_lossy().into_owned();
            match name.as_str() {
                "as-of" => {
                    let day = text.parse().map_err(|why| {
                        Trouble::Usage(format!("--as-of: `{text}` is not a date: {why}"))
                    })?;
                    found.as_of = Some(day);
                }
                "format" => found.format = Some(text),
                "output" => found.output = Some(value.into()),
                "assessment" => found.assessment = Some(value.into()),
                _ => {
                    let severity = serde_json::from_value(Value::String(text.clone()));
                    found.fail_on = Some(severity.map_err(|_| {
                        Trouble::Usage(format!(
                            "--fail-on: `{text}` is not a severity; known: critical, high, medium, low"
                        ))
                    })?);
                }
            }
        }
        Ok(found)
    }
}

fn check(arguments: &Arguments) -> Outcome<ExitCode> {
    if arguments.files.is_empty() {
        return Err(Trouble::Usage("check needs a file".to_owned()));
    }
    let mut sound = true;
    for path in &arguments.files {
        let problems = match document(path) {
            Ok(value) if value.get("format").and_then(Value::as_str) == Some("tickmark-evidence") => {
                input::manifest_entries(value).err()
            }
            Ok(value) => Some(Error::Input(input::problems(value))),
            Err(Trouble::In(_, error)) => Some(error),
            Err(other) => return Err(other),
        };
        match problems {
            Some(Error::Input(problems)) if problems.is_empty() => {}
            None => {}
            Some(error) => {
                sound = false;
                tell(&Trouble::In(path.clone(), error));
                continue;
            }
        }
        print(None, &format!("{}: no problem found\n", path.display()))?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn assess(arguments: &Arguments) -> Outcome<ExitCode> {
    let Some((path, evidence)) = arguments.files.split_first() else {
        return Err(Trouble::Usage("assess needs an assessment file".to_owned()));
    };
    let mut file = assessment(path)?;
    if let Some(day) = arguments.as_of {
        file.as_of = day;
    }
    for dropped in evidence {
        file.evidence = received(dropped, &file, None)?.evidence;
    }
    let engagement = input::engagement(file).map_err(|e| Trouble::In(path.clone(), e))?;
    let outcome = evaluate(&engagement);
    let format = arguments.format.as_deref().unwrap_or("md");
    let text = match (format, Format::named(format)) {
        ("json", _) => json(&outcome),
        (_, Some(format @ (Format::Markdown | Format::Html))) => {
            outcome.report(&engagement, format).map_err(|e| Trouble::In(path.clone(), e))?
        }
        _ => {
            return Err(Trouble::Usage(format!(
                "--format: `{format}` is not a format; known: json, md, html"
            )));
        }
    };
    let done = print(arguments.output.as_deref(), &text)?;
    let reaches = |severity: Severity| {
        outcome.plan.gaps.iter().any(|gap| {
            engagement.catalogue.control(&gap.control).is_some_and(|c| c.severity >= severity)
        })
    };
    Ok(if arguments.fail_on.is_some_and(reaches) { ExitCode::from(1) } else { done })
}

fn inspect(arguments: &Arguments) -> Outcome<ExitCode> {
    if arguments.files.is_empty() {
        return Err(Trouble::Usage("inspect needs a file".to_owned()));
    }
    let mut file = match &arguments.assessment {
        Some(path) => assessment(path)?,
        None => stand_in(arguments.as_of)?,
    };
    let mut all = Vec::new();
    for path in &arguments.files {
        let seen = received(path, &file, arguments.as_of)?;
        file.evidence.clone_from(&seen.evidence);
        all.push(seen);
    }
    match arguments.format.as_deref().unwrap_or("text") {
        "json" => {
            let entries: Vec<_> = all.iter().flat_map(|r| &r.entries).collect();
            print(None, &json(&entries))
        }
        "text" => print(None, &all.iter().map(described).collect::<String>()),
        other => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// Terms for looking at a file without an assessment: the twelve months that
/// end on its day, and the default policy values.
fn stand_in(day: Option<Date>) -> Outcome<AssessmentFile> {
    let end = day.map_or_else(|| "9999-12-31".to_owned(), |d| d.to_string());
    let start = day.map_or_else(|| "9999-01-01".to_owned(), |d| {
        d.plus_months(-12).plus_days(1).to_string()
    });
    let value = serde_json::json!({
        "format": "tickmark-assessment", "version": 1, "asOf": end,
        "questionnaire": { "id": "red-flags", "version": "1.0.0" },
        "profile": { "type": 2, "categories": ["security"], "window": { "start": start, "end": end } },
    });
    input::assessment_file(value).map_err(|why| Trouble::Usage(why.to_string()))
}

/// One file in words.
fn described(received: &Received) -> String {
    let mut text = String::new();
    for entry in &received.entries {
        let name = entry.file.as_ref().map_or("", |f| f.name.as_str());
        let container = entry.format.as_ref().map(|f| f.container.as_str());
        let day = entry.as_of.map_or_else(|| "day not stated".to_owned(), |d| d.to_string());
        text.push_str(&format!(
            "{name}: {} ({}), {day}, bears on {}\n",
            entry.title,
            container.unwrap_or("listed"),
            entry.controls.join(", ")
        ));
        for paper in &entry.workpapers {
            text.push_str(&format!(
                "  {} {}: population {}, tested {}, deviations {}, undecided {}\n",
                paper.control,
                paper.procedure,
                paper.population,
                paper.tested,
                paper.deviations.len(),
                paper.undecided.len()
            ));
            for deviation in &paper.deviations {
                text.push_str(&format!("    row {}: {}\n", deviation.row, deviation.finding));
            }
            for open in &paper.undecided {
                text.push_str(&format!("    row {} undecided: {}\n", open.row, open.reason));
            }
        }
    }
    for question in &received.questions {
        text.push_str(&format!("  ? {question}\n"));
    }
    text
}

fn calc(arguments: &Arguments) -> Outcome<ExitCode> {
    let words: Vec<_> = arguments.files.iter().map(|f| f.to_string_lossy()).collect();
    match words.as_slice() {
        [word, file] if word == "cases" => {
            let path = Path::new(file.as_ref());
            let cases =
                risk::cases::compute(&document(path)?).map_err(|e| Trouble::In(path.into(), e))?;
            print(None, &json(&cases))
        }
        _ => Err(Trouble::Usage("calc is used as: calc cases FILE".to_owned())),
    }
}

fn assessment(path: &Path) -> Outcome<AssessmentFile> {
    input::assessment_file(document(path)?).map_err(|e| Trouble::In(path.into(), e))
}

fn received(path: &Path, file: &AssessmentFile, day: Option<Date>) -> Outcome<Received> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    input::receive(&name, &bytes(path)?, file, day).map_err(|e| Trouble::In(path.into(), e))
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

fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn print(to: Option<&Path>, text: &str) -> Outcome<ExitCode> {
    let written = match to {
        Some(path) => fs::write(path, text)
            .map_err(|why| Trouble::Usage(format!("{}: {why}", path.display()))),
        // A closed pipe is the reader's choice and no trouble.
        None => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(())
        }
    };
    written.map(|()| ExitCode::SUCCESS)
}

fn usage(why: lexopt::Error) -> Trouble {
    Trouble::Usage(why.to_string())
}

fn tell(trouble: &Trouble) {
    let mut text = String::new();
    match trouble {
        Trouble::Usage(message) => {
            text.push_str(&format!("tickmark: {message}\nhelp: `tickmark --help` lists the commands\n"));
        }
        Trouble::In(path, Error::Input(problems)) => {
            for problem in problems {
                text.push_str(&format!("{}:{}: {}", path.display(), problem.at, problem.message));
                text.push_str(&format!(" [{}]\n", problem.code));
                if let Some(help) = &problem.help {
                    text.push_str(&format!("help: {help}\n"));
                }
            }
        }
        Trouble::In(path, error) => text.push_str(&format!("{}: {error}\n", path.display())),
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
