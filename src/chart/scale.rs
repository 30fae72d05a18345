//! Values → positions, and the round values that an axis shows. After d3-array and d3-scale.
//!
//! A scale is a small value that is copied freely: a domain of data, a range of lengths on the drawing. The first end of
//! a range may be the greater one, as it is for every upright axis. Nothing here knows of marks, text or units.

pub mod band;
pub mod linear;
pub mod log;
pub mod sqrt;
pub mod threshold;
pub mod ticks;
pub mod time;

pub use band::Band;
pub use linear::Linear;
pub use log::Log;
pub use sqrt::Sqrt;
pub use threshold::{breaks, class_of};
pub use ticks::{tick_increment, tick_step, ticks};
pub use time::{civil, from_civil, time_nice, time_ticks};
