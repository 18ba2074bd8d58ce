//! JSON in its one canonical form (RFC 8785): what digests are made of.
//!
//! Written here because a library for it, `serde_json_canonicalizer`, brings tables of its own for writing numbers: 25 KB of
//! brotli in a module that writes JSON already, where this is 5. It is the oracle of the tests.

use serde_json::{Number, Value};

/// The canonical text of a value.
///
/// Keys in the order of their UTF-16 code units, no blanks, numbers as ECMAScript writes them: a whole number beyond
/// 2^53 is written as the double next to it.
#[must_use]
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(n) => number(n, out),
        Value::String(text) => string(text, out),
        Value::Array(all) => {
            out.push('[');
            for (i, one) in all.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(one, out);
            }
            out.push(']');
        }
        Value::Object(all) => {
            let mut entries: Vec<(&String, &Value)> = all.iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (key, one)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                write(one, out);
            }
            out.push('}');
        }
    }
}

/// The escapes of `serde_json` are those of the RFC.
fn string(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// A number as ECMAScript's `Number::toString` writes it.
fn number(n: &Number, out: &mut String) {
    // The shortest digits that read back as the same number, such as "-1.25e-7" or "40.0".
    let shortest = Value::from(n.as_f64().unwrap_or_default()).to_string();
    let unsigned = shortest.trim_start_matches('-');
    let (mantissa, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{part}");
    let without = all.trim_start_matches('0');
    let digits = without.trim_end_matches('0');
    if digits.is_empty() {
        out.push('0');
        return;
    }
    if shortest.starts_with('-') {
        out.push('-');
    }
    let length = |text: &str| i32::try_from(text.len()).unwrap_or(i32::MAX);
    let exponent: i32 = exponent.parse().unwrap_or_default();
    // Where the point stands, counted from before the first digit.
    let point = length(whole) - length(&all) + length(without) + exponent;
    let count = length(digits);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or_default());
    let split =
        |at: i32| digits.split_at(usize::try_from(at).unwrap_or_default().min(digits.len()));
    let written = match point {
        1..=21 if count <= point => format!("{digits}{}", zeros(point - count)),
        1..=21 => {
            let (whole, part) = split(point);
            format!("{whole}.{part}")
        }
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = split(1);
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{first}{dot}{rest}e{:+}", point - 1)
        }
    };
    out.push_str(&written);
}

#[cfg(test)]
mod tests {
    use super::text;
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    /// RFC 8785, appendix B, and the limits of each of the four ways of writing.
    #[test]
    fn numbers_of_the_rfc() {
        for (bits, written) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(text(&json!(f64::from_bits(bits))), written, "{bits:x}");
        }
        assert_eq!(text(&json!(u64::MAX)), "18446744073709552000");
        assert_eq!(text(&json!(i64::MIN)), "-9223372036854776000");
    }

    /// RFC 8785, 3.2.3: the order is that of UTF-16, in which U+1F600 stands before U+FB33.
    #[test]
    fn keys_of_the_rfc() {
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let written = text(&value);
        let place = |word: &str| written.find(word).unwrap();
        let order = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ];
        assert!(
            order.windows(2).all(|two| place(two[0]) < place(two[1])),
            "{written}"
        );
        assert_eq!(
            text(&json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{7f}")),
            "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\""
        );
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,4}", inner, 0..4)
                    .prop_map(|all| Value::Object(all.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn another_implementation_writes_the_same(value in value()) {
            prop_assert_eq!(text(&value), serde_json_canonicalizer::to_string(&value).unwrap());
        }
    }
}
