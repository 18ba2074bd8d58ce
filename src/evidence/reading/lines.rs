//! Lines of JSON that stream through.

use serde_json::Value;

use super::outcome::{Counts, done, hash};
use super::{Choices, FileRead};
use crate::error::{Error, Problem};
use crate::evidence::decode::elements::LineReader;
use crate::evidence::decode::stream::TextFacts;
use crate::evidence::formats;
use crate::evidence::formats::registry::{self, ReadElements, Reading};
use crate::evidence::inspection::FileFacts;

/// Lines that are being read.
pub(super) struct Lines {
    reader: LineReader,
    counts: Counts,
    reading: Reading,
    /// The format, once the first line has told it.
    format: Option<(&'static registry::JsonFormat, Box<dyn ReadElements>)>,
    unknown: bool,
}

impl Lines {
    /// Lines before the first.
    pub(super) fn new() -> Self {
        Self {
            reader: LineReader::new(),
            counts: Counts::default(),
            reading: Reading::default(),
            format: None,
            unknown: false,
        }
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), Problem> {
        let Self {
            reader,
            counts,
            reading,
            format,
            unknown,
        } = self;
        reader.push(text, &mut |line, value| {
            one_line(line, &value, counts, reading, format, unknown)
        })
    }

    pub(super) fn finish(
        mut self,
        text: &TextFacts,
        facts: FileFacts,
        choices: Choices,
    ) -> Result<FileRead, Error> {
        let Self {
            reader,
            counts,
            reading,
            format,
            unknown,
        } = &mut self;
        let reader = std::mem::take(reader);
        reader
            .finish(&mut |line, value| one_line(line, &value, counts, reading, format, unknown))?;
        let Some((format, mut mapping)) = self.format else {
            return Err(formats::unknown("lines of JSON").into());
        };
        mapping.end(&mut self.reading);
        let columns = format.keys.iter().map(|k| (*k).to_owned()).collect();
        Ok(done(
            facts,
            "lines of JSON",
            text,
            choices,
            format.about,
            columns,
            self.reading,
            self.counts,
        ))
    }
}

fn one_line(
    line: u32,
    value: &Value,
    counts: &mut Counts,
    reading: &mut Reading,
    format: &mut Option<(&'static registry::JsonFormat, Box<dyn ReadElements>)>,
    unknown: &mut bool,
) {
    if *unknown {
        return;
    }
    if format.is_none() {
        *format = registry::json(None, value).map(|f| (f, (f.open)()));
        *unknown = format.is_none();
    }
    let Some((_, mapping)) = format else { return };
    if counts.repeats(hash(&value.to_string())) {
        return;
    }
    let used = mapping.element(line, value, reading);
    counts.note(line, used);
}
