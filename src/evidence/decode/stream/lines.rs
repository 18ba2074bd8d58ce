//! What is noticed in a text on its way: line ends, and what is no ASCII.

/// Bytes that are looked at together: few enough that their line ends are counted in a byte, many enough that a compiler
/// looks at sixteen at a time.
const BLOCK: usize = 192;

/// What stands in a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Noticed {
    /// How many lines end in it: `\n`, `\r` and the two together each end one.
    pub(super) lines: u32,
    /// Whether a carriage return is its last character.
    pub(super) after_return: bool,
    /// Whether all of it is ASCII.
    pub(super) ascii: bool,
    /// Whether a zero is in it.
    pub(super) nul: bool,
}

/// Looks a piece of text through.
///
/// * `after_return`: whether a carriage return was the last character of the piece before.
pub(super) fn noticed(text: &[u8], after_return: bool) -> Noticed {
    let (mut ends, mut returns, mut high, mut nul) = (0, 0, 0_u8, 0_u8);
    for block in text.chunks(BLOCK) {
        let (mut ends_here, mut returns_here) = (0_u8, 0_u8);
        for byte in block {
            ends_here += u8::from(*byte == b'\n');
            returns_here += u8::from(*byte == b'\r');
            nul |= u8::from(*byte == 0);
            high |= *byte;
        }
        ends += u32::from(ends_here);
        returns += u32::from(returns_here);
    }
    // The second half of a line end has been counted with its first.
    let continued = u32::from(after_return && text.first() == Some(&b'\n'));
    let both = if returns > 0 { pairs(text) } else { 0 };
    Noticed {
        lines: (ends + returns).saturating_sub(both + continued),
        after_return: text.last() == Some(&b'\r'),
        ascii: high < 0x80,
        nul: nul > 0,
    }
}

/// How often `\r\n` stands in a text.
fn pairs(text: &[u8]) -> u32 {
    let after = text.get(1..).unwrap_or_default();
    let blocks = text.chunks(BLOCK).zip(after.chunks(BLOCK));
    let of_block = |(these, next): (&[u8], &[u8])| {
        let pairs = these.iter().zip(next);
        u32::from(pairs.fold(0, |count, (a, b)| {
            count + u8::from((*a == b'\r') & (*b == b'\n'))
        }))
    };
    blocks.map(of_block).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_what_a_plain_look_notices(text in "[a\r\n\u{0}ß]{0,500}", after_return: bool) {
            let bytes = text.as_bytes();
            let (mut lines, mut last) = (0, after_return);
            for byte in bytes {
                lines += u32::from(*byte == b'\r' || (*byte == b'\n' && !last));
                last = *byte == b'\r';
            }
            prop_assert_eq!(noticed(bytes, after_return), Noticed {
                lines,
                after_return: last && !bytes.is_empty(),
                ascii: text.is_ascii(),
                nul: text.contains('\0'),
            });
        }
    }
}
