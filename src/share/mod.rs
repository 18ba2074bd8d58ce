//! What is passed on: a report that can be checked, and links and files that hold no more than they should.

mod answers;
mod bytes;
pub mod carried;
pub mod fragment;
pub mod merge;
pub mod passphrase;
pub mod preview;
mod saved;
pub mod shape;
pub mod shared;
mod small;
pub mod unnamed;
pub mod verify;
