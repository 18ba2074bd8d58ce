//! Whether stated probabilities come true: in companies drawn from the model, and in a consultant's own past engagements.
//!
//! Two questions that are easily taken for one. [`simulation`] asks whether the forecast draws the right
//! conclusions *from the model*: companies and audits are drawn from it, and what was stated must then come
//! true within the error of the drawing. That says nothing about the world. [`update`] asks whether the
//! model's *base rates* fit the engagements somebody really had, and how far so few of them can tell.
//!
//! For the command line only: the browser's module goes without.

mod company;
mod dice;
pub mod overlay;
pub mod reliability;
pub mod simulation;
pub mod update;

pub use reliability::{Reliability, Tally};
pub use simulation::{Simulation, Terms, engagements, simulate};
pub use update::{AreaRate, Calibration, calibrate};
