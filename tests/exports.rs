//! What people take into tools of their own: each export is read by a reader that is not ours, holds what it should,
//! is the same bytes every time, and lets no text of a person become anything but text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping, and runs programs of others where they are"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use serde_json::{Value, json};
use tickmark::input::{self, Engagement};
use tickmark::plan::advice::Advice;
use tickmark::report::exports::Export;
use tickmark::{Outcome, evaluate};

#[path = "exports/calendar.rs"]
mod calendar;
#[path = "exports/hostile.rs"]
mod hostile;
#[path = "exports/issues.rs"]
mod issues;
#[path = "exports/oscal.rs"]
mod oscal;
#[path = "exports/result.rs"]
mod result;
#[path = "exports/same.rs"]
mod same;
#[path = "exports/since.rs"]
mod since;
#[path = "exports/tables.rs"]
mod tables;
#[path = "exports/workbook.rs"]
mod workbook;

/// The saved assessments that every export is made of.
const EXAMPLES: [&str; 5] = [
    "acme/assessment",
    "acme/quick",
    "acme/full",
    "scaleup/quick",
    "scaleup/full",
];

/// A saved assessment of `examples/`.
fn example(name: &str) -> Value {
    let text = fs::read_to_string(format!("examples/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A saved assessment of `examples/` with every evidence file of its company in it.
fn with_evidence(name: &str) -> Value {
    static READ: Mutex<BTreeMap<String, Value>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap();
    let whole = read.entry(name.to_owned());
    whole.or_insert_with(|| evidence_of(name)).clone()
}

fn evidence_of(name: &str) -> Value {
    let content = input::content().unwrap();
    let mut file = input::assessment_file(example(name), content).unwrap();
    let company = name.split('/').next().unwrap();
    let mut paths = Vec::new();
    for folder in ["evidence", "platform"] {
        let entries = fs::read_dir(format!("examples/{company}/{folder}"));
        let mut files: Vec<_> = entries
            .into_iter()
            .flatten()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        paths.extend(files);
    }
    assert!(!paths.is_empty());
    for path in paths {
        let (name, bytes) = (path.file_name().unwrap(), fs::read(&path).unwrap());
        let received = input::receive(name.to_str().unwrap(), &bytes, &file, None, content);
        file.evidence = received.unwrap().evidence;
    }
    json!(file)
}

/// A saved assessment and everything worked out from it.
struct Worked {
    engagement: Engagement<'static>,
    outcome: Outcome,
    advice: Advice<'static>,
}

impl Worked {
    /// Worked out once for all tests here: they ask for the same few companies again and again.
    fn out(assessment: Value) -> &'static Self {
        type Done = BTreeMap<String, &'static OnceLock<Worked>>;
        static DONE: Mutex<Done> = Mutex::new(Done::new());
        let mut done = DONE.lock().unwrap();
        let fresh = || &*Box::leak(Box::new(OnceLock::new()));
        let cell = *done.entry(assessment.to_string()).or_insert_with(fresh);
        drop(done);
        cell.get_or_init(|| Self::anew(assessment))
    }

    fn anew(assessment: Value) -> Self {
        let content = input::content().unwrap();
        let file = input::assessment_file(assessment, content).unwrap();
        let engagement = input::engagement(file, content).unwrap();
        let outcome = evaluate(&engagement);
        let advice = outcome.advice(&engagement, Default::default());
        Self {
            engagement,
            outcome,
            advice,
        }
    }

    fn export(&self, export: Export) -> Vec<u8> {
        let bytes = self.outcome.export(&self.engagement, &self.advice, export);
        bytes.unwrap()
    }

    fn text(&self, export: Export) -> String {
        String::from_utf8(self.export(export)).unwrap()
    }
}

/// Programs of others, made once by `tools/readers.sh`.
fn readers() -> &'static Path {
    static READERS: OnceLock<PathBuf> = OnceLock::new();
    READERS.get_or_init(|| {
        let out = Command::new("tools/readers.sh").output().unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        PathBuf::from(String::from_utf8(out.stdout).unwrap().trim())
    })
}

/// What a Python script of `tests/exports/` prints of some files, as JSON.
fn read_by(script: &str, files: &[&[u8]]) -> Value {
    let folder = std::env::temp_dir().join(format!(
        "tickmark-{script}-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    fs::create_dir_all(&folder).unwrap();
    let mut reader = Command::new(readers().join("python"));
    reader.arg(format!("tests/exports/{script}"));
    for (i, bytes) in files.iter().enumerate() {
        let path = folder.join(i.to_string());
        fs::write(&path, bytes).unwrap();
        reader.arg(path);
    }
    let out = reader.output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Acme's answers to every question, with a register in which something stands in every field.
fn with_register() -> Value {
    let mut acme = example("acme/full");
    acme["register"] = json!([
        { "control": "AC-02", "status": "in-progress", "owner": "CTO", "due": "2026-12-15",
          "opened": "2026-10-01", "response": "Being required." },
        { "control": "AC-04", "status": "ready-for-retest", "owner": "it@example.com", "due": "2026-11-20" },
        { "control": "VN-01", "due": "2026-12-01",
          "accepted": { "reason": "All known.", "until": "2027-01-31", "by": "CEO", "on": "2026-11-01" } },
        { "control": "CM-01", "status": "closed" },
        { "control": "HR-05", "status": "closed", "response": "No simulations here." }
    ]);
    acme
}
