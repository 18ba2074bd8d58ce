//! The control catalogue: what a company does, how often, and what an auditor would look at.

use serde::{Deserialize, Serialize};

use super::scoping::Condition;

/// The `scope` of a control that every examination looks at.
pub const CORE: &str = "core";

/// A control of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Control {
    /// Permanent id, such as `AC-02`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// `core`, or the category that brings it into scope.
    pub scope: String,
    /// The criterion that it serves first.
    pub primary: String,
    /// Further criteria.
    #[serde(default)]
    pub secondary: Vec<String>,
    /// Who does it.
    pub nature: Nature,
    /// What one occurrence is.
    pub kind: Kind,
    /// How often, for a periodic control.
    #[serde(default)]
    pub cadence: Option<Cadence>,
    /// What is counted, for the other kinds: an id of the populations.
    #[serde(default)]
    pub population: Option<String>,
    /// Where the complete population comes from: system and list.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether an auditor would call it a key control for its first criterion.
    #[serde(default)]
    pub key: bool,
    /// Whether it decides its domain's level.
    #[serde(default)]
    pub domain_key: bool,
    /// How heavily buyers take an exception here.
    pub severity: Severity,
    /// The area of the published figures that its base rate comes from.
    pub area: String,
    /// Items that auditors test over twelve months.
    pub sample: SampleSizes,
    /// The control exists only while these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Test procedures over dropped files that decide its occurrences, by id.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Weight in the score; 1 unless said otherwise.
    #[serde(default = "one")]
    pub weight: f64,
    /// What counts as one deviation: a sentence part.
    pub deviation: String,
    /// Evidence to keep: noun phrases.
    pub keep: Vec<String>,
    /// What the auditor's request list asks for: noun phrases.
    pub request: Vec<String>,
    /// How it usually goes wrong: a sentence.
    pub usual: String,
    /// Why an auditor flags it: a sentence.
    pub why: String,
    /// What to do this week.
    pub fix_now: String,
    /// The lasting fix.
    pub fix_properly: String,
    /// Effort of the lasting fix in person-days; judgement.
    pub effort_days: u32,
    /// Weeks until the lasting fix works; judgement.
    pub lead_weeks: u32,
    /// Whether an elapsed occurrence can still be repaired.
    pub recovery: Recovery,
    /// Controls whose fix should come first.
    #[serde(default)]
    pub depends_on: Vec<String>,
}

/// Items tested for a control over twelve months, by auditors who test few, the usual number, and many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SampleSizes {
    /// Few.
    pub low: u32,
    /// The usual number: also the reference sample of the prior, which does not scale with the window.
    pub customary: u32,
    /// Many.
    pub high: u32,
}

fn one() -> f64 {
    1.0
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as written in documents.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

words! {
    /// Who performs a control.
    Nature {
        /// People.
        Manual = "manual",
        /// People with a system.
        Hybrid = "hybrid",
        /// A system.
        Automated = "automated",
    }
}

words! {
    /// What one occurrence of a control is.
    Kind {
        /// One a period: the periods whose due date lies in the window.
        Periodic = "periodic",
        /// One for each hire, leaver, change …
        Occurrence = "occurrence",
        /// One for each system and quarter of the window.
        Configuration = "configuration",
        /// One a document.
        Document = "document",
    }
}

words! {
    /// How often a periodic control is due.
    Cadence {
        /// Every day.
        Daily = "daily",
        /// Every week, Monday to Sunday.
        Weekly = "weekly",
        /// Every calendar month.
        Monthly = "monthly",
        /// Every calendar quarter.
        Quarterly = "quarterly",
        /// Every six months, counted back from the end of the window.
        SemiAnnual = "semi-annual",
        /// Every twelve months, counted back from the end of the window.
        Annual = "annual",
    }
}

words! {
    /// How heavily buyers take an exception.
    Severity {
        /// Paperwork.
        Low = "low",
        /// Noticed.
        Medium = "medium",
        /// Asked about.
        High = "high",
        /// Decides; also marks the opinion-key controls.
        Critical = "critical",
    }
}

words! {
    /// Whether what was not done can still be done.
    Recovery {
        /// Until the due date.
        UntilDue = "until-due",
        /// In part.
        Partly = "partly",
        /// An elapsed occurrence cannot be repaired.
        Lost = "lost",
    }
}
