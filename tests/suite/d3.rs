//! Our scales, geometry and formats against d3's own, on the cases of `tests/d3`, which d3 itself wrote.

mod cases;
mod format;
mod geometry;
mod scales;
