//! The words of a unit → what kind of number it is, of which currency, in which power of ten, of what.

use super::quantity::Unit;
use super::wording;

impl Unit {
    /// Reads the unit of a column: `$ billion`, `billion USD`, `% of GDP`, `percentage points`, `million barrels per day`,
    /// `times`, `of 10`. What is no word of a currency, a magnitude or a kind is what is counted.
    pub fn parse(text: &str) -> Self {
        wording::read_unit(text)
    }
}
