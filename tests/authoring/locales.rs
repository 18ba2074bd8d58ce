//! The words of other languages: complete, in order, and no more than words; compiled as the build does, also of an overlay.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use serde_json::Value;
use tickmark::authoring::Source;
use tickmark::authoring::document::{Given, draft};
use tickmark::authoring::locale::{Files, Pair};
use tickmark::input::builtin;
use tickmark::input::locale::{Locale, Spoken};

use super::{folder, question, said, small, text, tickmark};

const LANGUAGE: &str = "tag: de\nname: Deutsch\ndirection: ltr\nforbiddenWords: [bestanden]\n";

/// The German of the question that the tests ask.
const WORDS: &str = "title: Eigener
about: Unserer.
questions:
  - id: reviews
    text: Werden alle Zugriffe geprüft?
    help: { goodLooksLike: { at10: x, at50: y, at200: z } }
    options:
      - { id: absent, text: Nein. }
      - { id: proven, text: Ja. }
";

/// What is said of the words of the small questionnaire.
fn told(words: &str) -> String {
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let pair = Pair {
        original: Some(source("own.yaml", &small(&question("reviews")))),
        words: Some(source("de/own.yaml", words)),
    };
    let files = Files {
        folder: "de".to_owned(),
        language: source("de/language.yaml", LANGUAGE),
        pairs: [("own.yaml".to_owned(), pair)].into(),
        report: [].into(),
        meant: None,
    };
    let open = |_: &str, name: &str| Err(format!("{name}: not here"));
    let drafts = draft(&[Given::Locale(files)], None, &open).unwrap();
    let problems = drafts.iter().flat_map(|d| &d.problems);
    problems.map(ToString::to_string).collect()
}

#[test]
fn the_german_in_the_tree_is_complete() {
    let out = tickmark(Path::new("."), &["lint", "questionnaires/locales/de"]);
    assert_eq!(text(&out.stderr), "");
    assert_eq!(text(&out.stdout), "no problem found\n");
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn words_are_all_there_in_order_and_no_more() {
    assert_eq!(told(WORDS), "");
    assert_eq!(told(&format!("id: own\n{WORDS}")), "");
    let mut all = String::new();
    for (from, to) in [
        ("about: Unserer.\n", ""),
        ("about: Unserer.\n", "about: ' '\n"),
        ("about: Unserer.\n", "about: Unserer.\nabot: Unserer.\n"),
        ("about: Unserer.\n", "about: Unserer.\nminutes: 2\n"),
        ("title: Eigener\n", "id: other\ntitle: Eigener\n"),
        ("Ja. }\n", "Ja., level: 3 }\n"),
        ("      - { id: proven, text: Ja. }\n", ""),
        (
            "      - { id: proven, text: Ja. }\n",
            "      - { id: prove, text: Ja. }\n",
        ),
        (
            "      - { id: absent, text: Nein. }\n      - { id: proven, text: Ja. }\n",
            "      - { id: proven, text: Ja. }\n      - { id: absent, text: Nein. }\n",
        ),
        (
            "{ id: proven, text: Ja. }\n",
            "{ id: proven, text: Ja. }\n      - { id: proven, text: Doch. }\n",
        ),
        ("{ id: absent, text: Nein. }", "{ text: Nein. }"),
        ("Werden alle Zugriffe geprüft?", "Is all access reviewed?"),
        ("text: Werden alle Zugriffe geprüft?", "text: [Werden, sie]"),
        ("title: Eigener", "title: 12"),
        ("about: Unserer.", "about: \"Unserer.\\u202e\""),
        ("about: Unserer.", "about: Er hat Bestanden."),
        ("about: Unserer.", "about: \"{organisation}: unserer.\""),
        ("text: Ja.", "text: *ja"),
    ] {
        assert_eq!(WORDS.matches(from).count(), 1, "{from}");
        let said = told(&WORDS.replace(from, to));
        assert_ne!(said, "", "{to}");
        all.push_str(&format!("{from:?}, and instead {to:?}\n{said}\n"));
    }
    expect_file!["locale-slips.txt"].assert_eq(&all);
}

/// A folder with an authored questionnaire and its German.
fn translated(name: &str) -> std::path::PathBuf {
    let root = folder(name);
    fs::create_dir_all(root.join("locales/de")).unwrap();
    fs::write(root.join("own.yaml"), small(&question("reviews"))).unwrap();
    fs::write(root.join("locales/de/language.yaml"), LANGUAGE).unwrap();
    fs::write(root.join("locales/de/own.yaml"), WORDS).unwrap();
    root
}

#[test]
fn a_locale_is_a_folder_that_mirrors_another() {
    let root = translated("mirror");
    assert_eq!(said(&root, &["lint", "locales/de"], 0), "");
    assert_eq!(said(&root, &["lint", "locales/de/own.yaml"], 0), "");
    assert_eq!(
        said(
            &root.join("locales"),
            &["lint", "../locales/de/own.yaml"],
            0
        ),
        ""
    );
    fs::write(root.join("locales/de/more.yaml"), "title: Mehr\n").unwrap();
    fs::write(root.join("other.yaml"), small(&question("reviews"))).unwrap();
    assert_eq!(
        said(&root, &["lint", "locales/de"], 2),
        "locales/de/language.yaml:1:1: the words of `other.yaml` are missing [missing-text]\n\
         locales/de/more.yaml:1:1: there is no `more.yaml` in the original whose words these are [unknown-name]\n"
    );
    assert_eq!(
        said(&root, &["lint", "locales/de/own.yaml"], 0),
        "",
        "the file that is meant"
    );
    let alone = said(&root, &["compile", "locales/de/own.yaml"], 2);
    assert!(alone.contains("makes nothing alone"), "{alone}");
    let mut all = String::new();
    for language in [
        "tag: fr\nname: Deutsch\ndirection: ltr\n",
        "tag: d e\nname: Deutsch\ndirection: ltr\n",
        "tag: de\nname: ' '\ndirection: ltr\n",
        "tag: de\nname: Deutsch\ndirection: left\n",
        "tag: de\nname: Deutsch\n",
        "tag: de\nname: Deutsch\ndirection: ltr\nforbidden: []\n",
        "tag: de\nname: Deutsch\ndirection: ltr\nforbiddenWords: ['*']\n",
        "tag: [\n",
    ] {
        fs::write(root.join("locales/de/language.yaml"), language).unwrap();
        let told = said(&root, &["lint", "locales/de/language.yaml"], 2);
        all.push_str(&format!("{language}{told}\n"));
    }
    expect_file!["locale-languages.txt"].assert_eq(&all);
    fs::remove_file(root.join("locales/de/language.yaml")).unwrap();
    let told = said(&root, &["lint", "locales/de"], 2);
    assert!(
        told.contains(
            "no catalogue or locale: there is no framework.yaml or language.yaml in this folder"
        ),
        "{told}"
    );
}

/// What `compile` writes of a locale.
fn compiled(root: &Path, path: &str) -> Locale {
    assert_eq!(said(root, &["compile", path, "-o", "compiled.json"], 0), "");
    let written = fs::read_to_string(root.join("compiled.json")).unwrap();
    fs::remove_file(root.join("compiled.json")).unwrap();
    Locale::read(serde_json::from_str(&written).unwrap()).unwrap()
}

#[test]
fn the_command_line_compiles_what_the_build_does() {
    let root = folder("compiled");
    let tree = std::env::current_dir()
        .unwrap()
        .join("questionnaires/locales/de");
    let whole = compiled(&root, tree.to_str().unwrap());
    let built = builtin::locales().unwrap();
    assert!(built.iter().all(|l| l.tag() == "de") && whole.tag() == "de");
    let parts = |locales: &[Locale]| {
        let words = locales.iter().flat_map(Locale::words);
        let found = words.map(|w| {
            (
                !w.of_catalogue,
                w.id.to_owned(),
                w.sha256.to_owned(),
                w.words.clone(),
            )
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        found
    };
    let (built, whole) = (parts(&built), parts(&[whole]));
    assert_eq!(built.len(), 4);
    assert_eq!(built, whole);
}

#[test]
fn a_list_is_in_the_language_that_is_asked_for() {
    let root = translated("listed");
    let german = text(&tickmark(&root, &["list", "--locale", "de"]).stdout);
    assert!(
        german.contains("24 questions  Prüfungsreife in zehn Minuten\n"),
        "{german}"
    );
    said(&root, &["compile", "own.yaml", "-o", "own.json"], 0);
    said(&root, &["compile", "locales/de", "-o", "own.de.json"], 0);
    let own = ["list", "--content", "own.json"];
    assert!(text(&tickmark(&root, &own).stdout).ends_with("1 questions  Own\n"));
    let words = ["list", "--content", "own.json", "--locale", "own.de.json"];
    assert!(text(&tickmark(&root, &words).stdout).ends_with("1 questions  Eigener\n"));
    let told = said(&root, &["list", "--locale", "xx"], 2);
    assert!(
        told.contains(
            "`xx` is neither a language that is known (de) nor a file that compile wrote"
        ),
        "{told}"
    );
    // The words are of the text that they were compiled with.
    fs::write(
        root.join("own.yaml"),
        small(&question("reviews")).replace("Ours.", "Ours now."),
    )
    .unwrap();
    said(&root, &["compile", "own.yaml", "-o", "own.json"], 0);
    let told = said(&root, &words, 2);
    assert!(told.contains("/questionnaires/0/sha256: these are the words of another text of `own` than the one here [wrong-document]"), "{told}");
}

const OVERLAY: &str = "format: tickmark-overlay
version: 1
base: quick
questionnaire: { id: harbour, version: 1.0.0, title: Harbour }
questions:
  remove: [{ id: leadership, reason: Asked elsewhere. }]
  change: [{ id: leavers-access, hint: Count contractors too. }]
  add:
    - after: second-factor
      id: keys
      rev: 1
      text: Do administrators sign in with keys?
      controls: [AC-02]
      notApplicable: false
      redFlagBelow: 2
      help: { goodLooksLike: { at10: a, at50: b, at200: c } }
      options:
        - { id: absent, level: 0, text: Nowhere. }
        - { id: proven, level: 3, text: Everywhere. }
controls:
  change: [{ id: AC-02, fixNow: Call us. }]
";

const OVERLAY_WORDS: &str = "questionnaire: { title: Hafen }
questions:
  change: [{ id: leavers-access, hint: Zählen Sie auch Externe. }]
  add:
    - id: keys
      text: Melden sich Administratoren mit Schlüsseln an?
      help: { goodLooksLike: { at10: x, at50: y, at200: z } }
      options:
        - { id: absent, text: Nirgends. }
        - { id: proven, text: Überall. }
controls:
  change: [{ id: AC-02, fixNow: Rufen Sie uns an. }]
";

#[test]
fn an_overlay_brings_its_words_and_keeps_those_of_its_base() {
    let root = folder("overlay-words");
    for tag in ["de", "fr"] {
        let place = root.join("locales").join(tag);
        fs::create_dir_all(&place).unwrap();
        fs::write(
            place.join("language.yaml"),
            LANGUAGE.replace("de\n", &format!("{tag}\n")),
        )
        .unwrap();
        fs::write(place.join("harbour.yaml"), OVERLAY_WORDS).unwrap();
    }
    fs::write(root.join("harbour.yaml"), OVERLAY).unwrap();
    assert_eq!(said(&root, &["lint", "locales/de"], 0), "");
    said(&root, &["compile", "harbour.yaml", "-o", "harbour.json"], 0);
    let locale = compiled(&root, "locales/de/harbour.yaml");

    let document: Value =
        serde_json::from_str(&fs::read_to_string(root.join("harbour.json")).unwrap()).unwrap();
    let library = tickmark::input::content().unwrap();
    let content =
        tickmark::input::content::Content::read(document.clone(), &library.catalogue).unwrap();
    let mut spoken = Spoken::default();
    spoken.add(locale, &[library, &content]).unwrap();
    let german = spoken.content(document, &content, None).unwrap();
    let found = &german.questionnaires[0].questionnaire;
    let of = |id: &str| found.questions.iter().find(|q| q.id == id);
    assert_eq!(found.title, "Hafen");
    assert_eq!(
        of("keys").unwrap().text,
        "Melden sich Administratoren mit Schlüsseln an?"
    );
    assert_eq!(
        of("leavers-access").unwrap().hint.as_deref(),
        Some("Zählen Sie auch Externe.")
    );
    assert!(
        of("access-review").unwrap().text.contains("Quartal"),
        "the base's own words"
    );
    assert!(of("leadership").is_none());
    assert_eq!(
        german.catalogue.control("AC-02").unwrap().fix_now,
        "Rufen Sie uns an."
    );
    assert_eq!(german.catalogue.domains[0].name, german_domain());
    assert_eq!(german.catalogue.sha256, content.catalogue.sha256);

    // What the overlay itself says is looked through like any words.
    fs::write(
        root.join("locales/de/harbour.yaml"),
        OVERLAY_WORDS.replace("    - id: keys\n", "    - id: key\n"),
    )
    .unwrap();
    let told = said(&root, &["lint", "locales/de/harbour.yaml"], 2);
    assert!(
        told.contains(
            "locales/de/harbour.yaml:5:7: `key` is no id of the original here [unknown-name]"
        ),
        "{told}"
    );
    // In a language that the base has no words of, what is left as it is stays as it is.
    let advice = "locales/fr/harbour.yaml:1:1: what the overlay is made from has no words in `fr` [untranslated]\n\
                  help: What the overlay leaves as it is stays in the words of its base.\n";
    assert_eq!(said(&root, &["lint", "locales/fr"], 0), advice);
}

/// The name of the first domain in the German of the tree.
fn german_domain() -> String {
    let all = builtin::locales().unwrap();
    let words: Vec<_> = all.iter().flat_map(Locale::words).collect();
    let catalogue = words.iter().find(|w| w.of_catalogue).unwrap();
    catalogue.words["domains"][0]["name"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// What is said of the German words of the report with one change.
fn told_of_report(file: &str, change: impl FnOnce(&str) -> Option<String>) -> String {
    let folder = Path::new("questionnaires/locales/de");
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let mut texts: std::collections::BTreeMap<String, String> = fs::read_dir(folder.join("report"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    let before = texts.remove(file).unwrap_or_default();
    texts.extend(change(&before).map(|text| (file.to_owned(), text)));
    let language = fs::read_to_string(folder.join("language.yaml")).unwrap();
    let files = Files {
        folder: "de".to_owned(),
        language: source("language.yaml", &language),
        pairs: [].into(),
        report: texts
            .iter()
            .map(|(name, text)| (name.clone(), source(name, text)))
            .collect(),
        meant: None,
    };
    let open = |_: &str, name: &str| Err(format!("{name}: not here"));
    let drafts = draft(&[Given::Locale(files)], None, &open).unwrap();
    let problems = drafts.iter().flat_map(|d| &d.problems);
    problems.map(ToString::to_string).collect()
}

#[test]
fn the_report_of_a_language_says_what_the_english_one_says() {
    let mut all = String::new();
    for (file, from, to) in [
        ("sentences.yaml", "\"low\": \"niedrig\"\n", ""),
        ("sentences.yaml", "\"low\": ", "\"lowly\": "),
        ("sentences.yaml", "\"niedrig\"", "12"),
        ("sentences.yaml", "\"niedrig\"", "{ other: niedrig }"),
        ("sentences.yaml", "\"niedrig\"", "\"konform\""),
        ("sentences.yaml", "\"unter {chance}\"", "\"unter {dance}\""),
        ("sentences.yaml", "{ one: \"{count} Tag\", other", "{ other"),
        (
            "sentences.yaml",
            "{ one: \"{count} Tag\", other",
            "{ one: ein Tag, many: x, other",
        ),
        (
            "sentences.yaml",
            "{ one: \"{count} Tag\", other: \"{count} Tage\" }",
            "Tage",
        ),
        ("sentences.yaml", "\"Fragebogen: \"", "\"Bogen: \""),
        ("gaps.md", "{% if moreGaps %}", "{% if gaps %}"),
        ("gaps.md", "### Weitere Lücken", "## Weitere Lücken"),
        ("gaps.md", "{{ gap.why }} ", ""),
        ("gaps.md", "{{ gap.why }}", "{{ gap.because }}"),
        (
            "gaps.md",
            "{{ words.buyers }}",
            "Kunden, {{ words.anExaminer }} auch,",
        ),
        ("gaps.md", "{{ words.buyers }}", "{{ words.buyer }}"),
        ("gaps.md", "{{ words.buyers }}", "{{ words.buyers | safe }}"),
        (
            "gaps.md",
            "Noch gibt es nichts zu ordnen.",
            "Alles ist erfüllt.",
        ),
        ("gaps.md", "|---|---|---|---|---|", "|---|---|---|---|"),
        ("gaps.md", "{%- else -%}\nNoch", "Noch"),
        (
            "gaps.md",
            "{%- else -%}\nNoch",
            "{# heimlich #}{%- else -%}\nNoch",
        ),
    ] {
        let told = told_of_report(file, |text| {
            assert!(text.contains(from) || to == from, "{file}: {from}");
            Some(text.replacen(from, to, 1))
        });
        all.push_str(&format!("{file}: {from:?}, and instead {to:?}\n{told}\n"));
    }
    for (file, text) in [
        ("tail.md", None),
        ("sentences.yaml", None),
        ("sentences.yaml", Some("- low\n")),
        ("gap.md", Some("Nichts.\n")),
        ("text.md", Some("Nichts.\n")),
    ] {
        let told = told_of_report(file, |_| text.map(str::to_owned));
        let first: String = told.split_inclusive('\n').take(3).collect();
        all.push_str(&format!("{file}: {text:?}\n{first}\n"));
    }
    expect_file!["locale-report-slips.txt"].assert_eq(&all);
}
