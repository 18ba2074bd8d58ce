//! Where the marks of a table stand: delimiters, quotes and line ends, eight bytes at a time.

/// One byte in each of eight places.
const ONES: u64 = u64::from_le_bytes([1; 8]);
/// All bits but the highest of each byte.
const LOW: u64 = u64::from_le_bytes([0x7f; 8]);

/// Finds three bytes in a text, from its beginning to its end.
pub(super) struct Marks<'a> {
    words: std::slice::Iter<'a, [u8; 8]>,
    tail: &'a [u8],
    wanted: [u64; 3],
    /// Where the present word begins, and the high bit of each of its bytes that is still to be told.
    base: usize,
    found: u64,
}

impl<'a> Marks<'a> {
    pub(super) fn new(bytes: &'a [u8], wanted: [u8; 3]) -> Self {
        let (words, tail) = bytes.as_chunks::<8>();
        let mut marks = Self {
            words: words.iter(),
            tail,
            wanted: wanted.map(|byte| u64::from(byte) * ONES),
            base: 0,
            found: 0,
        };
        marks.found = marks.next_word().unwrap_or(0);
        marks
    }

    /// Tells of the next eight bytes which are wanted; of the last ones, fewer.
    #[inline]
    fn next_word(&mut self) -> Option<u64> {
        let word = match self.words.next() {
            Some(word) => u64::from_le_bytes(*word),
            None if self.tail.is_empty() => return None,
            None => {
                // Filled up with what nobody looks for: a byte beside ASCII.
                let mut last = [0xff; 8];
                for (place, byte) in last.iter_mut().zip(std::mem::take(&mut self.tail)) {
                    *place = *byte;
                }
                u64::from_le_bytes(last)
            }
        };
        let [a, b, c] = self.wanted;
        Some(zeros(word ^ a) | zeros(word ^ b) | zeros(word ^ c))
    }
}

/// The high bit of every byte that is zero, and of no other.
#[inline]
fn zeros(word: u64) -> u64 {
    !(((word & LOW) + LOW) | word | LOW)
}

impl Iterator for Marks<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.found = self.next_word()?;
            self.base += 8;
        }
        let bit = self.found.trailing_zeros();
        self.found &= self.found - 1;
        // At most 63, so that it fits anything.
        Some(self.base + (bit / 8) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_where_a_plain_search_finds_them(text in "[a,\"\nß\u{0}\u{1}+-]{0,80}") {
            let bytes = text.as_bytes();
            let found: Vec<usize> = Marks::new(bytes, [b',', b'"', b'\n']).collect();
            let plain: Vec<usize> = (0..bytes.len()).filter(|i| matches!(bytes[*i], b',' | b'"' | b'\n')).collect();
            prop_assert_eq!(found, plain);
        }
    }
}
