//! The text does not depend on how the bytes are cut, and nothing is lost in silence.

use super::*;
use proptest::prelude::*;

fn read(chunks: &[&[u8]]) -> (String, TextFacts) {
    let mut text = String::new();
    let mut stream = TextStream::new();
    for chunk in chunks {
        stream.push(chunk, &mut |part| text.push_str(part));
    }
    let facts = stream.finish(&mut |part| text.push_str(part));
    (text, facts)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn each_encoding_gives_the_same_text() {
    let text = "user,arn\r\nJosé 😀,x\r\nplain,ascii\r\n";
    let le = utf16(text, u16::to_le_bytes);
    let be = utf16(text, u16::to_be_bytes);
    let cases: [(Vec<u8>, &str); 6] = [
        (text.as_bytes().to_vec(), "UTF-8"),
        (
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            "UTF-8 with BOM",
        ),
        (le.clone(), "UTF-16LE"),
        ([b"\xFF\xFE".to_vec(), le].concat(), "UTF-16LE with BOM"),
        (be.clone(), "UTF-16BE"),
        ([b"\xFE\xFF".to_vec(), be].concat(), "UTF-16BE with BOM"),
    ];
    for (bytes, encoding) in cases {
        let (found, facts) = read(&[&bytes]);
        assert_eq!((found.as_str(), facts.encoding), (text, encoding));
        assert_eq!((facts.replaced, facts.had_nul), (0, false));
    }
}

#[test]
fn what_follows_ascii_alone_is_windows_1252() {
    let (text, facts) = read(&[b"Jos\xE9 \x80 \x9F\n\xC3\xA9"]);
    assert_eq!(text, "José € Ÿ\nÃ©");
    assert_eq!((facts.encoding, facts.replaced), ("windows-1252", 0));
    // A character that is cut at the end of the file, after ASCII alone.
    assert_eq!(read(&[b"Jos\xE9"]).0, "José");
    let special: String = (0x80..=0x9F_u8).map(of_windows_1252).collect();
    assert_eq!(special.chars().filter(|c| *c > '\u{ff}').count(), 27);
    assert_eq!(of_windows_1252(0x96), '–');
    assert_eq!(of_windows_1252(0xFF), 'ÿ');
}

#[test]
fn a_broken_character_among_good_ones_is_counted_with_its_line() {
    let (text, facts) = read(&[b"\xC3\xA9\r\na\rb\n\xFFx\xE2\x82y\n\xC3"]);
    assert_eq!(text, "é\r\na\rb\n\u{fffd}x\u{fffd}y\n\u{fffd}");
    assert_eq!(facts.encoding, "UTF-8");
    assert_eq!((facts.replaced, facts.first_replaced_line), (3, Some(4)));
    let marked = read(&[b"\xEF\xBB\xBFJos\xE9,"]);
    assert_eq!(marked.0, "Jos\u{fffd},");
    let halves = b"\xFF\xFEu\0\x3D\xD8s\0\x3D\xD8";
    assert_eq!(read(&[halves]).0, "u\u{fffd}s\u{fffd}");
}

#[test]
fn a_stray_byte_after_utf16_is_no_character() {
    let mut bytes = utf16("user,arn", u16::to_le_bytes);
    bytes.push(b'\n');
    assert_eq!(read(&[&bytes]).1.replaced, 0);
    bytes.pop();
    bytes.push(b'x');
    let (text, facts) = read(&[&bytes]);
    assert_eq!((text.as_str(), facts.replaced), ("user,arn\u{fffd}", 1));
}

#[test]
fn zeros_are_reported() {
    assert!(read(&[b"ab\0cd,efgh"]).1.had_nul);
    assert_eq!(read(&[]).0, "");
}

#[test]
fn valid_text_is_handed_on_uncopied() {
    let bytes = "é,".repeat(4000).into_bytes();
    let mut stream = TextStream::new();
    let mut inside = 0;
    for chunk in bytes.chunks(5000) {
        let range = chunk.as_ptr_range();
        stream.push(chunk, &mut |part| {
            inside += if range.contains(&part.as_ptr()) {
                part.len()
            } else {
                0
            };
        });
    }
    stream.finish(&mut |_| {});
    // But for the characters that a chunk ends in the middle of.
    assert!(inside + 2 * 3 >= bytes.len(), "{inside} of {}", bytes.len());
}

/// Bytes that reach every branch: text in three encodings, cut, joined and changed.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        "[a,é€😀\r\n]{0,12}".prop_map(String::into_bytes),
        "[a,é😀\n]{0,9}".prop_map(|text| utf16(&text, u16::to_le_bytes)),
        "[a,é😀\n]{0,9}".prop_map(|text| utf16(&text, u16::to_be_bytes)),
        prop::collection::vec(any::<u8>(), 0..4),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\xFF\xFE".to_vec()),
        Just(b"\xFE\xFF".to_vec()),
        (4080..4100_usize).prop_map(|n| vec![b'a'; n]),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_split_gives_the_same_text(
        bytes in bytes(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let chunks: Vec<&[u8]> = at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        let whole = read(&[&bytes]);
        prop_assert_eq!(&read(&chunks), &whole);
        if bytes.len() < 200 {
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(&read(&single), &whole);
        }
        if let Ok(text) = std::str::from_utf8(&bytes)
            && !whole.1.encoding.starts_with("UTF-16")
        {
            prop_assert_eq!(text.strip_prefix('\u{feff}').unwrap_or(text), whole.0.as_str());
        }
    }
}
