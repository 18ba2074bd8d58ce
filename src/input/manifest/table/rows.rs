//! The rows of a table, numbered as a spreadsheet numbers them.

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

/// Every row that is not blank, with its number.
///
/// One character ends a row, not a pair, so that the count of lines is exact at its end.
pub(super) fn rows(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
    let mut text = text.trim_start_matches('\u{feff}').to_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::Any(b'\n'))
        .build();
    let mut input = text.as_bytes();
    // INVARIANT: what is written is no longer than the text, and each end has a delimiter or is the last.
    let mut bytes = vec![0; text.len()];
    let mut ends = vec![0; input.iter().filter(|b| **b == delimiter).count() + 2];
    let (mut filled, mut fields) = (0, 0);
    let mut found = Vec::new();
    // Line ends within cells so far: they are lines and no rows.
    let mut inside: u64 = 0;
    loop {
        let (result, taken, written, ended) = reader.read_record(
            input,
            bytes.get_mut(filled..).unwrap_or_default(),
            ends.get_mut(fields..).unwrap_or_default(),
        );
        let was_over = input.is_empty();
        input = input.get(taken..).unwrap_or_default();
        (filled, fields) = (filled + written, fields + ended);
        match result {
            ReadRecordResult::Record => {}
            // A quote that is not closed takes in the rest of the file.
            ReadRecordResult::InputEmpty if !was_over => continue,
            _ => return found,
        }
        let cells = cells(&bytes, ends.get(..fields).unwrap_or_default());
        (filled, fields) = (0, 0);
        let within: u64 = cells.iter().map(|c| lines(c)).sum();
        let number = reader.line().saturating_sub(1 + within + inside);
        inside += within;
        if cells.iter().any(|c| !c.trim().is_empty()) {
            found.push((number, cells));
        }
    }
}

fn lines(cell: &str) -> u64 {
    let breaks = cell.bytes().filter(|b| *b == b'\n').count();
    u64::try_from(breaks).unwrap_or(0)
}

fn cells(bytes: &[u8], ends: &[usize]) -> Vec<String> {
    let mut start = 0;
    let mut found: Vec<String> = Vec::with_capacity(ends.len());
    for end in ends {
        let cell = bytes.get(start..*end).unwrap_or_default();
        found.push(String::from_utf8_lossy(cell).into_owned());
        start = *end;
    }
    if let Some(last) = found.last_mut()
        && last.ends_with('\r')
    {
        last.pop();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::rows;

    fn numbered(text: &str) -> Vec<(u64, Vec<String>)> {
        rows(text, b',')
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let cells = |all: &[&str]| all.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "\"1\n2\",x", ",", "3,4"].join(end);
            let wanted = vec![
                (1, cells(&["a", "b"])),
                (3, cells(&["1\n2", "x"])),
                (5, cells(&["3", "4"])),
            ];
            assert_eq!(numbered(&text), wanted, "{end:?}");
            assert_eq!(numbered(&(text + end)), wanted, "{end:?}");
        }
        assert!(numbered("").is_empty());
        let open = numbered("a\n\"b,1\nc");
        assert_eq!(open.len(), 2);
    }
}
