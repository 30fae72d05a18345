//! Tokens → what a number counts: magnitude, percent, points, multiple, currency, measure. Also the unit of a column.

use super::lexicon::{
    BASIS_POINTS, CURRENCIES, MEASURES, Money, PER_MILLE, PERCENT, POINTS, RATES, TIMES, magnitude_in,
};
use super::phrase::Phrase;
use super::token::{Kind, Tokens, Zone};
use crate::base::language::Language;
use crate::data::{Currency, Unit, UnitKind};

/// What the words around a number say of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// The power of ten of its magnitude, if one is said.
    pub(super) power: Option<i32>,
    /// A currency, as the word or sign that was said.
    pub(super) currency: Option<&'static str>,
    /// Percent, points or times, if that is said.
    pub(super) kind: Option<UnitKind>,
    /// What is measured, as the row of [`MEASURES`].
    pub(super) measure: Option<usize>,
    /// What it is for each of, as the row of [`RATES`]: `a day`, `per head`.
    pub(super) rate: Option<usize>,
    /// True if what is said cannot be of one number: `$5 billion euros`, `$5 billion barrels`.
    pub(super) clashes: bool,
}

impl Said {
    /// True if anything is said of the unit.
    pub(super) fn any(&self) -> bool {
        self.power.is_some() || self.currency.is_some() || self.kind.is_some()
    }

    /// True if both may be said of one range.
    pub(super) fn may_share(&self, other: &Self) -> bool {
        let money = match (self.currency, other.currency) {
            (Some(one), Some(other)) => may_be_same(one, other),
            (Some(_), None) => other.kind.is_none() && other.measure.is_none(),
            (None, Some(_)) => self.kind.is_none() && self.measure.is_none(),
            (None, None) => true,
        };
        fn agree<T: PartialEq + Copy>(one: Option<T>, other: Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        money && agree(self.kind, other.kind) && agree(self.measure, other.measure)
    }

    /// What is said of both ends of a range where it is said of one.
    pub(super) fn shared(self, other: Self) -> Self {
        Self {
            power: self.power.or(other.power),
            currency: self.currency.or(other.currency),
            kind: self.kind.or(other.kind),
            measure: self.measure.or(other.measure),
            rate: self.rate.or(other.rate),
            clashes: self.clashes || other.clashes,
        }
    }
}

/// Reads what of a unit begins at a token, into what is said already, and gives the token behind it.
pub(super) fn unit_word(tokens: &Tokens, at: usize, language: &Language, said: &mut Said) -> Option<usize> {
    let word = if tokens.text(at) == "-" && tokens.glued(at) && tokens.glued(at + 1) { at + 1 } else { at };
    if said.kind.is_none() && said.measure.is_none() {
        // `$1.2t` are trillions, `1.2t` are tonnes.
        if tokens.text(at) == "t" && tokens.glued(at) && said.currency.is_some() && said.power.is_none() {
            said.power = Some(12);
            return Some(at + 1);
        }
        if let Some((power, end)) = magnitude(tokens, word, language) {
            said.power = Some(said.power.unwrap_or(0) + power);
            return Some(end);
        }
        // Basis points before points.
        let kinds = [
            (UnitKind::Points, BASIS_POINTS, -2),
            (UnitKind::Points, POINTS, 0),
            (UnitKind::Percent, PER_MILLE, -1),
            (UnitKind::Percent, PERCENT, 0),
            (UnitKind::Times, TIMES, 0),
        ];
        for (kind, phrases, power) in kinds {
            if let Some(end) = longest(tokens, word, phrases) {
                said.kind = Some(kind);
                if power != 0 {
                    said.power = Some(said.power.unwrap_or(0) + power);
                }
                return Some(end);
            }
        }
    }
    if said.currency.is_none() {
        let word = ["of", "de"].iter().find_map(|of| tokens.phrase(word, of)).unwrap_or(word);
        if let Some((currency, end)) = currency(tokens, word) {
            said.currency = Some(currency);
            return Some(end);
        }
    }
    None
}

/// Reads what stands behind the unit that ends before a token: what is measured, and what the amount is for each of.
pub(super) fn behind(tokens: &Tokens, end: usize, said: &mut Said) {
    said.measure = measure(tokens, end);
    let is_joined = tokens.phrase(end, "-").or_else(|| tokens.phrase(end, "of")).is_some();
    let next = if said.measure.is_some() { end + 1 + usize::from(is_joined) } else { end };
    said.rate = rate(tokens, next);
    let Some(money) = said.currency else { return };
    let second = currency(tokens, end).filter(|(word, next)| {
        // A sign may be that of the next number, and some words are more than currencies.
        !tokens.is(*next, Kind::Number)
            && !matches!(*word, "real" | "won" | "try" | "pound")
            && !may_be_same(money, word)
    });
    let counted = said.measure.filter(|row| !is_joined && counts_money(tokens, end, *row));
    said.clashes = second.is_some() || counted.is_some();
}

/// True if a measure behind money is counted in its place, and no word that the money describes, as in a `$5 billion
/// company`, or one of the next clause.
fn counts_money(tokens: &Tokens, at: usize, row: usize) -> bool {
    let (word, names) = (tokens.text(at), MEASURES[row]);
    let is_singular = names.iter().any(|name| {
        name.strip_suffix('s') == Some(word)
            || word.strip_suffix('y').is_some_and(|y| name.strip_suffix("ies") == Some(y))
    });
    let is_linked = tokens.get(at).is_some_and(|token| token.zone == Zone::Text);
    let is_physical =
        !names.iter().any(|name| matches!(*name, "people" | "troops" | "countries" | "companies" | "ships"));
    !is_singular && !is_time(row) && (is_linked || is_physical)
}

/// What an amount is for each of, if that begins at a token: `a day`, `per head`, `daily`, `-a-day`.
fn rate(tokens: &Tokens, at: usize) -> Option<usize> {
    let is_hyphen = |at: usize| tokens.text(at) == "-" && tokens.glued(at) && tokens.glued(at + 1);
    let is_joined = is_hyphen(at) && is_hyphen(at + 2);
    if is_joined {
        return rate_of(tokens.text(at + 3)).filter(|_| matches!(tokens.text(at + 1), "a" | "an" | "per"));
    }
    let each = tokens.text(at);
    if is_adverb(each) {
        return rate_of(each);
    }
    let is_article = matches!(each, "a" | "an" | "each" | "every");
    let is_slash = each == "/" && tokens.glued(at) && tokens.glued(at + 1);
    let says = is_article || is_slash || matches!(each, "per" | "pro" | "par" | "por" | "на" | "за");
    // `a year earlier`, `a quarter of it`, `a day-long`, `a second time`
    let next = tokens.text(at + 2);
    let is_other = matches!(
        next,
        "earlier"
            | "later"
            | "ago"
            | "before"
            | "after"
            | "on"
            | "from"
            | "into"
            | "since"
            | "of"
            | "-"
            | "previously"
            | "hence"
    ) || tokens.text(at + 1) == "second";
    rate_of(tokens.text(at + 1)).filter(|_| says && !(is_article && is_other))
}

fn is_adverb(word: &str) -> bool {
    matches!(word, "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "annually" | "hourly" | "bpd")
}

fn rate_of(word: &str) -> Option<usize> {
    RATES.iter().position(|names| names.contains(&word))
}

/// What the noun of a unit is for each of: `barrels per day`.
pub(super) fn rate_of_noun(noun: &str) -> Option<usize> {
    let noun = noun.to_lowercase();
    let mut before = "";
    for word in noun.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let says = is_adverb(bare) || matches!(before, "per" | "a" | "an" | "each" | "every") || before.ends_with('/');
        // The `d` of `b/d`
        let row = if bare == "d" && before.ends_with('/') { Some(0) } else { rate_of(bare) };
        if row.is_some() && says {
            return row;
        }
        before = if word.ends_with('/') {
            word
        } else if bare.is_empty() {
            before
        } else {
            bare
        };
    }
    None
}

/// What the noun of a unit counts, before what it is for each of.
pub(super) fn counted(noun: &str) -> &str {
    let ends = ["/", " per ", " a ", " each "].iter().filter_map(|each| noun.find(each));
    let end = if noun.starts_with("per ") { Some(0) } else { ends.min() };
    &noun[..end.unwrap_or(noun.len())]
}

/// The measure that begins at a token: `tonnes`, `of people`.
fn measure(tokens: &Tokens, at: usize) -> Option<usize> {
    let at = tokens.phrase(at, "-").or_else(|| tokens.phrase(at, "of")).unwrap_or(at);
    measure_of(tokens.text(at))
}

/// The row of a word in the table of measures.
pub(super) fn measure_of(word: &str) -> Option<usize> {
    MEASURES.iter().position(|names| names.contains(&word))
}

/// True for a measure of time.
pub(super) fn is_time(measure: usize) -> bool {
    MEASURES.get(measure).is_some_and(|names| matches!(names[0], "days" | "weeks" | "months" | "years" | "hours"))
}

fn longest(tokens: &Tokens, at: usize, phrases: &[&str]) -> Option<usize> {
    phrases.iter().filter_map(|phrase| tokens.phrase(at, phrase)).max()
}

/// The power of a magnitude that begins at a token.
pub(super) fn magnitude(tokens: &Tokens, at: usize, language: &Language) -> Option<(i32, usize)> {
    let second = tokens.text(at + 1);
    if language.code == "es" && tokens.text(at) == "mil" && matches!(second, "millones" | "m") {
        return Some((9, at + 2));
    }
    // `m³` measures, and `m` does not.
    if tokens.text(at) == "m" && matches!(second, "³" | "²" | "3" | "2") && tokens.glued(at + 1) {
        return None;
    }
    let power = magnitude_in(tokens.text(at), language.code)?;
    // The point of `Mrd.` is its own, unless it ends the sentence.
    let is_short = matches!(tokens.text(at), "mio" | "mrd" | "bio" | "tsd" | "тис" | "млн" | "млрд" | "трлн");
    let point = is_short && tokens.text(at + 1) == "." && tokens.glued(at + 1) && tokens.get(at + 2).is_some();
    Some((power, if point { at + 2 } else { at + 1 }))
}

/// The currency that begins at a token, as it is said.
pub(super) fn currency(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let words = CURRENCIES.iter().flat_map(|money| money.words.iter());
    let said = words.filter_map(|word| tokens.phrase(at, word).map(|end| (*word, end)));
    // The likelier currency of a sign comes first.
    said.filter(|(word, end)| is_one_sign(tokens, word, *end)).min_by_key(|(_, end)| std::cmp::Reverse(*end))
}

/// True if two words or signs may be of one currency: `US$` and `dollars`, `A$` and `$`.
pub(super) fn may_be_same(one: &str, other: &str) -> bool {
    let sign = |word: &str| if matches!(word, "dollar" | "dollars") { "$" } else { "" };
    let is_of = |money: &Money, word: &str| money.words.contains(&word) || money.words.contains(&sign(word));
    CURRENCIES.iter().any(|money| is_of(money, one) && is_of(money, other))
}

/// The letter of `A$` stands at its sign; in `a $5 fee` it is a word.
fn is_one_sign(tokens: &Tokens, word: &str, end: usize) -> bool {
    !word.ends_with(" $") || tokens.glued(end - 1)
}

/// The currency that ends before a token, and where it begins: a sign or a code, as in `US$240`.
pub(super) fn currency_before(tokens: &Tokens, end: usize) -> Option<(&'static str, usize)> {
    let is_mark = |word: &str| word.contains('$') || !word.starts_with(char::is_alphabetic) || word.len() == 3;
    let words = CURRENCIES.iter().flat_map(|money| money.words.iter());
    let said = words.filter_map(|word| tokens.phrase_before(end, word).map(|start| (*word, start)));
    said.filter(|(word, _)| is_mark(word) && is_one_sign(tokens, word, end)).min_by_key(|(_, start)| *start)
}

/// The unit of a column.
pub(in crate::data) fn read_unit(text: &str) -> Unit {
    let phrase = Phrase { before: "", text, after: "" };
    let language = Language::english();
    let tokens = Tokens::of(&phrase, language);
    let (mut said, mut unit) = (Said::default(), Unit::default());
    let mut rest: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_first = rest.is_empty();
        // `m` alone is metres; of money, it is millions.
        let is_unit = tokens.text(at) != "m" || currency_said(&tokens);
        if is_unit
            && (is_first || said.currency.is_some())
            && let Some(next) = unit_word(&tokens, at, language, &mut said)
        {
            at = next;
            continue;
        }
        if !(tokens.is(at, Kind::Sign) && matches!(tokens.text(at), "," | "(" | ")" | ";" | ":")) {
            rest.push((token.start, token.end));
        }
        at += 1;
    }
    unit.kind = said.kind.unwrap_or_default();
    unit.power = said.power.unwrap_or(0);
    let money = said.currency.and_then(|word| CURRENCIES.iter().find(|money| money.words.contains(&word)));
    unit.currency = money.map(|money| Currency(money.code));
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        let noun = text.get(first.0..last.1).unwrap_or_default().trim();
        // `millions of tonnes`; but `of 10` and `of GDP` say what of.
        let of = noun.strip_prefix("of ").filter(|_| unit.power != 0 && unit.kind == UnitKind::Number);
        noun_of(of.unwrap_or(noun)).clone_into(&mut unit.noun);
    }
    unit
}

fn noun_of(noun: &str) -> &str {
    if noun.eq_ignore_ascii_case("of") { "" } else { noun }
}

fn currency_said(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| currency(tokens, at).is_some())
}
