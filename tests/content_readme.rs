//! The page on content says what the schemas say: every key has its row, every row is a key, the examples are read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Map, Value};
use tickmark::input;
use tickmark::input::answers::Window;
use tickmark::input::control::Cadence;
use tickmark::input::periods::periods;

const PAGE: &str = "questionnaires/README.md";
const SCHEMAS: &str = "questionnaires/schema";

/// Keys with their marks.
type Keys = BTreeMap<String, String>;

fn page() -> String {
    fs::read_to_string(PAGE).unwrap()
}

/// Every checked-in schema of what people write or keep, by name. The result is written by us alone: `docs/exports.md`;
/// words in other languages have keys of the files whose words they are.
fn schemas() -> BTreeMap<String, Value> {
    let files = fs::read_dir(SCHEMAS).unwrap().map(|e| e.unwrap().path());
    let files = files.filter(|path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
        name != "result" && !name.ends_with("Words")
    });
    let named = files.map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (name, serde_json::from_str(&text).unwrap())
    });
    named.collect()
}

/// The cells of a row of a table.
fn cells(line: &str) -> Vec<&str> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(str::trim).collect()
}

/// What a cell names in backticks.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The tables of the page that list keys, by the object of a schema that they describe.
fn tables() -> BTreeMap<String, Keys> {
    let page = page();
    let mut found = BTreeMap::new();
    for part in page.split("<!-- keys: ").skip(1) {
        let (objects, rest) = part.split_once(" -->\n").unwrap();
        let mut keys = Keys::new();
        for line in rest.lines().skip(2).take_while(|l| l.starts_with('|')) {
            let cells = cells(line);
            assert_eq!(cells.len(), 3, "{objects}: {line}");
            for key in named(cells[0]) {
                let again = keys.insert(key.to_owned(), cells[1].to_owned());
                assert!(again.is_none(), "{objects}: `{key}` has two rows");
            }
        }
        for object in objects.split(' ') {
            let again = found.insert(object.to_owned(), keys.clone());
            assert!(again.is_none(), "`{object}` has two tables");
        }
    }
    assert!(found.len() > 20, "{}: where are the tables?", found.len());
    found
}

/// One schema, on the way through its objects.
struct Walk<'s> {
    definitions: &'s Map<String, Value>,
    tables: &'s BTreeMap<String, Keys>,
    /// Definitions that a table covers, of its own or within another.
    covered: BTreeSet<String>,
}

impl<'s> Walk<'s> {
    /// The object that a property holds, alone or in a list, with the name of its definition.
    fn held(&self, property: &'s Value) -> Option<(Option<&'s str>, &'s Value)> {
        if let Some(name) = property.get("$ref").and_then(Value::as_str) {
            let name = name.strip_prefix("#/definitions/").unwrap();
            let definition = &self.definitions[name];
            return is_object(definition).then_some((Some(name), definition));
        }
        if is_object(property) {
            return Some((None, property));
        }
        let parts = ["allOf", "anyOf"]
            .into_iter()
            .filter_map(|k| property[k].as_array());
        let mut held = parts.flatten().chain(property.get("items"));
        held.find_map(|part| self.held(part))
    }

    /// The keys of an object, and of those in it that have no table of their own.
    fn keys(&mut self, object: &'s Value, before: &str, found: &mut Keys) {
        // One of several objects: each key stands in one of them alone.
        for choice in object["oneOf"].as_array().into_iter().flatten() {
            for key in choice["properties"].as_object().unwrap().keys() {
                found.insert(format!("{before}{key}"), "one of".to_owned());
            }
        }
        if object["additionalProperties"].is_object() {
            found.insert(format!("{before}…Reason"), "optional".to_owned());
        }
        let required = object["required"].as_array();
        for (key, property) in object["properties"].as_object().into_iter().flatten() {
            let is_required = required.is_some_and(|r| r.iter().any(|k| k == key));
            let list = if is_list(property) { "[]" } else { "" };
            let path = format!("{before}{key}{list}");
            if let Some((name, held)) = self.held(property) {
                let own = name.is_some_and(|n| self.tables.contains_key(n) || of_an_overlay(n));
                if !own {
                    self.covered.extend(name.map(str::to_owned));
                    self.keys(held, &format!("{path}."), found);
                }
            }
            let mark = if is_required { "required" } else { "optional" };
            found.insert(path, mark.to_owned());
        }
    }
}

fn is_object(schema: &Value) -> bool {
    let choices = schema["oneOf"].as_array();
    schema["properties"].is_object()
        || choices.is_some_and(|c| c.iter().all(|s| s["properties"].is_object()))
}

fn is_list(property: &Value) -> bool {
    property.get("items").is_some()
}

/// Whole elements to add, and parts of elements to change: the page describes the elements.
fn of_an_overlay(definition: &str) -> bool {
    definition.ends_with("Added") || definition.ends_with("Changed")
}

#[test]
fn every_key_has_its_row_and_every_row_is_a_key() {
    let (tables, schemas) = (tables(), schemas());
    let mut wrong = Vec::new();
    // Objects with a table, and those told within one: by name, for several schemas have the same.
    let (mut used, mut covered, mut objects) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (file, schema) in &schemas {
        let mut walk = Walk {
            definitions: schema["definitions"].as_object().unwrap(),
            tables: &tables,
            covered: BTreeSet::new(),
        };
        for (name, object) in walk.definitions.iter().chain([(file, schema)]) {
            let Some(told) = tables.get(name) else {
                continue;
            };
            used.insert(name.clone());
            walk.covered.insert(name.clone());
            let mut keys = Keys::new();
            walk.keys(object, "", &mut keys);
            for (key, mark) in &keys {
                match told.get(key) {
                    None => wrong.push(format!("{file}, {name}: `{key}` ({mark}) has no row")),
                    Some(other) if other != mark => {
                        wrong.push(format!("{file}, {name}: `{key}` is {mark}, not {other}"));
                    }
                    Some(_) => {}
                }
            }
            let invented = told.keys().filter(|key| !keys.contains_key(*key));
            wrong.extend(invented.map(|k| format!("{file}, {name}: `{k}` is no key")));
        }
        covered.append(&mut walk.covered);
        let all = walk.definitions.iter().chain([(file, schema)]);
        let found = all.filter(|(name, o)| is_object(o) && !of_an_overlay(name));
        objects.extend(found.map(|(name, _)| name.clone()));
    }
    let untold = objects.difference(&covered);
    wrong.extend(untold.map(|name| format!("{name} has no table")));
    let invented = tables.keys().filter(|name| !used.contains(*name));
    wrong.extend(invented.map(|name| format!("`{name}` is in no schema")));
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_keys_with_words_for_people_are_told() {
    let page = page();
    let (_, told) = page.split_once("<!-- words -->\n").unwrap();
    let (list, _) = told.split_once(", and of every key").unwrap();
    assert_eq!(named(list), input::locale::WORDS);
    // Each is a key of some document.
    let schemas = schemas();
    for word in input::locale::WORDS {
        let used = schemas
            .values()
            .any(|s| s.to_string().contains(&format!("\"{word}\":{{")));
        assert!(used, "{word}");
    }
}

#[test]
fn every_word_that_a_key_may_be_is_told() {
    let page = page();
    for (file, schema) in schemas() {
        let definitions = schema["definitions"].as_object().unwrap().clone();
        for (name, definition) in definitions {
            let words = definition["oneOf"].as_array().cloned().unwrap_or_default();
            for word in words.iter().filter_map(|w| w["const"].as_str()) {
                assert!(
                    page.contains(&format!("`{word}`")),
                    "{file}, {name}: {word}"
                );
            }
        }
    }
}

/// The examples in JSON.
fn examples() -> Vec<Value> {
    let page = page();
    let blocks = page.split("```json\n").skip(1);
    let texts = blocks.map(|b| b.split("```").next().unwrap());
    texts.map(|t| serde_json::from_str(t).unwrap()).collect()
}

#[test]
fn the_examples_are_read_and_have_no_problem() {
    let content = input::content().unwrap();
    let examples = examples();
    assert_eq!(examples.len(), 2);
    let (mut answers, mut profiles) = (BTreeSet::new(), BTreeSet::new());
    for example in examples {
        let file = input::assessment_file(example.clone(), content).unwrap();
        for answer in example["answers"].as_array().unwrap() {
            answers.extend(answer.as_object().unwrap().keys().cloned());
        }
        profiles.extend(example["profile"].as_object().unwrap().keys().cloned());
        if let Err(problems) = input::engagement(file, content) {
            panic!("{problems}");
        }
    }
    let schema = &schemas()["assessment"]["definitions"];
    for (name, shown) in [("Answer", answers), ("Profile", profiles)] {
        let keys = schema[name]["properties"].as_object().unwrap().keys();
        let all: BTreeSet<String> = keys.cloned().collect();
        assert_eq!(shown, all, "{name}: every key is shown once");
    }
}

#[test]
fn periods_have_the_ids_that_the_page_gives() {
    let page = page();
    let window: Window =
        serde_json::from_value(examples()[0]["profile"]["window"].clone()).unwrap();
    let (_, table) = page.split_once("| Cadence | A period |").unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(2).map_while(row).collect();
    assert_eq!(rows.len(), Cadence::ALL.len());
    for row in rows {
        let cadence = Cadence::ALL.iter().find(|c| c.as_str() == named(row[0])[0]);
        let found = periods(*cadence.unwrap(), window);
        let ids = (named(row[2])[0], named(row[3])[0]);
        let (first, last) = (found.first().unwrap(), found.last().unwrap());
        assert_eq!(ids, (first.id().as_str(), last.id().as_str()));
        assert_eq!(row[4], found.len().to_string(), "{}", row[0]);
    }
}

fn row(line: &str) -> Option<Vec<&str>> {
    line.starts_with('|').then(|| cells(line))
}

#[test]
fn the_reader_of_this_test_sees_marks_and_lists() {
    let schema: Value = serde_json::from_str(
        r##"{ "definitions": { "B": { "properties": { "c": {} }, "required": ["c"] } },
        "properties": { "a": { "items": { "$ref": "#/definitions/B" } } } }"##,
    )
    .unwrap();
    let tables = BTreeMap::new();
    let mut walk = Walk {
        definitions: schema["definitions"].as_object().unwrap(),
        tables: &tables,
        covered: BTreeSet::new(),
    };
    let mut keys = Keys::new();
    walk.keys(&schema, "", &mut keys);
    let found: Vec<(&str, &str)> = keys.iter().map(|(k, m)| (&**k, &**m)).collect();
    assert_eq!(found, [("a[]", "optional"), ("a[].c", "required")]);
    assert!(walk.covered.contains("B"));
}
