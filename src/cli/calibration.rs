//! Whether what is stated comes true: in drawn companies, and in a consultant's own past engagements.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use tickmark::calibration::Terms;
use tickmark::calibration::overlay::{Base, overlay};
use tickmark::input::past;

use super::arguments::{Arguments, whole};
use super::calibration_text::{calibrated, simulated};
use super::output::{Outcome, Trouble, json, print_words};
use super::sources::in_a_catalogue;
use super::{chosen, document, hinted, own_content};

/// Companies that are drawn unless said otherwise: some seconds.
const COMPANIES: u32 = 2_000;

/// Draws companies, and compares what is stated with what comes out.
pub(super) fn simulate(arguments: &Arguments) -> Outcome<ExitCode> {
    if let Some(file) = arguments.files.first() {
        let message = format!("simulate reads no file; found `{}`", file.display());
        return Err(Trouble::Usage(message));
    }
    let own = own_content(arguments)?;
    let catalogue = &chosen(own.as_ref())?.catalogue;
    let terms = Terms {
        companies: arguments.companies.unwrap_or(COMPANIES),
        seed: match &arguments.seed {
            Some(seed) => whole("seed", seed)?,
            None => 1,
        },
    };
    if terms.companies == 0 {
        return Err(Trouble::Usage(
            "--companies: found 0; at least 1 is drawn".to_owned(),
        ));
    }
    let as_json = is_json(arguments)?;
    let found = tickmark::calibration::simulate(catalogue, &catalogue.priors, terms);
    let text = if as_json {
        json(&found)
    } else {
        simulated(&found)
    };
    print_words(None, &text)
}

/// Compares past engagements with what was stated of them, and writes updated base rates.
pub(super) fn calibrate(arguments: &Arguments) -> Outcome<ExitCode> {
    let [path] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "calibrate needs one file of past engagements".to_owned(),
        ));
    };
    let as_json = is_json(arguments)?;
    if let Some(to) = &arguments.output {
        refuse(to)?;
    }
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let known: Vec<&str> = content
        .questionnaires
        .iter()
        .map(|p| p.questionnaire.id.as_str())
        .collect();
    let base = match &arguments.base {
        Some(id) if !known.contains(&id.as_str()) => {
            return Err(Trouble::Usage(format!(
                "--base: `{id}` is not a questionnaire; known: {}",
                known.join(", ")
            )));
        }
        Some(id) => id.as_str(),
        None => known.first().copied().unwrap_or_default(),
    };
    let engagements = past::engagements(
        document(path, tickmark::error::Document::Engagements)?,
        &content.catalogue,
    )
    .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    let found = tickmark::calibration::calibrate(&engagements, &content.catalogue)
        .ok_or_else(|| Trouble::Usage(format!("{}: nothing to compare", path.display())))?;
    let file_name = arguments.content.as_ref().and_then(|f| f.file_name());
    let beside = file_name.map(|name| name.to_string_lossy());
    let rates = overlay(
        &found,
        Base {
            questionnaire: base,
            content: beside.as_deref(),
            priors: &content.catalogue.priors,
        },
    );
    let mut text = if as_json {
        json(&json!({ "calibration": found, "overlay": rates }))
    } else {
        calibrated(&found)
    };
    match &arguments.output {
        Some(to) => {
            new_file(to, &rates)?;
            if !as_json {
                text.push_str(&format!(
                    "\nThe rates after are in {}; `tickmark compile` makes content of it. The rates that are there \
                     stay as they are.\n",
                    to.display()
                ));
            }
        }
        None if !as_json => text.push_str(&format!("\n---\n{rates}")),
        None => {}
    }
    print_words(None, &text)
}

/// Whether JSON is asked for.
fn is_json(arguments: &Arguments) -> Outcome<bool> {
    match arguments.format.as_deref() {
        None | Some("text") => Ok(false),
        Some("json") => Ok(true),
        Some(other) => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// Refuses to write where rates of a catalogue, or anything else, stand.
fn refuse(to: &Path) -> Outcome<()> {
    let message = if in_a_catalogue(to) {
        "this is in the folder of a catalogue; its rates are never overwritten: name a new file elsewhere"
    } else if to.exists() {
        "there is a file already; updated rates go into a new one, and never over those that are there"
    } else {
        return Ok(());
    };
    Err(Trouble::Usage(format!("{}: {message}", to.display())))
}

fn new_file(to: &Path, text: &str) -> Outcome<()> {
    let opened = OpenOptions::new().write(true).create_new(true).open(to);
    opened
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|why| Trouble::Usage(format!("{}: {why}", to.display())))
}
