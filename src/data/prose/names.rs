//! What looks like a number and is not to be traced: a date, a label, a name, a code, an age.

use super::amounts::Tail;
use super::reading::{Instead, Reading, begins_large, is_dash};
use super::tokens::{Digits, Kind, Shape};
use super::vocabulary::Meaning;

impl Reading<'_> {
    /// What a number in digits is, if it is no quantity. It begins with its signs at `first` and its digits at `at`,
    /// and the last of its parts (`237–245` has two) is at `last`.
    pub(super) fn instead_of_digits(
        &self,
        at: usize,
        first: usize,
        last: usize,
        parts: &[Digits],
        tail: Tail,
        passed: Option<(usize, Instead)>,
    ) -> Option<Instead> {
        let digits = parts[0];
        let end = parts[parts.len() - 1];
        let shape = parts.iter().map(|part| part.shape).find(|shape| *shape != Shape::Plain).unwrap_or(Shape::Plain);
        match shape {
            Shape::Clock => return Some(Instead::Date),
            Shape::Dotted => return Some(Instead::Other),
            Shape::Slashed if !tail.is_strong => return Some(Instead::Date),
            // `Genesis 3:16` and `(2:256)` are verses; `a ratio of 3:1` is a number.
            Shape::Ratio if !self.is_ratio(first, last) => return Some(Instead::Label),
            _ => {}
        }
        // A percentage or an amount of money is one, whatever stands before it.
        if self.is_age(at, last) {
            return Some(Instead::Age);
        }
        if self.is_part_of_a_name(at, first, last) {
            return Some(Instead::Other);
        }
        let is_bare = parts.iter().all(|part| !part.grouped && !part.decimal);
        // `4K`
        let is_screen = digits.suffix && digits.count == 1 && self.text(at).ends_with('K') && first == at;
        if is_screen {
            return Some(Instead::Other);
        }
        if tail.is_strong {
            // `in 2021 dollars`
            let is_year = is_bare && first == at && digits.count == 4 && matches!(digits.whole / 100, 19 | 20);
            let is_priced = is_year && tail.end == last + 2 && self.meaning(last + 1) == Meaning::Currency;
            return (is_priced || self.is_direction(tail)).then_some(Instead::Other);
        }
        // `+852 1234 5678`
        let is_telephone = first < at && self.is(first, "+") && is_bare && self.number(last + 1).is_some();
        if is_telephone || (is_bare && first == at && passed == Some((at, Instead::Code))) {
            return Some(Instead::Code);
        }
        // `5-й`
        let ending = self.get(last + 2).filter(|ending| ending.glued && self.is_glued_dash(last + 1));
        if self.vocabulary.code() == "uk"
            && ending.is_some_and(|word| word.meaning != Meaning::Unit && word.text.len() <= 6)
        {
            return Some(Instead::Other);
        }
        if self.is_placed_in_time(first, tail) || self.is_clock(last) || self.is_date(at, last, parts, is_bare, passed)
        {
            return Some(Instead::Date);
        }
        if !digits.grouped && (self.is_label(at, first, passed) || self.is_list_number(at, last, is_bare)) {
            return Some(Instead::Label);
        }
        // `10 Downing Street`
        let is_address = (last + 2..last + 4)
            .any(|at| self.is_any(at, &["Street", "Avenue", "Road", "Lane", "Square", "Boulevard"]))
            && self.get(last + 1).is_some_and(|next| begins_large(next.text));
        if is_address || (first > 0 && self.is(first - 1, "§")) {
            return Some(Instead::Label);
        }
        let is_code =
            is_bare && (digits.count >= 10 || end.count >= 10 || (digits.count > 1 && self.text(at).starts_with('0')));
        let is_ordinal = self.vocabulary.code() == "de"
            && self.is_glued(last + 1)
            && self.is(last + 1, ".")
            && last + 2 < self.len();
        let is_rate = self
            .before(first, 1)
            .is_some_and(|before| before.text.eq_ignore_ascii_case("per") || before.text.eq_ignore_ascii_case("every"));
        let is_rank = self.before(first, 1).is_some_and(|before| before.text.eq_ignore_ascii_case("top"));
        let is_round_the_clock =
            digits.whole == 24 && self.is_any(last + 1, &["x", "×"]) && self.number(last + 2).is_some();
        let is_name = !digits.grouped && parts.len() == 1 && self.follows_a_name(at, first, digits);
        if is_name {
            return Some(Instead::Label);
        }
        let is_other = is_code || is_ordinal || is_rate || is_rank || is_round_the_clock;
        (is_other || self.is_han_label(first, last, digits)).then_some(Instead::Other)
    }

    /// True for a ratio: a word that is no name stands before it, or says so behind it.
    fn is_ratio(&self, first: usize, last: usize) -> bool {
        let is_said = self.is_any(last + 1, &["ratio", "odds", "majority", "vote", "margin"]);
        let word = self.before(first, 1).filter(|word| word.kind == Kind::Word && !self.is_glued(first));
        is_said
            || word.is_some_and(|word| {
                !matches!(word.meaning, Meaning::None | Meaning::And) || word.text.eq_ignore_ascii_case("ratio")
            })
    }

    /// What a number in words is, if it is no quantity.
    pub(super) fn instead_of_words(
        &self,
        at: usize,
        end: usize,
        is_large: bool,
        tail: Tail,
        passed: Option<(usize, Instead)>,
    ) -> Option<Instead> {
        if self.is_age(at, end - 1) {
            return Some(Instead::Age);
        }
        if self.is_placed_in_time(at, tail) && !tail.is_strong {
            return Some(Instead::Date);
        }
        // `nineteen eighty-four`
        if !tail.is_strong && is_large && matches!(self.meaning(end), Meaning::Large(20..)) {
            return Some(Instead::Date);
        }
        if tail.is_strong {
            return None;
        }
        if self.is_label(at, at, passed) {
            return Some(Instead::Label);
        }
        let is_name = at > 0
            && begins_large(self.text(at))
            && !self.headline
            && self.get(end).is_some_and(|next| next.kind == Kind::Word && begins_large(next.text));
        let is_rank = self.before(at, 1).is_some_and(|before| before.text.eq_ignore_ascii_case("top"));
        (is_name || is_rank).then_some(Instead::Other)
    }

    fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", |token| token.text)
    }

    /// `45-year-old`, `45 years old`, `aged 45`.
    fn is_age(&self, at: usize, last: usize) -> bool {
        let unit = last + 1 + usize::from(self.is_glued_dash(last + 1));
        let is_years = self.is_any(unit, &["year", "years", "month", "months"]);
        let old = unit + 1 + usize::from(self.is_glued_dash(unit + 1));
        let is_old = self.is_any(old, &["old", "olds"]) || (self.is(old, "of") && self.is(old + 1, "age"));
        let is_aged = self.meaning_before(at, 1) == Meaning::Age
            || (self.before(at, 1).is_some_and(|of| of.text.eq_ignore_ascii_case("of"))
                && self.meaning_before(at, 2) == Meaning::Age);
        let is_last = self.get(last + 1).is_none_or(|next| next.kind == Kind::Sign && next.text != "%");
        let is_turned = self.before(at, 1).is_some_and(|word| word.text.eq_ignore_ascii_case("turned"))
            || (at > 1 && self.is_any(at - 1, &["was", "am", "is"]) && self.is_any(at - 2, &["i", "he", "she"]));
        (is_years && is_old) || is_aged || (is_turned && is_last)
    }

    /// `F-16`, `COVID-19`, `P5+1`, `#5`, `’99`, `[3]`, `(2)`, a telephone number.
    fn is_part_of_a_name(&self, at: usize, first: usize, last: usize) -> bool {
        let Some(before) = self.before(first, 1) else { return self.is_plus(last) };
        let next = self.get(last + 1);
        if self.is_glued(first) {
            let joins =
                is_dash(before.text) && before.text != "—" && before.text != "–" || matches!(before.text, "+" | "/");
            // `500 MW/1,000 MWh` are two quantities.
            let is_unit = |by: usize| {
                matches!(self.meaning(by), Meaning::Unit | Meaning::Currency | Meaning::Time) || self.is(by, "%")
            };
            let is_two = before.text == "/" && first.checked_sub(2).is_some_and(is_unit);
            if joins && self.is_glued(first - 1) && !is_two {
                return true;
            }
            if matches!(before.text, "#" | "№" | "§" | "@" | "_" | "\\" | "=" | "&") {
                return true;
            }
            // `… of cooperation.”37` is the mark of a note.
            let is_behind = match before.text {
                "”" | "»" => first >= 2 && self.is_glued(first - 1),
                "." | "," | ";" | "!" | "?" => {
                    first >= 2 && self.is_glued(first - 1) && self.meaning(first - 2) == Meaning::None
                }
                _ => false,
            };
            if is_behind
                && !next.is_some_and(|next| next.glued && next.text != "." && next.text != "," && next.text != "]")
            {
                return true;
            }
            let is_short = self.number(at).is_some_and(|digits| digits.count == 2 && !digits.decimal);
            if matches!(before.text, "’" | "‘" | "'")
                && is_short
                && at == first
                && next.is_none_or(|next| next.text != "%")
            {
                return true;
            }
            let closes = |sign: &str| next.is_some_and(|next| next.glued && next.text == sign);
            if before.text == "[" && closes("]") {
                return true;
            }
            let is_bare = self.number(at).is_some_and(|digits| digits.count <= 2 && !digits.decimal && !digits.suffix);
            if before.text == "(" && closes(")") && is_bare && at == first && last == at {
                return true;
            }
        }
        self.is_plus(last)
    }

    /// `16+1`
    fn is_plus(&self, last: usize) -> bool {
        self.is_glued(last + 1) && self.is(last + 1, "+") && self.is_glued(last + 2) && self.number(last + 2).is_some()
    }

    /// `39° N`, `17 degrees north`.
    fn is_direction(&self, tail: Tail) -> bool {
        let is_degree = self.before(tail.end, 1).is_some_and(|unit| matches!(unit.text, "°" | "degrees" | "degree"));
        is_degree
            && (self.is_any(
                tail.end,
                &["N", "S", "E", "W", "north", "south", "east", "west", "′", "'", "’", "latitude", "longitude"],
            ) || self.number(tail.end).is_some())
    }

    /// A duration that says when: `in the last 40 years`, `40 years ago`, `within 5 years`.
    fn is_placed_in_time(&self, first: usize, tail: Tail) -> bool {
        let Some(time) = tail.time else { return false };
        if self
            .is_any(time + 1, &["ago", "later", "earlier", "hence", "prior", "afterwards", "after", "before", "away"])
            || self.meaning(time + 1) == Meaning::Placed
        {
            return true;
        }
        if first > 1 && self.is(first - 1, "a") && self.is(first - 2, "y") {
            return true;
        }
        let mut at = first;
        // `in about 3 years`, `the last roughly 40 years`, `last two to three years`
        while at > 0 && first - at < 4 {
            at -= 1;
            let word = self.text(at);
            if self.meaning(at) == Meaning::Placing
                || ["in", "within", "every", "next"].iter().any(|known| word.eq_ignore_ascii_case(known))
            {
                return true;
            }
            let is_between =
                matches!(self.meaning(at), Meaning::Hedge | Meaning::To | Meaning::And | Meaning::Small(_))
                    || self.number(at).is_some()
                    || ["the", "as", "little", "or"].iter().any(|known| word.eq_ignore_ascii_case(known));
            if !is_between {
                return false;
            }
        }
        false
    }

    /// `5 p.m.`, `12 h 30`, `8 o’clock`.
    fn is_clock(&self, last: usize) -> bool {
        self.meaning(last + 1) == Meaning::Clock
    }

    /// A day beside a month, a year, a run of years.
    fn is_date(
        &self,
        at: usize,
        last: usize,
        parts: &[Digits],
        is_bare: bool,
        passed: Option<(usize, Instead)>,
    ) -> bool {
        if !is_bare {
            return false;
        }
        let first = parts[0];
        let is_day = parts.iter().all(|part| (1..=31).contains(&part.whole) && part.count <= 2);
        let is_month = |at: usize| {
            self.meaning(at) == Meaning::Month && (begins_large(self.text(at)) || self.vocabulary.code() != "en")
        };
        let month_before = (1..=3).any(|by| {
            let between = (1..by)
                .all(|near| self.before(at, near).is_some_and(|piece| matches!(piece.text, "." | "the" | "of" | "de")));
            by <= at && between && is_month(at - by)
        });
        let after = last + 1 + usize::from(self.is_any(last + 1, &[".", "of", "de", "de l"]));
        if is_day && (month_before || is_month(after)) {
            return true;
        }
        // `24 and 25 February`
        let joins = |at: usize| matches!(self.meaning(at), Meaning::And | Meaning::To) || self.is(at, ",");
        if is_day && joins(last + 1) && self.number(last + 2).is_some_and(|next| next.whole <= 31) && is_month(last + 3)
        {
            return true;
        }
        // `12 h 30`
        if at > 0 && passed == Some((at - 1, Instead::Date)) && self.meaning(at - 1) == Meaning::Clock {
            return true;
        }
        // `February 24 and 25`, `2021 or 22`
        let goes_on =
            passed.is_some_and(|(end, instead)| instead == Instead::Date && end + 1 == at && joins(at - 1) && at > end);
        if is_day && goes_on && !self.counts_something(last) {
            return true;
        }
        if matches!(self.meaning(last + 1), Meaning::Era) || matches!(self.meaning_before(at, 1), Meaning::Era) {
            return true;
        }
        if is_compact_date(first, self.text(at)) {
            return true;
        }
        let is_year = first.count == 4 && (1000..2200).contains(&first.whole);
        is_year && !self.is_clearly_a_count(at, last, first.whole)
    }

    /// True if a bare number of four digits is a count, though it could be a year: `more than 1500 firms`.
    fn is_clearly_a_count(&self, at: usize, last: usize, whole: u64) -> bool {
        let is_hedged = self.before(at, 1).is_some_and(|before| {
            ["than", "nearly", "almost", "least", "approximately", "roughly", "about", "around", "over", "some"]
                .iter()
                .any(|word| before.text.eq_ignore_ascii_case(word))
        });
        (is_hedged || whole < 1400) && self.counts_something(last)
    }

    /// True if a word in the plural follows, which the number may count.
    fn counts_something(&self, last: usize) -> bool {
        self.get(last + 1).is_some_and(|next| {
            next.kind == Kind::Word
                && matches!(next.meaning, Meaning::None)
                && next.text.starts_with(char::is_lowercase)
                && (next.text.ends_with('s')
                    || self.is_any(last + 1, &["people", "men", "women", "children", "troops"]))
        })
    }

    /// `Figure 3`, `Articles 5 and 6`, `p. 4`.
    fn is_label(&self, at: usize, first: usize, passed: Option<(usize, Instead)>) -> bool {
        let Some(mut before) = first.checked_sub(1) else { return false };
        // `3, 4, and 5`
        let is_joined = |at: usize| {
            matches!(self.meaning(at), Meaning::And | Meaning::To) || self.is_any(at, &[",", "–", "-", "/"])
        };
        if let Some((end, Instead::Label)) = passed
            && end < first
            && first - end <= 2
            && (end..first).all(is_joined)
            && !self.counts_something(at)
        {
            return true;
        }
        if self.is(before, ".") && before > 0 {
            before -= 1;
        }
        let is_large = begins_large(self.text(before));
        // `Day 56`, `pp. 10–12`: words that mean something else behind a number.
        if (is_large && self.is_any(before, &["day", "week", "year"])) || self.is_any(before, &["pp", "page"]) {
            return true;
        }
        match self.meaning(before) {
            Meaning::Label => true,
            Meaning::LargeLabel => is_large && !(self.headline && before == 0),
            // `Group of 20`, `Class of 2020`
            Meaning::Of => before > 0 && ["Group", "Class", "Gang", "Council"].contains(&self.text(before - 1)),
            _ => false,
        }
    }

    /// A number at the beginning of a sentence that counts the sentences: `1.`, `2)`, `3 -`, `2.1 Results`.
    fn is_list_number(&self, at: usize, last: usize, is_bare: bool) -> bool {
        let is_first = (0..at).all(|before| self.get(before).is_some_and(|sign| sign.kind == Kind::Sign));
        if !is_first || at != last {
            return false;
        }
        let Some(next) = self.get(last + 1) else { return false };
        let is_marked = next.glued
            && (matches!(next.text, "." | ")" | ":" | "、" | "：" | "）" | "．")
                || is_dash(next.text) && !self.is_glued(last + 2));
        let is_section = !is_bare && next.kind == Kind::Word && begins_large(next.text);
        (is_bare && is_marked) || is_section
    }

    /// `Nord Stream 2`, `Boeing 737`: a bare number behind a word that is written large.
    fn follows_a_name(&self, at: usize, first: usize, digits: Digits) -> bool {
        let Some(name) = self.before(first, 1) else { return false };
        if at != first
            || name.kind != Kind::Word && name.kind != Kind::Code
            || !begins_large(name.text)
            || name.text.ends_with("'s")
            || name.text.ends_with("’s")
        {
            return false;
        }
        let is_plain = matches!(name.meaning, Meaning::None | Meaning::LargeLabel | Meaning::Unit | Meaning::Placing);
        if name.kind == Kind::Word && !is_plain {
            return false;
        }
        // The first word of a sentence is large, name or not; English seldom begins with a verb.
        let is_first = (0..first - 1).all(|at| self.get(at).is_some_and(|sign| sign.kind == Kind::Sign));
        let counts = self.get(at + 1).is_some_and(|next| {
            next.kind == Kind::Word && next.meaning == Meaning::None && next.text.starts_with(char::is_lowercase)
        });
        if is_first && counts && self.vocabulary.code() != "en" {
            return false;
        }
        // `In Norway 40 firms closed`
        let is_placed = self.before(first, 2).is_some_and(|word| {
            ["in", "for", "across", "within", "against"].iter().any(|known| word.text.eq_ignore_ascii_case(known))
        });
        if is_placed && self.counts_something(at) {
            return false;
        }
        // In a headline every word is large: only a small number is taken for the end of a name.
        let is_counting = self.get(at + 1).is_some_and(|next| next.kind == Kind::Word);
        !(self.headline && (digits.whole > 10 || digits.decimal) && is_counting)
    }
}

/// `20240607`
fn is_compact_date(digits: Digits, text: &str) -> bool {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u8>().ok()).unwrap_or(0);
    digits.count == 8
        && matches!(part(0, 2), 19 | 20)
        && (1..=12).contains(&part(4, 6))
        && (1..=31).contains(&part(6, 8))
}
