//! How an amount is written: digits or words, then percent, a magnitude, a currency, a unit. What only looks like one
//! is told by `names`.

use super::reading::{Instead, Reading, Step, is_dash};
use super::tokens::{Digits, Kind, Shape};
use super::vocabulary::Meaning;

/// What follows a number and belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tail {
    /// The first piece that does not.
    pub end: usize,
    /// True if it makes a quantity of any number: a unit, a magnitude, a currency, percent, times.
    pub is_strong: bool,
    /// Where a word for a length of time stands.
    pub time: Option<usize>,
}

/// A number in words.
#[derive(Debug, Clone, Copy)]
struct Cardinal {
    end: usize,
    /// True from thirteen.
    is_large: bool,
    is_one: bool,
    has_scale: bool,
}

impl Reading<'_> {
    /// What belongs to the number that ends before a place.
    pub(super) fn tail(&self, from: usize) -> Tail {
        let end = self.han_tail(from);
        let mut tail = Tail { end, is_strong: end > from, time: None };
        loop {
            let hyphen = usize::from(self.is_glued_dash(tail.end) && self.is_glued(tail.end + 1));
            let at = tail.end + hyphen;
            if self.meaning(at) == Meaning::Time {
                tail.time = Some(at);
                return tail;
            }
            let Some(end) = self.unit(at) else { return tail };
            let is_magnitude = matches!(self.meaning(at), Meaning::Scale | Meaning::Scales | Meaning::Dozen);
            // `3,5 M€`, `5 m²`
            let is_lengthened = self.is_glued(end) && (self.is_currency_behind(end) || self.is_any(end, &["²", "³"]));
            tail.end = end + usize::from(is_lengthened);
            tail.is_strong = true;
            // `milliards de dollars`, `5 Mrd. Euro`
            let is_money = self.meaning(tail.end + 1) == Meaning::Currency || self.is_currency_behind(tail.end + 1);
            if is_magnitude && self.is_any(tail.end, &["de", "."]) && is_money {
                tail.end += 2;
                return tail;
            }
            // Only a magnitude is followed by more.
            if !is_magnitude && hyphen == 0 {
                return tail;
            }
        }
    }

    /// Where one unit, magnitude, currency or percent ends that begins at a place.
    fn unit(&self, at: usize) -> Option<usize> {
        use Meaning::{Currency, Dozen, Percent, Scale, Scales, Times, Unit, UnitPart};
        if self.is_any(at, &["%", "‰", "％"]) || self.is_currency_behind(at) {
            return Some(at + 1);
        }
        if self.is(at, "°") {
            return Some(at + 1 + usize::from(self.is_glued(at + 1) && self.is_any(at + 1, &["C", "F"])));
        }
        if self.is(at, "per") && self.is_any(at + 1, &["cent", "mille"]) {
            return Some(at + 2);
        }
        match self.meaning(at) {
            Scale | Scales | Dozen | Times | Unit | Currency => Some(at + 1),
            Percent => self.percent(at),
            // `square kilometers`, `Hong Kong dollars`
            UnitPart => (at + 1..at + 3)
                .find(|next| self.meaning(*next) != UnitPart)
                .filter(|unit| matches!(self.meaning(*unit), Unit | Currency))
                .map(|unit| unit + 1),
            _ => None,
        }
    }

    /// True for the sign of a currency that belongs to the number before it.
    fn is_currency_behind(&self, at: usize) -> bool {
        let number_follows = self.is_glued(at + 1) && self.number(at + 1).is_some();
        self.get(at).is_some_and(|token| is_currency_sign(token.text)) && !number_follows
    }

    /// Where the words for percent or points end.
    fn percent(&self, at: usize) -> Option<usize> {
        let two = |first: &str, second: &[&str]| (self.is(at, first) && self.is_any(at + 1, second)).then_some(at + 2);
        if self.is_any(at, &["basis", "pour", "por"]) || self.is(at, "cent") {
            let cents = if self.is(at, "cent") { Some(at + 1) } else { None };
            return two("basis", &["point", "points"]).or(two("pour", &["cent"])).or(two("por", &["ciento"])).or(cents);
        }
        two("percentage", &["point", "points"])
            .or_else(|| (!self.is_any(at, &["percentage", "basis"])).then_some(at + 1))
    }

    /// What a number in digits is.
    pub(super) fn digits(&self, at: usize, digits: Digits, passed: Option<(usize, Instead)>) -> Step {
        let (first, has_money) = self.money_before(at);
        let mut last = at;
        let mut parts = vec![digits];
        // `237–245`, `$5-$10`
        while self.is_glued_dash(last + 1) {
            let sign = usize::from(self.get(last + 2).is_some_and(|token| is_currency_sign(token.text)));
            let next = last + 2 + sign;
            match self.number(next) {
                Some(number) if self.is_glued(last + 2) && self.is_glued(next) => {
                    parts.push(number);
                    last = next;
                }
                _ => break,
            }
        }
        let mut tail = self.tail(last + 1);
        tail.is_strong |= has_money || digits.suffix || parts.iter().any(|part| part.suffix);
        if let Some(instead) = self.instead_of_digits(at, first, last, &parts, tail, passed) {
            return Step::Passed(last + 1, instead);
        }
        // `8 of 10`
        if let Some(end) = self.of_number(last + 1, false) {
            return Step::Counted(first..end);
        }
        Step::Counted(first..tail.end)
    }

    /// Where the signs before a number begin, and whether one is of money.
    fn money_before(&self, at: usize) -> (usize, bool) {
        let mut first = at;
        let mut has_money = false;
        let is_near = self.is_glued(at) || (at > 0 && !self.is_glued(at - 1));
        if is_near && self.before(at, 1).is_some_and(|token| is_currency_sign(token.text)) {
            first -= 1;
            has_money = true;
            let country = self.before(first, 1).is_some_and(|word| {
                word.kind == Kind::Word
                    && word.text.len() <= 3
                    && word.text.bytes().all(|byte| byte.is_ascii_uppercase())
            });
            if country && self.is_glued(first) {
                first -= 1;
            }
        } else if let Some(code) = self.before(at, 1)
            && code.meaning == Meaning::Currency
            && code.text.len() == 3
            && code.text.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            first -= 1;
            has_money = true;
        }
        let signed = self.is_glued(first)
            && self.before(first, 1).is_some_and(|token| matches!(token.text, "-" | "−" | "+" | "±"));
        let stands_free = first >= 1
            && (!self.is_glued(first - 1)
                || self.before(first, 2).is_some_and(|token| matches!(token.text, "(" | "|" | "[")));
        if signed && stands_free {
            first -= 1;
        }
        (first, has_money)
    }

    /// What a word begins, if it is a number in words or a multiple.
    pub(super) fn words(&self, at: usize, passed: Option<(usize, Instead)>) -> Option<Step> {
        match self.meaning(at) {
            Meaning::Half => self.half(at),
            Meaning::Share => Some(Step::Counted(at..at + 1)),
            Meaning::Multiple => {
                (!self.is_any(at + 1, &["down", "up", "as", "back", "over"])).then_some(Step::Counted(at..at + 1))
            }
            Meaning::Double => self.double(at),
            Meaning::Twice => self.twice(at),
            Meaning::Fold => (!self.is_manner(at, at + 1)).then_some(Step::Counted(at..at + 1)),
            Meaning::Article => self.with_article(at, passed),
            Meaning::Small(_) | Meaning::Large(_) => self.cardinal_at(at, passed),
            _ => None,
        }
    }

    /// `a third of`, `a million`, `a hundredfold`.
    fn with_article(&self, at: usize, passed: Option<(usize, Instead)>) -> Option<Step> {
        match self.meaning(at + 1) {
            Meaning::Scale => self.cardinal_at(at, passed),
            Meaning::Part => {
                let is_compared = matches!(self.meaning_before(at, 1), Meaning::Hedge) && !self.is(at - 1, "just");
                let follows = self.meaning(at + 2) == Meaning::Of
                    || self.is_any(
                        at + 2,
                        &["more", "less", "fewer", "as", "larger", "smaller", "higher", "lower", "cheaper"],
                    );
                let is_time =
                    (at + 2..at + 5).any(|next| self.meaning(next) == Meaning::Time || self.is(next, "century"));
                ((is_compared || follows) && !is_time && !self.is_glued_dash(at + 2))
                    .then_some(Step::Counted(at..at + 2))
            }
            _ => None,
        }
    }

    /// `the answer is twofold`: it has two parts.
    fn is_manner(&self, at: usize, end: usize) -> bool {
        let is_said = at > 0 && self.is_any(at - 1, &["is", "are", "was", "were"]);
        is_said && self.get(end).is_none_or(|next| next.kind == Kind::Sign || next.meaning == Meaning::And)
    }

    /// A cardinal number in words with what belongs to it.
    fn cardinal_at(&self, at: usize, passed: Option<(usize, Instead)>) -> Option<Step> {
        // `mid-twenty`, `F-one`: the end of another word.
        if self.is_glued(at)
            && self.before(at, 1).is_some_and(|token| is_dash(token.text))
            && self.is_glued(at - 1)
            && self.before(at, 1).is_none_or(|token| token.text != "—")
        {
            return None;
        }
        let cardinal = self.cardinal(at)?;
        // `one third`, `two-thirds`, `three quarters of`
        let hyphen = usize::from(self.is_glued_dash(cardinal.end));
        let part = cardinal.end + hyphen;
        let is_part = match self.meaning(part) {
            Meaning::Part => cardinal.is_one,
            Meaning::Parts | Meaning::Share => true,
            _ => false,
        };
        if is_part
            && !(self.is_any(part, &["quarter", "quarters"]) && hyphen == 0 && self.meaning(part + 1) != Meaning::Of)
        {
            return Some(Step::Counted(at..part + 1));
        }
        // `twenty-first`
        let is_ordinal =
            matches!(self.meaning(part), Meaning::Ordinal | Meaning::Part) || self.is_any(part, &["first", "second"]);
        if is_ordinal && hyphen == 1 {
            return Some(Step::Passed(part + 1, Instead::Other));
        }
        let tail = self.tail(cardinal.end);
        if let Some(instead) = self.instead_of_words(at, cardinal.end, cardinal.is_large, tail, passed) {
            return Some(Step::Passed(cardinal.end, instead));
        }
        if let Some(end) = self.of_number(cardinal.end, cardinal.is_one) {
            return Some(Step::Counted(at..end));
        }
        let counts = cardinal.is_large || tail.is_strong;
        let is_fold = self.before(tail.end, 1).is_some_and(|fold| fold.text == "fold");
        let counts = counts && !(is_fold && !cardinal.is_large && self.is_manner(at, tail.end));
        if counts { Some(Step::Counted(at..tail.end)) } else { Some(Step::Passed(cardinal.end, Instead::Other)) }
    }

    /// Reads a cardinal number: `forty`, `two hundred and six`, `a million`, `one and a half million`.
    fn cardinal(&self, at: usize) -> Option<Cardinal> {
        let begin = at + usize::from(self.meaning(at) == Meaning::Article);
        let mut read = Cardinal { end: begin, is_large: false, is_one: false, has_scale: false };
        let mut words = 0;
        loop {
            let hyphen = usize::from(words > 0 && self.is_glued_dash(read.end) && self.is_glued(read.end + 1));
            let and = usize::from(read.has_scale && self.is(read.end, "and"));
            let next = read.end + hyphen.max(and);
            match self.meaning(next) {
                Meaning::Small(value) => read.is_one = words == 0 && value == 1,
                Meaning::Large(_) => read.is_large = true,
                // `two dozen`, but `dozen` alone is a way of speaking.
                Meaning::Scale | Meaning::Dozen
                    if words > 0 || (begin > at && self.meaning(next) == Meaning::Scale) =>
                {
                    (read.has_scale, read.is_large, read.is_one) = (true, true, false);
                }
                Meaning::Scales if words > 0 => {
                    (read.has_scale, read.is_large, read.is_one) = (true, true, false);
                }
                _ if words > 0 && self.is(next, "and") && self.is(next + 1, "a") && self.is(next + 2, "half") => {
                    read.end = next + 3;
                    read.is_one = false;
                    continue;
                }
                _ => break,
            }
            if words > 0 && hyphen == 0 && and == 0 && !self.joins(next) {
                break;
            }
            read.end = next + 1;
            words += 1;
        }
        (words > 0).then_some(read)
    }

    /// True if a number word goes on with the one before it: not `in 1999 three`, not `twenty twenty`.
    fn joins(&self, at: usize) -> bool {
        matches!(
            (self.meaning_before(at, 1), self.meaning(at)),
            (_, Meaning::Scale | Meaning::Scales | Meaning::Dozen)
                | (Meaning::Scale | Meaning::Scales, Meaning::Small(_) | Meaning::Large(_))
                | (Meaning::Large(20..), Meaning::Small(_))
                | (Meaning::Large(100..), Meaning::Large(_))
        )
    }

    /// Where `of ten`, `out of ten`, `in every ten` behind a number ends.
    fn of_number(&self, from: usize, is_one: bool) -> Option<usize> {
        let mut at = from;
        let is_out = self.is(at, "out");
        at += usize::from(is_out);
        let is_of = self.meaning(at) == Meaning::Of;
        let is_in = self.is(at, "in") && !is_out;
        if !(is_of || is_in) || (is_of && is_one && !is_out) {
            return None;
        }
        at += 1;
        let is_every = self.is(at, "every");
        at += usize::from(is_every || (is_of && self.is_any(at, &["the", "its", "their", "all", "our"])));
        let end = match self.number(at) {
            Some(digits) if digits.shape == Shape::Plain && !digits.suffix => at + 1,
            Some(_) => return None,
            None => self.cardinal(at)?.end,
        };
        let in_digits = self.number(at).is_some();
        let before_in_digits = self.number(from - 1).is_some();
        let year = self.number(at).is_some_and(|digits| digits.count == 4 && !digits.grouped);
        let is_unit = self.tail(end).is_strong || self.tail(end).time.is_some() || self.meaning(end) == Meaning::Month;
        // `8 in 2024` and `40 in 12 countries` are none.
        let is_share = is_of || is_every || (in_digits == before_in_digits && !in_digits) || self.is_one_in(from);
        (is_share && !year && !is_unit).then_some(end)
    }

    /// `1 in 5`
    fn is_one_in(&self, from: usize) -> bool {
        self.number(from - 1).is_some_and(|digits| digits.whole == 1 && digits.count == 1 && !digits.decimal)
    }

    fn half(&self, at: usize) -> Option<Step> {
        let is_placed = self.before(at, 1).is_some_and(|before| {
            [
                "first", "second", "latter", "other", "better", "early", "last", "former", "earlier", "later", "one",
                "next",
            ]
            .iter()
            .any(|word| before.text.eq_ignore_ascii_case(word))
        });
        if is_placed && !self.is(at - 1, "one") {
            return None;
        }
        if self.is_glued_dash(at + 1) {
            let scale = self.meaning(at + 2) == Meaning::Scale;
            return scale.then(|| Step::Counted(at..self.tail(at + 3).end.max(at + 3)));
        }
        // `half a million`, but not `half a century`.
        if self.meaning(at + 1) == Meaning::Article {
            let tail = self.tail(at + 2);
            let is_amount = tail.is_strong && self.meaning(at + 2) != Meaning::Dozen;
            return is_amount.then_some(Step::Counted(at..tail.end));
        }
        let is_of = self.meaning(at + 1) == Meaning::Of
            || self.is_any(
                at + 1,
                &["the", "its", "their", "his", "her", "our", "that", "this", "those", "these", "as", "all"],
            );
        let is_time = (at + 1..at + 4).any(|next| self.meaning(next) == Meaning::Time);
        let is_compared = matches!(self.meaning_before(at, 1), Meaning::Hedge | Meaning::To)
            || self.before(at, 1).is_some_and(|before| before.text.eq_ignore_ascii_case("in"));
        ((is_of || is_compared) && !is_time).then_some(Step::Counted(at..at + 1))
    }

    fn double(&self, at: usize) -> Option<Step> {
        let is_verb = matches!(self.meaning_before(at, 1), Meaning::To | Meaning::Hedge)
            || self.before(at, 1).is_some_and(|before| {
                ["will", "would", "could", "may", "might", "should", "can"]
                    .iter()
                    .any(|word| before.text.eq_ignore_ascii_case(word))
            });
        let has_object =
            self.is_any(at + 1, &["the", "that", "its", "their", "what", "in", "by", "from", "since", "every"]);
        let has_object = has_object || (is_verb && self.meaning(at + 1) == Meaning::To);
        let ends = self.get(at + 1).is_none_or(|token| token.kind == Kind::Sign && !is_dash(token.text));
        let is_phrase = self.is_any(at + 1, &["down", "up", "check", "standard", "standards", "as", "counting"]);
        ((has_object || (is_verb && ends) || (is_verb && self.is(at, "halve"))) && !is_phrase)
            .then_some(Step::Counted(at..at + 1))
    }

    fn twice(&self, at: usize) -> Option<Step> {
        if self.vocabulary.code() != "en" {
            return Some(Step::Counted(at..at + 1));
        }
        let is_compared = matches!(self.meaning_before(at, 1), Meaning::Hedge);
        let has_object =
            self.is_any(at + 1, &["as", "the", "that", "its", "their", "his", "her", "what", "more", "larger"]);
        (is_compared || has_object).then_some(Step::Counted(at..at + 1))
    }
}

/// Signs of currencies.
pub(super) fn is_currency_sign(text: &str) -> bool {
    matches!(text, "$" | "€" | "£" | "¥" | "₴" | "₽" | "₹" | "₩" | "₺" | "₪" | "฿" | "￥")
}
