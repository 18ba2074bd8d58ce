//! Archives built here, whole, lying and broken.

use std::io::Write;

use super::*;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

/// An archive of these files.
pub(in super::super) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let day = zip::DateTime::from_date_and_time(2026, 3, 31, 9, 30, 0).unwrap();
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(day);
    for (name, bytes) in files {
        if name.ends_with('/') {
            writer.add_directory(*name, options).unwrap();
        } else {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Changes bytes at an offset of every header that begins with `signature`.
fn patched(mut bytes: Vec<u8>, signature: &[u8], offset: usize, with: &[u8]) -> Vec<u8> {
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter_map(|(at, four)| (four == signature).then_some(at))
        .collect();
    for at in places {
        bytes[at + offset..at + offset + with.len()].copy_from_slice(with);
    }
    bytes
}

fn refusal(bytes: &[u8]) -> (Code, String) {
    let problem = members(bytes).unwrap_err();
    assert!(!problem.message.ends_with('.'), "{}", problem.message);
    (problem.code, problem.message)
}

#[test]
fn the_files_that_are_meant_are_found() {
    let archive = zipped(&[
        ("export/", b""),
        ("export/users.csv", b"a,b\n1,2\n"),
        ("__MACOSX/export/._users.csv", b"x"),
        ("export/.DS_Store", b"x"),
        ("export\\log\u{202e}\u{7}.json", b"[]"),
        ("book.xlsx", &zipped(&[("[Content_Types].xml", b"<x/>")])),
    ]);
    let members = members(&archive).unwrap();
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["export/users.csv", "export/log.json", "book.xlsx"]);
    assert_eq!(members[0].bytes, b"a,b\n1,2\n");
}

#[test]
fn what_is_too_much_is_refused() {
    let names: Vec<String> = (0..=FILES).map(|n| format!("{n}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"a"[..]))
        .collect();
    let (code, message) = refusal(&zipped(&files));
    assert_eq!(code, Code::TooLarge);
    assert_eq!(message, "the archive has 501 files; at most 500 are read");
    assert_eq!(members(&zipped(&files[1..])).unwrap().len(), FILES);

    let bomb = zipped(&[("zeros", &vec![0; 3_000_000])]);
    let (code, message) = refusal(&bomb);
    assert_eq!(code, Code::TooLarge);
    assert!(message.contains("more than 100 times"), "{message}");
    // Of a short file nobody minds.
    assert!(members(&zipped(&[("zeros", &vec![0; 900_000])])).is_ok());
}

#[test]
fn what_the_header_says_is_not_believed() {
    let honest = zipped(&[("a.csv", b"a,b\n1,2\n")]);
    let (central, size) = (b"PK\x01\x02", 24);
    let claims = |count: u32| patched(honest.clone(), central, size, &count.to_le_bytes());
    let (code, message) = refusal(&claims(4_000_000_000));
    assert_eq!(code, Code::TooLarge);
    assert!(
        message.contains("4000000000 bytes; at most 200000000"),
        "{message}"
    );
    for lie in [3, 9] {
        assert_eq!(refusal(&claims(lie)).0, Code::IncompleteFormat, "{lie}");
    }
    // Together too large, each alone small enough.
    let two = zipped(&[("a", b"1"), ("b", b"2")]);
    let two = patched(two, central, size, &150_000_000_u32.to_le_bytes());
    assert_eq!(refusal(&two).0, Code::IncompleteFormat);
}

#[test]
fn encrypted_nested_and_broken_archives_are_told_apart() {
    let honest = zipped(&[("a.csv", b"a,b\n1,2\n")]);
    let locked = patched(honest.clone(), b"PK\x01\x02", 8, &[1, 0]);
    let locked = patched(locked, b"PK\x03\x04", 6, &[1, 0]);
    assert_eq!(
        refusal(&locked),
        (Code::NotText, "file 1 of the archive is encrypted".into())
    );
    assert_eq!(
        refusal(&zipped(&[("in.zip", &honest)])).0,
        Code::UnknownFormat
    );
    assert_eq!(refusal(&honest[..honest.len() - 30]).0, Code::Truncated);
    assert_eq!(refusal(b"a,b\n").0, Code::UnknownFormat);
    assert_eq!(refusal(&zipped(&[(".hidden", b"a")])).0, Code::EmptyFile);
    let squeezed = patched(honest.clone(), b"PK\x01\x02", 10, &[9, 0]);
    let squeezed = patched(squeezed, b"PK\x03\x04", 8, &[9, 0]);
    assert_eq!(refusal(&squeezed).0, Code::NotText);
    let wrong_sum = patched(honest, b"PK\x01\x02", 16, &[1, 2, 3, 4]);
    assert_eq!(refusal(&wrong_sum).0, Code::IncompleteFormat);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_bytes_bring_it_down(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = zipped(&[("a.csv", b"a,b\n1,2\n"), ("dir/b.json", b"[1,2,3]")]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        let _ = members(&bytes);
    }
}
