//! `places.tsv` → places without outlines; what an author writes → the place that is meant.

use super::{Bounds, Place, PlaceId};
use crate::base::suggest;
use rustc_hash::FxHashMap;

/// The places of the file, in its order.
pub(super) fn read(text: &'static str) -> Option<Vec<Place>> {
    text.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

fn line(line: &'static str) -> Option<Place> {
    let mut fields = line.split('\t');
    let (alpha3, alpha2, numeric, name) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(Place {
        alpha3,
        alpha2,
        numeric: Some(numeric).filter(|code| *code != "-"),
        name,
        other_names: fields.next().map(|names| names.split(';').collect()).unwrap_or_default(),
        anchor: [0.0; 2],
        area: 0.0,
        bounds: Bounds { least: [0.0; 2], most: [0.0; 2] },
    })
}

/// Every code and name of every place, folded.
pub(super) fn index(places: &[Place]) -> FxHashMap<String, PlaceId> {
    let mut all = FxHashMap::default();
    for (at, place) in places.iter().enumerate() {
        for word in words(place).chain(place.numeric) {
            all.insert(fold(word), PlaceId(at as u16));
        }
    }
    all
}

/// Codes of letters and names.
pub(super) fn words(place: &Place) -> impl Iterator<Item = &'static str> {
    [place.name, place.alpha3, place.alpha2].into_iter().chain(place.other_names.iter().copied())
}

/// The nearest name or code. Names come before codes: whoever errs in a word of three letters means some code, and
/// nobody knows which.
pub(super) fn nearest(places: &[Place], word: &str) -> Option<&'static str> {
    let names = || places.iter().flat_map(|place| [place.name].into_iter().chain(place.other_names.iter().copied()));
    let plain = fold(word);
    // Compared as they are folded, so that a missing accent is no distance.
    let folded: Vec<(String, &'static str)> = names().map(|name| (fold(name), name)).collect();
    let near = suggest::nearest(&plain, folded.iter().map(|(folded, _)| folded.as_str()))?;
    folded.iter().find(|(folded, _)| folded == near).map(|(_, name)| *name)
}

/// What of a word counts: letters without accents and case, digits, and single spaces between words. `&` is `and`, `St.`
/// is `Saint`, a leading `the` is nothing, and a number is a numeric code of three digits.
pub(super) fn fold(word: &str) -> String {
    let plain = deunicode::deunicode(word).to_lowercase().replace('&', " and ");
    // `U.S.` is one word and `Korea, Rep.` two: points and apostrophes join what commas and hyphens divide.
    let joined: String = plain.chars().filter(|c| !matches!(c, '.' | '\'')).collect();
    let mut words: Vec<&str> = joined.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    for word in words.iter_mut().filter(|word| **word == "st") {
        *word = "saint";
    }
    match words[..] {
        [number] if number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit()) => format!("{number:0>3}"),
        _ => words.join(" "),
    }
}
