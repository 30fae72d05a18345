//! Runs the stages: parallel, memoized, merged in order.

pub mod input;
