//! Files to drafts of compiled content: what each file is, and what belongs together.

use std::path::Path;

use super::located::{Located, Note, problem, sorted};
use super::node::{Data, Node};
use super::text::{Source, read};
use super::{lint, locale, overlay, shape};
use crate::error::{Code, Document, Error};
use crate::input::content::{CONTENT_FORMAT, CONTENT_VERSION, Content};
use crate::input::read as documents;
use crate::input::{self, builtin};

/// What was named on the command line.
#[derive(Clone, Debug)]
pub enum Given {
    /// A file that stands alone.
    File(Source),
    /// The files of a catalogue's folder.
    Catalogue {
        /// All of them, by name.
        files: Vec<Source>,
        /// The one that is meant, if not all are.
        meant: Option<String>,
    },
    /// The folder of a locale.
    Locale(locale::Files),
}

/// The hand that opens a file named beside another.
///
/// First the file that names it, then the name.
pub type Opened<'a> = &'a dyn Fn(&str, &str) -> Result<Source, String>;

/// Compiled content, not yet written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The document; to be trusted only while [`Draft::is_sound`].
    pub document: Node,
    /// Everything that is wrong with it, advice included.
    pub problems: Vec<Located>,
    /// What was done on the author's behalf.
    pub notes: Vec<Note>,
    /// Whether only a part of a catalogue was given, and the rest is the library's.
    pub partial: bool,
}

impl Draft {
    /// Whether it has no problem but advice.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.iter().all(Located::is_advice)
    }

    /// Canonical JSON: keys in alphabetical order, no blanks, one line.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = self.document.value().to_string();
        text.push('\n');
        text
    }
}

/// What the given files make: one draft of the questionnaires and the catalogue among them, one for each
/// overlay, and those of locales.
///
/// * `base`: what questionnaires without a catalogue stand on; the library's content unless said otherwise.
///
/// # Errors
///
/// Only if the content that comes with the library is wrong.
pub fn draft(
    given: &[Given],
    base: Option<&Content>,
    open: Opened<'_>,
) -> Result<Vec<Draft>, Error> {
    let library = Node::from(builtin::document()?);
    let base = match base {
        Some(content) => content,
        None => input::content()?,
    };
    let mut sorting = Sorting::default();
    let mut drafts = Vec::new();
    for item in given {
        match item {
            Given::Locale(files) => drafts.extend(locale::drafts(files, &library, open)?),
            _ => sorting.take(item, &library),
        }
    }
    let overlays = std::mem::take(&mut sorting.overlays);
    if sorting.anything || !sorting.problems.is_empty() {
        drafts.push(sorting.finished(base));
    }
    for found in overlays {
        let mut draft = overlay::applied(found, &library, open);
        if draft.problems.iter().all(Located::is_advice) {
            draft.problems.extend(lint::content(&draft.document, base));
        }
        draft.problems = sorted(draft.problems);
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Compiled content in a file, with the problems of its header.
pub(super) fn content(node: &Node) -> Result<(Option<Node>, Vec<Node>), Vec<Located>> {
    let header = documents::header(
        &node.value(),
        CONTENT_FORMAT,
        CONTENT_VERSION,
        Document::Questionnaire,
    );
    if let Err(found) = header {
        return Err(vec![Located::within(node, found)]);
    }
    let mut rest = node.clone();
    let catalogue = rest.take("catalogue");
    let questionnaires = rest.list_at("questionnaires").to_vec();
    match shape::around(rest) {
        Some(found) => Err(vec![found]),
        None => Ok((catalogue, questionnaires)),
    }
}

/// A document of compiled content around its parts.
pub(super) fn around(catalogue: Option<Node>, questionnaires: Vec<Node>) -> Node {
    let mut document = Node::from(serde_json::json!({
        "format": CONTENT_FORMAT, "version": CONTENT_VERSION,
    }));
    if let Some(catalogue) = catalogue {
        document.set("catalogue", catalogue);
    }
    document.set("questionnaires", Data::List(questionnaires).into());
    document
}

/// The files, sorted by what they are.
#[derive(Default)]
struct Sorting {
    catalogue: Option<Node>,
    questionnaires: Vec<Node>,
    overlays: Vec<Node>,
    problems: Vec<Located>,
    meant: Vec<String>,
    partial: bool,
    anything: bool,
}

impl Sorting {
    fn take(&mut self, given: &Given, library: &Node) {
        match given {
            Given::File(source) => match read(source) {
                Ok(node) => self.file(source, node, library),
                Err(problems) => self.problems.extend(problems),
            },
            Given::Catalogue { files, meant } => {
                let found = self.folder(files);
                if let Some(name) = meant {
                    self.meant.push(name.clone());
                    self.partial = true;
                    if self.catalogue.is_none() {
                        self.catalogue = Some(found);
                    }
                } else {
                    self.catalogue(found);
                }
                self.anything = true;
            }
            Given::Locale(_) => {}
        }
    }

    fn file(&mut self, source: &Source, node: Node, library: &Node) {
        if node.text_at("format") == Some(overlay::OVERLAY_FORMAT) {
            self.overlays.push(node);
            return;
        }
        self.anything = true;
        let part = part_of(&source.name);
        if node.get("format").is_some() {
            match content(&node) {
                Ok((catalogue, questionnaires)) => {
                    if let Some(found) = catalogue {
                        self.catalogue(found);
                    }
                    self.questionnaires.extend(questionnaires);
                }
                Err(problems) => self.problems.extend(problems.into_iter().map(|mut found| {
                    if found.problem.code == Code::WrongDocument {
                        found.problem.help = Some(
                            "`tickmark check` looks at saved assessments and lists of evidence."
                                .to_owned(),
                        );
                    }
                    found
                })),
            }
        } else if node.get("questions").is_some() || node.get("minutes").is_some() {
            self.questionnaires.push(node);
        } else if node.get("domain").is_some() && node.get("controls").is_some() {
            self.piece("controls", node, library);
        } else if shape::PARTS.contains(&part.as_str()) {
            self.piece(&part, node, library);
        } else {
            let message =
                "this is no questionnaire, overlay, compiled content or file of a catalogue";
            let found = problem("", Code::WrongDocument, message)
                .help("A questionnaire has `questions`, an overlay `format: tickmark-overlay`.");
            self.problems.push(Located::within(&node, found));
        }
    }

    /// A part of a catalogue that has no folder, in the library's catalogue.
    fn piece(&mut self, part: &str, node: Node, library: &Node) {
        self.partial = true;
        let catalogue = self.catalogue.get_or_insert_with(|| {
            library.get("catalogue").cloned().unwrap_or(Node {
                mark: None,
                data: Data::Null,
            })
        });
        if part != "controls" || matches!(node.data, Data::List(_)) {
            catalogue.set(part, node);
        } else if let Some(groups) = catalogue.list_mut("controls") {
            let domain = node.text_at("domain").map(str::to_owned);
            match groups
                .iter_mut()
                .find(|g| g.text_at("domain") == domain.as_deref())
            {
                Some(group) => *group = node,
                None => groups.push(node),
            }
        }
    }

    fn catalogue(&mut self, found: Node) {
        if self.catalogue.is_some() {
            let message = "a second catalogue; one is read at a time";
            let again = problem("", Code::Duplicate, message);
            self.problems.push(Located::within(&found, again));
        } else {
            self.catalogue = Some(found);
        }
    }

    /// The files of a folder as one catalogue.
    fn folder(&mut self, files: &[Source]) -> Node {
        let mut catalogue = Node::from(Data::Map(std::collections::BTreeMap::new()));
        let mut groups = Vec::new();
        for source in files {
            let node = match read(source) {
                Ok(node) => node,
                Err(problems) => {
                    self.problems.extend(problems);
                    continue;
                }
            };
            let part = part_of(&source.name);
            if node.get("format").is_some() {
                // Saved work and lists of evidence may lie beside it.
                continue;
            } else if node.get("questions").is_some() {
                self.questionnaires.push(node);
                continue;
            }
            catalogue.mark = catalogue.mark.or_else(|| node.mark.clone());
            if part == "controls" {
                match node.data {
                    Data::List(several) => groups.extend(several),
                    _ => groups.push(node),
                }
            } else if shape::PARTS.contains(&part.as_str()) {
                catalogue.set(&part, node);
            } else {
                self.problems.extend(shape::part(&part, &node));
            }
        }
        catalogue.set("controls", Data::List(groups).into());
        catalogue
    }

    fn finished(self, base: &Content) -> Draft {
        let document = around(self.catalogue, self.questionnaires);
        let mut problems = self.problems;
        // What cannot be read, or has no shape, hides the meaning of everything else.
        let whole = problems.is_empty();
        if whole {
            problems.extend(lint::content(&document, base));
        }
        if !self.meant.is_empty() && whole && lint::shapes(&document).is_empty() {
            let meant = |found: &Located| {
                let file = found.mark.as_ref().map(|m| m.file.to_string());
                file.is_none_or(|f| self.meant.contains(&f))
            };
            problems.retain(meant);
        }
        Draft {
            document,
            problems: sorted(problems),
            notes: Vec::new(),
            partial: self.partial,
        }
    }
}

/// Which part of a catalogue a file of this name holds.
pub(super) fn part_of(name: &str) -> String {
    let path = Path::new(name);
    let folder = path.parent().and_then(Path::file_name);
    if folder.is_some_and(|f| f == "controls") {
        return "controls".to_owned();
    }
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
    stem.unwrap_or_default()
}
