//! Words without case and accents, so that one table knows all their spellings.

/// Longest folded word that any table holds, in bytes.
const LONGEST: usize = 16;

/// A word in lower-case ASCII, its accents dropped (`Mär` is `mar`, `SÍ` is `si`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Folded {
    /// The folded word; `None` when it is longer than any word looked up, or
    /// has a character that is no letter of Latin script.
    pub(super) fn new(word: &str) -> Option<Self> {
        let mut folded = Self {
            bytes: [0; LONGEST],
            length: 0,
        };
        for letter in word.chars() {
            if let Some(plain) = plain(letter)? {
                *folded.bytes.get_mut(folded.length)? = plain;
                folded.length += 1;
            }
        }
        Some(folded)
    }

    /// Whether the folded word is this one.
    pub(super) fn is(&self, word: &str) -> bool {
        self.bytes.get(..self.length) == Some(word.as_bytes())
    }

    /// Whether the folded word is one of these.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }
}

/// The letter without case and accent; `Some(None)` for an accent that stands alone.
fn plain(letter: char) -> Option<Option<u8>> {
    Some(Some(match letter {
        '\u{300}'..='\u{36f}' => return Some(None),
        'à'..='å' | 'À'..='Å' => b'a',
        'ç' | 'Ç' => b'c',
        'è'..='ë' | 'È'..='Ë' => b'e',
        'ì'..='ï' | 'Ì'..='Ï' => b'i',
        'ñ' | 'Ñ' => b'n',
        'ò'..='ö' | 'Ò'..='Ö' => b'o',
        'ù'..='ü' | 'Ù'..='Ü' => b'u',
        _ if letter.is_ascii() => u8::try_from(letter).ok()?.to_ascii_lowercase(),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for word in ["Mär", "MÄR", "mar", "Ma\u{308}r"] {
            assert!(Folded::new(word).unwrap().is("mar"), "{word}");
        }
        assert!(!Folded::new("ma").unwrap().is("mar"));
        assert_eq!(Folded::new("三月"), None);
        assert_eq!(Folded::new("abcdefghijklmnopq"), None);
    }
}
