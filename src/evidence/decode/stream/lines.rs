//! Line ends of a text in chunks.

/// How many lines end in a text, and whether a carriage return is its last character.
pub(super) fn lines(text: &[u8], mut after_return: bool) -> (u32, bool) {
    if !after_return && !text.contains(&b'\r') {
        // Nothing but a count, which a compiler makes many bytes at a time.
        let count = text.iter().filter(|b| **b == b'\n').count();
        return (u32::try_from(count).unwrap_or(u32::MAX), false);
    }
    let mut count = 0_u32;
    for byte in text {
        count += u32::from(*byte == b'\r') + u32::from(*byte == b'\n' && !after_return);
        after_return = *byte == b'\r';
    }
    (count, after_return)
}
