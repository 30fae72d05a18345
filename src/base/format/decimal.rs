//! A number → its decimal digits, and their rounding. Knows no language and no sign of a decimal.

/// A number that is not negative, as the shortest decimal that reads back as the same `f64`: the one that was written.
/// Rounding works on these digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// The digits from 0 to 9, without zeros at either end; none of them is zero.
    digits: Vec<u8>,
    /// The decimal sign stands after so many digits; beyond them, or before them if negative, there are zeros.
    point: i32,
}

impl Decimal {
    /// The size of a number, without its sign; nothing if it is not finite.
    pub fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        // The standard library writes the shortest form, the same on every machine.
        let text = format!("{:e}", value.abs());
        let (digits, exponent) = text.split_once('e')?;
        let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        Some(Self { digits, point: exponent.parse::<i32>().ok()? + 1 }.trimmed())
    }

    /// The size of a number that may be the outcome of a calculation: 0.30000000000000004 is 0.3. What has more than 15
    /// digits and a fraction is rounded to 15 digits, as many as any decimal survives in an `f64`.
    pub fn tidy(value: f64) -> Option<Self> {
        let decimal = Self::of(value)?;
        Some(if decimal.decimals() > 0 && decimal.digits.len() > 15 { decimal.significant(15) } else { decimal })
    }

    /// The number of a text of digits with at most one point; nothing for other texts. No digit is lost.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if !all().all(|byte| byte.is_ascii_digit()) || all().next().is_none() {
            return None;
        }
        let zeros = all().take_while(|byte| *byte == b'0').count();
        let digits = all().skip(zeros).map(|byte| byte - b'0').collect();
        let point = i32::try_from(whole.len()).ok()?.checked_sub(i32::try_from(zeros).ok()?)?;
        Some(Self { digits, point }.trimmed())
    }

    /// True if nothing is left of it.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit; 0 for zero.
    pub fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// How many digits stand after the decimal sign.
    pub fn decimals(&self) -> usize {
        usize::try_from(self.digits.len() as i32 - self.point).unwrap_or(0)
    }

    /// The number times 10^`by`.
    pub fn shifted(mut self, by: i32) -> Self {
        if !self.is_zero() {
            self.point += by;
        }
        self
    }

    /// Rounded to so many digits after the decimal sign, halves upwards.
    pub fn rounded(self, decimals: usize) -> Self {
        let keep = self.point.saturating_add(decimals as i32);
        self.cut(keep)
    }

    /// Rounded to so many digits in all, halves upwards.
    pub fn significant(self, count: usize) -> Self {
        self.cut(count as i32)
    }

    /// The digits before the decimal sign, at least one, and exactly so many after it; rounded where there are more.
    pub fn fixed(&self, decimals: usize) -> (String, String) {
        let rounded = self.clone().rounded(decimals);
        let at = |place: i32| {
            let digit = usize::try_from(place).ok().and_then(|place| rounded.digits.get(place));
            char::from(b'0' + digit.copied().unwrap_or(0))
        };
        let whole = if rounded.point > 0 { (0..rounded.point).map(at).collect() } else { "0".to_owned() };
        (whole, (rounded.point..rounded.point.saturating_add(decimals as i32)).map(at).collect())
    }

    /// The first digits, exactly `count` of them, or all that there are if `count` is zero; and the power of ten of the
    /// first one after rounding.
    pub fn coefficient(&self, count: usize) -> (String, i32) {
        let rounded = if count == 0 { self.clone() } else { self.clone().significant(count) };
        let mut digits: String = rounded.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        while digits.len() < count.max(1) {
            digits.push('0');
        }
        (digits, rounded.exponent())
    }

    /// Keeps the first `keep` digits and rounds by what follows.
    fn cut(mut self, keep: i32) -> Self {
        let Ok(keep) = usize::try_from(keep) else {
            return Self { digits: Vec::new(), point: 0 };
        };
        let Some(next) = self.digits.get(keep).copied() else { return self };
        self.digits.truncate(keep);
        if next >= 5 {
            // Nines carry over; when all are nines, a one stands before them.
            while self.digits.last() == Some(&9) {
                self.digits.pop();
            }
            match self.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    self.digits.push(1);
                    self.point += 1;
                }
            }
        }
        self.trimmed()
    }

    /// Without zeros at the end; zero itself has no digits. No number begins with a zero but zero itself.
    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(value: f64, decimals: usize) -> String {
        let (whole, fraction) = Decimal::of(value).unwrap().fixed(decimals);
        if decimals == 0 { whole } else { format!("{whole}.{fraction}") }
    }

    #[test]
    fn halves_of_what_was_written_go_up() {
        let cases = [
            (1.005, 2, "1.01"),
            (2.5, 0, "3"),
            (0.5, 0, "1"),
            (0.05, 1, "0.1"),
            (0.049, 1, "0.0"),
            (99.95, 1, "100.0"),
        ];
        for (value, decimals, expected) in cases {
            assert_eq!(fixed(value, decimals), expected);
        }
        assert_eq!(
            (fixed(0.0, 2), fixed(1e21, 0), fixed(0.004, 1)),
            ("0.00".into(), format!("1{}", "0".repeat(21)), "0.0".into())
        );
    }

    #[test]
    fn a_written_number_keeps_all_its_digits() {
        assert_eq!(Decimal::parse("0012.50"), Decimal::of(12.5));
        assert_eq!(Decimal::parse("0.00120"), Decimal::of(0.0012));
        assert_eq!(Decimal::parse("000"), Decimal::of(0.0));
        assert_eq!(Decimal::parse("9007199254740993").unwrap().fixed(0).0, "9007199254740993");
        assert_eq!(["", ".", "1.2.3", "-1", "1e5"].map(Decimal::parse), [const { None }; 5]);
    }

    #[test]
    fn the_first_digits() {
        assert_eq!(Decimal::of(9996.0).unwrap().coefficient(3), ("100".to_owned(), 4));
        assert_eq!(Decimal::of(0.0).unwrap().coefficient(3), ("000".to_owned(), 0));
        assert_eq!(Decimal::of(0.00120).unwrap().coefficient(0), ("12".to_owned(), -3));
    }

    #[test]
    fn what_calculation_left_over_is_taken_off() {
        assert_eq!(Decimal::tidy(0.1 + 0.2), Decimal::of(0.3));
        assert_eq!(Decimal::tidy(9_007_199_254_740_991.0), Decimal::of(9_007_199_254_740_991.0));
        assert_eq!(Decimal::of(f64::NAN), None);
    }
}
