//! The folders of locales, opened for `lint` and `compile`: `locales/TAG` beside the authored files that it mirrors.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tickmark::authoring::locale::{Files, LANGUAGE, Pair, REPORT};
use tickmark::authoring::text::Source;
use tickmark::input::builtin;
use tickmark::input::content::Content;
use tickmark::input::locale::{Locale, Spoken};
use tickmark::report::Language;

use super::arguments::Arguments;
use super::document;
use super::output::{Outcome, Trouble};
use super::sources::{ENDINGS, source, within};

/// The folder that holds the folders of locales.
const LOCALES: &str = "locales";

/// The folder of the locale that a path is, or lies in.
pub(super) fn root(path: &Path) -> Option<PathBuf> {
    let holds = |folder: &&Path| {
        let above = folder.parent().and_then(Path::file_name);
        above.is_some_and(|name| name == LOCALES) && language(folder).is_some()
    };
    path.ancestors().find(holds).map(Path::to_owned)
}

/// The file that says which language a folder is in.
fn language(folder: &Path) -> Option<PathBuf> {
    let files = ENDINGS
        .iter()
        .map(|e| folder.join(format!("{LANGUAGE}.{e}")));
    files.into_iter().find(|path| path.is_file())
}

/// The files of a locale.
///
/// * `meant`: the file that was named, if the folder was not.
pub(super) fn files(folder: &Path, meant: Option<&Path>) -> Outcome<Files> {
    let above = folder.parent().and_then(Path::parent);
    let original = above.unwrap_or(Path::new(""));
    let Some(language) = language(folder) else {
        let why = format!("{}: there is no {LANGUAGE}.yaml", folder.display());
        return Err(Trouble::Usage(why));
    };
    let mut pairs: BTreeMap<String, Pair> = BTreeMap::new();
    for (path, source) in tree(original)? {
        pairs.entry(path).or_default().original = Some(source);
    }
    for (path, source) in tree(folder)? {
        if source.name != language.display().to_string() {
            pairs.entry(path).or_default().words = Some(source);
        }
    }
    let name = folder.file_name().unwrap_or_default();
    Ok(Files {
        folder: name.to_string_lossy().into_owned(),
        language: source(&language)?,
        report: report(&folder.join(REPORT))?,
        pairs,
        meant: meant.map(|path| path.display().to_string()),
    })
}

/// The files of the report's words, by name; nothing where there is no such folder.
fn report(folder: &Path) -> Outcome<BTreeMap<String, Source>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(found);
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let ours = path.extension().is_some_and(|e| e == "md" || e == "yaml");
        if let (true, Some(name)) = (ours && path.is_file(), path.file_name()) {
            found.insert(name.to_string_lossy().into_owned(), source(&path)?);
        }
    }
    Ok(found)
}

/// Every authored file in a folder, in those below it, and in their `controls`, by its path with `/`.
fn tree(root: &Path) -> Outcome<Vec<(String, Source)>> {
    let here = match root {
        root if root == Path::new("") => Path::new("."),
        root => root,
    };
    let mut folders = vec![root.to_owned()];
    let entries = std::fs::read_dir(here)
        .map_err(|why| Trouble::Usage(format!("{}: {why}", here.display())))?;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        // A catalogue, or its counterpart in a locale, has its framework or its controls.
        let below = root.join(&name);
        let controls = below.join("controls");
        let framework = ENDINGS
            .iter()
            .any(|e| below.join(format!("framework.{e}")).is_file());
        if name != LOCALES && (framework || controls.is_dir()) {
            folders.push(below);
            folders.extend(controls.is_dir().then_some(controls));
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        let at = if folder == Path::new("") {
            here
        } else {
            &folder
        };
        for path in within(at)? {
            let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
            let below = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            found.push((parts.join("/"), source(&path)?));
        }
    }
    Ok(found)
}

/// Content in the words of a language, and its words of the report.
pub(super) struct Speech {
    pub(super) content: Content,
    pub(super) report: Option<Words>,
}

/// The words of the report, and from where they are.
#[derive(Clone)]
pub(super) struct Words {
    locale: Rc<Locale>,
    /// The file, and the locales of the library, where they are of a file that says something else than these.
    file: Option<(PathBuf, Rc<Vec<Locale>>)>,
}

impl Words {
    /// Whether somebody else may have written them.
    pub(super) fn is_of_file(&self) -> bool {
        self.file.is_some()
    }

    /// The language of a report in them.
    pub(super) fn language(&self) -> Outcome<Language<'_>> {
        let language = match &self.file {
            None => Language::of_locale(&self.locale),
            Some((path, ours)) => Language::of_file(&self.locale, ours)
                .map_err(|why| Trouble::In(path.clone(), why))?,
        };
        Ok(language.unwrap_or_default())
    }
}

/// What `--locale` names, for a report; nothing where it is not given.
pub(super) fn of_report(
    arguments: &Arguments,
    own: Option<&Content>,
    content: &Content,
) -> Outcome<Option<Speech>> {
    let Some(named) = arguments.locale.as_deref() else {
        return Ok(None);
    };
    let own = arguments.content.as_deref().zip(own);
    let speech = spoken(named, own, content)?;
    match speech.report {
        Some(_) => Ok(Some(speech)),
        None => Err(Trouble::Usage(format!(
            "--locale: `{named}` has no words of the report; without it the report is in English"
        ))),
    }
}

/// Content in the words of a locale: the tag of one that comes with the library, or a file that `compile` wrote.
///
/// * `own`: the content of `--content`, as a document too.
pub(super) fn spoken(
    named: &str,
    own: Option<(&Path, &Content)>,
    content: &Content,
) -> Outcome<Speech> {
    let usage = |why: tickmark::error::Error| Trouble::Usage(why.to_string());
    let library = builtin::locales().map_err(usage)?;
    let base = chosen(named, &library)?;
    let mut spoken = Spoken::default();
    let english = tickmark::input::content().map_err(usage)?;
    for locale in base {
        let path = PathBuf::from(named);
        spoken
            .add(locale, &[english, content])
            .map_err(|e| Trouble::In(path, e))?;
    }
    let whole = builtin::document().map_err(|why| usage(why.into()))?;
    let builtin = spoken.content(whole, english, None);
    let builtin = builtin.map_err(|e| Trouble::In(named.into(), e))?;
    let is_ours = |report: &Locale| library.iter().any(|l| l.report() == report.report());
    let report = spoken.report().map(|locale| Words {
        file: (!is_ours(&locale)).then(|| (named.into(), Rc::new(library.clone()))),
        locale,
    });
    let Some((path, own)) = own else {
        let content = builtin;
        return Ok(Speech { content, report });
    };
    let whole = document(path, tickmark::error::Document::Questionnaire)?;
    let found = spoken.content(whole, own, Some(&builtin.catalogue));
    let content = found.map_err(|e| Trouble::In(named.into(), e))?;
    Ok(Speech { content, report })
}

/// The documents of a locale that was named.
fn chosen(named: &str, library: &[Locale]) -> Outcome<Vec<Locale>> {
    let of_tag: Vec<Locale> = library
        .iter()
        .filter(|l| l.tag() == named)
        .cloned()
        .collect();
    if !of_tag.is_empty() {
        return Ok(of_tag);
    }
    let path = Path::new(named);
    if !path.is_file() {
        let mut tags: Vec<&str> = library.iter().map(|l| l.tag()).collect();
        tags.dedup();
        return Err(Trouble::Usage(format!(
            "--locale: `{named}` is neither a language that is known ({}) nor a file that compile wrote",
            tags.join(", ")
        )));
    }
    let value = document(path, tickmark::error::Document::Locale)?;
    let locale = Locale::read(value).map_err(|e| Trouble::In(path.into(), e))?;
    // A consultant's words beside those of the library.
    let tag = locale.tag().to_owned();
    let mut all: Vec<Locale> = library.iter().filter(|l| l.tag() == tag).cloned().collect();
    all.push(locale);
    Ok(all)
}
