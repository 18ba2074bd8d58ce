//! What a plain word of YAML means, by the core schema of YAML 1.2.

use std::borrow::Cow;

use serde_json::Number;

use super::located::problem;
use super::node::Data;
use crate::error::{Code, Problem};

/// The value of a word without quotes.
pub(super) fn resolved(word: Cow<'_, str>) -> Result<Data, Problem> {
    let data = match word.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Data::Null,
        "true" | "True" | "TRUE" => Data::Bool(true),
        "false" | "False" | "FALSE" => Data::Bool(false),
        text if is_whole(text) => return whole(text),
        text if is_real(text) => return real(text),
        text if matches!(
            text.trim_start_matches(['-', '+']),
            ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN"
        ) =>
        {
            return Err(infinite());
        }
        text if text.starts_with("0x") || text.starts_with("0o") => based(text),
        _ => Data::Text(word.into_owned()),
    };
    Ok(data)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_whole(text: &str) -> bool {
    digits(unsigned(text))
}

fn is_real(text: &str) -> bool {
    let text = unsigned(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(unsigned(exponent))),
        None => (text, None),
    };
    let fine = match mantissa.split_once('.') {
        Some((before, after)) => {
            (digits(before) && after.bytes().all(|b| b.is_ascii_digit()))
                || (before.is_empty() && digits(after))
        }
        None => digits(mantissa),
    };
    fine && exponent.is_none_or(digits)
}

fn whole(text: &str) -> Result<Data, Problem> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(Data::Number(number.into()));
    }
    match plain.parse::<i64>() {
        Ok(number) => Ok(Data::Number(number.into())),
        Err(_) => real(text),
    }
}

fn real(text: &str) -> Result<Data, Problem> {
    let number = text.parse::<f64>().ok().and_then(Number::from_f64);
    number.map(Data::Number).ok_or_else(infinite)
}

fn based(text: &str) -> Data {
    let hexadecimal = text.strip_prefix("0x").map(|t| u64::from_str_radix(t, 16));
    let octal = text.strip_prefix("0o").map(|t| u64::from_str_radix(t, 8));
    match hexadecimal.or(octal) {
        Some(Ok(number)) => Data::Number(number.into()),
        _ => Data::Text(text.to_owned()),
    }
}

fn infinite() -> Problem {
    problem(
        "",
        Code::OutOfRange,
        "a number without bounds; found no finite value",
    )
}
