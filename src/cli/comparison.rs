//! `compare`: what moved the figures from one saved assessment to a later one.

use std::process::ExitCode;

use tickmark::comparison::{Cause, Comparison, ControlChange, Figures, Side, compare};
use tickmark::input::content::Content;

use super::arguments::Arguments;
use super::output::{Outcome, Trouble, json, print, print_words};
use super::{assessment, chosen, hinted, own_content};

pub(super) fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let [before, after] = arguments.files.as_slice() else {
        return Err(Trouble::Usage(
            "compare needs two assessment files, the earlier one first".to_owned(),
        ));
    };
    let own = own_content(arguments)?;
    let content = chosen(own.as_ref())?;
    let files = (assessment(before, content)?, assessment(after, content)?);
    let side = |file| Side { file, content };
    let found = compare(side(&files.0), side(&files.1))
        .map_err(|e| Trouble::In(after.clone(), hinted(e, arguments)))?;
    let to = arguments.output.as_deref();
    match arguments.format.as_deref() {
        Some("json") => print(to, &json(&found)),
        None | Some("text") => print_words(to, &text(&found, content)),
        Some(other) => Err(Trouble::Usage(format!(
            "--format: `{other}` is not a format; known: text, json"
        ))),
    }
}

/// A row of the table: its name, the figure, and how it is written.
type Row = (&'static str, fn(&Figures) -> f64, fn(f64) -> String);

const ROWS: [Row; 7] = [
    ("claimed points, at least", |f| f.claimed_low, points),
    ("claimed points, at most", |f| f.claimed_high, points),
    ("supported points, at least", |f| f.supported_low, points),
    ("supported points, at most", |f| f.supported_high, points),
    ("expected exceptions", |f| f.expected, points),
    ("chance of nothing noted, %", |f| f.clean, percent),
    (
        "chance of a qualified or adverse opinion, %",
        |f| f.qualified_or_adverse,
        percent,
    ),
];

/// The most answers or entries told; the rest is in the JSON.
const TOLD: usize = 10;

fn text(found: &Comparison, content: &Content) -> String {
    let mut head = vec!["before".to_owned(), "after".to_owned()];
    head.extend(found.parts.iter().map(|part| {
        let names: Vec<&str> = part.causes.iter().map(|c| name(*c)).collect();
        names.join(" and ")
    }));
    let widths: Vec<usize> = head.iter().map(|h| h.chars().count().max(7)).collect();
    let line = |label: &str, cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:>width$}"))
            .collect();
        format!("{label:<44}{}\n", cells.join("  "))
    };
    let mut out = line("", &head);
    for (label, of, said) in ROWS {
        let mut cells = vec![said(of(&found.before)), said(of(&found.after))];
        let changes = found.parts.iter().map(|p| of(&p.change));
        cells.extend(changes.map(|change| signed(change, said)));
        out.push_str(&line(label, &cells));
    }
    out.push_str(
        "\nafter = before + what content, days passed, profile, answers and evidence moved, in that order;\n\
         the last digit is rounded. Evidence is what the two files hold: exports are not read here.\n",
    );
    if let Some(with) = &found.answered_with {
        out.push_str(&format!(
            "The first was answered with version {} of `{}`; its figures here are those of today's, and may not be those reported then.\n",
            with.version, with.id
        ));
    }
    if let Some(sizes) = &found.sampling {
        out.push_str(&format!(
            "Sizes of samples then: {}; now: {}.\n",
            sizes.before, sizes.after
        ));
    }
    let moved = [("Answers", &found.answers), ("Evidence", &found.evidence)];
    for (title, moved) in moved {
        let told: Vec<_> = moved.iter().filter(|m| !m.change.is_zero()).collect();
        if told.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{title} that moved the figures most:\n"));
        for one in told.iter().take(TOLD) {
            out.push_str(&format!(
                "  {:<28} exceptions {}, chance of a qualified or adverse opinion {} %, supported points {}\n",
                one.id,
                signed(one.change.expected, points),
                signed(one.change.qualified_or_adverse, percent),
                signed(one.change.supported_low, points),
            ));
        }
        if told.len() > TOLD {
            out.push_str(&format!(
                "  and {} more: see --format json\n",
                told.len() - TOLD
            ));
        }
    }
    for (title, ids) in [
        ("Gaps closed", &found.closed),
        ("Gaps opened", &found.opened),
        ("Looked at now, not before", &found.newly_looked_at),
        ("Looked at before, not now", &found.no_longer_looked_at),
    ] {
        if !ids.is_empty() {
            out.push_str(&format!("\n{title}: {}\n", ids.join(", ")));
        }
    }
    if !found.controls.is_empty() {
        out.push_str("\nControls that moved (supported level, chance of an exception):\n");
        for change in &found.controls {
            out.push_str(&control(change, content));
        }
    }
    out
}

fn control(change: &ControlChange, content: &Content) -> String {
    let name = content
        .catalogue
        .control(&change.id)
        .map_or("", |control| control.name.as_str());
    let side = |state: Option<tickmark::comparison::ControlState>| match state {
        None => "not looked at".to_owned(),
        Some(state) => {
            let (low, high) = (state.supported.low.number(), state.supported.high.number());
            let level = if low == high {
                format!("{low}")
            } else {
                format!("{low} to {high}")
            };
            let noted = state
                .noted
                .map_or("untested".to_owned(), |p| format!("{} %", percent(p)));
            format!("{level}, {noted}")
        }
    };
    format!(
        "  {:<7}{} → {}  {name}\n",
        change.id,
        side(change.before),
        side(change.after)
    )
}

fn name(cause: Cause) -> &'static str {
    match cause {
        Cause::Content => "content",
        Cause::Time => "time",
        Cause::Profile => "profile",
        Cause::Answers => "answers",
        Cause::Evidence => "evidence",
    }
}

fn points(value: f64) -> String {
    format!("{value:.1}")
}

/// In per cent, to a tenth; what is not certain is not written as if it were.
fn percent(chance: f64) -> String {
    match chance {
        c if c > 0.0 && c < 0.0005 => "<0.1".to_owned(),
        c if (0.9995..1.0).contains(&c) => ">99.9".to_owned(),
        c => format!("{:.1}", 100.0 * c),
    }
}

/// A change with its sign; "0" where none can be seen.
fn signed(change: f64, said: fn(f64) -> String) -> String {
    let text = said(change.abs());
    match text.as_str() {
        "0.0" | "<0.1" => "0".to_owned(),
        _ if change < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}
