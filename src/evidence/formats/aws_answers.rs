//! Answers of AWS that look like a credential report on the way, and are none.

use serde_json::Value;

use crate::error::{Code, Problem, shown};
use crate::evidence::decode::refused;

/// Errors of `GetCredentialReport` which say that there is no report to read.
const NO_REPORT: [(&str, &str); 3] = [
    ("ReportNotPresent", "no credential report has been made yet"),
    (
        "ReportInProgress",
        "the credential report is still being made",
    ),
    (
        "ReportExpired",
        "the credential report is older than four hours and has expired",
    ),
];

/// States in the answer of `generate-credential-report`.
const STATES: [&str; 3] = ["STARTED", "INPROGRESS", "COMPLETE"];

/// How far into a text an error message is looked for, in bytes.
const NEAR: usize = 8192;

const HOW: &str = "Run `aws iam generate-credential-report`, wait until it says COMPLETE, \
                   then run `aws iam get-credential-report` and drop its answer.";

/// Refuses the JSON forms: an error body, plain or recorded, and the answer of
/// `generate-credential-report`.
pub(super) fn refuse_json(value: &Value) -> Result<(), Problem> {
    for body in [Some(value), value.get("data")].into_iter().flatten() {
        let code = body
            .pointer("/Error/Code")
            .or_else(|| body.get("__type"))
            .or_else(|| body.get("Code"))
            .or_else(|| body.get("code"))
            .and_then(Value::as_str);
        if let Some(code) = code {
            refuse_code(code)?;
        }
        if is_generate_answer(body) {
            return Err(refused(
                Code::ReportNotPresent,
                "this is the answer of `generate-credential-report`, which holds no report",
            )
            .help(HOW));
        }
    }
    Ok(())
}

fn is_generate_answer(body: &Value) -> bool {
    let allowed = ["State", "Description", "ResponseMetadata"];
    let state = body.get("State").and_then(Value::as_str);
    state.is_some_and(|state| STATES.contains(&state))
        && body
            .as_object()
            .is_some_and(|map| map.keys().all(|key| allowed.contains(&key.as_str())))
}

/// Refuses the forms in text: what the command line prints, and the XML of the service.
pub(super) fn refuse_text(text: &str) -> Result<(), Problem> {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end).unwrap_or(text).trim_start();
    if let Some((_, after)) = start.split_once("An error occurred (")
        && let Some((code, rest)) = after.split_once(')')
        && rest.trim_start().starts_with("when calling the ")
    {
        refuse_code(code)?;
        return Err(other(code));
    }
    if start.starts_with('<')
        && start.contains("ErrorResponse")
        && let Some((_, after)) = start.split_once("<Code>")
        && let Some((code, _)) = after.split_once("</Code>")
    {
        refuse_code(code.trim())?;
        return Err(other(code.trim()));
    }
    // Base64 of `user,arn,`: the content of the answer, not decoded.
    if start.starts_with("dXNlcixhcm4s") {
        return Err(refused(
            Code::UnknownFormat,
            "found a credential report in base64; it is read as CSV, or inside the JSON answer",
        )
        .help("Decode it with `base64 --decode`, or drop the whole JSON answer."));
    }
    Ok(())
}

/// Refuses an error code that says that there is no report.
fn refuse_code(code: &str) -> Result<(), Problem> {
    // Recorded bodies have `com.amazonaws.iam#ReportNotPresentException` as well.
    let name = code.rsplit(['#', '.']).next().unwrap_or(code);
    let name = name.strip_suffix("Exception").unwrap_or(name);
    match NO_REPORT.iter().find(|(known, _)| *known == name) {
        Some((known, meaning)) => Err(refused(
            Code::ReportNotPresent,
            format!("AWS answered `{known}`: {meaning}"),
        )
        .help(HOW)),
        None => Ok(()),
    }
}

fn other(code: &str) -> Problem {
    let message = if code.chars().all(|c| c.is_ascii_alphanumeric()) {
        format!(
            "AWS answered with the error `{}`, not with a report",
            shown(code)
        )
    } else {
        "AWS answered with an error, not with a report".to_owned()
    };
    refused(Code::UnknownFormat, message)
        .help("Resolve the error, then run `aws iam get-credential-report` again.")
}
