//! OSCAL 1.2.1 as JSON: assessment results, and a plan of action and milestones.
//!
//! What a company says of itself is an observation by interview, marked as its own report. Only what a test procedure did over
//! a file counts as examined, and only where that was so in this window is there a finding. The words of OSCAL for the
//! state of a finding are its own, not ours.

mod observations;
mod poam;
mod results;
mod risks;

use serde_json::{Value, json};

use super::input::{ControlTold, ExportInput};
use super::text::{clean, id, slug, title};
use crate::date::Date;
use crate::report::markdown::escaped;

pub(super) use poam::poam;
pub(super) use results::results;

/// The version of OSCAL that is written.
const OSCAL: &str = "1.2.1";

/// The name space of properties that are ours.
const OURS: &str = "urn:tickmark:oscal";

/// What the parts of a document are made from.
struct Writer<'a> {
    input: &'a ExportInput,
    /// Whose ids they are.
    owner: String,
}

impl<'a> Writer<'a> {
    fn new(input: &'a ExportInput) -> Self {
        Self {
            input,
            owner: format!("{}\n{}", input.organisation, input.framework.id),
        }
    }

    fn as_of(&self) -> Date {
        self.input.as_of
    }

    /// The id of what is told again in later documents: the risk of a gap, what closes it.
    fn lasting(&self, kind: &str, name: &str) -> String {
        id(&self.owner, kind, name)
    }

    /// The id of what is so on the day of the assessment.
    fn of_today(&self, kind: &str, name: &str) -> String {
        id(&self.owner, kind, &format!("{}\n{name}", self.as_of()))
    }

    fn organisation(&self) -> String {
        match title(&self.input.organisation, 120).as_str() {
            "" => "The organisation".to_owned(),
            name => name.to_owned(),
        }
    }

    /// Head, ids of who speaks, and what stands at the end of either document.
    fn metadata(&self, what: &str) -> Value {
        let framework = &self.input.framework;
        json!({
            "title": title(&format!("{} {what}: {}", framework.name, self.organisation()), 200),
            "last-modified": time(self.as_of()),
            "version": self.as_of().to_string(),
            "oscal-version": OSCAL,
            "parties": [{
                "uuid": self.lasting("party", "organisation"),
                "type": "organization",
                "name": self.organisation(),
            }],
            "remarks": format!(
                "A self-assessment, not an attestation. Written by Tickmark {}. {}",
                env!("CARGO_PKG_VERSION"),
                markup(&framework.disclaimer)
            ),
        })
    }

    /// The program, as something that documents can name.
    fn program(&self) -> Value {
        json!([{
            "uuid": self.lasting("component", "tickmark"),
            "type": "software",
            "title": "Tickmark",
            "description": "Works out levels, chances and gaps from answers and exports of evidence.",
            "status": { "state": "operational" },
        }])
    }

    fn by_program(&self) -> Value {
        json!([{ "actors": [{ "type": "tool", "actor-uuid": self.lasting("component", "tickmark") }] }])
    }

    fn by_organisation(&self) -> Value {
        json!([{ "actors": [{ "type": "party", "actor-uuid": self.lasting("party", "organisation") }] }])
    }

    /// The control and its examined criteria, as properties.
    fn about(&self, control: &ControlTold) -> Vec<Value> {
        let mut properties = vec![property("control", &control.id)];
        let examined = control.criteria.iter();
        properties.extend(examined.map(|c| property("criterion", c)));
        properties
    }
}

/// A property in our name space. OSCAL has none without a value.
fn property(name: &str, value: &str) -> Value {
    let value = match title(value, 500).as_str() {
        "" => "-".to_owned(),
        value => value.to_owned(),
    };
    json!({ "name": name, "ns": OURS, "value": value })
}

/// A day as a moment: its beginning in UTC, since OSCAL has no days.
fn time(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A text as markup that shows its characters, a paragraph a line.
fn markup(text: &str) -> String {
    let cleaned = clean(text);
    let lines = cleaned.lines().map(escaped);
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    match lines.is_empty() {
        true => "-".to_owned(),
        false => lines.join("\n\n"),
    }
}

/// A word as OSCAL writes ids: it begins with a letter or `_`.
fn token(text: &str) -> String {
    let slug = slug(text);
    match slug.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        true => slug,
        false => format!("_{slug}"),
    }
}

/// The document under its name, with an id made of all that is in it.
fn document(name: &str, mut body: Value) -> Vec<u8> {
    let id = id("", name, &body.to_string());
    if let Value::Object(map) = &mut body {
        map.insert("uuid".to_owned(), json!(id));
    }
    let whole = json!({ name: body });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}
