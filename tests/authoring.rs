//! What authors have: schemas, problems with their places, compiled content, overlays, and saved work carried over.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

#[path = "authoring/compiling.rs"]
mod compiling;
#[path = "authoring/hostile.rs"]
mod hostile;
#[path = "authoring/limits.rs"]
mod limits;
#[path = "authoring/locales.rs"]
mod locales;
#[path = "authoring/overlays.rs"]
mod overlays;
#[path = "authoring/page.rs"]
mod page;
#[path = "authoring/saved.rs"]
mod saved;
#[path = "authoring/schemas.rs"]
mod schemas;
#[path = "authoring/slips.rs"]
mod slips;
#[path = "authoring/spoken.rs"]
mod spoken;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tickmark::authoring::Source;
use tickmark::authoring::document::{Draft, Given, draft};

/// The command line, run in a folder.
fn tickmark(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What the command line says of problems; it has to end with this code.
fn said(folder: &Path, words: &[&str], code: i32) -> String {
    let out = tickmark(folder, words);
    let said = text(&out.stderr);
    assert_eq!(
        out.status.code(),
        Some(code),
        "{words:?}: {said}{}",
        text(&out.stdout)
    );
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("tickmark-authoring-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The one draft that a text makes.
fn drafted(name: &str, text: &str) -> Draft {
    let source = Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let open = |_: &str, name: &str| Err(format!("{name}: not here"));
    let mut drafts = draft(&[Given::File(source)], None, &open).unwrap();
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

/// Its problems in words.
fn problems(name: &str, text: &str) -> String {
    drafted(name, text)
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// A questionnaire with one question, in eleven lines and what follows.
fn small(question: &str) -> String {
    format!("id: own\nversion: 1.0.0\ntitle: Own\nabout: Ours.\nminutes: 1\nquestions:\n{question}")
}

/// A question about access reviews, with its id.
fn question(id: &str) -> String {
    format!(
        "  - id: {id}
    rev: 1
    text: Is all access reviewed?
    controls: [AC-04]
    notApplicable: false
    redFlagBelow: 2
    help: {{ goodLooksLike: {{ at10: a, at50: b, at200: c }} }}
    options:
      - {{ id: absent, level: 0, text: No. }}
      - {{ id: proven, level: 3, text: Yes. }}
"
    )
}

#[test]
fn a_small_questionnaire_is_sound() {
    assert_eq!(problems("own.yaml", &small(&question("reviews"))), "");
}
