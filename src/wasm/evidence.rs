//! The module for evidence, which a page loads when the first file is dropped: it reads files and tests them.
//!
//! It knows no catalogue: what files are measured against comes from the page's module.

use wasm_bindgen::prelude::*;

use super::{out, thrown, value};
use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::evidence::{
    Binder, Choices, FileDigest, Intake, Mapping, Table, Terms, Unread, archive_members,
};

/// The files of a tab, tested together.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    binder: Binder,
    intake: Option<Intake>,
}

#[wasm_bindgen]
impl Desk {
    /// A desk without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a file. Whatever was begun before and not finished is forgotten.
    ///
    /// * `as_of`: the day that it shows, as the reader says.
    /// * `day_first`: whether the day stands before the month, where the file does not tell.
    /// * `mapping`: what its columns are, as the reader says; `undefined` where nobody said it.
    /// * `known`: the mappings of other files, a list.
    /// * `beside`: whether its digest is made beside this, and handed to [`finish`](Self::finish).
    pub fn begin(
        &mut self,
        name: &str,
        as_of: Option<String>,
        day_first: Option<bool>,
        mapping: JsValue,
        known: JsValue,
        beside: Option<bool>,
    ) -> Result<(), JsValue> {
        let as_of = as_of.map(|text| text.parse::<Date>()).transpose();
        let as_of = as_of.map_err(|why| {
            let message = format!("this is not a date: {why}");
            thrown(Problem::new(Document::Evidence, "", Code::ImpossibleDate, message).into())
        })?;
        let choices = Choices {
            as_of,
            day_first,
            mapping: taken(mapping, "mapping")?,
            known: taken(known, "list of mappings")?.unwrap_or_default(),
        };
        self.intake = Some(match beside {
            Some(true) => Intake::digested_beside(name, choices),
            _ => Intake::new(name, choices),
        });
        Ok(())
    }

    /// Takes the next bytes of the file. Gives whether more of it is wanted.
    pub fn push(&mut self, chunk: &[u8]) -> bool {
        match &mut self.intake {
            Some(intake) => {
                intake.push(chunk);
                !intake.is_over()
            }
            None => false,
        }
    }

    /// The end of the file. Gives its digest; a file that is there already replaces itself.
    ///
    /// * `sha256`: the digest, where it was made beside this.
    pub fn finish(&mut self, sha256: Option<String>) -> Result<String, JsValue> {
        let Some(mut intake) = self.intake.take() else {
            return Err(thrown(nothing_begun()));
        };
        if let Some(sha256) = sha256 {
            intake.digested(&sha256).map_err(thrown)?;
        }
        match self.binder.add(intake) {
            Ok(digest) => Ok(digest),
            Err(Unread::Same(digest)) => Ok(digest),
            Err(Unread::Refused(why)) => Err(thrown(why)),
        }
    }

    /// Takes a file out.
    pub fn remove(&mut self, digest: &str) -> bool {
        self.binder.remove(digest)
    }

    /// What each file is and what was found in it.
    pub fn results(&self, terms: JsValue) -> Result<JsValue, JsValue> {
        let terms: Terms = taken(terms, "set of terms")?.ok_or_else(|| thrown(nothing_begun()))?;
        out(&self.binder.results(&terms))
    }
}

/// The digest of a large file, made beside the reading of it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Digester(FileDigest);

#[wasm_bindgen]
impl Digester {
    /// Before the first byte.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn push(&mut self, chunk: &[u8]) {
        self.0.push(chunk);
    }

    /// SHA-256 of all bytes, as 64 hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finish()
    }
}

/// What JavaScript hands over; nothing for `undefined`.
fn taken<T: serde::de::DeserializeOwned>(given: JsValue, what: &str) -> Result<Option<T>, JsValue> {
    if given.is_undefined() {
        return Ok(None);
    }
    let value = value(given).map_err(|p| thrown(p.into()))?;
    serde_json::from_value(value).map(Some).map_err(|why| {
        let message = format!("this is no {what}: {why}");
        thrown(Problem::new(Document::Evidence, "", Code::WrongShape, message).into())
    })
}

/// The table at the beginning of a file and what it could be; `undefined` for what is none.
///
/// * `complete`: whether the bytes are the whole file.
#[wasm_bindgen]
pub fn look(bytes: &[u8], complete: bool) -> Result<JsValue, JsValue> {
    match crate::evidence::look(bytes, complete) {
        Some(table) => out(&table),
        None => Ok(JsValue::UNDEFINED),
    }
}

/// How the first rows of a table that was looked at read under a mapping.
#[wasm_bindgen]
pub fn preview(table: JsValue, mapping: JsValue) -> Result<JsValue, JsValue> {
    let table: Table = taken(table, "table")?.ok_or_else(|| thrown(nothing_begun()))?;
    let mapping: Mapping = taken(mapping, "mapping")?.unwrap_or_default();
    out(&crate::evidence::preview(&table, &mapping))
}

fn nothing_begun() -> Error {
    let message = "no file was begun";
    Problem::new(Document::Evidence, "", Code::WrongShape, message).into()
}

/// The templates of registers that are kept by hand, as `[file name, text]`: for the build of the site.
#[wasm_bindgen]
pub fn templates() -> Result<JsValue, JsValue> {
    out(&crate::evidence::templates())
}

/// The files of an archive as `[name, bytes]`; `undefined` for what is none.
#[wasm_bindgen]
pub fn members(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let Some(members) = archive_members(bytes).map_err(thrown)? else {
        return Ok(JsValue::UNDEFINED);
    };
    let list = js_sys::Array::new();
    for (name, bytes) in members {
        let bytes = js_sys::Uint8Array::from(bytes.as_slice());
        list.push(&js_sys::Array::of2(&JsValue::from(name), &bytes));
    }
    Ok(list.into())
}
