//! Which kind a table could be, and which column which field: by names that are alike, and by what stands in the cells.

use super::look::SampleRow;
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::formats::kinds::{Field, KINDS, Kind, Look};

/// Columns that are judged: the widest real export has 2,261.
const JUDGED: usize = 3000;
/// Names less alike than this (0 to 1) are not (J).
const ALIKE: f64 = 0.75;
/// Of the cells of a column, the part that has to look like the field (J).
const FITTING: f64 = 0.5;
/// Of the cells of a column whose name says nothing (J).
const TELLING: f64 = 0.9;
/// What a column is worth that is told by its cells alone (J).
const BY_CELLS: f64 = 0.4;

/// What a table could be.
pub(super) struct Offer {
    pub(super) kind: &'static Kind,
    pub(super) likeness: f64,
    /// Whether every field that is needed has a column.
    pub(super) complete: bool,
    /// For each field of the kind, its column.
    pub(super) places: Vec<Option<usize>>,
}

/// What the cells of a column are, each as a part of those that hold something.
struct Seen<'a> {
    name: &'a str,
    cells: Vec<&'a str>,
    times: f64,
    addresses: f64,
    numbers: f64,
}

impl<'a> Seen<'a> {
    fn new(name: &'a str, place: usize, rows: &'a [SampleRow]) -> Self {
        let cells = rows.iter().filter_map(|row| row.cells.get(place));
        let cells: Vec<&str> = cells
            .map(String::as_str)
            .filter(|cell| nothing(cell, &[]).is_none())
            .collect();
        let part = |is: &dyn Fn(&str) -> bool| part(&cells, is);
        let is_number = |cell: &str| cell.bytes().all(|b| b.is_ascii_digit());
        Self {
            name,
            times: part(&|cell| is_time(cell) && !is_number(cell)),
            addresses: part(&is_address),
            numbers: part(&is_number),
            cells,
        }
    }

    /// How far the cells look like a field, 0 to 1; nothing where there are none.
    fn fit(&self, look: Look) -> Option<f64> {
        if self.cells.is_empty() {
            return None;
        }
        Some(match look {
            Look::Time => self.times.max(part(&self.cells, &is_time)),
            Look::Person => self.addresses.max((1.0 - self.times) * 0.6),
            Look::Flag => part(&self.cells, &|cell| tri(cell) != Flag::Unknown),
            Look::Number => self.numbers,
            Look::Word(known) => part(&self.cells, &|cell| known(cell)),
            Look::Text => 1.0 - 0.6 * self.times - 0.3 * self.addresses,
        })
    }

    /// Whether the cells alone tell that it is the field.
    fn tells(&self, look: Look) -> bool {
        match look {
            Look::Time => self.times >= TELLING,
            Look::Person => self.addresses >= TELLING,
            Look::Word(_) | Look::Flag => self.fit(look).is_some_and(|fit| fit >= TELLING),
            Look::Text | Look::Number => false,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most a hundred cells")]
fn part(cells: &[&str], is: &dyn Fn(&str) -> bool) -> f64 {
    let found = cells.iter().filter(|cell| is(cell)).count();
    found as f64 / cells.len().max(1) as f64
}

fn is_time(cell: &str) -> bool {
    let dialect = Dialect {
        serials: true,
        ..Dialect::PLAIN
    };
    !matches!(
        Time::parse(cell, &dialect),
        Time::Unreadable | Time::Nothing
    )
}

fn is_address(cell: &str) -> bool {
    let parts = cell.split_once('@');
    parts.is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !cell.contains(char::is_whitespace)
    })
}

/// Words of a name in lower case; `userEmail` has two.
fn words(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins = !before.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase());
        if c.is_alphanumeric() {
            if begins {
                found.push(String::new());
            }
            if let Some(word) = found.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    found
}

/// How alike two names are, 0 to 1.
fn alike(name: &[String], known: &[String]) -> f64 {
    let (joined, other) = (name.concat(), known.concat());
    if joined.is_empty() || other.is_empty() {
        return 0.0;
    }
    if joined == other {
        return 1.0;
    }
    let inside = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
    if inside(name, known) && other.len() >= 4 {
        // "Employee start date (local)".
        return if known.len() > 1 { 0.9 } else { 0.8 };
    }
    if inside(known, name) && name.len() > 1 {
        return 0.8;
    }
    // What differs by more letters than that in length alone is not near, and comparing long names takes long.
    let (letters, others) = (joined.chars().count(), other.chars().count());
    if joined.len() < 5 || letters.min(others) * 5 < letters.max(others) * 4 {
        return 0.0;
    }
    let near = strsim::normalized_damerau_levenshtein(&joined, &other);
    if near >= 0.8 { near * 0.95 } else { 0.0 }
}

/// How alike the name of a column is to those of a field.
fn named(column: &[String], names: &[Vec<String>]) -> f64 {
    let all = names.iter().map(|name| alike(column, name));
    all.fold(0.0, f64::max)
}

/// Every kind, the likeliest first.
pub(super) fn offers(columns: &Columns, rows: &[SampleRow]) -> Vec<Offer> {
    let mut seen = Vec::new();
    for (place, name) in columns.names().iter().enumerate().take(JUDGED) {
        // A mapping names columns: of two with one name the first can be told, and one without a name cannot.
        if !name.is_empty() && columns.find(name) == Some(place) {
            seen.push((place, Seen::new(name, place, rows)));
        }
    }
    let mut offers: Vec<Offer> = KINDS.iter().map(|kind| offer(kind, &seen)).collect();
    offers.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    offers
}

fn offer(kind: &'static Kind, seen: &[(usize, Seen<'_>)]) -> Offer {
    let mut places: Vec<Option<usize>> = vec![None; kind.fields.len()];
    let mut taken: Vec<usize> = Vec::new();
    let mut likeness = 0.0;
    let weight = |field: &Field| match kind.needed.iter().any(|g| g.contains(&field.id)) {
        true => 2.0,
        false => 1.0,
    };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    let names = |field: &Field| field.names().map(words).collect::<Vec<_>>();
    let known: Vec<_> = kind.fields.iter().map(|f| (f, names(f))).collect();
    for (place, column) in seen {
        let name = words(column.name);
        for (number, (field, names)) in known.iter().enumerate() {
            let alike = named(&name, names);
            let fit = column.fit(field.look);
            if alike >= ALIKE && fit.is_none_or(|fit| fit >= FITTING) {
                pairs.push((0.7 * alike + 0.3 * fit.unwrap_or(FITTING), number, *place));
            }
        }
    }
    // Of equals the earlier field, then the earlier column: the sort is stable.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (score, number, place) in pairs {
        let (Some(free), Some(field)) = (places.get_mut(number), kind.fields.get(number)) else {
            continue;
        };
        if free.is_none() && !taken.contains(&place) {
            *free = Some(place);
            taken.push(place);
            likeness += score * weight(field);
        }
    }
    // What names do not tell: a single column whose cells look like the field.
    for needed in [true, false] {
        for (number, field) in kind.fields.iter().enumerate() {
            let is_needed = kind.needed.iter().any(|g| g.contains(&field.id));
            let has = places.get(number).copied().flatten().is_some();
            let by_times = matches!(field.look, Look::Time | Look::Flag);
            if has || is_needed != needed || (by_times && !needed) {
                continue;
            }
            let met = kind.needed.iter().any(|group| {
                group.contains(&field.id) && group.iter().any(|id| filled(kind, &places, id))
            });
            if met {
                continue;
            }
            let mut alone = seen
                .iter()
                .filter(|(place, column)| !taken.contains(place) && column.tells(field.look));
            if let (Some((place, _)), None) = (alone.next(), alone.next())
                && let Some(free) = places.get_mut(number)
            {
                *free = Some(*place);
                taken.push(*place);
                likeness += BY_CELLS * weight(field);
            }
        }
    }
    let mut complete = true;
    for group in kind.needed {
        if !group.iter().any(|id| filled(kind, &places, id)) {
            complete = false;
            likeness -= 1.5;
        }
    }
    Offer {
        kind,
        likeness,
        complete,
        places,
    }
}

fn filled(kind: &Kind, places: &[Option<usize>], id: &str) -> bool {
    let number = kind.fields.iter().position(|field| field.id == id);
    let place = number.and_then(|number| places.get(number).copied());
    place.flatten().is_some()
}
