//! YAML or JSON to canonical content; shape and meaning told with file, line and column.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tickmark::input::{self, builtin, content::Content};

use super::{drafted, folder, problems, question, said, small, text, tickmark};

const HERE: &str = ".";

#[test]
fn the_library_compiles_to_what_it_carries() {
    let words = [
        "compile",
        "questionnaires/soc2",
        "questionnaires/full.yaml",
        "questionnaires/quick.yaml",
        "questionnaires/red-flags.yaml",
    ];
    let out = tickmark(Path::new(HERE), &words);
    assert_eq!(text(&out.stderr), "");
    let mut expected = builtin::document().unwrap().to_string();
    expected.push('\n');
    assert!(
        text(&out.stdout) == expected,
        "compiled otherwise than the build does"
    );
}

#[test]
fn a_questionnaire_alone_has_the_digest_of_the_library() {
    let draft = drafted(
        "quick.yaml",
        &fs::read_to_string("questionnaires/quick.yaml").unwrap(),
    );
    let value: Value = serde_json::from_str(&draft.canonical()).unwrap();
    assert!(value.get("catalogue").is_none());
    let library = input::content().unwrap();
    let own = Content::read(value, &library.catalogue).unwrap();
    let sha256 = |content: &Content| content.questionnaire("quick").unwrap().sha256.clone();
    assert_eq!(sha256(&own), sha256(library));
}

#[test]
fn compiling_twice_changes_nothing() {
    let once = drafted("own.yaml", &small(&question("reviews"))).canonical();
    assert!(once.ends_with("}\n") && once.matches('\n').count() == 1);
    assert_eq!(drafted("own.json", &once).canonical(), once);
}

#[test]
fn json_is_read_like_yaml() {
    let value = drafted("own.yaml", &small(&question("reviews")))
        .document
        .value();
    let questionnaire = &value["questionnaires"][0];
    for json in [
        questionnaire.to_string(),
        serde_json::to_string_pretty(questionnaire).unwrap(),
        serde_json::to_string_pretty(questionnaire)
            .unwrap()
            .replace("  ", "\t"),
        serde_json::to_string_pretty(questionnaire)
            .unwrap()
            .replace('\n', "\r\n"),
        format!("\u{feff}{questionnaire}"),
    ] {
        let again = drafted("own.json", &json);
        assert!(again.problems.is_empty(), "{:?}", again.problems);
        assert_eq!(again.document.value(), value);
    }
    let escaped = questionnaire
        .to_string()
        .replace("Ours.", r"\ud83d\ude00 \/ \u00e9 \t");
    let read = drafted("own.json", &escaped).document.value();
    assert_eq!(read["questionnaires"][0]["about"], "😀 / é \t");
}

#[test]
fn every_problem_of_shape_is_told_with_its_place() {
    let mut text = small(&format!("{}{}", question("one"), question("two")));
    text = text.replacen("controls: [AC-04]", "controlls: [AC-04]", 1);
    let at = text.rfind("notApplicable: false").unwrap();
    text.replace_range(at.., &text[at..].replacen("false", "no", 1));
    text = text.replacen("version: 1.0.0", "version: 1.0", 1);
    assert_eq!(
        problems("own.yaml", &text),
        "own.yaml:2:10: found a number with a fraction, expected a text [wrong-shape]
help: Put it in quotes: a number, `true` and `false` are no texts.
own.yaml:10:5: there is no key `controlls` here; allowed: id, aliases, rev, kind, text, hint, controls, \
decides, when, notApplicable, redFlagBelow, help, options, countText, conformingText, lastText, items \
[unknown-key]
help: Did you mean `controls`?
own.yaml:21:20: found a text, expected true or false [wrong-shape]
help: Write `true` or `false`; other words are texts.
"
    );
}

#[test]
fn every_problem_of_meaning_is_told_with_its_place() {
    let mut text = small(&format!("{}{}", question("one"), question("one")));
    text = text.replacen("[AC-04]", "[AC-40, AC-05]", 1);
    text = text.replacen("level: 0", "level: 4", 1);
    text = text.replacen(
        "about: Ours.",
        "about: The entity demonstrates a commitment.",
        1,
    );
    let said = problems("own.yaml", &text);
    for line in [
        "own.yaml:4:8: the introduction reads like the text of the criteria (\"the entity \") [criteria-prose]",
        "own.yaml:10:16: `AC-40` is not a control [unknown-control]",
        "own.yaml:16:30: level 3 comes after level 4; rungs rise from the lowest [not-monotone]",
        "own.yaml:17:9: the question `one` is there twice; an id is given once [duplicate]",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn advice_is_told_and_nothing_is_refused_for_it() {
    let folder = folder("advice");
    let text = small(&question("one")).replace("Ours.", "The entity demonstrates it.");
    fs::write(folder.join("own.yaml"), text).unwrap();
    let told = said(&folder, &["lint", "own.yaml"], 0);
    assert!(
        told.contains("own.yaml:4:8: the introduction reads like"),
        "{told}"
    );
    said(&folder, &["compile", "own.yaml", "-o", "own.json"], 0);
    assert!(folder.join("own.json").is_file());
}

#[test]
fn nothing_is_written_while_something_is_wrong() {
    let folder = folder("nothing");
    fs::write(folder.join("own.yaml"), small(&question("é"))).unwrap();
    said(&folder, &["compile", "own.yaml", "-o", "own.json"], 2);
    assert!(!folder.join("own.json").exists());
    assert!(said(&folder, &["lint", "nowhere.yaml"], 2).contains("nowhere.yaml"));
    assert!(said(&folder, &["lint", "."], 2).contains("framework.yaml"));
    assert!(said(&folder, &["lint"], 2).contains("lint needs a file"));
    assert!(said(&folder, &["schema", "red-flags"], 2).contains("redFlags"));
}

#[test]
fn a_file_of_a_catalogue_is_looked_at_within_its_folder() {
    let folder = folder("catalogue");
    let copy = Path::new("questionnaires/soc2");
    fs::create_dir_all(folder.join("own/controls")).unwrap();
    for (from, to) in [("", "own"), ("controls", "own/controls")] {
        for entry in fs::read_dir(copy.join(from)).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.join(to).join(entry.file_name())).unwrap();
            }
        }
    }
    said(&folder, &["lint", "own", "own/redFlags.yaml"], 0);
    let risk = folder.join("own/controls/03-risk.yaml");
    let text = fs::read_to_string(&risk).unwrap();
    fs::write(&risk, text.replacen("primary: CC3.2", "primary: CC3.22", 1)).unwrap();
    let domains = folder.join("own/domains.yaml");
    let text = fs::read_to_string(&domains).unwrap();
    fs::write(&domains, text.replacen("name:", "nmae:", 1)).unwrap();
    let told = said(&folder, &["lint", "own/controls/03-risk.yaml"], 2);
    assert!(
        told.contains("own/domains.yaml:"),
        "what hides the meaning is told: {told}"
    );
    let told = said(&folder, &["lint", "own"], 2);
    assert!(told.contains("own/domains.yaml:"), "{told}");
    fs::copy(copy.join("domains.yaml"), &domains).unwrap();
    let told = said(&folder, &["lint", "own/controls/03-risk.yaml"], 2);
    assert!(
        told.contains(
            "own/controls/03-risk.yaml:7:14: `CC3.22` is not a criterion [unknown-criterion]"
        ),
        "{told}"
    );
    said(&folder, &["lint", "own/redFlags.yaml"], 0);
    fs::copy(copy.join("redFlags.yaml"), folder.join("redFlags.yaml")).unwrap();
    said(&folder, &["lint", "redFlags.yaml"], 0);
    let told = said(&folder, &["compile", "redFlags.yaml"], 2);
    assert!(told.contains("name its folder"), "{told}");
}

#[test]
fn a_folder_of_another_framework_compiles_with_its_questionnaire() {
    let folder = folder("kitchen");
    let kitchen = fs::canonicalize("tests/frameworks/kitchen").unwrap();
    let name = |file: &str| kitchen.join(file).to_str().unwrap().to_owned();
    said(&folder, &["compile", &name(""), "-o", "kitchen.json"], 0);
    let out = tickmark(&folder, &["list", "--content", "kitchen.json"]);
    assert!(
        text(&out.stdout).contains("questions"),
        "{}",
        text(&out.stdout)
    );
    let saved = name("assessment.json");
    let words = ["assess", &saved, "--content", "kitchen.json"];
    assert_eq!(said(&folder, &words, 0), "");
}

#[test]
fn what_only_authors_can_mend_is_told_too() {
    let overlay = "format: tickmark-overlay\nversion: 1\nbase: quick\nquestionnaire: { id: own, version: 1.0.0 }\n";
    let cases = [
        (
            small(&question("one").replace("    rev: 1", "    aliases: [old]\n    rev: 1"))
                + "retired: [{ id: old, since: 0.9.0 }]\n",
            "own.yaml:8:15: `old` was retired in version 0.9.0: answers to it cannot count here too [recycled-id]\n",
        ),
        (
            format!(
                "{overlay}controls: {{ change: [{{ id: AC-08, when: [{{ fact: hosting, is: [own] }}] }}] }}\nquestions:\n  add:\n"
            ) + &question("one")
                .replace("AC-04", "AC-08")
                .replace(
                    "    rev: 1",
                    "    when: [{ fact: hosting, is: [cloud] }]\n    rev: 1",
                )
                .replace("\n  ", "\n    ")
                .replace("  - id", "    - id"),
            "own.yaml:9:7: where this is asked, none of its controls exists [unreachable]\nhelp: Its own conditions and those of its controls cannot hold together.\n",
        ),
        (
            format!("{overlay}controls: {{ change: [{{ id: AC-04, request: [] }}] }}\n"),
            "own.yaml:5:35: `request` names nothing [missing-text]\n",
        ),
        (
            format!(
                "{overlay}policyValues: {{ change: [{{ id: leaver-sla-hours, default: 100000 }}] }}\n"
            ),
            "own.yaml:5:59: found 100000; allowed: ",
        ),
        (
            format!("{overlay}policyValues: {{ remove: [{{ id: leaver-sla-hours }}] }}\n"),
            "own.yaml:5:17: there is no key `remove` here; allowed: add, change [unknown-key]\n",
        ),
    ];
    for (text, expected) in cases {
        let said = problems("own.yaml", &text);
        assert!(said.starts_with(expected), "{said}\n{text}");
    }
}

#[test]
fn what_stands_twice_is_told() {
    let folder = folder("twice");
    fs::write(folder.join("a.yaml"), small(&question("one"))).unwrap();
    fs::write(folder.join("b.yaml"), small(&question("two"))).unwrap();
    let told = said(&folder, &["lint", "a.yaml", "b.yaml"], 2);
    assert_eq!(
        told,
        "b.yaml:1:5: the questionnaire `own` is there twice [duplicate]\n"
    );
    let library = fs::canonicalize("questionnaires/soc2").unwrap();
    let library = library.to_str().unwrap();
    let told = said(&folder, &["compile", library, library], 2);
    assert!(
        told.contains("a second catalogue; one is read at a time [duplicate]"),
        "{told}"
    );
    fs::write(folder.join("o.yaml"), "format: tickmark-overlay\nversion: 1\nbase: quick\nquestionnaire: { id: o, version: 1.0.0 }\n").unwrap();
    let told = said(&folder, &["compile", "a.yaml", "o.yaml"], 2);
    assert!(told.contains("an overlay is compiled alone"), "{told}");
    said(&folder, &["lint", "a.yaml", "o.yaml"], 0);
}

#[test]
fn list_names_every_questionnaire() {
    let out = text(&tickmark(Path::new(HERE), &["list"]).stdout);
    for published in &input::content().unwrap().questionnaires {
        let found = &published.questionnaire;
        let line = out.lines().find(|l| l.starts_with(&found.id)).unwrap();
        assert!(line.contains(&format!("{} min", found.minutes)), "{line}");
        assert!(
            line.contains(&format!("{} questions", found.questions.len())),
            "{line}"
        );
    }
}
