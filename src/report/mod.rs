//! Results to Markdown and HTML. Formats and never computes.

pub mod brand;
mod charts;
mod colour;
pub mod exports;
mod figures;
mod foot;
mod heat;
mod html;
pub mod language;
pub mod layout;
mod markdown;
mod passage;
pub(crate) mod templates;
mod unbroken;
pub mod view;
mod words;

pub use brand::Brand;
use charts::Charts;
pub use language::Language;
pub use layout::Layout;
pub use templates::Templates;
use view::scene::Scene;

use crate::assessment::Assessment;
use crate::comparison::Comparison;
use crate::comparison::trend::Trend;
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
    /// Where the company stood on several days, for the exports that say so.
    pub trend: Option<&'a Trend>,
}

/// What a copy of the report is made for: the same result, told to different readers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// The sections; those for a founder unless said otherwise.
    pub layout: Option<&'a Layout>,
    /// Whose report it looks like.
    pub brand: Option<&'a Brand>,
    /// Templates over ours.
    pub templates: Option<&'a Templates>,
    /// What became of an earlier assessment, if there was one.
    pub previous: Option<&'a Comparison>,
    /// Where the company stood on several days, that of `previous` among them.
    pub trend: Option<&'a Trend>,
    /// Names in place of pseudonyms, for a copy that is to name people.
    pub names: Option<&'a Names>,
    /// In which language; the content's own texts are those of the engagement.
    pub language: Language<'a>,
}

/// The gap report.
///
/// # Errors
///
/// [`Error::Template`], with file, line and column.
pub fn report(
    material: &Material<'_>,
    format: Format,
    reader: &Reader<'_>,
) -> Result<String, Error> {
    let view = view::view(material, reader);
    let pictures = format != Format::Markdown;
    let founder;
    let layout = match reader.layout {
        Some(layout) => layout,
        None => {
            founder = Layout::of_audience("founder")?;
            &founder
        }
    };
    let text = markdown::markdown(&view, layout, reader, pictures)?;
    let charts = || {
        Charts::of(
            &Scene::in_language(material, reader.language),
            &material.advice.fixes,
            reader.trend,
        )
    };
    match format {
        Format::Markdown => Ok(text),
        Format::Html => html::page(&view.title, &text, &charts(), reader),
        Format::Fragment => Ok(html::fragment(&text, &charts(), reader.language)),
    }
}
