//! `requests`: the auditor's own list of requests, put into a saved assessment.

use std::process::ExitCode;

use tickmark::input;
use tickmark::input::content::Content;
use tickmark::input::requested::{AuditorRequest, Taken, Why, listed, taken, told};

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, say};
use super::{assessment, bytes, chosen, hinted, own_content};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let [path, list] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "requests needs an assessment file and the examiner's list, in this order".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let mut file = assessment(path, content)?;
    let engagement = input::engagement(file.clone(), content)
        .map_err(|e| Trouble::In(path.clone(), hinted(e, arguments)))?;
    let rows = listed(&bytes(list)?).map_err(|e| Trouble::In(list.clone(), e))?;
    let found = taken(rows, &told(&engagement), &file.auditor_requests);
    file.auditor_requests.clone_from(&found.requests);
    // Checked as any other document.
    input::engagement(file.clone(), content)
        .map_err(|e| Trouble::In(list.clone(), hinted(e, arguments)))?;
    match arguments.format.as_deref() {
        None | Some("text") => {
            say(&sentences(&found, content));
            print(arguments.output.as_deref(), &json(&file))
        }
        Some("json") => print(arguments.output.as_deref(), &json(&found)),
        Some(other) => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// The requests with their controls, and what could not be read.
fn sentences(found: &Taken, content: &Content) -> String {
    let without = found.requests.iter().filter(|r| r.controls.is_empty());
    let mut text = format!(
        "{} requests, {} of them without a control.\n",
        found.requests.len(),
        without.count()
    );
    for remark in &found.remarks {
        text.push_str(&format!("  {remark}\n"));
    }
    for request in &found.requests {
        text.push_str(&one(request, found, content));
    }
    if !found.gone.is_empty() {
        text.push_str(&format!(
            "\nIn the earlier list, and in this one no more: {}\n",
            found.gone.join(", ")
        ));
    }
    text.push_str(
        "\nSuggested controls (△) are for you to look at: put right `controls` of a request, and set `confirmed`.\n",
    );
    text
}

fn one(request: &AuditorRequest, found: &Taken, content: &Content) -> String {
    let due = request.due.map(|day| format!(", due {day}"));
    let mut text = format!(
        "\n{}{}: {}\n",
        request.id,
        due.unwrap_or_default(),
        request.request
    );
    let name = |id: &str| {
        let control = content.catalogue.control(id);
        control.map_or_else(String::new, |c| c.name.clone())
    };
    if request.confirmed {
        for id in &request.controls {
            text.push_str(&format!("  {id} {}, confirmed before\n", name(id)));
        }
        return text;
    }
    let suggested = found.suggestions.get(&request.id);
    for one in suggested.into_iter().flatten() {
        let why = match one.why {
            Why::Control => "names it".to_owned(),
            Why::Criterion => format!("names its criterion: {}", one.by.join(", ")),
            Why::Words => format!("has these words: {}", one.by.join(", ")),
        };
        text.push_str(&format!(
            "  △ {} {}: {why}\n",
            one.control,
            name(&one.control)
        ));
    }
    if request.controls.is_empty() {
        text.push_str("  ? no control found\n");
    }
    text
}
