//! What can be wrong with an input, told with its place, what was found and what is allowed.

use std::fmt;

use serde::Serialize;

/// Why an input cannot be used, or a template cannot be rendered.
///
/// Callers show it; they never branch on more than the variant and the
/// [`Code`] of a problem.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A document cannot be used. Never empty; in the order of the document.
    Input(Vec<Problem>),
    /// A template does not parse or render. The text names file, line and column.
    Template(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(problems) => {
                if let Some(first) = problems.first() {
                    f.write_str(&first.message)?;
                }
                match problems.len() {
                    0 | 1 => Ok(()),
                    n => write!(f, " (and {} more)", n - 1),
                }
            }
            Self::Template(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Which document.
    pub document: Document,
    /// Where in it: a JSON Pointer (RFC 6901); empty for the whole document.
    pub at: String,
    /// Which rule was broken; stable across releases.
    pub code: Code,
    /// What was found and what is allowed: lower case, no full stop. Never the
    /// reader's free text, only ids, words of an enumeration, numbers and
    /// dates.
    pub message: String,
    /// What to do about it, if more can be said: a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Problem {
    /// A problem without help.
    pub fn new(
        document: Document,
        at: impl Into<String>,
        code: Code,
        message: impl Into<String>,
    ) -> Self {
        Self {
            document,
            at: at.into(),
            code,
            message: message.into(),
            help: None,
        }
    }

    /// The problem of a name that is none of `allowed`, if it is none: the first of them, and the one
    /// that was perhaps meant.
    ///
    /// * `what`: what the name should be, such as "a control".
    pub(crate) fn not_among<'a>(
        document: Document,
        at: impl Into<String>,
        code: Code,
        what: &str,
        found: &str,
        allowed: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Option<Self> {
        /// Names that fit on two lines of a message.
        const LISTED: usize = 12;
        let mut names = allowed.clone().into_iter();
        if names.any(|name| name == found) {
            return None;
        }
        let help = did_you_mean(found, allowed.clone());
        let mut names = allowed.into_iter();
        let first: Vec<&str> = names.by_ref().take(LISTED).collect();
        let known = match (first.as_slice(), names.next()) {
            ([], _) => "; none is known".to_owned(),
            (first, None) => format!("; known: {}", first.join(", ")),
            // Who is told the name that was meant needs no part of a long list.
            (_, Some(_)) if help.is_some() => String::new(),
            (first, Some(_)) => format!("; known: {}, …", first.join(", ")),
        };
        let message = format!("`{}` is not {what}{known}", shown(found));
        Some(Self {
            help,
            ..Self::new(document, at, code, message)
        })
    }

    /// The same problem with a sentence of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The kinds of document that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// The saved assessment.
    Assessment,
    /// A questionnaire or a file of the control catalogue.
    Questionnaire,
    /// Words of content in another language.
    Locale,
    /// A dropped evidence file.
    Evidence,
    /// A file of cases for `tickmark calc cases`.
    Cases,
    /// A consultant's past engagements, for `tickmark calibrate`.
    Engagements,
    /// What is entered into the calculator.
    Calculation,
    /// The layout of a report.
    Layout,
    /// The brand of a report.
    Brand,
    /// A report, for `tickmark verify`.
    Report,
    /// A link, or the file that holds one.
    Link,
    /// An auditor's list of requests.
    Requests,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The rule that a problem breaks. Each has a case in `tests/refusals/`.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, in the order of this page.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Whether it is advice to authors: a result is not wrong for it.
            #[must_use]
            pub fn is_advice(self) -> bool {
                matches!(
                    self,
                    Self::CriteriaProse | Self::RevisionKept | Self::Untranslated
                )
            }

            /// The code as written in results: kebab-case, stable.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The text is not JSON; the message has line and column.
    NotJson = "not-json",
    /// The text is not YAML.
    NotYaml = "not-yaml",
    /// JSON, but of another kind than the one asked for.
    WrongDocument = "wrong-document",
    /// Written by a later release, in a way this one cannot read.
    NewerVersion = "newer-version",
    /// A key is missing or a value has another type than its place allows.
    WrongShape = "wrong-shape",
    /// A key that does not exist here.
    UnknownKey = "unknown-key",
    /// No such day in the calendar, or not written as a date.
    ImpossibleDate = "impossible-date",
    /// Two dates in the wrong order, or a window of a length that cannot be.
    DateOrder = "date-order",
    /// The questionnaire is not one of those known here.
    UnknownQuestionnaire = "unknown-questionnaire",
    /// No such question in the questionnaire.
    UnknownQuestion = "unknown-question",
    /// No such answer to the question.
    UnknownChoice = "unknown-choice",
    /// The same question, id or policy twice.
    Duplicate = "duplicate",
    /// None or more than one of choice, unknown and not-applicable.
    UnclearAnswer = "unclear-answer",
    /// Not applicable without a reason, or where it is not allowed.
    NotApplicable = "not-applicable",
    /// The answer was given to a later wording of the question than this one.
    NewerRevision = "newer-revision",
    /// No such company policy value, population, category or sampling policy.
    UnknownName = "unknown-name",
    /// A number outside its range.
    OutOfRange = "out-of-range",
    /// No such control in the catalogue.
    UnknownControl = "unknown-control",
    /// No such criterion in the framework.
    UnknownCriterion = "unknown-criterion",
    /// An id that was retired, given to something else.
    RecycledId = "recycled-id",
    /// Things that wait for each other, and so for ever.
    Cycle = "cycle",
    /// A rule that counts something which does not stand before it.
    Dangling = "dangling",
    /// Conditions that cannot hold together.
    Unreachable = "unreachable",
    /// Rungs, tiers or sizes that do not rise.
    NotMonotone = "not-monotone",
    /// A question or cadence of a kind that does not fit the control.
    KindMismatch = "kind-mismatch",
    /// Something that has to be said and is not.
    MissingText = "missing-text",
    /// Text that reads like the criteria themselves; advice.
    CriteriaProse = "criteria-prose",
    /// A word that a language's own list forbids.
    ForbiddenWord = "forbidden-word",
    /// A translated sentence that names other figures in braces than the original.
    Placeholder = "placeholder",
    /// A translated text that is the same as the original, or has none; advice.
    Untranslated = "untranslated",
    /// A question was reworded and its revision was not raised; advice.
    RevisionKept = "revision-kept",
    /// Nothing in the file.
    EmptyFile = "empty-file",
    /// More bytes than are read.
    TooLarge = "too-large",
    /// Not text in any encoding that is read.
    NotText = "not-text",
    /// The file ends in the middle.
    Truncated = "truncated",
    /// Not one of the formats that are known.
    UnknownFormat = "unknown-format",
    /// A known format without something that it must have.
    IncompleteFormat = "incomplete-format",
    /// An answer that says that there is no report yet.
    ReportNotPresent = "report-not-present",
    /// A link that is not as it was sent.
    Damaged = "damaged",
    /// A link that needs a passphrase, or another one.
    Passphrase = "passphrase",
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `text` for a message: as it is where it reads as an id, a number or a date; else only its length.
///
/// Free text can name people, and messages are shown, logged and sent on.
#[must_use]
pub fn shown(text: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+' | '/');
    let length = text.chars().count();
    if (1..=40).contains(&length) && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("a text of {length} characters")
    }
}

/// The sentence "did you mean …?" for the name closest to `found`, if one is close.
#[must_use]
pub fn did_you_mean<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// Below this likeness (Jaro-Winkler, 0 to 1) a suggestion reads as noise.
    const CLOSE: f64 = 0.8;
    /// Longer than any name, in bytes: nothing is close to it, and comparing takes long.
    const LONGEST: usize = 200;
    if found.len() > LONGEST {
        return None;
    }
    allowed
        .into_iter()
        .map(|name| (strsim::jaro_winkler(found, name), name))
        .filter(|(likeness, _)| *likeness >= CLOSE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| format!("Did you mean `{name}`?"))
}
