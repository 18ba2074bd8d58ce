//! Compiles the authored YAML of `questionnaires/` into the canonical JSON that the library carries.
//!
//! Canonical as in RFC 8785; one file for the catalogue and one for each questionnaire. What the documents mean is checked when they
//! are read (`src/input/`), not here.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

#[path = "src/input/canonical.rs"]
#[allow(unreachable_pub, reason = "the library shows it")]
mod canonical;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Questionnaires that the browser's module does not carry: the page fetches them, as compiled content,
/// when they are asked for. The Makefile copies them from the build's folder.
const FETCHED: [&str; 1] = ["full"];

fn main() -> Outcome<()> {
    println!("cargo::rerun-if-changed=questionnaires");
    println!("cargo::rerun-if-changed=src/input/canonical.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let root = Path::new("questionnaires");

    let mut catalogue = Map::new();
    for file in yaml_files(&root.join("soc2"))? {
        let part = read(&file)?;
        let name = file
            .file_stem()
            .and_then(|s| s.to_str())
            .ok_or("file without a name")?;
        catalogue.insert(name.to_owned(), part);
    }
    let mut controls = Vec::new();
    for file in yaml_files(&root.join("soc2/controls"))? {
        controls.push(read(&file)?);
    }
    catalogue.insert("controls".to_owned(), Value::Array(controls));
    let text = canonical::text(&Value::Object(catalogue));
    let digest = Sha256::digest(text.as_bytes());
    let digest: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    fs::write(out.join("catalogue.sha256"), digest)?;
    fs::write(out.join("catalogue.json"), text)?;

    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script its target only so"
    )]
    let for_browser = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let mut list = String::from("&[\n");
    for file in yaml_files(root)? {
        let name = file
            .file_stem()
            .and_then(|s| s.to_str())
            .ok_or("file without a name")?;
        let target = out.join(format!("{name}.json"));
        let questionnaire = read(&file)?;
        if for_browser && FETCHED.contains(&name) {
            let content = json!({
                "format": "tickmark-content", "version": 1, "questionnaires": [questionnaire],
            });
            fs::write(&target, canonical::text(&content))?;
            continue;
        }
        fs::write(&target, canonical::text(&questionnaire))?;
        list.push_str(&format!(
            "    ({name:?}, include_str!({:?})),\n",
            target.display().to_string()
        ));
    }
    list.push(']');
    fs::write(out.join("questionnaires.rs"), list)?;
    Ok(())
}

/// The YAML files directly in `folder`, by name.
fn yaml_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|why| format!("{}: {why}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    Ok(files)
}

/// One file as JSON with sorted keys (`serde_json`'s map is ordered).
fn read(file: &Path) -> Outcome<Value> {
    let text = fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    serde_saphyr::from_str(&text).map_err(|why| format!("{}: {why}", file.display()).into())
}
