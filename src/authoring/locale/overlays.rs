//! The words of an overlay: those of what it is made from, and its own.

use serde_json::Value;

use super::language::Language;
use super::{entry, put, words};
use crate::authoring::document::{Draft, Opened};
use crate::authoring::located::{Located, problem};
use crate::authoring::node::Node;
use crate::authoring::text::Source;
use crate::authoring::{overlay, text};
use crate::error::{Code, Error};
use crate::input::builtin;
use crate::input::digest::sha256;
use crate::input::locale::{Locale, Words};

/// The compiled locale of what an overlay makes, with what is wrong.
///
/// The overlay is applied twice: to its base, and with its words to the base in these words. The words of the second result are
/// those of the first.
pub(super) fn locale(
    original: &Node,
    said: &Node,
    language: &Language,
    library: &Node,
    open: Opened<'_>,
) -> Result<(Value, Vec<Located>), Error> {
    let made = overlay::applied(original.clone(), library, open);
    if !made.is_sound() {
        return Ok((language.head(), made.problems));
    }
    let mut problems = Vec::new();
    let mut known = builtin::locales()?;
    known.retain(|l| l.tag() == language.tag);
    let mut without = known.is_empty();
    let named = original.text_at("baseContent");
    if let (Some(name), Some(mark)) = (named, &said.mark) {
        // Beside the words lie those of the base, as `compile` wrote them.
        match open(&mark.file, name).map(|source| text::read(&source)) {
            Ok(Ok(node)) => match Locale::read(node.value()) {
                Ok(locale) => known.push(locale),
                Err(Error::Input(found)) => {
                    let found = found.into_iter().map(|p| Located::within(&node, p));
                    return Ok((language.head(), found.collect()));
                }
                Err(other) => return Err(other),
            },
            Ok(Err(found)) => return Ok((language.head(), found)),
            Err(_) => without = true,
        }
        without |= known.iter().any(|l| l.tag() != language.tag);
        known.retain(|l| l.tag() == language.tag);
    }
    if without {
        let tag = &language.tag;
        let message = format!("what the overlay is made from has no words in `{tag}`");
        let found = problem("", Code::Untranslated, message)
            .help("What the overlay leaves as it is stays in the words of its base.");
        problems.push(Located::within(said, found));
    }
    let spoken_library = in_words(library.value(), &known);
    let spoken_open = |from: &str, name: &str| -> Result<Source, String> {
        let source = open(from, name)?;
        let node = text::read(&source).map_err(|_| format!("{name} cannot be read"))?;
        let bytes = in_words(node.value(), &known).to_string().into_bytes();
        Ok(Source { bytes, ..source })
    };
    let mut own = original.value();
    if let Err(misfit) = put(&mut own, &said.value(), false) {
        let found = problem(misfit.at, misfit.code, misfit.message);
        problems.push(Located::within(said, found));
        return Ok((language.head(), problems));
    }
    let mut own = Node::from(own);
    own.mark.clone_from(&original.mark);
    let spoken = overlay::applied(own, &spoken_library.into(), &spoken_open);
    problems.extend(spoken.problems.iter().filter(|p| !p.is_advice()).cloned());
    Ok((document(&made, &spoken, language), problems))
}

fn document(made: &Draft, spoken: &Draft, language: &Language) -> Value {
    let part = |at: &str| {
        let said = spoken.document.at(at).and_then(words::of);
        let original = made.document.at(at).map(Node::value).unwrap_or_default();
        entry(&original, said.map(|n| n.value()).unwrap_or_default())
    };
    language.document(Some(part("/catalogue")), vec![part("/questionnaires/0")])
}

/// Content with the words of locales, as a document.
fn in_words(mut document: Value, known: &[Locale]) -> Value {
    let all: Vec<Words<'_>> = known.iter().flat_map(Locale::words).collect();
    let said = |part: &mut Value| {
        let own = sha256(part);
        let mut spoken = part.clone();
        let found = all.iter().find(|w| w.sha256 == own);
        // Words that do not fit are no words of it.
        if found.is_some_and(|found| put(&mut spoken, found.words, false).is_ok()) {
            *part = spoken;
        }
    };
    if let Some(catalogue) = document.get_mut("catalogue") {
        said(catalogue);
    }
    let questionnaires = document
        .get_mut("questionnaires")
        .and_then(Value::as_array_mut);
    questionnaires.into_iter().flatten().for_each(said);
    document
}
