//! `share` and `open`: a link that holds a summary or a saved assessment, and what is in it.

use std::path::Path;
use std::process::ExitCode;

use tickmark::error::{Code, Document, Problem};
use tickmark::evaluate;
use tickmark::input::content::Content;
use tickmark::share::fragment::{arrived, encode, link};
use tickmark::share::passphrase::{IV, SALT, Sealing};
use tickmark::share::preview::{Parcel, preview};
use tickmark::share::shape::Shape;
use tickmark::share::shared::{Redaction, Shared, Summary, summary};
use tickmark::share::unnamed::{LeftOut, unnamed};
use unicode_normalization::UnicodeNormalization;

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, print_words, say};
use super::{bytes, chosen, engaged, hinted, limits, own_content};

pub(super) fn share(arguments: &Arguments) -> Outcome<ExitCode> {
    let Some((path, evidence)) = arguments.files.split_first() else {
        return Err(Trouble::Usage("share needs an assessment file".to_owned()));
    };
    let named = arguments.redact.as_deref();
    let Some(redaction) = named.and_then(Redaction::named) else {
        return Err(Trouble::Usage(match named {
            None => "share needs --redact score, gaps or full: how much is passed on".to_owned(),
            Some(other) => format!("--redact: `{other}` is not known; known: score, gaps, full"),
        }));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let engagement = engaged(path, evidence, arguments, content)?;
    let (shared, left_out) = match redaction {
        Redaction::Full => {
            let (file, left_out) = unnamed(&engagement.source);
            (Shared::Full(Box::new(file)), left_out)
        }
        Redaction::Score | Redaction::Gaps => {
            let outcome = evaluate(&engagement);
            let gaps = redaction == Redaction::Gaps;
            let limits = limits(arguments, &engagement)?;
            let advice = gaps.then(|| outcome.advice(&engagement, limits));
            let organisation = arguments.organisation;
            let summary = summary(&engagement, &outcome, advice.as_ref(), gaps, organisation);
            (Shared::Summary(Box::new(summary)), LeftOut::default())
        }
    };
    let shape = Shape::of(engagement.questionnaire);
    let passphrase = passphrase(arguments)?;
    let sealing = passphrase.as_deref().map(sealing).transpose()?;
    let trouble = |e| Trouble::In(path.clone(), e);
    let fragment = encode(&shared, Some(&shape), sealing.as_ref()).map_err(trouble)?;
    let base = arguments.base.as_deref().unwrap_or_default();
    let whole = match arguments.output {
        None => link(base, &fragment).map_err(trouble)?,
        // A file may be longer than an address; the address is looked at all the same.
        Some(_) => link(base, "").map_err(trouble)? + &fragment,
    };
    let said = preview(&Parcel {
        shared: &shared,
        left_out,
        sealed: sealing.is_some(),
        length: whole.chars().count(),
    });
    let said: String = said.iter().map(|s| format!("- {s}\n")).collect();
    say(&format!("This link holds:\n{said}"));
    print(arguments.output.as_deref(), &format!("{whole}\n"))
}

pub(super) fn open(arguments: &Arguments) -> Outcome<ExitCode> {
    let [given] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "open needs one link, or one file that holds one; put a link in quotes".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let (name, text) = match given.is_file() {
        true => (given.as_path(), text(given)?),
        false => (Path::new("link"), given.to_string_lossy().into_owned()),
    };
    let trouble = |e| Trouble::In(name.into(), hinted(e, arguments));
    let found = arrived(&text).map_err(trouble)?;
    let shapes: Vec<Shape> = content
        .questionnaires
        .iter()
        .map(|p| Shape::of(&p.questionnaire))
        .collect();
    let passphrase = passphrase(arguments)?;
    let shared = found
        .open(&shapes, passphrase.as_deref())
        .map_err(|mut e| {
            if let (tickmark::error::Error::Input(problems), None) = (&mut e, &passphrase) {
                for problem in problems.iter_mut().filter(|p| p.code == Code::Passphrase) {
                    let help = problem.help.take().unwrap_or_default();
                    problem.help = Some(format!(
                        "{help} Put it into a file, and name that with `--passphrase-file`."
                    ));
                }
            }
            trouble(e)
        })?;
    let to = arguments.output.as_deref();
    match (&shared, arguments.format.as_deref()) {
        (Shared::Full(file), None | Some("json")) => print(to, &json(file)),
        (Shared::Full(_), Some("text")) => Err(Trouble::Usage(
            "--format: a saved assessment is written as json; `assess` makes a report of it"
                .to_owned(),
        )),
        (Shared::Summary(summary), Some("json")) => print(to, &json(summary)),
        (Shared::Summary(summary), None | Some("text")) => {
            print_words(to, &described(summary, content))
        }
        (_, Some(other)) => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// The passphrase in the file that is named: its text without the line end, in normalisation form C.
fn passphrase(arguments: &Arguments) -> Outcome<Option<String>> {
    let Some(path) = &arguments.passphrase_file else {
        return Ok(None);
    };
    let text = text(path)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    Ok(Some(line.nfc().collect()))
}

/// A new salt and IV, from the operating system.
fn sealing(passphrase: &str) -> Outcome<Sealing<'_>> {
    let (mut salt, mut iv) = ([0; SALT], [0; IV]);
    getrandom::fill(&mut salt)
        .and_then(|()| getrandom::fill(&mut iv))
        .map_err(|why| {
            Trouble::Usage(format!(
                "the operating system gives no random numbers, without which nothing is encrypted: {why}"
            ))
        })?;
    Ok(Sealing {
        passphrase,
        salt,
        iv,
    })
}

fn text(path: &Path) -> Outcome<String> {
    String::from_utf8(bytes(path)?).map_err(|_| {
        let problem = Problem::new(Document::Link, "", Code::NotText, "this is not UTF-8 text");
        Trouble::In(path.into(), problem.into())
    })
}

/// A summary in words.
fn described(summary: &Summary, content: &Content) -> String {
    let catalogue = &content.catalogue;
    let mut text = String::new();
    let name = summary
        .organisation
        .as_deref()
        .unwrap_or("(organisation not named)");
    text.push_str(&format!(
        "{name}: self-assessment, not an attestation\nas of {}, window {} to {}, questionnaire {} {}, report id {}\nWhoever made the link says this. A report with that id can be checked with `verify` and its saved assessment.\n\n",
        summary.as_of,
        summary.window.start,
        summary.window.end,
        summary.questionnaire.id,
        summary.questionnaire.version,
        summary.report_id
    ));
    let word = |value: &dyn Fn() -> serde_json::Result<serde_json::Value>| {
        let value = value().unwrap_or_default();
        value.as_str().unwrap_or_default().to_owned()
    };
    let (low, high) = (summary.readiness.low, summary.readiness.high);
    let low = word(&|| serde_json::to_value(low));
    let high = word(&|| serde_json::to_value(high));
    let to = |low: String, high: String| match low == high {
        true => low,
        false => format!("{low} to {high}"),
    };
    text.push_str(&format!("Readiness: {}\n", to(low, high)));
    let points =
        |p: tickmark::share::shared::Points| to(format!("{:.1}", p.low), format!("{:.1}", p.high));
    text.push_str(&format!(
        "Points of 100: {} supported, {} claimed\n\nLevels, 0 to 5 (supported; claimed)\n",
        points(summary.score.supported),
        points(summary.score.claimed)
    ));
    let levels = |l: tickmark::share::shared::Levels| to(l.low.to_string(), l.high.to_string());
    for domain in &summary.domains {
        let known = catalogue.domains.iter().find(|d| d.id == domain.id);
        let name = known.map_or(domain.id.as_str(), |d| d.name.as_str());
        let claimed = domain
            .claimed
            .map_or_else(|| "not asked".to_owned(), levels);
        text.push_str(&format!(
            "  {name}: {}; {claimed}\n",
            levels(domain.supported)
        ));
    }
    let Some(gaps) = &summary.gaps else {
        return text;
    };
    text.push_str("\nGaps, the one to close first at the front\n");
    for (i, gap) in gaps.iter().enumerate() {
        let name = catalogue
            .control(&gap.control)
            .map_or("", |c| c.name.as_str());
        let due = gap
            .due
            .map_or_else(String::new, |day| format!(", fixed by {day}"));
        let severity = gap.severity.as_str();
        text.push_str(&format!(
            "  {}. {} {name} ({severity}{due})\n",
            i + 1,
            gap.control
        ));
    }
    text
}
