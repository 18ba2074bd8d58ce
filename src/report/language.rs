//! The language of a report: English, whose sentences are the keys, or that of a locale.
//!
//! A sentence is one key, never glued from pieces that nobody could put into another order. What stands in braces are the
//! names of its values. `templates/sentences.yaml` lists all of them; a test compares it with the code.

use std::fmt::Display;

use serde_json::Value;

use crate::input::locale::{Locale, filled};

/// `said!(language, "{n} of {all}", n = 1, all = 2)`: a sentence of the report in its language.
macro_rules! said {
    ($language:expr, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $language.said($english, &[$((stringify!($name), &$value)),*])
    };
}

/// `counted!(language, n, "{count} gap", "{count} gaps")`: a sentence of the report with a count, which is `{count}` in it.
macro_rules! counted {
    ($language:expr, $count:expr, $one:literal, $several:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let count: u32 = $count;
        $language.counted(count, $one, $several, &[("count", &count) $(, (stringify!($name), &$value))*])
    }};
}

/// A word or sentence of the report that something else looks up: `word!("low")`.
macro_rules! word {
    ($english:literal) => {
        $english
    };
}

pub(super) use {counted, said, word};

/// The language of a report; English unless said otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Language<'l>(Option<&'l Locale>);

/// How the lines of the method begin that state what a report was worked out from: engine, catalogue, the report itself, questionnaire.
pub(crate) const BASIS: [&str; 4] = [
    word!("Engine: Tickmark "),
    word!("Catalogue of controls: "),
    word!("Report id: "),
    word!("Questionnaire: "),
];

/// The language of the code.
pub const ENGLISH: Language<'static> = Language(None);

/// A value in the place of its name.
pub(super) type Said<'v> = (&'static str, &'v dyn Display);

impl<'l> Language<'l> {
    /// The language of a locale; nothing where it has no words of a report.
    #[must_use]
    pub fn of_locale(locale: &'l Locale) -> Option<Self> {
        locale.report().map(|_| Self(Some(locale)))
    }

    /// Its tag, as in `lang` of HTML.
    #[must_use]
    pub fn tag(self) -> &'l str {
        self.0.map_or("en", Locale::tag)
    }

    /// In which direction it is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(self) -> &'l str {
        self.0.map_or("ltr", Locale::direction)
    }

    /// Whether it is the language of the code.
    pub(super) fn is_english(self) -> bool {
        self.0.is_none()
    }

    fn part(self, key: &str) -> Option<&'l Value> {
        self.0.and_then(Locale::report)?.get(key)
    }

    /// A template of the language, by the name of its file.
    pub(super) fn template(self, name: &str) -> Option<&'l str> {
        self.part("templates")?.get(name)?.as_str()
    }

    fn sentence(self, english: &str) -> Option<&'l Value> {
        self.part("sentences")?.get(english)
    }

    /// How the lines begin that state what a report was worked out from, in the template of its method.
    pub(crate) fn basis(self) -> [String; 4] {
        BASIS.map(|begins| self.word(begins))
    }

    /// A sentence, or a word, without values.
    pub(super) fn word(self, english: &str) -> String {
        let said = self.sentence(english).and_then(Value::as_str);
        said.unwrap_or(english).to_owned()
    }

    /// A sentence with its values: `said!` writes it shorter.
    pub(super) fn said(self, english: &str, values: &[Said<'_>]) -> String {
        let said = self.sentence(english).and_then(Value::as_str);
        filled(said.unwrap_or(english), values)
    }

    /// A sentence with a count: `counted!` writes it shorter. The key is the form for several.
    pub(super) fn counted(self, n: u32, one: &str, several: &str, values: &[Said<'_>]) -> String {
        let english = if n == 1 { one } else { several };
        let said = self.sentence(several).and_then(|forms| {
            let form = forms.get(self.form(n));
            form.or_else(|| forms.get("other"))?.as_str()
        });
        filled(said.unwrap_or(english), values)
    }

    /// The form for a count, as in CLDR: what the language says of its last digits, else `one` for 1 and `other`.
    fn form(self, n: u32) -> &'l str {
        let digits = format!("{n:02}");
        let listed = |rule: &Value, key: &str| {
            let ends = rule.get(key).and_then(Value::as_array);
            let mut ends = ends.into_iter().flatten().filter_map(Value::as_str);
            ends.any(|end| digits.ends_with(end))
        };
        let rules = self.part("plurals").and_then(Value::as_array);
        for rule in rules.into_iter().flatten() {
            if listed(rule, "ends") && !listed(rule, "except") {
                return rule.get("form").and_then(Value::as_str).unwrap_or("other");
            }
        }
        match n {
            1 if rules.is_none() => "one",
            _ => "other",
        }
    }
}
