//! The same result gives the same bytes, whatever the language and the time zone of the machine.

use super::*;

/// Every format that the command line writes to its output and that no other test file reads as a whole.
fn formats() -> Vec<&'static str> {
    let exports = Export::ALL.iter().map(|e| e.as_str());
    exports.chain(["json", "xlsx"]).collect()
}

fn written(format: &str, environment: [(&str, &str); 3]) -> Vec<u8> {
    let out = Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(["assess", "examples/acme/full.json", "--format", format])
        .env_clear()
        .envs(environment)
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    out.stdout
}

#[test]
fn every_export_is_the_same_bytes_everywhere() {
    for format in formats() {
        let here = written(format, [("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C")]);
        let there = [
            ("TZ", "Pacific/Auckland"),
            ("LANG", "de_DE.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ];
        assert!(here.len() > 1000, "{format}");
        assert!(here == written(format, there), "{format}");
    }
}

#[test]
fn a_format_that_is_none_is_refused_with_those_that_are() {
    let out = Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(["assess", "examples/acme/full.json", "--format", "csv"])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    let told = String::from_utf8(out.stderr).unwrap();
    for export in Export::ALL {
        assert!(told.contains(export.as_str()), "{told}");
        assert_eq!(Export::named(export.as_str()), Some(*export));
    }
}
