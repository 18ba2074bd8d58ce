//! Bytes to text, chunk by chunk: UTF-8, UTF-16 and windows-1252.

mod lines;
mod windows_1252;

use lines::noticed;
use windows_1252::of_windows_1252;

/// How many bytes are looked at to find UTF-16 without a byte-order mark.
const LOOKED_AT: usize = 4096;
/// Text that had to be converted is handed on in pieces of about this many bytes.
const PIECE: usize = 64 * 1024;

/// What the bytes of a file were, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct TextFacts {
    /// Name of the encoding, for people.
    pub(in crate::evidence) encoding: &'static str,
    /// How many characters could not be read and stand as U+FFFD.
    pub(in crate::evidence) replaced: u32,
    /// The line of the first of them, from 1.
    pub(in crate::evidence) first_replaced_line: Option<u32>,
    /// Whether a zero byte or character is inside: then it is hardly text.
    pub(in crate::evidence) had_nul: bool,
}

/// Reads the bytes of a file as text, in chunks of any size.
///
/// - A byte-order mark decides, and is left out of the text. Without one,
///   nearly every second byte being zero among the first 4,096 is UTF-16.
/// - Everything else is UTF-8 until a byte says otherwise. When all before it was
///   ASCII, the file is windows-1252 from there on: what Excel writes as "CSV".
///   After other characters, or after UTF-8's own mark, it is one broken
///   character: U+FFFD, counted, with its line.
/// - The text does not depend on how the bytes are cut into chunks. UTF-8 is
///   handed on as slices of the chunk, without copying.
///
/// Not `encoding_rs`: it copies what is UTF-8 already, does not say on which line
/// a character is broken, and links the tables of every encoding, Chinese and
/// Japanese ones too, for the 32 characters that are needed. A module that does
/// nothing but read windows-1252 with it has 181 KB, 105 KB after brotli. As long
/// as spreadsheets are read with `calamine`, those tables are linked all the same.
#[derive(Debug)]
pub(in crate::evidence) struct TextStream {
    reading: Reading,
    /// Bytes of a character that is not complete yet; of UTF-16, the odd byte.
    held: [u8; 4],
    held_len: usize,
    /// Text that had to be converted, until it is handed on.
    piece: String,
    notes: Notes,
}

#[derive(Debug)]
enum Reading {
    /// Not known yet: the first bytes.
    Start(Vec<u8>),
    Utf8 {
        marked: bool,
    },
    Utf16 {
        order: Order,
        marked: bool,
        /// The first half of a pair.
        high: Option<u16>,
    },
    Windows1252,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// What is noticed in the text that is handed on.
#[derive(Debug)]
struct Notes {
    ascii: bool,
    nul: bool,
    line: u32,
    after_return: bool,
    replaced: u32,
    first_replaced_line: Option<u32>,
}

impl Notes {
    fn hand(&mut self, text: &str, sink: &mut dyn FnMut(&str)) {
        if text.is_empty() {
            return;
        }
        let noticed = noticed(text.as_bytes(), self.after_return);
        self.ascii &= noticed.ascii;
        self.nul |= noticed.nul;
        // Lines are counted only for the place of the first broken character.
        if self.replaced == 0 {
            self.line = self.line.saturating_add(noticed.lines);
            self.after_return = noticed.after_return;
        }
        sink(text);
    }

    fn replace(&mut self, sink: &mut dyn FnMut(&str)) {
        self.first_replaced_line.get_or_insert(self.line);
        self.replaced = self.replaced.saturating_add(1);
        self.ascii = false;
        sink("\u{fffd}");
    }
}

impl Default for TextStream {
    fn default() -> Self {
        Self::new()
    }
}

impl TextStream {
    /// A reader before its first byte.
    pub(in crate::evidence) fn new() -> Self {
        Self {
            reading: Reading::Start(Vec::new()),
            held: [0; 4],
            held_len: 0,
            piece: String::new(),
            notes: Notes {
                ascii: true,
                nul: false,
                line: 1,
                after_return: false,
                replaced: 0,
                first_replaced_line: None,
            },
        }
    }

    /// The next bytes of the file; `sink` gets the text that is complete.
    pub(in crate::evidence) fn push(&mut self, bytes: &[u8], sink: &mut dyn FnMut(&str)) {
        let Reading::Start(first) = &mut self.reading else {
            return self.feed(bytes, sink);
        };
        if first.is_empty() && bytes.len() >= LOOKED_AT {
            return self.begin(bytes, sink);
        }
        let missing = LOOKED_AT.saturating_sub(first.len());
        let (now, later) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
        first.extend_from_slice(now);
        if first.len() >= LOOKED_AT {
            let first = std::mem::take(first);
            self.begin(&first, sink);
            self.feed(later, sink);
        }
    }

    /// The end of the file: what is still held, and what the file was.
    pub(in crate::evidence) fn finish(mut self, sink: &mut dyn FnMut(&str)) -> TextFacts {
        if let Reading::Start(first) = &mut self.reading {
            let first = std::mem::take(first);
            self.begin(&first, sink);
        }
        let held = self.held;
        let held = held.get(..self.held_len).unwrap_or_default();
        self.held_len = 0;
        match &self.reading {
            Reading::Utf8 { marked: false } if !held.is_empty() && self.notes.ascii => {
                self.reading = Reading::Windows1252;
                self.windows_1252(held, sink);
            }
            Reading::Utf8 { .. } if !held.is_empty() => self.notes.replace(sink),
            Reading::Utf16 { high, .. } => {
                if high.is_some() {
                    self.notes.replace(sink);
                }
                // One byte too many after UTF-16: a line end or a zero that some
                // tool added is nothing; anything else is half a character.
                if !matches!(held, [] | [0 | b'\n' | b'\r' | b' ']) {
                    self.notes.replace(sink);
                }
            }
            _ => {}
        }
        TextFacts {
            encoding: match self.reading {
                Reading::Start(_) | Reading::Utf8 { marked: false } => "UTF-8",
                Reading::Utf8 { marked: true } => "UTF-8 with BOM",
                Reading::Windows1252 => "windows-1252",
                Reading::Utf16 { order, marked, .. } => match (order, marked) {
                    (Order::Little, true) => "UTF-16LE with BOM",
                    (Order::Little, false) => "UTF-16LE",
                    (Order::Big, true) => "UTF-16BE with BOM",
                    (Order::Big, false) => "UTF-16BE",
                },
            },
            replaced: self.notes.replaced,
            first_replaced_line: self.notes.first_replaced_line,
            had_nul: self.notes.nul,
        }
    }

    /// Decides what the file is by its first bytes, and reads them.
    fn begin(&mut self, bytes: &[u8], sink: &mut dyn FnMut(&str)) {
        let utf16 = |order, marked| Reading::Utf16 {
            order,
            marked,
            high: None,
        };
        let (reading, rest) = match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => (Reading::Utf8 { marked: true }, rest),
            [0xFF, 0xFE, rest @ ..] => (utf16(Order::Little, true), rest),
            [0xFE, 0xFF, rest @ ..] => (utf16(Order::Big, true), rest),
            _ => match guess_utf16(bytes) {
                Some(order) => (utf16(order, false), bytes),
                None => (Reading::Utf8 { marked: false }, bytes),
            },
        };
        self.reading = reading;
        self.feed(rest, sink);
    }

    fn feed(&mut self, bytes: &[u8], sink: &mut dyn FnMut(&str)) {
        match self.reading {
            Reading::Utf8 { marked } => self.utf8(bytes, marked, sink),
            Reading::Utf16 { order, high, .. } => self.utf16(bytes, order, high, sink),
            Reading::Windows1252 => self.windows_1252(bytes, sink),
            Reading::Start(_) => {}
        }
    }

    fn utf8(&mut self, mut bytes: &[u8], marked: bool, sink: &mut dyn FnMut(&str)) {
        // First the character that the chunk before began.
        while self.held_len > 0 {
            let Some((&next, rest)) = bytes.split_first() else {
                return;
            };
            let mut four = self.held;
            if let Some(place) = four.get_mut(self.held_len) {
                *place = next;
            }
            let candidate = four.get(..self.held_len + 1).unwrap_or_default();
            match std::str::from_utf8(candidate) {
                Ok(text) => {
                    self.notes.hand(text, sink);
                    self.held_len = 0;
                    bytes = rest;
                }
                Err(why) if why.error_len().is_none() => {
                    self.held = four;
                    self.held_len += 1;
                    bytes = rest;
                }
                // Broken by `next`, which may begin a character of its own.
                Err(_) => {
                    let held = self.held;
                    let held = held.get(..self.held_len).unwrap_or_default();
                    self.held_len = 0;
                    if self.notes.ascii && !marked {
                        self.reading = Reading::Windows1252;
                        self.windows_1252(held, sink);
                        return self.windows_1252(bytes, sink);
                    }
                    self.notes.replace(sink);
                }
            }
        }
        loop {
            let why = match std::str::from_utf8(bytes) {
                Ok(text) => return self.notes.hand(text, sink),
                Err(why) => why,
            };
            let (valid, broken) = bytes
                .split_at_checked(why.valid_up_to())
                .unwrap_or((bytes, &[]));
            self.notes
                .hand(std::str::from_utf8(valid).unwrap_or_default(), sink);
            match why.error_len() {
                None => {
                    for (place, byte) in self.held.iter_mut().zip(broken) {
                        *place = *byte;
                    }
                    self.held_len = broken.len().min(3);
                    return;
                }
                Some(_) if self.notes.ascii && !marked => {
                    self.reading = Reading::Windows1252;
                    return self.windows_1252(broken, sink);
                }
                Some(length) => {
                    self.notes.replace(sink);
                    bytes = broken.get(length..).unwrap_or_default();
                }
            }
        }
    }

    fn utf16(
        &mut self,
        bytes: &[u8],
        order: Order,
        mut high: Option<u16>,
        sink: &mut dyn FnMut(&str),
    ) {
        let unit = |pair: [u8; 2]| match order {
            Order::Little => u16::from_le_bytes(pair),
            Order::Big => u16::from_be_bytes(pair),
        };
        let (first, bytes) = match (self.held_len, self.held, bytes) {
            (1, [held, ..], [next, rest @ ..]) => (Some(unit([held, *next])), rest),
            _ => (None, bytes),
        };
        if first.is_some() {
            self.held_len = 0;
        }
        let (pairs, odd) = bytes.as_chunks::<2>();
        for unit in first
            .into_iter()
            .chain(pairs.iter().map(|pair| unit(*pair)))
        {
            let pair = high.take();
            match (pair, unit) {
                (None, 0xD800..=0xDBFF) => high = Some(unit),
                (Some(before), 0xDC00..=0xDFFF) => {
                    let code = 0x1_0000
                        + ((u32::from(before) - 0xD800) << 10)
                        + (u32::from(unit) - 0xDC00);
                    self.convert(char::from_u32(code), sink);
                }
                (Some(_), 0xD800..=0xDBFF) => {
                    self.convert(None, sink);
                    high = Some(unit);
                }
                (pair, _) => {
                    if pair.is_some() {
                        self.convert(None, sink);
                    }
                    self.convert(char::from_u32(u32::from(unit)), sink);
                }
            }
        }
        if let [byte] = odd {
            self.held = [*byte, 0, 0, 0];
            self.held_len = 1;
        }
        self.flush(sink);
        if let Reading::Utf16 { high: kept, .. } = &mut self.reading {
            *kept = high;
        }
    }

    fn windows_1252(&mut self, bytes: &[u8], sink: &mut dyn FnMut(&str)) {
        for byte in bytes {
            self.convert(Some(of_windows_1252(*byte)), sink);
        }
        self.flush(sink);
    }

    /// One converted character; none is one that could not be read.
    fn convert(&mut self, character: Option<char>, sink: &mut dyn FnMut(&str)) {
        match character {
            Some(character) => {
                self.piece.push(character);
                if self.piece.len() >= PIECE {
                    self.flush(sink);
                }
            }
            None => {
                self.flush(sink);
                self.notes.replace(sink);
            }
        }
    }

    fn flush(&mut self, sink: &mut dyn FnMut(&str)) {
        self.notes.hand(&self.piece, sink);
        self.piece.clear();
    }
}

/// The byte order of UTF-16 without a mark: exports are ASCII almost
/// throughout, so nearly every second byte of them is zero.
fn guess_utf16(bytes: &[u8]) -> Option<Order> {
    let (pairs, _) = bytes.get(..LOOKED_AT).unwrap_or(bytes).as_chunks::<2>();
    let first = pairs.iter().filter(|[a, _]| *a == 0).count();
    let second = pairs.iter().filter(|[_, b]| *b == 0).count();
    let most = |count: usize| count * 10 >= pairs.len() * 7;
    let few = |count: usize| count * 10 <= pairs.len();
    match pairs.len() {
        0 => None,
        _ if most(second) && few(first) => Some(Order::Little),
        _ if most(first) && few(second) => Some(Order::Big),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
