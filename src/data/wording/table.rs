//! The rules by which words are read, one entry each, with an example that holds and one that does not.

use crate::data::{Amount, Interval, Measured, Qualifier, Unit};

/// A rule of reading.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// The words that it is about.
    pub words: &'static str,
    /// What they mean.
    pub meaning: &'static str,
    /// The number of the examples.
    pub amount: Amount,
    /// Its unit, as a column has it.
    pub unit: &'static str,
    /// Its source's own vagueness.
    pub qualifier: Option<Qualifier>,
    /// The years that it is of.
    pub years: &'static [i32],
    /// A sentence whose words in brackets are true of the number.
    pub holds: &'static str,
    /// A sentence whose words in brackets are not.
    pub fails: &'static str,
}

impl Wording {
    /// The number of the examples.
    pub fn measured(&self) -> Measured {
        Measured {
            amount: self.amount,
            unit: Unit::parse(self.unit),
            qualifier: self.qualifier,
            computed: matches!(self.amount, Amount::One(interval) if interval.low < interval.high),
            decimals: 1,
        }
    }

    /// The number of the examples, in plain words.
    pub fn number(&self) -> String {
        super::objection::data(&Measured { decimals: 3, ..self.measured() })
    }
}

const fn rule(
    words: &'static str,
    meaning: &'static str,
    (value, unit): (f64, &'static str),
    holds: &'static str,
    fails: &'static str,
) -> Wording {
    let amount = Amount::One(Interval::exact(value));
    Wording { words, meaning, amount, unit, qualifier: None, years: &[], holds, fails }
}

const fn hedged(qualifier: Qualifier, rule: Wording) -> Wording {
    Wording { qualifier: Some(qualifier), ..rule }
}

const fn of(amount: Amount, rule: Wording) -> Wording {
    Wording { amount, ..rule }
}

const TRADE: (f64, &str) = (240.0, "$ billion");

/// All rules, from plain numbers to years.
pub static WORDINGS: &[Wording] = &[
    rule(
        "245, 244.8",
        "what the value rounds to, at the precision written; zeros at the end are digits",
        (244.8, "$ billion"),
        "[$245 billion]",
        "[$240 billion]",
    ),
    of(
        Amount::One(Interval { low: 234.9, value: 235.5, high: 236.1 }),
        rule(
            "a number worked out from rounded ones",
            "true if something between its bounds rounds to it; more precise than it is known, it must lie between them",
            (0.0, "$ billion"),
            "[$236 billion]",
            "[$237 billion]",
        ),
    ),
    rule(
        "thousand, million, billion, trillion, k, m, mn, bn, tn",
        "compared at true size; a bare number may also count as the column does",
        TRADE,
        "[$0.24 trillion]",
        "[$240 million]",
    ),
    rule(
        "$, US$, €, £, ¥, ₴, ₽, ₹, USD, euros, yuan …",
        "the currency of the data; without one, no other unit may be said",
        TRADE,
        "[240 billion dollars]",
        "[€240 billion]",
    ),
    rule(
        "%, percent, per cent, pct",
        "a percentage, never the difference of two",
        (5.0, "%"),
        "[5 percent]",
        "[5 points]",
    ),
    rule(
        "percentage points, points, pp",
        "the difference of two percentages",
        (5.0, "percentage points"),
        "up [5 points]",
        "up [5 percent]",
    ),
    rule(
        "basis points, bps, ‰, per mille",
        "a hundredth of a percentage point, and a tenth of a percent",
        (5.0, "percentage points"),
        "up [500 basis points]",
        "up [5 basis points]",
    ),
    rule(
        "a day, per head, daily; euros or barrels behind another currency",
        "said only where the unit of the data says it",
        TRADE,
        "[240 billion US dollars]",
        "[$240 billion a day]",
    ),
    rule("eight, twenty-three, five hundred", "the number itself", (23.0, ""), "[twenty-three]", "[twenty-four]"),
    rule(
        "half, a third, three quarters, ½, eight of ten, 1 in 3",
        "a part of a whole, true within 3 percent; hedged, within 10",
        (33.3, "%"),
        "[a third]",
        "[two-fifths]",
    ),
    rule(
        "twice, doubled, tenfold, five times",
        "a ratio, or the growth that makes it, true within 3 percent; hedged, within 10",
        (100.0, "%"),
        "imports [doubled]",
        "imports [tripled]",
    ),
    rule("2.5 times, 2×, 3-fold", "a ratio, at the precision written", (2.5, "times"), "[2.5 times]", "[2.4 times]"),
    of(
        Amount::Rank { place: 2, of: 12 },
        rule(
            "largest, second-largest, 3rd, last",
            "a place in an order, from the greatest",
            (0.0, ""),
            "its [second-largest] partner",
            "its [largest] partner",
        ),
    ),
    rule(
        "about, around, roughly, some, approximately, circa, ~, or so",
        "within 5 percent, or what it rounds to",
        TRADE,
        "[about $250 billion]",
        "[about $260 billion]",
    ),
    rule(
        "almost, nearly, just under, close to, not quite",
        "below, and within 5 percent",
        TRADE,
        "[almost $250 billion]",
        "[almost $240 billion]",
    ),
    rule(
        "just over, a little more than, slightly above",
        "above, and within 5 percent",
        TRADE,
        "[just over $235 billion]",
        "[just over $200 billion]",
    ),
    rule(
        "more than, over, above, exceeding, upwards of",
        "above, the number excluded",
        TRADE,
        "[more than $235 billion]",
        "[more than $240 billion]",
    ),
    rule(
        "less than, under, below, fewer than",
        "below, the number excluded",
        TRADE,
        "[under $250 billion]",
        "[under $240 billion]",
    ),
    rule(
        "at least, no less than, or more, a minimum of",
        "the number or above",
        TRADE,
        "[at least $240 billion]",
        "[at least $241 billion]",
    ),
    rule(
        "up to, at most, as much as, no more than, or less",
        "the number or below",
        TRADE,
        "[no more than $240 billion]",
        "[no more than $230 billion]",
    ),
    rule(
        "5% to $240 billion, half of $240 billion",
        "a link is of one number: both ends of a range, `8 of 10`, years and spans of time are one",
        TRADE,
        "up 5% to [$240 billion]",
        "[up 5% to $240 billion]",
    ),
    hedged(
        Qualifier::About,
        rule(
            "of a cell that is `about` a number",
            "about, with the number of the cell",
            (33.0, "%"),
            "[around 33%]",
            "[33%]",
        ),
    ),
    hedged(
        Qualifier::Under,
        rule(
            "of a cell that is `under` a number",
            "under, less than, almost, with the number of the cell",
            (15.0, "%"),
            "[just under 15%]",
            "[15%]",
        ),
    ),
    hedged(
        Qualifier::Over,
        rule(
            "of a cell that is `over` a number",
            "over, more than, just over, with the number of the cell",
            (50.0, "%"),
            "[over half]",
            "[half]",
        ),
    ),
    hedged(
        Qualifier::AtLeast,
        rule(
            "of a cell that is `at-least` a number",
            "at least, or more, with the number of the cell",
            (70.0, "%"),
            "[70% or more]",
            "[over 70%]",
        ),
    ),
    hedged(
        Qualifier::UpTo,
        rule(
            "of a cell that is `up-to` a number",
            "up to, at most, as much as, with the number of the cell",
            (90.0, "%"),
            "[as much as 90%]",
            "[90%]",
        ),
    ),
    of(
        Amount::Range(Interval::exact(237.0), Interval::exact(244.8)),
        rule(
            "from A to B, between A and B, A–B",
            "both ends of a range; a unit that is said once counts for both",
            (0.0, "$ billion"),
            "[from $237 billion to $244.8 billion]",
            "[from $237 billion to $240 billion]",
        ),
    ),
    rule(
        "between A and B, of one number",
        "the number lies between them",
        TRADE,
        "[between $230 billion and $250 billion]",
        "[between $250 billion and $260 billion]",
    ),
    rule(
        "fell, down, dropped, lower, less, a decline of, −",
        "a negative number needs one of them, in the words or beside them; `fell to` is none",
        (-7.5, "%"),
        "exports fell by [7.5%]",
        "exports fell to [7.5%]",
    ),
    rule(
        "a deficit of, in the red by",
        "a negative number, or how far below zero a positive one is",
        (-3.2, "$ billion"),
        "a deficit of [$3.2 billion]",
        "a balance of [$3.2 billion]",
    ),
    rule(
        "rose, up, grew, higher, more, +",
        "said of a number that is not negative; it need not be said",
        (1.9, "%"),
        "[up 1.9%]",
        "[down 1.9%]",
    ),
    Wording {
        years: &[2024],
        ..rule(
            "2024, 2023–24, 2024/25",
            "a year in the words or right behind them is one of the number's; of those elsewhere in the sentence, one is",
            TRADE,
            "In 2024, after 2023, trade came to [$240 billion]",
            "In 2024 less than the [$240 billion] of 2023",
        )
    },
    Wording {
        years: &[2024],
        ..rule(
            "than in 2022, below 2022, on 2022, compared with 2022",
            "a year that the number is compared with: neither asked for nor refused",
            (-7.5, "%"),
            "[7.5%] lower than in 2022",
            "[7.5%] lower in 2022",
        )
    },
    Wording {
        years: &[2024],
        ..rule(
            "the 1500 firms, Resolution 2231, page 2001",
            "no years: a year has a preposition, a month or its place before it, and no noun in the plural behind it",
            TRADE,
            "On Route 2023 trade came to [$240 billion]",
            "On that route, in 2023, trade came to [$240 billion]",
        )
    },
];
