//! What holds for every cut, every order of rows and any bytes.

use proptest::prelude::*;

use super::*;

/// Every place, not a choice of them: each is cheap.
#[test]
fn a_cut_is_seen_unless_it_is_at_the_end_of_a_row() {
    let wide = utf16le(CSV);
    for at in 0..CSV.len() {
        let whole_rows = CSV[at..].starts_with('\n') || CSV[..at].ends_with('\n');
        let has_rows = CSV[..at].lines().count() > 1;
        for bytes in [&CSV.as_bytes()[..at], &wide[..2 * at]] {
            match inspect("cut", bytes, &stated()) {
                Ok(seen) => {
                    assert!(whole_rows && has_rows, "cut at {at} was accepted");
                    for paper in &seen.workpapers {
                        assert!(
                            paper
                                .limits
                                .iter()
                                .any(|l| l.contains("cut at the end of a row"))
                        );
                    }
                }
                Err(_) => assert!(!(whole_rows && has_rows), "cut at {at} was refused"),
            }
        }
        // Half a line end at the very end is what some tools leave behind a whole file.
        let half = inspect("cut", &wide[..2 * at + 1], &stated());
        assert!(half.is_err() || CSV[at..].starts_with('\n'), "{at}");
    }
}

#[test]
fn a_cut_in_json_is_always_seen() {
    for text in [CLI, RECORDED] {
        let text = text.trim_end();
        for at in 1..text.len() {
            assert_eq!(code(&text[..at]), Code::Truncated, "cut at {at}");
        }
    }
}

/// A cut in the last cell, whichever column comes last.
#[test]
fn a_cut_in_a_cell_of_free_text_is_said_to_be_possible() {
    let rows: Vec<Vec<&str>> = CSV.lines().map(|line| line.split(',').collect()).collect();
    for last in 0..rows[0].len() {
        let moved: Vec<String> = rows
            .iter()
            .map(|row| {
                let mut row = row.clone();
                let cell = row.remove(last);
                row.push(cell);
                row.join(",")
            })
            .collect();
        let text = moved.join("\n");
        let cell = rows[rows.len() - 1][last];
        for cut in 1..=cell.len() {
            let Ok(seen) = inspect("cut", &text.as_bytes()[..text.len() - cut], &stated()) else {
                continue;
            };
            let said = |l: &String| l.contains("a cut inside that cell would not show");
            assert!(
                seen.workpapers
                    .iter()
                    .all(|paper| paper.limits.iter().any(said)),
                "{last}"
            );
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_no_count(order in Just((2..14_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let lines: Vec<&str> = CSV.lines().collect();
        let shuffled: String = std::iter::once(1)
            .chain(order)
            .map(|row| format!("{}\n", lines[row - 1]))
            .collect();
        let (shuffled, plain) = (seen(shuffled, &stated()), seen(CSV, &stated()));
        prop_assert_eq!(counts(&shuffled), counts(&plain));
        prop_assert_eq!((shuffled.rows, shuffled.system), (plain.rows, plain.system));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..CSV.len()) {
        let _ = inspect("noise", &bytes, &stated());
        let spoiled = [&CSV.as_bytes()[..at], &bytes, &CSV.as_bytes()[at..]].concat();
        let _ = inspect("noise", &spoiled, &stated());
        let _ = sniff(&spoiled);
    }

    #[test]
    fn every_item_is_accounted_for(cells in proptest::collection::vec(
        ("[2-9]|1[0-3]", 3..22_usize, "true|FALSE|N/A|no_information|not_supported||x|2026-10-01T00:00:00Z|2027-01-01T00:00:00Z"), 0..12)
    ) {
        let mut rows: Vec<Vec<String>> =
            CSV.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        for (row, column, value) in cells {
            rows[row.parse::<usize>().unwrap() - 1][column] = value;
        }
        let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        for terms in [terms(), stated()] {
            for (population, excluded, tested, deviations, undecided) in counts(&seen(&text, &terms)) {
                prop_assert_eq!(population as usize, excluded as usize + tested as usize + undecided);
                prop_assert!(deviations <= tested as usize);
            }
        }
    }
}
