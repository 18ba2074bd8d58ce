//! What to fix first.

pub mod knapsack;
