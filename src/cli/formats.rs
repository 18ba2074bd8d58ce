//! What `assess` writes for other tools: a file of a format that is neither the report nor the result.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use tickmark::comparison::trend::Trend;
use tickmark::input::Engagement;
use tickmark::plan::advice::Advice;
use tickmark::report::exports::Export;
use tickmark::report::exports::issues::File;

use super::arguments::Arguments;
use super::output::{Outcome, Trouble};

/// The format that only the command line has.
const WORKBOOK: &str = "xlsx";

/// Refuses a format that there is not, and options that mean nothing to the one that is asked for.
pub(super) fn fits(arguments: &Arguments, format: &str) -> Outcome<()> {
    if matches!(format, "md" | "html") {
        return Ok(());
    }
    let export = Export::named(format);
    if export.is_none() && !matches!(format, "json" | WORKBOOK) {
        let known: Vec<&str> = Export::ALL.iter().map(|e| e.as_str()).collect();
        return Err(Trouble::Usage(format!(
            "--format: `{format}` is not a format; known: json, md, html, {}, {WORKBOOK}",
            known.join(", ")
        )));
    }
    let refused = |option: &str, why: &str| Err(Trouble::Usage(format!("--{option}: {why}")));
    if arguments.names.is_some() {
        let whole = match format {
            "json" => "a result in JSON",
            format => format,
        };
        let why = format!("{whole} has pseudonyms alone; a report, md or html, can have names");
        return refused("names", &why);
    }
    let of_reports = [
        ("layout", arguments.layout.is_some(), "no sections"),
        ("brand", arguments.brand.is_some(), "no looks"),
        ("template", arguments.template.is_some(), "no templates"),
    ];
    for (option, is_given, what) in of_reports {
        if is_given {
            return refused(
                option,
                &format!("{format} has {what}; a report, md or html, has them"),
            );
        }
    }
    if arguments.locale.is_some() {
        let why = format!(
            "{format} is in English alone; a report, md or html, can be in another language"
        );
        return refused("locale", &why);
    }
    if arguments.previous.is_empty() {
        return Ok(());
    }
    match (format, export.map(Export::compares)) {
        ("json", _) => refused(
            "previous",
            "a result in JSON is of one assessment; `tickmark compare --format json` writes what moved between two",
        ),
        (_, Some(Err(why))) => refused("previous", &format!("{format} takes none: {why}")),
        _ => Ok(()),
    }
}

/// Writes the export with this name.
///
/// * `trend`: where the company stood on the days of earlier assessments, if some were named.
pub(super) fn write(
    arguments: &Arguments,
    format: &str,
    outcome: &tickmark::Outcome,
    (engagement, advice): (&Engagement<'_>, &Advice<'_>),
    trend: Option<&Trend>,
) -> Outcome<ExitCode> {
    let export = Export::named(format);
    let output = arguments.output.as_deref();
    if let (Some(Export::Issues), Some(folder)) = (export, output)
        && folder
            .extension()
            .is_none_or(|end| end != Export::Issues.extension())
    {
        return folder_of(folder, &outcome.issues_since(engagement, advice, trend));
    }
    let bytes = match (export, trend) {
        (Some(export), None) => outcome.export(engagement, advice, export),
        (Some(export), Some(trend)) => outcome.export_since(engagement, advice, export, trend),
        (None, trend) => outcome.workbook_since(engagement, advice, trend),
    };
    let bytes = bytes.map_err(|why| Trouble::Usage(why.to_string()))?;
    match output {
        Some(path) => fs::write(path, bytes).map_err(|why| trouble(path, &why))?,
        // A closed pipe is the reader's choice and no trouble.
        None => {
            let _ = std::io::stdout().write_all(&bytes);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn trouble(path: &Path, why: &std::io::Error) -> Trouble {
    Trouble::Usage(format!("{}: {why}", path.display()))
}

/// Writes files into a folder, which is made where there is none. What else is in it stays.
fn folder_of(folder: &Path, files: &[File]) -> Outcome<ExitCode> {
    fs::create_dir_all(folder).map_err(|why| trouble(folder, &why))?;
    for file in files {
        let path = folder.join(&file.name);
        fs::write(&path, &file.text).map_err(|why| trouble(&path, &why))?;
        #[cfg(unix)]
        if file.is_script {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(&path, mode).map_err(|why| trouble(&path, &why))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
