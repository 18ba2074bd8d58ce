//! Every way in which exports write a list.

use super::shape::Hint;
use super::*;
use base64::Engine as _;
use proptest::prelude::*;
use serde_json::json;

fn found(text: &str) -> (Shape, Vec<String>) {
    let document = read(text.as_bytes()).unwrap();
    let places = document.elements.into_iter().map(|(at, _)| at).collect();
    (document.shape, places)
}

fn refusal(text: &str) -> (Code, String) {
    let problem = read(text.as_bytes()).unwrap_err();
    (problem.code, problem.message)
}

#[test]
fn each_shape_is_told_apart() {
    let cases = [
        (r#"[{"a":1},{"a":2}]"#, Kind::Array, None, "/0 /1"),
        (
            r#"{"value":[{"a":1}]}"#,
            Kind::Wrapped,
            Some("value"),
            "/value/0",
        ),
        (
            r#"{"ok":true,"stuff":[{"a":1}],"tags":["x"]}"#,
            Kind::Wrapped,
            Some("stuff"),
            "/stuff/0",
        ),
        (
            r#"{"data":{"repository":{"pullRequests":{"nodes":[{"n":1}]}}}}"#,
            Kind::Wrapped,
            Some("data.repository.pullRequests.nodes"),
            "/data/repository/pullRequests/nodes/0",
        ),
        (r#"{"issues":[]}"#, Kind::Wrapped, Some("issues"), ""),
        ("{\"a\":1}\r\n\n{\"a\":2}\n", Kind::Lines, None, "/0 /1"),
        ("[{\"a\":1}][{\"a\":2}]", Kind::Pages, None, "/0/0 /1/0"),
        ("[1]\n[2,3]\n", Kind::Pages, None, "/0/0 /1/0 /1/1"),
        (
            r#"{"value":[1]} {"value":[2]}"#,
            Kind::Pages,
            Some("value"),
            "/0/value/0 /1/value/0",
        ),
        (r#"{"Content":"x"}"#, Kind::Single, None, ""),
        ("\u{feff} [1]", Kind::Array, None, "/0"),
    ];
    for (text, kind, wrapper, places) in cases {
        let (shape, found) = found(text);
        assert_eq!(
            (shape.kind, shape.wrapper.as_deref()),
            (kind, wrapper),
            "{text}"
        );
        assert_eq!(found.join(" "), places, "{text}");
    }
    assert_eq!(found(r#"{"value":[],"x":1}"#).0.top_keys, ["value", "x"]);
    let utf16: Vec<u8> = "\u{feff}[1,2]"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&utf16).unwrap().elements.len(), 2);
}

#[test]
fn a_file_that_says_there_is_more_is_heard() {
    let cases = [
        (
            r#"{"@odata.nextLink":"https://x","value":[1]}"#,
            "`@odata.nextLink` names a next page",
        ),
        (
            r#"{"total":5,"issues":[1,2]}"#,
            "`total` says 5, and 2 are in the file",
        ),
        (
            r#"{"isLast":false,"values":[],"results":[1]}"#,
            "`isLast` says that there is more",
        ),
        (
            r#"{"meta":{"next_page":2},"data":[1]}"#,
            "`meta.next_page` names a next page",
        ),
        (
            r#"{"_links":{"next":{"href":"x"}},"results":[1]}"#,
            "`_links.next` names a next page",
        ),
        (
            r#"{"data":{"users":{"pageInfo":{"hasNextPage":true},"nodes":[1]}}}"#,
            "`pageInfo.hasNextPage` says that there is more",
        ),
        (
            r#"{"total":4,"items":[1]}{"total":4,"items":[2,3]}"#,
            "`total` says 4, and 3 are in the file",
        ),
    ];
    for (text, hint) in cases {
        let found = found(text).0.truncated_hint.map(|hint| hint.to_string());
        assert_eq!(found.as_deref(), Some(hint), "{text}");
    }
    for text in [
        r#"{"@odata.nextLink":"","value":[1]}"#,
        r#"{"next_page":null,"total":1,"data":[1]}"#,
        r#"{"next":"x","value":[1]}{"next":null,"value":[2]}"#,
        r#"{"isLast":true,"total":0,"issues":[]}"#,
        "[1]",
    ] {
        assert_eq!(found(text).0.truncated_hint, None, "{text}");
    }
}

#[test]
fn the_answers_of_a_recording_are_read() {
    let entry = |text: &str, encoding: Option<&str>| {
        let mut content = json!({"mimeType": "application/json", "text": text});
        if let Some(encoding) = encoding {
            content["encoding"] = encoding.into();
        }
        json!({"request": {}, "response": {"content": content}})
    };
    let encoded = base64::engine::general_purpose::STANDARD.encode(r#"{"value":[{"a":2}]}"#);
    let log = |last| {
        let entries = json!([
            entry(r#"[{"a":1}]"#, None),
            entry("<html>", None),
            {"request": {}, "response": {"content": {}}},
            entry(&encoded, Some("base64")),
            entry(last, None),
        ]);
        json!({"log": {"version": "1.2", "entries": entries}}).to_string()
    };
    let (shape, places) = found(&log(r#"{"a":3}"#));
    assert_eq!(
        (shape.kind, shape.wrapper.as_deref()),
        (Kind::Pages, Some("log.entries"))
    );
    assert_eq!(shape.truncated_hint, None);
    let inside = |at: &str| {
        format!(
            "/log/entries/{}",
            at.replacen('|', "/response/content/text", 1)
        )
    };
    assert_eq!(places, [inside("0|/0"), inside("3|/value/0"), inside("4|")]);
    assert_eq!(
        found(&log("[{")).0.truncated_hint,
        Some(Hint::CutAnswers(1))
    );
}

#[test]
fn cut_off_wrong_and_deep_are_told_apart() {
    assert_eq!(
        refusal("[{\"a\":1},\n {\"a\""),
        (
            Code::Truncated,
            "the JSON ends in the middle, at line 2, column 5".into()
        )
    );
    assert_eq!(
        refusal("{\"a\": tru!}"),
        (
            Code::NotJson,
            "the text stops being JSON at line 1, column 10".into()
        )
    );
    assert_eq!(refusal("{\"a\":1}\n{\"a\":2}\nx").0, Code::NotJson);
    assert_eq!(refusal("{\"a\":1}\n{\"a\":2").0, Code::Truncated);
    assert_eq!(refusal(" \n\u{20}").0, Code::EmptyFile);
    let (code, message) = refusal(&"[".repeat(200));
    assert_eq!(code, Code::NotJson);
    assert!(message.contains("128 levels"), "{message}");
    assert_eq!(too_large(BYTES + 1).unwrap_err().code, Code::TooLarge);
}

#[test]
fn ids_keep_their_digits() {
    let value: Value = serde_json::from_str(
        r#"[182758849647.0, 18446744073709551615, -9007199254740993, 1.5, 123456789012345678901, -0.0, "007", true, null]"#,
    )
    .unwrap();
    let texts: Vec<Option<String>> = value.as_array().unwrap().iter().map(text_of).collect();
    let texts: Vec<&str> = texts
        .iter()
        .map(|text| text.as_deref().unwrap_or("?"))
        .collect();
    assert_eq!(
        texts,
        [
            "182758849647",
            "18446744073709551615",
            "-9007199254740993",
            "1.5",
            "?",
            "0",
            "007",
            "true",
            "?"
        ]
    );
    let value = json!({"profile": {"email": "a", "x.y": [{"z": 1}]}, "@odata.nextLink": "l"});
    for (keys, wanted) in [
        ("profile.email", Some(json!("a"))),
        ("profile.x.y.0.z", Some(json!(1))),
        ("@odata.nextLink", Some(json!("l"))),
        ("profile.phone", None),
        ("", None),
    ] {
        assert_eq!(path(&value, keys), wanted.as_ref(), "{keys}");
    }
}

fn lines(chunks: &[&str]) -> Result<(Vec<(u32, Value)>, u32), Problem> {
    let mut values = Vec::new();
    let mut reader = LineReader::new();
    for chunk in chunks {
        reader.push(chunk, &mut |line, value| values.push((line, value)))?;
    }
    let count = reader.finish(&mut |line, value| values.push((line, value)))?;
    Ok((values, count))
}

#[test]
fn lines_keep_their_numbers() {
    let (values, count) = lines(&["\u{feff}{\"a\":", "1}\r\n\n{\"a\":2}\n3"]).unwrap();
    assert_eq!(
        values,
        [(1, json!({"a": 1})), (3, json!({"a": 2})), (4, json!(3))]
    );
    assert_eq!(count, 4);
    let problem = |text: &str| lines(&[text]).map(|_| ()).unwrap_err();
    assert_eq!(problem("{}\n{\"a\"").code, Code::Truncated);
    assert!(problem("{}\n{\"a\"").message.contains("line 2, column 4"));
    assert_eq!(problem("{}\n{\"a\"\n{}").code, Code::NotJson);
    assert_eq!(
        problem("{}\n{} {}\n").message,
        "the text stops being JSON at line 2, column 4"
    );
    let long = "x".repeat(9_000_000);
    let refused = lines(&["{}\n\"", &long, &long]).unwrap_err();
    assert_eq!(refused.code, Code::TooLarge);
    assert!(
        refused.message.starts_with("line 2 has more"),
        "{}",
        refused.message
    );
}

#[test]
fn lines_are_recognised_by_their_beginning() {
    assert!(is_lines("{\"a\":1}\r\n{\"a\":"));
    for other in [
        "{\"a\":1}",
        "{\n{",
        "[1]\n[2]",
        "{\"value\":[1]}\n{\"value\":[2]}",
        "a,b\n{",
    ] {
        assert!(!is_lines(other), "{other}");
    }
}

proptest! {
    #[test]
    fn any_split_gives_the_same_lines(
        text in "([{][}]|1|\"é\"|[ \r\n]|x){0,12}",
        cut in any::<prop::sample::Index>(),
    ) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = text.split_at(*cut.get(&places));
        prop_assert_eq!(lines(&[a, b]), lines(&[&text]));
    }

    #[test]
    fn no_bytes_bring_it_down(
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(any::<u8>(), 0..3),
        text in r#"[\[\]{}",:0-9eatru \n]{0,30}"#,
    ) {
        let _ = read(text.as_bytes());
        let whole = br#"{"log":{"entries":[{"request":0,"response":{"content":{"text":"[1]"}}}]}}{"value":[1]}"#;
        let mut bytes = whole.to_vec();
        let at = at.index(bytes.len());
        bytes.splice(at..(at + 1), with);
        let _ = read(&bytes);
    }
}

#[test]
fn a_recording_in_a_recording_is_not_read_through() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let mut text = r#"[{"id":1}]"#.to_owned();
    for _ in 0..24 {
        let content = STANDARD.encode(&text);
        text = format!(
            r#"{{"log":{{"entries":[{{"request":{{}},"response":{{"content":{{"encoding":"base64","text":"{content}"}}}}}}]}}}}"#
        );
    }
    // The entries of the second, not the answers in them: each level would double the work.
    let found = read_text(&text).unwrap();
    assert_eq!(found.elements.len(), 1);
    assert!(found.elements[0].1.get("response").is_some());
}
