//! What rosters call a state and a kind of employment.

use crate::evidence::canonical::Employment;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;

/// How rosters write days: some systems write the end of time where employment has no end.
pub(super) const DAYS: Dialect = Dialect {
    nulls: &[
        "9999-12-31",
        "12/31/9999",
        "31.12.9999",
        "31/12/9999",
        "present",
        "current",
    ],
    serials: true,
    ..Dialect::PLAIN
};

const HERE: &[&str] = &[
    "active", "current", "employed", "aktiv", "actif", "actief", "activo", "ativo", "attivo",
    "working",
];
const GONE: &[&str] = &[
    "inactive",
    "terminated",
    "left",
    "leaver",
    "former",
    "resigned",
    "dismissed",
    "retired",
    "deceased",
    "offboarded",
    "separated",
    "inaktiv",
    "ausgeschieden",
    "inactif",
    "inactivo",
    "inativo",
    "cessato",
];
const AWAY: &[&str] = &[
    "leave",
    "loa",
    "sabbatical",
    "maternity",
    "parental",
    "paternity",
    "elternzeit",
    "mutterschutz",
    "garden leave",
];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn has(words: &[String], known: &[&str]) -> bool {
    words.iter().any(|w| known.contains(&w.as_str()))
}

/// Whether a status says that somebody works here.
pub(super) fn works_here(status: &str) -> Flag {
    let words = words(status);
    if has(&words, GONE) {
        Flag::No
    } else if has(&words, HERE) || has(&words, AWAY) {
        Flag::Yes
    } else {
        Flag::Unknown
    }
}

/// Whether a status says that somebody is on long leave.
pub(super) fn on_leave(status: &str) -> Flag {
    let words = words(status);
    if has(&words, AWAY) && !has(&words, GONE) {
        Flag::Yes
    } else if has(&words, HERE) {
        Flag::No
    } else {
        Flag::Unknown
    }
}

/// How somebody is employed, by what the type or the status says.
pub(super) fn employment(kind: &str) -> Employment {
    let words = words(kind);
    let begins = |known: &[&str]| {
        words
            .iter()
            .any(|w| known.iter().any(|known| w.starts_with(known)))
    };
    if begins(&[
        "contract",
        "freelanc",
        "consultant",
        "external",
        "extern",
        "1099",
        "agency",
        "vendor",
        "freie",
        "prestataire",
        "autonomo",
    ]) && !words.iter().any(|w| w == "employee")
    {
        Employment::Contractor
    } else if begins(&[
        "intern",
        "praktik",
        "trainee",
        "stagiaire",
        "becario",
        "estagi",
        "werkstudent",
    ]) && !words.iter().any(|w| w == "internal")
    {
        Employment::Intern
    } else if begins(&[
        "full",
        "part",
        "employee",
        "permanent",
        "regular",
        "salaried",
        "vollzeit",
        "teilzeit",
        "angestellt",
        "w2",
        "cdi",
        "cdd",
    ]) {
        Employment::Employee
    } else {
        Employment::Unknown
    }
}
