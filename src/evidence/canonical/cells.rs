//! The cells of a row that can be cited, packed: many rows are remembered, few are cited.

/// Longest cell, in characters, that a workpaper cites.
pub(in crate::evidence) const LONGEST: usize = 40;

/// How a cell may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Show {
    /// As it stands: a flag, a state, a time, a number, a name of a thing.
    Text,
    /// It names a person or an account of one: a pseudonym stands for it.
    Person,
}

/// Where a cell to cite stands: its column, or the number that a format gave a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Place {
    /// Column.
    pub(in crate::evidence) column: u16,
    /// How it may be shown.
    pub(in crate::evidence) show: Show,
}

/// Cells, packed: column, how to show it, length, text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Cells(Box<[u8]>);

impl Cells {
    /// Packs cells; texts are cut at 40 characters, those of persons are not.
    pub(in crate::evidence) fn pack<'a>(cells: impl IntoIterator<Item = (Place, &'a str)>) -> Self {
        let mut bytes = Vec::with_capacity(96);
        for (place, text) in cells {
            let text = match place.show {
                Show::Text => cut(text, LONGEST),
                Show::Person => text,
            };
            // Longer than any name or address; what is longer is cut at a character.
            let text = within(text, usize::from(u8::MAX));
            let [low, high] = place.column.to_le_bytes();
            let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
            bytes.extend([low, high, u8::from(place.show == Show::Person), length]);
            bytes.extend(text.as_bytes());
        }
        Self(bytes.into_boxed_slice())
    }

    /// The cells, in the order in which they were packed.
    pub(in crate::evidence) fn each(&self) -> impl Iterator<Item = (Place, &str)> {
        let mut rest: &[u8] = &self.0;
        std::iter::from_fn(move || {
            let ([low, high, person, length], after) = rest.split_first_chunk::<4>()?;
            let (text, after) = after.split_at_checked(usize::from(*length))?;
            rest = after;
            let place = Place {
                column: u16::from_le_bytes([*low, *high]),
                show: if *person == 1 {
                    Show::Person
                } else {
                    Show::Text
                },
            };
            Some((place, std::str::from_utf8(text).unwrap_or_default()))
        })
    }
}

fn cut(text: &str, characters: usize) -> &str {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// The longest beginning of at most so many bytes.
fn within(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev();
    let mut end = end.filter(|i| text.is_char_boundary(*i));
    text.get(..end.next().unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let text = |column| Place {
            column,
            show: Show::Text,
        };
        let person = Place {
            column: 2_260,
            show: Show::Person,
        };
        let long = "ü".repeat(50);
        let packed = Cells::pack([
            (text(3), "2026-10-01"),
            (person, "ines@acme.example"),
            (text(4), &long),
            (text(5), ""),
        ]);
        let found: Vec<_> = packed.each().collect();
        assert_eq!(found[0], (text(3), "2026-10-01"));
        assert_eq!(found[1], (person, "ines@acme.example"));
        assert_eq!(found[2].1.chars().count(), 40);
        assert_eq!(found[3], (text(5), ""));
        let longest = "é".repeat(300);
        let packed = Cells::pack([(person, longest.as_str())]);
        assert_eq!(packed.each().next().unwrap().1.len(), 254);
    }
}
