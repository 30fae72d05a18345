//! The files of a site → those that are one file where capitals make no difference: on the disks of Windows and macOS, and
//! for whoever unpacks the site there. Knows names and not what they stand for.

use crate::base::Route;
use rustc_hash::FxHashMap;

/// Pairs of routes that differ in nothing but capitals, in the order of the second one of each: the one that has capitals, or
/// more of them, comes first.
pub(super) fn pairs<'a>(files: impl Iterator<Item = &'a Route> + Clone) -> Vec<(&'a Route, &'a Route)> {
    let has_capital = |route: &&Route| route.as_str().chars().any(char::is_uppercase);
    // Hardly any address has capitals, so that hardly any is folded.
    let mut of_folded: FxHashMap<String, Vec<&Route>> = FxHashMap::default();
    for route in files.clone().filter(has_capital) {
        of_folded.entry(route.as_str().to_lowercase()).or_default().push(route);
    }
    if of_folded.is_empty() {
        return Vec::new();
    }
    for route in files.filter(|route| !has_capital(route)) {
        of_folded.get_mut(route.as_str()).into_iter().for_each(|alike| alike.push(route));
    }
    let mut pairs = Vec::new();
    for mut alike in of_folded.into_values() {
        // Capitals have the smaller numbers.
        alike.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
        pairs.extend(alike.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs.sort_unstable_by(|a, b| (a.1.as_str(), a.0.as_str()).cmp(&(b.1.as_str(), b.0.as_str())));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_capitals_make_addresses_alike() {
        let files = ["a/index.html", "A/index.html", "b.png", "Ü.png", "ü.png", "C/x.png", "c/y.png"].map(Route::new);
        let found: Vec<[&str; 2]> = pairs(files.iter()).into_iter().map(|(a, b)| [a.as_str(), b.as_str()]).collect();
        assert_eq!(found, [["A/index.html", "a/index.html"], ["Ü.png", "ü.png"]]);
    }
}
