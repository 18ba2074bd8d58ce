//! Tickmark works out SOC 2 readiness where the reader is: in a browser tab or on their own machine.
//! Answers and evidence files go in; levels, a forecast of exceptions, an order of gaps and a report come out.
//!
//! ```text
//! evidence files ── evidence ──> workpapers ┐
//! catalogue, answers, manifest ─────────────┴─ input ──> Engagement ── assessment ──> Assessment ── risk ──> Forecast
//!                                                                                         │              └ stats ┘
//!                                                                                         └────────── plan ──> Plan
//!                                                                            Markdown · HTML <── report
//! ```
//!
//! # Example
//!
//! ```
//! use tickmark::{evaluate, input, report::Format};
//!
//! let text = include_str!("../examples/acme/assessment.json");
//! let content = input::content()?;
//! let file = input::assessment_file(serde_json::from_str(text)?, content)?;
//! let engagement = input::engagement(file, content)?;
//! let outcome = evaluate(&engagement);
//!
//! let first = &outcome.plan.gaps[0];
//! println!("close {} first", first.control);
//! println!("about {:.1} exceptions", outcome.forecast.headline.expected);
//! let markdown = outcome.report(&engagement, Format::Markdown)?;
//! assert!(markdown.contains("Not an attestation"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | stage | gives | guarantee |
//! |---|---|---|
//! | [`evidence`] | workpapers | names no person; refuses what it does not recognise |
//! | [`input`] | [`input::Engagement`] | checked and resolved: the later stages cannot fail |
//! | [`assessment`] | [`assessment::Assessment`] | every level names what lowered it |
//! | [`risk`] | [`risk::forecast::Forecast`] | exact; chances of the opinion add up to 1 |
//! | [`plan`] | [`plan::Plan`] | an order, with its reason |
//! | [`comparison`] | what moved the figures | its parts add up to the difference |
//! | [`report`] | Markdown, HTML, [exports](report::exports) | formats and never computes; same bytes everywhere |
//! | [`share`] | links, merged files, a report checked | nothing that was not asked for; every link stays readable |
//!
//! Authors of questionnaires have `authoring` (feature `cli`) and the commands `lint`, `compile` and `migrate`.
//! Whether what is forecast comes true is looked at in `calibration` (the same feature; `simulate`, `calibrate`).
//!
//! # What this does not do
//!
//! It is no audit and gives no assurance. It reads no clock, no environment and
//! no file, and sends nothing anywhere. The priors behind the forecast are
//! judgement: see [`risk`].

// The modules, in the order in which data walks through them.

// Civil dates and instants.
pub mod date;

// What can be wrong with an input, with its place.
pub mod error;

// Dropped files to workpapers.
pub mod evidence;

// Documents to an engagement.
pub mod input;

// Authored files to compiled content, for the command line.
#[cfg(feature = "cli")]
pub mod authoring;

// Levels, score, contradictions.
pub mod assessment;

// One copy of the code that sorts.
mod sorting;

// Pure mathematics, without a word of the domain.
pub mod stats;

// Sizes and limits of samples, from words to sentences.
pub mod calculator;

// The chance of exceptions, and what they mean for the opinion.
pub mod risk;

// Whether stated probabilities come true, for the command line.
#[cfg(feature = "cli")]
pub mod calibration;

// What to do, in which order.
pub mod plan;

// What moved the figures between two assessments.
pub mod comparison;

// Markdown and HTML.
pub mod report;

// What is passed on.
pub mod share;

// The browser's door.
#[cfg(target_arch = "wasm32")]
mod wasm;

use serde::Serialize;

/// All results for an engagement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// What the company is.
    pub assessment: assessment::Assessment,
    /// What an auditor would find.
    pub forecast: risk::forecast::Forecast,
    /// What to do.
    pub plan: plan::Plan,
}

/// All results for an engagement, with what follows from them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Advised<'a> {
    /// Which document this is, and of what.
    #[serde(flatten)]
    pub header: report::exports::result::Header,
    /// What they are worked out from.
    pub identity: input::digest::Identity,
    /// The results.
    #[serde(flatten)]
    pub outcome: &'a Outcome,
    /// What follows from them.
    pub advice: &'a plan::advice::Advice<'a>,
}

/// Works out everything. Cannot fail: the engagement is checked.
#[must_use]
pub fn evaluate(engagement: &input::Engagement<'_>) -> Outcome {
    let assessment = assessment::assess(engagement);
    let forecast = risk::forecast(engagement, &assessment);
    let plan = plan::plan(engagement, &assessment, &forecast);
    Outcome {
        assessment,
        forecast,
        plan,
    }
}

impl Outcome {
    /// What follows from this outcome and takes longer to work out.
    ///
    /// * `engagement`: whose outcome it is.
    /// * `limits`: what there is to spend on fixes.
    #[must_use]
    pub fn advice<'c>(
        &self,
        engagement: &input::Engagement<'c>,
        limits: plan::fixes::Limits,
    ) -> plan::advice::Advice<'c> {
        plan::advice::advise(engagement, &self.assessment, &self.forecast, limits)
    }

    /// The outcome and its advice, to be written down together.
    ///
    /// * `engagement`: whose outcome it is.
    #[must_use]
    pub fn with<'a>(
        &'a self,
        engagement: &input::Engagement<'_>,
        advice: &'a plan::advice::Advice<'a>,
    ) -> Advised<'a> {
        Advised {
            header: report::exports::result::Header::of(engagement),
            identity: input::digest::Identity::of(engagement),
            outcome: self,
            advice,
        }
    }

    /// The gap report of this outcome, with as many person-days for fixes as it takes.
    ///
    /// # Errors
    ///
    /// [`error::Error::Template`], with file, line and column.
    pub fn report(
        &self,
        engagement: &input::Engagement<'_>,
        format: report::Format,
    ) -> Result<String, error::Error> {
        let advice = self.advice(engagement, plan::fixes::Limits::default());
        self.report_with(engagement, &advice, format, &report::Reader::default())
    }

    /// What people take into tools of their own, as the bytes of its file.
    ///
    /// # Errors
    ///
    /// `too-large` for an archive that could not be written.
    pub fn export(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        export: report::exports::Export,
    ) -> Result<Vec<u8>, error::Error> {
        report::exports::export(&self.export_input(engagement, advice, None), export)
    }

    /// The same, with what became of each gap since earlier assessments.
    ///
    /// # Errors
    ///
    /// As [`export`](Self::export), and `unknown-format` for one that says nothing of that.
    pub fn export_since(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        export: report::exports::Export,
        trend: &comparison::trend::Trend,
    ) -> Result<Vec<u8>, error::Error> {
        let input = self.export_input(engagement, advice, Some(trend));
        report::exports::export(&input, export)
    }

    /// What every export is written from, as plain data.
    ///
    /// * `trend`: earlier assessments, where it is compared with some.
    #[must_use]
    pub fn export_input(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        trend: Option<&comparison::trend::Trend>,
    ) -> report::exports::ExportInput {
        report::exports::ExportInput::of(&self.material(engagement, advice, trend))
    }

    /// A workbook of Excel, as the bytes of its file.
    ///
    /// # Errors
    ///
    /// `too-large` for a table of more rows than a sheet has.
    #[cfg(feature = "cli")]
    pub fn workbook(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
    ) -> Result<Vec<u8>, error::Error> {
        self.workbook_since(engagement, advice, None)
    }

    /// The same, with what became of each gap since earlier assessments, and a sheet of where things stood.
    ///
    /// # Errors
    ///
    /// As [`workbook`](Self::workbook).
    #[cfg(feature = "cli")]
    pub fn workbook_since(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        trend: Option<&comparison::trend::Trend>,
    ) -> Result<Vec<u8>, error::Error> {
        report::exports::workbook(&self.material(engagement, advice, trend))
    }

    /// A Markdown file for each gap, and a script that opens an issue for each.
    #[must_use]
    pub fn issues(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
    ) -> Vec<report::exports::issues::File> {
        self.issues_since(engagement, advice, None)
    }

    /// The same, with what became of each gap since earlier assessments.
    #[must_use]
    pub fn issues_since(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        trend: Option<&comparison::trend::Trend>,
    ) -> Vec<report::exports::issues::File> {
        report::exports::issues::files(&self.export_input(engagement, advice, trend))
    }

    fn material<'a>(
        &'a self,
        engagement: &'a input::Engagement<'a>,
        advice: &'a plan::advice::Advice<'a>,
        trend: Option<&'a comparison::trend::Trend>,
    ) -> report::Material<'a> {
        report::Material {
            engagement,
            assessment: &self.assessment,
            forecast: &self.forecast,
            plan: &self.plan,
            advice,
            trend,
        }
    }

    /// The gap report of this outcome and its advice.
    ///
    /// * `reader`: which sections, what it is compared with, who stands in it by name.
    ///
    /// # Errors
    ///
    /// [`error::Error::Template`], with file, line and column.
    pub fn report_with(
        &self,
        engagement: &input::Engagement<'_>,
        advice: &plan::advice::Advice<'_>,
        format: report::Format,
        reader: &report::Reader<'_>,
    ) -> Result<String, error::Error> {
        report::report(
            &self.material(engagement, advice, reader.trend),
            format,
            reader,
        )
    }
}
