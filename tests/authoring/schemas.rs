//! The schemas are current, say something about every key, and are named by every authored file.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use serde_json::Value;
use tickmark::authoring::schema::{NAMES, schema};
use tickmark::authoring::shape::PARTS;

#[test]
fn the_schemas_in_the_tree_are_current() {
    for (name, _) in NAMES {
        let mut text = serde_json::to_string_pretty(&schema(name).unwrap()).unwrap();
        text.push('\n');
        expect_file![format!("../../questionnaires/schema/{name}.json")].assert_eq(&text);
    }
    let files = fs::read_dir("questionnaires/schema").unwrap().count();
    assert_eq!(files, NAMES.len(), "a schema of something else");
    for part in PARTS {
        assert!(
            NAMES.iter().any(|(name, _)| *name == part),
            "{part} has no schema"
        );
    }
}

#[test]
fn every_key_says_what_it_is() {
    fn look(name: &str, at: &str, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|part| look(name, at, part)),
            Value::Object(map) => {
                if let Some(Value::Object(properties)) = map.get("properties") {
                    for (key, property) in properties {
                        // A variant with data is told beside its only key.
                        let around = map.get("description").filter(|_| properties.len() == 1);
                        let told = property.get("description").or(around);
                        let told = told.and_then(Value::as_str).unwrap_or_default();
                        assert!(told.len() > 2, "{name}: {at}/{key} says nothing");
                        assert!(!told.contains("[`"), "{name}: {at}/{key}: {told}");
                    }
                }
                for (key, part) in map {
                    look(name, &format!("{at}/{key}"), part);
                }
            }
            _ => {}
        }
    }
    for (name, title) in NAMES {
        let found = schema(name).unwrap();
        assert_eq!(found["title"], title);
        assert_eq!(found["$id"], format!("urn:tickmark:schema:{name}:1"));
        look(name, "", &found);
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn look(root: &Value, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|part| look(root, part)),
            Value::Object(map) => {
                if let Some(Value::String(to)) = map.get("$ref") {
                    let at = to.trim_start_matches('#');
                    assert!(root.pointer(at).is_some(), "{to}");
                }
                map.values().for_each(|part| look(root, part));
            }
            _ => {}
        }
    }
    for (name, _) in NAMES {
        let found = schema(name).unwrap();
        look(&found, &found);
    }
}

#[test]
fn authored_files_name_their_schema() {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in [
        "questionnaires",
        "questionnaires/soc2",
        "questionnaires/soc2/controls",
        "questionnaires/locales/de",
        "questionnaires/locales/de/soc2",
        "questionnaires/locales/de/soc2/controls",
    ] {
        let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        files.extend(entries.filter(|p| p.extension().is_some_and(|e| e == "yaml")));
    }
    assert!(files.len() > 50);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let first = text.lines().next().unwrap();
        let named = first.strip_prefix("# yaml-language-server: $schema=");
        let named = named.unwrap_or_else(|| panic!("{}: {first}", file.display()));
        let schema = file.parent().unwrap().join(named);
        assert!(Path::new(&schema).is_file(), "{}", schema.display());
        let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        let schema = jsonschema::draft7::new(&schema).unwrap();
        let value: Value = serde_saphyr::from_str(&text).unwrap();
        let wrong: Vec<String> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", file.display());
    }
}

#[test]
fn words_have_the_keys_with_words_alone() {
    let keys = |name: &str, at: &str| -> Vec<String> {
        let schema = schema(name).unwrap();
        let map = schema.pointer(at).and_then(Value::as_object);
        map.unwrap().keys().cloned().collect()
    };
    assert_eq!(
        keys("questionnaireWords", "/properties"),
        ["about", "id", "questions", "title"]
    );
    assert_eq!(
        keys("questionnaireWords", "/definitions"),
        ["Choice", "GoodLooksLike", "Help", "Item", "Question"]
    );
    assert_eq!(
        keys("questionnaireWords", "/definitions/Choice/properties"),
        ["id", "text"]
    );
    assert_eq!(
        keys(
            "contradictionsWords",
            "/definitions/ContradictionRule/properties"
        ),
        ["ask", "found", "id"]
    );
    assert_eq!(
        keys("frameworkWords", "/properties"),
        [
            "categories",
            "disclaimer",
            "families",
            "id",
            "name",
            "words"
        ]
    );
    assert!(keys("frameworkWords", "/definitions/Words/properties").len() > 10);
    assert!(schema("nothingWords").is_none());
}
