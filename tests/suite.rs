//! Every test of the library and the command line but those of `fuzzed.rs`, which count memory, as one program: the
//! library is linked once, and a long test of one file runs beside those of another. `cargo test --test suite merge::` runs
//! those of `merge.rs`.

#![allow(
    clippy::duplicate_mod,
    clippy::module_inception,
    reason = "what several of them share is a module of each"
)]

#[path = "advice.rs"]
mod advice;
#[path = "anchors.rs"]
mod anchors;
#[path = "answers.rs"]
mod answers;
#[path = "attributes.rs"]
mod attributes;
#[path = "authoring.rs"]
mod authoring;
#[path = "brand.rs"]
mod brand;
#[path = "calculator.rs"]
mod calculator;
#[path = "calendar.rs"]
mod calendar;
#[path = "calibration.rs"]
mod calibration;
#[path = "carry_on.rs"]
mod carry_on;
#[path = "cases.rs"]
mod cases;
#[path = "cli.rs"]
mod cli;
#[path = "clock.rs"]
mod clock;
#[path = "comparison.rs"]
mod comparison;
#[path = "content_readme.rs"]
mod content_readme;
#[path = "contradicted.rs"]
mod contradicted;
#[path = "draw.rs"]
mod draw;
#[path = "evidence.rs"]
mod evidence;
#[path = "exports.rs"]
mod exports;
#[path = "failures.rs"]
mod failures;
#[path = "fixes.rs"]
mod fixes;
#[path = "frameworks.rs"]
mod frameworks;
#[path = "german.rs"]
mod german;
#[path = "key.rs"]
mod key;
#[path = "layout.rs"]
mod layout;
#[path = "links.rs"]
mod links;
#[path = "manifest.rs"]
mod manifest;
#[path = "merge.rs"]
mod merge;
#[path = "mock_audit.rs"]
mod mock_audit;
#[path = "oracle.rs"]
mod oracle;
#[path = "pipeline.rs"]
mod pipeline;
#[path = "planted.rs"]
mod planted;
#[path = "properties.rs"]
mod properties;
#[path = "properties_stats.rs"]
mod properties_stats;
#[path = "published.rs"]
mod published;
#[path = "questionnaires.rs"]
mod questionnaires;
#[path = "refusals.rs"]
mod refusals;
#[path = "register.rs"]
mod register;
#[path = "requests.rs"]
mod requests;
#[path = "reviews.rs"]
mod reviews;
#[path = "sampling.rs"]
mod sampling;
#[path = "share_cli.rs"]
mod share_cli;
#[path = "shipped.rs"]
mod shipped;
#[path = "structure.rs"]
mod structure;
#[path = "superseded.rs"]
mod superseded;
#[path = "verify.rs"]
mod verify;
#[path = "window.rs"]
mod window;
