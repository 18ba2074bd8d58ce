//! The words of the command line.

use std::path::PathBuf;

use lexopt::prelude::*;
use serde_json::Value;
use tickmark::date::Date;
use tickmark::input::control::Severity;

use super::output::{Outcome, Trouble, usage};

pub(super) const USAGE: &str = "\
tickmark: SOC 2 readiness self-check. Not an attestation.

  tickmark check FILE…
      read saved assessments and evidence manifests, say every problem
  tickmark assess ASSESSMENT [EVIDENCE…] [--as-of DATE] [--format FORMAT] [-o OUT]
                  [--fail-on critical|high|medium|low] [--days N] [--until DATE] [--names KEY]
                  [--layout founder|committee|client|FILE] [--brand FILE] [--template DIR] [--previous EARLIER]… [--locale TAG|FILE]
      work out levels, forecast and gaps; evidence is read in the order given;
      what to fix first is chosen for N person-days and fixes that end by DATE;
      people have pseudonyms, or with --names the names of a key that inspect wrote;
      FORMAT is md, html, json (tickmark schema result), or an export (docs/exports.md): csv-register, csv-pbc, csv-jira,
      csv-linear, csv-asana, csv-controls, ics, md-issues (a zip, or with -o a folder), oscal-ar, oscal-poam, xlsx;
      the report, md or html, is in English, or in the language of TAG, such as de, or of words that compile wrote (--locale);
      a layout says which sections, for whom, a brand whose report it looks like, DIR holds templates of sections (templates/README.md); EARLIER is the saved
      assessment of the last time; of several, up to 8, what moved is told of the latest, and a trend of all
  tickmark verify REPORT ASSESSMENT [EVIDENCE…] [--as-of DATE] [--days N] [--until DATE] [--names KEY] [--locale TAG|FILE] [--format text|json]
      work a report (Markdown, HTML or JSON) out again, and say where it first differs;
      exit 0 where it is the same, 1 where it differs
  tickmark share ASSESSMENT [EVIDENCE…] --redact score|gaps|full [--organisation] [--base URL] [--passphrase-file FILE] [-o OUT]
                  [--as-of DATE] [--days N] [--until DATE]
      write a link that holds where you stand, that with the open gaps, or the saved assessment without names of people;
      what exactly stands beside it; the name of the organisation only with --organisation, or in full;
      URL is the page that opens it; -o writes a file, of any length (docs/links.md)
  tickmark open LINK|FILE [--passphrase-file FILE] [--format text|json] [-o OUT]
      write what a link holds: a saved assessment as its file, a summary as text
  tickmark merge FILE… [--prefer lower] [-o OUT]
      write several respondents' files of one assessment as one, and say where they contradict each other: such a question is left
      open, or with --prefer lower has the answer that supports less; exit 1 where something is left open
  tickmark carry-on ASSESSMENT [--start DATE] [--end DATE] [--as-of DATE] [--format text|json] [-o OUT]
      write a Type 1 assessment as the Type 2 that follows it, and say what was decided about each part: its window begins
      the day after the examination, and what speaks of occurrences is asked anew; json holds both in one document
  tickmark requests ASSESSMENT LIST [--format text|json] [-o OUT]
      write the assessment with the auditor's own list of requests in it (CSV, or a request a line), and say which controls each is
      likely about: a suggestion, until `confirmed` is set; the report, csv-pbc and ics then have these requests first
  tickmark inspect EVIDENCE… [--assessment FILE] [--mapping FILE] [--as-of DATE] [--format text|json|csv] [-o OUT]
                  [--key OUT]
      say what files are and what the procedures find in them;
      without --assessment, DATE is the day of the files;
      csv is the list of all evidence as a table, without what was found;
      --key writes who stands behind pseudonyms and rows: keep that file to yourself;
      a table or list of JSON objects that is not recognised gives the mapping that is suggested for it, as JSON: saved, looked through and
      named with --mapping, it says what each column is; an assessment that lists the file keeps it;
      of a table inside an archive it stands beside the problem, and --mapping is of the tables that have its columns
  tickmark compare BEFORE AFTER [--format text|json] [-o OUT]
      say what moved the figures between two saved assessments: days passed, profile, answers, evidence
  tickmark calc sample-size --risk 5% --tolerable 10% [--expected 0%] [--population N]
                  [--format text|json]
      how many items to draw, and how many deviations among them the expected rate allows
  tickmark calc upper-limit --risk 5% --sample 25 --deviations 0 [--population N]
                  [--format text|json]
      the highest rate of deviation that a sample leaves open
  tickmark sample ASSESSMENT [EVIDENCE…] [--control ID] [--seed TEXT] [--as-of DATE] [--format text|json]
      draw the items that an auditor could pull of each control, and say what to have ready;
      the same seed draws the same items, anybody can draw them again (src/evidence/draw.rs);
      without --seed it is the organisation and the first day of the window, \"Acme 2026-09-15\"
  tickmark calc cases FILE
      print the cases of FILE with their results worked out
  tickmark migrate ASSESSMENT [--to ID] [-o OUT]
      write a saved assessment under the questionnaire of today, or under the one with
      that id, and say what moved
  tickmark simulate [--companies N] [--seed S] [--format text|json]
      draw companies and audits from the model, and compare what is stated with what comes out
  tickmark calibrate ENGAGEMENTS [--base ID] [--format text|json] [-o OUT]
      compare what was stated of your own past engagements with what was noted; write the
      base rates that they speak for as an overlay, into a new file or after the table

for authors of questionnaires (questionnaires/README.md):
  tickmark list [--locale TAG|FILE]
      name the questionnaires that are known; in another language by its tag, such as de, or from
      words that compile wrote
  tickmark schema NAME [-o OUT]
      print a JSON Schema: assessment, questionnaire, catalogue, content, overlay, evidence,
      engagements, result, language, locale, or a file of a catalogue, such as redFlags;
      with Words after the name, of its words in another language
  tickmark lint FILE…
      read questionnaires, a catalogue's folder or files of it, overlays and compiled content
      (YAML or JSON), say every problem with file, line and column; also a locale's folder, locales/TAG,
      or files of it: whether every word is there
  tickmark compile FILE… [-o OUT]
      write questionnaires, with the catalogue whose folder is among them, as content;
      or the content that one overlay makes of its base; or the words of a locale's folder, or of
      an overlay's file in it

--content FILE takes questionnaires, or a whole catalogue, that `compile` has written.
DATE is YYYY-MM-DD. Exit: 0 done, 1 at or above --fail-on (verify: differs; merge: something is left
open), 2 unusable input.
";

/// The words of a command line after the command.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) files: Vec<PathBuf>,
    pub(super) as_of: Option<Date>,
    pub(super) format: Option<String>,
    pub(super) output: Option<PathBuf>,
    pub(super) assessment: Option<PathBuf>,
    pub(super) content: Option<PathBuf>,
    pub(super) mapping: Option<PathBuf>,
    pub(super) key: Option<PathBuf>,
    pub(super) names: Option<PathBuf>,
    pub(super) layout: Option<PathBuf>,
    pub(super) previous: Vec<PathBuf>,
    pub(super) brand: Option<PathBuf>,
    pub(super) template: Option<PathBuf>,
    pub(super) fail_on: Option<Severity>,
    pub(super) to: Option<String>,
    pub(super) days: Option<u32>,
    pub(super) until: Option<Date>,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) base: Option<String>,
    pub(super) companies: Option<u32>,
    pub(super) control: Option<String>,
    pub(super) locale: Option<String>,
    pub(super) seed: Option<String>,
    pub(super) redact: Option<String>,
    pub(super) prefer: Option<String>,
    pub(super) passphrase_file: Option<PathBuf>,
    pub(super) organisation: bool,
}

impl Arguments {
    pub(super) fn read(mut parser: lexopt::Parser, allowed: &[&str]) -> Outcome<Self> {
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
            if name == "organisation" {
                found.organisation = true;
                continue;
            }
            let value = parser.value().map_err(usage)?;
            let text = value.to_string_lossy().into_owned();
            match name.as_str() {
                "as-of" => found.as_of = Some(date(&name, &text)?),
                "format" => found.format = Some(text),
                "to" => found.to = Some(text),
                "days" => found.days = Some(whole(&name, &text)?),
                "until" => found.until = Some(date(&name, &text)?),
                "start" => found.start = Some(date(&name, &text)?),
                "end" => found.end = Some(date(&name, &text)?),
                "base" => found.base = Some(text),
                "companies" => found.companies = Some(whole(&name, &text)?),
                "control" => found.control = Some(text),
                "locale" => found.locale = Some(text),
                "seed" => found.seed = Some(text),
                "redact" => found.redact = Some(text),
                "prefer" => found.prefer = Some(text),
                "passphrase-file" => found.passphrase_file = Some(value.into()),
                "output" => found.output = Some(value.into()),
                "mapping" => found.mapping = Some(value.into()),
                "key" => found.key = Some(value.into()),
                "names" => found.names = Some(value.into()),
                "layout" => found.layout = Some(value.into()),
                "brand" => found.brand = Some(value.into()),
                "template" => found.template = Some(value.into()),
                "previous" => found.previous.push(value.into()),
                "content" => found.content = Some(value.into()),
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

/// A whole number of the command line.
pub(super) fn whole<T: std::str::FromStr>(name: &str, text: &str) -> Outcome<T> {
    text.parse().map_err(|_| {
        Trouble::Usage(format!(
            "--{name}: `{text}` is not a whole number, 0 or more, that fits here"
        ))
    })
}

/// A day of the command line.
fn date(name: &str, text: &str) -> Outcome<Date> {
    text.parse()
        .map_err(|why| Trouble::Usage(format!("--{name}: `{text}` is not a date: {why}")))
}
