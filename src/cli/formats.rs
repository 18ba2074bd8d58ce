//! What `assess` writes for other tools: a file of a format that is neither the report nor the result.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use tickmark::input::Engagement;
use tickmark::plan::advice::Advice;
use tickmark::report::exports::Export;
use tickmark::report::exports::issues::File;

use super::arguments::Arguments;
use super::output::{Outcome, Trouble};

/// The format that only the command line has.
const WORKBOOK: &str = "xlsx";

/// Writes the export with this name.
pub(super) fn write(
    arguments: &Arguments,
    format: &str,
    outcome: &tickmark::Outcome,
    engagement: &Engagement<'_>,
    advice: &Advice<'_>,
) -> Outcome<ExitCode> {
    let export = Export::named(format);
    if export.is_none() && format != WORKBOOK {
        let known: Vec<&str> = Export::ALL.iter().map(|e| e.as_str()).collect();
        return Err(Trouble::Usage(format!(
            "--format: `{format}` is not a format; known: json, md, html, {}, {WORKBOOK}",
            known.join(", ")
        )));
    }
    if arguments.names.is_some() {
        return Err(Trouble::Usage(format!(
            "--names: {format} has pseudonyms alone; a report, md or html, can have names"
        )));
    }
    let output = arguments.output.as_deref();
    if let (Some(Export::Issues), Some(folder)) = (export, output)
        && folder
            .extension()
            .is_none_or(|end| end != Export::Issues.extension())
    {
        return folder_of(folder, &outcome.issues(engagement, advice));
    }
    let bytes = match export {
        Some(export) => outcome.export(engagement, advice, export),
        None => outcome.workbook(engagement, advice),
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
