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
/// when they are asked for. www/build.mjs takes them from the build's folder, and the locales too.
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
    fs::write(out.join("catalogue.sha256"), sha256(&text))?;
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
    locales(root, &out)
}

/// Compiles the words of other languages: for each, `locale.TAG.json` of the catalogue and what the browser's module carries, and
/// `full.TAG.json` of what is fetched, and `report.TAG.json` of the report. Whether words fit is looked at by `tickmark lint`.
fn locales(root: &Path, out: &Path) -> Outcome<()> {
    let mut folders: Vec<PathBuf> = match fs::read_dir(root.join("locales")) {
        Ok(entries) => entries.filter_map(Result::ok).map(|e| e.path()).collect(),
        Err(_) => Vec::new(),
    };
    folders.retain(|folder| folder.join("language.yaml").is_file());
    folders.sort();
    let mut list = String::from("&[\n");
    for folder in folders {
        let language = read(&folder.join("language.yaml"))?;
        let tag = text_at(&language, "tag")?;
        let head = json!({
            "format": "tickmark-locale", "version": 1, "tag": tag, "name": text_at(&language, "name")?,
            "direction": text_at(&language, "direction")?,
        });
        let catalogue = json!({
            "id": text_at(&read(&root.join("soc2/framework.yaml"))?, "id")?,
            "sha256": fs::read_to_string(out.join("catalogue.sha256"))?,
            "words": catalogue_words(root, &folder)?,
        });
        let (mut carried, mut fetched) = (Vec::new(), Vec::new());
        for file in yaml_files(root)? {
            let Some(words) = counterpart(root, &folder, &file)? else {
                continue;
            };
            let questionnaire = read(&file)?;
            let id = text_at(&questionnaire, "id")?;
            let target = if FETCHED.contains(&id) {
                &mut fetched
            } else {
                &mut carried
            };
            let sha256 = sha256(&canonical::text(&questionnaire));
            target.push(json!({ "id": id, "sha256": sha256, "words": words }));
        }
        let of = |catalogue: Option<Value>, questionnaires: Vec<Value>| {
            let mut document = head.as_object().cloned().unwrap_or_default();
            document.extend(catalogue.map(|words| ("catalogue".to_owned(), words)));
            document.insert("questionnaires".to_owned(), Value::Array(questionnaires));
            Value::Object(document)
        };
        let mut report = of(None, Vec::new());
        if let (Some(map), Some(words)) =
            (report.as_object_mut(), report_words(&language, &folder)?)
        {
            map.insert("report".to_owned(), words);
        }
        let (first, fetched) = (of(Some(catalogue), carried), of(None, fetched));
        for (name, document) in [("locale", first), (FETCHED[0], fetched), ("report", report)] {
            let target = out.join(format!("{name}.{tag}.json"));
            fs::write(&target, canonical::text(&document))?;
            let target = target.display().to_string();
            list.push_str(&format!("    include_str!({target:?}),\n"));
        }
    }
    list.push(']');
    fs::write(out.join("locales.rs"), list)?;
    Ok(())
}

/// The words of the report in the folder of a locale; nothing where it has none.
fn report_words(language: &Value, locale: &Path) -> Outcome<Option<Value>> {
    let folder = locale.join("report");
    let sentences = folder.join("sentences.yaml");
    if !sentences.is_file() {
        return Ok(None);
    }
    let mut templates = Map::new();
    for file in files_ending(&folder, "md")? {
        let name = file.file_name().unwrap_or_default();
        let text = Value::String(fs::read_to_string(&file)?);
        templates.insert(name.to_string_lossy().into_owned(), text);
    }
    let mut words = json!({ "sentences": read(&sentences)?, "templates": templates });
    if let (Some(plurals), Some(map)) = (language.get("plurals"), words.as_object_mut()) {
        map.insert("plurals".to_owned(), plurals.clone());
    }
    Ok(Some(words))
}

/// The words of the catalogue in the folder of a locale; nothing for files that are not there.
fn catalogue_words(root: &Path, locale: &Path) -> Outcome<Value> {
    let mut words = Map::new();
    for file in yaml_files(&root.join("soc2"))? {
        if let (Some(name), Some(part)) = (file.file_stem(), counterpart(root, locale, &file)?) {
            words.insert(name.to_string_lossy().into_owned(), part);
        }
    }
    let files = yaml_files(&root.join("soc2/controls"))?;
    let controls: Outcome<Vec<Value>> = files
        .iter()
        .map(|file| Ok(counterpart(root, locale, file)?.unwrap_or_else(|| json!({}))))
        .collect();
    words.insert("controls".to_owned(), Value::Array(controls?));
    Ok(Value::Object(words))
}

/// The words of an authored file in the folder of a locale, which mirrors the tree.
fn counterpart(root: &Path, locale: &Path, file: &Path) -> Outcome<Option<Value>> {
    let words = locale.join(file.strip_prefix(root)?);
    words.is_file().then(|| read(&words)).transpose()
}

fn text_at<'v>(value: &'v Value, key: &str) -> Outcome<&'v str> {
    let text = value.get(key).and_then(Value::as_str);
    text.ok_or_else(|| format!("`{key}` is missing").into())
}

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// The YAML files directly in `folder`, by name.
fn yaml_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    files_ending(folder, "yaml")
}

fn files_ending(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|why| format!("{}: {why}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    Ok(files)
}

/// One file as JSON with sorted keys (`serde_json`'s map is ordered).
fn read(file: &Path) -> Outcome<Value> {
    let text = fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    serde_saphyr::from_str(&text).map_err(|why| format!("{}: {why}", file.display()).into())
}
