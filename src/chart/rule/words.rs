//! Rules about the words around a chart.

use super::Finding;
use crate::base::address::is_stat;
use crate::chart::spec::{DataOrigin, Spec};

/// The longest headline, in words.
const LONGEST: usize = 15;

/// 13: a headline of at most 15 words, written as a sentence is.
pub(super) fn headline(spec: &Spec) -> Vec<Finding> {
    let title = &spec.title;
    let words: Vec<&str> = title.split_whitespace().collect();
    if title.is_empty() {
        return vec![Finding::new("type", "this chart has no headline", "write `title:` and what the chart shows")];
    }
    if words.len() > LONGEST {
        let message = format!("the headline has {} words", words.len());
        return vec![Finding::new(
            "title",
            message,
            format!("say it in {LONGEST} words; the rest belongs in `subtitle:`"),
        )];
    }
    let long: Vec<&&str> = words.iter().skip(1).filter(|word| word.chars().count() > 3).collect();
    let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    if long.len() >= 4 && long.iter().all(capital) {
        let message = "the headline capitalizes every word";
        return vec![Finding::new(
            "title",
            message,
            "write it as a sentence: a capital at the beginning and for names",
        )];
    }
    Vec::new()
}

/// 13: what is measured.
pub(super) fn subtitle(spec: &Spec) -> Vec<Finding> {
    // Events measure nothing.
    let events = spec.kind.needs.contains(&"event");
    if !spec.subtitle.is_empty() || events {
        return Vec::new();
    }
    vec![Finding::new(
        "title",
        "this chart does not say what it measures",
        "write `subtitle:` with measure, place, period and unit",
    )]
}

/// 15: where the data is from.
pub(super) fn source(spec: &Spec) -> Vec<Finding> {
    // Rivals bring their sources; where there are none, that is what is wrong.
    let is_of_rivals = matches!(&spec.data, DataOrigin::Named(address) if is_stat(address));
    if !spec.sources.is_empty() || is_of_rivals {
        return Vec::new();
    }
    vec![Finding::new("", "this chart names no source", "write `source:` and a key of sources.yaml, or a list of keys")]
}

/// 16: what it looks like.
pub(super) fn alt(spec: &Spec) -> Vec<Finding> {
    if !spec.alt.is_empty() {
        return Vec::new();
    }
    let help = "write `alt:` with the kind of chart, of what data, and where what happens";
    vec![Finding::new("", "this chart has no words for those who do not see it", help)]
}

/// 17: few annotations.
pub(super) fn annotations(spec: &Spec) -> Vec<Finding> {
    let count = spec.annotations.len();
    if count <= 4 {
        return Vec::new();
    }
    vec![Finding::new("notes", format!("{count} notes stand in this plot"), "keep the four that matter most")]
}
