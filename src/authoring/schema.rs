//! JSON Schemas of every document that people write or keep, for the help that editors give.
//!
//! They say what the types say, in the words of their doc comments. What they cannot say (ids that exist,
//! rungs that rise) `tickmark lint` does.

mod words;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use super::locale::Language;
use super::overlay::{OVERLAY_FORMAT, OVERLAY_VERSION, OverlayFile};
use crate::Advised;
use crate::input::answers::{ASSESSMENT_FORMAT, ASSESSMENT_VERSION, AssessmentFile};
use crate::input::catalogue::{CatalogueFile, DomainControls};
use crate::input::content::{CONTENT_FORMAT, CONTENT_VERSION, ContentFile};
use crate::input::framework::{Criterion, Domain, Framework, Retired};
use crate::input::locale::{LOCALE_FORMAT, LOCALE_VERSION, LocaleFile};
use crate::input::manifest::{MANIFEST_FORMAT, MANIFEST_VERSION, Manifest};
use crate::input::past::{ENGAGEMENTS_FORMAT, ENGAGEMENTS_VERSION, EngagementsFile};
use crate::input::policy::{PolicyValue, Population, Priors, SamplingPolicy};
use crate::input::questionnaire::{Question, Questionnaire};
use crate::input::rules::{ContradictionRule, RedFlagRule};
use crate::input::scoping::Fact;
use crate::report::exports::result::{RESULT_FORMAT, RESULT_VERSION};

/// The documents, each with a title: whole ones first, then the files of a catalogue.
pub const NAMES: [(&str, &str); 35] = [
    ("assessment", "A saved assessment"),
    ("questionnaire", "A questionnaire"),
    ("catalogue", "A catalogue"),
    ("content", "Compiled content"),
    ("overlay", "An overlay: changes to content"),
    ("evidence", "A list of evidence"),
    (
        "engagements",
        "Past engagements: what was stated, what was noted",
    ),
    ("result", "Everything worked out from an assessment"),
    ("contradictions", "The contradictions of a catalogue"),
    ("controls", "The controls of one domain"),
    ("criteria", "The criteria of a catalogue"),
    ("domains", "The control domains of a catalogue"),
    ("framework", "What a catalogue is for"),
    (
        "policyValues",
        "Values that a company can state about its own rules",
    ),
    ("populations", "What is counted, and defaults"),
    ("priors", "The judgement that the forecast rests on"),
    ("redFlags", "The red flags of a catalogue"),
    ("retired", "Ids that controls once had"),
    ("samplingPolicies", "How many items are tested"),
    ("scoping", "Facts that are asked first"),
    ("language", "The language of a locale"),
    ("locale", "A compiled locale: words of one language"),
    ("questionnaireWords", "The words of a questionnaire"),
    ("overlayWords", "The words of an overlay"),
    (
        "contradictionsWords",
        "The words of a catalogue's contradictions",
    ),
    ("controlsWords", "The words of the controls of one domain"),
    ("criteriaWords", "The words of a catalogue's criteria"),
    ("domainsWords", "The words of a catalogue's domains"),
    ("frameworkWords", "The words of what a catalogue is for"),
    ("policyValuesWords", "The words of a company's values"),
    ("populationsWords", "The words of what is counted"),
    ("priorsWords", "The words of the forecast's judgement"),
    ("redFlagsWords", "The words of a catalogue's red flags"),
    (
        "samplingPoliciesWords",
        "The words of how many items are tested",
    ),
    ("scopingWords", "The words of facts that are asked first"),
];

/// How the names of the schemas of words end, after that of the authored file.
const OF_WORDS: &str = "Words";

/// The schema of a document, of those in [`NAMES`].
#[must_use]
pub fn schema(name: &str) -> Option<Value> {
    let (_, title) = NAMES.iter().find(|(known, _)| *known == name)?;
    let mut settings = SchemaSettings::draft07();
    if name == "result" {
        // It is written and not read: what is always written is there.
        settings = settings.for_serialize();
    }
    let mut generator: SchemaGenerator = settings.into_generator();
    let known = &mut generator;
    let authored = name.strip_suffix(OF_WORDS);
    let root = match authored.unwrap_or(name) {
        "assessment" => known.root_schema_for::<AssessmentFile>(),
        "questionnaire" => known.root_schema_for::<Questionnaire>(),
        "catalogue" => known.root_schema_for::<CatalogueFile>(),
        "content" => known.root_schema_for::<ContentFile>(),
        "overlay" => {
            known.subschema_for::<CatalogueFile>();
            known.subschema_for::<Question>();
            known.root_schema_for::<OverlayFile>()
        }
        "evidence" => known.root_schema_for::<Manifest>(),
        "engagements" => known.root_schema_for::<EngagementsFile>(),
        "result" => known.root_schema_for::<Advised<'static>>(),
        "contradictions" => known.root_schema_for::<Vec<ContradictionRule>>(),
        "controls" => known.root_schema_for::<DomainControls>(),
        "criteria" => known.root_schema_for::<Vec<Criterion>>(),
        "domains" => known.root_schema_for::<Vec<Domain>>(),
        "framework" => known.root_schema_for::<Framework>(),
        "policyValues" => known.root_schema_for::<Vec<PolicyValue>>(),
        "populations" => known.root_schema_for::<Vec<Population>>(),
        "priors" => known.root_schema_for::<Priors>(),
        "redFlags" => known.root_schema_for::<Vec<RedFlagRule>>(),
        "retired" => known.root_schema_for::<Vec<Retired>>(),
        "samplingPolicies" => known.root_schema_for::<Vec<SamplingPolicy>>(),
        "language" => known.root_schema_for::<Language>(),
        "locale" => known.root_schema_for::<LocaleFile>(),
        _ => known.root_schema_for::<Vec<Fact>>(),
    };
    let mut schema = root.to_value();
    if authored.unwrap_or(name) == "overlay" {
        overlay(&mut schema);
    }
    if authored.is_some() {
        words::alone(&mut schema);
        prune(&mut schema);
    }
    if let Value::Object(map) = &mut schema {
        map.insert(
            "$id".to_owned(),
            json!(format!("urn:tickmark:schema:{name}:1")),
        );
        map.insert("title".to_owned(), json!(title));
        header(name, map);
    }
    plain(&mut schema, None);
    Some(schema)
}

/// What `format` and `version` may be.
fn header(name: &str, map: &mut Map<String, Value>) {
    let (format, newest) = match name {
        "assessment" => (ASSESSMENT_FORMAT, ASSESSMENT_VERSION),
        "content" => (CONTENT_FORMAT, CONTENT_VERSION),
        "overlay" => (OVERLAY_FORMAT, OVERLAY_VERSION),
        "evidence" => (MANIFEST_FORMAT, MANIFEST_VERSION),
        "result" => (RESULT_FORMAT, RESULT_VERSION),
        "engagements" => (ENGAGEMENTS_FORMAT, ENGAGEMENTS_VERSION),
        "locale" => (LOCALE_FORMAT, LOCALE_VERSION),
        _ => return,
    };
    let mut limit = |key: &str, limits: Value| {
        let property = map.get_mut("properties").and_then(|p| p.get_mut(key));
        if let (Some(Value::Object(property)), Value::Object(limits)) = (property, limits) {
            property.extend(limits);
        }
    };
    let told = format!("Always `{format}`.");
    limit("format", json!({ "const": format, "description": told }));
    let told = format!("Version of the format; at most {newest}.");
    limit(
        "version",
        json!({ "minimum": 1, "maximum": newest, "description": told }),
    );
}

/// Keys whose value is a readiness level.
const LEVELS: [&str; 5] = [
    "level",
    "redFlagBelow",
    "claimedAtMost",
    "claimedAtLeast",
    "supportedAtMost",
];

/// Descriptions without the links of the documentation, numbers with their true limits.
///
/// * `key`: the property that this is the schema of.
fn plain(schema: &mut Value, key: Option<&str>) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|part| plain(part, None)),
        Value::Object(map) => {
            if let Some(Value::String(text)) = map.get_mut("description") {
                let words = text.replace("[`", "`").replace("`]", "`");
                *text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            // Names of Rust's number types say nothing to an editor.
            if matches!(map.get("format"), Some(Value::String(f)) if f != "date") {
                map.remove("format");
            }
            if map.get("maximum") == Some(&json!(255)) {
                map.remove("maximum");
            }
            if key.is_some_and(|key| LEVELS.contains(&key)) {
                map.insert("maximum".to_owned(), json!(5));
            }
            for (name, part) in map.iter_mut() {
                if let ("properties", Value::Object(properties)) = (name.as_str(), &mut *part) {
                    for (key, property) in properties.iter_mut() {
                        plain(property, Some(key));
                        tag(property);
                    }
                } else {
                    plain(part, None);
                }
            }
        }
        _ => {}
    }
}

/// Says of the key that tells variants apart what it is.
fn tag(property: &mut Value) {
    if let Value::Object(map) = property
        && map.contains_key("const")
        && !map.contains_key("description")
    {
        map.insert("description".to_owned(), json!("Which of these it is."));
    }
}

/// The lists of an overlay, with the type of their elements.
const ELEMENTS: [(&str, &str); 9] = [
    ("areas", "Area"),
    ("domains", "Domain"),
    ("policyValues", "PolicyValue"),
    ("populations", "Population"),
    ("scoping", "Fact"),
    ("controls", "Control"),
    ("redFlags", "RedFlagRule"),
    ("contradictions", "ContradictionRule"),
    ("questions", "Question"),
];

/// Says what is added and what is changed: whole elements, and parts of them.
fn overlay(schema: &mut Value) {
    let Some(Value::Object(mut definitions)) = schema.get("definitions").cloned() else {
        return;
    };
    for (section, element) in ELEMENTS {
        let added = format!("{element}Added");
        let changed = part_of(&mut definitions, element);
        let mut whole = definitions.get(element).cloned().unwrap_or_default();
        if let Some(Value::Object(properties)) = whole.get_mut("properties") {
            let told = "Id of the element that it follows; at the end unless said otherwise.";
            properties.insert(
                "after".to_owned(),
                json!({ "type": "string", "description": told }),
            );
            if section == "controls" {
                let told = "Id of the domain that it belongs to.";
                let domain = json!({ "type": "string", "description": told });
                properties.insert("domain".to_owned(), domain);
            }
        }
        if let (Some(Value::Array(required)), "controls") = (whole.get_mut("required"), section) {
            required.push(json!("domain"));
        }
        definitions.insert(added.clone(), whole);
        if let Some(Value::Object(partial)) = definitions.get_mut(&changed) {
            partial.insert("required".to_owned(), json!(["id"]));
        }
        // The section's own type, by the section's name.
        let from = match section {
            "areas" => "AreaChanges",
            "controls" => "ControlChanges",
            "questions" => "QuestionChanges",
            "policyValues" | "populations" | "scoping" => "Additions",
            _ => "Changes",
        };
        let mut own = definitions.get(from).cloned().unwrap_or_default();
        let mut items = |key: &str, name: &str| {
            let property = own.get_mut("properties").and_then(|p| p.get_mut(key));
            if let Some(Value::Object(property)) = property {
                property.insert("items".to_owned(), refers(name));
            }
        };
        items("add", &added);
        items("change", &changed);
        let name = format!("{element}Changes");
        definitions.insert(name.clone(), own);
        let property = schema
            .get_mut("properties")
            .and_then(|p| p.get_mut(section));
        if let Some(Value::Object(property)) = property {
            property.remove("anyOf");
            property.insert("allOf".to_owned(), json!([refers(&name)]));
        }
    }
    if let Value::Object(map) = &mut *schema {
        map.insert("definitions".to_owned(), Value::Object(definitions));
    }
    prune(schema);
}

/// Takes out the definitions that a schema does not come to.
fn prune(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    if let Some(Value::Object(mut definitions)) = map.remove("definitions") {
        let reachable = reachable(map, &definitions);
        definitions.retain(|name, _| reachable.contains(name));
        map.insert("definitions".to_owned(), Value::Object(definitions));
    }
}

fn refers(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The definition of a part of `name`: no key is required, also not in objects that it holds.
fn part_of(definitions: &mut Map<String, Value>, name: &str) -> String {
    let part = format!("{name}Changed");
    let Some(mut partial) = definitions.get(name).cloned() else {
        return part;
    };
    if partial.get("properties").is_none() {
        return name.to_owned();
    }
    if definitions.contains_key(&part) {
        return part;
    }
    definitions.insert(part.clone(), Value::Null);
    if let Value::Object(map) = &mut partial {
        map.remove("required");
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            // A test is given whole: half of one means something else.
            for property in properties
                .iter_mut()
                .filter(|(k, _)| !matches!(k.as_str(), "when" | "shown"))
                .map(|(_, p)| p)
            {
                partial_reference(definitions, property);
            }
        }
    }
    definitions.insert(part.clone(), partial);
    part
}

/// Turns a reference to an object into one to a part of it; lists are left alone.
fn partial_reference(definitions: &mut Map<String, Value>, property: &mut Value) {
    let Value::Object(map) = property else {
        return;
    };
    if let Some(Value::String(reference)) = map.get_mut("$ref")
        && let Some(name) = reference.strip_prefix("#/definitions/").map(str::to_owned)
    {
        let part = part_of(definitions, &name);
        *reference = format!("#/definitions/{part}");
    }
    for key in ["allOf", "anyOf"] {
        if let Some(Value::Array(list)) = map.get_mut(key) {
            for part in list {
                partial_reference(definitions, part);
            }
        }
    }
}

/// The definitions that a schema comes to.
fn reachable(root: &Map<String, Value>, definitions: &Map<String, Value>) -> Vec<String> {
    fn names(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(list) => list.iter().for_each(|part| names(part, found)),
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    found.extend(reference.strip_prefix("#/definitions/").map(str::to_owned));
                }
                map.iter()
                    .filter(|(key, _)| *key != "definitions")
                    .for_each(|(_, part)| names(part, found));
            }
            _ => {}
        }
    }
    let mut open = Vec::new();
    names(&Value::Object(root.clone()), &mut open);
    let mut seen: Vec<String> = Vec::new();
    while let Some(name) = open.pop() {
        if seen.contains(&name) {
            continue;
        }
        if let Some(definition) = definitions.get(&name) {
            names(definition, &mut open);
        }
        seen.push(name);
    }
    seen
}
