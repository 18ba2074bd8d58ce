//! Where the marks of a table stand: delimiters, quotes and line ends, sixty-four bytes at a time.
//!
//! Of `memchr` the setting out anew at every mark takes longer than the search: marks stand eleven bytes apart.

/// Bytes that are looked at together: as many as a word has bits.
const BLOCK: usize = 64;
/// Bytes that stand for nothing: none of them is ASCII, and marks are.
const NOTHING: [u8; BLOCK] = [0xff; BLOCK];

/// Finds three ASCII bytes in a text, from its beginning to its end.
pub(super) struct Marks<'a> {
    blocks: std::slice::Iter<'a, [u8; BLOCK]>,
    tail: &'a [u8],
    wanted: [u8; 3],
    /// Where the present block begins, and a bit for each of its bytes that is still to be told.
    base: usize,
    found: u64,
}

impl<'a> Marks<'a> {
    pub(super) fn new(bytes: &'a [u8], wanted: [u8; 3]) -> Self {
        let (blocks, tail) = bytes.as_chunks::<BLOCK>();
        let mut marks = Self {
            blocks: blocks.iter(),
            tail,
            wanted,
            base: 0,
            found: 0,
        };
        marks.found = marks.next_block().unwrap_or(0);
        marks
    }

    /// Tells of the next block which bytes are wanted; of the last, fewer.
    #[inline]
    fn next_block(&mut self) -> Option<u64> {
        match self.blocks.next() {
            Some(block) => Some(bits(block, self.wanted)),
            None if self.tail.is_empty() => None,
            None => {
                let mut last = NOTHING;
                for (place, byte) in last.iter_mut().zip(std::mem::take(&mut self.tail)) {
                    *place = *byte;
                }
                Some(bits(&last, self.wanted))
            }
        }
    }
}

impl Iterator for Marks<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.found = self.next_block()?;
            self.base += BLOCK;
        }
        let bit = self.found.trailing_zeros();
        self.found &= self.found - 1;
        // At most 63, so that it fits anything.
        Some(self.base + bit as usize)
    }
}

/// A bit for each byte that is one of three.
#[inline]
fn bits(block: &[u8; BLOCK], wanted: [u8; 3]) -> u64 {
    let (parts, _) = block.as_chunks::<16>();
    let mut all = 0;
    for part in parts.iter().rev() {
        all = (all << 16) | u64::from(sixteen(part, wanted));
    }
    all
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn sixteen(part: &[u8; 16], wanted: [u8; 3]) -> u16 {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_eq, u8x16_splat, u64x2, v128_or};
    let [low, high] = halves(part);
    let text = u64x2(low, high);
    let [a, b, c] = wanted.map(|byte| i8x16_eq(text, u8x16_splat(byte)));
    i8x16_bitmask(v128_or(v128_or(a, b), c))
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn sixteen(part: &[u8; 16], wanted: [u8; 3]) -> u16 {
    let [low, high] = halves(part).map(|word| {
        let [a, b, c] = wanted.map(|byte| zeros(word ^ (u64::from(byte) * ONES)));
        gathered(a | b | c)
    });
    u16::from_le_bytes([low, high])
}

#[inline]
fn halves(part: &[u8; 16]) -> [u64; 2] {
    let (halves, _) = part.as_chunks::<8>();
    match halves {
        [low, high] => [low, high].map(|half| u64::from_le_bytes(*half)),
        // Sixteen are twice eight.
        _ => [0; 2],
    }
}

/// One byte in each of eight places.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// The high bit of every byte that is zero, and of no other.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn zeros(word: u64) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    !(((word & LOW) + LOW) | word | LOW)
}

/// The high bits of eight bytes as one byte.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn gathered(high_bits: u64) -> u8 {
    // Bit 7 of byte i comes to stand at bit 56 + i, and no two meet.
    const TO_THE_TOP: u64 = 0x0002_0408_1020_4081;
    let [.., top] = high_bits.wrapping_mul(TO_THE_TOP).to_le_bytes();
    top
}

/// Whether a byte stands in a text: with a compiler that looks at many at a time.
#[inline]
pub(super) fn has(text: &[u8], byte: u8) -> bool {
    let (blocks, tail) = text.as_chunks::<BLOCK>();
    let here = |bytes: &[u8]| bytes.iter().fold(0, |had, b| had | u8::from(*b == byte)) > 0;
    blocks.iter().any(|block| here(block)) || here(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_where_a_plain_search_finds_them(text in "[a,\"\nß\u{0}\u{1}+-]{0,300}") {
            let bytes = text.as_bytes();
            let found: Vec<usize> = Marks::new(bytes, [b',', b'"', b'\n']).collect();
            let plain: Vec<usize> = (0..bytes.len()).filter(|i| matches!(bytes[*i], b',' | b'"' | b'\n')).collect();
            prop_assert_eq!(found, plain);
            for byte in *b",x\n" {
                prop_assert_eq!(has(bytes, byte), bytes.contains(&byte));
            }
        }
    }

    #[test]
    fn each_place_has_its_bit() {
        for at in 0..BLOCK {
            let mut block = NOTHING;
            block[at] = b',';
            assert_eq!(bits(&block, [b',', b'"', b'\n']), 1 << at);
        }
    }
}
