//! What people take into tools of their own. Formats and never computes; `docs/exports.md` says every field.

mod archive;
mod calendar;
mod gap;
mod ics;
mod input;
pub mod issues;
mod lists;
mod oscal;
mod register;
pub mod result;
mod since;
mod table;
mod tested;
mod text;
mod tickets;
mod told;
#[cfg(feature = "cli")]
mod xlsx;

pub use input::ExportInput;

#[cfg(feature = "cli")]
use super::Material;
use crate::error::{Code, Document, Error, Problem};

macro_rules! exports {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What can be taken away, beside the report and the result.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Export {
            $($(#[$doc])* $name,)*
        }

        impl Export {
            /// Every export.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name, as on the command line.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

exports! {
    /// The exception register, as a table.
    Register = "csv-register",
    /// The request list, as a table.
    Requests = "csv-pbc",
    /// The gaps, for Jira.
    Jira = "csv-jira",
    /// The gaps, for Linear.
    Linear = "csv-linear",
    /// The gaps, for Asana.
    Asana = "csv-asana",
    /// The controls, for platforms that keep them.
    Controls = "csv-controls",
    /// What is due, as a calendar.
    Calendar = "ics",
    /// A Markdown file a gap and a script that opens issues, in a zip archive.
    Issues = "md-issues",
    /// Assessment results of OSCAL.
    OscalResults = "oscal-ar",
    /// The plan of action and milestones of OSCAL.
    OscalPlan = "oscal-poam",
}

impl Export {
    /// The export with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.as_str() == name)
    }

    /// Whether it can say what became of gaps since earlier assessments.
    ///
    /// # Errors
    ///
    /// Why it cannot, as a sentence.
    pub const fn compares(self) -> Result<(), &'static str> {
        match self {
            Self::Register | Self::Jira | Self::Linear | Self::Asana => Ok(()),
            Self::Calendar | Self::Issues => Ok(()),
            Self::Requests => Err("a request list says what is asked for from now on"),
            Self::Controls => Err("a list of controls says how each is today"),
            Self::OscalResults | Self::OscalPlan => Err(
                "risks keep their ids from export to export, so the tool that reads them tells what moved",
            ),
        }
    }

    /// What a file of it is called after the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Calendar => "ics",
            Self::Issues => "zip",
            Self::OscalResults | Self::OscalPlan => "json",
            _ => "csv",
        }
    }
}

/// An export, as the bytes of its file. The same result gives the same bytes.
///
/// # Errors
///
/// `too-large` for an archive that could not be written, `incomplete-format` for a plan of action without a gap,
/// `unknown-format` for an export that says nothing of earlier assessments where there are some.
pub fn export(input: &ExportInput, export: Export) -> Result<Vec<u8>, Error> {
    if let (true, Err(why)) = (input.compared, export.compares()) {
        let message = format!("{} takes no earlier assessment: {why}", export.as_str());
        return Err(Problem::new(Document::Assessment, "", Code::UnknownFormat, message).into());
    }
    Ok(match export {
        Export::Register => register::table(input).csv(),
        Export::Requests => lists::requests(input).csv(),
        Export::Jira => tickets::jira(input),
        Export::Linear => tickets::linear(input),
        Export::Asana => tickets::asana(input),
        Export::Controls => lists::controls(input),
        Export::Calendar => calendar::ics(input),
        Export::OscalResults => oscal::results(input),
        Export::OscalPlan => oscal::poam(input)?,
        Export::Issues => {
            archive::archive(&issues::files(input)).ok_or_else(|| unwritten(&"it is too large"))?
        }
    })
}

/// A workbook of Excel: summary, register, requests, calendar, deviations that were found. Of the command line alone, since
/// the crate that writes it is 383 KB on the wire.
///
/// # Errors
///
/// `too-large` for a table of more rows than a sheet has.
#[cfg(feature = "cli")]
pub fn workbook(material: &Material<'_>) -> Result<Vec<u8>, Error> {
    xlsx::workbook(material).map_err(|why| unwritten(&why))
}

fn unwritten(why: &dyn std::fmt::Display) -> Error {
    let message = format!("the export could not be written: {why}");
    Problem::new(Document::Assessment, "", Code::TooLarge, message).into()
}
