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

/// Looks a piece of text through once.
///
/// * `after_return`: whether a carriage return was the last character of the piece before.
pub(super) fn noticed(text: &[u8], after_return: bool) -> Noticed {
    let (mut lines, mut high, mut nul, mut returns) = (0_u32, 0_u8, 0_u8, 0_u8);
    for block in text.chunks(BLOCK) {
        let mut ends = 0_u8;
        for byte in block {
            ends += u8::from(*byte == b'\n');
            returns |= u8::from(*byte == b'\r');
            nul |= u8::from(*byte == 0);
            high |= *byte;
        }
        lines = lines.saturating_add(u32::from(ends));
    }
    let mut found = Noticed {
        lines,
        after_return: false,
        ascii: high < 0x80,
        nul: nul > 0,
    };
    if returns > 0 || after_return {
        (found.lines, found.after_return) = with_returns(text, after_return);
    }
    found
}

fn with_returns(text: &[u8], mut after_return: bool) -> (u32, bool) {
    let mut count = 0_u32;
    for byte in text {
        count += u32::from(*byte == b'\r') + u32::from(*byte == b'\n' && !after_return);
        after_return = *byte == b'\r';
    }
    (count, after_return)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_what_a_plain_look_notices(text in "[a\r\n\u{0}ß]{0,500}", after_return: bool) {
            let bytes = text.as_bytes();
            let (lines, last) = with_returns(bytes, after_return);
            prop_assert_eq!(noticed(bytes, after_return), Noticed {
                lines,
                after_return: last,
                ascii: text.is_ascii(),
                nul: text.contains('\0'),
            });
        }
    }
}
