//! The language of a report: English, whose sentences are the keys, or that of a locale.
//!
//! A sentence is one key, never glued from pieces that nobody could put into another order. What stands in braces are the
//! names of its values. `templates/sentences.yaml` lists all of them; a test compares it with the code.

use std::fmt::Display;

use serde_json::Value;

use super::templates::looked_through;
use crate::error::Error;
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
pub struct Language<'l> {
    locale: Option<&'l Locale>,
    origin: Origin,
}

/// Where the words of a report come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Origin {
    /// From whoever gave the program.
    #[default]
    Ours,
    /// From a file that somebody else may have written. What stands at the end is as we say it.
    File,
    /// From such a file, with words of its own at the end.
    FileWithEnds,
}

/// The templates that stay whatever else is said in other words.
const ENDS: [&str; 2] = ["disclaimer.md", "tail.md"];

/// Longest sentence of a language from a file, in bytes: ours have a tenth of it.
const LONGEST_SENTENCE: usize = 5_000;

/// How the lines of the method begin that state what a report was worked out from: engine, catalogue, the report itself, questionnaire.
pub(crate) const BASIS: [&str; 4] = [
    word!("Engine: Tickmark "),
    word!("Catalogue of controls: "),
    word!("Report id: "),
    word!("Questionnaire: "),
];

/// The language of the code.
pub const ENGLISH: Language<'static> = Language {
    locale: None,
    origin: Origin::Ours,
};

/// A value in the place of its name.
pub(super) type Said<'v> = (&'static str, &'v dyn Display);

impl<'l> Language<'l> {
    /// The language of a locale; nothing where it has no words of a report.
    #[must_use]
    pub fn of_locale(locale: &'l Locale) -> Option<Self> {
        locale.report().map(|_| Self {
            locale: Some(locale),
            origin: Origin::Ours,
        })
    }

    /// The language of a locale that somebody else may have written; nothing where it has no words of a report. Its templates are
    /// taken like a reader's own, and where its disclaimer or its last lines are none of ours, the English ones stand before them.
    ///
    /// * `ours`: the locales of the library.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] where a template or a sentence is too long, or a tag is used that is not there for templates of one's
    /// own.
    pub fn of_file(locale: &'l Locale, ours: &[Locale]) -> Result<Option<Self>, Error> {
        let Some(report) = locale.report() else {
            return Ok(None);
        };
        let known = |l: &&Locale| l.tag() == locale.tag() && l.report().is_some();
        let of = |report: &Value, name: &str| report.get("templates")?.get(name).cloned();
        let is_ours = |name: &&str| {
            let mut said = ours.iter().filter(known).filter_map(Locale::report);
            said.any(|said| of(said, name) == of(report, name))
        };
        let templates = report.get("templates").and_then(Value::as_object);
        for (name, text) in templates.into_iter().flatten() {
            looked_through(name, text.as_str().unwrap_or_default())?;
        }
        let sentences = report.get("sentences").and_then(Value::as_object);
        for (english, said) in sentences.into_iter().flatten() {
            let forms = said
                .as_object()
                .into_iter()
                .flat_map(|forms| forms.values());
            let each = forms.chain([said]).filter_map(Value::as_str);
            if let Some(long) = each.map(str::len).find(|n| *n > LONGEST_SENTENCE) {
                let english: String = english.chars().take(60).collect();
                return Err(Error::Template(format!(
                    "the sentence for `{english}`: found {long} bytes; allowed: {LONGEST_SENTENCE}"
                )));
            }
        }
        let origin = match ENDS.iter().all(is_ours) {
            true => Origin::File,
            false => Origin::FileWithEnds,
        };
        Ok(Some(Self {
            locale: Some(locale),
            origin,
        }))
    }

    /// Whether somebody else may have written it.
    pub(super) fn is_of_file(self) -> bool {
        self.origin != Origin::Ours
    }

    /// Whether a template of it stands beside the English one, and not in its place.
    pub(super) fn is_beside(self, name: &str) -> bool {
        self.origin == Origin::FileWithEnds && ENDS.contains(&name) && self.template(name).is_some()
    }

    /// Its tag, as in `lang` of HTML.
    #[must_use]
    pub fn tag(self) -> &'l str {
        self.locale.map_or("en", Locale::tag)
    }

    /// In which direction it is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(self) -> &'l str {
        self.locale.map_or("ltr", Locale::direction)
    }

    /// Whether it is the language of the code.
    pub(super) fn is_english(self) -> bool {
        self.locale.is_none()
    }

    fn part(self, key: &str) -> Option<&'l Value> {
        self.locale.and_then(Locale::report)?.get(key)
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
