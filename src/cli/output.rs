//! What the command line says: results on stdout or into a file, problems on stderr.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use tickmark::error::Error;
use tickmark::evidence::{Table, hides, visible_lines};
use tickmark::input::Received;
use tickmark::input::manifest::Entry;

use super::mapping;

/// What went wrong, with the file it concerns.
pub(super) enum Trouble {
    /// A document with problems.
    In(PathBuf, Error),
    /// A table that no format recognises, with what it could be.
    Unmapped(PathBuf, Error, Box<Table>),
    /// The command line itself.
    Usage(String),
}

pub(super) type Outcome<T> = Result<T, Trouble>;

/// One file in words.
pub(super) fn described(received: &Received) -> String {
    let mut text = String::new();
    for entry in &received.entries {
        let name = entry.file.as_ref().map_or("", |f| f.name.as_str());
        let container = entry.format.as_ref().map(|f| f.container.as_str());
        let day = entry.as_of.map_or_else(|| days(entry), |d| d.to_string());
        text.push_str(&format!(
            "{name}: {} ({}), {day}, bears on {}\n",
            entry.title,
            container.unwrap_or("listed"),
            entry.controls.join(", ")
        ));
        for paper in &entry.workpapers {
            text.push_str(&format!(
                "  {} {}: population {}, tested {}, deviations {}, undecided {}\n",
                paper.control,
                paper.procedure,
                paper.population,
                paper.tested,
                paper.deviation_count(),
                paper.undecided_count()
            ));
            for deviation in &paper.deviations {
                text.push_str(&format!(
                    "    row {}: {}\n",
                    deviation.row, deviation.finding
                ));
            }
            for open in &paper.undecided {
                text.push_str(&format!(
                    "    row {} undecided: {}\n",
                    open.row, open.reason
                ));
            }
        }
    }
    for differs in &received.differs {
        text.push_str(&format!("  ! {differs}\n"));
    }
    for question in &received.questions {
        text.push_str(&format!("  ? {question}\n"));
    }
    text
}

/// The days of the events in a file that shows no day, or that nobody said either.
fn days(entry: &Entry) -> String {
    let covers = entry.covers.as_ref();
    let span = covers.and_then(|c| c.found.as_ref().or(c.stated.as_ref()));
    match span {
        Some(span) => format!("{} to {}", span.start, span.end),
        None if entry.kind.is_of_events() => "period not stated".to_owned(),
        None => "day not stated".to_owned(),
    }
}

/// A value as JSON. Characters that a terminal acts on, or that turn the direction of writing, are written as JSON writes them in
/// ASCII: they stand in texts alone, and are read as what they are.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '\n' => safe.push(c),
            c if hides(c) => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe.push('\n');
    safe
}

/// Says sentences beside what is written, such as what a file that somebody sent holds: as text, and as nothing that a terminal
/// acts on.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(visible_lines(text).as_bytes());
}

/// Writes sentences, as [`print`] does, and as text alone.
pub(super) fn print_words(to: Option<&Path>, text: &str) -> Outcome<ExitCode> {
    print(to, &visible_lines(text))
}

/// Writes what was made, byte for byte.
pub(super) fn print(to: Option<&Path>, text: &str) -> Outcome<ExitCode> {
    let written = match to {
        Some(path) => fs::write(path, text)
            .map_err(|why| Trouble::Usage(format!("{}: {why}", path.display()))),
        // A closed pipe is the reader's choice and no trouble.
        None => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(())
        }
    };
    written.map(|()| ExitCode::SUCCESS)
}

pub(super) fn usage(why: lexopt::Error) -> Trouble {
    Trouble::Usage(why.to_string())
}

/// Most problems that are listed (J): nobody mends more before looking again.
pub(super) const MOST_LINES: usize = 50;

/// How many of a list are not said, in a line; nothing if all are.
pub(super) fn rest(count: usize) -> String {
    match count.saturating_sub(MOST_LINES) {
        0 => String::new(),
        more => format!("and {more} more\n"),
    }
}

pub(super) fn tell(trouble: &Trouble) {
    let mut text = told(trouble);
    if let Trouble::Unmapped(..) = trouble {
        text.push_str(
            "help: `tickmark inspect FILE` writes the suggestion to its output; save it, correct it, and name it with \
             `--mapping`\n",
        );
    }
    say(&text);
}

/// Tells what is wrong with a file beside which others were read: their results are what is written.
pub(super) fn tell_beside(trouble: &Trouble) {
    let mut text = told(trouble);
    if let Trouble::Unmapped(_, _, table) = trouble {
        text.push_str(
            "help: the suggestion follows; save it, correct it, and name it with `--mapping` beside the archive\n",
        );
        text.push_str(&json(&mapping::suggested(table)));
    }
    say(&text);
}

fn told(trouble: &Trouble) -> String {
    let mut text = String::new();
    match trouble {
        Trouble::Usage(message) => {
            text.push_str(&format!(
                "tickmark: {message}\nhelp: `tickmark --help` lists the commands\n"
            ));
        }
        Trouble::In(path, Error::Input(problems))
        | Trouble::Unmapped(path, Error::Input(problems), _) => {
            for problem in problems.iter().take(MOST_LINES) {
                text.push_str(&format!(
                    "{}:{}: {}",
                    path.display(),
                    problem.at,
                    problem.message
                ));
                text.push_str(&format!(" [{}]\n", problem.code));
                if let Some(help) = &problem.help {
                    text.push_str(&format!("help: {help}\n"));
                }
            }
            text.push_str(&rest(problems.len()));
        }
        Trouble::In(path, error) | Trouble::Unmapped(path, error, _) => {
            text.push_str(&format!("{}: {error}\n", path.display()))
        }
    }
    if let Trouble::Unmapped(_, _, table) = trouble {
        text.push_str(&mapping::explained(table));
    }
    text
}
