//! Values → positions, and the round values that an axis shows. After d3-array and d3-scale.
