//! Every shape of time seen in an export, as a row.

use proptest::prelude::*;

use super::*;
use crate::evidence::decode::zone::Zone;

fn plain(text: &str) -> Time {
    Time::parse(text, &Dialect::PLAIN)
}

/// The time as text: `Z` a moment, nothing after it a local time or a day.
fn shown(time: Time) -> String {
    let stamp = |ms: i64| {
        let date = Date::EPOCH.plus_days(ms.div_euclid(DAY));
        let rest = ms.rem_euclid(DAY);
        let (s, ms) = (rest / 1000, rest % 1000);
        let (h, m, s) = (s / 3600, s / 60 % 60, s % 60);
        format!("{date} {h:02}:{m:02}:{s:02}.{ms:03}")
    };
    match time {
        Time::Nothing => "nothing".into(),
        Time::Unreadable => "unreadable".into(),
        Time::Instant(ms) => stamp(ms) + "Z",
        Time::Local(ms) => stamp(ms),
        Time::Day(date) => date.to_string(),
        Time::Slashed { first, second, .. } => format!(
            "{first}/{second}: {} or {}",
            shown(time.settle(Order::DayFirst)),
            shown(time.settle(Order::MonthFirst))
        ),
    }
}

#[test]
fn every_shape_is_read() {
    for (text, time) in [
        // Moments.
        ("2020-08-27T01:21:25.000Z", "2020-08-27 01:21:25.000Z"),
        ("2016-10-06T15:47:11+00:00", "2016-10-06 15:47:11.000Z"),
        ("2022-01-11T20:42:25.000-0500", "2022-01-12 01:42:25.000Z"),
        (
            "2022-06-24 14:20:19.961496+00:00",
            "2022-06-24 14:20:19.961Z",
        ),
        ("2022-11-03T06:23:06.123456789Z", "2022-11-03 06:23:06.123Z"),
        (
            "2023-04-03 20:20:00.43042 +0000 UTC",
            "2023-04-03 20:20:00.430Z",
        ),
        (
            "2023-04-03 20:20:00.43042 +0000 CET",
            "2023-04-03 20:20:00.430Z",
        ),
        ("2026-03-29 10:00:00+02", "2026-03-29 08:00:00.000Z"),
        ("Tue, 03 Mar 2026 13:00:00 GMT", "2026-03-03 13:00:00.000Z"),
        (
            "Tue Mar 03 2026 13:00:00 GMT+0100 (CET)",
            "2026-03-03 12:00:00.000Z",
        ),
        // Without zone.
        ("2025-02-14 14:27:03.913874", "2025-02-14 14:27:03.913"),
        ("2020-09-29 07:55:04.733", "2020-09-29 07:55:04.733"),
        ("2016-12-12T15:19", "2016-12-12 15:19:00.000"),
        ("2016/04/04 00:24:13", "2016-04-04 00:24:13.000"),
        ("2023-04-03 20:20:00 CET", "2023-04-03 20:20:00.000"),
        ("2026-1-5 9:07", "2026-01-05 09:07:00.000"),
        ("13.02.2026 14:05", "2026-02-13 14:05:00.000"),
        ("13.02.2026, 14:05 Uhr", "2026-02-13 14:05:00.000"),
        ("22/Sep/25 9:26 AM", "2025-09-22 09:26:00.000"),
        ("18/jul/26 9:10\u{202f}PM", "2026-07-18 21:10:00.000"),
        ("18/dez./26 9:10 p.\u{a0}m.", "2026-12-18 21:10:00.000"),
        ("Feb 03, 2026 07:00 AM", "2026-02-03 07:00:00.000"),
        ("Jan 5, 2021 10:24:08 MST", "2021-01-05 10:24:08.000"),
        // Days.
        ("2026-01-15", "2026-01-15"),
        ("2000/01/04", "2000-01-04"),
        ("20260115", "2026-01-15"),
        ("05-Mar-2026", "2026-03-05"),
        ("05-MAR-83", "1983-03-05"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("5 de març\u{327}o de 2026", "2026-03-05"),
        ("1er août 2026", "2026-08-01"),
        ("12. Mär. 2026", "2026-03-12"),
        ("12 Ma\u{308}rz 2026", "2026-03-12"),
        ("3. 2. 2026", "2026-02-03"),
        ("January 3rd, 2026", "2026-01-03"),
        ("2026-Mar-05", "2026-03-05"),
        ("01.02.69", "1969-02-01"),
        ("01.02.68", "2068-02-01"),
        ("05/05/2026", "2026-05-05"),
        // Open in their order.
        ("12/02/2025", "12/2: 2025-02-12 or 2025-12-02"),
        ("07/05/11", "7/5: 2011-05-07 or 2011-07-05"),
        ("1-2-2025", "1/2: 2025-02-01 or 2025-01-02"),
        (
            "8/19/2021 1:25:31 PM",
            "8/19: unreadable or 2021-08-19 13:25:31.000",
        ),
        (
            "\u{200e}8/\u{200e}19/\u{200e}2021 1:25:31 PM",
            "8/19: unreadable or 2021-08-19 13:25:31.000",
        ),
        (
            "6/15/2026, 12:40:24.178 PM",
            "6/15: unreadable or 2026-06-15 12:40:24.178",
        ),
        (
            "22/09/2022 13:01",
            "22/9: 2022-09-22 13:01:00.000 or unreadable",
        ),
        (
            "3/12/2025 7:22:01 AM +0100",
            "3/12: 2025-12-03 06:22:01.000Z or 2025-03-12 06:22:01.000Z",
        ),
    ] {
        assert_eq!(shown(plain(text)), time, "{text}");
        assert_eq!(shown(plain(&format!(" {text} "))), time, "{text}");
    }
}

#[test]
fn sentinels_are_nothing() {
    for text in [
        "",
        "  ",
        "0000-00-00",
        "N/A",
        "NULL",
        "(blank)",
        "'-",
        "-",
        "none",
        "null",
        "Never logged in",
        "never",
        "N/A-StillEmployed",
        "no_information",
        "0",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00",
        "1/1/1970",
        "0001-01-01T00:00:00Z",
        "0001-01-01 00:00:00 +0000 UTC",
    ] {
        assert_eq!(plain(text), Time::Nothing, "{text}");
    }
    let dialect = Dialect {
        nulls: &["9999-12-31", "pending"],
        ..Dialect::PLAIN
    };
    assert_eq!(Time::parse("9999-12-31", &dialect), Time::Nothing);
    assert_eq!(Time::parse("Pending", &dialect), Time::Nothing);
    assert_eq!(plain("pending"), Time::Unreadable);
}

#[test]
fn what_is_no_time_is_unreadable() {
    for text in [
        "tomorrow",
        "2026",
        "2026-02-30",
        "2026-13-01",
        "31/31/2026",
        "30/02/2026",
        "02/29/2025",
        "1/2/345",
        "1/2",
        "12:30",
        "2026-01-05T25:00",
        "2026-01-05T10:00 then",
        "2026-01-05x",
        "March 2026",
        "5 Foo 2026",
        "45292",
        "1602979200",
        "99999999",
        "12345678",
        "1.5.2",
        "2026-01-05T",
        "1/2/202612:00",
        "3月5日",
        "１/２/2026",
        "2026-01/05",
        "1/2-2026",
        "...",
        "0000-01-01",
        "5 de",
    ] {
        assert_eq!(plain(text), Time::Unreadable, "{text}");
    }
}

#[test]
fn a_dialect_says_what_cells_do_not() {
    let seconds = Dialect {
        epoch: Some(Epoch::Seconds),
        ..Dialect::PLAIN
    };
    let milliseconds = Dialect {
        epoch: Some(Epoch::Milliseconds),
        ..Dialect::PLAIN
    };
    let serials = Dialect {
        serials: true,
        ..Dialect::PLAIN
    };
    let utc = Dialect::PLAIN.headed("TimeGenerated [UTC]");
    let american = Dialect {
        order: Some(Order::MonthFirst),
        ..Dialect::PLAIN.headed("Date (utc) ")
    };
    assert!(!Dialect::PLAIN.headed("UTC é").utc);
    for (dialect, text, time) in [
        (seconds, "1602979200", "2020-10-18 00:00:00.000Z"),
        (seconds, "1602979200.5", "2020-10-18 00:00:00.500Z"),
        (seconds, "1602979200000", "unreadable"),
        (seconds, "2020-10-18", "2020-10-18"),
        (seconds, "0", "nothing"),
        (seconds, "0.000", "nothing"),
        (milliseconds, "1602979200123", "2020-10-18 00:00:00.123Z"),
        (milliseconds, "1602979200", "unreadable"),
        (milliseconds, "20260115", "unreadable"),
        (serials, "45292", "2024-01-01"),
        (serials, "45292.0", "2024-01-01"),
        (serials, "45292.393055555555556", "2024-01-01 09:26:00.000"),
        (serials, "19999", "unreadable"),
        (serials, "60001", "unreadable"),
        (utc, "2016-12-12 15:19:57", "2016-12-12 15:19:57.000Z"),
        (utc, "2016-12-12 15:19:57+0100", "2016-12-12 14:19:57.000Z"),
        (utc, "2016-12-12", "2016-12-12"),
        (
            utc,
            "6/5/2026, 12:40:24.178 PM",
            "6/5: 2026-05-06 12:40:24.178Z or 2026-06-05 12:40:24.178Z",
        ),
        (american, "6/5/2026, 12:40 PM", "2026-06-05 12:40:00.000Z"),
        (american, "15/6/2026, 12:40 PM", "unreadable"),
        (american, "05.06.2026", "2026-06-05"),
    ] {
        assert_eq!(shown(Time::parse(text, &dialect)), time, "{text}");
    }
}

/// All that a dialect may allow, at once.
const LENIENT: Dialect = Dialect {
    nulls: &["é"],
    order: None,
    epoch: Some(Epoch::Seconds),
    serials: true,
    utc: true,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read(text in ".{0,40}", near in "[0-9]{0,5}[-/. :TZ+,a-zÄéº]{0,3}[0-9]{0,14}[-/. :TZ+AaPpMm\u{202f}]{0,3}[0-9]{0,5}[ .:+-]{0,2}[0-9MARmar]{0,5}") {
        for text in [text, near] {
            for dialect in [Dialect::PLAIN, LENIENT] {
                let time = Time::parse(&text, &dialect);
                let _ = time.settle(Order::DayFirst).span(&Zone::Unknown);
                let _ = time.settle(Order::MonthFirst).span(&Zone::Unknown);
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again(ms in 86_400_000_i64..4_102_444_800_000) {
        for time in [Time::Instant(ms), Time::Local(ms)] {
            prop_assert_eq!(plain(&shown(time)), time);
            prop_assert_eq!(plain(&shown(time).replacen(' ', "T", 1)), time);
        }
        let date = Date::EPOCH.plus_days(ms / DAY);
        let (y, m, d) = date.parts();
        for text in [
            format!("{date}"),
            format!("{y}{m:02}{d:02}"),
            format!("{d}.{m}.{y}"),
            format!("{d:02}-{}-{y}", crate::date::month_name(m)),
            format!("{} {d}, {y}", crate::date::month_name(m)),
        ] {
            prop_assert_eq!(plain(&text), Time::Day(date), "{}", text);
        }
        prop_assert_eq!(plain(&format!("{d}/{m}/{y}")).settle(Order::DayFirst), Time::Day(date));
        prop_assert_eq!(plain(&format!("{m}/{d}/{y}")).settle(Order::MonthFirst), Time::Day(date));
    }
}
