//! `verify`: a report worked out again from its saved assessment.

use std::process::ExitCode;

use serde_json::Value;
use tickmark::error::{Code, Document, Problem};
use tickmark::share::verify::{Cause, Difference, Verification, verify};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, print_words};
use super::{bytes, chosen, engaged, limits, locales, own_content, reader};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let [report, assessment, evidence @ ..] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "verify needs a report and the assessment file that it was made of".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let text = String::from_utf8(bytes(report)?).map_err(|_| {
        let message = "this is not UTF-8 text, and a report is";
        let problem = Problem::new(Document::Report, "", Code::NotText, message);
        Trouble::In(report.clone(), problem.into())
    })?;
    let speech = locales::of_report(arguments, own.as_ref(), content)?;
    let content = speech.as_ref().map_or(content, |s| &s.content);
    let engagement = engaged(assessment, evidence, arguments, content)?;
    let limits = limits(arguments, &engagement)?;
    let words = speech.as_ref().and_then(|s| s.report.clone());
    let copy = reader::Copy::read(arguments, &engagement.source, content, words)?;
    let found = copy.in_time(|| verify(&text, &engagement, limits, &copy.reader()));
    let found = found.map_err(|e| Trouble::In(report.clone(), e))?;
    match arguments.format.as_deref() {
        None | Some("text") => print_words(None, &said(&found))?,
        Some("json") => print(None, &json(&found))?,
        Some(other) => {
            return Err(Trouble::Usage(format!(
                "--format: `{other}` is not a format; known: text, json"
            )));
        }
    };
    Ok(match found.is_same() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

fn said(found: &Verification) -> String {
    let ours = &found.identity;
    let Some(first) = &found.first else {
        return format!(
            "The same: this is the report {} that Tickmark {} makes of this assessment and evidence. That shows that \
             nothing changed since; not that answers are true, nor who wrote them.\n",
            ours.id, ours.engine
        );
    };
    let mut text = String::new();
    match &found.stated {
        None => text.push_str("The report states no digest.\n"),
        Some(stated) if *stated == ours.sha256 => text.push_str(
            "The digest is the same, and the report differs: it was changed, or made with other options (--days, --until, \
             --names, --layout, --brand, --template, --previous, --locale).\n",
        ),
        Some(stated) => {
            let id: String = stated.chars().take(ours.id.len()).collect();
            text.push_str(&format!(
                "The digest differs: the report states {id}, worked out again it is {}.\n",
                ours.id
            ));
        }
    }
    for cause in &found.causes {
        text.push_str(&match cause {
            Cause::Inputs => {
                "- It was made of other inputs: another saved assessment, other evidence, or another day (--as-of).\n".to_owned()
            }
            Cause::Engine(theirs) => format!(
                "- It was made by Tickmark {theirs}; this is Tickmark {}.\n",
                ours.engine
            ),
            Cause::Questionnaire(theirs) => format!(
                "- It was made with another text of the questionnaire `{}`: {}…, here {}….\n",
                ours.questionnaire.id,
                begin(theirs),
                begin(ours.questionnaire.sha256.as_deref().unwrap_or_default())
            ),
            Cause::Catalogue(theirs) => format!(
                "- It was made with another catalogue of controls: {}…, here {}….\n",
                begin(theirs),
                begin(&ours.catalogue)
            ),
        });
    }
    text.push_str(&match first {
        Difference::Value {
            at,
            report,
            worked_out,
        } => format!(
            "First difference at {}:\n  report:     {}\n  worked out: {}\n",
            if at.is_empty() { "the whole" } else { at },
            value(report.as_ref()),
            value(worked_out.as_ref())
        ),
        Difference::Line {
            line,
            section,
            report,
            worked_out,
        } => format!(
            "First difference in line {line}{}:\n  report:     {}\n  worked out: {}\n",
            match section.as_str() {
                "" => String::new(),
                name => format!(", under \"{name}\""),
            },
            report.as_deref().unwrap_or(NOTHING),
            worked_out.as_deref().unwrap_or(NOTHING)
        ),
    });
    text
}

const NOTHING: &str = "(nothing)";

fn begin(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn value(value: Option<&Value>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), Value::to_string)
}
