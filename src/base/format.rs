//! Numbers and dates → text for people, in a language.
//!
//! A format is read once from what an author wrote and then applied to many values. Minus is U+2212. Halves round away
//! from zero, as the decimal that was written reads, not as the binary number that holds it: 1.005 is 1.01.

pub mod date;
pub mod decimal;
pub mod number;
pub mod specifier;

pub use date::DateFormat;
pub use decimal::Decimal;
pub use number::{NumberFormat, decimals_for};
