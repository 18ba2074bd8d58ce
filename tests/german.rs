//! The report in another language: whole reports in German, nothing of them left in English, the same figures and digests, and
//! every sentence of the code known to those who translate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use expect_test::expect_file;
use serde_json::{Value, json};
use tickmark::authoring::Source;
use tickmark::authoring::text;
use tickmark::comparison::{Side, compare};
use tickmark::date::month_name;
use tickmark::evaluate;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::builtin;
use tickmark::input::content::Content;
use tickmark::input::digest::Identity;
use tickmark::input::locale::{Locale, Spoken};
use tickmark::plan::fixes::Limits;
use tickmark::report::{Format, Language, Layout, Reader, Templates};
use tickmark::share::verify::{Cause, verify};

use crate::pipeline::{run_on, story};

/// Parts of sentences of fewer letters are no words of English alone.
const LETTERS: usize = 9;

struct Speech {
    content: Content,
    report: Rc<Locale>,
}

/// The library in the words of locales.
fn spoken(locales: Vec<Locale>) -> Speech {
    let english = tickmark::input::content().unwrap();
    let mut spoken = Spoken::default();
    for locale in locales {
        spoken.add(locale, &[english]).unwrap();
    }
    let document = builtin::document().unwrap();
    Speech {
        content: spoken.content(document, english, None).unwrap(),
        report: spoken.report().unwrap(),
    }
}

fn german() -> Speech {
    let mut locales = builtin::locales().unwrap();
    locales.retain(|l| l.tag() == "de");
    spoken(locales)
}

impl Speech {
    fn language(&self) -> Language<'_> {
        Language::of_locale(&self.report).unwrap()
    }

    /// The report of a saved assessment in this language.
    fn report(&self, file: &AssessmentFile, format: Format, reader: &Reader<'_>) -> String {
        let reader = Reader {
            language: self.language(),
            ..*reader
        };
        written(file, &self.content, format, &reader)
    }
}

fn written(
    file: &AssessmentFile,
    content: &Content,
    format: Format,
    reader: &Reader<'_>,
) -> String {
    let engagement = tickmark::input::engagement(file.clone(), content).unwrap();
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Limits::default());
    outcome
        .report_with(&engagement, &advice, format, reader)
        .unwrap()
}

fn english(file: &AssessmentFile, format: Format) -> String {
    let content = tickmark::input::content().unwrap();
    written(file, content, format, &Reader::default())
}

#[test]
fn whole_reports_in_german() {
    let german = german();
    for name in ["acme", "scaleup"] {
        let report = german.report(&story(name), Format::Markdown, &Reader::default());
        expect_file![format!("./cases/{name}/report.de.md")].assert_eq(&report);
    }
    for name in ["acme-full", "scaleup-full"] {
        let report = german.report(&story(name), Format::Markdown, &Reader::default());
        assert_eq!(run_on(&report), [""; 0]);
    }
    let page = german.report(&story("acme"), Format::Html, &Reader::default());
    expect_file!["./cases/acme/report.de.html"].assert_eq(&page);
    assert!(page.contains("<html lang=\"de\">"));
}

/// Every English sentence of the report, and what stands between the tags of its templates.
fn sentences() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (text, forms) in listed() {
        for form in [text].into_iter().chain(forms) {
            found.extend(pieces(&form, '{', '}'));
        }
    }
    for entry in fs::read_dir("templates").unwrap() {
        let path = entry.unwrap().path();
        let is_ours = path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md");
        if is_ours {
            for line in fs::read_to_string(path).unwrap().lines() {
                found.extend(pieces(line, '{', '}'));
            }
        }
    }
    found
}

/// What of a text stands outside of braces and is long enough to be English.
fn pieces(text: &str, open: char, close: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            c if c == open => depth += 1,
            c if c == close => {
                depth = depth.saturating_sub(1);
                parts.push(String::new());
            }
            '|' | '*' | '`' | '#' | '"' | '“' | '”' | '(' | ')' if depth == 0 => {
                parts.push(String::new())
            }
            c if depth == 0 => parts.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    let long = |part: &String| part.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS;
    let words = |part: &String| part.split_whitespace().count() > 1;
    let trimmed = parts
        .into_iter()
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    trimmed.filter(|part| long(part) && words(part)).collect()
}

/// A report as HTML without what it says is English.
fn without_english(html: &str) -> String {
    let mut parts = html.split("<span lang=\"en\">");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let (inside, behind) = part.split_once("</span>").unwrap();
        assert!(
            !inside.contains("<li>") && !inside.contains("<p>"),
            "{inside}"
        );
        text.push_str(behind);
    }
    text
}

/// What makes something of every part of a report: everything is in them between them.
fn stories() -> Vec<AssessmentFile> {
    let mut files: Vec<AssessmentFile> = [
        "acme",
        "scaleup",
        "acme-full",
        "scaleup-quick",
        "scaleup-full",
    ]
    .map(story)
    .into();
    let mut type_1 = story("acme");
    type_1.profile.report_type = 1;
    type_1.answers.truncate(3);
    let mut empty = type_1.clone();
    empty.answers.clear();
    empty.evidence.clear();
    files.extend([type_1, empty]);
    files
}

#[test]
fn no_sentence_is_left_in_english() {
    let german = german();
    let sentences = sentences();
    assert!(sentences.len() > 400, "{}", sentences.len());
    let (mut left, mut met) = (BTreeSet::new(), BTreeSet::new());
    for file in stories() {
        let text = without_english(&german.report(&file, Format::Html, &Reader::default()));
        let own = without_english(&english(&file, Format::Html));
        for sentence in &sentences {
            if text.contains(sentence.as_str()) {
                left.insert(sentence.clone());
            }
            if own.contains(sentence.as_str()) {
                met.insert(sentence.clone());
            }
        }
    }
    // The name of a command is said in no language.
    left.remove("tickmark sample");
    assert_eq!(left, BTreeSet::new());
    // What is looked for would be found.
    assert!(
        met.len() * 2 > sentences.len(),
        "{} of {}",
        met.len(),
        sentences.len()
    );
}

/// The numbers of a line, with the sign of decimals of English.
fn numbers(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let text: Vec<char> = line.chars().collect();
    let mut now = String::new();
    for (i, c) in text.iter().enumerate() {
        let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
        let inside = matches!(c, '.' | ',') && !now.is_empty() && digit(text.get(i + 1));
        if c.is_ascii_digit() {
            now.push(*c);
        } else if inside {
            now.push('.');
        } else if !now.is_empty() {
            found.push(std::mem::take(&mut now));
        }
    }
    found.extend((!now.is_empty()).then_some(now));
    found.sort();
    found
}

/// Tables and lists have the same figures line by line, in any language.
#[test]
fn every_line_has_the_figures_of_the_english_one() {
    let german = german();
    for file in stories() {
        let report = german.report(&file, Format::Markdown, &Reader::default());
        let own = english(&file, Format::Markdown);
        let mut own = own.lines();
        let mut compared = 0;
        for line in report
            .lines()
            .filter(|l| l.starts_with("| ") || l.starts_with('#'))
        {
            let other = own
                .find(|l| l.starts_with("| ") || l.starts_with('#'))
                .unwrap();
            let cells = |line: &str| line.matches('|').count();
            assert_eq!(cells(line), cells(other), "{line}\n{other}");
            // Texts of the content have figures of their own.
            if cells(line) > 4 {
                compared += 1;
                assert_eq!(numbers(line).len(), numbers(other).len(), "{line}\n{other}");
            }
        }
        assert!(compared > 3 || file.answers.is_empty());
        assert_eq!(
            own.find(|l| l.starts_with("| ") || l.starts_with('#')),
            None
        );
    }
}

/// The same without the labels of occurrences, in which a question names a system.
fn labelled(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            map.remove("label");
            map.values_mut()
                .for_each(|part| *part = labelled(part.take()));
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|part| *part = labelled(part.take())),
        _ => {}
    }
    value
}

#[test]
fn the_language_is_no_input_of_the_result() {
    let german = german();
    let content = tickmark::input::content().unwrap();
    for file in stories() {
        let of = |content| {
            let engagement = tickmark::input::engagement(file.clone(), content).unwrap();
            let outcome = evaluate(&engagement);
            let result = (
                labelled(json!(outcome.assessment)),
                json!(outcome.forecast),
                json!(outcome.plan.gaps),
            );
            (Identity::of(&engagement), result)
        };
        assert_eq!(of(content), of(&german.content));
    }
}

#[test]
fn other_sizes_of_samples_are_told_in_german() {
    let german = german();
    let before = story("acme");
    let mut after = before.clone();
    after.profile.auditor_sampling = serde_json::from_value(json!({
        "source": "dem Plan vom 2. Oktober 2026",
        "periodic": [{ "cadence": "weekly", "size": 7 }],
        "occurrence": [{ "from": 1, "size": 7 }, { "from": 30, "percent": 25 }],
    }))
    .unwrap();
    let side = |file| Side {
        file,
        content: &german.content,
    };
    let found = compare(side(&before), side(&after)).unwrap();
    let reader = Reader {
        previous: Some(&found),
        ..Reader::default()
    };
    let report = german.report(&after, Format::Markdown, &reader);
    let told = report.lines().filter(|line| line.contains("dem Plan vom"));
    let told: Vec<&str> = told.collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for line in told {
        assert!(
            !line.contains("weekly") && !line.contains("entered"),
            "{line}"
        );
        assert!(!line.contains("own") && !line.contains("the "), "{line}");
    }
}

#[test]
fn a_german_report_is_verified_as_such() {
    let german = german();
    let file = story("acme");
    let reader = Reader {
        language: german.language(),
        ..Reader::default()
    };
    for format in [Format::Markdown, Format::Html] {
        let report = german.report(&file, format, &Reader::default());
        let checked = |report: &str, file: &AssessmentFile, reader: &Reader<'_>| {
            let engagement = tickmark::input::engagement(file.clone(), &german.content).unwrap();
            verify(report, &engagement, Limits::default(), reader).unwrap()
        };
        assert!(checked(&report, &file, &reader).is_same());
        // Another engine, and other answers: the digests are found in German lines.
        let version = format!("Tickmark {}", env!("CARGO_PKG_VERSION"));
        assert!(report.contains(&version));
        let other = report.replace(&version, "Tickmark 0.0.9");
        let found = checked(&other, &file, &reader);
        assert_eq!(found.stated.as_ref(), Some(&found.identity.sha256));
        assert!(found.first.is_some());
        let mut changed = file.clone();
        changed.answers.pop();
        let found = checked(&report, &changed, &reader);
        assert_eq!(found.causes, vec![Cause::Inputs]);
        // An English one is another copy of the same result.
        let own = english(&file, format);
        let found = checked(&own, &file, &Reader::default());
        assert!(found.first.is_some(), "the content is in German here");
    }
}

#[test]
fn a_template_and_a_layout_of_ones_own_stand_over_ours_in_any_language() {
    let german = german();
    let own = [
        ("gaps.md", "Eigenes: {{ gaps | length }}\n"),
        ("more.md", "Mehr.\n"),
    ];
    let own = own.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let templates = Templates::new(own).unwrap();
    let layout = json!({
        "format": "tickmark-layout", "version": 1,
        "sections": [{ "id": "gaps" }, { "id": "more", "title": "Anhang" }, { "id": "standing" }],
    });
    let layout = Layout::read(layout, &templates).unwrap();
    let reader = Reader {
        layout: Some(&layout),
        templates: Some(&templates),
        ..Reader::default()
    };
    let report = german.report(&story("acme"), Format::Markdown, &reader);
    for part in [
        "\n## Lücken, die schwersten zuerst\n\nEigenes: 8\n",
        "\n## Anhang\n\nMehr.\n",
        "\n## Wo Sie stehen\n",
        "\n## Haftungsausschluss\n",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
}

/// The sentences of `templates/sentences.yaml`: the English key, and its other form.
fn listed() -> BTreeMap<String, Option<String>> {
    let source = Source {
        name: "templates/sentences.yaml".to_owned(),
        bytes: fs::read("templates/sentences.yaml").unwrap(),
    };
    let Value::Array(list) = text::read(&source).unwrap().value() else {
        panic!("a list");
    };
    let all = list.len();
    let found: BTreeMap<String, Option<String>> = list
        .into_iter()
        .map(|one| match one {
            Value::String(text) => (text, None),
            forms => {
                let of = |form: &str| forms[form].as_str().unwrap().to_owned();
                (of("other"), Some(of("one")))
            }
        })
        .collect();
    assert_eq!(found.len(), all, "each once");
    found
}

/// Names that the report looks up by what they are, which are said in other modules.
const NAMED: [&str; 9] = [
    "annual",
    "critical",
    "daily",
    "medium",
    "monthly",
    "quarterly",
    "semi-annual",
    "stated",
    "weekly",
];

#[test]
fn the_list_of_sentences_is_what_the_code_says() {
    let mut said: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut folders = vec![Path::new("src/report").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                said.extend(literals(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    // What input says in the language of the report.
    let sampling = fs::read_to_string("src/input/sampling.rs").unwrap();
    let code = sampling.split("#[cfg(test)]").next().unwrap();
    said.extend(code.match_indices("say(").filter_map(|(at, call)| {
        let rest = code[at + call.len()..].trim_start();
        rest.starts_with('"').then(|| (literal(rest).0, None))
    }));
    said.extend((1..=12).map(|month| (month_name(month).to_owned(), None)));
    said.extend(NAMED.map(|name| (name.to_owned(), None)));
    let listed = listed();
    let missing: Vec<_> = said
        .iter()
        .filter(|one| !listed.contains_key(one.0))
        .collect();
    let unused: Vec<_> = listed
        .iter()
        .filter(|one| !said.contains_key(one.0))
        .collect();
    assert_eq!((missing, unused), (Vec::new(), Vec::new()));
    assert_eq!(said, listed);
}

/// The sentences in the calls of `word!`, `said!` and `counted!`.
fn literals(code: &str) -> Vec<(String, Option<String>)> {
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.map(|line| format!("{line}\n")).collect();
    let mut found = Vec::new();
    for (call, literal_first) in [("word!(", true), ("said!(", false), ("counted!(", false)] {
        for (at, _) in code.match_indices(call) {
            let rest = &code[at + call.len()..];
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            if literal_first && !rest.trim_start().starts_with('"') {
                continue;
            }
            let (first, rest) = literal(rest);
            found.push(match call {
                "counted!(" => (literal(rest).0, Some(first)),
                _ => (first, None),
            });
        }
    }
    found
}

/// The first literal of a text, and what stands behind it.
fn literal(code: &str) -> (String, &str) {
    let start = code.find('"').unwrap() + 1;
    let mut text = String::new();
    let mut chars = code[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &code[start + at + 1..]),
            '\\' => match chars.next().unwrap().1 {
                'u' => {
                    let digits: String = chars
                        .by_ref()
                        .skip(1)
                        .map(|(_, c)| c)
                        .take_while(|c| *c != '}')
                        .collect();
                    text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                }
                other => text.push(other),
            },
            c => text.push(c),
        }
    }
    panic!("a literal ends");
}

/// German made longer, with accents and marks that say that it runs from right to left.
fn made_up() -> Locale {
    let longer = |text: &str| {
        let mut depth = 0;
        let longer: String = text
            .chars()
            .flat_map(|c| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                let twice = depth == 0 && matches!(c, 'a' | 'e' | 'o' | 'u');
                std::iter::repeat_n(c, if twice { 2 } else { 1 })
            })
            .collect();
        format!("\u{200f}{longer}")
    };
    let locales = builtin::locales().unwrap();
    let report = locales.iter().find_map(|l| l.report()).unwrap();
    let mut sentences = serde_json::Map::new();
    for (key, said) in report["sentences"].as_object().unwrap() {
        let said = match said {
            Value::String(said) => json!(longer(said)),
            forms => json!({ "few": longer(forms["other"].as_str().unwrap()), "other": "{count}" }),
        };
        sentences.insert(key.clone(), said);
    }
    let templates: BTreeMap<&String, String> = report["templates"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, text)| {
            (
                name,
                text.as_str()
                    .unwrap()
                    .replace("Kontrolle", "\u{200f}Kontrollllllle"),
            )
        })
        .collect();
    let plurals = json!([{ "form": "few", "ends": ["2", "3", "4", "1"], "except": ["11"] }]);
    let document = json!({
        "format": "tickmark-locale", "version": 1, "tag": "ar-x-long", "name": "X", "direction": "rtl",
        "questionnaires": [],
        "report": { "sentences": sentences, "templates": templates, "plurals": plurals },
    });
    Locale::read(document).unwrap()
}

#[test]
fn a_made_up_language_longer_and_from_right_to_left_has_a_report() {
    let speech = spoken(vec![made_up()]);
    for file in stories() {
        let page = speech.report(&file, Format::Html, &Reader::default());
        assert!(
            page.contains("<html lang=\"ar-x-long\" dir=\"rtl\">"),
            "{page}"
        );
        assert!(page.contains("\u{200f}Kontrollllllle"));
        let pairs = |tag: &str| {
            let open = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            (open, page.matches(&format!("</{tag}>")).count())
        };
        for tag in ["span", "p", "li", "td", "th", "div"] {
            let (open, closed) = pairs(tag);
            assert_eq!(open, closed, "{tag}");
        }
    }
}

/// What the command line answers: exit code, and what it wrote to either side.
fn tickmark(arguments: &[&str]) -> (Option<i32>, String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_command_line_writes_and_verifies_a_report_in_a_language() {
    let quick = "examples/acme/quick.json";
    let (code, report, told) = tickmark(&["assess", quick, "--locale", "de"]);
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(
        report.starts_with("# Lückenbericht SOC 2: Acme"),
        "{report}"
    );
    let folder = std::env::temp_dir().join("tickmark-german");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("bericht.md");
    fs::write(&path, &report).unwrap();
    let path = path.to_str().unwrap();
    let (code, said, _) = tickmark(&["verify", path, quick, "--locale", "de"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, _, _) = tickmark(&["verify", path, quick]);
    assert_eq!(code, Some(1));
    let words = folder.join("words.json");
    let document = json!({
        "format": "tickmark-locale", "version": 1, "tag": "xx", "name": "X", "direction": "ltr", "questionnaires": [],
    });
    fs::write(&words, document.to_string()).unwrap();
    let words = words.to_str().unwrap();
    for (arguments, told) in [
        (
            vec!["assess", quick, "--locale", "fr"],
            "--locale: `fr` is neither a language that is known (de) nor a file that compile wrote".to_owned(),
        ),
        (
            vec!["assess", quick, "--locale", words],
            format!("--locale: `{words}` has no words of the report; without it the report is in English"),
        ),
        (
            vec!["assess", quick, "--locale", "de", "--format", "csv-register"],
            "--locale: csv-register is in English alone; a report, md or html, can be in another language".to_owned(),
        ),
    ] {
        let (code, _, said) = tickmark(&arguments);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&told), "{said}");
    }
}

#[test]
fn words_of_a_file_are_taken_like_templates_of_ones_own() {
    let quick = "examples/acme/quick.json";
    let folder = std::env::temp_dir().join(format!("tickmark-foreign-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let compiled = at("de.json");
    let (code, _, told) = tickmark(&["compile", "questionnaires/locales/de", "-o", &compiled]);
    assert_eq!(code, Some(0), "{told}");
    let ours: Value = serde_json::from_str(&fs::read_to_string(&compiled).unwrap()).unwrap();
    let in_german = tickmark(&["assess", quick, "--locale", "de"]).1;
    assert_eq!(
        tickmark(&["assess", quick, "--locale", &compiled]).1,
        in_german
    );
    let with = |name: &str, text: &str| {
        let mut document = ours.clone();
        document["report"]["templates"][name] = text.into();
        let path = at("other.json");
        fs::write(&path, document.to_string()).unwrap();
        tickmark(&["assess", quick, "--locale", &path])
    };
    let english = "it gives no assurance about the design or operation of any control";
    assert!(!in_german.contains(english));
    // Another disclaimer or another end stands after ours, and not in its place.
    let (code, report, told) = with("disclaimer.md", "Ein Gutachten eines Prüfers.");
    assert_eq!(code, Some(0), "{told}");
    let (before, after) = report.split_once("Ein Gutachten eines Prüfers.").unwrap();
    assert!(before.contains(english) && !after.contains(english));
    let (_, report, _) = with("tail.md", "Ende");
    let lines: Vec<&str> = report.lines().rev().collect();
    assert!(
        lines[0] == "Ende" && lines[2].starts_with("Report id "),
        "{lines:?}"
    );
    // Other words elsewhere are words.
    let (code, report, told) = with("strengths.md", "Nichts\u{1b}[2J davon.");
    assert_eq!(code, Some(0), "{told}");
    assert!(report.contains("Nichts[2J davon.") && !report.contains("\u{1b}"));
    // What grows, or takes no end, is refused.
    let grows =
        "{% set x = \"a\" %}{% for a in range(end=60) %}{% set_global x = x ~ x %}{% endfor %}";
    let (code, _, told) = with("gaps.md", grows);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("gaps.md:1: `set` is not there for templates of your own"),
        "{told}"
    );
    let (code, _, told) = with("gaps.md", &"a".repeat(100_001));
    assert_eq!(code, Some(2));
    assert!(
        told.contains("gaps.md: found 100001 bytes; allowed: 100000"),
        "{told}"
    );
    let (code, _, told) = with(
        "gaps.md",
        "{{ title | replace(from=\"\", to=title) | replace(from=\"\", to=title) | replace(from=\"\", to=title) | replace(from=\"\", to=title) }}",
    );
    assert_eq!(code, Some(2));
    assert!(told.contains("a filter would make a text of"), "{told}");
    let endless =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
    let (code, _, told) = with("gaps.md", endless);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("the templates took more than 10 seconds"),
        "{told}"
    );
    let mut document = ours.clone();
    let sentences = document["report"]["sentences"].as_object_mut().unwrap();
    let text = sentences
        .iter_mut()
        .find(|(_, said)| said.is_string())
        .unwrap()
        .1;
    *text = "a".repeat(5_001).into();
    let path = at("long.json");
    fs::write(&path, document.to_string()).unwrap();
    let (code, _, told) = tickmark(&["assess", quick, "--locale", &path]);
    assert_eq!(code, Some(2));
    assert!(told.contains("found 5001 bytes; allowed: 5000"), "{told}");
    fs::remove_dir_all(&folder).unwrap();
}
