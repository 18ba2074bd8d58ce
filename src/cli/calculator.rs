//! `tickmark calc`: sizes and limits of samples, and files of cases.

use std::process::ExitCode;

use lexopt::prelude::*;
use serde::Serialize;
use tickmark::calculator::{self, Answer};
use tickmark::error::Error;
use tickmark::risk;

use super::arguments::Arguments;
use super::document;
use super::output::{Outcome, Trouble, json, print, usage};

/// What each calculation takes, in the order of its function.
const SAMPLE_SIZE: [&str; 4] = ["risk", "tolerable", "expected", "population"];
const UPPER_LIMIT: [&str; 4] = ["risk", "sample", "deviations", "population"];

pub(super) fn calc(mut parser: lexopt::Parser) -> Outcome<ExitCode> {
    let word = match parser.next().map_err(usage)? {
        Some(Value(word)) => word.to_string_lossy().into_owned(),
        Some(other) => return Err(usage(other.unexpected())),
        None => String::new(),
    };
    match word.as_str() {
        "cases" => cases(parser),
        "sample-size" => {
            let (format, [risk, tolerable, expected, population]) = read(parser, SAMPLE_SIZE)?;
            let found = calculator::sample_size(&risk, &tolerable, &expected, &population);
            say(&format, found)
        }
        "upper-limit" => {
            let (format, [risk, sample, deviations, population]) = read(parser, UPPER_LIMIT)?;
            let found = calculator::upper_limit(&risk, &sample, &deviations, &population);
            say(&format, found)
        }
        _ => Err(Trouble::Usage(
            "calc is used as: calc sample-size, calc upper-limit or calc cases FILE".to_owned(),
        )),
    }
}

fn cases(parser: lexopt::Parser) -> Outcome<ExitCode> {
    let arguments = Arguments::read(parser, &[])?;
    let [path] = arguments.files.as_slice() else {
        return Err(Trouble::Usage("calc cases needs one file".to_owned()));
    };
    let found = risk::cases::compute(&document(path, tickmark::error::Document::Cases)?);
    print(
        None,
        &json(&found.map_err(|e| Trouble::In(path.clone(), e))?),
    )
}

/// The format, and the words given for the names; empty where none was.
fn read<const N: usize>(
    mut parser: lexopt::Parser,
    names: [&str; N],
) -> Outcome<(String, [String; N])> {
    let mut format = None;
    let mut given = [const { None }; N];
    while let Some(word) = parser.next().map_err(usage)? {
        let name = match word {
            Long(name) => name.to_owned(),
            other => return Err(usage(other.unexpected())),
        };
        let place = match names.iter().position(|n| *n == name) {
            Some(at) => given.get_mut(at),
            None => (name == "format").then_some(&mut format),
        };
        let Some(place) = place else {
            return Err(Trouble::Usage(format!(
                "--{name} is not an option here; known: --{}, --format",
                names.join(", --")
            )));
        };
        let value = parser
            .value()
            .map_err(usage)?
            .to_string_lossy()
            .into_owned();
        if place.replace(value).is_some() {
            return Err(Trouble::Usage(format!("--{name} is there twice")));
        }
    }
    let format = format.unwrap_or_else(|| "text".to_owned());
    Ok((format, given.map(Option::unwrap_or_default)))
}

fn say<T: Serialize>(format: &str, found: Result<Answer<T>, Error>) -> Outcome<ExitCode> {
    let answer = found.map_err(told)?;
    match format {
        "text" => print(None, &answer.text),
        "json" => print(None, &json(&answer.result)),
        other => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// The problems by the names of their options.
fn told(error: Error) -> Trouble {
    Trouble::Usage(match error {
        Error::Input(problems) => {
            let option = |at: &str| at.replacen('/', "--", 1);
            let lines = problems
                .iter()
                .map(|p| format!("{}: {}", option(&p.at), p.message));
            lines.collect::<Vec<_>>().join("\ntickmark: ")
        }
        Error::Template(text) => text,
        other => other.to_string(),
    })
}
