//! The format specifiers of d3-format: `[[fill]align][sign][symbol][0][width][,][.precision][~][type]` → how a number is
//! written. The language gives the decimal sign, the groups and where a currency stands.
//!
//! As d3-format 3.1, but for this: halves go by the decimal that was written, a negative zero is zero, an unknown type is
//! an error, and a symbol may be a currency other than the dollar.

use super::decimal::Decimal;
use crate::base::language::Language;

/// The signs of currencies that a format may name.
pub(super) const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₴', '₽'];

/// The letters of types.
const TYPES: &str = "efgrs%pbodxXcn";

/// Letters for powers of 1000, from 10^-24 to 10^24.
const PREFIXES: [&str; 17] = ["y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"];

/// A specifier that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specifier {
    fill: char,
    align: char,
    sign: char,
    symbol: Option<char>,
    zero: bool,
    width: usize,
    comma: bool,
    precision: Option<usize>,
    trim: bool,
    /// One of `TYPES`, or nothing: `g` with twelve digits, trimmed.
    kind: Option<char>,
}

impl Specifier {
    /// Reads a specifier; the error says which sign is wrong and what could stand there.
    pub fn parse(text: &str) -> Result<Self, String> {
        let signs: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut take = |wanted: &dyn Fn(char) -> bool| {
            let found = signs.get(at).copied().filter(|sign| wanted(*sign));
            at += usize::from(found.is_some());
            found
        };
        let is_align = |sign: char| "<>=^".contains(sign);
        let fill = if signs.get(1).is_some_and(|sign| is_align(*sign)) { take(&|_| true) } else { None };
        let align = take(&is_align).unwrap_or('>');
        let sign = take(&|sign| "+-( ".contains(sign)).unwrap_or('-');
        let symbol = take(&|sign| sign == '#' || CURRENCIES.contains(&sign));
        let zero = take(&|sign| sign == '0').is_some();
        let mut number = || {
            let digits: String = std::iter::from_fn(|| take(&|sign| sign.is_ascii_digit())).collect();
            if digits.is_empty() { Ok(None) } else { small(&digits).map(Some) }
        };
        let width = number()?.unwrap_or(0);
        let comma = take(&|sign| sign == ',').is_some();
        let precision = if take(&|sign| sign == '.').is_some() {
            let digits: String = std::iter::from_fn(|| take(&|sign| sign.is_ascii_digit())).collect();
            if digits.is_empty() {
                return Err(format!("`{text}` has a `.` without a number of digits after it"));
            }
            Some(small(&digits)?)
        } else {
            None
        };
        let trim = take(&|sign| sign == '~').is_some();
        let kind = take(&|sign| TYPES.contains(sign));
        if let Some(sign) = signs.get(at) {
            let types = TYPES.chars().map(String::from).collect::<Vec<_>>().join(" ");
            return Err(format!("`{sign}` cannot stand there in `{text}`; a format ends with one of {types}"));
        }
        Ok(Self { fill: fill.unwrap_or(' '), align, sign, symbol, zero, width, comma, precision, trim, kind })
    }

    /// The specifier with so many decimals, where it has none of its own and its type has decimals at all.
    #[must_use]
    pub fn with_decimals(mut self, decimals: usize) -> Self {
        match (self.precision, self.kind) {
            (None, Some('f')) => self.precision = Some(decimals),
            (None, Some('%')) => self.precision = Some(decimals.saturating_sub(2)),
            _ => {}
        }
        self
    }

    /// Writes a number.
    pub fn write(&self, value: f64, language: &Language) -> String {
        let (kind, comma, trim, precision) = match self.kind {
            Some('n') => ('g', true, self.trim, self.precision.unwrap_or(6)),
            Some(kind) => (kind, self.comma, self.trim, self.precision.unwrap_or(6)),
            None => ('g', self.comma, true, self.precision.unwrap_or(12)),
        };
        // Digits that count are 1 to 21, decimals up to 20, as in d3.
        let precision = if "gprs".contains(kind) { precision.clamp(1, 21) } else { precision.min(20) };
        let zero_fill = self.zero || (self.fill == '0' && self.align == '=');

        let (mut text, si) = body(value, kind, precision);
        if trim {
            text = trimmed(&text);
        }
        // An `e` is a digit of base 16, and begins an exponent elsewhere.
        let digits = if "xX".contains(kind) { text.as_str() } else { text.split('e').next().unwrap_or_default() };
        let is_nothing = digits.chars().all(|sign| "0.".contains(sign));
        let negative = value < 0.0 && !is_nothing;
        let mut prefix = match (negative, self.sign) {
            (true, '(') => "(".to_owned(),
            (true, _) => '\u{2212}'.to_string(),
            (false, '-' | '(') => String::new(),
            (false, sign) => sign.to_string(),
        };
        let mut suffix = si.to_owned();
        match self.symbol {
            Some('#') if "boxX".contains(kind) => prefix.extend(['0', kind.to_ascii_lowercase()]),
            Some(sign) if sign != '#' && language.numbers.currency_first => prefix.push(sign),
            Some(sign) if sign != '#' => suffix.extend(['\u{a0}', sign]),
            _ => {}
        }
        // As in d3, an amount of money is not a percentage too.
        if "%p".contains(kind) && self.symbol.is_none_or(|sign| sign == '#') {
            suffix.push_str(language.numbers.percent);
        }
        if negative && self.sign == '(' {
            suffix.push(')');
        }
        if "defgprs%".contains(kind) {
            // What follows the whole part is neither grouped nor padded with zeros.
            let whole = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
            let rest = text.split_off(whole);
            let rest = match rest.strip_prefix('.') {
                Some(decimals) => format!("{}{decimals}", language.numbers.decimal),
                None => rest,
            };
            suffix.insert_str(0, &rest);
        }
        if kind == 'c' {
            suffix.insert_str(0, &std::mem::take(&mut text));
        }

        let length = |text: &str| text.chars().count();
        let grouped = comma && text.len() >= language.numbers.group_from;
        if grouped && !zero_fill {
            text = group(&text, usize::MAX, language.numbers.group);
        }
        let missing = self.width.saturating_sub(length(&prefix) + length(&text) + length(&suffix));
        let fill = if zero_fill { '0' } else { self.fill };
        let mut padding: String = std::iter::repeat_n(fill, missing).collect();
        if comma && zero_fill {
            let room = if missing > 0 { self.width.saturating_sub(length(&suffix)) } else { usize::MAX };
            if grouped || missing > 0 {
                text = group(&format!("{padding}{text}"), room, language.numbers.group);
            }
            padding.clear();
        }
        match if zero_fill { '=' } else { self.align } {
            '<' => format!("{prefix}{text}{suffix}{padding}"),
            '=' => format!("{prefix}{padding}{text}{suffix}"),
            '^' => {
                let half = length(&padding) / 2;
                let left: String = padding.chars().take(half).collect();
                let right: String = padding.chars().skip(half).collect();
                format!("{left}{prefix}{text}{suffix}{right}")
            }
            _ => format!("{padding}{prefix}{text}{suffix}"),
        }
    }
}

/// A width or a precision.
fn small(digits: &str) -> Result<usize, String> {
    digits.parse().ok().filter(|number| *number <= 200).ok_or_else(|| format!("{digits} is too great: 200 at most"))
}

/// The size of a number in the form of a type, and the letter of its power of 1000 if the type has one.
fn body(value: f64, kind: char, precision: usize) -> (String, &'static str) {
    let Some(size) = Decimal::of(value) else {
        return (if value.is_nan() { "NaN" } else { "Infinity" }.to_owned(), "");
    };
    let plain = match kind {
        '%' => fixed(&size.shifted(2), precision),
        'f' => fixed(&size, precision),
        'd' => fixed(&size, 0),
        'c' => fixed(&size, size.decimals()),
        'e' => scientific(&size, precision + 1),
        'p' => rounded(&size.shifted(2), precision),
        'r' => rounded(&size, precision),
        'b' => radix(value, 1),
        'o' => radix(value, 3),
        'x' => radix(value, 4),
        'X' => radix(value, 4).to_uppercase(),
        's' => return with_prefix(&size, precision),
        _ => {
            let exponent = size.coefficient(precision).1;
            if exponent < -6 || exponent >= precision as i32 {
                scientific(&size, precision)
            } else {
                fixed(&size, usize::try_from(precision as i32 - 1 - exponent).unwrap_or(0))
            }
        }
    };
    (plain, "")
}

fn fixed(size: &Decimal, decimals: usize) -> String {
    let (whole, fraction) = size.fixed(decimals);
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

/// JavaScript's `toExponential`, with so many digits in all.
fn scientific(size: &Decimal, count: usize) -> String {
    let (digits, exponent) = size.coefficient(count);
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{first}{point}{rest}e{exponent:+}")
}

/// d3's `formatRounded`: so many digits that count, never an exponent.
fn rounded(size: &Decimal, count: usize) -> String {
    let (digits, exponent) = size.coefficient(count);
    match usize::try_from(exponent) {
        Err(_) => format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)),
        Ok(exponent) if digits.len() > exponent + 1 => {
            let (whole, fraction) = digits.split_at(exponent + 1);
            format!("{whole}.{fraction}")
        }
        Ok(exponent) => format!("{digits}{}", "0".repeat(exponent + 1 - digits.len())),
    }
}

/// d3's `formatPrefixAuto`: so many digits that count, before a letter for the power of 1000.
fn with_prefix(size: &Decimal, count: usize) -> (String, &'static str) {
    let (digits, exponent) = size.coefficient(count);
    let third = exponent.div_euclid(3).clamp(-8, 8);
    let prefix = PREFIXES[(third + 8) as usize];
    let whole = exponent - third * 3 + 1;
    let text = match usize::try_from(whole) {
        Ok(whole) if whole >= digits.len() => format!("{digits}{}", "0".repeat(whole - digits.len())),
        Ok(whole) if whole > 0 => {
            let (whole, fraction) = digits.split_at(whole);
            format!("{whole}.{fraction}")
        }
        // Less than there is a letter for.
        _ => {
            let left = usize::try_from(count as i32 + whole - 1).unwrap_or(0);
            format!("0.{}{}", "0".repeat(whole.unsigned_abs() as usize), size.coefficient(left).0)
        }
    };
    (text, prefix)
}

/// The nearest whole number in base 2, 8 or 16, given how many bits a digit has. Of great numbers all digits are those of
/// the `f64` itself.
fn radix(value: f64, bits: usize) -> String {
    let mut digits: Vec<u8> = format!("{:.0}", value.abs().round()).bytes().map(|digit| digit - b'0').collect();
    let base = 1_u32 << bits;
    let mut text = Vec::new();
    // Long division, since numbers go up to 10^308.
    loop {
        let mut rest = 0;
        for digit in &mut digits {
            let value = rest * 10 + u32::from(*digit);
            *digit = (value / base) as u8;
            rest = value % base;
        }
        text.push(char::from_digit(rest, base).unwrap_or('0'));
        if digits.iter().all(|digit| *digit == 0) {
            return text.iter().rev().collect();
        }
    }
}

/// d3's `formatTrim`: without zeros that mean nothing, before an exponent too.
fn trimmed(text: &str) -> String {
    let (size, exponent) = text.find('e').map_or((text, ""), |at| text.split_at(at));
    if !size.contains('.') {
        return text.to_owned();
    }
    format!("{}{exponent}", size.trim_end_matches('0').trim_end_matches('.'))
}

/// d3's `formatGroup`: groups of three from the end, as long as they fit into `width`.
fn group(digits: &str, width: usize, between: &str) -> String {
    let mut end = digits.len();
    let mut groups = Vec::new();
    let mut length = 0;
    while end > 0 {
        let size = if length + 4 > width { width.saturating_sub(length).max(1) } else { 3 };
        let start = end.saturating_sub(size);
        groups.push(&digits[start..end]);
        end = start;
        length += size + 1;
        if length > width {
            break;
        }
    }
    groups.reverse();
    groups.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_there_is_named() {
        for (text, wrong) in [(".2q", "`q`"), (",.f", "`.`"), ("$$", "`$`"), ("999", "200 at most")] {
            let error = Specifier::parse(text).unwrap_err();
            assert!(error.contains(wrong), "{text}: {error}");
        }
    }

    #[test]
    fn the_language_gives_signs_and_places() {
        let write = |text, code| Specifier::parse(text).unwrap().write(-1234567.891, Language::of(code));
        assert_eq!(write("$,.2f", "en"), "−$1,234,567.89");
        assert_eq!(write("€,.2f", "de"), "−1.234.567,89\u{a0}€");
        assert_eq!(write(",.1%", "fr"), "−123\u{202f}456\u{202f}789,1\u{a0}%");
        assert_eq!(Specifier::parse("+.1f").unwrap().write(-0.01, Language::english()), "+0.0");
    }
}
