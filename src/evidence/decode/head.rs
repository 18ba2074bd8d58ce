//! The beginning of a text: what stands before a table, what stands between its cells, where its header is.

use super::columns::Columns;

/// Rows in which a header is looked for: title blocks of real exports take three.
const ROWS_LOOKED_AT: usize = 20;
/// Rows by which a delimiter is judged.
const ROWS_JUDGED: usize = 50;
/// What may stand between cells, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Longest first row, in bytes, that is read as a header: a text without line ends must not be split into
/// millions of cells.
const LONGEST: usize = 200_000;

/// Where a table begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Head {
    /// What stands between cells.
    pub(in crate::evidence) delimiter: u8,
    /// The header.
    pub(in crate::evidence) columns: Columns,
    /// Lines of the file up to and with the header, as a spreadsheet shows them: without its hint.
    pub(in crate::evidence) lines: u32,
    /// Where the rows below the header begin, in bytes of the text.
    pub(in crate::evidence) body: usize,
    /// Rows of a title above the header.
    pub(in crate::evidence) title: u32,
}

/// A row of the beginning.
struct Candidate {
    cells: Vec<String>,
    /// Where it ends, in bytes.
    end: usize,
}

/// The header of a text, by what is known of formats or else by its looks. Line ends are `\n`.
///
/// - The hints of spreadsheets (`sep=;`) and of PowerShell (`#TYPE …`) are stepped over; the first is believed.
/// - Of the first 20 rows under each delimiter the first that `known` recognises is the header.
/// - Where none is, the delimiter is the one under which most of the first 50 rows have the same number of cells, at
///   least two, and the header is the first row of that width with a name in every cell but the last.
///
/// Nothing comes back where no delimiter makes two cells; a table of one column is none that is understood.
pub(in crate::evidence) fn head(text: &str, known: impl Fn(&Columns) -> bool) -> Option<Head> {
    let (start, stated) = preamble(text);
    let rest = text.get(start..).unwrap_or_default();
    let delimiters: Vec<u8> = match stated {
        Some(one) => vec![one],
        None => DELIMITERS.to_vec(),
    };
    let tables: Vec<(u8, Vec<Candidate>)> = delimiters
        .into_iter()
        .map(|delimiter| (delimiter, candidates(rest, delimiter)))
        .collect();
    let at = |delimiter: u8, place: usize, rows: &[Candidate]| {
        let row = rows.get(place)?;
        let body = start + row.end;
        let above = text.get(..body).unwrap_or_default();
        let lines = above.bytes().filter(|b| *b == b'\n').count();
        // A header alone, without a line end, is a line too; the hint of a spreadsheet is none that it shows.
        let lines = lines + usize::from(!above.ends_with('\n'));
        let lines = lines.saturating_sub(usize::from(stated.is_some()));
        Some(Head {
            delimiter,
            columns: Columns::new(row.cells.iter().map(String::as_str)),
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
            body,
            title: u32::try_from(place).unwrap_or(u32::MAX),
        })
    };
    for place in 0..ROWS_LOOKED_AT {
        for (delimiter, rows) in &tables {
            let Some(row) = rows.get(place) else { continue };
            if known(&Columns::new(row.cells.iter().map(String::as_str))) {
                return at(*delimiter, place, rows);
            }
        }
    }
    let (delimiter, rows, width) = tables
        .iter()
        .map(|(delimiter, rows)| {
            let (width, share) = commonest_width(rows);
            (delimiter, rows, width, share)
        })
        .filter(|(_, _, width, _)| *width >= 2)
        .max_by(|a, b| {
            let rank = |width: usize, share: f64| share * libm::sqrt(as_f64(width));
            // Of equals the first of the list.
            rank(a.2, a.3)
                .total_cmp(&rank(b.2, b.3))
                .then(std::cmp::Ordering::Greater)
        })
        .map(|(delimiter, rows, width, _)| (*delimiter, rows, width))?;
    let named = |row: &Candidate| {
        let cells = row.cells.iter().take(width.saturating_sub(1));
        row.cells.len() == width && cells.clone().all(|cell| !cell.trim().is_empty())
    };
    let place = rows
        .iter()
        .take(ROWS_LOOKED_AT)
        .position(named)
        .or_else(|| {
            let mut first = rows.iter().take(ROWS_LOOKED_AT);
            first.position(|row| row.cells.len() == width)
        })?;
    at(delimiter, place, rows)
}

#[expect(clippy::cast_precision_loss, reason = "a number of columns")]
fn as_f64(n: usize) -> f64 {
    n as f64
}

/// The width that most rows have, and how many of them.
fn commonest_width(rows: &[Candidate]) -> (usize, f64) {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let best = counts
        .into_iter()
        .max_by_key(|(width, count)| (*count, *width));
    let (width, count) = best.unwrap_or((0, 0));
    (width, as_f64(count) / as_f64(rows.len().max(1)))
}

/// Where the text begins after hints and blank lines, and the delimiter that a hint names.
fn preamble(text: &str) -> (usize, Option<u8>) {
    let mut stated = None;
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\n', ' ', '\u{feff}']).len();
        let rest = rest.get(blank..).unwrap_or_default();
        let hint = rest
            .get(..4)
            .is_some_and(|s| s.eq_ignore_ascii_case("sep="));
        let line = rest.split('\n').next().unwrap_or_default();
        if hint {
            let named = line.get(4..).and_then(|s| s.bytes().next());
            stated = named.filter(|d| DELIMITERS.contains(d)).or(stated);
        } else if !rest.starts_with("#TYPE") {
            return (at + blank, stated);
        }
        at = (at + blank + line.len() + 1).min(text.len());
    }
}

fn candidates(text: &str, delimiter: u8) -> Vec<Candidate> {
    let first = text.split('\n').next().unwrap_or_default();
    if first.len() > LONGEST {
        return Vec::new();
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut record = csv::StringRecord::new();
    while found.len() < ROWS_JUDGED && matches!(reader.read_record(&mut record), Ok(true)) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        found.push(Candidate {
            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
            end: end.min(text.len()),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Head {
        head(text, |columns| columns.has(&["Id", "Status"])).unwrap()
    }

    #[test]
    fn a_known_header_is_found_below_a_title_and_under_any_delimiter() {
        for (text, delimiter, lines, title) in [
            ("Id,Status\n1,2\n", b',', 1, 0),
            ("sep=;\nId;Status\n1;2\n", b';', 1, 0),
            ("#TYPE System.Object\n\nid\tSTATUS\n", b'\t', 3, 0),
            (
                "Report,of,May\na,b,c,d,e,f\nx,y,z\nId,Status\n1,2\n",
                b',',
                4,
                3,
            ),
            ("Id|Status", b'|', 1, 0),
        ] {
            let found = of(text);
            assert_eq!(
                (found.delimiter, found.lines, found.title),
                (delimiter, lines, title),
                "{text}"
            );
            let below = &text[found.body..];
            assert!(!below.to_lowercase().contains("status"), "{below}");
        }
    }

    #[test]
    fn an_unknown_header_is_told_by_the_width_of_the_rows() {
        let text = "Export of 3 May\n\nName;Day;Amount\n\"a;b\";1,5;2\nc;2,5;3\nd;3,5;4\n";
        let found = of(text);
        assert_eq!((found.delimiter, found.title), (b';', 1));
        assert_eq!(found.columns.names(), ["Name", "Day", "Amount"]);
        assert_eq!(head("one column\n1\n2\n", |_| false), None);
        assert_eq!(head("", |_| false), None);
        assert_eq!(head(&",".repeat(LONGEST + 1), |_| false), None);
    }
}
