//! A number → text for people: presets by a word (`percent`, `dollar-compact`), or a specifier of d3-format.

use super::decimal::Decimal;
use super::specifier::Specifier;
use crate::base::language::Language;
use crate::base::suggest;

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat(Form);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Preset(Preset),
    Specifier(Specifier),
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Preset {
    unit: Unit,
    size: Size,
    signed: bool,
    grouped: bool,
    /// So many decimals; nothing for as many as the number has.
    decimals: Option<usize>,
    /// Decimals may still be set.
    open: bool,
    /// The unit is not written.
    bare: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Percent,
    /// A part of one, shown in percent.
    Share,
    Points,
    Currency(char),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Full,
    Short,
    Long,
}

const NUMBER: Preset = Preset {
    unit: Unit::None,
    size: Size::Full,
    signed: false,
    grouped: true,
    decimals: None,
    open: true,
    bare: false,
};

/// The words, each with what it stands for.
const PRESETS: [(&str, Preset); 15] = [
    ("number", NUMBER),
    ("integer", Preset { decimals: Some(0), open: false, ..NUMBER }),
    ("compact", Preset { size: Size::Short, ..NUMBER }),
    ("long", Preset { size: Size::Long, ..NUMBER }),
    ("percent", Preset { unit: Unit::Percent, ..NUMBER }),
    ("share", Preset { unit: Unit::Share, ..NUMBER }),
    ("points", Preset { unit: Unit::Points, ..NUMBER }),
    ("dollar", currency('$')),
    ("euro", currency('€')),
    ("pound", currency('£')),
    ("yuan", currency('¥')),
    ("hryvnia", currency('₴')),
    ("ruble", currency('₽')),
    ("signed", Preset { signed: true, ..NUMBER }),
    ("plain", Preset { grouped: false, ..NUMBER }),
];

/// Digits that count in a compact number; more only where the whole part has more.
const COMPACT_DIGITS: i32 = 3;

const fn currency(sign: char) -> Preset {
    Preset { unit: Unit::Currency(sign), ..NUMBER }
}

impl Default for NumberFormat {
    /// `number`.
    fn default() -> Self {
        Self(Form::Preset(NUMBER))
    }
}

impl NumberFormat {
    /// The words that `parse` knows. Each may end in `-signed`, and those of numbers and currencies in `-compact` or
    /// `-long`: `dollar-compact`, `points-signed`.
    pub fn words() -> impl Iterator<Item = &'static str> + Clone {
        PRESETS.iter().map(|(word, _)| *word)
    }

    /// Whether numbers are written as percent that they are already: 12 as 12%.
    pub fn is_percent(&self) -> bool {
        matches!(&self.0, Form::Preset(preset) if preset.unit == Unit::Percent)
    }

    /// Whether numbers are parts of one that are written as percent: 0.12 as 12%.
    pub fn is_share(&self) -> bool {
        matches!(&self.0, Form::Preset(preset) if preset.unit == Unit::Share)
    }

    /// Reads a word, or a specifier of d3-format such as `,.1f`. The error says what is wrong and what is near.
    pub fn parse(text: &str) -> Result<Self, String> {
        // In a specifier a space may be a sign.
        let mut parts = text.trim().split('-');
        let word = parts.next().unwrap_or_default();
        let Some((_, preset)) = PRESETS.iter().find(|(known, _)| *known == word) else {
            return match Specifier::parse(text) {
                Ok(specifier) => Ok(Self(Form::Specifier(specifier))),
                // What is spelled like a word was meant as one.
                Err(_) if word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                    Err(format!("`{word}` is no number format; {}", suggest::hint(word, Self::words())))
                }
                Err(wrong) => Err(wrong),
            };
        };
        let mut preset = *preset;
        for ending in parts {
            let may_shrink = matches!(preset.unit, Unit::None | Unit::Currency(_)) && preset.open && preset.grouped;
            match ending {
                "signed" => preset.signed = true,
                "compact" if may_shrink => preset.size = Size::Short,
                "long" if may_shrink => preset.size = Size::Long,
                "compact" | "long" => {
                    return Err(format!("`{word}` cannot be `{ending}`: only numbers and currencies can"));
                }
                _ => {
                    let hint = suggest::hint(ending, ["signed", "compact", "long"]);
                    return Err(format!("`-{ending}` is no ending of a number format; {hint}"));
                }
            }
        }
        Ok(Self(Form::Preset(preset)))
    }

    /// The format with so many decimals of the value as it is in the data (a share of 0.485 has three, and is written
    /// 48.5%), for the values of one column to look alike. A format with decimals of its own keeps them, and compact
    /// numbers choose theirs.
    #[must_use]
    pub fn with_decimals(self, decimals: usize) -> Self {
        Self(match self.0 {
            Form::Preset(preset) if preset.open && preset.size == Size::Full => {
                let shown = if preset.unit == Unit::Share { decimals.saturating_sub(2) } else { decimals };
                Form::Preset(Preset { decimals: Some(shown), ..preset })
            }
            Form::Specifier(specifier) => Form::Specifier(specifier.with_decimals(decimals)),
            preset @ Form::Preset(_) => preset,
        })
    }

    /// The format with large numbers in words, where its author left the size open: `euro` as `euro-compact`.
    #[must_use]
    pub fn compacted(self) -> Self {
        Self(match self.0 {
            Form::Preset(preset) if preset.open && preset.grouped && matches!(preset.unit, Unit::Currency(_)) => {
                Form::Preset(Preset {
                    size: if preset.size == Size::Full { Size::Short } else { preset.size },
                    ..preset
                })
            }
            form => form,
        })
    }

    /// The format without the sign of its unit, for the ticks of an axis, of which one carries the unit. A specifier stays
    /// as it is.
    #[must_use]
    pub fn without_unit(self) -> Self {
        Self(match self.0 {
            Form::Preset(preset) => Form::Preset(Preset { bare: true, ..preset }),
            specifier @ Form::Specifier(_) => specifier,
        })
    }

    /// Writes a number. What is not a number is a dash.
    pub fn write(&self, value: f64, language: &Language) -> String {
        match &self.0 {
            Form::Preset(preset) => preset.write(value, language),
            Form::Specifier(specifier) => specifier.write(value, language),
        }
    }
}

/// How many decimals the numbers of a column need to be shown as they were written, at most 6.
pub fn decimals_for(values: &[f64]) -> usize {
    values.iter().filter_map(|value| Decimal::tidy(*value)).map(|decimal| decimal.decimals()).max().unwrap_or(0).min(6)
}

impl Preset {
    fn write(&self, value: f64, language: &Language) -> String {
        let numbers = &language.numbers;
        let size = Decimal::tidy(value).map(|size| if self.unit == Unit::Share { size.shifted(2) } else { size });
        let (size, word) = match size {
            Some(size) if self.size != Size::Full => self.compact(&size, language),
            Some(size) => (Some(self.decimals.map_or(size.clone(), |decimals| size.rounded(decimals))), ""),
            None => (None, ""),
        };
        let (whole, fraction) = match &size {
            Some(size) => size.fixed(self.decimals.unwrap_or(size.decimals())),
            None => (if value.is_nan() { "\u{2013}" } else { "∞" }.to_owned(), String::new()),
        };
        let mut text = String::new();
        let is_zero = value.is_nan() || size.as_ref().is_some_and(Decimal::is_zero);
        if !is_zero && value < 0.0 {
            text.push('\u{2212}');
        } else if !is_zero && self.signed {
            text.push('+');
        }
        let unit = if self.bare { Unit::None } else { self.unit };
        if let (Unit::Currency(sign), true) = (unit, numbers.currency_first) {
            text.push(sign);
        }
        let groups = self.grouped && whole.len() >= numbers.group_from && size.is_some();
        for (at, sign) in whole.chars().enumerate() {
            if groups && at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push_str(numbers.group);
            }
            text.push(sign);
        }
        if !fraction.is_empty() {
            text.push_str(numbers.decimal);
            text.push_str(&fraction);
        }
        text.push_str(word);
        match unit {
            Unit::Currency(sign) if !numbers.currency_first => text.extend(['\u{a0}', sign]),
            Unit::Percent | Unit::Share => text.push_str(numbers.percent),
            Unit::Points => text.push_str(numbers.points[numbers.plural.form(&whole, !fraction.is_empty())]),
            Unit::None | Unit::Currency(_) => {}
        }
        text
    }

    /// The number in the greatest unit that it reaches, rounded, and the word of that unit.
    fn compact(&self, size: &Decimal, language: &Language) -> (Option<Decimal>, &'static str) {
        let magnitudes = language.numbers.magnitudes;
        let mut unit = magnitudes.iter().rposition(|magnitude| magnitude.power <= size.exponent());
        loop {
            let power = unit.map_or(0, |unit| magnitudes[unit].power);
            let scaled = size.clone().shifted(-power);
            let whole = scaled.exponent().max(0) + 1;
            let rounded = if scaled.exponent() < 0 {
                scaled.significant(COMPACT_DIGITS as usize)
            } else {
                scaled.rounded(usize::try_from(COMPACT_DIGITS - whole).unwrap_or(0))
            };
            // 999.9 thousand is a million.
            let next = unit.map_or(0, |unit| unit + 1);
            if !rounded.is_zero() && magnitudes.get(next).is_some_and(|next| rounded.exponent() + power >= next.power) {
                unit = Some(next);
                continue;
            }
            let word = unit.map_or("", |unit| {
                let (whole, fraction) = rounded.fixed(rounded.decimals());
                match self.size {
                    Size::Long => magnitudes[unit].long[language.numbers.plural.form(&whole, !fraction.is_empty())],
                    Size::Short | Size::Full => magnitudes[unit].short,
                }
            });
            return (Some(rounded), word);
        }
    }
}

#[cfg(test)]
mod tests;
