//! What a number is: how large, known how precisely, in which unit. Knows no table and no language.

use std::fmt;

/// A number and the least and the greatest that it may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least that it may be.
    pub low: f64,
    /// What it is stated or worked out as.
    pub value: f64,
    /// The greatest that it may be.
    pub high: f64,
}

impl Interval {
    /// A number that is exactly this.
    pub const fn exact(value: f64) -> Self {
        Self { low: value, value, high: value }
    }

    /// A number that was rounded to so many decimals before it was written: 240 may be 239.5 or 240.5.
    pub fn rounded(value: f64, decimals: u8) -> Self {
        let half = 0.5 * 10f64.powi(-i32::from(decimals));
        Self { low: value - half, value, high: value + half }
    }
}

/// How large something is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// One number.
    One(Interval),
    /// From a least to a greatest number.
    Range(Interval, Interval),
    /// A place in an order, from 1 for the greatest, among so many.
    Rank {
        /// The place.
        place: u32,
        /// Among how many.
        of: u32,
    },
}

/// What a checked number comes to: all that the words of an author are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How large it is, counted in its unit.
    pub amount: Amount,
    /// What it counts.
    pub unit: Unit,
    /// The vagueness with which its source states it.
    pub qualifier: Option<Qualifier>,
    /// True if it was worked out from numbers that were rounded, so that all between its bounds is true of it.
    pub computed: bool,
    /// With how many decimals it is best written, in its unit.
    pub decimals: u8,
}

/// How a source hedges a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// `about`
    About,
    /// `under`
    Under,
    /// `over`
    Over,
    /// `at-least`
    AtLeast,
    /// `up-to`
    UpTo,
}

impl Qualifier {
    /// All qualifiers with the words of a table.
    pub const ALL: [(&'static str, Self); 5] = [
        ("about", Self::About),
        ("under", Self::Under),
        ("over", Self::Over),
        ("at-least", Self::AtLeast),
        ("up-to", Self::UpTo),
    ];

    /// The qualifier of a word of a table.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, qualifier)| *qualifier)
    }

    /// The word of a table.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| *word)
    }
}

/// A currency, by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(pub &'static str);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What kind of number it is, apart from what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UnitKind {
    /// A count or an amount.
    #[default]
    Number,
    /// Hundredths of a whole.
    Percent,
    /// The difference of two percentages.
    Points,
    /// So many times another.
    Times,
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Unit {
    /// What kind of number it is.
    pub kind: UnitKind,
    /// Of which currency, for amounts of money.
    pub currency: Option<Currency>,
    /// The power of ten that one stands for: 9 for billions.
    pub power: i32,
    /// What is left of the words of the unit: `barrels per day`, `of 10`.
    pub noun: String,
}
