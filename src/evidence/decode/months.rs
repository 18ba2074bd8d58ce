//! Names of months in en, es, pt, fr, de, it and nl, as exports write them.

use super::words::Folded;

/// Names and abbreviations, January first, in lower case without accents.
///
/// No word stands for two months, so the language need not be known.
const NAMES: [&[&str]; 12] = [
    &[
        "january", "jan", "enero", "ene", "janeiro", "janvier", "janv", "januar", "janner",
        "jaenner", "gennaio", "gen", "genn", "januari",
    ],
    &[
        "february",
        "feb",
        "febrero",
        "fevereiro",
        "fev",
        "fevrier",
        "fevr",
        "februar",
        "feber",
        "febbraio",
        "febbr",
        "februari",
    ],
    &[
        "march", "mar", "marzo", "marco", "mars", "marz", "maerz", "mrz", "maart", "mrt",
    ],
    &["april", "apr", "abril", "abr", "avril", "avr", "aprile"],
    &["may", "mayo", "maio", "mai", "maggio", "mag", "magg", "mei"],
    &[
        "june", "jun", "junio", "junho", "juin", "juni", "giugno", "giu",
    ],
    &[
        "july", "jul", "julio", "julho", "juillet", "juil", "juill", "juli", "luglio", "lug",
    ],
    &["august", "aug", "agosto", "ago", "aout", "augustus"],
    &[
        "september",
        "sep",
        "sept",
        "septiembre",
        "setiembre",
        "set",
        "setembro",
        "septembre",
        "settembre",
        "sett",
    ],
    &[
        "october", "oct", "octubre", "outubro", "out", "octobre", "oktober", "okt", "ottobre",
        "ott",
    ],
    &["november", "nov", "noviembre", "novembro", "novembre"],
    &[
        "december",
        "dec",
        "diciembre",
        "dic",
        "dezembro",
        "dez",
        "decembre",
        "dezember",
        "dicembre",
    ],
];

/// The month, 1 to 12, that a word names in one of the seven languages: the
/// whole name or an abbreviation, in any case, with or without accents and a
/// dot at its end. `None` for any other word.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = Folded::new(word.strip_suffix('.').unwrap_or(word))?;
    (1..)
        .zip(NAMES)
        .find(|(_, names)| word.is_any(names))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_names_two_months() {
        let mut words: Vec<&str> = NAMES.concat();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn each_language_names_its_twelve_months() {
        for year in [
            "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
            "JAN FEB MÄR APR MAI JUN JUL AUG SEP OKT NOV DEZ",
            "Jan. Feb. Mrz. Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        ] {
            let months: Vec<Option<u8>> = year.split(' ').map(month).collect();
            assert_eq!(months, (1..=12).map(Some).collect::<Vec<_>>(), "{year}");
        }
        for word in ["", ".", "ma", "marzos", "三月", "um", "jui"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
