//! YAML 1.2 or JSON, as bytes, to a tree with places.
//!
//! JSON is YAML written in one style, so one reader serves both. Plain words follow the core schema of
//! YAML 1.2: `true`, `false` and `null` mean what they say, `no` and `on` are texts.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use granit_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::located::{Located, problem};
use super::node::{Data, Entry, Mark, Node};
use super::plain;
use crate::error::{Code, Problem, shown};

/// Most bytes of an authored file (J): the longest that comes with the library has 120,000.
pub const MAX_BYTES: usize = 16 << 20;
/// Most lists and objects inside each other (J).
const DEEPEST: usize = 64;
/// Most values in a file, each repetition through `*name` counted (J).
const MOST_VALUES: usize = 1_000_000;
/// So many bytes of text weigh as one value when values are repeated.
const BYTES_A_VALUE: usize = 32;

/// A file to read: its name, and what is in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// As messages name it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The document in a file.
///
/// # Errors
///
/// What is wrong with its syntax: the first place that is not YAML, or every key that stands twice.
pub fn read(source: &Source) -> Result<Node, Vec<Located>> {
    let file: Rc<str> = source.name.as_str().into();
    let at = |line, column| Mark {
        file: Rc::clone(&file),
        line,
        column,
    };
    let whole = |problem: Problem| vec![Located::at(at(1, 1), problem)];
    if source.bytes.len() > MAX_BYTES {
        let message = format!("the file has more than {MAX_BYTES} bytes; no more are read");
        return Err(whole(problem("", Code::TooLarge, message)));
    }
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(why) => {
            let (good, _) = source.bytes.split_at(why.valid_up_to());
            let good = String::from_utf8_lossy(good);
            let line = good.split('\n').count();
            let column = good.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
            let message = "this is not UTF-8 text";
            let found = problem("", Code::NotText, message)
                .help("Save the file as UTF-8; editors offer it when saving.");
            return Err(vec![Located::at(at(line, column), found)]);
        }
    };
    let mut options = granit_parser::Options::default();
    options.set_emit_comments(false);
    let mut builder = Builder::new(Rc::clone(&file));
    for next in Parser::new_from_str_with_options(text, options) {
        let step = match next {
            Ok((event, span)) => builder.event(event, span.start),
            Err(why) => {
                let message = format!("this is not YAML: {}", why.info());
                let found = problem("", Code::NotYaml, message).help(
                    "Look here and on the line before: an open bracket or quote, a tab, or `: ` in a text \
                     without quotes.",
                );
                Err(Located::at(builder.mark(*why.marker()), found))
            }
        };
        if let Err(stop) = step {
            builder.problems.push(stop);
            return Err(builder.problems);
        }
    }
    match builder.root {
        Some(root) if builder.problems.is_empty() => Ok(root),
        Some(_) => Err(builder.problems),
        None => Err(whole(problem("", Code::EmptyFile, "the file is empty"))),
    }
}

/// A list or object that is not closed yet.
struct Open {
    mark: Mark,
    anchor: usize,
    weight: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map {
        entries: BTreeMap<String, Entry>,
        key: Option<(String, Mark)>,
    },
}

struct Builder {
    file: Rc<str>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Node, usize)>,
    root: Option<Node>,
    documents: usize,
    weight: usize,
    twice: BTreeSet<Mark>,
    problems: Vec<Located>,
}

type Step = Result<(), Located>;

impl Builder {
    fn new(file: Rc<str>) -> Self {
        Self {
            file,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            root: None,
            documents: 0,
            weight: 0,
            twice: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    fn mark(&self, marker: Marker) -> Mark {
        Mark {
            file: Rc::clone(&self.file),
            line: marker.line().max(1),
            column: marker.col() + 1,
        }
    }

    fn event(&mut self, event: Event<'_>, start: Marker) -> Step {
        let mark = self.mark(start);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "a second document begins; a file holds one";
                    return Err(Located::at(mark, problem("", Code::WrongShape, message)));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let as_text = style != ScalarStyle::Plain || self.tagged(tag.as_deref(), &mark)?;
                if self.key(&text, &mark) {
                    return Ok(());
                }
                let weight = 1 + text.len() / BYTES_A_VALUE;
                let data = if as_text {
                    Data::Text(text.into_owned())
                } else {
                    plain::resolved(text).map_err(|found| Located::at(mark.clone(), found))?
                };
                let mark = Some(mark);
                self.place(Node { mark, data }, anchor, weight)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tagged(tag.as_deref(), &mark)?;
                self.begin(mark, anchor, Inside::List(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tagged(tag.as_deref(), &mark)?;
                let entries = BTreeMap::new();
                self.begin(mark, anchor, Inside::Map { entries, key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                // An anchor that is still open would hold itself.
                let Some((node, weight)) = self.anchors.get(&anchor) else {
                    let message = "this repeats something that holds it";
                    return Err(Located::at(mark, problem("", Code::Cycle, message)));
                };
                let weight = *weight;
                if self.weight + weight > MOST_VALUES {
                    return Err(too_many(mark));
                }
                let mut node = node.clone();
                node.mark = Some(mark);
                self.place(node, 0, weight)
            }
            _ => Ok(()),
        }
    }

    /// Whether a tag makes a plain word a text; other tags are not read.
    fn tagged(&self, tag: Option<&Tag>, mark: &Mark) -> Result<bool, Located> {
        match tag.map(Tag::core_suffix) {
            None => Ok(false),
            Some(Some("str")) => Ok(true),
            Some(Some("map" | "seq")) => Ok(false),
            Some(_) => {
                let message = "tags such as `!name` are not read here";
                let found = problem("", Code::WrongShape, message);
                Err(Located::at(mark.clone(), found))
            }
        }
    }

    /// Takes a text as a key, where one is due.
    fn key(&mut self, text: &str, mark: &Mark) -> bool {
        let Some(Inside::Map { entries, key }) = self.open.last_mut().map(|o| &mut o.inside) else {
            return false;
        };
        if key.is_some() {
            return false;
        }
        if let Some(first) = entries.get(text) {
            let line = first.key.as_ref().map_or(0, |m| m.line);
            let message = format!(
                "the key `{}` is there twice; it stands on line {line} already",
                shown(text)
            );
            self.twice.insert(mark.clone());
            let found = problem("", Code::WrongShape, message);
            self.problems.push(Located::at(mark.clone(), found));
        }
        *key = Some((text.to_owned(), mark.clone()));
        true
    }

    fn begin(&mut self, mark: Mark, anchor: usize, inside: Inside) -> Step {
        if let Some(Inside::Map { key: None, .. }) = self.open.last().map(|o| &o.inside) {
            let message = "a key is a text; found a list or an object";
            return Err(Located::at(mark, problem("", Code::WrongShape, message)));
        }
        if self.open.len() >= DEEPEST {
            let message = format!("lists and objects are nested too deeply; allowed: {DEEPEST}");
            return Err(Located::at(mark, problem("", Code::WrongShape, message)));
        }
        self.open.push(Open {
            mark,
            anchor,
            weight: 1,
            inside,
        });
        Ok(())
    }

    fn end(&mut self) -> Step {
        let Some(done) = self.open.pop() else {
            return Ok(());
        };
        let data = match done.inside {
            Inside::List(list) => Data::List(list),
            Inside::Map { entries, .. } => Data::Map(entries),
        };
        let mark = Some(done.mark);
        // Its parts were weighed when they were placed.
        self.weight = self.weight.saturating_sub(done.weight - 1);
        self.place(Node { mark, data }, done.anchor, done.weight)
    }

    fn place(&mut self, node: Node, anchor: usize, weight: usize) -> Step {
        self.weight += weight;
        if self.weight > MOST_VALUES
            && let Some(mark) = node.mark
        {
            return Err(too_many(mark));
        }
        if anchor != 0 {
            // The copy weighs as much as what it is a copy of.
            self.weight += weight;
            self.anchors.insert(anchor, (node.clone(), weight));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        parent.weight += weight;
        match &mut parent.inside {
            Inside::List(list) => list.push(node),
            Inside::Map { entries, key } => match key.take() {
                Some((name, place)) => {
                    // The first of two equal keys stands, so that places stay in order.
                    let twice = self.twice.contains(&place);
                    let key = Some(place);
                    if !twice {
                        entries.insert(name, Entry { key, value: node });
                    }
                }
                None => {
                    let message = "a key is a text; found a repetition";
                    let found = problem("", Code::WrongShape, message);
                    if let Some(mark) = node.mark {
                        return Err(Located::at(mark, found));
                    }
                }
            },
        }
        Ok(())
    }
}

fn too_many(mark: Mark) -> Located {
    let message = format!("more than {MOST_VALUES} values, repetitions counted");
    Located::at(mark, problem("", Code::TooLarge, message))
}
