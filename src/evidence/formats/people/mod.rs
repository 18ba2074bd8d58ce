//! Rosters of people: tables of any personnel system, and the reports of BambooHR.

mod bamboo;
mod columns;
mod table;
mod words;

#[cfg(test)]
mod tests;

pub(super) use bamboo::JSON as BAMBOO_JSON;
pub(super) use columns::KIND;
pub(super) use table::{BAMBOO, ROSTER};
