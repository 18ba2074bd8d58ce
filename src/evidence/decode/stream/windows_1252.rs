//! The characters of windows-1252.

/// The character of a byte in windows-1252. The five bytes that have none are
/// the control characters of the same number, as browsers read them.
pub(super) fn of_windows_1252(byte: u8) -> char {
    /// The bytes 0x80 to 0x9F.
    const SPECIAL: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80)
        .and_then(|place| SPECIAL.get(usize::from(place)))
        .copied()
        .unwrap_or(char::from(byte))
}
