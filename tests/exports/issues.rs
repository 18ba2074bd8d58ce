//! The files of issues, and the script that opens them, run with a `gh` that only writes down what it was asked for.

use std::io::{Cursor, Read};

use super::*;

/// Stands in for the GitHub CLI: keeps issues as files, and says what it was asked for.
const GH: &str = r#"#!/bin/sh
printf '%s\n' "$*" >>"$STORE/calls"
case "$1 $2" in
"issue list")
  [ ! -e "$STORE/../offline" ] || exit 1
  cat "$STORE"/body-* 2>/dev/null || true
  ;;
"issue create")
  shift 2
  n="$(ls "$STORE" | grep -c '^body-')"
  while [ $# -gt 0 ]; do
    case "$1" in
    --title) printf '%s' "$2" >"$STORE/title-$n" ;;
    --body-file) cat "$2" >"$STORE/body-$n" ;;
    --label) printf '%s' "$2" >"$STORE/label-$n" ;;
    esac
    shift 2
  done
  ;;
esac
"#;

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tickmark-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the script of `gaps` with the `gh` above.
fn script(folder: &Path) -> std::process::Output {
    use std::os::unix::fs::PermissionsExt;
    let (bin, store) = (folder.join("bin"), folder.join("store"));

    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(&store).unwrap();
    let gh = bin.join("gh");
    fs::write(&gh, GH).unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    Command::new("sh")
        .arg(folder.join("gaps/create.sh"))
        .args(["--repo", "acme/gaps"])
        .env(
            "PATH",
            format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()),
        )
        .env("STORE", &store)
        .output()
        .unwrap()
}

/// Runs the script of `gaps` with the `gh` above, and gives the titles and bodies that it was asked to open so far.
fn run(folder: &Path) -> (String, Vec<(String, String)>) {
    let store = folder.join("store");
    let out = script(folder);
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let mut issues = Vec::new();
    while let Ok(title) = fs::read_to_string(store.join(format!("title-{}", issues.len()))) {
        let body = fs::read_to_string(store.join(format!("body-{}", issues.len()))).unwrap();
        issues.push((title, body));
    }
    (String::from_utf8(out.stdout).unwrap(), issues)
}

fn write(worked: &Worked, folder: &Path) -> usize {
    let gaps = folder.join("gaps");
    fs::create_dir_all(&gaps).unwrap();
    let files = worked.outcome.issues(&worked.engagement, &worked.advice);
    for file in &files {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        assert!(
            file.name.chars().all(plain) && !file.name.starts_with('.'),
            "{}",
            file.name
        );
        fs::write(gaps.join(&file.name), &file.text).unwrap();
    }
    files.len() - 1
}

#[test]
fn each_gap_has_an_issue_once() {
    let folder = Folder::new("issues");
    let mut acme = with_register();
    let gaps = write(Worked::out(acme.clone()), &folder.0);
    assert!(gaps > 20);
    let (_, issues) = run(&folder.0);
    assert_eq!(issues.len(), gaps);
    let mfa = issues
        .iter()
        .find(|(title, _)| title.starts_with("AC-02"))
        .unwrap();
    assert_eq!(mfa.0, "AC-02 Multi-factor authentication enforced");
    assert!(
        mfa.1
            .starts_with("<!-- tickmark-gap: AC-02 -->\n\n## What is known\n"),
        "{}",
        mfa.1
    );
    assert!(!mfa.1.contains("---"), "front matter stays in the file");
    assert_eq!(
        fs::read_to_string(folder.0.join("store/label-0"))
            .unwrap()
            .split(',')
            .count(),
        3
    );

    // Again, a quarter later: what has an issue keeps it.
    acme["asOf"] = json!("2026-12-20");
    write(Worked::out(acme), &folder.0);
    let (said, again) = run(&folder.0);
    assert_eq!(again, issues);
    assert_eq!(
        said.matches("has an issue; skipped").count(),
        gaps,
        "{said}"
    );
    let calls = fs::read_to_string(folder.0.join("store/calls")).unwrap();
    assert!(calls.lines().all(|call| call.ends_with("--repo acme/gaps")));
}

#[test]
fn nothing_is_opened_where_it_cannot_be_asked_what_is_there() {
    let folder = Folder::new("offline");
    write(Worked::out(example("acme/quick")), &folder.0);
    fs::write(folder.0.join("offline"), "").unwrap();
    let out = script(&folder.0);
    assert!(!out.status.success());
    assert!(!folder.0.join("store/title-0").exists());
}

#[test]
fn no_text_of_a_person_is_run_or_leaves_its_place() {
    for (i, text) in hostile::PAYLOADS.iter().enumerate() {
        let folder = Folder::new(&format!("hostile-{i}"));
        let worked = Worked::out(hostile::assessment(text));
        let gaps = write(worked, &folder.0);
        if i < 9 {
            continue;
        }
        let (_, issues) = run(&folder.0);
        assert_eq!(issues.len(), gaps, "{text}");
        for (title, body) in &issues {
            assert_eq!(body.matches("<!--").count(), 1, "{title}: {body}");
            assert!(!body.contains("@jane") && !body.contains("#12"), "{title}");
        }
        let mut owned = fs::read_dir(&folder.0)
            .unwrap()
            .chain(fs::read_dir(folder.0.join("gaps")).unwrap());
        assert!(!owned.any(|e| e.unwrap().file_name() == "owned"));
        assert!(!Path::new("owned").exists());
    }
}

#[test]
fn the_script_is_the_same_for_everybody_and_sound() {
    let script = |worked: &Worked| {
        let files = worked.outcome.issues(&worked.engagement, &worked.advice);
        let script = files.into_iter().find(|f| f.is_script).unwrap();
        assert_eq!(script.name, "create.sh");
        script.text
    };
    let one = script(Worked::out(example("acme/full")));
    assert_eq!(
        one,
        script(Worked::out(hostile::assessment(hostile::PAYLOADS[9])))
    );
    for path in ["src/report/exports/create.sh", "tools/readers.sh"] {
        let out = Command::new(readers().join("shellcheck"))
            .arg(path)
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stdout)
        );
    }
}

#[test]
fn the_archive_holds_the_same_files() {
    let worked = Worked::out(with_register());
    let bytes = worked.export(Export::Issues);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let files = worked.outcome.issues(&worked.engagement, &worked.advice);
    assert_eq!(archive.len(), files.len());
    for file in files {
        let mut packed = archive.by_name(&file.name).unwrap();
        let mode = if file.is_script { 0o755 } else { 0o644 };
        assert_eq!(packed.unix_mode().unwrap() & 0o777, mode);
        let mut text = String::new();
        packed.read_to_string(&mut text).unwrap();
        assert_eq!(text, file.text);
    }
}

#[test]
fn a_folder_is_written_where_one_is_named() {
    let folder = Folder::new("written");
    let out = Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args([
            "assess",
            "examples/acme/full.json",
            "--format",
            "md-issues",
            "-o",
        ])
        .arg(folder.0.join("gaps"))
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    assert!(folder.0.join("gaps/AC-02.md").is_file());
    assert!(folder.0.join("gaps/create.sh").is_file());
    let packed = folder.0.join("gaps.zip");
    let out = Command::new(env!("CARGO_BIN_EXE_tickmark"))
        .args([
            "assess",
            "examples/acme/full.json",
            "--format",
            "md-issues",
            "-o",
        ])
        .arg(&packed)
        .output()
        .unwrap();
    assert!(out.status.success());
    assert!(fs::read(packed).unwrap().starts_with(b"PK"));
}
