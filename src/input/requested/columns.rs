//! Which column of a list holds what: by the names in its first rows, else by what stands in it.

use std::collections::BTreeSet;

use crate::error::shown;
use crate::evidence::written_day;

/// Rows in which the header is looked for: titles and addresses stand above it.
const HEADER_WITHIN: usize = 15;
/// Most words of a column's name (J): more are a sentence.
const MOST_WORDS: usize = 4;
/// Longest id that is taken for one where no column is named, in characters (J).
const LONGEST_ID: usize = 20;

/// Most columns that are looked at (J): lists have five to twenty. What stands in further ones is not read.
const MOST_COLUMNS: usize = 100;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    Id,
    Request,
    Due,
    Owner,
    Status,
    /// Controls or criteria that the list names: they help to find ours.
    Hint,
}

/// Names of columns, the surer ones of each first; of hints a word that is in the name.
const NAMES: [(Holds, &[&str]); 6] = [
    (
        Holds::Id,
        &[
            "request id",
            "requestid",
            "request #",
            "request no",
            "request number",
            "req id",
            "req #",
            "req no",
            "pbc #",
            "pbc id",
            "pbc no",
            "item #",
            "item no",
            "item id",
            "ref",
            "ref #",
            "reference",
            "id",
            "no",
            "number",
            "#",
            "nr",
            "nummer",
        ],
    ),
    (
        Holds::Request,
        &[
            "request",
            "request description",
            "description of request",
            "requested item",
            "item requested",
            "evidence requested",
            "document requested",
            "documentation requested",
            "information requested",
            "evidence request",
            "item description",
            "description",
            "request name",
            "request title",
            "item",
            "title",
            "evidence",
            "document",
            "anforderung",
            "beschreibung",
            "bezeichnung",
            "nachweis",
        ],
    ),
    (
        Holds::Due,
        &[
            "due date",
            "due",
            "date due",
            "needed by",
            "required by",
            "deadline",
            "target date",
            "fällig",
            "fällig am",
            "frist",
            "bis",
        ],
    ),
    (
        Holds::Owner,
        &[
            "owner",
            "client owner",
            "assignee",
            "assigned to",
            "responsible",
            "responsible party",
            "contact",
            "your contact",
            "client contact",
            "contact person",
            "poc",
            "ansprechpartner",
            "verantwortlich",
            "zuständig",
        ],
    ),
    (
        Holds::Status,
        &["status", "request status", "state", "progress"],
    ),
    (
        Holds::Hint,
        &[
            "control",
            "controls",
            "criteria",
            "criterion",
            "tsc",
            "kontrolle",
            "kontrollen",
            "kriterium",
            "kriterien",
        ],
    ),
];

/// The rows that are not blank, each with its number.
pub(super) type Rows = Vec<(u64, Vec<String>)>;

/// What the columns of a table hold, how many rows stand before the first request, and what is to be told of that.
pub(super) struct Columns {
    pub(super) held: Vec<Option<Holds>>,
    pub(super) after: usize,
    pub(super) remark: Option<String>,
}

/// The columns by their names; nothing where no row names them.
pub(super) fn named(rows: &Rows) -> Option<Columns> {
    let heads = rows
        .iter()
        .take(HEADER_WITHIN)
        .map(|(_, cells)| (cells, holds(cells.get(..MOST_COLUMNS).unwrap_or(cells))));
    let (place, (cells, held)) = heads.enumerate().find(|(_, (_, held))| is_header(held))?;
    let unknown = (1..)
        .zip(cells.iter().zip(&held))
        .filter(|(_, (name, held))| held.is_none() && !name.trim().is_empty());
    let unknown: Vec<String> = unknown
        .map(|(number, (name, _))| match name.trim() {
            name if shown(name) == name => format!("\"{name}\""),
            // Free text can name people.
            _ => format!("column {number}"),
        })
        .collect();
    let further = (cells.len() > held.len()).then(|| format!("all after column {}", held.len()));
    let unknown: Vec<String> = unknown.into_iter().chain(further).collect();
    let remark = (!unknown.is_empty())
        .then(|| format!("Columns that are not read: {}.", unknown.join(", ")));
    Some(Columns {
        held,
        after: place + 1,
        remark,
    })
}

/// The columns by what stands in them.
///
/// * `is_table`: whether nothing but a table has this character between cells. A line of prose has commas.
pub(super) fn guessed(rows: &Rows, is_table: bool) -> Option<Columns> {
    let first = rows.first()?;
    let is_words = !first
        .1
        .iter()
        .any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    let below = guess(rows.get(1..).unwrap_or_default(), is_table, true);
    let (held, after) = match below.filter(|_| is_words) {
        Some(held) => (held, 1),
        None => (guess(rows, is_table, false)?, 0),
    };
    let told = [
        (Holds::Id, "the id"),
        (Holds::Request, "the request"),
        (Holds::Due, "the day"),
    ];
    let places = held.iter().zip(1..).filter_map(|(held, number)| {
        let (_, what) = told.iter().find(|(one, _)| *held == Some(*one))?;
        Some(format!("{number} for {what}"))
    });
    let places: Vec<String> = places.collect();
    let remark = format!(
        "No row names the columns in words known here; taken were column {}.",
        places.join(", ")
    );
    Some(Columns {
        held,
        after,
        remark: Some(remark),
    })
}

/// * `is_sure`: only where a column of ids or days is there.
fn guess(rows: &[(u64, Vec<String>)], is_table: bool, is_sure: bool) -> Option<Vec<Option<Holds>>> {
    let width = rows
        .iter()
        .map(|(_, cells)| cells.len())
        .max()
        .filter(|w| (2..=MOST_COLUMNS).contains(w))?;
    if !is_table && (rows.len() < 2 || rows.iter().any(|(_, cells)| cells.len() != width)) {
        return None;
    }
    let column = |place: usize| -> Vec<&str> {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(place));
        cells.map(|cell| cell.trim()).collect()
    };
    let mut held = vec![Some(Holds::Hint); width];
    let due = (0..width).find(|place| are_days(&column(*place)));
    let id = (0..width).find(|place| Some(*place) != due && are_ids(&column(*place), is_table));
    let is_free = |place: &usize| ![due, id].contains(&Some(*place));
    let length = |place: usize| {
        column(place)
            .iter()
            .map(|cell| cell.chars().count())
            .sum::<usize>()
    };
    // Of columns of one length the first.
    let request = (0..width)
        .rev()
        .filter(is_free)
        .max_by_key(|place| length(*place))?;
    if due.is_none() && id.is_none() && (is_sure || !is_table) {
        return None;
    }
    for (place, what) in [
        (due, Holds::Due),
        (id, Holds::Id),
        (Some(request), Holds::Request),
    ] {
        if let Some(cell) = place.and_then(|place| held.get_mut(place)) {
            *cell = Some(what);
        }
    }
    Some(held)
}

fn are_days(cells: &[&str]) -> bool {
    let mut some = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    some.peek().is_some() && some.all(|cell| written_day(cell).is_some())
}

/// Short, each with a figure, each once; in what may be no table also alike but for their figures.
fn are_ids(cells: &[&str], is_table: bool) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let shape = |cell: &str| cell.replace(|c: char| is_digit(c) || c == '.', "");
    let shapes: BTreeSet<String> = cells.iter().map(|cell| shape(cell)).collect();
    let each: BTreeSet<&str> = cells.iter().copied().collect();
    let is_short = |cell: &&str| cell.contains(is_digit) && cell.chars().count() <= LONGEST_ID;
    cells.iter().all(is_short) && each.len() == cells.len() && (is_table || shapes.len() == 1)
}

/// Whether a row names columns: that of the requests, and one more or nothing else at all.
fn is_header(head: &[Option<Holds>]) -> bool {
    let named = head.iter().filter(|h| h.is_some()).count();
    head.contains(&Some(Holds::Request)) && (named > 1 || head.len() == 1)
}

/// What each cell names as a column; of several names for one thing the surest.
fn holds(cells: &[String]) -> Vec<Option<Holds>> {
    let mut found = vec![None; cells.len()];
    let names: Vec<String> = cells.iter().map(|c| simple(c)).collect();
    for (what, known) in NAMES {
        let mut places = known.iter().flat_map(|name| {
            let same = names.iter().enumerate().filter(move |(_, n)| match what {
                Holds::Hint => is_about(n, name),
                _ => n.as_str() == *name,
            });
            same.map(|(i, _)| i)
        });
        if what == Holds::Hint {
            places.for_each(|i| put(&mut found, i, what));
        } else if let Some(i) = places.find(|i| found.get(*i) == Some(&None)) {
            put(&mut found, i, what);
        }
    }
    found
}

/// Whether a short name of a column has a word in it: "Related controls", "Control #".
fn is_about(name: &str, word: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    words.len() <= MOST_WORDS && words.contains(&word)
}

fn put(found: &mut [Option<Holds>], place: usize, what: Holds) {
    if let Some(free) = found.get_mut(place).filter(|h| h.is_none()) {
        *free = Some(what);
    }
}

/// The name of a column as it is compared: "Due Date*" as "due date".
fn simple(cell: &str) -> String {
    let plain: String = cell
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '#' {
                c
            } else {
                ' '
            }
        })
        .collect();
    plain
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
