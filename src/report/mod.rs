//! Results to Markdown and HTML. Formats and never computes.

mod html;
mod markdown;
pub mod view;
mod words;

use crate::assessment::Assessment;
use crate::error::Error;
use crate::evidence::key::Names;
use crate::input::Engagement;
use crate::plan::Plan;
use crate::plan::advice::Advice;
use crate::risk::forecast::Forecast;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown for code hosts and documents.
    Markdown,
    /// One self-contained HTML document.
    Html,
    /// The article of that document, to be put into a page.
    Fragment,
}

impl Format {
    /// The format with this name: `md`, `html` or `fragment`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "md" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            "fragment" => Some(Self::Fragment),
            _ => None,
        }
    }
}

/// What a report is made of: an engagement and everything worked out from it.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// Whose report it is.
    pub engagement: &'a Engagement<'a>,
    /// What the company is.
    pub assessment: &'a Assessment,
    /// What an auditor would find.
    pub forecast: &'a Forecast,
    /// What to do.
    pub plan: &'a Plan,
    /// What follows from all that.
    pub advice: &'a Advice<'a>,
    /// Names in place of pseudonyms, for a copy that is to name people.
    pub names: Option<&'a Names>,
}

/// The gap report.
///
/// # Errors
///
/// [`Error::Template`], with file, line and column.
pub fn report(material: &Material<'_>, format: Format) -> Result<String, Error> {
    let view = view::view(material);
    let text = markdown::markdown(&view, material.names)?;
    match format {
        Format::Markdown => Ok(text),
        Format::Html => html::page(&view.title, &text),
        Format::Fragment => Ok(html::fragment(&text)),
    }
}
