//! Who a copy of the report is for: `--layout`, `--brand`, `--template`, `--previous`, `--names`, `--locale`.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{process, thread};

use tickmark::comparison::trend::{self, Trend};
use tickmark::comparison::{Comparison, Side};
use tickmark::error::Document;
use tickmark::evidence::key::Names;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::Content;
use tickmark::report::{Brand, Language, Layout, Reader, Templates};

use super::arguments::Arguments;
use super::locales::Words;
use super::output::{Outcome, Trouble, say};
use super::{assessment, bytes, document, hinted, key};

/// How long templates of somebody's own may take: ours take a hundredth of it.
const LONGEST: Duration = Duration::from_secs(10);

/// What the command line says of it.
#[derive(Default)]
pub(super) struct Copy {
    layout: Option<Layout>,
    previous: Option<(Comparison, Trend)>,
    names: Option<Names>,
    brand: Option<Brand>,
    templates: Option<Templates>,
    report: Option<Words>,
}

impl Copy {
    /// * `file`: the assessment with its evidence.
    /// * `report`: the words of the report in another language.
    pub(super) fn read(
        arguments: &Arguments,
        file: &AssessmentFile,
        content: &Content,
        report: Option<Words>,
    ) -> Outcome<Self> {
        if let Some(words) = &report {
            words.language()?;
        }
        let previous = history(arguments, file, content)?;
        let templates = arguments.template.as_deref().map(templates).transpose()?;
        let none = Templates::default();
        let own = templates.as_ref().unwrap_or(&none);
        let layout = arguments.layout.as_deref();
        let layout = layout.map(|given| self::layout(given, own)).transpose()?;
        let brand = arguments.brand.as_deref().map(brand).transpose()?;
        let names = arguments.names.as_deref();
        let names = names.map(|path| key::read(path, &file.evidence));
        Ok(Self {
            layout,
            brand,
            templates,
            previous,
            names: names.transpose()?,
            report,
        })
    }

    /// Does the work, and gives up on it after a while where templates of somebody's own take part: the library has no
    /// clock to limit them by.
    pub(super) fn in_time<T>(&self, work: impl FnOnce() -> T) -> T {
        let is_of_file = self.report.as_ref().is_some_and(Words::is_of_file);
        if self.templates.is_none() && !is_of_file {
            return work();
        }
        let done = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&done);
        thread::spawn(move || {
            thread::sleep(LONGEST);
            if !seen.load(Ordering::SeqCst) {
                say(&format!(
                    "error: the templates took more than {} seconds; a loop within a loop may be too long\n",
                    LONGEST.as_secs()
                ));
                process::exit(2);
            }
        });
        let made = work();
        done.store(true, Ordering::SeqCst);
        made
    }

    /// Where the company stood on the days of `--previous`.
    pub(super) fn trend(&self) -> Option<&Trend> {
        self.previous.as_ref().map(|(_, trend)| trend)
    }

    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            layout: self.layout.as_ref(),
            brand: self.brand.as_ref(),
            templates: self.templates.as_ref(),
            previous: self.previous.as_ref().map(|(latest, _)| latest),
            trend: self.trend(),
            names: self.names.as_ref(),
            language: self.language(),
        }
    }

    /// In which language: English, or that of `--locale`.
    fn language(&self) -> Language<'_> {
        // They were looked through when the copy was read.
        let words = self.report.as_ref();
        words.and_then(|w| w.language().ok()).unwrap_or_default()
    }
}

/// What became of the latest of the assessments that `--previous` names, and where all of them stood.
fn history(
    arguments: &Arguments,
    file: &AssessmentFile,
    content: &Content,
) -> Outcome<Option<(Comparison, Trend)>> {
    let paths = &arguments.previous;
    if paths.is_empty() {
        return Ok(None);
    }
    let earlier = paths.iter().map(|path| assessment(path, content));
    let earlier: Vec<AssessmentFile> = earlier.collect::<Outcome<_>>()?;
    let side = |file| Side { file, content };
    let earlier: Vec<Side<'_>> = earlier.iter().map(side).collect();
    let found = trend::history(&earlier, side(file));
    found.map(Some).map_err(|(i, why)| match paths.get(i) {
        Some(path) => Trouble::In(path.clone(), hinted(why, arguments)),
        None => Trouble::Usage(format!("--previous: {why}")),
    })
}

/// A layout by the name of its audience, or from a file.
fn layout(given: &Path, templates: &Templates) -> Outcome<Layout> {
    let file = |e| Trouble::In(given.to_owned(), e);
    match given.to_str().map(Layout::of_audience) {
        Some(Ok(layout)) => Ok(layout),
        Some(Err(why)) if !given.exists() => {
            Err(Trouble::Usage(format!("--layout: {why}; or name a file")))
        }
        _ => {
            let value = document(given, Document::Layout)?;
            Layout::read(value, templates).map_err(file)
        }
    }
}

/// A brand, and a word about each colour that had to be changed.
fn brand(path: &Path) -> Outcome<Brand> {
    let value = document(path, Document::Brand)?;
    let brand = Brand::read(value).map_err(|e| Trouble::In(path.to_owned(), e))?;
    for remark in brand.remarks() {
        say(&format!("{}: {remark}\n", path.display()));
    }
    Ok(brand)
}

/// The templates of a folder: its files that end in `.md`.
fn templates(folder: &Path) -> Outcome<Templates> {
    let trouble = |why: std::io::Error| Trouble::Usage(format!("{}: {why}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        let is_template = path.extension().is_some_and(|e| e == "md") && path.is_file();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        if let (true, Some(name)) = (is_template, name) {
            let text = String::from_utf8(bytes(&path)?);
            let text = text.map_err(|_| {
                Trouble::Usage(format!("{}: this is not UTF-8 text", path.display()))
            })?;
            files.push((name, text));
        }
    }
    if files.is_empty() {
        let why = "there is no template in it; a template is called SECTION.md";
        return Err(Trouble::Usage(format!("{}: {why}", folder.display())));
    }
    files.sort();
    Templates::new(files).map_err(|e| Trouble::In(folder.to_owned(), e))
}
