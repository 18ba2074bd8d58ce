//! Bad input: very much of it, in every script, in circles, in bombs. Told in time and without harm.

use std::fmt::Write;
use std::time::Duration;

use tickmark::authoring::document::{Given, draft};
use tickmark::authoring::{Source, text};

use crate::clock::Clock;

use super::{drafted, folder, problems, question, said, small};

/// Far above what any case takes without optimisation on a slow machine; without a bound, some take for ever.
const IN_TIME: Duration = Duration::from_secs(20);

fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let start = Clock::start();
    let done = work();
    assert!(start.elapsed() < IN_TIME, "took {:?}", start.elapsed());
    done
}

/// The problems of bytes that are perhaps no text.
fn of_bytes(bytes: &[u8]) -> String {
    let source = Source {
        name: "own.yaml".to_owned(),
        bytes: bytes.to_vec(),
    };
    let open = |_: &str, name: &str| Err(name.to_owned());
    let drafts = draft(&[Given::File(source)], None, &open).unwrap();
    let found = drafts.iter().flat_map(|d| &d.problems);
    found.map(ToString::to_string).collect()
}

#[test]
fn five_thousand_questions() {
    let all: String = (0..5000).map(|i| question(&format!("q{i}"))).collect();
    let sound = in_time(|| drafted("own.yaml", &small(&all)));
    assert!(sound.problems.is_empty());
    assert_eq!(
        sound.document.list_at("questionnaires")[0]
            .list_at("questions")
            .len(),
        5000
    );
    let json = sound.canonical();
    assert!(
        in_time(|| problems("own.json", &json)).is_empty(),
        "on one line"
    );
    let wrong = small(&all)
        .replace("[AC-04]", "[AC-0x]")
        .replace("level: 3", "level: 0");
    let said = in_time(|| problems("own.yaml", &wrong));
    assert_eq!(said.matches("[unknown-control]").count(), 5000);
    assert_eq!(said.matches("[not-monotone]").count(), 5000);
    let shapes = small(&all).replace("rev: 1", "rev: one");
    assert_eq!(
        in_time(|| problems("own.yaml", &shapes))
            .matches("[wrong-shape]")
            .count(),
        5000
    );
}

#[test]
fn texts_of_a_megabyte() {
    let long = "a".repeat(1_000_000);
    let said = in_time(|| problems("own.yaml", &small(&question("one")).replace("Ours.", &long)));
    assert_eq!(
        said,
        "own.yaml:4:8: the introduction has 1000000 characters; allowed: 20000 [out-of-range]\n"
    );
    let hint = format!("    hint: \"{long}\"\n    rev: 1");
    let said = in_time(|| {
        problems(
            "own.yaml",
            &small(&question("one")).replace("    rev: 1", &hint),
        )
    });
    assert_eq!(
        said,
        "own.yaml:8:11: found a text of 1000000 characters; allowed: 20000 [out-of-range]\n"
    );
    for place in ["AC-04", "one", "rev"] {
        let text = small(&question("one")).replacen(place, &long, 1);
        let said = in_time(|| problems("own.yaml", &text));
        assert!(
            !said.is_empty() && said.len() < 2000,
            "never echoed: {} bytes",
            said.len()
        );
    }
    let spaced = in_time(|| of_bytes(&b" ".repeat(1_000_000)));
    assert!(
        spaced.contains("the file is empty [empty-file]"),
        "{spaced}"
    );
    let more = in_time(|| of_bytes(&vec![b'a'; text::MAX_BYTES + 1]));
    assert!(
        more.contains("own.yaml:1:1: the file has more than"),
        "{more}"
    );
}

#[test]
fn every_script_in_texts_and_none_but_latin_in_ids() {
    for words in [
        "هل تراجع الصلاحيات؟",
        "האם הרשאות נבדקות?",
        "每季度审查访问权限吗？",
        "アクセスは確認されていますか",
        "Überprüft – ja 👍🏽",
        "e\u{301}\u{200d}\u{200f}",
    ] {
        let text = small(&question("one")).replace("Is all access reviewed?", words);
        assert_eq!(problems("own.yaml", &text), "", "{words}");
    }
    for id in [
        "مراجعة",
        "בדיקה",
        "审查",
        "über",
        "o\u{43d}e",
        "one two",
        "\"\"",
        "one\u{200b}",
    ] {
        let said = problems("own.yaml", &small(&question(id)));
        assert!(
            said.starts_with("own.yaml:7:9: ") && said.contains("is not an id"),
            "{id}: {said}"
        );
    }
    let turned = small(&question("one")).replace("Ours.", "\"all \\u202Ereviewed\"");
    assert_eq!(
        problems("own.yaml", &turned),
        "own.yaml:4:8: the text has the control character U+202E [wrong-shape]
help: Readers would see another text than the file has.\n"
    );
    let column = small(&question("one")).replace("text: No.", "text: \"はい\", levl: 1");
    assert!(
        problems("own.yaml", &column).contains("own.yaml:15:45: "),
        "columns count characters"
    );
}

#[test]
fn conditions_that_wait_for_each_other() {
    let said = problems(
        "own.yaml",
        "format: tickmark-overlay
version: 1
base: quick
questionnaire: { id: own, version: 1.0.0 }
scoping:
  change:
    - { id: hosting, when: [{ fact: offices, is: [some] }] }
    - { id: offices, when: [{ fact: hosting, is: [own] }] }
",
    );
    assert_eq!(
        said,
        "own.yaml:7:22: scoping facts wait for each other in a circle: hosting → offices → hosting [cycle]\n"
    );
    let mut chain = String::from(
        "- { id: f0, text: t, why: w, options: [{ id: a, text: a }], when: [{ fact: f1999, is: [a] }] }\n",
    );
    for i in 1..2000 {
        writeln!(
            chain,
            "- {{ id: f{i}, text: t, why: w, options: [{{ id: a, text: a }}], when: [{{ fact: f{}, is: [a] }}] }}",
            i - 1
        )
        .unwrap();
    }
    let said = in_time(|| problems("scoping.yaml", &chain));
    assert!(said.contains("wait for each other in a circle: "), "{said}");
    assert!(
        said.lines().all(|l| l.len() < 400),
        "a circle is named by its beginning"
    );
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let mut laughs = String::from("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for i in 1..40 {
        let names = vec![format!("*a{}", i - 1); 10].join(", ");
        writeln!(laughs, "a{i}: &a{i} [{names}]").unwrap();
    }
    let said = in_time(|| problems("own.yaml", &laughs));
    assert!(
        said.contains("more than 1000000 values, repetitions counted [too-large]"),
        "{said}"
    );
    let mut heavy = format!("a: &a {}\nb:\n", "x".repeat(1_000_000));
    heavy.push_str(&"  - *a\n".repeat(10_000));
    let said = in_time(|| problems("own.yaml", &heavy));
    assert!(said.contains("[too-large]"), "{said}");
    assert!(said.starts_with("own.yaml:3"), "{said}");
    let said = problems("own.yaml", "a: &a [*a]\n");
    assert!(
        said.contains("own.yaml:1:8: this repeats something that holds it [cycle]"),
        "{said}"
    );
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
        for depth in [65, 250, 100_000] {
            let deep = open.repeat(depth) + &close.repeat(depth);
            let said = in_time(|| problems("own.yaml", &deep));
            assert!(
                said.contains("nested too deeply") || said.contains("[not-yaml]"),
                "{said}"
            );
        }
    }
    let deep = "- ".repeat(50_000);
    assert!(in_time(|| problems("own.yaml", &deep)).contains("nested too deeply"));
    let many = format!("[{}]", "1,".repeat(2_000_000));
    assert!(in_time(|| problems("own.yaml", &many)).contains("[too-large]"));
    let keys = format!("{{{}}}", "a: 1,".repeat(200_000));
    assert!(in_time(|| problems("own.yaml", &keys)).contains("is there twice"));
}

#[test]
fn a_repetition_within_bounds_is_read() {
    let text = small(&question("one")).replace(
        "at10: a, at50: b, at200: c",
        "at10: &same Alike., at50: *same, at200: *same",
    );
    let draft = drafted("own.yaml", &text);
    assert!(draft.problems.is_empty(), "{:?}", draft.problems);
    let value = draft.document.value();
    let sizes = &value["questionnaires"][0]["questions"][0]["help"]["goodLooksLike"];
    assert_eq!(sizes["at200"], "Alike.");
}

#[test]
fn what_is_no_text_or_no_yaml_is_told_with_its_place() {
    let cases: [(&[u8], &str); 12] = [
        (
            b"id: own\ntitle: \xff\xfe\n",
            "own.yaml:2:8: this is not UTF-8 text [not-text]",
        ),
        (
            b"\xff\xfei\0d\0",
            "own.yaml:1:1: this is not UTF-8 text [not-text]",
        ),
        (
            b"id: \xe9\n",
            "own.yaml:1:5: this is not UTF-8 text [not-text]",
        ),
        (b"", "own.yaml:1:1: the file is empty [empty-file]"),
        (
            b"# nothing but a remark\n",
            "own.yaml:1:1: the file is empty [empty-file]",
        ),
        (
            b"id: own\nid: other\n",
            "own.yaml:2:1: the key `id` is there twice; it stands on line 1 already [wrong-shape]",
        ),
        (
            b"id: own\n---\nid: own\n",
            "own.yaml:2:1: a second document begins; a file holds one [wrong-shape]",
        ),
        (
            b"id: !!int 7\n",
            "own.yaml:1:11: tags such as `!name` are not read here [wrong-shape]",
        ),
        (
            b"[a]: 1\n",
            "own.yaml:1:1: a key is a text; found a list or an object [wrong-shape]",
        ),
        (
            b"id: .inf\n",
            "own.yaml:1:5: a number without bounds; found no finite value [out-of-range]",
        ),
        (
            b"id: *gone\n",
            "own.yaml:1:5: this is not YAML: while parsing node, found unknown anchor [not-yaml]",
        ),
        (
            b"just words\n",
            "own.yaml:1:1: this is no questionnaire, overlay, compiled content or file of a catalogue [wrong-document]",
        ),
    ];
    for (bytes, expected) in cases {
        let said = of_bytes(bytes);
        assert_eq!(said.lines().next(), Some(expected), "{said}");
    }
    let saved = of_bytes(include_bytes!("../../examples/acme/assessment.json"));
    assert!(
        saved.contains("expected `tickmark-content` [wrong-document]"),
        "{saved}"
    );
    assert!(saved.contains("help: `tickmark check`"), "{saved}");
}

#[test]
fn words_mean_what_yaml_1_2_says() {
    let read = |text: &str| {
        let source = Source {
            name: "own.yaml".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        text::read(&source).unwrap().value().to_string()
    };
    for (text, expected) in [
        (
            "[no, yes, on, off, y, NO]",
            r#"["no","yes","on","off","y","NO"]"#,
        ),
        (
            "[true, True, false, null, ~, ]",
            "[true,true,false,null,null]",
        ),
        (
            "[1, -1, +1, 007, 0x1f, 0o17, 1_000, 12:30]",
            r#"[1,-1,1,7,31,15,"1_000","12:30"]"#,
        ),
        (
            "[1.5, .5, 1., 1e3, 1,5, 1.0.0, 2026-01-01]",
            r#"[1.5,0.5,1.0,1000.0,1,5,"1.0.0","2026-01-01"]"#,
        ),
        ("[\"1\", 'no', !!str 5]", r#"["1","no","5"]"#),
        (
            "a: |\n  two\n  lines\nb: >-\n  one\n  line\n",
            r#"{"a":"two\nlines\n","b":"one line"}"#,
        ),
        ("<<: { a: 1 }", r#"{"<<":{"a":1}}"#),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(read(text), expected);
    }
}

#[test]
fn noise_never_stops_the_reader() {
    // A small generator of our own: the same noise everywhere.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap()
    };
    let sound = small(&question("one")).into_bytes();
    let marks: &[u8] = b"{}[]:,-&*!|>'\"%@`#?\t\n 0aZ\xc3\xff\0";
    in_time(|| {
        for _ in 0..300 {
            let mut bytes = sound.clone();
            for _ in 0..=next() % 6 {
                let at = next() % bytes.len();
                match next() % 3 {
                    0 => bytes[at] = marks[next() % marks.len()],
                    1 => bytes.insert(at, marks[next() % marks.len()]),
                    _ => {
                        bytes.remove(at);
                    }
                }
            }
            for line in of_bytes(&bytes)
                .lines()
                .filter(|l| !l.starts_with("help: "))
            {
                assert!(line.starts_with("own.yaml:"), "{line}");
            }
        }
    });
}

#[test]
fn the_command_line_bears_it_too() {
    let folder = folder("hostile");
    std::fs::write(folder.join("own.yaml"), b"id: own\ntitle: \xff\n").unwrap();
    std::fs::File::create(folder.join("large.yaml"))
        .unwrap()
        .set_len(200_000_000)
        .unwrap();
    assert!(said(&folder, &["lint", "own.yaml"], 2).contains("own.yaml:2:8: "));
    let told = in_time(|| said(&folder, &["compile", "large.yaml"], 2));
    assert!(told.contains("[too-large]"), "{told}");
}
