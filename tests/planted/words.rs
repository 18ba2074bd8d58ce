//! Names of people and free text, with everything in them that breaks readers.

use super::rng::Rng;

pub(crate) const FIRST: [&str; 30] = [
    "Änne",
    "Jörg",
    "José",
    "Siobhán",
    "Noël",
    "Zoë",
    "Françoise",
    "Björn",
    "Søren",
    "Åsa",
    "Íñigo",
    "Ana-María",
    "Erika",
    "Max",
    "Mei",
    "Ravi",
    "Fatima",
    "Oluwaseun",
    "Kenji",
    "Anna",
    "Pieter",
    "Lena",
    "Tom",
    "Aisha",
    "Viktor",
    "Ingrid",
    "Marta",
    "Paul",
    "Yusuf",
    "Chloé",
];
pub(crate) const LAST: [&str; 30] = [
    "O'Brien",
    "Müller",
    "D'Angelo",
    "Weiß",
    "Núñez",
    "Šimek",
    "van der Berg",
    "Sørensen",
    "Groß-Klein",
    "Le Goff",
    "Schmidt",
    "Kaya",
    "Tanaka",
    "Patel",
    "Adeyemi",
    "Rossi",
    "Novak",
    "Jansen",
    "Dubois",
    "Silva",
    "Fischer",
    "Wagner",
    "Becker",
    "Hoffmann",
    "Schäfer",
    "Koch",
    "Bauer",
    "Richter",
    "Klein",
    "Wolf",
];
pub(crate) const DEPARTMENTS: [&str; 6] = [
    "Engineering",
    "Sales, EMEA",
    "People & Culture",
    "Büro",
    "Finance",
    "Research \"Lab\"",
];

/// Free text that no reader may stumble over, and that decides nothing.
const TEXTS: [&str; 10] = [
    "",
    "as usual",
    "said \"fine\", twice",
    "first line\nsecond line, with a comma; and a semicolon",
    "Größe geprüft – für später 🎉",
    "it's 5 o'clock",
    "tab\there",
    "N/A",
    "'+49 30 1234",
    "\"\"",
];

/// One of the texts.
pub(crate) fn text(rng: &mut Rng) -> &'static str {
    rng.pick(&TEXTS)
}

/// Lower-case ASCII for the local part of an address.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c {
            'a'..='z' | '-' => Some(c),
            'A'..='Z' => Some(c.to_ascii_lowercase()),
            'Ä' | 'ä' | 'á' | 'Å' | 'å' => Some('a'),
            'é' | 'è' | 'ë' => Some('e'),
            'Í' | 'í' => Some('i'),
            'ö' | 'ø' | 'ó' => Some('o'),
            'ü' | 'ú' => Some('u'),
            'ñ' => Some('n'),
            'ç' => Some('c'),
            'ß' | 'Š' => Some('s'),
            _ => None,
        })
        .collect()
}
