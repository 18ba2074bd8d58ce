//! Text in pieces to text with `\n` as its only line end.

use super::marks::{Marks, has};

/// Makes `\r\n` and a lone `\r` a `\n`, across pieces.
#[derive(Default)]
pub(in crate::evidence) struct LineEnds {
    /// Whether a carriage return was the last character.
    after_return: bool,
    unified: String,
}

impl LineEnds {
    /// A piece with `\n` as its only line end: itself, where it has no other.
    pub(in crate::evidence) fn unified<'a>(&'a mut self, piece: &'a str) -> &'a str {
        if piece.is_empty() {
            return piece;
        }
        let mut rest = piece;
        if std::mem::take(&mut self.after_return) {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        if !has(rest.as_bytes(), b'\r') {
            return rest;
        }
        self.unified.clear();
        let mut from = 0;
        for at in Marks::new(rest.as_bytes(), [b'\r'; 3]) {
            self.unified
                .push_str(rest.get(from..at).unwrap_or_default());
            self.unified.push('\n');
            let is_pair = rest.as_bytes().get(at + 1) == Some(&b'\n');
            from = at + 1 + usize::from(is_pair);
            self.after_return = at + 1 == rest.len();
        }
        self.unified.push_str(rest.get(from..).unwrap_or_default());
        &self.unified
    }
}

#[cfg(test)]
mod tests {
    use super::LineEnds;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_make_no_difference(text in "[aß\r\n]{0,40}", cuts in prop::collection::vec(0..40_usize, 0..4)) {
            let mut ends = LineEnds::default();
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|at| text.is_char_boundary(*at)).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            let mut unified = String::new();
            for piece in cuts.windows(2) {
                unified.push_str(ends.unified(&text[piece[0]..piece[1]]));
            }
            prop_assert_eq!(unified, text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
}
