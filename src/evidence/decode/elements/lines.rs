//! One JSON value per line, read line by line.

use serde_json::Value;

use super::shape::known_wrapper;
use super::unreadable;
use crate::error::{Code, Problem};
use crate::evidence::decode::refused;

/// Longest line that is read, in bytes: 16 MB. Records of logs have a few
/// thousand; a document without line ends is no lines.
const LINE: usize = 16_000_000;

/// Whether a text, of which this is the beginning, has one JSON object per line.
///
/// The first line has to be in it as a whole, with the beginning of the second.
/// Pages, each on its line, are not lines.
pub(in crate::evidence) fn is_lines(beginning: &str) -> bool {
    let mut lines = beginning
        .trim_start_matches('\u{feff}')
        .split('\n')
        .filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    second.trim_start().starts_with('{')
        && serde_json::from_str::<Value>(first)
            .is_ok_and(|value| value.is_object() && known_wrapper(&value).is_none())
}

/// Reads JSON values from lines, in chunks of any size; holds at most one line.
///
/// Blank lines are skipped. Lines count from 1.
#[derive(Debug, Default)]
pub(in crate::evidence) struct LineReader {
    /// The part of a line that the chunks so far have.
    held: String,
    /// How many lines are behind.
    line: u32,
}

impl LineReader {
    /// A reader before its first line.
    pub(in crate::evidence) fn new() -> Self {
        Self::default()
    }

    /// The next text; `sink` gets each value that is complete, with its line.
    ///
    /// # Errors
    ///
    /// `not-json` for a line that is no JSON, with line and column; `too-large`
    /// for one of more than 16 MB. Nothing can be read after that.
    pub(in crate::evidence) fn push(
        &mut self,
        text: &str,
        sink: &mut dyn FnMut(u32, Value),
    ) -> Result<(), Problem> {
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            if self.held.is_empty() {
                self.read(line, false, sink)?;
            } else {
                self.hold(line)?;
                let line = std::mem::take(&mut self.held);
                self.read(&line, false, sink)?;
                // Its memory serves the next one.
                self.held = line;
                self.held.clear();
            }
        }
        self.hold(rest)
    }

    /// The end of the file: the last line, if no line end follows it. How many lines there were.
    ///
    /// # Errors
    ///
    /// `truncated` when the last line ends in the middle, else as [`Self::push`].
    pub(in crate::evidence) fn finish(
        mut self,
        sink: &mut dyn FnMut(u32, Value),
    ) -> Result<u32, Problem> {
        let line = std::mem::take(&mut self.held);
        if !line.is_empty() {
            self.read(&line, true, sink)?;
        }
        Ok(self.line)
    }

    fn hold(&mut self, part: &str) -> Result<(), Problem> {
        self.short(self.held.len().saturating_add(part.len()))?;
        self.held.push_str(part);
        Ok(())
    }

    fn short(&self, length: usize) -> Result<(), Problem> {
        if length <= LINE {
            return Ok(());
        }
        let line = self.line.saturating_add(1);
        let message = format!("line {line} has more than {LINE} bytes, the most that are read");
        Err(refused(Code::TooLarge, message).help("Export the file with one record per line."))
    }

    fn read(
        &mut self,
        line: &str,
        last: bool,
        sink: &mut dyn FnMut(u32, Value),
    ) -> Result<(), Problem> {
        self.short(line.len())?;
        let first = self.line == 0;
        self.line = self.line.saturating_add(1);
        let line = match first {
            true => line.trim_start_matches('\u{feff}'),
            false => line,
        };
        if line.trim().is_empty() {
            return Ok(());
        }
        match serde_json::from_str(line) {
            Ok(value) => {
                sink(self.line, value);
                Ok(())
            }
            // A line that another one follows is not where the file was cut.
            Err(why) if why.is_eof() && !last => Err(refused(
                Code::NotJson,
                format!("line {} ends before its JSON value does", self.line),
            )),
            Err(why) => Err(unreadable(&why, self.line as usize)),
        }
    }
}
