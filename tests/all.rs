//! The integration tests, in one binary: it links once, and its cases run side by side.
//!
//! Cases are data: input and expected files in `tests/`. `EXPOUND_BLESS=1 cargo test` rewrites every expectation; read
//! the difference before you commit it. `tests/README.md` describes each form.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod harness;
mod suite;
