//! The text of bytes that are there as a whole.

use std::borrow::Cow;

use super::stream::TextStream;

/// The text of bytes that are there as a whole: a slice of them when they are UTF-8. Characters that could not be read
/// stand as U+FFFD.
pub(in crate::evidence) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    decoded_strictly(bytes).0
}

/// The same, and whether a character could not be read or is zero.
pub(in crate::evidence) fn decoded_strictly(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return (Cow::Borrowed(text), false);
    }
    let (mut text, mut stream) = (String::with_capacity(bytes.len()), TextStream::new());
    stream.push(bytes, &mut |part| text.push_str(part));
    let facts = stream.finish(&mut |part| text.push_str(part));
    (Cow::Owned(text), facts.replaced > 0 || facts.had_nul)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_without_a_mark_is_no_utf_8_with_zeros() {
        let text = "id,title,kind,format\na,B,accounts,\n".repeat(3);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(
            decoded_strictly(&bytes),
            (Cow::Borrowed(text.as_str()), false)
        );
        assert_eq!(decoded("ä".as_bytes()), "ä");
        assert_eq!(decoded_strictly(b"Caf\xe9"), (Cow::Borrowed("Café"), false));
        assert!(decoded_strictly(b"a\0b").1);
    }
}
